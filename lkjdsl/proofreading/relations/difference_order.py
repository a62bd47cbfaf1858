"""ColumnOrder of differences: which of two columns is taken from the other, as most rows show."""

from collections.abc import Sequence

from attrs import evolve

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.numbers import NumberInText

MOST = 3
"""Rows that print a difference in one order, where one that has the other sign is a fault."""
ColumnOrder = tuple[int, ...]


def in_order(checks: Sequence[NumberCheck]) -> list[NumberCheck]:
    """
    Return the checks of a table with every difference taken as most rows of its column have it.

    Where it holds in both orders since many reports print differences without a sign, one row alone with another
    sign than all the others fails, if the column has signs.
    """
    groups: dict[ColumnOrder, list[NumberCheck]] = {}
    for check in checks:
        columns = _columns(check)
        if columns is not None:
            groups.setdefault(columns, []).append(check)
    changed: dict[int, NumberCheck] = {}
    for group in groups.values():
        turned = [check for check in group if check.result.value == -check.computed]
        plain = [check for check in group if check.result.value == check.computed]
        if len(turned) > len(plain):
            changed |= {id(check): _turned(check) for check in group}
            turned, plain = plain, turned
        is_signed = any(check.result.value < 0 for check in (*turned, *plain))
        if len(turned) == 1 and len(plain) >= MOST and is_signed:
            odd = changed.get(id(turned[0]), turned[0])
            changed[id(turned[0])] = evolve(odd, holds=odd.result.value == 0)
    return [changed.get(id(check), check) for check in checks]


def _columns(check: NumberCheck) -> ColumnOrder | None:
    """Return the columns of a difference, the result first; None for anything else."""
    numbers = (check.result, *check.parts)
    cells = [number.site.cell for number in numbers if number.site.cell is not None]
    if len(check.parts) != 2 or len(cells) < len(numbers) or check.kind != "arithmetic":  # noqa: PLR2004 - of two
        return None
    first, second = check.parts
    is_difference = first.value - second.value == check.computed
    return tuple(cell.column for cell in cells) if is_difference else None


def _turned(check: NumberCheck) -> NumberCheck:
    first, second = check.parts
    words = Both.same(f"{second.text} - {_plain(first)}")
    return evolve(check, parts=(second, first), computed=-check.computed, words=words)


def _plain(number: NumberInText) -> str:
    return f"({number.text})" if number.value < 0 else number.text
