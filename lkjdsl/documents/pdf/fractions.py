"""Characters with the bars of fractions → the same with each fraction as one: ``6.858 / 7.630``; what is struck out."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from lkjdsl.documents.linear import grouped
from lkjdsl.documents.pdf.printed import Glyph, Rule
from lkjdsl.documents.pdf.rows import BESIDE, rows_of, spelled

OFF = 0.75
"""Heights of a letter that the parts of a fraction stand off its bar at most."""
STEP = 1.5
"""Heights of a letter between the lines above or below one bar, at most."""
STRUCK = 0.12
"""Heights of a letter off its middle that a line runs at most by which it is struck out."""


def without_struck(glyphs: Sequence[Glyph], bars: Sequence[Rule]) -> list[Glyph]:
    """Return *glyphs* with nothing in place of those that a line runs through, so that no gap is left."""
    return [evolve(glyph, text="") if any(_is_struck(glyph, bar) for bar in bars) else glyph for glyph in glyphs]


def _is_struck(glyph: Glyph, bar: Rule) -> bool:
    """Return whether a line runs through a character: it is deleted."""
    return (
        abs(glyph.middle - bar.at) < STRUCK * glyph.size and bar.start - 1 <= glyph.left and glyph.right <= bar.end + 1
    )


def with_fractions(glyphs: list[Glyph], bars: Sequence[Rule]) -> tuple[list[Glyph], set[int]]:
    """Return *glyphs* with each fraction as one of them, ``6.858 / 7.630``, and the identities of those."""
    made: set[int] = set()
    for bar in sorted(bars, key=lambda glyph: glyph.end - glyph.start):  # inner ones first
        near = [glyph for glyph in glyphs if bar.start - 1.5 <= (glyph.left + glyph.right) / 2 <= bar.end + 1.5]
        above = _stacked(reversed(rows_of([glyph for glyph in near if glyph.baseline <= bar.at])), bar, glyphs, bars)
        below = _stacked(rows_of([glyph for glyph in near if glyph.middle > bar.at]), bar, glyphs, bars)
        if not above or not below or not _is_crossed(bar, glyphs, above + below):
            continue
        size = max(glyph.size for glyph in above)
        texts = [grouped(" ".join(_said(row) for row in rows_of(part))) for part in (above, below)]
        glyph = Glyph(f"{texts[0]} / {texts[1]}", bar.start, bar.end, bar.at + size * 0.3, size)
        gone = {id(part) for part in above + below}
        glyphs = [part for part in glyphs if id(part) not in gone] + [glyph]
        made = {*made, id(glyph)}
    return glyphs, made


def _stacked(rows: Iterable[Sequence[Glyph]], bar: Rule, glyphs: Sequence[Glyph], bars: Sequence[Rule]) -> list[Glyph]:
    """
    Return what stands above or below a bar: the *rows* next to it and to each other that have nothing beside them.

    Where another bar is near, further ones are of that.
    """
    found: list[Glyph] = []
    edge = bar.at
    for row in rows:
        size = max(glyph.size for glyph in row)
        off = edge - row[0].baseline if row[0].baseline <= bar.at else row[0].middle - edge
        if off > (OFF if not found else STEP) * size:
            break
        is_of_other = any(
            other is not bar
            and other.start < bar.end
            and bar.start < other.end
            and abs(other.at - row[0].middle) < 2 * size
            for other in bars
        )
        if found and (is_of_other or any(_is_beside(glyph, bar, row[0]) for glyph in glyphs)):
            break
        found += row
        edge = row[0].baseline if row[0].baseline <= bar.at else row[0].middle
    return found


def _is_beside(glyph: Glyph, bar: Rule, other: Glyph) -> bool:
    """Return whether a character stands in the line of another, and not over or under the bar."""
    return abs(glyph.baseline - other.baseline) < BESIDE * glyph.size and not bar.start - 2 <= glyph.left <= bar.end + 2


def _is_crossed(bar: Rule, glyphs: Sequence[Glyph], parts: Sequence[Glyph]) -> bool:
    """Return whether what stands beside a line is at its height: it is a bar, and underlines nothing."""
    own = {id(glyph) for glyph in parts}
    beside = [
        glyph
        for glyph in glyphs
        if id(glyph) not in own
        and abs(glyph.middle - bar.at) <= BESIDE * glyph.size
        and (0 <= glyph.left - bar.end <= 2 * glyph.size or 0 <= bar.start - glyph.right <= 2 * glyph.size)
    ]
    return bool(beside)


def _said(row: Sequence[Glyph]) -> str:
    size = max(glyph.size for glyph in row)
    baseline = next(glyph.baseline for glyph in row if glyph.size == size)
    return " ".join("".join(spelled(row, baseline, size, in_formula=True)).split())
