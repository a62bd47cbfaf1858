"""Whether a text is of the year of the edition, or of another year, a part of it, another plan or place."""

import re

from lkjdsl.proofreading.genre import genre, pattern

YEARS = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?!\d|[.,]\d)")
LAW = re.compile(r"(?:Nomor|No\.?)\s*\S+\s+Tahun\s+\d{4}|20\d\d\s*[-–]\s*20\d\d", re.IGNORECASE)


def years_in(text: str) -> list[tuple[int, int]]:
    """Return the years named in *text* with their places, those of laws and of plans left out."""
    laws = [found.span() for found in LAW.finditer(text)]
    return [
        (int(found[0]), found.start())
        for found in YEARS.finditer(text)
        if not any(start <= found.start() < end for start, end in laws)
    ]


def is_elsewhere(text: str, year: int) -> bool:
    """Return whether a title is of another year, a part of the year, or of another plan or place."""
    years = [one for one, _ in years_in(text)]
    if years and year not in years:
        return True
    return pattern(tuple(genre().other)).search(text) is not None
