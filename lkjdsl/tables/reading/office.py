"""One row of a table → the data of an office, as ``Edition.evaluate`` takes it."""

from decimal import Context
from fractions import Fraction
from typing import Any

import pyarrow as pa

from lkjdsl.kinds import NOT_APPLICABLE_WORD, Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.tables.kernel.two_years import PREVIOUS
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.headers import YEAR, Headers
from lkjdsl.tables.running.exact_rows import given_input
from lkjdsl.tables.running.years import years_of

EXACT = Context(prec=5000)
"""More digits than a cell that can be read has."""


def office(
    definition: Definition, headers: Headers, batch: pa.RecordBatch, row: int, reading: CellFormat
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return the data of an office, and of its year before where the table has that."""
    now: dict[str, Any] = {"given": {}}
    before: dict[str, Any] = {"given": {}}
    inputs = list(definition.inputs.items())
    for (kind, where), at in headers.read.items():
        raw = batch.column(at)[row].as_py()
        if kind == "input" and isinstance(where, int) and where < 2 * len(inputs):
            path, one = inputs[where % len(inputs)]
            _put(now if where < len(inputs) else before, path, _data_value(one, raw, reading))
        elif kind == "given":
            path = str(where).removeprefix(PREVIOUS)
            data = now if path == where else before
            _put(data["given"], path, _data_value(given_input(definition, path), raw, reading))
    for table, columns in headers.of_rows.items():
        name = table if table in definition.rows else table.removeprefix(PREVIOUS)
        kinds = definition.rows[name].columns
        cells = {
            column: [_data_value(kinds[column], raw, reading) for raw in batch.column(at)[row].as_py() or ()]
            for column, at in columns.items()
        }
        (now if name == table else before)[name] = _rows(cells)
    for data, year_at in ((now, headers.year), (before, headers.before_year)):
        year = None if year_at is None else years_of(batch.column(year_at).slice(row, 1))[0].as_py()
        _put(data, YEAR, year)
    return now, before if headers.earlier else None


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    if value is not None:
        data[key] = value


def _rows(cells: dict[str, list[Any]]) -> list[dict[str, Any]]:
    rows = zip(*cells.values(), strict=True)
    return [{name: value for name, value in zip(cells, row, strict=True) if value is not None} for row in rows]


def _data_value(one: Input, raw: Any, reading: CellFormat) -> Any:
    """Return a cell as a data file would tell it, None where it is missing."""
    value = read(one, raw, reading)
    if isinstance(value, Misfit) or value == "missing":
        return None
    if value == "not-applicable":
        return NOT_APPLICABLE_WORD
    if not isinstance(value, tuple):
        return value
    n, d = value
    if one.kind == "percent":
        return f"{EXACT.divide(100 * n, d):f}%"
    return n // d if n % d == 0 else Fraction(n, d) if one.kind == "rupiah" else EXACT.divide(n, d)
