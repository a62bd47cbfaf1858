"""Whatever a function of the library is given, it returns a result or raises LkjdslError with a place or a name."""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped] # it has no types of its own
import pyarrow as pa
import pytest

import lkjdsl
from lkjdsl import LkjdslError
from lkjdsl.evaluate.checked_edition import MOST_YEARS

EDITION = lkjdsl.load(
    text="""lkjdsl = 1
title = 'A'
year = 2025
input.d = { a = { kind = 'count' }, b = { kind = 'count' }, f = { kind = 'flag' }, t = { kind = 'text' } }
[indicator.I]
unit = 'percent'
formula = 'd.a / d.b'
target = '90%'
"""
)
OUTCOME = EDITION.evaluate({"d.a": 1, "d.b": 2})


class Unprintable:
    """A value that cannot even be shown."""

    def __repr__(self) -> str:
        """Raise, as a class of anybody may."""
        raise RuntimeError

    __str__ = __repr__


ANYTHING: list[Any] = [None, 5, 5.0, True, b"x", [], {1}, object(), Unprintable(), np.array([1, 2]), pd.NA, ...]
each = pytest.mark.parametrize("raw", ANYTHING, ids=lambda raw: type(raw).__name__)
CALLS: dict[str, Callable[[Any], object]] = {
    "load": lkjdsl.load,
    "load text": lambda raw: lkjdsl.load(text=raw),
    "load both": lambda raw: lkjdsl.load(raw, text="lkjdsl = 1"),
    "evaluate": EDITION.evaluate,
    "result": lambda raw: OUTCOME[raw],
    "evaluate_table": EDITION.evaluate_table,
    "audit": lambda raw: lkjdsl.audit(EDITION, raw),
    "audit of": lambda raw: lkjdsl.audit(raw, {}),
    "explain": lkjdsl.explain,
    "explain path": lambda raw: lkjdsl.explain(OUTCOME, raw),
}
TABLE = {"d.a": [1], "d.b": [2]}
OPTIONS: dict[str, Callable[[Any], object]] = {
    name: lambda raw, name=name: EDITION.evaluate_table(TABLE, **{name: raw})  # type: ignore[misc] # the loop's own name
    for name in ("printed", "locale", "percent", "only", "previous")
}


@each
@pytest.mark.parametrize("call", CALLS)
def test_an_argument_of_another_kind_is_refused_in_words(call: str, raw: Any) -> None:
    if call == "evaluate_table" and type(raw).__name__ == "list":
        pytest.skip("lists of arrays are tables for Arrow")
    with pytest.raises(LkjdslError) as raised:
        CALLS[call](raw)
    assert str(raised.value)


@each
@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_of_another_kind_is_refused_in_words(option: str, raw: Any) -> None:
    if raw is None or (option == "only" and isinstance(raw, list) and not raw):
        OPTIONS[option](raw)
        return
    with pytest.raises(LkjdslError) as raised:
        OPTIONS[option](raw)
    assert str(raised.value)


@pytest.mark.parametrize("name", ["fr", "ID", "", "id "])
def test_a_language_that_does_not_exist_is_refused(name: str) -> None:
    for option in ("printed", "locale", "percent"):
        with pytest.raises(LkjdslError, match=option):
            OPTIONS[option](name)
    with pytest.raises(LkjdslError, match="locale"):
        OPTIONS["locale"]({"d.a": name})
    with pytest.raises(LkjdslError, match="language"):
        lkjdsl.explain(OUTCOME, language=name)  # type: ignore[arg-type] # that is the point


@pytest.mark.parametrize("path", ["nope", "I.", "", "I.achievement.x", "d.a"])
def test_a_path_without_a_result_is_a_key_error_as_well(path: str) -> None:
    for raised in (KeyError, LkjdslError):
        with pytest.raises(raised):
            OUTCOME[path]
    assert path not in OUTCOME
    assert "I" in OUTCOME


@pytest.mark.parametrize(
    "table",
    [
        {"d.a": [1, 2], "d.b": [1]},
        {"d.a": [1, "x"]},
        {"d.a": [Unprintable()]},
        {"d.a": 5},
        pa.table([pa.array([1]), pa.array([2])], names=["d.a", "d.a"]),
        pa.table([pa.array([1]), pa.array([2])], names=["x", "x"]),
    ],
    ids=["ragged", "mixed", "unprintable", "no column", "twice", "twice beside"],
)
def test_a_table_that_is_none_is_refused_in_words(table: Any) -> None:
    with pytest.raises(LkjdslError):
        EDITION.evaluate_table(table)


@each
@pytest.mark.parametrize("key", ["d.a", "d.f", "d.t", "year", "office", "given", "d", 5, None, Unprintable()])
def test_any_value_at_any_key_has_an_outcome(key: Any, raw: Any) -> None:
    outcome = EDITION.evaluate({"d.b": 2, key: raw})

    assert all(problem.message(language) for problem in outcome.problems for language in ("id", "en"))


@pytest.mark.parametrize("missing", [None, pd.NA, pd.NaT])
@pytest.mark.parametrize("name", ["d.a", "d.f", "d.t"])
def test_what_stands_for_a_missing_value_is_one(name: str, missing: Any) -> None:
    data = {"d.a": 1, "d.b": 2, "d.f": True, "d.t": "x"}
    without = {key: value for key, value in data.items() if key != name}

    assert [problem.code for problem in EDITION.evaluate({**data, name: missing}).problems] == [
        problem.code for problem in EDITION.evaluate(without).problems
    ]


@pytest.mark.parametrize("nan", [float("nan"), np.float64("nan")], ids=["Python", "NumPy"])
def test_a_nan_is_refused_with_the_advice_to_leave_it_out(nan: Any) -> None:
    (problem,) = EDITION.evaluate({"d.a": nan, "d.b": 2}).problems[:1]

    assert problem.code == "not-finite"
    assert "a missing value is left out" in problem.helps_in("en")[0]
    assert "cukup ditinggalkan" in problem.helps_in("id")[0]


@pytest.mark.parametrize("paths", [["I"], ["I.achievement"]])
def test_an_outcome_pickles(paths: list[str]) -> None:
    before = EDITION.evaluate({"d.a": 1, "d.b": 4}, previous={"d.a": 1, "d.b": 5})
    again = pickle.loads(pickle.dumps(before))  # noqa: S301 - our own, of a moment ago

    assert [again[path].printed for path in paths] == [before[path].printed for path in paths]
    assert [one.message("id") for one in again.problems] == [one.message("id") for one in before.problems]


def test_programs_of_a_thousand_years_are_not_kept() -> None:
    text = "lkjdsl = 1\ntitle = 'A'\nyear = 2025\ninput.d.a.kind = 'count'\n"
    edition = lkjdsl.load(text=f"{text}[indicator.I]\nunit = 'count'\nformula = 'd.a'\n")
    for year in range(1000, 2000):
        assert edition.evaluate({"year": year, "d.a": year})["I"].printed is not None

    assert len(edition._made.programs) <= MOST_YEARS  # noqa: SLF001 - what is kept shows nowhere else
    assert len(edition._made.kernels) <= MOST_YEARS  # noqa: SLF001 - the same


def test_an_edition_pickles_however_often_it_was_evaluated() -> None:
    printed = {EDITION.evaluate({"d.a": 1, "d.b": 2})["I"].printed for _ in range(10)}
    again = pickle.loads(pickle.dumps(EDITION))  # noqa: S301 - our own bytes
    assert {again.evaluate({"d.a": 1, "d.b": 2})["I"].printed} == printed


@pytest.mark.parametrize("wrong", [{"locale": {5: "id"}}, {"percent": {5: "ratio"}}, {"problems": 5}])
def test_what_says_how_a_table_is_read_is_looked_at(wrong: dict[str, Any]) -> None:
    with pytest.raises(lkjdsl.LkjdslError):
        EDITION.evaluate_table({"d.a": [1], "d.b": [2]}, **wrong)
