"""Changes of rules: 0/0, caps, the way to measure an achievement, roundings on the way."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.auditing.recomputation import Instead
from lkjdsl.auditing.step_changes import Ground, StepChange
from lkjdsl.core import operators
from lkjdsl.core.program import Division, Origin, Rounds, Step
from lkjdsl.model.values import Rule
from lkjdsl.numbers.rational import Number, Rounding, compare
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.diagnostic import Word

ONE: Number = (1, 1)
MOST_DIGITS = 2
NOWHERE = Origin("", "audit")
WORDS = Words("auditing.zero-rules")
ZERO_RULES: Sequence[tuple[Rule, str]] = (((0, 1), "0"), (ONE, "100"), ("exclude", "exclude"))
"""Each with the key of its word."""


def rules(ground: Ground) -> Iterator[StepChange]:
    """Yield other rules for 0/0, caps left out or applied, another way to measure the achievement."""
    yield from _zero_rules(ground)
    yield from _caps(ground)
    yield from _polarities(ground)


def _zero_rules(ground: Ground) -> Iterator[StepChange]:
    zeros = []
    for index, step in ground.steps("divide"):
        left, right = (ground.number(argument) for argument in step.arguments)
        if step.origin.role == "formula" and left is not None and right is not None and left[0] == right[0] == 0:
            zeros.append((index, step))
    chosen = [zeros] if len(zeros) > 1 else []
    chosen += [[zero] for zero in zeros]
    for some in chosen:
        for rule, word in ZERO_RULES:
            changes = {}
            for index, step in some:
                assert isinstance(step.setting, Division)
                changes[index] = Instead(step=evolve(step, setting=evolve(step.setting, zero_over_zero=rule)))
            names = ", ".join(step.origin.path for _, step in some)
            yield Change("zero-rule", {"names": names, "rule": WORDS[word]}, changes, ground.base.target)


def _caps(ground: Ground) -> Iterator[StepChange]:
    for index, step in ground.steps("cap", "bound-below"):
        before, after = ground.number(step.arguments[0]), ground.number(index)
        if before is not None and after is not None and compare(before, after) != 0:
            yield StepChange("cap-left-out", {"node": step.origin.path}, {index: Instead(argument=0)}, index)
    for index in reversed(ground.base.cone):
        value, path = ground.number(index), ground.ends.get(index)
        if path is not None and value is not None and _is_percent(ground, path) and compare(value, ONE) > 0:
            cap = Step(operators.CAP, (), None, NOWHERE)
            words: dict[str, Word] = {"node": path, "cap": NumberWord(ONE, PERCENT)}
            yield StepChange("cap-applied", words, {index: Instead(after=((cap, (ONE,)),))}, index)


def _is_percent(ground: Ground, path: str) -> bool:
    node = ground.nodes.get(path)
    return node.unit == PERCENT if node is not None else path.endswith("achievement") or ".compare." in path


def _polarities(ground: Ground) -> Iterator[StepChange]:
    """Yield the quotient turned over; for an achievement also 2 less the quotient, as where less is better."""
    index = ground.base.target
    step = ground.base.program.steps[index]
    if step.operator.name != "divide":
        return
    turned = Instead(step=step, keep=(1, 0))
    yield StepChange("turned-over", {"node": step.origin.path}, {index: turned}, index)
    if step.origin.role == "achievement":
        less, minus = (Step(operator, (), None, NOWHERE) for operator in (operators.SUBTRACT, operators.NEGATE))
        inverse = Instead(after=((less, ((2, 1),)), (minus, ())))
        yield StepChange("polarity", {"node": step.origin.path}, {index: inverse}, index)


def roundings(ground: Ground) -> Iterator[StepChange]:
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
                    rounded = Step(operators.ROUND, (), Rounds(digits + more, mode), NOWHERE)
                    steps[index] = Instead(after=((rounded, ()),))
                kind = "rounded-first" if mode == "half-up" else "cut-off-first"
                yield StepChange(kind, {"names": names, "digits": digits}, steps, ground.base.target)
