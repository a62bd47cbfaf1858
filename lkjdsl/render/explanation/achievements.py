"""Achievements, comparisons, targets, averages and ratings → sections."""

from collections.abc import Mapping, Sequence

from lkjdsl.domains.typeset.tree import Cell
from lkjdsl.model.definition import Node
from lkjdsl.render.explanation.components import parts
from lkjdsl.render.explanation.content import Remark, Section
from lkjdsl.render.explanation.context import Desk, is_state
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.remarks import endings, remarks
from lkjdsl.render.explanation.result_steps import Bench
from lkjdsl.render.explanation.rule_list import rules_of_achievement
from lkjdsl.render.explanation.symbols import bench_of


def achievement_section(desk: Desk, path: str, node: Node) -> Section:
    """Return the section of ``IKK1.achievement`` or ``IKK1.compare.X``."""
    results = desk.outcome.program.results
    _, _, aspect = path.partition(".")
    compared = aspect.removeprefix("compare.") if aspect != "achievement" else ""
    goal = f"{path if compared else node.path}.target"
    special = {results[node.path]: desk.say("symbol.result"), results[goal]: _aim(desk, compared)}
    if f"{goal}.to" in results:
        special |= {
            results[goal]: desk.say("symbol.target-low"),
            results[f"{goal}.to"]: desk.say("symbol.target-high"),
        }
    last = results[path]
    bench = bench_of(desk, path, last, special)
    result = desk.outcome.result(path, desk.language)
    formula, _ = bench.peeled(last)
    assert formula is not None
    own = bench.own(last) if last not in special else []
    left = Cell(desk.say("symbol.achievement"), path)
    name = desk.say(f"name.{'compare' if compared else 'achievement'}", name=compared)
    target = node.compare.get(compared) if compared else node.target
    if compared == "previous":
        name = desk.say("name.compare-previous")
    put_in = not is_state(result.value, "no-target")
    aimed = " – ".join(
        desk.shown(desk.outcome.result(one, desk.language)) for one in (goal, f"{goal}.to") if one in results
    )
    scale = node.achievement_scale if not compared else None
    return Section(
        path=path,
        symbol=left.text,
        name=name,
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        definition=desk.say(f"definition.{'own' if node.achievement is not None else node.polarity}"),
        lines=tuple(Derivation(desk, bench, left, formula, result).lines(put_in=put_in)),
        remarks=(*remarks(desk, bench, own, result, node), *endings(desk, result, scale, f"{path}.scale")),
        inputs=inputs(desk, bench, [*own, *_earlier(bench, results[goal])]),
        rules=tuple(rules_of_achievement(desk, node, target, aimed)),
        uses=tuple(_uses(desk, bench, own, {results[node.path]: node.path, results[goal]: goal})),
    )


def _aim(desk: Desk, compared: str) -> str:
    if compared == "previous":
        return desk.say("symbol.earlier")
    return desk.say("symbol.compared-target", name=compared) if compared else desk.say("symbol.target")


def _uses(desk: Desk, bench: Bench, own: Sequence[int], known: Mapping[int, str]) -> list[str]:
    """Return the results that an achievement uses; a target that is a plain number explains itself."""
    paths = [*bench.used(own)] if own else list(known.values())
    results = desk.outcome.program.results
    return [path for path in paths if ".target" not in path or bench.step(results[path]).arguments]


def target_section(desk: Desk, path: str) -> Section:
    """Return the section of a target that is worked out from inputs."""
    last = desk.outcome.program.results[path]
    bench = bench_of(desk, path, last, {})
    result = desk.outcome.result(path, desk.language)
    own = bench.own(last)
    left = Cell(desk.say("symbol.target"), path)
    return Section(
        path=path,
        symbol=left.text,
        name=desk.say("name.target"),
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        lines=tuple(Derivation(desk, bench, left, last, result).lines(put_in=not is_state(result.value, "no-target"))),
        remarks=(
            *remarks(desk, bench, own, result, desk.outcome.nodes[path.split(".", 1)[0]]),
            *endings(desk, result),
        ),
        inputs=inputs(desk, bench, own),
        uses=tuple(bench.used(own)),
    )


def average_section(desk: Desk, path: str) -> Section:
    """Return the section of the achievement of an objective, or of all."""
    definition = desk.outcome.definition
    last = desk.outcome.program.results[path]
    bench = bench_of(desk, path, last, {})
    result = desk.outcome.result(path, desk.language)
    objective = definition.objectives.get(path.split(".", 1)[0])
    symbol = desk.say("symbol.achievement-of", name=objective.path) if objective else desk.say("symbol.average")
    own = bench.own(last)
    rules: tuple[Remark, ...] = ()
    if objective is None and definition.average is not None:
        at = desk.at_exactly(desk.edition, ("rules", "average"))
        averaged = desk.phrases[f"average.{definition.average}"]
        rules = (Remark("average", desk.say("rule.average", value=averaged), (at,) if at else ()),)
    return Section(
        path=path,
        symbol=symbol,
        name=objective.name if objective else desk.say(f"name.average-{definition.average}"),
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        definition=desk.phrases["definition.average"],
        lines=tuple(Derivation(desk, bench, Cell(symbol, path), last, result).lines()),
        remarks=(*remarks(desk, bench, own, result, None), *endings(desk, result)),
        parts=parts(desk, bench, None, last, result),
        rules=rules,
        uses=tuple(bench.used(own)),
    )


def rating_section(desk: Desk, path: str) -> Section:
    """Return the section of a rating on a scale."""
    result = desk.outcome.result(path, desk.language)
    of = path.removesuffix(".scale")
    node = desk.outcome.nodes[path.split(".", 1)[0] if of.endswith(".achievement") else of]
    scale = node.achievement_scale if of.endswith(".achievement") else node.scale
    return Section(
        path=path,
        symbol=desk.say("symbol.rating-of", name=of),
        name=desk.say("name.scale"),
        status=result.status,
        printed=desk.shown(result),
        remarks=tuple(endings(desk, result, scale, path)),
        uses=(of,),
    )


def _earlier(bench: Bench, goal: int) -> list[int]:
    return [goal] if bench.step(goal).operator.name == "earlier" else []
