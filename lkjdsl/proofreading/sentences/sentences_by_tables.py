"""All that is asked of sentences and of lists by the order of the rows of tables."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from lkjdsl.documents.blocks import Document
from lkjdsl.proofreading.names.legends import legends
from lkjdsl.proofreading.names.row_names import Wrong, by_section
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.figures_of_times import time_faults
from lkjdsl.proofreading.sentences.ordered_lists import order_faults
from lkjdsl.proofreading.sentences.ranked_figures import Ranked, ranked_figures
from lkjdsl.proofreading.sentences.standings import standing_faults
from lkjdsl.proofreading.sentences.superlatives import superlative_faults


def ordered_faults(
    document: Document,
    sites: Sequence[Site],
    views: Sequence[TableNumbers],
    wrong: Wrong,
    right: AbstractSet[NumberInText],
    year: int | None,
) -> Iterator[ReportFault]:
    """Yield what sentences have in another order or of other times than the tables, but for what is *right*."""
    sections, ranked = by_section(views), ranked_by_table(sites, views, wrong)
    for site in sites:
        beside = sections.get(tuple(site.address.section), ())
        yield from standing_faults(site, beside, ranked, wrong)
        for fault in superlative_faults(site, beside, ranked, wrong, year):
            if fault.kind != "differs" or fault.number not in right:
                yield fault
    for fault in time_faults(document, sites, views):
        if fault.kind != "differs" or fault.number not in right:
            yield fault
    yield from order_faults(document, sites, wrong.keys())


def ranked_by_table(sites: Sequence[Site], views: Sequence[TableNumbers], wrong: Wrong) -> Ranked:
    """Return the figures of each table that may be ranked."""
    meanings = legends(sites)
    return {
        view: list(ranked_figures(view, wrong, meanings.get(tuple(view.table.address.section), {}))) for view in views
    }
