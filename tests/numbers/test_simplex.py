"""What follows from linear inequalities."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl.numbers import simplex
from lkjdsl.numbers.simplex import LONGEST, Proof, least_bound

X, Y = [1, 0, 0], [0, 1, 0]
ONE = [0, 0, 1]
LONG = 2 ** (LONGEST // 2 + 1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "facts", "bound"),
    [
        (X, ONE, [[-1, 0, 5]], 5),  # x <= 5
        (X, ONE, [[1, 0, 0]], None),  # x >= 0 says nothing of an upper bound
        ([2, 3, 0], ONE, [[-1, 0, 5], [0, -1, 1]], 13),
        (X, Y, [[1, 0, 0], [-1, 1, 0]], 1),  # a part over its whole
        (X, [1, 1, 0], [X, Y], 1),  # a / (a + b)
        ([-1, 0, 0], [1, 1, 0], [X, Y], 0),
        ([1, 1, 0], [1, 1, 0], [], 1),  # a number over itself
        ([1, 0, 0], [0, 0, 2], [[-2, 0, 5]], Fraction(5, 4)),
        ([3, 0, 0], Y, [X, [-3, 2, 0]], 2),
        (X, ONE, [[-1, -1, 4], [-1, 1, 0]], 2),  # x + y <= 4 and x <= y
        (X, ONE, [[1, 0, -2], [-1, 0, 1]], "contradiction"),  # x >= 2 and x <= 1
        (X, X, [], 1),
        (ONE, Y, [[0, 1, -2]], Fraction(1, 2)),  # 1/y where y >= 2
        ([0, 1, 3], [0, 1, 3], [], 1),
        ([-1, -1, -1], [-1, -1, -3], [], None),
        ([0, 0, -2], ONE, [[0, 2, 3]], -2),  # a number, whatever the facts are
        ([0, 0, -1], [-2, 2, -1], [[-2, 3, 3]], 0),
        (X, ONE, [[-1, 0, 2**LONGEST - 1]], 2**LONGEST - 1),
        (X, ONE, [[-1, 0, 2**LONGEST]], None),  # too long a number
        ([1, 0, 0, 0], [0, 0, 0, 1], [[-LONG, 1, 0, 0], [0, -LONG, 1, 0], [0, 0, -LONG, 1]], None),  # on the way
    ],
)
def test_the_least_bound(numerator: Any, denominator: Any, facts: Any, bound: Any) -> None:
    found = least_bound(numerator, denominator, facts)
    assert (Fraction(*found.bound) if isinstance(found, Proof) else found) == bound


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_no_bound_is_given_after_too_many_steps(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [[-1, 1, 0, 0, 0], [0, -1, 1, 0, 0], [0, 0, -1, 1, 0], [0, 0, 0, -1, 7]]  # a <= b <= c <= d <= 7
    asked = [1, 0, 0, 0, 0], [0, 0, 0, 0, 1], chain
    assert isinstance(least_bound(*asked), Proof)
    monkeypatch.setattr(simplex, "PIVOTS", steps)
    assert least_bound(*asked) is None


small = st.integers(-3, 3)
vectors = st.lists(small, min_size=3, max_size=3)


@given(numerator=vectors, facts=st.lists(vectors, max_size=5), denominator=st.just(ONE) | vectors)
def test_the_proof_adds_up(numerator: list[int], facts: list[list[int]], denominator: list[int]) -> None:
    found = least_bound(numerator, denominator, facts)
    if isinstance(found, Proof):
        assert all(Fraction(*multiple) >= 0 for multiple in (*found.multiples, found.rest))
        sides = [
            sum(Fraction(*multiple) * fact[index] for multiple, fact in zip(found.multiples, facts, strict=True))
            for index in range(3)
        ]
        sides[-1] += Fraction(*found.rest)
        assert sides == [Fraction(*found.bound) * d - n for n, d in zip(numerator, denominator, strict=True)]


@given(numerator=vectors, facts=st.lists(vectors, max_size=4), x=small, y=small)
def test_the_bound_is_the_least_among_the_points(numerator: list[int], facts: list[list[int]], x: int, y: int) -> None:
    """With x and y pinned by facts, the bound is the value there."""
    pinned = [[1, 0, -x], [-1, 0, x], [0, 1, -y], [0, -1, y]]
    holds = all(fact[0] * x + fact[1] * y + fact[2] >= 0 for fact in facts)
    found = least_bound(numerator, ONE, [*facts, *pinned])
    value = numerator[0] * x + numerator[1] * y + numerator[2]
    assert (Fraction(*found.bound) if isinstance(found, Proof) else found) == (value if holds else "contradiction")


def corners(facts: list[list[int]]) -> list[tuple[Fraction, Fraction]]:
    """Return the points where two of *facts* hold with equality and the others hold."""
    found = []
    for (a, b, c), (d, e, f) in combinations(facts, 2):
        if a * e != b * d:
            x, y = Fraction(b * f - c * e, a * e - b * d), Fraction(c * d - a * f, a * e - b * d)
            if all(p * x + q * y + r >= 0 for p, q, r in facts):
                found.append((x, y))
    return found


@settings(max_examples=200)
@given(numerator=vectors, facts=st.lists(vectors, max_size=6), slope=st.tuples(small, small))
def test_the_bound_is_the_greatest_value_at_a_corner(
    numerator: list[int], facts: list[list[int]], slope: tuple[int, int]
) -> None:
    """With x and y between -2 and 2, where the denominator is above 0."""
    box = [[1, 0, 2], [-1, 0, 2], [0, 1, 2], [0, -1, 2]]
    (a, b, c), (d, e), f = numerator, slope, 2 * abs(slope[0]) + 2 * abs(slope[1]) + 1
    found = least_bound(numerator, [d, e, f], [*facts, *box])
    values = [(a * x + b * y + c) / (d * x + e * y + f) for x, y in corners([*facts, *box])]
    assert (Fraction(*found.bound) if isinstance(found, Proof) else found) == max(values, default="contradiction")
