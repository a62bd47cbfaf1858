"""Checks that fail → the numbers at fault: the fewest that explain them all, none that is known to be right."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import define, field, frozen

from lkjdsl.diagnostic import Both, listed
from lkjdsl.proofreading.mended_numbers import (
    Way,
    candidates,
    is_of_ratio,
    is_possible,
    mending,
    slip_among,
    with_values,
)
from lkjdsl.proofreading.printed.checks import FractionBounds, NumberCheck, as_printed
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.spelled_faults import spelled_fault
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

EXCLUDED = -1000
"""The score of what cannot be at fault: it is known to be right, or no value of it would mend anything."""
WAYS: tuple[Way, ...] = ("plain", "less", "turned")
TELLING = Fraction(1, 10)
"""Of whole numbers so few are hit by chance."""
FAR = Fraction(1, 2)
"""By which part of itself a number differs from what is known of another quantity."""
LEAST_PARTS = 3
SHIFTING = ("arithmetic", "total")
"""Kinds of check whose fault may lie with an operand."""


@frozen(eq=False)
class _Suspicion:
    """That a number is at fault: the failing checks that one value of it would mend, and how likely that is."""

    number: NumberInText
    explained: Sequence[NumberCheck]
    score: int
    mended: Fraction | None
    """That value, where it is known."""


@define(eq=False)
class Diagnosis:
    """
    The faults of one document.

    ``wrong`` are numbers of which the audit knows what they should be, ``right`` those that it knows to be right,
    ``repeated`` those printed elsewhere too.
    """

    checks: Sequence[NumberCheck]
    wrong: Mapping[NumberInText, Fraction | None]
    right: AbstractSet[NumberInText]
    repeated: AbstractSet[NumberInText] = frozenset()
    findings: list[ReportFault] = field(factory=list)
    questions: list[ReportFault] = field(factory=list)
    _settled: set[tuple[int, int]] = field(factory=set, init=False)
    """The places of numbers that are known to be at fault: they are no others' fault."""

    def _is_right(self, number: NumberInText) -> bool:
        return number in self.right or _place(number) in self._settled

    def run(self) -> None:
        """Fill ``findings`` and ``questions``."""
        holding = [check for check in self.checks if check.holds]
        shares = {check.result for check in holding if check.kind == "arithmetic" and check.result.percent}
        of_others = [
            check
            for check in self.checks
            if not check.certain and check.kind == "arithmetic" and check.result in shares
        ]
        failing = [left for check in self.checks if check not in of_others and (left := self._left(check)) is not None]
        while failing:
            culprit = self._culprit(failing, holding)
            number, explained = culprit.number, culprit.explained
            own = sorted(
                (check for check in explained if check.result is number), key=lambda one: one.kind not in SHIFTING
            )
            check = own[0] if own else explained[0]
            if culprit.score > EXCLUDED / 2:
                is_certain = any(check.certain for check in explained) or self._is_proved(check, culprit)
                (self.findings if is_certain else self.questions).append(self._finding(check, culprit))
            rest = [check for check in failing if check not in explained and (check.certain or not _has(check, number))]
            failing = [left for check in rest if (left := self._with(check, {number: culprit.mended})) is not None]

    def _is_proved(self, check: NumberCheck, culprit: _Suspicion) -> bool:
        """Return whether an operand alone can be wrong, since the report prints the result elsewhere too."""
        is_known = check.result in self.right or check.result in self.repeated
        return is_known and culprit.mended is not None and culprit.number is not check.result

    def _left(self, check: NumberCheck) -> NumberCheck | None:
        """Return a check that fails also by what its wrong numbers should be, None where there is no fault in it."""
        members = {check.result, *check.parts}
        wrong = members & self.wrong.keys()
        if check.holds or _counts_twice(check) or (self._may_fail(check) and members - wrong <= self.right):
            return None  # where the edition says that all of it is right this is no relation
        if any(self._is_of_another(number) for number in wrong) or not wrong:
            return check
        return self._with(check, self.wrong) if self._may_fail(check) else None

    def _is_of_another(self, number: NumberInText) -> bool:
        """Return whether a number is so far from what it should be that it may be of another, and is no slip of it."""
        value = self.wrong[number]
        is_far = value is not None and abs(value - number.value) > max(abs(value), abs(number.value)) * FAR
        return is_far and value is not None and not is_slip(number, value)

    def _with(self, check: NumberCheck, values: Mapping[NumberInText, Fraction | None]) -> NumberCheck | None:
        """Return a failing check with what its numbers should be, None where it then holds or cannot be told."""
        mended = {number: values[number] for number in (check.result, *check.parts) if number in values}
        known = {number: value for number, value in mended.items() if value is not None}
        if not mended:
            return check
        changed = with_values(check, known) if len(known) == len(mended) else None
        if changed is None or changed.holds:
            return None
        self._settled |= {_place(number) for number in mended}
        return changed

    @staticmethod
    def _may_fail(check: NumberCheck) -> bool:
        """Return whether it hangs on the numbers of a check alone whether it holds."""
        return check.kind not in ("words", "direction", "weights")

    def _culprit(self, failing: Sequence[NumberCheck], holding: Sequence[NumberCheck]) -> _Suspicion:
        """
        Return the number whose mending explains most failing checks and breaks fewest holding ones.

        A number that the report prints elsewhere too is hardly the wrong one; one with two digits exchanged likely
        is. Of operands between which nothing tells, none is blamed, but the result.
        """
        numbers = dict.fromkeys(number for check in failing for number in _suspects(check))
        suspects = {number: self._suspicion(number, failing, holding) for number in numbers}
        best = max(
            suspects.values(),
            key=lambda suspect: (
                suspect.score,
                sum(check.result is suspect.number for check in failing),
                any(check.kind in SHIFTING for check in suspect.explained),
            ),
        )
        check = best.explained[0]
        rivals = [
            part
            for part in check.parts
            if part is not best.number and part in suspects and suspects[part].score == best.score
        ]
        is_worked_out = any(one.result is check.result and one.kind in SHIFTING for one in holding)
        if best.number is not check.result and rivals and not (self._is_right(check.result) or is_worked_out):
            return suspects[check.result]
        return best

    def _suspicion(
        self, number: NumberInText, failing: Sequence[NumberCheck], holding: Sequence[NumberCheck]
    ) -> _Suspicion:
        mine = [check for check in failing if number in _suspects(check)]
        held = sum(_has(check, number) for check in holding)
        score = -held - (number in self.repeated)
        if all(check.kind not in SHIFTING for check in mine):
            return _Suspicion(number, mine, score + len(mine), None)  # it may be the words that are wrong
        if self._is_right(number):
            return _Suspicion(number, mine, EXCLUDED, None)
        return max((_mended(number, mine, way, score) for way in WAYS), key=lambda mended: mended.score)

    def _is_confirmed(self, number: NumberInText, other: Fraction) -> bool:
        """Return whether a number is right, and not *other*: by what is worked out, or by what is printed elsewhere."""
        holding = [check for check in self.checks if check.holds and check.kind in SHIFTING]
        section = number.site.address.section
        known = {check.result.value for check in holding if check.result.site.address.section == section}
        known |= {one.value for one in self.repeated}
        is_elsewhere = number.value in known and other not in known
        return number in self.right or is_elsewhere or any(_has(check, number) for check in holding)

    def _finding(self, check: NumberCheck, culprit: _Suspicion) -> ReportFault:
        number, computed = culprit.number, culprit.mended
        if check.kind == "words" and self._is_confirmed(number, check.computed) and number.value.denominator == 1:
            return spelled_fault(check)
        if number is not check.result:
            equations = [_equation(check, check.result) for check in culprit.explained if check.kind in SHIFTING]
            cause = WORDS["operand"].filled(result=check.result.text, equations=listed(equations))
        elif check.kind in ("words", "direction", "weights", "unit", "range"):
            cause, computed = check.words, check.computed if check.kind == "words" else None
        else:
            cause, computed = _equation(check, number), check.computed
        text = "" if computed is None else as_printed(computed, number)
        return ReportFault(check.kind, number.site, number.text, "", text, cause, number.start, number)


def _place(number: NumberInText) -> tuple[int, int]:
    return id(number.site), number.start


def _mended(number: NumberInText, checks: Sequence[NumberCheck], way: Way, score: int) -> _Suspicion:
    """Return what one value of *number* would mend of *checks*, where achievements are measured in a *way*."""
    explained, between = _together(number, checks, way)
    if not explained:
        return _Suspicion(number, checks[:1], EXCLUDED, None)
    slip = slip_among(number, between) if between else None
    score += len(explained) + (slip is not None and slip.is_exchange)
    value = None if slip is None else slip.value
    is_plain = way == "plain" or slip is not None or len(explained) > 1
    if value is None and between and is_plain and (len(between) > 1 or _is_telling(number, explained[0], between[0])):
        first, last = candidates(number, between)
        value = Fraction(first * number.multiple, 10**number.decimals) if first == last else None
    return _Suspicion(number, explained, score if is_plain else EXCLUDED, value)


def _is_telling(number: NumberInText, check: NumberCheck, between: FractionBounds) -> bool:
    """Return whether a check gives a number for certain: a sum, or a quotient that few whole numbers give."""
    unit = Fraction(number.multiple, 10**number.decimals)
    return not is_of_ratio(check) or (number.half == 0 and (between[1] - between[0]) < unit * TELLING)


def _counts_twice(check: NumberCheck) -> bool:
    """Return whether parts and their subtotals were added up together: that makes about twice the total."""
    total, many = check.result.value, len(check.parts)
    slack = abs(total) / 20 if many > LEAST_PARTS else Fraction(0)
    return check.kind == "total" and many >= LEAST_PARTS and abs(check.computed - 2 * total) <= slack


def _has(check: NumberCheck, number: NumberInText) -> bool:
    return number is check.result or any(part is number for part in check.parts)


def _together(
    number: NumberInText, checks: Sequence[NumberCheck], way: Way
) -> tuple[list[NumberCheck], list[FractionBounds]]:
    """
    Return the most of *checks* that one value of *number* mends, the first of them first, and its bounds.

    A number that several checks work out explains them all: they may not all be relations.
    """
    best: tuple[list[NumberCheck], list[FractionBounds]] = ([], [])
    for at in range(len(checks)):
        some, between = list[NumberCheck](), list[FractionBounds]()
        for check in (*checks[at:], *checks[:at]):
            one = mending(number, check, way) if check.kind in SHIFTING else None
            is_known = number is check.result and any(other.result is number for other in some)
            more = between if one is None or is_known else [*between, one]
            if not more or is_possible(number, more):
                some, between = [*some, check], more
        if len(some) > len(best[0]):
            best = some, between
    return best


def _suspects(check: NumberCheck) -> Iterator[NumberInText]:
    yield check.result
    if check.kind in SHIFTING:
        yield from check.parts


def _equation(check: NumberCheck, like: NumberInText) -> Both:
    return WORDS["equation"].filled(words=check.words, result=as_printed(check.computed, like))
