"""What the numbers of a report are matched to: ``matching.toml``."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

import lkjdsl
from lkjdsl.proofreading.known_edition import KnownEdition
from lkjdsl.proofreading.proofreading import proofread_document
from tests.proofreading.test_reports import read
from tests.support.coverage_of_figures import coverage

CASES = tomli.loads((Path(__file__).parent / "matching.toml").read_text("utf-8"))


@cache
def known() -> KnownEdition:
    return KnownEdition.of(lkjdsl.load(text=CASES["edition"]), None)


@pytest.mark.parametrize("case", CASES["case"], ids=[case["name"] for case in CASES["case"]])
def test_numbers_are_matched(case: dict[str, Any]) -> None:
    result = proofread_document(read(case["text"]), known())
    assert [[one.printed, one.what] for one in result.figures] == case["gives"]


def test_a_figure_is_covered_in_the_order_of_the_report() -> None:
    """What is recognised of a report is right where path and digits are, a few places apart perhaps."""
    expected = [("A", "1"), ("B", "2"), ("C", "3")]
    result = coverage(expected, [("B", "2"), ("A", "1"), ("C", "4")])
    assert (list(result.right), list(result.missed), list(result.others)) == (
        [("A", "1"), ("B", "2")], [("C", "3")], [("C", "4")],
    )  # fmt: skip
