"""Columns of what changed since the year before, in tables with a row for each year: ``Tahun | PNBP | Pertumbuhan``."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.differences import amount_check

TELLING = 3
"""Digits of a change that no other column gives by chance."""


def yearly_changes(view: TableNumbers) -> Iterator[NumberCheck]:
    """Yield the changes that a title names, of the column that gives most of them, if at most as many fail."""
    firsts = [row[0].string.strip() if row else "" for row in view.table.rows[view.table.header_rows :]]
    named = [(at, match) for at, one in enumerate(firsts) if (match := form("year_of_row").fullmatch(one))]
    rows = [
        (before, at) for (before, one), (at, other) in pairwise(named) if int(other["year"]) == int(one["year"]) + 1
    ]
    for column in [at for at, title in enumerate(view.titles) if form("column_change").search(title)]:
        best: Sequence[NumberCheck] = ()
        for of in (at for at in range(len(view.titles)) if at != column):
            cells = [(view.numbers[at][column], view.numbers[at][of], view.numbers[before][of]) for before, at in rows]
            checks = [amount_check(change, now, then) for change, now, then in cells if change and now and then]
            best = max(best, checks, key=_held)
        failed = sum(not check.holds for check in best)
        yield from best if _held(best) >= max(failed, 1) else ()


def _held(checks: Sequence[NumberCheck]) -> int:
    return sum(check.holds and sum(sign.isdigit() for sign in check.result.text) >= TELLING for check in checks)
