"""Intervals of rationals: ends finite or infinite, open or closed."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number, number


def shown(interval: Interval | None) -> str:
    """Return an interval as mathematicians write it, ``Z`` after one of whole numbers."""
    if interval is None:
        return "none"
    low = "(-oo" if interval.low is None else f"{'(' if interval.low_open else '['}{Fraction(*interval.low)}"
    high = "oo)" if interval.high is None else f"{Fraction(*interval.high)}{')' if interval.high_open else ']'}"
    return f"{low}, {high}{' Z' if interval.whole else ''}"


def read(text: str) -> Interval:
    """Return the interval that :func:`shown` shows as *text*."""
    whole = text.endswith("Z")
    low, high = text.removesuffix("Z").strip().split(", ")
    found = intervals.interval(
        None if low == "(-oo" else number(Fraction(low[1:])),
        None if high == "oo)" else number(Fraction(high[:-1])),
        low_open=low[0] == "(",
        high_open=high[-1] == ")",
        whole=whole,
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("add", "[1, 2]", "[3, 5]", "[4, 7]"),
        ("add", "(1, 2]", "[3, 5]", "(4, 7]"),  # an open end stays open
        ("add", "[1, 2)", "[3, 5)", "[4, 7)"),
        ("add", "[1, oo)", "[3, 5]", "[4, oo)"),
        ("add", "[0, 1] Z", "[0, 1]", "[0, 2]"),
        ("add", "[0, 1] Z", "[0, 2] Z", "[0, 3] Z"),
        ("subtract", "[1, 2)", "(3, 5]", "[-4, -1)"),
        ("subtract", "[0, 1]", "[0, 1]", "[-1, 1]"),
        ("multiply", "[1, 2]", "[-3, 5]", "[-6, 10]"),
        ("multiply", "[-2, 3]", "[-5, 7]", "[-15, 21]"),
        ("multiply", "[0, 1]", "(2, 3)", "[0, 3)"),  # a zero that is reached makes the product reach it
        ("multiply", "(0, 1]", "(2, 3]", "(0, 3]"),
        ("multiply", "[0, 1]", "(0, 3]", "[0, 3]"),
        ("multiply", "[0, 1]", "[1, oo)", "[0, oo)"),
        ("multiply", "(0, 1]", "[1, oo)", "(0, oo)"),
        ("multiply", "[-1, 1)", "[-1, 1)", "(-1, 1]"),  # -1 times -1 reaches 1, and 1 times -1 does not reach -1
        ("multiply", "[2, 3)", "[-1, -1]", "(-3, -2]"),
        ("multiply", "(2, 3)", "[0, 1]", "[0, 3)"),
        ("multiply", "[2, 3] Z", "[-1, 2] Z", "[-3, 6] Z"),
        ("multiply", "[2, 3] Z", "[1/2, 1/2]", "[1, 3/2]"),
        ("multiply", "[2, 3] Z", "[2, 2] Z", "[4, 6] Z"),
        ("multiply", "[2, 3] Z", "[-3/2, -3/2]", "[-9/2, -3]"),
        ("multiply", "[0, 0] Z", "(-oo, oo)", "[0, 0] Z"),
        ("multiply", "(-oo, 1]", "[-1, 2]", "(-oo, oo)"),
        ("multiply", "[-1, oo)", "[-1, 2]", "(-oo, oo)"),
        ("multiply", "(-oo, -1]", "(-oo, -2]", "[2, oo)"),
        ("multiply", "(-oo, oo)", "[0, 0]", "[0, 0] Z"),
        ("divide", "[1, 2]", "[4, 8]", "[1/8, 1/2]"),
        ("divide", "[1, 2]", "(0, 4]", "[1/4, oo)"),
        ("divide", "[0, 2]", "(0, 4)", "[0, oo)"),
        ("divide", "[1, 2]", "[0, 4]", "[1/4, oo)"),
        ("divide", "[1, 2]", "[-1, 4]", "(-oo, oo)"),
        ("divide", "[1, 2]", "[-4, 0]", "(-oo, -1/4]"),
        ("divide", "[1, 2]", "[3, oo)", "(0, 2/3]"),
        ("divide", "[0, 2]", "[3, oo)", "[0, 2/3]"),
        ("divide", "[0, oo)", "[0, oo) Z", "[0, oo)"),
        ("divide", "[0, 10]", "(0, oo) Z", "[0, 10]"),  # a whole number above 0 is at least 1
        ("divide", "[1, 2]", "[0, 0]", "none"),
    ],
)
def test_arithmetic_of_ends(operator: str, left: str, right: str, expected: str) -> None:
    assert shown(getattr(intervals, operator)(read(left), read(right))) == expected


@pytest.mark.parametrize(
    ("operator", "operand", "expected"),
    [
        ("negate", "[1, 2)", "(-2, -1]"),
        ("absolute", "[-3, 2]", "[0, 3]"),
        ("absolute", "(-3, 2]", "[0, 3)"),
        ("absolute", "(-3, -1]", "[1, 3)"),
        ("absolute", "(0, 2]", "(0, 2]"),
        ("absolute", "[-2, 0)", "(0, 2]"),
        ("absolute", "[-2, 2)", "[0, 2]"),
        ("positive_part", "[-2, 3]", "(0, 3]"),
        ("positive_part", "[-2, 3] Z", "[1, 3] Z"),
        ("positive_part", "[-2, 0]", "none"),
        ("negative_part", "[-2, 3]", "[-2, 0)"),
        ("reciprocal", "(0, 2]", "[1/2, oo)"),
        ("reciprocal", "[-2, 0)", "(-oo, -1/2]"),
        ("reciprocal", "(2, oo)", "(0, 1/2)"),
        ("reciprocal", "(-oo, -2]", "[-1/2, 0)"),
        ("reciprocal", "[1, 1] Z", "[1, 1] Z"),
        ("reciprocal", "[-1, -1] Z", "[-1, -1] Z"),
        ("reciprocal", "[2, 2] Z", "[1/2, 1/2]"),
    ],
)
def test_one_operand(operator: str, operand: str, expected: str) -> None:
    assert shown(getattr(intervals, operator)(read(operand))) == expected


@pytest.mark.parametrize(
    ("operator", "operands", "expected"),
    [
        ("least", ["[1, 3]", "(2, 5)"], "[1, 3]"),
        ("least", ["[1, 5]", "[2, 5)"], "[1, 5)"),  # the least reaches 5 only where both do
        ("greatest", ["(1, 3]", "[1, 2]"], "(1, 3]"),
        ("greatest", ["(1, 3]", "(0, oo)"], "(1, oo)"),
        ("hull", ["[1, 2)", "(2, 3]"], "[1, 3]"),
        ("hull", ["[1, 2)", "[1, 2]"], "[1, 2]"),
        ("hull", ["[1, 2]", "(-oo, 0)"], "(-oo, 2]"),
        ("hull", [], "none"),
    ],
)
def test_many_operands(operator: str, operands: list[str], expected: str) -> None:
    assert shown(getattr(intervals, operator)([read(operand) for operand in operands])) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [((0, 1), "[0, oo) Z"), ((1, 2), "[1, oo) Z"), ((-3, 2), "[-1, oo) Z")]
)
def test_whole_numbers_from_a_number_on(number: Number, expected: str) -> None:
    assert shown(intervals.whole_at_least(number)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("[1, 3]", "[2, 5]", "[2, 3]"),
        ("[1, 3]", "[3, 5]", "[3, 3]"),
        ("[1, 3)", "[3, 5]", "none"),  # ends that touch, one of them open
        ("[1, 3)", "[1, 3]", "[1, 3)"),
        ("(-oo, 3)", "(1/2, oo)", "(1/2, 3)"),
        ("[0, 1)", "[0, 1] Z", "[0, 0] Z"),
        ("(0, 1)", "[0, 1] Z", "none"),
    ],
)
def test_what_two_intervals_share(left: str, right: str, expected: str) -> None:
    assert shown(intervals.intersection(read(left), read(right))) == expected
    assert shown(intervals.intersection(read(right), read(left))) == expected


@pytest.mark.parametrize(
    ("one", "inside", "outside"),
    [
        ("[1, 2)", ["1", "3/2"], ["2", "0.9"]),
        ("(1, 2]", ["2"], ["1"]),
        ("(-oo, 2]", ["-1000", "2"], ["2.1"]),
        ("[0, 3] Z", ["0", "3"], ["1/2", "4"]),
    ],
)
def test_what_lies_in_an_interval(one: str, inside: list[str], outside: list[str]) -> None:
    assert all(number(Fraction(text)) in read(one) for text in inside)
    assert not any(number(Fraction(text)) in read(one) for text in outside)


fractions = st.fractions(min_value=-6, max_value=6, max_denominator=6)


@st.composite
def intervals_with_points(draw: st.DrawFn) -> tuple[Interval, Number]:
    """Return an interval and one of its numbers."""
    whole = draw(st.booleans())
    inside = draw(fractions.map(lambda f: Fraction(int(f)) if whole else f))
    low, high = (draw(st.none() | fractions.map(abs)) for _ in range(2))
    found = intervals.interval(
        None if low is None else number(inside - low),
        None if high is None else number(inside + high),
        low_open=low != 0 and draw(st.booleans()),
        high_open=high != 0 and draw(st.booleans()),
        whole=whole,
    )
    assert found is not None
    return found, number(inside)


@pytest.mark.parametrize(
    ("operator", "exact"),
    [
        (intervals.add, lambda a, b: a + b),
        (intervals.subtract, lambda a, b: a - b),
        (intervals.multiply, lambda a, b: a * b),
        (intervals.divide, lambda a, b: a / b if b else None),
        (lambda *both: intervals.least([*both]), min),
        (lambda *both: intervals.greatest([*both]), max),
    ],
)
@given(left=intervals_with_points(), right=intervals_with_points())
def test_answers_for_numbers_lie_in_the_answer_for_intervals(
    operator: Callable[..., Interval | None],
    exact: Callable[..., Any],
    left: tuple[Interval, Number],
    right: tuple[Interval, Number],
) -> None:
    answer = exact(Fraction(*left[1]), Fraction(*right[1]))
    assume(answer is not None)
    found = operator(left[0], right[0])
    assert found is not None
    assert number(answer) in found


@given(left=intervals_with_points(), right=intervals_with_points())
def test_closed_ends_of_a_product_are_reached(left: tuple[Interval, Number], right: tuple[Interval, Number]) -> None:
    product = intervals.multiply(left[0], right[0])
    ends = [[end for end in (one.low, one.high) if end is not None and end in one] for one in (left[0], right[0])]
    zeros = [number(Fraction(0))] if (0, 1) in left[0] or (0, 1) in right[0] else []
    reached = {Fraction(*a) * Fraction(*b) for a in ends[0] for b in ends[1]} | {Fraction(*zero) for zero in zeros}
    for end, is_open in ((product.low, product.low_open), (product.high, product.high_open)):
        assert end is None or is_open or product.whole or Fraction(*end) in reached
