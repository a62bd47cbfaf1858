"""Changes of rules: 0/0, caps, the way to measure an achievement, roundings on the way."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from lkjdsl.auditing.recomputation import Afterwards, Replacement
from lkjdsl.auditing.step_changes import ChangeableResult, StepChange
from lkjdsl.core import operators
from lkjdsl.core.program import Division, Origin, Rounds, Step
from lkjdsl.model.results import Achievement, TargetValue
from lkjdsl.model.values import Rule
from lkjdsl.numbers.rational import Number, Rounding, compare
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT, of_node
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
    return output is not None and output.unit == PERCENT and not _is_target(changeable, path)


def _is_target(changeable: ChangeableResult, path: str) -> bool:
    output = changeable.outputs.get(path)
    return output is not None and isinstance(output.kind, TargetValue)


def _polarities(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield a quotient turned over; of an achievement, the other ways to measure it, without its bounds."""
    index = changeable.base.target
    step = changeable.base.program.steps[index]
    output = changeable.outputs.get(changeable.ends.get(index, ""))
    if output is not None and isinstance(output.kind, Achievement) and output.kind.node.achievement is None:
        yield from _ways(changeable, output.kind, index)
    elif step.operator is operators.DIVIDE:
        turned = Replacement(step=step, keep=(1, 0))
        yield StepChange("turned-over", {"node": step.origin.path}, {index: turned}, index)


def _ways(changeable: ChangeableResult, kind: Achievement, index: int) -> Iterator[StepChange]:
    """Yield the result by its target, the target by the result, and 2 less the former, but for what is done anyway."""
    results = changeable.base.program.results
    paths = kind.node.path, TargetValue(kind).path
    result, target = (changeable.number(results[path]) if path in results else None for path in paths)
    if result is None or target is None or result[0] == 0 or target[0] == 0:
        return
    quotient = Step(operators.DIVIDE, (), Division("error", "error"), NOWHERE, of_node(kind.node.unit))
    less, minus = (Step(operator, (), None, NOWHERE) for operator in (operators.SUBTRACT, operators.NEGATE))
    plain, turned = (result, target), (target, result)
    inverse = ((less, ((2, 1),)), (minus, ()))
    ways: list[tuple[str, tuple[Number, ...], Afterwards]]
    match kind.node.polarity:
        case "minimize":
            ways = [("result-by-target", plain, ()), ("turned-over", turned, ())]
        case "minimize-inverse":
            ways = [("result-by-target", plain, ()), ("polarity", plain, inverse)]
        case _:
            ways = [("turned-over", turned, ()), ("polarity", plain, inverse)]
    for cause, operands, after in ways:
        instead = Replacement(step=quotient, operands=operands, after=after)
        yield StepChange(cause, {"node": paths[0]}, {index: instead}, index)


def roundings(changeable: ChangeableResult) -> Iterator[StepChange]:
    """Yield results rounded or cut off before they were used, but no targets: components together, then each alone."""
    cone = set(changeable.base.cone) - {changeable.base.target}
    inner = [index for index, path in changeable.ends.items() if index in cone and not _is_target(changeable, path)]
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
