"""Expressions mean what a few lines of fractions say they mean, and their texts stand for them."""

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

import lkjdsl
from lkjdsl.syntax.formula_parser import parse
from lkjdsl.syntax.formula_tree import Call, FlagLiteral, FormulaNode, NumberLiteral
from lkjdsl.syntax.unparse import unparse
from lkjdsl.testing import data_for, edition_tables, expressions, toml_text
from tests.support.naive import UndefinedError, naive, rounded
from tests.support.reference_report import results
from tests.support.reference_values import Table
from tests.support.strategies import many

NUMBERS = {"x.a": "number", "x.b": "number", "x.c": "number"}
EVERYTHING = {
    "x.a": "number", "x.b": "count", "x.c": "rupiah", "x.d": "percent", "x.e": "index", "x.f": "flag", "x.g": "text",
    "IKK1": "percent", "IKK1.K1.D1": "hari", "IKK1.achievement": "percent", "k": "plain",
}  # fmt: skip
ROWS = {"belanja": {"jenis": "text", "pagu": "rupiah", "unit": "count"}}
MODES = ("half-up", "half-even", "down", "up")

fractions = st.one_of(
    st.integers(-3, 3).map(Fraction),
    st.fractions(-1000, 1000, max_denominator=1000),
    st.tuples(st.integers(-4000, 4000), st.sampled_from((8, 40, 2000))).map(lambda pair: Fraction(*pair)),
)
data = st.fixed_dictionaries(dict.fromkeys(NUMBERS, fractions))


@many
@given(expressions(NUMBERS, depth=4) | expressions(), data, st.sampled_from((None, 0, 1)), st.sampled_from(MODES))
@example(parse("coalesce(x.a, 0 / x.b)"), dict.fromkeys(NUMBERS, Fraction(0)), None, "half-up")
def test_an_expression_is_worth_what_fractions_say(
    tree: FormulaNode, values: dict[str, Fraction], nothing: int | None, mode: str
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
@example(
    Call("-", (NumberLiteral((1, 1)), Call("-", (NumberLiteral((2, 1)), Call("negate", (NumberLiteral((3, 1)),))))))
)
@example(
    Call("^", (Call("^", (NumberLiteral((2, 1)), NumberLiteral((3, 1)))), Call("negate", (NumberLiteral((2, 1)),))))
)
@example(Call("not", (Call("=", (FlagLiteral(value=True), FlagLiteral(value=False))),)))
def test_the_text_of_an_expression_stands_for_it(tree: FormulaNode) -> None:
    assert parse(unparse(tree)) == tree


@given(expressions(EVERYTHING, rows=ROWS, roots=True, depth=4), st.sampled_from((" ", "  ", "\n", "\t")))
def test_spaces_and_needless_parentheses_change_nothing(tree: FormulaNode, space: str) -> None:
    assert parse(generous(tree, space)) == parse(unparse(tree))


def generous(node: FormulaNode, space: str) -> str:
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


@st.composite
def told(draw: st.DrawFn) -> tuple[Table, Table, Table | None]:
    """Return the tables of an edition without roots, data for it, and perhaps those of the year before."""
    tables = draw(edition_tables(previous=True))
    data = data_for(lkjdsl.load(text=toml_text(tables)))
    return tables, draw(data), draw(st.none() | data)


@many
@given(told())
def test_an_edition_gives_what_the_language_says_a_second_time(drawn: tuple[Table, Table, Table | None]) -> None:
    tables, data, previous = drawn
    outcome = lkjdsl.load(text=toml_text(tables)).evaluate(data, previous)

    expected = results(tables, data, previous)

    assert {path: value_of(outcome[path]) for path in outcome} == {
        path: str(value).lower() if isinstance(value, bool) else value for path, value in expected.items()
    }


def value_of(result: lkjdsl.Result) -> object:
    """Return the Fraction, label or flag (a text) of a result, or the name of its state."""
    return result.status if result.status != "ok" else result.value if result.exact is None else result.exact
