"""What a document says of its own numbers, with or without an edition: arithmetic, faults of form, questions."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from lkjdsl.documents.blocks import Document
from lkjdsl.proofreading.names.row_names import Wrong, wrong_numbers
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import ReportFault, is_new
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.relations.chart_copies import chart_faults
from lkjdsl.proofreading.relations.rankings import ranking_faults
from lkjdsl.proofreading.results.attained import attained
from lkjdsl.proofreading.sentences.dates import date_questions
from lkjdsl.proofreading.sentences.differences import said_difference_checks
from lkjdsl.proofreading.sentences.listed import list_questions
from lkjdsl.proofreading.sentences.listed_parts import listed_parts
from lkjdsl.proofreading.sentences.marks import mixed_marks, unreadable
from lkjdsl.proofreading.sentences.named_shares import named_share_checks
from lkjdsl.proofreading.sentences.placeholders import placeholders
from lkjdsl.proofreading.sentences.sentence_checks import sentence_checks
from lkjdsl.proofreading.sentences.sentences_by_tables import ordered_faults
from lkjdsl.proofreading.sentences.shares_of_counts import count_share_checks
from lkjdsl.proofreading.sentences.shares_of_rows import row_share_checks
from lkjdsl.proofreading.sentences.units_elsewhere import unit_questions
from lkjdsl.proofreading.sentences.worked_out_of_rows import worked_out_checks


def checks_of_sentences(
    document: Document,
    sites: Sequence[Site],
    views: Sequence[TableNumbers],
    wrong: Wrong,
    statements: Sequence[ReportFault],
    right: AbstractSet[NumberInText],
    year: int | None,
) -> Iterator[NumberCheck]:
    """Yield the arithmetic of sentences; of shares of counts only where none of *statements* is about their numbers."""
    yield from (check for site in sites if site.is_prose for check in said_difference_checks(site, year))
    yield from named_share_checks(sites)
    worded = {(id(fault.site), fault.start) for fault in statements}
    for site in sites:
        yield from sentence_checks(site)
        for check in count_share_checks(site, right):
            if all((id(number.site), number.start) not in worded for number in (check.result, *check.parts)):
                yield check
    yield from listed_parts(document, sites)
    yield from worked_out_checks(sites, views, wrong)
    yield from row_share_checks(sites, views, wrong)


def faults_of_form(
    document: Document,
    sites: Sequence[Site],
    views: Sequence[TableNumbers],
    findings: Sequence[ReportFault],
    right: AbstractSet[NumberInText],
    year: int | None,
) -> Iterator[ReportFault]:
    """Yield what no calculation finds: copies in charts, ranks, orders, words beside figures, blanks and marks."""
    wrong = wrong_numbers(findings)
    yield from (finding for view in views for finding in attained(view))
    yield from chart_faults(views, wrong.keys())
    yield from (fault for view in views for fault in ranking_faults(view, wrong.keys()))
    yield from ordered_faults(document, sites, views, wrong, right, year)
    yield from placeholders(sites)
    yield from unreadable(sites)
    yield from mixed_marks(sites)


def questions_of(
    document: Document,
    sites: Sequence[Site],
    views: Sequence[TableNumbers],
    findings: Sequence[ReportFault],
    misdated: Sequence[ReportFault],
    year: int | None,
) -> Iterator[ReportFault]:
    """Yield what is to be asked of years but those found *misdated*, of lists, and of units where no finding is."""
    found = {id(fault.site.text) for fault in misdated}
    yield from (date for date in date_questions(document, sites, year) if id(date.site.text) not in found)
    yield from list_questions(document, sites)
    yield from (question for question in unit_questions(sites, views) if is_new(question, findings))
