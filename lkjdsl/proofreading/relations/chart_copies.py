"""Charts that draw what a table prints: a bar that is not the figure of the table, where all others are."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from lkjdsl.proofreading.names.row_names import Faulty
from lkjdsl.proofreading.printed.checks import agrees, bounds
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Different figures that are those of one column or row hardly by chance."""
DIGITS = 3
"""With fewer, figures are alike by chance."""


@frozen(eq=False)
class _Series:
    """A column or a row of figures: the years it stands under, and each figure with its name, nothing without one."""

    years: AbstractSet[int]
    names: Sequence[str]
    numbers: Sequence[NumberInText]


def chart_faults(views: Sequence[TableNumbers], faulty: Faulty) -> Iterator[ReportFault]:
    """Yield the only bar of a series that no table prints so, though one prints all others."""
    charts = [view for view in views if _is_chart(view)]
    of_tables = [
        series
        for view in (views if charts else ())
        if view not in charts
        for series in (*_columns(view), *_rows(view))
        if len(series.numbers) >= FEWEST
    ]
    for view in charts:
        for drawn in _columns(view):
            found = [odd for series in of_tables if (odd := _odd(drawn, series)) is not None]
            others = {printed.value for pair in found for _, printed in pair}
            if found and all(found) and len(others) == 1:
                bar, printed = found[0][0]
                if not faulty & {bar, printed}:
                    cause = WORDS["differs"].filled(text=printed.text, place=printed.site.address)
                    yield ReportFault("differs", bar.site, bar.text, "", printed.text, cause, bar.start, bar)


def _is_chart(view: TableNumbers) -> bool:
    return any(site.of_chart for site in view.sites)


def _columns(view: TableNumbers) -> Iterator[_Series]:
    """Yield the columns of a table with the first words of its rows."""
    firsts = [_first(view, row) for row in range(len(view.numbers))]
    for column, title in enumerate(view.table.columns):
        kept = [
            (firsts[at], number)
            for at, row in enumerate(view.numbers)
            if (number := row[column]) is not None and not view.row_kind(at)
        ]
        yield _Series(_years(title, view), [name for name, _ in kept], [number for _, number in kept])


def _rows(view: TableNumbers) -> Iterator[_Series]:
    """Yield the rows of a table with the titles of its columns, those of targets and of results apart."""
    roles = [role_of(title) for title in view.table.columns]
    for at, row in enumerate(view.numbers):
        years = _years(view.labels[at], view)
        for one in dict.fromkeys(roles):
            kept = [
                (title, number)
                for title, role, number in zip(view.table.columns, roles, row, strict=True)
                if role == one and number is not None and title.strip(" .:").casefold() not in genre().row["total"]
            ]
            yield _Series(years, [_plain(name) for name, _ in kept], [number for _, number in kept])


def _years(title: str, view: TableNumbers) -> AbstractSet[int]:
    """Return the years that a title or the caption names."""
    return {year for year, _ in years_in(f"{title} {view.caption}")}


def _first(view: TableNumbers, row: int) -> str:
    names = view.own_names[row]
    cells = view.table.rows[view.table.header_rows + row]
    return _plain(names[0] if names else cells[0].string if cells else "")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _odd(drawn: _Series, printed: _Series) -> list[tuple[NumberInText, NumberInText]] | None:
    """Return the only bar that a series prints otherwise, with what it prints; none where all are alike; else None."""
    if drawn.years and printed.years and drawn.years.isdisjoint(printed.years):
        return None
    pairs = _pairs(drawn, printed)
    alike = {bar.value for bar, number in pairs if _is_same(bar, number) and _is_telling(bar)}
    odd = [pair for pair in pairs if not _is_same(*pair)]
    return odd if len(odd) <= 1 and len(alike) >= FEWEST else None


def _pairs(drawn: _Series, printed: _Series) -> list[tuple[NumberInText, NumberInText]]:
    """Return the bars with the figures of their names, where most have them; in their order where hardly any has."""
    places = [[at for at, name in enumerate(printed.names) if _names(bar, name)] for bar in drawn.names]
    named = {at: ones[0] for at, ones in enumerate(places) if len(ones) == 1}
    if len(named) * 2 > len(places):
        pairs = [(drawn.numbers[bar], printed.numbers[at]) for bar, at in named.items()]
        return pairs if len(set(named.values())) == len(named) else []
    if len(drawn.numbers) != len(printed.numbers) or any(bar != at for bar, at in named.items()):
        return []
    pairs = list(zip(drawn.numbers, printed.numbers, strict=True))
    names = zip(drawn.names, printed.names, strict=True)
    are_others = any(not _is_same(*pair) and _are_others(*both) for pair, both in zip(pairs, names, strict=True))
    return [] if are_others else pairs


def _names(bar: str, name: str) -> bool:
    return bool(bar) and (f"{name} ".startswith(f"{bar} ") or f" {name}".endswith(f" {bar}"))


def _are_others(bar: str, name: str) -> bool:
    """Return whether a bar and a row are of something else by their names: these have no word and no letters alike."""
    words, its = bar.split(), name.split()
    initials = "".join(word[0] for word in its)
    return bool(words and its) and not set(words) & set(its) and not any(word in initials for word in words)


def _is_same(bar: NumberInText, printed: NumberInText) -> bool:
    return agrees(bar, bounds(printed)) or agrees(printed, bounds(bar))


def _is_telling(number: NumberInText) -> bool:
    return sum(sign.isdigit() for sign in number.text) >= DIGITS
