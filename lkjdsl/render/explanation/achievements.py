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
from lkjdsl.render.explanation.remarks import endings, remarks
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.rule_list import rules_of_achievement
from lkjdsl.render.explanation.symbols import bench_of


def achievement_section(desk: ExplanationContext, kind: Achievement) -> ResultSection:
    """Return the section of ``IKK1.achievement`` or ``IKK1.compare.X``."""
    results = desk.outcome.program.results
    path, node = kind.path, kind.node
    compared = kind.name if isinstance(kind, ComparedAchievement) else ""
    goal, upper = TargetValue(kind).path, TargetValue(kind, upper=True).path
    special = {results[node.path]: desk.say("symbol.result"), results[goal]: _aim(desk, compared)}
    ends = [TargetValue(NodeAchievement(node), upper=upper).path for upper in (False, True)]
    for low, high in ((goal, upper), *([ends] if compared == PREVIOUS else [])):
        if high in results:
            special |= {results[low]: desk.say("symbol.target-low"), results[high]: desk.say("symbol.target-high")}
    last = results[path]
    bench = bench_of(desk, path, last, special)
    result = desk.outcome.result(path, desk.language)
    formula, _ = bench.peeled(last)
    formula = last if formula is None else formula  # where it is the result, which the data give
    own = bench.own(last) if last not in special else []
    left = PathTree(desk.say("symbol.achievement"), path)
    name = desk.say(f"name.{'compare' if compared else 'achievement'}", name=compared)
    target = node.compare.get(compared) if compared else node.target
    if compared == PREVIOUS:
        name = desk.say("name.compare-previous")
    aimed = " – ".join(desk.shown(desk.outcome.result(one, desk.language)) for one in (goal, upper) if one in results)
    rating = ScaleLabel(kind) if isinstance(kind, NodeAchievement) else None
    return ResultSection(
        path=path,
        symbol=left.text,
        name=name,
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        definition=_definition(desk, node, [one for one in (goal, upper, ends[1]) if one in results]),
        lines=_lines(desk, bench, left, formula, result),
        remarks=(*remarks(desk, bench, own, result, node), *endings(desk, result, rating)),
        inputs=inputs(desk, bench, [*own, *_earlier(bench, results[goal])]),
        rules=tuple(rules_of_achievement(desk, node, target, aimed, bounded=compared != PREVIOUS)),
        uses=tuple(_uses(desk, bench, own, {results[node.path]: node.path, results[goal]: goal})),
    )


def _definition(desk: ExplanationContext, node: Node, targets: Sequence[str]) -> str:
    """Return how an achievement is measured against *targets*, the paths of one target or of the ends of a range."""
    if node.achievement is not None:
        return desk.say("definition.own")
    sentences = [desk.say(f"definition.{node.polarity}")]
    if node.polarity != "range" and len(targets) > 1:
        sentences.append(desk.say("definition.in-range"))
    values = [desk.outcome.values[desk.outcome.program.results[path]] for path in targets]
    if any(isinstance(value, tuple) and value[0] < 0 for value in values):
        sentences.append(desk.say("definition.below-zero"))
    return " ".join(sentences)


def _lines(
    desk: ExplanationContext, bench: ResultSteps, left: PathTree, formula: int, result: Result
) -> tuple[Line, ...]:
    """Return the derivation of an achievement or a target; there is none where a part of a year has no target."""
    if result.is_not_measured:
        return ()
    return tuple(Derivation(desk, bench, left, formula, result).lines(put_in=not is_state(result.value, "no-target")))


def _aim(desk: ExplanationContext, compared: str) -> str:
    if compared == PREVIOUS:
        return desk.say("symbol.earlier")
    return desk.say("symbol.compared-target", name=compared) if compared else desk.say("symbol.target")


def _uses(desk: ExplanationContext, bench: ResultSteps, own: Sequence[int], known: Mapping[int, str]) -> list[str]:
    """Return the results that an achievement uses; a target that is a plain number explains itself."""
    paths = [*bench.used(own)] if own else list(known.values())
    program = desk.outcome.program
    is_target = {path: isinstance(program.outputs[path].kind, TargetValue) for path in paths}
    return [path for path in paths if not is_target[path] or bench.step(program.results[path]).arguments]


def target_section(desk: ExplanationContext, kind: TargetValue) -> ResultSection:
    """Return the section of a target that is worked out from inputs."""
    path = kind.path
    last = desk.outcome.program.results[path]
    bench = bench_of(desk, path, last, {})
    result = desk.outcome.result(path, desk.language)
    own = bench.own(last)
    left = PathTree(desk.say("symbol.target"), path)
    return ResultSection(
        path=path,
        symbol=left.text,
        name=desk.say("name.target"),
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        lines=_lines(desk, bench, left, last, result),
        remarks=(*remarks(desk, bench, own, result, kind.node), *endings(desk, result)),
        inputs=inputs(desk, bench, own),
        uses=tuple(bench.used(own)),
    )


def average_section(desk: ExplanationContext, kind: Average) -> ResultSection:
    """Return the section of the achievement of an objective, or of all."""
    definition, path = desk.outcome.definition, kind.path
    last = desk.outcome.program.results[path]
    bench = bench_of(desk, path, last, {})
    result = desk.outcome.result(path, desk.language)
    objective = kind.objective if isinstance(kind, ObjectiveAchievement) else None
    symbol = desk.say("symbol.achievement-of", name=objective.path) if objective else desk.say("symbol.average")
    own = bench.own(last)
    rules: tuple[Remark, ...] = ()
    if objective is None and definition.average is not None:
        at = desk.at_exactly(desk.edition, ("rules", "average"))
        averaged = desk.phrases[f"average.{definition.average}"]
        rules = (Remark("average", desk.say("rule.average", value=averaged), (at,) if at else ()),)
    return ResultSection(
        path=path,
        symbol=symbol,
        name=objective.name if objective else desk.say(f"name.average-{definition.average}"),
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        definition=desk.phrases["definition.average"],
        lines=tuple(Derivation(desk, bench, PathTree(symbol, path), last, result).lines()),
        remarks=(*remarks(desk, bench, own, result, None), *endings(desk, result)),
        parts=parts(desk, bench, None, last, result),
        rules=rules,
        uses=tuple(bench.used(own)),
    )


def rating_section(desk: ExplanationContext, kind: ScaleLabel) -> ResultSection:
    """Return the section of a rating on a scale."""
    path, of = kind.path, kind.of.path
    result = desk.outcome.result(path, desk.language)
    return ResultSection(
        path=path,
        symbol=desk.say("symbol.rating-of", name=of),
        name=desk.say("name.scale"),
        status=result.status,
        printed=desk.shown(result),
        remarks=tuple(endings(desk, result, kind)),
        uses=(of,),
    )


def _earlier(bench: ResultSteps, goal: int) -> list[int]:
    return [goal] if bench.step(goal).operator is operators.EARLIER else []
