"""
The numbers of a report that are of a year before, or of a period of the year → the paths of their results.

They are matched as all others are, once by each year before, once for each period by the texts as if they were of the
year. A number is taken only where its column, its row, its caption or its own clause names the year or the period.
"""

from collections.abc import Collection, Container, Iterator, Sequence

from attrs import evolve

from lkjdsl.documents.blocks import Document
from lkjdsl.model.periods import YearSpan
from lkjdsl.model.results import path_in
from lkjdsl.proofreading.matched_numbers import ReportTexts, matched_numbers
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.numbers_in_names import without_names
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, sites
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.printed.period_names import QUARTERS_OF_YEAR, PeriodNames, without_period
from lkjdsl.proofreading.printed.table_numbers import report_tables
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.sentences.spans import spans

CAPTION = 2
"""The place of the caption among the titles of a number; it is no name alone."""


def of_other_parts(
    document: Document, report: ReportTexts, vocabulary: Vocabulary, known: KnownEdition, taken: Container[NumberInText]
) -> Iterator[MatchedNumber]:
    """Yield the numbers, but for those *taken* already, of the other parts that there are data of."""
    for other in known.others:
        yield from _of_other_year(document, report, known, other, taken)
    yield from _of_periods(document, report, vocabulary, known, taken)


def _matched(
    document: Document, report: ReportTexts, vocabulary: Vocabulary, known: KnownEdition, among: Collection[Site]
) -> Sequence[MatchedNumber]:
    topics = Topics(vocabulary)
    topics.read(document)
    return matched_numbers(report, vocabulary, topics, known, among).claims


def _of_other_year(
    document: Document, report: ReportTexts, known: KnownEdition, other: KnownEdition, taken: Container[NumberInText]
) -> Iterator[MatchedNumber]:
    vocabulary = Vocabulary(other.quantities.definition, other.quantities, other.outcome, other.year)
    numbers = {
        number
        for site in report.sites
        for number in site.numbers
        if number not in taken and _is_of_year(number, other.year, known.year)
    }
    for claim in _matched(document, report, vocabulary, other, {number.site for number in numbers}):
        if claim.number in numbers and len(claim.paths) == 1:
            yield evolve(claim, year=other.year)


def _is_of_year(number: NumberInText, year: int, now: int) -> bool:
    """Return whether the column, row, caption or clause of a number names *year*, and not the one it is *now*."""
    if number.site.cell is None:
        return year == now - 1 and number.site.is_prose and is_of_year_before(number, now)
    return any({named for named, _ in years_in(title)} == {year} for title in _titles(number))


def _titles(number: NumberInText) -> list[str]:
    """Return what a number of a table stands under, beside and below: column, first cell of its row, caption."""
    table, cell = number.site.table, number.site.cell
    assert cell is not None
    if table is None:
        return []
    first = next((other.string for other in table.rows[cell.row] if other.column == 0), "")
    caption = "" if table.caption is None else table.caption.text.string
    return [table.columns[cell.column], first, caption]


def _of_periods(
    document: Document,
    report: ReportTexts,
    vocabulary: Vocabulary,
    known: KnownEdition,
    taken: Container[NumberInText],
) -> Iterator[MatchedNumber]:
    names = PeriodNames.of(known.quantities.definition.periods)
    left = [number for site in report.sites for number in site.numbers if number not in taken]
    said = {number: named for number in left if (named := _named(number, names, known.year))[0]}
    for period in known.quantities.definition.periods:
        numbers = {number: words for number, (of, words) in said.items() if of == period}
        if not numbers:
            continue
        has_data = known.outcome is not None and any(span.period == period for span in known.outcome.spans)
        as_year = without_period(document, names, period, known.year)
        texts = sites(as_year, report.sites)
        same = dict(zip(texts, report.sites, strict=True))
        without_names([site for site in texts if same[site] is not site], known.quantities.definition, known.outcome)
        read = ReportTexts(texts, report_tables(as_year, texts, known.names, report.views))
        places = {(number.site, number.start): number for number in numbers}
        among = {site for site in texts if any(number in numbers for number in same[site].numbers)}
        for claim in _matched(as_year, read, vocabulary.unlearned(), known, among):
            number = places.get((same[claim.number.site], claim.number.start))
            if number is None:
                continue
            of = _spans(numbers[number], period)
            kinds = [known.quantities.kind(path) for path in claim.paths]
            if len(kinds) > 1 and not has_data:
                continue  # what it may be but for a target nothing tells
            # Of an input, the edition has no path for what is a period's.
            paths = [path_in(kind, span) for kind in kinds if kind is not None for span in of]
            paths = [path for path in paths if known.stated(path) is not None]
            if paths and None not in kinds:
                yield MatchedNumber(number, paths)


def _named(number: NumberInText, names: PeriodNames, year: int) -> tuple[str, str]:
    """Return the period that a number is given to, empty where it is given to none, and the words around it."""
    if number.site.cell is None:
        return named_in_clause(number, names)
    titles = _titles(number)
    naming = [named for at, title in enumerate(titles) if (named := names.all_in(title, is_title=at < CAPTION))]
    is_one = naming and len(naming[0]) == 1
    if not is_one or any({one for one, _ in years_in(title)} - {year} for title in titles):
        return "", ""
    return next(iter(naming[0])), " ".join(titles)


def _spans(said: str, period: str) -> Sequence[YearSpan]:
    """Return which part of the year a number is of by what is said of it: the year to date, or that or the period."""
    to_date = YearSpan(period, to_date=True)
    if form("not_so_far").search(said):
        return (YearSpan(period),)
    return (to_date,) if phrase("so_far").search(said) else (YearSpan(period), to_date)


def named_in_clause(number: NumberInText, names: PeriodNames) -> tuple[str, str]:
    """Return the period that a sentence gives a number to, empty where it gives it to none, and the sentence."""
    string = number.site.text.string
    places = spans(string) if number.site.is_prose else ()
    start, end = next((span for span in places if span[0] <= number.start < span[1]), (0, 0))
    if start == end:
        return "", ""
    return names.behind(string, number.end, end) or names.last_in(string, start, number.start), string[start:end]


def without_periods(claims: Sequence[MatchedNumber], known: KnownEdition) -> list[MatchedNumber]:
    """Return *claims* without those whose sentence gives the number to a period other than the last of the year."""
    periods = known.quantities.definition.periods or QUARTERS_OF_YEAR
    names = PeriodNames.of(periods)
    return [claim for claim in claims if named_in_clause(claim.number, names)[0] in ("", periods[-1])]
