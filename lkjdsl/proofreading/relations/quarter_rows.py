"""Rows of whole numbers by quarters whose year is their sum with a slip in it, whatever the other rows are."""

from collections.abc import Iterator
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.table_numbers import TableNumbers

QUARTERS = 4


def quarter_rows(view: TableNumbers) -> Iterator[NumberCheck]:
    """
    Yield the year of each row beside its four quarters.

    A stock is what it was in the last quarter, a mean lies between them: only what is nearly the sum was meant as it.
    """
    quarters = [at for at, title in enumerate(view.titles) if phrase("quarter").fullmatch(title.strip())]
    wholes = [at for at, title in enumerate(view.titles) if _is_year(title) and at > max(quarters, default=at)]
    if len(quarters) != QUARTERS or len(wholes) != 1:
        return
    for row in view.numbers:
        result, parts = row[wholes[0]], [number for at in quarters if (number := row[at]) is not None]
        if result is None or len(parts) < QUARTERS or any(one.decimals or one.percent for one in (result, *parts)):
            continue
        total = sum((part.value for part in parts), Fraction(0))
        if result.value == total or is_slip(result, total):
            line = Both.same(" + ".join(part.text for part in parts))
            yield NumberCheck("total", result, parts, result.value == total, total, line)


def _is_year(title: str) -> bool:
    plain = title.strip(" .:").casefold()
    return (
        plain in genre().row["total"]
        or form("whole_year").fullmatch(plain) is not None
        or form("year_of_row").fullmatch(plain) is not None
    )
