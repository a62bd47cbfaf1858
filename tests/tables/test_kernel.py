"""What a kernel finds of rows of hard values: the exact state and printed digits, or that it is in doubt."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from re import compile as compiled
from re import sub
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen

import lkjdsl
from lkjdsl.core.program import Program, pruned
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.domains.float_error.bounds import ErrorBound
from lkjdsl.domains.float_program.leaves import leaves_of
from lkjdsl.domains.float_program.state_codes import MOST, SHIFT
from lkjdsl.domains.float_program.writer import ColumnKey, Declined
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.model.values import RANK, State, Value, state
from lkjdsl.numbers.rational import rounded_quotient
from lkjdsl.tables.kernel.column_bounds import bound_of, flag_bound, states_of, text_bound
from lkjdsl.tables.kernel.kernel import Kernel, made
from lkjdsl.tables.results.requested import RequestedResult, asked
from lkjdsl.testing import toml_text

Node = str | Mapping[str, Any]
"""A formula of the inputs below, or a table with more keys than that; ``parts`` are components and their weights."""
NA = state("excluded", "not-applicable-input", "x")
STATES = states_of(True)


@frozen
class Leaf:
    """What is read: its kind, its bound, and values of it, None where it is missing."""

    kind: str
    bound: ErrorBound
    values: Sequence[Any]


def whole(low: int, high: int, *values: Any) -> Leaf:
    """Return whole numbers."""
    states = STATES if None in values else frozenset()
    return Leaf("number", bound_of(low, high, whole=True, states=states), values)


def number(low: int, high: int, *values: Any, grid: int = 0) -> Leaf:
    """Return numbers that are read as the nearest float64."""
    states = STATES if None in values else frozenset()
    told = [Fraction(one) if isinstance(one, str) else one for one in values]
    return Leaf("number", bound_of(low, high, whole=False, states=states, grid=grid), told)


INPUTS = {
    "a": whole(0, 100, 0, 1, 3, 7, 100),
    "b": whole(0, 16, 0, 1, 3, 8),
    "c": whole(0, 16, 0, 1, 8, None, NA),
    "d": number(-4, 4, "-2", "-1/3", "0", "0.125", "2.345", "2.5", None, NA),
    "f": Leaf("flag", flag_bound(True), [True, False, None, NA]),
    "g": Leaf("flag", flag_bound(False), [True, False]),
    "h": number(-4, 4, "-1.25", "-0.5", "0", "0.75", "2.25", grid=100),
    "n": number(-4, 4, "-2", "-2.5", "-1/3", "0", "0.125", "0.135", "2.345", "2.5"),
    "p": number(0, 1, "0", "0.1", "0.15", "1/3", "1"),
    "q": number(0, 1, "0.1", "1/3", "1", None),
    "r": number(2, 4, "2", "2.1", "7/3", "4"),
    "s": number(1, 4, "1", "1.05", "7/3", None, NA),
    "k": whole(1, 8, 1, 3, 8),
    "e": whole(0, 2**53, 2**52, 2**52 + 1),
    "t": Leaf("text", text_bound(True), ["Modal", "Barang", "Jasa", None, NA]),
    "u": Leaf("text", text_bound(True), ["Modal"]),
}
LONG = {"bands": [{"at_least": Decimal("4503599627370496.1"), "label": "B"}, {"at_least": 0, "label": "A"}]}
"""Bands that meet between two whole numbers of float64."""
GIVEN = number(-4, 4, "0.5", "2.345", None, NA)
"""What is given for the node that a case names."""
NOTHING = Leaf("number", ErrorBound(Range()), [None])

CASES: list[tuple[Node, str, str]] = [
    ("a / b", "", "0 5"),
    ("a + c", "", "0 10"),
    ("a - d", "", "10 20"),
    ("d * n", "", "1 17"),
    ("-d", "", "2 4"),
    ("abs(n)", "", "3 3"),
    ("a / c", "", "0 15"),
    ("c / b", "", "0 11"),
    ("p / r", "", "2 2"),
    ("p / a", "", "0 5"),
    ("h / b", "", "0 5"),
    ("d / c", "", "2 30"),
    ("a / 8", "", "0 0"),
    ("n / 0.3", "", "0 0"),
    ("min(a, c)", "", "0 10"),
    ("max(a, c, d)", "", "8 115"),
    ("sum(d, c)", "", "8 28"),
    ("mean(d, c)", "", "2 22"),
    ("mean(a, b)", "", "0 0"),
    ("mean(p, q)", "", "2 7"),
    ("coalesce(c, a)", "", "0 10"),
    ("coalesce(d, c, a)", "", "50 140"),
    ("coalesce(a / c, q, 1)", "", "12 79"),
    ("coalesce(a, c)", "", "0 0"),
    ("if(coalesce(f, g), 1, 2)", "", "0 4"),
    ('if(coalesce(t, u) = "Modal", 1, 2)', "", "0 2"),
    ("if(available(d), d, 1)", "", "2 4"),
    ("if(available(a / c), 1, 0)", "", "0 15"),
    ("if(available(f), 1, 0)", "", "0 2"),
    ("median(a, c)", "", "0 10"),
    ("median(d, c, q)", "", "7 113"),
    ("median(n, h)", "", "12 12"),
    ("median(a, b, k)", "", "0 0"),
    ("harmean(r, p)", "", "all all"),
    ("harmean(r, q)", "", "all all"),
    ("harmean(r, n)", "", "harmonic-mean harmonic-mean"),
    ("harmean(c, r)", "", "all all"),
    ("clamp(d, 0, 1)", "", "1 3"),
    ("round(n, 0)", "", "2 2"),
    ("round(n, 1)", "", "0 0"),
    ("round(d, 1)", "", "0 2"),
    ("round(a, -1)", "", "0 0"),
    ("floor(n)", "", "2 2"),
    ("ceil(n)", "", "2 2"),
    ("floor(d * 3)", "", "3 5"),
    ("ceil(a / b)", "", "0 5"),
    ("floor(a)", "", "0 0"),
    ("n ^ 2", "", "0 0"),
    ("h ^ 3", "", "1 1"),
    ("n ^ 8", "", "0 0"),
    ("n ^ 9", "", "power power"),
    ("n ^ 1", "", "power power"),
    ("n ^ -1", "", "power power"),
    ("n ^ b", "", "power power"),
    ("c ^ 2", "", "0 2"),
    ("2 ^ c", "", "power power"),
    ("interpolate(d, 0, 10, 2, 50)", "", "0 2"),
    ("interpolate(a, 1, 1/3, 3, 2, 50, 7)", "", "0 0"),
    ("interpolate(a, 1, 1/3, 3, c, 50, 7)", "", "interpolate interpolate"),
    ("if(f, 1, 2)", "", "0 2"),
    ("if(f, a, c)", "", "0 60"),
    ("if(g, c, d)", "", "10 36"),
    ("if(g, a, 1/3)", "", "0 0"),
    ("if(a > b, p, q)", "", "0 50"),
    ("if(a >= b, 1, 0)", "", "0 0"),
    ("if(a <> b, 1, 0)", "", "0 0"),
    ("if(p = 0.1, 1, 0)", "", "1 1"),
    ("if(p < 1/3, 1, 0)", "", "1 1"),
    ("if(p * 3 <= 1, 1, 0)", "", "1 1"),
    ("if(n * 3 > 0 - 1, 1, 0)", "", "1 1"),
    ("if(d > q, 1, 0)", "", "0 14"),
    ("if(f = g, 1, 0)", "", "0 4"),
    ('if(t = "Modal", 1, 0)', "", "0 2"),
    ('if(t <> "Modal", a, 0)', "", "0 10"),
    ("if(f and g, 1, 0)", "", "0 4"),
    ("if(f or a > 3, 1, 0)", "", "0 10"),
    ("if(not f, c, 0)", "", "0 12"),
    ("if(not g, a / b, 0)", "", "0 5"),
    ("if(b > 0, a / b, 0)", "", "0 0"),
    ("if(d > 0, 1/d, 0)", "", "all all"),
    ("a / (b - 1)", "", "0 5"),
    ("(a - 1) / (b - 1)", "", "0 5"),
    ("n / (p - 0.1)", "", "all all"),
    ("(p - 0.1) / (p - 0.1)", "", "all all"),
    ("(p - 0.1) / (r - 2.1)", "", "all all"),
    ("c / 0 * nol", "", "0 5"),
    ("round(p / r, 4) * 100", "", "0 0"),
    ("sqrt(a)", "", "sqrt sqrt"),
    ("geomean(r, p)", "", "geometric-mean geometric-mean"),
    ({"parts": "a 1/3; c 2/3"}, "", "0 10"),
    ({"parts": "d 25%; c 75%"}, "", "5 25"),
    ({"parts": "d 0%; c 100%"}, "", "0 2"),
    ({"parts": "h 30%; p 70%"}, "", "11 11"),
    ({"min_available": "50%", "parts": "d 30%; c 70%"}, "", "0 22"),
    ({"min_available": "30%", "parts": "d 30%; c 70%"}, "", "2 22"),
    ({"min_available": 2, "parts": "d 30%; c 70%"}, "", "0 22"),
    ({"aggregate": "mean", "min_available": 2, "parts": "d; c; b"}, "", "8 96"),
    ({"aggregate": "mean", "min_available": "60%", "parts": "d; c; b"}, "", "8 96"),
    ({"aggregate": "max", "parts": "d; c; a"}, "", "8 115"),
    ({"aggregate": "min", "parts": "d; c; a"}, "", "18 121"),
    ({"aggregate": "harmonic-mean", "parts": "r 30%; c 70%"}, "", "all all"),
    ({"aggregate": "harmonic-mean", "parts": "r 30%; q 70%"}, "", "all all"),
    ({"formula": "d", "missing": "exclude"}, "", "2 4"),
    ({"formula": "d", "missing": 0}, "", "2 3"),
    ({"formula": "d + c", "missing": 2}, "", "8 20"),
    ({"formula": "d", "missing": "error"}, "", "2 4"),
    ({"formula": "a / b", "zero_over_zero": 1, "over_zero": 0}, "", "0 0"),
    ({"formula": "a / b", "zero_over_zero": 0, "over_zero": 0}, "", "0 0"),
    ({"formula": "a / b", "zero_over_zero": "unavailable", "over_zero": "unavailable"}, "", "0 5"),
    ({"formula": "a / b", "zero_over_zero": 1, "over_zero": "exclude"}, "", "0 4"),
    ({"formula": "d / b", "zero_over_zero": "unavailable", "over_zero": 2}, "", "2 11"),
    ({"formula": "a / d", "zero_over_zero": 1, "over_zero": "unavailable"}, "", "all all"),
    ({"formula": "d", "floor": 0, "cap": 1}, "", "1 3"),
    ({"formula": "n", "round": 1, "digits": 1}, "", "0 0"),
    ({"formula": "n", "digits": 0, "rounding": "half-even"}, "", "2 2"),
    ({"formula": "n", "digits": 1, "rounding": "half-even"}, "", "0 0"),
    ({"formula": "n", "digits": 1, "rounding": "down"}, "", "4 4"),
    ({"formula": "n", "digits": 1, "rounding": "up"}, "", "4 4"),
    ({"formula": "a / b", "digits": 2, "rounding": "up"}, "", "0 5"),
    ({"formula": "round(n, 0) + round(n * 10, 0)", "rounding": "half-even"}, "", "2 2"),
    ({"formula": "round(d, 0) + 0", "rounding": "up"}, "", "2 4"),
    ({"formula": "round(n, 0) + 0", "rounding": "down"}, "", "2 2"),
    ({"formula": "round(a * 1.5, -1)", "rounding": "half-even"}, "", "0 0"),
    ({"formula": "a", "digits": 3}, "", "0 0"),
    ({"formula": "c", "digits": 0}, "", "0 2"),
    ({"formula": "c / 8", "digits": 2}, "", "0 2"),
    ({"formula": "p", "unit": "percent"}, "", "0 0"),
    ({"formula": "n", "scale": "mutu"}, "", "2 2"),
    ({"formula": "d", "scale": "mutu"}, "", "2 4"),
    ({"formula": "n", "scale": "cetak", "digits": 1}, "", "0 0"),
    ({"formula": "a - b", "scale": "mutu"}, "", "0 0"),
    ({"formula": "d", "applies_if": "f"}, "", "2 20"),
    ({"formula": "a", "applies_if": "g"}, "", "0 0"),
    ({"formula": "c", "applies_if": "a > b"}, "", "0 20"),
    ({}, "", "0 0"),
    ({"missing": 0}, "", "0 0"),
    ({"missing": "exclude"}, "", "0 0"),
    ({"aggregate": "sum", "K0": {}, "K1": {"formula": "a"}}, "", "0 0"),
    ({"aggregate": "sum", "K0": {"missing": 3}, "K1": {"formula": "a"}}, "", "0 0"),
    ("previous(a) + c", "", "0 10"),
    ('if(previous(t) = "Modal", a, 0)', "", "0 10"),
    ("previous(d)", "", "2 4"),
    ({"formula": "previous(d)", "missing": 1}, "", "2 3"),
    ({"formula": "a", "target": 2}, "", "0 0"),
    ("a", "N", "5 10"),
    ("d", "N", "10 20"),
    ({}, "N", "1 3"),
    ({"missing": 2}, "N", "1 2"),
    ({"missing": "exclude"}, "N", "1 3"),
    ({"missing": "error"}, "N", "1 3"),
    ({"aggregate": "sum", "parts": "d; a"}, "N.K0", "50 100"),
    ({"aggregate": "sum", "K0": {"missing": "exclude"}, "K1": {"formula": "a"}}, "N.K0", "5 15"),
    ({"aggregate": "sum", "K0": {"missing": 3}, "K1": {"formula": "c"}}, "N.K0", "4 14"),
    ({"aggregate": "min", "parts": "a; c"}, "N.K0", "10 60"),
    ({"formula": "d", "applies_if": "g"}, "N", "10 20"),
    ({"formula": "a / b", "scale": "mutu"}, "N", "3 28"),
    ({"formula": "a / b", "round": 0}, "N", "21 46"),
    ("interpolate(n, -3, 1/3, 0, 5, 4, -7)", "", "3 3"),
    ("if(d / b > 1, 1, 0)", "", "0 14"),
    ("if(c > d, c, d)", "", "4 26"),
    ("if(c = d or g, 1, 0)", "", "2 46"),
    ({"formula": "if(c > 1, 1, 0)", "missing": 5}, "", "0 1"),
    ({"formula": 'if(t = "Jasa", 1, 0)', "missing": "exclude"}, "", "0 2"),
    ('if(t = "Modal" or t = "Jasa", 1, 0)', "", "0 2"),
    ("floor(d)", "", "2 4"),
    ("ceil(d)", "", "2 4"),
    ("round(d, 2)", "", "2 4"),
    ("round(h, 1)", "", "0 0"),
    ("round(h, 2)", "", "0 0"),
    ("round(n, 16)", "", "round round"),
    ("round(a, -16)", "", "round round"),
    ({"formula": "a", "digits": 16}, "", "digits digits"),
    ("round(a * 1_000_000_000_000, 4)", "", "4 4"),
    ("round(c, 0)", "", "0 2"),
    ({"formula": "c", "scale": "cetak"}, "", "0 2"),
    ({"formula": "n", "scale": "cetak", "digits": 1, "rounding": "down"}, "", "4 4"),
    ({"formula": "c", "scale": "mutu"}, "", "0 2"),
    ({"formula": "n * 3", "scale": "mutu"}, "", "1 1"),
    ({"formula": "a / b", "rounding": "down", "digits": 1}, "", "0 5"),
    ({"formula": "round(n, 1)", "rounding": "half-even"}, "", "0 0"),
    ({"formula": "round(n, 1)", "rounding": "up"}, "", "4 4"),
    ({"formula": "round(n, 1)", "rounding": "down"}, "", "4 4"),
    ({"formula": "round(d * 4, 0)", "rounding": "half-even"}, "", "1 3"),
    ({"formula": "count(d, c) + count(c > 1) + count(g, f)", "unit": "count"}, "", "0 248"),
    ("harmean(a, b)", "", "all all"),
    ("harmean(p, q)", "", "all all"),
    ("sum(d, c) / count(d, c)", "", "3 22"),
    ({"aggregate": "min", "min_available": 2, "parts": "c; a"}, "", "0 10"),
    ({"aggregate": "sum", "min_available": 1, "missing": "exclude", "parts": "c; d"}, "", "10 28"),
    ({"min_available": "0.1234567890123456789%", "parts": "d 30%; c 70%"}, "", "min_available 22"),
    ("a / nol", "", "0 5"),
    ("harmean(r, s)", "", "0 8"),
    ("harmean(s, r + 1)", "", "1 9"),
    ("harmean(s, s + 1) / b", "", "0 11"),
    ({"aggregate": "harmonic-mean", "parts": "r 30%; s 70%"}, "", "0 8"),
    ({"aggregate": "harmonic-mean", "parts": "s 30%; r + 1 70%", "missing": "exclude"}, "", "1 9"),
    ("harmean(0 - r, 0 - r)", "", "harmonic-mean harmonic-mean"),
    ("harmean(k, r)", "", "1 1"),
    ("if(s > 2, s, r)", "", "0 8"),
    ("r / s", "", "0 8"),
    ("s / k", "", "1 7"),
    ({"parts": "s 12.5%; r 87.5%"}, "", "2 10"),
    ({"parts": "r 1/3; s 2/3"}, "", "0 8"),
    ({"formula": "e", "scale": "besar"}, "", "1 1"),
    ({"formula": "n", "scale": "cetak", "digits": 2}, "", "3 3"),
    ({"formula": "n * 3", "scale": "cetak", "digits": 0}, "", "2 2"),
    ({"formula": "a / b", "scale": "cetak", "digits": 0, "rounding": "half-even"}, "", "0 5"),
    ("a", "N.achievement", "0 0"),
    ({"formula": "a", "target": 3}, "N.achievement", "0 0"),
    ("if(t = u, 1, 0)", "", "texts texts"),
    ("if(c / nol > a, 1, 0)", "", "0 25"),
    ("if(a - d > q, 1, 0)", "", "2 72"),
    ("if(a - d > q, round(p * n, 1), 0)", "", "554 3144"),
    ("round(n, 15)", "", "7 7"),
    ({"min_available": "0.0000000000000001%", "parts": "d 30%; c 70%"}, "", "min_available 22"),
    ({"min_available": 2, "parts": "a 0%; b 100%"}, "", "0 0"),
    ("if(d / k > 1, 1, 0)", "", "0 6"),
    ("if(1 / s > 0.5, 1, 0)", "", "0 2"),
    ({"formula": "count(harmean(c, r), a)", "unit": "count"}, "", "0 40"),
    ({"formula": "count(harmean(d, s), a)", "unit": "count", "missing": "exclude"}, "", "harmonic-mean harmonic-mean"),
    ({"formula": "count(harmean(b, r), harmean(c, r))", "unit": "count", "missing": "exclude"}, "", "0 32"),
    ({"formula": "count(a / (p - 0.1), b)", "unit": "count"}, "", "20 20"),
    ({"formula": "count(c / (p - 0.1), b)", "unit": "count", "missing": "exclude"}, "", "20 52"),
    ("(p - 0.1) / b", "", "1 5"),
    ("(p - q) / b", "", "4 36"),
    ({"formula": "(p - 0.1) / b", "zero_over_zero": 1, "over_zero": 0}, "", "1 1"),
    ({"formula": "(p - 0.1) / b", "zero_over_zero": 0, "over_zero": 0}, "", "0 0"),
    ({"formula": "(p - 0.1) / b", "zero_over_zero": 0, "over_zero": "exclude"}, "", "1 5"),
    ({"formula": "(p - 0.1) / b", "zero_over_zero": "exclude", "over_zero": "exclude"}, "", "1 5"),
    ({"formula": "(p - 0.1) / b", "zero_over_zero": "exclude", "over_zero": "unavailable"}, "", "1 5"),
    ("M / b", "", "0 4"),
    ("M / k", "", "0 0"),
    ("M + c", "N", "40 112"),
    ("M * 2", "N", "8 16"),
    ("n ^ Q", "", "power power"),
    ("n ^ 2.5", "", "power power"),
    ("n ^ 2.0", "", "0 0"),
    ("interpolate(a, 0, 1, 4, Q)", "", "interpolate interpolate"),
    ("interpolate(a, 0, 1, Q, 4)", "", "interpolate interpolate"),
    ("if(true, a, 0)", "", "0 0"),
    ("if(false, a, c)", "", "0 10"),
    ({"formula": "sum(M, a)"}, "", "0 0"),
    ({"formula": "mean(M, c)", "missing": "exclude"}, "", "0 16"),
    ({"aggregate": "max", "missing": "exclude", "parts": "c; d"}, "", "7 25"),
    ({"aggregate": "weighted-mean", "missing": "exclude", "parts": "s 30%; c 70%"}, "", "3 19"),
    ({"aggregate": "harmonic-mean", "missing": "exclude", "parts": "s 30%; s + 1 70%"}, "", "0 2"),
    ("interpolate(d, 1, 5)", "", "0 2"),
    ("interpolate(a, 1, 5)", "", "0 0"),
    ("a", "SK1.achievement", "0 0"),
    ({"formula": "r", "scale": "cetak", "digits": 1}, "", "0 0"),
    ("if(q > 0.05, if(p + 1000 - 1000 > 0.1, 1, 0), 0)", "", "4 8"),
    ({"formula": "n + 1000 - 1000", "digits": 2}, "", "3 3"),
    ("n + 1000000 - 1000000", "", "3 3"),
]  # fmt: skip


def edition_of(node: Node) -> lkjdsl.Edition:
    """Return the edition of a node N; ``a`` stands for the input ``x.a``."""
    table = {"formula": node} if isinstance(node, str) else node
    starts: dict[str, Any] = {"Unggul": {"above": Decimal("2.05")}, "Baik": {"above": 2}, "Cukup": {"at_least": 0}}
    bands = [{**start, "label": label} for label, start in (starts | {"Kurang": {"at_least": "-1/3"}}).items()]
    tables = {
        "lkjdsl": 1,
        "title": "Uji",
        "year": 2025,
        "constant": {"nol": 0},
        "rules": {"zero_over_zero": "exclude", "over_zero": "error"},
        "input": {"x": {name: {"kind": one.kind} for name, one in INPUTS.items()}},
        "scale": {
            "mutu": {"bands": bands, "lookup": "exact"},
            "cetak": {"bands": bands, "lookup": "printed"},
            "besar": LONG,
        },
        "objective": {"SK1": {"name": "Sasaran"}},
        "indicator": {
            "M": full({"formula": "r", "applies_if": "g"}),
            "Q": full({"formula": "2", "applies_if": "g"}),
            "N": full(table),
        },
    }
    return lkjdsl.load(text=toml_text(tables))


def full(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node with a unit, its components, and whole names of inputs in its formulas."""
    found: dict[str, Any] = {"unit": "ratio"}
    for key, value in table.items():
        if key == "parts":
            for place, part in enumerate(value.split("; ")):
                formula, weight = WEIGHTED.fullmatch(part).groups()  # type: ignore[union-attr] # it matches anything
                found[f"K{place}"] = full({"formula": formula} | ({"weight": weight} if weight else {}))
        elif key[0] == "K":
            found[key] = full(value)
        else:
            is_formula = key in ("formula", "applies_if")
            found[key] = sub(r'(?<![\w.")])([a-z])(?![\w.("])', r"x.\1", value) if is_formula else value
    return found


WEIGHTED = compiled(r"(.*?)(?: ([\d.]+%|\d+/\d+))?")


@frozen
class Made:
    """A kernel, the program it is made of, the result that is asked, and what it reads."""

    kernel: Kernel
    program: Program
    asked: RequestedResult
    leaves: Mapping[ColumnKey, Leaf]
    plain: bool


def made_of(node: Node, given: str, *, plain: bool) -> Made:
    """Return the kernel of a node, or of the scale it has; *given* is what may be given, or is asked."""
    edition = edition_of(node)
    path = "N.scale" if "scale" in node else given if given.endswith("achievement") else "N"
    program = edition.program()
    one = asked(program, path)
    small, at = pruned(program, [one.step])
    one = evolve(one, step=at[one.step])
    leaves = {key: leaf_of(key, given) for key in leaves_of(small).values()}
    kernel = made(small, [one], {key: leaf.bound for key, leaf in leaves.items()}, plain=plain)
    return Made(kernel, small, one, leaves, plain)


def leaf_of(key: ColumnKey, given: str) -> Leaf:
    """Return what is read."""
    match key:
        case (("input" | "previous"), int() as index):
            return list(INPUTS.values())[index]
        case _, path:
            return GIVEN if path == given else NOTHING


def path_of(key: ColumnKey) -> str:
    """Return what is read for a key, as the data name it."""
    return f"x.{list(INPUTS)[key[1]]}" if isinstance(key[1], int) else key[1]


def facts_of(row: Mapping[ColumnKey, Any]) -> Facts:
    """Return the data of a row."""
    told = {
        key: value.as_integer_ratio()
        if isinstance(value, Fraction) or value.__class__ is int
        else state("excluded", "not-applicable-input", path_of(key))
        if value == NA
        else value
        for key, value in row.items()
    }
    slots = range(len(INPUTS))
    return Facts(
        [told.get(("input", slot)) for slot in slots],
        {},
        {str(path): value for (name, path), value in told.items() if name == "given" and value is not None},
        [told.get(("previous", slot)) for slot in slots],
    )


def shown(value: Value, asked_: RequestedResult) -> Any:
    """Return the kind and the reason of a state, a number in units of its last decimal, a label."""
    match value:
        case State(kind=kind, reasons=reasons):
            return kind, reasons[0]
        case (int() as n, int() as d):
            assert asked_.printed is not None
            return rounded_quotient(n * 10**asked_.printed.digits, d, asked_.printed.mode)
        case _:
            return value


KINDS = {rank + 1: kind for kind, rank in RANK.items()}


def told(one: Made, value: Any, code: Any, units: Any) -> Any:
    """Return the same of what a kernel found."""
    if code:
        reasons = {number: reason for reason, number in one.kernel.reasons.items()}
        return KINDS[int(code) >> SHIFT], reasons[int(code) % MOST]
    return one.kernel.labels[int(value)] if one.asked.printed is None else int(units)


def cell(value: Any) -> int:
    """Return what stands in a cell: 0 a value, 1 nothing, 2 that none applies."""
    return 1 if value is None else 2 if value is NA else 0


def near(kernel: Kernel, value: Any) -> float:
    """Return the float64 of a value, as a column has it."""
    if isinstance(value, str):
        return float(kernel.labels.index(value)) if value in kernel.labels else -1.0
    return np.nan if cell(value) else float(value)


def in_doubt(one: Made) -> str:
    """Return in how many of all rows of hard values a kernel is in doubt, the others being right."""
    read = [one.leaves[key] for key in one.kernel.leaves]
    rows = list(product(*(leaf.values for leaf in read)))
    columns = list(zip(*rows, strict=True))
    m = [np.array(list(map(cell, column)), np.uint8) for column in columns]
    x = [np.array([near(one.kernel, value) for value in column]) for column in columns]
    margins = one.kernel.margins({key: leaf.bound for key, leaf in one.leaves.items()})
    if margins is None:
        return "all"
    doubt, (found,) = one.kernel.function(margins, x, m)
    parts: list[Any] = [np.broadcast_to(np.nan if part is None else part, len(rows)) for part in (doubt, *found)]
    doubtful = np.array(parts[0], np.bool_)
    for leaf, cells in zip(read, m, strict=True):
        if one.plain and leaf.kind != "number":  # a flag or a text is never NaN: these rows are left to others
            doubtful |= cells != 0
    for row, is_doubtful, *result in zip(rows, doubtful, *parts[1:], strict=True):
        if not is_doubtful:
            exact = walk(one.program, Exact(facts_of(dict(zip(one.kernel.leaves, row, strict=True)))))[one.asked.step]
            assert told(one, *result) == shown(exact, one.asked), row
    return str(np.count_nonzero(doubtful))


def found_of(node: Node, given: str, *, plain: bool) -> str:
    """Return in how many rows there is doubt, or what the domain has nothing to say about."""
    try:
        return in_doubt(made_of(node, given, plain=plain))
    except Declined as declined:
        return declined.name


@pytest.mark.parametrize(("node", "given", "doubts"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES])
def test_what_is_not_in_doubt_is_exact(node: Node, given: str, doubts: str) -> None:
    """In how many rows there is doubt: of a kernel that works states out, and of one that leaves them to others."""
    assert f"{found_of(node, given, plain=False)} {found_of(node, given, plain=True)}" == doubts
