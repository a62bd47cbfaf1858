"""What stands for a result inside the formula of another: ``K1``, ``Realisasi``, ``Capaian IKK2``; or its value."""

from collections.abc import Mapping
from typing import assert_never

from attrs import frozen

from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset.figures import Figures
from lkjdsl.domains.typeset.lettering import NameLettering
from lkjdsl.domains.typeset.shown_values import LineDetail, ShownValue
from lkjdsl.domains.typeset.tree import PathTree, Tree
from lkjdsl.model.results import (
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
)
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.units import INDEX


@frozen(eq=False)
class Symbols:
    """
    The cells of the formula of the result at ``path``, whose last step is ``last_step``.

    ``special`` names steps that have another name here than elsewhere.
    """

    context: ExplanationContext
    at: str
    last_step: int
    special: Mapping[int, str]

    def path(self, index: int) -> str | None:
        """Return the path of the result at the step *index*, None where the step belongs to this formula."""
        return None if index == self.last_step and index not in self.special else self.context.path_at.get(index)

    def name(self, index: int) -> Tree | None:
        """Return the symbol of a result."""
        path = self._shown_path(index)
        if path is None:
            return None
        above, _, last = path.rpartition(".")
        component = last if above == self.at and path in self.context.outcome.nodes else ""
        return PathTree(self.special.get(index) or component or symbol(self.context, path), path)

    def shown(self, index: int, detail: LineDetail) -> ShownValue | None:
        """Return the value of a result as it is printed; points for a component that enters as points."""
        path = self._shown_path(index)
        if path is None:
            return None
        context = self.context
        result = context.outcome.result(path, context.language)
        value = context.outcome.values[index]
        points = self._is_points(index) and isinstance(value, tuple)
        return context.shown_cell(value, result, detail, INDEX if points else result.unit)

    def _shown_path(self, index: int) -> str | None:
        """Return the path of what stands at *index*; of a component that is made points, that of the component."""
        return self.context.outcome.program.steps[index].origin.path if self._is_points(index) else self.path(index)

    def _is_points(self, index: int) -> bool:
        return self.context.outcome.program.steps[index].origin.role == "points"


def steps_of(context: ExplanationContext, path: str, last_step: int, special: Mapping[int, str]) -> ResultSteps:
    """
    Return the steps of a result whose last step is *last_step*.

    *special* names the steps that are called otherwise here than elsewhere: the actual value in an achievement.
    """
    outcome = context.outcome
    symbols = Symbols(context, path, last_step, special)
    exact = Exact(outcome.data.facts)
    names = NameLettering(outcome.definition, context.language, context.words, symbols.name)
    figures = Figures(exact, outcome.values, context.language, context.words, symbols.shown)
    return ResultSteps(outcome.program, outcome.values, exact, names, figures, symbols.path, context.happened)


def symbol(context: ExplanationContext, path: str) -> str:
    """Return what stands for the result at *path* in the formulas of others."""
    kind = context.outcome.output(path).kind
    match kind:
        case NodeAchievement(node) | ObjectiveAchievement(node):
            return context.say("symbol.achievement-of", name=node.path)
        case ComparedAchievement(node, name):
            return context.say("symbol.compared-of", **{"name": node.path, "with": name})
        case TargetValue(of, upper):
            if isinstance(of, ComparedAchievement):
                return symbol(context, of.path)
            return context.say("symbol.target-high-of" if upper else "symbol.target-of", name=of.node.path)
        case FundingFigure(owner, aspect):
            return context.say(f"symbol.{aspect}-of", name=owner.path)
        case OverallAchievement():
            return context.say("symbol.average")
        case NodeValue() | NodeContribution() | ScaleLabel() | TableCellResult() | TableTotal():
            return path
        case _:
            assert_never(kind)
