"""Columns of percentages whose total is 100, against the parts and the total of another column."""

from collections.abc import Iterator
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix

HUNDRED = Fraction(100)


def shares_of_totals(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the percentages of a column whose total is 100 against the parts and the total of another column."""
    last = [row for row in range(len(view.numbers)) if view.row_kind(row) == "total"]
    plain = [row for row in range(len(view.numbers)) if not view.row_kind(row)]
    if len(last) != 1 or len(plain) < 2:  # noqa: PLR2004
        return
    totals = view.numbers[last[0]]
    for column, whole in enumerate(totals):
        if whole is None or whole.value != HUNDRED or role_of(view.titles[column]) in ("weight", "limit"):
            continue
        for other, total in enumerate(totals):
            if other == column or total is None or total.value <= HUNDRED / 10:
                continue
            rows = [
                (result, part)
                for row in plain
                if (result := view.numbers[row][column]) and (part := view.numbers[row][other])
            ]
            checks = [
                NumberCheck(
                    "arithmetic",
                    result,
                    (part, total),
                    agrees(result, computed),
                    part.value / total.value * HUNDRED,
                    Both.same(line),
                )
                for result, part in rows
                if (computed := ratio(bounds(part), bounds(total))) is not None
                for line in [f"{part.text} / {total.text} × 100"]
            ]
            held = {check.computed for check in checks if check.holds}
            if len(held) >= 2 and (len(checks) - sum(check.holds for check in checks)) * 2 <= len(held):  # noqa: PLR2004
                yield from checks
