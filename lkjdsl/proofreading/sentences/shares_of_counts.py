"""Percentages that a part makes of its whole, words between: ``71 dari 241 dosen …, sehingga realisasinya 29,46%``."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
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

TELLING = Fraction(1, 20)
"""By how much a count that gives a percentage may miss a whole number, so that it hardly is one by chance."""


@frozen(eq=False)
class CountedShare:
    """A percentage that is said to be that of a part of a whole."""

    part: NumberInText
    whole: NumberInText
    percent: NumberInText


def count_share_checks(site: Site, right: AbstractSet[NumberInText] = frozenset()) -> Iterator[NumberCheck]:
    """
    Yield the percentages that a text gives for counts, right or with one slip of the pen, theirs or of a count.

    Any other percentage may be of something else, and nothing is said of it, but where it is *right*: then it is the
    count that is wrong, if one other one gives it.
    """
    if not site.is_prose:
        return
    numbers = [number for number in site.numbers if number.measures]
    for share in _shares(site.text.string, numbers):
        yield from _checks(share, numbers, is_right=share.percent in right)
    for start, end in spans(site.text.string):
        yield from _exceeding(site.text.string, [one for one in numbers if start <= one.start < end])


def _shares(string: str, numbers: Sequence[NumberInText]) -> Iterator[CountedShare]:
    """Yield the shares that the *numbers* of a text state, the whole first or the part."""
    for first, second, percent in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if not percent.percent or percent.decimals + 1 < FEWEST or not (_is_count(first) and _is_count(second)):
            continue
        between, link = string[first.end : second.start], string[second.end : percent.start]
        is_given = any(form(key).fullmatch(link) for key in ("gives_share", "amounts_to_share"))
        if form("of_whole_said").fullmatch(between):
            if is_given:
                yield CountedShare(first, second, percent)
        elif form("among_whole").fullmatch(link):
            if "." not in between or _noun(first) == _noun(second) != "":
                yield CountedShare(second, first, percent)
        elif form("from_whole").search(string[: first.start]) and (is_given or form("result_next").fullmatch(link)):
            yield CountedShare(second, first, percent)


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


def _checks(share: CountedShare, numbers: Sequence[NumberInText], *, is_right: bool) -> Iterator[NumberCheck]:
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
    counts = [number for number in numbers if _is_count(number)]
    if is_right and not any(_gives(percent, one.value / other.value) for one in counts for other in counts):
        slips = slips or list(_mended(share))
    if len(slips) == 1:
        number, value = slips[0]
        line = Both.same(f"{part.text} / {percent.text}" if number is whole else f"{percent.text} × {whole.text}")
        other = part if number is whole else whole
        yield NumberCheck("arithmetic", number, (other, percent), holds, value, line)


def _mended(share: CountedShare) -> Iterator[tuple[NumberInText, Fraction]]:
    """Yield what a count would be that gives the percentage with the other one, where few others would by chance."""
    part, whole, ratio = share.part, share.whole, share.percent.value / HUNDRED
    for number, value in ((part, ratio * whole.value), (whole, part.value / ratio if ratio else Fraction(0))):
        count = Fraction(round(value))
        is_telling = whole.value * share.percent.half / HUNDRED < TELLING
        top, bottom = (count, whole.value) if number is part else (part.value, count)
        if is_telling and 0 < top <= bottom and _gives(share.percent, top / bottom):
            yield number, count


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
