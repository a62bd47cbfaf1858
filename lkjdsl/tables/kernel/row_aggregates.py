"""Aggregates over the rows of a table: list columns → one number for each office."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Operator, Rowwise, Step
from lkjdsl.core.rules import rules
from lkjdsl.core.walk import walk
from lkjdsl.domains.float_error.bounds import UNIT, UNKNOWN, WHOLE, ErrorBound, as_float
from lkjdsl.domains.float_error.domain import ErrorBounds
from lkjdsl.domains.float_error.rule import LARGEST
from lkjdsl.domains.float_program.writer import ColumnKey, Declined
from lkjdsl.domains.interval.ranges import PossibleState, Range
from lkjdsl.model.definition import Rows
from lkjdsl.model.values import state
from lkjdsl.numbers.intervals import Interval
from lkjdsl.tables.kernel.column_bounds import bound_of, widest
from lkjdsl.tables.kernel.kernel import Kernel, made
from lkjdsl.tables.reading.absent_rows import of_unknown_rows
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.columns import InputColumn, column
from lkjdsl.tables.results.requested import RequestedResult

ABSENT: frozenset[PossibleState] = frozenset(("unavailable",))
"""What an aggregate may be other than a number: the data do not have the rows."""


@frozen(eq=False)
class RowAggregate:
    """An aggregate that is worked out before the program: what it does, and for one row of its table the kernel."""

    key: ColumnKey
    setting: Rowwise
    rows: Rows
    kernel: Kernel
    columns: Sequence[str]
    says_absent: bool
    """Whether it is unavailable where the data do not have the rows, for that reason: the program says so by itself."""


def fold(key: ColumnKey, step: Step[Rowwise], rows: Rows) -> RowAggregate:
    """Return the aggregate; raises Declined for a row's program that needs values from outside the row."""
    names = list(rows.columns)
    inputs: dict[ColumnKey, ErrorBound] = {
        ("column", index): widest(rows.columns[name], filled=False) for index, name in enumerate(names)
    }
    setting, body = step.setting, step.setting.body
    kernel = made(body, [RequestedResult("", len(body.steps) - 1, "", None)], inputs)
    reason = state("unavailable", "missing-rows", setting.rows, setting.rows)
    return RowAggregate(key, setting, rows, kernel, names, of_unknown_rows(step, rows) == reason)


def widest_of(setting: Rowwise) -> ErrorBound:
    """Return the bound that holds the aggregate of any table; states are left to the exact domain."""
    if RULES[setting.operator] is COUNTED:
        return bound_of(0, WHOLE, whole=True, states=ABSENT)
    return ErrorBound(Range(Interval(), states=ABSENT), UNKNOWN, UNKNOWN, 10_000, 70)


def folded(aggregate: RowAggregate, lists: Mapping[str, pa.Array], size: int, reading: CellFormat) -> InputColumn:
    """Return the aggregate for each of *size* offices; *lists* are the list columns by the column's name."""
    offsets = _offsets(lists, size)
    if offsets is None:
        raise Declined("rows")  # noqa: EM101 - a name
    texts = {label: number for number, label in enumerate(aggregate.kernel.labels)}
    length = int(offsets[-1] - offsets[0])
    read: dict[ColumnKey, InputColumn] = {}
    for index, name in enumerate(aggregate.columns):
        if ("column", index) in aggregate.kernel.leaves:
            cells = lists[name].flatten() if name in lists else pa.nulls(length)
            read["column", index] = column(aggregate.rows.columns[name], cells, reading, texts)
    bounds = {key: input_column.bound for key, input_column in read.items()}
    margins = aggregate.kernel.margins(bounds)
    bound = walk(aggregate.setting.body, ErrorBounds(lambda step: bounds["column", step.setting.index]))[-1]  # type: ignore[union-attr] # leaves of a row have a Slot
    if margins is None or bound.absolute == UNKNOWN:
        raise Declined("rows")  # noqa: EM101 - a name
    x, m = arguments(aggregate.kernel, read)
    doubt, ((value, state, _),) = aggregate.kernel.run(length, margins, x, m)
    doubtful = np.broadcast_to(np.asarray(doubt, np.bool_), length) | (np.broadcast_to(state, length) != 0)
    for found in read.values():
        if found.doubtful is not None:
            doubtful = doubtful | found.doubtful
        for row, _ in found.bad:
            doubtful = doubtful.copy()
            doubtful[row] = True
    value = np.broadcast_to(np.asarray(value, np.float64), length)
    found = _aggregated(aggregate.setting.operator, value, doubtful, offsets - offsets[0], bound)
    return _without_absent(aggregate, found, lists)


def arguments(kernel: Kernel, read: Mapping[ColumnKey, InputColumn]) -> tuple[list[Any], list[Any]]:
    """Return the columns of numbers and of cells in the order that *kernel* takes them."""
    x = [read[key].values for key in kernel.leaves]
    m = [np.uint8(0) if (cells := read[key].cells) is None else cells for key in kernel.leaves]
    return x, m


def _offsets(lists: Mapping[str, pa.Array], size: int) -> Any:
    """Return where the rows of each office begin, or None where the columns of a table do not go together."""
    found = None
    for array in lists.values():
        lengths = np.asarray(array.value_lengths().fill_null(0)).astype(np.int64)
        offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
        if found is not None and not np.array_equal(found, offsets):
            return None
        found = offsets
    return found if found is not None and len(found) == size + 1 else None


def _without_absent(aggregate: RowAggregate, found: InputColumn, lists: Mapping[str, pa.Array]) -> InputColumn:
    """Return what was *found*, but for offices that have no list at all: nothing is known of their rows."""
    if not all(array.null_count for array in lists.values()):
        return found
    absent = np.logical_and.reduce([np.asarray(array.is_null()) for array in lists.values()])
    if not aggregate.says_absent:
        return evolve(found, doubtful=absent if found.doubtful is None else found.doubtful | absent)
    return evolve(
        found,
        values=np.where(absent, np.nan, found.values),
        cells=absent.astype(np.uint8),
        bound=evolve(found.bound, range=evolve(found.bound.range, states=ABSENT)),
        doubtful=None if found.doubtful is None else found.doubtful & ~absent,
    )


@frozen(eq=False)
class RowRule:
    """
    What float64 makes of an aggregate: what is counted or added of each row, and how it is brought together.

    ``is_whole`` tells whether the result is exactly a whole number, from what is known of a row and the size that no
    sum of terms exceeds; ``errors_add`` whether the errors of the rows add up.
    """

    reduce: np.ufunc
    terms: Callable[[Any, ErrorBound], Any] = lambda values, _body: values
    is_whole: Callable[[ErrorBound, float], bool] = lambda body, reach: body.whole and reach <= WHOLE
    is_mean: bool = False
    errors_add: bool = False


def _counted(values: Any, body: ErrorBound) -> Any:
    return np.where(values != 0, 1.0, 0.0) if body.range.flags else np.ones(len(values))


COUNTED = RowRule(np.add, _counted, lambda _body, _reach: True)
RULES: Mapping[Operator, RowRule | None] = rules(
    (operators.SUM, RowRule(np.add, errors_add=True)),
    (operators.MEAN, RowRule(np.add, is_whole=lambda _body, _reach: False, is_mean=True)),
    (operators.MIN, RowRule(np.minimum)),
    (operators.MAX, RowRule(np.maximum)),
    (operators.COUNT, COUNTED),
    declines=(operators.MEDIAN,),
    over=operators.ROW_AGGREGATES,
)


def _aggregated(aggregate: Operator, value: Any, doubtful: Any, offsets: Any, body: ErrorBound) -> InputColumn:
    """Return the aggregate of the rows between *offsets*, each with a *value* of the bound *body*."""
    known = RULES[aggregate]
    if known is None:
        raise Declined("rows")  # noqa: EM101 - a name
    counts = np.diff(offsets)
    filled = counts > 0
    starts = offsets[:-1][filled]
    nothing = aggregate.without_rows
    result = np.full(len(counts), np.nan if nothing is None else as_float(nothing))
    doubt = ~filled if nothing is None else np.zeros(len(counts), np.bool_)
    terms = known.terms(np.where(doubtful, 0.0, value), body)
    reach = 0.0
    if len(starts):
        result[filled] = known.reduce.reduceat(terms, starts)
        doubt[filled] |= np.logical_or.reduceat(doubtful, starts)
        reach = float(np.add.reduceat(np.abs(terms), starts).max())
    if known.is_mean:
        result[filled] /= counts[filled]
    if reach > LARGEST:
        raise Declined("rows")  # noqa: EM101 - a name
    certain = result[~doubt]
    low, high = (float(certain.min()), float(certain.max())) if len(certain) else (0.0, 0.0)
    whole = known.is_whole(body, reach)
    bound = bound_of(low, high, whole=whole)
    if not whole:
        most = int(counts.max()) if len(counts) else 0
        inner = 2 * (most + 1) * UNIT
        absolute = (most if known.errors_add else 1) * body.absolute + inner * reach
        relative = body.relative + inner if body.sign else UNKNOWN
        bound = ErrorBound(bound.range, absolute, relative, body.bits * max(most, 1) + 64, 80)
    result[doubt] = np.nan
    return InputColumn(result, None, bound, doubt if doubt.any() else None)
