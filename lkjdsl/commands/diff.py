"""``lkjdsl diff``: what changed from one edition to another, and what that does to the results."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.diagnostic import is_error
from lkjdsl.edition import of_tables
from lkjdsl.editions.comparison import EditionSide, compared
from lkjdsl.editions.comparison_page import comparison_json, comparison_page
from lkjdsl.render.forms import written
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml_files import LkjdslError

FORMATS = ("table", "json", "csv", "markdown", "html")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``diff``."""
    parser.add_argument("old", metavar="OLD", help=words("diff.old"))
    parser.add_argument("new", metavar="NEW", help=words("diff.new"))
    parser.add_argument("data", metavar="DATA", nargs="*", help=words("diff.data"))
    add_common(parser, words, FORMATS)


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
    try:
        comparison = compared(EditionSide(old, old_edition), EditionSide(new, new_edition), arguments.data)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    # That the old edition knows other inputs than the data have is no fault of the data.
    outcome = comparison.new.outcome
    problems = () if outcome is None else tuple(filter(is_error, outcome.problems))
    if arguments.format == "json":
        text = comparison_json(comparison, language, problems)
    else:
        text = written(comparison_page(comparison, language), arguments.format, language, arguments.width)
    return Answer(text, problems, status_of(problems), language)
