"""Marks that make no number, and numbers in another spelling than the rest of the report."""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import listed
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, is_marked
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

MARKED = re.compile(r"(?:Rp\.?\s*\d+(?:[.,]\d+){2,}|(?<![\w.,])\d+(?:[.,]\d+){2,}\s?%)(?![.,]?\d|[\w/])", re.IGNORECASE)
"""An amount or percentage with several marks."""
FEW = 3


def unreadable(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield each amount or percentage whose marks make no number: ``Rp3.471.30.071``."""
    for site in sites:
        for hit in MARKED.finditer(site.text.string):
            if not any(number.start <= hit.start() < number.end for number in site.numbers):
                yield ReportFault("marks", site, hit[0], cause=WORDS["unreadable"], start=hit.start())


CAPTION = re.compile(r"\s*[^\W\d_]{3,8}\s+(?=\d{1,2}(?:\.\d{1,2})+\s+[A-Z])")
"""What stands before the number of a caption, also where its word is misread: *Tobel 3.1 Capaian*."""


def _is_of_caption(number: NumberInText) -> bool:
    lead = CAPTION.match(number.site.text.string) if number.site.is_prose else None
    return lead is not None and lead.end() == number.start


def mixed_marks(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield the numbers spelled as the other language has them, one by one where they are few, else once."""
    both: dict[str, list[NumberInText]] = {"id": [], "en": []}
    for site in sites:
        for number in () if site.of_chart else site.numbers:
            if is_marked(number) and not _is_of_caption(number):
                both[number.locale].append(number)
    rare, common = sorted(both.values(), key=len)
    few = rare if len(rare) <= FEW and len(rare) * 2 <= len(common) else rare[:1]
    for number in few:
        also = [] if len(few) == len(rare) else [number.site.address for number in rare[1:30]]
        cause = WORDS["marks-also" if also else "marks"].filled(number=len(common), places=listed(also))
        yield ReportFault("marks", number.site, number.text, cause=cause, start=number.start, number=number)
