"""How far float64 may be from the exact value of a formula, and of which parts of 1 that value is made."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from re import sub
from typing import Any

import numpy as np
import pytest
from attrs import evolve

import lkjdsl
from lkjdsl.core.program import Program, Rounds, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.domains.float_error.bounds import UNIT, UNKNOWN, ErrorBound, as_float, of_constant
from lkjdsl.domains.float_error.domain import ErrorBounds
from lkjdsl.domains.float_program.writer import Declined
from lkjdsl.domains.interval.ranges import PossibleState, Range
from lkjdsl.limits import EXACT_BITS
from lkjdsl.model.values import State
from lkjdsl.numbers.intervals import interval
from lkjdsl.numbers.rational import Number
from lkjdsl.tables.kernel.kernel import made
from lkjdsl.tables.results.requested import RequestedResult
from lkjdsl.testing import toml_text
from tests.domains.test_interval import told as range_text
from tests.support.naive import rounded


def whole(low: int, high: int, states: frozenset[PossibleState] = frozenset(), bits: int = 9) -> ErrorBound:
    """Return the bound of whole numbers, which are float64 numbers."""
    return ErrorBound(Range(interval((low, 1), (high, 1), whole=True), states=states), bits=bits, grid=1, parts=1)


def near(low: int, high: int, **known: Any) -> ErrorBound:
    """Return the bound of numbers that their float64 is off by up to half a unit of its last place."""
    size = max(abs(low), abs(high))
    bound = ErrorBound(Range(interval((low, 1), (high, 1))), absolute=size * UNIT, relative=UNIT, bits=60, tiny=70)
    return evolve(bound, **known)


NOTHING = ErrorBound(Range())
Formula = str | Mapping[str, Any]
THIRDS = [Fraction(n, 3) for n in (0, 1, 2, 3)]
LEAVES: dict[str, tuple[ErrorBound, Sequence[Any]]] = {
    "a": (whole(0, 100), [0, 1, 3, 7, 100]),
    "b": (whole(1, 8), [1, 3, 7, 8]),
    "c": (whole(-5, 5), [-5, -3, 0, 1]),
    "d": (whole(-(2**53), 2**53, bits=54), [-(2**53), 3, 2**53 - 1, 2**53]),
    "h": (near(-2, 3, absolute=0.0, relative=0.0, bits=9, tiny=2, grid=4, parts=4), ["-2", "-1/4", "0", "3/4", "3"]),
    "k": (near(0, 1, grid=100, parts=100), ["0", "0.01", "0.07", "0.29", "1"]),
    "m": (near(0, 1, parts=1000), ["0", "1/999", "2/7", "998/999"]),
    "p": (near(0, 1), [*THIRDS, "0.1", "0.15", "123456789/987654321"]),
    "q": (near(-2, 3), ["-2", "-1/3", "0", "0.125", "0.7", "2.345", "3"]),
    "r": (near(2, 4), ["2", "2.1", "7/3", "3.005", "4"]),
    "s": (near(-3, 0), ["-3", "-2/3", "-0.1", "0"]),
    "t": (near(0, 1, bits=1100, tiny=960), ["0", "1/3", Fraction(1, 3 * 2**958)]),
    "u": (ErrorBound(Range(interval()), UNKNOWN, UNKNOWN, 10_000, 70), [0, 1]),
    "v": (near(0, 1, bits=EXACT_BITS // 64 - 7), ["0", "1/3"]),
    "w": (near(0, 2**990, bits=1001), [0, Fraction(2**990, 3)]),
    "x": (near(0, 1, bits=EXACT_BITS - 64), ["0", "1/3"]),
    "y": (near(1, 4, absolute=0.2, relative=UNKNOWN), ["1", "2.5", "4"]),
    "e": (whole(0, 5, states=frozenset(("excluded",))), [0, 1, 5]),
    "i": (ErrorBound(Range(interval((0, 1), whole=True)), bits=60, grid=1, parts=1), [0, 1, 2**53]),
    "o": (whole(3, 3), [3]),
    "g": (near(0, 3, absolute=0.0, relative=0.0, grid=4, parts=4), ["0", "0.25", "3"]),
    "z": (ErrorBound(Range(states=frozenset(("excluded",)))), []),
}
"""For each input of the formulas below what is known of it, and values that lie within."""

BOUNDS: list[tuple[Formula, str, str, str]] = [
    ("7", "0 0", "4 1", "1 1"),
    ("1/2", "0.501 1.001", "9 3", "2 2"),
    ("1/3", "0.334 1.001", "9 3", "3 3"),
    ("0.1", "0.1 1", "5 4", "10 10"),
    ("0.5", "0 0", "7 4", "2 2"),
    ("a", "0 0", "9 0", "1 1"),
    ("q", "3 1", "60 70", "0 0"),
    ("-q", "3 1", "62 71", "0 0"),
    ("abs(s)", "3 1", "62 71", "0 0"),
    ("a + b", "0 0", "22 1", "1 1"),
    ("a - b", "0 0", "22 1", "1 1"),
    ("d + 1", "1.805e+16 ?", "60 2", "1 1"),
    ("d + d", "3.61e+16 ?", "112 1", "1 1"),
    ("d - 1", "9.025e+15 ?", "60 2", "1 1"),
    ("a + p", "203.4 3.003", "73 71", "0 0"),
    ("p + q", "12.02 ?", "124 71", "0 0"),
    ("p + r + r", "36.06 4.004", "186 71", "0 0"),
    ("s - r", "14.02 2.002", "124 71", "0 0"),
    ("r - s", "14.02 2.002", "124 71", "0 0"),
    ("r - q", "13.02 ?", "124 71", "0 0"),
    ("r - r", "10.01 ?", "124 71", "0 0"),
    ("c - b", "0 0", "22 1", "1 1"),
    ("a * b", "0 0", "22 0", "1 1"),
    ("d * d", "8.129e+31 1.001", "112 0", "1 1"),
    ("q * r", "36.07 3.003", "124 140", "0 0"),
    ("s * q", "27.05 3.003", "124 140", "0 0"),
    ("a * q", "601.2 2.002", "73 70", "0 0"),
    ("u * 0", "? ?", "10005 71", "0 0"),
    ("u * p", "? ?", "10064 140", "0 0"),
    ("t * t", "3.006 ?", "2204 1920", "0 0"),
    ("w * w", "? ?", "2006 140", "0 0"),
    ("x + p", "6.01 3.003", "332193 71", "0 0"),
    ("t * p", "3.006 ?", "1164 1030", "0 0"),
    ("p / r", "1.503 3.003", "124 73", "0 0"),
    ("q / b", "6.009 2.002", "73 74", "0 0"),
    ("a / b", "100.2 1.001", "22 4", "0 9"),
    ("a / c", "100.2 1.001", "22 3", "0 6"),
    ("q / a", "6.009 2.002", "73 77", "0 0"),
    ("1 / p", "? ?", "66 2", "0 0"),
    ("p / (r + r)", "1.253 5.008", "188 74", "0 0"),
    ("p / (r - 1)", "9.042 ?", "130 72", "0 0"),
    ("p / (r - 2)", "? ?", "131 72", "0 0"),
    ("p / (r / 4)", "8.02 4.006", "132 71", "0 0"),
    ("u / r", "? ?", "10064 73", "0 0"),
    ("a / 1000", "0.1002 1.001", "24 10", "1000 1000"),
    ("a / 0.3", "668 2.002", "19 0", "3 3"),
    ("h / -4", "0.7515 1.001", "19 5", "16 16"),
    ("h / r", "3.006 2.002", "73 5", "0 0"),
    ("r / t", "? ?", "1164 71", "0 0"),
    ("b / w", "? ?", "1014 991", "0 0"),
    ("h + k", "9.017 ?", "73 71", "100 100"),
    ("h * k", "6.012 2.002", "73 72", "400 400"),
    ("h * (1/3)", "2.005 2.003", "22 5", "12 12"),
    ("m + m", "6.01 3.003", "124 71", "0 1000000"),
    ("m + m + h", "17.03 ?", "135 71", "0 4000000"),
    ("m * m", "3.006 3.003", "124 140", "0 1000000"),
    ("m / b", "2.003 2.002", "73 74", "0 9000"),
    ("m / r", "1.503 3.003", "124 73", "0 0"),
    ("m / d", "2.003 2.002", "118 124", "0 0"),
    ("m / a", "2.003 2.002", "73 77", "0 101000"),
    ("m / u", "? ?", "10064 1031", "0 0"),
    ("k / 3", "0.668 2.002", "67 72", "300 300"),
    ("k / 1000", "0.002004 2.002", "75 80", "100000 100000"),
    ("k * (1 / 10_000_000_000)", "3.007e-10 3.004", "105 105", "1000000000000 1000000000000"),
    ("k + 1/3", "4.007 3.004", "73 71", "300 300"),
    ("a / 1_000_003 + b / 1_000_033", "0.0003248 3.004", "72 21", "0 1000036000099"),
    ("q ^ 2", "63.13 7.007", "4288 560", "0 0"),
    ("r ^ 3", "641.3 10.01", "4288 560", "0 0"),
    ("c ^ 2", "125.3 5.005", "1024 24", "0 0"),
    ("r ^ -2", "1.754 7.007", "4416 560", "0 0"),
    ("r ^ 1", "16.03 4.004", "4224 560", "0 0"),
    ("r ^ 0", "4.008 4.004", "4160 560", "0 0"),
    ("r ^ b", "? ?", "4672 560", "0 0"),
    ("r ^ 2.5", "? ?", "4672 560", "0 0"),
    ("v ^ 2", "7.014 7.007", "332160 560", "0 0"),
    ("t ^ 2", "? ?", "70848 7680", "0 0"),
    ("sqrt(r)", "6.012 3.003", "62 71", "0 0"),
    ("sqrt(b)", "5.668 2.002", "11 1", "0 0"),
    ("sqrt(q)", "5.207 3.003", "62 71", "0 0"),
    ("ln(r)", "? ?", "62 71", "0 0"),
    ("round(q, 2)", "3.006 1.001", "62 64", "100 100"),
    ("round(a, 2)", "0 0", "11 64", "100 100"),
    ("round(q, -1)", "0 1.001", "62 64", "1 1"),
    ("round(d + d, 0)", "1.805e+16 1.001", "114 64", "1 1"),
    ("floor(q)", "0 0", "62 64", "1 1"),
    ("floor(d / 2)", "0 0", "63 64", "1 1"),
    ("floor(d + d)", "1.805e+16 1.001", "114 64", "1 1"),
    ("ceil(p)", "0 0", "62 64", "1 1"),
    ("interpolate(q, 0, 10, 2, 50)", "1552 ?", "86 71", "0 0"),
    ("interpolate(q, -3, 10, 0, 50, 4, 20)", "1745 ?", "102 71", "0 0"),
    ("interpolate(a, 0, 1/3, 100, 2)", "60.73 ?", "40 4", "0 0"),
    ("interpolate(q, p, 1, r, 2)", "? ?", "195 71", "0 0"),
    ("interpolate(0, 0, 10, 2, 50)", "1451 ?", "27 2", "0 0"),
    ("min(q, r)", "3.003 1", "124 71", "0 0"),
    ("max(h, k)", "1 1", "73 71", "100 100"),
    ("clamp(p, h, 1)", "1 1", "77 71", "0 0"),
    ("if(a > b, p, q)", "3 1", "124 71", "0 0"),
    ("if(a > b, h, k)", "1 1", "73 71", "100 100"),
    ("if(a > b, m, k)", "1 1", "124 71", "0 1000"),
    ("if(a > 5, 1/3, 0)", "0.334 1.001", "14 4", "3 3"),
    ("sum(p, q)", "12.02 ?", "124 71", "0 0"),
    ("sum(p, p, p)", "12.02 4.004", "186 71", "0 0"),
    ("sum(a, b)", "0 0", "22 1", "1 1"),
    ("mean(p, q, 1)", "40.75 ?", "128 134", "0 0"),
    ("mean(p, r)", "30.06 12.01", "124 134", "0 0"),
    ("mean(a, b)", "595.2 11.01", "22 71", "2 2"),
    ("mean(h, k)", "33.07 ?", "73 134", "200 200"),
    ("mean(m, k)", "12.02 12.01", "124 134", "0 200000"),
    ("mean(p, a / c)", "1153 ?", "86 134", "0 0"),
    ("mean(m, k / (r - 2))", "? ?", "195 1025", "0 0"),
    ("geomean(r, r)", "? ?", "124 71", "0 0"),
    ("harmean(r, r)", "48.1 12.01", "124 204", "0 0"),
    ("harmean(r, p)", "? ?", "124 204", "0 0"),
    ("harmean(r, q)", "? ?", "124 204", "0 0"),
    ("harmean(t, r)", "? ?", "1164 1984", "0 0"),
    ("p @ 1/3; r @ 2/3", "36.07 12.01", "124 134", "0 0"),
    ("h @ 25%; k @ 75%", "32.56 ?", "73 134", "400 400"),
    ("h @ 1/3; k @ 2/3", "32.73 ?", "73 134", "300 300"),
    ("m @ 1/3; h @ 2/3", "33.4 ?", "73 134", "0 12000"),
    ("a @ 50%; b @ 50%", "595.2 11.01", "22 71", "2 2"),
    ("m @ 0%; m @ 100%", "10.02 10.01", "62 134", "0 100000"),
    ("-k", "1 1", "62 71", "100 100"),
    ("abs(h)", "0 0", "11 3", "4 4"),
    ("min(h, k)", "1 1", "73 71", "100 100"),
    ("clamp(h, k, 1)", "1 1", "77 71", "100 100"),
    ("m - h", "4.007 ?", "73 71", "0 4000"),
    ("sum(m, m)", "6.01 3.003", "124 71", "0 1000000"),
    ("-m", "1 1", "62 71", "0 1000"),
    ("abs(m)", "1 1", "62 71", "0 1000"),
    ("min(m, h)", "1 1", "73 71", "0 1000"),
    ("max(m, k)", "1 1", "124 71", "0 1000"),
    ("clamp(m, k, 1)", "1 1", "128 71", "0 1000"),
    ({"formula": "m", "cap": 1}, "1 1", "66 71", "0 1000"),
    ({"formula": "m", "floor": 0}, "1 1", "65 71", "0 1000"),
    ({"formula": "k", "cap": 1}, "1 1", "66 71", "100 100"),
    ({"formula": "k", "floor": 0}, "1 1", "65 71", "100 100"),
    ({"formula": "q", "cap": 1, "floor": 0}, "1.001 1", "71 72", "0 0"),
    ({"formula": "q", "applies_if": "a > b"}, "3 1", "62 71", "0 0"),
    ({"formula": "k", "applies_if": "a > b"}, "1 1", "62 71", "100 100"),
    ({"formula": "m", "applies_if": "a > b"}, "1 1", "62 71", "0 1000"),
    ({"formula": "count(p, q)", "unit": "count"}, "0 0", "124 64", "1 1"),
    ({"formula": "a / c", "zero_over_zero": Decimal("0.0625")}, "100.2 1.001", "22 5", "0 16"),
    ({"formula": "a / c", "over_zero": 7}, "100.2 1.001", "22 3", "0 6"),
    ("mean(a, e)", "1102 11.01", "22 71", "0 2"),
    ("mean(a, z)", "901.8 9.009", "11 71", "1 1"),
    ("a @ 50%; z @ 50%", "901.8 9.009", "11 71", "0 100"),
    ("mean(m, e)", "36.07 12.01", "73 134", "0 2000"),
    ("m / i", "2.003 ?", "124 1031", "0 0"),
    ("a / i", "100.2 ?", "73 961", "0 0"),
    ("ceil(d + d)", "1.805e+16 1.001", "114 64", "1 1"),
    ("harmean(r, 0 - b / 16)", "? ?", "88 204", "0 0"),
    ("harmean(0 - r, 0 - r)", "? ?", "134 206", "0 0"),
    ("p / (0 - r / 8)", "? ?", "138 70", "0 0"),
    ("p / g", "? ?", "124 72", "0 0"),
    ("p / y", "2.261e+15 ?", "124 73", "0 0"),
    ("p / (y - 0.2)", "? ?", "134 72", "0 0"),
    ("y / r", "9.025e+14 ?", "124 73", "0 0"),
    ("interpolate(a, 1, 0, 3, 8)", "328.3 ?", "30 2", "0 0"),
    ("interpolate(p, o, 1, o, 2)", "0 0", "0 0", "0 0"),  # points out of order: never a number
    ("v ^ 3", "10.02 10.01", "332160 560", "0 0"),
    ("v ^ 4", "? ?", "5191 560", "0 0"),
    ("t * b", "16.03 2.002", "1113 960", "0 0"),
]


def edition_of(formula: Formula, **node: Any) -> lkjdsl.Edition:
    """Return the edition of a formula, of the weighted mean ``p @ 1/3; r @ 2/3``, or of a table with more keys."""
    if isinstance(formula, str):
        parts = [part.partition(" @ ") for part in formula.split("; ") if part]
        node |= {"formula": formula} if len(parts) == 1 else {}
        for place, (part, _, weight) in enumerate(parts if len(parts) > 1 else []):
            node[f"K{place}"] = {"unit": "ratio", "formula": full(part), "weight": weight}
    else:
        node |= formula
    for key in node.keys() & {"formula", "applies_if"}:
        node[key] = full(node[key])
    rules = {"zero_over_zero": "exclude", "over_zero": "error"}
    inputs = {"x": {name: {"kind": "number"} for name in LEAVES}}
    rows = {"rows": {"y": {"u": {"kind": "number"}}}}
    head = {"lkjdsl": 1, "title": "Uji", "year": 2025, "rules": rules, "input": inputs, **rows}
    return lkjdsl.load(text=toml_text({**head, "indicator": {"N": {"unit": "ratio", **node}}}))


def full(formula: str) -> str:
    """Return a formula with the whole names of inputs."""
    return sub(r"(?<![\w.])([a-z])(?![\w.(])", r"x.\1", formula)


def known_of(step: Step) -> ErrorBound:
    """Return what is known of an input, and that nothing is given."""
    name = step.setting.path.removeprefix("x.")  # type: ignore[union-attr] # a leaf has a path
    return LEAVES[name][0] if name in LEAVES else NOTHING


def bound_of(program: Program) -> ErrorBound:
    """Return what is known of N."""
    return walk(program, ErrorBounds(known_of))[program.results["N"]]


def told(bound: ErrorBound) -> tuple[str, str, str]:
    """Return the absolute and the relative error in halves of the last place, the length, and the parts of 1."""
    errors = ["?" if size == UNKNOWN else f"{size / UNIT:.4g}" for size in (bound.absolute, bound.relative)]
    return " ".join(errors), f"{bound.bits} {bound.tiny}", f"{bound.grid} {bound.parts}"


@pytest.mark.parametrize(("formula", "errors", "size", "parts"), BOUNDS, ids=[str(case[0]) for case in BOUNDS])
def test_what_is_known_of_a_value(formula: Formula, errors: str, size: str, parts: str) -> None:
    assert told(bound_of(edition_of(formula).program())) == (errors, size, parts)


ABSENT: dict[str, ErrorBound] = {
    "none": NOTHING,
    "only missing": ErrorBound(Range(states=frozenset(("missing",)))),
    "whole": whole(0, 5),
    "near": near(-2, 3, parts=10),
    "some missing": whole(0, 5, frozenset(("missing", "excluded"))),
}
READ: list[tuple[Formula, Any, str, str, str, str, str]] = [
    ("a", 7, "only missing", "[7, 7]", "0 0", "4 1", "1 1"),
    ("a", Decimal("0.1"), "only missing", "[1/10, 1/10]", "0.1 1", "5 4", "10 10"),
    ("a", 7, "some missing", "[0, 7] excluded", "0 0", "9 1", "1 1"),
    ("a", Decimal("0.1"), "some missing", "[0, 5] excluded", "0.1 1", "9 4", "10 10"),
    ("a", "exclude", "some missing", "[0, 5] excluded", "0 0", "9 0", "1 1"),
    ("a", "unavailable", "only missing", "none unavailable", "0 0", "0 0", "0 0"),
    ("a", 0, "whole", "[0, 5]", "0 0", "9 0", "1 1"),
    ("", 7, "none", "[7, 7]", "0 0", "4 1", "1 1"),
    ("", 7, "only missing", "[7, 7]", "0 0", "4 1", "1 1"),
    ("", "exclude", "none", "none excluded", "0 0", "0 0", "0 0"),
    ("", Decimal("0.1"), "near", "[-2, 3]", "3 1", "60 70", "0 10"),
    ("", Decimal("0.1"), "some missing", "[0, 5] excluded", "0.1 1", "9 4", "10 10"),
    ("p @ 50%; r @ 50%", "exclude", "none", "[1, 5/2]", "30.06 12.01", "124 134", "0 0"),
    ("p @ 50%; r @ 50%", "exclude", "only missing", "[1, 5/2]", "30.06 12.01", "124 134", "0 0"),
    ("p @ 50%; r @ 50%", 7, "some missing", "[0, 5] excluded", "30.06 12.01", "124 134", "0 0"),
    ("p @ 50%; r @ 50%", 0, "near", "[-2, 3]", "30.06 12.01", "124 134", "0 0"),
    ("m @ 50%; k @ 50%", 0, "near", "[-2, 3]", "12.02 12.01", "124 134", "0 10000000"),
    ("m @ 50%; k @ 50%", 0, "none", "[0, 1]", "12.02 12.01", "124 134", "0 10000000"),
    ("h @ 50%; a @ 50%", "exclude", "some missing", "[-1, 103/2] excluded", "1054 ?", "22 71", "8 8"),
    ("", 7, "near", "[-2, 3]", "3 1", "60 70", "0 10"),
    ("sum(y.u)", "exclude", "near", "[-2, 3]", "3 1", "60 70", "0 10"),
    ("if(p > 0.5, a, b)", "exclude", "none", "[0, 100]", "0 0", "22 1", "1 1"),
    ({"formula": "a", "applies_if": "p > 0.5"}, "exclude", "none", "[0, 100] excluded", "0 0", "11 1", "1 1"),
]


@pytest.mark.parametrize(("formula", "missing", "known", "possible", "errors", "size", "parts"), READ)
def test_what_is_known_of_a_value_that_may_be_absent(
    formula: Formula, missing: Any, known: str, possible: str, errors: str, size: str, parts: str
) -> None:
    """What is known of the input a, of a sum over rows, or else of what is given for N."""
    program = edition_of(formula, missing=missing).program()

    def leaf(step: Step) -> ErrorBound:
        if step.operator.name == "fold":
            return ABSENT[known]
        if step.operator.name == "given":
            return ABSENT[known] if formula != "a" and step.origin.path == "N" else NOTHING
        return ABSENT[known] if formula == "a" else known_of(step)

    bound = walk(program, ErrorBounds(leaf))[program.results["N"]]
    assert (range_text(bound.range), *told(bound)) == (possible, errors, size, parts)


@pytest.mark.parametrize(
    ("value", "expected"),
    [((-1, 3), -1 / 3), ((10**400, 1), UNKNOWN), ((-(10**400), 1), -UNKNOWN), ((1, 10**400), 0.0), ((0, 1), 0.0)],
)
def test_a_number_is_the_nearest_float64_or_an_infinity(value: Number, expected: float) -> None:
    assert as_float(value) == expected


@pytest.mark.parametrize(
    ("value", "errors", "parts"), [((10**400, 1), "? ?", "0 0"), ((1, 10**400), "? ?", "0 0"), ((0, 1), "0 0", "1 1")]
)
def test_a_constant_that_is_no_float64_is_unknown(value: Number, errors: str, parts: str) -> None:
    found, _, made_of = told(of_constant(value))
    assert (found, made_of) == (errors, parts)


@pytest.mark.parametrize("formula", [case[0] for case in BOUNDS], ids=str)
def test_a_value_is_what_was_said(formula: Formula) -> None:
    """Every combination of the values within: computed in float64, and exactly."""
    program = edition_of(formula).program()
    bound = bound_of(program)
    bounds: dict[Any, ErrorBound] = {("input", index): one for index, (one, _) in enumerate(LEAVES.values())}
    bounds |= {("given", path): NOTHING for path in program.results}
    try:
        kernel = made(program, [RequestedResult("N", program.results["N"], "plain", Rounds(2, "half-up"))], bounds)
    except Declined:
        return
    errors = kernel.margins(bounds)
    read = [int(index) for _, index in kernel.leaves]
    values = list(LEAVES.values())
    rows = list(product(*([Fraction(value) for value in values[index][1]] for index in read)))
    if errors is None or not rows:
        return
    columns = [np.array([float(value) for value in column]) for column in zip(*rows, strict=True)]
    doubt, (found,) = kernel.function(errors, columns, [np.uint8(0)] * len(read))
    parts: list[Any] = [np.broadcast_to(one, len(rows)) for one in (doubt, *found)]
    for row, is_doubtful, value, code, printed in zip(rows, *parts, strict=True):
        inputs: list[Any] = [None] * len(LEAVES)
        for index, one in zip(read, row, strict=True):
            inputs[index] = one.as_integer_ratio()
        exact = walk(program, Exact(Facts(inputs)))[program.results["N"]]
        assert is_doubtful or isinstance(exact, State) == bool(code)
        if isinstance(exact, State) or is_doubtful:
            continue
        assert isinstance(exact, tuple)
        right = Fraction(*exact)
        assert Fraction(printed) == 100 * rounded(right, Fraction(2), "half-up")
        assert abs(Fraction(value) - right) <= min(bound.absolute, bound.relative * abs(right))
        assert right.numerator.bit_length() + right.denominator.bit_length() <= bound.bits
        assert not right or bound.relative == UNKNOWN or abs(right) >= Fraction(1, 2**bound.tiny)
        assert not bound.grid or bound.grid % right.denominator == 0
        assert not bound.parts or right.denominator <= bound.parts
