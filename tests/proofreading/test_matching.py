"""What the numbers of a report are matched to: ``matching.toml``, and those of tables ``tables.toml``."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import read
from tests.support.coverage_of_figures import coverage

FILES = {
    name: tomli.loads((Path(__file__).parent / name).read_text("utf-8")) for name in ("matching.toml", "tables.toml")
}
CASES = [pytest.param(name, case, id=case["name"]) for name, file in FILES.items() for case in file["case"]]


@cache
def known(name: str) -> KnownEdition:
    return KnownEdition.of(lkjdsl.load(text=FILES[name]["edition"]), None)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_numbers_are_matched(name: str, case: dict[str, Any]) -> None:
    result = proofread_document(read(case["text"]), known(name))
    assert [[one.printed, one.what] for one in result.figures] == case["gives"]
    assert [[one.kind, one.printed, one.computed] for one in result.findings] == case.get("finds", [])


def test_a_figure_is_covered_in_the_order_of_the_report() -> None:
    """What is recognised of a report is right where path and digits are, a few places apart perhaps."""
    expected = [("A", "1"), ("B", "2"), ("C", "3")]
    result = coverage(expected, [("B", "2"), ("A", "1"), ("C", "4")])
    assert (list(result.right), list(result.missed), list(result.others)) == (
        [("A", "1"), ("B", "2")], [("C", "3")], [("C", "4")],
    )  # fmt: skip
