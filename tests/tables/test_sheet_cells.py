"""The cells of a sheet: those that openpyxl reads, and nothing lost on the way."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lkjdsl.office_package import PackageRefused
from lkjdsl.sheet_cells import UNCALCULATED_CELL, SheetCell, column_number
from lkjdsl.workbook_rows import sheet_rows, sheets_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**14), 10**14), st.floats(allow_nan=False, allow_infinity=False),
    TEXTS.filter(lambda text: not text.startswith("=")), st.sampled_from(["#N/A", "#DIV/0!", " a ", "a\nb", "x005F_"]),
    st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001 - sheets have no zones
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.dates(date(1901, 1, 1), date(2199, 12, 31)), st.timedeltas(timedelta(0), timedelta(days=9)),
)  # fmt: skip
FORMATS = st.sampled_from(["General", "0.00", "0.00%", "#,##0", '0.0"%"', "@"])


def written(path: Path, sheet: str, encoding: str = "utf-8", **other: str) -> Path:
    """Write a workbook whose first sheet has the rows of XML *sheet*."""
    plain = path.with_name("plain.xlsx")
    Workbook().save(plain)
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{sheet}'
    with ZipFile(plain) as parts, ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            if name == SHEET:
                file.writestr(name, xml.encode(encoding))
            else:
                file.writestr(name, other.get(name.rpartition("/")[2].partition(".")[0], parts.read(name)))
    return path


def sheet_of(rows: str, after: str = "") -> str:
    """Return the XML of a sheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def values(rows: Sequence[Sequence[SheetCell]]) -> list[list[Any]]:
    """Return the values of cells, without the empty ones behind them."""
    return [_without_last([cell.value for cell in row]) for row in rows]


def rows_of_openpyxl(path: Path) -> list[Sequence[Any]]:
    """Return the cells of the first sheet as openpyxl reads them."""
    book = load_workbook(path, read_only=True, data_only=True)
    book.worksheets[0].reset_dimensions()
    rows = list(book.worksheets[0].iter_rows())
    book.close()
    return rows


def _without_last(row: Sequence[Any]) -> list[Any]:
    found = list(row)
    while found and found[-1] is None:
        found.pop()
    return found


@given(
    rows=st.lists(st.lists(st.tuples(VALUES, FORMATS), max_size=4), max_size=6),
    has_gaps=st.booleans(), counts_from_1904=st.booleans(),
)  # fmt: skip
def test_cells_are_those_that_openpyxl_reads(
    tmp_path_factory: pytest.TempPathFactory,
    rows: Sequence[Sequence[tuple[Any, str]]],
    has_gaps: bool,
    counts_from_1904: bool,
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "a.xlsx"
    book = Workbook()
    if counts_from_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for at, row in enumerate(rows, 1):
        for column, (value, form) in enumerate(row, 1):
            cell = sheet.cell(2 * at if has_gaps else at, column)
            cell.value = value
            if isinstance(value, int | float) and not isinstance(value, bool):
                cell.number_format = form
    book.save(path)
    ours = list(sheet_rows(path))
    theirs = rows_of_openpyxl(path)
    assert values(ours) == values(theirs)
    for row, other in zip(ours, theirs, strict=True):
        for cell, its in zip(row, other, strict=False):
            assert type(cell.value) is type(its.value)
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                assert cell.number_format == its.number_format


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("<c><v>1</v></c><c><v>2</v></c>", [1, 2]),
        ('<c r="B1"><v>1</v></c>', [None, 1]),
        ('<c r="b1"><v> 1 </v></c>', [None, 1]),
        ('<c r="A1"> <v>1</v> </c>', [1]),
        ('<c t="inlineStr"><is><t>a</t></is></c>', ["a"]),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', ["ab"]),
        ('<c t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>', ["東"]),
        ('<c t="inlineStr"><is><t/></is></c><c t="inlineStr"/>', [""]),
        ('<c t="str"><f>A2</f><v>x</v></c>', ["x"]),
        ('<c t="e"><v>#N/A</v></c>', ["#N/A"]),
        ('<c t="b"><v>0</v></c>', [False]),
        ('<c t="d"><v>2025-12-31</v></c>', [date(2025, 12, 31)]),
        ('<c t="d"><v>10:30:00</v></c>', [time(10, 30)]),
        ("<c><v>1E3</v></c>", [1000.0]),
        ("<c><v/></c>", []),
    ],
)
def test_a_cell_says(cells: str, expected: Sequence[Any], tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", sheet_of(f'<row r="1">{cells}</row>'))
    assert values(list(sheet_rows(path))) == [expected]
    if not cells.startswith('<c r="b1">'):
        assert values(rows_of_openpyxl(path)) == [expected]


def test_prefixes_of_names_are_no_part_of_them(tmp_path: Path) -> None:
    xml = sheet_of('<row r="3"><c r="A3"><v>1</v></c></row>')
    prefixed = xml.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert values(list(sheet_rows(written(tmp_path / "a.xlsx", prefixed)))) == [[], [], [1]]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("<c><v>1</v><v>2</v></c>", "sheet-disordered"),
        ('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>', "sheet-disordered"),
        ('<c r="A2"><v>1</v></c>', "sheet-disordered"),
        ('<c r="1"><v>1</v></c>', "sheet-disordered"),
        ('<c r="A$1"><v>1</v></c>', "sheet-disordered"),
        ('<c r="XFE1"><v>1</v></c>', "sheet-disordered"),
        ("<c><v>1_000</v></c>", "sheet-number"),
        ("<c><v>satu</v></c>", "sheet-number"),
        ('<c t="b"><v>ya</v></c>', "sheet-number"),
        ('<c s="x"><v>1</v></c>', "sheet-number"),
        (f'<c t="str"><v>{"a" * 40_000}</v></c>', "sheet-cell-too-long"),
        ("<c><v>1</v>", "package-broken"),
    ],
)
def test_what_would_be_lost_is_refused(cell: str, code: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", sheet_of(f'<row r="1">{cell}</row>'))
    with pytest.raises(PackageRefused) as refused:
        list(sheet_rows(path))
    assert refused.value.code == code


def test_a_text_by_its_number_is_that_of_the_strings(tmp_path: Path) -> None:
    """Texts in runs are one; how they are pronounced is not said."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(0, 0, ["a", "b", "c"])
    book.close()
    items = "<si><t>東</t><rPh><t>ひがし</t></rPh></si><si><r><t>Kan</t></r><r><t>tor</t></r></si><si><t/></si>"
    other = tmp_path / "b.xlsx"
    with ZipFile(path) as parts, ZipFile(other, "w") as file:
        for name in parts.namelist():
            is_strings = name == "xl/sharedStrings.xml"
            file.writestr(name, f'<sst xmlns="{MAIN}">{items}</sst>' if is_strings else parts.read(name))
    assert values(list(sheet_rows(other))) == [["東", "Kantor", ""]]


def test_a_formula_without_a_value_is_no_empty_cell(tmp_path: Path) -> None:
    cells = '<c r="A1"><f>1</f></c><c r="B1"/><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>1</f><v>1</v></c>'
    (row,) = sheet_rows(written(tmp_path / "a.xlsx", sheet_of(f'<row r="1">{cells}</row>')))
    assert [cell is UNCALCULATED_CELL for cell in row] == [True, False, False, False]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_merged_cells_and_hidden_rows_are_found_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"/>' + "<row/>" * 9_000
    merges = '<mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>'
    (source,) = sheets_of(written(tmp_path / "a.xlsx", sheet_of(rows, merges), encoding))
    assert (source.facts.hidden, source.facts.merges) == ({2}, [(1, 1, 3, 2)])
    assert source.last() == 9_002


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("xfd", 16_384), ("", 0), ("1A", 0), ("A1", 0), ("Å", 0), ("AAAA", 0)]
)
def test_letters_are_a_column(letters: str, number: int) -> None:
    assert column_number(letters) == number
