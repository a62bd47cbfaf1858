"""What an edition can be asked for: every path has its record, and every record spells its path."""

from pathlib import Path

import pytest

import lkjdsl
from lkjdsl.edition import Edition
from lkjdsl.model.outputs import cell_at, outputs_of
from lkjdsl.model.results import NodeValue, OfTable, ResultKind, ScaleLabel, TableCellResult, TableTotal, TargetValue

ROOT = Path(__file__).parents[2]

EDITION = """
lkjdsl = 1
title = "Hasil"
year = 2025
[rules]
average = "objectives"
zero_over_zero = 0
[scale]
predikat.bands = [{ at_least = "80%", label = "Baik" }, { at_least = "0%", label = "Kurang" }]
nilai.bands = [{ at_least = 80, label = "Baik" }, { at_least = 0, label = "Kurang" }]
[input.a]
x = { kind = "count" }
y = { kind = "count" }
[rows.b]
pagu = { kind = "rupiah" }
[objective.S]
name = "Sasaran"
[indicator.I]
name = "Indikator"
unit = "index"
objective = "S"
digits = 1
target = 91
polarity = "maximize"
compare = { RPJMN = 95.2 }
scale = "nilai"
achievement_scale = "predikat"
[indicator.I.K]
name = "Komponen"
unit = "percent"
weight = "100%"
formula = "a.x / a.y"
[indicator.R]
unit = "count"
formula = "a.x"
polarity = "range"
target = [5, 9]
[table.t]
name = "Tabel"
rows = "b"
columns = { pagu = "pagu", banyak = "pagu", bagi = "pagu / 2" }
total = { pagu = "sum", banyak = "count" }
"""

PRINTED = """
I                         NodeValue             index    1  Indikator
I.scale                   ScaleLabel            text     0  Indikator
I.K                       NodeValue             percent  1  Komponen
I.achievement             NodeAchievement       percent  1  Indikator
I.achievement.scale       ScaleLabel            text     0  Indikator
I.compare.RPJMN           ComparedAchievement   percent  1  Indikator
I.compare.previous        ComparedAchievement   percent  1  Indikator
I.target                  TargetValue           index    1  Indikator
I.compare.RPJMN.target    TargetValue           index    1  Indikator
I.compare.previous.target TargetValue           index    1  Indikator
R                         NodeValue             count    0  R
R.achievement             NodeAchievement       percent  2  R
R.compare.previous        ComparedAchievement   percent  2  R
R.target                  TargetValue           count    0  R
R.target.to               TargetValue           count    0  R
R.compare.previous.target TargetValue           count    0  R
S.achievement             ObjectiveAchievement  percent  2  Sasaran
achievement               OverallAchievement    percent  2  Hasil
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return lkjdsl.load(text=EDITION)


def test_each_result_has_its_kind_and_how_it_is_printed_in_the_order_of_the_edition(edition: Edition) -> None:
    outputs = edition.program(earlier=True).outputs.values()

    found = [
        [output.path, type(output.kind).__name__, output.unit, str(output.digits), output.name] for output in outputs
    ]
    assert found == [line.split() for line in PRINTED.split("\n") if line]


@pytest.mark.parametrize("earlier", [True, False])
def test_each_step_that_can_be_asked_for_has_its_record(*, earlier: bool) -> None:
    program = lkjdsl.load(ROOT / "formulas" / "2025.toml").program(earlier=earlier)

    assert program.outputs.keys() == program.results.keys()
    assert [output.path for output in program.outputs.values()] == list(program.outputs)
    assert [output.kind.path for output in program.outputs.values()] == list(program.outputs)


def test_only_some_years_have_the_upper_end_of_a_target(edition: Edition) -> None:
    there = edition.program().outputs.keys()

    absent = [output.kind for path, output in outputs_of(edition.definition).items() if path not in there]
    assert {kind.path for kind in absent if isinstance(kind, TargetValue) and kind.upper} == {
        "I.target.to", "I.compare.RPJMN.target.to", "I.compare.previous.target.to", "R.compare.previous.target.to",
    }  # fmt: skip


CELLS = [
    ("table.t.1.pagu", TableCellResult),
    ("table.t.9999999.bagi", TableCellResult),
    ("table.t.total.pagu", TableTotal),
    ("table.t.total.bagi", None),
    ("table.t.0.pagu", None),
    ("table.t.01.pagu", None),
    ("table.t.²", None),
    ("table.t.².pagu", None),
    ("table.t.-1.pagu", None),
    ("table.t.12345678.pagu", None),
    ("table.t..pagu", None),
    ("table.t.1.x", None),
    ("table.x.1.pagu", None),
    ("tabel.t.1.pagu", None),
    ("table.t", None),
    ("I", None),
    ("", None),
]


@pytest.mark.parametrize(("path", "kind"), CELLS)
def test_the_address_of_a_cell_says_which_it_is(edition: Edition, path: str, kind: type[OfTable] | None) -> None:
    cell = cell_at(edition.definition, path)

    assert (None if cell is None else (type(cell), cell.path)) == (None if kind is None else (kind, path))


def test_rows_that_the_data_does_not_have_are_no_results(edition: Edition) -> None:
    outcome = edition.evaluate({"a.x": 1, "a.y": 2, "b": [{"pagu": 3}, {"pagu": 4}]})

    assert outcome["table.t.2.pagu"].printed == "Rp4"
    assert outcome["table.t.total.banyak"].unit == "count"
    assert "table.t.3.pagu" not in outcome
    assert [path for path in outcome if path.startswith("table.t.total")] == [
        "table.t.total.pagu",
        "table.t.total.banyak",
    ]


def test_a_result_says_what_it_is_of(edition: Edition) -> None:
    outcome = edition.evaluate({"a.x": 1, "a.y": 2, "b": []})

    def kind(path: str) -> ResultKind:
        return outcome[path].kind

    label, target = kind("I.achievement.scale"), kind("R.target.to")
    assert isinstance(label, ScaleLabel)
    assert label.of.path == "I.achievement"
    assert isinstance(target, TargetValue)
    assert target.node is outcome.nodes["R"]
    assert isinstance(kind("I.K"), NodeValue)
