"""Where sentences say that something stands among others, against a table: ``peringkat ke-2 dari 5``, ``disusul``."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.proofreading.names.row_names import Wrong, figures, plain_rows, row_named
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.spelled import whole_number
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.ranked_figures import Ranked, RankedFigures, name_words
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 4
"""Names of a list in the order of their figures."""


def standing_faults(site: Site, beside: Sequence[TableNumbers], ranked: Ranked, wrong: Wrong) -> Iterator[ReportFault]:
    """Yield ranks, and lists in the order of figures, that no column of the table of the same rows *beside* it has."""
    string = site.text.string
    for sentence in spans(string) if site.is_prose and beside else ():
        among, order = (form(key).search(string, *sentence) for key in ("among_all", "ordered"))
        for view in beside:
            yield from () if among is None else _rank(site, sentence, among, view, ranked[view])
            yield from () if order is None else _order(site, order, view, wrong)


def _rank(
    site: Site, sentence: tuple[int, int], among: re.Match[str], view: TableNumbers, ranked: Sequence[RankedFigures]
) -> Iterator[ReportFault]:
    """Yield a rank among as many as the table has rows, where it is that of no column that may be spoken of."""
    string, (start, end) = site.text.string, sentence
    if whole_number(among["all"]) != len(plain_rows(view)):
        return
    columns = [by for by in ranked if by.is_column and len(by.numbers) == len(plain_rows(view))]
    for hit in form("rank_said").finditer(string, start, end):
        lead, said = string[start : hit.start()], form("rank_for").match(string, hit.end(), end)
        spoken = [by for by in columns if _is_titled(by, lead if said is None else said["title"])]
        scored = [by for by in columns if form("rank_by").search(by.title)]
        right = set[int]()
        for by in spoken or (scored if len(scored) == 1 else columns):
            place = by.named(name_words(lead), [])
            if place is None or place not in by.numbers:
                return
            for sign in (1,) if form("rank_downwards").search(by.title) else (1, -1):
                own = sign * by.numbers[place].value
                above = sum(sign * number.value > own for number in by.numbers.values())
                level = sum(sign * number.value == own for number in by.numbers.values())
                right |= set(range(above + 1, above + 1 + level))
        rank = whole_number(hit["rank"])
        if right and rank is not None and rank not in right:
            cause = WORDS["rank-among"].filled(number=" / ".join(map(str, sorted(right))), place=view.table.address)
            computed = str(min(right)) if len(right) == 1 else ""
            yield ReportFault("arithmetic", site, hit["rank"], "", computed, cause, hit.start("rank"))


def _is_titled(by: RankedFigures, text: str) -> bool:
    """Return whether a text has all words of the title of a column."""
    title = set(words_of(by.title))
    return bool(title) and title <= set(words_of(text))


def _order(site: Site, match: re.Match[str], view: TableNumbers, wrong: Wrong) -> Iterator[ReportFault]:
    """Yield the two neighbours of a list of all rows that must change places to be in the order of a column."""
    items = [(match.start("first"), match["first"])]
    items += [(match.start("rest") + hit.start(), hit[0]) for hit in re.finditer(r"[^,]+", match["rest"])]
    rows = [row_named(view, form("order_mark").sub("", re.sub(r"\([^()]*\)", "", text))) for _, text in items]
    if len(rows) < FEWEST or None in rows or sorted(row for row in rows if row is not None) != plain_rows(view):
        return
    faults = set()
    for column in range(len(view.table.columns)):
        numbers = figures(view, column, wrong)
        values = [numbers[row].value for row in rows if row in numbers]
        if len(values) != len(rows):
            continue
        if sorted(values, reverse=True) == values:
            return
        places = [at for at, (value, other) in enumerate(pairwise(values)) if value < other]
        for at in places if len(places) == 1 else ():
            values[at : at + 2] = values[at + 1], values[at]
            faults |= {at} if sorted(values, reverse=True) == values else set()
    for at in faults if len(faults) == 1 else ():
        text = form("order_mark").sub("", items[at][1]).strip()
        cause = WORDS["rank-after"].filled(name=form("order_mark").sub("", items[at + 1][1]).strip())
        yield ReportFault("direction", site, text, cause=cause, start=site.text.string.index(text, items[at][0]))
