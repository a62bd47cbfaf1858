"""Expressions mean what a few lines of fractions say they mean, and their texts stand for them."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.syntax.expression import parse
from lkjdsl.syntax.nodes import Call, Flag, Name, Node, Number
from lkjdsl.syntax.unparse import unparse
from lkjdsl.testing import expressions, toml_text

NUMBERS = {"x.a": "number", "x.b": "number", "x.c": "number"}
EVERYTHING = {
    "x.a": "number", "x.b": "count", "x.c": "rupiah", "x.d": "percent", "x.e": "index", "x.f": "flag", "x.g": "text",
    "IKK1": "percent", "IKK1.K1.D1": "hari", "IKK1.achievement": "percent", "k": "plain",
}  # fmt: skip
ROWS = {"belanja": {"jenis": "text", "pagu": "rupiah", "unit": "count"}}
MODES = ("half-up", "half-even", "down", "up")
HALF = Fraction(1, 2)


class UndefinedError(Exception):
    """There is no such number."""


def naive(node: Node, values: Mapping[str, Fraction], nothing: Fraction | None, mode: str) -> Any:
    """
    Return the Fraction or flag that *node* stands for; *nothing* is what 0/0 gives, if it gives anything.

    This evaluator shares nothing with lkjdsl but the syntax tree. It is as slow as it is short.
    """
    match node:
        case Number(value=(numerator, denominator)):
            return Fraction(numerator, denominator)
        case Flag(value=value):
            return value
        case Name(parts=parts):
            return values[".".join(parts)]
        case Call("if", (condition, then, otherwise)):
            return naive(then if naive(condition, values, nothing, mode) else otherwise, values, nothing, mode)
        case Call(operator, arguments):
            operands = [naive(one, values, nothing, mode) for one in arguments]
            if operator == "/" and operands == [0, 0] and nothing is not None:
                return nothing
            return rounded(operands[0], operands[1], mode) if operator == "round" else MEANINGS[operator](operands)
        case _:
            raise AssertionError(node)


def over(numerator: Fraction, denominator: Fraction) -> Fraction:
    if denominator == 0:
        raise UndefinedError
    return numerator / denominator


def power(base: Fraction, exponent: Fraction) -> Fraction:
    if base == 0 and exponent <= 0:
        raise UndefinedError
    return Fraction(base ** int(exponent))


def harmonic_mean(numbers: Sequence[Fraction]) -> Fraction:
    return over(Fraction(len(numbers)), sum((over(Fraction(1), one) for one in numbers), Fraction(0)))


def interpolated(numbers: Sequence[Fraction]) -> Fraction:
    x, *points = numbers
    corners = list(zip(points[::2], points[1::2], strict=True))
    for (left, low), (right, high) in pairwise(corners):
        if left < x < right:
            return low + (high - low) * (x - left) / (right - left)
    return min(corners, key=lambda corner: abs(corner[0] - x))[1]


def rounded(value: Fraction, digits: Fraction, mode: str) -> Fraction:
    """Return *value* rounded to *digits* decimals."""
    unit = Fraction(10) ** -int(digits)
    size = abs(value) / unit
    whole, rest = floor(size), size - floor(size)
    tie = whole % 2 if mode == "half-even" else 1
    upwards = {"down": False, "up": rest > 0}.get(mode, rest > HALF or (rest == HALF and tie == 1))
    return (whole + upwards) * unit * (-1 if value < 0 else 1)


MEANINGS: Mapping[str, Callable[[Any], Any]] = {
    "+": sum,
    "sum": sum,
    "-": lambda ab: ab[0] - ab[1],
    "*": lambda ab: ab[0] * ab[1],
    "/": lambda ab: over(*ab),
    "^": lambda ab: power(*ab),
    "negate": lambda a: -a[0],
    "abs": lambda a: abs(a[0]),
    "floor": lambda a: Fraction(floor(a[0])),
    "ceil": lambda a: Fraction(ceil(a[0])),
    "min": min,
    "max": max,
    "mean": lambda numbers: sum(numbers) / len(numbers),
    "harmean": harmonic_mean,
    "clamp": lambda xab: min(max(xab[0], xab[1]), xab[2]),
    "interpolate": interpolated,
    "<": lambda ab: ab[0] < ab[1],
    "<=": lambda ab: ab[0] <= ab[1],
    ">": lambda ab: ab[0] > ab[1],
    ">=": lambda ab: ab[0] >= ab[1],
    "=": lambda ab: ab[0] == ab[1],
    "<>": lambda ab: ab[0] != ab[1],
    "and": all,
    "or": any,
    "not": lambda a: not a[0],
}

fractions = st.one_of(
    st.integers(-3, 3).map(Fraction),
    st.fractions(-1000, 1000, max_denominator=1000),
    st.tuples(st.integers(-4000, 4000), st.sampled_from((8, 40, 2000))).map(lambda pair: Fraction(*pair)),
)
data = st.fixed_dictionaries(dict.fromkeys(NUMBERS, fractions))


@given(expressions(NUMBERS, depth=4), data, st.sampled_from((None, 0, 1)), st.sampled_from(MODES))
def test_an_expression_is_worth_what_fractions_say(
    tree: Node, values: dict[str, Fraction], nothing: int | None, mode: str
) -> None:
    """Numbers, + - * / ^, the functions and conditions: the same Fraction to the last digit, or the same refusal."""
    try:
        expected = naive(tree, values, None if nothing is None else Fraction(nothing), mode)
    except UndefinedError:
        expected = None

    result = edition_of(unparse(tree), nothing, mode).evaluate(values)["N"]

    assert result.exact == expected
    assert result.status == ("invalid" if expected is None else "ok")
    assert not result.approximate


@given(fractions, st.integers(-2, 5), st.sampled_from(MODES))
@example(Fraction(5, 2), 0, "half-even")
@example(Fraction(-1, 8), 2, "half-up")
def test_a_number_is_rounded_as_fractions_say(value: Fraction, digits: int, mode: str) -> None:
    result = edition_of(f"round(x.a, {digits})", None, mode).evaluate({"x.a": value})["N"]

    assert result.exact == rounded(value, Fraction(digits), mode)


def edition_of(formula: str, nothing: int | None, mode: str) -> lkjdsl.Edition:
    """Return the edition of a single *formula*, in which 0/0 gives *nothing*."""
    rules = {"zero_over_zero": "error" if nothing is None else nothing, "rounding": mode}
    inputs = {path.split(".")[1]: {"kind": kind} for path, kind in NUMBERS.items()}
    node = {"unit": "ratio", "formula": formula}
    head = {"lkjdsl": 1, "title": "Uji", "year": 2025, "rules": rules}
    return lkjdsl.load(text=toml_text({**head, "input": {"x": inputs}, "indicator": {"N": node}}))


@given(
    st.sampled_from(("plain", "count", "rupiah", "percent", "index", "flag", "hari")).flatmap(
        lambda unit: expressions(EVERYTHING, unit=unit, rows=ROWS, previous=True, roots=True, depth=4)
    )
)
@example(Call("-", (Number((1, 1)), Call("-", (Number((2, 1)), Call("negate", (Number((3, 1)),)))))))
@example(Call("^", (Call("^", (Number((2, 1)), Number((3, 1)))), Call("negate", (Number((2, 1)),)))))
@example(Call("not", (Call("=", (Flag(value=True), Flag(value=False))),)))
def test_the_text_of_an_expression_stands_for_it(tree: Node) -> None:
    assert parse(unparse(tree)) == tree


@given(expressions(EVERYTHING, rows=ROWS, roots=True, depth=4), st.sampled_from((" ", "  ", "\n", "\t")))
def test_spaces_and_needless_parentheses_change_nothing(tree: Node, space: str) -> None:
    assert parse(generous(tree, space)) == parse(unparse(tree))


def generous(node: Node, space: str) -> str:
    """Return the text of *node* with parentheses around everything but the left end of a sum, and signs as in Word."""
    if not isinstance(node, Call):
        return f"({space}{unparse(node)}{space})"
    operands = [generous(one, space) for one in node.arguments]
    if node.operator in ("negate", "not"):
        return f"({'−' if node.operator == 'negate' else 'NOT '}{operands[0]})"
    if node.operator[0].isalpha() and node.operator not in ("and", "or"):
        return f"{node.operator.upper()}{space}({f'{space},{space}'.join(operands)})"
    sign = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "<>": "≠", "and": "AND", "or": "Or"}.get(node.operator)
    return f"({f'{space}{sign or node.operator}{space}'.join(operands)})"
