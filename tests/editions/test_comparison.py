"""What changed between two editions, and what each change does to the results."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import factorial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lkjdsl import cli
from lkjdsl.edition import Edition, of_tables
from lkjdsl.editions.changes import Change, changes_of, sentence
from lkjdsl.editions.comparison import Comparison, EditionSide, compared
from lkjdsl.editions.differences import differences
from lkjdsl.editions.edits import ABSENT, Edit, edited, variant
from lkjdsl.editions.players import players_of
from lkjdsl.editions.shapley import shares
from lkjdsl.source import NO_FILE, Source
from lkjdsl.source import Path as KeyPath
from lkjdsl.syntax.extending import ExtendedTables, read_written
from lkjdsl.syntax.toml import read
from lkjdsl.syntax.toml_writer import toml_text
from tests.support.paths import ROOT

EDITION = str(ROOT / "formulas/2025.toml")
PRINTED = str(ROOT / "examples/bontang-2025/as-printed.toml")
DATA = str(ROOT / "examples/bontang-2025/data.toml")
CONTRADICTORY = 1
"""The exit status for the example, whose report contradicts itself: its data break constraints."""
TABLES = read(Path(EDITION).read_text("utf-8"))

K1, K3 = ("indicator", "IKK1", "K1"), ("indicator", "IKK2", "K3")

SENTENCES = [
    ({(*K1, "D1", "weight"): "60%"}, "IKK1.K1.D1: weight 70% → 60%"),
    ({(*K1, "D1", "weight"): "7/10"}, None),
    ({(*K1, "D1", "weight"): "70.0%"}, None),
    ({(*K1, "name"): "Indeks  kualitas layanan\n dokumen perjalanan"}, None),
    ({(*K1, "name"): "Indeks mutu"}, "IKK1.K1: name “Indeks kualitas layanan dokumen perjalanan” → “Indeks mutu”"),
    ({(*K3, "formula"): "intelijen.ditindaklanjuti/ intelijen.dilaporkan"}, None),
    ({(*K3, "formula"): "intelijen.ditindaklanjuti ÷ intelijen.dilaporkan"}, None),
    (
        {(*K3, "formula"): "intelijen.tepat_waktu / intelijen.dilaporkan"},
        "IKK2.K3: formula [-intelijen.ditindaklanjuti-]{+intelijen.tepat_waktu+} / intelijen.dilaporkan",
    ),
    ({(*K3, "cap"): ABSENT}, "IKK2.K3: cap 100% → none"),
    ({("indicator", "IKK2", "K6"): ABSENT}, "IKK2.K6 removed (Indeks keamanan"),
    (
        {("indicator", "IKK2", "K7"): {"name": "Baru", "unit": "index", "weight": "10%", "formula": "5"}},
        "IKK2.K7 added (Baru, weight 10%)",
    ),
    ({("rules", "zero_over_zero"): "exclude"}, "all: rule for 0/0 0 → excluded"),
    ({("rules", "zero_over_zero"): Decimal("0.0")}, None),
    ({(*K3, "zero_over_zero"): "exclude"}, "IKK2.K3: rule for 0/0 none → excluded"),
    ({("indicator", "IKK1", "target", "2025"): Decimal("95.20")}, "IKK1: target 2025 91 → 95.2"),
    ({("indicator", "IKK1", "target", "2026"): 92}, "IKK1: target 2026 none → 92"),
    ({("indicator", "IKK1", "target", "2026"): {"TW1": 92}}, "IKK1: target 2026 TW1 none → 92"),
    ({("indicator", "IKK1", "compare", "RPJMN"): 96}, "IKK1: compared with RPJMN 95.2 → 96"),
    ({("input", "paspor", "hilang"): {"kind": "count", "label": "Hilang"}}, "paspor.hilang added (Hilang)"),
    ({("input", "kantor", "tpi", "default"): ABSENT}, "kantor.tpi: value where none is given false → none"),
    ({("constraint", "pemeriksaan_tpi"): ABSENT}, "constraint.pemeriksaan_tpi"),
    ({("indicator", "IKK1", "note"): "x"}, "IKK1: note changed"),
    ({("case",): [{"name": "a"}]}, "worked cases"),
    ({("invariant", "satu"): "IKK1 <= 100"}, "invariant.satu added (IKK1 <= 100)"),
    ({("constant",): {"c": 5}}, "c added (5)"),
    ({("title",): "x"}, "title “Kantor Imigrasi Kelas III Non TPI: indikator kinerja kegiatan” → “x”"),
    ({("year",): 2026}, "year 2025 → 2026"),
]


def edits_of(values: Mapping[KeyPath, Any]) -> list[Edit]:
    return [Edit(path, None, value) for path, value in values.items()]


@pytest.mark.parametrize(("values", "said"), SENTENCES)
def test_a_change_is_said_in_the_planners_words(values: Mapping[KeyPath, Any], said: str | None) -> None:
    changes = changes_of(differences(TABLES, edited(TABLES, edits_of(values))))
    sentences = [sentence(change, "en") for change in changes]
    assert len(sentences) == (said is not None)
    assert not sentences or sentences[0].startswith(said or "")
    assert all(sentence(change, "id") for change in changes)


def shuffled(tables: Any, draw: Any) -> Any:
    """Return *tables* with its keys in another order and its formulas with other blanks."""
    if isinstance(tables, Mapping):
        keys = draw(st.permutations(list(tables)))
        return {key: shuffled(tables[key], draw) for key in keys}
    if isinstance(tables, str) and " / " in tables:
        return tables.replace(" / ", draw(st.sampled_from(["/", "  /\n ", " ÷ "])))
    return tables


@settings(max_examples=20)
@given(st.data())
def test_a_reordered_and_reformatted_edition_differs_in_nothing(data: st.DataObject) -> None:
    other = read(toml_text(shuffled(TABLES, data.draw)))
    assert differences(TABLES, other) == []


# --- Attribution ------------------------------------------------------------------------------------------------------

SMALL = """
lkjdsl = 1
title = 'Kecil'
year = 2025
[rules]
zero_over_zero = 0
average = 'objectives'
[constant]
c = 2
[input.a]
x = { kind = 'count' }
y = { kind = 'count' }
z = { kind = 'count', default = 3 }
[objective.S]
name = 'S'
[indicator.I]
objective = 'S'
unit = 'index'
target = 80
[indicator.I.K1]
unit = 'percent'
weight = '60%'
formula = 'a.x / a.y'
[indicator.I.K2]
unit = 'index'
weight = '40%'
[indicator.I.K2.D1]
unit = 'percent'
weight = '30%'
formula = 'a.z / (a.x + c)'
[indicator.I.K2.D2]
unit = 'percent'
weight = '70%'
formula = 'a.y / (a.x + a.z)'
cap = '100%'
[indicator.J]
objective = 'S'
unit = 'index'
formula = 'I / 2 + I.achievement * 10'
target = 50
"""
WRITTEN = ExtendedTables(Source(NO_FILE, SMALL), read(SMALL))
TOP = ("indicator", "I")
POOL: list[dict[KeyPath, Any]] = [
    {(*TOP, "K1", "formula"): "a.x / (a.y + a.z)"},
    {(*TOP, "K1", "cap"): "50%"},
    {(*TOP, "K1", "round"): 0},
    {(*TOP, "K1", "weight"): "50%", (*TOP, "K2", "weight"): "50%"},
    {(*TOP, "K2", "D1", "weight"): "70%", (*TOP, "K2", "D2", "weight"): "30%"},
    {(*TOP, "K2", "aggregate"): "mean", (*TOP, "K2", "D1", "weight"): ABSENT, (*TOP, "K2", "D2", "weight"): ABSENT},
    {
        (*TOP, "K2", "D3"): {"unit": "percent", "weight": "10%", "formula": "a.x / 7"},
        (*TOP, "K2", "D1", "weight"): "20%",
    },
    {(*TOP, "K2", "D2"): ABSENT, (*TOP, "K2", "D1", "weight"): "100%"},
    {(*TOP, "K2", "D2", "formula"): "a.baru / (a.x + 1)", ("input", "a", "baru"): {"kind": "count", "default": 4}},
    {("rules", "zero_over_zero"): "exclude"},
    {(*TOP, "K2", "zero_over_zero"): 1},
    {("constant", "c"): 5},
    {("input", "a", "z", "default"): 9},
    {(*TOP, "target"): 90},
    {(*TOP, "polarity"): "minimize"},
    {("rules", "achievement_cap"): "100%"},
    {("indicator", "J", "objective"): ABSENT},
    {("indicator", "J", "formula"): "I / 3"},
    {("rules", "average"): "indicators"},
    {("indicator", "L"): {"unit": "index", "objective": "S", "target": 10, "formula": "I.K1 * 20"}},
    {(*TOP, "applies_if"): "a.x > 2"},
    {("title",): "Lain"},
]


def compared_after(chosen: Sequence[int], data: Mapping[str, Any]) -> tuple[Comparison, ExtendedTables] | None:
    """Return the comparison of the small edition with one that has the chosen changes, where that is an edition."""
    edits = [edit for index in chosen for edit in edits_of(POOL[index])]
    new = ExtendedTables(WRITTEN.source, edited(WRITTEN.tables, edits))
    edition, _ = of_tables(new)
    return None if edition is None else (compared(EditionSide(WRITTEN, small()), EditionSide(new, edition), data), new)


def named(changes: Sequence[Change]) -> tuple[tuple[KeyPath, str], ...]:
    return tuple((change.path, change.key) for change in changes)


@cache
def small() -> Edition:
    edition, problems = of_tables(WRITTEN)
    assert edition is not None, problems
    return edition


COUNTS = st.fixed_dictionaries(
    {"a.x": st.integers(0, 9), "a.y": st.integers(0, 9)}, optional={"a.z": st.integers(0, 9)}
)
CHOSEN = st.lists(st.integers(0, len(POOL) - 1), unique=True, max_size=6)


@settings(max_examples=40)
@given(CHOSEN, COUNTS)
@example([9, 10, 3], {"a.x": 0, "a.y": 0})
@example([11, 12, 18, 0], {"a.x": 3, "a.y": 7})
def test_the_parts_add_up_to_the_change_exactly(chosen: list[int], data: dict[str, int]) -> None:
    found = compared_after(chosen, data)
    if found is None:
        return
    comparison = found[0]
    old, new = comparison.old.outcome, comparison.new.outcome
    assert old is not None
    assert new is not None
    for path in comparison.moved:
        before, after = (outcome[path].exact if path in outcome else None for outcome in (old, new))
        if before is not None and after is not None:
            assert sum(Fraction(*part.amount) for part in comparison.parts[path]) == after - before
        else:
            assert path not in comparison.parts


@settings(max_examples=40)
@given(CHOSEN, COUNTS)
@example([9, 10, 3], {"a.x": 0, "a.y": 0})
@example([11, 12, 18, 0], {"a.x": 3, "a.y": 7})
def test_a_part_is_what_a_change_adds_on_average_over_all_orders(chosen: list[int], data: dict[str, int]) -> None:
    """The same parts come out when every set of changes is made into an edition of its own and evaluated as a whole."""
    found = compared_after(chosen, data)
    if found is None:
        return
    comparison, new = found
    players = players_of(comparison.changes)
    inert = [
        edit for edit in differences(WRITTEN.tables, new.tables) if edit.path[0] == "input" and len(edit.path) == 3
    ]
    coalitions = [some for size in range(len(players) + 1) for some in combinations(range(len(players)), size)]
    worth = {
        some: variant(WRITTEN, [*inert, *(edit for index in some for edit in players[index].edits)])[0]
        for some in coalitions
    }
    if None in worth.values():
        return
    outcomes = {some: edition.evaluate(data) for some, edition in worth.items() if edition is not None}
    for path, parts in comparison.parts.items():
        values = {some: outcome[path].exact if path in outcome else None for some, outcome in outcomes.items()}
        if None in values.values():
            continue
        told = {named(part.changes): Fraction(*part.amount) for part in parts}
        for index, player in enumerate(players):
            amount = Fraction(0)
            for some, value in values.items():
                if index not in some:
                    orders = Fraction(factorial(len(some)) * factorial(len(players) - len(some) - 1))
                    added = values[tuple(sorted((*some, index)))] - value  # type: ignore[operator] # none is None
                    amount += orders / factorial(len(players)) * added
            assert told.get(named(player.changes), 0) == amount, (path, player)


@given(st.lists(st.fractions(max_denominator=50), min_size=16, max_size=16))
def test_shares_add_up_whatever_the_game(values: list[Fraction]) -> None:
    parts = shares([1, 2, 4, 8], lambda bits: values[bits].as_integer_ratio())
    assert sum(Fraction(*part) for part in parts) == values[15] - values[0]


def test_more_changes_than_can_be_told_apart_are_grouped() -> None:
    inputs = {name: one for name, one in TABLES["input"].items() if name != "nka"}  # those are of the library
    tables: dict[str, Any] = {
        **TABLES,
        "input": inputs,
        "indicator": {},
        "invariant": {},
        "table": {},
        "constraint": {},
    }
    del tables["remove"]
    for name in range(20):
        components = {
            f"K{index}": {"unit": "percent", "weight": "10%", "formula": "paspor.terbit / paspor.permohonan"}
            for index in range(10)
        }
        tables["indicator"][f"I{name}"] = {"unit": "index", "objective": "SK1", "target": 90, **components}
    tables = {key: value for key, value in tables.items() if key != "objective"} | {"objective": {"SK1": {"name": "S"}}}
    edits = [Edit(("indicator", f"I{index % 20}", f"K{index % 10}", "round"), ABSENT, 0) for index in range(40)]
    old = ExtendedTables(Source(NO_FILE, ""), tables)
    new = ExtendedTables(Source(NO_FILE, ""), edited(tables, edits))
    sides = [EditionSide(one, edition) for one in (old, new) if (edition := of_tables(one)[0]) is not None]
    comparison = compared(sides[0], sides[1], DATA)
    parts = comparison.parts["SK1.achievement"]
    assert 1 < len(parts) <= 12
    assert sum(len(part.changes) for part in parts) == 20
    assert len(comparison.parts["I0.achievement"]) == 1


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_practices_of_the_report_explain_the_distance(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", EDITION, PRINTED, DATA, "--format", "json"]) == CONTRADICTORY
    told = json.loads(capsys.readouterr().out)
    result = told["results"]["IKK1"]
    assert (result["old"]["printed"], result["new"]["printed"], result["change"]["printed"]) == (
        "98,28",
        "96,35",
        "-1,93",
    )
    parts = {told["changes"][part["changes"][0]]["key"]: part["exact"] for part in result["parts"]}
    assert len(result["parts"]) == 3
    assert sum(Fraction(part["exact"]) for part in result["parts"]) == Fraction(result["change"]["exact"])
    assert Fraction(parts["formula"]) < Fraction(-9, 5)


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "html"])
def test_every_form_names_each_change(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", EDITION, PRINTED, DATA, "--format", form]) == CONTRADICTORY
    text = capsys.readouterr().out
    assert "IKK1.K1.D2" in text
    assert "-1,9267" in text


def test_the_same_edition_differs_in_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", EDITION, EDITION, DATA, "--lang", "en"]) == CONTRADICTORY
    text = capsys.readouterr().out
    assert "The editions say the same." in text
    assert "No result differs." in text


def test_html_marks_the_changed_part_and_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = tmp_path / "evil.toml"
    evil.write_text(Path(EDITION).read_text("utf-8").replace("Indeks Penegakan", "<script>alert(1)</script>"), "utf-8")
    cli.main(["diff", EDITION, PRINTED, "--format", "html"])
    assert "<del> + paspor.ditolak + paspor.batal</del>" in capsys.readouterr().out
    cli.main(["diff", EDITION, str(evil), "--format", "html"])
    assert "<script>" not in capsys.readouterr().out


YEARS = """
lkjdsl = 1
title = 'Uji'
year = 2025
[input.a]
x = { kind = 'count' }
lama = { kind = 'count' }
[rows.b]
n = { kind = 'count' }
[indicator.I]
unit = 'count'
formula = 'a.x'
target = { 2025 = 4, 2026 = 4 }
compare = { RPJMN = { 2025 = 5, 2026 = 6 } }
[indicator.L]
unit = 'count'
formula = 'a.lama + sum(b.n)'
target = { 2025 = 4 }
"""
NEXT_YEAR = """
lkjdsl = 1
extends = 'old.toml'
year = 2026
remove = ['L', 'a.lama', 'b']
[indicator.I]
polarity = 'minimize'
target = { 2025 = 5, 2026 = 8 }
"""
FIGURES = "year = 2025\n[a]\nx = 6\nlama = 1\n[[b]]\nn = 1\n[given]\nL = 3\n"


def diff_of_years(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, Any, str]:
    """Return what ``diff`` says of an edition and the next year's, on the figures of the first."""
    for name, text in (("old.toml", YEARS), ("new.toml", NEXT_YEAR), ("data.toml", FIGURES)):
        (folder / name).write_text(text, "utf-8")
    names = [str(folder / name) for name in ("old.toml", "new.toml", "data.toml")]
    status = cli.main(["diff", *names, *options, "--format", "json", "--lang", "en"])
    written = capsys.readouterr()
    return status, json.loads(written.out), written.err


def test_the_figures_of_an_edition_whose_inputs_are_gone_are_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told, messages = diff_of_years(tmp_path, capsys)
    assert (status, told["problems"], messages) == (0, [], "")
    assert told["results"]["L"]["old"]["printed"] == "3"


def test_no_cause_is_the_target_of_another_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told, _ = diff_of_years(tmp_path, capsys)
    [part] = told["results"]["I.achievement"]["parts"]
    assert [told["changes"][number]["key"] for number in part["changes"]] == ["target 2025", "polarity"]
    assert "I.compare.RPJMN" in told["results"]


def test_the_targets_of_a_new_year_are_held_against_the_figures_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told, _ = diff_of_years(tmp_path, capsys, "--targets", "2026")
    achievement = told["results"]["I.achievement"]
    assert (achievement["old"]["printed"], achievement["new"]["printed"]) == ("150.00%", "125.00%")
    _, told, _ = diff_of_years(tmp_path, capsys, "--targets", "2027")
    assert told["targets"] == {"year": 2027, "without": ["I"]}


PERIODS = """
lkjdsl = 1
title = 'Triwulan'
year = 2025
periods = ['TW1', 'TW2']
[input.a]
x = { kind = 'number', over_periods = 'last' }
y = { kind = 'number', over_periods = 'last' }
[indicator.I]
unit = 'hari'
target = { 2025 = { TW1 = 4, TW2 = 5 }, 2026 = { TW1 = 6, TW2 = 8 } }
K1 = { unit = 'hari', weight = '50%', formula = 'a.x' }
K2 = { unit = 'hari', weight = '50%', formula = 'a.y' }
[indicator.P]
unit = 'hari'
target = 3
formula = 'a.x'
"""
OF_PERIOD = "target_of = 'period'\n"


@pytest.mark.parametrize("more", ["", OF_PERIOD], ids=["to-date", "of-period"])
def test_a_target_of_a_period_is_a_cause_of_the_achievement_alone(
    more: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the changes of an edition cannot be told apart, one that comes nowhere near a result is no cause."""
    new = PERIODS.replace("50%', formula = 'a.x", "60%', formula = 'a.x").replace("50%', formula", "40%', formula")
    files = {
        "old.toml": PERIODS + more,
        "new.toml": new.replace("TW2 = 5", "TW2 = 7").replace("TW2 = 8", "TW2 = 9") + more,
    }
    files["data.toml"] = "year = 2025\nperiod = 'TW2'\n[a]\nx = 6\ny = 1\n"
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert cli.main(["diff", *(str(tmp_path / name) for name in files), "--format", "json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    causes = {
        path: {told["changes"][number]["key"] for part in told["results"][path]["parts"] for number in part["changes"]}
        for path in ("I", "I.achievement")
    }
    assert causes == {"I": {"weight"}, "I.achievement": {"weight", "target 2025 TW2"}}


BAD = [
    (["diff", EDITION, PRINTED, "--targets", "baru"], 2, "no-year"),
    (["diff", EDITION, "nowhere.toml"], 2, "file-missing"),
    (["diff", EDITION, EDITION, "nowhere.toml"], 2, "file-missing"),
    (["diff", EDITION], 2, "missing-argument"),
    (["diff", EDITION, DATA], 1, "data-for-edition"),
    (["diff", EDITION, PRINTED, EDITION], 1, "edition-for-data"),
]


@pytest.mark.parametrize(("arguments", "status", "code"), BAD)
def test_what_cannot_be_compared_is_said(
    arguments: list[str], status: int, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == status
    assert f"[{code}]" in capsys.readouterr().err


def test_the_editions_of_the_example_are_read(tmp_path: Path) -> None:
    assert isinstance(read_written(tmp_path / "none.toml"), tuple)
