"""The commands on the data files of several periods, and on paths of a part of the year."""

import json
from pathlib import Path

import pytest

from lkjdsl import cli
from tests.support.paths import ROOT

FOLDER = ROOT / "tests/golden/periods"
TWO, THREE = ["tw2.toml", "tw1.toml"], ["tw3.toml", "tw1.toml", "tw2.toml"]
CASES = {
    "eval.txt": ["eval", "edition.toml", *TWO],
    "eval-three.en.md": ["eval", "edition.toml", *THREE, "--format", "markdown", "--lang", "en"],
    "eval.json": ["eval", "edition.toml", *TWO, "--format", "json"],
    "explain.txt": [
        "explain",
        "edition.toml",
        *TWO,
        "IKK1@..TW2.achievement",
        "IKK2.achievement",
        "SK1@..TW1.achievement",
    ],
    "explain.en.txt": ["explain", "edition.toml", *THREE, "IKK1", "IKK2", "SK1.achievement", "--lang", "en"],
    "reach.txt": ["reach", "IKK1@..TW2.achievement", "110%", "edition.toml", *TWO, "--by", "rawat.sembuh"],
    "sensitivity.txt": ["sensitivity", "edition.toml", *TWO, "IKK1@TW1"],
    "what-if.txt": ["what-if", "edition.toml", *TWO, "--set", "rawat.sembuh@TW1=90"],
    "audit.txt": ["audit", "edition.toml", *TWO, "printed.toml"],
    "template.toml": ["template", "edition.toml"],
    "template.csv": ["template", "edition.toml", "--format", "csv"],
}


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("name", CASES)
def test_a_command_prints_what_is_expected(
    name: str, update_expected: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(CASES[name])
    printed = capsys.readouterr().out
    if update_expected:
        Path(name).write_text(printed, encoding="utf-8", newline="\n")
    assert printed == Path(name).read_text("utf-8")


@pytest.mark.parametrize("path", ["IKK1@..TW1", "IKK1@TW1", "IKK1@TW2", "IKK1@..TW1.achievement", "IKK1"])
def test_every_command_says_which_part_of_the_year_a_result_is_of(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lever = ["--by", "rawat.sembuh", "--format", "json"]
    told = []
    for command in (["reach", path, "1%", "edition.toml", *TWO, *lever], ["sensitivity", "edition.toml", *TWO, path]):
        cli.main([*command, *([] if "--format" in command else ["--format", "json"])])
        told.append(json.loads(capsys.readouterr().out)["path"])
    cli.main(["explain", "edition.toml", *TWO, path, "--format", "json"])
    assert path in json.loads(capsys.readouterr().out)["results"]
    assert told == [path, path]


def test_what_is_not_due_is_not_wanting(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", "edition.toml", *TWO]) == 0
    assert "belum jatuh tempo" in capsys.readouterr().out


def test_what_is_wanting_in_a_period_is_wanting(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", "edition.toml", *THREE]) == 1
    assert "rawat.tempat_tidur (TW3)" in capsys.readouterr().err


def test_several_years_have_their_periods(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in TWO:
        text = Path(name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("year = 2025", "year = 2024"), encoding="utf-8")
    earlier = [str(tmp_path / name) for name in TWO]

    cli.main(["eval", "edition.toml", *TWO, *earlier, "--format", "json"])

    years = json.loads(capsys.readouterr().out)["years"]
    assert [(one["year"], [part["period"] for part in one["periods"]]) for one in years] == [
        (2024, ["TW1", "TW2"]),
        (2025, ["TW1", "TW2"]),
    ]
    assert years[1]["periods"][0]["values"]["IKK1.compare.previous"]["exact"] == "1"


def test_a_year_before_without_periods_is_compared_with_the_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ROOT / "examples" / "dinas-kesehatan"
    quarters = [str(folder / f"tw{number}.toml") for number in (1, 2, 3, 4)]
    whole = Path(quarters[3]).read_text("utf-8").replace("year = 2025", "year = 2024")
    lines = [line for line in whole.splitlines() if not line.startswith("period")]
    (tmp_path / "before.toml").write_text("\n".join(lines), encoding="utf-8")

    cli.main(["eval", str(folder / "2025.toml"), *quarters, "--previous", str(tmp_path / "before.toml")])

    told = capsys.readouterr()
    assert ".compare.previous" in told.out
    assert "defect" not in told.err


def test_the_changes_of_an_edition_are_shown_for_the_year_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.toml"
    new.write_text(Path("edition.toml").read_text("utf-8").replace("TW2 = '75%'", "TW2 = '80%'"), encoding="utf-8")

    cli.main(["diff", "edition.toml", str(new), *TWO, "--lang", "en"])

    out = capsys.readouterr().out
    assert "to date at TW2" in out
    assert "IKK1.achievement" in out


def test_a_path_of_a_period_without_data_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "edition.toml", *TWO, "IKK1@TW4"]) == 2
    assert "IKK1@TW4" in capsys.readouterr().err
