"""Amounts of a sentence with each other: a number and its parts, a percentage and the amounts that it is of."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, permutations

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import FractionBounds, NumberCheck, agrees, bounds, spread
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, verbs_of_change
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.multiples import earlier_whole_checks, multiple_checks
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
THOUSAND = Fraction(1000)
NEAR = 60
"""Characters between numbers of one statement."""
NOUN = re.compile(r"\s*(?:\([^()\d]*\)\s*)?(?P<noun>[^\W\d]+)")


def parts_of_wholes(site: Site, numbers: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield a number against the parts that it is said to have: ``12 program studi, terdiri atas 2 program …``."""
    string = site.text.string
    for at, whole in enumerate(numbers):
        link, parts = (
            form("parts").match(string, whole.end),
            [number for number in numbers[at + 1 :] if not form("time").match(string, number.end)],
        )
        counts = not any(number.percent or number.decimals or number.rupiah for number in (whole, *parts))
        if link is None or len(parts) < 2 or not counts or link.end() > parts[0].start:  # noqa: PLR2004
            continue
        nouns = [NOUN.match(string, number.end) for number in parts]
        between = [string[number.end : other.start] for number, other in pairwise(parts)]
        apart = next((at for at, one in enumerate(between) if form("parts_end").search(one)), len(between))
        parts, nouns, between = parts[: apart + 1], nouns[: apart + 1], between[:apart]
        if (
            len(parts) < 2  # noqa: PLR2004
            or any(noun is None for noun in nouns)
            or any("(" in re.sub(r"\([^()\d]*\)", "", one) for one in between)
        ):
            continue
        same = {noun["noun"].casefold() for noun in nouns if noun is not None} == {link["noun"].casefold()}
        people = link["noun"].casefold() in genre().people and all(part.value <= whole.value for part in parts)
        computed = sum((part.value for part in parts), Fraction(0))
        if same or people or computed == whole.value:
            line = " + ".join(part.text for part in parts)
            holds = computed == whole.value
            yield NumberCheck("total", whole, (), holds, computed, WORDS["line"].filled(line=line))


def restated_amounts(site: Site, numbers: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield an exact amount against the same in words of thousands: ``Rp 4.215.000.000 (Rp 4,2 miliar)``."""
    for exact, rounded in pairwise(numbers):
        link = site.text.string[exact.end : rounded.start]
        if exact.multiple > 1 or rounded.multiple == 1 or exact.percent or not form("restating").fullmatch(link):
            continue
        if not (exact.rupiah or not rounded.rupiah) or not exact.value:
            continue
        scales = [THOUSAND**power for power in (-2, -1, 1, 2)]
        is_scaled = any(agrees(rounded, (exact.value * scale, exact.value * scale)) for scale in scales)
        is_rough = form("roughly").search(link) is not None and not is_scaled
        holds = is_rough or agrees(rounded, (exact.value, exact.value))
        words = WORDS["restated"].filled(text=exact.text)
        if is_scaled or rounded.rupiah:
            yield NumberCheck("unit" if is_scaled else "differs", rounded, (exact,), holds, exact.value, words)


def percentages_of_amounts(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield a percentage against the two amounts before it: ``Rp A dari pagu Rp B atau 97,54%``."""
    string = site.text.string
    everything = [number for number in site.numbers if number.measures and not number.percent]
    for at, percent in enumerate(numbers):
        if at == 1 and percent.percent and numbers[0].multiple > 1 and numbers[0].rupiah:
            is_said = form("share_or").fullmatch(string[numbers[0].end : percent.start]) is not None
            yield from earlier_whole_checks(numbers[0], percent) if is_said else ()
        if not percent.percent or at < 2 or re.search(r"[x×*·]\s*\Z", string[: percent.start]):  # noqa: PLR2004
            continue
        first, second = numbers[at - 2 : at]
        link = string[second.end : percent.start]
        if (
            first.percent
            or second.percent
            or first.rupiah != second.rupiah
            or len(link) > NEAR
            or not form("share_behind").search(link)
            or form("of_source").search(link)
            or form("roughly").search(string, start, first.start)
            or _is_change(string[start : first.start])
            or has_any(link, (*genre().direction["above"], *genre().direction["below"]))
        ):
            continue
        if not (first.rupiah or form("from").search(string, start, second.start)):
            continue
        pairs = [(first, second), (second, first), *permutations(everything, 2)]
        pair = next((one for one in pairs if _is_percentage(percent, [*map(bounds, one)])), None)
        holds = pair is not None
        small, large = sorted((first, second), key=lambda number: number.value)
        if large.value == 0 or small.value <= 0:
            continue
        scaled = [] if holds else list(multiple_checks((first, second), percent))
        if scaled:
            yield from scaled
            continue
        certain = [number for number in numbers if number not in (first, second, percent) and not number.percent] == []
        line = f"{small.text} / {large.text}"
        between = string[start : percent.start]
        is_change = form("is_difference").search(between) is not None
        yield NumberCheck(
            "arithmetic",
            percent,
            pair or (first, second),
            holds,
            small.value / large.value * HUNDRED,
            Both.same(line),
            (certain or _is_of_whole(string, first, second, link)) and not is_change,
        )


def _is_change(lead: str) -> bool:
    """Return whether what stands before an amount says that it is by how much something rose or fell."""
    plain = form("amount_word").sub("", lead[-20:]).strip()
    return any(hit.end() == len(plain) for hit in verbs_of_change().finditer(plain))


def _is_percentage(percent: NumberInText, pair: Sequence[FractionBounds]) -> bool:
    if pair[1][0] <= 0 <= pair[1][1]:
        return False
    low, high = spread(lambda a, b: a / b * HUNDRED, pair[0], pair[1])
    return any(
        agrees(percent, one) for one in ((low, high), (low - HUNDRED, high - HUNDRED), (HUNDRED - high, HUNDRED - low))
    )


def _is_of_whole(string: str, first: NumberInText, second: NumberInText, link: str) -> bool:
    """Return whether nothing but nouns stands between a part, its whole and their percentage, in either order."""
    nouns = [form("counted_noun").match(string, number.end) for number in (first, second)]
    same = len({noun["noun"].casefold() for noun in nouns if noun is not None}) == 1 and None not in nouns
    is_lead = form("from_whole").search(string[: first.start]) is not None and same and second.value < first.value
    is_part = form("of_whole").fullmatch(string[first.end : second.start]) is not None
    return (is_lead or is_part) and form("only_noun").fullmatch(link) is not None
