"""Columns of a table → numbers of float64, with what is missing, what is in doubt, and what cannot be read."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from lkjdsl.domains.float_error.bounds import WHOLE, ErrorBound, as_float
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Input
from lkjdsl.tables.kernel.column_bounds import LONGEST, bound_of, flag_bound, states_of, text_bound
from lkjdsl.tables.kernel.extent import extent
from lkjdsl.tables.kernel.script import Floats, Mask
from lkjdsl.tables.reading.cells import SURE_DIGITS, CellFormat, read
from lkjdsl.tables.reading.types import listed

SMALLEST = 1e-20
"""What is nearer to 0, or further away than 2^53, is left to the exact domain."""


@frozen(eq=False)
class InputColumn:
    """
    A column as it was read.

    ``values`` are float64, or whole numbers that are float64 as well, NaN where there is none; one value stands for
    all rows. ``cells`` are 0 told, 1 missing, 2 not applicable, or None where all are told. ``doubtful`` rows must go
    the exact way; ``bad`` rows have a cell that cannot be read.
    """

    values: Floats | np.float64 | np.ndarray[Any, np.dtype[np.int64]]
    cells: np.uint8 | np.ndarray[Any, np.dtype[np.uint8]] | None
    bound: ErrorBound
    doubtful: Mask | np.bool_ | None = None
    bad: Sequence[tuple[int, Misfit]] = field(factory=list)


def column(input_: Input, array: pa.Array, reading: CellFormat, texts: dict[str, int]) -> InputColumn:
    """Return a column of cells as it is read for an input; *texts* number the labels that a program knows."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    whole = _digits(input_, array, reading) if pa.types.is_string(array.type) else array
    found = None if whole is None else _fast(input_, whole, reading)
    return found if found is not None else _slow(input_, array, reading, texts)


DIGITS = {
    "id": r"^(-?[1-9][0-9]{0,14}|0|-?[1-9][0-9]{0,2}(\.[0-9]{3}){1,4})$",
    "en": r"^(-?[1-9][0-9]{0,14}|0|-?[1-9][0-9]{0,2}(,[0-9]{3}){1,4})$",
}
"""A whole number as it is spelled, with thousands or without."""
ONE_GROUP = r"^-?[0-9]{1,3}[.,][0-9]{3}$"
"""What can be read in two ways where no locale is declared."""


def _digits(input_: Input, array: pa.Array, reading: CellFormat) -> pa.Array | None:
    """Return a column of texts that are all whole numbers or blank as such; None where it is something else."""
    if input_.values:
        return None
    locale = reading.of(input_.path)
    if reading.doubt(input_.path) == "any" and pc.any(pc.match_substring_regex(array, ONE_GROUP)).as_py():
        return None
    if locale is None or input_.kind not in ("count", "rupiah", "index", "number"):
        return None
    blank = pc.equal(array, "")
    spelled = pc.match_substring_regex(array, DIGITS[locale])
    if not pc.all(pc.or_(blank, spelled), min_count=0).as_py():
        return None
    plain = pc.replace_substring(array, "." if locale == "id" else ",", "")
    return pc.cast(pc.if_else(blank, None, plain), pa.int64())


def _fast(input_: Input, array: pa.Array, reading: CellFormat) -> InputColumn | None:
    """Return a column of whole or decimal numbers without a look at each; None where that does not do."""
    kind = input_.kind
    if array.null_count and input_.default is not None:
        return None
    cells = None
    mask = None
    if array.null_count:
        mask = np.asarray(array.is_null())
        cells = mask.astype(np.uint8)
    if pa.types.is_null(array.type):
        return None
    if pa.types.is_boolean(array.type) and kind == "flag":
        values = np.asarray(pc.cast(array, pa.uint8()).fill_null(0))
        return InputColumn(values, cells, flag_bound(bool(array.null_count)))
    is_points = kind == "percent" and reading.percent_of(input_.path) == "points"
    if kind in ("text", "flag") or (kind == "percent" and reading.percent_of(input_.path) is None):
        return None
    if pa.types.is_integer(array.type):
        return _whole(array, mask, cells, kind, scaled=is_points)
    if pa.types.is_floating(array.type):
        return _floats(array, mask, cells, kind, scaled=is_points)
    return None


def _whole(array: pa.Array, mask: Mask | None, cells: Any, kind: str, *, scaled: bool) -> InputColumn | None:
    numbers = (array if mask is None else array.fill_null(0)).to_numpy(zero_copy_only=False)
    if not len(numbers):
        return InputColumn(np.zeros(0), cells, bound_of(0, 0, whole=True))
    if numbers.dtype == np.int64 and kind == "count":
        bits = int(np.bitwise_or.reduce(numbers))
        low, high = (0, bits) if bits >= 0 else (int(numbers.min()), int(numbers.max()))
    else:
        low, high = int(numbers.min()), int(numbers.max())
    if (kind == "count" and low < 0) or scaled or max(-low, high) > WHOLE:
        return None
    return InputColumn(numbers, cells, bound_of(low, high, whole=True, states=states_of(cells)))


def _floats(array: pa.Array, mask: Mask | None, cells: Any, kind: str, *, scaled: bool) -> InputColumn | None:
    values = (array if mask is None else array.fill_null(0)).to_numpy(zero_copy_only=False)
    if not len(values):
        return InputColumn(np.zeros(0), cells, bound_of(0, 0, whole=True))
    values = np.asarray(values, np.float64)
    low, high, whole = extent(values)
    if not (isfinite(low) and isfinite(high)) or max(-low, high) > WHOLE or scaled or (kind == "count" and low < 0):
        return None
    grid = 1 if whole else 0 if kind == "count" else _typed(values)
    if not grid:
        return None
    return InputColumn(values, cells, bound_of(low, high, whole=whole, states=states_of(cells), grid=grid))


def _typed(values: Floats) -> int:
    """Return how many parts of 1 all are a whole number of, without a look at each text; 0 where that does not do."""
    for digits in (2, 4, 6):
        scale = 10.0**digits
        units = np.rint(values * scale)
        if bool((units / scale == values).all()):
            return 10**digits if float(np.abs(units).max()) < 10.0**SURE_DIGITS else 0
    return 0


def _slow(input_: Input, array: pa.Array, reading: CellFormat, texts: dict[str, int]) -> InputColumn:
    """Return a column that is read cell by cell, equal ones once."""
    bad: list[tuple[int, Misfit]] = []
    encoded = array.dictionary_encode() if not pa.types.is_null(array.type) else None
    size = len(array)
    values, cells, doubtful = np.full(size, np.nan), np.ones(size, np.uint8), np.zeros(size, np.bool_)
    found: list[Any] = [] if encoded is None else [read(input_, raw, reading) for raw in listed(encoded.dictionary)]
    indices = np.full(size, -1) if encoded is None else np.asarray(encoded.indices.fill_null(-1))
    default = input_.default
    near, state, doubt, exact = [], [], [], []
    for meaning in (*found, default if default is not None else "missing"):
        told_one = default if meaning == "missing" and default is not None else meaning
        number, is_exact, far = _near(told_one, texts, input_.kind)
        near.append(number)
        is_absent = told_one is None or told_one == "missing" or isinstance(told_one, Misfit)
        state.append(1 if is_absent else 2 if told_one == "not-applicable" else 0)
        doubt.append(far)
        exact.append(is_exact)
    values, cells, doubtful = np.array(near)[indices], np.array(state, np.uint8)[indices], np.array(doubt)[indices]
    for position in [place for place, meaning in enumerate(found) if isinstance(meaning, Misfit)]:
        bad.extend((int(row), found[position]) for row in np.nonzero(indices == position)[0])
    if input_.kind == "flag":
        bound = flag_bound(bool((cells != 0).any()))
    elif input_.kind == "text":
        bound = text_bound(bool((cells != 0).any()))
    else:
        certain = values[(cells == 0) & ~doubtful]
        low, high = (float(certain.min()), float(certain.max())) if len(certain) else (0.0, 0.0)
        bound = bound_of(low, high, whole=all(exact), states=states_of(cells if cells.any() else None))
    return InputColumn(
        values,
        cells if cells.any() else None,
        bound,
        doubtful if doubtful.any() else None,
        sorted(bad, key=lambda pair: pair[0]),
    )


def _near(meaning: Any, texts: dict[str, int], kind: str) -> tuple[float, bool, bool]:
    """Return the float64 of what a cell says, whether it is that very whole number, and whether it is out of reach."""
    if kind == "text" and isinstance(meaning, str):
        return float(texts.get(meaning, -1)), True, False
    match meaning:
        case bool():
            return float(meaning), True, False
        case (int() as n, int() as d):
            number = as_float((n, d))
            far = abs(n) > int(WHOLE) * d or (n != 0 and abs(number) < SMALLEST) or d.bit_length() > LONGEST
            return (np.nan if far else number), n % d == 0, far
        case _:
            return np.nan, True, False
