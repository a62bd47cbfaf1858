"""What came of single rows: values, as the columns that a file has of them, and counted for a tally."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import frozen

from lkjdsl.diagnostic import Language
from lkjdsl.domains.float_error.bounds import as_float
from lkjdsl.model.definition import Input
from lkjdsl.model.periods import period_named
from lkjdsl.model.results import Output
from lkjdsl.model.values import RANK, State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import rounded_quotient
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.office import year_of
from lkjdsl.tables.results.ranking import RankedRow, exact_key
from lkjdsl.tables.results.requested import STATUS, RequestedResult
from lkjdsl.tables.results.rollup import Group, Rollup, contribution, way_of
from lkjdsl.tables.results.tally import Tally, is_excused
from lkjdsl.tables.results.why import why


@frozen(eq=False)
class ResultRow:
    """
    A row with its results: what identifies it, by headers; the values that are asked; the nodes that it gives.

    ``remark`` says what is to be said of the row itself.
    """

    names: Mapping[str, Any]
    values: Sequence[Value]
    given: frozenset[str] = frozenset()
    remark: str = ""


CellKind = Literal["text", "number", "whole"]
"""What a column of a file holds: a ``number`` is a float64."""
FileColumn = tuple[str, CellKind]
"""A column of a file that is written: its header, and what it holds."""


@frozen(eq=False)
class RowBatch:
    """Rows of a file that is written: its columns, and the cells of each row."""

    columns: Sequence[FileColumn]
    rows: Sequence[Sequence[Any]] = ()

    @property
    def names(self) -> list[str]:
        """Return the headers."""
        return [name for name, _ in self.columns]

    @property
    def num_rows(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def with_numbers(self, name: str, numbers: Sequence[int | None]) -> "RowBatch":
        """Return the rows with a column of whole numbers after their own."""
        rows = [[*row, number] for row, number in zip(self.rows, numbers, strict=True)]
        return RowBatch([*self.columns, (name, "whole")], rows)


def units_of_value(asked: RequestedResult, value: Value) -> int | None:
    """Return the printed digits of a value as a whole number of the last decimal, None where it is no number."""
    if asked.printed is None or not isinstance(value, tuple):
        return None
    return rounded_quotient(value[0] * 10**asked.printed.digits, value[1], asked.printed.mode)


def result_columns(asked: Sequence[RequestedResult]) -> Iterator[FileColumn]:
    """Yield the columns that a file has of results."""
    for request in asked:
        yield request.path, "text" if request.printed is None else "number"
        if request.printed is not None:
            yield f"{request.path}.printed", "text"
        yield from ((f"{request.path}.{name}", "text") for name in ("status", "reason"))


def result_cells(
    asked: Sequence[RequestedResult], values: Sequence[Value], outputs: Mapping[str, Output], language: Language
) -> Iterator[Any]:
    """Yield the cells of the columns of results: the nearest float64 or label, the printed text, state, reason."""
    for request, value in zip(asked, values, strict=True):
        is_state = isinstance(value, State)
        yield None if is_state else as_float(value) if isinstance(value, tuple) else value
        if request.printed is not None:
            units = units_of_value(request, value)
            yield None if units is None else printed_units(request, units, language)
        yield value.kind if isinstance(value, State) else STATUS[0]
        yield why(value.reasons[0], outputs, language) if isinstance(value, State) else None


def printed_units(asked: RequestedResult, units: int, language: Language) -> str:
    """Return a number of units of the last printed decimal as it is printed."""
    assert asked.printed is not None
    digits = asked.printed.digits - (2 if asked.unit == "percent" else 0)
    return numerals.printed((units, 10**asked.printed.digits), asked.unit, digits, "half-up", language)


def add_rows(
    tally: Tally, asked: Sequence[RequestedResult], names: Iterable[str], rows: Sequence[ResultRow | None]
) -> None:
    """Add rows, which columns headed *names* identify, to a tally; one that could not be read is None."""
    for request in asked:
        tally.summary(request)
    if tally.ranking is not None:
        tally.ranking.headers = list(names)
    for row in rows:
        if row is not None:
            _add(tally, asked, row)
        tally.rows += 1
        tally.refused += row is None
        tally.exact += row is not None


def _add(tally: Tally, asked: Sequence[RequestedResult], row: ResultRow) -> None:
    values = {request.path: value for request, value in zip(asked, row.values, strict=True)}
    units = {request.path: units_of_value(request, values[request.path]) for request in asked}
    lacks = False
    for request, value in zip(asked, row.values, strict=True):
        rank, found = _status(value), units[request.path]
        statuses = [int(at == rank) for at in range(len(STATUS))]
        tally.summary(request).count(statuses, () if found is None else [(found, 1)])
        lacks = lacks or (isinstance(value, State) and _lacks(tally, request.path, value, row.given))
    tally.without += lacks
    if tally.ranking is not None:
        path, by = tally.ranking.path, tally.ranking.order.by
        names = tuple(map(cell_text, row.names.values()))
        key = exact_key(values[by]) if tally.ranking.is_exact else units[by]
        shown = RankedRow(units[path], STATUS[_status(values[path])], names, row.remark)
        tally.ranking.take(tally.rows, key, shown)


def _status(value: Value) -> int:
    """Return the position of the status of a value."""
    return RANK[value.kind] + 1 if isinstance(value, State) else 0


def add_to_rollup(
    rollup: Rollup,
    headers: Headers,
    asked: Sequence[RequestedResult],
    rows: Sequence[tuple[Sequence[Any], ResultRow | None]],
) -> None:
    """Add rows, each its cells and its results, to the groups that they belong to; those without are left out."""
    inputs = list(rollup.definition.inputs.values())
    slots = [(slot, at) for (kind, slot), at in headers.read.items() if kind == "input" and isinstance(slot, int)]
    by = headers.others[rollup.by]
    has_years = headers.year is not None and headers.year != by
    periods = rollup.definition.periods
    for cells, row in rows:
        if row is None:
            continue
        year = year_of(cells[headers.year]) if has_years and headers.year is not None else None
        period = period_named(periods, cell_text(cells[headers.period])) if headers.period is not None else None
        group = rollup.group((cell_text(cells[by]), year if isinstance(year, int) else None, period))
        group.offices += 1
        group.marked += bool(row.remark)
        for slot, at in slots:
            if slot < len(inputs):
                _take(group, slot, inputs[slot], contribution(inputs[slot], cells[at], rollup.reading))
        for request, value in zip(asked, row.values, strict=True):
            if request.printed is not None:
                units = units_of_value(request, value)
                group.add_result(request.path, units or 0, int(units is not None))


def _take(group: Group, slot: int, input_: Input, value: Value | None) -> None:
    if way_of(input_) == "last":
        group.put_last(slot, value)
    elif isinstance(value, tuple):
        group.add_input(slot, value, 1)


def _lacks(tally: Tally, path: str, value: State, given: frozenset[str]) -> bool:
    """Return whether a state is the lack of a result that somebody has to put right."""
    mildest = tally.rank_of_lack(path)
    if mildest is None or RANK[value.kind] < mildest or is_excused(value.reasons[0]):
        return False
    return not any(parent in given for parent in tally.computed[path])
