"""Small files as offices have them: what is read of each, and what is said of it."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl.cli import main

FILES = Path(__file__).parent / "files"
TOLD = tomli.loads((FILES / "cases.toml").read_text("utf-8"))
CASES = [(name, case) for case in TOLD["case"] for name in case.get("files", [case.get("file")])]
COLUMNS = {
    "results": "IKK1.printed",
    "pooled": "pooled.printed",
    "other": "IKK2.printed",
    "achievements": "IKK1.achievement.printed",
    "remarks": "remark",
}


def named(value: object) -> str:
    return " ".join(value.get("options", ())) if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("name", "case"), CASES, ids=named)
def test_a_file_is_read_or_something_is_said(
    name: str,
    case: Mapping[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("edition.toml").write_text(TOLD["edition"], encoding="utf-8")
    options = case.get("options", [])
    status = main(["eval", "edition.toml", str(FILES / name), "--lang", "en", "--output", "out.csv", *options])
    shown = capsys.readouterr().err
    assert sorted(re.findall(r"^\w+\[([a-z0-9-]+)\]", shown, re.MULTILINE)) == sorted(case.get("codes", [])), shown
    for words in case.get("says", []):
        assert words in shown
    assert status == case.get("status", 0)
    for key, column in COLUMNS.items():
        if key in case:
            with Path("out.csv").open(encoding="utf-8", newline="") as file:
                assert [row[column] for row in csv.DictReader(file)] == case[key]
    if "names" in case:
        with Path("out.csv").open(encoding="utf-8", newline="") as file:
            assert [row["Kantor"] for row in csv.DictReader(file)] == case["names"]


def test_every_file_has_a_case() -> None:
    assert {name for name, _ in CASES} == {file.name for file in FILES.iterdir()} - {"cases.toml"}
