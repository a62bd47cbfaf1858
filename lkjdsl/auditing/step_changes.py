"""A change to the steps that a result hangs on: one thing that a planner may have done otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from lkjdsl.auditing.computation import amount
from lkjdsl.auditing.recomputation import Changes, Recomputation, Replacement
from lkjdsl.core.program import Operator, Slot, Step
from lkjdsl.diagnostic import Language, Word
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.model.definition import Definition, Node
from lkjdsl.model.results import Output
from lkjdsl.numbers.rational import Number
from lkjdsl.units import Unit


@frozen(eq=False)
class StepChange:
    """
    One thing done otherwise: the kind of cause with the words of its sentence, and the steps it changes.

    ``at`` is the step whose computation shows it.
    """

    kind: str
    words: Mapping[str, Word]
    steps: Changes
    at: int


@frozen(eq=False)
class ChangeableResult:
    """What changes are made of: a result that can be worked out again, and the edition's nodes and results."""

    base: Recomputation
    definition: Definition
    nodes: Mapping[str, Node]
    outputs: Mapping[str, Output]
    ends: Mapping[int, str]
    """The path of each result by its step."""
    facts: Facts

    def number(self, index: int) -> Number | None:
        """Return the number at a step, or None where there is none."""
        value = self.base.values[index]
        return value if isinstance(value, tuple) else None

    def name(self, index: int) -> str:
        """Return what a step is called: the path of its input or result, else as its formula is written."""
        step = self.base.program.steps[index]
        if isinstance(step.setting, Slot):
            return step.setting.path
        if index in self.ends:
            return self.ends[index]
        formula, span = step.origin.formula, step.origin.span
        if formula is None or span is None:
            return step.origin.path
        return " ".join(formula.text[slice(*span)].split())

    def steps(self, *among: Operator) -> Iterator[tuple[int, Step]]:
        """Yield the steps of the cone with an operator *among* these, the nearest to the target first."""
        for index in reversed(self.base.cone):
            step = self.base.program.steps[index]
            if step.operator in among:
                yield index, step


PrintedOperand = tuple[int, str, Number, Unit, bool]
"""The step of an operand, its path, a number that is printed for it, its unit, and whether that rounds it rightly."""
MOST_COMBINATIONS = 200


def given(changeable: ChangeableResult, choices: Sequence[Sequence[PrintedOperand]]) -> Iterator[StepChange]:
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
                steps = {index: Replacement(value=value) for index, _, value, _, _ in chosen}
                kind = "rounding-difference" if all(rounded for *_, rounded in chosen) else "from-printed"
                yield StepChange(kind, {"figures": PrintedFigures(chosen)}, steps, changeable.base.target)


def _each(some: Sequence[Sequence[PrintedOperand]]) -> Iterator[list[PrintedOperand]]:
    if not some:
        yield []
        return
    for rest in _each(some[1:]):
        for one in some[0]:
            yield [one, *rest]


@frozen(eq=False)
class PrintedFigures:
    """Printed figures as a word: ``IKK1 = 96,35``."""

    chosen: Sequence[PrintedOperand]

    def text(self, language: Language) -> str:
        """Return each path with its number."""
        return ", ".join(f"{path} = {amount(value, unit, language)}" for _, path, value, unit, _ in self.chosen)
