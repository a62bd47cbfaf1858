"""Plain text, Markdown and workbooks give the same blocks as Word."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Caption, Equation, Heading, Paragraph, Table
from lkjdsl.documents.excel.formats import shown
from lkjdsl.documents.reading import read_bytes
from tests.support.word_files import addresses, read, strings

REPORT = Path(__file__).with_name("laporan.txt")


def test_a_report_as_text_has_its_outline() -> None:
    found = read(REPORT.read_bytes(), "laporan.txt")

    assert [block.address.text("id") for block in found.blocks if isinstance(block, Heading)] == [
        "RINGKASAN EKSEKUTIF, judul",
        "DAFTAR ISI, judul",
        "Bab III, judul",
        "Bab III, judul",
        "Bab III.A, judul",
        "Bab III.A.1, judul",
        "Bab III.A.1.a, judul",
        "Bab III.A.1.b, judul",
        "Bab III.A.1.b.f, judul",
        "Bab III.A.1.b.f.1, judul",
        "Bab III.A.1.b.f.2, judul",
        "Bab III.A.2, judul",
        "Bab III.B, judul",
        "Bab IV, judul",
        "Bab IV, judul",
        "Bab IV.A, judul",
    ]


def test_a_line_with_an_amount_of_money_is_no_heading() -> None:
    found = read(b"1. Belanja Pegawai\n\nTeks.\n\n3. Belanja Modal Rp 149.000.000 atau 99%\n\nTeks.\n", "a.txt")

    assert [type(block) for block in found.blocks] == [Heading, Paragraph, Paragraph, Paragraph]


def test_tables_of_a_text_have_captions_headings_and_the_rows_of_the_next_page() -> None:
    tables = [block for block in read(REPORT.read_bytes(), "laporan.txt").blocks if isinstance(block, Table)]

    assert [(one.caption and one.caption.number, one.header_rows, len(one.rows)) for one in tables] == [
        ("1.4", 2, 5),
        ("1.5", 1, 3),
    ]
    assert all(cell.row == number for one in tables for number, row in enumerate(one.rows) for cell in row)
    assert tables[0].columns == ["Sasaran Kegiatan", "Indikator Kinerja Kegiatan", "Target", "Realisasi", "Capaian"]
    mean = tables[0].rows[3][4]
    assert (mean.string, tables[0].cell_address(mean).text("id")) == (
        "86,75%",
        "Bab III.A, Tabel 1.4 baris 2 kolom Capaian",
    )


def test_formulas_and_paragraphs_of_a_text_are_read_as_printed() -> None:
    found = read(REPORT.read_bytes(), "laporan.txt")

    assert [[line.string for line in block.lines] for block in found.blocks if isinstance(block, Equation)] == [
        ["D1 = 6.858 / 7.630 * 100%"],
        ["Capaian = 96,35 / (91,00 + 1) * 100%", "= 105,88%"],
        ["X = ∑ (K_i * W_i)"],
    ]
    said = strings(found)
    assert "Indikator ini terdiri dari dua komponen dengan bobot 50% dan good governance, 3 * 4 * 5." in said
    assert any(one.endswith("tercapai seluruhnya sebesar 105,88% tanpa hambatan.") for one in said)
    assert not any("Latar Belakang" in one for one in said)


def test_each_character_of_a_text_knows_its_place() -> None:
    source = REPORT.read_text(encoding="utf-8")
    for _, text in read(source.encode(), "laporan.txt").texts():
        for piece in text.pieces:
            printed = text.string[piece.start : piece.start + piece.length]
            raw = source[piece.first : piece.first + piece.length]
            assert raw.replace("\n", " ") == printed or source[piece.first : piece.first + 2] == "$$"


MARKDOWN = """# BAB III AKUNTABILITAS

![grafik](a.png)

## A. Capaian

Tabel 3.1 Capaian

| Indikator | Target | Capaian |
| --- | ---: | ---: |
| **IKK1** | 91 | 105,88% |
| IKK2 | 90 | |

- butir
"""


def test_markdown_has_headings_tables_and_pictures() -> None:
    found = read(MARKDOWN.encode(), "laporan.md")

    table = next(block for block in found.blocks if isinstance(block, Table))
    assert [[cell.string for cell in row] for row in table.rows] == [
        ["Indikator", "Target", "Capaian"],
        ["IKK1", "91", "105,88%"],
        ["IKK2", "90", ""],
    ]
    assert (table.header_rows, table.caption and table.caption.number) == (1, "3.1")
    assert "Bab III.A, Tabel 3.1 baris 1 kolom Capaian" in addresses(found)
    assert [(one.address.section, one.count) for one in found.unread] == [(("Bab III",), 1)]
    assert isinstance(found.blocks[-1], Paragraph)
    assert found.blocks[-1].number == "•"


FORMATS = [
    ("0.73240000000000005", "0.00%", "73,24%"),
    ("3471304072", "#,##0", "3.471.304.072"),
    ("3471304072", '"Rp"#,##0.00', "Rp3.471.304.072,00"),
    ("3471304072", '_("Rp"* #,##0_);_("Rp"* (#,##0);_("Rp"* "-"_);_(@_)', "Rp3.471.304.072"),
    ("-1500", "#,##0;(#,##0)", "(1.500)"),
    ("-1500", "#,##0", "-1.500"),
    ("2.675", "0.00", "2,68"),
    ("1.005", "0.00", "1,01"),
    ("0.1", "General", "0,1"),
    ("0.30000000000000004", "General", "0,3"),
    ("45992", "d/m/yyyy", "1/12/2025"),
    ("45992", "[$-421]dd mmmm yyyy", "1/12/2025"),
    ("12", '0" orang"', "12 orang"),
    ("5", "[Red]0.0", "5,0"),
    ("7", "@", "7"),
    ("1E+300", "General", "1E+300"),
    ("#DIV/0!", "0%", "#DIV/0!"),
    ("-0.001", "0.00", "0,00"),
    ("1e999", "0.00", "1e999"),
]


@pytest.mark.parametrize(("value", "form", "expected"), FORMATS)
def test_a_cell_shows_what_excel_shows(value: str, form: str, expected: str) -> None:
    assert shown(value, form) == expected


def workbook(rows: list[list[Any]], **formats: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Capaian"
    for row in rows:
        sheet.append(row)
    for reference, form in formats.items():
        sheet[reference].number_format = form
    sheet.merge_cells("A4:A5")
    hidden = book.create_sheet("Rahasia")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


ROWS: list[list[Any]] = [
    ["Tabel 3.1 Capaian"],
    ["Sasaran", "Target", "Capaian"],
    ["a & b", 91, 1.0588],
    ["gabung", 90, 0.7324],
    [None, True, "74%"],
    [],
    ["Catatan"],
]


def test_a_workbook_is_read_by_what_its_cells_show() -> None:
    found = read(workbook(ROWS, C3="0.00%", C4="0.00%"), "capaian.xlsx")

    table = next(block for block in found.blocks if isinstance(block, Table))
    assert [[cell.string for cell in row] for row in table.rows] == [
        ["Sasaran", "Target", "Capaian"],
        ["a & b", "91", "105,88%"],
        ["gabung", "90", "73,24%"],
        ["TRUE", "74%"],
    ]
    assert table.rows[2][0].row_span == 2
    assert table.caption is not None
    assert table.cell_address(table.rows[1][2]).text("id") == "Capaian, sel C3"
    assert table.cell_address(table.rows[1][2]).text("en") == "Capaian, cell C3"
    assert [block.text.string for block in found.blocks if isinstance(block, Paragraph)] == ["Catatan"]


def test_a_workbook_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEET_CELLS", 5)

    found = read_bytes("capaian.xlsx", workbook(ROWS))

    assert isinstance(found, Diagnostic)
    assert found.code == "document-with-too-many-cells"
    assert all(found.message(language) for language in ("en", "id"))


def test_a_caption_of_a_figure_stays_where_it_is() -> None:
    found = read(b"Gambar 1. 1 Struktur Organisasi\n", "laporan.txt")

    assert isinstance(found.blocks[0], Caption)
