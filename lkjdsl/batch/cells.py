"""
Columns of a table → numbers of float64, with what is missing, what is in doubt, and what cannot be read.

``read`` says what one cell means; everything faster in this file agrees with it.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from math import ceil, isfinite
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from lkjdsl import kinds, numerals
from lkjdsl.batch.kernel import Floats, Mask
from lkjdsl.domains.ranges import Possible, Range
from lkjdsl.domains.rounding import UNIT, WHOLE, Bound, as_float
from lkjdsl.intervals import interval
from lkjdsl.kinds import Misfit, Special
from lkjdsl.model.definition import Input
from lkjdsl.numerals import Locale
from lkjdsl.rational import Number

SURE_DIGITS = 15
"""A decimal of so many digits survives in a float64; one that needs more was computed, not typed."""
SMALLEST = 1e-20
"""What is nearer to 0, or further away than 2^53, is left to the exact domain."""
LONGEST = 1000
FLAGS = {"true": True, "false": False, "ya": True, "tidak": False, "yes": True, "no": False}
"""How a flag is written in a table of texts."""

Percent = Literal["ratio", "points"]
"""What a number column of kind percent holds: 0.995 or 99.5."""


@frozen
class Reading:
    """How cells are read: the locale of text numbers (None: text is no number), and of numbers for percentages."""

    locale: Locale | None = None
    percent: Percent | None = None


@frozen(eq=False)
class Told:
    """
    A column as it was read.

    ``values`` are float64, or whole numbers that are float64 as well, NaN where there is none; one value stands for
    all rows. ``cells`` are 0 told, 1 missing, 2 not applicable, or None where all are told. ``doubtful`` rows must go
    the exact way; ``bad`` rows have a cell that cannot be read.
    """

    values: Floats | np.float64 | np.ndarray[Any, np.dtype[np.int64]]
    cells: np.uint8 | np.ndarray[Any, np.dtype[np.uint8]] | None
    bound: Bound
    doubtful: Mask | np.bool_ | None = None
    bad: Sequence[tuple[int, Misfit]] = field(factory=list)


def read(one: Input, raw: Any, reading: Reading) -> Number | bool | str | Special | Misfit:
    """
    Return what a cell says of an input: as in a data file, with three differences.

    A float is the shortest decimal that it stands for, if that has at most 15 digits: more were computed, not typed.
    Text is read as a number of the declared locale. Numbers of a percent column are ratios or points as declared.
    """
    if raw is None:
        return "missing"
    if isinstance(raw, float) and one.kind not in ("text", "flag"):
        raw = typed(raw)
        if isinstance(raw, Misfit):
            return raw
    if isinstance(raw, str) and one.kind not in ("text", "flag") and reading.locale is not None:
        return _text(one, raw, reading.locale)
    if one.kind == "flag" and isinstance(raw, str) and reading.locale is not None:
        if not raw.strip():
            return "missing"
        return FLAGS.get(raw.strip().casefold(), kinds.read(one.kind, raw))
    if one.kind == "percent" and isinstance(raw, int | Decimal) and not isinstance(raw, bool) and reading.percent:
        found = kinds.read("number", raw)
        points = reading.percent == "points" and isinstance(found, tuple)
        return (found[0], found[1] * 100) if points and isinstance(found, tuple) else found
    return kinds.read(one.kind, raw)


def typed(raw: float) -> int | Decimal | Misfit:
    """Return the number that a float64 stands for: a whole one itself, else its shortest decimal."""
    if not isfinite(raw):
        return Misfit("not-finite", values={"found": str(raw)})
    if raw.is_integer():
        return int(raw)
    found = Decimal(repr(raw))
    if len(found.as_tuple().digits) > SURE_DIGITS:
        return Misfit("float-refused", values={"found": repr(raw)})
    return found


def _text(one: Input, raw: str, locale: Locale) -> Number | bool | str | Special | Misfit:
    """Return the number that a text prints in *locale*; the words for none are those of a data file."""
    if not raw.strip():
        return "missing"
    word = kinds.read(one.kind, raw)
    if word in ("missing", "not-applicable") or (isinstance(word, tuple) and raw.strip().casefold() == kinds.NIL_WORD):
        return word
    numeral = numerals.read(raw, locale)
    if isinstance(numeral, numerals.Misread):
        return Misfit(
            f"cell-{numeral.kind}",
            ("write",) if numeral.suggestion else (),
            {"found": raw[:40], "suggestion": numeral.suggestion or ""},
        )
    if numeral.percent != (one.kind == "percent") and numeral.number[0]:
        return Misfit(
            "cell-percent" if numeral.percent else "percent-without-sign",
            values={"found": raw[:40], "written": raw[:40]},
        )
    if numeral.rupiah and one.kind != "rupiah":
        return Misfit("cell-rupiah", values={"found": raw[:40]})
    if numeral.percent:
        return numeral.number[0], numeral.number[1] * 100
    if one.kind == "count":
        from fractions import Fraction

        return kinds.read("count", Fraction(*numeral.number))
    return numeral.number


def column(one: Input, told: pa.Array, reading: Reading, texts: dict[str, int]) -> Told:
    """Return a column of cells as it is read for an input; *texts* number the labels that a program knows."""
    if isinstance(told, pa.ChunkedArray):
        told = told.combine_chunks()
    if pa.types.is_dictionary(told.type):
        told = told.dictionary_decode()
    found = _fast(one, told, reading)
    return found if found is not None else _slow(one, told, reading, texts)


def _fast(one: Input, told: pa.Array, reading: Reading) -> Told | None:
    """Return a column of whole or decimal numbers without a look at each; None where that does not do."""
    kind = one.kind
    if told.null_count and one.default is not None:
        return None
    cells = None
    mask = None
    if told.null_count:
        mask = np.asarray(told.is_null())
        cells = mask.astype(np.uint8)
    if pa.types.is_null(told.type):
        return None
    if pa.types.is_boolean(told.type) and kind == "flag":
        values = np.asarray(pc.cast(told, pa.uint8()).fill_null(0)).astype(np.float64)
        return Told(values, cells, flag_bound(bool(told.null_count)))
    if kind in ("text", "flag") or (kind == "percent" and reading.percent is None):
        return None
    if pa.types.is_integer(told.type):
        return _whole(told, mask, cells, kind, scaled=kind == "percent" and reading.percent == "points")
    if pa.types.is_floating(told.type):
        return _floats(told, mask, cells, kind, scaled=kind == "percent" and reading.percent == "points")
    return None


def _whole(told: pa.Array, mask: Mask | None, cells: Any, kind: str, *, scaled: bool) -> Told | None:
    numbers = (told if mask is None else told.fill_null(0)).to_numpy(zero_copy_only=False)
    if not len(numbers):
        return Told(np.zeros(0), cells, bound_of(0, 0, whole=True))
    if numbers.dtype == np.int64 and kind == "count":
        bits = int(np.bitwise_or.reduce(numbers))
        low, high = (0, bits) if bits >= 0 else (int(numbers.min()), int(numbers.max()))
    else:
        low, high = int(numbers.min()), int(numbers.max())
    if (kind == "count" and low < 0) or scaled or max(-low, high) > WHOLE:
        return None
    if mask is not None:
        numbers = np.where(mask, np.nan, numbers)
    return Told(numbers, cells, bound_of(low, high, whole=True, states=_states(cells)))


def _floats(told: pa.Array, mask: Mask | None, cells: Any, kind: str, *, scaled: bool) -> Told | None:
    values = (told if mask is None else told.fill_null(0)).to_numpy(zero_copy_only=False)
    if not len(values):
        return Told(np.zeros(0), cells, bound_of(0, 0, whole=True))
    low, high = float(values.min()), float(values.max())
    if not (isfinite(low) and isfinite(high)) or max(-low, high) > WHOLE or scaled or (kind == "count" and low < 0):
        return None
    whole = bool((np.rint(values) == values).all())
    grid = 1 if whole else 0 if kind == "count" else _typed(values)
    if not grid:
        return None
    if mask is not None:
        values = np.where(mask, np.nan, values)
    return Told(
        np.asarray(values, np.float64), cells, bound_of(low, high, whole=whole, states=_states(cells), grid=grid)
    )


def _typed(values: Floats) -> int:
    """Return how many parts of 1 all are a whole number of, without a look at each text; 0 where that does not do."""
    for digits in (2, 4, 6):
        scale = 10.0**digits
        units = np.rint(values * scale)
        if bool((units / scale == values).all()):
            return 10**digits if float(np.abs(units).max()) < 10.0**SURE_DIGITS else 0
    return 0


def _slow(one: Input, told: pa.Array, reading: Reading, texts: dict[str, int]) -> Told:
    """Return a column that is read cell by cell, equal ones once."""
    bad: list[tuple[int, Misfit]] = []
    encoded = told.dictionary_encode() if not pa.types.is_null(told.type) else None
    size = len(told)
    values, cells, doubtful = np.full(size, np.nan), np.ones(size, np.uint8), np.zeros(size, np.bool_)
    found: list[Any] = [] if encoded is None else [read(one, raw, reading) for raw in encoded.dictionary.to_pylist()]
    indices = np.full(size, -1) if encoded is None else np.asarray(encoded.indices.fill_null(-1))
    default = one.default
    near, state, doubt, exact = [], [], [], []
    for meaning in (*found, default if default is not None else "missing"):
        told_one = default if meaning == "missing" and default is not None else meaning
        number, is_exact, far = _near(told_one, texts, one.kind)
        near.append(number)
        is_absent = told_one is None or told_one == "missing" or isinstance(told_one, Misfit)
        state.append(1 if is_absent else 2 if told_one == "not-applicable" else 0)
        doubt.append(far)
        exact.append(is_exact)
    values, cells, doubtful = np.array(near)[indices], np.array(state, np.uint8)[indices], np.array(doubt)[indices]
    for position in [place for place, meaning in enumerate(found) if isinstance(meaning, Misfit)]:
        bad.extend((int(row), found[position]) for row in np.nonzero(indices == position)[0])
    if one.kind == "flag":
        bound = flag_bound(bool((cells != 0).any()))
    elif one.kind == "text":
        bound = text_bound(bool((cells != 0).any()))
    else:
        certain = values[(cells == 0) & ~doubtful]
        low, high = (float(certain.min()), float(certain.max())) if len(certain) else (0.0, 0.0)
        bound = bound_of(low, high, whole=all(exact), states=_states(cells if cells.any() else None))
    return Told(
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
            far = abs(number) > WHOLE or (n != 0 and abs(number) < SMALLEST) or d.bit_length() > LONGEST
            return (np.nan if far else number), n % d == 0, far
        case _:
            return np.nan, True, False


def _states(cells: Any) -> frozenset[Possible]:
    return frozenset() if cells is None else frozenset(("missing", "excluded"))


def bound_of(
    low: float, high: float, *, whole: bool, states: frozenset[Possible] = frozenset(), grid: int = 0
) -> Bound:
    """Return the bound of a column between *low* and *high*, widened to powers of two so that few bounds are told."""
    return _bound(_down(low), _up(high), whole, states, 1 if whole else grid)


@cache
def _bound(low: Number, high: Number, whole: bool, states: frozenset[Possible], grid: int) -> Bound:  # noqa: FBT001 - internal
    found = interval(low, high, whole=whole)
    size = max(abs(as_float(low)), abs(as_float(high)))
    relative = 0.0 if whole else 4 * UNIT
    return Bound(
        Range(found, states=states), relative * size, relative, 54 if whole else 54 + LONGEST, 0 if whole else 70, grid
    )


def _up(number: float) -> Number:
    if number <= 0:
        n, d = _down(-number)
        return -n, d
    return 1 << max((ceil(number) - 1).bit_length(), 0), 1


def _down(number: float) -> Number:
    if number < 0:
        n, d = _up(-number)
        return -n, d
    return (1 if number >= 1 else 0), 1


EVERYTHING = frozenset[Possible](("missing", "excluded"))


def widest(one: Input, *, told: bool) -> Bound:
    """Return the bound that holds every column of an input; *told*: no cell is missing or does not apply."""
    states = frozenset[Possible]() if told else EVERYTHING
    if one.kind == "flag":
        return flag_bound(not told)
    if one.kind == "text":
        return text_bound(not told)
    if one.kind == "count":
        return bound_of(0, WHOLE, whole=True, states=states)
    return bound_of(-WHOLE, WHOLE, whole=False, states=states)


@cache
def flag_bound(absent: bool) -> Bound:  # noqa: FBT001 - the only thing there is to say
    """Return the bound of a column of flags, of which some may be absent."""
    return Bound(Range(flags=frozenset((True, False)), states=EVERYTHING if absent else frozenset()))


@cache
def text_bound(absent: bool) -> Bound:  # noqa: FBT001 - the only thing there is to say
    """Return the bound of a column of texts, of which some may be absent."""
    return Bound(Range(texts=None, states=EVERYTHING if absent else frozenset()))
