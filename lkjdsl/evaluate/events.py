"""
What the rules of an edition did to the numbers of an office: every step that did something.

Read off the values of the walk afterwards; nothing observes the walk itself.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from attrs import frozen

from lkjdsl.core import operators
from lkjdsl.core.pooling import shares
from lkjdsl.core.program import Division, Given, Origin, Pool, Program, Slot, Step
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Number, compare

EventKind = Literal[
    "zero-over-zero", "over-zero", "missing", "floor", "cap", "round", "given", "not-applicable", "points", "reweighted"
]
TELLING = frozenset((
    operators.DIVIDE, operators.INPUT, operators.PREVIOUS, operators.GIVEN, operators.CAP, operators.BOUND_BELOW,
    operators.ROUND, operators.APPLIES, operators.MULTIPLY,
))  # fmt: skip
"""The operators at which something may happen, beside weighted aggregates; most steps are passed by quickly."""


@frozen(eq=False)
class Event:
    """
    One step that did something: ``before`` and ``after`` are the values around it.

    ``kept`` gives, for a reweighted mean, the position of each argument with its weight before and after.
    """

    kind: EventKind
    index: int
    origin: Origin
    before: Value | None
    after: Value
    about: str = ""
    kept: tuple[tuple[int, Number, Number | None], ...] = ()


def events(program: Program, values: Sequence[Value], facts: Facts) -> Iterator[Event]:
    """Yield what happened at the steps of *program*, in their order."""
    for index, step in enumerate(program.steps):
        if step.operator not in TELLING and step.setting.__class__ is not Pool:
            continue
        if step.origin.role == "contribution":  # told of what it is part of
            continue
        event = _event(index, step, [values[argument] for argument in step.arguments], values[index], facts)
        if event is not None:
            yield event


def _event(index: int, step: Step, arguments: Sequence[Value], value: Value, facts: Facts) -> Event | None:
    setting: Any = step.setting
    match step.operator, setting:
        case operators.DIVIDE, Division():
            left, right = arguments
            if not (isinstance(left, tuple) and isinstance(right, tuple)) or right[0] != 0:
                return None
            return Event("over-zero" if left[0] else "zero-over-zero", index, step.origin, None, value)
        case (operators.INPUT | operators.PREVIOUS) as operator, Slot(index=slot, path=path):
            values: Sequence[Any] = facts.inputs if operator is operators.INPUT else facts.previous
            missing = not values or values[slot] is None
            return Event("missing", index, step.origin, None, value, path) if missing else None
        case operators.GIVEN, Given(path=path) if path in facts.given:
            return Event("given", index, step.origin, arguments[0] if arguments else None, value, path)
        case (operators.CAP | operators.BOUND_BELOW) as operator, _:
            if not _moved(arguments[0], value):
                return None
            return Event("cap" if operator is operators.CAP else "floor", index, step.origin, arguments[0], value)
        case operators.ROUND, _ if step.origin.role != "score":
            return Event("round", index, step.origin, arguments[0], value) if _moved(arguments[0], value) else None
        case operators.APPLIES, _:
            return Event("not-applicable", index, step.origin, arguments[1], value) if arguments[0] is False else None
        case operators.MULTIPLY, _ if step.origin.role == "points" and isinstance(value, tuple):
            return Event("points", index, step.origin, arguments[0], value)
        case _, Pool(weights=weights) if weights is not None and isinstance(value, tuple):
            return _reweighted(index, step, arguments, value, setting)
        case _:
            return None


def _moved(before: Value, after: Value) -> bool:
    return isinstance(before, tuple) and isinstance(after, tuple) and compare(before, after) != 0


def _reweighted(index: int, step: Step, arguments: Sequence[Value], value: Value, pool: Pool) -> Event | None:
    """Return the event of a weighted aggregate that lost some of its arguments, with the weights before and after."""
    if pool.weights is None or not any(isinstance(argument, State) for argument in arguments):
        return None
    kept = tuple(zip(step.arguments, pool.weights, shares(pool, arguments), strict=True))
    return Event("reweighted", index, step.origin, None, value, "", kept)
