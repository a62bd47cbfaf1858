"""``lkjdsl new``: a commented edition for another year that extends the one there is, or one that uses definitions."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from attrs import evolve

from lkjdsl.commands.answer import WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_language, add_output, language_of
from lkjdsl.diagnostic import is_error, problem
from lkjdsl.edition import of_tables, try_load
from lkjdsl.editions.beginning import begun
from lkjdsl.editions.renewal import Files, renewed
from lkjdsl.library import is_of_library
from lkjdsl.syntax.extending import ExtendedTables, read_written

FIRST, LAST = 1945, 9999
"""The years that an edition can be for."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``new``."""
    parser.add_argument("year", metavar="YEAR", help=words("new.year"))
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--from", dest="base", metavar="EDITION", help=words("new.base"))
    how.add_argument("--use", dest="uses", metavar="FILE/NAME", action="append", help=words("new.uses"))
    add_output(parser, words)
    add_language(parser, words)


def run(arguments: Namespace) -> Answer:
    """Return the new edition; without ``--output`` it goes to YEAR.toml, beside the old one where there is one."""
    return _begun(arguments) if arguments.uses else _renewed(arguments)


def _begun(arguments: Namespace) -> Answer:
    """Return an edition that uses definitions; those of the library are looked up at once."""
    language = language_of(arguments, None)
    if not _is_year(arguments.year):
        return Answer("", (problem("no-year", found=arguments.year),), WRONG_USE, language)
    arguments.output = arguments.output or f"{arguments.year}.toml"
    text = begun(int(arguments.year), arguments.uses, language)
    known = begun(int(arguments.year), [use for use in arguments.uses if is_of_library(use)], language)
    flaws = tuple(filter(is_error, try_load(text=known)[1]))
    if flaws:
        return refused(tuple(evolve(flaw, labels=()) for flaw in flaws), language)  # the text is not written
    return Answer(text, (problem("new-begun", name=arguments.output),), language=language)


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and FIRST <= int(text) <= LAST


def _renewed(arguments: Namespace) -> Answer:
    """Return an edition that extends the old one."""
    written = read_written(arguments.base)
    if not isinstance(written, ExtendedTables):
        return refused(written, language_of(arguments, None))
    edition, problems = of_tables(written)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    if not _is_year(arguments.year):
        return Answer("", (problem("no-year", found=arguments.year),), WRONG_USE, language)
    old, new = Path(arguments.base), Path(arguments.output or Path(arguments.base).with_name(f"{arguments.year}.toml"))
    if not Path(os.path.realpath(old)).is_relative_to(os.path.realpath(new.parent)):
        return Answer("", (problem("new-outside", name=str(new), base=str(old)),), WRONG_USE, language)
    base = Path(os.path.relpath(os.path.realpath(old), os.path.realpath(new.parent))).as_posix()
    arguments.output = str(new)
    text = renewed(edition.definition, written.tables, int(arguments.year), Files(base, str(old), str(new)), language)
    return Answer(text, (problem("new-written", name=str(new), base=base),), language=language)
