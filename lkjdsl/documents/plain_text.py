"""
A plain text (.txt) or Markdown (.md) → its blocks.

Lines with tabs, or with bars, are rows of a table; formulas stand between ``$$``. Emphasis is taken away, and in
Markdown a backslash before a sign that is itself. Of a text the places are its characters.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.blocks import (
    Address,
    Block,
    Cell,
    Document,
    Equation,
    Format,
    Heading,
    Leaf,
    Paragraph,
    Piece,
    Table,
    Text,
)
from lkjdsl.documents.captions import Unread
from lkjdsl.documents.headings import typed_number
from lkjdsl.documents.latex import latex_lines
from lkjdsl.documents.outline import outlined
from lkjdsl.documents.table_shape import column_names, heading_rows, with_spans

EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\w*)])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?!\w)")
FORMULA = re.compile(r"(?<!\\)\$\$(.+?)\$\$|^[ \t]*\\\[((?:(?!\\\]).)+)\\\][ \t.,;]*$", re.DOTALL | re.MULTILINE)
"""One between ``\\[`` and ``\\]`` has lines of its own: elsewhere these are brackets (CommonMark 2.4)."""
MATHEMATICAL = re.compile(r"[=≈^]|\\[A-Za-z]")
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
SIGN_ITSELF = "\ue000"
"""Stands for a backslash and the sign behind it where marks are looked for."""
HASHES = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*\Z")
RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*\Z")
"""The line under the heading of a table in Markdown."""
OPEN_TABLE = re.compile(
    r"^[^|\n]+(?:\|[^|\n]*)+\n[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\n(?:[^|\n]+\|[^\n]*(?:\n|\Z))+",
    re.MULTILINE,
)
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
BULLET = re.compile(r"[-–•*]\s+")
WRAPPED = 60
"""Characters of a line that may be continued on the next."""


@define(eq=False)
class _Lines:
    text: str
    format: Format
    leaf: Leaf = field(factory=lambda: Leaf(""))
    tables: int = 0
    marked: str = field(init=False)
    """The same characters, without the signs that are no marks."""
    barred: frozenset[int] = field(init=False)
    """Where the lines of tables in Markdown begin that have no bars at their sides, but a rule under the first."""

    @marked.default
    def _(self) -> str:
        return ESCAPED.sub(SIGN_ITSELF * 2, self.text) if self.format == "md" else self.text

    @barred.default
    def _(self) -> frozenset[int]:
        starts = list[int]()
        for hit in OPEN_TABLE.finditer(self.marked) if self.format == "md" else ():
            starts += [start for start, _ in _lines(self.text, *hit.span())]
        return frozenset(starts)

    def of(self, start: int, end: int) -> Text:
        """Return the characters of the file from *start* to *end*, without emphasis, line ends as spaces."""
        pieces, strings, length, at = list[Piece](), list[str](), 0, start
        marks = [span for hit in EMPHASIS.finditer(self.marked, start, end) for span in _marks(hit)]
        escaped = ESCAPED.finditer(self.text, start, end) if self.format == "md" else ()
        marks += [(hit.start(), hit.start() + 1) for hit in escaped]
        for stop, resume in (*sorted(marks), (end, end)):
            if stop > at:
                pieces.append(Piece(length, stop - at, self.leaf, at))
                strings.append(self.text[at:stop].replace("\n", " ").replace("\u00a0", " "))
                length += stop - at
            at = resume
        return Text("".join(strings), pieces).stripped()

    def blocks(self) -> Iterator[Block | Unread]:
        at = 0
        for hit in FORMULA.finditer(self.text):
            if hit[1] is None and not MATHEMATICAL.search(hit[2]):
                continue
            yield from self.plain_blocks(at, hit.start())
            lines = [
                Text(line, [Piece(0, len(line), self.leaf, hit.start())]) for line in latex_lines(hit[1] or hit[2])
            ]
            if lines:
                yield Equation(Address(), lines)
            at = hit.end()
        yield from self.plain_blocks(at, len(self.text))

    def plain_blocks(self, start: int, end: int) -> Iterator[Block | Unread]:
        """Yield the blocks between two formulas."""
        rows: list[tuple[int, int]] = []
        line: tuple[int, int] | None = None
        for begin, stop in (*_lines(self.text, start, end), (end, end)):
            is_row = self.is_row(begin, stop)
            if line is not None and not self.continues(line, begin, stop):
                yield from self.paragraph(*line)
                line = None
            if rows and not is_row:
                yield from self.table(rows)
                rows = []
            if is_row:
                rows.append((begin, stop))
            elif self.text[begin:stop].strip():
                line = (begin, stop) if line is None else (line[0], stop)

    def is_row(self, start: int, end: int) -> bool:
        line = self.marked[start:end]
        if self.format == "md":
            return line.lstrip().startswith("|") or start in self.barred
        return "\t" in line.strip(" ") and bool(line.strip())

    def continues(self, line: tuple[int, int], begin: int, stop: int) -> bool:
        """Return whether a line goes on in the next: a long one without an end, then no beginning of another."""
        before, after = self.text[slice(*line)].rstrip(), self.text[begin:stop].lstrip()
        if self.is_row(begin, stop) or "\n\n" in self.text[line[1] - 1 : begin + 1] or not after:
            return False
        last = before.rpartition("\n")[2]
        is_new = bool(typed_number(after) or BULLET.match(after))
        return len(last) >= WRAPPED and before[-1:] not in ".;:" and not is_new and not after.startswith("#")

    def paragraph(self, start: int, end: int) -> Iterator[Block | Unread]:
        images = len(IMAGE.findall(self.marked, start, end))
        if images:
            yield Unread(images)
        hashes = HASHES.match(self.marked[start:end].strip()) if self.format == "md" else None
        if hashes is not None:
            begin = self.marked.index(hashes[2], start) if hashes[2] else end
            yield Heading(Address(), len(hashes[1]), "", self.of(begin, begin + len(hashes[2])))
            return
        text = self.of(start, end)
        is_bold = self.text[start:end].strip().startswith("**") and self.text[start:end].strip().endswith("**")
        bullet = BULLET.match(text.string)
        if bullet is not None:
            words = text.cut(bullet.end(), len(text.string))
            yield Paragraph(Address(), words, "" if typed_number(words.string) else "•", is_bold=is_bold)
        elif text.string and not IMAGE.fullmatch(self.marked, start, end):
            yield Paragraph(Address(), text, is_bold=is_bold)

    def table(self, lines: Sequence[tuple[int, int]]) -> Iterator[Block]:
        """Yield the table whose rows are *lines*; one line with one tab is a paragraph."""
        if self.format == "txt" and len(lines) == 1 and self.text[slice(*lines[0])].strip().count("\t") < 2:  # noqa: PLR2004 - as above
            begin, end = lines[0]
            yield Paragraph(Address(), self.of(begin, end))
            return
        self.tables += 1
        is_ruled = self.format == "md" and len(lines) > 1 and RULE.match(self.text[slice(*lines[1])]) is not None
        kept = [line for at, line in enumerate(lines) if not (is_ruled and at == 1)]
        rows = with_spans([self.row(number, begin, end) for number, (begin, end) in enumerate(kept)])
        width = max((len(row) for row in rows), default=0)
        count = heading_rows(rows, 1 if is_ruled else 0)
        yield Table(Address(), rows, count, column_names(rows, count, width))

    def row(self, number: int, start: int, end: int) -> list[Cell]:
        """Return the cells of a line; one that begins with a tab has an empty cell there."""
        sign = "|" if self.format == "md" else "\t"
        line = self.text[start:end]
        if sign == "|":
            start += len(line) - len(line.lstrip()) + line.lstrip().startswith("|")
            end = start + len(self.text[start:end].rstrip().removesuffix("|"))
        cells, at = [], start
        for column, string in enumerate(self.marked[start:end].split(sign)[: limits.TABLE_COLUMNS]):
            text = self.of(at, at + len(string))
            paragraphs = [Paragraph(Address(), text)] if text.string else []
            cells.append(Cell(number, column, 1, 1, paragraphs))
            at += len(string) + 1
        return cells


def read_text(name: str, text: str, format_: Format) -> Document | Diagnostic:
    """Return the blocks of a *text* in the file *name*."""
    lines = _Lines(text.replace("\r\n", "\n"), format_)
    blocks = _continued(list(lines.blocks()))
    if lines.tables > limits.DOCUMENT_TABLES:
        return problem("document-with-too-many-tables", name=name, count=lines.tables, limit=limits.DOCUMENT_TABLES)
    return Document(name, format_, *outlined(blocks))


def _continued(blocks: Sequence[Block | Unread]) -> list[Block | Unread]:
    """Return *blocks* with a table that has no heading, or the same one, and follows another, as its end."""
    result: list[Block | Unread] = []
    for block in blocks:
        last = result[-1] if result else None
        if (
            isinstance(block, Table)
            and isinstance(last, Table)
            and last.header_rows
            and (block.columns == last.columns if block.header_rows else len(block.columns) == len(last.columns))
        ):
            kept, shift = block.rows[block.header_rows :], len(last.rows) - block.header_rows
            moved = [[evolve(cell, row=cell.row + shift) for cell in row] for row in kept]
            result[-1] = evolve(last, rows=[*last.rows, *moved])
        else:
            result.append(block)
    return result


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _marks(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    group = 1 if match[1] is not None else 2
    return (match.start(), match.start(group)), (match.end(group), match.end())
