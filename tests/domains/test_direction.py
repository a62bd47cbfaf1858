"""The direction domain: how a result moves when one value of the data is raised."""

from fractions import Fraction
from re import sub
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Given, Program, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.direction import domain as direction
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval import facts as interval_facts
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.conditions import contexts_of
from lkjdsl.domains.interval.linear import Atom
from lkjdsl.domains.interval.ranges import joined
from lkjdsl.domains.interval.sharing import Sharing
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import compare, number
from lkjdsl.proving.proofs import name_of
from tests.domains.test_interval import edition_with, facts_with
from tests.domains.test_interval_operators import possible, program_of
from tests.support import programs


def moves_in(formula: str, constraints: str, rules: str, rows: str = "") -> str:
    """Return how an indicator with this formula moves: ``a+`` rises in a, ``a-`` falls, ``a?`` is unknown."""
    edition = edition_with(formula, constraints, rules)
    program, facts = edition.program(), facts_with(edition, rows)
    moves = direction.directed(program, facts, Sharing.of(facts))[program.results["A"]].moves
    signs = {"rises": "+", "falls": "-", "unknown": "?"}
    return " ".join(
        sorted(sub(r"\b[xy]\.", "", name_of(edition.definition, atom)) + signs[move] for atom, move in moves.items())
    )


@pytest.mark.parametrize(
    ("formula", "constraints", "expected"),
    [
        ("5", "", ""),
        ("a + 2 * b - c", "", "a+ b+ c-"),
        ("q - q", "", ""),
        ("2 * a - (a + b)", "", "a+ b-"),
        ("p * q", "", "p? q+"),
        ("p * r", "", "p+ r+"),
        ("-p * r", "", "p- r-"),
        ("q * q", "", "q?"),
        ("a / b", "", "a+ b-"),
        ("a / k", "", "a+ k-"),
        ("n / k", "", "k? n+"),
        ("-a / k", "", "a- k+"),
        ("1 / r", "", "r-"),
        ("1 / q", "", "q?"),
        ("p / q", "", "p? q?"),
        ("a / (a + b)", "", "a+ b-"),
        ("b / (a + b)", "", "a- b+"),
        ("(a + b) / (a + b)", "", ""),
        ("(a + b) / (a + c)", "", "a? b+ c-"),
        ("(a + b) / (a + c)", "b <= c", "a+ b+ c-"),
        ("(a + b) / (a + c)", "b >= c", "a- b+ c-"),
        ("a / c", "a <= c", "a+ c-"),
        ("1 - a / c", "", "a- c+"),
        ("min(a, 5)", "", "a+"),
        ("min(a, b) - max(a, b)", "", "a? b?"),
        ("clamp(n, 0, 5)", "", "n+"),
        ("abs(q)", "", "q?"),
        ("abs(p - 2)", "", "p-"),
        ("p ^ 2", "", "p+"),
        ("q ^ 2", "", "q?"),
        ("q ^ 3", "", "q+"),
        ("q ^ 0", "", ""),
        ("r ^ -1", "", "r-"),
        ("r ^ -2", "", "r-"),
        ("q ^ -1", "", "q?"),
        ("sqrt(r)", "", "r+"),
        ("exp(-n)", "", "n-"),
        ("ln(r)", "", "r+"),
        ("r ^ p", "", "p? r?"),
        ("round(n, 1) + floor(p) - ceil(q)", "", "n+ p+ q-"),
        ("interpolate(n, 0, 1, 2, 5)", "", "n+"),
        ("interpolate(n, 0, 5, 2, 1)", "", "n-"),
        ("interpolate(n, 0, 5, 2, 5)", "", ""),
        ("interpolate(n, 0, 5, 2, 1, 3, 4)", "", "n?"),
        ("if(f, a, b)", "", "a+ b+ f?"),
        ("if(f, 2, 1)", "", "f+"),
        ("if(n > 5, 2, 1)", "", "n+"),
        ("if(n > 5, 1, 2)", "", "n-"),
        ("if(n >= 5, 2, 1)", "", "n+"),
        ("if(n < 5, 1, 2)", "", "n+"),
        ("if(n <= 5, 2, 1)", "", "n-"),
        ("if(n = 5, 1, 2)", "", "n?"),
        ("if(n > 5, 5, n)", "", "n+"),
        ("if(n > 5, n, 7)", "", "n?"),
        ("if(n > 5 and p > 0.5, 2, 1)", "", "n+ p+"),
        ("if(n > 5 or not (p > 0.5), 2, 1)", "", "n+ p-"),
        ("if(r > 1, a, -a)", "", "a+"),  # the condition always holds
        ("if(b > 0, a / b, 0)", "", "a+ b?"),
        ("sum(a, b, 1)", "", "a+ b+"),
        ("mean(a, -b)", "", "a+ b-"),
        ("geomean(r, k)", "", "k+ r+"),
        ("harmean(r, k)", "", "k+ r+"),
        ("harmean(r, q)", "", "q? r?"),
        ("mean(a / b, 1)", "", "a? b?"),  # where a / b is excluded the mean leaves it out
        ("sum(u)", "", "u+"),
        ("sum(u - v)", "", "u+ v-"),
        ("sum(u) / sum(v)", "", "u+ v-"),
        ("sum(u) / (sum(u) + sum(v))", "", "u+ v-"),
        ("mean(u)", "", "u+"),
        ("max(u * w)", "", "u+ w+"),
        ("count(u > 5)", "", "u+"),
        ("count(u)", "", ""),
        ("sum(if(w > 1.5, u, 0))", "", "u+ w+"),
        ("sum(u / v)", "", "u? v?"),
        ("sum(u * p)", "", "p+ u+"),
        ("a - previous(a)", "", "a+ previous(a)-"),
        ("a * previous(a)", "", "a+ previous(a)+"),
        ("q / (b + 5)", "", "b? q+"),
        ("if(b <= c and c > 0, (a + b) / (a + c), 1)", "", "a+ b+ c-"),
        ("if(a + n > a, 2, 1)", "", "n+"),
        ("if(2 * n < n + a, 2, 1)", "", "a+ n-"),
        ("if(r < 1, a, -a)", "", "a-"),  # the condition never holds
        ("if(count(u) > 3, a, b)", "", "a+ b+"),
        ("harmean(q, q)", "", "q?"),
        ("harmean(r, -k)", "", "k? r?"),
        ("harmean(-r, -k)", "", "k- r-"),
        ("r ^ 1", "", "r+"),
        ("(-r) ^ 2", "", "r+"),
        ("r ^ 0.5", "", "r+"),
        ("r ^ -0.5", "", "r-"),
        ("(-r) ^ -1", "", "r+"),
        ("(-r) ^ -2", "", "r-"),
        ("(q - 3) ^ -1", "", "q-"),
        ("q ^ -2", "", "q?"),
        ("interpolate(n, 0, a, 2, 5)", "", "a? n?"),
        ("interpolate(n, 0, 1, 2, -5)", "", "n-"),
        ("sum(u + 1)", "", "u+"),
        ("sum(u - min(a, b))", "", "a- b- u+"),
        ("mean(sum(u / a), 1)", "", "a? u?"),
        ("B - 2 * B", "", "q-"),
    ],
)
def test_how_a_result_moves(formula: str, constraints: str, expected: str) -> None:
    assert moves_in(formula, constraints, "zero_over_zero = 'exclude'") == expected


@pytest.mark.parametrize(
    ("formula", "rows", "expected"),
    [
        ("sum(u - v)", "[1, 2]; [1, 2]; [1, 1] | [1, 2]; [3, 4]; [1, 1]", "u+ v-"),
        ("sum(u / (u + v))", "[1, 2]; [1, 2]; [1, 1] | [1, 2]; [3, 4]; [1, 1]", "u+ v-"),
        ("sum(u / (u + v))", "[1, 2]; [1, 2]; [1, 1] | [1, 2]; [-1/2, -1/4]; [1, 1]", "u? v-"),
        ("sum(if(v <= w, (u + v) / (u + w), 1))", "[1, 2]; [1, 3]; [2, 3] | [1, 2]; [1, 3]; [2, 4]", "u+ v+ w-"),
    ],
)
def test_how_a_result_moves_where_the_rows_are_known(formula: str, rows: str, expected: str) -> None:
    assert moves_in(formula, "", "zero_over_zero = 'exclude'", rows) == expected


@pytest.mark.parametrize(
    ("name", "operands", "expected"),
    [
        ("applies", "false | true; [1, 2]", "1+"),  # where it is a number at all
        ("interpolate", "[0, 9]; 0; 1; 2; 5", "0+"),
        ("interpolate", "[0, 9]; 0; 1; 0; 5", ""),  # no line goes through points above each other
        ("choose", "unavailable; [1, 2]; [1, 2]", ""),  # it is unavailable whatever is chosen
        ("power", "[1, 2]; excluded", ""),
    ],
)
def test_how_an_operator_moves(name: str, operands: str, expected: str) -> None:
    ranges = [possible(one) for one in operands.split("; ")]
    program, facts = program_of(name, len(ranges)), interval_facts.Facts(ranges)
    moves = direction.directed(program, facts, Sharing.of(facts))[-1].moves
    signs = {"rises": "+", "falls": "-", "unknown": "?"}
    shown = {linear.input_atom(index): str(index) for index in range(len(ranges))}
    assert " ".join(sorted(shown[atom] + signs[move] for atom, move in moves.items())) == expected


def test_a_value_that_the_data_gives_moves_with_itself_alone() -> None:
    steps = (
        Step(OPERATORS["input"], (), Slot(0, "", "error"), programs.ORIGIN),
        Step(OPERATORS["given"], (0,), Given("A", "error"), programs.ORIGIN),
        Step(OPERATORS["earlier"], (), Given("A", "error"), programs.ORIGIN),
    )
    one = possible("[1, 2]")
    for given_, moves in (({}, {linear.input_atom(0): "rises"}), ({"A": one}, {linear.given_atom("A"): "rises"})):
        facts = interval_facts.Facts([one], given=given_, earlier={"A": one})
        found = direction.directed(Program(steps), facts, Sharing.of(facts))
        assert [one.moves for one in found[1:]] == [moves, {}]


@pytest.mark.parametrize(
    ("formula", "rules", "expected"),
    [
        ("a / b", "zero_over_zero = 0", "a+ b-"),  # 0/0 = 0/1
        ("a / b", "zero_over_zero = 1", "a+ b-"),  # from 1 down to 0/1
        ("-a / b", "zero_over_zero = 1", "a- b?"),
        ("a / (a + b)", "zero_over_zero = 0", "a+ b-"),
        ("a / (a + b)", "zero_over_zero = 1", "a? b-"),  # only 1/1 is known to be at most 1
        ("a / b", "zero_over_zero = 0\nover_zero = 0", "a+ b?"),
        ("a / b", "zero_over_zero = 1\nover_zero = 0", "a? b?"),
        ("(a + b) / b", "zero_over_zero = 0", "a+ b?"),
    ],
)
def test_how_a_rule_for_zero_moves(formula: str, rules: str, expected: str) -> None:
    assert moves_in(formula, "", rules) == expected


ALLOWED = {"constant": (None, 0), "rises": (None, 0, 1), "falls": (None, 0, -1), "unknown": (None, 0, 1, -1)}

Data = tuple[exact.Facts, exact.Facts, Atom, interval_facts.Facts]


@st.composite
def raised(draw: st.DrawFn) -> Data:
    """Return data, the same with one value raised, that value, and what both fulfil."""
    data, facts = draw(programs.facts())
    amount = draw(st.sampled_from([Fraction(1, 4), Fraction(1), Fraction(3)]))
    inputs, rows = list(data.inputs), data.rows["rows"]
    places = [index for index, value in enumerate(inputs) if isinstance(value, tuple)]
    if draw(st.booleans()) and places:
        place = draw(st.sampled_from(places))
        inputs[place] = number(Fraction(*inputs[place]) + amount)  # type: ignore[misc] # a number
        ranges = [joined((one, draw(programs.around(value)))) for one, value in zip(facts.inputs, inputs, strict=True)]
        return data, evolve(data, inputs=inputs), linear.input_atom(place), evolve(facts, inputs=ranges, relations=())
    cells = [(column, row) for column in range(programs.COLUMNS) for row in range(rows.length)]
    cells = [(column, row) for column, row in cells if isinstance(rows.values[column][row], tuple)]
    if not cells:
        return data, data, linear.input_atom(0), evolve(facts, relations=())
    column, row = draw(st.sampled_from(cells))
    columns = [list(values) for values in rows.values]
    columns[column][row] = number(Fraction(*columns[column][row]) + amount)  # type: ignore[misc] # a number
    around = draw(programs.around(columns[column][row]))
    table = facts.rows["rows"]
    if table.rows is None:
        table = interval_facts.RowRanges(
            [joined((one, around)) if n == column else one for n, one in enumerate(table.columns)]
        )
    else:
        grid = [list(line) for line in table.rows]
        grid[row][column] = joined((grid[row][column], around))
        table = interval_facts.RowRanges([], grid)
    after = evolve(data, rows={"rows": exact.Columns(rows.length, columns)})
    return data, after, linear.column_atom("rows", column), evolve(facts, rows={"rows": table}, relations=())


def order(before: Value, after: Value) -> int | None:
    """Return how a value moved: above 0 where it rose; None where it is no number or flag before or after."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return compare(after, before)
    if isinstance(before, bool) and isinstance(after, bool):
        return after - before
    return None


def check(program: Program, data: Data) -> None:
    """No step moves the other way."""
    before, after, atom, facts = data
    values = [walk(program, exact.Exact(one)) for one in (before, after)]
    steps: list[dict[Any, Value]] = [dict(zip(program.steps, value, strict=True)) for value in values]
    contexts = contexts_of(program).steps
    found = direction.directed(program, facts, Sharing.of(facts))
    for step, one in zip(program.steps, found, strict=True):
        if all(at[condition] is holds for at in steps for condition, holds in contexts.get(step, ())):
            moved = order(steps[0][step], steps[1][step])
            moves = one.moves.get(atom, "constant")
            assert moved in ALLOWED[moves], f"{step.operator.name} {moves}"


@settings(max_examples=programs.MANY)
@given(program=programs.programs((*programs.RATIONAL, *programs.SHARING)), data=raised())
def test_the_exact_value_never_moves_the_other_way(program: Program, data: Data) -> None:
    check(program, data)


@settings(max_examples=programs.MANY // 4)
@given(program=programs.programs((*programs.RATIONAL, *programs.ROOTS * 3), 5), data=raised())
def test_the_exact_value_of_roots_never_moves_the_other_way(program: Program, data: Data) -> None:
    check(program, data)
