"""Changes of parts: terms, rows and components left out, put in the place of others, or weighted otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.auditing.recomputation import Instead
from lkjdsl.auditing.step_changes import Ground, StepChange
from lkjdsl.core.program import Pool, Rowwise, Step
from lkjdsl.domains.exact.domain import Columns, Exact
from lkjdsl.model.results import NodeAchievement, ObjectiveAchievement, OverallAchievement
from lkjdsl.numbers.rational import Number, compare
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.diagnostic import Word

MOST_TERMS = 6
MOST_PARTS = 12
MOST_ROWS = 60
WORDS = Words("auditing.causes")


def terms(ground: Ground) -> Iterator[StepChange]:
    """Yield terms of a sum left out: of those that are not 0, one, two and so on, down to the first alone."""
    for index, step in ground.steps("add"):
        there = [place for place, argument in enumerate(step.arguments) if (ground.number(argument) or (0, 1))[0] != 0]
        if step.origin.role != "formula" or len(there) > MOST_TERMS:
            continue
        for number in range(1, len(there)):
            for left_out in combinations(there, number):
                keep = tuple(place for place in range(len(step.arguments)) if place not in left_out)
                names = ", ".join(ground.name(step.arguments[place]) for place in left_out)
                words = {"terms": names, "node": step.origin.path}
                yield StepChange("term-left-out", words, {index: Instead(keep=keep)}, _around(ground, index))
    for index, step in ground.steps("subtract"):
        if step.origin.role == "formula":
            words = {"terms": ground.name(step.arguments[1]), "node": step.origin.path}
            yield StepChange("term-left-out", words, {index: Instead(argument=0)}, _around(ground, index))


def rows(ground: Ground) -> Iterator[StepChange]:
    """Yield sums and means over the rows of a table with one row left out."""
    for index, step in ground.steps("fold"):
        if not isinstance(step.setting, Rowwise):
            continue
        name = step.setting.rows
        columns = ground.facts.rows[name]
        arguments = [ground.base.values[argument] for argument in step.arguments]
        for row in range(columns.length) if 1 < columns.length <= MOST_ROWS else ():
            left = Columns(columns.length - 1, [[*column[:row], *column[row + 1 :]] for column in columns.values])
            facts = evolve(ground.facts, rows={**ground.facts.rows, name: left})
            value = Exact(facts, (), ground.base.values).apply(step, arguments)
            yield StepChange("row-left-out", {"row": row + 1, "rows": name}, {index: Instead(value=value)}, index)


def averages(ground: Ground) -> Iterator[StepChange]:
    """Yield the overall achievement averaged over indicators in the place of objectives, or the other way round."""
    index = ground.base.target
    step = ground.base.program.steps[index]
    if ground.ends.get(index) != OverallAchievement().path:
        return
    places = {path: place for place, path in ground.ends.items()}
    several = ground.definition.objectives.values()
    objectives = [ObjectiveAchievement(one).path for one in several if one.indicators]
    indicators = [NodeAchievement(ground.nodes[name]).path for one in several for name in one.indicators]
    for word, paths in ((WORDS["objectives"], objectives), (WORDS["indicators"], indicators)):
        values = [ground.base.values[places[path]] for path in paths if path in places]
        if len(values) == len(paths):
            value = ground.base.apply(step, values)
            yield StepChange("other-average", {"what": word}, {index: Instead(value=value)}, index)


def _around(ground: Ground, index: int) -> int:
    """Return the step that shows what a change inside it did: the quotient around a sum, else the sum."""
    for other, step in ground.steps("divide"):
        if index in step.arguments and step.origin.path == ground.base.program.steps[index].origin.path:
            return other
    return index


def weights(ground: Ground) -> Iterator[StepChange]:
    """Yield components left out, weights exchanged or all the same, in each weighted mean."""
    for index, step in ground.steps("weighted-mean", "mean"):
        places = range(len(step.arguments))
        if len(step.arguments) > MOST_PARTS or not isinstance(step.setting, Pool):
            continue
        given = step.setting.weights
        names = [ground.name(argument) for argument in _unconverted(ground, step)]
        for place in places if len(places) > 1 else ():
            keep = tuple(other for other in places if other != place)
            rest = None if given is None else tuple(given[other] for other in keep)
            without = Instead(step=evolve(step, setting=Pool(rest)), keep=keep)
            words: Mapping[str, Word] = {"component": names[place], "node": step.origin.path}
            yield StepChange("component-left-out", words, {index: without}, index)
        if given is None:
            continue
        for place in places:
            none = {step.arguments[place]: Instead(value=(0, 1))}
            yield StepChange("component-zero", {"component": names[place], "node": step.origin.path}, none, index)
        for one, other in combinations(places, 2):
            if compare(given[one], given[other]) != 0:
                swapped = list(given)
                swapped[one], swapped[other] = given[other], given[one]
                exchanged = Instead(step=evolve(step, setting=Pool(tuple(swapped))))
                words = {"one": names[one], "other": names[other], "node": step.origin.path}
                yield StepChange("weights-exchanged", words, {index: exchanged}, index)
        if len({(weight[0], weight[1]) for weight in given}) > 1:
            equal = Instead(step=evolve(step, setting=Pool(tuple((1, len(given)) for _ in given))))
            yield StepChange("equal-weights", {"node": step.origin.path}, {index: equal}, index)
        for one in places:
            for other in places:
                if one != other and ground.number(step.arguments[one]) != ground.number(step.arguments[other]):
                    keep = tuple(other if place == one else place for place in places)
                    twice = Instead(step=step, keep=keep)
                    words = {"one": names[other], "other": names[one], "node": step.origin.path}
                    yield StepChange("component-twice", words, {index: twice}, index)


def _unconverted(ground: Ground, step: Step) -> Sequence[int]:
    """Return the components behind the conversions to points."""
    steps = ground.base.program.steps
    return [
        steps[argument].arguments[0] if steps[argument].origin.role == "points" else argument
        for argument in step.arguments
    ]


def targets(ground: Ground, others: Sequence[tuple[str, Number]]) -> Iterator[StepChange]:
    """Yield another target in the place of the right one; *others* are the indicator's other targets."""
    index = ground.base.target
    step = ground.base.program.steps[index]
    if step.operator.name != "divide" or step.origin.role != "achievement":
        return
    for name, value in others:
        words = {"node": step.origin.path, "target": name}
        yield StepChange("other-target", words, {step.arguments[1]: Instead(value=value)}, index)
