"""What is wrong with figures and lines, and what is only noted, from tables of cases."""

from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.auditing.audit import Audit
from lkjdsl.catalogue import entry
from lkjdsl.diagnostic import Diagnostic

TOLD = tomli.loads(Path(__file__).with_name("findings.toml").read_text("utf-8"))
EDITION = lkjdsl.load(text=TOLD["edition"])
CASES = [("figure", case) for case in TOLD["figure"]] + [("line", case) for case in TOLD["line"]]
each_case = pytest.mark.parametrize(
    ("kind", "case"), CASES, ids=[f"{case['code']}: {case['printed']}" for _, case in CASES]
)


def audited(kind: str, case: dict[str, Any], tmp_path: Path) -> Audit:
    data = tmp_path / "data.toml"
    data.write_text(TOLD["data"], encoding="utf-8")
    place = case.get("place", "")
    beside = [{"what": what, "printed": text, "place": place} for what, text in case.get("beside", {}).items()]
    beside += [{"what": what, "printed": text} for what, text in case.get("elsewhere_of", {}).items()]
    beside += [{"what": case["what"], "printed": text, "place": "di sini"} for text in case.get("elsewhere", ())]
    told = {"what": case["what"], "printed": case["printed"], "place": place}
    figures = {"figure": [told, *beside]} if kind == "figure" else {"line": [told], "figure": beside}
    found = lkjdsl.audit(EDITION, figures, data)
    assert found.problems == ()
    return found


def said(audit: Audit, kind: str) -> dict[str, Diagnostic]:
    one = audit.figures[0] if kind == "figure" else audit.lines[0]
    return {each.code: each for each in (*one.findings, *one.notes)}


@each_case
def test_it_is_found_and_told(kind: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = audited(kind, case, tmp_path)
    told = said(found, kind)
    assert case["code"] in told, list(told)
    assert told[case["code"]].message("id") == case["says"]
    assert "{" not in told[case["code"]].message("en")


@each_case
def test_a_finding_disagrees_and_a_note_does_not(kind: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = audited(kind, case, tmp_path)
    one = found.figures[0] if kind == "figure" else found.lines[0]
    if entry(case["code"]).severity == "note" and kind == "line":
        return  # a line disagrees by what else is in it
    assert one.verdict == case.get("verdict", "disagrees")


def test_every_finding_of_the_catalogue_has_a_case() -> None:
    catalogue = Path(lkjdsl.__file__).with_name("catalogue") / "audit.toml"
    entries = tomli.loads(catalogue.read_text("utf-8")).items()
    # What is noted of tables of offices is met in test_table_audit.py.
    codes = {code for code, one in entries if one["severity"] != "error" and not code.startswith("table-")}
    met = {case["code"] for _, case in CASES} | {case["code"] for case in TOLD["broken"] + TOLD["note"]}
    assert met == codes | {"constraint-broken"}


@pytest.mark.parametrize("case", TOLD["broken"], ids=lambda case: case["code"])
def test_a_broken_constraint_is_a_finding_of_the_report(case: dict[str, Any]) -> None:
    figures = [{"what": what, "printed": text, "place": "di sini"} for what, text in case["printed"].items()]
    found = lkjdsl.audit(EDITION, {"figure": figures}, case.get("data"))
    assert [(one.finding.code, one.finding.message("id")) for one in found.broken] == [(case["code"], case["says"])]
    assert found.problems == ()
    assert not found.clean


@pytest.mark.parametrize("case", TOLD["note"], ids=lambda case: case["code"])
def test_it_is_noted_once_for_the_report(case: dict[str, Any]) -> None:
    whats = case.get("whats", ["IKK1.target"] * len(case["printed"]))
    locales = case.get("locales", ["id"] * len(case["printed"]))
    figures = [
        {"what": what, "printed": text, "place": f"Tabel {number}", "locale": locale}
        for number, (what, text, locale) in enumerate(zip(whats, case["printed"], locales, strict=True), 1)
    ]
    found = lkjdsl.audit(EDITION, {"figure": figures})
    assert [(note.code, note.message("id")) for note in found.notes] == [(case["code"], case["says"])]


def test_a_figure_that_is_declared_exact_was_not_rounded() -> None:
    def verdicts(exact: bool) -> list[str]:
        result = {"what": "IKK1", "printed": "57", "exact": exact}
        found = lkjdsl.audit(EDITION, {"figure": [result, {"what": "IKK1.achievement", "printed": "62,57%"}]})
        return [figure.verdict for figure in found.figures]

    # 57 may be 56,5 to 57,5, and so 62,09% to 63,19% of 91; 57 to the last digit is 62,64%.
    assert verdicts(exact=False) == ["unverifiable", "agrees"]
    assert verdicts(exact=True) == ["unverifiable", "disagrees"]


def test_what_a_rule_gives_for_a_missing_value_is_not_impossible() -> None:
    # The rule gives half a case where the data state none; a value that the data do state is a whole number of cases.
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'Kantor'\nyear = 2025\n[rules]\nmissing = '50%'\n"
        "[indicator.Titipan]\nname = 'Titipan'\nunit = 'count'\nround = 1\n"
    )
    assert lkjdsl.audit(edition, {"figure": [{"what": "Titipan", "printed": "0,5"}]}).figures[0].findings == ()


def test_printed_figures_that_leave_a_constraint_open_break_none() -> None:
    figures = [{"what": "rk.selesai", "printed": "21"}]
    assert lkjdsl.audit(EDITION, {"figure": figures}).broken == ()


RIGHT = [
    ("IKK1", "56,94"),
    ("IKK1", "56,9 (Indeks)"),
    ("IKK1", "[57]"),
    ("IKK1.D1", "90,89 %"),
    ("IKK1.D1", "90,9 persen"),
    ("IKK1.D1.weight", "60%"),
    ("IKK1.target", "91,00 (indeks)"),
    ("IKK1.compare.RPJMN.target", "95,20"),
    ("paspor.terbit", "6.858"),
    ("paspor.terbit", "6.858 orang"),
    ("paspor.biaya", "Rp.3.558.827.000,-"),
    ("paspor.biaya", "Rp3,56 miliar"),
    ("Lama", "8 hari"),
    ("Lama", "8"),
]


@pytest.mark.parametrize(("what", "printed"), RIGHT)
def test_what_is_right_agrees_and_nothing_is_said_of_it(what: str, printed: str, tmp_path: Path) -> None:
    case = {"what": what, "printed": printed}
    one = audited("figure", case, tmp_path).figures[0]
    assert (one.verdict, one.findings, one.notes) == ("agrees", (), ())


LINES = [
    ("IKK1.D1", "D1 = (6.858 + 413) / 8.000 x 100% = 90,89%"),
    ("IKK1.D1", "D1 = 7.271 : 8.000 = 0,9089"),
    ("IKK1.D1", "D1 = 91"),
    ("IKK1", "X = (D_1 * 60%) + (D_2 * 40%)"),
    ("IKK1", "X = (D1 x W1) + (D2 x W2)"),
    ("IKK1", "X = (90,89 * 60%) + (6,02 * 40%) = 54,53 + 2,41 = 56,94"),
    ("IKK1", "= 60% × 90,9 + 40% × 6,0 = 56,94 (Indeks)."),
    ("IKK1.achievement", "Capaian = Realisasi / Target * 100% = 56,94 / 91,00 * 100% = 62,57%"),
    ("IKK2.target", "Target = 100%"),
    ("", "0,5 * 4,0 = 2,0"),
]


@pytest.mark.parametrize(("what", "printed"), LINES)
def test_a_right_line_agrees(what: str, printed: str, tmp_path: Path) -> None:
    one = audited("line", {"what": what, "printed": printed}, tmp_path).lines[0]
    assert (one.verdict, one.findings, one.notes) == ("agrees", (), ())


def test_what_only_complete_data_cannot_give_is_no_finding() -> None:
    edition = lkjdsl.load(
        text="lkjdsl = 1\ntitle = 'E'\nyear = 2025\n[indicator.I]\nunit = 'percent'\n"
        "aggregate = 'mean'\nmissing = 'exclude'\n"
        "A = { unit = 'percent', formula = '0' }\nB = { unit = 'percent', floor = '1%' }\n"
    )
    found = lkjdsl.audit(edition, {"figure": [{"what": "I", "printed": "0,00%"}]})
    assert [figure.verdict for figure in found.figures] == ["agrees"]
