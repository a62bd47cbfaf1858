"""
Where in a sheet a table is: the row of its headers, which may be two, and what each row below them is.

A sheet is rows of texts with their numbers, whatever file they come from. The row of the headers is the one that holds
most headers that the edition knows; where none does, nobody guesses.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

from attrs import evolve, frozen

from lkjdsl.column_names import column_letters, folded
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.known_headers import KnownHeaders

RowTexts = Sequence[str | None]
NumberedRow = tuple[int, RowTexts]
"""The number of a row in its sheet, as a spreadsheet counts, and its cells."""
RowKind = Literal["data", "blank", "numbering", "units", "headers", "note", "other-table"]
"""
What a row below the headers is: only ``data`` are offices.

``numbering`` is ``(1) (2) (3)`` below the headers, ``units`` is ``(berkas) (%)``.
"""

LOOKED_AT = 40
"""Rows among which the headers are."""
NUMBERED = re.compile(r"\(?(\d{1,2})\)?")
BRACKETED = re.compile(r"\((\d{1,2})\)")
UNIT = re.compile(
    r"\(\s*(?:[^\W\d][^()]*|%)\)|%|rp\.?|persen|percent|rupiah|orang|berkas|dokumen|kegiatan|paket|indeks|index|poin|unit",
    re.IGNORECASE,
)
"""What stands below a header and says in what its numbers are."""
HIGHEST = 2
"""Rows above the lowest one of the headers over which a header may be merged."""
UNDER_HEADERS = 2
"""Rows below the headers in which numbers of columns and units stand."""
PLAIN_NUMBERING = 4
"""So many columns are numbered where the numbers stand in no brackets; fewer could be the figures of an office."""
NOTE = re.compile(
    r"\s*([*†‡]|(catatan|keterangan|sumber|ket|note|notes|source|mengetahui|menyetujui|ttd|nip)\b"
    r"|.*,\s*\d{1,2}\s+\w+\s+\d{4}\s*$)",
    re.IGNORECASE,
)
"""What stands under a table: notes, the place and date, who signs."""
WORDS_OR_BLANK = r"^\s*([^\W\d]|$)"
"""The cell of an input in a row that may be no data."""
_SUSPECT = re.compile(WORDS_OR_BLANK)


@frozen
class Options:
    """Where to look: the sheet by its name or number from 1, the row of the headers, the encoding of a text."""

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None


@frozen(eq=False)
class TableLayout:
    """
    A table in a sheet: its headers, where their columns are, the number of the last row of headers.

    ``inputs`` are the positions among the columns of those that are read and are no texts; ``unheaded`` are the columns
    without a header that have cells all the same, headed by their letters.
    """

    headers: Sequence[str]
    at: Sequence[int]
    row: int
    known: KnownHeaders
    inputs: Sequence[int] = ()
    unheaded: Sequence[str] = ()

    def remarks(self) -> list[Diagnostic]:
        """Return what is to be said of the columns."""
        names = ", ".join(f"`{name}`" for name in self.unheaded)
        return [problem("columns-unheaded", number=len(self.unheaded), names=names)] if names else []

    @property
    def suspect(self) -> int | None:
        """Return the position of the input whose cell tells whether a row may be no data."""
        return self.inputs[0] if self.inputs else None

    def ordered(self, headers: Sequence[str]) -> "TableLayout":
        """Return the layout with its columns in the order of *headers*, which stand for the same."""
        at = {self.known.path(name) or folded(name): place for name, place in zip(self.headers, self.at, strict=True)}
        inputs = [place for place, name in enumerate(headers) if self.known.is_input(name)]
        places = [at[self.known.path(name) or folded(name)] for name in headers]
        return evolve(self, headers=headers, at=places, inputs=inputs)

    def cells(self, row: RowTexts) -> list[str | None]:
        """Return the cells of the columns of the table."""
        return [row[at] if at < len(row) else None for at in self.at]

    def kind(self, cells: RowTexts, row: int) -> RowKind:
        """Return what a row with these *cells* of the table's columns is, by its number below the headers, from 1."""
        if row > UNDER_HEADERS and self.inputs and not _SUSPECT.match(cells[self.inputs[0]] or ""):
            return "data"  # as nearly all rows are
        filled = [(at, cell.strip()) for at, cell in enumerate(cells) if cell is not None and cell.strip()]
        if not filled:
            return "blank"
        if row <= UNDER_HEADERS and self._is_numbering(filled):
            return "numbering"
        if row <= UNDER_HEADERS and all(UNIT.fullmatch(cell) for _, cell in filled):
            return "units"
        if self.suspect is None or not _SUSPECT.match(cells[self.suspect] or ""):
            return "data"
        if all(folded(cell) == folded(self.headers[at]) for at, cell in filled):
            return "headers"
        if sum(self.known.path(cell) is not None for _, cell in filled) > 1:
            return "other-table"
        is_empty = not any((cells[at] or "").strip() for at in self.inputs)
        return "note" if is_empty and NOTE.match(filled[0][1]) else "data"

    def _is_numbering(self, filled: Sequence[tuple[int, str]]) -> bool:
        if len(filled) < len(self.at) - len(self.unheaded) or len(filled) < 3:  # noqa: PLR2004 - one and two could be figures
            return False
        bracketed = all(BRACKETED.fullmatch(cell) for _, cell in filled)
        numbers = [NUMBERED.fullmatch(cell) for _, cell in filled]
        if not all(numbers) or not (bracketed or len(filled) >= PLAIN_NUMBERING):
            return False
        values = [int(number[1]) for number in numbers if number is not None]
        return values == list(range(1, len(values) + 1))


class UnclearSheet(Exception):  # noqa: N818 - told as a problem
    """Which sheet is meant is not clear, or a sheet or row is not there; ``names`` are those that may be meant."""

    def __init__(self, *, code: str, names: Sequence[str]) -> None:
        """Take the code of the problem and the names of the sheets."""
        super().__init__(code, names)
        self.code, self.names = code, names


def layout_of(rows: Sequence[NumberedRow], known: KnownHeaders, header_row: int | None = None) -> TableLayout | None:
    """
    Return the layout of a sheet by its first *rows*, or by the row that somebody says has the headers.

    Without one that is said and without any known header it is None.
    """
    rows = [row for row in rows if any(cell and cell.strip() for cell in row[1])]
    best: tuple[tuple[int, bool], int, list[str]] | None = None
    for position, (number, cells) in enumerate(rows):
        if header_row is not None and number != header_row:
            continue
        single = [_text(cell) for cell in cells]
        above = [row for at, row in rows[max(0, position - HIGHEST) : position] if number - at <= HIGHEST]
        candidates = [(True, number, _completed(single, above))]
        below = rows[position + 1] if position + 1 < len(rows) else (0, ())
        if below[0] == number + 1:
            candidates.append((False, below[0], _joined(single, [_text(cell) for cell in below[1]], known)))
        for is_single, last, headers in candidates:
            score = _score(headers, known), is_single
            if best is None or score > best[0]:
                best = score, last, headers
    if best is None or (header_row is None and best[0][0] == 0):
        return None
    return layout(best[2], best[1], known, rows)


def layout(headers: Sequence[str], row: int, known: KnownHeaders, rows: Sequence[NumberedRow] = ()) -> TableLayout:
    """
    Return the layout of *headers*, the last of which stand in *row*.

    A column without a header is left out if it has no cell in the first *rows* of the sheet either.
    """
    below = [cells for number, cells in rows if number > row]
    named = list(headers)
    for position in range(len(headers)):
        if not named[position] and any(position < len(cells) and _text(cells[position]) for cells in below):
            named[position] = column_letters(position)
    at = [position for position, name in enumerate(named) if name]
    names = [named[position] for position in at]
    inputs = [position for position, name in enumerate(names) if known.is_input(name)]
    return TableLayout(names, at, row, known, inputs, [named[position] for position in at if not headers[position]])


def _text(cell: str | None) -> str:
    return "" if cell is None else cell.strip()


def _score(headers: Sequence[str], known: KnownHeaders) -> int:
    """Return how many headers are known; without an input or anything else that is read there is no table."""
    named = [header for header in headers if header]
    reads = sum(known.path(header) is not None or bool(known.several(header)) for header in named)
    return 100 * reads + sum(map(known.is_known, named)) if reads else 0


def _completed(headers: Sequence[str], above: Sequence[RowTexts]) -> list[str]:
    """
    Return *headers* with those of the rows *above* where they are blank, as in a cell that is merged over all of them.

    A row of one text is no row of headers: it is a title, or a group.
    """
    completed = list(headers)
    for row in reversed(above):
        high = [_text(cell) for cell in row]
        if sum(map(bool, high)) > 1:
            completed = [low or upper for low, upper in zip_longest(completed, high, fillvalue="")]
    return completed


def _joined(above: Sequence[str], below: Sequence[str], known: KnownHeaders) -> list[str]:
    """Return the headers of two rows: a group of columns over each of them, or one header over both rows."""
    headers: list[str] = []
    group = ""
    for at in range(max(len(above), len(below))):
        high = above[at] if at < len(above) else ""
        low = below[at] if at < len(below) else ""
        group = high or group
        together = f"{group} {low}".strip()
        if high and not low:
            headers.append(high)
            group = ""
        elif low and known.path(low) is not None:
            headers.append(low)
        else:
            headers.append(together if low else "")
    return headers
