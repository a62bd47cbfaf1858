"""``lkjdsl diff``: what changed from one edition to another, and what that does to the results."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Sequence

from lkjdsl.commands.answer import WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.diagnostic import Diagnostic, is_error, problem
from lkjdsl.edition import of_tables
from lkjdsl.editions.comparison import EditionSide, compared
from lkjdsl.editions.comparison_page import comparison_json, comparison_page
from lkjdsl.editions.stand_in_targets import with_targets_of
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.input_plan import InputPlan
from lkjdsl.render.forms import written
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("table", "json", "csv", "markdown", "html")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``diff``."""
    parser.add_argument("old", metavar="OLD", help=words("diff.old"))
    parser.add_argument("new", metavar="NEW", help=words("diff.new"))
    parser.add_argument("data", metavar="DATA", nargs="*", help=words("diff.data"))
    parser.add_argument("--targets", metavar="YEAR", help=words("diff.targets"))
    add_common(parser, words, FORMATS)


def _year_of(edition: CheckedEdition, data: Sequence[str]) -> int:
    """Return the year whose figures are compared: that of the data, where there are any."""
    return edition.read_all(data)[0].year if data else edition.definition.year


def _names(edition: CheckedEdition) -> Collection[str]:
    """Return what data can have a value for in *edition*."""
    definition = edition.definition
    columns = [f"{table}.{column}" for table, rows in definition.rows.items() for column in rows.columns]
    return {*InputPlan.of(definition).known, *columns, *definition.inputs, *(node.path for node in definition.nodes())}


def _is_fault(diagnostic: Diagnostic, known: Collection[str]) -> bool:
    return is_error(diagnostic) and not (
        diagnostic.code in ("unknown-input", "given-unknown") and diagnostic.values["name"] in known
    )


def run(arguments: Namespace) -> Answer:
    """Return the comparison in the format asked for."""
    old, new = (read_written(name) for name in (arguments.old, arguments.new))
    if not (isinstance(old, ExtendedTables) and isinstance(new, ExtendedTables)):
        flaws = tuple(flaw for one in (old, new) if not isinstance(one, ExtendedTables) for flaw in one)
        return refused(flaws, language_of(arguments, None))
    (old_edition, *found_old), (new_edition, *found_new) = of_tables(old), of_tables(new)
    language = language_of(arguments, new_edition or old_edition)
    if old_edition is None or new_edition is None:
        flaws = (*(found_old[0] if old_edition is None else ()), *(found_new[0] if new_edition is None else ()))
        return refused(flaws, language)
    targets = arguments.targets
    if targets is not None and not (targets.isascii() and targets.isdigit()):
        return Answer("", (problem("no-year", found=targets),), WRONG_USE, language)
    stand_in = None
    try:
        if targets is not None:
            new, stand_in = with_targets_of(new, _year_of(old_edition, arguments.data), int(targets))
            new_edition, diagnostics = of_tables(new)
            if new_edition is None:
                return refused(diagnostics, language)
        comparison = compared(EditionSide(old, old_edition), EditionSide(new, new_edition), arguments.data, stand_in)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    # That one of the editions knows other inputs than the data have is no fault of the data.
    outcome = comparison.new.outcome
    known = _names(old_edition)
    problems = (
        () if outcome is None else tuple(diagnostic for diagnostic in outcome.problems if _is_fault(diagnostic, known))
    )
    if arguments.format == "json":
        text = comparison_json(comparison, language, problems)
    else:
        text = written(comparison_page(comparison, language), arguments.format, language, arguments.width)
    return Answer(text, problems, status_of(problems), language)
