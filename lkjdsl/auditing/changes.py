"""What a planner may have done otherwise than the edition says, in the steps that a result hangs on."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import evolve, frozen

from lkjdsl.auditing.computation import amount
from lkjdsl.auditing.recomputing import Changes, Instead, Recomputation
from lkjdsl.core import operators
from lkjdsl.core.program import Division, Origin, Pool, Rounds, Slot, Step
from lkjdsl.diagnostic import Both, Language, Word
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.values import Rule
from lkjdsl.rational import Number, Rounding, compare
from lkjdsl.units import PERCENT, Unit
from lkjdsl.words import NumberWord

ONE: Number = (1, 1)
MOST_TERMS = 6
MOST_PARTS = 12
MOST_DIGITS = 2
NOWHERE = Origin("", "audit")
ZERO_RULES: Sequence[tuple[Rule, Both]] = (
    ((0, 1), Both("0", "0")),
    (ONE, Both("100%", "100%")),
    ("exclude", Both("left out", "tidak dihitung")),
)


@frozen(eq=False)
class Change:
    """
    One thing done otherwise: the kind of cause with the words of its sentence, and the steps it changes.

    ``at`` is the step whose computation shows it.
    """

    kind: str
    words: Mapping[str, Word]
    steps: Changes
    at: int


@frozen(eq=False)
class Ground:
    """What changes are made of: a result that can be worked out again, and the edition's nodes."""

    base: Recomputation
    definition: Definition
    nodes: Mapping[str, Node]
    ends: Mapping[int, str]
    """The path of each result by its step."""

    def number(self, index: int) -> Number | None:
        """Return the number at a step, or None where there is none."""
        value = self.base.values[index]
        return value if isinstance(value, tuple) else None

    def steps(self, *names: str) -> Iterator[tuple[int, Step]]:
        """Yield the steps of the cone with an operator of *names*, the nearest to the target first."""
        for index in reversed(self.base.cone):
            step = self.base.program.steps[index]
            if step.operator.name in names:
                yield index, step


def rules(ground: Ground) -> Iterator[Change]:
    """Yield other rules for 0/0, caps left out or applied, another way to measure the achievement."""
    yield from _zero_rules(ground)
    yield from _caps(ground)
    yield from _polarities(ground)


def _zero_rules(ground: Ground) -> Iterator[Change]:
    zeros = []
    for index, step in ground.steps("divide"):
        left, right = (ground.number(argument) for argument in step.arguments)
        if step.origin.role == "formula" and left is not None and right is not None and left[0] == right[0] == 0:
            zeros.append((index, step))
    chosen = [zeros] if len(zeros) > 1 else []
    chosen += [[one] for one in zeros]
    for some in chosen:
        for rule, word in ZERO_RULES:
            changes = {}
            for index, step in some:
                assert isinstance(step.setting, Division)
                changes[index] = Instead(step=evolve(step, setting=evolve(step.setting, zero_over_zero=rule)))
            names = ", ".join(step.origin.path for _, step in some)
            yield Change("zero-rule", {"names": names, "rule": word}, changes, some[0][0])


def _caps(ground: Ground) -> Iterator[Change]:
    for index, step in ground.steps("cap", "bound-below"):
        before, after = ground.number(step.arguments[0]), ground.number(index)
        if before is not None and after is not None and compare(before, after) != 0:
            yield Change("cap-left-out", {"node": step.origin.path}, {index: Instead(argument=0)}, index)
    for index in reversed(ground.base.cone):
        value, path = ground.number(index), ground.ends.get(index)
        if path is not None and value is not None and _is_percent(ground, path) and compare(value, ONE) > 0:
            cap = Step(operators.CAP, (), None, NOWHERE)
            words: dict[str, Word] = {"node": path, "cap": NumberWord(ONE, PERCENT)}
            yield Change("cap-applied", words, {index: Instead(after=((cap, (ONE,)),))}, index)


def _is_percent(ground: Ground, path: str) -> bool:
    node = ground.nodes.get(path)
    return node.unit == PERCENT if node is not None else path.endswith("achievement") or ".compare." in path


def _polarities(ground: Ground) -> Iterator[Change]:
    """Yield the quotient turned over; for an achievement also 2 less the quotient, as where less is better."""
    index = ground.base.target
    step = ground.base.program.steps[index]
    if step.operator.name != "divide":
        return
    turned = Instead(step=step, keep=(1, 0))
    yield Change("turned-over", {"node": step.origin.path}, {index: turned}, index)
    if step.origin.role == "achievement":
        less, minus = (Step(operator, (), None, NOWHERE) for operator in (operators.SUBTRACT, operators.NEGATE))
        inverse = Instead(after=((less, ((2, 1),)), (minus, ())))
        yield Change("polarity", {"node": step.origin.path}, {index: inverse}, index)


def roundings(ground: Ground) -> Iterator[Change]:
    """Yield results rounded or cut off before they were used: the components of a node together, then each alone."""
    inner = [index for index in ground.ends if index in set(ground.base.cone) and index != ground.base.target]
    inner.sort(reverse=True)
    groups: list[tuple[str, list[int]]] = []
    for path, node in ground.nodes.items():
        components = [
            index
            for index in inner
            if ground.ends[index].rpartition(".")[0] == path and ground.ends[index] in ground.nodes
        ]
        if len(components) > 1 and len(components) <= len(node.components):
            groups.append((", ".join(ground.ends[index] for index in sorted(components)), components))
    groups += [(ground.ends[index], [index]) for index in inner]
    modes: tuple[Rounding, ...] = ("half-up", "down")
    for mode in modes:
        for names, indices in groups:
            for digits in range(MOST_DIGITS + 1):
                steps: dict[int, Instead] = {}
                for index in indices:
                    more = 2 if _is_percent(ground, ground.ends[index]) else 0
                    rounds = Rounds(digits + more, mode)
                    steps[index] = Instead(after=((Step(operators.ROUND, (), rounds, NOWHERE), ()),))
                kind = "rounded-first" if mode == "half-up" else "cut-off-first"
                yield Change(kind, {"names": names, "digits": digits}, steps, ground.base.target)


def terms(ground: Ground) -> Iterator[Change]:
    """Yield terms of a sum left out: of those that are not 0, one, two and so on, down to the first alone."""
    for index, step in ground.steps("add"):
        there = [place for place, argument in enumerate(step.arguments) if (ground.number(argument) or (0, 1))[0] != 0]
        if step.origin.role != "formula" or len(there) > MOST_TERMS:
            continue
        for number in range(1, len(there)):
            for left_out in combinations(there, number):
                keep = tuple(place for place in range(len(step.arguments)) if place not in left_out)
                names = ", ".join(_name(ground, step.arguments[place]) for place in left_out)
                words = {"terms": names, "node": step.origin.path}
                yield Change("term-left-out", words, {index: Instead(keep=keep)}, _around(ground, index))
    for index, step in ground.steps("subtract"):
        if step.origin.role == "formula":
            words = {"terms": _name(ground, step.arguments[1]), "node": step.origin.path}
            yield Change("term-left-out", words, {index: Instead(argument=0)}, _around(ground, index))


def _around(ground: Ground, index: int) -> int:
    """Return the step that shows what a change inside it did: the quotient around a sum, else the sum."""
    for other, step in ground.steps("divide"):
        if index in step.arguments and step.origin.path == ground.base.program.steps[index].origin.path:
            return other
    return index


def _name(ground: Ground, index: int) -> str:
    step = ground.base.program.steps[index]
    if isinstance(step.setting, Slot):
        return step.setting.path
    formula, span = step.origin.formula, step.origin.span
    if index in ground.ends:
        return ground.ends[index]
    return (
        " ".join(formula.text[slice(*span)].split()) if formula is not None and span is not None else step.origin.path
    )


def weights(ground: Ground) -> Iterator[Change]:
    """Yield components left out, weights exchanged or all the same, in each weighted mean."""
    for index, step in ground.steps("weighted-mean", "mean"):
        places = range(len(step.arguments))
        if len(step.arguments) > MOST_PARTS or not isinstance(step.setting, Pool):
            continue
        given = step.setting.weights
        names = [_name(ground, argument) for argument in _unconverted(ground, step)]
        for place in places if len(places) > 1 else ():
            keep = tuple(other for other in places if other != place)
            rest = None if given is None else tuple(given[other] for other in keep)
            without = Instead(step=evolve(step, setting=Pool(rest)), keep=keep)
            words: Mapping[str, Word] = {"component": names[place], "node": step.origin.path}
            yield Change("component-left-out", words, {index: without}, index)
        if given is None:
            continue
        for place in places:
            none = {step.arguments[place]: Instead(value=(0, 1))}
            yield Change("component-zero", {"component": names[place], "node": step.origin.path}, none, index)
        for one, other in combinations(places, 2):
            if compare(given[one], given[other]) != 0:
                swapped = list(given)
                swapped[one], swapped[other] = given[other], given[one]
                exchanged = Instead(step=evolve(step, setting=Pool(tuple(swapped))))
                words = {"one": names[one], "other": names[other], "node": step.origin.path}
                yield Change("weights-exchanged", words, {index: exchanged}, index)
        if len({(weight[0], weight[1]) for weight in given}) > 1:
            equal = Instead(step=evolve(step, setting=Pool(tuple(ONE for _ in given))))
            yield Change("equal-weights", {"node": step.origin.path}, {index: equal}, index)
        for one in places:
            for other in places:
                if one != other and ground.number(step.arguments[one]) != ground.number(step.arguments[other]):
                    keep = tuple(other if place == one else place for place in places)
                    twice = Instead(step=step, keep=keep)
                    words = {"one": names[other], "other": names[one], "node": step.origin.path}
                    yield Change("component-twice", words, {index: twice}, index)


def _unconverted(ground: Ground, step: Step) -> Sequence[int]:
    """Return the components behind the conversions to points."""
    steps = ground.base.program.steps
    return [steps[one].arguments[0] if steps[one].origin.role == "points" else one for one in step.arguments]


def targets(ground: Ground, others: Sequence[tuple[str, Number]]) -> Iterator[Change]:
    """Yield another target in the place of the right one; *others* are the indicator's other targets."""
    index = ground.base.target
    step = ground.base.program.steps[index]
    if step.operator.name != "divide" or step.origin.role != "achievement":
        return
    for name, value in others:
        words = {"node": step.origin.path, "target": name}
        yield Change("other-target", words, {step.arguments[1]: Instead(value=value)}, index)


PrintedOperand = tuple[int, str, Number, Unit]
"""The step of an operand, its path, a number that is printed for it, and its unit."""
MOST_COMBINATIONS = 200


def given(ground: Ground, choices: Sequence[Sequence[PrintedOperand]]) -> Iterator[Change]:
    """
    Yield the result worked out from printed figures, with the fewest of them first.

    *choices* gives for each operand what is printed for it.
    """
    tried = 0
    for number in range(1, len(choices) + 1):
        for some in combinations(choices, number):
            for chosen in _each(some):
                tried += 1
                if tried > MOST_COMBINATIONS:
                    return
                steps = {index: Instead(value=value) for index, _, value, _ in chosen}
                yield Change("from-printed", {"figures": Figures(chosen)}, steps, ground.base.target)


def _each(some: Sequence[Sequence[PrintedOperand]]) -> Iterator[list[PrintedOperand]]:
    if not some:
        yield []
        return
    for rest in _each(some[1:]):
        for one in some[0]:
            yield [one, *rest]


@frozen(eq=False)
class Figures:
    """Printed figures as a word: ``IKK1 = 96,35``."""

    chosen: Sequence[PrintedOperand]

    def text(self, language: Language) -> str:
        """Return each path with its number."""
        return ", ".join(f"{path} = {amount(value, unit, language)}" for _, path, value, unit in self.chosen)
