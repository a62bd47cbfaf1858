"""Columns that say of each row whether its target was reached, against the achievements beside them."""

from collections.abc import Iterator

from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = 100
ENOUGH = 3
"""Rows that must agree for each that does not."""


def attained(view: TableNumbers) -> Iterator[ReportFault]:
    """Yield each text of such a column that says the contrary of the achievement in its row, where most agree."""
    achieved = [at for at, title in enumerate(view.table.columns) if role_of(title) == "achievement"]
    if not achieved:
        return
    for column in range(len(view.table.columns)):
        rows = [_of_row(view, row, column, achieved[0]) for row in range(len(view.numbers))]
        stated = [row for row in rows if row is not None]
        wrong = [(site, number) for site, number, holds in stated if not holds]
        if len(stated) - len(wrong) < ENOUGH * len(wrong):
            continue
        for site, number in wrong:
            text = site.text.string.strip()
            cause = WORDS["attainment"].filled(words=text, achievement=number.text)
            yield ReportFault("direction", site, text, cause=cause, start=site.text.string.find(text))


def _of_row(view: TableNumbers, row: int, column: int, achieved: int) -> tuple[Site, NumberInText, bool] | None:
    """Return the text of a row that says whether its target was reached, its achievement, and whether that is so."""
    site, number = view.site_at(row, column), view.numbers[row][achieved]
    if site is None or number is None or view.row_kind(row):
        return None
    text = " ".join(site.text.string.split())
    is_reached, is_missed = (phrase(key).fullmatch(text) is not None for key in ("is_reached", "is_missed"))
    if not (is_reached or is_missed):
        return None
    return site, number, number.value == HUNDRED or (number.value > HUNDRED) == is_reached
