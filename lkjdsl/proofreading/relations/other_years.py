"""Columns against another year whose titles name it: *Selisih dengan 2024*, *Realisasi terhadap target 2029*."""

from collections.abc import Iterator

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.column_operations import ColumnRelation, difference_of, ratio_of
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix


def against_other_years(view: NumberMatrix) -> Iterator[tuple[int, ColumnRelation]]:
    """Yield the columns of a difference to the result of a year, and of what was reached of the target of one."""
    for column, title in enumerate(view.titles):
        difference, progress = (form(key).fullmatch(title.strip()) for key in ("difference_to_year", "share_of_year"))
        match = difference or progress
        if match is None:
            continue
        year, before = int(match["year"]), range(column)
        results = [at for at in before if role_of(view.titles[at]) == "value" and _may_be_other(view.titles[at], year)]
        role = "value" if difference else "target"
        others = [at for at in before if role_of(view.titles[at]) == role and _years(view.titles[at]) == {year}]
        if len(results) == len(others) == 1:
            columns = (results[0], others[0])
            name, of = ("difference", difference_of) if difference else ("ratio", ratio_of)
            yield column, ColumnRelation(name, columns, of, is_named=True)


def _years(title: str) -> set[int]:
    return {year for year, _ in years_in(title)}


def _may_be_other(title: str, year: int) -> bool:
    """Return whether a title is of one other year than *year*, or names none."""
    years = _years(title)
    return len(years) <= 1 and year not in years
