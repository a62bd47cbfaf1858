"""
The record of each result of an edition: its kind, how it is printed, and which record a path asks for.

The only text that is read is the address of a table's cell, since how many rows there are is said by the data.
"""

from collections.abc import Iterator, Mapping
from typing import assert_never

from attrs import evolve

from lkjdsl.model.definition import Definition, Efficiency, Node, Table, digits_of
from lkjdsl.model.periods import without_span
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    Average,
    ComparedAchievement,
    FundingAspect,
    FundingFigure,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    OfNode,
    OfTable,
    Output,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
    contributions_in,
    funding_figures,
    has_total,
    path_in,
)
from lkjdsl.numbers.rational import Rounding
from lkjdsl.units import COUNT, PERCENT, PLAIN, RATIO, RUPIAH, TEXT, Unit

MOST_ROW_DIGITS = 7
"""Digits of a row's number in the address of a cell: more rows than ten million no report has."""


def outputs_of(definition: Definition) -> dict[str, Output]:
    """
    Return every result of *definition* by its path, in the order of the edition; those of report tables are apart.

    Among them are the upper ends of targets and the comparisons with the previous year, which not every year and not
    every data has: a program says which there are. Contributions are among them where the definition has them.
    """
    outputs = (_output(kind, kind.path, definition) for kind in _kinds(definition))
    return {output.path: output for output in outputs}


def _kinds(definition: Definition) -> Iterator[OfNode | Average | FundingFigure]:
    for indicator in definition.indicators.values():
        contributed = contributions_in(indicator.walk()) if definition.has_contributions else {}
        for node in indicator.walk():
            value = NodeValue(node)
            yield value
            if node.path in contributed:
                yield contributed[node.path]
            if node.scale is not None:
                yield ScaleLabel(value)
        achievement = NodeAchievement(indicator)
        yield achievement
        if indicator.achievement_scale is not None:
            yield ScaleLabel(achievement)
        achievements: list[Achievement] = [achievement]
        achievements += [ComparedAchievement(indicator, name) for name in (*indicator.compare, PREVIOUS)]
        yield from achievements[1:]
        for one in achievements:
            yield TargetValue(one)
            yield TargetValue(one, upper=True)
        yield from funding_figures(indicator)
    for objective in definition.objectives.values():
        yield ObjectiveAchievement(objective)
        yield from funding_figures(objective)
    if definition.average is not None:
        yield OverallAchievement()


def _output(kind: OfNode | Average | FundingFigure, path: str, definition: Definition) -> Output:
    match kind:
        case NodeValue(node):
            return Output(path, kind, node.unit, digits_of(node, definition), _rounding(node), node.name)
        case NodeContribution(node, whole):
            return Output(path, kind, whole.unit, digits_of(whole, definition), _rounding(whole), node.name)
        case TargetValue(of):
            node = of.node
            return Output(path, kind, node.unit, digits_of(node, definition), _rounding(node), node.name)
        case NodeAchievement(node) | ComparedAchievement(node):
            digits = achievement_digits(node, definition)
            return Output(path, kind, PERCENT, digits, _rounding(node), node.name)
        case ScaleLabel(of):
            return Output(path, kind, TEXT, 0, _rounding(of.node), of.node.name)
        case FundingFigure():
            return _of_funding(kind, definition)
        case ObjectiveAchievement(objective):
            name = objective.name
        case OverallAchievement():
            name = definition.title
        case _:
            assert_never(kind)
    rounding = definition.rules.rounding or "half-up"
    return Output(path, kind, PERCENT, achievement_digits(None, definition), rounding, name)


def _of_funding(kind: FundingFigure, definition: Definition) -> Output:
    owner, funding = kind.owner, kind.owner.funding
    node = owner if isinstance(owner, Node) else None
    rounding = definition.rules.rounding or "half-up" if node is None else _rounding(node)
    unit = funding_unit(kind.aspect, None if funding is None else funding.efficiency)
    digits = 0 if unit == RUPIAH else achievement_digits(node, definition)
    return Output(kind.path, kind, RATIO if unit == PLAIN else unit, digits, rounding, owner.name)


def funding_unit(aspect: FundingAspect, efficiency: Efficiency | None) -> Unit:
    """Return the unit of a figure of a budget; an efficiency is percentage points, or a plain quotient."""
    if aspect in ("budget", "absorbed"):
        return RUPIAH
    return PLAIN if aspect == "efficiency" and efficiency == "ratio" else PERCENT


def _rounding(node: Node) -> Rounding:
    return node.rules.rounding or "half-up"


def achievement_digits(node: Node | None, definition: Definition) -> int:
    """Return how many decimals an achievement is printed with: the node's or an ancestor's, else the edition's."""
    if node is not None and node.digits is not None:
        return node.digits
    return 2 if definition.rules.digits is None else definition.rules.digits


def cells_of(table: Table, length: int) -> Iterator[OfTable]:
    """Yield the cells of *table* for *length* rows of data, row by row, then the totals."""
    for row in range(1, length + 1):
        yield from (TableCellResult(table, column, row) for column in table.columns)
    yield from (TableTotal(table, column) for column in table.columns if has_total(column))


def cell_at(definition: Definition, path: str) -> OfTable | None:
    """Return the cell of a report table that *path* is the address of, in a row that the data may have; or None."""
    match path.split(".", 3):
        case ["table", name, row, column_name] if name in definition.tables:
            table = definition.tables[name]
            column = next((column for column in table.columns if column.name == column_name), None)
        case _:
            return None
    if column is None:
        return None
    if row == "total":
        return TableTotal(table, column) if has_total(column) else None
    is_number = row.isascii() and row.isdigit() and row[0] != "0" and len(row) <= MOST_ROW_DIGITS
    return TableCellResult(table, column, int(row)) if is_number else None


def cell_output(kind: OfTable, definition: Definition) -> Output:
    """Return how a cell of a report table is printed."""
    column = kind.column
    unit = COUNT if isinstance(kind, TableTotal) and column.total == "count" else column.unit
    own = 2 if definition.rules.digits is None else definition.rules.digits
    digits = column.digits if column.digits is not None else 0 if unit in (COUNT, RUPIAH) else own
    rounding = definition.rules.rounding or "half-up"
    return Output(kind.path, kind, RATIO if unit == PLAIN else unit, digits, rounding, column.title)


def output_at(definition: Definition, outputs: Mapping[str, Output], path: str) -> Output | None:
    """Return the record of *path*: among the *outputs* of an edition, a cell of a table, a contribution; or None."""
    output = outputs.get(path)
    if output is not None:
        return output
    cell = cell_at(definition, path)
    if cell is not None:
        return cell_output(cell, definition)
    if definition.periods and "@" in path:
        return _in_span(definition, outputs, path)
    contributions = contributions_in(definition.nodes()).values()
    return next(
        (_output(contribution, path, definition) for contribution in contributions if contribution.path == path), None
    )


def _in_span(definition: Definition, outputs: Mapping[str, Output], path: str) -> Output | None:
    """Return the record of a path such as ``IKK1@TW2.achievement``: the part of the year stands behind the name."""
    plain, span = without_span(path)
    if span is None or span.period not in definition.periods:
        return None
    output = output_at(definition, outputs, plain)
    if output is None or output.span is not None or path_in(output.kind, span) != path:
        return None
    return evolve(output, path=path, span=span)


def respelled(definition: Definition, outputs: Mapping[str, Output], path: str) -> str | None:
    """Return ``IKK1.K1@TW2`` for ``IKK1@TW2.K1``, where a part of the year stands in the wrong place; else None."""
    plain, span = without_span(path)
    if span is None or span.period not in definition.periods:
        return None
    output = output_at(definition, outputs, plain)
    return None if output is None or output.span is not None else path_in(output.kind, span)
