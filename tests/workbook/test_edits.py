"""
Workbooks that somebody took apart: no value is taken for that of another input, and what is gone is named.

The same edits by LibreOffice, which keeps references right as Excel does, and by a program that keeps none.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lkjdsl import Edition, load
from lkjdsl.syntax.places import spot
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.workbook.writing import workbook
from tests.support.libreoffice import soffice
from tests.support.libreoffice_edits import edited
from tests.workbook import test_periods as of_periods
from tests.workbook.test_reading import DATA, TEXT, cell_of, changed

GONE, MOVED = "workbook-place-gone", "workbook-place-moved"
LINES_GONE, SIGNS_GONE = "workbook-lines-gone", "workbook-signs-gone"
Found = tuple[Mapping[tuple[str, str], Any], set[tuple[str, str]]]


def read(edition: Edition, path: Path) -> Found:
    """Return the values of inputs and rows by path and period, and what is named: codes with names."""
    values: dict[tuple[str, str], Any] = {}
    named = set()
    try:
        contents = edition.read_workbook(path)
    except LkjdslError as error:
        return {}, {(one.code, _plain(one.values["name"])) for one in error.diagnostics}
    for data in contents:
        period = str(data.period or "")
        values |= {(at, period): value for at, value in zip(edition.definition.inputs, data.facts.inputs, strict=True)}
        for name, columns in data.facts.rows.items():
            values[name, period] = sorted(map(str, zip(*columns.values, strict=True)))
        named |= {
            (one.code, _plain(one.values.get("name", ""))) for one in data.flaws if one.code.startswith("workbook")
        }
    return values, {each for each in named if each[0] != "workbook-not-calculated"}


def _plain(name: object) -> str:
    """Return the name of an input without its period, which its cell says."""
    return str(name).partition("@")[0].removeprefix("given.")


def wrong(before: Found, after: Found) -> set[str]:
    """Return the inputs that have another value than before and are not named."""
    named = {name for _, name in after[1]}
    return {path for (path, period), value in after[0].items() if value != before[0].get((path, period))} - named


PLAIN = {
    'DeleteRow(doc, "Isian", 8)': {(GONE, "paspor.permohonan")},
    'DeleteRow(doc, "Isian", 7)': set(),
    'InsertRow(doc, "Isian", 9)': set(),
    'InsertRow(doc, "Isian", 1)': set(),
    'DeleteColumn(doc, "Isian", 6)': set(),
    'RenameSheet(doc, "Isian", "Data saya")': set(),
    'RenameSheet(doc, "Isian", "Data saya")\nDeleteRow(doc, "Data saya", 8)': {(GONE, "paspor.permohonan")},
    'DeleteSheet(doc, "Isian")': {("workbook-sheet-gone", "Isian")},
    'DeleteSheet(doc, "Hasil")': {("workbook-sheet-gone", "Hasil")},
    'DeleteRow(doc, "Hasil", 4)': {(GONE, "IKK1"), (GONE, "IKK1.target"), (GONE, "IKK1.achievement")},
    'Move(doc, "Isian", "B8", "B9")': {(MOVED, "paspor.permohonan"), (MOVED, "paspor.terbit")},
    'Move(doc, "Isian", "B8", "B40")': {(MOVED, "paspor.permohonan")},
    'Sort(doc, "Isian", "A8:B9", 1)': {(MOVED, "paspor.permohonan"), (MOVED, "paspor.terbit")},
    'Sort(doc, "Isian", "A8:G9", 1)': {(MOVED, "paspor.permohonan"), (MOVED, "paspor.terbit")},
    'DeleteRow(doc, "Baris belanja", 5)': {(LINES_GONE, "belanja")},
    'InsertRow(doc, "Baris belanja", 3)': set(),
    'DeleteRow(doc, "Isian", 6)': {(SIGNS_GONE, "Isian")},
    'DeleteColumn(doc, "Isian", 1)': {(SIGNS_GONE, "Isian")},
    'DeleteColumn(doc, "Isian", 7)': {(SIGNS_GONE, "Isian")},
    'DeleteRow(doc, "Baris belanja", 1)': {(SIGNS_GONE, "Baris belanja")},
    'DeleteColumn(doc, "Baris belanja", 2)': {(GONE, "belanja.pagu")},
    'Move(doc, "Baris belanja", "B2:B26", "B3")': {(MOVED, "belanja.jenis"), (MOVED, "belanja.pagu")},
    'RenameSheet(doc, "Baris belanja", "Lain")': set(),
    'DeleteColumn(doc, "Baris belanja", 3)': {(GONE, "belanja")},
}
"""Calls of a macro, and what is named."""
NONE = {
    'DeleteRow(doc, "Baris belanja", 2)': {(GONE, "belanja"), (LINES_GONE, "belanja")},
    'DeleteRow(doc, "Baris belanja", 3)': {(LINES_GONE, "belanja")},
    'DeleteColumn(doc, "Baris belanja", 3)': {(GONE, "belanja")},
    'InsertRow(doc, "Baris belanja", 1)': set(),
    'InsertRow(doc, "Baris belanja", 2)': set(),
    'RenameSheet(doc, "Baris belanja", "Lain")': set(),
    'Move(doc, "Baris belanja", "C2", "C4")': set(),
    'Move(doc, "Baris belanja", "C2", "F2")': {(MOVED, "belanja")},
}
"""The same of a table of which is said that it has no rows."""
EVERY = ("rawat.pasien", "rawat.sembuh", "rawat.tempat_tidur", "rawat.terisi", "IKK3")
OF_PERIODS = {
    'DeleteRow(doc, "Isian", 8)': {(GONE, "rawat.pasien")},
    'DeleteColumn(doc, "Isian", 3)': {(GONE, path) for path in EVERY},
    'DeleteColumn(doc, "Baris kasus", 1)': {(SIGNS_GONE, "Baris kasus")},
    'DeleteRow(doc, "Baris kasus", 3)': {(LINES_GONE, "kasus")},
    'DeleteRow(doc, "Baris kasus", 7)': {(GONE, "kasus"), (LINES_GONE, "kasus")},
    'Sort(doc, "Baris kasus", "A2:C16", 1)': {(MOVED, "kasus.nama"), (MOVED, "kasus.hari")},
    'InsertRow(doc, "Baris kasus", 7)': set(),
    'Move(doc, "Baris kasus", "D2", "D7")': {(MOVED, "kasus")},
}


@pytest.mark.libreoffice
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("text", "data", "calls"),
    [
        (TEXT, DATA, PLAIN),
        (TEXT, {**DATA, "belanja": []}, NONE),
        (of_periods.TEXT, of_periods.YEARS["whole"], OF_PERIODS),
    ],
    ids=["year", "year without rows", "periods"],
)
def test_what_libreoffice_takes_apart(
    text: str, data: Any, calls: Mapping[str, set[tuple[str, str]]], tmp_path: Path
) -> None:
    edition, path = load(text=text), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(data), 25 if data is DATA else 5))
    before = read(edition, path)
    found = edited({f"e{at}": (path.read_bytes(), call) for at, call in enumerate(calls)}, tmp_path)
    for (call, named), each in zip(calls.items(), found.values(), strict=True):
        after = read(edition, each)
        is_of_rows = "Baris" in call and "DeleteRow" in call  # the row of a list that somebody deletes is no more
        assert (call, after[1]) == (call, named)
        assert (call, wrong(before, after) - ({"kasus", "belanja"} if is_of_rows else set())) == (call, set())


@pytest.mark.libreoffice
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("call", "data", "path", "status"),
    [
        ('DeleteRow(doc, "Isian", 8)', DATA, "IKK1", "unavailable"),
        ('DeleteColumn(doc, "Baris belanja", 3)', DATA, "IKK3", "ok"),
        ('DeleteColumn(doc, "Baris belanja", 3)', {**DATA, "belanja": []}, "IKK3", "unavailable"),
    ],
)
def test_a_row_that_is_gone_is_said_once(call: str, data: Any, path: str, status: str, tmp_path: Path) -> None:
    """And not of each result whose formula shows ``#REF!`` for it."""
    edition, anew = load(text=TEXT), tmp_path / "kantor.xlsx"
    found = edited({"a": (workbook(edition, "id", edition.evaluate(data)), call)}, tmp_path)["a"]
    outcome = edition.evaluate(found)
    assert [one.code for one in outcome.problems if one.code.startswith("workbook")] == [GONE]
    assert outcome[path].status == status
    anew.write_bytes(workbook(edition, "id", outcome))
    assert not [one for one in edition.evaluate(anew).problems if one.code == GONE]


def earlier(book: Any) -> None:
    """Make the map that of an earlier lkjdsl: places as texts alone, and no signs."""
    for row in book["_lkjdsl"].iter_rows(7):
        row[4].value = str(row[6].value or "").removeprefix("=ROWS(").removesuffix(")")
    book["_lkjdsl"].delete_cols(6, 5)


LINES: dict[str, Callable[[Any], None]] = {
    "row deleted": lambda book: book["Isian"].delete_rows(8),
    "row inserted": lambda book: book["Isian"].insert_rows(8),
    "first row inserted": lambda book: book["Isian"].insert_rows(1),
    "sheet renamed": lambda book: setattr(book["Isian"], "title", "Data"),
    "sheet deleted": lambda book: book.remove(book["Isian"]),
}
COLUMNS: dict[str, Callable[[Any], None]] = {
    "column deleted": lambda book: book["Isian"].delete_cols(2),
    "column inserted": lambda book: book["Isian"].insert_cols(1),
    "heading deleted": lambda book: book["Baris belanja"].delete_rows(1),
    "column of a list deleted": lambda book: book["Baris belanja"].delete_cols(1),
}


@pytest.mark.parametrize(
    ("change", "is_earlier"),
    [
        *(pytest.param(change, False, id=name) for name, change in {**LINES, **COLUMNS}.items()),
        *(pytest.param(change, True, id=f"{name}, earlier map") for name, change in LINES.items()),
    ],
)
def test_what_a_program_takes_apart(change: Callable[[Any], None], is_earlier: bool, tmp_path: Path) -> None:
    """The map of an earlier lkjdsl has no references at all, and says nothing of columns."""
    edition, path = load(text=TEXT), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
    before = read(edition, path)

    def take_apart(book: Any) -> None:
        change(book)
        if is_earlier:
            earlier(book)

    after = read(edition, changed(path, take_apart))
    assert after[1]
    assert not wrong(before, after)


def test_a_workbook_of_an_earlier_map_is_read(tmp_path: Path) -> None:
    edition, path = load(text=TEXT), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
    before = read(edition, path)
    assert read(edition, changed(path, earlier)) == before


def test_rows_between_the_prepared_ones_are_not_lost(tmp_path: Path) -> None:
    """A value in a line that was inserted on the form, which is of no input."""
    edition, path = load(text=TEXT), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", edition.evaluate(DATA)))
    sheet, cell = cell_of(path, "given.IKK2")

    def add(book: Any) -> None:
        book[sheet][f"B{int(cell[1:]) + 1}"].value = 77

    flaws = edition.read_workbook(changed(path, add))[0].flaws
    (found,) = (one for one in flaws if one.code == "workbook-below-rows")
    assert spot(found.labels[0].place).where == f"{path}:{sheet}!B{int(cell[1:]) + 1}"
