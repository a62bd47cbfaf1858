"""Tables in files: what is read, what is refused, what is written."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from lkjdsl.cli import main
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Input
from lkjdsl.numbers.numerals import Locale
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.reading.columns import column

EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'en'
[rules]
zero_over_zero = 'exclude'
over_zero = 'error'
[input.paspor]
terbit = { kind = 'count' }
permohonan = { kind = 'count' }
[indicator.IKK1]
name = 'Passports'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan'
"""
OFFICES = """kantor;paspor.terbit;paspor.permohonan
Bontang;6.858;7.630
=1+1;0;0
Jambi;7,630;10
Palu;5
Sabang;3;
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.toml").write_text(EDITION, encoding="utf-8")
    (tmp_path / "offices.csv").write_text(OFFICES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "raw", "locale", "expected"),
    [
        ("count", "7.630", "id", (7630, 1)),
        ("count", "7.630", "en", "count-not-whole"),
        ("number", "7.630", "en", (7630, 1000)),
        ("number", "3,532", "id", (3532, 1000)),
        ("count", "1,23E+05", "id", "cell-exponent"),
        ("count", "'7630", "id", (7630, 1)),
        *[("index", word, "id", "missing") for word in ("n/a", "N.A.", "–", "belum ada data", "not available")],
        ("count", "Not applicable", "en", "not-applicable"),
        ("count", "tidak ada", "id", "cell-not-a-number"),
        ("text", "n/a", "id", "n/a"),
        ("index", "89,88", "id", (8988, 100)),
        ("index", "89.88", "id", "cell-other-locale"),
        ("rupiah", "Rp 3.558.827.000", "id", (3558827000, 1)),
        ("count", "Rp 5", "id", "cell-rupiah"),
        ("count", "5%", "id", "cell-percent"),
        ("percent", "99,5%", "id", (995, 1000)),
        ("percent", "99,5", "id", "percent-without-sign"),
        *[("count", text, "id", "cell-error") for text in ("#DIV/0!", "#N/A", "#REF!", "#NAME?", "Err:502")],
        *[
            ("count", text, "id", "cell-date")
            for text in ("2025-12-03", "3/12/2025", "12-Mar", "3 Desember 2025", "Mar-12")
        ],
        ("index", "≈=", "id", "cell-uncalculated"),
        ("index", "≈|", "id", "cell-merged"),
        ("count", "…", "id", "cell-placeholder"),
        ("count", "12 orang", "id", "cell-not-a-number"),
        ("count", "3 desa", "id", "cell-not-a-number"),
        ("count", "12 Okt", "id", "cell-date"),
        ("count", "3-Des", "id", "cell-date"),
        ("count", "-", "id", "missing"),
        ("count", " ", "id", "missing"),
        ("count", "tidak berlaku", "id", "not-applicable"),
        ("count", "nihil", "id", (0, 1)),
        ("flag", "ya", "id", True),
        ("number", 0.1, None, (1, 10)),
        ("number", 0.1 + 0.2, None, "cell-computed"),
        ("number", float("nan"), None, "not-finite"),
        ("count", 2.0, None, (2, 1)),
        ("count", 2.5, None, "count-not-whole"),
        ("count", Decimal("2.00"), None, (2, 1)),
        ("count", -1, None, "count-negative"),
        ("count", "5", None, "number-as-text"),
    ],
)
def test_a_cell_is_read_strictly(kind: str, raw: Any, locale: Locale | None, expected: Any) -> None:
    found = read(Input("paspor.terbit", kind), raw, CellFormat(locale))
    assert expected == (found.code if isinstance(found, Misfit) else found)


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize("kind", ["count", "rupiah", "index", "number"])
@pytest.mark.parametrize("text", ["7.630", "7,630", "-3,532", "Rp7.630"])
def test_an_undeclared_locale_leaves_doubt_whatever_the_separator(kind: str, locale: Locale, text: str) -> None:
    one = Input("paspor.terbit", kind)
    undeclared = CellFormat(locale, is_declared=False)
    found = read(one, text, undeclared)
    assert isinstance(found, Misfit)
    assert found.code == "cell-ambiguous"
    assert column(one, pa.array([text, "7630"]), undeclared, {}).bad == [(0, found)]
    for column_locale in ("id", "en"):
        declared = CellFormat(locale, locales={"paspor.terbit": column_locale}, is_declared=False)
        assert read(one, text, declared) == read(one, text, CellFormat(column_locale))


@pytest.mark.parametrize("raw", [61.5, Decimal("61.5"), "61,5", "61,5%"])
def test_what_a_percent_column_holds_is_said_for_numbers_and_texts_alike(raw: Any) -> None:
    one = Input("ikm.nilai", "percent")

    def value(reading: CellFormat) -> Fraction:
        found = read(one, raw, reading)
        assert isinstance(found, tuple)
        return Fraction(*found)

    assert (
        value(CellFormat("id", percents={"ikm.nilai": "points"}))
        == value(CellFormat("id", "points"))
        == Fraction("0.615")
    )
    assert value(CellFormat("id", "ratio")) == Fraction("0.615" if raw == "61,5%" else "61.5")


TEXTS = ["0", "7", "-7", "7630", "7.630", "7,630", "1.234.567", "1,234,567", "12.3456", "007", "-0", "0.123", "1.0"]
TEXTS += [
    "999999999999999",
    "1000000000000000",
    "",
    "-",
    " 5",
    "1.2345",
    "-1.234",
    "-1,234",
    "1.234,5",
    "+5",
    "1.",
    "1e3",
]


@pytest.mark.parametrize("kind", ["count", "rupiah", "index", "number", "percent"])
@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize("default", [None, (3, 1)])
def test_a_column_of_texts_is_read_as_each_of_them(kind: str, locale: Locale, default: Any) -> None:
    one = Input("paspor.terbit", kind, default=default)
    for text in TEXTS:
        expected = read(one, text, CellFormat(locale))
        found = column(one, pa.array([text, text]), CellFormat(locale), {})
        if isinstance(expected, Misfit):
            assert [misfit for _, misfit in found.bad] == [expected, expected]
        elif expected == "missing" and default is None:
            assert found.cells is not None
            assert np.broadcast_to(found.cells, 2).tolist() == [1, 1]
        else:
            number = default if expected == "missing" else expected
            assert isinstance(number, tuple)
            assert not found.bad
            assert np.broadcast_to(found.values, 2).tolist() == [number[0] / number[1]] * 2


def run(*arguments: str) -> int:
    return main(["eval", "edition.toml", *arguments, "--lang", "en"])


def test_good_rows_are_evaluated_bad_ones_rejected_and_the_counts_add_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run("offices.csv", "--locale", "id", "--output", "results.csv", "--rejects", "rejects.csv")
    shown = capsys.readouterr()

    assert status == 1
    assert "5 rows read, 3 evaluated, 2 rejected" in shown.out
    assert "row 4, `paspor.terbit`" in shown.err
    assert "Palu;5" in shown.err
    results = (folder / "results.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in results] == ['"kantor"', '"Bontang"', '"\'=1+1"', '"Sabang"']
    assert '"89.88%","ok"' in results[1]
    assert "Jambi" in (folder / "rejects.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["results.csv", "results.parquet", "results.xlsx"])
def test_a_file_that_could_not_be_finished_leaves_the_one_before(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"before")
    broken = pa.table({"kantor": ["A"], "paspor.terbti": [1]})
    parquet.write_table(broken, folder / "broken.parquet")

    assert run("offices.csv", "broken.parquet", "--locale", "id", "--output", name, "--force") == 1
    assert (folder / name).read_bytes() == b"before"
    assert {path.name for path in folder.iterdir()} == {"edition.toml", "offices.csv", "broken.parquet", name}


def test_an_edition_without_inputs_has_the_same_result_for_every_row(folder: Path) -> None:
    nodes = "[indicator.IKK1]\nunit = 'ratio'\nformula = '2 ^ (1/2)'\n"
    (folder / "edition.toml").write_text(f"lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\n{nodes}", "utf-8")
    (folder / "two.csv").write_text("kantor\nBontang\nJambi\n", "utf-8")

    assert run("two.csv", "--output", "out.csv") == 0
    assert (folder / "out.csv").read_text("utf-8").count(',"1.41","ok"') == 2


def test_a_workbook_holds_texts_as_texts(folder: Path) -> None:
    from openpyxl import load_workbook

    run("offices.csv", "--locale", "id", "--output", "results.xlsx")
    rows = list(load_workbook(folder / "results.xlsx").worksheets[0].iter_rows())
    assert [(row[0].value, row[0].data_type) for row in rows[1:]] == [("Bontang", "s"), ("=1+1", "s"), ("Sabang", "s")]
    assert rows[1][1].value == pytest.approx(6858 / 7630)


def test_a_workbook_of_offices_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["kantor", "paspor.terbit", "paspor.permohonan"], ["A", 6858, 7630], ["B", "7.630", 10_000]):
        sheet.append(row)
    book.save(folder / "offices.xlsx")

    assert run("offices.xlsx", "--locale", "id", "--rank", "IKK1") == 0
    shown = capsys.readouterr().out
    assert "2 rows read, 2 evaluated, 0 rejected" in shown
    assert "89.88%  A" in shown
    assert "76.30%  B" in shown


def test_a_folder_of_data_files_is_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, issued in (("a", 1), ("b", 3)):
        text = f"office = '{name}'\n[paspor]\nterbit = {issued}\npermohonan = 4\n"
        (folder / "offices").mkdir(exist_ok=True)
        (folder / "offices" / f"{name}.toml").write_text(text, encoding="utf-8")

    assert run("offices", "--output", "results.parquet") == 0
    assert "25.00%  50.00%    75.00%" in capsys.readouterr().out
    assert parquet.read_table(folder / "results.parquet").column("office").to_pylist() == ["a", "b"]


def test_workbooks_of_offices_are_data_files_of_a_folder_and_an_office_in_two_files_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "offices").mkdir()
    for name, office in (("a", "Bontang"), ("b", "Berau")):
        text = f"office = '{office}'\n[paspor]\nterbit = 1\npermohonan = 4\n"
        (folder / "offices" / f"{name}.toml").write_text(text, encoding="utf-8")
    assert main(["eval", "edition.toml", "offices/a.toml", "--output", "offices/a.xlsx"]) == 0
    (folder / "offices" / "a.xlsx").rename(folder / "offices" / "c.xlsx")

    assert run("offices", "--output", "results.parquet") == 0
    read = parquet.read_table(folder / "results.parquet")
    assert read.column("office").to_pylist() == ["Bontang", "Berau", "Bontang"]
    assert read.column("IKK1.printed").to_pylist() == ["25.00%"] * 3
    told = capsys.readouterr().err
    assert told.count("files-of-one-office") == 1
    assert "offices/a.toml, offices/c.xlsx" in told


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["offices.csv", "--only", "IKK9"], 2, "unknown-path"),
        (["offices.csv", "--output", "results.txt"], 2, "table-suffix"),
        (["offices.csv", "--output", "nowhere/results.csv"], 2, "`nowhere/results.csv` could not be written"),
        (["offices.csv", "--key", "kantor"], 2, "`--previous`"),
        (["missing.csv"], 2, "file-missing"),
        (["offices.csv", "--by", "wilayah"], 1, "unknown-column"),
    ],
)
def test_wrong_use_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, code: str
) -> None:
    assert folder.exists()
    assert run(*arguments) == status
    assert code in capsys.readouterr().err
