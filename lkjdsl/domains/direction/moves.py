"""Directions in which a value moves when one value of the data is raised, and how they combine."""

from collections.abc import Iterable, Mapping
from typing import Literal

from lkjdsl.domains.interval.linear import Atom
from lkjdsl.numbers.intervals import Interval

Direction = Literal["rises", "falls", "unknown"]
Moves = Mapping[Atom, Direction]
"""The direction in each value of the data that moves the value at all; in all others it is constant."""

CONSTANT: Moves = {}

_FLIPPED: dict[Direction, Direction] = {"rises": "falls", "falls": "rises", "unknown": "unknown"}


def joined(moves: Iterable[Moves]) -> Moves:
    """Return how a value moves that several others push: in one direction only where all of them push there."""
    found: dict[Atom, Direction] = {}
    for move in moves:
        for atom, direction in move.items():
            found[atom] = direction if found.get(atom, direction) == direction else "unknown"
    return found


def flipped(moves: Moves) -> Moves:
    """Return how the number with the other sign moves."""
    return {atom: _FLIPPED[direction] for atom, direction in moves.items()}


def unknown_in(atoms: Iterable[Atom]) -> Moves:
    """Return that nothing is known of *atoms*."""
    return dict.fromkeys(atoms, "unknown")


def sign_of(numbers: Interval | None) -> Direction | None:
    """Return ``rises`` for numbers of at least 0, ``falls`` for those of at most 0, None for 0 only."""
    if numbers is None:
        return None
    not_below = numbers.low is not None and numbers.low[0] >= 0
    not_above = numbers.high is not None and numbers.high[0] <= 0
    if not_below and not_above:
        return None
    return "rises" if not_below else "falls" if not_above else "unknown"


def times(moves: Moves, sign: Direction | None) -> Moves:
    """Return how a value moves when it is multiplied with something of a known sign that stays."""
    if sign is None:
        return CONSTANT
    if sign == "unknown":
        return unknown_in(moves)
    return moves if sign == "rises" else flipped(moves)
