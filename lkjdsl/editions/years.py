"""Several years of one office: each with its own targets, and with the year before at hand; a year may have periods."""

from collections.abc import Iterator, Sequence

from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.outcome import Outcome

YearsOfOffice = list[list[Data]]
"""The data of each year of one office: those of its periods, or those of the whole year alone."""


def by_office(several: Sequence[Data]) -> Iterator[YearsOfOffice]:
    """
    Yield the data of each office by its years, the earliest first.

    Files without a period that are not several years of one office are an office each, whatever they call it.
    """
    if all(data.period is None for data in several):
        in_order = sorted(several, key=lambda one: one.year)
        yield from [[[data] for data in in_order]] if _in_years(several) else [[[data]] for data in several]
        return
    for office in dict.fromkeys(data.office for data in several):
        own = [data for data in several if data.office == office]
        yield [[data for data in own if data.year == year] for year in sorted({data.year for data in own})]


def _in_years(several: Sequence[Data]) -> bool:
    """Return whether *several* are several years of one office, and not several offices."""
    years = {data.year for data in several}
    return len(several) > 1 and len(years) == len(several) and len({data.office for data in several}) == 1


def by_year(edition: CheckedEdition, years: YearsOfOffice, earlier: Outcome | None = None) -> list[Outcome]:
    """
    Return the outcome of each year.

    Where the year before is there too, `previous(...)` and `compare.previous` are against it; *earlier* is the
    outcome of the year before the first.
    """
    outcomes: list[Outcome] = []
    before = earlier
    for data in years:
        if outcomes and outcomes[-1].data.year != data[0].year - 1:
            before = None
        before = edition.year(data, before)
        outcomes.append(before)
    return outcomes
