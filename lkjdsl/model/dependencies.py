"""
What each result of an edition needs, and an order in which all can be worked out.

A key is a result's path, as in :class:`~lkjdsl.model.expressions.Reference`, or the condition of a node, which every
node below it needs too and no path asks for.
"""

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import frozen

from lkjdsl.model.definition import Definition, Node, Objective
from lkjdsl.model.expressions import Formula, Reference, walk
from lkjdsl.model.results import (
    PREVIOUS,
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    ObjectiveAchievement,
    OverallAchievement,
    TargetValue,
    contributions_in,
    funding_figures,
)


@frozen
class Condition:
    """Whether the node at the path ``node`` applies, those above it included."""

    node: str


DependencyKey = str | Condition
Graph = Mapping[DependencyKey, tuple[DependencyKey, ...]]


def dependencies(definition: Definition, *, earlier: bool = True) -> Graph:
    """
    Return the keys that each key needs directly.

    ``earlier``: with the comparisons with the previous year's results; without, only those that a formula names.
    """
    graph: dict[DependencyKey, tuple[DependencyKey, ...]] = {}
    for indicator in definition.indicators.values():
        _of_node(indicator, (), graph)
    named = {needed for several in graph.values() for needed in several}
    for indicator in definition.indicators.values():
        named |= set(_references(indicator.achievement))
    for table in definition.tables.values():
        for column in table.columns:
            named |= {*_references(column.formula), *_references(column.on_totals)}
    for constraint in definition.constraints.values():
        named |= set(_references(constraint))
    for indicator in definition.indicators.values():
        previous = ComparedAchievement(indicator, PREVIOUS).path
        _of_achievements(indicator, graph, earlier=earlier or previous in named)
        graph |= _of_funding(indicator)
        if definition.has_contributions:
            for contribution in contributions_in(indicator.walk()).values():
                graph[contribution.path] = tuple(part.path for part in contribution.whole.components)
        upper = TargetValue(NodeAchievement(indicator), upper=True).path
        if upper in named:
            graph[upper] = ()
    shares: list[DependencyKey] = []
    for objective in definition.objectives.values():
        key = ObjectiveAchievement(objective).path
        graph[key] = tuple(NodeAchievement(definition.indicators[name]).path for name in objective.indicators)
        graph |= _of_funding(objective)
        shares += [key] if definition.average == "objectives" else list(graph[key])
    if definition.average is not None:
        graph[OverallAchievement().path] = tuple(shares)
    return graph


def _of_node(
    top: Node, conditions: tuple[Condition, ...], graph: dict[DependencyKey, tuple[DependencyKey, ...]]
) -> None:
    waiting = [(top, conditions)]
    while waiting:
        node, above = waiting.pop()
        if node.applies_if is not None:
            key = Condition(node.path)
            graph[key] = (*above[-1:], *_references(node.applies_if))
            above = (*above, key)
        parts = tuple(component.path for component in node.components)
        graph[node.path] = (*above[-1:], *_references(node.formula), *parts)
        waiting.extend((component, above) for component in node.components)


def _of_achievements(indicator: Node, graph: dict[DependencyKey, tuple[DependencyKey, ...]], *, earlier: bool) -> None:
    achievement = NodeAchievement(indicator)
    target = TargetValue(achievement).path
    graph[target] = ()  # a target is worked out from inputs alone
    needed = (indicator.path, target, *_references(indicator.achievement))
    graph[achievement.path] = needed
    for name in (*indicator.compare, *([PREVIOUS] if earlier else [])):
        graph[ComparedAchievement(indicator, name).path] = needed


def _of_funding(owner: Node | Objective) -> Graph:
    return {figure.path: tuple(_needed(figure)) for figure in funding_figures(owner)}


def _needed(figure: FundingFigure) -> Iterable[str]:
    funding = figure.owner.funding
    assert funding is not None, "what has a figure has the funding that it is of"
    match figure.aspect:
        case "budget":
            return _references(funding.budget)
        case "absorbed":
            return _references(funding.absorbed)
        case "absorption":
            return figure.beside("absorbed").path, figure.beside("budget").path
        case "efficiency":
            return figure.achievement.path, figure.beside("absorption").path
        case _:
            assert_never(figure.aspect)


def _references(formula: Formula | None) -> Iterable[str]:
    if formula is None:
        return ()
    return dict.fromkeys(node.path for node in walk(formula.expression) if isinstance(node, Reference))


def ordered(graph: Graph) -> tuple[list[DependencyKey], list[DependencyKey]]:
    """
    Return the keys, each after what it needs, and a cycle.

    The cycle is empty when there is none; otherwise it is a list of keys, each needing the next and the
    last the first. Works for chains of any length: no recursion.
    """
    order: list[DependencyKey] = []
    settled: dict[DependencyKey, bool] = {}  # False while a key is on the way
    for start in graph:
        if start in settled:
            continue
        way = [start]
        settled[start] = False
        waiting = [iter(graph[start])]
        while waiting:
            for needed in waiting[-1]:
                if needed not in graph:
                    continue
                if needed not in settled:
                    settled[needed] = False
                    way.append(needed)
                    waiting.append(iter(graph[needed]))
                    break
                if not settled[needed]:
                    return order, way[way.index(needed) :]
            else:
                waiting.pop()
                key = way.pop()
                settled[key] = True
                order.append(key)
    return order, []
