"""
Irrational numbers at 50 significant digits, rounded half-even.

An answer is computed with a bound on its error, and again with more digits until every number within the bound
rounds to the same 50 (Ziv's strategy). Callers see to it that the answer is not rational, for a tie would never be
decided. Every function returns an Approximate or the reason code ``number-too-long``.
"""

from typing import TYPE_CHECKING

from lkjdsl import limits
from lkjdsl.numbers.rational import Approximate, Number, significant

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Context, Decimal

Bounded = tuple["Decimal", "Decimal"]  # a value and a bound on its error
Factors = dict[int, int]  # whole numbers above 1, each with its exponent

DIGITS = 50  # language.md section 4
PRECISIONS = (80, 160, 320, 640, 1280, 2560)  # what is undecided after that is a number made to be so
NEAR_ONE = 1_000  # nearer to 1 than about a thousandth a logarithm is summed as a series, to lose no digits
LONGEST_LOGARITHM = 230_259  # of 10 to the limits.EXACT_DIGITS


def exponential(n: Number) -> Approximate | str:
    """Return e to the *n*."""
    if abs(n[0]) > LONGEST_LOGARITHM * n[1]:
        return "number-too-long"

    def compute(context: "Context") -> Bounded:
        x = _decimal(n, context)
        return _exponential(x, _ulps(x, 1, context), context)

    return _rounded(compute)


def logarithm(n: Number) -> Approximate | str:
    """Return the natural logarithm of *n*, which is above 0 and not 1."""
    from decimal import Decimal

    a, b = n
    if abs(a - b) * NEAR_ONE < a + b:
        return _rounded(lambda context: _logarithm_near_one((a - b, a + b), context))

    def compute(context: "Context") -> Bounded:
        value = context.ln(_decimal(n, context))
        return value, context.add(_ulps(value, 1, context), _ulps(Decimal(1), 1, context))

    return _rounded(compute)


def root_of_product(factors: Factors, root: int) -> Approximate | str:
    """Return the *root*-th root of the product of all *factors* to their exponents."""
    return _rounded(lambda context: _exponential_of_sum(factors, root, context))


def of_digits(coefficient: int, exponent: int) -> Approximate | str:
    """Return *coefficient* times ten to the *exponent*."""
    if abs(exponent) > limits.EXACT_DIGITS:
        return "number-too-long"
    return Approximate((coefficient * 10**exponent, 1) if exponent > 0 else (coefficient, 10**-exponent))


def _logarithm_near_one(ratio: Number, context: "Context") -> Bounded:
    """Return the logarithm of (1 + *ratio*) / (1 - *ratio*), which is 2 (r + r^3/3 + r^5/5 + ...)."""
    r = _decimal(ratio, context)
    term, square = context.multiply(r, 2), context.multiply(r, r)
    total, odd = term, 1
    while term.adjusted() > total.adjusted() - context.prec:
        term, odd = context.multiply(term, square), odd + 2
        total = context.add(total, context.divide(term, odd))
    return total, _ulps(total, odd, context)


def _exponential_of_sum(factors: Factors, root: int, context: "Context") -> Bounded | None:
    """Return the product of all factors to the power of exponent over *root*, or None where it is too long."""
    from decimal import Decimal

    products: dict[int, Decimal] = {}
    for n, exponent in factors.items():
        combine = context.multiply if exponent > 0 else context.divide
        products[abs(exponent)] = combine(products.get(abs(exponent), Decimal(1)), _decimal((n, 1), context))
    total = size = error = Decimal(0)
    for exponent, product in products.items():
        share = _decimal((exponent, root), context)
        term = context.multiply(share, context.ln(product))
        total, size = context.add(total, term), context.add(size, term.copy_abs())
        error = context.add(error, _ulps(share, 2 * len(factors), context))  # of the product
    error = context.add(error, _ulps(size, 4 + len(products), context))  # of logarithms, shares, terms and sum
    if context.subtract(total.copy_abs(), error) > LONGEST_LOGARITHM:
        return None
    return _exponential(total, error, context) if error < 1 else (Decimal(0), Decimal(1))  # not a digit is known


def _exponential(x: "Decimal", error: "Decimal", context: "Context") -> Bounded:
    """Return e to the *x*, where *error* is less than 1."""
    value = context.exp(x)
    spread = context.multiply(value, context.multiply(error, 2))  # e^d - 1 < 2d for d < 1
    return value, context.add(spread, _ulps(value, 1, context))


def _rounded(compute: "Callable[[Context], Bounded | None]") -> Approximate | str:
    """Return what *compute* comes to, rounded to 50 digits when its error leaves no doubt about them."""
    from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context

    fifty = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
    for precision in PRECISIONS:
        context = Context(prec=precision, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
        bounded = compute(context)
        if bounded is None:
            break
        value, error = bounded
        low = fifty.plus(context.subtract(value, error))
        if low == fifty.plus(context.add(value, error)):
            sign, digits, exponent = low.as_tuple()
            coefficient = int("".join(map(str, digits)))
            return of_digits(-coefficient if sign else coefficient, int(exponent))
    return "number-too-long"


def _decimal(n: Number, context: "Context") -> "Decimal":
    """Return *n* to the digits of *context*; half a unit of the last digit off at most."""
    from decimal import Decimal

    coefficient, exponent = significant(n, context.prec)
    return Decimal(coefficient).scaleb(exponent, context)


def _ulps(value: "Decimal", count: int, context: "Context") -> "Decimal":
    """Return an upper bound of *count* units in the last place of *value*, with room for a few more."""
    from decimal import Decimal

    return Decimal(10 * count).scaleb(value.adjusted() + 1 - context.prec, context)
