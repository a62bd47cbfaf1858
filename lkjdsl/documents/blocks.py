"""
What a report says, in the order of reading, whatever its format: headings, paragraphs, tables, equations, charts.

Each block has an address that a person finds, and each character of its text the place in the file that it stands at,
so that a comment can be put beside it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Both, Language
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.words import Words

WORDS = Words("documents.address")
CONTINUED = re.compile(r"\s*[+×*/·:−–-]")
"""What a line begins with that goes on with the one before."""
Format = Literal["docx", "xlsx", "pdf", "txt", "md"]
Setting = Literal["body", "footnote", "endnote", "text box"]
Label = Literal["table", "figure"]
UnreadKind = Literal["picture", "table", "formula", "scan", "letters", "drawing"]
"""Pictures and embedded objects; of a PDF also tables that no lines rule cleanly, formulas, and whole pages."""


@frozen(eq=False)
class Leaf:
    """
    Characters that one element of a part has.

    ``element`` holds them (``w:t``, or a whole ``m:oMath``, which cannot be cut), ``run`` is its ``w:r``; ``anchor`` is
    what a comment goes round where it cannot go to the characters themselves: the reference of a footnote, the run of
    a text box, an equation. A plain text has no elements and no part: its leaf is the whole text.
    """

    part: str
    element: Element | None = None
    run: Element | None = None
    anchor: Element | None = None


@frozen(eq=False)
class Piece:
    """
    The characters of a text from ``start``, ``length`` of them, which are those of ``leaf`` from ``first``.

    A soft hyphen of the leaf is in no piece.
    """

    start: int
    length: int
    leaf: Leaf
    first: int = 0


@frozen(eq=False)
class Text:
    """Characters as a reader sees them, and their places in the file."""

    string: str
    pieces: Sequence[Piece] = field(default=(), repr=False)

    def __str__(self) -> str:
        """Return the characters."""
        return self.string

    def cut(self, start: int, end: int) -> "Text":
        """Return the characters from *start* to *end* with their places."""
        pieces = []
        for piece in self.pieces:
            first, last = max(piece.start, start), min(piece.start + piece.length, end)
            if first < last:
                pieces.append(Piece(first - start, last - first, piece.leaf, piece.first + first - piece.start))
        return Text(self.string[start:end], pieces)

    def stripped(self) -> "Text":
        """Return the text without white space at its ends."""
        start = len(self.string) - len(self.string.lstrip())
        return self.cut(start, max(start, len(self.string.rstrip())))


def joined(first: Text, second: Text) -> Text:
    """Return two texts as one with a space between, which stands in no file."""
    shift = len(first.string) + 1
    moved = [evolve(piece, start=piece.start + shift) for piece in second.pieces]
    return Text(f"{first.string} {second.string}", [*first.pieces, *moved])


def whole_lines(lines: Sequence[Text]) -> Iterator[Text]:
    """Yield the lines of an equation; one that was broken before an operator, or inside brackets, is put together."""
    whole: Text | None = None
    for line in lines:
        if whole is None:
            whole = line
        elif CONTINUED.match(line.string) or whole.string.count("(") > whole.string.count(")"):
            whole = joined(whole, line)
        else:
            yield whole
            whole = line
    if whole is not None:
        yield whole


@frozen
class Address:
    """
    Where a block stands: the numbers of its headings from the top, what it is there, and a part of it.

    ``section`` is ``("Bab III", "A", "1")``, or the title of a heading without number; ``part`` is a cell of a table.
    A PDF has also the number of the ``page``, counted from 1.
    """

    section: Sequence[str] = ()
    item: Both | None = None
    part: Both | None = None
    page: int | None = None

    def text(self, language: Language) -> str:
        """Return the address as it is told: ``Bab III.A.1, Tabel 3.2 baris 4 kolom Capaian``."""
        item = " ".join(words.text(language) for words in (self.item, self.part) if words is not None)
        chapter = self.chapter(language)
        texts = (chapter, item) if self.page is None else (self.where(language), chapter, item)
        return ", ".join(text for text in texts if text)

    def where(self, language: Language) -> str:
        """Return the page, or where there are none the address of the section."""
        if self.page is None:
            return self.chapter(language)
        return WORDS["page"].filled(number=str(self.page)).text(language)

    def chapter(self, language: Language) -> str:
        """Return the address of the section: ``Bab III.A.1``; of the pages before any heading, what they are called."""
        return ".".join(self.section) or WORDS["front"].text(language)


@frozen(eq=False)
class Heading:
    """A heading: its level from 1, its number as printed (``BAB III``, ``A``, ``3.1``; or nothing) and its words."""

    address: Address
    level: int
    number: str
    text: Text


@frozen(eq=False)
class Paragraph:
    """A paragraph; an item of a list has its ``number`` as it is printed (``1.``, ``•``) and its ``level`` from 0."""

    address: Address
    text: Text
    number: str = ""
    level: int = 0
    setting: Setting = "body"
    is_bold: bool = False


@frozen(eq=False)
class Equation:
    """A displayed equation, one line for each of its rows: ``D1 = 6.858 / 7.630 * 100%``."""

    address: Address
    lines: Sequence[Text]


@frozen(eq=False)
class Caption:
    """The caption of a table or a figure that is not with one: ``number`` is ``3.2`` of ``Tabel 3. 2 Capaian``."""

    address: Address
    label: Label
    number: str
    text: Text


@frozen(eq=False)
class Cell:
    """A cell: where it begins, from 0, how far it spans, the paragraphs in it; in a sheet also its ``reference``."""

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: Sequence[Paragraph]
    reference: str = ""

    @cached_property
    def string(self) -> str:
        """Return the text of the cell on one line, list numbers included."""
        return " ".join(f"{paragraph.number} {paragraph.text}".strip() for paragraph in self.paragraphs).strip()


@frozen(eq=False)
class Table:
    """
    A table: ``rows`` have each merged cell once, where it begins; ``header_rows`` of them are headings.

    ``columns`` are the headings of each column, those of several rows joined by a space.
    """

    address: Address
    rows: Sequence[Sequence[Cell]]
    header_rows: int
    columns: Sequence[str]
    caption: Caption | None = None
    _addresses: dict[object, Address] = field(factory=dict, init=False, repr=False)

    def grid(self) -> Sequence[Sequence[Cell | None]]:
        """Return the cell at each row and column, a merged one at each place that it spans."""
        width = len(self.columns)
        grid: list[list[Cell | None]] = [[None] * width for _ in self.rows]
        for cell in (cell for row in self.rows for cell in row):
            for row in grid[cell.row : cell.row + cell.row_span]:
                row[cell.column : cell.column + cell.column_span] = [cell] * min(cell.column_span, width - cell.column)
        return grid

    def cell_address(self, cell: Cell) -> Address:
        """
        Return where *cell* stands: ``Bab III.A.1, Tabel 3.2 baris 4 kolom Capaian``.

        Rows are counted under the heading; a cell of a sheet has its own name. A cell of a PDF has the page it is on.
        """
        page = cell.paragraphs[0].address.page if cell.paragraphs else self.address.page
        key = cell.reference, cell.row, cell.column, page
        if key not in self._addresses:
            self._addresses[key] = self._address(cell, page)
        return self._addresses[key]

    def _address(self, cell: Cell, page: int | None) -> Address:
        if cell.reference:
            return evolve(self.address, item=WORDS["cell"].filled(reference=cell.reference))
        column = self.columns[cell.column] or str(cell.column + 1)
        number = cell.row - self.header_rows + 1
        words = WORDS["row" if number > 0 else "column"]
        return evolve(self.address, part=words.filled(number=str(number), column=column), page=page)


@frozen(eq=False)
class Series:
    """
    The points of a chart under one name, as they were last computed; a point without value is empty.

    ``pattern`` is the number format that they are shown in.
    """

    name: str
    points: Sequence[str]
    pattern: str = ""


@frozen(eq=False)
class Chart:
    """
    A chart that Word itself draws, by the numbers kept in it.

    ``table`` has them as a reader sees them, a row for each category; its texts stand at the ``anchor`` of the chart.
    """

    address: Address
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    anchor: Leaf
    table: Table


Block = Heading | Paragraph | Equation | Caption | Table | Chart


@frozen
class Unseen:
    """How many things of a kind were not read at a place: in a section, of a PDF on a page."""

    address: Address
    kind: UnreadKind
    count: int


@frozen(eq=False)
class Document:
    """
    A report that was read: its blocks, and what is in it that could not be read.

    ``package`` is there for a format that can be written to.
    """

    name: str
    format: Format
    blocks: Sequence[Block] = field(repr=False)
    unread: Sequence[Unseen]
    package: Package | None = None

    def texts(self) -> Iterator[tuple[Address, Text]]:
        """Yield every text of the document in the order of reading, with its address."""
        for block in self.blocks:
            match block:
                case Table(rows=rows):
                    for cell in (cell for row in rows for cell in row):
                        address = block.cell_address(cell)
                        yield from ((address, paragraph.text) for paragraph in cell.paragraphs)
                    if block.caption is not None:
                        yield block.caption.address, block.caption.text
                case Equation(address=address, lines=lines):
                    yield from ((address, line) for line in lines)
                case Chart(table=table):
                    cells = [cell for row in table.rows[1:] for cell in row]
                    yield from ((table.cell_address(cell), cell.paragraphs[0].text) for cell in cells)
                case _:
                    yield block.address, block.text
