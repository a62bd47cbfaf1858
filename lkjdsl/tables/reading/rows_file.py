"""
The rows of one office in a file of their own: ``responden = { file = 'responden.csv', locale = 'id' }``.

The file is read as a table of offices is, with the same strictness: its columns are those of the table of rows. What
the command line says of a table, the data file says here.
"""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from lkjdsl import kinds
from lkjdsl.column_names import column_letters, folded
from lkjdsl.diagnostic import Detail, Diagnostic, Label, Language, collect, is_error, nearest, problem
from lkjdsl.evaluate.data_rows import FileRows
from lkjdsl.files import inside
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Input, Rows
from lkjdsl.model.known_headers import PASSED, known_row_headers
from lkjdsl.source import Cell, Place, Source
from lkjdsl.source import Path as Keys
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.headers import SHOWN_CELLS, SHOWN_LETTERS, SHOWN_ROWS
from lkjdsl.tables.reading.layout import Options, TableLayout
from lkjdsl.tables.reading.office import data_value
from lkjdsl.tables.reading.passed_rows import numbers_named
from lkjdsl.tables.reading.small_table import TableRows, table_rows
from lkjdsl.tables.reading.suspect_rows import TOTAL
from lkjdsl.words import Words

WORDS = Words("tables.rows-file")
KEYS = ("file", "sheet", "header_row", "encoding", "locale", "percent", "displayed", "columns", "values")
LOCALES, PERCENTS = ("id", "en"), ("points", "ratio")
BROKEN_LISTED = 20


def file_rows(rows: Rows, stated: Mapping[str, Any], source: Source | None, language: Language) -> FileRows:
    """
    Return the rows that the data *stated* to be in a file, with everything that is wrong with it.

    *source* is the data file, in whose folder the file is; without one it is the folder where the program runs.
    """
    reader = _Statement(rows, stated, source)
    name, options, reading, mapped = reader.file(), reader.options(), reader.reading(language), reader.columns()
    inputs = reader.inputs()
    if name is None or any(map(is_error, reader.problems)):
        return FileRows(problems=reader.problems)
    known = known_row_headers(rows, mapped)
    found = table_rows(name, reading, known, options)
    if isinstance(found, Diagnostic):
        return FileRows(problems=[*reader.problems, reader.placed(found)])
    columns = dict(_columns(rows, found.layout, reader))
    if not columns:
        shown = found.head[:SHOWN_ROWS] or [found.layout.headers]
        lines = ", ".join(f"`{' | '.join(cell[:SHOWN_LETTERS] for cell in row[:SHOWN_CELLS])}`" for row in shown)
        wanted = ", ".join(f"`{column}`" for column in rows.columns)
        reader.report("rows-file-columns", ("file",), name=rows.name, file=Path(name).name, rows=lines, headers=wanted)
    if any(map(is_error, reader.problems)):
        return FileRows(problems=reader.problems)
    reader.remark(found, columns, Path(name).name)
    cells: dict[Keys, Cell] = {}
    named = {at: (column, inputs[column]) for at, column in columns.items()}
    values = list(_values(rows.name, found, named, reading, cells))
    return FileRows(values, Source(Path(name).name, "", cells=cells), reader.problems)


@define(eq=False)
class _Statement:
    """What the data say of the file, key by key, and what is wrong with that."""

    rows: Rows
    stated: Mapping[str, Any]
    source: Source | None
    problems: list[Diagnostic] = field(factory=list)

    def report(self, code: str, at: Keys, **details: Detail) -> None:
        """Add a problem at a key of the statement."""
        place = None if self.source is None else Place(self.source, (self.rows.name, *at))
        collect(self.problems, code, place, **details)

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a problem of the file with the place that names it."""
        return (
            diagnostic
            if self.source is None
            else evolve(diagnostic, labels=(Label(Place(self.source, (self.rows.name, "file"))),))
        )

    def file(self) -> str | None:
        """Return the name of the file, which is in the folder of the data file."""
        for key in self.stated.keys() - set(KEYS):
            known = ", ".join(KEYS)
            self.report("unknown-key", (key,), key=key, inside=self.rows.name, known=known, near=nearest(key, KEYS))
        name: str | None = self._of("file", str)
        if name is None or self.source is None or not self.source.is_file:
            return name
        folder = Path(self.source.name).parent
        file = inside(folder, name)
        if file is None:
            self.report("rows-file-outside", ("file",), name=name, folder=str(folder))
            return None
        return str(file)

    def options(self) -> Options:
        """Return where in the file the table is."""
        sheet, row, encoding = self._of("sheet", (str, int)), self._of("header_row", int), self._of("encoding", str)
        if encoding is not None and not _is_encoding(encoding):
            self._wrong("encoding", "encoding", encoding)
        if row is not None and row < 1:
            self._wrong("header_row", "row", row)
        return Options(None if sheet is None else str(sheet), row, encoding)

    def reading(self, language: Language) -> CellFormat:
        """Return how the cells are read; what is said of a column holds for it alone."""
        locale, locales = self._per_column("locale", LOCALES)
        percent, percents = self._per_column("percent", PERCENTS)
        displayed = self._of("displayed", (bool, list))
        columns = None
        if displayed:
            columns = frozenset() if displayed is True else frozenset(map(self._path, displayed))
        return CellFormat(
            locale or language, percent, locales, percents, is_declared=locale is not None, displayed=columns
        )

    def columns(self) -> Mapping[str, str]:
        """Return the columns that headers are mapped to."""
        mapped = self._of("columns", Mapping) or {}
        for header, column in mapped.items():
            if column not in (*self.rows.columns, PASSED):
                near = nearest(str(column), self.rows.columns)
                self.report("column-unknown", ("columns", header), name=kinds.shown(column), near=near)
        return mapped

    def inputs(self) -> Mapping[str, Input]:
        """Return the columns of the rows; those without answers of their own have those that are stated here."""
        values: dict[str, Any] = {}
        for answer, stated in (self._of("values", Mapping) or {}).items():
            number = kinds.read("number", stated)
            if isinstance(number, tuple):
                values[folded(answer)] = number
            else:
                self._wrong("values", "number", stated)
        return {
            name: input_ if input_.values or input_.kind in ("text", "flag") else evolve(input_, values=values)
            for name, input_ in self.rows.columns.items()
        }

    def remark(self, found: TableRows, columns: Mapping[int, str], file: str) -> None:
        """Add what is to be said of the file: where its table is, its columns, lines that are none, totals."""
        self.problems += map(self.placed, found.remarks)
        missing = [
            name
            for name, input_ in self.rows.columns.items()
            if input_.default is None and name not in columns.values()
        ]
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            self.report("rows-file-without", ("file",), name=self.rows.name, file=file, names=names)
        pairs = [(found.layout.headers[at], name) for at, name in columns.items()]
        taken = ", ".join(f"`{' '.join(header.split())}` = `{name}`" for header, name in pairs if header != name)
        if taken:
            self.report("rows-file-taken", ("file",), name=self.rows.name, file=file, taken=taken)
        for row, text in found.broken[:BROKEN_LISTED]:
            self.problems.append(self.placed(problem("broken-line", row=str(row), found=text[:60])))
        passing = [at for at in range(len(found.layout.headers)) if at not in columns]
        totals = [number for number, cells in found.rows if any(TOTAL.match(cells[at] or "") for at in passing)]
        if totals:
            rows = numbers_named(totals)
            self.report("rows-file-totals", ("file",), name=self.rows.name, file=file, number=len(totals), rows=rows)

    def _of(self, key: str, kind: Any) -> Any:
        """Return what is stated at a key, None where nothing is, or where it is not of its kind."""
        value = self.stated.get(key)
        if value is None or (isinstance(value, kind) and (kind is not int or not isinstance(value, bool))):
            return value
        self._wrong(key, key, value)
        return None

    def _wrong(self, key: str, expected: str, value: Any) -> None:
        self.report("wrong-type", (key,), key=key, expected=WORDS[expected], found=kinds.shown(value))

    def _per_column(self, key: str, choices: Sequence[str]) -> tuple[Any, dict[str, Any]]:
        """Return what is stated of the whole file, and of columns by the paths of their inputs."""
        stated = self._of(key, (str, Mapping))
        columns = stated if isinstance(stated, Mapping) else {}
        for value in (*columns.values(), *([stated] if isinstance(stated, str) else ())):
            if value not in choices:
                self._wrong(key, key, value)
        return stated if isinstance(stated, str) else None, {self._path(name): one for name, one in columns.items()}

    def _path(self, column: Any) -> str:
        """Return the path of the input that a column is."""
        if column in self.rows.columns:
            return self.rows.columns[column].path
        self.report("column-unknown", (), name=kinds.shown(column), near=nearest(str(column), self.rows.columns))
        return ""


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # noqa: SLF001 - nothing else tells base64 from a spelling of text
    except LookupError:
        return False


def _columns(rows: Rows, layout: TableLayout, reader: _Statement) -> Iterator[tuple[int, str]]:
    """Yield the positions of the columns of the rows, and report headers that are not clear."""
    taken: dict[str, str] = {}
    for at, header in enumerate(layout.headers):
        several, column = layout.known.several(header), layout.known.path(header)
        if several:
            reader.report("header-of-several", ("file",), name=header, paths=", ".join(several))
        elif column in taken:
            path = f"{rows.name}.{column}"
            reader.report("headers-of-one-input", ("file",), name=header, other=taken[column], path=path)
        elif column is not None:
            taken[column] = header
            yield at, column


def _values(
    table: str,
    rows: TableRows,
    columns: Mapping[int, tuple[str, Input]],
    reading: CellFormat,
    cells: dict[Keys, Cell],
) -> Iterator[dict[str, Any]]:
    """Yield the values of each row by their columns, as a data file has them, and put down their *cells*."""
    for index, (number, texts) in enumerate(rows.rows):
        row: dict[str, Any] = {}
        for at, (column, input_) in columns.items():
            cell = Cell(f"{column_letters(rows.layout.at[at])}{number}", texts[at] or "")
            cells.setdefault((table, index), cell)
            cells[table, index, column] = cell
            value = read(input_, texts[at], reading)
            row[column] = value if isinstance(value, Misfit) else data_value(input_, texts[at], reading)
        yield {column: value for column, value in row.items() if value is not None}
