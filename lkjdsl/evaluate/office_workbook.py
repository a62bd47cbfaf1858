"""A workbook that lkjdsl wrote and an office filled in → what a data file would say, each value with its cell."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.evaluate.workbook_places import OF_ONE_CELL, Mapped, placed, signs_gone
from lkjdsl.model.results import EVERY_ROW
from lkjdsl.office_package import PackageRefused, look_through, open_package
from lkjdsl.source import Cell, Place, Source
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.syntax.toml_files import LkjdslError

MAP = "_lkjdsl"
"""The sheet, hidden from people, that says which edition a workbook is of and where everything stands."""
FIRST_MAPPED = 6
"""The line of the map, from 0, where places begin."""
NONE: Mapping[Language, str] = {"id": "tidak ada", "en": "none"}
"""How one says beside a table that it has no rows, by the language of the workbook."""
SUFFIX = ".xlsx"


@frozen(eq=False, slots=False)
class OfficeWorkbook:
    """The cells of a workbook: as a spreadsheet worked them out last, and the formulas in them."""

    name: str
    values: Any
    formulas: Any
    map: Sequence[Mapped]
    edition: str
    year: str

    def shown(self, mapping: Mapped) -> Any:
        """Return what a cell shows, None where it is gone, or that of something else."""
        is_there = mapping.fault is None and mapping.sheet in self.values.sheetnames
        return self.values[mapping.sheet][mapping.cell].value if is_there else None

    @property
    def is_torn(self) -> bool:
        """Return whether cells are gone that were filled in."""
        return any(mapping.what in OF_ONE_CELL and mapping.fault is not None for mapping in self.map)

    def is_formula(self, mapping: Mapped) -> bool:
        """Return whether a formula stands in a cell."""
        return mapping.sheet in self.formulas.sheetnames and self.formulas[mapping.sheet][mapping.cell].data_type == "f"

    def certain(self, mapping: Mapped) -> Any:
        """Return what the cell says that tells whether a result is certain."""
        sheet, _, cell = mapping.certain.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        return self.values[sheet][cell].value if cell and sheet in self.values.sheetnames else None

    @cached_property
    def periods(self) -> list[str]:
        """Return the periods that there are cells for; one without a name where the year has none."""
        found = [mapping.path.partition("@")[2] for mapping in self.map if mapping.what in ("input", "column")]
        return list(dict.fromkeys(found)) or [""]

    def lines(self, table: str, period: str = "") -> list[int]:
        """Return the numbers of the lines of a table in which there is anything, in a *period*, from 1."""
        if (table, period) not in self._lines:
            areas = [
                [cell.value for (cell,) in self.values[mapping.sheet][mapping.cell]]
                for mapping in self.map
                if mapping.what == "column"
                and of_table(mapping.path) == (table, period)
                and mapping.sheet in self.values.sheetnames
            ]
            lines = enumerate(zip(*areas, strict=True), 1)
            found = [number for number, line in lines if any(value is not None for value in line)]
            self._lines[table, period] = found
        return self._lines[table, period]

    def lines_of_rows(self, table: str, period: str = "") -> list[int]:
        """Return the lines that are rows: the first where nothing is said, which is a row of which nothing is known."""
        path = f"{table}@{period}" if period else table
        said = [self.shown(mapping) for mapping in self.map if mapping.what == "none" and mapping.path == path]
        return self.lines(table, period) or [1] * (said == [None])

    def prepared(self, table: str, period: str) -> int:
        """Return how many lines are prepared for the rows of a table in a period."""
        areas = (
            self.values[mapping.sheet][mapping.cell]
            for mapping in self.map
            if mapping.what == "column"
            and of_table(mapping.path) == (table, period)
            and mapping.sheet in self.values.sheetnames
        )
        return len(next(areas, ()))

    @cached_property
    def _lines(self) -> dict[tuple[str, str], list[int]]:
        return {}

    @cached_property
    def results(self) -> list[Mapped]:
        """Return where results stand, each in a cell, but for those of sheets that are gone."""
        kept = [
            mapping
            for mapping in self.map
            if mapping.what == "result" and mapping.fault is None and mapping.sheet in self.values.sheetnames
        ]
        return [each for mapping in kept for each in _by_row(mapping)]

    def gone(self, *whats: str) -> list[Diagnostic]:
        """Return a problem for each sheet that is gone, or has another name, where inputs or results stood."""
        sheets = dict.fromkeys(mapping.sheet for mapping in self.map if mapping.what in whats)
        return [problem("workbook-sheet-gone", name=each) for each in sheets if each not in self.values.sheetnames]

    def lost(self, mapping: Mapped) -> Diagnostic:
        """Return the problem of a place that is gone or has moved."""
        assert mapping.fault is not None
        place = Place(Source(self.name, "", cells={(mapping.path,): Cell(mapping.place, "")}), (mapping.path,))
        return problem(mapping.fault.code, place, also=mapping.fault.values)


def _by_row(mapping: Mapped) -> Iterator[Mapped]:
    """Yield the results of a line of the map: one, or one for each row of a report table."""
    from openpyxl.utils.cell import rows_from_range

    if EVERY_ROW not in mapping.path:
        yield mapping
        return
    sheet, _, certain = mapping.certain.rpartition("!")
    rows = zip(rows_from_range(mapping.cell), rows_from_range(certain), strict=True)
    for row, ((cell,), (sure,)) in enumerate(rows, 1):
        yield evolve(mapping, path=mapping.path.replace(EVERY_ROW, str(row)), cell=cell, certain=f"{sheet}!{sure}")


def of_table(path: str) -> tuple[str, str]:
    """Return the table of a column, and the period that its cells are of: ``belanja.pagu@TW1``."""
    plain, _, period = path.partition("@")
    return plain.partition(".")[0], period


def digest(source: Source | None) -> str:
    """Return what tells the texts of an edition, and of all that it extends, from any others."""
    texts = [] if source is None else [one.text for one in source.sources()]
    return sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()


def is_office_workbook(name: str) -> bool:
    """Return whether the file *name* is a workbook with the map that lkjdsl writes."""
    if Path(name).suffix.casefold() != SUFFIX or not Path(name).is_file():
        return False
    try:
        with open_package(Path(name)) as package:
            return MAP.encode() in package.read("xl/workbook.xml")[: 2**20]
    except (PackageRefused, OSError, KeyError, RuntimeError, ValueError):
        return False


def opened(name: str, language: Language) -> OfficeWorkbook:
    """
    Return the workbook *name*.

    Raises LkjdslError where it is none that lkjdsl wrote, cannot be read, or lacks a sheet that is filled in.
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not Path(name).is_file():
        raise LkjdslError((problem("file-missing", name=name),), language)
    if not is_office_workbook(name):
        raise LkjdslError((problem("workbook-unknown", name=name),), language)
    try:
        with open_package(Path(name)) as package:
            for part in package.namelist():
                if part.endswith((".xml", ".rels")):
                    look_through(package, part)
        values, formulas = (load_workbook(name, data_only=cached) for cached in (True, False))
        lines = [[cell_text(cell) for cell in row] for row in values[MAP].iter_rows(values_only=True)]
        about = {row[0]: row[1] for row in lines[:FIRST_MAPPED] if len(row) > 1}
        mapped = placed([*_mapped(lines, formulas)], values)
    except PackageRefused as refused:
        raise LkjdslError((problem(refused.code, also=refused.values, name=name),), language) from refused
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        BadZipFile,
        InvalidFileException,
    ) as error:
        raise LkjdslError((problem("workbook-broken", name=name),), language) from error
    book = OfficeWorkbook(name, values, formulas, mapped, about.get("edition", ""), about.get("year", ""))
    if gone := book.gone("input", "column"):  # what stood there would be taken for not filled in
        raise LkjdslError(tuple(gone), language)
    if bare := signs_gone(mapped, values):  # said once, and not of each of the cells
        raise LkjdslError(
            tuple(problem("workbook-signs-gone", name=sheet, text=bare[sheet]) for sheet in bare), language
        )
    if lost := [book.lost(mapping) for mapping in mapped if mapping.what == "column" and mapping.fault is not None]:
        raise LkjdslError(tuple(lost), language)  # values would be those of other rows
    return book


def _mapped(lines: Sequence[Sequence[str]], formulas: Any) -> Iterator[Mapped]:
    """
    Yield the lines of the map as they were written; one of an earlier lkjdsl has no references.

    The path of an input stands in the line of its cell, and is said once.
    """
    for number, row in enumerate(lines[FIRST_MAPPED:], FIRST_MAPPED + 1):
        what, path, sheet, cell, certain, _, _, line, label, heading = ([*row] + [""] * 10)[:10]
        if what:
            follows, sure = (cell_text(formulas[MAP].cell(number, column).value) for column in (6, 7))
            plain = path.partition("@")[0].removeprefix("previous.") if what == "input" else ""
            yield Mapped(what, path, sheet, cell, certain, follows, sure, line or plain, label, heading)
