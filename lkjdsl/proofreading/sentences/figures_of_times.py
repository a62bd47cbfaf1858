"""Figures that sentences give to another year than the row that their heading names: ``tahun 2024 sebesar 82,02``."""

from collections.abc import Iterator, Mapping, Sequence

from lkjdsl.documents.blocks import Document
from lkjdsl.proofreading.names.row_names import row_named
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.sections import headings_over
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

YEARS = 3
"""Columns of years that make a row the course of one figure."""
_Course = Mapping[int, NumberInText]
"""The figures of a row by the years that they are of."""


def time_faults(document: Document, sites: Sequence[Site], views: Sequence[TableNumbers]) -> Iterator[ReportFault]:
    """Yield each figure of a year in the row of its heading."""
    headings = headings_over(document)
    courses: dict[str, Sequence[_Course]] = {"": []}
    for site in sites:
        if site.is_prose and site.numbers:
            heading = headings.get(id(site.block), "")
            if heading not in courses:
                courses[heading] = [course for view in views if len(course := _course(view, heading)) >= YEARS]
            yield from _of_years(site, courses[heading])


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
