"""``lkjdsl audit``: a printed report, proofread against its edition and its data."""

from argparse import ArgumentParser, Namespace

from attrs import evolve

from lkjdsl.auditing.audit import Audit
from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.year_files import add_previous
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.proofread import audit
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("table", "json", "markdown", "html")
VERDICTS = ("agrees", "disagrees", "unverifiable")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``audit``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    parser.add_argument(
        "files", metavar="[DATA] PRINTED", nargs="+",
        help=words("audit.files"),
    )  # fmt: skip
    add_previous(parser, words)
    parser.add_argument("--unprinted", action="store_true", help=words("audit.unprinted"))
    sentence = words("audit.no-causes")
    parser.add_argument("--no-causes", dest="causes", action="store_false", help=sentence)
    parser.add_argument("--only", choices=VERDICTS, help=words("audit.only"))
    parser.add_argument("--locale", choices=("id", "en"), help=words("audit.locale"))
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return the verdicts as text in the format asked for."""
    *data, printed = arguments.files
    edition, problems = opened(arguments.edition)
    if len(data) > 1 and edition is not None and not edition.definition.periods:
        many = problem("audit-too-many-files", names=", ".join(arguments.files))
        return Answer("", (many,), WRONG_USE, language_of(arguments, edition))
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    try:
        found = audit(
            edition,
            printed,
            data or None,
            previous=arguments.previous,
            locale=arguments.locale,
            causes=arguments.causes,
        )
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    if not arguments.unprinted:
        found = evolve(found, unprinted=())
    reported = (*problems, *found.problems)
    status = OK if found.clean and status_of(reported) == OK else FINDINGS
    return Answer(rendered(found, arguments, language, reported), reported, status, language)


def rendered(found: Audit, arguments: Namespace, language: Language, problems: tuple[Diagnostic, ...]) -> str:
    """Return an audit in the format asked for."""
    if arguments.format == "json":
        from lkjdsl.auditing.audit_json import audit_text

        return audit_text(found, language, arguments.only, problems)
    from lkjdsl.auditing.audit_page import audit_page
    from lkjdsl.render.forms import written

    return written(audit_page(found, language, arguments.only), arguments.format, language, arguments.width)
