"""Slips of the pen: what a wrong figure looks like beside the right one, without working anything out anew."""

from collections.abc import Iterator

from attrs import evolve

from lkjdsl.auditing.audit import Figure, Quantity, Reading
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.auditing.printed_numbers import scale_of
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.numbers.numerals import digits_of
from lkjdsl.numbers.rational import Number, compare, round_at
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT

FACTORS = (100, 10, 1000, 1000000)
FEWEST_DIGITS = 3
"""With fewer digits most numbers differ in one digit only."""


def slips(figure: Figure, quantity: Quantity, reading: Reading, exact: Number) -> Iterator[tuple[Diagnostic, int]]:
    """Yield each slip that makes the printed figure of *exact*, with how many other figures would look like one."""
    yield from _cut_off(figure, quantity, reading, exact)
    yield from _rounded_before(quantity, reading, exact)
    printed = interval_of(reading, quantity, figure)
    for factor in FACTORS:
        for scale in ((factor, 1), (1, factor)):
            if exact[0] and (exact[0] * scale[0], exact[1] * scale[1]) in printed:
                code = "cause-percent-points" if factor == 100 else "cause-decimal-sign"  # noqa: PLR2004 - percent
                yield problem(code, factor=factor, value=_right(quantity, reading, exact)), 2 * len(FACTORS)
    if exact[0] and (-exact[0], exact[1]) in printed:
        yield problem("cause-sign", value=_right(quantity, reading, exact)), 1
    yield from _digits(quantity, reading, exact)


def _cut_off(figure: Figure, quantity: Quantity, reading: Reading, exact: Number) -> Iterator[tuple[Diagnostic, int]]:
    if not figure.truncate and exact in interval_of(reading, quantity, evolve(figure, truncate=True)):
        yield problem("cause-cut-off", value=_right(quantity, reading, exact, more=2)), 1


def _rounded_before(quantity: Quantity, reading: Reading, exact: Number) -> Iterator[tuple[Diagnostic, int]]:
    """Yield the value rounded to fewer digits than are printed, or rounded twice."""
    assert reading.numeral is not None
    scale, decimals = scale_of(reading, quantity), reading.numeral.decimals
    value = (exact[0] * scale[1], exact[1] * scale[0] * reading.multiple)
    for digits in (*range(max(decimals - 2, 0), decimals), decimals + 1, decimals + 2):
        rounded = round_at(round_at(value, digits, "half-up"), decimals, "half-up")
        if compare(rounded, reading.numeral.number) == 0:
            names, how = quantity.path, _right(quantity, reading, exact, more=2)
            yield problem("cause-rounded-first", names=names, digits=digits, how=how), len("four")


def _right(quantity: Quantity, reading: Reading, exact: Number, more: int = 0) -> NumberWord:
    """Return the right figure, with as many decimals as were printed."""
    assert reading.numeral is not None
    unit = quantity.unit if quantity.unit == PERCENT and reading.numeral.percent else "number"
    scale = (1, 1) if unit == PERCENT else scale_of(reading, quantity)
    return NumberWord((exact[0] * scale[1], exact[1] * scale[0]), unit, reading.numeral.decimals + more)


def _digits(quantity: Quantity, reading: Reading, exact: Number) -> Iterator[tuple[Diagnostic, int]]:
    """Yield two neighbouring digits exchanged, one digit wrong, one digit too many or too few."""
    assert reading.numeral is not None
    scale, decimals = scale_of(reading, quantity), reading.numeral.decimals
    right = round_at((exact[0] * scale[1], exact[1] * scale[0] * reading.multiple), decimals, quantity.rounding)
    wanted, printed = digits_of(right[0] * 10**decimals // right[1]), digits_of(reading.numeral.number[0])
    wanted, printed = wanted.rjust(decimals + 1, "0"), printed.rjust(decimals + 1, "0")
    value = _right(quantity, reading, exact)
    length = len(wanted)
    if length < FEWEST_DIGITS or len(printed) < FEWEST_DIGITS:
        return
    differing = [place for place in range(min(length, len(printed))) if wanted[place] != printed[place]]
    if length == len(printed):
        places = [(wanted[place], printed[place]) for place in differing]
        if _exchanged(differing, places):
            yield problem("cause-digits-exchanged", value=value), length - 1
        elif len(differing) == 1:
            yield (
                problem("cause-digit-wrong", value=value, digit=printed[differing[0]], right=wanted[differing[0]]),
                9 * length,
            )
    elif abs(length - len(printed)) == 1:
        longer, shorter = (wanted, printed) if length > len(printed) else (printed, wanted)
        if any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))):
            yield problem("cause-digit-lost" if longer is wanted else "cause-digit-added", value=value), 10 * length


def _exchanged(places: list[int], digits: list[tuple[str, str]]) -> bool:
    """Return whether the digits that differ are two neighbours in the other order."""
    return len(places) == len("ab") and places[1] == places[0] + 1 and digits[0] == digits[1][::-1]
