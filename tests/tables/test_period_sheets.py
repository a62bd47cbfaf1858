"""A workbook with a sheet for each period gives what one table with a column of periods gives."""

import contextlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkjdsl.cli import main
from lkjdsl.commands import office_tables
from lkjdsl.commands.office_rows_run import RowRun
from lkjdsl.commands.office_tables_run import BlockRun

EDITION = str(Path(__file__).parents[1] / "golden/periods/edition.toml")
HEADERS = ("kantor", "rawat.pasien", "rawat.sembuh", "rawat.tempat_tidur", "rawat.terisi")
FIGURES = {"TW1": (10, 8, 20, 6), "TW2": (20, 5, 30, 4), "TW3": (30, 25, 40, 9)}
ROADS = pytest.mark.parametrize("road", [BlockRun, RowRun])


def saved(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> str:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def answer(road: type, arguments: Sequence[str]) -> tuple[int, str, str]:
    printed, stated = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
        patch.setattr(office_tables, "_road", road)
        with contextlib.redirect_stderr(stated):
            status = main(["eval", EDITION, *arguments, "--lang", "en"])
    return status, printed.getvalue(), stated.getvalue()


def rows(period: str) -> list[tuple[Any, ...]]:
    return [("A", *FIGURES[period]), ("B", *(2 * figure for figure in FIGURES[period]))]


@ROADS
@pytest.mark.parametrize("titles", [("TW1", "TW2", "TW3"), ("Triwulan III", "Triwulan I", "tw 2")])
def test_sheets_of_periods_are_the_rows_of_these(road: type, titles: Sequence[str], tmp_path: Path) -> None:
    period = {"TW1": "TW1", "TW2": "TW2", "TW3": "TW3", "Triwulan III": "TW3", "Triwulan I": "TW1", "tw 2": "TW2"}
    sheets: dict[str, list[Sequence[Any]]] = {title: [HEADERS, *rows(period[title])] for title in titles}
    order = (0, 2, 1, 4, 3)
    sheets[titles[1]] = [[row[at] for at in order] for row in sheets[titles[1]]]  # the columns of one in another order
    one = [(*HEADERS, "periode"), *((*row, name) for name in FIGURES for row in rows(name))]
    books: Mapping[str, Mapping[str, Sequence[Sequence[Any]]]] = {"sheets": sheets, "one": {"Data": one}}
    results = []
    for name, book in books.items():
        path = saved(tmp_path / f"{name}.xlsx", book)
        status, printed, stated = answer(road, [path, "--output", str(tmp_path / f"{name}.csv")])
        results.append((status, printed.replace(name, "")))
        assert stated.count("note[table-found]") == (3 if name == "sheets" else 0)
    assert results[0] == results[1]
    assert "its rows are counted from 10001 on" in answer(road, [str(tmp_path / "sheets.xlsx")])[2]
    sheets_written, one_written = ((tmp_path / f"{name}.csv").read_text("utf-8") for name in books)
    assert sheets_written == one_written
    assert one_written.count("TW3") >= len(rows("TW3"))


@ROADS
@pytest.mark.parametrize("more", ["Rekap", "Triwulan 1", "Bulan 1"])
def test_another_sheet_of_the_same_columns_leaves_it_open(road: type, more: str, tmp_path: Path) -> None:
    sheets = {title: [HEADERS, *rows("TW1")] for title in ("TW1", "TW2", more)}
    status, _, stated = answer(road, [saved(tmp_path / "k.xlsx", sheets)])
    assert status != 0
    assert "sheets-alike" in stated


@ROADS
def test_a_sheet_that_misses_a_column_is_refused_and_one_may_be_named(road: type, tmp_path: Path) -> None:
    sheets = {"TW1": [HEADERS, *rows("TW1")], "TW2": [HEADERS[:4], *(row[:4] for row in rows("TW2"))]}
    path = saved(tmp_path / "k.xlsx", sheets)
    assert "sheets-alike" in answer(road, [path])[2]
    assert "sheets-alike" not in answer(road, [path, "--sheet", "TW1"])[2]


@ROADS
def test_the_row_of_a_sheet_is_found_again(road: type, tmp_path: Path) -> None:
    notes = [("Catatan: sementara",), (), ("(1)",)]
    sheets = {
        "TW1": [HEADERS, *rows("TW1"), *notes],
        "TW2": [("Judul",), (), HEADERS, ("A", 1, "satu", 1, 1), ("B", 1, 1, 1, 1)],
    }
    _, _, stated = answer(road, [saved(tmp_path / "k.xlsx", sheets)])
    assert "10004" in stated
    assert "satu" in stated
