"""Lines of arithmetic about no quantity: their whole numbers are exact, their decimals were rounded."""

from pathlib import Path

import pytest

import lkjdsl

EDITION = Path(__file__).parents[2] / "formulas" / "2025.toml"


@pytest.mark.parametrize(("line", "verdict"), [
    ("3 + 4 = 8", "disagrees"),
    ("3 + 4 = 7", "agrees"),
    ("12 / 15 = 0,82", "disagrees"),
    ("12 / 15 = 0,8", "agrees"),
    ("87,93 / 89 * 100 = 98,90", "disagrees"),
    ("87,93 / 89 * 100 = 98,80", "agrees"),
    ("90 = 180 / 2,0010", "disagrees"),
    ("89,88 = 90 = 180 / 2,0010", "agrees"),
    ("33,33 + 33,33 + 33,33 = 100", "agrees"),
    ("6.858 / 7.630 * 100% = 89,88%", "agrees"),
])  # fmt: skip
def test_whole_numbers_of_a_bare_line_are_exact(line: str, verdict: str) -> None:
    found = lkjdsl.audit(lkjdsl.load(EDITION), {"line": [{"printed": line}]})
    assert [line.verdict for line in found.lines] == [verdict]
