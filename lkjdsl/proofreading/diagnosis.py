"""Checks that fail → the numbers at fault: the fewest that explain them all, none that is known to be right."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import define, field

from lkjdsl.diagnostic import Both, listed
from lkjdsl.proofreading.checks import NumberCheck
from lkjdsl.proofreading.findings import ReportFault
from lkjdsl.proofreading.numbers import NumberInText
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

SHIFTING = ("arithmetic", "total")
"""Kinds of check whose fault may lie with an operand."""


@define(eq=False)
class Diagnosis:
    """
    The faults of one document.

    ``wrong`` and ``right`` are numbers of which the audit knows it, ``repeated`` those printed elsewhere too.
    """

    checks: Sequence[NumberCheck]
    wrong: AbstractSet[NumberInText]
    right: AbstractSet[NumberInText]
    repeated: AbstractSet[NumberInText] = frozenset()
    findings: list[ReportFault] = field(factory=list)
    questions: list[ReportFault] = field(factory=list)

    def run(self) -> None:
        """Fill ``findings`` and ``questions``."""
        failing = []
        holding = [check for check in self.checks if check.holds]
        shares = {check.result for check in holding if check.kind == "arithmetic" and check.result.percent}
        for check in self.checks:
            members = {check.result, *check.parts}
            if check.holds or members & self.wrong:
                continue
            if not check.certain and check.kind == "arithmetic" and check.result in shares:
                continue  # it is the percentage of others
            if members <= self.right and check.kind not in ("words", "direction", "weights"):
                continue  # the edition says that all of it is right: then this is no relation
            failing.append(check)
        while failing:
            number, explained = self._culprit(failing, holding)
            check = next((one for one in explained if one.result is number), explained[0])
            finding = _finding(check, number, explained)
            (self.findings if any(one.certain for one in explained) else self.questions).append(finding)
            failing = [one for one in failing if one not in explained]

    def _culprit(
        self, failing: Sequence[NumberCheck], holding: Sequence[NumberCheck]
    ) -> tuple[NumberInText, list[NumberCheck]]:
        """
        Return the number that most failing checks and fewest holding ones share, and the checks that it explains.

        A number that the report prints elsewhere too is hardly the wrong one. Of operands between which nothing
        tells, none is blamed, but the result.
        """
        suspects = list(dict.fromkeys(number for check in failing for number in _suspects(check)))
        scores = {number: self._score(number, failing, holding) for number in suspects}
        best = max(suspects, key=lambda number: (scores[number], sum(check.result is number for check in failing)))
        check = next(one for one in failing if best in _suspects(one))
        rivals = [one for one in check.parts if one is not best and scores.get(one) == scores[best]]
        if best is not check.result and rivals and check.result not in self.right:
            best = check.result
        return best, [one for one in failing if best in _suspects(one)]

    def _score(self, number: NumberInText, failing: Sequence[NumberCheck], holding: Sequence[NumberCheck]) -> int:
        failed = sum(number in _suspects(check) for check in failing)
        held = sum(number is check.result or number in check.parts for check in holding)
        return failed - held - (number in self.repeated) - (1000 if number in self.right else 0)


def _suspects(check: NumberCheck) -> Iterator[NumberInText]:
    yield check.result
    if check.kind in SHIFTING:
        yield from check.parts


def _finding(check: NumberCheck, number: NumberInText, explained: Sequence[NumberCheck]) -> ReportFault:
    computed: Fraction | None = check.computed
    if number is not check.result:
        computed = number.value + check.result.value - check.computed if check.kind == "total" else None
        equations = [_equation(one, one.result) for one in explained if one.kind in SHIFTING]
        cause = WORDS["operand"].filled(result=check.result.text, equations=listed(equations))
    elif check.kind in ("words", "direction", "weights", "unit"):
        cause, computed = check.words, check.computed if check.kind == "words" else None
    else:
        cause = _equation(check, number)
    text = "" if computed is None else as_printed(computed, number)
    return ReportFault(
        check.kind, number.site, number.text, computed=text, cause=cause, start=number.start, number=number
    )


def _equation(check: NumberCheck, like: NumberInText) -> Both:
    return WORDS["equation"].filled(words=check.words, result=as_printed(check.computed, like))


def as_printed(value: Fraction, like: NumberInText) -> str:
    """Return *value* in the spelling of another number."""
    from lkjdsl.numbers.numerals import printed

    unit = "percent" if like.percent else "rupiah" if like.rupiah else "number"
    value = value / like.multiple / (100 if like.percent else 1)
    digits = like.decimals
    return printed((value.numerator, value.denominator), unit, digits, "half-up", like.locale)
