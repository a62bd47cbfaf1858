"""Which row of a table a sentence names: without an edition, by the words of the rows alone."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers

Faulty = AbstractSet[NumberInText | None]
"""The numbers of which it is known that they are wrong."""
FEWEST = 3
"""Rows of figures among which one is the least."""
FOOT = 2
"""Rows below the total or the mean of all others that say what it makes: the index that is 25 times the mean."""


def tables_beside(site: Site, views: Sequence[TableNumbers]) -> Sequence[TableNumbers]:
    """Return the tables of the section of *site*, and behind them all others."""
    own = [view for view in views if view.table.address.section == site.address.section]
    return [*own, *(view for view in views if view not in own)]


def row_named(view: TableNumbers, text: str) -> int | None:
    """Return the only row that *text* names: one has all the words of the other."""
    said = set(words_of(form("before_name").sub("", text.strip())))
    rows = []
    for row in plain_rows(view):
        its = set(words_of(view.labels[row]))
        if said and its and (said <= its or its <= said):
            rows.append(row)
    return rows[0] if len(rows) == 1 else None


def plain_rows(view: TableNumbers) -> list[int]:
    """Return the rows that are no totals or means, nor what is worked out of those below them."""
    kinds = [view.row_kind(row) for row in range(len(view.numbers))]
    last = max((row for row, kind in enumerate(kinds) if kind), default=len(kinds))
    plain = [row for row, kind in enumerate(kinds) if not kind]
    above = [row for row in plain if row < last]
    return above if len(plain) - len(above) <= FOOT and len(above) >= FEWEST else plain


def figures(view: TableNumbers, column: int, faulty: Faulty) -> dict[int, NumberInText]:
    """Return the figures of a column by their rows, but those that are wrong; none of a column that has few."""
    found = {row: number for row in plain_rows(view) if (number := view.numbers[row][column]) is not None}
    right = {row: number for row, number in found.items() if number not in faulty}
    return right if len(right) >= FEWEST else {}


def is_whole(view: TableNumbers, column: int, numbers: Mapping[int, NumberInText]) -> bool:
    """Return whether *numbers* are all figures of a column."""
    return all(row in numbers for row in plain_rows(view) if view.numbers[row][column] is not None)
