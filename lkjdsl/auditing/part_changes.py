"""Changes of parts: terms, rows and components left out, put in the place of others, or weighted otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.auditing.recomputation import Replacement
from lkjdsl.auditing.step_changes import ChangeableResult, StepChange
from lkjdsl.core import operators
from lkjdsl.core.program import Pool, Program, Rowwise, Slot, Step, needed_steps
from lkjdsl.domains.exact.domain import Columns, Exact
from lkjdsl.model.results import NodeAchievement, ObjectiveAchievement, OverallAchievement
from lkjdsl.numbers.rational import Number, compare, sum_of
from lkjdsl.units import COUNT, RUPIAH
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.diagnostic import Word

MOST_TERMS = 6
MOST_PARTS = 12
MOST_ROWS = 60
SCALES = (5, 4, 10)
"""What indices are measured up to."""
WORDS = Words("auditing.causes")


def terms(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield terms of a sum left out: of those that are not 0, one, two and so on, down to the first alone."""
    for index, step in changeable.steps(operators.ADD):
        there = [
            place for place, argument in enumerate(step.arguments) if (changeable.number(argument) or (0, 1))[0] != 0
        ]
        if step.origin.role != "formula" or len(there) > MOST_TERMS:
            continue
        for number in range(1, len(there)):
            for left_out in combinations(there, number):
                keep = tuple(place for place in range(len(step.arguments)) if place not in left_out)
                names = ", ".join(changeable.name(step.arguments[place]) for place in left_out)
                words = {"terms": names, "node": step.origin.path}
                yield StepChange("term-left-out", words, {index: Replacement(keep=keep)}, _around(changeable, index))
    for index, step in changeable.steps(operators.SUBTRACT):
        if step.origin.role == "formula":
            words = {"terms": changeable.name(step.arguments[1]), "node": step.origin.path}
            yield StepChange("term-left-out", words, {index: Replacement(argument=0)}, _around(changeable, index))


def rows(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield sums and means over the rows of a table with one row left out."""
    for index, step in changeable.steps(operators.FOLD):
        if not isinstance(step.setting, Rowwise):
            continue
        name = step.setting.rows
        columns = changeable.facts.rows[name]
        arguments = [changeable.base.values[argument] for argument in step.arguments]
        for row in range(columns.length) if 1 < columns.length <= MOST_ROWS else ():
            left = Columns(columns.length - 1, [[*column[:row], *column[row + 1 :]] for column in columns.values])
            facts = evolve(changeable.facts, rows={**changeable.facts.rows, name: left})
            value = Exact(facts, (), changeable.base.values).apply(step, arguments)
            yield StepChange("row-left-out", {"row": row + 1, "rows": name}, {index: Replacement(value=value)}, index)


def averages(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield the overall achievement averaged over indicators in the place of objectives, or the other way round."""
    index = changeable.base.target
    step = changeable.base.program.steps[index]
    if changeable.ends.get(index) != OverallAchievement().path:
        return
    places = {path: place for place, path in changeable.ends.items()}
    several = changeable.definition.objectives.values()
    objectives = [ObjectiveAchievement(objective).path for objective in several if objective.indicators]
    indicators = [
        NodeAchievement(changeable.nodes[name]).path for objective in several for name in objective.indicators
    ]
    for word, paths in ((WORDS["objectives"], objectives), (WORDS["indicators"], indicators)):
        values = [changeable.base.values[places[path]] for path in paths if path in places]
        if len(values) == len(paths):
            value = changeable.base.apply(step, values)
            yield StepChange("other-average", {"what": word}, {index: Replacement(value=value)}, index)


def terms_put_in(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield quotients with a further input of the same group put into their numerator or their denominator."""
    program = changeable.base.program
    for index, step in changeable.steps(operators.DIVIDE):
        if step.origin.role != "formula":
            continue
        read = [_inputs_of(program, argument) for argument in step.arguments]
        groups = {path.partition(".")[0] for paths in read for path in paths}
        values = [changeable.base.values[argument] for argument in step.arguments]
        others = [
            (path, value)
            for (path, input_), value in zip(
                changeable.definition.inputs.items(), changeable.facts.inputs, strict=True
            )
            if path.partition(".")[0] in groups and input_.kind in (COUNT, RUPIAH)
            and isinstance(value, tuple) and value[0] != 0
        ]  # fmt: skip
        for place, part in enumerate(("numerator", "denominator")):
            for path, value in others if len(others) <= MOST_PARTS else ():
                before = values[place]
                if path not in read[place] and isinstance(before, tuple):
                    operands = [*values]
                    operands[place] = sum_of((before, value))
                    words: dict[str, Word] = {"term": path, "part": WORDS[part], "node": step.origin.path}
                    yield StepChange("term-put-in", words, {index: Replacement(operands=tuple(operands))}, index)


def _inputs_of(program: Program, index: int) -> set[str]:
    """Return the inputs that a step hangs on."""
    slots = (program.steps[needed_step].setting for needed_step in needed_steps(program, [index]))
    return {slot.path for slot in slots if isinstance(slot, Slot)}


def _around(changeable: ChangeableResult, index: int) -> int:
    """Return the step that shows what a change inside it did: the quotient around a sum, else the sum."""
    for other, step in changeable.steps(operators.DIVIDE):
        if index in step.arguments and step.origin.path == changeable.base.program.steps[index].origin.path:
            return other
    return index


def weights(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield components left out, weights exchanged or all the same, in each weighted mean."""
    for index, step in changeable.steps(operators.WEIGHTED_MEAN, operators.MEAN):
        places = range(len(step.arguments))
        if len(step.arguments) > MOST_PARTS or not isinstance(step.setting, Pool):
            continue
        given = step.setting.weights
        names = [changeable.name(argument) for argument in _unconverted(changeable, step)]
        for place in places if len(places) > 1 else ():
            keep = tuple(other for other in places if other != place)
            rest = None if given is None else tuple(given[other] for other in keep)
            without = Replacement(step=evolve(step, setting=Pool(rest)), keep=keep)
            words: Mapping[str, Word] = {"component": names[place], "node": step.origin.path}
            yield StepChange("component-left-out", words, {index: without}, index)
        if given is None:
            continue
        for place in places:
            none = {step.arguments[place]: Replacement(value=(0, 1))}
            yield StepChange("component-zero", {"component": names[place], "node": step.origin.path}, none, index)
        for one, other in combinations(places, 2):
            if compare(given[one], given[other]) != 0:
                swapped = list(given)
                swapped[one], swapped[other] = given[other], given[one]
                exchanged = Replacement(step=evolve(step, setting=Pool(tuple(swapped))))
                words = {"one": names[one], "other": names[other], "node": step.origin.path}
                yield StepChange("weights-exchanged", words, {index: exchanged}, index)
        if len({(weight[0], weight[1]) for weight in given}) > 1:
            equal = Replacement(step=evolve(step, setting=Pool(tuple((1, len(given)) for _ in given))))
            yield StepChange("equal-weights", {"node": step.origin.path}, {index: equal}, index)
        for one in places:
            for other in places:
                if one != other and changeable.number(step.arguments[one]) != changeable.number(step.arguments[other]):
                    keep = tuple(other if place == one else place for place in places)
                    twice = Replacement(step=step, keep=keep)
                    words = {"one": names[other], "other": names[one], "node": step.origin.path}
                    yield StepChange("component-twice", words, {index: twice}, index)


def _unconverted(changeable: ChangeableResult, step: Step) -> Sequence[int]:
    """Return the components behind the conversions to points."""
    steps = changeable.base.program.steps
    return [
        steps[argument].arguments[0] if steps[argument].origin.role == "points" else argument
        for argument in step.arguments
    ]


def scales(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield a result measured as a share of the scale of an index, in the place of the target."""
    index = changeable.base.target
    step = changeable.base.program.steps[index]
    if step.operator is not operators.DIVIDE or step.origin.role != "achievement":
        return
    for scale in SCALES:
        operands = (changeable.base.values[step.arguments[0]], (scale, 1))
        words: dict[str, Word] = {"node": step.origin.path, "scale": str(scale)}
        yield StepChange("share-of-scale", words, {index: Replacement(operands=operands)}, index)


def targets(changeable: ChangeableResult, others: Sequence[tuple[str, Number]]) -> Iterator[StepChange]:
    """Yield another target in the place of the right one; *others* are the indicator's other targets."""
    index = changeable.base.target
    step = changeable.base.program.steps[index]
    if step.operator is not operators.DIVIDE or step.origin.role != "achievement":
        return
    for name, value in others:
        words = {"node": step.origin.path, "target": name}
        yield StepChange("other-target", words, {step.arguments[1]: Replacement(value=value)}, index)
