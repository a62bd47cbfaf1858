"""Tables that fell in two, or into lines with tabs, are read as the tables that they were."""

from collections.abc import Sequence

import pytest

from lkjdsl.documents.blocks import Paragraph, Table
from tests.support.word_files import document, p

HEADING, FIRST, SECOND = (
    ("Uraian", "Satuan", "2024", "2025"),
    ("Kasus", "orang", "12", "14"),
    ("Hari", "hari", "3", "4"),
)
TOTAL = ("Jumlah", "", "15", "18")

ROWS = [["Uraian", "2024", "2025"], ["Kasus", "12", "14"]]


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{p(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def lines(*rows: str) -> str:
    return "".join(
        f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{cell}</w:t>' for cell in row.split('|'))}</w:r></w:p>" for row in rows
    )


@pytest.mark.parametrize(("body", "rows"), [
    (table(HEADING, FIRST) + p("") + table(SECOND, TOTAL), [4]),
    (table(HEADING, FIRST) + p("") + table(SECOND) + p("") + table(TOTAL), [4]),
    (table(HEADING, FIRST) + p("") + table(HEADING, SECOND, TOTAL), [5]),
    (table(HEADING, FIRST) + p("Yang lain:") + table(SECOND, TOTAL), [2, 2]),
    (table(HEADING, FIRST) + p("") + table(("Nama", "Jenis", "Tahun 2024", "Tahun 2025"), SECOND), [2, 2]),
    (table(HEADING, FIRST) + p("") + table(("Kasus", "12", "14", "16"), ("Hari", "3", "4", "5")), [2, 2]),
    (table(HEADING, FIRST) + p("") + table(("Kasus", "jenis", "Sasaran 1", "Sasaran 2"), SECOND), [2, 2]),
    (table(HEADING, FIRST) + p("") + table(("Kasus", "12"), ("Hari", "3")), [2, 2]),
    (table(FIRST, SECOND) + p("") + table(FIRST, SECOND), [2, 2]),
])  # fmt: skip
def test_a_table_goes_on_in_one_with_figures_in_the_same_columns(body: str, rows: Sequence[int]) -> None:
    tables = [block for block in document(body).blocks if isinstance(block, Table)]

    assert [len(one.rows) for one in tables] == rows
    assert all(cell.row == number for one in tables for number, row in enumerate(one.rows) for cell in row)


def test_a_row_of_the_second_part_is_counted_from_the_heading_of_the_first() -> None:
    (whole,) = (
        block
        for block in document(p("Tabel 1 Kasus") + table(HEADING, FIRST) + p("") + table(SECOND, TOTAL)).blocks
        if isinstance(block, Table)
    )

    assert whole.cell_address(whole.rows[3][2]).text("id").endswith("Tabel 1 baris 3 kolom 2024")


@pytest.mark.parametrize(("body", "rows"), [
    (lines("Uraian|2024|2025", "Kasus|12|14", "Hari|3|4"), [*ROWS, ["Hari", "3", "4"]]),
    (lines("Uraian|2024|2025", "Kasus|12|14", "12|14"), ROWS),
    (lines("Nama|: Budi|Nomor", "Jabatan|: Kepala|Tanggal"), []),
    (lines("Kasus|12|14"), []),
    (lines("Kasus|12", "Hari|3"), []),
])  # fmt: skip
def test_lines_with_tabs_are_rows(body: str, rows: Sequence[Sequence[str]]) -> None:
    blocks = document(body).blocks

    assert [[cell.string for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows] == rows
    assert sum(isinstance(block, Paragraph) for block in blocks) == (
        0 if len(rows) == 3 else body.count("<w:p>") - len(rows)
    )


def test_a_row_with_fewer_tabs_is_one_cell_since_nothing_tells_which_are_lost() -> None:
    (whole,) = document(lines("Uraian|2024|2025|Selisih", "Kasus|12|14|2", "15|18|3")).blocks

    assert isinstance(whole, Table)
    assert [(cell.string, cell.column_span) for cell in whole.rows[2]] == [("15\t18\t3", 4)]
