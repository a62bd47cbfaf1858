"""Tables whose caption names a wrong year: their figures agree with those of the report's own."""

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from lkjdsl.auditing.printed_file import Printed
from lkjdsl.auditing.report_audit import audit_report
from lkjdsl.documents.blocks import Caption
from lkjdsl.proofreading.figure_findings import figure_of
from lkjdsl.proofreading.matched_numbers import Matched
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import YEARS, years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 8
"""Figures of a table that are those of one year hardly by chance."""
MOST_WRONG = 10
"""Of so many one may be wrong."""


@frozen(eq=False)
class MisdatedTable:
    """A table with a wrong year in its caption, and what its numbers are of."""

    fault: ReportFault
    matched: Matched


Matching = Callable[[TableNumbers], Matched]
"""What the numbers and ratings of a table are of, whatever year its caption names."""


def misdated(views: Sequence[TableNumbers], matching: Matching, known: KnownEdition) -> Iterator[MisdatedTable]:
    """Yield the tables that name another year and print the figures of this one, as the data have them."""
    if known.outcome is None:
        return
    for view in views:
        caption = view.table.caption
        years = [] if caption is None else years_in(caption.text.string)
        if (
            caption is None
            or len(years) != 1
            or years[0][0] == known.year
            or has_any(caption.text.string, genre().other)
            or (years[0][0] > known.year and form("plan_of_year").search(caption.text.string))
        ):
            continue
        matched = matching(view)
        figures = [figure_of(claim.number, claim.paths[0]) for claim in matched.claims]
        results = audit_report(Printed(figures), known.knowledge(), known.year).figures if figures else ()
        wrong = sum(result.verdict == "disagrees" for result in results)
        agrees = [
            result for result in results if result.verdict == "agrees" and not result.quantity.path.endswith(".target")
        ]
        if len(agrees) >= FEWEST and wrong * MOST_WRONG <= len(results):
            yield MisdatedTable(_fault(caption, known.year), matched)


def _fault(caption: Caption, year: int) -> ReportFault:
    string = caption.text.string
    match = next(hit for hit in YEARS.finditer(string) if hit.start() == years_in(string)[0][1])
    site = Site(caption.address, caption.text, string, caption)
    return ReportFault(
        "differs", site, match[0], "", str(year), WORDS["year-of-figures"].filled(year=str(year)), match.start()
    )
