"""Slips of years and dates, only ever questions: a caption of last year, a year of three digits, 31 November."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence

from lkjdsl.documents.blocks import Caption, Document, Heading, Table, Text
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

YEAR = re.compile(r"(?<![\d.,/-])(20\d\d)(?![\d/-]|[.,]\d)")
ODD_YEAR = re.compile(r"\b(?:tahun|TA|year)\s+(\d{3}|\d{5})(?![\d.,]*\d)", re.IGNORECASE)
CLEARLY = 2
"""The report's year is named so many times as often as any other."""


def date_questions(document: Document, sites: Sequence[Site], year: int | None) -> Iterator[ReportFault]:
    """Yield what should be looked at; *year* is that of the report, where an edition says it."""
    captions = list(_captions(document))
    everything = [*captions, *sites]
    year = year or _usual_year([site.text.string for site in everything])
    if year is not None:
        yield from _of_last_year([site for site in everything if isinstance(site.block, Heading | Caption)], year)
    for site in everything:
        yield from _odd_years(site)
        yield from _impossible_days(site)
        yield from _lengths(site)


def _captions(document: Document) -> Iterator[Site]:
    """Yield the captions as texts of their own."""
    for block in document.blocks:
        caption = block.caption if isinstance(block, Table) else block
        if isinstance(caption, Caption):
            yield Site(caption.address, caption.text, caption.text.string, caption)


def _usual_year(texts: Sequence[str]) -> int | None:
    counts = Counter(int(year) for text in texts for year in YEAR.findall(text)).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < CLEARLY * counts[1][1]):
        return None
    return counts[0][0]


def _of_last_year(titles: Sequence[Site], year: int) -> Iterator[ReportFault]:
    """Yield titles that name last year alone, and that no other title says of this year."""
    without_year = Counter(_without_year(site.text) for site in titles)
    for site in titles:
        matches = list(YEAR.finditer(site.text.string))
        if len(matches) != 1 or int(matches[0][1]) != year - 1 or has_any(site.text.string, genre().other):
            continue
        if form("event_before").search(site.text.string[: matches[0].start()]) or _is_headed(site, titles, year - 1):
            continue
        if without_year[_without_year(site.text)] > 1 or re.search(
            r"nomor|no\.|perbandingan|sampai", site.text.string, re.IGNORECASE
        ):
            continue
        words = WORDS["year"].filled(year=str(year))
        yield ReportFault("differs", site, matches[0][1], "", str(year), words, matches[0].start(1))


def _is_headed(site: Site, titles: Sequence[Site], year: int) -> bool:
    """Return whether another title of the same section names *year*, too: what stands there is of that."""
    section = site.address.section
    others = [one for one in titles if one is not site and one.address.section[: len(section)] == section]
    others += [one for one in titles if one is not site and section[: len(one.address.section)] == one.address.section]
    return any(YEAR.findall(other.text.string) == [str(year)] for other in others)


def _without_year(text: Text) -> str:
    return " ".join(re.sub(r"\d+(?:\.\d+)*", "", text.string).casefold().split())


def _odd_years(site: Site) -> Iterator[ReportFault]:
    for hit in ODD_YEAR.finditer(site.text.string):
        yield ReportFault("range", site, hit[1], "", "", WORDS["odd-year"], hit.start(1))


def _months() -> str:
    return "|".join(genre().months)


def _impossible_days(site: Site) -> Iterator[ReportFault]:
    for hit in re.finditer(rf"\b(\d{{1,2}})\s+({_months()})\b(?:\s+(\d{{4}}))?", site.text.string, re.IGNORECASE):
        month = [*genre().months].index(hit[2].casefold()) + 1
        last = monthrange(int(hit[3]) if hit[3] and int(hit[3]) else 2024, month)[1]
        if not 1 <= int(hit[1]) <= last:
            words = WORDS["last-day"].filled(day=str(last), month=hit[2])
            yield ReportFault("range", site, hit[0], "", "", words, hit.start())


def _lengths(site: Site) -> Iterator[ReportFault]:
    """Yield a number of days that the two dates before it do not give: ``3 s.d. 7 Maret (6 hari)``."""
    pattern = (
        rf"\b(\d{{1,2}})\s*(?:s\.?\s?/?d\.?|sampai(?: dengan)?|hingga|[-–])\s*(\d{{1,2}})\s+(?:{_months()})\b"
        r"(?:\s+\d{4})?\s*(?:\(|,?\s*selama\s+)(\d{1,2})\s*(?:\([a-z ]+\)\s*)?hari(?!\s+kerja)"
    )
    for hit in re.finditer(pattern, site.text.string, re.IGNORECASE):
        first, last, days = int(hit[1]), int(hit[2]), int(hit[3])
        if first <= last and days not in (last - first + 1, last - first):
            right = last - first + 1
            words = WORDS["days"].filled(first=first, last=last, days=right)
            yield ReportFault("arithmetic", site, hit[3], "", str(right), words, hit.start(3))
