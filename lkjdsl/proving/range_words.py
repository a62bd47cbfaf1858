"""Ranges and directions in the words of people."""

from collections.abc import Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.numerals import printed, shortest
from lkjdsl.numbers.rational import Number
from lkjdsl.render.words import truth, word
from lkjdsl.units import Unit
from lkjdsl.words import Words

WORDS = Words("proving.ranges")
DECIMALS = 4
"""A number with more is shown about."""
SHOWN = 2
"""So many names of a list are shown on a page; JSON has all."""


def range_text(possible: Range, unit: Unit, language: Language) -> str:
    """Return everything that a value may be, as text."""
    parts = [] if possible.numbers is None else [interval_text(possible.numbers, unit, language)]
    parts += [truth(flag).text(language) for flag in sorted(possible.flags, reverse=True)]
    parts += [WORDS["any-text"].text(language)] if possible.texts is None else sorted(possible.texts)
    parts = parts or [WORDS["no-number"].text(language)]
    return "; ".join([*parts, *(word(state, language) for state in sorted(possible.states) if state != "missing")])


def interval_text(numbers: Interval, unit: Unit, language: Language) -> str:
    """Return an interval as text: ``0% – 100%``, ``≥ 0%``, ``> 0%, < 100%``."""
    low, high = (None if end is None else number_text(end, unit, language) for end in (numbers.low, numbers.high))
    if low is None and high is None:
        return WORDS["any"].text(language)
    if low is not None and low == high:
        return low
    if low is not None and high is not None and not (numbers.low_open or numbers.high_open):
        return f"{low} – {high}"
    ends = [] if low is None else [f"{'>' if numbers.low_open else '≥'} {low}"]
    ends += [] if high is None else [f"{'<' if numbers.high_open else '≤'} {high}"]
    return ", ".join(ends)


def number_text(number: Number, unit: Unit, language: Language) -> str:
    """Return a number with all its decimals, or about, where it has more than are worth reading."""
    text = shortest(number, unit, language)
    decimals = text.rstrip("%").rpartition("," if language == "id" else ".")[2]
    many = len(decimals) > DECIMALS and decimals != text.rstrip("%")
    return f"≈ {printed(number, unit, 2, 'half-up', language)}" if many else text


def listed(names: Sequence[str]) -> str:
    """Return the first few of *names*, and how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:SHOWN])} … (+{more})"
