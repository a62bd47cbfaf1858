"""A page of results: headings, tables, lists. Text, Markdown, CSV and HTML render the same page."""

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

Align = Literal["left", "right"]
MarkedPiece = tuple[Literal["same", "removed", "added"], str]


class Marked(str):
    """A text in which something went and something came: without colours, ``[-a-]`` went and ``{+b+}`` came."""

    __slots__ = ("pieces",)

    pieces: tuple[MarkedPiece, ...]

    @classmethod
    def of(cls, pieces: Iterable[MarkedPiece]) -> "Marked":
        """Return the text of *pieces*."""
        parts = tuple(pieces)
        marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
        text = cls("".join(marks[kind].format(words) for kind, words in parts))
        text.pieces = parts
        return text


class BlankCell(str):
    """A text that stands where somebody has to write; pages show it as if marked with a pen."""

    __slots__ = ()


class CellAbove(str):
    """An empty text: the cell above goes on here."""

    __slots__ = ()


ABOVE = CellAbove()


@frozen(eq=False)
class PageColumn:
    """
    A column of a table: its heading, and how its cells stand.

    A ``wide`` one may be broken over several lines. A ``leading`` one holds paths: on a terminal the last part
    of each stands before the name in the next column, where the indent shows the rest.
    """

    heading: str
    align: Align = "left"
    wide: bool = False
    leading: bool = False


@frozen(eq=False)
class Grid:
    """A table with a cell for each column; ``indents`` gives the depth of each row in the first wide column."""

    columns: Sequence[PageColumn]
    rows: Sequence[Sequence[str]]
    indents: Sequence[int] = ()
    total: bool = False
    """Whether the last row is a total."""

    def span(self, row: int, column: int) -> int:
        """Return over how many rows a cell goes, 0 for one that is part of the cell above."""
        if isinstance(self.rows[row][column], CellAbove):
            return 0
        end = row + 1  # no slice of the rows below: there may be tens of thousands, and a cell in each asks
        while end < len(self.rows) and isinstance(self.rows[end][column], CellAbove):
            end += 1
        return end - row

    def stays_with_next(self, row: int, most: int) -> bool:
        """Return whether a cell that goes over at most *most* rows goes on in the row after *row*."""
        if row + 1 >= len(self.rows):
            return False
        for column in range(len(self.columns)):
            start = row
            while start and isinstance(self.rows[start][column], CellAbove):
                start -= 1
            if row + 1 < start + self.span(start, column) <= start + most:
                return True
        return False


@frozen(eq=False)
class Section:
    """
    A heading with what stands below it: a table, lines, or both.

    ``figure`` is an SVG or a text with marks, where HTML is shown.
    """

    heading: str
    grid: Grid | None = None
    lines: Sequence[str] = ()
    figure: str = ""


@frozen(eq=False)
class Page:
    """A title, lines about it, and sections."""

    title: str
    about: Sequence[str]
    sections: Sequence[Section]
