"""What the cells of a workbook say, as a data file would: each value with its cell, of each period."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from attrs import define, evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.office_workbook import NONE, OfficeWorkbook, digest
from lkjdsl.evaluate.typed_cell import typed
from lkjdsl.evaluate.workbook_places import Mapped
from lkjdsl.evaluate.workbook_problems import below_rows, deleted_lines, entries_not_calculated
from lkjdsl.model.definition import Definition, Input, Rows
from lkjdsl.source import Cell, Place, Source
from lkjdsl.source import Path as Keys
from lkjdsl.spreadsheet_text import cell_text

ABOUT = frozenset({"year", "period", "office"})
"""What a workbook says of itself before anything is filled in."""


@frozen(eq=False)
class WorkbookContent:
    """What a workbook says: the tables of a data file, inputs of the year before, and where everything stands."""

    tables: Mapping[str, Any]
    previous: Mapping[str, Any]
    source: Source
    problems: Sequence[Diagnostic]


def contents_of(book: OfficeWorkbook, definition: Definition, edition: Source | None) -> list[WorkbookContent]:
    """
    Return what the cells of *book* say of *definition*, which *edition* was read from: of each period filled in.

    It is one content where the year has no periods, and one, of the first, where nothing is filled in.
    """
    readings = [_reading(book, definition, period) for period in book.periods]
    kept = [reading for reading in readings if reading.tables.keys() - ABOUT] or readings[:1]
    for reading in kept:
        reading.refuse()
    named = {mapping.path.partition("@")[0] for reading in kept for mapping in reading.lost}
    lost = [
        book.lost(mapping)
        for mapping in book.map
        if mapping.fault is not None and mapping.path.partition("@")[0] not in named
    ]
    other = [problem("workbook-other-edition", name=book.name)] if book.edition != digest(edition) else []
    problems = [
        *other, *lost, *book.gone("result"), *deleted_lines(book), *below_rows(book), *entries_not_calculated(book),
        *kept[0].problems,
    ]  # fmt: skip
    first, *others = (reading.content for reading in kept)
    return [evolve(first, problems=problems), *others]


def _reading(book: OfficeWorkbook, definition: Definition, period: str) -> "_ContentReader":
    """Take what the cells of *book* say of a *period*."""
    reading = _ContentReader(book, definition, period)
    for mapping in book.map:
        path, _, of = mapping.path.partition("@")
        if of == period or mapping.what == "office":
            reading.take(mapping, path)
    for table, columns in reading.columns.items():
        reading.rows(table, columns)
    return reading


@define(eq=False)
class _ContentReader:
    """
    What was found so far in the cells of a period.

    ``columns`` are those of the tables of rows, ``none`` the cells beside these that say that there are no rows, and
    ``lost`` the inputs whose cells are gone, or are those of something else.
    """

    book: OfficeWorkbook
    definition: Definition
    period: str
    tables: dict[str, Any] = field(factory=dict)
    previous: dict[str, Any] = field(factory=dict)
    cells: dict[Keys, Cell] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)
    columns: dict[str, dict[str, Mapped]] = field(factory=dict)
    none: dict[str, str] = field(factory=dict)
    lost: list[Mapped] = field(factory=list)

    @property
    def source(self) -> Source:
        """Return the workbook as a source, in which each value has its cell."""
        return Source(self.book.name, "", cells=self.cells)

    @property
    def content(self) -> WorkbookContent:
        """Return what was found, with what the workbook says of itself."""
        year = {"year": int(self.book.year)} if self.book.year.isdecimal() else {}
        about = {**year, **({"period": self.period} if self.period else {})}
        return WorkbookContent({**about, **self.tables}, self.previous, self.source, self.problems)

    def take(self, mapping: Mapped, path: str) -> None:
        """Take what stands at a place of the map; of a column only where it is, since rows are read together."""
        if mapping.what == "column":
            table, _, key = path.partition(".")
            self.columns.setdefault(table, {})[key] = mapping
        elif mapping.fault is not None:
            self.lost += [mapping] if mapping.what == "input" else []
        elif mapping.what in ("input", "office", "none"):
            found = _cell(self.book, mapping.sheet, mapping.cell)
            if found is not None and found.value is not None:
                self._value(mapping, path, found)

    def _value(self, mapping: Mapped, path: str, found: Any) -> None:
        stands = Cell(f"{mapping.sheet}!{mapping.cell}", cell_text(found.value))
        if mapping.what == "none":
            self.none[path] = stands.text
            self.cells[path,] = stands
            return
        keys, declared = _declared(path, self.definition)
        self.cells[keys] = stands
        if declared is None:
            self.problems.append(problem("workbook-input-gone", Place(self.source, keys), name=mapping.path))
        elif mapping.what == "office":
            self.tables["office"] = cell_text(found.value)
        else:
            self._put(path, typed(found, declared))

    def _put(self, path: str, value: Any) -> None:
        """Put a value where a data file would have it."""
        group, _, key = path.partition(".")
        inner = self.previous if group == "previous" else self.tables
        group, _, key = key.partition(".") if group == "previous" else (group, "", key)
        inner.setdefault(group, {})[key] = value

    def refuse(self) -> None:
        """Take down of each lost input why it has no value, so that none stands in its place, not even a default."""
        for mapping in self.lost:
            path = mapping.path.partition("@")[0]
            keys, declared = _declared(path, self.definition)
            if declared is not None:
                self._put(path, mapping.fault)
                self.cells[keys] = Cell(mapping.place, "")

    def rows(self, table: str, mapped: Mapping[str, Mapped]) -> None:
        """Take the rows of a table: nothing where nothing is filled in, unless it says that there are none."""
        declared = self.definition.rows.get(table)
        known = {} if declared is None else declared.columns
        gone = mapped.keys() - known.keys() if self.book.lines(table, self.period) else ()
        self.problems += [problem("workbook-input-gone", name=f"{table}.{key}") for key in sorted(gone)]
        if declared is None:
            return
        rows = list(_rows(self.book, table, self.period, mapped, known, self.cells))
        if table in self.none and self._has_none(table, rows):
            self.tables[table] = []
        elif rows and not (self.period and all(row.keys() <= named_by(declared) for row in rows)):
            self.tables[table] = rows  # the names of rows stand in the workbook of themselves

    def _has_none(self, table: str, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether the cell beside a table says that it has no rows; reported: that it has, or another word."""
        said = " ".join(self.none[table].split())
        if not rows and said.casefold() in NONE.values():
            return True
        code = "workbook-rows-and-none" if rows else "workbook-none-misspelt"
        self.problems.append(problem(code, Place(self.source, (table,)), name=table, found=said, wanted=NONE["id"]))
        return False


def named_by(rows: Rows) -> AbstractSet[str]:
    """Return the columns whose cells the edition states."""
    return {name for name, input_ in rows.columns.items() if input_.fixed}


def _cell(book: OfficeWorkbook, sheet: str, cell: str) -> Any:
    return book.values[sheet][cell] if sheet in book.values.sheetnames else None


def _declared(path: str, definition: Definition) -> tuple[Keys, Input | None]:
    """Return the path in a data file, and what is declared there, None where nothing is."""
    group, _, rest = path.partition(".")
    if path == "office":
        return ("office",), Input("office", "text")
    if group == "given":
        node = next((node for node in definition.nodes() if node.path == rest), None)
        kind = "number" if node is None else node.unit if node.unit in kinds_of_units() else "number"
        return ("given", rest), None if node is None else Input(rest, kind)
    if group == "previous":
        return ("previous", *rest.split(".", 1)), definition.inputs.get(rest)
    return tuple(path.split(".", 1)), definition.inputs.get(path)


def kinds_of_units() -> tuple[str, ...]:
    """Return the units of nodes whose given values are read as inputs of that kind."""
    return ("percent", "count", "rupiah", "index")


def _rows(
    book: OfficeWorkbook,
    table: str,
    period: str,
    mapped: Mapping[str, Mapped],
    declared: Mapping[str, Input],
    cells: dict[Keys, Cell],
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table in which there is anything."""
    for index, number in enumerate(book.lines(table, period)):
        row: dict[str, Any] = {}
        for key, mapping in mapped.items():
            if key not in declared or mapping.sheet not in book.values.sheetnames:
                continue
            cell = book.values[mapping.sheet][mapping.cell][number - 1][0]
            if cell.value is not None:
                place = Cell(f"{mapping.sheet}!{cell.coordinate}", cell_text(cell.value))
                cells[table, index, key] = place
                cells.setdefault((table, index), place)
                row[key] = typed(cell, declared[key])
        yield row
