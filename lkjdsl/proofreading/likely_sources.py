"""Where a wrong figure likely comes from that the audit cannot know: another year, or digits in another order."""

from collections.abc import Iterator

from lkjdsl.auditing.audit import Cause, FigureResult
from lkjdsl.auditing.names import NamedQuantity
from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.known_edition import KnownEdition
from lkjdsl.proofreading.numbers import NumberInText
from lkjdsl.proofreading.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.target_progress import other_year
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Digits of a number that is another one in another order, and not by chance."""
OF_OTHERS = "equals"
"""The kind of cause that a figure is the value of something else."""


def likely_source(result: FigureResult, number: NumberInText, known: KnownEdition) -> Both | None:
    """Return that a wrong *number* is the target of another year, or the figure of another year beside it, or None."""
    node = known.quantities.nodes.get(result.quantity.path.removesuffix(".target"))
    if node is not None and result.quantity.path.endswith(".target"):
        year = other_year(number, node, known.year)
        if year is not None:
            return WORDS["other-target"].filled(year=year)
    digits = sum(sign.isdigit() for sign in number.text)
    years = set(_years_of_same(number, known.year)) if digits >= FEWEST else set()
    return WORDS["other-year"].filled(year=next(iter(years))) if len(years) == 1 else None


def exchanged(result: FigureResult, number: NumberInText) -> Both | None:
    """Return that a wrong *number* has the digits of the right one in another order, or None."""
    right = result.computed
    if not isinstance(right, tuple) or not number.decimals:
        return None
    scale = 10**number.decimals * (100 if number.percent or result.quantity.unit == "percent" else 1)
    wanted = sorted(str(round(right[0] * scale / right[1])))
    printed = sorted("".join(sign for sign in number.text if sign.isdigit()).lstrip("0"))
    return WORDS["order"] if wanted == printed and len(printed) >= FEWEST else None


def is_far_fetched(cause: Cause, result: FigureResult) -> bool:
    """Return whether a figure is said to be the value of some row of a table: there are so many that it is chance."""
    other = cause.words.values.get("name")
    if cause.kind != OF_OTHERS or not isinstance(other, NamedQuantity):
        return False
    path, own = other.quantity.path.split("."), result.quantity.path.split(".")
    return any(part.isdecimal() for part in path) and path[:2] != own[:2]


def _years_of_same(number: NumberInText, year: int) -> Iterator[int]:
    """Yield the other years of which the row or the paragraph prints the same value."""
    cell, table = number.site.cell, number.site.table
    if cell is None or table is None:
        same = [one for one in number.site.numbers if one is not number and one.value == number.value]
        yield from (year - 1 for one in same if is_of_year_before(one, year))
        return
    text = cell.string.strip(" %")
    for row in table.rows:
        named = [] if not row else [one for one, _ in years_in(row[0].string)]
        alike = [other for other in row if other.column == cell.column and other.string.strip(" %") == text]
        if named not in ([], [year]) and alike:
            yield named[-1]
    for other in table.rows[cell.row] if cell.row < len(table.rows) else ():
        named = [one for one, _ in years_in(table.columns[other.column])] if other.column < len(table.columns) else []
        if other is not cell and named not in ([], [year]) and other.string.strip(" %") == text:
            yield named[-1]
