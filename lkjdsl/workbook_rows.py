"""The sheets of a workbook and their rows, in which nothing is dropped in silence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from attrs import define, field, frozen

from lkjdsl.office_package import PackageRefused, look_through, open_package, parsed, pieces
from lkjdsl.sheet_cells import CellMeanings, SheetCell, SheetReader, StringsReader, column_number, next_number

Merge = tuple[int, int, int, int]
"""The first row, the first column, the last row and the last column of a merged cell, from 1."""
MOST_MERGED = 10_000
"""Rows of one merged cell."""
SAID = re.compile(rb"mergeCell|hidden")
"""In the bytes of a sheet that says anything of its rows beside their cells."""
LONGEST_SAID = 9
STRINGS = "xl/sharedStrings.xml"
"""Where everybody has the texts that cells name by their number."""


@define(eq=False)
class SheetFacts:
    """What a sheet says of its rows beside their cells."""

    hidden: set[int] = field(factory=set)
    merges: list[Merge] = field(factory=list)

    def anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Return the cell that has the value, for each cell that is merged with one above it."""
        return {
            (row, column): (first, column)
            for first, column, last, _ in self.merges
            for row in range(first + 1, min(last, first + MOST_MERGED) + 1)
        }


@frozen(eq=False)
class SheetSource:
    """A sheet of a workbook: its name, whether it is shown, what it says beside its cells, and its rows."""

    title: str
    is_visible: bool
    facts: SheetFacts
    package: ZipFile
    part: str
    meanings: CellMeanings

    def head(self, most: int) -> Sequence[Sequence[SheetCell]]:
        """Return the first rows."""
        return list(islice(self.rows(closes=False), most))

    def last(self) -> int:
        """Return the number of the last row."""
        return sum(1 for _ in self.rows(closes=False))

    def rows(self, *, closes: bool = True) -> Iterator[Sequence[SheetCell]]:
        """
        Yield the rows, each with its cells up to the last that is there; one that is not there is empty.

        The workbook is closed behind them, unless another of its sheets is still to be read.
        """
        reader, parser = SheetReader(self.meanings), expat.ParserCreate()
        reader.handle(parser)
        last = 0
        package: AbstractContextManager[Any] = self.package if closes else nullcontext()
        try:
            with package:
                for _ in parsed(self.package, self.part, parser):
                    rows, reader.rows = reader.rows, []
                    for number, cells in rows:
                        for _ in range(last + 1, number):
                            yield ()
                        yield cells
                        last = number
        except ValueError as error:  # a cell that calls itself a number, a date or a flag, and is none
            raise PackageRefused(code="sheet-number", row=reader.row) from error


def sheet_rows(path: Path) -> Iterator[Sequence[SheetCell]]:
    """
    Return the rows of the first sheet, each with its cells, empty ones between others included.

    Raises PackageRefused, also while the rows are read, and whatever openpyxl raises for what is no workbook.
    """
    return sheets_of(path, most=1)[0].rows()


def sheets_of(path: Path, *, most: int | None = None) -> Sequence[SheetSource]:
    """Return the sheets of a workbook, at *most* so many of them; raises what sheet_rows raises."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    package = open_package(path)
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and "/worksheets/" not in name and name != STRINGS:
            look_through(package, name)
    reader = ExcelReader(package.fp, read_only=True, data_only=True)
    reader.read_manifest()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)  # and no more of it: it would read whole sheets to know their sizes
    of_strings = reader.package.find(SHARED_STRINGS)
    named = "" if of_strings is None else str(of_strings.PartName[1:])
    strings = {part: _strings(package, part) for part in {STRINGS, named} & {*package.namelist()}}
    meanings = CellMeanings(strings.get(named, ()), reader.wb)
    found = [
        (sheet, relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]
    return [
        SheetSource(sheet.name, sheet.state == "visible", _facts(package, part), package, part, meanings)
        for sheet, part in found[:most]
    ]


def _strings(package: ZipFile, part: str) -> Sequence[str]:
    """Return the texts that cells name by their number."""
    reader, parser = StringsReader(), expat.ParserCreate()
    reader.handle(parser)
    look_through(package, part, parser)
    return reader.strings


def _facts(package: ZipFile, part: str) -> SheetFacts:
    """Return what a sheet says beside its cells; its XML is read for it where its bytes have a word of it."""
    reader = _FactsReader()
    if _says(package, part):
        parser = expat.ParserCreate()
        parser.StartElementHandler = reader.start
        look_through(package, part, parser)
    return reader.facts


def _says(package: ZipFile, part: str) -> bool:
    """Return whether the bytes of a sheet have a word of :data:`SAID`, which XML has no other way to write."""
    last = b""
    try:
        for piece in pieces(package, part):
            plain = last + piece.replace(b"\0", b"")  # UTF-16 is ASCII with these between
            if SAID.search(plain):
                return True
            last = plain[1 - LONGEST_SAID :]
    except (BadZipFile, EOFError, KeyError, RuntimeError, NotImplementedError, OSError) as error:
        raise PackageRefused(code="package-broken") from error
    return False


@define(eq=False)
class _FactsReader:
    """Takes the XML of a sheet piece by piece."""

    facts: SheetFacts = field(factory=SheetFacts)
    row: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not tag.endswith(("row", "mergeCell")):
            return
        match tag.rpartition(":")[2]:
            case "row":
                self.row = next_number(attributes.get("r"), self.row, self.row)
                if attributes.get("hidden") in ("1", "true"):
                    self.facts.hidden.add(self.row)
            case "mergeCell":
                merge = _merge(attributes.get("ref", ""))
                self.facts.merges += [] if merge is None else [merge]


def _merge(reference: str) -> Merge | None:
    """Return a merged cell by its reference, ``B3:B7``."""
    corners = []
    for corner in reference.upper().split(":"):
        letters = corner.rstrip("0123456789")
        digits = corner[len(letters) :]
        if not letters.isalpha() or not digits or len(digits) > 7 or len(letters) > 3:  # noqa: PLR2004 - XFD1048576 is the last
            return None
        corners += [int(digits), column_number(letters)]
    return tuple(corners) if len(corners) == 4 else None  # type: ignore[return-value] # noqa: PLR2004 - two corners
