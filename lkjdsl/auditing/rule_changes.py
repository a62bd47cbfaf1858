"""Changes of rules: 0/0, caps, the way to measure an achievement, roundings on the way."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.auditing.recomputation import Replacement
from lkjdsl.auditing.step_changes import ChangeableResult, StepChange
from lkjdsl.core import operators
from lkjdsl.core.program import Division, Origin, Rounds, Step
from lkjdsl.model.results import TargetValue
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


def rules(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield other rules for 0/0, caps left out or applied, another way to measure the achievement."""
    yield from _zero_rules(changeable)
    yield from _caps(changeable)
    yield from _polarities(changeable)


def _zero_rules(changeable: ChangeableResult) -> Iterator[StepChange]:
    zeros = []
    for index, step in changeable.steps(operators.DIVIDE):
        left, right = (changeable.number(argument) for argument in step.arguments)
        if step.origin.role == "formula" and left is not None and right is not None and left[0] == right[0] == 0:
            zeros.append((index, step))
    chosen = [zeros] if len(zeros) > 1 else []
    chosen += [[zero] for zero in zeros]
    for some in chosen:
        for rule, word in ZERO_RULES:
            changes = {}
            for index, step in some:
                assert isinstance(step.setting, Division)
                changes[index] = Replacement(step=evolve(step, setting=evolve(step.setting, zero_over_zero=rule)))
            names = ", ".join(step.origin.path for _, step in some)
            yield StepChange("zero-rule", {"names": names, "rule": WORDS[word]}, changes, changeable.base.target)


def _caps(changeable: ChangeableResult) -> Iterator[StepChange]:
    for index, step in changeable.steps(operators.CAP, operators.BOUND_BELOW):
        before, after = changeable.number(step.arguments[0]), changeable.number(index)
        if before is not None and after is not None and compare(before, after) != 0:
            yield StepChange("cap-left-out", {"node": step.origin.path}, {index: Replacement(argument=0)}, index)
    for index in reversed(changeable.base.cone):
        value, path = changeable.number(index), changeable.ends.get(index)
        if path is not None and value is not None and _is_percent(changeable, path) and compare(value, ONE) > 0:
            cap = Step(operators.CAP, (), None, NOWHERE)
            words: dict[str, Word] = {"node": path, "cap": NumberWord(ONE, PERCENT)}
            yield StepChange("cap-applied", words, {index: Replacement(after=((cap, (ONE,)),))}, index)


def _is_percent(changeable: ChangeableResult, path: str) -> bool:
    """Return whether a result is a percentage of its own; targets are what they are."""
    output = changeable.outputs.get(path)
    return output is not None and output.unit == PERCENT and not isinstance(output.kind, TargetValue)


def _polarities(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield the quotient turned over; for an achievement also 2 less the quotient, as where less is better."""
    index = changeable.base.target
    step = changeable.base.program.steps[index]
    if step.operator is not operators.DIVIDE:
        return
    turned = Replacement(step=step, keep=(1, 0))
    yield StepChange("turned-over", {"node": step.origin.path}, {index: turned}, index)
    if step.origin.role == "achievement":
        less, minus = (Step(operator, (), None, NOWHERE) for operator in (operators.SUBTRACT, operators.NEGATE))
        inverse = Replacement(after=((less, ((2, 1),)), (minus, ())))
        yield StepChange("polarity", {"node": step.origin.path}, {index: inverse}, index)


def roundings(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield results rounded or cut off before they were used: the components of a node together, then each alone."""
    inner = [
        index for index in changeable.ends if index in set(changeable.base.cone) and index != changeable.base.target
    ]
    inner.sort(reverse=True)
    groups: list[tuple[str, list[int]]] = []
    for path, node in changeable.nodes.items():
        components = [
            index
            for index in inner
            if changeable.ends[index].rpartition(".")[0] == path and changeable.ends[index] in changeable.nodes
        ]
        if len(components) > 1 and len(components) <= len(node.components):
            groups.append((", ".join(changeable.ends[index] for index in sorted(components)), components))
    groups += [(changeable.ends[index], [index]) for index in inner]
    modes: tuple[Rounding, ...] = ("half-up", "down")
    for mode in modes:
        for names, indices in groups:
            for digits in range(MOST_DIGITS + 1):
                steps: dict[int, Replacement] = {}
                for index in indices:
                    more = 2 if _is_percent(changeable, changeable.ends[index]) else 0
                    rounded = Step(operators.ROUND, (), Rounds(digits + more, mode), NOWHERE)
                    steps[index] = Replacement(after=((rounded, ()),))
                kind = "rounded-first" if mode == "half-up" else "cut-off-first"
                yield StepChange(kind, {"names": names, "digits": digits}, steps, changeable.base.target)
