"""Marks that make no number, and numbers in another spelling than the rest of the report."""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import listed
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

MARKED = re.compile(r"(?:Rp\.?\s*\d+(?:[.,]\d+){2,}|(?<![\w.,])\d+(?:[.,]\d+){2,}\s?%)(?![.,]?\d|[\w/])", re.IGNORECASE)
"""An amount or percentage with several marks."""
FEW = 3
SHORT_CODE = re.compile(r"\d{1,2}\.\d{1,2}")
TITLED = re.compile(r"(?P<code>\d{1,2}\.\d{1,2})\.?\s+[^\W\d]")
"""What an indicator is numbered by, and a title that begins with it."""


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


def _codes(sites: Sequence[Site]) -> frozenset[str]:
    """Return what indicators are numbered by: whole columns of ``1.1``, ``1.2`` …, and the numbers of headings."""
    columns: dict[tuple[int, int], list[str]] = {}
    codes: set[str] = set()
    for site in sites:
        text = site.text.string.strip()
        if site.cell is not None and site.table is not None and SHORT_CODE.fullmatch(text):
            columns.setdefault((id(site.table), site.cell.column), []).append(text)
        elif site.cell is None and (found := TITLED.match(text)) is not None:
            codes.add(found["code"])
    for (_, column), texts in columns.items():
        in_order = sorted(texts, key=lambda one: tuple(map(int, one.split("."))))
        if len(texts) > (FEW if column else 1) and texts == in_order:
            codes.update(texts)
    return frozenset(codes)


def mixed_marks(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield the numbers spelled as the other language has them, one by one where they are few, else once."""
    codes = _codes(sites)
    both: dict[str, list[NumberInText]] = {"id": [], "en": []}
    for site in sites:
        for number in () if site.of_chart else site.numbers:
            if number.is_marked and number.text not in codes and not _is_of_caption(number):
                both[number.locale].append(number)
    rare, common = sorted(both.values(), key=len)
    few = rare if len(rare) <= FEW and len(rare) * 2 <= len(common) else rare[:1]
    for number in few:
        also = [] if len(few) == len(rare) else [number.site.address for number in rare[1:30]]
        cause = WORDS["marks-also" if also else "marks"].filled(number=len(common), places=listed(also))
        yield ReportFault("marks", number.site, number.text, cause=cause, start=number.start, number=number)
