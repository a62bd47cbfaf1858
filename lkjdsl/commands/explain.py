"""``lkjdsl explain``: how results were computed, down to the inputs and the rules."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.one_office import add_office, offices_data
from lkjdsl.commands.year_files import add_previous, data_and_paths, evaluated
from lkjdsl.diagnostic import Diagnostic, Language, nearest, problem
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.answerable import EXCUSES
from lkjdsl.model.outputs import respelled
from lkjdsl.syntax.toml_files import LkjdslError

if TYPE_CHECKING:
    from lkjdsl.render.explanation import Explanation

FORMATS = ("text", "markdown", "html", "json")
ONE_PART = ("html", "json")
"""Of which a file holds the explanation of one part of a year."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``explain``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.formula-file"))
    parser.add_argument("data", metavar="DATA", help=words("argument.data"))
    parser.add_argument("paths", metavar="PATH", nargs="*", help=words("explain.paths"))
    add_previous(parser, words)
    parser.add_argument("--exact", action="store_true", help=words("explain.exact"))
    add_office(parser, words)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return the explanation as text in the format asked for."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    try:
        names, paths = data_and_paths(arguments.paths)
        data, remarks = offices_data([arguments.data, *names], arguments, edition)
        outcome = evaluated(edition, data, arguments.previous)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    unknown = [unknown_path(outcome, path) for path in paths if path not in outcome]
    if unknown:
        return Answer("", tuple(unknown), WRONG_USE, language)
    explanations = list(explained(outcome, paths, language))
    if len(explanations) > 1 and arguments.format in ONE_PART:
        named = ", ".join(paths)
        return Answer(
            "", (problem("explain-several-parts", names=named, format=arguments.format),), WRONG_USE, language
        )
    text = "\n".join(rendered(explanation, arguments) for explanation in explanations)
    diagnostics = (*problems, *remarks, *outcome.problems)
    wanting = any(
        is_wanting(explanation.outcome, section.path)
        for explanation in explanations
        for section in explanation.sections
    )
    return Answer(text, diagnostics, max(FINDINGS if wanting else OK, status_of(diagnostics)), language)


def explained(outcome: Outcome, paths: Sequence[str], language: Language) -> "Iterator[Explanation]":
    """Yield an explanation for each part of the year that *paths* name, in their order."""
    from lkjdsl.render.explanation import explain

    by_part: dict[Outcome, list[str]] = {} if paths else {outcome: []}
    for path in paths:
        part, plain = outcome.at(path)
        by_part.setdefault(part, []).append(plain)
    for part, several in by_part.items():
        yield explain(part, *several, language=language)


def rendered(explanation: "Explanation", arguments: Namespace) -> str:
    """Return an explanation in the format asked for."""
    match arguments.format:
        case "markdown":
            return explanation.markdown(exact=arguments.exact)
        case "html":
            return explanation.html(exact=arguments.exact)
        case "json":
            return explanation.json()
        case _:
            return explanation.text(width=arguments.width, exact=arguments.exact)


def unknown_path(outcome: Outcome, path: str) -> Diagnostic:
    """Return the problem of a path that there is no result at."""
    near = respelled(outcome.definition, outcome.program.outputs, path) or nearest(path, outcome.paths)
    return problem("unknown-path", name=path, nearest=near or "", helps=("nearest",) if near else ())


def is_wanting(outcome: Outcome, path: str) -> bool:
    """Return whether a result is wanting at *path*; nobody wants an achievement without a target."""
    result = outcome.result(path)
    reasons = getattr(result.value, "reasons", ())
    if result.status not in ("unavailable", "invalid") or result.is_not_measured:
        return False
    return not all(reason.code in EXCUSES for reason in reasons)
