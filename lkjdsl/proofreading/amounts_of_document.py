"""
Large amounts of a whole report against each other and against the edition: slips of the pen, and juta for miliar.

Two amounts of seven digits or more that differ in one digit, or in two exchanged ones, are hardly ever two amounts: one
of them is the other one, printed wrongly.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.proofreading.mended_numbers import with_values
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip, stands_beside
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_elsewhere, is_of_year_before, years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 7
"""Digits, but for noughts at the end, of an amount that is no other one by chance."""
FEWEST_ROUNDED = 3
THOUSAND = Fraction(1000)
MANY = 3
"""How many times as much an amount is that is of another size."""
NEAR = 60
"""Characters before an amount that say what it is."""


KnownAmounts = Mapping[int | None, Mapping[str, tuple[Fraction, str]]]
"""The amounts of an edition with data by their paths, with their names, of each year that there are data of."""


@frozen(eq=False)
class KnownAmount:
    """An amount that is right, with the words of what it is; ``path`` is empty where it is only printed."""

    value: Fraction
    words: frozenset[str]
    path: str = ""


def large_amounts(sites: Sequence[Site]) -> Iterator[NumberInText]:
    """Yield the whole numbers that are so long that no other amount is like them by chance."""
    for number in (number for site in sites for number in site.numbers):
        if number.measures and number.multiple == 1 and not number.decimals and _digits(number) >= FEWEST:
            yield number


def amount_slips(
    sites: Sequence[Site], known: KnownAmounts, year: int | None, holding: Sequence[NumberCheck]
) -> Iterator[tuple[ReportFault, Fraction]]:
    """
    Yield amounts that are slips of those *known*, or of one that is printed often, each with what it should be.

    The checks that are *holding* speak for an amount where they would not hold with another one.
    """
    large = list(large_amounts(sites))
    counts = Counter(number.value for number in large)
    right = {value for amounts in known.values() for value, _ in amounts.values()}
    often = [number for number in large if counts[number.value] > 1]
    for number in large:
        is_before = is_of_year_before(number, year)
        if counts[number.value] > 1 or number.value in right or _is_of_other_year(number, year):
            continue
        amounts = known.get(year - 1 if is_before and year is not None else year, {})
        slips = [path for path, (value, _) in amounts.items() if is_slip(number, value)]
        values = {amounts[path][0] for path in slips}
        like = set[Fraction]() if is_before else {other.value for other in often if is_slip(number, other.value)}
        value = next(iter(values or like), None)
        if value is None or len(values or like) > 1 or _is_confirmed(number, value, holding):
            continue
        if stands_beside(number, value) and not is_exchange(number, value):
            continue
        usual = next((other for other in often if other.value == value), number)
        yield (_slip(number, value, slips[0]) if slips else _differs(number, usual)), value


def _is_confirmed(number: NumberInText, value: Fraction, holding: Sequence[NumberCheck]) -> bool:
    """Return whether a check that holds would not with *value* for *number*."""
    for check in holding:
        if number in (check.result, *check.parts):
            changed = with_values(check, {number: value})
            if changed is None or not changed.holds:
                return True
    return False


def scaled_amounts(sites: Sequence[Site], known: KnownAmounts, year: int | None) -> Iterator[ReportFault]:
    """Yield rounded amounts of sentences that are a thousand times as much or as little of what they name."""
    amounts = [number for site in sites for number in site.numbers if number.measures and number.multiple == 1]
    exact = [number for number in amounts if _digits(number) > FEWEST_ROUNDED and number.value >= THOUSAND**2]
    named = [KnownAmount(value, _telling(name), path) for path, (value, name) in known.get(year, {}).items()]
    named += [KnownAmount(number.value, _telling(number.site.context)) for number in exact]
    for site in sites:
        if site.is_prose:
            yield from _of_other_multiple(site, named)


def _of_other_multiple(site: Site, named: Sequence[KnownAmount]) -> Iterator[ReportFault]:
    """
    Yield rounded amounts that are those of nothing, but a thousand times as much or as little of a known one.

    They name what that is, or stand among amounts of its size.
    """
    for number in site.numbers:
        if not number.rupiah or number.multiple == 1 or _digits(number) < FEWEST_ROUNDED:
            continue
        ends = [other.end for other in site.numbers if other.end <= number.start]
        lead = site.text.string[max([0, number.start - NEAR, *ends]) : number.start]
        words = _telling(re.split(r"[.;]\s", lead)[-1])
        if form("per_one").search(lead) or any(agrees(number, (amount.value, amount.value)) for amount in named):
            continue
        scaled = [
            amount
            for amount in named
            for scale in (THOUSAND, 1 / THOUSAND)
            if agrees(number, (amount.value * scale, amount.value * scale))
            and (not words.isdisjoint(amount.words) or _stands_among(amount.value, number))
        ]
        if scaled and len({amount.value for amount in scaled}) == 1:
            text = _rupiah(scaled[0].value)
            cause = WORDS["restated"].filled(text=text)
            yield ReportFault("unit", site, number.text, scaled[0].path, text, cause, number.start, number)


def _stands_among(value: Fraction, number: NumberInText) -> bool:
    """Return whether the other amounts of a text are about as much as *value*, and none as *number* is."""
    others = [one.value for one in number.site.numbers if one.rupiah and one is not number]

    def is_like(one: Fraction, other: Fraction) -> bool:
        return one < MANY * other and other < MANY * one

    return any(is_like(one, value) for one in others) and not any(is_like(one, number.value) for one in others)


def _slip(number: NumberInText, value: Fraction, path: str) -> ReportFault:
    text = _rupiah(value) if number.rupiah else f"{int(value):,}".replace(",", ".")
    return ReportFault("disagrees", number.site, number.text, path, text, WORDS["slip"], number.start, number)


def _differs(number: NumberInText, usual: NumberInText) -> ReportFault:
    cause = WORDS["differs"].filled(text=usual.text, place=usual.site.address)
    return ReportFault("differs", number.site, number.text, "", usual.text, cause, number.start, number)


def _is_of_other_year(number: NumberInText, year: int | None) -> bool:
    """Return whether an amount of a table is that of another year, which may well be nearly the same."""
    cell, table = number.site.cell, number.site.table
    if cell is None or table is None or year is None:
        return False
    named = {one for one, _ in years_in(number.site.context)} or {year}
    return is_elsewhere(table.columns[cell.column], year) or year not in named


def _digits(number: NumberInText) -> int:
    return len("".join(sign for sign in number.text if sign.isdigit()).strip("0"))


def _rupiah(value: Fraction) -> str:
    return f"Rp{int(value):,}".replace(",", ".")


def _telling(text: str) -> frozenset[str]:
    return frozenset(words_of(text)) - light_words()
