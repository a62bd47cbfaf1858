"""Characters where they are printed → rows of them, and what a row says."""

from collections.abc import Iterator, Sequence

from lkjdsl.documents.pdf.printed import Glyph

BESIDE = 0.25
"""Heights of a letter that those of one line differ in at most."""
SPACE, FORMULA_SPACE = 0.18, 0.045
"""Heights of a letter from which on what stands apart is another word; words of formulas are set closer."""
COLUMN = 2.4
"""Heights of a letter from which on what stands apart is another column."""
SMALL = 0.82
"""The size of what is raised or lowered, of that of its line, at most."""
NEAR = 0.75
"""Heights of a letter that it is raised or lowered by at most."""
RAISED = 0.15
"""Heights of a letter that it is raised by at least."""
SUMS, LIMIT = {"∑", "Σ", "∏"}, 2.0
"""Signs with small letters over or under them, and heights that those stand off at most."""
SIGNS = {"×": "*", "⋅": "*", "·": "*", "\u2217": "*", "÷": "/", "\u2215": "/", "\u2212": "-", "¿": ""}
"""Signs of formulas as they are typed; LibreOffice prints the last where it misses something."""


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return *glyphs* by the lines that they stand in, from the top, each from the left."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][-1].baseline <= BESIDE * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    joined = _with_small(rows)
    return [sorted(row, key=lambda glyph: glyph.left) for row in joined]


def _with_small(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Return *rows* with what is raised or lowered in the line that it belongs to."""
    sizes = [max(glyph.size for glyph in row) for row in rows]
    homes: dict[int, list[Glyph]] = {}
    kept = []
    for at, row in enumerate(rows):
        home = next(
            (
                near
                for near in (at + 1, at - 1)
                if 0 <= near < len(rows) and sizes[at] < SMALL * sizes[near] and _is_near(row, rows[near], sizes[near])
            ),
            None,
        )
        if home is None:
            if not any(_is_limit(row, rows[near]) for near in (at - 1, at + 1) if 0 <= near < len(rows)):
                kept.append(at)
        else:
            homes.setdefault(home, []).extend(row)
    return [[*rows[at], *homes.get(at, ())] for at in kept]


def _is_limit(small: Sequence[Glyph], row: Sequence[Glyph]) -> bool:
    """Return whether small letters stand over or under the sign of a sum: what they say of it is not read."""
    signs = [glyph for glyph in row if glyph.text in SUMS]
    left, right = small[0].left, max(glyph.right for glyph in small)
    return any(
        max(glyph.size for glyph in small) < SMALL * sign.size
        and abs(small[0].baseline - sign.baseline) < LIMIT * sign.size
        and left <= (sign.left + sign.right) / 2 <= right
        for sign in signs
    )


def _is_near(small: Sequence[Glyph], row: Sequence[Glyph], size: float) -> bool:
    if abs(small[0].baseline - row[0].baseline) > NEAR * size:
        return False
    return all(
        any(-size <= glyph.left - other.right <= size or 0 <= other.left - glyph.right <= size for other in row)
        for glyph in small
    )


def is_raised(glyph: Glyph, baseline: float, size: float) -> bool:
    """Return whether a character is a small one above its line."""
    return glyph.size < SMALL * size and baseline - glyph.baseline > RAISED * size


def spelled(row: Sequence[Glyph], baseline: float, size: float, *, in_formula: bool) -> Iterator[str]:
    """Yield the characters of a row with what stands between them; the number of a note is left out."""
    before: Glyph | None = None
    power = False
    for glyph in row:
        raised = is_raised(glyph, baseline, size) and glyph.text.isalnum()
        if raised and not in_formula and glyph.text.isdigit():
            continue
        if before is not None:
            apart = glyph.left - before.right
            words = in_formula and before.text[-1:].isalpha() and glyph.text[:1].isalpha()
            space = FORMULA_SPACE if words else SPACE
            if words and len(before.text + glyph.text) > 2:  # noqa: PLR2004 - a fraction, whose bar is longer than it
                space = -1.0
            yield (
                "\t"
                if apart > COLUMN * size and not in_formula
                else " "
                if glyph.is_apart or apart > space * glyph.size
                else ""
            )
        if raised and in_formula and not power:
            yield "^"
        power = raised
        yield SIGNS.get(glyph.text, glyph.text) if in_formula else glyph.text
        before = glyph
