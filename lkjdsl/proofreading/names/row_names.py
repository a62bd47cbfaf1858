"""Which row of a table a sentence names: without an edition, by the words of the rows alone."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers

Faulty = AbstractSet[NumberInText | None]
"""The numbers of which it is known that they are wrong."""
FEWEST = 3
"""Rows of figures among which one is the least."""


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
    """Return the rows that are no totals or means."""
    return [row for row in range(len(view.numbers)) if not view.row_kind(row)]


def figures(view: TableNumbers, column: int, faulty: Faulty) -> dict[int, NumberInText]:
    """Return the figures of a column by their rows; none of a column that has few, or one that is wrong."""
    found = {row: number for row in plain_rows(view) if (number := view.numbers[row][column]) is not None}
    return found if len(found) >= FEWEST and faulty.isdisjoint(found.values()) else {}
