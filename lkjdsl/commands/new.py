"""``lkjdsl new``: a commented edition for another year that extends the one there is."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lkjdsl.commands.answer import WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_language, add_output, language_of
from lkjdsl.diagnostic import problem
from lkjdsl.edition import of_tables
from lkjdsl.editions.renewal import Files, renewed
from lkjdsl.syntax.extending import ExtendedTables, read_written

FIRST, LAST = 1945, 9999
"""The years that an edition can be for."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``new``."""
    parser.add_argument("year", metavar="YEAR", help=words("new.year"))
    parser.add_argument("--from", dest="base", metavar="EDITION", required=True, help=words("new.base"))
    add_output(parser, words)
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the new edition; without ``--output`` it goes to YEAR.toml beside the old one."""
    written = read_written(arguments.base)
    if not isinstance(written, ExtendedTables):
        return refused(written, language_of(arguments, None))
    edition, problems = of_tables(written)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    if not (arguments.year.isascii() and arguments.year.isdigit() and FIRST <= int(arguments.year) <= LAST):
        return Answer("", (problem("no-year", found=arguments.year),), WRONG_USE, language)
    old, new = Path(arguments.base), Path(arguments.output or Path(arguments.base).with_name(f"{arguments.year}.toml"))
    if not Path(os.path.realpath(old)).is_relative_to(os.path.realpath(new.parent)):
        return Answer("", (problem("new-outside", name=str(new), base=str(old)),), WRONG_USE, language)
    base = Path(os.path.relpath(os.path.realpath(old), os.path.realpath(new.parent))).as_posix()
    arguments.output = str(new)
    text = renewed(edition.definition, written.tables, int(arguments.year), Files(base, str(old), str(new)), language)
    return Answer(text, (problem("new-written", name=str(new), base=base),), language=language)
