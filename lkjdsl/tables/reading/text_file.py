"""
Tables in texts, CSV and its cousins: the encoding, the character between cells, and the rows as texts.

Nothing here needs a library: the fast reader of :mod:`lkjdsl.tables.reading.files` begins where this one says that the
rows of the table begin.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.files import open_file
from lkjdsl.model.known_headers import KnownHeaders
from lkjdsl.tables.reading.layout import LOOKED_AT, NumberedRow, Options, TableLayout, UnclearSheet, layout, layout_of

SNIFFED = 262_144
"""Bytes of the beginning of a file."""
DELIMITERS = ";,\t|"
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
ENDS = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
REPLACED = "\ufffd"
"""What stands for bytes that are not in an encoding."""
SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""The first line by which Excel is told the character between cells; Excel shows no such row."""


class NotInEncoding(Exception):  # noqa: N818 - told as a problem
    """A line of a text, counted from 1, that is not in the encoding that it is read in."""

    def __init__(self, line: int, encoding: str) -> None:
        """Take the line and the encoding."""
        super().__init__(line, encoding)
        self.line, self.encoding = line, encoding


class Decoded(io.RawIOBase):
    """The bytes of a file in some encoding as UTF-8, from a character on; raises NotInEncoding."""

    def __init__(self, path: Path, encoding: str, start: int = 0) -> None:
        """Open the file; *start* characters are left out."""
        super().__init__()
        self.file = open_file(path)
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.lines, self.start = 1, start

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        while True:
            data = self.file.read(size)
            text = self._decoded(data)
            if text or not data:
                return text.encode()

    def _decoded(self, data: bytes) -> str:
        try:
            text = self.decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(self.encoding, errors="ignore")
            raise NotInEncoding(self.lines + before.count("\n"), self.encoding.removesuffix("-sig")) from None
        self.lines += text.count("\n")
        left_out = min(self.start, len(text))
        self.start -= left_out
        return text[left_out:]

    def close(self) -> None:
        """Close the file."""
        self.file.close()
        super().close()


@frozen(eq=False)
class TextTable:
    """
    A table in a text: how it is read, and from which character on its rows stand.

    ``layout.row`` counts records, as a spreadsheet shows them; ``head`` are the first of them.
    """

    path: Path
    encoding: str
    delimiter: str
    start: int
    layout: TableLayout
    head: Sequence[Sequence[str]]
    width: int
    """Cells of the row of the headers."""

    def remarks(self) -> list[Diagnostic]:
        """Return what is to be said of where the table was found."""
        first = next((at for at, cells in enumerate(self.head, 1) if any(cells)), 1)
        is_first = self.layout.row == first
        problems = (
            [] if is_first else [problem("table-found", where=str(self.path.name), row=self.layout.row, helps=())]
        )
        return [*problems, *self.layout.remarks()]

    def rows(self) -> Iterator[NumberedRow]:
        """Yield the rows below the headers; one without any cell is empty."""
        with Decoded(self.path, self.encoding, self.start) as file:
            text = b"".join(iter(lambda: file.read(SNIFFED), b"")).decode()
        lines = (line for line in ENDS.findall(text) if line)
        yield from enumerate(csv.reader(lines, delimiter=self.delimiter), self.layout.row + 1)


def text_table(path: Path, known: KnownHeaders, options: Options) -> TextTable:
    """Return the table in the text at *path*; its headers are in the first row where no header is known."""
    with open_file(path) as file:
        data = file.read(SNIFFED)
    encoding = options.encoding or next((name for bom, name in BOMS.items() if data.startswith(bom)), "utf-8-sig")
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
    separator = SEPARATOR.fullmatch(text.partition("\n")[0].removesuffix("\r"))
    skipped = len(text.partition("\n")[0]) + 1 if separator else 0
    delimiters = separator[1] if separator else DELIMITERS
    most = max(LOOKED_AT, (options.header_row or 0) + 1)
    heads = [_Head.of(text[skipped:], delimiter, most) for delimiter in delimiters]
    found = [(layout_of(head.rows, known), head) for head in heads]
    best, head = max(
        ((table_layout, head) for table_layout, head in found if table_layout is not None),
        key=lambda pair: (len(pair[0].inputs), len(pair[0].headers)),
        default=(None, max(heads, key=lambda head: head.width)),
    )
    if best is None and REPLACED in text:
        raise NotInEncoding(text[: text.index(REPLACED)].count("\n") + 1, encoding.removesuffix("-sig"))
    if options.header_row is not None:
        best = layout_of(head.rows, known, options.header_row)
    if len(data) < SNIFFED and not all(head.has_cells for head in heads):
        raise UnclearSheet(code="file-empty", names=[])
    if best is None and options.header_row is not None:
        raise UnclearSheet(code="header-row-empty", names=[str(options.header_row)])
    if best is None:
        row, cells = head.first
        best = layout([cell.strip() for cell in cells], row, known)
    start = skipped + head.ends[best.row - 1] if head.ends else 0
    shown = [[cell or "" for cell in cells] for _, cells in head.rows]
    width = len(head.rows[best.row - 1][1]) if head.rows else 0
    return TextTable(path, encoding, head.delimiter, start, best, shown, width)


@frozen(eq=False)
class _Head:
    """The first records of a text, parted by a character, and where each of them ends."""

    delimiter: str
    rows: Sequence[NumberedRow]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, delimiter: str, most: int) -> "_Head":
        lines = [line for line in ENDS.findall(text) if line]
        offsets = [0]
        for line in lines:
            offsets.append(offsets[-1] + len(line))
        reader = csv.reader(lines, delimiter=delimiter)
        rows: list[NumberedRow] = []
        ends: list[int] = []
        try:
            for cells in reader:
                rows.append((len(rows) + 1, cells))
                ends.append(offsets[reader.line_num])
                if len(rows) == most:
                    break
        except csv.Error:  # a cell longer than any: the reader of the rows tells of it
            pass
        return cls(delimiter, rows, ends)

    @property
    def first(self) -> tuple[int, Sequence[str]]:
        """Return the first row that has any cell, with its number."""
        return next(((number, [cell or "" for cell in cells]) for number, cells in self.rows if any(cells)), (1, ()))

    @property
    def has_cells(self) -> bool:
        """Return whether any cell is filled in."""
        return any(cell and cell.strip() for _, cells in self.rows for cell in cells)

    @property
    def width(self) -> int:
        """Return how many cells the first row has."""
        return len(self.first[1])
