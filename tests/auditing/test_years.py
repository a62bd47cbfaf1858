"""Figures of the year before, data as a workbook, and what is computed and printed nowhere."""

from pathlib import Path

import pytest

import lkjdsl
from lkjdsl import cli
from lkjdsl.workbook.writing import workbook

EDITION = """
lkjdsl = 1
title = 'Kantor'
year = 2025
language = 'id'
rules = { zero_over_zero = 0, over_zero = 'error' }
input.perkara.putus = { kind = 'count' }
input.perkara.beban = { kind = 'count' }
[indicator.IKK1]
name = 'Penyelesaian perkara'
unit = 'percent'
target = { 2024 = '80%', 2025 = '90%' }
formula = 'perkara.putus / perkara.beban'
[indicator.Naik]
name = 'Kenaikan perkara'
unit = 'percent'
formula = 'perkara.putus / previous(perkara.putus)'
"""
NOW = {"perkara.putus": 95, "perkara.beban": 100}
BEFORE = {"year": 2024, "perkara.putus": 60, "perkara.beban": 80}


def verdicts(figures: list[tuple[str, str, int | None]], data: bool, previous: bool) -> list[str]:
    printed = [
        {"what": what, "printed": text} | ({} if year is None else {"year": year}) for what, text, year in figures
    ]
    found = lkjdsl.audit(
        lkjdsl.load(text=EDITION),
        {"figure": printed},
        NOW if data else None,
        previous=BEFORE if previous else None,
    )
    assert found.problems == ()
    return [figure.verdict for figure in found.figures]


@pytest.mark.parametrize(("figure", "data", "previous", "verdict"), [
    (("IKK1", "95,00%", None), True, True, "agrees"),
    (("IKK1", "95,00%", 2025), True, True, "agrees"),
    (("IKK1", "75,00%", 2024), True, True, "agrees"),
    (("IKK1", "75,00%", None), True, True, "disagrees"),
    (("IKK1", "95,00%", 2024), True, True, "disagrees"),
    (("IKK1.achievement", "93,75%", 2024), True, True, "agrees"),
    (("IKK1.target", "80%", 2024), False, False, "agrees"),
    (("IKK1.target", "90%", 2024), False, False, "disagrees"),
    (("perkara.putus", "61", 2024), False, True, "disagrees"),
    (("Naik", "158,33%", None), True, True, "agrees"),
    (("Naik", "158,34%", None), True, True, "disagrees"),
    (("Naik", "158,33%", None), True, False, "unverifiable"),
])  # fmt: skip
def test_a_figure_is_held_against_its_own_year(
    figure: tuple[str, str, int | None], data: bool, previous: bool, verdict: str
) -> None:
    assert verdicts([figure], data, previous) == [verdict]


def test_figures_of_another_year_are_held_against_each_other() -> None:
    inputs = [("perkara.putus", "60", 2024), ("perkara.beban", "80", 2024)]
    assert verdicts([*inputs, ("IKK1", "75%", 2024)], True, False)[-1] == "agrees"
    assert verdicts([*inputs, ("IKK1", "76%", 2024)], True, False)[-1] == "disagrees"


def test_the_command_takes_a_workbook_and_the_year_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    edition = lkjdsl.load(text=EDITION)
    Path("edisi.toml").write_text(EDITION, encoding="utf-8")
    Path("kantor.xlsx").write_bytes(workbook(edition, "id", edition.evaluate(NOW), 5))
    Path("2024.toml").write_text("year = 2024\nperkara = { putus = 60, beban = 80 }", encoding="utf-8")
    figures = "figure = [{ what = 'IKK1', printed = '95%' }, { what = 'IKK1', year = 2024, printed = '76%' }]"
    Path("cetak.toml").write_text(figures, encoding="utf-8")
    assert cli.main(["audit", "edisi.toml", "kantor.xlsx", "cetak.toml", "--previous", "2024.toml", "--unprinted"]) == 1
    page = capsys.readouterr().out
    assert "1 sesuai, 1 tidak sesuai" in page
    assert "Terhitung, tetapi tidak tercetak" in page
    assert "IKK1.achievement" in page


def test_what_is_printed_nowhere_is_listed() -> None:
    found = lkjdsl.audit(lkjdsl.load(text=EDITION), {"figure": [{"what": "IKK1", "printed": "95%"}]}, NOW)
    assert [one.quantity.path for one in found.unprinted] == ["IKK1.achievement"]


PERIODS = (
    EDITION.replace("year = 2025", "year = 2025\nperiods = ['TW1', 'TW2']")
    + """
[constraint]
beban = 'perkara.putus <= perkara.beban'
"""
)


def test_figures_of_periods_are_told_by_their_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edisi.toml").write_text(PERIODS, encoding="utf-8")
    for period, completed in (("TW1", 21), ("TW2", 41)):
        data = f"year = 2025\nperiod = '{period}'\nperkara = {{ putus = {completed}, beban = 40 }}"
        Path(f"{period}.toml").write_text(data, encoding="utf-8")
    figures = "figure = [{ what = 'IKK1@TW1', printed = '52,50%' }, { what = 'IKK1@TW2', printed = '100,00%' }]"
    Path("cetak.toml").write_text(figures, encoding="utf-8")
    assert cli.main(["audit", "edisi.toml", "TW1.toml", "TW2.toml", "cetak.toml"]) == 1
    page = capsys.readouterr().out
    assert "Penyelesaian perkara (IKK1@TW2) 100,00%" in page
    assert page.count("data melanggar syarat `beban`: perkara.putus <= perkara.beban (TW2)") == 1
