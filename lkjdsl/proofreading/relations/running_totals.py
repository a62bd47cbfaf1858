"""Columns of what was reached so far, against those of what each row adds."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix

FEWEST = 2
"""Rows of which the last has the sum of all by chance."""


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
            elif other != column and phrase("so_far").search(view.titles[other]) is None:
                checks = list(_accumulated(view, column, other))
                yield from (
                    checks if checks and checks[-1].holds and role_of(view.titles[other]) == role_of(title) else ()
                )


def _accumulated(view: NumberMatrix, column: int, other: int) -> Iterator[NumberCheck]:
    """Yield the numbers of a column against all that the rows up to theirs add; both begin alike."""
    rows = _rows(view, column, other)
    pairs = [
        (result, part) for row in rows if (result := view.numbers[row][column]) and (part := view.numbers[row][other])
    ]
    if len(pairs) <= FEWEST or len(pairs) < len(rows) - 1 or pairs[0][0].value != pairs[0][1].value:
        return
    for at in range(1, len(pairs)):
        result, parts = pairs[at][0], [part for _, part in pairs[: at + 1]]
        exact, line = sum((part.value for part in parts), Fraction(0)), " + ".join(part.text for part in parts)
        holds = agrees(result, added([bounds(part) for part in parts]))
        yield NumberCheck("total", result, parts, holds, exact, Both.same(line))


def _running(view: NumberMatrix, column: int, other: int) -> Iterator[NumberCheck]:
    rows = _rows(view, column, other)
    for before, row in pairwise(rows):
        result, parts = view.numbers[row][column], (view.numbers[before][column], view.numbers[row][other])
        first, second = parts
        if result is None or first is None or second is None or first.value == 0 or second.value == 0:
            continue
        computed, line = added([bounds(first), bounds(second)]), f"{first.text} + {second.text}"
        exact = first.value + second.value
        yield NumberCheck("total", result, (first, second), agrees(result, computed), exact, Both.same(line))


def _rows(view: NumberMatrix, column: int, other: int) -> list[int]:
    """Return the rows but for totals, and for a last one of the whole year, which repeats what was reached so far."""
    rows = [row for row in range(len(view.numbers)) if not view.row_kind(row)]
    ends = [view.numbers[row][at] for row, at in zip(rows[-2:], (column, column), strict=False)]
    ends += [view.numbers[row][other] for row in rows[-1:]]
    is_whole = len(ends) > 2 and None not in ends and len({end.value for end in ends if end is not None}) == 1  # noqa: PLR2004
    return rows[:-1] if is_whole else rows
