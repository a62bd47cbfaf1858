"""The targets of one year in the place of those of another: what a new year asks for, held against known figures."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from lkjdsl.syntax.extending import ExtendedTables

TARGETS = ("target", "compare")


def with_targets_of(written: ExtendedTables, year: int, of: int) -> ExtendedTables:
    """Return an edition whose targets and comparisons of *year* are those *of* another; none where that has none."""
    nodes = {name: _node(node, str(year), str(of)) for name, node in written.tables.get("indicator", {}).items()}
    return evolve(written, tables={**written.tables, "indicator": nodes})


def _node(node: Any, year: str, of: str) -> Any:
    if not isinstance(node, Mapping):
        return node
    compare = node.get("compare", {})
    stated = {"target": node["target"]} if "target" in node else {}
    moved = {key: one for key, goal in stated.items() if (one := _goal(goal, year, of)) is not None}
    if isinstance(compare, Mapping) and compare:
        goals = {name: one for name, goal in compare.items() if (one := _goal(goal, year, of)) is not None}
        moved |= {"compare": goals} if goals else {}
    return {**{key: value for key, value in node.items() if key not in TARGETS}, **moved}


def _goal(goal: Any, year: str, of: str) -> Any:
    """Return what is aimed at in *year*, year by year as it is stated; a goal for all years stays."""
    if not isinstance(goal, Mapping):
        return goal
    others = {key: value for key, value in goal.items() if key != year}
    return {**others, year: goal[of]} if of in goal else others or None
