"""One row of a table → the data of an office, as ``Edition.evaluate`` takes it."""

import re
from collections.abc import Callable, Iterator
from decimal import Context
from fractions import Fraction
from typing import Any

from lkjdsl.kinds import NOT_APPLICABLE_WORD, Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.kernel.two_years import in_its_year
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.headers import YEAR, Headers
from lkjdsl.units import of_node

EXACT = Context(prec=5000)
"""More digits than a cell that can be read has."""


def office(
    definition: Definition, headers: Headers, cell: Callable[[int], Any], reading: CellFormat
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """
    Return the data of an office, and of its year before where the table has that.

    *cell* gives what stands in a column of its row, by the position of the column.
    """
    now: dict[str, Any] = {"given": {}}
    before: dict[str, Any] = {"given": {}}
    inputs = list(definition.inputs.items())
    for (kind, where), at in headers.read.items():
        if kind == "input" and isinstance(where, int) and where < 2 * len(inputs):
            path, input_ = inputs[where % len(inputs)]
            _put(now if where < len(inputs) else before, path, data_value(input_, cell(at), reading))
        elif kind == "given":
            path, is_earlier = in_its_year(str(where))
            data = before if is_earlier else now
            _put(data["given"], path, data_value(given_input(definition, path), cell(at), reading))
    for table, columns in headers.of_rows.items():
        name, is_earlier = in_its_year(table)
        kinds = definition.rows[name].columns
        lists = {column: cell(at) for column, at in columns.items()}
        if all(one is None for one in lists.values()):
            continue  # an office that does not have the table
        cells = {
            column: [data_value(kinds[column], raw, reading) for raw in one or ()] for column, one in lists.items()
        }
        (before if is_earlier else now)[name] = _rows(cells)
    for data, year_at in ((now, headers.year), (before, headers.before_year)):
        year = None if year_at is None else year_of(cell(year_at))
        _put(data, YEAR, year if isinstance(year, int) else None)
    return now, before if headers.earlier else None


def misfits(
    definition: Definition, headers: Headers, cell: Callable[[int], Any], reading: CellFormat
) -> Iterator[tuple[str, Misfit]]:
    """Yield the cells of an office that cannot be read, by the headers of their columns."""
    inputs = list(definition.inputs.values())
    for (kind, where), at in headers.read.items():
        if kind == "given":
            input_ = given_input(definition, in_its_year(str(where))[0])
        elif kind == "input" and isinstance(where, int) and where < 2 * len(inputs):
            input_ = inputs[where % len(inputs)]
        else:
            continue
        value = read(input_, cell(at), reading)
        if isinstance(value, Misfit):
            yield headers.names[at], value
    for year_at in (headers.year, headers.before_year):
        if year_at is not None and isinstance(year := year_of(cell(year_at)), Misfit):
            yield headers.names[year_at], year


YEAR_TEXT = re.compile(r"[0-9]{1,4}(\.0)?")


def year_of(raw: Any) -> int | Misfit | None:
    """Return the year that a cell states, None where it states none."""
    text = cell_text(raw).strip()
    if raw is None or (isinstance(raw, str) and not text):
        return None
    if YEAR_TEXT.fullmatch(text):
        return int(text.removesuffix(".0"))
    return Misfit("year-not-whole", values={"found": text[:40]})


def given_input(definition: Definition, path: str) -> Input:
    """Return what the given value of a node is read as."""
    unit = next(of_node(node.unit) for node in definition.nodes() if node.path == path)
    return Input(path, unit if unit in ("percent", "count", "rupiah", "index") else "number")


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    if value is not None:
        data[key] = value


def _rows(cells: dict[str, list[Any]]) -> list[dict[str, Any]]:
    rows = zip(*cells.values(), strict=True)
    return [{name: value for name, value in zip(cells, row, strict=True) if value is not None} for row in rows]


def data_value(input_: Input, raw: Any, reading: CellFormat) -> Any:
    """Return a cell as a data file would tell it, None where it is missing."""
    value = read(input_, raw, reading)
    if isinstance(value, Misfit) or value == "missing":
        return None
    if value == "not-applicable":
        return NOT_APPLICABLE_WORD
    if not isinstance(value, tuple):
        return value
    n, d = value
    if input_.kind == "percent":
        return f"{EXACT.divide(100 * n, d):f}%"
    return n // d if n % d == 0 else Fraction(n, d) if input_.kind == "rupiah" else EXACT.divide(n, d)
