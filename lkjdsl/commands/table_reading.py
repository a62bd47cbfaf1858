"""The options that say how tables are read, the same for every command that reads one."""

import codecs
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lkjdsl.commands.arguments import HelpText, numbers
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.edition import Edition
from lkjdsl.syntax.toml_files import LkjdslError, read_toml_file

if TYPE_CHECKING:
    from lkjdsl.tables.reading.cells import CellFormat
    from lkjdsl.tables.reading.layout import Options

CHOICES = {"locale": ("id", "en"), "percent": ("points", "ratio")}
"""What may be said of a whole table, or of one of its columns: ``id``, ``COLUMN=id``."""


def configure(parser: Any, words: HelpText) -> None:
    """Add the options that say how a table is read."""
    group: ArgumentParser = parser.add_argument_group(words("tables.reading"))
    group.add_argument("--locale", metavar="LOCALE", nargs="+", default=(), help=words("tables.locale"))
    group.add_argument("--percent", metavar="PERCENT", nargs="+", default=(), help=words("tables.percent"))
    group.add_argument("--displayed", metavar="COLUMN", nargs="*", help=words("tables.displayed"))
    group.add_argument("--sheet", metavar="SHEET", help=words("tables.sheet"))
    row = numbers(int, 1)
    group.add_argument("--header-row", metavar="ROW", type=row, dest="header_row", help=words("tables.header-row"))
    group.add_argument("--encoding", metavar="ENCODING", help=words("tables.encoding"))
    group.add_argument("--columns", metavar="FILE", help=words("tables.columns"))


def wrong_reading(arguments: Namespace) -> Iterator[Diagnostic]:
    """Yield what is wrong with the options."""
    for option, choices in CHOICES.items():
        wanted = ", ".join((*choices, *(f"COLUMN={choice}" for choice in choices)))
        for written in getattr(arguments, option):
            if written.rpartition("=")[2] not in choices:
                yield problem("bad-format", name=f"--{option}", found=written, wanted=wanted)
    if arguments.encoding is not None:
        try:
            known = codecs.lookup(arguments.encoding)._is_text_encoding  # noqa: SLF001 - nothing else tells base64 from a spelling of text
        except LookupError:
            known = False
        if not known:
            wanted = "utf-8, utf-16, windows-1252"
            yield problem("bad-format", name="--encoding", found=arguments.encoding, wanted=wanted)


def options_of(arguments: Namespace) -> "Options":
    """Return where in a file the table is said to be."""
    from lkjdsl.tables.reading.layout import Options

    return Options(arguments.sheet, arguments.header_row, arguments.encoding)


def columns_of(arguments: Namespace, edition: Edition) -> Mapping[str, str]:
    """Return the headers that a file of columns maps to inputs; raises LkjdslError where it is none."""
    if arguments.columns is None:
        return {}
    source, tables = read_toml_file(arguments.columns, edition.definition.language)
    from lkjdsl.source import Place

    found, problems = {}, []
    known = {*edition.inputs, *(node.path for node in edition.definition.nodes()), "-"}
    known |= {f"{rows.name}.{name}" for rows in edition.definition.rows.values() for name in rows.columns}
    for header, path in tables.items():
        if not isinstance(path, str) or path not in known:
            near = nearest(path, known) if isinstance(path, str) else None
            problems.append(problem("column-unknown", Place(source, (header,)), near=near, name=str(path)[:40]))
        else:
            found[header] = path
    if problems:
        raise LkjdslError(tuple(problems), edition.definition.language)
    return found


def format_of(arguments: Namespace, edition: Edition, columns: Mapping[str, str]) -> "CellFormat":
    """Return how cells are read; raises LkjdslError where an option names a column that is no input."""
    from lkjdsl.model.known_headers import known_headers
    from lkjdsl.tables.reading.cells import CellFormat

    known = known_headers(edition.definition, columns)
    problems: list[Diagnostic] = []

    def path(name: str) -> str:
        found = known.path(name)
        if found is None or found not in edition.inputs:
            near = known.nearest(name, edition.inputs)
            problems.append(problem("unknown-header", name=name, near=near))
        return found or name

    locale, locales = _per_column(arguments.locale, path)
    percent, percents = _per_column(arguments.percent, path)
    displayed = None if arguments.displayed is None else frozenset(map(path, arguments.displayed))
    if problems:
        raise LkjdslError(tuple(problems), edition.definition.language)
    return CellFormat(
        locale or edition.definition.language, percent, locales, percents,
        is_declared=locale is not None, displayed=displayed,
    )  # fmt: skip


def _per_column(written: Sequence[str], path: Any) -> tuple[Any, dict[str, Any]]:
    """Return what is said of the whole table, and of columns by the paths of their inputs."""
    whole = None
    columns = {}
    for one in written:
        name, equals, value = one.rpartition("=")
        if equals:
            columns[path(name)] = value
        else:
            whole = value
    return whole, columns
