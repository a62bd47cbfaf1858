"""Tables with a column of ranks, whose ranks are not in the order of the figures beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lkjdsl.proofreading.names.row_names import Faulty
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 4
"""Ranks by which a table shows which way they go."""
MANY = 7
"""Ranks that are not in the order of plain counts by chance."""
EXCHANGED = 2
Ranks = Mapping[int, int]
"""The rank that each row prints."""


def ranking_faults(view: TableNumbers, faulty: Faulty) -> Iterator[ReportFault]:
    """Yield the ranks that are not those of the only column of figures: two exchanged, or one alone."""
    columns = [at for at, title in enumerate(view.table.columns) if form("rank_column").match(title.strip())]
    if len(columns) != 1:
        return
    sites = {row: site for row in range(len(view.numbers)) if (site := _rank_site(view, row, columns[0])) is not None}
    ranks = {row: int(re.sub(r"\D", "", site.text.string)) for row, site in sites.items()}
    plain = [row for row in range(len(view.numbers)) if not view.row_kind(row)]
    if len(ranks) < FEWEST or sorted(ranks) != plain:
        return
    ranked = [(column, _wrong(ranks, values)) for column, values in _ranked(view, ranks, columns[0])]
    ranked = [(column, wrong) for column, wrong in ranked if wrong is not None]
    if len(ranked) != 1:
        return  # of several columns in their order nothing tells which is ranked
    column, wrong = ranked[0]
    for row, rank in (wrong or {}).items():
        number = view.numbers[row][column]
        if number in faulty:
            return  # a wrong figure has its rank by the right one
        printed = "" if number is None else number.text
        cause = WORDS["rank"].filled(column=view.table.columns[column], value=printed, number=rank)
        text = sites[row].text.string.strip()
        yield ReportFault("arithmetic", sites[row], text, "", str(rank), cause, sites[row].text.string.index(text))


def _rank_site(view: TableNumbers, row: int, column: int) -> Site | None:
    site = view.site_at(row, column)
    return site if site is not None and form("rank_cell").fullmatch(site.text.string.strip()) else None


def _ranked(view: TableNumbers, ranks: Ranks, column: int) -> Iterator[tuple[int, Sequence[Fraction]]]:
    """Yield the columns that ranks may be of, with the figures in the order of the rows."""
    years = {year for year, _ in years_in(view.table.columns[column])}
    for at, title in enumerate(view.table.columns):
        of_other = years and (own := {year for year, _ in years_in(title)}) and own != years
        if at == column or of_other or form("rank_aside").search(title):
            continue
        values = [number.value for row in ranks if (number := view.numbers[row][at]) is not None]
        is_scored = form("rank_by").search(title) is not None or any(
            number is not None and number.decimals for number in (view.numbers[row][at] for row in ranks)
        )
        if len(values) == len(ranks) >= (FEWEST if is_scored else MANY) and len(set(values)) > 1:
            yield at, values


def _wrong(ranks: Ranks, values: Sequence[Fraction]) -> dict[int, int] | None:
    """
    Return the rows whose ranks are wrong, with the right ones: none, two exchanged or one, whichever way ranks go.

    Equal figures may stand in any order, or share a rank. None where there are more, or either way might be meant.
    """
    found = []
    for sign in (1, -1):
        pairs = list(zip(ranks, values, strict=True))
        right = {row: _places(sign * value, [sign * other for _, other in pairs]) for row, value in pairs}
        found.append({row: places[0] for row, places in right.items() if ranks[row] not in places})
    clear = [wrong for wrong in found if _is_clear(ranks, wrong)]
    return min(clear, key=len) if len(clear) == 1 or {} in clear else None


def _is_clear(ranks: Ranks, wrong: Mapping[int, int]) -> bool:
    """Return whether one rank is wrong, or two that follow each other are exchanged."""
    if len(wrong) != EXCHANGED:
        return len(wrong) < EXCHANGED
    (one, first), (other, second) = wrong.items()
    return (first, second) == (ranks[other], ranks[one]) and abs(first - second) == 1


def _places(value: Fraction, values: Sequence[Fraction]) -> range:
    """Return the ranks that *value* may have among *values*, the greatest first."""
    above = sum(other > value for other in values)
    return range(above + 1, above + 1 + values.count(value))
