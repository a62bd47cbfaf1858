"""By how much something moved, in one sentence: ``A naik 1,65 poin menjadi B``, ``naik 305 orang atau 9,1%``."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds, is_difference, spread
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import verbs_of_change
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before
from lkjdsl.proofreading.printed.said_changes import is_rise
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
NEAR = 30
"""Characters between two amounts of one growth."""


def growth_checks(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield what a sentence says of the amount of a change, by the *numbers* of it."""
    string = site.text.string
    for at, (change, after) in enumerate(pairwise(numbers)):
        earlier_numbers = numbers[:at]
        lead = string[numbers[at - 1].end if at else start : change.start]
        verbs = list(verbs_of_change().finditer(lead))
        if not verbs or not form("change_amount").fullmatch(lead[verbs[-1].end() :].strip()):
            continue
        link = string[change.end : after.start]
        if after.percent and not change.percent and form("or").search(link):
            yield from _in_percent(
                change, after, [number for number in earlier_numbers if is_of_year_before(number, None)]
            )
        elif (
            earlier_numbers
            and is_of_year_before(after, None)
            and form("compared").match(link.lstrip(), _unit_end(link))
        ):
            between = lead[: verbs[-1].start()]
            yield from _since(change, earlier_numbers[-1], after, between)
        elif form("points_to").fullmatch(link) and earlier_numbers:
            yield from _in_points(change, after, earlier_numbers[-1], verbs[-1][0])
        elif change.percent and not after.percent and at + 2 < len(numbers) and form("grown_to").fullmatch(link):
            yield from _grown(change, after, numbers[at + 2])


def _in_percent(change: NumberInText, share: NumberInText, earlier: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield the percentage of a change, which is of what was there before; a usual fault is of what is there now."""
    if (
        len(earlier) != 1
        or earlier[0].percent
        or earlier[0].rupiah != change.rupiah
        or earlier[0].value <= change.value
    ):
        return
    exact = change.value / earlier[0].value * HUNDRED
    of_later = [change.value / (earlier[0].value + sign * change.value) * HUNDRED for sign in (1, -1)]
    holds = agrees(share, (exact, exact))
    if holds or is_slip(share, exact) or any(agrees(share, (value, value)) for value in of_later):
        line = Both.same(f"{change.text} / {earlier[0].text}")
        yield NumberCheck("arithmetic", share, (change, earlier[0]), holds, exact, line)


def _grown(share: NumberInText, earlier: NumberInText, later: NumberInText) -> Iterator[NumberCheck]:
    """Yield a growth whose two amounts follow: ``naik 9,83% dari tahun 2024 (Rp5,9 miliar menjadi Rp6,4 miliar)``."""
    link = share.site.text.string[earlier.end : later.start]
    if not form("became").search(link) or len(link) > NEAR or earlier.rupiah != later.rupiah or not earlier.value:
        return
    exact = abs(later.value / earlier.value - 1) * HUNDRED
    low, high = spread(lambda a, b: (a / b - 1) * HUNDRED, bounds(later), bounds(earlier))
    holds = agrees(share, (low, high)) or agrees(share, (-high, -low))
    yield NumberCheck(
        "arithmetic", share, (later, earlier), holds, exact, Both.same(f"{later.text} / {earlier.text} - 1")
    )


def _since(change: NumberInText, later: NumberInText, earlier: NumberInText, between: str) -> Iterator[NumberCheck]:
    """
    Yield by how much a result differs from that of the year before, both in its sentence.

    What is no slip of the pen is a fault where nothing but its verb stands *between* the result and the change.
    """
    string = change.site.text.string
    alike = later.percent == earlier.percent and later.rupiah == earlier.rupiah == change.rupiah
    alike = alike and (later.rupiah or later.decimals == change.decimals == earlier.decimals)
    exact = abs(later.value - earlier.value)
    is_told = (
        later.rupiah
        and form("grows_at_once").fullmatch(between)
        and form("lead_of_value").search(string[: later.start])
    )
    holds = is_difference(change, later, earlier)
    if alike and (holds or is_slip(change, exact) or is_told):
        line = Both.same(" - ".join(number.text for number in sorted((later, earlier), key=lambda one: -one.value)))
        yield NumberCheck("arithmetic", change, (later, earlier), holds, exact, line)


def _unit_end(link: str) -> int:
    """Return where the unit of the amount of a change ends: ``bulan dibandingkan``."""
    unit = form("change_unit").match(link.lstrip())
    return (
        0
        if unit is None
        else len(unit[0]) + len(link.lstrip()[unit.end() :]) - len(link.lstrip()[unit.end() :].lstrip())
    )


def _in_points(change: NumberInText, later: NumberInText, earlier: NumberInText, verb: str) -> Iterator[NumberCheck]:
    is_up = is_rise(verb, change)
    if is_up is None or earlier.percent != later.percent or (change.percent and not earlier.percent):
        return
    exact = later.value - earlier.value if is_up else earlier.value - later.value
    slack = change.half + earlier.half + later.half
    holds = abs(change.value - exact) <= slack
    wanted = earlier.value + (change.value if is_up else -change.value)
    if holds or is_slip(change, exact):
        line = Both.same(f"{later.text} - {earlier.text}" if is_up else f"{earlier.text} - {later.text}")
        yield NumberCheck("arithmetic", change, (later, earlier), holds, exact, line)
    elif change.decimals and abs(change.value + exact) <= slack:
        words = WORDS["direction"].filled(words=verb, earlier=earlier.text, later=later.text)
        yield NumberCheck("direction", later, (earlier,), holds, later.value, words)
    elif is_slip(later, wanted):
        line = Both.same(f"{earlier.text} {'+' if is_up else '-'} {change.text}")
        yield NumberCheck("arithmetic", later, (earlier, change), holds, wanted, line)
