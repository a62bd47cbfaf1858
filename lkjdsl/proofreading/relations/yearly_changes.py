"""Columns of what changed since the year before, in tables with a row for each year: ``Tahun | PNBP | Pertumbuhan``."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.relations.column_operations import ColumnRelation, difference_of, growth_of, words_of

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
            checks = [_check(*cell) for cell in cells if None not in cell]
            best = max(best, [check for check in checks if check is not None], key=_held)
        failed = sum(not check.holds for check in best)
        yield from best if _held(best) >= max(failed, 1) else ()


def _held(checks: Sequence[NumberCheck]) -> int:
    return sum(check.holds and sum(sign.isdigit() for sign in check.result.text) >= TELLING for check in checks)


def _check(result: NumberInText | None, now: NumberInText | None, before: NumberInText | None) -> NumberCheck | None:
    """Return the check of a change, in percent where it is one of what is none."""
    if result is None or now is None or before is None:
        return None
    is_share = result.percent and not now.percent
    relation = (
        ColumnRelation("growth", (0, 1), growth_of) if is_share else ColumnRelation("difference", (0, 1), difference_of)
    )
    within, exact = (
        relation.of(ends) for ends in ([bounds(now), bounds(before)], [(one.value,) * 2 for one in (now, before)])
    )
    if within is None or exact is None:
        return None
    holds = agrees(result, within) or agrees(result, (-within[1], -within[0]))
    return NumberCheck("arithmetic", result, (now, before), holds, exact[0], words_of(relation, (now, before)))
