"""The four kinds of value (language.md section 4): a number, flag or text; or excluded, unavailable or invalid."""

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.rational import Number

Kind = Literal["excluded", "unavailable", "invalid"]
RANK = {"excluded": 0, "unavailable": 1, "invalid": 2}


@frozen
class Reason:
    """Why a value is none: a code of the catalogue's reasons, and the path of the node, input or rows it arose at."""

    code: str
    where: str
    about: str = ""


@frozen
class State:
    """A value that is no number, with every reason that made it so."""

    kind: Kind
    reasons: tuple[Reason, ...]


Value = Number | bool | str | State

Rule = Number | Literal["exclude", "unavailable", "error"]
"""What 0/0, x/0 or a missing input gives: a number, or a state."""

KIND_OF_RULE: dict[str, Kind] = {"exclude": "excluded", "unavailable": "unavailable", "error": "invalid"}


def ruled(rule: Rule, reason: Reason) -> Number | State:
    """Return what *rule* gives in a case that *reason* describes."""
    return State(KIND_OF_RULE[rule], (reason,)) if isinstance(rule, str) else rule


def state(kind: Kind, code: str, where: str, about: str = "") -> State:
    """Return a state with a single reason."""
    return State(kind, (Reason(code, where, about),))


def worst(values: Iterable[Value]) -> State | None:
    """Return the state that wins among *values*, with the reasons of all that have it; None where all are ordinary."""
    states = [value for value in values if isinstance(value, State)]
    if not states:
        return None
    if len(states) == 1:
        return states[0]
    return merged(states)


def merged(states: Sequence[State]) -> State:
    """Return the worst of *states*; reasons are told once each, in the order met."""
    rank = max(RANK[one.kind] for one in states)
    winners = [one for one in states if RANK[one.kind] == rank]
    if all(one is winners[0] for one in winners):
        return winners[0]
    return State(winners[0].kind, tuple(dict.fromkeys(reason for one in winners for reason in one.reasons)))
