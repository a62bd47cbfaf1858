"""Where a document is not read well enough for its words to tell what a number is of."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from lkjdsl.documents.blocks import Document
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.misread import has_misread_denial, is_number_misread, misread_words, words_in
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.sentences.sections import headings_over
from lkjdsl.proofreading.sentences.spans import spans

WORDLESS = frozenset({"placeholder", "marks", "words"})
"""Faults that no name is needed for."""
CALCULATED = re.compile(r"[=:]\s*\Z")
"""What stands before a result that follows from the line itself."""
COLUMNS = frozenset({"total", "weights", "arithmetic"})
"""Faults that the other cells of the column may tell."""
NARROW = 3
"""Columns of a table that runs down: what is computed of a row is said in the rows above it."""


@frozen(eq=False)
class Legibility:
    """
    The ``misread`` words of a document, and the heading that each block stands under.

    A name with a wrong letter is still a name; but a number beside it is perhaps what the word as it was would say.
    """

    misread: frozenset[str]
    headings: Mapping[int, str] = field(factory=dict)

    @classmethod
    def of(cls, document: Document, names: Sequence[str]) -> "Legibility":
        """Return what is misread in *document*, whose edition has these *names*."""
        return cls(misread_words((text.string for _, text in document.texts()), names), headings_over(document))

    def is_doubtful(self, fault: ReportFault) -> bool:
        """Return whether a fault rests on words of which one is misread."""
        if fault.kind in WORDLESS:
            return False
        string = fault.site.text.string
        if any(map(is_number_misread, _beside(fault))):
            return True
        if fault.kind == "direction" and has_misread_denial(string):
            return True
        if fault.kind == "arithmetic" and CALCULATED.search(string[: max(fault.start, 0)]):
            return False
        return not self.misread.isdisjoint(words_in(self._around(fault.site, fault.start)))

    def _around(self, site: Site, start: int) -> Iterator[str]:
        """Yield the texts that tell what a place of *site* is of."""
        yield self.headings.get(id(site.block), "")
        table = site.table
        if table is None:
            string = site.text.string
            yield next((string[one:other] for one, other in spans(string) if one <= start < other), string)
            return
        yield site.context
        yield from table.columns
        if len(table.columns) <= NARROW:
            yield from (row[0].string for row in table.rows if row)
        if table.caption is not None:
            yield table.caption.text.string


def _beside(fault: ReportFault) -> Iterator[str]:
    """Yield the paragraph, or the cells of the row and column, that a fault may be worked out of."""
    table, cell = fault.site.table, fault.site.cell
    if table is None or cell is None:
        yield fault.site.text.string
        return
    for row in table.rows[table.header_rows :]:
        for other in row:
            if other.row == cell.row or (fault.kind in COLUMNS and other.column == cell.column):
                yield other.string
