"""What identifies an office or a source is a text: nothing of Python's is shown in its place."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import lkjdsl
from lkjdsl import cli

EDITION = """lkjdsl = 1
title = 'A'
year = 2025
language = 'en'
input.d = { a = { kind = 'count' } }
[indicator.I]
unit = 'count'
formula = 'd.a'
[indicator.G]
unit = 'index'
"""
TOML = ["nan", "inf", "true", "[]", "['a', 1]", "{ a = 1 }", "2025-01-01", "1.5", "07:32:00", "[[1], { b = nan }]"]
PYTHON = [None, float("nan"), True, [], ("a",), {1}, b"x", date(2025, 1, 1), Decimal("NaN"), object()]


@pytest.mark.parametrize("written", TOML)
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_an_office_or_a_source_that_is_no_text_is_refused(
    form: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.toml").write_text(EDITION)
    (tmp_path / "data.toml").write_text(
        f"office = {written}\nd.a = 3\n[given]\nG = {{ value = 5, from = {written} }}\n"
    )

    assert cli.main(["eval", "edition.toml", "data.toml", "--format", form]) == 1
    out, error = capsys.readouterr()
    assert re.findall(r"^error\[([a-z-]+)\]: `(\w+)`", error, re.MULTILINE) == [
        ("wrong-type", "office"),
        ("wrong-type", "from"),
    ]
    assert not re.search(r"\b(nan|inf|None|True|Decimal|datetime)\b", out.replace(f"not `{written}`", ""))


@pytest.mark.parametrize("value", PYTHON, ids=lambda value: type(value).__name__)
def test_the_same_holds_in_a_mapping(value: Any) -> None:
    outcome = lkjdsl.load(text=EDITION).evaluate({"office": value, "d.a": 3})

    assert outcome.data.office == ""
    assert [problem.code for problem in outcome.problems] == ([] if value is None else ["wrong-type"])


@pytest.mark.parametrize(("value", "office"), [("A", "A"), (3171, "3171"), ("", "")])
def test_a_text_or_a_whole_number_is_an_office(value: Any, office: str) -> None:
    outcome = lkjdsl.load(text=EDITION).evaluate({"office": value, "d.a": 3})

    assert (outcome.data.office, outcome.problems) == (office, ())
