"""
What a domain says of the operators: a table that has an answer for every one, so that none is ever guessed.

An answer is the domain's rule, or ``None`` where it declines: it has nothing to say about that operator, and says so
in its own values (nothing is known of the number, the row goes to the exact domain). A table that leaves an operator
out, or has it twice, cannot be imported.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Operator, SettingT, Step

RuleT = TypeVar("RuleT")
P = ParamSpec("P")
R = TypeVar("R")


class RulesError(TypeError):
    """A table of rules that does not answer for every operator exactly once."""


@overload
def rules(
    *entries: tuple[Operator, RuleT], over: Collection[Operator] = OPERATORS.values()
) -> Mapping[Operator, RuleT]: ...
@overload
def rules(
    *entries: tuple[Operator, RuleT], declines: Collection[Operator], over: Collection[Operator] = OPERATORS.values()
) -> Mapping[Operator, RuleT | None]: ...
def rules(
    *entries: tuple[Operator, RuleT],
    declines: Collection[Operator] = (),
    over: Collection[Operator] = OPERATORS.values(),
) -> Mapping[Operator, RuleT | None]:
    """
    Return the table of *entries* and of the operators that the domain *declines*.

    Raises RulesError where the two together are not exactly the operators *over* which the table is: all of the
    language, or a part of them that has a name, such as the aggregates over rows.
    """
    answered = Counter([operator.name for operator, _ in entries] + [operator.name for operator in declines])
    asked = [operator.name for operator in over]
    missing = [name for name in asked if name not in answered]
    twice = [name for name, count in answered.items() if count > 1]
    unknown = [name for name in answered if name not in asked]
    if missing or twice or unknown:
        faults = {"nothing is said of": missing, "more than one rule for": twice, "not asked for": unknown}
        raise RulesError("; ".join(f"{fault} {', '.join(names)}" for fault, names in faults.items() if names))
    return {**dict(entries), **dict.fromkeys(declines)}


def rule(
    operator: Operator[SettingT], function: Callable[Concatenate[Step[SettingT], P], R]
) -> tuple[Operator, Callable[Concatenate[Step[Any], P], R]]:
    """Return the entry of one operator: a *function* of its steps, of whose setting the type checker knows the kind."""
    return operator, function
