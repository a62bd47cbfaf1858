"""
Which results a change is made in: those whose own making differs, not all that follow from them.

The results are those that :mod:`lkjdsl.model.dependencies` has keys for.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, assert_never

from attrs import frozen

from lkjdsl.editions.changes import Change
from lkjdsl.editions.edits import value_at
from lkjdsl.model.dependencies import Condition, DependencyKey
from lkjdsl.model.results import (
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    Output,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
)

INHERITED = ("zero_over_zero", "over_zero", "missing", "rounding")
OF_ACHIEVEMENT = ("target", "compare", "polarity", "achievement", "achievement_cap", "achievement_floor")

OF_FUNDING = ("budget", "absorbed", "efficiency")

OVER, ROUND = "/", "round"

_WORD = re.compile(r"[A-Za-z]\w*(?:\s*\.\s*\w+)*")
_MAKING = ("formula", "applies_if", "target", "compare", "achievement", "budget", "absorbed")


@frozen
class ResultAspect:
    """A result: the node it belongs to (``IKK1.K1``, or empty for an average), and what it is of that node."""

    node: str
    aspect: Literal["applies", "average", "objective", "achievement", "funding", "value"]

    @classmethod
    def of(cls, key: DependencyKey, outputs: Mapping[str, Output]) -> "ResultAspect":
        """Return the node and the aspect of *key*, one of *outputs* or a condition."""
        if isinstance(key, Condition):
            return cls(key.node, "applies")
        kind = outputs[key].kind
        match kind:
            case OverallAchievement():
                return cls("", "average")
            case ObjectiveAchievement():
                return cls("", "objective")
            case NodeAchievement(node) | ComparedAchievement(node):
                return cls(node.path, "achievement")
            case FundingFigure(owner):
                return cls(owner.path, "funding")
            case TargetValue(of):
                return cls(of.node.path, "achievement")
            case NodeValue(node):
                return cls(node.path, "value")
            case (
                NodeContribution() | ScaleLabel() | TableCellResult() | TableTotal()
            ):  # nothing is worked out from these
                raise KeyError(key)
            case _:
                assert_never(kind)


def concerns(change: Change, key: ResultAspect, names: frozenset[str]) -> bool:
    """Return whether *change* is made in the result *key*, whose formulas use *names*."""
    attribute = change.key.partition(" ")[0]
    match change.path[0] if change.path else "":
        case "indicator":
            node = ".".join(map(str, change.path[1:]))
            return _of_node(node, attribute, key) and (attribute not in INHERITED or _is_felt(attribute, names))
        case "objective":
            return attribute in OF_FUNDING and key == ResultAspect(str(change.path[1]), "funding")
        case "rules":
            return _of_rules(attribute, key) and (attribute not in INHERITED or _is_felt(attribute, names))
        case "input" | "rows" | "constant":
            return ".".join(map(str, change.path[1:])) in names
        case _:
            return False


def _of_node(node: str, attribute: str, key: ResultAspect) -> bool:
    here, parent = key.node == node, key.node == node.rpartition(".")[0] and key.aspect == "value"
    below = here or key.node.startswith(f"{node}.")
    averages = key.aspect in ("objective", "average")
    if attribute == "weight":
        return parent
    if attribute == "objective":
        return averages
    if attribute in OF_ACHIEVEMENT:
        return here and key.aspect == "achievement"
    if attribute in OF_FUNDING:
        return here and key.aspect == "funding"
    if attribute in (*INHERITED, "applies_if"):
        return below
    if attribute == "unit":
        return here or parent
    if not attribute:
        return below or parent or (averages and "." not in node)
    return here and key.aspect == "value"


def _of_rules(attribute: str, key: ResultAspect) -> bool:
    if attribute == "average":
        return key.aspect == "average"
    if attribute in OF_ACHIEVEMENT:
        return key.aspect == "achievement"
    return attribute in INHERITED and key.node != ""


def _is_felt(rule: str, names: frozenset[str]) -> bool:
    """Return whether a rule has anything to say where formulas use *names*."""
    match rule:
        case "zero_over_zero" | "over_zero":
            return OVER in names
        case "rounding":
            return ROUND in names
        case _:
            return True


def names_of(node: str, *tables: Mapping[str, Any]) -> frozenset[str]:
    """
    Return the names, and their first parts, that make the results of *node* in any of *tables*.

    Among them are OVER where something is divided and ROUND where something is rounded.
    """
    names: set[str] = set()
    for one in tables:
        table = value_at(one, ("indicator", *node.split("."))) or value_at(one, ("objective", node))
        if not isinstance(table, Mapping):
            continue
        names |= {ROUND} if ROUND in table else set()
        waiting = [table.get(key) for key in _MAKING]
        while waiting:
            value = waiting.pop()
            if isinstance(value, str):
                names.update("".join(word.split()) for word in _WORD.findall(value))
                names |= {OVER} if "/" in value or "÷" in value else set()
                names |= {ROUND} if ROUND in value.casefold() else set()
            elif isinstance(value, Mapping):
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)
    return frozenset(names | {name.partition(".")[0] for name in names})
