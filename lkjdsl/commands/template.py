"""``lkjdsl template``: an empty data file for an edition, ready to be filled in."""

from argparse import ArgumentParser, Namespace

from lkjdsl.commands.answer import Answer, refused
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.editions.blank_data import blank_csv, blank_toml

FORMATS = ("toml", "csv")


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``template``."""
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return the data file: TOML for one office, the header of a CSV for many."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    make = blank_csv if arguments.format == "csv" else blank_toml
    return Answer(make(edition.definition, language), language=language)
