"""
Percentages by which something is said to have risen or fallen, against the two amounts that a text gives for it.

*Naik 312,08 persen* beside 12.467 and 38.907 is a quotient taken for a growth; *turun 28.745 kasus atau 17,50 persen*
of 192.950 is a difference divided by what it became; *476.961 perkara, naik 11,52 persen dari tahun sebelumnya yang
berjumlah 363.041 perkara* says both.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds, spread
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, counted
from lkjdsl.proofreading.sentences.sections import by_section

HUNDRED = Fraction(100)
MOST = 24
"""Amounts of a section; among more of them any percentage is that of two."""
TELLING = 3
"""Digits of a percentage; one of fewer is that of some pair by chance."""


@frozen(eq=False)
class _Pair:
    """Two amounts: what was less and what was more."""

    less: NumberInText
    more: NumberInText

    def growths(self, *, rises: bool) -> tuple[Fraction, Fraction, Fraction]:
        """Return the change in percent of the earlier amount and of the later, and the later in that of the earlier."""
        difference = self.more.value - self.less.value
        earlier, later = (self.less, self.more) if rises else (self.more, self.less)
        return (
            difference / earlier.value * HUNDRED,
            difference / later.value * HUNDRED,
            later.value / earlier.value * HUNDRED,
        )


def section_growth_checks(sites: Sequence[Site]) -> Iterator[NumberCheck]:
    """Yield each percentage of a change that the two amounts of its section give by a wrong computation only."""
    for section in by_section([site for site in sites if site.is_prose]).values():
        amounts = [number for site in section for number in counted(site) if not number.percent and number.value > 0]
        for site in section:
            yield from _of_site(site, amounts if len(amounts) <= MOST else [])


def _of_site(site: Site, amounts: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    string, verbs = site.text.string, genre().direction
    numbers = list(counted(site))
    for at, number in enumerate(numbers):
        matches = list(pattern((*verbs["up"], *verbs["down"])).finditer(string[: number.start]))
        if not (number.percent and matches):
            continue
        verb = matches[-1]
        link, rises = string[verb.end() : number.start], verb[0].casefold() in verbs["up"]
        named = _named_pair(string, numbers[at - 2 : at]) if at > 1 else None
        is_change = named is not None and verb.start() > named[1].end and not form("grows_becomes").search(link)
        if form("grows_own").match(string, number.end) or form("risen_from").search(link):
            continue  # its amounts stand behind it; it is one itself
        changed = _changed_percentages(string, number, numbers[:at])
        if changed is not None:
            yield from _of_named(number, changed, is_change=True)
            continue
        if named is not None and is_change and rises != (named[1].value > named[0].value):
            continue  # of another time than the two before
        if named is not None and form("grows_said" if is_change else "grows_or").fullmatch(
            string[named[1].end : number.start]
        ):
            yield from _of_named(number, named, is_change=is_change)
            continue
        compared = _compared_pair(string, numbers, at, verb)
        if compared is not None and form("grows_by").fullmatch(link):
            yield from _of_named(number, compared, is_change=True)
        elif form("grows_by").fullmatch(link) and not form("grows_becomes").search(link) and _digits(number) > TELLING:
            stated = [other for other in numbers if verb.end() <= other.start < number.start]
            yield from _misreckoned(number, _pairs(amounts, stated), rises=rises)


def _digits(number: NumberInText) -> int:
    return sum(sign.isdigit() for sign in number.text)


def _named_pair(string: str, both: Sequence[NumberInText]) -> tuple[NumberInText, NumberInText] | None:
    """Return two amounts of which the one became the other: ``dari A menjadi B``."""
    earlier, later = both
    is_named = form("grows_from").search(string[: earlier.start]) and form("grows_to").fullmatch(
        string[earlier.end : later.start]
    )
    return (earlier, later) if is_named and _are_amounts(earlier, later) else None


def _changed_percentages(
    string: str, number: NumberInText, before: Sequence[NumberInText]
) -> tuple[NumberInText, NumberInText] | None:
    """Return two percentages of which the one became the other, and *number* is the change in percent of the first."""
    for earlier, later in pairwise(before):
        is_told = earlier.percent and later.percent and earlier.value and earlier.decimals == later.decimals
        link = string[earlier.end : later.start]
        if is_told and form("from_in_front").search(string[: earlier.start]) and form("becoming").search(link):
            change = abs(later.value / earlier.value - 1) * HUNDRED
            if _is(number, change):
                return earlier, later
    return None


def _compared_pair(
    string: str, numbers: Sequence[NumberInText], at: int, verb: re.Match[str]
) -> tuple[NumberInText, NumberInText] | None:
    """Return two amounts of the same, one behind a percentage and one before it: ``A, naik 8% dari … yang hanya B``."""
    before = [number for number in numbers[:at] if number.end <= verb.start()]
    if not before or at + 1 == len(numbers):
        return None
    earlier, later = numbers[at + 1], before[-1]
    is_restated = at + 2 < len(numbers) and form("became").search(string[earlier.end : numbers[at + 2].start])
    lead = string[before[-2].end if len(before) > 1 else 0 : later.start]
    if is_restated or phrase("target").search(lead):
        return None  # both amounts stand behind the percentage; what stands before it is a target
    is_compared = form("grows_since").fullmatch(string[numbers[at].end : earlier.start]) and form(
        "grows_of_it"
    ).fullmatch(string[later.end : verb.start()])
    nouns = [form("noun_behind").match(string, number.end) for number in (earlier, later)]
    same = earlier.rupiah or len({"" if noun is None else noun["noun"].casefold() for noun in nouns}) == 1
    return (earlier, later) if is_compared and same and _are_amounts(earlier, later) else None


def _are_amounts(earlier: NumberInText, later: NumberInText) -> bool:
    is_alike = not (earlier.percent or later.percent) and earlier.rupiah == later.rupiah
    return is_alike and earlier.value != later.value and earlier.value > 0 and later.value > 0


def _of_named(
    number: NumberInText, named: tuple[NumberInText, NumberInText], *, is_change: bool
) -> Iterator[NumberCheck]:
    """Yield the percentage of a change against the amounts that it is said of; what may be a quotient is no change."""
    earlier, later = named
    spans = [spread(lambda a, b: (a / b - 1) * HUNDRED, bounds(later), bounds(earlier))]
    spans += [(-high, -low) for low, high in spans]
    spans += [] if is_change else [(spans[0][0] + HUNDRED, spans[0][1] + HUNDRED)]
    exact = abs(later.value / earlier.value - 1) * HUNDRED
    of_later = abs(1 - earlier.value / later.value) * HUNDRED
    line = Both.same(f"({later.text} - {earlier.text}) / {earlier.text} × 100")
    holds = any(agrees(number, span) for span in spans)
    certain = not _is(number, of_later) and number.value != abs(later.value - earlier.value)
    yield NumberCheck("arithmetic", number, named, holds, exact, line, certain)


def _pairs(amounts: Sequence[NumberInText], stated: Sequence[NumberInText]) -> list[_Pair]:
    """Return the amounts two by two; where their difference is stated, those that have it."""
    pairs = [
        _Pair(*sorted(pair, key=lambda one: one.value))
        for pair in combinations([amount for amount in amounts if amount not in stated], 2)
        if pair[0].value != pair[1].value and pair[0].rupiah == pair[1].rupiah
    ]
    return [pair for pair in pairs if all(_is(number, pair.more.value - pair.less.value) for number in stated)]


def _misreckoned(number: NumberInText, pairs: Sequence[_Pair], *, rises: bool) -> Iterator[NumberCheck]:
    wrong: dict[Fraction, NumberCheck] = {}
    for pair in pairs:
        right, of_later, quotient = pair.growths(rises=rises)
        if _is(number, right):
            return
        if _is(number, quotient) or _is(number, of_later):
            earlier, later = (pair.less, pair.more) if rises else (pair.more, pair.less)
            line = Both.same(f"({later.text} - {earlier.text}) / {earlier.text} × 100")
            certain = _is(number, quotient)
            wrong[right] = NumberCheck(
                "arithmetic", number, (), holds=False, computed=right, words=line, certain=certain
            )
    if len(wrong) == 1:
        yield from wrong.values()


def _is(number: NumberInText, computed: Fraction) -> bool:
    return agrees(number, (computed, computed))
