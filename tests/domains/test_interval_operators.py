"""The interval domain on single operators, whatever their operands may be: no range is wider than need be."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import product
from re import fullmatch
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Bands, Division, Given, Pool, Program, Rounds, Setting, Slot, Step
from lkjdsl.domains.interval import domain as interval
from lkjdsl.domains.interval.facts import Facts
from lkjdsl.domains.interval.linear import Relation, atom, input_atom
from lkjdsl.domains.interval.ranges import Range, joined, of_states, of_value
from lkjdsl.model.scales import Band
from lkjdsl.model.values import Rule, State, Value, state, worst
from lkjdsl.numbers.intervals import Interval, between
from lkjdsl.numbers.rational import Number, number
from tests.numbers.test_intervals import read, shown
from tests.support.programs import ORIGIN

KINDS: Sequence[Any] = ("excluded", "unavailable", "invalid")


def possible(text: str) -> Range:
    """Return the range that :func:`told` shows as *text*."""
    return joined([Range(), *(_possible(one) for one in text.split(" | "))])


def _possible(text: str) -> Range:
    if text in (*KINDS, "missing"):
        return of_states(text)  # type: ignore[arg-type] # one of them
    if text in ("true", "false"):
        return of_value(text == "true")
    if text == "any text":
        return Range(texts=None)
    if text.startswith('"'):
        return of_value(text.strip('"'))
    return of_value(number(Fraction(text))) if fullmatch(r"[-\d/]+", text) else Range(read(text))


def told(found: Range) -> str:
    """Return everything that is possible: ``[1, 2] | excluded``, with ``Z`` after an interval of whole numbers."""
    numbers = found.numbers
    parts = [] if numbers is None else [shown(numbers) if numbers.point is None else str(Fraction(*numbers.point))]
    parts += [str(flag).lower() for flag in sorted(found.flags)]
    parts += ["any text"] if found.texts is None else [f'"{text}"' for text in sorted(found.texts)]
    return " | ".join([*parts, *sorted(found.states)])


@pytest.mark.parametrize(
    ("found", "inside"),
    [
        ("[1, 2]", [(1, 1), (3, 2)]),
        ("[1, 2] Z | excluded", [(1, 1), state("excluded", "zero-over-zero", "x")]),
        ('true | "a"', [True, "a"]),
        ('"a" | "b"', ["a", "b"]),
        ("any text | false", [False, "a", "b"]),
        ("invalid", [state("invalid", "zero-over-zero", "x")]),
    ],
)
def test_which_values_are_possible(found: str, inside: Sequence[Value]) -> None:
    states = [state(kind, "zero-over-zero", "x") for kind in KINDS]
    every: Sequence[Value] = [(1, 1), (3, 2), (3, 1), True, False, "a", "b", *states]
    assert [value for value in every if value in possible(found)] == inside


def program_of(name: str, count: int, setting: Setting = None) -> Program:
    """Return the program of one operator on *count* values of the data."""
    leaves = [Step(OPERATORS["input"], (), Slot(index, "", "error"), ORIGIN) for index in range(count)]
    operator = OPERATORS[name]
    setting = Pool() if setting is None and operator.states == "pooling" else setting
    return Program((*leaves, Step(operator, tuple(range(count)), setting, ORIGIN)))


def range_after(name: str, operands: Sequence[Range], setting: Setting = None) -> Range:
    """Return what the operator *name* may give where the values of the data lie in *operands*."""
    return interval.ranges_of(program_of(name, len(operands), setting), Facts(operands))[-1]


def range_told(name: str, operands: str, setting: Setting = None) -> str:
    """Return what an operator may give, all ranges as texts, with a semicolon between the operands."""
    return told(range_after(name, [possible(one) for one in operands.split("; ") if one], setting))


@pytest.mark.parametrize(
    ("name", "operands", "expected"),
    [
        ("add", "[0, 1] Z; [0, 2] Z; [1, 2] Z", "[1, 5] Z"),
        ("add", "[0, 1]; 2", "[2, 3]"),
        ("absolute", "(-3, 2] Z", "[0, 2] Z"),
        ("floor", "[1/2, 5/2]", "[0, 2] Z"),
        ("floor", "(1, 3)", "[1, 2] Z"),
        ("floor", "(1, 5/2)", "[1, 2] Z"),
        ("floor", "(-oo, 2)", "(-oo, 1] Z"),
        ("ceil", "(1, 3)", "[2, 3] Z"),
        ("ceil", "[1/2, 5/2]", "[1, 3] Z"),
        ("ceil", "(3/2, oo)", "[2, oo) Z"),
        ("less", "[0, 1]; [2, 3]", "true"),
        ("less", "[0, 1]; [1, 3]", "false | true"),
        ("less", "[1, 2]; [0, 1]", "false"),
        ("at-most", "[0, 1]; [1, 3]", "true"),
        ("at-most", "[0, 1]; [2, 3]", "true"),
        ("at-most", "[0, 2]; [1, 3]", "false | true"),
        ("at-most", "(1, 2]; [0, 1]", "false"),
        ("greater", "[2, 3]; [0, 1]", "true"),
        ("greater", "[1, 3]; [0, 1]", "false | true"),
        ("greater", "[0, 1]; [1, 2]", "false"),
        ("at-least", "[1, 3]; [0, 1]", "true"),
        ("at-least", "[2, 3]; [0, 1]", "true"),
        ("at-least", "[1, 3]; [0, 2]", "false | true"),
        ("at-least", "[0, 1]; (1, 2]", "false"),
        ("equal", "[0, 1]; [1, 2]", "false | true"),
        ("equal", "[0, 1]; [2, 3]", "false"),
        ("equal", "[2, 3]; [0, 1]", "false"),
        ("equal", "1; 1", "true"),
        ("different", "[0, 1]; [1, 2]", "false | true"),
        ("different", "[0, 1]; [2, 3]", "true"),
        ("different", "1; 1", "false"),
        ("equal", '"a"; "b"', "false"),
        ("equal", '"a"; "a"', "true"),
        ("equal", '"a"; "a" | "b"', "false | true"),
        ("equal", '"a"; any text', "false | true"),
        ("different", 'any text; "a"', "false | true"),
        ("different", '"a"; "b"', "true"),
        ("equal", "true; false", "false"),
        ("equal", "true; true", "true"),
        ("equal", "true; false | true", "false | true"),
        ("equal", "false | true; 1", ""),  # values of two kinds are never compared
        ("equal", '"a" | "b"; 1', ""),
        ("and", "true; false | true", "false | true"),
        ("and", "false; false | true", "false"),
        ("and", "true; true", "true"),
        ("or", "false; false | true", "false | true"),
        ("or", "true; false | true", "true"),
        ("or", "false; false", "false"),
        ("not", "true", "false"),
        ("not", "false | true | invalid", "false | true | invalid"),
        ("choose", "true; 1; 2", "1"),
        ("choose", "false; 1; 2", "2"),
        ("choose", "false | true; 1; 3", "[1, 3] Z"),
        ("choose", "unavailable; 1; 2", "unavailable"),
        ("choose", "true | unavailable; 1; 2 | invalid", "1 | unavailable"),
        ("choose", "false | true; 1 | excluded; 1 | invalid", "1 | excluded | invalid"),
        ("applies", "true; [1, 2]", "[1, 2]"),
        ("applies", "false; [1, 2]", "excluded"),
        ("applies", "false | true; [1, 2] | invalid", "[1, 2] | excluded | invalid"),
        ("interpolate", "[0, 2]; [0, 1]; 10; [1, 2]; 40", "[10, 40] | invalid"),
        ("interpolate", "[0, 2]; [0, 1); 10; [1, 2]; 40", "[10, 40]"),
        ("interpolate", "[0, 2]; [1, 2]; 10; [0, 1]; 40", "invalid"),
        ("interpolate", "[0, 2]; 0; 10; 2; [30, 40]", "[10, 40]"),  # where points are unknown: between all heights
        ("interpolate", "[0, 2]; 0; 10 | 20; 2; [30, 40] Z", "[10, 40]"),
        ("interpolate", "[0, 1]; 0; 1; 0; 5; 9; 7", "invalid"),  # no line goes through points above each other
        ("interpolate", "(-oo, -5]; 0; 10; 2; 50", "10"),
        ("interpolate", "[5, oo); 0; 10; 2; 50; 4; 20", "20"),
        ("interpolate", "(-oo, 1]; 0; 10; 2; 50; 4; 20", "[10, 30]"),
        ("interpolate", "[3, oo); 0; 10; 2; 50; 4; 20", "[20, 35]"),
        ("interpolate", "[1, 3] Z; 0; 10; 2; 50; 4; 20", "[30, 50]"),
    ],
)
def test_what_an_operator_may_give(name: str, operands: str, expected: str) -> None:
    assert range_told(name, operands) == expected


@pytest.mark.parametrize(
    ("operand", "digits", "expected"),
    [
        ("[1/3, 2/3]", 0, "[0, 1] Z"),
        ("[1/3, 2/3]", 1, "[3/10, 7/10]"),
        ("(1/4, 3/4)", 1, "[3/10, 4/5]"),  # what is rounded reaches its ends
        ("[14, 26] Z", -1, "[10, 30] Z"),
        ("[14, 26] Z", 1, "[14, 26] Z"),
        ("[14, 29/2]", 1, "[14, 29/2]"),
        ("[1, oo)", 0, "[1, oo) Z"),
    ],
)
def test_what_a_rounded_number_may_be(operand: str, digits: int, expected: str) -> None:
    assert range_told("round", operand, Rounds(digits, "half-up")) == expected


@pytest.mark.parametrize(
    ("operands", "zero", "over", "expected"),
    [
        ("[1, 2]; [2, 4]", "exclude", "error", "[1/4, 1]"),
        ("[1, 2]; [0, 4]", "exclude", "error", "[1/4, oo) | invalid"),
        ("[0, 2]; [1, 4]", "exclude", "error", "[0, 2]"),
        ("[0, 2]; [0, 4]", "exclude", "unavailable", "[0, oo) | excluded | unavailable"),
        ("0; [0, 4]", "exclude", "error", "0 | excluded"),
        ("0; 0", "exclude", "error", "excluded"),
        ("0; 0", (1, 1), "error", "1"),
        ("1; 0", (1, 1), (2, 1), "2"),
        ("[0, 1]; 0", (1, 1), (2, 1), "[1, 2] Z"),
        ("[1, 2]; [0, 4] Z", "exclude", (-3, 1), "[-3, 2]"),
        ("[1, 2] | excluded; [2, 4] | invalid", "exclude", "error", "[1/4, 1] | excluded | invalid"),
        ("unavailable; [2, 4] | excluded | invalid", "exclude", "error", "invalid | unavailable"),
        ("excluded; unavailable", "exclude", "error", "unavailable"),
    ],
)
def test_what_a_quotient_may_be(operands: str, zero: Rule, over: Rule, expected: str) -> None:
    assert range_told("divide", operands, Division(zero, over)) == expected


BANDS = (Band((90, 1), False, "high"), Band((75, 1), True, "middle"), Band((0, 1), False, "low"))


@pytest.mark.parametrize(
    ("value", "printed", "expected"),
    [
        ("[0, 100]", None, '"high" | "low" | "middle"'),
        ("90", None, '"high"'),
        ("[80, 90)", None, '"middle"'),
        ("[75, 90)", None, '"low" | "middle"'),
        ("75", None, '"low"'),
        ("(75, 80]", None, '"middle"'),
        ("[-1, 0)", None, "unavailable"),
        ("[-1, 0]", None, '"low" | unavailable'),
        ("[80, 95] | excluded", None, '"high" | "middle" | excluded'),
        ("[80, 89]", 0, '"middle"'),
        ("[80, 179/2]", 0, '"high" | "middle"'),  # 89.5 is printed as 90
    ],
)
def test_which_bands_a_value_may_lie_in(value: str, printed: int | None, expected: str) -> None:
    setting = Bands(BANDS, None if printed is None else Rounds(printed, "half-up"))
    assert range_told("band", value, setting) == expected


@pytest.mark.parametrize(
    ("name", "operands", "expected"),
    [
        ("sqrt", "[4, 9]", "[2, 3]"),
        ("sqrt", "(0, 9)", "(0, 3]"),  # an end that may be rounded is taken as reached
        ("sqrt", "[-1, 4]", "[0, 2] | invalid"),
        ("sqrt", "[-2, -1]", "invalid"),
        ("sqrt", "[4, oo)", "[2, oo)"),
        ("ln", "1", "0"),
        ("ln", "(0, 1]", "(-oo, 0]"),
        ("ln", "(1, oo)", "(0, oo)"),
        ("ln", "[0, 1]", "(-oo, 0] | invalid"),
        ("ln", "[-2, 0]", "invalid"),
        ("exp", "0", "1"),
        ("exp", "(-oo, 0]", "(0, 1] | invalid"),  # e to a very negative number is too long
        ("exp", "[0, oo)", "[1, oo) | invalid"),
        ("exp", "(-oo, oo)", "(0, oo) | invalid"),
        ("exp", "[0, 1000000000]", "[1, oo) | invalid"),
        ("power", "[4, 9]; 1/2", "[2, 3]"),
        ("power", "[0, 9]; 1/2", "[0, 3]"),
        ("power", "(0, oo); 3/2", "(0, oo)"),
        ("power", "[-1, 9]; 1/2", "[0, 3] | invalid"),
        ("power", "[4, 25]; -1/2", "[1/5, 1/2]"),
        ("power", "[0, 4]; -1/2", "[1/2, oo) | invalid"),
        ("power", "(0, 4]; -1/2", "[1/2, oo)"),
        ("power", "[4, oo); -1/2", "(0, 1/2]"),
        ("power", "[-4, -1]; -1/2", "invalid"),
        ("power", "[1, 2]; 0", "1"),
        ("power", "[-1, 2]; 0", "1 | invalid"),
        ("power", "[-2, 3]; 3", "[-8, 27]"),
        ("power", "(0, 3); 1", "(0, 3]"),
        ("power", "(-3, 0); 3", "[-27, 0)"),
        ("power", "(-2, 1]; 2", "[0, 4]"),
        ("power", "[2, 4]; -1", "[1/4, 1/2]"),
        ("power", "[-4, -2]; -1", "[-1/2, -1/4]"),
        ("power", "(-oo, -2]; -1", "[-1/2, 0)"),
        ("power", "[2, oo); -1", "(0, 1/2]"),
        ("power", "(0, oo); -1", "(0, oo)"),
        ("power", "[-2, 4]; -1", "(-oo, oo) | invalid"),
        ("power", "[0, 4]; -1", "[1/4, oo) | invalid"),
        ("power", "[-4, -2]; -2", "[1/16, 1/4]"),
        ("power", "[-2, 4]; -2", "[1/16, oo) | invalid"),
        ("power", "0; -2", "invalid"),
        ("power", "[1, 9]; 387420489", "[1, oo) | invalid"),
        ("power", "[2, 4]; [1, 2]", "[2, 16]"),
        ("power", "[1/2, 2]; [-1, 1]", "[1/2, 2]"),
        ("power", "[2, 4]; [-2, -1]", "[1/16, 1/2]"),
        ("power", "(0, 2]; [1, 2]", "(0, oo)"),
        ("power", "[2, 4]; [1, oo)", "(0, oo)"),
        ("power", "[2, 4]; [1, 387420489]", "(0, oo)"),
        ("power", "[0, 2]; [1, 2]", "[0, oo) | invalid"),
        ("power", "[-1, 2]; [1, 2]", "(-oo, oo) | invalid"),
        ("power", "[-2, -1]; [1, 2]", "(-oo, oo) | invalid"),
        ("geometric-mean", "[2, 8]; [2, 8]", "[2, 8]"),
        ("geometric-mean", "[1, 4]; [4, 9]", "[2, 6]"),
        ("geometric-mean", "[1, 4) | excluded", "[1, 4] | excluded"),
        ("geometric-mean", "[1, 4]; [4, 9] | excluded", "[1, 9]"),
        ("geometric-mean", "(0, 4]; [4, 9] | excluded", "(0, 9]"),
        ("geometric-mean", "[1, oo); [4, 9] | excluded", "[1, oo)"),
        ("geometric-mean", "[0, 4]; 1", "(0, 2] | invalid"),
        ("geometric-mean", "(0, 4]; [1, oo)", "(0, oo)"),
        ("geometric-mean", "[1, oo); 4", "[2, oo)"),
        ("geometric-mean", "[-1, 0]; [1, 2]", "invalid"),
        ("geometric-mean", "[-1, 0] | excluded; [1, 2]", "[1, 2] | invalid"),
        ("geometric-mean", "[-1, 0] | excluded", "excluded | invalid"),
        ("harmonic-mean", "3; 6", "4"),
        ("harmonic-mean", "[2, 3]; [2, 6]", "[2, 4]"),
        ("harmonic-mean", "(0, 3]; 6", "(0, 4]"),
        ("harmonic-mean", "[-6, -3]; [-6, -3]", "[-6, -3]"),
        ("harmonic-mean", "[-6, -3] | excluded; [-6, -3]", "[-6, -3]"),
        ("harmonic-mean", "[-6, 3]; 6", "(-oo, oo) | invalid"),
        ("harmonic-mean", "[0, 3]; 6", "(-oo, oo) | invalid"),
        ("harmonic-mean", "[-3, 0]; -6", "(-oo, oo) | invalid"),
    ],
)
def test_what_powers_roots_and_their_means_may_be(name: str, operands: str, expected: str) -> None:
    assert range_told(name, operands, Pool() if name.endswith("mean") else None) == expected


FIFTY = Context(prec=50)


@pytest.mark.parametrize(
    ("name", "operand", "digits"),
    [
        ("sqrt", "2", FIFTY.sqrt(Decimal(2))),
        ("ln", "2", FIFTY.ln(Decimal(2))),
        ("exp", "-1", FIFTY.exp(Decimal(-1))),
        ("exp", "117", FIFTY.exp(Decimal(117))),  # has 51 digits before the point
        ("exp", "200", FIFTY.exp(Decimal(200))),
    ],
)
def test_a_number_that_is_rounded_to_50_digits_lies_between_the_two_next_to_it(
    name: str, operand: str, digits: Decimal
) -> None:
    found = range_after(name, [possible(operand)]).numbers
    assert found == between(*(number(Fraction(one)) for one in (FIFTY.next_minus(digits), FIFTY.next_plus(digits))))


@pytest.mark.parametrize(("operand", "digits"), [("1/9", int("3" * 50)), ("4/9", int("6" * 50))])
def test_an_exact_number_of_more_digits_lies_between_two_of_50(operand: str, digits: int) -> None:
    assert range_after("sqrt", [possible(operand)]).numbers == between((digits, 10**50), (digits + 1, 10**50))


@pytest.mark.parametrize(
    ("name", "operands", "expected"),
    [
        ("sum", "[0, 3] Z; [1, 2] Z", "[1, 5] Z"),
        ("sum", "[1, oo); (2, 3]", "(3, oo)"),
        ("sum", "(-oo, 1); [2, 3]", "(-oo, 4)"),
        ("sum", "[1, 2]; (-oo, 3] | excluded", "(-oo, 5]"),
        ("sum", "[1, 2]; (-oo, -3] | excluded", "(-oo, 2]"),
        ("mean", "[1, 3] Z; [1, 2] Z", "[1, 5/2]"),
        ("mean", "[1, oo); [0, 1]", "[1/2, oo)"),
        ("mean", "(-oo, 1] | excluded; [5, 6]", "(-oo, 6]"),
        ("max", "[1, oo) | excluded; [0, 3]", "[0, oo)"),
        ("sum", "[1, 2]; [-1, 0) | excluded", "[0, 2]"),
        ("sum", "[1, 2]; [0, 1/2] | excluded", "[1, 5/2]"),
        ("mean", "[1, 2]; [1, 2) | excluded", "[1, 2]"),
        ("mean", "[0, 1]; [2, 3) | excluded", "[0, 2)"),
        ("mean", "0; 1 | excluded; 10 | excluded", "[0, 5]"),  # only the highest raises it
        ("max", "(-oo, 1]; [0, 3]", "[0, 3]"),
        ("max", "[1, 2] Z; [0, 3] Z | excluded", "[1, 3] Z"),
        ("min", "(-oo, 1]; [0, 3]", "(-oo, 1]"),
        ("min", "[1, 2]; [3, oo) | excluded", "[1, 2]"),
        ("count", "[1, 2]; [3, 4] | excluded", "[1, 2] Z"),
        ("count", "[1, 2]; excluded", "1"),
        ("count", "true; false; false | true", "[1, 2] Z"),
        ("count", "true | excluded; false | true | excluded", "[0, 2] Z | excluded"),
        ("count", "[1, 2] | invalid; true", "2 | invalid"),
        ("count", "invalid; [1, 2] | unavailable", "invalid"),
        ("sum", "unavailable; [1, 2] | invalid | excluded", "invalid | unavailable"),
        ("sum", "unavailable; excluded", "unavailable"),
        ("mean", "", "unavailable"),  # of nothing
        ("count", "", "unavailable"),
        ("sum", "excluded; excluded", "excluded"),
        ("sum", "excluded; [1, 2]", "[1, 2]"),
        ("sum", "excluded; [1, 2] | excluded | unavailable", "[1, 2] | excluded | unavailable"),
    ],
)
def test_what_an_aggregate_may_give(name: str, operands: str, expected: str) -> None:
    assert range_told(name, operands, Pool()) == expected


@pytest.mark.parametrize(
    ("minimum", "weights", "operands", "expected"),
    [
        (1, (1, 1), "[1, 2]; [1, 2] | excluded", "[1, 2]"),
        (2, (1, 1), "[1, 2]; [1, 2] | excluded", "[1, 2] | unavailable"),
        (2, (1, 1), "[1, 2]; [1, 2]", "[1, 2]"),
        (2, (1, 1), "[1, 2]; excluded", "unavailable"),
        (3, (1, 1), "[1, 2]; [1, 2]", "unavailable"),
        (2, (1, 1), "[1, 2]; invalid", "invalid"),
        ((1, 2), (3, 1), "[1, 2]; [1, 2] | excluded", "[1, 2]"),
        ((1, 2), (1, 1), "[1, 2]; [1, 2] | excluded", "[1, 2]"),
        ((1, 2), (1, 3), "[1, 2]; [1, 2] | excluded", "[1, 2] | unavailable"),
        ((1, 2), (1, 3), "[1, 2]; excluded", "unavailable"),
        ((1, 2), (1, 1), "[1, 2]; excluded", "[1, 2]"),
    ],
)
def test_what_too_few_available_values_may_give(
    minimum: int | Number, weights: tuple[int, ...], operands: str, expected: str
) -> None:
    setting = Pool(tuple((weight, 1) for weight in weights), minimum)
    assert range_told("weighted-mean", operands, setting) == expected


@pytest.mark.parametrize(
    ("value", "missing", "expected"),
    [
        ("[1, 2]", "error", "[1, 2]"),
        ("[1, 2] | excluded", "error", "[1, 2] | excluded"),
        ("[1, 2] | missing", "error", "[1, 2] | invalid"),
        ("[1, 2] | missing", "exclude", "[1, 2] | excluded"),
        ("[1, 2] | missing", (0, 1), "[0, 2]"),
        ("missing", (0, 1), "0"),
        ("missing", "unavailable", "unavailable"),
        ('"a" | missing', "exclude", '"a" | excluded'),
    ],
)
def test_what_is_read_of_a_value_that_may_be_missing(value: str, missing: Rule, expected: str) -> None:
    cell = possible(value)
    reading = [Step(OPERATORS[name], (), Slot(0, "", missing), ORIGIN) for name in ("input", "previous")]
    given = Step(OPERATORS["given"], (), Given("A", missing), ORIGIN)
    found = interval.ranges_of(Program((*reading, given)), Facts([cell], {}, {"A": cell}, [cell]))
    assert [told(one) for one in found] == [expected] * 3


def test_what_is_read_where_the_data_of_the_year_before_or_a_given_value_is_absent() -> None:
    steps = (
        Step(OPERATORS["previous"], (), Slot(0, "", "exclude"), ORIGIN),
        Step(OPERATORS["earlier"], (), Given("A", "exclude"), ORIGIN),
        Step(OPERATORS["given"], (), Given("A", "error"), ORIGIN),
        Step(OPERATORS["given"], (0,), Given("A", "error"), ORIGIN),
    )
    assert [told(one) for one in interval.ranges_of(Program(steps), Facts([]))] == [
        "excluded", "unavailable", "invalid", "excluded",
    ]  # fmt: skip
    facts = Facts([], given={"A": possible("[1, 2]")}, previous=[possible("3")], earlier={"A": possible("[4, 5]")})
    assert [told(one) for one in interval.ranges_of(Program(steps), facts)] == ["3", "[4, 5]", "[1, 2]", "[1, 2]"]


def test_two_values_that_the_data_gives_are_two_values() -> None:
    given_ = [Step(OPERATORS["given"], (), Given(path, "error"), ORIGIN) for path in ("A", "B")]
    program = Program((*given_, Step(OPERATORS["subtract"], (0, 1), None, ORIGIN)))
    found = interval.ranges_of(program, Facts([], given={"A": possible("[1, 2]"), "B": possible("[1, 2]")}))
    assert told(found[-1]) == "[-1, 1]"


@pytest.mark.parametrize(
    ("part", "whole", "missing", "expected"),
    [
        ("[0, oo)", "[0, 5]", "error", ["[0, 5]", "[0, 1] | excluded"]),
        ("[0, oo)", "[0, 5] | missing", "exclude", ["[0, oo)", "[0, 1] | excluded"]),  # only where both are known
        ("[0, oo) | missing", "[0, 5]", "exclude", ["[0, 5] | excluded", "[0, 1] | excluded"]),
        ("[0, oo) | missing", "(0, 5]", (7, 1), ["[0, oo)", "[0, oo)"]),  # 7, whatever the whole is
    ],
)
def test_what_a_constraint_says_of_a_part_and_of_its_share(
    part: str, whole: str, missing: Rule, expected: list[str]
) -> None:
    at_most = Relation(atom(input_atom(1)) - atom(input_atom(0)), ">=")
    steps = [Step(OPERATORS["input"], (), Slot(index, "", missing), ORIGIN) for index in range(2)]
    program = Program((*steps, Step(OPERATORS["divide"], (0, 1), Division("exclude", "error"), ORIGIN)))
    found = interval.ranges_of(program, Facts([possible(part), possible(whole)], relations=[at_most]))
    assert [told(found[0]), told(found[2])] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("min", "[0, 1] | excluded"),
        ("cap", "[0, 1] | excluded"),
        ("max", "[1, oo) | excluded | invalid"),
        ("bound-below", "[1, oo) | excluded | invalid"),
    ],
)
def test_what_is_left_within_a_bound_over_the_bound(name: str, expected: str) -> None:
    program = program_of(name, 2)
    share = Step(OPERATORS["divide"], (2, 1), Division("exclude", "error"), ORIGIN)
    found = interval.ranges_of(Program((*program.steps, share)), Facts([possible("[0, oo)")] * 2))
    assert told(found[-1]) == expected


def test_a_weighted_mean_knows_its_parts() -> None:
    program = program_of("weighted-mean", 2, Pool(((3, 1), (1, 1))))
    rest = Step(OPERATORS["subtract"], (2, 1), None, ORIGIN)
    found = interval.ranges_of(Program((*program.steps, rest)), Facts([possible("[0, 1]")] * 2))
    assert told(found[-1]) == "[-3/4, 3/4]"


@pytest.mark.parametrize(
    ("above", "first", "second", "expected"),
    [
        (("add", (0, 0)), "(0, 1)", "[1, oo)", "(0, 1)"),  # (a + a) / (a + b)
        (("add", (0, 0)), "[0, 1]", "[1, oo)", "[0, 1]"),
        (("subtract", (0, 1)), "(0, 1)", "[1, oo)", "(-1, 0)"),  # (a - b) / (a + b)
        (("subtract", (0, 1)), "[0, 1]", "[1, oo)", "[-1, 0]"),
    ],
)
def test_a_bound_that_an_open_end_leads_to_is_open(
    above: tuple[str, tuple[int, int]], first: str, second: str, expected: str
) -> None:
    sums = [Step(OPERATORS[name], arguments, None, ORIGIN) for name, arguments in (above, ("add", (0, 1)))]
    share = Step(OPERATORS["divide"], (2, 3), Division("exclude", "error"), ORIGIN)
    program = Program((*program_of("add", 2).steps[:2], *sums, share))
    assert told(interval.ranges_of(program, Facts([possible(first), possible(second)]))[-1]) == expected


# The law: an end of a range is reached, or where it is open, operands lead as near to it as one likes.

NEAR = Fraction(1, 10**6)


@frozen
class Choice:
    """A value that an operand may take; ``open`` where it only comes as near to it as one likes."""

    value: Value
    open: bool = False


@frozen
class Operand:
    """What an operand may be, and the values of it that decide what an operator may give at most and at least."""

    range: Range
    choices: Sequence[Choice]


@st.composite
def operands(draw: st.DrawFn) -> Operand:
    """Return a range that is bounded on both sides, or has only states."""
    states = draw(st.sampled_from([(), (), (), ("excluded",), ("excluded",), KINDS[:2], KINDS[1:]]))
    choices = [Choice(state(kind, "zero-over-zero", "x")) for kind in states]
    if states and draw(st.integers(0, 4)) == 0:
        return Operand(of_states(*states), choices)
    low = Fraction(draw(st.integers(-6, 6)), 2)
    high = low + Fraction(draw(st.integers(0, 6)), 2)
    low_open, high_open = (low < high and draw(st.booleans()) for _ in range(2))
    choices += [Choice(number(low), low_open), Choice(number(high), high_open)]
    choices += [Choice(number(one)) for one in (low + NEAR, high - NEAR) if low < one < high]
    return Operand(Range(Interval(number(low), number(high), low_open, high_open), states=frozenset(states)), choices)


def check_ends(name: str, drawn: Sequence[Operand], setting: Setting = None) -> None:
    """The range of an operator goes from the least to the greatest of its exact answers, and has their states."""
    step = Step(OPERATORS[name], (), setting, ORIGIN)
    exact: Any = step.operator.exact
    numbers, states = [], set()
    for chosen in product(*(one.choices for one in drawn)):
        values = [one.value for one in chosen]
        decided = worst(values) if step.operator.states == "strict" else None
        answer = decided or exact(step, *values)
        if isinstance(answer, State):
            states.add(answer.kind)
        else:
            numbers.append((Fraction(*answer), any(one.open for one in chosen)))
    found = range_after(name, [one.range for one in drawn], setting)
    assert found.states == states
    assert (found.numbers is None) == (not numbers)
    if found.numbers is not None:
        low, low_open = min(numbers)
        high, high_open = max(numbers, key=lambda one: (one[0], not one[1]))
        assert found.numbers.sides() == ((number(low), low_open), (number(high), high_open))


@pytest.mark.parametrize("name", ["sum", "mean", "weighted-mean", "min", "max"])
@settings(max_examples=30)
@given(drawn=st.lists(st.tuples(operands(), st.integers(1, 3)), min_size=1, max_size=3))
def test_the_ends_of_an_aggregate_are_reached(name: str, drawn: Sequence[tuple[Operand, int]]) -> None:
    weights = tuple((weight, 1) for _, weight in drawn) if name == "weighted-mean" else None
    check_ends(name, [operand for operand, _ in drawn], Pool(weights))


@settings(max_examples=60)
@given(drawn=st.lists(st.tuples(operands(), st.integers(1, 3)), min_size=3, max_size=4))
def test_the_ends_of_a_mean_are_reached_whose_excluded_weight_is_shared_out_equally(
    drawn: Sequence[tuple[Operand, int]],
) -> None:
    weights = tuple((weight, 1) for _, weight in drawn)
    check_ends("weighted-mean", [operand for operand, _ in drawn], Pool(weights, equal=True))


@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "cap", "bound-below", "clamp", "negate"])
@settings(max_examples=30)
@given(data=st.data())
def test_the_ends_of_a_strict_operator_are_reached(name: str, data: st.DataObject) -> None:
    check_ends(name, [data.draw(operands()) for _ in range(OPERATORS[name].least)])
