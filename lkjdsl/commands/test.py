"""``lkjdsl test``: an author's cases, and a search for data on which a claim about the edition fails."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_common, language_of, numbers, over_input
from lkjdsl.commands.cached_editions import opened
from lkjdsl.diagnostic import Diagnostic, Language, is_error
from lkjdsl.trying.cases import TriedCase, try_case
from lkjdsl.trying.claims import EXAMPLES, SECONDS, SEED, try_claims
from lkjdsl.trying.coverage import Coverage
from lkjdsl.trying.files import cases_of_file
from lkjdsl.trying.search import SearchResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lkjdsl.render.explanation import Explanation

FORMATS = ("table", "json", "markdown")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``test``."""
    parser.add_argument("edition", metavar="EDITION", help=words("test.edition"))
    parser.add_argument("cases", metavar="CASES", nargs="*", help=words("test.cases"))
    options = (
        ("--examples", numbers(int, 0), EXAMPLES, words("test.examples")),
        ("--seconds", numbers(float, 0), SECONDS, words("test.seconds")),
        ("--seed", numbers(int, 0), SEED, words("test.seed")),
        ("--require-coverage", numbers(int, 0, 100), 0, words("test.coverage")),
    )
    for option, kind, default, sentence in options:
        parser.add_argument(option, type=kind, default=default, metavar="N", help=sentence)
    save = words("test.save")
    parser.add_argument("--save", metavar="FILE", help=save)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what the cases and the search came to."""
    edition, problems = opened(arguments.edition)
    language: Language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    cases = list(edition.definition.cases)
    for name in arguments.cases:
        read, flaws = cases_of_file(edition, name)
        if any(map(is_error, flaws)):
            return refused(flaws, language)
        cases += read
    coverage = Coverage.of(edition.program())
    tried = [try_case(edition, case) for case in cases]
    for tried_case in tried:
        coverage.see(tried_case.outcome)
    searched = try_claims(
        edition, coverage, examples=arguments.examples, seconds=arguments.seconds, seed=arguments.seed
    )
    mistakes = [counterexample for counterexample in searched.refuted if not counterexample.claim.remark]
    failed = mistakes or any(case.misses for case in tried) or coverage.percent < arguments.require_coverage
    text = rendered(tried, searched, coverage, arguments.format, language, arguments.width)
    status = FINDINGS if failed else OK
    if arguments.save and searched.refuted:
        tables = (mistakes or searched.refuted)[0].tables
        unsaved = over_input(arguments.save, arguments) or _saved(arguments.save, tables, force=arguments.force)
        if unsaved is not None:
            return Answer(text, (*problems, unsaved), WRONG_USE, language)
    return Answer(text, problems, status, language)


def _saved(name: str, tables: Any, *, force: bool) -> Diagnostic | None:
    """Write a counterexample, and return why it could not be."""
    from lkjdsl.files import write_whole
    from lkjdsl.syntax.toml_writer import toml_text

    return write_whole(name, toml_text(tables), force=force)


def rendered(
    tried: list[TriedCase], searched: SearchResult, coverage: Coverage, form: str, language: Language, width: int
) -> str:
    """Return the results in the format asked for."""
    if form == "json":
        from lkjdsl.trying.trial_json import trials_json

        return trials_json(tried, searched, coverage, language)
    from lkjdsl.trying.trial_page import trials_page

    page = trials_page(tried, searched, coverage, language)
    explained = _explained(searched, language)
    if form == "markdown":
        from lkjdsl.render.markdown import page_markdown

        return "\n".join([page_markdown(page), *(explanation.markdown() for explanation in explained)])
    from lkjdsl.render.text import page_text

    return "\n".join([page_text(page, width), *(explanation.text(width=width) for explanation in explained)])


def _explained(searched: SearchResult, language: Language) -> "Iterator[Explanation]":
    """Yield how the numbers of the first mistake came about, if there is one: a few lines say more than its claim."""
    from lkjdsl.render.explanation import explain

    first = next(
        (
            counterexample
            for counterexample in searched.refuted
            if not counterexample.claim.remark and counterexample.claim.paths
        ),
        None,
    )
    if first is not None:
        yield explain(first.outcome, *first.claim.paths, language=language)
