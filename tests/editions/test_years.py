"""Several years in one table, each with its own targets and with the year before at hand."""

import json
from pathlib import Path

import pytest

from lkjdsl import cli

EDITION = """
lkjdsl = 1
title = 'Uji'
year = 2025
[rules]
zero_over_zero = 0
[input.a]
x = { kind = 'count' }
y = { kind = 'count' }
[objective.S]
name = 'Sasaran'
[indicator.I]
name = 'Indeks'
objective = 'S'
unit = 'percent'
formula = 'a.x / a.y'
target = { 2024 = '50%', 2025 = '60%' }
[indicator.G]
name = 'Kenaikan'
unit = 'count'
formula = 'a.x - previous(a.x)'
"""
DATA = {2023: (1, 10), 2024: (4, 10), 2025: (7, 10)}


def evaluated(folder: Path, names: list[str], capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    (folder / "edition.toml").write_text(EDITION, "utf-8")
    for year, (x, y) in DATA.items():
        (folder / f"{year}.toml").write_text(f"year = {year}\noffice = 'K'\n[a]\nx = {x}\ny = {y}\n", "utf-8")
    (folder / "other.toml").write_text("year = 2025\noffice = 'L'\n[a]\nx = 1\ny = 2\n", "utf-8")
    status = cli.main(["eval", str(folder / "edition.toml"), *(str(folder / name) for name in names), *options])
    return status, capsys.readouterr().out


@pytest.mark.parametrize("order", [["2024.toml", "2025.toml"], ["2025.toml", "2024.toml"]])
def test_each_year_has_a_column_with_its_target_and_the_change(
    order: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, text = evaluated(tmp_path, order, capsys, "--format", "csv")
    rows = {cells[0]: cells[2:] for line in text.splitlines() if len(cells := line.split(";")) > 2}
    assert rows["Jalur"] == ["2024", "2025", "Perubahan"]
    assert rows["I"] == ["40,00%", "70,00%", "'+30,00 pp"]
    assert rows["I.target"] == ["50,00%", "60,00%", "'+10,00 pp"]
    assert rows["I.achievement"] == ["80,00%", "116,67%", "'+36,67 pp"]
    assert rows["I.compare.previous"] == ["", "175,00%", ""]
    assert rows["G"] == ["tidak tersedia", "3", ""]


def test_a_year_without_a_target_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = evaluated(tmp_path, ["2023.toml", "2024.toml"], capsys, "--lang", "en")
    section = text[text.index("What is wanting in 2023") :]
    assert "I.achievement: " in section
    assert "2023" in section.splitlines()[1]


def test_the_year_before_is_only_the_year_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """2023 is not the year before 2025."""
    _, text = evaluated(tmp_path, ["2023.toml", "2025.toml"], capsys, "--format", "json")
    told = json.loads(text)
    assert [year["values"]["G"]["status"] for year in told["years"]] == ["unavailable", "unavailable"]
    assert "I.compare.previous" not in told["years"][1]["values"]
    assert told["changes"]["2025"]["I"]["exact"] == "3/5"


def test_the_option_names_the_year_before_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["2024.toml", "2025.toml"]
    status, text = evaluated(tmp_path, names, capsys, "--previous", str(tmp_path / "2023.toml"), "--format", "json")
    assert status == 0
    assert [year["values"]["G"]["exact"] for year in json.loads(text)["years"]] == ["3", "3"]


def test_several_offices_are_no_years(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = evaluated(tmp_path, ["2024.toml", "other.toml"], capsys, "--lang", "en")
    assert "Results by year" not in text
    assert text.count("Office: ") == 2


@pytest.mark.parametrize("form", ["table", "markdown", "csv"])
def test_every_form_has_every_year(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = evaluated(tmp_path, ["2023.toml", "2024.toml", "2025.toml"], capsys, "--format", form)
    assert all(str(year) in text for year in DATA)
    assert "70,00%" in text


RANGES = """
periods = ['TW1', 'TW2']
[input.a]
x = { kind = 'number', over_periods = 'last' }
[indicator.I]
name = 'Lama'
unit = 'hari'
polarity = 'minimize'
formula = 'a.x'
"""


@pytest.mark.parametrize(
    ("edition", "data", "target"),
    [
        (
            "target = { 2024 = 6, 2025 = [7, 8] }",
            ("year = 2024", "year = 2025"),
            ["6,00 hari", "7,00 hari – 8,00 hari"],
        ),
        (
            "target = { 2025 = { TW1 = [6.5, 8], TW2 = 7 } }",
            ("year = 2025\nperiod = 'TW1'", "year = 2025\nperiod = 'TW2'"),
            ["6,50 hari – 8,00 hari", "7,00 hari"],
        ),
    ],
)
def test_a_target_that_is_a_range_keeps_both_ends(
    edition: str, data: tuple[str, str], target: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever sees the lower end alone takes it for a plain target; and a range changes by no one amount."""
    head = "lkjdsl = 1\ntitle = 'Uji'\nyear = 2025\nlanguage = 'id'\n"
    shown = (
        RANGES
        if "TW1" in edition
        else RANGES.replace("periods = ['TW1', 'TW2']\n", "").replace(", over_periods = 'last'", "")
    )
    files = {"edition.toml": head + shown + edition}
    files |= {f"{name}.toml": f"{text}\n[a]\nx = 7.5\n" for name, text in zip("ab", data, strict=True)}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert cli.main(["eval", *(str(tmp_path / name) for name in files), "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split(";")[2:] for line in lines if line.startswith("I.target;")]
    assert rows == [target if "TW1" in edition else [*target, ""]]
