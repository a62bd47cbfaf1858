"""
Percentages of a sentence as shares: of an amount that is named behind them, and of one whole together.

``Rp 2,88 triliun atau 65% dari target Rp 4,42 triliun``; ``96,17 persen, 1,28 persen dan 2,65 persen``.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, counted
from lkjdsl.proofreading.sentences.multiples import multiple_checks
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
FEWEST = 3
"""Percentages that are the shares of one whole; two may be of two."""
NEAR = Fraction(1, 2)
"""By how much shares of one whole may miss 100 that were meant to make it."""


def share_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield the percentages of a text against what they are shares of."""
    if not site.is_prose:
        return
    numbers = list(counted(site))
    for at in range(1, len(numbers) - 1):
        yield from _of_named(site, numbers[at - 1], numbers[at], numbers[at + 1])
    for start, end in spans(site.text.string):
        yield from _in_brackets(site, [number for number in numbers if start <= number.start < end])
        yield from _of_one_whole(site, [number for number in numbers if start <= number.start < end])


def _of_named(site: Site, part: NumberInText, share: NumberInText, whole: NumberInText) -> Iterator[NumberCheck]:
    """Yield a percentage between an amount and the one that it is said to be of."""
    string = site.text.string
    before, behind = string[part.end : share.start], string[share.end : whole.start]
    is_share = share.percent and not part.percent and not whole.percent and part.rupiah == whole.rupiah
    if not is_share or form("share_or").fullmatch(before) is None or form("share_of").fullmatch(behind) is None:
        return
    if form("worked_out").match(string, whole.end) or form("points").match(string, part.end):
        return  # lebih tinggi 0,04 poin atau 106,90% dari 0,58; 31 bayi (95% dari 771 adalah 732,45)
    computed = ratio(bounds(part), bounds(whole))
    scaled = list(multiple_checks((part, whole), share))
    if scaled:
        yield from scaled
    elif computed is not None:
        exact, line = part.value / whole.value * HUNDRED, Both.same(f"{part.text} / {whole.text} × 100")
        yield NumberCheck("arithmetic", share, (part, whole), agrees(share, computed), exact, line)


def _in_brackets(site: Site, numbers: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield a percentage whose part and whole stand in brackets: ``52,6% dari seluruh berkas (41 dari 78)``."""
    string = site.text.string
    for share, part, whole in zip(numbers, numbers[1:], numbers[2:], strict=False):
        links = string[share.end : part.start], string[part.end : whole.start], string[whole.end :]
        is_share = share.percent and not part.percent and not whole.percent and part.rupiah == whole.rupiah
        keys = ("share_of_bracketed", "of_whole", "bracket_closed")
        if is_share and whole.value > part.value > 0 and all(map(_matches, keys, links)):
            exact = part.value / whole.value * HUNDRED
            computed = ratio(bounds(part), bounds(whole)) or (exact, exact)
            line = Both.same(f"{part.text} / {whole.text} × 100")
            yield NumberCheck("arithmetic", share, (part, whole), agrees(share, computed), exact, line)


def _matches(key: str, link: str) -> bool:
    whole = form(key).match(link)
    return whole is not None and (key == "bracket_closed" or whole.end() == len(link))


def _of_one_whole(site: Site, numbers: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Ask of percentages of a sentence that nearly make 100: of those joined to each other, and all that there are."""
    percents = [number for number in numbers if number.percent]
    exact = all(number.decimals > 0 for number in percents[1:])
    if len(percents) < FEWEST or not exact:
        return
    string = site.text.string
    joined = all(form("share_joint").search(string[number.end : other.start]) for number, other in pairwise(percents))
    total = sum((number.value for number in percents), Fraction(0))
    slack = sum((number.half for number in percents), Fraction(0)) * 2
    if joined and abs(total - HUNDRED) <= NEAR:
        line = " + ".join(number.text for number in percents)
        holds = abs(total - HUNDRED) <= slack
        words = WORDS["weights"].filled(line=line)
        yield NumberCheck("weights", percents[-1], percents[:-1], holds, HUNDRED, words, certain=False)
