"""A printed quotient against its definition: the right numerator over the right denominator."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from lkjdsl.auditing.arithmetic import Operation, PrintedExpression, is_numeric
from lkjdsl.auditing.calculation import Calculation
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.operands import known_values, may_be, shown
from lkjdsl.core import operators
from lkjdsl.core.program import Slot, Step
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.model.definition import Node
from lkjdsl.model.results import Achievement, NodeAchievement, TargetValue
from lkjdsl.model.values import Value
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.unit_words import NumberWord

MOST_TERMS = 8
"""Of a sum whose parts are tried one by one."""


def quotient(side: PrintedExpression) -> Operation | None:
    """Return the first quotient of numbers that *side* begins with, also before ``* 100%``."""
    while isinstance(side, Operation) and side.operator == "*":
        side = side.operands[0]
    if isinstance(side, Operation) and side.operator == "/" and is_numeric(side):
        return side
    return None


def of_achievement(
    kind: Achievement, sides: Sequence[PrintedExpression], knowledge: ReportKnowledge
) -> Iterator[Diagnostic | None]:
    """Yield what a printed ``result / target`` does otherwise, and None for a quotient that was compared."""
    indicator, target = kind.node, TargetValue(kind).path
    is_range = TargetValue(kind, upper=True).path in knowledge.program.results
    printed_ratio = next((side for side in map(quotient, sides) if side is not None), None)
    if printed_ratio is None or indicator.polarity != "maximize" or indicator.achievement is not None or is_range:
        return
    yield None
    numerator, denominator = printed_ratio.operands
    result = indicator.path
    if may_be(numerator, result, knowledge) is False:
        achievement = NodeAchievement(indicator).path
        is_achievement = may_be(numerator, achievement, knowledge) is True
        code = "line-achievement-as-numerator" if is_achievement else "line-numerator-differs"
        yield problem(code, what=result, printed=shown(numerator), known=known_values(result, knowledge))
    if may_be(denominator, target, knowledge) is False:
        yield problem(
            "line-denominator-differs", what=target, printed=shown(denominator), known=known_values(target, knowledge)
        )


def of_formula(
    node: Node, sides: Sequence[PrintedExpression], calculation: Calculation, knowledge: ReportKnowledge
) -> Iterator[Diagnostic | None]:
    """Yield where numerator and denominator of the printed quotient are not those of the node's formula."""
    printed_ratio = next((side for side in map(quotient, sides) if side is not None), None)
    steps = knowledge.program.steps
    divisions = [
        index
        for index, step in enumerate(steps)
        if step.origin.path == node.path and step.origin.role == "formula" and step.operator is operators.DIVIDE
    ]
    if printed_ratio is None or len(divisions) != 1:
        return
    if knowledge.outcome is not None:
        yield None
    for code, operand, argument in zip(
        ("line-numerator-undefined", "line-denominator-undefined"),
        printed_ratio.operands,
        steps[divisions[0]].arguments,
        strict=True,
    ):
        printed, defined = calculation.range(operand).numbers, knowledge.at(argument)
        if printed is None or not isinstance(defined, tuple) or defined in printed:
            continue
        terms = [(steps[index], knowledge.at(index)) for index in _terms(steps, argument)]
        used = _used(terms, printed)
        yield problem(
            code,
            helps=("used",) if used else (),
            node=node.path,
            printed=shown(operand),
            defined=NumberWord(defined, "count"),
            terms=_Terms(terms),
            used=_Terms(used),
        )


def _terms(steps: Sequence[Step], index: int) -> Sequence[int]:
    """Return the terms of a sum, or the step itself."""
    return steps[index].arguments if steps[index].operator is operators.ADD else (index,)


Valued = list[tuple[Step, Value | None]]


def _used(terms: Valued, printed: Interval) -> Valued:
    """Return the fewest terms, of those that are not 0, whose sum is what was printed."""
    there = [(step, value) for step, value in terms if isinstance(value, tuple) and value[0] != 0][:MOST_TERMS]
    for number in range(1, len(there)):
        for some in combinations(there, number):
            total = intervals.point((0, 1))
            for _, value in some:
                assert isinstance(value, tuple)
                total = intervals.add(total, intervals.point(value))
            if intervals.intersection(total, printed) is not None:
                return list(some)
    return []


class _Terms:
    """Terms of a sum as a word: ``paspor.terbit 6.858 + paspor.ditolak 17``."""

    def __init__(self, terms: Valued) -> None:
        self.terms = terms

    def text(self, language: Language) -> str:
        return " + ".join(self._one(step, value, language) for step, value in self.terms)

    def _one(self, step: Step, value: Value | None, language: Language) -> str:
        name = step.setting.path if isinstance(step.setting, Slot) else step.origin.path
        return f"{name} {NumberWord(value, 'count').text(language)}" if isinstance(value, tuple) else name
