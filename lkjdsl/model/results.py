"""
What an edition can be asked for: one record for each path, with what kind of result it is and how it is printed.

The kinds are closed. Each spells its own path, so that no other module puts one together or takes one apart; the only
text that is read is the address of a table's cell, since how many rows there are is said by the data. A kind has no
``repr``: that of its node is pages long, and making it costs time at the start.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, assert_never

from attrs import evolve, frozen

from lkjdsl.model.definition import Definition, Efficiency, Node, Objective, Table, TableColumn, digits_of
from lkjdsl.model.periods import YearSpan, without_span
from lkjdsl.numbers.rational import Rounding
from lkjdsl.units import COUNT, PERCENT, PLAIN, RATIO, RUPIAH, TEXT, Unit

PREVIOUS = "previous"
"""The name of the comparison with the result on the previous year's data."""
FundingAspect = Literal["budget", "absorbed", "absorption", "efficiency"]
OF_CONTRIBUTION = ".contribution"
"""How the path of a contribution ends."""
MOST_ROW_DIGITS = 7
"""Digits of a row's number in the address of a cell: more rows than ten million no report has."""


@frozen(eq=False, repr=False)
class NodeValue:
    """The result of an indicator or a component: ``IKK1``, ``IKK1.K1``."""

    node: Node

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return self.node.path


@frozen(eq=False, repr=False)
class NodeContribution:
    """What a component adds to the weighted mean that it is part of: ``IKK1.K1.contribution``."""

    node: Node
    whole: Node

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"{self.node.path}{OF_CONTRIBUTION}"


@frozen(eq=False, repr=False)
class NodeAchievement:
    """The achievement of an indicator against its target: ``IKK1.achievement``."""

    node: Node

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"{self.node.path}.achievement"


@frozen(eq=False, repr=False)
class ComparedAchievement:
    """The achievement of an indicator against another target, or the year before: ``IKK1.compare.RPJMN``."""

    node: Node
    name: str

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"{self.node.path}.compare.{self.name}"


@frozen(eq=False, repr=False)
class TargetValue:
    """What an achievement is measured against: ``IKK1.target``; ``upper`` is the upper end, ``IKK1.target.to``."""

    of: NodeAchievement | ComparedAchievement
    upper: bool = False

    @property
    def node(self) -> Node:
        """Return the indicator."""
        return self.of.node

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        owner = self.of.path if isinstance(self.of, ComparedAchievement) else self.of.node.path
        return f"{owner}.target.to" if self.upper else f"{owner}.target"


@frozen(eq=False, repr=False)
class ScaleLabel:
    """The label that a scale gives a result or an achievement: ``IKK1.scale``, ``IKK1.achievement.scale``."""

    of: NodeValue | NodeAchievement

    @property
    def node(self) -> Node:
        """Return the indicator or component."""
        return self.of.node

    @property
    def scale(self) -> str | None:
        """Return the name of the scale, None where the node has none for this."""
        return self.node.scale if isinstance(self.of, NodeValue) else self.node.achievement_scale

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"{self.of.path}.scale"


@frozen(eq=False, repr=False)
class ObjectiveAchievement:
    """The average achievement of the indicators of an objective: ``SK1.achievement``."""

    objective: Objective

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"{self.objective.path}.achievement"


@frozen(eq=False, repr=False)
class FundingFigure:
    """
    What an indicator or an objective was given and spent, and what came of it: ``SK1.budget``, ``SK1.efficiency``.

    Of the budget a share was absorbed, the ``absorption``; the efficiency sets the achievement against it.
    """

    owner: Node | Objective
    aspect: FundingAspect

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"{self.owner.path}.{self.aspect}"

    @property
    def achievement(self) -> NodeAchievement | ObjectiveAchievement:
        """Return the achievement that the efficiency is of."""
        if isinstance(self.owner, Node):
            return NodeAchievement(self.owner)
        return ObjectiveAchievement(self.owner)

    def beside(self, aspect: FundingAspect) -> "FundingFigure":
        """Return another figure of the same indicator or objective."""
        return FundingFigure(self.owner, aspect)


@frozen(eq=False, repr=False)
class OverallAchievement:
    """The average achievement of the whole edition: ``achievement``."""

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return "achievement"


EVERY_ROW = "*"
"""Stands in a path for the number of any row."""


@frozen(eq=False, repr=False)
class TableCellResult:
    """
    A cell of a report table in the line of a row, counted from 1: ``table.belanja.2.persen``.

    Row 0 stands for every row, with a path that nobody can ask for: ``table.belanja.*.persen``.
    """

    table: Table
    column: TableColumn
    row: int

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"table.{self.table.name}.{self.row or EVERY_ROW}.{self.column.name}"


@frozen(eq=False, repr=False)
class TableTotal:
    """A cell of a report table in the line of totals: ``table.belanja.total.persen``."""

    table: Table
    column: TableColumn

    @property
    def path(self) -> str:
        """Return the path that asks for it."""
        return f"table.{self.table.name}.total.{self.column.name}"


Achievement = NodeAchievement | ComparedAchievement
OfTarget = Achievement | TargetValue
OfNode = NodeValue | NodeContribution | Achievement | TargetValue | ScaleLabel
Average = ObjectiveAchievement | OverallAchievement
OfTable = TableCellResult | TableTotal
ResultKind = OfNode | Average | FundingFigure | OfTable


@frozen(eq=False)
class Output:
    """A result that can be asked for: what it is, and how it is printed; ``digits`` are the decimals in print."""

    path: str
    kind: ResultKind
    unit: Unit
    digits: int
    rounding: Rounding
    name: str
    span: YearSpan | None = None
    """The part of the year that it is of, where the path names one."""


def target_of(kind: ResultKind) -> TargetValue | None:
    """Return what a result is measured against: an achievement, or the indicator that it is of."""
    match kind:
        case NodeValue(node):
            return TargetValue(NodeAchievement(node))
        case NodeAchievement() | ComparedAchievement():
            return TargetValue(kind)
        case _:
            return None


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
        contributed = contributions_to(indicator) if definition.has_contributions else {}
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


def funding_figures(owner: Node | Objective) -> Iterator[FundingFigure]:
    """Yield what is known of the money of an indicator or an objective, by what the edition says of it."""
    funding = owner.funding
    if funding is None or funding.budget is None:
        return
    yield FundingFigure(owner, "budget")
    if funding.absorbed is not None:
        yield FundingFigure(owner, "absorbed")
        yield FundingFigure(owner, "absorption")
    if funding.efficiency is not None:
        yield FundingFigure(owner, "efficiency")


def contributions_to(indicator: Node) -> dict[str, NodeContribution]:
    """Return what each component of *indicator* contributes that is part of a weighted mean, by its path."""
    means = (node for node in indicator.walk() if node.is_weighted_mean)
    return {part.path: NodeContribution(part, node) for node in means for part in node.components}


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


def has_total(column: TableColumn) -> bool:
    """Return whether a column of a report table has a cell in the line of totals."""
    return column.total is not None or column.on_totals is not None


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
    found = outputs.get(path)
    if found is not None:
        return found
    cell = cell_at(definition, path)
    if cell is not None:
        return cell_output(cell, definition)
    contribution = _contribution_at(definition, path)
    if contribution is not None:
        return _output(contribution, path, definition)
    return _in_span(definition, outputs, path) if definition.periods and "@" in path else None


def _contribution_at(definition: Definition, path: str) -> NodeContribution | None:
    indicator = definition.indicators.get(path.partition(".")[0])
    if indicator is None or not path.endswith(OF_CONTRIBUTION):
        return None
    return contributions_to(indicator).get(path.removesuffix(OF_CONTRIBUTION))


def _in_span(definition: Definition, outputs: Mapping[str, Output], path: str) -> Output | None:
    """Return the record of a path such as ``IKK1@TW2.achievement``: the part of the year stands behind the name."""
    plain, span = without_span(path)
    if span is None or span.period not in definition.periods:
        return None
    found = output_at(definition, outputs, plain)
    if found is None or found.span is not None or path_in(found.kind, span) != path:
        return None
    return evolve(found, path=path, span=span)


def respelled(definition: Definition, outputs: Mapping[str, Output], path: str) -> str | None:
    """Return ``IKK1.K1@TW2`` for ``IKK1@TW2.K1``, where a part of the year stands in the wrong place; else None."""
    plain, span = without_span(path)
    if span is None or span.period not in definition.periods:
        return None
    found = output_at(definition, outputs, plain)
    return None if found is None or found.span is not None else path_in(found.kind, span)


def path_in(kind: ResultKind, span: YearSpan) -> str:
    """Return the path of a result in a part of the year: ``IKK1.K1@TW2``, ``table.belanja@..TW2.total.pagu``."""
    name = name_of(kind)
    return f"{name}{span.suffix}{kind.path.removeprefix(name)}"


def name_of(kind: ResultKind) -> str:
    """Return what a result is of, as its path begins: a node, an objective, a report table."""
    match kind:
        case ObjectiveAchievement(objective):
            return objective.path
        case OverallAchievement():
            return kind.path
        case FundingFigure(owner):
            return owner.path
        case TableCellResult(table) | TableTotal(table):
            return f"table.{table.name}"
        case _:
            return kind.node.path


def subject_of(outputs: Mapping[str, Output], path: str) -> str:
    """Return what a sentence about the result at *path* names: its indicator or objective, for all but a node."""
    output = outputs.get(path)
    match None if output is None else output.kind:
        case NodeAchievement(node):
            return node.path
        case ObjectiveAchievement(objective):
            return objective.path
        case FundingFigure(owner):
            return owner.path
        case _:
            return path
