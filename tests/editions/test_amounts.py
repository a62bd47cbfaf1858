"""How much a result moved, beside its two printed numbers, is what a reader of these two works out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.editions.amounts import change_text, unrounded_change
from lkjdsl.evaluate.outcome import Result
from lkjdsl.numbers import numerals
from lkjdsl.testing import toml_text

DIGITS = 4


def result_of(value: Decimal) -> Result:
    """Return *value* as an index, which is printed with two decimals."""
    indicator = {"name": "N", "unit": "index", "formula": "g.a"}
    tables = {"lkjdsl": 1, "title": "Uji", "year": 2025, "input": {"g": {"a": {"kind": "index"}}}}
    return lkjdsl.load(text=toml_text({**tables, "indicator": {"N": indicator}})).evaluate({"g": {"a": value}})["N"]


@pytest.mark.parametrize(
    ("before", "after", "change", "unrounded"),
    [
        ("87.96", "88.61", "+0,65", ""),
        ("87.9649", "88.6151", "+0,66", "+0,65"),
        ("88.6151", "87.9649", "-0,66", "-0,65"),
        ("87.961", "87.964", "0,00", "+0,003"),
        ("87.9649", "87.9651", "+0,01", "+0,0002"),
        ("87.96", "87.96", "0,00", ""),
    ],
)
def test_a_change_is_that_of_the_printed_numbers(before: str, after: str, change: str, unrounded: str) -> None:
    both = result_of(Decimal(before)), result_of(Decimal(after))
    assert change_text(*both, "id") == change
    assert unrounded_change(*both, "id") == unrounded


@given(*[st.integers(-(10**6), 10**6).map(lambda whole: Decimal(whole).scaleb(-DIGITS))] * 2)
def test_whoever_subtracts_the_printed_numbers_finds_the_printed_change(before: Decimal, after: Decimal) -> None:
    both = result_of(before), result_of(after)
    first, second, change = (
        Decimal(text.replace(".", "").replace(",", "."))
        for text in (both[0].printed or "", both[1].printed or "", change_text(*both, "id"))
    )
    assert second - first == change
    assert (unrounded_change(*both, "id") == "") is (
        change_text(*both, "id").lstrip("+")
        == numerals.printed((after - before).as_integer_ratio(), "index", 2, "half-up", "id")
        and (change != 0 or before == after)
    )
