"""Achievements, comparisons, targets, averages and ratings → sections."""

from collections.abc import Mapping, Sequence

from lkjdsl.core import operators
from lkjdsl.domains.typeset.tree import PathTree
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.definition import Node
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    Average,
    ComparedAchievement,
    NodeAchievement,
    ObjectiveAchievement,
    ScaleLabel,
    TargetValue,
)
from lkjdsl.render.explanation.components import parts
from lkjdsl.render.explanation.content import Line, Remark, ResultSection
from lkjdsl.render.explanation.context import ExplanationContext, is_state
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.range_targets import lines_of_branch, range_remark
from lkjdsl.render.explanation.remarks import endings, remarks
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.rule_list import rules_of_achievement
from lkjdsl.render.explanation.symbols import steps_of


def achievement_section(context: ExplanationContext, kind: Achievement) -> ResultSection:
    """Return the section of ``IKK1.achievement`` or ``IKK1.compare.X``."""
    results = context.outcome.program.results
    path, node = kind.path, kind.node
    compared = kind.name if isinstance(kind, ComparedAchievement) else ""
    goal, upper = TargetValue(kind).path, TargetValue(kind, upper=True).path
    special = {results[node.path]: context.say("symbol.result"), results[goal]: _aim(context, compared)}
    ends = [TargetValue(NodeAchievement(node), upper=upper).path for upper in (False, True)]
    for low, high in ((goal, upper), *([ends] if compared == PREVIOUS else [])):
        if high in results:
            of = "compared-target" if compared not in ("", PREVIOUS) else "target"
            special |= {
                results[low]: context.say(f"symbol.{of}-low", name=compared),
                results[high]: context.say(f"symbol.{of}-high", name=compared),
            }
    last = results[path]
    steps = steps_of(context, path, last, special)
    result = context.outcome.result(path, context.language)
    formula, _ = steps.peeled(last)
    formula = last if formula is None else formula  # where it is the result, which the data give
    positions = steps.positions(last) if last not in special else []
    left = PathTree(context.say("symbol.achievement"), path)
    name = context.say(f"name.{'compare' if compared else 'achievement'}", name=compared)
    target = node.compare.get(compared) if compared else node.target
    if compared == PREVIOUS:
        name = context.say("name.compare-previous")
    aimed = " – ".join(
        context.shown(context.outcome.result(one, context.language)) for one in (goal, upper) if one in results
    )
    rating = ScaleLabel(kind) if isinstance(kind, NodeAchievement) else None
    return ResultSection(
        path=path,
        symbol=left.text,
        name=name,
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        definition=_definition(context, node, [one for one in (goal, upper, ends[1]) if one in results]),
        lines=_lines(context, steps, left, formula, result),
        remarks=(
            *range_remark(context, kind),
            *remarks(context, steps, positions, result, node),
            *endings(context, result, rating),
        ),
        inputs=inputs(context, steps, [*positions, *_earlier(steps, results[goal])]),
        rules=tuple(rules_of_achievement(context, node, target, aimed, bounded=compared != PREVIOUS)),
        uses=tuple(_uses(context, steps, positions, {results[node.path]: node.path, results[goal]: goal})),
    )


def _definition(context: ExplanationContext, node: Node, targets: Sequence[str]) -> str:
    """Return how an achievement is measured against *targets*, the paths of one target or of the ends of a range."""
    if node.achievement is not None:
        return context.say("definition.own")
    sentences = [context.say(f"definition.{node.polarity}")]
    if node.polarity != "range" and len(targets) > 1:
        sentences.append(context.say("definition.in-range"))
    values = [context.outcome.values[context.outcome.program.results[path]] for path in targets]
    if any(isinstance(value, tuple) and value[0] < 0 for value in values):
        sentences.append(context.say("definition.below-zero"))
    return " ".join(sentences)


def _lines(
    context: ExplanationContext, steps: ResultSteps, left: PathTree, formula: int, result: Result
) -> tuple[Line, ...]:
    """Return the derivation of an achievement or a target; there is none where a part of a year has no target."""
    if result.is_not_measured:
        return ()
    if context.in_report and isinstance(result.value, tuple):
        return lines_of_branch(context, steps, left, formula, result)
    return tuple(
        Derivation(context, steps, left, formula, result).lines(put_in=not is_state(result.value, "no-target"))
    )


def _aim(context: ExplanationContext, compared: str) -> str:
    if compared == PREVIOUS:
        return context.say("symbol.earlier")
    return context.say("symbol.compared-target", name=compared) if compared else context.say("symbol.target")


def _uses(
    context: ExplanationContext, steps: ResultSteps, positions: Sequence[int], known: Mapping[int, str]
) -> list[str]:
    """Return the results that an achievement uses; a target that is a plain number explains itself."""
    paths = [*steps.used(positions)] if positions else list(known.values())
    program = context.outcome.program
    is_target = {path: isinstance(program.outputs[path].kind, TargetValue) for path in paths}
    return [path for path in paths if not is_target[path] or steps.step(program.results[path]).arguments]


def target_section(context: ExplanationContext, kind: TargetValue) -> ResultSection:
    """Return the section of a target that is worked out from inputs."""
    path = kind.path
    last = context.outcome.program.results[path]
    steps = steps_of(context, path, last, {})
    result = context.outcome.result(path, context.language)
    positions = steps.positions(last)
    left = PathTree(context.say("symbol.target"), path)
    return ResultSection(
        path=path,
        symbol=left.text,
        name=context.say("name.target"),
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        lines=_lines(context, steps, left, last, result),
        remarks=(*remarks(context, steps, positions, result, kind.node), *endings(context, result)),
        inputs=inputs(context, steps, positions),
        uses=tuple(steps.used(positions)),
    )


def average_section(context: ExplanationContext, kind: Average) -> ResultSection:
    """Return the section of the achievement of an objective, or of all."""
    definition, path = context.outcome.definition, kind.path
    last = context.outcome.program.results[path]
    steps = steps_of(context, path, last, {})
    result = context.outcome.result(path, context.language)
    objective = kind.objective if isinstance(kind, ObjectiveAchievement) else None
    symbol = context.say("symbol.achievement-of", name=objective.path) if objective else context.say("symbol.average")
    positions = steps.positions(last)
    rules: tuple[Remark, ...] = ()
    if objective is None and definition.average is not None:
        at = context.at_exactly(context.edition, ("rules", "average"))
        averaged = context.phrases[f"average.{definition.average}"]
        rules = (Remark("average", context.say("rule.average", value=averaged), (at,) if at else ()),)
    return ResultSection(
        path=path,
        symbol=symbol,
        name=objective.name if objective else context.say(f"name.average-{definition.average}"),
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        definition=context.phrases["definition.average"],
        lines=tuple(Derivation(context, steps, PathTree(symbol, path), last, result).lines()),
        remarks=(*remarks(context, steps, positions, result, None), *endings(context, result)),
        parts=parts(context, steps, None, last, result),
        rules=rules,
        uses=tuple(steps.used(positions)),
    )


def rating_section(context: ExplanationContext, kind: ScaleLabel) -> ResultSection:
    """Return the section of a rating on a scale."""
    path, of = kind.path, kind.of.path
    result = context.outcome.result(path, context.language)
    return ResultSection(
        path=path,
        symbol=context.say("symbol.rating-of", name=of),
        name=context.say("name.scale"),
        status=result.status,
        printed=context.shown(result),
        remarks=tuple(endings(context, result, kind)),
        uses=(of,),
    )


def _earlier(steps: ResultSteps, goal: int) -> list[int]:
    return [goal] if steps.step(goal).operator is operators.EARLIER else []
