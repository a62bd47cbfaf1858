"""Values, states and printed texts of a block of rows → columns of a table."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.diagnostic import Language
from lkjdsl.domains.float_error.bounds import as_float
from lkjdsl.domains.float_program.state_codes import MOST, SHIFT
from lkjdsl.model.results import Output
from lkjdsl.model.values import RANK, Reason, State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number, rounded_quotient
from lkjdsl.tables.kernel.kernel import Kernel
from lkjdsl.tables.results.requested import STATUS, RequestedResult
from lkjdsl.tables.results.why import UNREADABLE, why


@define(eq=False)
class ResultColumn:
    """One result: numbers or labels, the rank of each state (0 none), and the position of its reason."""

    asked: RequestedResult
    values: Any
    ranks: Any = None
    reasons: Any = None
    reason_codes: dict[Reason, int] = field(factory=dict)
    labels: dict[str, int] = field(factory=dict)
    units: Any = None
    exact: dict[int, int] = field(factory=dict)
    """Rows whose printed digits were found exactly, in units of the last decimal."""
    numbers: dict[int, Number] = field(factory=dict)
    """The exact numbers of these rows."""

    def reason(self, reason: Reason) -> int:
        """Return the position of a reason."""
        return self.reason_codes.setdefault(reason, len(self.reason_codes))

    def stated(self, size: int) -> None:
        """Make room for states."""
        if self.ranks is None:
            self.ranks = np.zeros(size, np.int8)
            self.reasons = np.zeros(size, np.int16)


@define(eq=False)
class Results:
    """
    The results of one block; ``rows`` are its rows in the table's block where they are not all of that.

    ``outputs`` say what reasons are about.
    """

    asked: Sequence[RequestedResult]
    size: int
    outputs: Mapping[str, Output]
    rows: Any = None
    made: list[ResultColumn] = field(init=False)

    @made.default
    def _(self) -> list[ResultColumn]:
        return [ResultColumn(request, None) for request in self.asked]

    def take(self, kernel: Kernel, found: Sequence[tuple[Any, Any, Any]]) -> None:
        """Take the values and the codes of states that a kernel found."""
        for column, (value, code, units) in zip(self.made, found, strict=True):
            column.ranks = column.reasons = None  # those of an earlier kernel are no longer so
            column.units = None if units is None else np.broadcast_to(np.asarray(units, np.float64), self.size)
            column.values = _whole_column(value, self.size)
            column.labels = (
                {label: number for number, label in enumerate(kernel.labels)} if column.asked.printed is None else {}
            )
            if np.any(code):
                codes = np.broadcast_to(np.asarray(code, np.int16), self.size)
                column.ranks = (codes >> SHIFT).astype(np.int8)
                column.reasons = codes & (MOST - 1)
                column.reason_codes = dict(kernel.reasons)

    def put(self, rows: Any, values: Iterable[Sequence[Value]]) -> None:
        """Put in the exact values of *rows*: of every step of the program, a row each."""
        self._filled()
        for row, found in zip(rows.tolist(), values, strict=True):
            for column in self.made:
                self._put(column, row, found[column.asked.step])

    def _put(self, column: ResultColumn, row: int, value: Value) -> None:
        if isinstance(value, State):
            column.stated(self.size)
            column.ranks[row] = RANK[value.kind] + 1
            column.reasons[row] = column.reason(value.reasons[0])
            return
        if column.ranks is not None:
            column.ranks[row] = 0
        printed = column.asked.printed
        if isinstance(value, bool):
            column.values[row] = float(value)
        elif isinstance(value, str):
            column.values[row] = column.labels.setdefault(value, len(column.labels))
        elif isinstance(value, tuple):
            column.values[row] = as_float(value)
            column.numbers[row] = value
            if printed is not None:
                column.exact[row] = rounded_quotient(value[0] * 10**printed.digits, value[1], printed.mode)

    def refuse(self, rows: Any) -> None:
        """Make every result of *rows* (a mask) invalid, since a cell of theirs cannot be read."""
        for column in self.made:
            column.stated(self.size)
            column.ranks[rows] = RANK["invalid"] + 1
            column.reasons[rows] = column.reason(Reason(UNREADABLE, ""))

    def _filled(self) -> None:
        """Make room for the values of results of which no kernel told any."""
        for column in self.made:
            if column.values is None:
                column.values = np.full(self.size, np.nan)

    def columns(self, language: Language | None = None) -> dict[str, pa.Array]:
        """Return the columns of a table: for each path value, printed text in *language*, status, reason."""
        found: dict[str, pa.Array] = {}
        self._filled()
        for column in self.made:
            known = None if column.ranks is None or not column.ranks.any() else column.ranks == 0
            path = column.asked.path
            if column.asked.printed is None:
                index = np.nan_to_num(column.values, nan=0).astype(np.int16)
                dictionary = pa.array(list(column.labels), pa.string())
                found[path] = pa.DictionaryArray.from_arrays(_array(index, known), dictionary).cast(pa.string())
            else:
                found[path] = _array(column.values, known)
                if language is not None:
                    found[f"{path}.printed"] = _texts(column, language)
            if known is None:
                found[f"{path}.status"], found[f"{path}.reason"] = _all_ok(self.size)
                continue
            found[f"{path}.status"] = pa.DictionaryArray.from_arrays(_array(column.ranks), STATUSES)
            words = [why(reason, self.outputs, language) for reason in column.reason_codes]
            dictionary = pa.array(words, pa.string())
            found[f"{path}.reason"] = pa.DictionaryArray.from_arrays(_array(column.reasons, ~known), dictionary)
        return found


def _array(values: Any, known: Any = None) -> pa.Array:
    """Return numbers as Arrow has them, without a copy; *known*: which of them there are, None where all are."""
    bits = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    values = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [bits, pa.py_buffer(values)])


STATUSES = pa.array(STATUS, pa.string())


@lru_cache(maxsize=4)
def _all_ok(size: int) -> tuple[pa.Array, pa.Array]:
    """Return status and reason where all rows are ok: the same arrays for all such results."""
    status = pa.DictionaryArray.from_arrays(_array(np.zeros(size, np.int8)), STATUSES)
    none = _array(np.zeros(size, np.int16), np.zeros(size, np.bool_))
    return status, pa.DictionaryArray.from_arrays(none, pa.array([], pa.string()))


def _whole_column(value: Any, size: int) -> Any:
    """Return *value* as a column of float64 that may be written to; a kernel gives none that others read."""
    found = np.asarray(value, np.float64)
    return found if found.shape == (size,) else np.full(size, found)


def _texts(column: ResultColumn, language: Language) -> pa.Array:
    """Return how the numbers of a column are printed; equal digits are printed once."""
    printed = column.asked.printed
    assert printed is not None
    units = units_of(column)
    encoded = pa.array(units, mask=None if column.ranks is None else column.ranks != 0).dictionary_encode()
    digits = printed.digits - (2 if column.asked.unit == "percent" else 0)
    scale = 10**printed.digits
    texts = [_text(whole, scale, column.asked.unit, digits, language) for whole in encoded.dictionary.to_pylist()]
    found = pa.DictionaryArray.from_arrays(encoded.indices, pa.array(texts, pa.string())).cast(pa.string())
    long = {row: whole for row, whole in column.exact.items() if abs(whole) >= LONG}
    if long:
        listed = found.to_pylist()
        for row, whole in long.items():
            listed[row] = _text(whole, scale, column.asked.unit, digits, language)
        found = pa.array(listed, pa.string())
    return found


@lru_cache(maxsize=1 << 17)
def _text(whole: int, scale: int, unit: str, digits: int, language: Language) -> str:
    """Return how *whole* parts of *scale* are printed; one block has the same digits as the next."""
    return numerals.printed((whole, scale), unit, digits, "half-up", language)


LONG = 2**62


def units_of(column: ResultColumn) -> Any:
    """Return the printed digits of each row as a whole number of the last decimal."""
    printed = column.asked.printed
    assert printed is not None
    raw_units = np.zeros(len(column.values)) if column.units is None else column.units
    units = np.nan_to_num(raw_units, nan=0, posinf=0, neginf=0)
    units = np.where(np.abs(units) < 2.0**62, units, 0).astype(np.int64)
    for row, whole in column.exact.items():
        units[row] = whole if abs(whole) < LONG else 0
    return units


def printed_units(column: ResultColumn) -> Any:
    """Return the printed digits of each row as a whole number of the last decimal, of any length."""
    units = units_of(column)
    long = {row: whole for row, whole in column.exact.items() if abs(whole) >= LONG}
    if long:
        units = units.astype(object)
        units[list(long)] = list(long.values())
    return units
