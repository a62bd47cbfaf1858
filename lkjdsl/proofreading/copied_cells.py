"""A wrong number that repeats its neighbour: the cell beside or above it, or that of the year before."""

from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 2
"""Digits of a number that is no neighbour's by chance."""


def copied(number: NumberInText, views: Sequence[TableNumbers], year: int | None) -> Both | None:
    """Return what a wrong *number* repeats, None where it repeats nothing; the report is of *year*."""
    if sum(sign.isdigit() for sign in number.text) < FEWEST:
        return None
    if number.site.cell is None:
        same = [other for other in number.site.numbers if other is not number and other.value == number.value]
        of_before = next((number for number in same if is_of_year_before(number, year)), None)
        return None if of_before is None else WORDS["repeats-year"].filled(text=of_before.text)
    for view in views:
        if view.table is number.site.table:
            return next(_neighbours(number, view, year), None)
    return None


def _neighbours(number: NumberInText, view: TableNumbers, year: int | None) -> Iterator[Both]:
    """Yield what a number of a table repeats: of another year in its row or column, else the nearest cell."""
    place = next(
        ((at, row.index(number)) for at, row in enumerate(view.numbers) if any(other is number for other in row)),
        None,
    )
    if place is None:
        return
    at, column = place
    row, title = view.numbers[at], view.table.columns[column]
    for other in sorted(range(len(row)), key=lambda one: abs(one - column)):
        if _is_same(row[other], number) and _is_of_other_year(view.table.columns[other], year):
            yield WORDS["repeats-column"].filled(text=number.text, column=view.table.columns[other])
    rows = sorted(range(len(view.numbers)), key=lambda one: abs(one - at))
    firsts = [cells[0].string.strip() if cells else "" for cells in view.table.rows[view.table.header_rows :]]
    for other in rows:
        if _is_same(view.numbers[other][column], number) and _is_of_other_year(firsts[other], year):
            yield WORDS["repeats-row"].filled(text=number.text, row=firsts[other])
    if column and _is_same(row[column - 1], number) and title != view.table.columns[column - 1]:
        yield WORDS["repeats-column"].filled(text=number.text, column=view.table.columns[column - 1])
    if at and _is_same(view.numbers[at - 1][column], number):
        yield WORDS["repeats-row"].filled(text=number.text, row=firsts[at - 1] or str(at))


def _is_same(other: NumberInText | None, number: NumberInText) -> bool:
    return other is not None and other is not number and other.value == number.value


def _is_of_other_year(title: str, year: int | None) -> bool:
    years = [one for one, _ in years_in(title)]
    return bool(years) and year is not None and year not in years
