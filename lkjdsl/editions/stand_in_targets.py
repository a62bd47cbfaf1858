"""The targets of one year in the place of those of another: what a new year asks for, held against known figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.syntax.extending import ExtendedTables


@frozen
class StandIn:
    """The year whose targets are held against the figures of another, and the indicators that have none for it."""

    year: int
    without: Sequence[str] = ()


def with_targets_of(written: ExtendedTables, year: int, of: int) -> tuple[ExtendedTables, StandIn]:
    """
    Return an edition whose targets and comparisons of *year* are those *of* another.

    An indicator without any for that year keeps its own, and is named.
    """
    tables = written.tables.get("indicator", {})
    nodes = {name: _node(node, str(year), str(of)) for name, node in tables.items()}
    without = [name for name, node in tables.items() if _is_without(node, str(of))]
    return evolve(written, tables={**written.tables, "indicator": nodes}), StandIn(of, without)


def _is_without(node: Any, of: str) -> bool:
    goal = node.get("target") if isinstance(node, Mapping) else None
    return isinstance(goal, Mapping) and of not in goal


def _node(node: Any, year: str, of: str) -> Any:
    if not isinstance(node, Mapping):
        return node
    moved = {"target": _goal(node["target"], year, of)} if "target" in node else {}
    compare = node.get("compare")
    if isinstance(compare, Mapping):
        moved["compare"] = {name: _goal(goal, year, of) for name, goal in compare.items()}
    return {**node, **moved}


def _goal(goal: Any, year: str, of: str) -> Any:
    """Return what is aimed at, year by year as it is stated; a goal for all years stays."""
    return {**goal, year: goal[of]} if isinstance(goal, Mapping) and of in goal else goal
