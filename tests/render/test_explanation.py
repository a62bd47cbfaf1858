"""Every number explains itself: in words, by its formula, its numbers, what the rules did, and where that stands."""

import json
import re
import shutil
import subprocess
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl import cli
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.library import library_text
from lkjdsl.render.explanation.content import ResultSection, every
from lkjdsl.render.notation.text import line
from lkjdsl.testing import data_for, edition_tables, toml_text
from tests.support.paths import ROOT
from tests.support.strategies import few

GOLDEN = ROOT / "tests/golden/explain"
EDITION, DATA = "formulas/2025.toml", "examples/bontang-2025/data.toml"


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Explain as a user does, whose paths stand in the result as they were typed."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return lkjdsl.load(ROOT / EDITION).evaluate(ROOT / DATA)


def edition_of(node: dict[str, Any], **tables: Any) -> lkjdsl.Edition:
    """Return an edition with one indicator N, whose inputs are g.a, g.b and g.c."""
    inputs = {name: {"kind": "count", "label": f"Jumlah {name}"} for name in "abc"}
    told = {"lkjdsl": 1, "title": "Uji", "year": 2025, "language": "id", "input": {"g": inputs}}
    indicator = {"N": {"name": "Nama N", "unit": "percent", **node}}
    return lkjdsl.load(text=toml_text({**told, **tables, "indicator": indicator}))


def section_of(outcome: Outcome, path: str = "N") -> ResultSection:
    return lkjdsl.explain(outcome, path).sections[0]


def lines_of(section: ResultSection) -> list[str]:
    return [f"{line(one.equation.left)} {one.equation.sign} {line(one.equation.right)}" for one in section.lines]


def kinds_of(section: ResultSection) -> list[str]:
    return [remark.kind for remark in section.remarks]


# The example, as a reader sees it


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("IKK1.text.id", ["IKK1"]),
        ("IKK1.text.en", ["IKK1", "--lang", "en", "--exact"]),
        ("IKK2.text.id", ["IKK2"]),
        ("all.text.id", []),
        ("IKK1.markdown.id", ["IKK1", "--format", "markdown", "--exact"]),
        ("IKK1.html.id", ["IKK1", "--format", "html"]),
        ("IKK1.json", ["IKK1", "--format", "json"]),
        ("table.text.id", ["table.belanja.2.persen", "table.belanja.total.persen"]),
    ],
)
def test_the_example(
    name: str, arguments: list[str], update_expected: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = GOLDEN / f"bontang-2025.{name}.txt"

    cli.main(["explain", EDITION, DATA, *arguments])

    told = capsys.readouterr().out
    if update_expected:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, "utf-8")
    assert file.read_text("utf-8") == told


def test_a_derivation_reads_as_the_report_writes_it(outcome: Outcome) -> None:
    section = section_of(outcome, "IKK1.K1.D2")
    above = ["Paspor selesai tepat waktu (paling lama 4 hari)", "Pas lintas batas selesai tepat waktu"]
    below = ["Permohonan paspor sesuai syarat", "Permohonan pas lintas batas sesuai syarat"]

    assert lines_of(section) == [
        f"D2 = ({' + '.join(above)}) / ({' + '.join(below)}) × 100%",
        "D2 = (6.823 + 0) / (6.858 + 0) × 100%",
        "D2 = 6.823 / 6.858 × 100%",
        "D2 = 99,49%",
    ]
    assert [(told.path, told.value, told.at.short if told.at else "") for told in section.inputs] == [
        ("paspor.tepat_waktu", "6.823", "data.toml:190"),
        ("pas_lintas_batas.tepat_waktu", "0", "data.toml:196"),
        ("paspor.sesuai_syarat", "6.858", "data.toml:189"),
        ("pas_lintas_batas.sesuai_syarat", "0", "data.toml:195"),
    ]
    source = (ROOT / DATA).read_text("utf-8").splitlines()
    for told in section.inputs:
        assert told.at is not None
        assert told.path.partition(".")[2] in source[told.at.line - 1]


def test_every_rule_stands_where_its_place_says(outcome: Outcome) -> None:
    words = ("weight", "formula", "cap", "zero_over_zero", "missing", "applies_if")

    for section in every(lkjdsl.explain(outcome).sections):
        for rule in section.rules:
            if rule.kind in words:
                assert rule.at, (section.path, rule)
                name = rule.at[0].file
                source = (library_text(name) or (ROOT / name).read_text("utf-8")).splitlines()
                told = "\n".join(source[rule.at[0].line - 2 : rule.at[0].line])
                assert re.search(rf"{rule.kind}|'''", told), (section.path, rule, told)


def test_an_indicator_comes_with_what_it_is_measured_against(outcome: Outcome) -> None:
    section = section_of(outcome, "IKK1")

    assert [one.path for one in section.sections] == [
        "IKK1.K1", "IKK1.K2", "IKK1.achievement", "IKK1.compare.RPJMN", "IKK1.compare.nasional",
    ]  # fmt: skip
    assert lines_of(section.sections[3]) == [
        "Capaian = Realisasi / Target RPJMN × 100%", "Capaian = 98,277 / 95,20 × 100%", "Capaian = 103,23%",
    ]  # fmt: skip


# Steps that did something


def test_zero_over_zero_names_its_rule(outcome: Outcome) -> None:
    assert section_of(outcome, "IKK2.K2").remarks == (), "nothing happened at 6/6"
    [remark] = section_of(outcome, "IKK2.K1.I1.D1").remarks
    assert (remark.kind, [at.short for at in remark.at]) == ("zero-over-zero", ["2025.toml:31"])
    assert "hasil baginya 0" in remark.text


def test_of_several_divisions_the_one_that_is_meant_is_told() -> None:
    outcome = edition_of({"formula": "g.a / g.b + g.a / g.c", "zero_over_zero": 0, "over_zero": 1}).evaluate(
        {"g": {"a": 1, "b": 2, "c": 0}}
    )
    [remark] = section_of(outcome).remarks
    assert remark.kind == "over-zero"
    assert "Jumlah a / Jumlah c" in remark.text


def test_a_cap_shows_the_value_before_and_after() -> None:
    section = section_of(edition_of({"formula": "g.a / g.b", "cap": "100%"}).evaluate({"g": {"a": 6, "b": 5}}))

    assert lines_of(section)[-1] == "N = 120,00%"
    assert section.printed == "100,00%"
    assert [(remark.kind, remark.text) for remark in section.remarks] == [
        ("cap", "Batas atas (cap) 100,00%: 120,00% menjadi 100,00%.")
    ]


def test_a_cap_that_moves_less_than_a_printed_digit_is_seen() -> None:
    section = section_of(
        edition_of({"formula": "g.a / g.b", "cap": "100%"}).evaluate({"g": {"a": 100_001, "b": 10**5}})
    )
    assert section.remarks[0].text == "Batas atas (cap) 100,00%: 100,001% menjadi 100,00%."


def test_rounding_shows_the_value_before_and_after() -> None:
    section = section_of(edition_of({"formula": "g.a / g.b", "round": 1}).evaluate({"g": {"a": 2, "b": 3}}))
    assert section.remarks[0].text == "Dibulatkan ke 1 desimal (setengah ke atas): 66,67% menjadi 66,7%."


OTHERS_RESULT = """
lkjdsl = 1
title = 'Uji'
year = 2025
[input.g]
a = { kind = 'count' }
b = { kind = 'count', min = 1 }
[indicator.I]
name = 'I'
unit = 'percent'
round = 0
formula = 'g.a / g.b'
[indicator.J]
name = 'J'
unit = 'percent'
target = '90%'
achievement = 'WHOSE'
"""


def test_an_achievement_that_is_a_result_tells_how_that_one_is_rounded() -> None:
    outcome = lkjdsl.load(text=OTHERS_RESULT.replace("WHOSE", "I")).evaluate({"g": {"a": 2, "b": 3}})
    [remark] = section_of(outcome, "J.achievement").remarks
    assert remark.text == "Dibulatkan ke 0 desimal (setengah ke atas): 66,67% menjadi 67,00%."
    assert [at.short for at in remark.at] == ["<text>:11"]


def test_an_achievement_that_is_a_given_result_is_that_number() -> None:
    edition = lkjdsl.load(text=OTHERS_RESULT.replace("WHOSE", "result"))
    told = {"g": {"a": 2, "b": 3}, "given": {"J": "95%"}}
    assert lines_of(section_of(edition.evaluate(told), "J.achievement")) == ["Capaian = Realisasi", "Capaian = 95,00%"]


def test_an_excluded_component_leaves_its_weight_to_the_others() -> None:
    parts = {
        "A": {"name": "A", "unit": "percent", "weight": "50%", "formula": "g.a / g.b"},
        "B": {"name": "B", "unit": "percent", "weight": "30%", "formula": "g.a / g.a"},
        "C": {"name": "C", "unit": "percent", "weight": "20%", "formula": "g.c / g.c", "zero_over_zero": "exclude"},
    }
    section = section_of(edition_of({"unit": "index", **parts}).evaluate({"g": {"a": 1, "b": 2, "c": 0}}))

    assert lines_of(section) == [
        "N = (A × 50%) + (B × 30%) + (C × 20%)",
        "N = ((50,00 × 50%) + (100,00 × 30%)) / (50% + 30%)",
        "N = 31,25 + 37,50",
        "N = 68,75",
    ]
    assert kinds_of(section) == ["points", "reweighted"]
    assert section.remarks[1].text.endswith("secara sebanding: A 50% → 62,5%; B 30% → 37,5%.")
    assert [(part.weight, part.weight_after, part.contribution) for part in section.parts] == [
        ("50%", "62,5%", "31,25"), ("30%", "37,5%", "37,50"), ("20%", "", ""),
    ]  # fmt: skip


def test_a_given_value_tells_its_source_and_what_it_replaces(tmp_path: Path) -> None:
    data = tmp_path / "data.toml"
    data.write_text("[g]\na = 1\nb = 2\n[given]\nN = { value = '75%', from = 'Survei' }\n", "utf-8")
    section = section_of(edition_of({"formula": "g.a / g.b"}).evaluate(data))

    assert [remark.text for remark in section.remarks] == [
        "Nilai 75,00% diberikan oleh data. Sumber: Survei.",
        "Hasil hitungnya 50,00%; yang dipakai nilai yang diberikan.",
    ]
    assert section.remarks[0].at[0].short == "data.toml:5"


def test_what_does_not_apply_asks_for_no_inputs(outcome: Outcome) -> None:
    section = section_of(outcome, "IKK2.K6")

    assert kinds_of(section) == ["not-applicable"]
    assert [told.path for told in section.inputs] == ["kantor.tpi"]
    assert section.sections == ()


def test_a_missing_input_is_told_with_the_rule_and_the_reason(outcome: Outcome) -> None:
    section = section_of(outcome, "IKK3")

    assert kinds_of(section) == ["missing-state", "missing-state", "no-result"]
    assert [told.value for told in section.inputs] == ["belum diisi", "belum diisi"]


def test_a_default_is_told_as_one(outcome: Outcome) -> None:
    section = section_of(outcome, "IKK1.K2.D1")
    [told] = [told for told in section.inputs if told.path == "izin_tinggal.batal"]
    assert (told.source, told.at.short if told.at else "") == ("nilai bawaan edisi", "2025.toml:226")


def test_an_input_of_the_year_before_stands_in_that_file(tmp_path: Path) -> None:
    now, before = tmp_path / "now.toml", tmp_path / "before.toml"
    now.write_text("year = 2025\n[g]\na = 3\n", "utf-8")
    before.write_text("year = 2024\n\n[g]\na = 4\n", "utf-8")
    edition = edition_of({"formula": "g.a / previous(g.a)", "target": "50%"})
    section = section_of(edition.evaluate(now, before))

    assert lines_of(section)[:2] == [
        "N = Jumlah a / Jumlah a (tahun sebelumnya) × 100%", "N = 3 / 4 × 100%",
    ]  # fmt: skip
    assert [told.at.short for told in section.inputs if told.at] == ["now.toml:3", "before.toml:4"]
    assert section.sections[-1].path == "N.compare.previous"


def test_the_branch_that_was_taken_is_told() -> None:
    section = section_of(
        edition_of({"formula": "if(g.a > 5, g.a / g.b, 0)", "unit": "ratio"}).evaluate({"g": {"a": 2, "b": 4}})
    )
    assert lines_of(section)[:2] == ["N = { Jumlah a / Jumlah b jika Jumlah a > 5; 0 selain itu }", "N = 0"]
    assert section.remarks[0].text == "Syarat “Jumlah a > 5” tidak terpenuhi, maka dipakai 0."


def test_an_irrational_number_is_marked() -> None:
    section = section_of(edition_of({"formula": "sqrt(g.a / g.b)", "unit": "ratio"}).evaluate({"g": {"a": 2, "b": 1}}))
    assert lines_of(section)[-1] == "N ≈ 1,41"
    assert kinds_of(section) == ["approximate"]


def test_other_results_are_explained_once_below() -> None:
    count = {"unit": "count"}
    tables = {
        "lkjdsl": 1,
        "title": "Uji",
        "year": 2025,
        "input": {"g": {"a": {"kind": "count"}}},
        "indicator": {
            "N": {"name": "N", **count, "formula": "M + M + L"},
            "M": {"name": "M", **count, "formula": "L * 2"},
            "L": {"name": "L", **count, "formula": "g.a"},
        },
    }
    edition = lkjdsl.load(text=toml_text(tables))
    explanation = lkjdsl.explain(edition.evaluate({"g.a": 3}), "N")
    assert [section.path for section in explanation.sections] == ["N"]
    assert sorted(section.path for section in explanation.others) == ["L", "M"]


# Whatever the edition and the data


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    edition = lkjdsl.load(text=toml_text(draw(edition_tables(roots=True))))
    return edition.evaluate(draw(data_for(edition)))


@few
@given(outcomes(), st.sampled_from(["id", "en"]))
def test_everything_can_be_explained_in_every_form(outcome: Outcome, language: str) -> None:
    explanation = lkjdsl.explain(outcome, *outcome.paths, language=language)  # type: ignore[arg-type] # one of the two

    for section in every((*explanation.sections, *explanation.others)):
        result = outcome.result(section.path, explanation.language)
        assert section.status == result.status
        assert section.printed == result.printed or result.printed is None
        kinds = [one.kind for one in section.lines]
        assert kinds == sorted(kinds, key=["general", "figures", "worked", "result"].index)
    assert explanation.text()
    assert explanation.markdown(exact=True)
    _Checked().feed(explanation.html(exact=True))


@few
@given(outcomes())
def test_contributions_add_up_to_the_result(outcome: Outcome) -> None:
    for section in every(lkjdsl.explain(outcome).sections):
        node = outcome.nodes.get(section.path)
        shares = [part.share for part in section.parts if part.share is not None]
        touched = (
            node is None or node.path in outcome.data.facts.given or node.cap or node.floor or node.round is not None
        )
        if shares and not touched and section.status == "ok":
            exact = outcome.result(section.path).exact
            assert exact is not None
            assert sum(Fraction(*share) for share in shares) == exact


# Pages


class _Checked(HTMLParser):
    """Fails where an element is left open or closed twice, and collects scripts, links and ids."""

    VOID = ("meta", "rect")

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.scripts = 0
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in self.VOID:
            self.stack.append(tag)
        self.scripts += tag == "script"
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if "href" in told else []
        self.sources += [value or "" for key, value in attrs if key in ("src", "srcset", "data")]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.stack.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass


def test_the_page_needs_no_network_and_its_links_lead_somewhere(outcome: Outcome) -> None:
    page = _Checked()
    page.feed(lkjdsl.explain(outcome).html())

    assert page.stack == []
    assert page.sources == []
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= {*page.ids, "IKK2.K6.D1", "IKK2.K6.D2", "IKK2.K6.D3"} | {
        f"IKK4.K{number}" for number in range(1, 9)
    }


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> & \" ' $x$ `code` *bold* | [a](b) \x1b[31m"


def hostile() -> Outcome:
    """Return an outcome all of whose names mean harm."""
    formula = 'if(g.t = "x", 0, sum(r.v) / g.a)'
    part = {"name": HOSTILE, "unit": "percent", "weight": "100%", "formula": formula}
    node = {"name": HOSTILE, "unit": "index", "definition": HOSTILE, "note": HOSTILE, "basis": [HOSTILE], "A": part}
    tables = {
        "lkjdsl": 1,
        "title": HOSTILE,
        "year": 2025,
        "rules": {"zero_over_zero": 0},
        "input": {"g": {"a": {"kind": "count", "label": HOSTILE}, "t": {"kind": "text", "label": HOSTILE}}},
        "rows": {"r": {"n": {"kind": "text", "label": HOSTILE}, "v": {"kind": "count", "label": HOSTILE}}},
        "indicator": {"N": node},
    }
    data = {
        "office": HOSTILE,
        "g": {"a": 0, "t": HOSTILE},
        "r": [{"n": HOSTILE, "v": 0}],
        "given": {"N": {"value": 1, "from": HOSTILE}},
    }
    return lkjdsl.load(text=toml_text(tables)).evaluate(data)


def test_a_hostile_name_is_shown_and_does_nothing() -> None:
    explanation = lkjdsl.explain(hostile(), "N", "N.A")
    html = explanation.html(exact=True)
    page = _Checked()
    page.feed(html)

    assert page.scripts == 1
    assert "<img" not in html
    assert "\x1b" not in html + explanation.text() + explanation.markdown()
    assert "<script" not in re.sub(r"\\?<", lambda found: "" if found[0] == "\\<" else "<", explanation.markdown())
    assert json.loads(explanation.json())["title"] == HOSTILE


@pytest.mark.parametrize("what", ["example", "hostile"])
def test_a_browser_opens_the_page_without_an_error(what: str, outcome: Outcome, tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("no Chromium here; .ci/run installs it")
    page = tmp_path / "page.html"
    explanation = lkjdsl.explain(outcome) if what == "example" else lkjdsl.explain(hostile(), "N", "N.A")
    page.write_text(explanation.html(exact=True), "utf-8")

    finished = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr", "--v=0", "--virtual-time-budget=2000", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip

    assert [told for told in finished.stderr.splitlines() if "CONSOLE" in told] == []
    assert "<math" in finished.stdout
    assert finished.stdout.count("<details") == explanation.html().count("<details")


# The command line


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["explain", *arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_an_unknown_path_is_wrong_use_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, EDITION, DATA, "IKK1.K9", "IKK1", "--lang", "en")

    assert (status, out) == (2, "")
    assert "unknown-path" in err
    assert "did you mean `IKK1.K" in err


CONTRADICTIONS = {
    "fungsional = 29": "fungsional = 25",
    "permohonan    = 7630": "permohonan    = 7271",
    "= 11.61": "= 9.61",
    "= 102_000_000": "= 101_920_000",
    "= 153_944_000": "= 0",
}
"""The figures in which the report contradicts itself, and others that agree."""


@pytest.fixture
def agreeing(tmp_path: Path) -> str:
    """Return a data file like that of the example whose figures agree with each other."""
    text = Path(DATA).read_text("utf-8")
    for old, new in CONTRADICTIONS.items():
        text = text.replace(old, new)
    file = tmp_path / "data.toml"
    file.write_text(text, "utf-8")
    return str(file)


@pytest.mark.parametrize(("path", "expected"), [("IKK1", 0), ("IKK3", 1), ("PNBP.achievement", 0), ("IKK2.K6", 0)])
def test_the_exit_status_is_that_of_what_was_asked_for(
    path: str, expected: int, agreeing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, EDITION, agreeing, path)[0] == expected


def test_data_that_contradict_themselves_are_always_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, EDITION, DATA, "IKK1")[0] == 1


def test_a_page_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"
    status, out, _ = run(capsys, EDITION, DATA, "IKK1", "--format", "html", "--output", str(file))

    assert (status, out) == (1, "")
    assert file.read_text("utf-8") == lkjdsl.explain(lkjdsl.load(EDITION).evaluate(DATA), "IKK1").html()


def test_a_data_file_that_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, EDITION, "data/nirgends.toml")[0] == 2


def test_a_rule_of_all_indicators_is_found_where_it_is_stated() -> None:
    """An achievement's cap in ``[rules]`` stands there, and not in the indicator, which does not say it."""
    node = {"formula": "g.a / g.b", "target": "50%"}
    edition = edition_of(node, rules={"achievement_cap": "120%", "achievement_floor": "0%"})
    section = section_of(edition.evaluate({"g": {"a": 3, "b": 4}}), "N.achievement")
    text = edition.definition.indicators["N"].place.source.text.splitlines()  # type: ignore[union-attr]
    lines = {rule.kind: text[rule.at[0].line - 1] for rule in section.rules if rule.at}
    assert lines["achievement_cap"].startswith("achievement_cap")
    assert lines["achievement_floor"].startswith("achievement_floor")
    assert any(rule.at and text[rule.at[0].line - 1].startswith("achievement_cap") for rule in section.remarks)


LOW = {"scale": {"low": {"bands": [{"at_least": 80, "label": "Baik", "value": 3}]}}}


@pytest.mark.parametrize(("formula", "kinds"), [("g.a", ["no-label"]), ("score(g.a, scale.low)", ["no-result"])])
def test_what_no_band_takes_has_no_label(formula: str, kinds: list[str]) -> None:
    """No label is called *not available*, and no line ends in a sign of equality."""
    node = {"unit": "index", "formula": formula, "scale": "low"}
    edition = edition_of(node, **LOW, input={"g": {"a": {"kind": "index"}}})
    section = section_of(edition.evaluate({"g": {"a": 70}}))
    assert kinds_of(section) == kinds
    assert all("“tidak tersedia”" not in remark.text for remark in section.remarks)
    assert not any(one.rstrip().endswith("=") for one in lines_of(section))
