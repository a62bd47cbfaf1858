"""The conformance suite as tables: two offices with the data of each case have its exact states and digits."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pytest

from lkjdsl.edition import load
from lkjdsl.syntax.toml import read
from tests import test_conformance as conformance
from tests.tables.test_evaluation import differences

FILES = groupby(conformance.CASES, lambda case: str(case.id).split(": ")[0])
NO_COLUMNS = (
    "a value given for a component",
    "a percent input may have a decimal comma",
    "capital letters and spaces make no other fixed row",
    "a given contribution gives the component its value over its weight",
    "a given contribution of a percentage to an index is in points",
    "an excluded contribution excludes the component",
)
"""Cases that are about how a data file nests and spells what a column tells in one way."""


def of_periods(case: Mapping[str, Any]) -> bool:
    """Return whether the data are files of periods, whose tables have other results: test_periods.py has their law."""
    return isinstance(case.get("data"), list)


def told_of(case: Mapping[str, Any], which: str) -> dict[str, Any] | None:
    """Return the data of a case, or those of the year before."""
    if "edition" in case:
        return read(case[which]) if which in case else None
    if which == "previous" and "previous" not in case:
        return None
    told: dict[str, Any] = {"year": 2025 if which == "data" else 2024}
    for path, value in case.get("inputs" if which == "data" else which, {}).items():
        group, _, name = path.partition(".")
        told.setdefault(group, {})[name] = value
    if which == "data":
        told |= {name: table["data"] for name, table in case.get("rows", {}).items() if "data" in table}
    return told


@pytest.mark.parametrize("cases", [pytest.param([one.values[0] for one in cases], id=name) for name, cases in FILES])
def test_file(cases: list[Any]) -> None:
    for case in cases:
        if case.get("problems") or case["name"] in NO_COLUMNS or of_periods(case):
            continue
        edition = load(text=case["edition"] if "edition" in case else conformance.edition_of(case))
        edition = edition.answering(case.get("values", {}))
        told, before = told_of(case, "data") or {}, told_of(case, "previous")
        found = differences(edition, [told, told], floats=True, before=[before, before] if before else [])
        assert found == [], case["name"]
