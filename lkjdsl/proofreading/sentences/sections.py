"""The texts of a document by the section in which they stand."""

from collections.abc import Mapping, Sequence

from lkjdsl.proofreading.printed.numbers import Site


def by_section(sites: Sequence[Site]) -> Mapping[tuple[str, ...], Sequence[Site]]:
    """Return *sites* by the headings over them, the outermost first, both in the order of the document."""
    sections: dict[tuple[str, ...], list[Site]] = {}
    for site in sites:
        sections.setdefault(tuple(site.address.section), []).append(site)
    return sections
