"""``lkjdsl show``: an edition as it stands after extending, as one formula file."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import OK, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, add_language, add_output, language_of
from lkjdsl.edition import of_tables
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml_writer import toml_text


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``show``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    add_output(parser, words)
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the formula file; one that is not right is shown as well, with what is wrong with it."""
    written = read_written(arguments.edition)
    if not isinstance(written, ExtendedTables):
        return refused(written, language_of(arguments, None))
    edition, problems = of_tables(written)
    return Answer(toml_text(written.tables), problems, max(OK, status_of(problems)), language_of(arguments, edition))
