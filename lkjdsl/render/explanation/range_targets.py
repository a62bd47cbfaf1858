"""An achievement whose target is a range: on which side of it the result is, and which quotient counts there."""

from lkjdsl.core import operators
from lkjdsl.domains.typeset.tree import EquationTree, PathTree, PrintedNumber
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.results import PREVIOUS, Achievement, ComparedAchievement, NodeAchievement, TargetValue
from lkjdsl.numbers.rational import compare
from lkjdsl.render.explanation.content import Line, Remark
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.figure_text import joined


def range_remark(context: ExplanationContext, kind: Achievement) -> tuple[Remark, ...]:
    """Return on which side of its target range a result is; nothing where the target is no range or has no number."""
    node, outcome = kind.node, context.outcome
    of = NodeAchievement(node) if isinstance(kind, ComparedAchievement) and kind.name == PREVIOUS else kind
    paths = [TargetValue(of, upper=upper).path for upper in (False, True)]
    if node.achievement is not None or paths[1] not in outcome.program.results:
        return ()
    ends = [outcome.result(path, context.language) for path in paths]
    held = outcome if of is not kind else outcome.at(kind.path)[0]  # a target of a period is held against that alone
    result = held.result(node.path, context.language)
    least, most, value = (one.value for one in (*ends, result))
    if not (isinstance(least, tuple) and isinstance(most, tuple) and isinstance(value, tuple)):
        return ()
    side = "below" if compare(value, least) < 0 else "above" if compare(value, most) > 0 else "inside"
    target = joined([context.shown(ends[0]), " – ", context.shown(ends[1])])
    aim = context.say(f"aim.{'earlier' if of is not kind else side}") if side != "inside" else ""
    end = ends[1] if side == "above" else ends[0]
    rounded = "-rounded" if side != "inside" and result.as_printed == end.as_printed else ""
    said = context.say(f"remark.range-{side}{rounded}", result=context.shown(result), target=target, aim=aim)
    return (Remark(f"range-{side}", said),)


def chosen_branch(steps: ResultSteps, index: int) -> int:
    """Return the step that counts of those that an achievement is chosen from, by the range or the sign of a target."""
    step = steps.step(index)
    while (
        step.operator is operators.CHOOSE and step.origin.span is None and step.origin.role in ("achievement", "sign")
    ):
        condition = steps.values[step.arguments[0]]
        if not isinstance(condition, bool):
            break
        index = step.arguments[1 if condition else 2]
        step = steps.step(index)
    return index


def lines_of_branch(
    context: ExplanationContext, steps: ResultSteps, left: PathTree, index: int, result: Result
) -> tuple[Line, ...]:
    """Return the derivation by the step that counts; 100% inside of a range is the result itself, without a formula."""
    branch = chosen_branch(steps, index)
    if steps.step(branch).operator is operators.CONSTANT and isinstance(steps.values[branch], tuple):
        end = PrintedNumber(context.printed(result.value, result), result.path)
        return (Line("result", EquationTree(left, end)),)
    return tuple(Derivation(context, steps, left, branch, result).lines())
