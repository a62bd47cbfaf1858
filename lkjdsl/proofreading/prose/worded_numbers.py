"""Numbers of sentences with the words around them: of their clause, what they count, and the row that they stand by."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from attrs import frozen

from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.row_mentions import RowMention, RowMentions
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.sentences.calculations import CHAIN
from lkjdsl.proofreading.sentences.spans import spans

FEWEST = 3
"""Digits of a number that is hardly another one by chance, where words say what it is."""
TURNED = 2
"""Digits of one that is hardly another one with its digits exchanged."""
LONG = 5
"""Digits of a number that is hardly a slip of another one by chance."""
WHOLE = 7
"""Digits of an amount that is printed to the last rupiah."""
BEHIND = 30
"""Characters behind a number that say what it is of."""


@frozen(eq=False)
class WordedNumber:
    """
    A number, what stands ``before`` it in its sentence, and what up to the numbers beside it: ``lead``, ``follow``.

    ``near`` are the words of its clause, ``said`` those of its text up to the end of its sentence; the ``noun`` is what
    it counts, if it says so; the ``rows`` are what it may be of by their name, ``is_beside`` tells that it is right
    behind that.
    """

    number: NumberInText
    before: str
    lead: str
    follow: str
    near: frozenset[str]
    noun: frozenset[str]
    said: frozenset[str]
    rows: Sequence[RowMention]
    is_beside: bool

    @property
    def text(self) -> str:
        """Return the whole text up to the number."""
        return self.number.site.text.string[: self.number.end]

    @property
    def digits(self) -> int:
        """Return how many digits the number is printed with."""
        return _digits(self.number)

    @property
    def is_count(self) -> bool:
        """Return whether the number has neither of the marks of percentages and amounts."""
        return not (self.number.percent or self.number.rupiah)

    @property
    def is_long(self) -> bool:
        """Return whether the number has many digits, or is an amount to the last rupiah."""
        digits = "".join(sign for sign in self.number.text if sign.isdigit())
        return len(digits.strip("0")) >= LONG or (self.number.multiple == 1 and len(digits) >= WHOLE)

    @property
    def is_apart(self) -> bool:
        """Return whether the number says how far two others are apart."""
        return bool(form("apart_lead").search(self.lead) or form("points").match(self.follow))

    def years(self, year: int) -> frozenset[int]:
        """Return the years that the number may be of, where *year* is that of the report."""
        if is_of_year_before(self.number, year):
            return frozenset({year - 1})
        named = {one for one, _ in years_in(f"{self.before} {self.follow}")}
        return frozenset({year, year - 1}) if year - 1 in named else frozenset({year})


def worded_numbers(
    site: Site, rows: RowMentions, taken: Collection[NumberInText], fewest: int = FEWEST
) -> Iterator[WordedNumber]:
    """
    Yield the numbers of *site*, those *taken* left out, of whole years, and of nothing planned or supposed.

    They have at least the *fewest* digits.
    """
    string = site.text.string
    if form("of_plan").match(string):
        return
    chains = [hit.span() for one in (CHAIN, form("rule")) for hit in one.finditer(string)]
    for start, end in spans(string):
        numbers = [one for one in site.numbers if start <= one.start < end and one.measures]
        left = [one for one in numbers if one not in taken and _digits(one) >= fewest]
        left = [one for one in left if not any(first <= one.start < last for first, last in chains)]
        mentions = rows.of(string, start, end, [one.start for one in numbers]) if left else []
        said = frozenset(words_of(string[:end]))
        for at, number in enumerate(numbers):
            lead = string[numbers[at - 1].end if at else start : number.start]
            follow = string[number.end : numbers[at + 1].start if at + 1 < len(numbers) else end]
            if number not in left or phrase("condition").search(string, start, number.start):
                continue
            own = _own(mentions, number, string)
            if not _is_elsewhere(_without(own, lead, number), follow):
                is_part = at + 1 < len(numbers) and form("of_whole").fullmatch(follow) is not None
                near = _near(string[start : number.start], string[number.end : end] if is_part else follow)
                beside = bool(own) and set(words_of(string[own[-1].end : number.start])) <= _weak()
                before = string[start : number.start]
                yield WordedNumber(number, before, lead, follow, near, _noun(follow), said, own, beside)


def _near(before: str, behind: str) -> frozenset[str]:
    """Return the words of the last clause before a number with more than what it counts, and of what is behind it."""
    clauses, plain = form("number_or_break").split(before), _weak() | _noun(behind)
    clause = next((part for part in reversed(clauses) if set(words_of(part)) - plain), "")
    return frozenset(words_of(f"{clause} {re.split(r'[,;()]', behind)[0]}"))


def _noun(follow: str) -> frozenset[str]:
    """Return the word behind a number, where it says what is counted, and not only that these are people."""
    counted = form("counted_noun").match(follow)
    word = "" if counted is None or counted["noun"].casefold() in genre().people else counted["noun"]
    return frozenset(words_of(word)) - _weak()


def _own(mentions: Sequence[RowMention], number: NumberInText, string: str) -> Sequence[RowMention]:
    """Return the rows that a number is of: those named just behind it, or else those named last before it."""
    behind = next((one for one in mentions if one.start >= number.end), None)
    if behind is not None and form("of_row_behind").fullmatch(string[number.end : behind.start]):
        return [one for one in mentions if one.start == behind.start]
    before = [one for one in mentions if one.end <= number.start]
    return [one for one in before if one.end == before[-1].end]


def _without(rows: Sequence[RowMention], lead: str, number: NumberInText) -> str:
    """Return what stands before a number without the name of its row, be it a part of the year alone."""
    start = number.start - len(lead)
    if not rows or rows[0].start < start or rows[0].end > number.start:
        return lead
    before = lead[: rows[0].start - start]
    return lead if form("so_far_lead").search(before) else before + lead[rows[0].end - start :]


def _is_elsewhere(lead: str, follow: str) -> bool:
    """Return whether the words around a number give it to a part of the year, to another plan or another place."""
    behind = follow[:BEHIND] if len(follow) > BEHIND else re.split(r"[,;(]", follow)[0]
    said = f"{re.split(r'[;,] ', lead)[-1]} {behind}"
    return has_any(form("of_all_year").sub(" ", said), genre().other)


@cache
def _weak() -> frozenset[str]:
    """Return the words that say nothing of what a number is of."""
    return plain_words() | weak_words() | light_words() | {word for one in genre().people for word in words_of(one)}


def _digits(number: NumberInText) -> int:
    return sum(sign.isdigit() for sign in number.text)
