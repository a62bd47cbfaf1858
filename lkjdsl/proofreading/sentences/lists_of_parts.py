"""Lists in sentences whose parts make a whole: ``dari 193 parameter, 187 …, 4 … dan 2 …``, and lists of weights."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
FEWEST = 3
"""Parts of a list; two numbers side by side may be anything."""
NEARLY = Fraction(1, 20)
"""By which part of a whole the sum of a list may miss it and be meant to be it."""


def list_checks(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield the lists among the *numbers* of one sentence that nearly make a whole, or are said to."""
    counts = [number for number in numbers if not (number.percent or number.rupiah or number.decimals)]
    counts = [number for number in counts if not re.search(r"[≤≥<>|]\s*\Z", site.text.string[: number.start])]
    for begin, last in _lists(site, counts):
        is_of_whole = form("from_whole").search(site.text.string[start : counts[begin].start]) is not None
        first = begin + is_of_whole
        if last - first < FEWEST:
            continue
        parts = counts[first:last]
        total = sum((part.value for part in parts), Fraction(0))
        line = WORDS["line"].filled(line=" + ".join(part.text for part in parts))
        before, after = counts[first - 1] if first else None, counts[last] if last < len(counts) else None
        lead = site.text.string[start : parts[0].start]
        if after is not None and form("altogether").search(_between(site, parts[-1], after)):
            yield NumberCheck("total", after, parts, total == after.value, total, line)
        elif before is not None and _is_near(total, before.value) and not form("consists").search(lead):
            exact = parts[-1].value + before.value - total
            rest = " - ".join(part.text for part in (before, *parts[:-1]))
            holds = total == before.value
            of_whole = (before,) if holds else ()
            yield NumberCheck("total", parts[-1], of_whole, holds, exact, WORDS["line"].filled(line=rest))
    yield from _weights(site, [number for number in numbers if number.percent], start)


def _lists(site: Site, counts: Sequence[NumberInText]) -> Iterator[tuple[int, int]]:
    """Yield where lists of three numbers or more begin and end; the last has *dan* before it."""
    first = 0
    for at in range(1, len(counts) + 1):
        match = None
        if at < len(counts):
            match = form("listed").fullmatch(_between(site, counts[at - 1], counts[at]))
        if match is not None and match["mark"] == ",":
            continue
        last = at + 1 if match is not None else at
        if match is not None and last - first >= FEWEST:
            yield first, last
        if match is None or last - first < FEWEST:
            first = at


def _weights(site: Site, percents: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield the weights of a list, which make 100%."""
    for first, percent in enumerate(percents):
        lead = site.text.string[percents[first - 1].end if first else start : percent.start]
        if not form("weight_before").search(lead):
            continue
        last = first + 1
        while last < len(percents) and form("weight_listed").fullmatch(
            _between(site, percents[last - 1], percents[last])
        ):
            last += 1
        weights = percents[first:last]
        if len(weights) < 2 or not form("weight_last").search(_between(site, *weights[-2:])):  # noqa: PLR2004
            continue
        total = sum((number.value for number in weights), Fraction(0))
        if abs(total - HUNDRED) <= HUNDRED / 10:
            line = WORDS["weights"].filled(line=" + ".join(number.text for number in weights))
            yield NumberCheck("weights", weights[-1], weights[:-1], total == HUNDRED, HUNDRED, line)


def _is_near(total: Fraction, whole: Fraction) -> bool:
    return abs(total - whole) <= whole * NEARLY


def _between(site: Site, number: NumberInText, other: NumberInText) -> str:
    return site.text.string[number.end : other.start]


def shares_in_brackets(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield the percentages in brackets behind parts of a whole: ``Dari 512 orang, 290 (56,6%) … dan 222 (43,4%)``."""
    if len(numbers) < 5 or not form("from_whole").search(site.text.string[start : numbers[0].start]):  # noqa: PLR2004
        return
    whole = numbers[0]
    pairs = [
        (part, share)
        for part, share in pairwise(numbers[1:])
        if share.percent
        and not part.percent
        and not form("limit_before").search(site.text.string[: part.start])
        and form("bracketed").fullmatch(_between(site, part, share))
    ]
    exact = {share: part.value / whole.value * HUNDRED for part, share in pairs if whole.value}
    right = [share for share, value in exact.items() if abs(value - share.value) <= 2 * share.half]
    for part, share in pairs if right else ():
        holds = share in right
        yield NumberCheck(
            "arithmetic", share, (part, whole), holds, exact[share], Both.same(f"{part.text} / {whole.text}")
        )
