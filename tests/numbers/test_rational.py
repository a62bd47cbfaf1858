"""Exact numbers as pairs, against ``fractions.Fraction``."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkjdsl import limits
from lkjdsl.numbers.rational import (
    Approximate,
    Number,
    Rounding,
    as_fraction,
    ceil_of,
    compare,
    floor_of,
    number,
    reduced,
    round_at,
    significant,
    sum_of,
    too_long,
)

DECIMAL_MODES = {
    "half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "half-down": ROUND_HALF_DOWN, "down": ROUND_DOWN,
    "up": ROUND_UP, "floor": ROUND_FLOOR, "ceiling": ROUND_CEILING,
}  # fmt: skip

numbers = st.tuples(
    st.integers() | st.integers(-300, 300) | st.integers(-(10**60), 10**60),
    st.integers(1, 200) | st.integers(1, 10**40) | st.sampled_from([10**k for k in range(6)]),
)


@pytest.mark.parametrize(
    ("written", "digits", "by_mode"),
    [
        ("0", 2, "0 0 0 0 0 0 0"),
        ("89.885", 2, "89.89 89.88 89.88 89.88 89.89 89.88 89.89"),
        ("89.875", 2, "89.88 89.88 89.87 89.87 89.88 89.87 89.88"),
        ("-0.125", 2, "-0.13 -0.12 -0.12 -0.12 -0.13 -0.13 -0.12"),
        ("-0.004", 2, "0 0 0 0 -0.01 -0.01 0"),
        ("0.5", 0, "1 0 0 0 1 0 1"),
        ("1.5", 0, "2 2 1 1 2 1 2"),
        ("2.500001", 0, "3 3 3 2 3 2 3"),
        ("1250", -2, "1300 1200 1200 1200 1300 1200 1300"),
        ("-49", -2, "0 0 0 0 -100 -100 0"),
        ("7.63", 5, "7.63 7.63 7.63 7.63 7.63 7.63 7.63"),
    ],
)
def test_rounding(written: str, digits: int, by_mode: str) -> None:
    for mode, expected in zip(get_args(Rounding), by_mode.split(), strict=True):
        assert as_fraction(round_at(number(Decimal(written)), digits, mode)) == Fraction(expected), mode


@pytest.mark.parametrize(
    ("n", "digits", "expected"),
    [
        ((0, 7), 5, (0, 0)),
        ((2, 3), 4, (6667, -4)),
        ((99999, 1), 4, (1000, 2)),
        ((996, 10), 3, (996, -1)),
        ((-1, 8), 2, (-12, -2)),
        ((1, 1), 3, (100, -2)),
        ((1, 10**5000), 2, (10, -5001)),
        ((10**5000, 1), 2, (10, 4999)),
        ((10**20 + 6, 1), 20, (10**19 + 1, 1)),
    ],
)
def test_significant_digits(n: Number, digits: int, expected: tuple[int, int]) -> None:
    assert significant(n, digits) == expected


def test_decimals_are_read_as_written() -> None:
    assert number(Decimal("95.20")) == (476, 5)
    assert number(Fraction(6, 4)) == (3, 2)
    assert number(7630) == (7630, 1)


@pytest.mark.parametrize("written", ["NaN", "Infinity", "1E+999999999", "1E-999999999"])
def test_decimals_without_a_size_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=written.replace("+", r"\+")):
        number(Decimal(written))


def test_decimals_up_to_the_greatest_exponent_are_read() -> None:
    assert number(Decimal(f"1E+{limits.EXPONENT}")) == (10**limits.EXPONENT, 1)


def test_a_sum_of_many_denominators_has_all_of_them() -> None:
    terms = [(1, denominator) for denominator in range(1, 40)]
    assert as_fraction(sum_of(terms)) == sum(map(as_fraction, terms))


def test_a_sum_of_long_denominators_is_exact() -> None:
    terms = [(3 * n + 1, 7**500 * (n + 2)) for n in range(8)]
    assert as_fraction(sum_of(terms)) == sum(map(as_fraction, terms))


def test_an_approximate_number_stays_one() -> None:
    root = Approximate((141, 100))
    assert type(round_at(root, 1, "half-up")) is Approximate
    assert type(reduced(Approximate((2, 4)))) is Approximate
    assert type(sum_of([(1, 1), root])) is Approximate
    assert type(sum_of([(1, 1), (1, 3)])) is tuple
    assert type(round_at((141, 100), 1, "half-up")) is tuple


def test_too_long() -> None:
    longest = 10**limits.EXACT_DIGITS - 1
    assert not too_long((longest, longest))
    assert too_long((longest * 100, 1))
    assert too_long((1, longest * 100))


def test_a_sum_that_outgrows_every_limit_stops_early() -> None:
    assert too_long(sum_of([(1, 2**61 + k) for k in range(1, 20_000)]))


@given(numbers, st.integers(-5, 20), st.sampled_from(get_args(Rounding)))
def test_rounding_agrees_with_decimal(n: Number, digits: int, mode: Rounding) -> None:
    finite = round_at(n, 25, "down")  # decimal can only hold a number whose digits end
    context = Context(prec=200, rounding=DECIMAL_MODES[mode])
    value = context.divide(Decimal(finite[0]), Decimal(finite[1]))
    expected = context.quantize(value, Decimal(1).scaleb(-digits))
    assert as_fraction(round_at(finite, digits, mode)) == Fraction(expected)


@given(numbers, st.integers(-5, 20), st.sampled_from(get_args(Rounding)))
def test_a_rounded_number_is_near_and_stays(n: Number, digits: int, mode: Rounding) -> None:
    result, unit = round_at(n, digits, mode), Fraction(10) ** -digits
    distance = abs(as_fraction(result) - as_fraction(n))
    assert distance <= unit / 2 if mode.startswith("half") else distance < unit
    assert compare(round_at(result, digits, mode), result) == 0


@given(numbers, st.integers(1, 60))
@example((996, 10), 3)
def test_significant_digits_agree_with_decimal(n: Number, digits: int) -> None:
    coefficient, exponent = significant(n, digits)
    expected = Context(prec=digits, rounding=ROUND_HALF_EVEN).divide(Decimal(n[0]), Decimal(n[1]))
    assert coefficient * Fraction(10) ** exponent == Fraction(expected)
    assert coefficient == 0 or len(str(abs(coefficient))) == digits


@given(numbers, numbers)
def test_order(left: Number, right: Number) -> None:
    a, b = as_fraction(left), as_fraction(right)
    assert compare(left, right) == (a > b) - (a < b)


@given(numbers)
def test_whole_numbers_around(n: Number) -> None:
    assert (floor_of(n), ceil_of(n)) == (as_fraction(n).__floor__(), as_fraction(n).__ceil__())


@given(st.lists(numbers))
def test_sums(terms: list[Number]) -> None:
    total = sum_of(terms)
    assert total[1] > 0
    assert as_fraction(total) == sum(map(as_fraction, terms), Fraction(0))


@given(numbers, st.integers(1, 10**50))
def test_lowest_terms(n: Number, factor: int) -> None:
    assert reduced((n[0] * factor, n[1] * factor)) == as_fraction(n).as_integer_ratio()
