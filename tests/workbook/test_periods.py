"""Workbooks of a year with periods: filled in side by side, worked out to date, read back as the periods' data."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkjdsl import Edition, load
from lkjdsl.cli import main
from lkjdsl.workbook.writing import workbook
from tests.support.libreoffice import converted, soffice
from tests.workbook.test_libreoffice import compared, unworked

TEXT = """
lkjdsl = 1
title = 'Dinas Kesehatan'
year = 2025
periods = ['TW1', 'TW2', 'TW3']

[rules]
zero_over_zero = 'exclude'

[input.rawat]
pasien = { kind = 'count' }
sembuh = { kind = 'count', default = 0 }
tempat_tidur = { kind = 'count' , over_periods = 'last' }
terisi = { kind = 'number', over_periods = 'mean' }

[rows.kasus]
nama = { kind = 'text' }
hari = { kind = 'number' }

[rows.bagian]
nama = { kind = 'text', fixed = ['Umum', 'Anak'] }
pagu = { kind = 'rupiah' }
lama = { kind = 'number', over_periods = 'mean' }

[constraint]
sembuh_pasien = 'rawat.sembuh <= rawat.pasien'

[indicator.IKK1]
unit = 'percent'
target = { 2025 = { TW1 = '70%', TW3 = '80%' } }
formula = 'rawat.sembuh / rawat.pasien'

[indicator.IKK2]
unit = 'percent'
target = '60%'
target_of = 'period'
formula = 'rawat.terisi / rawat.tempat_tidur'

[indicator.IKK3]
unit = 'index'
over_periods = 'last'
target = 88

[indicator.IKK4]
unit = 'index'
formula = 'mean(kasus.hari)'

[indicator.IKK5]
unit = 'rupiah'
formula = 'sum(bagian.pagu) + sum(bagian.lama)'

[indicator.IKK6]
unit = 'count'
formula = 'rawat.pasien - previous(rawat.pasien)'

[table.kasus]
name = 'Kasus'
rows = 'kasus'
columns = { nama = 'kasus.nama', hari = 'kasus.hari' }
total = { hari = 'sum' }

[table.bagian]
name = 'Bagian'
rows = 'bagian'
columns = { nama = 'bagian.nama', pagu = 'bagian.pagu' }
total = { pagu = 'sum' }
"""


def quarter(period: str, at: int, **more: Any) -> dict[str, Any]:
    """Return the data of a quarter; *more* replaces groups of them."""
    data: dict[str, Any] = {
        "year": 2025, "period": period, "office": "Bontang",
        "rawat": {
            "pasien": 7630 + at, "sembuh": 6858 - at, "tempat_tidur": 120 + at, "terisi": Decimal(f"{80 + at}.5"),
        },
        "kasus": [{"nama": f"{period} {row}", "hari": row + at} for row in range(1, 3 + at)],
        "bagian": [
            {"nama": "Umum", "pagu": 100 * at, "lama": 3}, {"nama": "Anak", "pagu": 7, "lama": Decimal(f"{at}.25")},
        ],
    }  # fmt: skip
    return {**data, **more}


YEARS: dict[str, list[dict[str, Any]]] = {
    "whole": [quarter("TW1", 0, given={"IKK3": 87}), quarter("TW2", 1), quarter("TW3", 2)],
    "begun": [quarter("TW1", 0)],
    "gap": [quarter("TW1", 0), quarter("TW3", 2)],
    "late": [quarter("TW2", 3, given={"IKK3": Decimal("90.5")})],
    "words": [
        quarter("TW1", 0, rawat={"pasien": "tidak berlaku", "sembuh": 1}),
        quarter("TW2", 1, rawat={"pasien": "nihil", "sembuh": "-", "terisi": "-", "tempat_tidur": 7}),
    ],
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(text=TEXT)


@pytest.mark.parametrize("name", YEARS)
def test_what_is_written_is_read_back_as_the_data_of_the_periods(edition: Edition, tmp_path: Path, name: str) -> None:
    right, path = edition.evaluate(YEARS[name]), tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", right, 5))
    read = edition.evaluate(path)
    assert list(read.spans) == list(right.spans)
    for span, outcome in right.spans.items():
        values = {at: outcome.result(at).value for at in outcome.paths}
        assert {at: read.spans[span].result(at).value for at in outcome.paths} == values
    assert {one.code for one in read.problems} - {"workbook-not-calculated", "workbook-more"} == {
        one.code for one in right.problems
    }


def test_last_year_stands_beside_and_is_read_back_by_period(edition: Edition, tmp_path: Path) -> None:
    before = edition.evaluate([{**one, "year": 2024} for one in YEARS["whole"]])
    right = edition.year(edition.read_all(YEARS["whole"]), before)
    path = tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id", right, 5))
    read = edition.evaluate(path)
    for at in ("IKK6@TW2", "IKK6@..TW3"):
        assert read.result(at).value == right.result(at).value == (0, 1)


def test_each_period_has_cells_of_its_own_with_names(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "kantor.xlsx"
    path.write_bytes(workbook(edition, "id"))
    book = load_workbook(path)
    for name in ("isi.rawat.pasien_TW1", "isi.given.IKK3_TW3", "hasil.IKK1_TW2", "hasil.IKK1_..TW3.achievement"):
        assert name in book.defined_names
    headings = [cell.value for cell in book["Isian"][6]][:8]
    assert headings[1:7] == ["Nilai TW1", "Nilai TW2", "Nilai TW3"] + [f"Tahun sebelumnya TW{at}" for at in (1, 2, 3)]
    assert edition.evaluate(path).data.period == "TW1"


def test_the_commands_write_and_read_a_year_of_quarters(
    edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formulas, kept = tmp_path / "edisi.toml", tmp_path / "kantor.xlsx"
    formulas.write_text(TEXT, encoding="utf-8")
    kept.write_bytes(workbook(edition, "id", edition.evaluate(YEARS["gap"]), 5))
    again = tmp_path / "lagi.xlsx"
    main(["eval", str(formulas), str(kept), "--output", str(again)])
    capsys.readouterr()
    main(["eval", str(formulas), str(again), "--format", "csv"])
    assert "TW3" in capsys.readouterr().out


@pytest.mark.libreoffice
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_works_out_the_periods_and_the_year_to_date(edition: Edition, tmp_path: Path) -> None:
    outcomes = {name: edition.evaluate(data) for name, data in YEARS.items()}
    before = edition.evaluate([{**one, "year": 2024} for one in YEARS["whole"]])
    outcomes["compared"] = edition.year(edition.read_all(YEARS["whole"]), before)
    books = {name: unworked(workbook(edition, "id", one, 5)) for name, one in outcomes.items()}
    tally: Counter[str] = Counter()
    wrong = [
        f"{name}: {one}"
        for name, path in converted(books, tmp_path).items()
        for one in compared(edition, path, tally)
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong[:20])
    assert tally["cells"] > 400
    assert not tally["declined"]
    assert tally["unsure"] == 0
