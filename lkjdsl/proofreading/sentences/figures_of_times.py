"""Figures that sentences give to another quarter or year than the tables: ``tertinggi pada triwulan III (82,02%)``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lkjdsl.documents.blocks import Document
from lkjdsl.proofreading.names.row_names import by_section, row_named
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.period_names import QUARTERS_OF_YEAR, PeriodNames
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.sections import headings_over
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

YEARS = 3
"""Columns of years that make a row the course of one figure."""
LONG = 3
"""Digits of a figure that is no other one by chance."""
NAMES = PeriodNames.of(QUARTERS_OF_YEAR)
_ByQuarter = Mapping[TableNumbers, Sequence[tuple[str, str, NumberInText]]]
"""The cells of tables with the quarter that each is of, and the title that names it."""
_Course = Mapping[int, NumberInText]
"""The figures of a row by the years that they are of."""


def time_faults(document: Document, sites: Sequence[Site], views: Sequence[TableNumbers]) -> Iterator[ReportFault]:
    """Yield each figure of a quarter in the tables of its section, or of a year in the row of its heading."""
    headings, sections = headings_over(document), by_section(views)
    quarters = {view: list(_by_quarter(view)) for view in views}
    courses: dict[str, Sequence[_Course]] = {"": []}
    for site in sites:
        if site.is_prose and site.numbers:
            beside = {view: quarters[view] for view in sections.get(tuple(site.address.section), ())}
            yield from _of_quarters(site, beside)
            yield from _slips_of_quarters(site, beside)
            heading = headings.get(id(site.block), "")
            if heading not in courses:
                courses[heading] = [course for view in views if len(course := _course(view, heading)) >= YEARS]
            yield from _of_years(site, courses[heading])


def _of_quarters(site: Site, views: _ByQuarter) -> Iterator[ReportFault]:
    """Yield each figure that the tables have, but for another quarter alone."""
    cells = [cell for ones in views.values() for cell in ones]
    for number in site.numbers if cells else ():
        said = form("quarter_in_front").search(site.text.string[: number.start])
        if said is None or number.value.denominator == 1 or len(re.sub(r"\D", "", number.text)) < LONG:
            continue
        own = _quarter(said["quarter"])
        its = [(quarter, title) for quarter, title, cell in cells if cell.value == number.value]
        if len({quarter for quarter, _ in its}) == 1 and its[0][0] != own and any(one == own for one, _, _ in cells):
            cause = WORDS["of-other"].filled(text=number.text, name=its[0][1])
            yield ReportFault("direction", site, number.text, cause=cause, start=number.start, number=number)


def _slips_of_quarters(site: Site, views: _ByQuarter) -> Iterator[ReportFault]:
    """Yield each figure of a quarter that no table has, but for a slip in one that a word of the sentence names."""
    for number in site.numbers if views else ():
        lead = site.text.string[: number.start]
        said = form("quarter_before").search(lead) if number.decimals and number.measures else None
        if said is None or _is_printed(number, views):
            continue
        words = set(words_of(lead[sentence_at(lead, said.start())[0] :])) - light_words()
        likely = [
            cell
            for view, ones in views.items()
            for quarter, title, cell in ones
            if quarter == _quarter(said["quarter"]) and words & _other_words(view, cell, title)
            if cell.decimals == number.decimals and is_slip(number, cell.value)
        ]
        if len({cell.value for cell in likely}) == 1:
            cause = WORDS["differs"].filled(text=likely[0].text, place=likely[0].site.address)
            yield ReportFault("differs", site, number.text, "", likely[0].text, cause, number.start, number)


def _is_printed(number: NumberInText, views: Iterable[TableNumbers]) -> bool:
    """Return whether a cell of one of these tables has the same figure."""
    return any(one is not None and one.value == number.value for view in views for row in view.numbers for one in row)


def _other_words(view: TableNumbers, cell: NumberInText, title: str) -> set[str]:
    """Return the words of the titles of a cell, but for the one that names its quarter."""
    row, column = next(
        (row, column) for row, ones in enumerate(view.numbers) for column, one in enumerate(ones) if one is cell
    )
    titles = [one for one in (view.table.columns[column], view.labels[row]) if one.strip() != title]
    return {word for one in titles for word in words_of(one)} - light_words()


def _by_quarter(view: TableNumbers) -> Iterator[tuple[str, str, NumberInText]]:
    """Yield the cells of a table with the quarter that the title of their column or their row names, and that title."""
    for row, numbers in enumerate(view.numbers):
        for column, number in enumerate(numbers):
            for title in (view.table.columns[column], view.labels[row]) if number is not None else ():
                named = [hit[0] for hit in phrase("quarter").finditer(title)]
                if len(named) == 1 and number is not None:
                    yield _quarter(named[0]), title.strip(), number


def _quarter(text: str) -> str:
    """Return the quarter that a text names: ``TW 3`` and ``triwulan III`` are one."""
    return next(iter(NAMES.all_in(text)), "")


def _of_years(site: Site, courses: Sequence[_Course]) -> Iterator[ReportFault]:
    """Yield each figure of a year that its row has for another year, beside the figure of the newest year."""
    for course in courses:
        for number in site.numbers:
            year = _year(number)
            start, end = sentence_at(site.text.string, number.start)
            is_its = any(
                other.value == course[max(course)].value and start <= other.start < end and _year(other) == max(course)
                for other in site.numbers
                if other is not number
            )
            right = course.get(year)
            others = [one for one, cell in course.items() if cell.value == number.value and one != year]
            if is_its and right is not None and right.value != number.value and len(others) == 1:
                cause = WORDS["differs"].filled(text=right.text, place=right.site.address)
                yield ReportFault("differs", site, number.text, "", right.text, cause, number.start, number)


def _course(view: TableNumbers, heading: str) -> _Course:
    """Return the figures of the row that *heading* names by the years of their columns, but for targets."""
    row, course = row_named(view, heading), {}
    for title, number in () if row is None else zip(view.table.columns, view.numbers[row], strict=True):
        years = years_in(title)
        if number is not None and len(years) == 1 and phrase("target").search(title) is None:
            course[years[0][0]] = number
    return course


def _year(number: NumberInText) -> int:
    """Return the year that the words beside a number give it to, nought where they name none."""
    string = number.site.text.string
    match = form("year_behind").match(string, number.end) or form("year_in_front").search(string[: number.start])
    return int(match["year"]) if match is not None and match["year"].isdigit() else 0
