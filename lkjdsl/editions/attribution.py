"""How much of the change of each result each change of the edition makes: parts that add up exactly."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from lkjdsl.domains.exact.domain import Facts
from lkjdsl.editions.changed_results import ResultAspect, concerns, names_of
from lkjdsl.editions.changes import Change
from lkjdsl.editions.coalitions import Bits, Coalitions, Variant
from lkjdsl.editions.edits import variant
from lkjdsl.editions.players import Player, background, players_of
from lkjdsl.editions.shapley import shares
from lkjdsl.evaluate.checked_edition import CheckedEdition, DataSource
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.lower.single_results import SingleResults
from lkjdsl.model.dependencies import DependencyKey, Graph, dependencies, ordered
from lkjdsl.model.outputs import outputs_of
from lkjdsl.model.periods import YearSpan
from lkjdsl.numbers.rational import Number, compare, reduced, sum_of
from lkjdsl.syntax.extending import ExtendedTables

Datas = DataSource | Sequence[DataSource]
"""The data of a whole year, or those of its periods."""
COMMON = 3
"""A change made in more results than this is taken for one of many corners."""
HEAPS = 6
"""Groups of indicators that are told apart where all of them are too many."""
BY_NODE, BY_COMPONENT, BY_INDICATOR = 99, 3, 2
"""How much of the path of what is changed makes a group."""


@frozen(eq=False)
class ComputedEdition:
    """An edition as written and as checked, with its results for the data."""

    written: ExtendedTables
    edition: CheckedEdition
    outcome: Outcome


@frozen(eq=False)
class Contribution:
    """What changes, made together, add to a result, in its unit."""

    changes: tuple[Change, ...]
    amount: Number


def attributed(
    old: ComputedEdition, new: ComputedEdition, changes: Sequence[Change], data: Datas, wanted: Sequence[str]
) -> dict[str, list[Contribution]]:
    """
    Return the parts of the results at the paths *wanted*, which are numbers under both editions.

    A part is the Shapley value of a change; changes that cannot be made without each other, or are too many, make
    one part together.
    """
    players = players_of(changes)
    coalitions = _coalitions(old, new, changes, players, data)
    if coalitions is None:
        parts = {path: [Contribution(_near(old, new, players, path), _difference(old, new, path))] for path in wanted}
    else:
        parts = {path: _parts(coalitions, players, path, _difference(old, new, path)) for path in wanted}
    year = new.outcome.data.year
    return {path: [_of_year(part, year) for part in contributions] for path, contributions in parts.items()}


def _of_year(part: Contribution, year: int) -> Contribution:
    """Return *part* without the changes that are made with the others, but do nothing to results of *year*."""
    acting = tuple(change for change in part.changes if change.acts_in(year))
    return evolve(part, changes=acting or part.changes)


def _difference(old: ComputedEdition, new: ComputedEdition, path: str) -> Number:
    before, after = (side.outcome.values[side.outcome.program.results[path]] for side in (old, new))
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    return reduced((after[0] * before[1] - before[0] * after[1], before[1] * after[1]))


def _parts(coalitions: Coalitions, players: Sequence[Player], path: str, total: Number) -> list[Contribution]:
    """Return the parts of *path*, the changes grouped as finely as every group leaves an edition and a number."""
    for level in range(coalitions.level(path), len(coalitions.levels)):
        blocks = coalitions.blocks(path, level)
        try:
            amounts = shares(blocks, lambda bits: _worth(coalitions, path, bits))
        except _NoNumberError:
            continue
        if compare(sum_of(amounts), total) == 0:
            summands = [
                Contribution(_changes(players, block), amount) for block, amount in zip(blocks, amounts, strict=True)
            ]
            return [part for part in summands if part.amount[0]]
    return [Contribution(_changes(players, coalitions.levels[-1][0]), total)]


class _NoNumberError(Exception):
    pass


def _worth(coalitions: Coalitions, path: str, bits: Bits) -> Number:
    value = coalitions.value(path, bits)
    if isinstance(value, tuple):
        return value
    raise _NoNumberError


def _changes(players: Sequence[Player], bits: Bits) -> tuple[Change, ...]:
    return tuple(change for index, player in enumerate(players) if bits >> index & 1 for change in player.changes)


def _coalitions(
    old: ComputedEdition, new: ComputedEdition, changes: Sequence[Change], players: Sequence[Player], data: Datas
) -> Coalitions | None:
    """Return the worked out coalitions, or None where the two editions cannot be mixed."""
    year, span = new.outcome.data.year, new.outcome.data.span
    behind = background(changes)

    def make(bits: Bits) -> Variant | None:
        edits = [edit for index, player in enumerate(players) if bits >> index & 1 for edit in player.edits]
        edition, _ = variant(old.written, [*behind, *edits])
        if edition is None:
            return None
        several = edition.read_all(data)
        whole = several[0] if span is None else edition.year([evolve(data, year=year) for data in several]).data
        return _variant(edition, whole.facts, year, span)

    graph = _united(*(dependencies(side.edition.definition, earlier=False) for side in (old, new)))
    order, cycle = ordered(graph)
    if cycle or any(_is_of_periods(side.edition) for side in (old, new)):
        return None
    local = _local(graph, players, old, new)
    counts = [sum(bits >> index & 1 for bits in local.values()) for index in range(len(players))]
    coalitions = Coalitions(
        graph=graph,
        local=local,
        known={key: old.outcome.values[index] for key, index in old.outcome.program.results.items()},
        levels=_levels(players),
        common=sum(1 << index for index, count in enumerate(counts) if count > COMMON),
        make=make,
        variants={
            0: _variant(old.edition, old.outcome.data.facts, year, span),
            (1 << len(players)) - 1: _variant(new.edition, new.outcome.data.facts, year, span),
        },
    )
    coalitions.work_out(order)
    return coalitions


def _near(old: ComputedEdition, new: ComputedEdition, players: Sequence[Player], path: str) -> tuple[Change, ...]:
    """Return the changes made in the result at *path* or in what it needs, where none can be told from another."""
    graph = _united(*(dependencies(side.edition.definition, earlier=False) for side in (old, new)))
    local = _local(graph, players, old, new)
    seen: set[DependencyKey] = {path}
    waiting: list[DependencyKey] = [path]
    bits = 0
    while waiting:
        key = waiting.pop()
        bits |= local.get(key, 0)
        needs = set(graph.get(key, ())) - seen
        seen |= needs
        waiting += needs
    return _changes(players, bits or (1 << len(players)) - 1)


def _variant(edition: CheckedEdition, facts: Facts, year: int, span: YearSpan | None) -> Variant:
    return Variant(edition, facts, SingleResults.made_of(edition.definition, year, span))


def _is_of_periods(edition: CheckedEdition) -> bool:
    """Return whether achievements are those of periods by themselves, which no part of a year alone works out."""
    return any(node.target_of == "period" for node in edition.indicators.values())


def _united(old: Graph, new: Graph) -> Graph:
    return {key: tuple(dict.fromkeys((*old.get(key, ()), *new.get(key, ())))) for key in {**old, **new}}


def _local(
    graph: Graph, players: Sequence[Player], old: ComputedEdition, new: ComputedEdition
) -> dict[DependencyKey, Bits]:
    """Return, for each key, the players whose changes are made in it."""
    outputs = {**outputs_of(old.edition.definition), **outputs_of(new.edition.definition)}
    tables = (old.written.tables, new.written.tables)
    amounts = {}
    for key in graph:
        parts = ResultAspect.of(key, outputs)
        names = names_of(parts.node, *tables) if parts.node else frozenset()
        amounts[key] = sum(
            1 << index
            for index, player in enumerate(players)
            if any(concerns(change, parts, names) for change in player.changes)
        )
    return amounts


def _levels(players: Sequence[Player]) -> list[list[Bits]]:
    """Return ever coarser partitions of *players*: each alone, by node, component, indicator, in a few heaps, all."""
    levels = [[1 << index for index, _ in enumerate(players)]]
    for length in (BY_NODE, BY_COMPONENT, BY_INDICATOR):
        groups: dict[Any, Bits] = {}
        for index, player in enumerate(players):
            place = player.changes[0].path[:length]
            groups[place] = groups.get(place, 0) | 1 << index
        levels.append(list(groups.values()))
    size = max(1, -(-len(levels[-1]) // HEAPS))
    levels.append([sum(levels[-1][start : start + size]) for start in range(0, len(levels[-1]), size)])
    levels.append([(1 << len(players)) - 1])
    return levels
