"""The printed report of the example: what is right agrees, every slip is found, and the pages are as expected."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import tomli

import lkjdsl
from lkjdsl import cli
from lkjdsl.auditing.audit import Audit
from tests.support.paths import ROOT

GOLDEN = ROOT / "tests" / "golden" / "audit"
EDITION, DATA, PRINTED = (
    "formulas/2025.toml",
    "examples/bontang-2025/data.toml",
    "examples/bontang-2025/printed.toml",
)
TOLD = tomli.loads(Path(__file__).with_name("example.toml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def with_data() -> Audit:
    return lkjdsl.audit(lkjdsl.load(ROOT / EDITION), ROOT / PRINTED, ROOT / DATA)


@pytest.fixture(scope="module")
def without_data() -> Audit:
    return lkjdsl.audit(lkjdsl.load(ROOT / EDITION), ROOT / PRINTED)


FORMS = [
    ("table", "id", True),
    ("table", "en", True),
    ("markdown", "id", True),
    ("json", "id", True),
    ("table", "id", False),
]


@pytest.mark.parametrize(("form", "language", "data"), FORMS)
def test_the_audit_of_the_report(
    form: str, language: str, data: bool, update_expected: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [DATA, PRINTED] if data else [PRINTED]
    status = cli.main(["audit", EDITION, *files, "--format", form, "--lang", language])
    told = capsys.readouterr().out
    golden = GOLDEN / f"bontang-2025{'' if data else '.without-data'}.{form}.{language}.txt"
    if update_expected:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text("utf-8")
    assert status == 1


def test_it_reads_the_whole_report(with_data: Audit) -> None:
    assert len(with_data.figures) == 387
    assert len(with_data.lines) == 55
    assert [problem.code for problem in with_data.problems] == ["above-maximum"]


def test_what_is_right_agrees(with_data: Audit) -> None:
    wrong = [
        figure.figure
        for figure in with_data.figures
        if figure.verdict != "agrees" and figure.figure.what.startswith(tuple(TOLD["right"]))
    ]
    assert wrong == []
    satisfaction = [figure.verdict for figure in with_data.figures if figure.figure.what == "IKK4"]
    assert set(satisfaction) == {"agrees"}
    assert len(satisfaction) >= 5


@pytest.mark.parametrize("data", [True, False])
def test_every_slip_is_found_and_nothing_else(data: bool, with_data: Audit, without_data: Audit) -> None:
    found = with_data if data else without_data
    disagreeing = {
        (figure.figure.what, figure.figure.printed) for figure in found.figures if figure.verdict == "disagrees"
    }
    expected = [one for one in TOLD["slips"] if one.get("data", data) == data]
    assert disagreeing == {(one["what"], one["printed"]) for one in expected}


@pytest.mark.parametrize("told", TOLD["causes"], ids=lambda told: f"{told['what']} {told['printed']}")
def test_the_cause_is_the_one_that_a_reader_finds(told: dict[str, str], with_data: Audit) -> None:
    wanted = told["what"], told["printed"]
    one = next(figure for figure in with_data.figures if (figure.figure.what, figure.figure.printed) == wanted)
    assert one.causes[0].kind == told["kind"]
    assert told["says"] in one.causes[0].words.message("id")


def test_each_quantity_that_is_printed_differently_is_one_finding(with_data: Audit) -> None:
    found = {conflict.what: [figure.printed for figure in conflict.figures] for conflict in with_data.conflicts}
    assert found["IKK1.achievement"] == ["99.83%", "73,24%", "105,88%", "[87,91%]"]
    assert len(found) == 13


def test_the_formula_lines(with_data: Audit) -> None:
    found = {line.line.printed: [each.code for each in line.findings] for line in with_data.lines if line.findings}
    assert found == {one["printed"]: one["codes"] for one in TOLD["lines"]}
    verdicts = Counter(line.verdict for line in with_data.lines)
    assert verdicts == {"agrees": len(with_data.lines) - 12, "disagrees": 12}


def test_the_json_is_the_interface_of_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["audit", EDITION, DATA, PRINTED, "--format", "json", "--only", "disagrees"])
    told = json.loads(capsys.readouterr().out)
    for one in told["figures"]:
        assert {"place", "what", "printed", "computed", "verdict", "difference", "causes"} <= one.keys()
        assert one["verdict"] == "disagrees"
        assert all(cause.keys() == {"kind", "text"} for cause in one["causes"])


@pytest.mark.parametrize("only", ["agrees", "disagrees", "unverifiable"])
def test_only_figures_of_one_verdict_are_shown(only: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["audit", EDITION, DATA, PRINTED, "--format", "json", "--only", only])
    assert {one["verdict"] for one in json.loads(capsys.readouterr().out)["figures"]} == {only}


def test_the_worst_stands_first(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["audit", EDITION, DATA, PRINTED, "--only", "disagrees"])
    rows = re.findall(r"^ ?\d+  .*$", capsys.readouterr().out, re.MULTILINE)
    assert "IKK4.achievement" in rows[0]
    assert "IKK1.target" in rows[-1]


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [value for name, value in attrs if name in ("src", "href")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_takes_no_text_for_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = tmp_path / "printed.toml"
    printed.write_text("figure = [{ what = 'IKK1', printed = '1', place = '<script>alert(1)</script>' }]", "utf-8")
    cli.main(["audit", EDITION, DATA, str(printed), "--format", "html"])
    page = capsys.readouterr().out
    parser = _Balanced()
    parser.feed(page)
    assert parser.open == []
    assert "<script" not in page
    assert "&lt;script&gt;" in page
