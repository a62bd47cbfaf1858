"""Results → sections: nodes with their components, achievements, averages, ratings."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from lkjdsl.domains.exact import Exact
from lkjdsl.domains.lettering import Figures, Names
from lkjdsl.domains.notation import Cell
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.definition import Node
from lkjdsl.model.values import State
from lkjdsl.render.explanation.bench import Bench
from lkjdsl.render.explanation.cells import cell_section
from lkjdsl.render.explanation.desk import Desk, is_state
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.model import Remark, Section
from lkjdsl.render.explanation.parts import parts
from lkjdsl.render.explanation.remarks import remarks
from lkjdsl.render.explanation.rules import rules_of_achievement, rules_of_node
from lkjdsl.render.explanation.symbols import Symbols


@frozen(eq=False)
class Maker:
    """Makes the sections of the results of an outcome."""

    desk: Desk

    def section(self, path: str) -> Section:
        """Return the section of the result at *path*."""
        if path.startswith("table."):
            return cell_section(self.desk, path)
        if path in self.desk.outcome.nodes:
            return self.node(self.desk.outcome.nodes[path])
        if path.endswith(".scale"):
            return self.rating(path)
        if path.endswith((".target", ".target.to")):
            return self.target(path)
        first = path.split(".", 1)[0]
        if first in self.desk.outcome.definition.indicators:
            return self.achievement(path, self.desk.outcome.nodes[first])
        return self.average(path)

    def bench(self, path: str, own: int, special: Mapping[int, str]) -> Bench:
        """
        Return the bench for a result whose last step is *own*.

        *special* names the steps that are called otherwise here than elsewhere: the actual value in an achievement.
        """
        desk = self.desk
        outcome = desk.outcome
        symbols = Symbols(desk, path, own, special)
        exact = Exact(outcome.data.facts)
        names = Names(outcome.definition, desk.language, desk.words, symbols.name)
        figures = Figures(exact, outcome.values, desk.language, desk.words, symbols.figure)
        return Bench(outcome.program, outcome.values, exact, names, figures, symbols.path, desk.happened)

    def node(self, node: Node) -> Section:
        """Return the section of an indicator or component, with those of its components."""
        desk = self.desk
        result = desk.outcome.result(node.path, desk.language)
        last = desk.outcome.program.results[node.path]
        bench = self.bench(node.path, last, {})
        formula, after = bench.peeled(last)
        given = node.path in desk.outcome.data.facts.given
        applies = not _not_applicable(bench, after)
        own = bench.own(last) if applies else _only_conditions(bench, after)
        left = Cell(node.path.rpartition(".")[2], node.path)
        counts = applies and (formula is None or not given or not isinstance(bench.values[formula], State))
        lines = () if formula is None else tuple(Derivation(desk, bench, left, formula, result).lines(put_in=counts))
        deciding = own if counts else sorted({*_only_conditions(bench, after), *after})
        told = list(remarks(desk, bench, deciding, result, node))
        return Section(
            path=node.path,
            symbol=left.text,
            name=node.name,
            status=result.status,
            printed=desk.shown(result),
            exact=desk.exact(result),
            definition=node.definition or ("" if formula is not None else desk.phrases["definition.given-only"]),
            lines=lines,
            remarks=(
                *told,
                *self._without_weight(node, counts=counts),
                *self._ends(result, node.scale, f"{node.path}.scale", applies=applies),
            ),
            parts=parts(desk, bench, node, formula, result) if applies else (),
            inputs=inputs(desk, bench, own if counts else _only_conditions(bench, after)),
            rules=tuple(rules_of_node(desk, node, list(bench.events(own if counts else ())))),
            basis=node.basis,
            note=node.note,
            sections=tuple(map(self.node, node.components)) if counts else (),
            uses=tuple(path for path in bench.used(own) if not path.startswith(f"{node.path}.")) if counts else (),
        )

    def _without_weight(self, node: Node, *, counts: bool) -> list[Remark]:
        """Return the remark that names the components of weight 0."""
        names = [one.path.rpartition(".")[2] for one in node.components if one.weight is not None and not one.weight[0]]
        if not names or not counts:
            return []
        return [Remark("no-weight", self.desk.say("remark.no-weight", names=", ".join(names)))]

    def achievement(self, path: str, node: Node) -> Section:
        """Return the section of ``IKK1.achievement`` or ``IKK1.compare.X``."""
        desk = self.desk
        results = desk.outcome.program.results
        _, _, aspect = path.partition(".")
        compared = aspect.removeprefix("compare.") if aspect != "achievement" else ""
        goal = f"{path if compared else node.path}.target"
        special = {results[node.path]: desk.say("symbol.result"), results[goal]: self._aim(compared)}
        if f"{goal}.to" in results:
            special |= {
                results[goal]: desk.say("symbol.target-low"),
                results[f"{goal}.to"]: desk.say("symbol.target-high"),
            }
        last = results[path]
        bench = self.bench(path, last, special)
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
            remarks=(*remarks(desk, bench, own, result, node), *self._ends(result, scale, f"{path}.scale")),
            inputs=inputs(desk, bench, [*own, *_earlier(bench, results[goal])]),
            rules=tuple(rules_of_achievement(desk, node, target, aimed)),
            uses=tuple(self._uses(bench, own, {results[node.path]: node.path, results[goal]: goal})),
        )

    def _aim(self, compared: str) -> str:
        if compared == "previous":
            return self.desk.say("symbol.earlier")
        return self.desk.say("symbol.compared-target", name=compared) if compared else self.desk.say("symbol.target")

    def _uses(self, bench: Bench, own: Sequence[int], known: Mapping[int, str]) -> list[str]:
        """Return the results that an achievement uses; a target that is a plain number explains itself."""
        paths = [*bench.used(own)] if own else list(known.values())
        results = self.desk.outcome.program.results
        return [path for path in paths if ".target" not in path or bench.step(results[path]).arguments]

    def target(self, path: str) -> Section:
        """Return the section of a target that is worked out from inputs."""
        desk = self.desk
        last = desk.outcome.program.results[path]
        bench = self.bench(path, last, {})
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
            lines=tuple(
                Derivation(desk, bench, left, last, result).lines(put_in=not is_state(result.value, "no-target"))
            ),
            remarks=(
                *remarks(desk, bench, own, result, desk.outcome.nodes[path.split(".", 1)[0]]),
                *self._ends(result),
            ),
            inputs=inputs(desk, bench, own),
            uses=tuple(bench.used(own)),
        )

    def average(self, path: str) -> Section:
        """Return the section of the achievement of an objective, or of all."""
        desk = self.desk
        definition = desk.outcome.definition
        last = desk.outcome.program.results[path]
        bench = self.bench(path, last, {})
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
            remarks=(*remarks(desk, bench, own, result, None), *self._ends(result)),
            parts=parts(desk, bench, None, last, result),
            rules=rules,
            uses=tuple(bench.used(own)),
        )

    def rating(self, path: str) -> Section:
        """Return the section of a rating on a scale."""
        desk = self.desk
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
            remarks=tuple(self._ends(result, scale, path)),
            uses=(of,),
        )

    def _ends(self, result: Result, scale: str | None = None, path: str = "", *, applies: bool = True) -> list[Remark]:
        """Return the last remarks of a section: the rating, or why there is no result."""
        desk = self.desk
        found = []
        if scale is not None and applies:
            label = desk.shown(desk.outcome.result(path, desk.language))
            place = desk.outcome.definition.scales[scale].place
            found.append(Remark("scale", desk.say("remark.scale", scale=scale, label=label), desk.at(place)))
        if result.status in ("unavailable", "invalid"):
            found.append(Remark("no-result", desk.say("remark.no-result", reason=result.reason or "")))
        return found


def _not_applicable(bench: Bench, after: Sequence[int]) -> bool:
    return any(
        bench.step(index).operator.name == "applies" and bench.values[bench.step(index).arguments[0]] is False
        for index in after
    )


def _only_conditions(bench: Bench, after: Sequence[int]) -> list[int]:
    """Return the steps that decide whether a node applies, and the one that says so."""
    deciding = [index for index in after if bench.step(index).operator.name == "applies"]
    found = [one for index in deciding for one in bench.own(bench.step(index).arguments[0])]
    return sorted({*found, *deciding})


def _earlier(bench: Bench, goal: int) -> list[int]:
    return [goal] if bench.step(goal).operator.name == "earlier" else []
