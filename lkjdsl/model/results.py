"""
What an edition can be asked for: the kinds of results, and what they are of.

The kinds are closed. Each spells its own path, so that no other module puts one together or takes one apart. A kind has
no ``repr``: that of its node is pages long, and making it costs time at the start.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import frozen

from lkjdsl.model.definition import Node, Objective, Table, TableColumn
from lkjdsl.model.periods import YearSpan
from lkjdsl.numbers.rational import Rounding
from lkjdsl.units import Unit

PREVIOUS = "previous"
"""The name of the comparison with the result on the previous year's data."""
FundingAspect = Literal["budget", "absorbed", "absorption", "efficiency"]


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
        return f"{self.node.path}.contribution"


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


def contributions_in(nodes: Iterable[Node]) -> dict[str, NodeContribution]:
    """Return what each component contributes that is part of a weighted mean among *nodes*, by the component's path."""
    means = (node for node in nodes if node.is_weighted_mean)
    return {part.path: NodeContribution(part, node) for node in means for part in node.components}


def has_total(column: TableColumn) -> bool:
    """Return whether a column of a report table has a cell in the line of totals."""
    return column.total is not None or column.on_totals is not None


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
