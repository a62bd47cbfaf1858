"""The XML of a sheet of a workbook → its rows of cells, in one reading, in which what would be lost is refused."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from attrs import define, field, frozen

from lkjdsl.office_package import PackageRefused

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
"""Of a sheet, and of one cell."""
NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
"""A number as the format has it: Python reads more, such as 1_000."""
GENERAL = "General"


class SheetCell(NamedTuple):
    """A cell: its value, None where there is none, and the number format of a number. A tuple: there are millions."""

    value: Any
    number_format: str = GENERAL


EMPTY = SheetCell(None)
UNCALCULATED_CELL = SheetCell(None, "")
"""A cell with a formula whose value was never stored; it is this very one."""


@frozen(eq=False)
class CellMeanings:
    """What cells say by numbers only: a text, a format, a date; *book* is the workbook as openpyxl has it."""

    strings: Sequence[str]
    book: Any

    def format(self, style: int) -> str:
        """Return the number format of a style."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self.book._cell_styles[style].numFmtId  # noqa: SLF001 - its read-only cells do the same
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, GENERAL))
        return str(self.book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])  # noqa: SLF001 - the same

    def is_date(self, style: int) -> bool:
        """Return whether numbers of a style are dates, times or durations."""
        return style in self.book._date_formats  # noqa: SLF001 - the same

    def date(self, number: float, style: int) -> Any:
        """Return the date, time or duration that a number is, an error of a spreadsheet where it is none."""
        from openpyxl.utils.datetime import from_excel

        try:
            return from_excel(number, self.book.epoch, timedelta=style in self.book._timedelta_formats)  # noqa: SLF001 - the same
        except (OverflowError, ValueError):
            return "#VALUE!"


@define(eq=False)
class SheetReader:
    """
    Takes the XML of a sheet piece by piece, and has the ``rows`` that were complete since they were last taken.

    Rows and cells stand in their order and within the bounds of a sheet: what does not would be lost.
    """

    meanings: CellMeanings
    rows: list[tuple[int, list[SheetCell]]] = field(factory=list)
    cells: list[SheetCell] = field(factory=list)
    row: int = 0
    row_text: str = "0"
    column: int = 0
    length: int = 0
    kind: str = "n"
    style: int = 0
    text: str | None = None
    is_taking: bool = False
    is_formula: bool = False
    phonetic: int = 0
    formats: dict[int, str | None] = field(factory=dict)
    """Of the styles of numbers that were met; None for dates."""

    def handle(self, parser: Any) -> None:
        """Let *parser*, of expat, hand its pieces on."""
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.take

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self.length = 0
        match tag.rpartition(":")[2] if ":" in tag else tag:  # the most frequent first
            case "v":
                if self.kind != "inlineStr":
                    self.begin("" if self.kind == "str" else None)
            case "c":
                self.kind = attributes.get("t", "n")
                self.text, self.is_formula = None, False
                self.style = int(attributes.get("s", 0))
                self.place(attributes.get("r"))
            case "row":
                self.row, self.column = next_number(attributes.get("r"), self.row, self.row), 0
                self.row_text, self.cells = str(self.row), []
            case "f":
                self.is_formula = True
            case "is" if self.kind == "inlineStr":
                self.text = ""
            case "t" if self.kind == "inlineStr" and self.text is not None and not self.phonetic:
                self.is_taking = True
            case "rPh":
                self.phonetic += 1

    def begin(self, text: str | None) -> None:
        """Begin with the value of a cell, of which there is one."""
        if self.text is not None:
            raise PackageRefused(code="sheet-disordered", row=self.row, limit=MOST_COLUMNS)
        self.text, self.is_taking = text, True

    def place(self, reference: str | None) -> None:
        """Go to the column of the next cell."""
        last = self.column
        self.column = last + 1 if reference is None else column_number(reference.removesuffix(self.row_text))
        if not last < self.column <= MOST_COLUMNS:
            raise PackageRefused(code="sheet-disordered", row=self.row, limit=MOST_COLUMNS)

    def take(self, piece: str) -> None:
        """Take a piece of text."""
        self.length += len(piece)
        if self.length > MOST_CHARACTERS:
            raise PackageRefused(code="sheet-cell-too-long", row=self.row, limit=MOST_CHARACTERS)
        if self.is_taking:
            self.text = piece if self.text is None else self.text + piece

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self.is_taking = False
        match tag.rpartition(":")[2] if ":" in tag else tag:
            case "c":
                cells, at = self.cells, self.column - 1
                if at > len(cells):
                    cells += [EMPTY] * (at - len(cells))
                if self.text is not None:
                    cells.append(self.cell(self.text))
                else:
                    cells.append(UNCALCULATED_CELL if self.is_formula else EMPTY)
            case "row":
                self.rows.append((self.row, self.cells))
            case "rPh":
                self.phonetic -= 1

    def cell(self, text: str) -> SheetCell:
        """Return the cell with a *text*, by its kind and style."""
        match self.kind:
            case "n":
                return self.number(text)
            case "s":
                return SheetCell(self.meanings.strings[int(text)])
            case "b":
                return SheetCell(bool(int(text)))
            case "d":
                from openpyxl.utils.datetime import from_ISO8601

                return SheetCell(from_ISO8601(text))
            case _:
                return SheetCell(text)

    def number(self, text: str) -> SheetCell:
        """Return the cell of a number."""
        if text.isascii() and text.isdigit():
            number: float = int(text)
        elif NUMBER.fullmatch(text):
            number = float(text) if "." in text or "e" in text or "E" in text else int(text)
        else:
            raise PackageRefused(code="sheet-number", row=self.row)
        style = self.style
        if style not in self.formats:
            self.formats[style] = None if self.meanings.is_date(style) else self.meanings.format(style)
        form = self.formats[style]
        return SheetCell(self.meanings.date(number, style)) if form is None else SheetCell(number, form)


@define(eq=False)
class StringsReader:
    """Takes the XML of the texts that cells name by their number."""

    strings: list[str] = field(factory=list)
    text: list[str] = field(factory=list)
    is_taking: bool = False
    phonetic: int = 0

    def handle(self, parser: Any) -> None:
        """Let *parser*, of expat, hand its pieces on."""
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.take

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Take the start of an element."""
        match tag.rpartition(":")[2]:
            case "t":
                self.is_taking = not self.phonetic
            case "si":
                self.text = []
            case "rPh":
                self.phonetic += 1

    def take(self, piece: str) -> None:
        """Take a piece of text."""
        if self.is_taking:
            self.text.append(piece)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self.is_taking = False
        match tag.rpartition(":")[2]:
            case "si":
                self.strings.append("".join(self.text).replace("x005F_", ""))  # escapes an underscore
            case "rPh":
                self.phonetic -= 1


def next_number(stated: str | None, last: int, row: int) -> int:
    """Return the number of a row, which is the one after the *last* where it is not *stated*."""
    number = last + 1
    if stated is not None:
        is_number = stated.isascii() and stated.isdigit() and len(stated) < 10  # noqa: PLR2004 - ten digits are beyond any sheet
        number = int(stated) if is_number else 0
    if not last < number <= MOST_ROWS:
        raise PackageRefused(code="sheet-disordered", row=row, limit=MOST_ROWS)
    return number


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of a column by its letters, 0 where they are none."""
    number = 0
    for letter in letters.upper() if letters.isascii() and letters.isalpha() and len(letters) < 4 else "":  # noqa: PLR2004 - XFD is the last
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
