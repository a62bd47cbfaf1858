"""The report's own practices, on top of the edition, give the figures it prints."""

from fractions import Fraction

import pytest

from lkjdsl.edition import load
from tests.support.paths import ROOT

EXAMPLE = ROOT / "examples/bontang-2025"

PRINTED = [
    ("IKK1.K1.D1", Fraction(90, 100), "90%"),
    ("IKK1.K1.D2", Fraction(99, 100), "99%"),
    ("IKK1.K1", Fraction(927, 10), "92,70"),
    ("IKK1", Fraction(9635, 100), "96,35"),
    ("IKK1.achievement", Fraction(9635, 9100), "105,88%"),
]


@pytest.mark.parametrize(("path", "exact", "printed"), PRINTED)
def test_the_practices_of_the_report_give_its_figures(path: str, exact: Fraction, printed: str) -> None:
    outcome = load(EXAMPLE / "as-printed.toml").evaluate(EXAMPLE / "data.toml")
    assert (outcome[path].exact, outcome[path].printed) == (exact, printed)


def test_the_example_extends_the_edition_itself(update_expected: bool) -> None:
    """An edition extends nothing outside its folder, so the example has a copy, which ``--update-expected`` renews."""
    edition, copy = ROOT / "formulas/2025.toml", EXAMPLE / "2025.toml"
    if update_expected:
        copy.write_bytes(edition.read_bytes())
    assert copy.read_bytes() == edition.read_bytes()
