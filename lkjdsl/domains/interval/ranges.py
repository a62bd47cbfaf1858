"""What a value may be: numbers of an interval, flags, texts, and the states that are possible."""

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from lkjdsl.model.values import KIND_OF_RULE, RANK, Rule, State, StateKind, Value
from lkjdsl.numbers.intervals import Interval, hull, point

PossibleState = StateKind | Literal["missing"]
"""A state that is possible; ``missing`` only in facts: the reading node's rule says what it becomes."""

NOTHING: frozenset[PossibleState] = frozenset()


@frozen
class Range:
    """
    Everything that a value may be.

    ``numbers`` is None where no number is possible; ``texts`` is None where any text is; ``states`` are the
    states that are possible beside them.
    """

    numbers: Interval | None = None
    flags: frozenset[bool] = frozenset()
    texts: frozenset[str] | None = frozenset()
    states: frozenset[PossibleState] = NOTHING

    def __contains__(self, value: Value) -> bool:
        """Return whether the exact *value* is one of those that are possible."""
        match value:
            case State(kind=kind):
                return kind in self.states
            case bool():
                return value in self.flags
            case str():
                return self.texts is None or value in self.texts
            case _:
                return self.numbers is not None and value in self.numbers

    @property
    def ordinary(self) -> bool:
        """Return whether a number, flag or text is possible."""
        return self.numbers is not None or bool(self.flags) or self.texts is None or bool(self.texts)


ANY_TEXT = Range(texts=None)
ANY_FLAG = Range(flags=frozenset((False, True)))


def of_numbers(numbers: Interval | None) -> Range:
    """Return the range of *numbers*."""
    return Range(numbers)


def of_flags(*, can_hold: bool, can_fail: bool) -> Range:
    """Return the range of a condition that can hold, can fail, or both."""
    return Range(flags=frozenset(flag for flag, possible in ((True, can_hold), (False, can_fail)) if possible))


def of_states(*states: PossibleState) -> Range:
    """Return the range in which only *states* are possible."""
    return Range(states=frozenset(states))


def of_value(value: Value) -> Range:
    """Return the range that holds the exact *value* only."""
    match value:
        case State(kind=kind):
            return of_states(kind)
        case bool():
            return Range(flags=frozenset((value,)))
        case str():
            return Range(texts=frozenset((value,)))
        case _:
            return Range(point(value))


def of_rule(rule: Rule) -> Range:
    """Return what a rule gives: a number, or a state."""
    return of_states(KIND_OF_RULE[rule]) if isinstance(rule, str) else Range(point(rule))


def joined(ranges: Iterable[Range]) -> Range:
    """Return what is possible in one of *ranges*."""
    found = list(ranges)
    if len(found) == 1:
        return found[0]
    texts = (
        None
        if any(range_.texts is None for range_ in found)
        else frozenset().union(*(one.texts or () for one in found))
    )
    return Range(
        hull(range_.numbers for range_ in found if range_.numbers is not None),
        frozenset[bool]().union(*(range_.flags for range_ in found)),
        texts,
        frozenset[PossibleState]().union(*(range_.states for range_ in found)),
    )


def states_of_strict(operands: Iterable[Range]) -> tuple[frozenset[PossibleState], bool]:
    """
    Return the states that an operator takes which has no business with states, and whether it may be ordinary.

    The worst state of the operands decides; an operand that cannot be ordinary rules out all that is better.
    """
    ranges = list(operands)
    states = frozenset[PossibleState]().union(*(range_.states for range_ in ranges))
    least = max(
        (min(map(_rank, range_.states)) for range_ in ranges if range_.states and not range_.ordinary), default=-1
    )
    return frozenset(state for state in states if _rank(state) >= least), all(range_.ordinary for range_ in ranges)


def _rank(state: PossibleState) -> int:
    return RANK[state]  # 'missing' never leaves the facts
