"""Lists whose lead-in says that they go from the most to the least, or the other way."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.documents.blocks import Block, Document, Paragraph
from lkjdsl.proofreading.names.row_names import Faulty
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.sentences.listed_parts import MOST, parts_listed
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Items of a list in order."""


def order_faults(document: Document, sites: Sequence[Site], faulty: Faulty) -> Iterator[ReportFault]:
    """Yield the first of the two neighbours of such a list that must change places to be in order."""
    by_text = {id(site.text): site for site in sites}

    def site_of(block: Block) -> Site | None:
        return by_text.get(id(block.text)) if isinstance(block, Paragraph) else None

    for at, block in enumerate(document.blocks):
        site = site_of(block)
        said = None if site is None else form("listed_in_order").search(site.text.string)
        if said is None:
            continue
        numbers = parts_listed(list(map(site_of, document.blocks[at + 1 : at + MOST])))
        sign = 1 if said["most"] else -1
        values = [sign * number.value for number in numbers]
        wrong = [place for place, (value, other) in enumerate(pairwise(values)) if value < other]
        if len(numbers) < FEWEST or len(wrong) != 1 or not faulty.isdisjoint(numbers):
            continue
        place = wrong[0]
        values[place : place + 2] = values[place + 1], values[place]
        if sorted(values, reverse=True) == values:
            first, second = numbers[place : place + 2]
            cause = WORDS["rank-below"].filled(text=second.text)
            yield ReportFault("direction", first.site, first.text, cause=cause, start=first.start, number=first)
