"""What `lkjdsl check` proves and finds."""

import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli

from lkjdsl import cli
from lkjdsl.edition import Edition, load, try_load
from lkjdsl.proving.findings import EditionFindings, check_edition
from lkjdsl.proving.range_words import range_text
from lkjdsl.proving.turning_points import turning
from lkjdsl.render.text import NARROWEST
from lkjdsl.trying.cases import try_case
from lkjdsl.trying.claims import try_claims
from lkjdsl.trying.coverage import Coverage
from lkjdsl.trying.files import cases_of_file
from tests.support.paths import ROOT

EDITION = ROOT / "formulas" / "2025.toml"
CASES = ROOT / "formulas" / "2025-cases.toml"
SLIPS = tomli.loads(Path(__file__).with_name("slips.toml").read_text("utf-8"))["slip"]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(EDITION)


@pytest.fixture(scope="module")
def checked(edition: Edition) -> EditionFindings:
    return check_edition(edition)


def told(findings: EditionFindings) -> Counter[tuple[str, str]]:
    """Return the code of each finding with the path or name it is about."""
    found = (finding.diagnostic for finding in findings.findings)
    return Counter((one.code, str(one.values.get("path", one.values.get("name", "")))) for one in found)


TWO_DENOMINATORS = """
lkjdsl = 1
title = 'Uji'
year = 2025
[rules]
zero_over_zero = 0
[input.a]
x = { kind = 'count', min = 1 }
y = { kind = 'count' }
z = { kind = 'count' }
w = { kind = 'count', min = 1 }
never = { kind = 'count', min = 1 }
[indicator.I]
name = 'I'
unit = 'ratio'
formula = 'a.x / a.y + a.w / a.z + a.x / a.never'
"""


def test_each_denominator_has_a_witness_of_its_own() -> None:
    findings = check_edition(load(text=TWO_DENOMINATORS)).findings
    data = [
        str(finding.diagnostic.values["data"]) for finding in findings if finding.diagnostic.code == "number-over-zero"
    ]
    assert data == ["a.x = 1, a.y = 0", "a.z = 0, a.w = 1"]


def test_nothing_is_said_of_the_edition_that_is_not_so(checked: EditionFindings) -> None:
    """Each of these is so by the report: none of the four has a cap or a constraint, and two have a factor -100%."""
    assert told(checked) == Counter(
        [
            ("can-leave-range", "IKK2.K2"),
            ("can-leave-range", "IKK2.K4"),
            ("can-leave-range", "IKK2.K5.D1"),
            ("can-only-lower", "IKK2.K5.D2"),
            ("can-only-lower", "IKK2.K5.D3"),
            ("can-leave-range", "IKK2.K5.D4"),
        ]
    )


def test_a_finding_about_values_shows_data_that_were_evaluated(checked: EditionFindings, edition: Edition) -> None:
    for finding in checked.findings:
        path = str(finding.diagnostic.values["path"])
        assert finding.witness is not None
        outcome = edition.evaluate(finding.witness.tables)
        value = outcome[path].exact
        assert value is not None
        assert not 0 <= value <= 1
        assert not any(problem.severity == "error" for problem in outcome.problems)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("IKK1", "0 – 100"),
        ("IKK1.K1", "0 – 100"),
        ("IKK1.K1.D1", "0% – 100%"),
        ("IKK1.K2.D2", "0% – 100%"),
        ("IKK1.achievement", "0% – ≈ 109.89%"),
        ("IKK2.K1", "0 – 100"),
        ("IKK2.K2", "≥ 0%; not available"),
        ("IKK2.K3", "0% – 100%; not available"),
        ("IKK2.K5.D2", "≤ 0%; not available"),
        ("IKK2.K6", "0 – 100; not applicable"),
        ("IKK3", "0% – 100%"),
        ("NKA", "0 – 100"),
        ("Anggaran", "≥ Rp0"),
        ("Anggaran.achievement", "0% – 100%; not available"),
        ("SK1.achievement", "0% – ≈ 109.89%"),
        ("Layanan_paspor", "≥ 0"),
    ],
)
def test_ranges_of_the_edition(checked: EditionFindings, path: str, expected: str) -> None:
    proofs = checked.proofs
    node = proofs.nodes.get(path)
    unit = node.unit if node is not None else "percent"
    assert range_text(proofs.range(path), unit, "en") == expected


def test_every_direction_of_the_first_two_indicators_is_settled(checked: EditionFindings, edition: Edition) -> None:
    """All are proved, but of SPDP: they are the numerator of one component and the denominator of another."""
    first, second = checked.proofs.moves("IKK1"), checked.proofs.moves("IKK2")
    unknown = {name for moves in (first, second) for name, direction in moves.items() if direction == "unknown"}
    (found,) = (one for one in turning(checked.search) if len(one.shown) > 1)

    def index(shown: Mapping[str, Any], more: int = 0) -> Fraction:
        value = edition.evaluate({**shown, found.input: shown[found.input] + more})[found.path].exact
        assert value is not None
        return value

    assert unknown == {"penyidikan.spdp"}
    assert (found.path, found.input) == ("IKK2.K1.I1", "penyidikan.spdp")
    assert index(found.shown["rises"], 1) > index(found.shown["rises"])
    assert index(found.shown["falls"], 1) < index(found.shown["falls"])


def slipped(slip: dict[str, Any]) -> str:
    """Return the text of the edition with a slip in it; one that moves something is made in two places."""
    text = EDITION.read_text("utf-8")
    for one in (slip, *([slip["also"]] if "also" in slip else [])):
        at = text.index(one["find"], text.index(one.get("after", "")))
        text = f"{text[:at]}{one['write']}{text[at + len(one['find']) :]}"
    return text


def named(slips: list[dict[str, Any]], key: str) -> pytest.MarkDecorator:
    """Return what runs a test for each of the *slips* that says something of *key*."""
    chosen = [slip for slip in slips if key in slip]
    return pytest.mark.parametrize("slip", chosen, ids=[slip["name"] for slip in chosen])


def with_slip(slip: dict[str, Any]) -> Edition:
    edition, problems = try_load(text=slipped(slip))
    assert edition is not None, [problem.message("en") for problem in problems]
    return edition


@named(SLIPS, "code")
def test_a_slip_is_found(slip: dict[str, Any], checked: EditionFindings) -> None:
    new = told(check_edition(with_slip(slip))) - told(checked)
    assert slip["code"] in {code for code, _ in new}


@named(SLIPS, "misses")
def test_a_slip_misses_what_a_case_expects(slip: dict[str, Any]) -> None:
    edition = with_slip(slip)
    cases, _ = cases_of_file(edition, str(CASES))
    misses = {miss.path for case in cases for miss in try_case(edition, case).misses}
    assert slip["misses"] in misses


@named(SLIPS, "refuted")
def test_a_slip_is_refuted(slip: dict[str, Any]) -> None:
    edition = with_slip(slip)
    searched = try_claims(edition, Coverage.of(edition.program()), examples=200)
    assert slip["refuted"] in {one.claim.kind for one in searched.refuted if not one.claim.remark}


def test_there_are_slips_enough_and_none_in_the_edition(edition: Edition) -> None:
    cases, problems = cases_of_file(edition, str(CASES))
    searched = try_claims(edition, Coverage.of(edition.program()), examples=200)

    assert len(SLIPS) >= 50
    assert problems == ()
    assert [miss for case in cases for miss in try_case(edition, case).misses] == []
    assert [one.claim.about for one in searched.refuted if not one.claim.remark] == []


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["check", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_json_has_everything(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    status, out, _ = run(capsys, str(EDITION), "--format", "json", "--lang", "en")
    found = json.loads(out)
    one = found["proved"]["IKK2.K3"]

    assert status == 0
    assert found["proved"].keys() == edition.program().results.keys()
    assert one["range"]["low"] == {"exact": "0", "value": "0", "open": False}
    assert one["range"]["high"] == {"exact": "1", "value": "1", "open": False}
    assert one["states"] == ["unavailable"]
    assert one["rises_with"] == ["intelijen.ditindaklanjuti"]
    assert one["falls_with"] == ["intelijen.dilaporkan"]
    assert found["findings"][0]["code"] == "can-leave-range"
    assert found["findings"][0]["data"] == {"pengawasan.dilaksanakan": 2, "pengawasan.direncanakan": 1}


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_page_for_people_names_every_node(form: str, capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    _, out, _ = run(capsys, str(EDITION), "--format", form)
    out = out.replace("\\", "")  # Markdown's
    names = [node.path.rpartition(".")[2] for node in edition.definition.nodes()]
    # A longer name is broken over two lines of a table.
    assert [name for name in names if len(name) < NARROWEST and name not in out] == []


def test_a_name_longer_than_its_column_goes_on_after_a_sign(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(EDITION), "--lang", "en")
    lines = [line.split() for line in out.splitlines()]

    place = next(place for place, words in enumerate(lines) if "izin_tinggal.tepat_" in words)
    assert "waktu," in lines[place + 1]


def test_numbers_of_a_hundred_thousand_digits_are_proved_soon() -> None:
    """They are left to their intervals: what relations say of them would take half a minute."""
    formula = f"1 / ({' * '.join(['2 ^ 10000'] * 33)}) / 8"
    component = f"K1 = {{ unit = 'percent', weight = '100%', cap = '100%', formula = '{formula}' }}"
    edition = load(text=f"lkjdsl = 1\ntitle = ''\nyear = 2025\n[indicator.A]\nunit = 'index'\n{component}")
    started = time.perf_counter()
    proofs = check_edition(edition).proofs

    assert range_text(proofs.range("A.K1"), "percent", "en") == "≈ 0.00%"
    assert time.perf_counter() - started < 10


def test_a_bound_is_explained_by_the_constraints_that_make_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, str(EDITION), "--explain-range", "IKK1.K1.D1", "--lang", "en")
    words = " ".join(out.split())

    assert status == 0
    assert "at most 100%, since the constraint `paspor_selesai`" in words
    assert "the constraint `pas_lintas_batas_selesai`" in words
    assert "paspor_tepat_waktu" not in words


def test_a_bound_is_explained_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(EDITION), "--explain-range", "IKK3", "--format", "json", "--lang", "en")
    steps = json.loads(out)["steps"]

    assert steps[-1]["because"][0]["side"] == "high"
    assert steps[-1]["because"][0]["used"] == ["the constraint `rencana_aksi_rb` (rb.terlaksana <= rb.total)"]


def test_a_path_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, str(EDITION), "--explain-range", "IKK1.K1.D9", "--lang", "en")
    assert (status, out) == (2, "")
    assert "did you mean `IKK1.K1.D" in err


def test_an_error_is_the_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip = next(slip for slip in SLIPS if slip.get("code") == "zero-rule-unstated")
    file = tmp_path / "edition.toml"
    file.write_text(slipped(slip), "utf-8")
    assert run(capsys, str(file))[0] == 1
    assert run(capsys, str(tmp_path / "none.toml"))[0] == 2


def test_an_edition_with_errors_is_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "edition.toml"
    file.write_text("lkjdsl = 1\nyear = 2025\n", "utf-8")
    status, out, _ = run(capsys, str(file), "--format", "json")
    found = json.loads(out)

    assert status == 1
    assert found["proved"] == {}
    assert "missing-key" in {one["code"] for one in found["findings"]}


def test_every_denominator_that_can_be_zero_is_named_with_its_rules(
    capsys: pytest.CaptureFixture[str], edition: Edition
) -> None:
    """The rule of the edition, 0, is that of all of them; x/0 cannot be where the numerator is a part."""
    zeros = json.loads(run(capsys, str(EDITION), "--format", "json")[1])["zero_denominators"]
    over = {zero["path"]: zero["over_zero"] for zero in zeros}
    texts = {node.path: node.formula.text for node in edition.definition.nodes() if node.formula}
    divided = [path for path, text in texts.items() if "/" in text and not re.search(r"/ [0-9]+%$", text)]

    assert [zero["path"] for zero in zeros] == divided
    assert {zero["zero_over_zero"]["exact"] for zero in zeros} == {"0"}
    assert {path for path, rule in over.items() if rule == "unavailable"} == {
        "IKK2.K2", "IKK2.K3", "IKK2.K4", "IKK2.K5.D1", "IKK2.K5.D2", "IKK2.K5.D3", "IKK2.K5.D4",
        "Risiko_terjadi", "Risiko_ditangani",
    }  # fmt: skip
    assert {rule for path, rule in over.items() if path.startswith(("IKK1", "IKK2.K1", "IKK2.K6", "IKK3"))} == {None}


def test_watched_files_are_checked_again_until_somebody_stops_it(tmp_path: Path) -> None:
    """A file that the edition extends is watched too, and the output replaces itself."""
    base, file, output = (tmp_path / name for name in ("base.toml", "edition.toml", "out.json"))
    base.write_text(EDITION.read_text("utf-8"), "utf-8")
    file.write_text("extends = 'base.toml'\n", "utf-8")
    slip = next(slip for slip in SLIPS if slip["name"] == "a cap removed")
    command = [sys.executable, "-m", "lkjdsl", "check", str(file), "--watch", "--format", "json"]

    def count() -> int:
        return len(json.loads(output.read_text("utf-8"))["findings"]) if output.exists() else 0

    # A run of the tests in the background may have to ignore the signal, and the command would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [*command, "--output", str(output)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        told = [comes_to(6, count)]
        base.write_text("year = ", "utf-8")
        told.append(comes_to(1, count))
        base.write_text(slipped(slip), "utf-8")
        told.append(comes_to(7, count))
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)

    assert told == [True, True, True]
    assert (running.returncode, out) == (130, "")
    assert "Traceback" not in err


def comes_to(wanted: int, count: Callable[[], int]) -> bool:
    """Return whether *count* comes to be what is *wanted* within half a minute."""
    end = time.monotonic() + 30
    while count() != wanted:
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_what_is_proved_is_not_searched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = (
        "[invariant.naik]\nof = 'IKK3'\nrises_with = ['rb.terlaksana', 'rb.total']\nunchanged_by = ['paspor.terbit']\n"
    )
    file = tmp_path / "edition.toml"
    file.write_text(f"{EDITION.read_text('utf-8')}\n{claims}", "utf-8")
    cli.main(["test", str(file), "--examples", "30", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    proved = {(one["claim"], one["about"]) for one in found["proved"]}

    assert ("direction", "naik: IKK3, rb.terlaksana") in proved
    assert ("direction", "naik: IKK3, paspor.terbit") in proved
    assert ("direction", "naik: IKK3, rb.total") not in proved
    assert ("range", "IKK1.K1.D1") in proved
    assert ("bounds", "IKK2.K3") in proved
    assert ("range", "IKK2.K2") not in proved


def test_a_constant_is_used_where_an_extended_edition_uses_it(tmp_path: Path) -> None:
    (tmp_path / "2025.toml").write_text(
        "lkjdsl = 1\ntitle = 'E'\nyear = 2025\n[constant]\nbobot = '60%'\n[rules]\nzero_over_zero = 0\n"
        "[input.d]\na = { kind = 'count' }\nb = { kind = 'count' }\n[indicator.I]\nunit = 'index'\n"
        "K1 = { unit = 'percent', weight = 'bobot', formula = 'd.a / d.b', cap = '100%' }\n"
        "K2 = { unit = 'percent', weight = '1 - bobot', formula = 'd.b / d.a', cap = '100%' }\n"
    )
    (tmp_path / "2026.toml").write_text("extends = '2025.toml'\nyear = 2026\n")
    edition, _ = try_load(tmp_path / "2026.toml")
    assert edition is not None
    assert "never-used" not in {problem.code for problem in check_edition(edition).problems}
