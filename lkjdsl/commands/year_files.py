"""The data files of a year as a command names them: one of the whole year, or one for each of its periods."""

from argparse import ArgumentParser
from collections.abc import Sequence

from lkjdsl.commands.arguments import HelpText
from lkjdsl.evaluate.checked_edition import CheckedEdition, DataSource
from lkjdsl.evaluate.outcome import Outcome

SUFFIX = ".toml"
"""No path of a result ends in it."""


def add_previous(parser: ArgumentParser, words: HelpText) -> None:
    """Add ``--previous``, which may be given for each period of the year before."""
    parser.add_argument("--previous", metavar="FILE", action="append", help=words("option.previous"))


def evaluated(edition: CheckedEdition, data: Sequence[DataSource], previous: Sequence[str] | None = None) -> Outcome:
    """Return the outcome of the files of a year; raises LkjdslError where they cannot be used."""
    return edition.evaluate(data, previous)


def data_and_paths(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what of *names*, behind a first data file, are further data files, and what are paths of results."""
    return [name for name in names if name.endswith(SUFFIX)], [name for name in names if not name.endswith(SUFFIX)]


def part_of(outcome: Outcome, path: str) -> tuple[Outcome, str]:
    """Return the outcome of the part of the year that *path* names, and the path there; both as they are if unknown."""
    try:
        return outcome.at(path)
    except KeyError:
        return outcome, path
