"""
Where the cells of a workbook stand now: rows are deleted, sheets renamed, cells moved after it was written.

The map has a formula for each place, whose reference a spreadsheet keeps right, and the texts that people see beside a
cell and above it. Only where both agree is it the cell of its input.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from lkjdsl.kinds import Misfit
from lkjdsl.model.results import EVERY_ROW

REFERENCE = re.compile(r"=ROWS\((?:'((?:[^']|'')+)'|([^'!()]+))!(\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)\)")
"""The formula of a place; where its cells are gone it has ``#REF!``."""
GONE, MOVED = "workbook-place-gone", "workbook-place-moved"
OF_ONE_CELL = ("input", "none")
"""What people fill in beside and below a text that says what it is: inputs, and that a table has no rows."""
FILLED_IN = (*OF_ONE_CELL, "column")
LATEST_HEADING = 50
"""The last line in which the heading of a column is looked for."""


@frozen
class Mapped:
    """
    A line of the map: what stands where. ``certain`` is the cell that says whether a result is certain.

    Where the path is that of every row of a report table, both are the cells of a column. ``reference`` and ``sure``
    are the formulas that follow these cells; where there is the second, the map does not say ``certain`` beside it.
    ``line`` and ``label`` are texts in the same line, ``heading`` one above.
    """

    what: str
    path: str
    sheet: str
    cell: str
    certain: str = ""
    reference: str = ""
    sure: str = ""
    line: str = ""
    label: str = ""
    heading: str = ""
    deleted: int = 0
    """How many lines of a column there are fewer than were prepared."""
    fault: Misfit | None = None
    """Why the cells are not to be read: they are gone, or those of something else."""

    @property
    def stands(self) -> bool:
        """Return whether there are such cells, be they those of something else."""
        return self.fault is None or self.fault.code == MOVED

    @property
    def place(self) -> str:
        """Return the cells with their sheet."""
        return f"{self.sheet}!{self.cell}"


def follow(sheet: str, cells: str) -> str:
    """Return the formula of a place, whose reference follows its cells: *sheet* as it stands in formulas."""
    return f"ROWS({sheet}!{cells})"


def placed(mapped: Sequence[Mapped], values: Any) -> list[Mapped]:
    """Return the lines of the map with where everything stands in the workbook now, whose *values* are given."""
    sheets = {mapping.sheet: area[0] for mapping in mapped if (area := _area(mapping.reference)) is not None}
    signs = _Signs(values)
    found = [_found(mapping, sheets.get(mapping.sheet, mapping.sheet), signs) for mapping in mapped]
    seats = Counter(mapping.place for mapping in found if mapping.what in OF_ONE_CELL and mapping.stands)
    uneven = _uneven(found)

    def is_mixed(mapping: Mapped) -> bool:
        """Return whether a cell was moved onto that of another input, or a column against the others of its table."""
        return _table(mapping) in uneven or (mapping.what in OF_ONE_CELL and seats[mapping.place] > 1)

    return [
        evolve(mapping, fault=_moved(mapping)) if mapping.fault is None and is_mixed(mapping) else mapping
        for mapping in found
    ]


def _found(mapping: Mapped, sheet: str, signs: "_Signs") -> Mapped:
    """Return a line of the map with where it stands now; its sheet is called *sheet* now."""
    area, sure = (_area(mapping.reference), _area(mapping.sure)) if mapping.reference else (None, None)
    if mapping.reference and area is None and sheet in signs.values.sheetnames:
        fault = Misfit(GONE, values={"name": mapping.path, "place": mapping.place})
        return evolve(mapping, sheet=sheet, fault=fault)
    now = mapping
    if area is not None:
        certain = "!".join(sure) if sure else mapping.certain
        deleted = max(_height(mapping.cell) - _height(area[1]), 0)
        now = evolve(mapping, sheet=area[0], cell=area[1], certain=certain, deleted=deleted)
    if EVERY_ROW in now.path and (not now.certain or _height(now.cell) != _height(mapping.cell)):
        fault = Misfit(GONE, values={"name": mapping.path, "place": mapping.place})
        return evolve(now, fault=fault)
    return now if signs.agree(now) else evolve(now, fault=_moved(now))


def _moved(mapping: Mapped) -> Misfit:
    return Misfit(MOVED, values={"name": mapping.path, "place": mapping.place})


def _uneven(mapped: Iterable[Mapped]) -> set[str]:
    """Return the tables whose columns no longer have the same lines: their values are those of other rows."""
    lines: dict[str, set[tuple[int, int]]] = {}
    for mapping in mapped:
        if mapping.what == "column" and mapping.fault is None:
            _, first, _, last = bounds(mapping.cell)
            lines.setdefault(_table(mapping), set()).add((first, last))
    return {table for table, found in lines.items() if len(found) > 1}


def _table(mapping: Mapped) -> str:
    """Return the table and period of a column, nothing of anything else."""
    if mapping.what != "column":
        return ""
    path, _, period = mapping.path.partition("@")
    return f"{path.partition('.')[0]}@{period}"


def _area(formula: str) -> tuple[str, str] | None:
    """Return the sheet and the cells of a reference of the map, None where it is none or they are gone."""
    hit = REFERENCE.fullmatch(formula.strip())
    return None if hit is None else ((hit[1] or hit[2]).replace("''", "'"), hit[3].replace("$", ""))


def bounds(cells: str) -> tuple[int, int, int, int]:
    """Return the first column and row of *cells*, and the last ones, from 1."""
    from openpyxl.utils.cell import range_boundaries

    first_column, first, last_column, last = range_boundaries(cells)
    return first_column, first, last_column, last


def _plain(text: str) -> str:
    """Return a text as it is however it is broken into lines."""
    return " ".join(text.split())


def _height(cells: str) -> int:
    _, first, _, last = bounds(cells)
    return last - first


@frozen(eq=False)
class _Signs:
    """The texts of a workbook that say what its cells are of."""

    values: Any
    _texts: dict[tuple[str, int], frozenset[str]] = field(factory=dict)
    _headings: dict[tuple[str, int], Mapping[str, int]] = field(factory=dict)

    def agree(self, mapping: Mapped) -> bool:
        """Return whether the texts beside and above the cells of *mapping* are theirs."""
        if mapping.sheet not in self.values.sheetnames or mapping.what not in FILLED_IN:
            return True
        _, first, _, last = bounds(mapping.cell)
        heading = self.heading(mapping)
        if mapping.heading and (heading is None or heading >= first):
            return False
        if mapping.what in OF_ONE_CELL:
            return self.texts(mapping.sheet, first) >= {_plain(text) for text in (mapping.line, mapping.label) if text}
        return not mapping.line or all(self.is_of(mapping, line) for line in range(first, last + 1))

    def is_of(self, mapping: Mapped, line: int) -> bool:
        """Return whether a line is called by the period that its cells are of, or by none."""
        label = self.values[mapping.sheet].cell(line, 1).value
        return label is None or _plain(mapping.line) in self.texts(mapping.sheet, line)

    def texts(self, sheet: str, line: int) -> frozenset[str]:
        """Return the texts in a line."""
        if (sheet, line) not in self._texts:
            cells = next(self.values[sheet].iter_rows(line, line, values_only=True), ())
            self._texts[sheet, line] = frozenset(_plain(value) for value in cells if isinstance(value, str))
        return self._texts[sheet, line]

    def headings(self, sheet: str, column: int) -> Mapping[str, int]:
        """Return the texts of a column by the first line in which each stands."""
        if (sheet, column) not in self._headings:
            (cells,) = self.values[sheet].iter_cols(column, column, 1, LATEST_HEADING, values_only=True)
            found = {_plain(value): line for line, value in reversed([*enumerate(cells, 1)]) if isinstance(value, str)}
            self._headings[sheet, column] = found
        return self._headings[sheet, column]

    def heading(self, mapping: Mapped) -> int | None:
        """Return the line of the heading of a column, None where the workbook does not say it."""
        column = bounds(mapping.cell)[0]
        return self.headings(mapping.sheet, column).get(_plain(mapping.heading)) if mapping.heading else None


def signs_gone(mapped: Sequence[Mapped], values: Any) -> Mapping[str, str]:
    """Return the sheets without any of the texts before, behind or above what is filled in, each with such a text."""
    filled_in = [mapping for mapping in mapped if mapping.what in FILLED_IN and mapping.stands]
    found: dict[str, str] = {}
    for sheet in dict.fromkeys(mapping.sheet for mapping in filled_in if mapping.fault is not None):
        rows = values[sheet].iter_rows(values_only=True)
        there = {_plain(value) for row in rows for value in row if isinstance(value, str)}
        here = [mapping for mapping in filled_in if mapping.sheet == sheet]
        apart = [mapping for mapping in here if mapping.line != mapping.label]  # an input may be called by its path
        ways = ([one.heading for one in here], [one.line for one in apart], [one.label for one in apart])
        for texts in ([text for text in way if text] for way in ways):
            if texts and there.isdisjoint(map(_plain, texts)):
                found.setdefault(sheet, texts[0])
    return found


def strays(mapped: Sequence[Mapped], values: Any) -> Iterator[tuple[str, Any]]:
    """Yield the sheets with something in a column to fill in that is in no line that is read, and its first cell."""
    signs = _Signs(values)
    columns: dict[str, dict[int, int]] = {}
    read: dict[str, dict[int, list[range]]] = {}
    for mapping in mapped:
        if not mapping.stands or mapping.sheet not in values.sheetnames:
            continue
        column, first, _, last = bounds(mapping.cell)
        read.setdefault(mapping.sheet, {}).setdefault(column, []).append(range(first, last + 1))
        if mapping.what in FILLED_IN:
            start = (signs.heading(mapping) or first - 1) + 1
            known = columns.setdefault(mapping.sheet, {})
            known[column] = min(start, known.get(column, start))
    for sheet, starts in columns.items():
        lines = {column: {line for area in read[sheet][column] for line in area} for column in starts}
        stray = (
            cell
            for row in values[sheet].iter_rows(min(starts.values()), None, min(starts), max(starts))
            for cell in row
            if cell.value is not None
            and cell.column in starts
            and cell.row >= starts[cell.column]
            and cell.row not in lines[cell.column]
        )
        cell = next(stray, None)
        if cell is not None:
            yield sheet, cell
