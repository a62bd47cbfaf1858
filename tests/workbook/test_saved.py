"""Workbooks that somebody changed and LibreOffice saved: what protection permits changes nothing that is read."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from lkjdsl import load
from lkjdsl.workbook.writing import workbook
from tests.support.libreoffice import converted, soffice
from tests.workbook.test_libreoffice import compared, unworked
from tests.workbook.test_reading import DATA, TEXT, cell_of, changed

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed"),
]
OF_FLAGS = """
[table.kota]
name = 'Kota'
lines = [{ line = 'Bontang', tpi = 'paspor.tpi' }]
columns = { line = { name = 'Kota' }, tpi = { name = 'TPI' } }
"""


def furnish(book: Any) -> None:
    """Do to every sheet what protection permits."""
    for sheet in book.worksheets:
        sheet.column_dimensions["A"].width = 97
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet["A1"].comment = Comment("Sudah diperiksa", "Kasubag")
    book["Baris belanja"].auto_filter.ref = "A1:B20"
    book["Isian"].auto_filter.add_filter_column(0, ["Terbit"])
    book.move_sheet("Hasil", -2)
    book.create_sheet("Catatan")["A1"] = "=isi.paspor.terbit*2"


def test_what_protection_permits_changes_nothing_that_is_read(tmp_path: Path) -> None:
    edition, path = load(text=TEXT), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
    books = {"plain": path.read_bytes(), "changed": changed(path, furnish).read_bytes()}
    right = edition.evaluate(DATA)

    for found in converted(books, tmp_path).values():
        outcome = edition.evaluate(found)
        assert [outcome[at].value for at in right.paths] == [right[at].value for at in right.paths]
        assert [one.code for one in outcome.problems] == [one.code for one in right.problems]
        assert outcome.data.office == "Bontang"
        tally: Counter[str] = Counter()
        assert not compared(edition, found, tally)
        assert not tally["unsure"] + tally["declined"]


def test_figures_that_were_typed_are_worked_out_and_read(tmp_path: Path) -> None:
    edition, path = load(text=TEXT), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
    terbit, flag = (cell_of(path, name)[1] for name in ("paspor.terbit", "paspor.tpi"))

    def fill(book: Any) -> None:
        furnish(book)
        book["Isian"][terbit].value, book["Isian"][flag].value = 7000, "ya"
        book["Baris belanja"]["A9"].value, book["Baris belanja"]["B9"].value = "Modal", 400

    outcome = edition.evaluate(converted({"a": changed(path, fill).read_bytes()}, tmp_path)["a"])
    assert outcome["IKK1"].printed == "99,50%"
    assert outcome["table.belanja.total.pagu"].value == (750, 1)
    assert not {one.code for one in outcome.problems} & {"workbook-differs", "workbook-not-calculated"}
    assert not compared(edition, tmp_path / "found" / "a.xlsx", Counter())


FLAGS = {"ya": "ya", "TRUE": "ya", " benar": "ya", True: "ya", "tidak": "tidak", "False": "tidak", False: "tidak"}
"""How a flag is shown, by how it is typed."""


def test_a_flag_is_shown_as_yes_or_no_however_it_is_typed(tmp_path: Path) -> None:
    edition = load(text=f"{TEXT}\n{OF_FLAGS}")
    books = {}
    for at, typed in enumerate([*FLAGS, "mungkin"]):
        path = tmp_path / f"{at}.xlsx"
        path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
        flag = cell_of(path, "paspor.tpi")[1]

        def change(book: Any, flag: str = flag, typed: Any = typed) -> None:
            book["Isian"][flag].value = typed

        books[str(at)] = changed(path, change).read_bytes()
    found = converted(books, tmp_path)
    shown = [load_workbook(path, data_only=True)["Tabel kota"]["B4"].value for path in found.values()]
    assert shown == [*FLAGS.values(), "tidak tersedia"]
    for path in found.values():
        assert not compared(edition, path, Counter())


def test_a_default_stands_for_nothing_in_a_year_before_without_data(tmp_path: Path) -> None:
    formula = "previous(paspor.biaya) + 0 * sum(belanja.pagu)"
    edition = load(text=TEXT.replace("sum(belanja.pagu) + paspor.biaya", formula))
    right = {
        "without": edition.evaluate(DATA),
        "with": edition.evaluate(DATA, {**DATA, "paspor": {"terbit": 5000}}),  # of which the fee is left out
    }
    books = {name: unworked(workbook(edition, "id", one)) for name, one in right.items()}
    found = converted(books, tmp_path)
    for name, shown in {"without": "tidak tersedia", "with": 0}.items():
        sheet, cell = cell_of(found[name], "IKK3")
        assert load_workbook(found[name], data_only=True)[sheet][cell].value == shown
    for path in found.values():
        assert not compared(edition, path, Counter())
