"""The bounds of columns of cells: what they may hold, widened so that few bounds are told."""

from functools import cache
from math import ceil
from typing import Any

from lkjdsl.domains.float_error.bounds import UNIT, WHOLE, ErrorBound, as_float
from lkjdsl.domains.interval.ranges import PossibleState, Range
from lkjdsl.model.definition import Input
from lkjdsl.numbers.intervals import interval
from lkjdsl.numbers.rational import Number

LONGEST = 1000


def states_of(cells: Any) -> frozenset[PossibleState]:
    """Return the states that a column with these cells may have."""
    return frozenset() if cells is None else frozenset(("missing", "excluded"))


def bound_of(
    low: float, high: float, *, whole: bool, states: frozenset[PossibleState] = frozenset(), grid: int = 0
) -> ErrorBound:
    """Return the bound of a column between *low* and *high*, widened to powers of two so that few bounds are told."""
    return _bound(_down(low), _up(high), whole, states, 1 if whole else grid)


@cache
def _bound(low: Number, high: Number, whole: bool, states: frozenset[PossibleState], grid: int) -> ErrorBound:  # noqa: FBT001 - internal
    found = interval(low, high, whole=whole)
    size = max(abs(as_float(low)), abs(as_float(high)))
    relative = 0.0 if whole else 4 * UNIT
    return ErrorBound(
        Range(found, states=states),
        relative * size,
        relative,
        54 if whole else 54 + LONGEST,
        0 if whole else 70,
        grid,
        grid,
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


EVERYTHING = frozenset[PossibleState](("missing", "excluded"))


def widest(input_: Input, *, filled: bool) -> ErrorBound:
    """Return the bound that holds every column of an input; *filled*: no cell is missing or does not apply."""
    states = frozenset[PossibleState]() if filled else EVERYTHING
    if input_.kind == "flag":
        return flag_bound(not filled)
    if input_.kind == "text":
        return text_bound(not filled)
    if input_.kind == "count":
        return bound_of(0, WHOLE, whole=True, states=states)
    return bound_of(-WHOLE, WHOLE, whole=False, states=states)


@cache
def flag_bound(absent: bool) -> ErrorBound:  # noqa: FBT001 - the only thing there is to say
    """Return the bound of a column of flags, of which some may be absent."""
    return ErrorBound(Range(flags=frozenset((True, False)), states=EVERYTHING if absent else frozenset()))


@cache
def text_bound(absent: bool) -> ErrorBound:  # noqa: FBT001 - the only thing there is to say
    """Return the bound of a column of texts, of which some may be absent."""
    return ErrorBound(Range(texts=None, states=EVERYTHING if absent else frozenset()))
