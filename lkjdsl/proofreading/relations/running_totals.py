"""Columns of what was reached so far, against those of what each row adds."""

from collections.abc import Iterator
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix


def running_totals(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the numbers of a column of what was reached so far: that of the row before, and what the row adds."""
    for column, title in enumerate(view.titles):
        if phrase("so_far").search(title) is None:
            continue
        for other in range(len(view.titles)):
            checks = [] if other == column else list(_running(view, column, other))
            held = {check.computed for check in checks if check.holds}
            if len(held) >= 2 and sum(not check.holds for check in checks) <= len(held):  # noqa: PLR2004
                yield from checks


def _running(view: NumberMatrix, column: int, other: int) -> Iterator[NumberCheck]:
    rows = [row for row in range(len(view.numbers)) if not view.row_kind(row)]
    for before, row in pairwise(rows):
        result, parts = view.numbers[row][column], (view.numbers[before][column], view.numbers[row][other])
        first, second = parts
        if result is None or first is None or second is None or first.value == 0 or second.value == 0:
            continue
        computed, line = added([bounds(first), bounds(second)]), f"{first.text} + {second.text}"
        exact = first.value + second.value
        yield NumberCheck("total", result, (first, second), agrees(result, computed), exact, Both.same(line))
