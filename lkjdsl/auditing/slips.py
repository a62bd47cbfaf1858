"""Slips of the pen: what a wrong figure looks like beside the right one, without working anything out anew."""

from collections.abc import Iterator
from math import factorial

from attrs import evolve

from lkjdsl.auditing.audit import Figure, Quantity, Reading
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.auditing.printed_numbers import scale_of
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.numbers.numerals import digits_of
from lkjdsl.numbers.rational import Number, compare, round_at
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

FACTORS = (100, 10, 1000, 1000000)
FEWEST_DIGITS = 3
"""With fewer digits most numbers differ in one digit only."""
MULTIPLES = Words("auditing.multiples")
Slip = tuple[Diagnostic, int]
"""What happened, and how many other figures would look like it."""


def plain_slips(figure: Figure, quantity: Quantity, reading: Reading, exact: Number) -> Iterator[Slip]:
    """Yield slips that few other figures would look like: digits cut off or exchanged, another sign or scale."""
    if not figure.truncate and exact in interval_of(reading, quantity, evolve(figure, truncate=True)):
        yield problem("cause-cut-off", value=_right(quantity, reading, exact, more=2)), 1
    wanted, printed = _digits(quantity, reading, exact)
    if are_exchanged(wanted, printed):
        pairs = len(wanted) * (len(wanted) - 1) // 2
        yield problem("cause-digits-exchanged", value=_right(quantity, reading, exact)), pairs
    elif sorted(wanted) == sorted(printed) and wanted != printed and len(wanted) >= FEWEST_DIGITS:
        yield problem("cause-digits-order", value=_right(quantity, reading, exact)), factorial(len(wanted))
    interval = interval_of(reading, quantity, figure)
    for factor in FACTORS:
        for scale in ((factor, 1), (1, factor)):
            if exact[0] and (exact[0] * scale[0], exact[1] * scale[1]) in interval:
                yield _factor(quantity, reading, exact, scale), 2 * len(FACTORS)
    if exact[0] and (-exact[0], exact[1]) in interval:
        yield problem("cause-sign", value=_right(quantity, reading, exact)), 1


def are_exchanged(wanted: str, printed: str) -> bool:
    """
    Return whether two places of the digits of a number hold each other's digit.

    >>> are_exchanged("10243", "10342"), are_exchanged("062", "026"), are_exchanged("5744", "5477")
    (True, True, False)
    """
    if len(wanted) != len(printed):
        return False
    places = [pair for pair in zip(wanted, printed, strict=True) if pair[0] != pair[1]]
    match places:
        case [(wanted_first, first), (wanted_second, second)]:
            return (wanted_first, first) == (second, wanted_second)
        case _:
            return False


def _factor(quantity: Quantity, reading: Reading, exact: Number, scale: Number) -> Diagnostic:
    """Return that a number is so many times too large or small: by the word for millions, where it has one."""
    factor, value = max(scale), _right(quantity, reading, exact)
    right = str(reading.multiple * scale[1] // scale[0])
    if reading.multiple > 1 and right in MULTIPLES:
        value = _right(quantity, evolve(reading, multiple=int(right)), exact)
        word, instead = MULTIPLES[str(reading.multiple)], MULTIPLES[right]
        return problem("cause-scale-word", word=word, right=instead, value=value)
    code = "cause-percent-points" if factor == 100 else "cause-decimal-sign"  # noqa: PLR2004 - percent
    return problem(code, factor=factor, value=value)


def digit_slips(quantity: Quantity, reading: Reading, exact: Number) -> Iterator[Slip]:
    """Yield slips that many figures would look like: rounded before, one digit wrong, too many or too few."""
    yield from _rounded_before(quantity, reading, exact)
    wanted, printed = _digits(quantity, reading, exact)
    value, length = _right(quantity, reading, exact), len(wanted)
    if length < FEWEST_DIGITS or len(printed) < FEWEST_DIGITS:
        return
    if length == len(printed):
        differing = [place for place in range(length) if wanted[place] != printed[place]]
        if len(differing) == 1:
            place = differing[0]
            words = {"digit": printed[place], "right": wanted[place]}
            yield problem("cause-digit-wrong", also=words, value=value), 9 * length
    elif abs(length - len(printed)) == 1:
        longer, shorter = (wanted, printed) if length > len(printed) else (printed, wanted)
        if any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))):
            yield problem("cause-digit-lost" if longer is wanted else "cause-digit-added", value=value), 10 * length


def _rounded_before(quantity: Quantity, reading: Reading, exact: Number) -> Iterator[Slip]:
    """Yield the value rounded to fewer digits than are printed, or rounded twice; what needs no rounding is neither."""
    assert reading.numeral is not None
    scale, decimals = scale_of(reading, quantity), reading.numeral.decimals
    value = (exact[0] * scale[1], exact[1] * scale[0] * reading.multiple)
    if compare(round_at(value, decimals, "half-up"), value) == 0:
        return
    fewer_or_more = (*range(max(decimals - 2, 0), decimals), decimals + 1, decimals + 2)
    for digits in fewer_or_more:
        rounded = round_at(round_at(value, digits, "half-up"), decimals, "half-up")
        if compare(rounded, reading.numeral.number) == 0:
            names, how = quantity.path, _right(quantity, reading, exact, more=2)
            yield problem("cause-rounded-first", names=names, digits=digits, how=how), len(fewer_or_more)


def _right(quantity: Quantity, reading: Reading, exact: Number, more: int = 0) -> NumberWord:
    """Return the right figure, with as many decimals as were printed."""
    assert reading.numeral is not None
    unit = quantity.unit if quantity.unit == PERCENT and reading.numeral.percent else "number"
    scale = (1, 1) if unit == PERCENT else scale_of(reading, quantity)
    return NumberWord(
        (exact[0] * scale[1], exact[1] * scale[0] * reading.multiple), unit, reading.numeral.decimals + more
    )


def _digits(quantity: Quantity, reading: Reading, exact: Number) -> tuple[str, str]:
    """Return the digits that should be printed, and those that are."""
    assert reading.numeral is not None
    scale, decimals = scale_of(reading, quantity), reading.numeral.decimals
    right = round_at((exact[0] * scale[1], exact[1] * scale[0] * reading.multiple), decimals, quantity.rounding)
    wanted, printed = digits_of(right[0] * 10**decimals // right[1]), digits_of(reading.numeral.number[0])
    return wanted.rjust(decimals + 1, "0"), printed.rjust(decimals + 1, "0")
