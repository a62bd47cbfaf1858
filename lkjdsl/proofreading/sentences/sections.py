"""The texts of a document by the section in which they stand, and its blocks by the heading over them."""

from collections.abc import Mapping, Sequence

from lkjdsl.documents.blocks import Document, Heading
from lkjdsl.proofreading.printed.numbers import Site


def by_section(sites: Sequence[Site]) -> Mapping[tuple[str, ...], Sequence[Site]]:
    """Return *sites* by the headings over them, the outermost first, both in the order of the document."""
    sections: dict[tuple[str, ...], list[Site]] = {}
    for site in sites:
        sections.setdefault(tuple(site.address.section), []).append(site)
    return sections


def headings_over(document: Document) -> Mapping[int, str]:
    """Return the text of the heading that each block stands under, by the block's identity; a heading has its own."""
    headings: dict[int, str] = {}
    heading = ""
    for block in document.blocks:
        heading = block.text.string if isinstance(block, Heading) else heading
        headings[id(block)] = heading
    return headings
