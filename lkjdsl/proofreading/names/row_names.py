"""Which row of a table a sentence names: without an edition, by the words of the rows alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import lru_cache

from attrs import evolve

from lkjdsl.numbers.numerals import Numeral, read
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers

SectionKey = tuple[str, ...]
"""The numbers or titles of the headings over a text or table, from the top."""
Faulty = AbstractSet[NumberInText]
"""The numbers of which it is known that they are wrong."""
Wrong = Mapping[NumberInText, Fraction | None]
"""Numbers that are known to be wrong, with what they should be where that is known."""
FEWEST = 3
"""Rows of figures among which one is the least."""
MANY = 5
"""How many times as much as any other a figure is that is made of all of them."""
FOOT = 2
"""Rows below the total or the mean of all others that say what it makes: the index that is 25 times the mean."""


def by_section(views: Iterable[TableNumbers]) -> Mapping[SectionKey, Sequence[TableNumbers]]:
    """Return the tables of each section."""
    found: dict[SectionKey, list[TableNumbers]] = {}
    for view in views:
        found.setdefault(tuple(view.table.address.section), []).append(view)
    return found


def wrong_numbers(findings: Iterable[ReportFault]) -> Wrong:
    """Return the numbers that *findings* are of, with what they should be."""
    return {finding.number: _computed(finding) for finding in findings if finding.number is not None}


def _computed(finding: ReportFault) -> Fraction | None:
    number = finding.number
    numeral = read(finding.computed.strip(" %"), "id" if number is None else number.locale)
    is_known = number is not None and number.multiple == 1 and isinstance(numeral, Numeral)
    return Fraction(*numeral.number) if is_known and isinstance(numeral, Numeral) else None


def row_named(view: TableNumbers, text: str) -> int | None:
    """Return the only row that *text* names: one has all the words of the other."""
    said = _words(form("before_name").sub("", text.strip()))
    rows = []
    for row in plain_rows(view):
        its = _words(view.labels[row])
        if said and its and (said <= its or its <= said):
            rows.append(row)
    return rows[0] if len(rows) == 1 else None


@lru_cache(TEXTS)
def _words(name: str) -> frozenset[str]:
    """Return the words of a name in full."""
    return frozenset(words_of(in_full(name)))


def in_full(name: str) -> str:
    """Return a name with the abbreviations of kinds of places in full: ``Kab. Teluk Sagara``."""
    short = genre().abbreviations
    return re.sub(r"(?<!\w)[^\W\d]+\b\.?", lambda hit: short.get(hit[0].casefold().strip("."), hit[0]), name)


def plain_rows(view: TableNumbers) -> list[int]:
    """Return the rows that are no totals or means, nor what is worked out of those below them."""
    kinds = [view.row_kind(row) for row in range(len(view.numbers))]
    means = [row for row, label in enumerate(view.labels) if form("average_row").search(label)][-1:]
    kinds = [kind or ("average" if row in means else "") for row, kind in enumerate(kinds)]
    last = max((row for row, kind in enumerate(kinds) if kind), default=len(kinds))
    plain = [row for row, kind in enumerate(kinds) if not kind]
    above = [row for row in plain if row < last]
    return above if len(plain) - len(above) <= FOOT and len(above) >= FEWEST else plain


def figures(view: TableNumbers, column: int, wrong: Wrong) -> dict[int, NumberInText]:
    """
    Return the figures of a column by their rows; none of a column that has few.

    Those that are wrong are as they should be, or left out where nobody knows that.
    """
    found = {row: number for row in plain_rows(view) if (number := view.numbers[row][column]) is not None}
    found = _without_converted(found)
    right = {
        row: with_mended(number, wrong)
        for row, number in found.items()
        if wrong.get(number) is not None or number not in wrong
    }
    return right if len(right) >= FEWEST else {}


def with_mended(number: NumberInText, wrong: Wrong) -> NumberInText:
    """Return a number as it should be, where that is known."""
    value = wrong.get(number)
    return number if value is None else evolve(number, value=value)


def _without_converted(found: Mapping[int, NumberInText]) -> dict[int, NumberInText]:
    """Return figures by rows without the last, where it is many times each other: what is made of their mean."""
    values = [abs(number.value) for number in found.values()]
    is_other = len(values) > FEWEST and values[-1] > MANY * max(values[:-1]) > 0
    return dict(list(found.items())[:-1]) if is_other else dict(found)


def rivals(view: TableNumbers, row: int, numbers: Mapping[int, NumberInText]) -> Mapping[int, NumberInText]:
    """Return those *numbers* of a column whose rows have figures where *row* has them; no group is a member."""
    its = _filled(view, row)
    found = {other: number for other, number in numbers.items() if _filled(view, other) == its}
    return found if len(found) >= FEWEST else {}


def _filled(view: TableNumbers, row: int) -> Sequence[bool]:
    return [number is not None for number in view.numbers[row]]


def is_whole(view: TableNumbers, column: int, numbers: Mapping[int, NumberInText]) -> bool:
    """Return whether *numbers* are all figures of a column."""
    return all(row in numbers for row in plain_rows(view) if view.numbers[row][column] is not None)
