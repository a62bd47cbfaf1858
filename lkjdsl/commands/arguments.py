"""What the arguments of the commands have in common."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Sequence
from os.path import exists, realpath
from typing import TYPE_CHECKING

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.edition import Edition

NO_NUMBER = "no number: "
"""How the message of argparse begins where an option is not a number that it may be."""

LARGEST = 10**9
"""Of a number that an option takes."""

MOST_PREPARED = 10_000
"""Lines of a table of rows in a workbook."""

HelpText = Callable[[str], str]
"""Gives a text of ``words/commands.toml`` by its group and key, in the language of the user."""


def help_in(language: Language) -> HelpText:
    """Return what gives the texts of help in *language*."""
    return Words("commands").spoken(language).__getitem__


def numbers(kind: type[int] | type[float], least: int, most: int | None = None) -> Callable[[str], float]:
    """Return what reads the number of an option, from *least* to *most*; what it cannot be is told by `cli`."""
    highest = LARGEST if most is None else most

    def read(text: str) -> float:
        try:
            found: float | None = kind(text)
        except ValueError:
            found = None
        if found is None or not least <= found <= highest:
            description = f"{NO_NUMBER}{text}|{least}|{highest}"
            raise ArgumentTypeError(description)
        return found

    return read


def add_common(parser: ArgumentParser, words: HelpText, formats: Sequence[str]) -> None:
    """Add ``--format``, ``--output``, ``--force``, ``--lang``; the ending of the output tells the format, too."""
    parser.add_argument("--format", choices=formats, help=words("option.format"))
    parser.set_defaults(formats=formats)
    add_output(parser, words)
    add_language(parser, words)


def add_rows(parser: ArgumentParser, words: HelpText) -> None:
    """Add ``--rows``: how many lines of each table of rows a workbook has."""
    parser.add_argument("--rows", metavar="N", type=numbers(int, 1, MOST_PREPARED), help=words("option.rows"))


def add_output(parser: ArgumentParser, words: HelpText) -> None:
    """Add ``--output``, and ``--force`` without which no file is overwritten."""
    parser.add_argument("--output", metavar="FILE", help=words("option.output"))
    parser.add_argument("--force", action="store_true", help=words("option.force"))


def add_language(parser: ArgumentParser, words: HelpText) -> None:
    """Add ``--lang``; where it is not given, one before the name of the command stays."""
    sentence = words("option.language")
    parser.add_argument("--lang", choices=("id", "en"), default=SUPPRESS, help=sentence)


def language_of(arguments: Namespace, edition: "Edition | None") -> Language:
    """Return the language of the output: as asked for, else the edition's, else Indonesian."""
    asked: Language | None = getattr(arguments, "lang", None)
    return asked or ("id" if edition is None else edition.definition.language)


def idle(arguments: Namespace, names: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a problem for each option among *names* that is given, and does nothing for the data at hand."""
    for name in names:
        if getattr(arguments, name, None) not in (None, False, ()):
            yield problem("option-idle", name=f"--{name.replace('_', '-')}")


READ = (
    "edition", "data", "previous", "table", "columns", "printed", "sentences", "files", "memory", "cases", "base",
    "old", "new",
)  # fmt: skip
"""Arguments of commands that name files which they read."""


def is_read(name: str, arguments: Namespace) -> bool:
    """Return whether a command reads the file *name*, over which it then writes nothing."""
    named = [getattr(arguments, argument, None) for argument in READ]
    several = [one for value in named for one in (value if isinstance(value, list | tuple) else [value])]
    return realpath(name) in {realpath(one) for one in several if isinstance(one, str)}


def over_input(name: str, arguments: Namespace) -> Diagnostic | None:
    """Return that the file *name*, which is to be written, is one that the command reads."""
    return problem("output-over-input", name=name) if exists(name) and is_read(name, arguments) else None  # noqa: PTH110 - pathlib takes its time
