"""What it would take: the smallest change, exactly, or what stands in the way."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lkjdsl import cli
from lkjdsl.edition import Edition, load
from lkjdsl.editions.reach import LeverAnswer, reach
from lkjdsl.editions.smallest_change import size
from lkjdsl.numbers.rational import Number, compare
from tests.support.paths import ROOT

EDITION = str(ROOT / "formulas/2025.toml")
DATA = str(ROOT / "examples/bontang-2025/data.toml")

HEAD = """
lkjdsl = 1
title = 'Uji'
year = 2025
[rules]
zero_over_zero = 0
over_zero = 'unavailable'
[input.a]
x = { kind = 'count' }
y = { kind = 'count', max = 30 }
z = { kind = 'index' }
p = { kind = 'percent', default = '10%' }
f = { kind = 'flag', default = false }
[constraint]
urut = 'a.x <= a.y + 5'
"""
NODES = {
    "ratio": "unit = 'percent'\nformula = 'a.x / a.y'\ncap = '150%'",
    "rounded": "unit = 'percent'\nformula = '(a.x + 1) / (a.y + 3)'\nround = 0",
    "hill": "unit = 'count'\nformula = '(a.x - 8) * (20 - a.x) + a.y / 2'",
    "steps": "unit = 'count'\nformula = 'if(a.x > a.y, floor(a.x / 3), min(a.x, a.y, 9))'",
    "limited": "unit = 'index'\nformula = 'a.x / (a.x + a.y + 1) * 100'",
    "mean": (
        "unit = 'index'\n[indicator.I.K1]\nunit = 'percent'\nweight = '70%'\nformula = 'a.x / (a.y + 10)'\ncap = '100%'"
        "\n[indicator.I.K2]\nunit = 'percent'\nweight = '30%'\nformula = 'a.y / (a.y + 20)'"
    ),
}
FAR = 45
"""No answer of these editions is farther away than this, but for some that never end."""


def edition_of(node: str) -> Edition:
    return load(text=f"{HEAD}\n[indicator.I]\n{NODES[node]}\n")


EDITIONS = {name: edition_of(name) for name in NODES}


def holds(edition: Edition, inputs: dict[str, int], value: Number) -> bool:
    """Return whether the inputs are allowed and reach the value, as an evaluation of its own says."""
    if any(number < 0 for number in inputs.values()) or inputs["a.y"] > 30:
        return False
    outcome = edition.evaluate(inputs)
    found = outcome.values[outcome.program.results["I"]]
    kept = inputs["a.x"] <= inputs["a.y"] + 5
    return kept and isinstance(found, tuple) and compare(found, value) >= 0


def asked(node: str, x: int, y: int, value: Number, by: list[str]) -> LeverAnswer | None:
    """Return the answer for all of *by* together; None where the value is reached already."""
    edition = EDITIONS[node]
    found = reach(edition, edition.evaluate({"a.x": x, "a.y": y}), "I", value, by)
    return None if found.reached else found.findings[-1]


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(NODES)),
    st.integers(0, 20),
    st.integers(0, 30),
    st.integers(1, 120),
    st.sampled_from([["a.x"], ["a.y"], ["a.x", "a.y"]]),
)
@example("hill", 0, 4, 30, ["a.x"])
@example("steps", 2, 12, 9, ["a.x", "a.y"])
@example("limited", 3, 3, 99, ["a.x"])
def test_nothing_smaller_reaches(node: str, x: int, y: int, value: int, by: list[str]) -> None:
    """The move that is found reaches and keeps the constraints; no smaller one does, by trying every one."""
    edition = EDITIONS[node]
    if x > y + 5:
        return
    number = (value, 100 if edition.indicators["I"].unit == "percent" else 1)
    finding = asked(node, x, y, number, by)
    if finding is None:
        return
    found = None if finding.why else finding.move
    if found is not None:
        inputs = {"a.x": x, "a.y": y}
        for lever, steps in zip(finding.levers, found, strict=True):
            inputs[lever.path] += steps
        assert holds(edition, inputs, number)
    within = FAR if found is None else min(FAR, size(found) - 1)
    for move in product(*[range(-within, within + 1)] * len(by)):
        if size(move) <= within:
            inputs = {"a.x": x, "a.y": y}
            for path, steps in zip(by, move, strict=True):
                inputs[path] += steps
            assert not holds(edition, inputs, number), (inputs, found)


OBSTACLES = [
    ("ratio", 4, 20, (7, 5), "a.x", "constraint", ["urut"]),
    ("mean", 10, 0, (90, 1), "a.x", "cap", ["I.K1.cap"]),
    ("mean", 9, 4, (95, 1), "a.y", "weight", []),
    ("ratio", 3, 20, (2, 1), "a.z", "no-influence", []),
    ("limited", 1, 1, (101, 1), "a.x", "weight", []),
]


@pytest.mark.parametrize(("node", "x", "y", "value", "by", "why", "names"), OBSTACLES)
def test_what_stands_in_the_way_is_named(
    node: str, x: int, y: int, value: Number, by: str, why: str, names: list[str]
) -> None:
    finding = asked(node, x, y, value, [by])
    assert finding is not None
    assert (finding.why, list(finding.names)) == (why, names)


def test_what_need_not_be_whole_changes_in_its_last_digit() -> None:
    edition = load(text=f"{HEAD}\n[indicator.I]\nunit = 'index'\nformula = 'a.z * 3 + a.p * 100'\n")
    now = edition.evaluate({"a.z": 1, "a.x": 0, "a.y": 0})
    finding = reach(edition, now, "I", (20, 1), ["a.z"]).findings[0]
    assert finding.move == (234,)
    assert finding.levers[0].at(234) == (167, 50)


def test_less_is_better_where_the_indicator_says_so() -> None:
    edition = load(text=f"{HEAD}\n[indicator.I]\nunit = 'count'\nformula = 'a.x'\npolarity = 'minimize'\ntarget = 5\n")
    found = reach(edition, edition.evaluate({"a.x": 9, "a.y": 9}), "I", (4, 1), ["a.x"])
    assert found.findings[0].move == (-5,)


def test_the_example_answers(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["reach", "IKK1", "99", EDITION, DATA, "--by", "paspor.batal", "--by", "paspor.terbit"]
    assert cli.main([*arguments, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["answers"][0]["inputs"]["paspor.batal"] == {"now": "396", "then": "554", "change": "158"}
    assert told["answers"][1]["obstacle"] == "constraint"
    assert told["answers"][1]["names"] == ["penerbitan_paspor"]
    assert "158" in told["answers"][1]["text"]


def test_what_is_reached_needs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reach", "IKK1", "95.20", EDITION, DATA, "--by", "paspor.terbit", "--lang", "en"]) == 0
    assert "reached already" in capsys.readouterr().out


BAD = [
    (["IKK9", "80"], "paspor.terbit", 2, "unknown-path"),
    (["IKK1", "delapan"], "paspor.terbit", 2, "no-scale-to-reach"),
    (["IKK1.achievement", "110"], "paspor.terbit", 2, "percent-without-sign"),
    (["IKK1", "7,630"], "paspor.terbit", 2, "number-as-text"),
    (["IKK1", "99"], "paspor.terbti", 2, "unknown-input"),
    (["IKK1", "99"], "kantor.tpi", 2, "input-not-a-number"),
    (["IKK2", "90"], "intelijen.ditindaklanjuti", 1, ""),
]


@pytest.mark.parametrize(("what", "by", "status", "code"), BAD)
def test_what_cannot_be_asked_or_reached_is_said(
    what: list[str], by: str, status: int, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["reach", *what, EDITION, DATA, "--by", by]) == status
    printed = capsys.readouterr()
    assert f"[{code}]" in printed.err if code else "IKK2.K3.cap" in printed.out


# A label of a scale

RATED = """
lkjdsl = 1
title = 'Uji'
year = 2025
[input.a]
x = { kind = 'count' }
y = { kind = 'count', default = 100 }
[scale.mutu]
lookup = 'LOOKUP'
bands = [{ above = 90, label = 'Sangat Baik' }, { at_least = 80, label = 'Baik' }, { at_least = 0, label = 'Kurang' }]
[indicator.I]
unit = 'index'
digits = 1
polarity = 'POLARITY'
formula = 'a.x / a.y'
scale = 'mutu'
"""


@pytest.mark.parametrize("lookup", ["exact", "printed"])
@pytest.mark.parametrize("polarity", ["maximize", "minimize"])
@pytest.mark.parametrize("label", ["Sangat Baik", "Baik", "Kurang"])
@pytest.mark.parametrize("rounding", ["half-up", "half-even", "half-down", "down", "up", "floor", "ceiling"])
def test_the_smallest_change_to_a_label_has_that_label_and_one_less_has_not(
    lookup: str, polarity: str, label: str, rounding: str
) -> None:
    text = RATED.replace("LOOKUP", lookup).replace("POLARITY", polarity)
    edition = load(text=f"{text}rounding = '{rounding}'\n")
    labels = ["Sangat Baik", "Baik", "Kurang"]
    good = labels[: labels.index(label) + 1] if polarity == "maximize" else labels[labels.index(label) :]
    start = 7000 if polarity == "maximize" else 9500
    now = edition.evaluate({"a.x": start})
    found = reach(edition, now, "I", label, ["a.x"])
    assert found.reached is (now["I.scale"].printed in good)
    if found.reached:
        return
    [finding] = found.findings
    assert finding.move is not None
    step = 1 if polarity == "maximize" else -1
    assert edition.evaluate({"a.x": start + finding.move[0]})["I.scale"].printed in good
    assert edition.evaluate({"a.x": start + finding.move[0] - step})["I.scale"].printed not in good


@pytest.mark.parametrize("path", ["I", "I.scale"])
def test_a_label_is_reached_from_the_command_line(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition, data = tmp_path / "edition.toml", tmp_path / "data.toml"
    edition.write_text(RATED.replace("LOOKUP", "exact").replace("POLARITY", "maximize"), "utf-8")
    data.write_text("year = 2025\n[a]\nx = 7000\n", "utf-8")
    arguments = ["reach", path, "sangat baik", str(edition), str(data), "--by", "a.x"]
    assert cli.main(arguments) == 0
    text = capsys.readouterr().out
    assert "I: “Sangat Baik” atau lebih baik (> 90); sekarang 70,0" in text
    assert "9.001" in text
    assert cli.main([*arguments, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["goal"] == {"label": "Sangat Baik", "exact": "90", "sign": ">"}
