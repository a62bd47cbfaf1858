"""
Rows and cells of tables that stand as lines of a text, as what makes a text of a PDF leaves them.

Their numbers have no columns any more: in ``Indeks Kepuasan 84,90 85,76 +0,86`` nothing tells which one is of which
year. A line beside them that ends as no sentence does is of such a table, too.
"""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.documents.blocks import Paragraph

PRINTED = r"[+−-]?(?:Rp\.?\s?)?\d[\d.,]*(?:\s?%)?"
BESIDE = re.compile(rf"(?<![\w.,/–-])(?<![–-] ){PRINTED}(?:\s+{PRINTED})+(?![\w/]|\s?[–-]\s?\d)")
"""Numbers with nothing between them but blanks."""
ALONE = re.compile(rf"\s*{PRINTED}\s*")
FEWEST = 3
"""Numbers side by side that no sentence has; of two the line must have no end, since one may be that of a note."""
SOME = 3
"""Rows that show that tables were made to text."""
ENDED = re.compile(r"[.;:!?][\"”’)]*\s*\Z")
"""How a sentence ends."""
CALCULATED = re.compile("[=≈]")
"""Where numbers stand beside each other, too: *2 – 1 = 1*."""
PERSON = re.compile(r"(?<![\d.,])(?:19|20)\d{6} \d{6}\b")
"""The number of an official: the day of birth, and what follows."""
SAID = re.compile(r":\s|\]\s*\Z")
"""What is said of a name, and a blank to be filled in: no row."""


def torn_rows(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield those of *paragraphs* that are what is left of tables."""
    rows = {id(one) for one in paragraphs if _is_row(one.text.string)}
    is_flat = len(rows) >= SOME
    for one in paragraphs:
        if id(one) in rows or (is_flat and not one.number and not _is_sentence(one.text.string)):
            yield one


def _is_row(string: str) -> bool:
    if CALCULATED.search(string) or PERSON.search(string):
        return False
    counts = [len(re.findall(PRINTED, hit[0])) for hit in BESIDE.finditer(string)]
    is_long = any(count >= FEWEST for count in counts)
    return is_long or ALONE.fullmatch(string) is not None or (bool(counts) and not _is_sentence(string))


def _is_sentence(string: str) -> bool:
    return any(pattern.search(string) for pattern in (ENDED, CALCULATED, SAID))
