"""The compiled program gives the values of the exact walk, whatever comes along."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import Exact
from lkjdsl.domains.straight import compiled
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


@pytest.mark.parametrize("factor", ["d.a", "sum(r.p)"])
def test_numbers_too_long_for_what_was_compiled_are_walked(factor: str) -> None:
    product = " * ".join([factor] * 120)
    edition = lkjdsl.load(
        text=f"lkjdsl = 1\ntitle = 'E'\nyear = 2025\ninput.d.a = {{ kind = 'count' }}\n"
        f"rows.r.p = {{ kind = 'count' }}\n[indicator.I]\nunit = 'count'\nformula = '{product}'\n"
    )
    told = {"d.a": 10**900, "r": [{"p": 10**900}]}
    data, program = edition.read(told), edition.program()

    value = compiled(program)(data.facts)[program.results["I"]]

    assert getattr(value, "kind", "number") == "invalid"
