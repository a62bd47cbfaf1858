"""``lkjdsl explain``: how results were computed, down to the inputs and the rules."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("text", "markdown", "html", "json")
NO_TARGET = ("no-target", "target-zero")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``explain``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.formula-file"))
    parser.add_argument("data", metavar="DATA", help=words("argument.data"))
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help=words("explain.paths"),
    )
    parser.add_argument("--previous", metavar="FILE", help=words("option.previous"))
    parser.add_argument("--exact", action="store_true", help=words("explain.exact"))
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return the explanation as text in the format asked for."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    try:
        outcome = edition.evaluate(arguments.data, arguments.previous)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    unknown = [unknown_path(outcome, path) for path in arguments.paths if path not in outcome]
    if unknown:
        return Answer("", tuple(unknown), WRONG_USE, language)
    from lkjdsl.render.explanation import explain

    explanation = explain(outcome, *arguments.paths, language=language)
    match arguments.format:
        case "markdown":
            text = explanation.markdown(exact=arguments.exact)
        case "html":
            text = explanation.html(exact=arguments.exact)
        case "json":
            text = explanation.json()
        case _:
            text = explanation.text(width=arguments.width, exact=arguments.exact)
    found = (*problems, *outcome.problems)
    asked = [section.path for section in explanation.sections]
    status = FINDINGS if any(is_wanting(outcome, path) for path in asked) else OK
    return Answer(text, found, max(status, status_of(found)), language)


def unknown_path(outcome: Outcome, path: str) -> Diagnostic:
    """Return the problem of a path that there is no result at."""
    near = nearest(path, outcome.paths)
    return problem("unknown-path", name=path, nearest=near or "", helps=("nearest",) if near else ())


def is_wanting(outcome: Outcome, path: str) -> bool:
    """Return whether a result is wanting at *path*; nobody wants an achievement without a target."""
    result = outcome.result(path)
    reasons = getattr(result.value, "reasons", ())
    return result.status in ("unavailable", "invalid") and not all(reason.code in NO_TARGET for reason in reasons)
