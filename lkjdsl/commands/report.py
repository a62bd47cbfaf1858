"""``lkjdsl report``: the chapter of accountability, as a document of its own or filled into the office's."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import PurePath

from lkjdsl.commands.answer import FINDINGS, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_language, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.year_files import add_previous, evaluated
from lkjdsl.diagnostic import Diagnostic, is_error, problem
from lkjdsl.documents.reading import is_same_file, read_file
from lkjdsl.documents.word.controls import KEY
from lkjdsl.editions.years import by_office, by_year
from lkjdsl.report.account import Account
from lkjdsl.report.forms import FORMS, form_of
from lkjdsl.report.sentences import templates_of
from lkjdsl.report.word_document import fill_document
from lkjdsl.syntax.toml_files import LkjdslError, read_toml_file


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``report``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.formula-file"))
    parser.add_argument("data", metavar="DATA", nargs="+", help=words("report.data"))
    add_previous(parser, words)
    parser.add_argument("--into", metavar="FILE", help=words("report.into"))
    parser.add_argument("--overwrite", metavar="KEY", action="append", default=[], help=words("report.overwrite"))
    parser.add_argument("--sentences", metavar="FILE", help=words("report.sentences"))
    parser.add_argument("--output", metavar="FILE", required=True, help=words("report.output"))
    parser.add_argument("--force", action="store_true", help=words("option.force"))
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the document as bytes."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    wrong = _wrong_use(arguments)
    if wrong is not None:
        return Answer("", (wrong,), WRONG_USE, language)
    try:
        before = None if arguments.previous is None else evaluated(edition, arguments.previous)
        several = edition.read_all(arguments.data)
        offices = list(by_office(several))
        if len(offices) > 1:
            return Answer("", (problem("report-of-several-offices"),), WRONG_USE, language)
        outcomes = by_year(edition, offices[0], before)
        templates: dict[str, str] = {}
        if arguments.sentences is not None:
            source, tables = read_toml_file(arguments.sentences, language)
            templates, faults = templates_of(tables, source, language)
            if faults:
                return Answer("", tuple(faults), FINDINGS, language)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    shown = [*([] if before is None else [before]), *outcomes]
    account = Account(shown, language, templates)
    diagnostics = (*problems, *(diagnostic for outcome in shown for diagnostic in outcome.problems))
    missing = [f"{year}" for year, outcome in Account(outcomes, language).years.items() if outcome is None]
    if missing:
        diagnostics += (problem("year-without-data", years=", ".join(missing)),)
    data, document_problems = _document(account, arguments)
    if data is None:
        return refused(tuple(document_problems), language)
    return Answer(data, (*diagnostics, *document_problems), status_of(diagnostics), language)


def _wrong_use(arguments: Namespace) -> Diagnostic | None:
    suffix = PurePath(arguments.output).suffix.lower()
    wanted = FORMS if arguments.into is None else (".docx",)
    if suffix not in wanted:
        return problem("report-of-unknown-kind", name=arguments.output, wanted=", ".join(wanted))
    if arguments.into is not None and is_same_file(arguments.output, arguments.into):
        return problem("document-is-original", name=arguments.output)
    if arguments.overwrite and arguments.into is None:
        return problem("missing-argument", name="--into")
    return None


def _document(account: Account, arguments: Namespace) -> tuple[bytes | None, Sequence[Diagnostic]]:
    if arguments.into is None:
        form = form_of(account, PurePath(arguments.output).suffix.lower())
        return (None, (form,)) if isinstance(form, Diagnostic) else (form, ())
    document = read_file(arguments.into)
    if isinstance(document, Diagnostic):
        return None, (document,)
    if document.package is None or document.format != "docx":
        return None, (problem("report-into-no-word", name=arguments.into),)
    filling = fill_document(account, document.package, [key.removeprefix(KEY) for key in arguments.overwrite])
    assert filling.data is not None or any(map(is_error, filling.problems)), "what is not filled says why"
    return filling.data, filling.problems
