"""An inspector recomputes what is printed: every line of a derivation holds with the numbers that stand on it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.domains.typeset.tree import PrintedNumber
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.render.explanation.content import ResultSection, every
from lkjdsl.render.notation.text import line
from lkjdsl.testing import data_for, edition_tables, toml_text
from tests.support.paths import ROOT
from tests.support.printed_lines import UnreadableError, decimals_of, rounded, worth
from tests.support.strategies import few

Locale = Literal["id", "en"]
SURE_DIGITS = 40
"""More digits of an irrational number are not certain."""


def printed_result(section: ResultSection) -> str | None:
    """Return what stands behind the last sign of equality of a derivation that ends in a number."""
    [*_, last] = section.lines or [None]
    if last is None or last.kind != "result" or not isinstance(last.equation.right, PrintedNumber):
        return None
    return last.equation.right.text


def broken_lines(outcome: Outcome, language: Locale) -> Iterator[str]:
    """Yield the printed lines from whose numbers does not follow the result, rounded to its digits."""
    labels = [node.unit for node in outcome.nodes.values()]
    explanation = lkjdsl.explain(outcome, *outcome.paths, language=language)
    for section in every((*explanation.sections, *explanation.others)):
        result, printed = outcome.result(section.path, language), printed_result(section)
        if printed is None or len(printed) > SURE_DIGITS:
            continue
        by_rule = {remark.kind for remark in section.remarks} & {"zero-over-zero", "over-zero"}
        for one in section.lines:
            text = line(one.equation.right)
            if one.kind not in ("figures", "worked") or one.equation.sign == "≈":
                continue
            try:
                value = worth(text, language, labels, result.rounding)
            except UnreadableError:
                continue  # a state, flags, or rows that are left out
            except ZeroDivisionError:
                if not by_rule:
                    yield f"{section.path}: {text}"
                continue
            digits = decimals_of(printed, language)
            if rounded(value, digits, result.rounding) != worth(printed, language, labels):
                yield f"{section.path}: {text} = {printed}"


def broken_parts(outcome: Outcome, language: Locale) -> Iterator[str]:
    """Yield the components whose printed value times the printed weight is not the printed contribution."""
    labels = [node.unit for node in outcome.nodes.values()]
    for section in every(lkjdsl.explain(outcome, language=language).sections):
        rounding = outcome.result(section.path).rounding
        for part in section.parts:
            if not part.contribution or not part.weight or section.path in outcome.data.facts.given:
                continue
            points = 100 if part.value.endswith("%") and outcome.result(section.path).unit == "index" else 1
            value = worth(part.value, language, labels) * worth(part.weight_after, language) * points
            if rounded(value, decimals_of(part.contribution, language), rounding) != worth(
                part.contribution, language, labels
            ):
                yield f"{part.path}: {part.value} × {part.weight_after} = {part.contribution}"


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    edition = lkjdsl.load(text=toml_text(draw(edition_tables(roots=True))))
    return edition.evaluate(draw(data_for(edition)))


@few
@given(outcomes(), st.sampled_from(["id", "en"]))
def test_every_printed_line_holds_as_it_stands(outcome: Outcome, language: Locale) -> None:
    assert list(broken_lines(outcome, language)) == []
    assert list(broken_parts(outcome, language)) == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_printed_line_of_the_example_holds(language: Locale) -> None:
    outcome = lkjdsl.load(ROOT / "formulas/2025.toml").evaluate(ROOT / "examples/bontang-2025/data.toml")
    assert list(broken_lines(outcome, language)) == []
    assert list(broken_parts(outcome, language)) == []


def derivation(node: dict[str, Any], data: dict[str, Any]) -> list[str]:
    """Return the lines of an indicator N with the inputs g.a, g.b and g.c, without its general formula."""
    inputs = {name: {"kind": "number"} for name in "abc"}
    head = {"lkjdsl": 1, "title": "Uji", "year": 2025, "language": "id", "input": {"g": inputs}}
    edition = lkjdsl.load(text=toml_text({**head, "indicator": {"N": {"name": "N", "unit": "index", **node}}}))
    [section] = lkjdsl.explain(edition.evaluate({"g": data}), "N").sections
    return [f"{one.equation.sign} {line(one.equation.right)}" for one in section.lines[1:]]


THIRDS = {name: {"name": name, "unit": "index", "formula": f"g.{name.lower()} / 3"} for name in "AB"}


@pytest.mark.parametrize(
    ("node", "data", "lines"),
    [
        (  # an input has all its decimals
            {"formula": "g.a * 100000"}, {"a": Decimal("0.000891")}, ["= 0,000891 × 100.000", "= 89,10"],
        ),
        (  # a quotient on the way has as many as it takes
            {"formula": "g.a / g.b * g.c"}, {"a": 2, "b": 7, "c": 10000},
            ["= 2 / 7 × 10.000", "= 0,285714 × 10.000", "= 2.857,14"],
        ),
        (  # so have contributions
            {
                "A": {"name": "A", "unit": "index", "formula": "g.a", "weight": "50%"},
                "B": {"name": "B", "unit": "index", "formula": "g.b", "weight": "50%"},
            },
            {"a": Decimal("44.93"), "b": Decimal("40.81")},
            ["= (44,93 × 50%) + (40,81 × 50%)", "= 22,465 + 20,405", "= 42,87"],
        ),
        (  # and results of others, which the report rounds
            {"aggregate": "sum", **THIRDS}, {"a": Decimal("0.01"), "b": Decimal("0.01")}, ["= 0,003 + 0,003", "= 0,01"],
        ),
        (  # no number of thirds is a tie
            {"formula": "A * 1.5", "digits": 2, "A": THIRDS["A"]}, {"a": Decimal("0.01")}, ["= 1/300 × 1,5", "= 0,01"],
        ),
        (  # a fraction that nobody reads is none
            {"formula": "A * 7 * 11 * 13 * 17 * 19 * 23 * 29 * 31 * 37 * 41 * 43 / 3.4", "A": {
                "name": "A", "unit": "index", "formula":
                    "g.a * 17 / 7 / 11 / 13 / 17 / 19 / 23 / 29 / 31 / 37 / 41 / 43",
            }}, {"a": Decimal("1.001")}, ["≈ (0,00 × 7 × 11 × 13 × 17 × 19 × 23 × 29 × 31 × 37 × 41 × 43) / 3,4"],
        ),
    ],
)  # fmt: skip
def test_digits_are_as_many_as_a_line_needs(node: dict[str, Any], data: dict[str, Any], lines: list[str]) -> None:
    assert derivation(node, data)[: len(lines)] == lines
