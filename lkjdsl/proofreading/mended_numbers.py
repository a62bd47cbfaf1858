"""What a number should be for a check that fails to hold: the values that would mend it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Literal

from attrs import evolve, frozen

from lkjdsl.auditing.slips import FEWEST_DIGITS
from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import achievement
from lkjdsl.proofreading.printed.checks import FractionBounds, NumberCheck, added, agrees, as_printed, bounds, spread
from lkjdsl.proofreading.printed.numbers import NumberInText

HUNDRED = Fraction(100)
Way = Literal["plain", "less", "turned"]
EVERYTHING = None
"""The bounds of a number of which a check tells nothing."""


@frozen(eq=False)
class _MendedPair:
    """An operation on two numbers: its result, and each operand by the result and the other operand."""

    of: Callable[[Fraction, Fraction], Fraction]
    first: Callable[[Fraction, Fraction], Fraction]
    second: Callable[[Fraction, Fraction], Fraction]


@frozen
class MendedSlip:
    """What a number was meant to be, None where several; whether two digits of it were exchanged."""

    value: Fraction | None
    is_exchange: bool


RATIO = _MendedPair(lambda a, b: a / b * HUNDRED, lambda r, b: r * b / HUNDRED, lambda r, a: a * HUNDRED / r)
DIFFERENCE = _MendedPair(lambda a, b: a - b, lambda r, b: r + b, lambda r, a: a - r)
PAIRS = (
    RATIO,
    _MendedPair(lambda a, b: a / b, lambda r, b: r * b, lambda r, a: a / r),
    DIFFERENCE,
    _MendedPair(lambda a, b: a * b / HUNDRED, lambda r, b: r * HUNDRED / b, lambda r, a: r * HUNDRED / a),
    _MendedPair(lambda a, b: a * b, lambda r, b: r / b, lambda r, a: r / a),
    _MendedPair(
        lambda a, b: (a - b) / b * HUNDRED, lambda r, b: b * (1 + r / HUNDRED), lambda r, a: a / (1 + r / HUNDRED)
    ),
)
"""Operations as checks compute them; by the exact result of a check one knows which it is."""


def mending(number: NumberInText, check: NumberCheck, way: Way = "plain") -> FractionBounds | None:
    """
    Return between what *number* must lie for *check* to hold, None where the check does not tell.

    ``less`` and ``turned`` are the ways to measure an achievement where less is better.
    """
    parts = _operands(check)
    if number is check.result:
        slack = Fraction(number.multiple, 2 * 10**number.decimals)  # also of a whole percentage
        slack += sum((part.half for part in parts), Fraction(0)) if _shares(parts, check) else Fraction(0)
        return check.computed - slack, check.computed + slack
    if number not in parts:
        return EVERYTHING
    shares = _shares(parts, check)
    if shares:
        low, high = bounds(check.result)
        rest = added([bounds(part) for part in parts if part is not number])
        return low * shares - rest[1], high * shares - rest[0]
    found = _pair(parts, check)
    if found is None:
        return EVERYTHING
    pair, first, second = found
    result = bounds(check.result)
    if pair is RATIO:
        if first is parts[1] and not first.rupiah:
            first, second = second, first  # as they are printed: *302 dari 299* is no quotient of 299
        if way == "less":
            result = 2 * HUNDRED - result[1], 2 * HUNDRED - result[0]
        elif way == "turned":
            first, second = second, first
    solve, other = (pair.first, second) if number is first else (pair.second, first)
    try:
        return spread(solve, result, bounds(other))
    except ZeroDivisionError:
        return EVERYTHING


def is_of_ratio(check: NumberCheck) -> bool:
    """Return whether a check computes a quotient in percent, which may be measured in several ways."""
    found = _pair(_operands(check), check)
    return found is not None and found[0] is RATIO


def with_values(check: NumberCheck, values: Mapping[NumberInText, Fraction]) -> NumberCheck | None:
    """Return *check* with other values for some of its numbers, None where it does not tell what it computes."""

    def taken(number: NumberInText) -> NumberInText:
        return evolve(number, value=values[number]) if number in values else number

    before, result, parts = _operands(check), taken(check.result), [taken(part) for part in check.parts]
    shares, found = _shares(before, check), _pair(before, check)
    try:
        if not before:
            computed = check.computed
        elif shares:
            computed = sum((taken(part).value for part in before), Fraction(0)) / shares
        elif found is not None:
            pair, first, second = found
            computed = pair.of(taken(first).value, taken(second).value)
        else:
            return None
    except ZeroDivisionError:
        return None
    holds = _nearly(result, computed, parts)
    if found is not None and found[0] is DIFFERENCE:  # the more and the less of two that are both wrong may change
        computed = abs(computed) if result.value > 0 else computed
        slack = sum((part.half for part in parts), Fraction(0))
        holds = agrees(result, (computed - slack, computed + slack))
    if not holds and found is not None and found[0] is RATIO:
        measured = achievement([taken(one) for one in found[1:]], result)
        holds = measured is not None and measured[1]
    words = Both.of(lambda language: _spelled(check.words.text(language), values))
    return evolve(check, result=result, parts=parts, computed=computed, holds=holds, words=words)


def _spelled(text: str, values: Mapping[NumberInText, Fraction]) -> str:
    """Return a calculation with what its numbers should be in the place of what is printed."""
    for number, value in values.items():
        text = text.replace(number.text, as_printed(value, number), 1)
    return text


def _nearly(result: NumberInText, computed: Fraction, parts: Sequence[NumberInText]) -> bool:
    """Return whether *computed* may be printed as *result* where the parts had been rounded."""
    slack = max((part.half / abs(part.value) for part in parts if part.value), default=Fraction(0)) * 2 * abs(computed)
    return agrees(result, (computed - slack, computed + slack))


def _operands(check: NumberCheck) -> list[NumberInText]:
    """Return the parts of a check but for *100%*, which only makes a percentage of it."""
    return [part for part in check.parts if not (part.percent and part.value == HUNDRED)]


def _shares(parts: Sequence[NumberInText], check: NumberCheck) -> int:
    """Return 1 for a check that adds its parts, their number where it is their mean, 0 for any other."""
    total = sum((part.value for part in parts), Fraction(0))
    if len(parts) < 2 or check.computed == 0:  # noqa: PLR2004 - a sum has two
        return 0
    return next((shares for shares in (1, len(parts)) if total == check.computed * shares), 0)


def _pair(parts: Sequence[NumberInText], check: NumberCheck) -> tuple[_MendedPair, NumberInText, NumberInText] | None:
    """Return the operation on two numbers that a check computes, and the numbers in its order."""
    if len(parts) != 2:  # noqa: PLR2004 - an operation on two numbers
        return None
    for first, second in (parts, parts[::-1]):
        for pair in PAIRS:
            try:
                if pair.of(first.value, second.value) == check.computed:
                    return pair, first, second
            except ZeroDivisionError:
                continue
    return None


def candidates(number: NumberInText, between: Sequence[FractionBounds]) -> tuple[int, int]:
    """Return the first and the last that *number* may be within all of the bounds, in units of its last digit."""
    unit = Fraction(number.multiple, 10**number.decimals)
    low = max(one[0] for one in between) - number.half
    high = min(one[1] for one in between) + number.half
    return ceil(low / unit), floor(high / unit)


def is_possible(number: NumberInText, between: Sequence[FractionBounds]) -> bool:
    """Return whether any number of as many decimals lies within all of the bounds."""
    first, last = candidates(number, between)
    return first <= last


def slip_among(number: NumberInText, between: Sequence[FractionBounds]) -> MendedSlip | None:
    """Return what *number* was meant to be within the bounds: the only number that is it but for a slip of the pen."""
    unit = Fraction(number.multiple, 10**number.decimals)
    first, last = candidates(number, between)
    digits, sign = _digits(number), -1 if number.value < 0 else 1
    exchanged = {value for value in _exchanges(digits) if first <= sign * value <= last}
    wrong = {value for value in _with_one_wrong(digits) if first <= sign * value <= last}
    if len(exchanged | wrong) != 1:
        return MendedSlip(None, is_exchange=True) if len(exchanged) == 1 else None
    return MendedSlip(next(iter(exchanged | wrong)) * sign * unit, is_exchange=bool(exchanged))


def _digits(number: NumberInText) -> str:
    unit = Fraction(number.multiple, 10**number.decimals)
    return str(abs(int(number.value / unit))).rjust(number.decimals + 1, "0")


def _exchanges(digits: str) -> Iterator[int]:
    """Yield the numbers that have two of the digits exchanged; none begins with a nought for it."""
    for one, other in combinations(range(len(digits)), 2):
        turned = list(digits)
        turned[one], turned[other] = turned[other], turned[one]
        if turned != list(digits) and (turned[0] != "0" or digits[0] == "0"):
            yield int("".join(turned))


def _with_one_wrong(digits: str) -> Iterator[int]:
    """Yield the numbers that have one other digit; of few digits nearly all do."""
    if len(digits) < FEWEST_DIGITS:
        return
    for place in range(len(digits)):
        for digit in "0123456789":
            if digit != digits[place] and (place or digit != "0" or digits[0] == "0"):
                yield int(digits[:place] + digit + digits[place + 1 :])
