"""Whether a text is of the year of the edition, or of another year, a part of it, another plan or place."""

import re
from collections.abc import Sequence
from functools import lru_cache

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import NumberInText

YEARS = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?!\d|[.,]\d)")
REACH = 80
"""Characters between a year and the number that is of it."""
LAW = re.compile(r"(?:Nomor|No\.?)\s*\S+\s+Tahun\s+\d{4}|20\d\d\s*[-–]\s*20\d\d", re.IGNORECASE)


@lru_cache(TEXTS)
def years_in(text: str) -> Sequence[tuple[int, int]]:
    """Return the years named in *text* with their places, those of laws and of plans left out."""
    named = list(YEARS.finditer(text))
    laws = [hit.span() for hit in LAW.finditer(text)] if named else []
    return tuple(
        (int(hit[0]), hit.start()) for hit in named if not any(start <= hit.start() < end for start, end in laws)
    )


def is_elsewhere(text: str, year: int) -> bool:
    """Return whether a title is of another year, a part of the year, or of another plan or place."""
    years = [one for one, _ in years_in(text)]
    if years and year not in years:
        return True
    return pattern(tuple(genre().other)).search(text) is not None


def is_of_year_before(number: NumberInText, year: int | None) -> bool:
    """Return whether the words beside *number* give it to the year before *year*; to any year where none is known."""
    string = number.site.text.string
    lead = form("year_in_front").search(string, max(0, number.start - REACH), number.start)
    behind = form("year_behind").match(string, number.end)
    named = behind or lead
    return named is not None and (not (one := named["year"]).isdigit() or year is None or int(one) == year - 1)
