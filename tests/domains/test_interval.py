"""The interval domain: what every step of a program may be."""

from re import sub

import pytest
from attrs import evolve
from hypothesis import given, settings

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval import domain as interval
from lkjdsl.domains.interval import facts as interval_facts
from lkjdsl.domains.interval.conditions import contexts_of
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.edition import Edition, try_load
from lkjdsl.proving.assumptions import assumptions_of
from tests.numbers.test_intervals import read, shown
from tests.support import programs

HEAD = """
lkjdsl = 1
title = 't'
year = 2025
[rules]"""
INPUTS = """
[input.x]
a = { kind = 'count' }
b = { kind = 'count' }
c = { kind = 'count' }
n = { kind = 'number' }
p = { kind = 'number', min = 0, max = 1 }
q = { kind = 'number', min = -2, max = 3 }
r = { kind = 'number', min = 2, max = 4 }
k = { kind = 'count', min = 1, max = 5 }
f = { kind = 'flag' }
t = { kind = 'text' }
[rows.y]
u = { kind = 'count' }
v = { kind = 'count' }
w = { kind = 'number', min = 1, max = 2 }
s = { kind = 'text' }
"""
OTHER = """
[indicator.B]
name = 'B'
unit = 'ratio'
formula = 'x.q'
"""


def told(found: Range) -> str:
    """Return a range with the states that are possible."""
    return " ".join([shown(found.numbers).removesuffix(" Z"), *sorted(found.states)])


def range_in(formula: str, constraints: str = "", rules: str = "zero_over_zero = 'exclude'", rows: str = "") -> Range:
    """Return what an indicator with this formula may be; ``rows`` gives the columns u, v, w of each row, if known."""
    edition = edition_with(formula, constraints, rules)
    program, facts = edition.program(), facts_with(edition, rows)
    return interval.ranges_of(program, facts)[program.results["A"]]


def edition_with(formula: str, constraints: str, rules: str) -> Edition:
    """Return an edition with an indicator ``A``, and an indicator ``B`` that is the input q."""
    stated = "\n".join(f"c{i} = '{full(one)}'" for i, one in enumerate(filter(None, constraints.split("; "))))
    rules = rules if "over_zero = " in rules.replace("zero_over_zero", "") else f"{rules}\nover_zero = 'error'"
    head = f"{HEAD}\n{rules}\n{INPUTS}\n[constraint]\n{stated}\n"
    found = [
        try_load(text=f"{head}[indicator.A]\nname = 'A'\nunit = '{unit}'\nformula = '{full(formula)}'\n{OTHER}")[0]
        for unit in ("ratio", "count")
    ]
    edition = found[0] or found[1]
    assert edition is not None
    return edition


def facts_with(edition: Edition, rows: str = "") -> interval_facts.Facts:
    """Return what is assumed of the data; ``rows`` are the columns u, v, w of each row, or a dash for none."""
    facts = assumptions_of(edition.definition, edition.program()).facts
    grid = [] if rows == "-" else [[Range(read(one)) for one in row.split("; ")] for row in rows.split(" | ") if row]
    return evolve(facts, rows={"y": evolve(facts.rows["y"], rows=grid)}) if rows else facts


def full(formula: str) -> str:
    """Return a formula of one-letter names with the names of the inputs."""
    letter = r'(?<![\w."])([a-z])(?![\w.("])'
    return sub(letter, lambda found: f"{'y' if found[1] in 'uvws' else 'x'}.{found[1]}", formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a", "[0, oo)"),
        ("q", "[-2, 3]"),
        ("p + q", "[-2, 4]"),
        ("2 * q - 1", "[-5, 5]"),
        ("-q", "[-3, 2]"),
        ("q * r", "[-8, 12]"),
        ("q * q", "[-6, 9]"),  # a product does not know that both are the same
        ("q ^ 2", "[0, 9]"),
        ("abs(q)", "[0, 3]"),
        ("p / r", "[0, 1/2]"),
        ("1 / r", "[1/4, 1/2]"),
        ("1 / q", "(-oo, oo) invalid"),
        ("p / q", "(-oo, oo) excluded invalid"),
        ("1 / k", "[1/5, 1]"),
        ("5 / (a + 1)", "(0, 5]"),
        ("p / a", "[0, 1] excluded invalid"),  # a whole number other than 0 is at least 1
        ("round(q / 7, 1)", "[-3/10, 2/5]"),
        ("floor(q / 2)", "[-1, 1]"),
        ("ceil(q / 2)", "[-1, 2]"),
        ("min(q, p)", "[-2, 1]"),
        ("max(q, p)", "[0, 3]"),
        ("clamp(q, 0, 1)", "[0, 1]"),
        ("sqrt(r * r)", "[2, 4]"),
        ("sqrt(q + 1)", "[0, 2] invalid"),
        ("ln(p)", "(-oo, 0] invalid"),
        ("exp(-a)", "(0, 1] invalid"),  # e to a very negative number is too long
        ("r ^ -1", "[1/4, 1/2]"),
        ("(q - 2) ^ -2", "[1/16, oo) invalid"),
        ("p ^ 0", "[1, 1] invalid"),
        ("interpolate(q, 0, 10, 2, 50)", "[10, 50]"),
        ("interpolate(p, 0, 10, 2, 50)", "[10, 30]"),
        ("interpolate(q, -3, 10, 0, 50, 4, 20)", "[70/3, 50]"),
        ("if(f, 1, 2)", "[1, 2]"),
        ("if(r > 1, 1, 2)", "[1, 1]"),
        ("if(q = 5, 1, 2)", "[2, 2]"),
        ('if(t = "RM", 1, 2)', "[1, 2]"),
        ("sum(p, q)", "[-2, 4]"),
        ("mean(p, q, 1)", "[-1/3, 5/3]"),
        ("count(p, q)", "[2, 2]"),
        ("geomean(r, r)", "[2, 4]"),
        ("harmean(r, r)", "[2, 4]"),
        ("sum(u)", "[0, oo)"),
        ("sum(w)", "[0, oo)"),
        ("mean(w)", "[1, 2] unavailable"),
        ("max(w)", "[1, 2] unavailable"),
        ("count(w > 1)", "[0, oo)"),
        ("sum(-w)", "(-oo, 0]"),
        ("count(w > 5)", "[0, 0]"),
        ("sum(w - 3)", "(-oo, 0]"),
        ("sum(w - 2)", "(-oo, 0]"),
        ("sum(w * q)", "(-oo, oo)"),
        ("sum(-(w ^ 2))", "(-oo, 0]"),
        ("sum(-abs(u))", "(-oo, 0]"),
        ("sum(2 - w ^ 2)", "(-oo, oo)"),
        ("sum(u / (v - v))", "[0, 0] excluded invalid"),  # without rows
        ("5 / sum(abs(u))", "(0, 5] invalid"),  # a whole number, too
        ("5 / mean(abs(u))", "(0, oo) invalid unavailable"),
        ("min(u)", "[0, oo) unavailable"),
        ("previous(a)", "[0, oo)"),
    ],
)
def test_ranges_without_data(formula: str, expected: str) -> None:
    assert told(range_in(formula)) == expected


@pytest.mark.parametrize(
    ("formula", "constraints", "expected"),
    [
        ("q - q", "", "[0, 0]"),
        ("q + r - q", "", "[2, 4]"),
        ("q * 3 - q", "", "[-4, 6]"),
        ("q / 2 - q", "", "[-3/2, 1]"),
        ("(q + 1) / (q + 1)", "", "[1, 1] excluded"),
        ("a / (a + b)", "", "[0, 1] excluded"),
        ("a / (a + b + 1)", "", "[0, 1)"),
        ("p / (p + r)", "", "[0, 1/3]"),
        ("(a - b) / (a + b)", "", "[-1, 1] excluded"),
        ("a / c", "a <= c", "[0, 1] excluded"),
        ("a / c", "a < c", "[0, 1)"),  # c is at least 1
        ("a / c", "a <= 2 * c", "[0, 2] excluded"),
        ("(a + b) / c", "a + b <= c", "[0, 1] excluded"),
        ("a / c", "a + b <= c", "[0, 1] excluded"),
        ("a / -c", "a <= c", "[-1, 0] excluded"),
        ("1 - a / c", "a <= c", "[0, 1] excluded"),
        ("a / c", "a <= b; b <= c", "[0, 1] excluded"),
        ("a / c", "a = c", "[1, 1] excluded"),
        ("a / c", "c >= a and c > 0", "[0, 1]"),
        ("a / c", "not (a > c)", "[0, 1] excluded"),
        ("c / a", "a <= c", "[1, oo) excluded invalid"),
        ("a", "a + b <= 10", "[0, 10]"),
        ("a", "2 * a <= 9; b = b", "[0, 4]"),  # a count is whole
        ("n", "n > 1; n < 2", "(1, 2)"),
        ("a - b", "a <= b", "(-oo, 0]"),
        ("if(a <= b, 1, 2)", "a <= b", "[1, 1]"),
        ("if(a > b, 1, 2)", "a < b", "[2, 2]"),
        ("count(a > b, b > a)", "a < b", "[1, 1]"),
        ("count(a <> b, b <> a)", "a < b", "[2, 2]"),
        ("count(a <= b, b < a)", "", "[0, 2]"),  # each alone can hold and can fail
        ("count(q + 1 > q, q = q)", "", "[2, 2]"),
        ("min(a, c) / c", "", "[0, 1] excluded"),
        ("max(a, b) / a", "", "[1, oo) excluded invalid"),
        ("(a - floor(a / 2)) / a", "", "[1/2, 1] excluded"),
        ("round(n, 0) - n", "", "[-1/2, 1/2]"),
        ("round(n, -2) - n", "", "[-50, 50]"),
        ("floor(n) - n", "", "[-1, 0]"),
        ("ceil(n) - n", "", "[0, 1]"),
        ("abs(q) - q", "", "[0, 5]"),
        ("abs(q) + q", "", "[0, 6]"),
        ("a * 0 + b - b", "", "[0, 0]"),
        ("sum(a, b) - b - a", "", "[0, 0]"),
        ("mean(a, b) * 2 - b", "", "[0, oo)"),
        ("sum(u) / sum(v)", "u <= v", "[0, 1] excluded"),
        ("sum(u) / sum(v)", "u < v", "[0, 1] excluded"),  # without rows both are 0
        ("sum(u) / (sum(u) + sum(v))", "", "[0, 1] excluded"),
        ("sum(u) / sum(u + v)", "", "[0, 1] excluded"),
        ("sum(w) / count(w)", "", "[1, 2] excluded"),
        ("sum(u + 1) - sum(u) - count(u)", "", "[0, 0]"),
        ("mean(u / v)", "u <= v", "[0, 1] excluded unavailable"),
        ("sum(u) / a", "sum(u) <= a", "[0, 1] excluded"),
        ("sum(u)", "sum(u + v) <= 7", "[0, 7]"),
        ("sum(w)", "count(w) <= 5", "[0, 10]"),
        ("count(w)", "sum(w) <= 10", "[0, 10]"),
        ("n / r", "n <= r", "(-oo, 1]"),
        ("a / c", "a ^ 2 <= c", "[0, oo) excluded invalid"),  # nothing is made of what is no sum
    ],
)
def test_what_operands_share(formula: str, constraints: str, expected: str) -> None:
    assert told(range_in(formula, constraints)) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("if(b > 0, a / b, 0)", "[0, oo)"),
        ("if(b = 0, 0, a / b)", "[0, oo)"),
        ("if(b <> 0, 1 / b, 0)", "[0, 1]"),
        ("if(q > 1, q, 1)", "[1, 3]"),
        ("if(q > 1, 1, q)", "[-2, 1]"),
        ("if(not (q > 1), 2, q)", "(1, 3]"),
        ("if(a <= b and b > 0, a / b, 1)", "[0, 1]"),
        ("if(a > b or b = 0, 1, a / b)", "[0, 1]"),
        ("if(a > b and b > 0, 1, a / b)", "[0, oo) excluded invalid"),  # either may be false
        ("if(b > 0, a / b, a / b)", "[0, oo) excluded invalid"),
        ("if(b > 0, if(a <= b, a / b, 1), 0)", "[0, 1]"),
        ("if(if(b > 0, a <= b, false), a / b, 1)", "[0, 1]"),
        ("if(if(b > 0, a <= b, true), a / b, 1)", "[0, oo) excluded invalid"),
        ("if(if(b > 0, a <= b, false), 1, a / b)", "[0, oo) excluded invalid"),
        ("if(b > 0, 0, 1) + b - b", "[0, 1]"),
        ("if(a > 5, 1 / min(a, 7), 1) + 1 / (a + 1)", "(1/7, 2]"),
        ("sum(if(v > 0, u / v, 0))", "[0, oo)"),
        ("if(B > 1, B, 1)", "[1, 3]"),  # the value of B is narrower in the branch than elsewhere
        ("if(B > 1, 1, B) + B - B", "[-2, 1]"),
        ("if(p > 0, p, 1)", "(0, 1]"),
        ("if(p <> 0, p, 1)", "(0, 1]"),
        ("if(q <> 3, q, 1)", "[-2, 3)"),
        ("if(p <> 0, 1 / p, 1)", "[1, oo)"),
        ("if(q <> 3, 1 / (q - 3), -1)", "(-oo, -1/5]"),
        ("if(b > 0, 1 / p, 0)", "[0, oo) invalid"),
        ("if(q = 0, 0, 1 / q)", "(-oo, oo)"),  # it is known not to be 0, whatever its sign
        ("if(a <> b, 1 / (b - a), 0)", "[-1, 1]"),
        ("if(a + p > 0, p / (2 * a + 2 * p), 0)", "[0, 1/2]"),
        ("if(a + p > 0, 1 / (a - p), 0)", "(-oo, oo) invalid"),
        ("if(a + p > 0, 1 / (a + 2 * p), 0)", "[0, oo) invalid"),
        ("if(a > b, a / 0, 1)", "[1, 1] invalid"),
        ("if(p >= 0, 1 / p, 0)", "[1, oo) invalid"),
        ("if(a > b, 1, if(a > b, 5, 2))", "[1, 2]"),
        ("if(a > b, count(a > b, b > a), 1)", "[1, 1]"),
    ],
)
def test_a_condition_narrows_its_branches(formula: str, expected: str) -> None:
    assert told(range_in(formula)) == expected


@pytest.mark.parametrize(
    ("outer", "inner", "possible"),
    [
        ("b > 0", "a <= b", "[0, 1] excluded"),
        ("b > 0", "a > 0", "(0, oo) excluded"),
        ("a > 0", "b > 0", "(0, oo) excluded"),
        ("a <= b", "a > 0", "(0, 1] excluded"),
        ("b >= 0", "a > 0", "(0, oo) excluded invalid"),
        ("not (b > 0)", "a > 0", "none excluded invalid"),
    ],
)
def test_a_component_is_asked_only_where_it_and_its_indicator_apply(outer: str, inner: str, possible: str) -> None:
    rules = "zero_over_zero = 'exclude'\nover_zero = 'error'"
    component = f"[indicator.A.K1]\nunit = 'ratio'\nformula = 'x.a / x.b'\napplies_if = '{full(inner)}'"
    indicator = f"[indicator.A]\nunit = 'ratio'\naggregate = 'sum'\napplies_if = '{full(outer)}'\n{component}\n"
    edition = try_load(text=f"{HEAD}\n{rules}\n{INPUTS}\n{indicator}")[0]
    assert edition is not None
    program = edition.program()

    found = interval.ranges_of(program, facts_with(edition))[program.results["A.K1"]]
    assert told(found) == possible


@pytest.mark.parametrize(
    ("formula", "rows", "expected"),
    [
        ("sum(u)", "[1, 2]; [0, 1]; [1, 2] | [3, 4]; [0, 0]; [1, 2]", "[4, 6]"),
        ("sum(u) + sum(u)", "[1, 2]; [0, 1]; [1, 2] | [3, 4]; [0, 0]; [1, 2]", "[8, 12]"),
        ("sum(u) - sum(u)", "[1, 2]; [0, 1]; [1, 2] | [3, 4]; [0, 0]; [1, 2]", "[0, 0]"),
        ("mean(u) - mean(u)", "[1, 2]; [0, 1]; [1, 2] | [3, 4]; [0, 0]; [1, 2]", "[0, 0]"),
        ("mean(u) - sum(u) / 2", "[1, 2]; [0, 1]; [1, 2] | [3, 4]; [0, 0]; [1, 2]", "[0, 0]"),
        ("max(u) - min(v)", "[1, 2]; [0, 1]; [1, 2] | [3, 4]; [0, 0]; [1, 2]", "[3, 4]"),
        ("sum(u / (u + v))", "[1, 2]; [1, 2]; [1, 2] | [1, 2]; [0, 0]; [1, 2]", "[4/3, 5/3]"),
        ("sum(if(u > v, u - v, 0))", "[1, 2]; [1, 2]; [1, 2] | [1, 4]; [2, 3]; [1, 2]", "[0, 3]"),
        ("sum(u)", "-", "[0, 0]"),
        ("count(u)", "-", "[0, 0]"),
        ("mean(u)", "-", "none unavailable"),
        ("count(u > v)", "[3, 4]; [1, 2]; [1, 2] | [1, 4]; [2, 3]; [1, 2]", "[1, 2]"),
    ],
)
def test_ranges_with_known_rows(formula: str, rows: str, expected: str) -> None:
    assert told(range_in(formula, rows=rows)) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("zero_over_zero = 0", "[0, 1]"),
        ("zero_over_zero = 1", "[0, 1]"),
        ("zero_over_zero = 2", "[0, 2]"),
        ("zero_over_zero = 'exclude'", "[0, 1] excluded"),
        ("zero_over_zero = 'unavailable'", "[0, 1] unavailable"),
        ("zero_over_zero = 'error'", "[0, 1] invalid"),
    ],
)
def test_what_nothing_over_nothing_may_give(rules: str, expected: str) -> None:
    assert told(range_in("a / c", "a <= c", rules)) == expected


def test_a_denominator_that_is_always_zero_gives_what_its_rules_say() -> None:
    assert told(range_in("if(a > b, a / (b - b), 1)", "", "zero_over_zero = 0\nover_zero = 5")) == "[1, 5]"
    assert told(range_in("(b - b) / (b - b)", "", "zero_over_zero = 3\nover_zero = 5")) == "[3, 3]"


def check(program: Program, facts: tuple[exact.Facts, interval_facts.Facts]) -> None:
    """Every exact value that is used lies in its range, its state among those that are possible."""
    ranges = interval.ranges_of(program, facts[1])
    values = walk(program, exact.Exact(facts[0]))
    by_step = dict(zip(program.steps, values, strict=True))
    contexts = contexts_of(program).steps
    for step, value, found in zip(program.steps, values, ranges, strict=True):
        if all(by_step[condition] is holds for condition, holds in contexts.get(step, ())):
            assert value in found, f"{step.operator.name}: {value} not in {found}"


@settings(max_examples=programs.MANY)
@given(program=programs.programs(), facts=programs.facts())
def test_the_exact_value_lies_in_the_interval(
    program: Program, facts: tuple[exact.Facts, interval_facts.Facts]
) -> None:
    check(program, facts)


@settings(max_examples=programs.MANY // 4)
@given(program=programs.programs((*programs.RATIONAL, *programs.ROOTS * 3), 5), facts=programs.facts())
def test_the_exact_value_of_roots_lies_in_the_interval(
    program: Program, facts: tuple[exact.Facts, interval_facts.Facts]
) -> None:
    check(program, facts)


@settings(max_examples=programs.MANY)
@given(program=programs.programs(programs.SHARING, 10), facts=programs.facts(programs.numbers))
def test_the_exact_value_lies_in_the_interval_where_operands_share_much(
    program: Program, facts: tuple[exact.Facts, interval_facts.Facts]
) -> None:
    check(program, facts)
