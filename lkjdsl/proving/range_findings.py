"""Findings about what results may be: components out of 0–100, denominators of 0, targets and caps out of reach."""

from collections.abc import Iterator

from lkjdsl.core import operators
from lkjdsl.core.program import Division, Step
from lkjdsl.diagnostic import Word, problem
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import InputReference
from lkjdsl.model.results import ComparedAchievement, NodeAchievement, TargetValue
from lkjdsl.numbers.intervals import ZERO, Interval, intersection
from lkjdsl.numbers.rational import compare
from lkjdsl.proving.assumptions import is_given
from lkjdsl.proving.finding import Finding, number, place_of
from lkjdsl.proving.proofs import Proofs
from lkjdsl.proving.witness import WitnessSearch, below_zero, exceeds
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import INDEX, PERCENT

TOPS = {PERCENT: (1, 1), INDEX: (100, 1)}
"""The highest value that a component of a unit should have."""


def bounds(proofs: Proofs, search: WitnessSearch) -> Iterator[Finding]:
    """Yield what can be said of the ranges of all nodes."""
    for indicator in proofs.definition.indicators.values():
        for node in indicator.walk():
            if node.unit in TOPS and not _is_consequence(proofs, node):
                yield from _component(proofs, search, node)
            yield from _cap(proofs, node)
        yield from _target(proofs, indicator)
        for name in (None, *indicator.compare):
            yield from _target_below_zero(proofs, search, indicator, name)
    for index, step in enumerate(proofs.program.steps):
        if isinstance(step.setting, Division) and step.origin.formula is not None:
            yield from _division(proofs, search, index, step)


def leaves_range(proofs: Proofs, node: Node) -> bool:
    """Return whether nothing proves that *node* stays within 0 and 100."""
    numbers = proofs.range(node.path).numbers
    top = TOPS[node.unit]
    return numbers is not None and intersection(numbers, Interval(ZERO, top)) != numbers


def _is_consequence(proofs: Proofs, node: Node) -> bool:
    """Return whether a node is given by the data, or is out of range only because one of its parts is."""
    if is_given(node) or not leaves_range(proofs, node):
        return True
    parts = node.components if node.formula is None else ()
    return any(is_given(part) or (part.unit in TOPS and leaves_range(proofs, part)) for part in parts)


def _component(proofs: Proofs, search: WitnessSearch, node: Node) -> Iterator[Finding]:
    top = TOPS[node.unit]
    numbers = proofs.range(node.path).numbers
    assert numbers is not None
    above = numbers.high is None or compare(numbers.high, top) > 0
    if above:
        witness = search.find(node.path, exceeds(top), toward="rises")
    else:
        witness = search.find(node.path, below_zero, toward="falls")
    place = node.place_of("formula") if node.formula is not None else node.place
    values: dict[str, Word] = {
        "path": node.path,
        "low": NumberWord(ZERO, node.unit),
        "high": NumberWord(top, node.unit),
    }
    if witness is None:
        if "." in node.path:
            yield Finding(problem("range-not-proven", place, also=values))
        return
    only_lowers = numbers.high is not None and numbers.high[0] <= 0
    if "." not in node.path:
        code = "indicator-can-leave-range"
    else:
        code = "can-only-lower" if only_lowers else "can-leave-range"
    helps = [_remedy(node, above=above)]
    parent = node.path.rpartition(".")[0]
    diagnostic = problem(
        code, place, helps=helps, also=values, value=number(witness.value, node.unit), data=str(witness), parent=parent
    )
    yield Finding(diagnostic, witness)


def _remedy(node: Node, *, above: bool) -> str:
    """Return what keeps a node in its range: bounds of the input that it is, or a cap or floor."""
    if node.formula is not None and isinstance(node.formula.expression, InputReference):
        return "bounds"
    return "cap" if above else "floor"


def _cap(proofs: Proofs, node: Node) -> Iterator[Finding]:
    """Yield a note of a cap or floor that the value before it never reaches."""
    index = proofs.program.results[node.path]
    waiting = [index]
    while waiting:
        step = proofs.program.steps[waiting.pop()]
        if step.origin.path != node.path:
            continue
        waiting.extend(step.arguments)
        if step.operator not in (operators.CAP, operators.BOUND_BELOW) or step.origin.role not in ("cap", "floor"):
            continue
        key = "cap" if step.operator is operators.CAP else "floor"
        before = proofs.steps[step.arguments[0]].meaning.range.numbers
        bound = node.cap if key == "cap" else node.floor
        if before is None or bound is None:
            continue
        end = before.high if key == "cap" else before.low
        if end is not None and compare(end, bound) * (1 if key == "cap" else -1) <= 0:
            yield Finding(
                problem(
                    "bound-without-effect", node.place_of(key), path=node.path, key=key,
                    bound=number(bound, node.unit), end=number(end, node.unit),
                )
            )  # fmt: skip


def _target(proofs: Proofs, indicator: Node) -> Iterator[Finding]:
    """Yield a warning of a target that no data can reach."""
    path = TargetValue(NodeAchievement(indicator)).path
    if indicator.target is None or path not in proofs.program.results or indicator.polarity != "maximize":
        return
    aimed, numbers = proofs.range(path).numbers, proofs.range(indicator.path).numbers
    if aimed is None or numbers is None or aimed.low is None or numbers.high is None:
        return
    if compare(aimed.low, numbers.high) > 0:
        target = number(aimed.low, indicator.unit)
        high = number(numbers.high, indicator.unit)
        place = indicator.place_of("target")
        yield Finding(problem("target-out-of-reach", place, path=indicator.path, target=target, high=high))


def _target_below_zero(
    proofs: Proofs, search: WitnessSearch, indicator: Node, compared: str | None
) -> Iterator[Finding]:
    """Yield a note of a target, or of the target *compared* with, that is below 0 or can be."""
    of = NodeAchievement(indicator) if compared is None else ComparedAchievement(indicator, compared)
    path = TargetValue(of).path
    numbers = proofs.range(path).numbers if path in proofs.program.results else None
    if numbers is None or (numbers.low is not None and numbers.low[0] >= 0):
        return
    place = indicator.place_of(*(("target",) if compared is None else ("compare", compared)))
    notes = ("polarity",) if indicator.achievement is None else ("own",)
    if numbers.point is not None:
        target = number(numbers.point, indicator.unit)
        yield Finding(problem("target-below-zero", place, notes=notes, path=path, target=target))
        return
    witness = search.find(path, below_zero, toward="falls")
    if witness is not None:
        code = "target-can-be-below-zero"
        yield Finding(problem(code, place, notes=notes, path=path, data=str(witness)), witness)


def _division(proofs: Proofs, search: WitnessSearch, index: int, step: Step) -> Iterator[Finding]:
    """Yield what happens where a denominator is 0: no rule for 0/0, or a number over 0."""
    below = proofs.steps[step.arguments[1]].meaning.range
    node = proofs.nodes.get(step.origin.path)
    if node is None or below.numbers is None or ZERO not in below.numbers or below.numbers.point == ZERO:
        return
    denominator = place_of(proofs.program.steps[step.arguments[1]]) or place_of(step)
    states = proofs.steps[index].meaning.range.states
    if node.rules.zero_over_zero is None and "invalid" in states:
        witness = search.find_division(node.path, index, "zero-over-zero")
        if witness is not None:
            yield Finding(problem("zero-rule-unstated", denominator, path=node.path, data=str(witness)), witness)
    if node.rules.over_zero in (None, "error") and "invalid" in states:
        witness = search.find_division(node.path, index, "division-by-zero")
        if witness is not None:
            yield Finding(problem("number-over-zero", denominator, path=node.path, data=str(witness)), witness)
