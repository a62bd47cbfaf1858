"""Percentages that a part makes of its whole, words between: ``71 dari 241 dosen …, sehingga realisasinya 29,46%``."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
FEWEST = 3
"""Digits of a percentage that is hardly ever the share of other counts by chance."""


@frozen(eq=False)
class CountedShare:
    """A percentage that is said to be that of a part of a whole."""

    part: NumberInText
    whole: NumberInText
    percent: NumberInText


def count_share_checks(site: Site) -> Iterator[NumberCheck]:
    """
    Yield the percentages that a sentence gives for counts, right or with one slip of the pen, theirs or of a count.

    Any other percentage may be of something else, and nothing is said of it.
    """
    if not site.is_prose:
        return
    sentences = [
        [number for number in site.numbers if start <= number.start < end and number.measures]
        for start, end in spans(site.text.string)
    ]
    for before, numbers in zip([[], *sentences], sentences, strict=False):
        for share in _shares(site.text.string, before, numbers):
            yield from _checks(share)
        yield from _exceeding(site.text.string, numbers)


def _shares(string: str, before: Sequence[NumberInText], numbers: Sequence[NumberInText]) -> Iterator[CountedShare]:
    """Yield the shares that the *numbers* of a sentence state; the whole may stand in the sentence *before*."""
    for at, percent in enumerate(numbers):
        if at == 0 or not percent.percent or percent.decimals + 1 < FEWEST or not _is_count(numbers[at - 1]):
            continue
        last, link = numbers[at - 1], string[numbers[at - 1].end : percent.start]
        if at > 1 and _is_count(numbers[at - 2]):
            between = string[numbers[at - 2].end : last.start]
            if form("of_whole_said").fullmatch(between) and form("gives_share").fullmatch(link):
                yield CountedShare(numbers[at - 2], last, percent)
        elif at == 1 and form("among_whole").fullmatch(link):
            wholes = [number for number in before if _is_count(number)]
            if len(wholes) == 1 and _noun(wholes[0]) == _noun(last) != "":
                yield CountedShare(last, wholes[0], percent)


def _exceeding(string: str, numbers: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield what is called a part of a number that is less: ``Sebanyak 86 dari 68 peserta tersebut lulus``."""
    for part, whole in pairwise(numbers):
        is_said = form("some_of").search(string[: part.start]) and form("of_those").match(string, whole.end)
        is_pair = _is_count(part) and _is_count(whole) and string[part.end : whole.start].split() == ["dari"]
        if is_pair and is_said:
            holds = part.value <= whole.value
            yield NumberCheck("range", part, (whole,), holds, whole.value, WORDS["part-of-whole"])


def _noun(number: NumberInText) -> str:
    match = form("word_behind").match(number.site.text.string, number.end)
    return "" if match is None else match["noun"]


def _is_count(number: NumberInText) -> bool:
    return not (number.percent or number.rupiah or number.decimals) and number.multiple == 1 and number.value > 0


def _checks(share: CountedShare) -> Iterator[NumberCheck]:
    part, whole, percent = share.part, share.whole, share.percent
    exact = part.value / whole.value * HUNDRED
    line = Both.same(f"{part.text} / {whole.text}")
    holds = agrees(percent, (exact, exact))
    if holds or is_slip(percent, exact):
        yield NumberCheck("arithmetic", percent, (part, whole), holds, exact, line)
    if holds:
        return
    slips = [(part, slip) for slip in _slips(part.value) if _gives(percent, slip / whole.value)]
    slips += [(whole, slip) for slip in _slips(whole.value) if _gives(percent, part.value / slip)]
    if len(slips) == 1:
        number, value = slips[0]
        line = Both.same(f"{part.text} / {percent.text}" if number is whole else f"{percent.text} × {whole.text}")
        other = part if number is whole else whole
        yield NumberCheck("arithmetic", number, (other, percent), holds, value, line)


def _gives(percent: NumberInText, quotient: Fraction) -> bool:
    return abs(quotient * HUNDRED - percent.value) <= percent.half


def _slips(value: Fraction) -> Iterator[Fraction]:
    """Yield the numbers that are printed as *value* with one wrong digit, or with two neighbours exchanged."""
    digits = str(value.numerator)
    if len(digits) < FEWEST:
        return
    texts = {digits[:at] + other + digits[at + 1 :] for at in range(len(digits)) for other in "0123456789"}
    texts |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    yield from (Fraction(int(text)) for text in texts - {digits} if text[0] != "0")
