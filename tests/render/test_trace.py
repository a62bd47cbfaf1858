"""A trace tells every step; another program that knows nothing of lkjdsl gets every number of it."""

import ast
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.edition import try_load
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.library import library_text
from lkjdsl.model.values import State
from lkjdsl.render.explanation.trace import trace
from lkjdsl.testing import data_for, edition_tables, toml_text
from tests.support.paths import ROOT
from tests.support.replay import State as Told
from tests.support.replay import read, replay
from tests.test_conformance import CASES, Case, edition_of, evaluated

EDITION, DATA = "formulas/2025.toml", "examples/bontang-2025/data.toml"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return lkjdsl.load(ROOT / EDITION).evaluate(ROOT / DATA)


def recorded(outcome: Outcome) -> dict[str, Any]:
    """Return the trace of every result, as a program reads it from a file."""
    told: dict[str, Any] = json.loads(json.dumps(trace(outcome, outcome.paths)))
    return told


def agrees(outcome: Outcome) -> None:
    """Assert that a replay gets the value of each step, and with them every result."""
    told = recorded(outcome)
    values = replay(told["steps"])
    for path, step in told["results"].items():
        value, replayed = outcome.result(path).value, values[step]
        if isinstance(value, State):
            assert isinstance(replayed, Told)
            assert replayed == value.kind, path
        elif isinstance(value, tuple):
            assert replayed == outcome.result(path).exact, path
        else:
            assert replayed in (value, value == "true"), path


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    edition = lkjdsl.load(text=toml_text(draw(edition_tables(roots=True))))
    return edition.evaluate(draw(data_for(edition)))


@given(outcomes())
def test_a_replay_gets_every_number(outcome: Outcome) -> None:
    agrees(outcome)


@pytest.mark.parametrize("case", [case for case in CASES if "problems" not in case.values[0]])  # type: ignore[operator] # a case is a table
def test_a_replay_gets_every_number_of_the_conformance_suite(case: Case, tmp_path: Path) -> None:
    edition, _ = try_load(text=case["edition"] if "edition" in case else edition_of(case))
    if edition is not None:
        agrees(evaluated(edition, case, tmp_path))


def test_a_replay_gets_every_number_of_the_example(outcome: Outcome) -> None:
    agrees(outcome)


@pytest.mark.parametrize("step", range(0, 600, 37))
def test_a_replay_notices_a_number_that_was_changed(outcome: Outcome, step: int) -> None:
    told = recorded(outcome)
    told["steps"][step]["value"] = "12345/678"
    with pytest.raises((AssertionError, AttributeError)):
        replay(told["steps"])


def test_the_replay_is_short_and_knows_nothing_of_lkjdsl() -> None:
    file = ROOT / "tests/support/replay.py"
    text = file.read_text("utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    names = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}

    assert len(text.splitlines()) <= 100
    assert names <= sys.stdlib_module_names


def test_the_trace_names_its_files_by_their_hash(outcome: Outcome) -> None:
    told = recorded(outcome)["files"]

    assert [(one["role"], Path(one["name"]).name) for one in told] == [
        ("edition", "2025.toml"),
        ("edition", "lkjdsl:nka-2023"),
        ("data", "data.toml"),
    ]
    for one in told:
        of_library = library_text(one["name"])
        data = Path(one["name"]).read_bytes() if of_library is None else of_library.encode()
        assert one["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_trace_changes_no_value(outcome: Outcome) -> None:
    before = list(outcome.values)

    trace(outcome, outcome.paths)

    assert outcome.values == before
    assert all(value is other for value, other in zip(outcome.values, before, strict=True))


def test_values_are_written_so_that_they_can_be_told_apart(outcome: Outcome) -> None:
    steps = recorded(outcome)["steps"]

    kinds = {type(read(step["value"])).__name__ for step in steps}
    assert kinds >= {"Fraction", "State", "bool", "str"}
    assert {step["operator"] for step in steps} >= {"input", "divide", "weighted-mean", "given", "applies", "sum"}
