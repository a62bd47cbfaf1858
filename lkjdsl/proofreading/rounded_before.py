"""Figures that follow from printed ones which had been rounded before: they are no faults, and are asked of."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from lkjdsl.proofreading.printed.checks import NumberCheck, agrees
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText

HUNDRED = Fraction(100)


def rounded_before(
    findings: Sequence[ReportFault],
    checks: Sequence[NumberCheck],
    right: AbstractSet[NumberInText],
    far: AbstractSet[NumberInText],
) -> list[ReportFault]:
    """Return the *findings* whose numbers, or what else is printed of them, follow from figures that are *right*."""
    following = {check.result for check in checks if _follows(check, right)}
    alike = {
        (finding.what, finding.number.value)
        for finding in findings
        if finding.number is not None and finding.number in following
    }
    return [
        finding
        for finding in findings
        if finding.number is not None and finding.number not in far and (finding.what, finding.number.value) in alike
    ]


def _follows(check: NumberCheck, right: AbstractSet[NumberInText]) -> bool:
    """Return whether a result is printed as it follows from printed figures that are right."""
    parts = {part for part in check.parts if not (part.percent and part.value == HUNDRED)}
    is_of_right = check.bears_out and bool(parts) and parts <= right
    return is_of_right and agrees(check.result, (check.computed, check.computed))
