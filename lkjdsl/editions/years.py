"""Several years of one office: each with its own targets, and with the year before at hand."""

from collections.abc import Sequence

from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.outcome import Outcome


def in_years(several: Sequence[Data]) -> bool:
    """Return whether *several* are several years of one office, and not several offices."""
    years = {data.year for data in several}
    return len(several) > 1 and len(years) == len(several) and len({data.office for data in several}) == 1


def by_year(edition: CheckedEdition, several: Sequence[Data], earlier: Outcome | None = None) -> list[Outcome]:
    """
    Return the outcome of each year, the earliest first.

    Where the year before is there too, `previous(...)` and `compare.previous` are against it; *earlier* is the
    outcome of the year before the first.
    """
    outcomes: list[Outcome] = []
    before = earlier
    for data in sorted(several, key=lambda one: one.year):
        if outcomes and outcomes[-1].data.year != data.year - 1:
            before = None
        before = edition.outcome(data, before)
        outcomes.append(before)
    return outcomes
