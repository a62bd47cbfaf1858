"""What stands at the top and the foot of every page, and numbers of pages: no text of the report."""

import re
from collections import Counter
from collections.abc import Sequence

from lkjdsl.documents.pdf.lines import Line

OUTER = 4
"""Lines at the top and at the foot of a page that may be those of every page."""
PAGES, SHARE = 3, 0.3
"""On how many pages, and on which part of all, a line stands at least that is one of every page."""
NUMBER = re.compile(
    r"[\s|.()–—-]*(?:(?:halaman|hal\.?|page)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|dari|of)\s*\d{1,4})?[\s|.()–—-]*\Z",
    re.IGNORECASE,
)
"""A line that is the number of a page."""


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without those that come again at the same height of others, digits apart."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        counts.update({_key(line) for line in _outer(lines)})
    least = max(PAGES, SHARE * len(pages))

    def comes_again(line: Line) -> bool:
        text, at = _key(line)
        return sum(counts[text, at + step] for step in (-1, 0, 1)) >= least  # it may lie between two heights

    kept = []
    for lines in pages:
        outer = {id(line) for line in _outer(lines)}
        own = [line for line in lines if id(line) not in outer or not comes_again(line)]
        for end in (-1, 0):  # a document of few pages tells nothing but that a number stands alone at an end
            if own and own[end].columns == 1 and NUMBER.match(own[end].text) and len(own) > 1:
                own.pop(end)
        kept.append(own)
    return kept


def _outer(lines: Sequence[Line]) -> list[Line]:
    return list({id(line): line for line in (*lines[:OUTER], *lines[-OUTER:])}.values())


def _key(line: Line) -> tuple[str, int]:
    """Return what tells a line of every page: its words and about its height."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold()), round(line.baseline / 3)
