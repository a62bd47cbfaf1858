"""Columns of what was reached so far in percent: what two columns add up to until the row, one by the other."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix

FEWEST = 2
"""Rows behind the first one that are not right by chance."""


def running_shares(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the percentages of a column of what was reached so far, where all but one follow from two columns."""
    so_far = [at for at, title in enumerate(view.titles) if phrase("so_far").search(title) is not None]
    rows = [row for row in range(len(view.numbers)) if not view.row_kind(row)]
    amounts = [
        at
        for at in range(len(view.titles))
        if at not in so_far and all((number := view.numbers[row][at]) and not number.decimals for row in rows)
    ]
    for column in so_far:
        if all((number := view.numbers[row][column]) and number.decimals for row in rows):
            for part, whole in permutations(amounts, 2):
                checks = list(_shares(view, rows, (column, part, whole)))
                failed = sum(not check.holds for check in checks)
                if checks and checks[0].holds and failed <= 1 and len(checks) - failed > FEWEST:
                    yield from checks


def _shares(view: NumberMatrix, rows: Sequence[int], columns: tuple[int, int, int]) -> Iterator[NumberCheck]:
    lines = [[number for at in columns if (number := view.numbers[row][at]) is not None] for row in rows]
    for end in range(1, len(lines) + 1):
        result, parts, wholes = (list(ones) for ones in zip(*lines[:end], strict=True))
        computed = ratio(added(list(map(bounds, parts))), added(list(map(bounds, wholes))))
        if computed is not None:
            words = Both.same(f"({_sum(parts)}) / ({_sum(wholes)}) × 100")
            exact = (computed[0] + computed[1]) / 2
            yield NumberCheck("arithmetic", result[-1], (*parts, *wholes), agrees(result[-1], computed), exact, words)


def _sum(parts: Sequence[NumberInText]) -> str:
    return " + ".join(part.text for part in parts)
