"""A table of rows in the workbook: filled in, said to have no rows, or nothing said, of which nothing is then known."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkjdsl import Edition, load
from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.workbook_results import path_of
from lkjdsl.syntax.places import spot
from lkjdsl.workbook.writing import workbook
from tests.support.libreoffice import converted, soffice

TEXT = """
lkjdsl = 1
title = 'Belanja'
year = 2025
{periods}

[input.kantor]
pegawai = {{ kind = 'count' }}

[rows.belanja]
pagu = {{ kind = 'rupiah', label = 'Pagu' }}

[constraint]
pagu = 'belanja.pagu > 0'

[indicator.IKK1]
unit = 'rupiah'
formula = 'sum(belanja.pagu)'

[indicator.IKK2]
unit = 'count'
formula = 'kantor.pegawai'

[table.belanja]
rows = 'belanja'
columns = {{ pagu = 'pagu' }}
total = {{ pagu = 'sum' }}
"""
OFFICE = {"kantor": {"pegawai": 3}}
WAYS: dict[str, dict[str, Any]] = {
    "filled in": {"belanja": [{"pagu": 4}, {"pagu": 5}]},
    "none": {"belanja": []},
    "nothing said": {},
}
STANDS = "Baris belanja", "B2"
"""Beside the first line of the one column, where one says that there are no rows."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(text=TEXT.format(periods=""))


def written(edition: Edition, data: Any, folder: Path, language: Language = "id") -> Path:
    path = folder / "kantor.xlsx"
    path.write_bytes(workbook(edition, language, edition.evaluate(data), 5))
    return path


def typed(path: Path, text: str | None, rows: tuple[int, ...] = ()) -> Path:
    """Let somebody type into the cell beside the table, and into its lines."""
    book = load_workbook(path)
    book[STANDS[0]][STANDS[1]].value = text
    for line, pagu in enumerate(rows, 2):
        book[STANDS[0]][f"A{line}"].value = pagu
    book.save(path)
    return path


@pytest.mark.parametrize("way", WAYS)
def test_what_is_said_of_a_table_is_read_back(edition: Edition, tmp_path: Path, way: str) -> None:
    data = {**OFFICE, **WAYS[way]}
    right, read = edition.evaluate(data), edition.evaluate(written(edition, data, tmp_path))
    assert [read.result(path).value for path in right.paths] == [right.result(path).value for path in right.paths]
    assert ("rows-absent" in {one.code for one in read.problems}) is (way == "nothing said")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("word", ["tidak ada", "none", " Tidak  Ada "])
def test_each_language_is_understood_in_each(edition: Edition, tmp_path: Path, word: str, language: Language) -> None:
    outcome = edition.evaluate(typed(written(edition, OFFICE, tmp_path, language), word))
    assert outcome["IKK1"].exact == 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_spreadsheet_offers_the_word_of_its_language(edition: Edition, tmp_path: Path, language: Language) -> None:
    sheet = load_workbook(written(edition, OFFICE, tmp_path, language))[STANDS[0]]
    offered = [one for one in sheet.data_validations.dataValidation if STANDS[1] in one.cells]
    assert [one.formula1 for one in offered] == ['"tidak ada"' if language == "id" else '"none"']
    assert not sheet[STANDS[1]].protection.locked


@pytest.mark.parametrize(
    ("text", "rows", "code", "value"),
    [
        ("tidak ada", (7, 8), "workbook-rows-and-none", 15),
        ("ya", (), "workbook-none-misspelt", None),
        (None, (7,), None, 7),
        (None, (), None, None),
    ],
)
def test_nothing_is_guessed_of_a_table(
    edition: Edition, tmp_path: Path, text: str | None, rows: tuple[int, ...], code: str | None, value: int | None
) -> None:
    path = typed(written(edition, OFFICE, tmp_path), text, rows)
    outcome = edition.evaluate(path)
    found = [one for one in outcome.problems if one.code in {"workbook-rows-and-none", "workbook-none-misspelt"}]
    assert [one.code for one in found] == ([] if code is None else [code])
    assert [spot(one.labels[0].place).where for one in found] == [f"{path}:{STANDS[0]}!{STANDS[1]}"] * len(found)
    assert outcome["IKK1"].exact == value


def test_what_is_said_below_the_cell_is_not_lost(edition: Edition, tmp_path: Path) -> None:
    path = written(edition, OFFICE, tmp_path)
    book = load_workbook(path)
    book[STANDS[0]]["B4"].value = "tidak ada"
    book.save(path)
    outcome = edition.evaluate(path)
    (found,) = (one for one in outcome.problems if one.code == "workbook-below-rows")
    assert spot(found.labels[0].place).where == f"{path}:{STANDS[0]}!B4"
    assert outcome["IKK1"].exact is None


def test_a_period_says_of_itself_that_it_has_no_rows(tmp_path: Path) -> None:
    edition = load(text=TEXT.format(periods="periods = ['TW1', 'TW2', 'TW3']"))
    parts = [
        {"period": period, **OFFICE, **WAYS[way]}
        for period, way in (("TW1", "filled in"), ("TW2", "none"), ("TW3", "nothing said"))
    ]
    right, read = edition.evaluate(parts), edition.evaluate(written(edition, parts, tmp_path))
    for path, expected in (("IKK1@..TW2", 9), ("IKK1@TW2", 0), ("IKK1@TW3", None), ("IKK1@..TW3", None)):
        assert [outcome[path].exact for outcome in (right, read)] == [expected, expected], path


def test_a_workbook_that_nobody_filled_in_shows_what_is_true_before_a_spreadsheet_works_it_out(tmp_path: Path) -> None:
    edition = load(text=TEXT.format(periods="").replace("formula = 'kantor.pegawai'", "formula = '5'\ntarget = 4"))
    (tmp_path / "kantor.xlsx").write_bytes(workbook(edition, "id", None, 5))
    outcome = edition.evaluate(tmp_path / "kantor.xlsx")
    assert "workbook-differs" not in {one.code for one in outcome.problems}


@pytest.mark.libreoffice
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_works_out_what_lkjdsl_does(edition: Edition, tmp_path: Path) -> None:
    several = load(text=TEXT.format(periods="periods = ['TW1', 'TW2']"))
    books = {way: (edition, workbook(edition, "id", edition.evaluate({**OFFICE, **WAYS[way]}), 5)) for way in WAYS}
    for (first, one), (second, other) in product(WAYS.items(), repeat=2):
        parts = [{"period": "TW1", **OFFICE, **one}, {"period": "TW2", **OFFICE, **other}]
        books[f"{first}, {second}"] = several, workbook(several, "id", several.evaluate(parts), 5)
    books["blank"] = edition, workbook(edition, "id", None, 5)
    files = converted({str(number): book for number, (_, book) in enumerate(books.values())}, tmp_path)
    for number, (name, (of, _)) in enumerate(books.items()):
        outcome = of.evaluate(files[str(number)])
        book = outcome.data.workbook
        assert book is not None
        assert "workbook-differs" not in {one.code for one in outcome.problems}, name
        shown = {
            at: book.shown(one)
            for one in book.results
            if (at := path_of(outcome, book, one.path)) and at in outcome and outcome[at].exact is not None
        }
        assert all(value not in {None, ""} for value in shown.values()), name
