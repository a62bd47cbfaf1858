"""Characters where they are printed → lines of text: words, what is raised, fractions, columns."""

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve, frozen

from lkjdsl.documents.pdf.fractions import with_fractions, without_struck
from lkjdsl.documents.pdf.printed import Glyph, Rule
from lkjdsl.documents.pdf.rows import is_raised, rows_of, spelled

GAP, RIVER = 0.7, 0.4
"""Heights of a letter that columns without lines stand apart in a row, and in all rows together, at least."""
UNRULED = 3
"""Lines, and columns in each, from which on text in columns is a table without lines."""
LONG, COMMON, SAME = 0.7, 0.2, 0.05
"""Of the longest line, how long one is; of all steps, which share is common; by which heights steps are the same."""
ENOUGH, USUAL = 5, 1.4
"""Steps between lines that tell how far they usually stand apart, and what this is taken to be without."""
LEADER = re.compile(r"\s*(?:[.…·]\s?){5,}\s*(?=(?:\d{1,4}|[ivxlc]{1,6})\Z)")
"""Dots before the number of a page in a table of contents."""


@frozen(eq=False)
class Line:
    """
    A line as it is printed; a tab stands before another column.

    ``bold`` is which part of it is, ``font`` that of most of it; ``note`` a small number before it, as a footnote has;
    ``is_formula`` tells that it has a fraction; ``gaps`` are where nothing stands for about a letter or more.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: float
    is_formula: bool = False
    note: str = ""
    font: str = ""
    gaps: Sequence[tuple[float, float]] = ()

    @property
    def columns(self) -> int:
        """Return how many columns it has."""
        return self.text.count("\t") + 1


def lines_of(glyphs: Sequence[Glyph], bars: Sequence[Rule] = ()) -> list[Line]:
    """Return the lines that *glyphs* stand in, from the top; *bars* are lines which may be those of fractions."""
    whole, fractions = with_fractions(without_struck(glyphs, bars), bars)
    lines = [_line(row, fractions) for row in rows_of(whole)]
    return [line for line in lines if line.text]


def _line(row: Sequence[Glyph], fractions: set[int]) -> Line:
    size = max(glyph.size for glyph in row)
    baseline = next(glyph.baseline for glyph in row if glyph.size == size)
    is_formula = any(id(glyph) in fractions for glyph in row)
    equals = is_formula or any(glyph.text == "=" for glyph in row)
    first = next((at for at, glyph in enumerate(row) if not is_raised(glyph, baseline, size)), len(row))
    note = "".join(glyph.text for glyph in row[:first]) if row[0].text.isdigit() else ""
    body = row[first:] if note else row
    text = "".join(spelled(body, baseline, size, in_formula=equals))
    text = re.sub(r"\(- (?=\d)", "(-", re.sub(r" ?([=*]) ?", r" \1 ", text)) if equals else text
    text = LEADER.sub("\t", " ".join(text.split(" "))).strip()
    bold = sum(glyph.is_bold for glyph in body) / max(len(body), 1)
    left, right = (body or row)[0].left, max(glyph.right for glyph in row)
    fonts = [glyph.font for glyph in body]
    font = max(set(fonts), key=fonts.count, default="")
    gaps = [(last.right, glyph.left) for last, glyph in pairwise(body) if glyph.left - last.right > GAP * size]
    return Line(re.sub(r" {2,}", " ", text), left, right, baseline, size, bold, is_formula, note, font, gaps)


def unruled(lines: Sequence[Line]) -> list[bool]:
    """Return which lines are rows of tables without lines: in columns, or with the same gaps as their neighbours."""
    rows = [line.columns >= UNRULED for line in lines]
    for at in range(len(lines) - UNRULED + 1):
        near = lines[at : at + UNRULED]
        rivers = list(near[0].gaps)
        for line in near[1:]:
            rivers = [
                (max(river[0], gap[0]), min(river[1], gap[1]))
                for river in rivers
                for gap in line.gaps
                if min(river[1], gap[1]) - max(river[0], gap[0]) > RIVER * line.size
            ]
        if len(rivers) >= UNRULED - 1:
            rows[at : at + UNRULED] = [True] * UNRULED
    return rows


def without_list_gap(line: Line) -> Line:
    """Return a line with the number or sign of an item of a list close to its words."""
    close = re.sub(r"\A((?:\(?[\w.]{1,8}[.)]|[•▪●◦○\-–➢✓]))\t", r"\1 ", line.text)
    return evolve(line, text=close)


def pitch_of(lines: Sequence[Line]) -> float:
    """
    Return how far the lines of a paragraph stand below each other, in heights: the least step that is common.

    Only below long lines, which may go on, it is looked at.
    """
    longest = max((line.right - line.left for line in lines), default=0.0)
    steps = [
        (below.baseline - line.baseline) / line.size
        for line, below in pairwise(lines)
        if below.size == line.size and below.font == line.font and line.right - line.left > LONG * longest
    ]
    steps = sorted(step for step in steps if 0.9 < step < 3)  # noqa: PLR2004 - closer ones overlap, farther ones are apart
    for at, step in enumerate(steps):
        if bisect(steps, step + SAME) - at > COMMON * len(steps):
            return step if len(steps) >= ENOUGH else min(step, USUAL)
    return USUAL
