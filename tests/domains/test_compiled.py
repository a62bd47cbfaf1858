"""The compiled program gives the values of the exact walk, whatever comes along."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.compiled import Compiler, compiled
from lkjdsl.domains.exact.domain import SHORT_BITS, Exact
from lkjdsl.model.values import Value
from lkjdsl.testing import data_for, editions


def comparable(value: Value) -> object:
    """Return a value in which equal numbers are equal."""
    return Fraction(*value) if isinstance(value, tuple) else value


@st.composite
def editions_with_data(draw: st.DrawFn) -> tuple[lkjdsl.Edition, Mapping[str, Any]]:
    edition = lkjdsl.load(text=draw(editions()))
    return edition, draw(data_for(edition))


@given(editions_with_data())
def test_a_compiled_program_gives_what_the_walk_gives(drawn: tuple[lkjdsl.Edition, Mapping[str, Any]]) -> None:
    edition, told = drawn
    data = edition.read(told)
    program = edition.program(data.year)

    values = compiled(program)(data.facts)

    assert list(map(comparable, values)) == list(map(comparable, walk(program, Exact(data.facts))))


def test_an_edition_is_compiled_only_when_it_is_evaluated_often() -> None:
    edition = lkjdsl.load("formulas/2025.toml")
    data = "examples/bontang-2025/data.toml"

    exact = [edition.evaluate(data)["IKK2.achievement"].exact for _ in range(8)]

    assert exact == [Fraction(150, 227)] * 8
    assert edition._made.kernels  # noqa: SLF001 - that it was compiled shows nowhere else


@pytest.mark.parametrize(
    ("factor", "told", "before"),
    [
        ("d.a", {"d.a": 10**900, "r": []}, {}),
        ("sum(r.p)", {"d.a": 1, "r": [{"p": 10**900}]}, {}),
        ("previous(d.a)", {"d.a": 1, "r": []}, {"year": 2024, "d.a": 10**900, "r": []}),
    ],
)
def test_numbers_too_long_for_what_was_compiled_are_walked(
    factor: str, told: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    product = " * ".join([factor] * 120)
    edition = lkjdsl.load(
        text=f"lkjdsl = 1\ntitle = 'E'\nyear = 2025\ninput.d.a = {{ kind = 'count' }}\n"
        f"rows.r.p = {{ kind = 'count' }}\n[indicator.I]\nunit = 'count'\nformula = '{product}'\n"
    )
    outcome = edition.evaluate(told, before or None)

    value = compiled(outcome.program)(outcome.data.facts)[outcome.program.results["I"]]

    assert getattr(value, "kind", "number") == "invalid"


ROWED = """
lkjdsl = 1
title = 'E'
year = 2025
rules = { zero_over_zero = 0, over_zero = 'unavailable', missing = 'exclude' }
input.d.a = { kind = 'number' }
[rows.r]
p = { kind = 'number' }
q = { kind = 'number' }
s = { kind = 'text' }
[indicator.I]
unit = 'ratio'
formula = 'sum(if(r.s = "a", r.p * d.a / r.q, 2 * r.p))'
[indicator.J]
unit = 'count'
formula = 'count(r.p * d.a > r.q)'
"""


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"p": 3, "q": 4, "s": "a"}, {"p": "1/3", "q": 0, "s": "b"}],
        [{"p": 3, "s": "a"}, {"q": 2, "s": "b"}, {"p": 1, "q": 2}],
        [{"p": 0, "q": 0, "s": "a"}, {"p": 1, "q": 0, "s": "a"}],
        [{"p": 10**400, "q": 3, "s": "a"}, {"p": 2, "q": 10**400, "s": "a"}],
        [{"p": "tidak berlaku", "q": 3, "s": "a"}, {"p": 2, "q": 5, "s": "a"}],
    ],
)
@pytest.mark.parametrize("factor", [5, 10**300, "-"])
def test_rows_are_compiled_to_what_the_walk_gives(rows: list[dict[str, Any]], factor: object) -> None:
    outcome = lkjdsl.load(text=ROWED).evaluate({"d.a": factor, "r": rows})

    values = compiled(outcome.program)(outcome.data.facts)

    assert list(map(comparable, values)) == list(map(comparable, walk(outcome.program, Exact(outcome.data.facts))))


COMMON = """
lkjdsl = 1
title = 'E'
year = 2025
rules = { zero_over_zero = 0 }
[input.x]
a = { kind = 'number' }
b = { kind = 'number' }
n = { kind = 'number' }
m = { kind = 'number' }
f = { kind = 'flag' }
[indicator.I]
unit = 'percent'
target = '90%'
M = { unit = 'percent', weight = '33.3333333333333333%', formula = 'x.a / x.b', cap = '100%', floor = '0%' }
N = { unit = 'percent', weight = '66.6666666666666667%', formula = 'x.b / x.a', applies_if = 'x.a > x.b or x.f' }
[indicator.J]
unit = 'ratio'
formula = 'if(x.a <= x.b, -x.n, x.a / x.b + x.n * 1099511627776 + 1) - mean(x.n, x.a, x.b) + sum(x.a, x.n)'
[indicator.K]
unit = 'ratio'
formula = 'x.a / x.b + x.b / x.a'
[indicator.W]
unit = 'ratio'
A = { unit = 'ratio', weight = '33.3333333333333333%', formula = 'x.n' }
B = { unit = 'ratio', weight = '66.6666666666666667%', formula = 'x.m' }
[indicator.L]
unit = 'ratio'
formula = 'max(x.n, 1)'
"""
LONG = 2**SHORT_BITS - 1


def test_what_is_common_is_written_out() -> None:
    """Only the greatest of several values is asked of the exact domain each time."""
    program = lkjdsl.load(text=COMMON).program()
    writer = Compiler(otherwise="")
    walk(program, writer)
    asked = [re.match(r"v(\d+) = apply", line) for line in writer.lines.text]

    assert [program.steps[int(found[1])].operator.name for found in asked if found] == ["max"]


@pytest.mark.parametrize("told", [(LONG, LONG - 1), (LONG - 1, LONG), (LONG, 1), (1, LONG)])
def test_no_number_is_longer_than_was_foreseen(told: tuple[int, int]) -> None:
    edition = lkjdsl.load(text=COMMON)
    data = edition.read(
        {
            "x.a": told[0],
            "x.b": told[1],
            "x.n": Fraction(LONG - 24, LONG),
            "x.m": Fraction(LONG - 1, LONG - 2),
            "x.f": True,
        }
    )
    program = edition.program()

    values = compiled(program)(data.facts)

    foreseen = [written.bits for written in walk(program, Compiler(otherwise=""))]
    lengths = [max(map(int.bit_length, value)) if isinstance(value, tuple) else 0 for value in values]
    assert [pair for pair in zip(lengths, foreseen, strict=True) if pair[0] > pair[1]] == []
