"""A PDF → its blocks, each with its page; and what on its pages was not read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define, evolve, field

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.blocks import Address, Block, Document, Paragraph, Text
from lkjdsl.documents.captions import Unread
from lkjdsl.documents.outline import outlined
from lkjdsl.documents.pdf.cells import CellLines, cells_of
from lkjdsl.documents.pdf.grids import Grid, grids_of
from lkjdsl.documents.pdf.lines import Line, lines_of, pitch_of, unruled, without_list_gap
from lkjdsl.documents.pdf.margins import without_margins
from lkjdsl.documents.pdf.pages import pages_of
from lkjdsl.documents.pdf.paragraphs import (
    NOTE,
    Lines,
    Measure,
    block_of,
    goes_on,
    is_equation,
    levels_of,
    measured,
    paragraphs_of,
)
from lkjdsl.documents.pdf.printed import Page, Printed
from lkjdsl.documents.pdf.tables import Part, continued, parts_of, table_of

LONGEST_BAR = 400.0
"""Points that the bar of a fraction is long at most."""
FORMULA_STEP = 3.5
"""Heights of a letter between two lines of one formula, at most."""

Piece = Lines | Part | Unread


def read_pdf(name: str, data: bytes) -> Document | Diagnostic:
    """Return the blocks of the PDF whose bytes are *data*."""
    printed = pages_of(name, data)
    if isinstance(printed, Diagnostic):
        return printed
    sheets = [_Sheet.of(page) for page in printed.pages]
    count = sum(len(sheet.tables) for sheet in sheets)
    if count > limits.DOCUMENT_TABLES:
        return problem("document-with-too-many-tables", name=name, count=count, limit=limits.DOCUMENT_TABLES)
    for sheet, lines in zip(sheets, without_margins([sheet.lines for sheet in sheets]), strict=True):
        sheet.lines = lines
    blocks, unread = outlined(list(_Joining(sheets, printed).blocks()))
    return Document(name, "pdf", blocks, unread)


@define(eq=False)
class _Sheet:
    """A page with its tables, and its other lines."""

    page: Page
    tables: list[tuple[Grid, list[CellLines]]]
    lines: list[Line]

    @classmethod
    def of(cls, page: Page) -> "_Sheet":
        grids = grids_of(page.across, page.upright)
        edges = [y for grid in grids for y in grid.ys]
        short = (bar for bar in page.across if bar.end - bar.start < LONGEST_BAR)
        bars = [bar for bar in short if not any(abs(bar.at - y) < 1 for y in edges)]
        tables, free = [], page.glyphs
        for grid in grids:
            inside = [glyph for glyph in free if grid.holds((glyph.left + glyph.right) / 2, glyph.middle)]
            held = {id(glyph) for glyph in inside}
            free = [glyph for glyph in free if id(glyph) not in held]
            tables.append((grid, cells_of(grid, inside, bars)))
        return cls(page, tables, [without_list_gap(line) for line in lines_of(free, bars)])


@define(eq=False)
class _Joining:
    """Puts the pages together: paragraphs and tables go on from one to the next."""

    sheets: list[_Sheet]
    printed: Printed
    pieces: list[Piece] = field(factory=list)
    last: int | None = None
    """The place of the last piece of the text itself, notes apart."""

    def blocks(self) -> Iterator[Block | Unread]:
        widths = [(sheet.page.width, line) for sheet in self.sheets for line in sheet.lines]
        measure = measured(widths, pitch_of([line for _, line in widths]))
        words = _words(self.sheets)
        for sheet in self.sheets:
            is_first = True
            for piece in _pieces(sheet, measure, words):
                self._add(piece, measure, words, is_first=is_first)
                is_first = is_first and isinstance(piece, Unread)
        text = [piece for piece in self.pieces if isinstance(piece, Lines)]
        measure = levels_of(text, self.printed.bookmarks, measure)
        for piece in _with_equations(self.pieces):
            match piece:
                case Lines():
                    yield _block(piece, measure, self.printed)
                case Part():
                    yield table_of(piece)
                case Unread():
                    yield piece

    def _add(self, piece: Piece, measure: Measure, words: frozenset[str], *, is_first: bool) -> None:
        """Add a piece of a page; the first one of it may be the rest of what the page before ends with."""
        last = None if self.last is None or not is_first else self.pieces[self.last]
        whole: Piece | None = None
        match last, piece:
            case Part(), Part():
                whole = continued(last, piece, words)
            case Lines(), Lines() if not piece.lines[0].note and last.text[-1:] not in ".:;":
                if goes_on(last.lines[-1], piece.lines[0], last.lines, last.width, measure):
                    whole = evolve(last, lines=[*last.lines, *piece.lines])
        if whole is not None:
            assert self.last is not None
            self.pieces[self.last] = whole
            return
        self.pieces.append(piece)
        if isinstance(piece, Part) or (isinstance(piece, Lines) and not piece.lines[0].note):
            self.last = len(self.pieces) - 1


def _with_equations(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield *pieces* with lines of a formula that follow each other as one."""
    run: list[Lines] = []
    for piece in (*pieces, None):
        line = piece if isinstance(piece, Lines) and _is_side(piece) else None
        if run and (line is None or not _follows(run[-1], line)):
            whole = [evolve(run[0], lines=[side.lines[0] for side in run])]
            yield from whole if is_equation(whole[0].lines) else run
            run = []
        if line is not None:
            run.append(line)
        elif piece is not None:
            yield piece


def _is_side(piece: Lines) -> bool:
    """Return whether a paragraph may be a line of a formula."""
    return len(piece.lines) == 1 and "=" in piece.text and not piece.lines[0].note


def _follows(last: Lines, piece: Lines) -> bool:
    """Return whether a line stands below the last one as those of one formula do."""
    above, line = last.lines[0], piece.lines[0]
    return piece.page == last.page and 0 < line.baseline - above.baseline <= FORMULA_STEP * above.size


def _words(sheets: Sequence[_Sheet]) -> frozenset[str]:
    """Return the words that stand in the document unbroken: not where a line of a cell goes on."""
    free = (word for sheet in sheets for line in sheet.lines for word in line.text.split())
    cells = (word for sheet in sheets for _, own in sheet.tables for cell in own for word in cell.words())
    return frozenset(word.strip(".,;:()").casefold() for word in (*free, *cells))


def _pieces(sheet: _Sheet, measure: Measure, words: frozenset[str]) -> Iterator[Piece]:
    """Yield what stands on a page, from the top; its notes and what is not read of it last."""
    page = sheet.page
    notes = _notes(sheet.lines, measure)
    rest = sheet.lines[: len(sheet.lines) - sum(map(len, notes))]
    rows = unruled(rest)
    columns = [line.baseline for line, is_row in zip(rest, rows, strict=True) if is_row]
    text = [line for line, is_row in zip(rest, rows, strict=True) if not is_row]
    unclean = sum(at - before > 3 * measure.pitch * measure.size for before, at in pairwise([-1e9, *columns]))
    for grid, cells in sheet.tables:
        above = [line for line in text if line.baseline < grid.ys[0]]
        yield from paragraphs_of(above, page.number, page.width, measure)
        text = text[len(above) :]
        if grid.boxes:
            yield from parts_of(grid, cells, page.number, words)
        else:
            unclean += 1
    yield from paragraphs_of(text, page.number, page.width, measure)
    yield from (Lines(lines, page.number, page.width) for lines in notes)
    if unclean:
        yield Unread(unclean, "table", page.number)
    if page.pictures and page.lost is None:
        yield Unread(page.pictures, "picture", page.number)
    if page.lost is not None:
        yield Unread(1, page.lost, page.number)


def _notes(lines: Sequence[Line], measure: Measure) -> list[list[Line]]:
    """Return the footnotes of a page, each as its lines: small ones at its foot that begin with a raised number."""
    notes: list[list[Line]] = []
    after: list[Line] = []
    for line in reversed(lines):
        if line.size > NOTE * measure.size:
            break
        after.insert(0, line)
        if line.note:
            notes.insert(0, after)
            after = []
    return notes


def _block(piece: Lines, measure: Measure, printed: Printed) -> Block | Unread:
    note = piece.lines[0].note
    if note:
        return Paragraph(Address(page=piece.page), Text(piece.text), note, setting="footnote")
    return block_of(piece, measure, printed.bookmarks.get(piece.page, {}))
