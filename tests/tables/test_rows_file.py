"""Rows of one office from a file of their own are what the same rows are in its data file."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.cli import main

EDITION = """
lkjdsl = 1
title = 'Survei'
year = 2025
language = 'id'
periods = ['TW1', 'TW2']
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
missing = 'exclude'
[rows.responden]
u1 = { kind = 'index', alias = 'U1. Bagaimana persyaratannya?', max = 4, values = { 'Baik' = 3, 'Buruk' = 1 } }
u2 = { kind = 'number', label = 'Prosedur' }
daring = { kind = 'flag', default = false }
[constraint]
wajar = 'responden.u2 <= 1000'
[indicator.IKM]
name = 'Kepuasan'
unit = 'index'
formula = 'mean(responden.u1)'
[indicator.PRO]
name = 'Prosedur'
unit = 'index'
formula = 'sum(responden.u2)'
"""
PLAIN = lkjdsl.load(text=EDITION.replace("periods = ['TW1', 'TW2']\n", ""))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


ROWS = st.lists(st.tuples(st.sampled_from(["Baik", "Buruk", ""]), st.integers(-99999, 99999), st.booleans()))


@given(ROWS)
def test_rows_of_a_file_are_the_rows_of_a_data_file(rows: list[tuple[str, int, bool]]) -> None:
    answers = {"Baik": 3, "Buruk": 1}
    lines = ["u1;Prosedur;daring;Nama"]
    stated = []
    for answer, hundredths, online in rows:
        number = Decimal(hundredths) / 100
        lines.append(f"{answer};{str(number).replace('.', ',')};{'ya' if online else 'tidak'};x")
        row = {"u2": number, "daring": online}
        stated.append({"u1": answers[answer], **row} if answer else row)
    Path("rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    of_file = PLAIN.evaluate({"responden": {"file": "rows.csv", "locale": "id"}})
    of_data = PLAIN.evaluate({"responden": stated})

    for path in ("IKM", "PRO"):
        assert (of_file[path].value, of_file[path].printed) == (of_data[path].value, of_data[path].printed)
    codes = sorted(one.code for one in of_file.problems if one.code != "rows-file-taken")
    assert codes == sorted(one.code for one in of_data.problems)


FILE = "Timestamp,U1. Bagaimana persyaratannya?,Prosedur\n1/3/2025,Baik,5\n1/4/2025,Sangat baik,7\n"
CASES: Sequence[tuple[str, str, Sequence[str]]] = [
    ("file = 'rows.csv', values = { 'Sangat baik' = 4 }", FILE.replace("Sangat baik", "Baik"), ["rows-file-taken"]),
    ("file = 'rows.csv'", FILE, ["rows-file-taken", "cell-not-a-number"]),
    ("file = 'rows.csv', columns = { 'u2' = '-' }", "u1,u2\n1,2\n", ["rows-file-without", "constraint-unchecked"]),
    ("file = '../rows.csv'", FILE, ["rows-file-outside"]),
    ("file = '/etc/passwd'", FILE, ["rows-file-outside"]),
    ("file = 'none.csv'", FILE, ["file-missing"]),
    ("file = 'rows.csv', lembar = 2", FILE, ["unknown-key"]),
    ("file = 'rows.csv', locale = 'fr'", FILE, ["wrong-type"]),
    ("file = 'rows.csv', locale = { u9 = 'id' }", FILE, ["column-unknown"]),
    ("file = 'rows.csv', encoding = 'klingon'", FILE, ["wrong-type"]),
    ("file = 'rows.csv', header_row = 0", FILE, ["wrong-type"]),
    ("file = 'rows.csv', columns = { 'Timestamp' = 'u9' }", FILE, ["column-unknown"]),
    ("file = 3", FILE, ["wrong-type"]),
    ("file = 'rows.csv'", "a,b\n1,2\n", ["rows-file-columns"]),
    ("file = 'rows.csv'", "u1,U1. Bagaimana persyaratannya?,u2\n1,1,2\n", ["headers-of-one-input"]),
    ("file = 'rows.csv'", "Judul\n\nu1,u2\n1,2\n", ["table-found"]),
    ("file = 'rows.csv'", "u1,u2,Nama\n1,2,A\n3,4,Jumlah\n", ["rows-file-totals"]),
    ("file = 'rows.csv'", "u1,u2\n1,2\n1,2,3\n", ["broken-line"]),
    ("file = 'rows.csv'", "u1,u2\n1,1.234\n", ["cell-ambiguous", "constraint-unchecked"]),
    ("file = 'rows.csv', locale = { u2 = 'en' }", "u1,u2\n1,1.234\n", []),
    ("file = 'rows.csv', locale = 'en'", "u1,u2\n5,2000\n", ["above-maximum", "constraint-broken"]),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "text", "codes"), CASES, ids=str)
def test_a_file_is_as_strict_as_a_data_file(stated: str, text: str, codes: Sequence[str]) -> None:
    Path("rows.csv").write_text(text, encoding="utf-8")
    Path("data.toml").write_text(f"responden = {{ {stated} }}\n", encoding="utf-8")

    found = sorted(one.code for one in PLAIN.evaluate("data.toml").problems)
    # where none of its rows can be read, nothing is known of what must be true of them
    assert found in (sorted(codes), sorted([*codes, "constraint-unchecked"]))


def test_a_cell_is_named_where_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    Path("edition.toml").write_text(EDITION.replace("periods = ['TW1', 'TW2']\n", ""), encoding="utf-8")
    Path("rows.csv").write_text("Judul\n\nNama,u1,u2\nA,2,3\nB,9,1001\n", encoding="utf-8")
    Path("data.toml").write_text("responden = { file = 'rows.csv' }\n", encoding="utf-8")

    assert main(["eval", "edition.toml", "data.toml"]) == 1
    shown = capsys.readouterr().err
    assert "rows.csv:B5" in shown
    assert "rows.csv:C5" in shown
    assert main(["explain", "edition.toml", "data.toml", "IKM"]) == 1
    assert "rows.csv:B4" in capsys.readouterr().out


def test_each_period_may_have_a_file() -> None:
    edition = lkjdsl.load(text=EDITION)
    for number, rows in enumerate(("1,2\n3,4\n", "5,6\n"), 1):
        Path(f"tw{number}.csv").write_text(f"u1,u2\n{rows}", encoding="utf-8")
        Path(f"tw{number}.toml").write_text(
            f"period = 'TW{number}'\nresponden = {{ file = 'tw{number}.csv' }}\n", encoding="utf-8"
        )
    assert edition.evaluate(["tw1.toml", "tw2.toml"])["PRO"].printed == "12,00"


def test_a_workbook_has_rows_too() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Sampul"])
    sheet = book.create_sheet("Jawaban")
    for row in (["Nama", "u1", "u2"], ["A", "Baik", 2.5], ["B", "Buruk", 0.25]):
        sheet.append(row)
    book.save("rows.xlsx")

    outcome = PLAIN.evaluate({"responden": {"file": "rows.xlsx", "sheet": "Jawaban"}})
    assert (outcome["IKM"].printed, outcome["PRO"].printed) == ("2,00", "2,75")
