"""The four kinds of value (language.md section 4): a number, flag or text; or excluded, unavailable or invalid."""

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.numbers.rational import Number

StateKind = Literal["excluded", "unavailable", "invalid"]
RANK = {"excluded": 0, "unavailable": 1, "invalid": 2}


@frozen(cache_hash=True)  # reasons are told once each, wherever many values are brought together
class Reason:
    """Why a value is none: a code of the catalogue's reasons, and the path of the node, input or rows it arose at."""

    code: str
    where: str
    about: str = ""


@frozen
class State:
    """A value that is no number, with every reason that made it so."""

    kind: StateKind
    reasons: tuple[Reason, ...]


Value = Number | bool | str | State

Rule = Number | Literal["exclude", "unavailable", "error"]
"""What 0/0, x/0 or a missing input gives: a number, or a state."""

KIND_OF_RULE: dict[str, StateKind] = {"exclude": "excluded", "unavailable": "unavailable", "error": "invalid"}


def ruled(rule: Rule, reason: Reason) -> Number | State:
    """Return what *rule* gives in a case that *reason* describes."""
    return State(KIND_OF_RULE[rule], (reason,)) if isinstance(rule, str) else rule


def state(kind: StateKind, code: str, where: str, about: str = "") -> State:
    """Return a state with a single reason."""
    return State(kind, (Reason(code, where, about),))


def worst(values: Iterable[Value]) -> State | None:
    """Return the state that wins among *values*, with the reasons of all that have it; None where all are ordinary."""
    states = [value for value in values if isinstance(value, State)]
    return merged(states) if states else None


def merged(states: Sequence[State]) -> State:
    """Return the worst of *states*; reasons are told once each, in the order met."""
    first = states[0]
    if len(states) > 1:
        worst_kind = max([one.kind for one in states], key=RANK.__getitem__)
        winners = [one for one in states if one.kind == worst_kind]
        first = winners[0]
        if any(winner is not first for winner in winners):
            return State(first.kind, tuple(dict.fromkeys([reason for winner in winners for reason in winner.reasons])))
    return first
