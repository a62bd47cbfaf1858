"""Whether a number lies where a sentence says that it does: in a range of two numbers, above it, or below it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def range_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield each number that is said to lie beside or in the range behind these words, or the only one before them."""
    string = site.text.string
    numbers = [number for number in site.numbers if number.measures] if site.is_prose else []
    for start, end in spans(string) if numbers else ():
        for hit in form("beside_range").finditer(string, start, end):
            before = [number for number in numbers if start <= number.start and number.end <= hit.start()]
            is_of_it = not before and form("said_of_it").fullmatch(string[start : hit.start()])
            behind = [number for number in site.numbers if hit.end() <= number.start][:2]
            stated = [number for number in site.numbers if number.end <= hit.start()]
            ranges = _ranges(behind if behind and behind[0].start == hit.end() else stated)
            said = form("range_lead").search(string[: hit.start()])
            is_beside = bool(before) and said is not None and before[-1].end == said.start()
            if is_of_it and len(ranges) == 1:
                before = _of_sentence_before(numbers, start, ranges[0][1])
                is_beside = len(before) == 1
            if is_beside and len(ranges) == 1 and ranges[0][1].percent == before[-1].percent:
                yield _check(before[-1], ranges[0], hit.group(), hit.lastgroup or "")


def _of_sentence_before(numbers: Sequence[NumberInText], start: int, high: NumberInText) -> list[NumberInText]:
    """Return the numbers of the sentence before *start* that are of the kind of *high*: ``Rasio tersebut`` is one."""
    string = high.site.text.string
    first, last = max((one for one in spans(string) if one[1] <= start), default=(0, 0))
    return [number for number in numbers if first <= number.start < last and number.percent == high.percent]


def _ranges(numbers: Sequence[NumberInText]) -> list[tuple[NumberInText, NumberInText]]:
    """Return the ranges among *numbers*, whose first number measures nothing by itself: ``60-85%``."""
    return [
        (low, high)
        for low, high in pairwise(numbers)
        if high.measures
        and low.value < high.value
        and form("range_link").fullmatch(low.site.text.string[low.end : high.start])
    ]


def _check(number: NumberInText, range_: tuple[NumberInText, NumberInText], words: str, side: str) -> NumberCheck:
    low, high = range_
    is_over, is_under = number.value > high.value, number.value < low.value
    holds = {"above": is_over, "below": is_under, "outside": is_over or is_under}.get(side, not (is_over or is_under))
    text = WORDS["beside-range"].filled(words=words.strip(), number=number.text, low=low.text, high=high.text)
    return NumberCheck("direction", number, range_, holds, number.value, text)
