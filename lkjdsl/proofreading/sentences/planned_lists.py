"""What is planned: all under *Rencana Tahun 2026*, and what is listed behind *Langkah perbaikan tahun 2026:*."""

from collections.abc import Sequence

from lkjdsl.documents.blocks import Heading, Paragraph
from lkjdsl.documents.headings import typed_number
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import years_in


def planned_sites(sites: Sequence[Site], year: int) -> set[Site]:
    """Return the texts under headings, and of lists led into by sentences, about years after *year* alone."""
    found, is_planned, is_later = set[Site](), False, False
    for site in sites:
        string = site.text.string.rstrip()
        named = [one for one, _ in years_in(string)]
        if isinstance(site.block, Heading):
            is_planned, is_later = False, bool(named) and min(named) > year
        elif string.endswith(":"):
            is_planned = bool(named) and min(named) > year
        elif not _is_listed(site):
            is_planned = False
        if (is_planned and not string.endswith(":")) or (is_later and site.is_prose):
            found.add(site)
    return found


def _is_listed(site: Site) -> bool:
    """Return whether a text is in a list: it has a mark, or begins small and ends as one of several does."""
    string = site.text.string.strip()
    is_marked = isinstance(site.block, Paragraph) and (bool(site.block.number) or typed_number(string) is not None)
    return is_marked or string[:1].islower() or string.endswith(";")
