"""``lkjdsl test``: cases that agree and do not, claims that are refuted with small data, rules never at work."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lkjdsl
from lkjdsl import cli
from lkjdsl.trying.cases import agrees

EDITION = """
lkjdsl = 1
title = 'Uji'
year = 2025
[rules]
zero_over_zero = 0
[input.paspor]
permohonan = { kind = 'count' }
terbit = { kind = 'count' }
[constraint]
status = 'paspor.terbit <= paspor.permohonan'
[indicator.IKK1]
unit = 'percent'
formula = 'FORMULA'
target = '90%'
CAP
MORE
"""


def edition(formula: str = "paspor.terbit / paspor.permohonan", cap: str = "", more: str = "") -> str:
    return EDITION.replace("FORMULA", formula).replace("CAP", cap).replace("MORE", more)


def run(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, Any]:
    file = tmp_path / "edition.toml"
    file.write_text(text, "utf-8")
    status = cli.main(["test", str(file), "--format", "json", "--examples", "200", *options])
    return status, json.loads(capsys.readouterr().out)


EXPECTATIONS = [
    ("IKK1", "89,88%", True),
    ("IKK1", "3429/3815", True),
    ("IKK1", "89,87%", False),
    ("IKK1", "1/2", False),
    ("IKK1", "unavailable", False),
    ("IKK1.achievement", "99,87%", True),
]


@pytest.mark.parametrize(("path", "expected", "is_so"), EXPECTATIONS)
def test_what_a_case_expects(path: str, expected: str, is_so: bool) -> None:
    outcome = lkjdsl.load(text=edition()).evaluate({"paspor.permohonan": 7630, "paspor.terbit": 6858})

    assert agrees(outcome[path], expected) is is_so


def test_cases_of_the_edition_and_of_files_are_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = "{{ paspor = {{ permohonan = 4, terbit = 3 }} }}"
    case = f"[[case]]\nname = '{{name}}'\ndata = {data}\nvalues = {{{{ IKK1 = '{{value}}' }}}}\n"
    other = tmp_path / "cases.toml"
    other.write_text(case.format(name="wrong", value="80,00%"), "utf-8")

    status, told = run(edition(more=case.format(name="right", value="75,00%")), tmp_path, capsys, str(other))

    assert status == 1
    assert [(one["name"], one["passed"]) for one in told["cases"]] == [("right", True), ("wrong", False)]
    assert told["cases"][1]["misses"] == [{"what": "IKK1", "expected": "80,00%", "found": "75,00% (3/4)"}]


def test_a_sound_edition_is_not_refuted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invariants = "[invariant.naik]\nof = 'IKK1'\nrises_with = 'paspor.terbit'\n[invariant.batas]\nthat = 'IKK1 <= 1'\n"

    status, told = run(edition(more=invariants), tmp_path, capsys)

    assert (status, told["refuted"]) == (0, [])
    assert told["examples"] >= 200


REFUTED = [
    ("numerator and denominator are swapped", edition("paspor.permohonan / paspor.terbit"), "valid"),
    (
        "a term is subtracted",
        edition(
            "1 - paspor.terbit / paspor.permohonan", more="[invariant.naik]\nof = 'IKK1'\nrises_with = 'paspor.terbit'"
        ),
        "direction",
    ),
    ("an invariant does not hold", edition(more="[invariant.batas]\nthat = 'IKK1 < 1'"), "invariant"),
]


@pytest.mark.parametrize(("name", "text", "claim"), REFUTED, ids=[name for name, _, _ in REFUTED])
def test_a_mistake_is_refuted_with_small_data_that_show_it(
    name: str, text: str, claim: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "counterexample.toml"

    status, told = run(text, tmp_path, capsys, "--save", str(saved))

    refuted = next(one for one in told["refuted"] if one["claim"] == claim)
    assert status == 1, name
    assert len(refuted["data"].splitlines()) <= 3
    assert lkjdsl.load(text=text).evaluate(saved).data.facts.inputs


def test_a_wrong_direction_is_shown_with_what_one_more_leads_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "edition.toml"
    file.write_text(REFUTED[1][1], "utf-8")
    cli.main(["test", str(file), "--examples", "50", "--lang", "en"])
    words = " ".join(capsys.readouterr().out.split())

    assert "(IKK1 = 100.00%; with one more of paspor.terbit: IKK1 = 0.00%); data: paspor.permohonan = 1" in words


def test_many_inputs_and_none_are_tried_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """More than hypothesis draws at once; and nothing to draw at all."""
    head, _, rest = EDITION.replace("CAP", "").replace("MORE", "").partition("[constraint]")
    many = "[input.lain]\n" + "".join(f"a{index} = {{ kind = 'count' }}\n" for index in range(9000))
    text = f"{head}{many}[constraint]{rest}".replace("FORMULA", "paspor.permohonan / paspor.terbit")
    nothing = f"{head.partition('[input')[0]}[indicator.IKK1]\nunit = 'percent'\nformula = '1/2'\n"

    status, told = run(text, tmp_path, capsys, "--examples", "20")
    assert (status, told["examples"]) == (1, 20)
    assert "valid" in {one["claim"] for one in told["refuted"]}
    assert run(nothing, tmp_path, capsys)[0] == 0


def test_the_first_mistake_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "edition.toml"
    file.write_text(edition(more="[invariant.batas]\nthat = 'IKK1 < 1'"), "utf-8")
    cli.main(["test", str(file), "--examples", "50", "--lang", "en"])
    out = capsys.readouterr().out

    assert "batas holds (IKK1 = 100.00%)" in out
    assert "IKK1 = ─── × 100%" in out


def test_rules_that_were_never_at_work_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With terbit at most permohonan the cap can never bite."""
    text = edition(cap="cap = '100%'")

    status, told = run(text, tmp_path, capsys, "--require-coverage", "100")

    assert status == 1
    assert told["coverage"]["never"] == [{"rule": "cap", "path": "IKK1", "which": "", "taken": None}]


def test_a_division_by_a_number_of_the_edition_has_no_rule_to_be_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = edition("paspor.terbit / paspor.permohonan / (3 - 1)")

    _, told = run(text, tmp_path, capsys)

    assert told["coverage"]["rules"] == 1


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = edition("paspor.permohonan / paspor.terbit")

    assert run(text, tmp_path, capsys, "--seed", "7") == run(text, tmp_path, capsys, "--seed", "7")


def test_a_file_that_is_there_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = edition("paspor.permohonan / paspor.terbit")
    saved = tmp_path / "saved.toml"
    saved.write_text("mine", "utf-8")

    assert run(text, tmp_path, capsys, "--save", str(saved))[0] == 2
    assert saved.read_text("utf-8") == "mine"
    assert run(text, tmp_path, capsys, "--save", str(saved), "--force")[0] == 1
    assert saved.read_text("utf-8") != "mine"


def test_nothing_is_written_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    run(edition(), tmp_path, capsys)

    assert [one.name for one in tmp_path.iterdir()] == ["edition.toml"]


def test_cases_and_claims_are_items_of_pytest(tmp_path: Path) -> None:
    case = "[[case]]\nname = '{name}'\ndata = {data}\nvalues = {{ IKK1 = '{value}' }}\n"
    more = "[invariant.batas]\nthat = 'IKK1 < 1'\n" + case.format(name="sama", data="{}", value="unavailable")
    (tmp_path / "edition.toml").write_text(edition(cap="cap = '100%'", more=more), "utf-8")
    cases = case.format(name="lain", data="{ paspor = { permohonan = 2, terbit = 1 } }", value="51,00%")
    (tmp_path / "cases.toml").write_text(cases, "utf-8")
    (tmp_path / "test_it.py").write_text(
        "from lkjdsl import load\n"
        "from lkjdsl.testing import edition_tests\n"
        "test_loaded = edition_tests(load('edition.toml'), examples=1)\n"
        "test_it = edition_tests('edition.toml', 'cases.toml', examples=50, require_coverage=100, language='en')\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "test_it.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    summary = done.stdout.partition("short test summary info")[2]
    told = {item: how for how, item in re.findall(r"^(PASSED|FAILED) .*test_it\[(.*?)\]", summary, re.MULTILINE)}

    assert told == {
        "case 1: sama": "PASSED",
        "case 2: lain": "FAILED",
        "valid: IKK1": "PASSED",
        "printing: IKK1": "PASSED",
        "bounds: IKK1": "PASSED",
        "zero-rule: IKK1": "PASSED",
        "scaling: IKK1": "PASSED",
        "invariant: batas": "FAILED",
        "coverage": "FAILED",
    }
    assert "lain  IKK1    51,00%  50,00% (1/2)" in done.stdout
    assert "not so: batas holds (IKK1 = 100.00%); data: paspor.permohonan = 1, paspor.terbit = 1" in done.stdout
    assert "IKK1, never at work: the cap" in done.stdout
