"""The characters in the cells of a grid → the text of each, words put together that were broken for want of room."""

import re
from bisect import bisect
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from lkjdsl.documents.pdf.grids import Box, Grid
from lkjdsl.documents.pdf.lines import Line, lines_of
from lkjdsl.documents.pdf.printed import Glyph, Rule

FULL = 2.0
"""Letters that would still have fit into a line in which a word was broken, less than."""
PADDING = 6.0
"""Points that the text of a cell stands off its edge at most, where nothing else shows it."""
WORD = 0.15
"""Heights of a letter that those of a word stand apart or overlap at most."""
SHORT = 3
"""Letters of the rest of a broken word, where nothing else in the document has the word."""
GROUPED = re.compile(r"\D*\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\Z")
"""A number in groups of three."""


@frozen(eq=False)
class CellLines:
    """A cell with the lines in it, and how many letters would still have fit into each."""

    box: Box
    lines: Sequence[Line]
    room: Sequence[float]

    def words(self) -> Iterator[str]:
        """Yield the words that are certainly whole: at the end of a full line one may be broken."""
        is_full = [room < FULL for room in self.room]
        for at, line in enumerate(self.lines):
            words = line.text.split()
            yield from words[at > 0 and is_full[at - 1] : len(words) - is_full[at]]


def cells_of(grid: Grid, glyphs: Sequence[Glyph], bars: Sequence[Rule]) -> list[CellLines]:
    """Return the cells of *grid*, each with the lines of the *glyphs* in it; *bars* may be those of fractions."""
    places = {
        (row, column): box
        for box in grid.boxes
        for row in range(box.row, box.row + box.row_span)
        for column in range(box.column, box.column + box.column_span)
    }
    inside: dict[Box, list[Glyph]] = {}
    last, box = None, None
    for glyph in glyphs:  # in the order of printing: a word that is too long for its cell is that of its first letter
        if last is None or not _is_next(last, glyph):
            place = bisect(grid.ys, glyph.middle) - 1, bisect(grid.xs, (glyph.left + glyph.right) / 2) - 1
            box = places.get(place)
        if box is not None:
            inside.setdefault(box, []).append(glyph)
        last = glyph
    short = (
        {box: [bar for bar in bars if box.holds((bar.start + bar.end) / 2, bar.at)] for box in inside} if bars else {}
    )
    lines = {box: lines_of(inside.get(box, ()), short.get(box, ())) for box in grid.boxes}
    padding = sum(
        max(0.0, min([PADDING, *gaps]))
        for gaps in (
            [line.left - box.left for box, own in lines.items() for line in own],
            [box.right - line.right for box, own in lines.items() for line in own],
        )
    )
    return [
        CellLines(box, own, [_room(line, box.right - box.left - padding) for line in own]) for box, own in lines.items()
    ]


def _is_next(last: Glyph, glyph: Glyph) -> bool:
    """Return whether a character stands close behind the one printed before it: both are of one word."""
    apart = glyph.left - last.right
    return not glyph.is_apart and abs(glyph.baseline - last.baseline) < 1 and abs(apart) < WORD * glyph.size


def _room(line: Line, width: float) -> float:
    """Return how many letters would still have fit into a line of this *width*."""
    length = max(line.right - line.left, 1.0)
    return (width - length) / length * len(line.text)


def cell_text(cell: CellLines, words: Container[str]) -> str:
    """Return the lines of a cell as one; what was broken only because it did not fit is put together."""
    whole = cell.lines[0].text if cell.lines else ""
    for at, (above, line) in enumerate(pairwise(cell.lines)):
        whole = with_line(whole, above.text, line.text, words if cell.room[at] < FULL else None)
    return whole.replace("\t", " ")


def with_line(whole: str, above: str, below: str, words: Container[str] | None) -> str:
    """Return the text of a cell up to the line *above* with the one *below*; *words* are given where that was full."""
    is_hyphen = re.search(r"\w[-/]\Z", above) is not None and below[:1].isalnum()
    close = is_hyphen or (words is not None and _is_broken(above, below, words))
    return f"{whole}{'' if close else ' '}{below}"


def _is_broken(above: str, below: str, words: Container[str]) -> bool:
    """Return whether one word, or a number in groups of three, goes on in the next line."""
    first, rest = above.rpartition(" ")[2], below.partition(" ")[0]
    if is_broken_number(first, rest):
        return True
    if " " in above or not first[-1:].isalpha() or not rest[:1].islower():
        return False
    end = re.match(r"\w*", rest)
    together = f"{first}{'' if end is None else end[0]}".casefold()
    return together in words or (first.casefold() not in words and len(rest) <= SHORT)


def is_broken_number(first: str, rest: str) -> bool:
    """
    Return whether one number in groups of three was broken.

    >>> [is_broken_number(*pair) for pair in (("Rp1.874.300.00", "0"), ("171.298.", "000"), ("126", "500"))]
    [True, True, False]
    """
    if not re.search(r"[\d.,]\Z", first) or not re.match(r"[\d.,]", rest):
        return False
    is_whole = rest[:1].isdigit() and (GROUPED.match(first) is not None or not re.search(r"[.,]", first))
    return not is_whole and GROUPED.match(first + rest) is not None
