"""Roots, powers and means: exact where the answer is rational, else 50 digits."""

import decimal
import time
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lkjdsl import limits
from lkjdsl.numbers.rational import Approximate, Number, as_fraction, number, significant
from lkjdsl.numbers.roots import exponential, geometric_mean, harmonic_mean, logarithm, power, square_root, whole_root

HIGH = Context(prec=400)
FIFTY = Context(prec=50, rounding=ROUND_HALF_EVEN)

positives = st.tuples(st.integers(1, 10**6) | st.integers(1, 30), st.integers(1, 10**6) | st.integers(1, 30))
exponents = st.tuples(st.integers(-12, 12), st.integers(1, 12))


def pair(text: str) -> Number:
    return number(Fraction(text))


def shown(answer: Number | str) -> str:
    """Return ``8/27`` for an exact answer, ``~1.41…`` with 50 digits for an approximate one, or the reason."""
    if isinstance(answer, str):
        return answer
    if type(answer) is not Approximate:
        return str(as_fraction(answer))
    coefficient, exponent = significant(answer, 50)
    assert coefficient * Fraction(10) ** exponent == as_fraction(answer), "more than 50 digits"
    return f"~{Decimal(coefficient).scaleb(exponent, HIGH)}"


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        ("8", "1/3", "2"),
        ("4/9", "3/2", "8/27"),
        ("4/9", "-3/2", "27/8"),
        ("32", "2/5", "4"),
        ("4", "2/4", "2"),
        ("-2", "3", "-8"),
        ("-2", "-2", "1/4"),
        ("7", "0", "1"),
        ("-7", "0", "1"),
        ("0", "3/2", "0"),
        ("1", "1000000000000", "1"),
        ("-1", "1000000000001", "-1"),
        ("1", "1/1000000000000", "1"),
        ("0", "0", "power-undefined"),
        ("0", "-1", "power-undefined"),
        ("-8", "1/3", "power-undefined"),
        ("-4", "1/2", "power-undefined"),
        ("9", str(9**9), "number-too-long"),
        ("9", f"{9**9}/2", "number-too-long"),
        ("10", f"{9**9}/2", "number-too-long"),
        ("1/9", str(9**9), "number-too-long"),
        ("10", f"{-(9**9)}/7", "number-too-long"),
        ("2", "1/2", "~1.4142135623730950488016887242096980785696718753769"),
        ("2", "-1/2", "~0.70710678118654752440084436210484903928483593768847"),
        ("1/2", "1/3", "~0.79370052598409973737585281963615413019574666394993"),
        ("10", "1/1000000000000", "~1.0000000000023025850929966966330732326883682373354"),
    ],
)
def test_power(base: str, exponent: str, expected: str) -> None:
    assert shown(power(pair(base), pair(exponent))) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        ("0", "0"),
        ("4/9", "2/3"),
        ("-1", "root-of-negative"),
        ("3", "~1.7320508075688772935274463415058723669428052538104"),
        ("1/1000000", "1/1000"),
    ],
)
def test_square_root(n: str, expected: str) -> None:
    assert shown(square_root(pair(n))) == expected


@pytest.mark.parametrize(
    ("function", "n", "expected"),
    [
        (logarithm, "1", "0"),
        (logarithm, "0", "logarithm-of-nonpositive"),
        (logarithm, "-1", "logarithm-of-nonpositive"),
        (logarithm, "2", "~0.69314718055994530941723212145817656807550013436026"),
        (logarithm, "1/10", "~-2.3025850929940456840179914546843642076011014886288"),
        (exponential, "0", "1"),
        (exponential, "1", "~2.7182818284590452353602874713526624977572470937000"),
        (exponential, "-1", "~0.36787944117144232159552377016146086744581113103177"),
        (exponential, "117", "~6.4931342556644621362249507087712085620218684207317E+50"),
        (exponential, "387420489", "number-too-long"),
        (exponential, "-230259", "number-too-long"),
        (exponential, "-387420489", "number-too-long"),
    ],
)
def test_logarithm_and_exponential(function: Callable[[Number], Number | str], n: str, expected: str) -> None:
    assert shown(function(pair(n))) == expected


@pytest.mark.parametrize(
    ("numbers", "weights", "geometric", "harmonic"),
    [
        ("2 8", "1 1", "4", "16/5"),
        ("2 8", "1/2 1/2", "4", "16/5"),
        ("2 16", "2/3 1/3", "4", "48/17"),
        ("5", "1/3", "5", "5"),
        ("2/3 3/2", "1 1", "1", "12/13"),
        ("6 10 15 900", "1 1 1 1", "30", "3600/301"),
        ("6 6 6", "1/9 7/9 1/7", "6", "6"),
        ("2 3", "1 1", "~2.4494897427831780981972840747058913919659474806567", "12/5"),
        ("2 8 0", "1 1 0", "4", "16/5"),
        ("2 0", "1 1", "geomean-of-nonpositive", "harmean-of-zero"),
        ("2 -2", "1 1", "geomean-of-nonpositive", "harmean-of-zero"),
        ("2 -1", "1 1", "geomean-of-nonpositive", "-4"),
        ("2 3", "0 0", "zero-over-zero", "zero-over-zero"),
        ("", "", "zero-over-zero", "zero-over-zero"),
    ],
)
def test_means(numbers: str, weights: str, geometric: str, harmonic: str) -> None:
    values, shares = [pair(text) for text in numbers.split()], [pair(text) for text in weights.split()]
    assert shown(geometric_mean(values, shares)) == geometric
    assert shown(harmonic_mean(values, shares)) == harmonic


def test_what_is_computed_from_approximate_numbers_is_approximate() -> None:
    four = Approximate((4, 1))
    answers = [
        square_root(four),
        power(four, (2, 1)),
        power((2, 1), four),
        power((0, 1), four),
        power(Approximate((-2, 1)), (3, 1)),
        logarithm(Approximate((1, 1))),
        exponential(Approximate((0, 1))),
        geometric_mean([four, (9, 1)], [(1, 1)] * 2),
        harmonic_mean([four, (12, 1)], [(1, 1)] * 2),
    ]
    assert [type(answer) for answer in answers] == [Approximate] * len(answers)
    assert [as_fraction(answer) for answer in answers if not isinstance(answer, str)] == [2, 16, 16, 0, -8, 0, 1, 6, 6]


def test_a_long_exact_power_of_an_approximate_number_keeps_50_digits() -> None:
    root = square_root((2, 1))
    assert isinstance(root, Approximate)
    value = Context(prec=60).power(HIGH.divide(Decimal(root[0]), Decimal(root[1])), 9_000)
    assert shown(power(root, (9_000, 1))) == f"~{FIFTY.plus(value)}"


def test_a_power_whose_first_80_digits_are_all_lost() -> None:
    n = 10**1000 + 5 * 10**920 + 1  # n and n - 2 differ in the 80th digit, once rounded
    assert shown(power((n - 2, n), (2 * n + 1, 2))) == f"~{FIFTY.plus(HIGH.exp(Decimal(-2)))}"


def test_numbers_of_the_greatest_length_are_answered_soon() -> None:
    long = 10 ** (limits.EXACT_DIGITS // 2) + 1
    started = time.perf_counter()
    assert power((long**2, 1), (1, 2)) == (long, 1)
    assert type(power((long**2 + 1, 1), (1, 2))) is Approximate
    assert type(power((long, 1), (1, 3))) is Approximate
    assert shown(logarithm((long, long - 1))).startswith("~1.0000000000")
    assert shown(exponential((1, long))) == "~1." + "0" * 49
    assert harmonic_mean([(2**61 + n, 3) for n in range(20_000)], [(1, 1)] * 20_000) == "number-too-long"
    many = [(n, n + 1) for n in range(1, 5_000)]
    assert shown(geometric_mean(many, [(1, 1)] * len(many))).startswith("~0.998")
    assert time.perf_counter() - started < 5


def test_the_callers_decimal_context_does_not_matter() -> None:
    with decimal.localcontext(Context(prec=3, Emax=2, Emin=-2, traps=[decimal.Inexact, decimal.Overflow])):
        assert shown(power((10, 1), (7, 2))) == shown(power((10**7, 1), (1, 2)))
        assert type(logarithm((1001, 1000))) is Approximate
        assert type(exponential((-99, 1))) is Approximate
        assert type(geometric_mean([(2, 1), (30, 7)], [(1, 3), (1, 5)])) is Approximate


def test_the_default_decimal_context_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [power((2, 1), (1, 2)), power((10, 1), (7, 2)), logarithm((7, 1)), exponential((-99, 1))]
    for name, value in (("prec", 3), ("rounding", decimal.ROUND_UP), ("Emax", 2), ("Emin", -2)):
        monkeypatch.setattr(decimal.DefaultContext, name, value)
    monkeypatch.setitem(decimal.DefaultContext.traps, decimal.Inexact, True)
    assert [power((2, 1), (1, 2)), power((10, 1), (7, 2)), logarithm((7, 1)), exponential((-99, 1))] == expected


def test_a_logarithm_of_a_number_very_near_to_1_keeps_50_digits() -> None:
    assert shown(logarithm((10**3000 + 1, 10**3000))) == f"~1.{'0' * 49}E-3000"


def test_a_harmonic_mean_of_long_numbers_is_too_long() -> None:
    long = 10 ** (limits.EXACT_DIGITS * 3 // 4)
    assert harmonic_mean([(long + 1, 1), (long + 3, 1)], [(1, 1)] * 2) == "number-too-long"


def rounds_to(answer: Number, degree: int, exact: Fraction) -> bool:
    """Return whether *exact* to the 1/degree rounds to *answer*: its power lies between those of the nearest ties."""
    coefficient, exponent = significant(answer, 50)
    low, high = (Fraction(2 * coefficient + side, 2) * Fraction(10) ** exponent for side in (-1, 1))
    return bool(low**degree < exact < high**degree)


@given(positives, exponents)
@example((4, 9), (3, 2))
def test_a_power_is_exact_or_correctly_rounded(base: Number, exponent: Number) -> None:
    answer = power(base, exponent)
    assert not isinstance(answer, str)
    degree = as_fraction(exponent).denominator
    exact = as_fraction(base) ** as_fraction(exponent).numerator
    if type(answer) is Approximate:
        assert rounds_to(answer, degree, exact)
    else:
        assert as_fraction(answer) ** degree == exact


@given(positives, exponents, st.integers(1, 9))
def test_a_rational_root_is_found(root: Number, exponent: Number, factor: int) -> None:
    (p, q), (a, b) = exponent, root
    answer = power((a**q * factor, b**q * factor), exponent)
    assert type(answer) is tuple
    assert as_fraction(answer) == as_fraction(root) ** p


@given(st.integers(1, 10**300) | st.integers(1, 2**64), st.integers(1, 40), st.integers(-1, 1))
@example(10**100 + 9, 2, 0)
@example(10**100 + 9, 3, 0)
@example(10**99 + 1, 3, -1)
@example(2**64 - 59, 5, 0)
@example(3**100, 40, 0)
def test_whole_roots(root: int, degree: int, off: int) -> None:
    n: int = root**degree + off
    assume(n > 0)
    found = whole_root(n, degree)
    if off == 0 or degree == 1:
        assert found == root + off
    else:
        assert found is None or found**degree == n


@given(st.lists(st.tuples(positives, st.integers(0, 5), st.integers(1, 3)), min_size=1, max_size=6))
def test_a_geometric_mean_is_exact_or_correctly_rounded(parts: list[tuple[Number, int, int]]) -> None:
    weights = [(w, d) for _, w, d in parts]
    degree = sum(6 * w // d for w, d in weights)
    assume(degree > 0)
    answer = geometric_mean([n for n, _, _ in parts], weights)
    assert not isinstance(answer, str)
    exact = Fraction(1)
    for n, w, d in parts:
        exact *= as_fraction(n) ** (6 * w // d)
    if type(answer) is Approximate:
        assert rounds_to(answer, degree, exact)
    else:
        assert as_fraction(answer) ** degree == exact


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), min_size=1, max_size=5), st.integers(1, 4))
def test_a_rational_geometric_mean_is_found(roots: list[Number], times: int) -> None:
    numbers = [(a ** len(roots), b ** len(roots)) for a, b in roots] * times
    expected = Fraction(1)
    for root in roots:
        expected *= as_fraction(root)
    answer = geometric_mean(numbers, [(1, 7)] * len(numbers))
    assert type(answer) is tuple
    assert as_fraction(answer) == expected


@given(st.lists(st.tuples(positives, positives, st.booleans()), min_size=1))
def test_harmonic_mean(parts: list[tuple[Number, Number, bool]]) -> None:
    numbers = [(-a if negative else a, b) for (a, b), _, negative in parts]
    weights = [weight for _, weight, _ in parts]
    divisor = sum((as_fraction(w) / as_fraction(n) for n, w in zip(numbers, weights, strict=True)), Fraction(0))
    answer = harmonic_mean(numbers, weights)
    if divisor == 0:
        assert answer == "harmean-of-zero"
    else:
        assert not isinstance(answer, str)
        assert answer[1] > 0
        assert as_fraction(answer) == sum(map(as_fraction, weights), Fraction(0)) / divisor


@given(st.tuples(st.integers(-(10**4), 10**4), st.integers(1, 10**4) | st.sampled_from([10**25, 10**60])))
@example((1, 10**60))
@example((1, 2 * 10**49))  # just above a tie
def test_exponential_agrees_with_decimal(n: Number) -> None:
    assume(n[0])
    answer = exponential(n)
    assert type(answer) is Approximate
    expected = FIFTY.plus(HIGH.exp(HIGH.divide(Decimal(n[0]), Decimal(n[1]))))
    assert as_fraction(answer) == Fraction(expected)


@given(positives | st.tuples(st.just(10**40 + 7), st.integers(10**40 - 9, 10**40 + 9)))
@example((1001, 1000))
@example((10**100 + 1, 10**100))
@example((10**140 + 10**50 + 15, 10**140))  # just below a tie
def test_logarithm_agrees_with_decimal(n: Number) -> None:
    assume(n[0] != n[1])
    answer = logarithm(n)
    assert type(answer) is Approximate
    expected = FIFTY.plus(HIGH.ln(HIGH.divide(Decimal(n[0]), Decimal(n[1]))))
    assert as_fraction(answer) == Fraction(expected)
