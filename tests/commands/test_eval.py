"""``lkjdsl eval`` of the example, in every form, and how the command behaves."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import lkjdsl
from lkjdsl import cli
from lkjdsl.syntax import toml
from tests.support.paths import ROOT

GOLDEN = ROOT / "tests" / "golden" / "eval"
EDITION, DATA = "formulas/2025.toml", "examples/bontang-2025/data.toml"

FIGURES = [
    ("IKK1.K1.D1", "7271/7630", "95,29%"),
    ("IKK1.K1.D2", "6823/6858", "99,49%"),
    ("IKK1.K2", "100", "100,00"),
    ("IKK2", "60", "60,00"),
    ("IKK2.achievement", "150/227", "66,08%"),
    ("IKK2.compare.RPJMN", "6000/9301", "64,51%"),
    ("IKK4.achievement", "14/13", "107,69%"),
    ("IKK4.compare.RPJMN", "378/355", "106,48%"),
    ("Anggaran.achievement", "433913009/444853375", "97,54%"),
    ("NKA", "42759/800", "53,45"),
]
"""Figures of the report (Chapter III), from its inputs and its stated definitions."""


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(("path", "exact", "printed"), FIGURES)
def test_the_figures_of_the_report(path: str, exact: str, printed: str) -> None:
    result = lkjdsl.load(EDITION).evaluate(DATA)[path]

    assert (result.exact, result.printed) == (Fraction(exact), printed)


def test_what_the_report_leaves_blank_is_unavailable_and_both_inputs_are_named() -> None:
    result = lkjdsl.load(EDITION).evaluate(DATA)["IKK3"]

    assert result.status == "unavailable"
    assert result.reason is not None
    assert "rb.terlaksana" in result.reason
    assert "rb.total" in result.reason


def test_the_rule_for_zero_over_zero_alone_moves_the_index_from_60_to_100() -> None:
    text = (ROOT / EDITION).read_text("utf-8")
    assert text.count("zero_over_zero = 0") == 1

    excluding = lkjdsl.load(text=text.replace("zero_over_zero = 0", "zero_over_zero = 'exclude'"))

    assert excluding.evaluate(DATA)["IKK2"].exact == 100


def test_a_component_that_does_not_apply_changes_nothing() -> None:
    """K6 is that of an office with a border post; whatever is told of one here, the index stays what it is."""
    data = toml.read((ROOT / DATA).read_text("utf-8"))
    data["tpi"] = dict.fromkeys(data["tpi"], 7)

    outcome = lkjdsl.load(EDITION).evaluate(data)

    assert outcome["IKK2.K6"].status == "excluded"
    assert outcome["IKK2"].exact == 60


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_example_in_every_form(
    form: str, language: str, update_expected: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = GOLDEN / f"bontang-2025.{form}.{language}.txt"

    status = cli.main(["eval", EDITION, DATA, "--format", form, "--lang", language])

    printed = capsys.readouterr()
    told = f"{printed.out}\n---- standard error ----\n{printed.err}"
    if update_expected:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, "utf-8")
    assert file.read_text("utf-8") == told
    assert status == 1, "the report leaves the inputs of IKK3 blank"


def test_the_expected_output_beside_the_example_is_what_eval_prints(
    update_expected: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ROOT / "examples" / "bontang-2025" / "expected.txt"

    cli.main(["eval", EDITION, DATA])

    printed = capsys.readouterr().out
    if update_expected:
        file.write_text(printed, "utf-8")
    assert file.read_text("utf-8") == printed


def test_results_go_to_standard_output_and_everything_else_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["eval", EDITION, DATA, "--format", "json"])

    printed = capsys.readouterr()
    assert json.loads(printed.out)["values"]["IKK2"]["printed"] == "60,00"
    assert "missing-inputs" in printed.err


@pytest.mark.parametrize("arguments", [["--lang", "en", "eval", EDITION, DATA], ["eval", EDITION, DATA, "--lang=en"]])
def test_the_language_is_asked_for_before_or_after_the_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(arguments)

    assert "Office: Kantor Imigrasi" in capsys.readouterr().out


def test_output_goes_to_a_file_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "results.json"

    cli.main(["eval", EDITION, DATA, "--format", "json", "--output", str(file)])

    assert capsys.readouterr().out == ""
    assert json.loads(file.read_text("utf-8"))["lkjdsl"] == 1
    assert [one.name for one in tmp_path.iterdir()] == ["results.json"]


def test_an_output_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["eval", EDITION, DATA, "--output", str(tmp_path / "nowhere" / "results.txt")])

    assert status == 2
    assert "[file-not-written]" in capsys.readouterr().err


WRONG_USES = [
    (["evl"], "unknown-command"),
    (["eval"], "missing-argument"),
    (["eval", EDITION, DATA, "--fomat", "json"], "unknown-option"),
    (["eval", EDITION, DATA, "--format", "jsno"], "bad-format"),
    (["eval", "formulas/205.toml", DATA], "file-missing"),
    (["eval", "examples", DATA], "file-is-folder"),
]


@pytest.mark.parametrize(("arguments", "code"), WRONG_USES)
def test_wrong_use_is_told_and_ends_with_status_2(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = cli.main(arguments)

    assert status == 2
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[sys.executable, "-m", "lkjdsl"], [str(Path(sys.executable).with_name("lkjdsl"))]])
def test_the_command_and_the_module_do_the_same(command: list[str]) -> None:
    if not Path(command[0]).exists():
        pytest.skip("lkjdsl is not installed here as a command")

    done = subprocess.run([*command, "eval", EDITION, DATA], capture_output=True, check=False, cwd=ROOT)

    assert done.returncode == 1
    assert done.stdout.decode("utf-8") == (ROOT / "examples" / "bontang-2025" / "expected.txt").read_text("utf-8")


def test_output_that_nobody_reads_is_no_error() -> None:
    """``lkjdsl eval … | head -1`` ends without a word."""
    command = f"'{sys.executable}' -m lkjdsl eval {EDITION} {DATA} --format json | head -1"

    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, cwd=ROOT)  # noqa: S607 - bash from the path

    assert done.stdout == b"{\n"
    assert b"Traceback" not in done.stderr


def test_what_becomes_of_the_data_afterwards_changes_nothing() -> None:
    told = toml.read((ROOT / DATA).read_text("utf-8"))
    outcome = lkjdsl.load(EDITION).evaluate(told)
    before = [(row["kegiatan"], row["pagu"]) for row in told["sasaran"]]
    for row in told["sasaran"]:
        row["pagu"] = row["kegiatan"] = "salah"
    told["sasaran"].clear()

    cells = [tuple(outcome[f"table.sasaran.{row}.{name}"] for name in ("kegiatan", "pagu")) for row in (1, 2, 3)]

    assert [(kind.value, amount.exact) for kind, amount in cells] == before
    assert {one.code for one in outcome.problems if one.severity == "error"} == {"constraint-broken", "above-maximum"}
