"""Lines of pages → paragraphs and headings: a line goes on in the next where its first word did not fit any more."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import evolve, field, frozen

from lkjdsl.documents.blocks import Address, Equation, Heading, Paragraph, Text
from lkjdsl.documents.captions import Unread
from lkjdsl.documents.headings import LONGEST_TITLE, typed_number
from lkjdsl.documents.pdf.lines import Line
from lkjdsl.documents.pdf.printed import squeezed

SLACK = 1.15
"""By how much a word may be wider than its letters are on average."""
APART = 1.15
"""Usual steps between lines from which on another paragraph begins."""
INDENT = 6.0
"""Points that the lines of a paragraph begin apart from each other at most."""
INDENTED = 3
"""Paragraphs that begin farther in than they go on, from which on such a place is that of first lines."""
LARGER = 1.12
"""The size of a heading, of that of the text, at least."""
BULLET = re.compile(r"[•▪●◦○\uf0b7➢✓–-]\s+|o\s+(?=[A-Z])")
BROKEN = re.compile(r"(?:=|\()\s*[*/+=)]|=[^=]*[*/+]\s*(?:=|\)|\Z)|=\s*\Z|\A\s*[*+/]\s")
"""A formula with nothing where something has to stand."""
MIXED = 0.9
"""Which part of a line is bold at least that is bold as a whole."""
NOTE = 0.92
"""The size of a footnote, of that of the text, at most."""


@frozen
class Measure:
    """
    How the text of a document is set: its usual size, font, step of lines in heights, left edge, right edges.

    Pages of different width have right edges of their own. ``indents`` are where the first lines of paragraphs begin
    that stand farther in than the others, ``levels`` those of the headings that bookmarks name, by how they are set.
    """

    size: float
    font: str
    pitch: float
    left: float
    right: Mapping[int, float]
    indents: frozenset[int] = frozenset()
    levels: Mapping[tuple[float, str], int] = field(factory=dict)

    def edge(self, width: float, line: Line) -> float:
        """Return where the lines of a page of this *width* end at the right, at least where *line* does."""
        return max(self.right.get(round(width), line.right), line.right)


def measured(lines: Sequence[tuple[float, Line]], pitch: float) -> Measure:
    """Return how *lines*, each with the width of its page, are set."""
    looks: Counter[tuple[float, str]] = Counter()
    rights: dict[int, list[float]] = {}
    for width, line in lines:
        looks[_look(line)] += len(line.text)
        if line.columns == 1 and not line.is_formula:
            rights.setdefault(round(width), []).append(line.right)
    left = sorted(line.left for _, line in lines)[len(lines) // 20] if lines else 0.0
    right = {width: _edge([end for end in ends if end < width - left / 2] or ends) for width, ends in rights.items()}
    size, font = max(looks, key=lambda look: looks[look], default=(10.0, ""))
    return Measure(size, font, pitch, left, right, _indents([line for _, line in lines], pitch, left))


def _indents(lines: Sequence[Line], pitch: float, left: float) -> frozenset[int]:
    counts: Counter[int] = Counter(
        round(line.left)
        for line, below in pairwise(lines)
        if 0 < below.baseline - line.baseline <= APART * pitch * line.size
        and below.left < left + 1 < line.left - INDENT
    )
    return frozenset(place for place, count in counts.items() if count >= INDENTED)


def _look(line: Line) -> tuple[float, str]:
    return round(line.size * 2) / 2, line.font


def levels_of(groups: Sequence["Lines"], bookmarks: Mapping[int, Mapping[str, int]], measure: Measure) -> Measure:
    """Return *measure* with the level of the headings set in each way: what is set as they are is one, too."""
    levels: dict[tuple[float, str], int] = {}
    for group in groups:
        level, look = bookmarks.get(group.page, {}).get(squeezed(group.text)), _look(group.lines[0])
        if level is not None and look != (measure.size, measure.font):
            levels[look] = min(level, levels.get(look, level))
    return evolve(measure, levels=levels)


def _edge(ends: Sequence[float]) -> float:
    """Return where lines end at the right that go on: few stand out, and no line is much longer than most long ones."""
    long = sorted(end for end in ends if end > 0.8 * max(ends))
    return long[int(len(long) * 0.9)]


@frozen(eq=False)
class Lines:
    """The lines of a paragraph, the page that it begins on, and how wide that is."""

    lines: Sequence[Line]
    page: int
    width: float

    @property
    def text(self) -> str:
        """Return its lines as one, a word that is broken at a hyphen as one."""
        return joined([line.text for line in self.lines])


def joined(texts: Sequence[str]) -> str:
    """
    Return lines as one.

    >>> joined(["nilai rata-", "rata dan keberhasilan/", "kegagalan 100 -", "200"])
    'nilai rata-rata dan keberhasilan/kegagalan 100 - 200'
    """
    whole = ""
    for text in texts:
        close = re.search(r"\w[-/]\Z", whole) is not None and text[:1].isalnum()
        whole = f"{whole}{'' if close or not whole else ' '}{text}"
    return whole


def goes_on(last: Line, following: Line, first: Sequence[Line], width: float, measure: Measure) -> bool:
    """Return whether the paragraph of the lines *first*, up to *last*, goes on in the line that is *following*."""
    if last.is_formula or following.is_formula or last.columns > 1 or following.columns > 1 or following.note:
        return False
    if (
        last.font != following.font
        or abs(last.bold - following.bold) > MIXED
        or abs(last.size - following.size) > 0.08 * last.size
    ):
        return False
    is_inside = last.text.count("(") > last.text.count(")")
    if not is_inside and (typed_number(following.text) is not None or BULLET.match(following.text)):
        return False
    edge = measure.edge(width, last)
    is_centred = (
        abs(last.left + last.right - following.left - following.right) < INDENT < abs(last.left - following.left)
    )
    room = edge - last.right + (last.left - measure.left if is_centred else 0.0)
    word = following.text.split(" ", 1)[0]
    letter = (last.right - last.left) / max(len(last.text), 1)
    if room > (len(word) + 1) * letter * SLACK:
        return False
    begins = first[1].left if len(first) > 1 else last.left
    shift = following.left - begins
    if is_centred or abs(shift) <= INDENT:
        return is_centred or round(following.left) not in measure.indents
    return len(first) == 1 and (
        shift < 0 or typed_number(first[0].text) is not None or bool(BULLET.match(first[0].text))
    )


def paragraphs_of(lines: Sequence[Line], page: int, width: float, measure: Measure) -> list[Lines]:
    """Return the paragraphs among *lines* that stand below each other on a *page*."""
    groups: list[list[Line]] = []
    for line in lines:
        group = groups[-1] if groups else None
        if group is not None:
            step = (line.baseline - group[-1].baseline) / group[-1].size
            usual = max(measure.pitch, _step(group))
            if step <= APART * usual and goes_on(group[-1], line, group, width, measure):
                group.append(line)
                continue
        groups.append([line])
    return [Lines(group, page, width) for group in groups]


def _step(group: Sequence[Line]) -> float:
    """Return how far the last two lines of a paragraph stand apart, in heights."""
    return (group[-1].baseline - group[-2].baseline) / group[-2].size if len(group) > 1 else 0.0


def is_equation(lines: Sequence[Line]) -> bool:
    """Return whether lines are those of a formula: one has a fraction, or they are sides of one equation."""
    sides = {line.text.partition("=")[0].strip() for line in lines if "=" in line.text}
    chain = len(lines) > 1 and all("=" in line.text for line in lines) and len(sides - {""}) <= 1
    return chain or any(line.is_formula for line in lines)


def _without_repeated_side(lines: Sequence[str]) -> list[str]:
    """
    Return the lines of a formula without what stands left of the first ``=`` of each.

    >>> _without_repeated_side(["Capaian = 91 / 90", "Capaian = 1,01"])
    ['Capaian = 91 / 90', '= 1,01']
    """
    side = lines[0].partition("=")[0]
    return [lines[0], *(line.removeprefix(side).strip() if side.strip() else line for line in lines[1:])]


def block_of(group: Lines, measure: Measure, bookmarks: Mapping[str, int]) -> Heading | Paragraph | Equation | Unread:
    """
    Return the block that a paragraph is: a heading by a bookmark, or by its size where it has no number.

    A formula that lacks a part, since its fraction could not be put together, is not read.
    """
    address, text = Address(page=group.page), group.text
    is_formula = is_equation(group.lines)
    lines = _without_repeated_side([line.text for line in group.lines]) if is_formula else [text]
    if any(map(BROKEN.search, lines)):
        return Unread(1, "formula", group.page)
    if is_formula:
        return Equation(address, [Text(line) for line in lines])
    first = group.lines[0]
    level = bookmarks.get(squeezed(text))
    is_title = len(text.split()) <= LONGEST_TITLE and not re.search(r"[:%]|\A\W*\d[\d.,]*\W*\Z", text)
    if level is None and is_title:
        level = measure.levels.get(_look(first))
    if level is not None:
        return Heading(address, level, "", Text(text))
    is_large = is_title and first.size >= LARGER * measure.size
    if is_large and typed_number(text) is None and re.search(r"[^\W\d]{2}", text) and first.columns == 1:
        return Heading(address, 1 if first.size >= LARGER * LARGER * measure.size else 2, "", Text(text))
    bold = all(line.bold > MIXED for line in group.lines)
    bullet = BULLET.match(text)
    if bullet is not None:
        return Paragraph(address, Text(text[bullet.end() :]), "•", is_bold=bold)
    return Paragraph(address, Text(text), is_bold=bold)
