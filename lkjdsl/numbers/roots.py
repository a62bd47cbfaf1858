"""
Roots, powers, logarithms, and the means that need them.

Each function returns an exact number where the answer is rational, else the answer rounded half-even to 50 significant
digits as an Approximate, or a reason code why there is no answer. What was computed from an Approximate is one.
"""

from collections.abc import Iterable, Sequence
from math import gcd, lcm, log2

from lkjdsl import limits
from lkjdsl.numbers import irrational
from lkjdsl.numbers.irrational import Factors
from lkjdsl.numbers.rational import Approximate, Number, reduced, significant, sum_of, too_long

MANY = 200  # different factors: more are multiplied without looking whether a root comes out even
SURE_ROOT_BITS = 40  # of a root that double precision gives to the last digit


def square_root(n: Number) -> Number | str:
    """Return the square root, or ``root-of-negative``."""
    return power(n, (1, 2)) if n[0] >= 0 else "root-of-negative"


def power(base: Number, exponent: Number) -> Number | str:
    """
    Return *base* to the *exponent*, ``power-undefined`` or ``number-too-long``.

    Undefined are 0 to the 0 or less, and a negative base to an exponent that is not whole, also where an odd root
    would exist: (-8)^(1/3) and (-8)^(2/6) would differ.

    >>> power((4, 9), (3, 2)), power((0, 1), (0, 1))
    ((8, 27), 'power-undefined')
    """
    marked = _marked(base, exponent)
    (a, b), (p, q) = reduced(base), reduced(exponent)
    if (a == 0 and p <= 0) or (a < 0 and q != 1):
        return "power-undefined"
    if a == 0:
        return _with_marks((0, 1), marked)
    factors = _collected([(abs(a), p), (b, -p)])
    result = _root_of_product(factors, q, marked, parts=factors)
    if isinstance(result, str) or a > 0 or p % 2 == 0:
        return result
    negative = -result[0], result[1]
    return Approximate(negative) if marked else negative


def geometric_mean(numbers: Sequence[Number], weights: Sequence[Number]) -> Number | str:
    """
    Return the product of *numbers* to the power of their share of the *weights*, or why there is none.

    Numbers of weight 0 are left out. ``geomean-of-nonpositive``; ``zero-over-zero`` where no weight is left.
    """
    counted = [(n, w) for n, w in zip(numbers, weights, strict=True) if w[0]]
    if any(n[0] <= 0 for n, _ in counted):
        return "geomean-of-nonpositive"
    scale = lcm(*(w[1] for _, w in counted))
    shares = [w[0] * (scale // w[1]) for _, w in counted]
    common = gcd(*shares)
    if common == 0:
        return "zero-over-zero"
    powers: list[tuple[int, int]] = []
    for (n, _), share in zip(counted, shares, strict=True):
        a, b = reduced(n)
        powers += [(a, share // common), (b, -share // common)]
    factors = _collected(powers)
    parts = _coprime(factors) if len(factors) <= MANY else None
    return _root_of_product(factors, sum(shares) // common, _marked(*numbers), parts)


def harmonic_mean(numbers: Sequence[Number], weights: Sequence[Number]) -> Number | str:
    """
    Return the sum of the *weights* over the sum of weight over number, or why there is none.

    Numbers of weight 0 are left out. ``harmean-of-zero``, also where the reciprocals add up to 0;
    ``zero-over-zero`` where no weight is left.
    """
    counted = [(n, w) for n, w in zip(numbers, weights, strict=True) if w[0]]
    if not counted:
        return "zero-over-zero"
    if any(n[0] == 0 for n, _ in counted):
        return "harmean-of-zero"
    a, b = sum_of([w for _, w in counted])
    c, d = reciprocals = sum_of([(w * y, x * abs(v)) if v > 0 else (-w * y, x * abs(v)) for (v, y), (w, x) in counted])
    if c == 0 or too_long(reciprocals):
        return "harmean-of-zero" if c == 0 else "number-too-long"
    return _with_marks((a * d, b * c) if c > 0 else (-a * d, b * -c), _marked(*numbers))


def exponential(n: Number) -> Number | str:
    """Return e to the *n*, or ``number-too-long``."""
    if n[0] == 0:
        return _with_marks((1, 1), _marked(n))
    return irrational.exponential(n)


def logarithm(n: Number) -> Number | str:
    """Return the natural logarithm, or ``logarithm-of-nonpositive``."""
    a, b = n
    if a <= 0:
        return "logarithm-of-nonpositive"
    if a == b:
        return _with_marks((0, 1), _marked(n))
    return irrational.logarithm((a, b))


def _root_of_product(factors: Factors, root: int, marked: bool, parts: Factors | None) -> Number | str:  # noqa: FBT001
    """
    Return the *root*-th root of the product of all factors to their exponents.

    *parts* are the same product in coprime factors; without them the root is taken for irrational.
    """
    roots = None if parts is None else _exact_roots(parts, root)
    if roots is None:
        return irrational.root_of_product(factors, root)
    if sum(abs(exponent) * (n.bit_length() - 1) for n, exponent in roots) > limits.EXACT_BITS:
        return irrational.root_of_product(factors, root) if marked else "number-too-long"
    above, below = 1, 1
    for n, exponent in roots:
        if exponent > 0:
            above *= n**exponent
        else:
            below *= n**-exponent
    return _with_marks((above, below), marked)


def _exact_roots(parts: Factors, root: int) -> list[tuple[int, int]] | None:
    """
    Return the factors of the rational root, or None where it is irrational.

    The parts share no prime, so the root is rational only if that of every part is.
    """
    found = []
    for n, exponent in parts.items():
        common = gcd(exponent, root)
        part = whole_root(n, root // common)
        if part is None:
            return None
        found.append((part, exponent // common))
    return found


def _collected(factors: Iterable[tuple[int, int]]) -> Factors:
    exponents: Factors = {}
    for n, exponent in factors:
        if n != 1:
            exponents[n] = exponents.get(n, 0) + exponent
    return exponents


def _coprime(factors: Factors) -> Factors:
    """Return the same product with factors that have no divisor in common (no factoring into primes is needed)."""
    coprime: Factors = {}
    pending = list(factors.items())
    while pending:
        n, exponent = pending.pop()
        if n == 1 or exponent == 0:
            continue
        for other in coprime:
            common = gcd(n, other)
            if common != 1:
                shared = coprime.pop(other)
                pending += [(common, exponent + shared), (n // common, exponent), (other // common, shared)]
                break
        else:
            coprime[n] = exponent
    return coprime


def whole_root(n: int, degree: int) -> int | None:
    """Return the whole number whose power of *degree* is *n* (above 0), if there is one."""
    if degree == 1 or n == 1:
        return n
    if degree >= n.bit_length():
        return None
    candidate = _near_root(n, degree)
    power_of_candidate: int = candidate**degree
    return candidate if power_of_candidate == n else None


def _near_root(n: int, degree: int) -> int:
    """Return the root of *n*: exact where it is whole, else less than 2 away."""
    bits = n.bit_length() // degree
    if bits <= SURE_ROOT_BITS:
        return round(2 ** (log2(n) / degree))
    shift = (bits - degree.bit_length()) // 2 - 4  # so that one step of Newton from the upper half fills the lower
    start = _near_root(n >> degree * shift, degree) << shift
    divisor: int = start ** (degree - 1)
    return ((degree - 1) * start + n // divisor) // degree


def _marked(*operands: Number) -> bool:
    return any(type(n) is Approximate for n in operands)


def _with_marks(result: Number, marked: bool) -> Number | str:  # noqa: FBT001 - internal
    """Return an exact *result*, at 50 digits where it was computed from approximate numbers."""
    if marked:
        return irrational.of_digits(*significant(result, irrational.DIGITS))
    if too_long(result):
        result = reduced(result)
    return "number-too-long" if too_long(result) else result
