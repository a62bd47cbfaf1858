"""An XLSX file that is being written: its sheets, formats, names, and the map by which it is read back."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import Factory, define, field

from lkjdsl.diagnostic import Language, problem
from lkjdsl.evaluate.workbook_places import Mapped, follow
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.units import FLAG, INDEX, PERCENT, PLAIN, RATIO, RUPIAH, TEXT
from lkjdsl.words import Words

PACKING = 8
"""Of zlib: a thirtieth smaller than 6, its own choice, for a twentieth of a second; 9 brings nothing more."""
WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - the file has no time zone
"""The time of writing that stands in every workbook, so that the same data make the same bytes."""
LONGEST_FORMULA = 8_000
"""Characters; Excel takes 8,192."""
LONGEST_NAME = 31
"""Characters of the name of a sheet."""
WORDS = Words("workbook.workbook")
LINE = 14
"""The height of a line, in points."""
INPUT_COLOUR, HEAD_COLOUR, GROUP_COLOUR = "#FFF9DB", "#1F5F8B", "#DDE7EF"

BASE: Mapping[str, Any] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": HEAD_COLOUR, "font_color": "white", "border": 1, "text_wrap": True},
    "group": {"bold": True, "bg_color": GROUP_COLOUR, "border": 1},
    "text": {"border": 1, "text_wrap": True},
    "plain": {"text_wrap": True},
    "note": {"font_color": "#666666", "text_wrap": True, "border": 1, "font_size": 9},
    "warning": {"font_color": "#A3380F", "text_wrap": True, "border": 1, "font_size": 9},
    "work": {"font_size": 9},
    "centre": {"border": 1, "align": "center"},
}


@define(eq=False)
class Book:
    """A workbook; ``words`` are the texts of its sheets in its language."""

    language: Language
    _stream: BytesIO = field(factory=BytesIO)
    file: Any = None
    formats: dict[Any, Any] = Factory(dict)
    map: list[Mapped] = Factory(list)
    names: dict[str, str] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        """Open the file."""
        from xlsxwriter import Workbook

        off = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
        self.file = Workbook(self._stream, {"in_memory": True, **dict.fromkeys(off, False)})

    def word(self, key: str, **values: str) -> str:
        """Return a text of ``words/workbook.toml`` in the workbook's language."""
        return WORDS[key].text(self.language).format(**values)

    def sheet(self, wanted: str, *, hidden: bool = False) -> Any:
        """Return a new sheet; its name is *wanted*, cut and numbered where there is such a one."""
        taken = {worksheet.get_name().casefold() for worksheet in self.file.worksheets()}
        name, number = wanted[:LONGEST_NAME], 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted[: LONGEST_NAME - 4]} {number}"
        sheet = self.file.add_worksheet(name)
        if hidden:
            sheet.hide()
        return sheet

    def format(self, name: str, **more: Any) -> Any:
        """Return a format by its name, with *more* that is particular."""
        key = (name, *sorted(more.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format({**BASE, **FORMATS[name], **more})
        return self.formats[key]

    def formula(self, sheet: Any, row: int, column: int, formula: str, style: Any = None, cached: Any = 0) -> None:
        """Write a *formula*, with the value that programs show which do not work it out."""
        if len(formula) > LONGEST_FORMULA:
            too_long = problem(
                "workbook-formula-long", name=sheet.get_name(), length=len(formula), limit=LONGEST_FORMULA
            )
            raise LkjdslError((too_long,), self.language)
        sheet.write_formula(row, column, f"={formula}", style, cached)

    def put_on_map(self, what: str, path: str, sheet: Any, cell: str, certain: str = "", **texts: Any) -> None:
        """Tell the map what stands in a cell, and which *texts* stand beside and above it that say so."""
        title, (of, _, sure) = sheet.get_name(), certain.rpartition("!")
        follows = follow(of, sure) if sure else ""
        self.map.append(Mapped(what, path, title, cell, certain, follow(quoted(title), cell), follows, **texts))

    def name(self, name: str, sheet: Any, row: int, column: int) -> None:
        """Define a name for a cell; what a name cannot have becomes an underscore."""
        import re

        from xlsxwriter.utility import xl_rowcol_to_cell

        spelled = re.sub(r"[^\w.]", "_", name)
        if spelled.casefold() not in self.names:
            self.names[spelled.casefold()] = spelled
            cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
            self.file.define_name(spelled, f"={quoted(sheet.get_name())}!{cell}")

    def data(self) -> bytes:
        """Return the file, packed closer than XlsxWriter does: it goes by mail."""
        self.file.close()
        packed = BytesIO()
        with ZipFile(self._stream) as parts, ZipFile(packed, "w") as file:
            for part in parts.infolist():
                file.writestr(part, parts.read(part), ZIP_DEFLATED, PACKING)
        return packed.getvalue()


def quoted(name: str) -> str:
    """Return the name of a sheet as it stands in formulas."""
    return "'" + name.replace("'", "''") + "'"


def protect(sheet: Any) -> None:
    """Protect a sheet against slips, without a password: columns, rows, filters, and comments remain open."""
    allowed = ("format_columns", "format_rows", "autofilter", "sort", "objects")
    sheet.protect("", dict.fromkeys(allowed, True))


def for_paper(sheet: Any, head: int | None = None) -> None:
    """Print a sheet on A4, as wide as a page, with the line of its *head* on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if head is not None:
        sheet.repeat_rows(head)


def fit(sheet: Any, row: int, *texts: tuple[str, int], level: int = 0) -> None:
    """Make a row as high as its *texts* need, each with the width of its column in characters."""
    lines = max(-(-len(text) // width) for text, width in texts)
    sheet.set_row(row, LINE * max(lines, 1), None, {"level": level} if level else {})


def heighten(sheet: Any, row: int, *texts: tuple[str, int]) -> None:
    """Make a row high enough for *texts* that need more than a line; else programs say themselves how high it is."""
    if any(len(text) > width for text, width in texts):
        fit(sheet, row, *texts)


def pattern(unit: str, digits: int) -> str:
    """Return the number format of a unit: it shows what is rounded already."""
    decimals = "." + "0" * digits if digits > 0 else ""
    if unit == PERCENT:
        return f"[$-421]0{decimals}%"
    if unit == RUPIAH:
        return f'[$-421]"Rp"#,##0{decimals};[$-421]"-Rp"#,##0{decimals}'
    label = "" if unit in (INDEX, RATIO, PLAIN, "count", TEXT, FLAG) else f' "{unit}"'.replace('"', '"')
    return f"[$-421]#,##0{decimals}{label}"
