"""What the formulas of the sheet domain are sure of is exact, also where spreadsheets hide differences."""

from fractions import Fraction
from random import Random
from typing import get_args

import pytest

from lkjdsl.core import operators as of
from lkjdsl.core.program import Division, Held, Operator, Origin, Pool, Program, Rounds, Setting, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.domains.sheet.cells import UNKNOWN
from lkjdsl.domains.sheet.domain import Sheet
from lkjdsl.domains.sheet.writer import Writer
from lkjdsl.numbers.rational import Number, Rounding, number
from lkjdsl.units import FLAG, PLAIN
from tests.operator_laws.sheet import Column, agrees
from tests.support.spreadsheet import Spreadsheet

ORIGIN = Origin("A", "formula")
ERROR = Division("error", "error")
MODES = get_args(Rounding)


def step(operator: Operator, *arguments: int, setting: Setting = None) -> Step:
    return Step(operator, arguments, setting, ORIGIN, FLAG if operator.holds_for else PLAIN)


def evaluated(steps: list[Step], inputs: list[Number], *, snapping: bool = True) -> tuple[object, tuple[float, ...]]:
    """Return the exact value of the last step, and its four cells."""
    program, facts = Program(tuple(steps)), Facts(list(inputs))
    column = Column(facts)
    found = walk(program, Sheet(Writer(column)))[-1]
    sheet = Spreadsheet(column.cells, snapping)
    cells = tuple(sheet.value(one) for one in (found.value, found.state, found.denominator, found.error))
    return walk(program, Exact(facts))[-1], cells


def read(count: int) -> list[Step]:
    return [step(of.INPUT, setting=Slot(at, "x.a", "error")) for at in range(count)]


def test_the_evaluator_has_the_habits_of_spreadsheets() -> None:
    sheet = Spreadsheet({"A1": 1 - 2**-52, "A2": 0.1, "A3": 1 + 2**-50}, snapping=True)
    assert sheet.value("INT(A1)") == 1
    assert sheet.value("A2+0.2-0.3") == 0
    assert sheet.value("A3=1") is True
    plain = Spreadsheet(sheet.cells)
    assert (plain.value("INT(A1)"), plain.value("A3=1")) == (0, False)


@pytest.mark.parametrize("snapping", [False, True])
@pytest.mark.parametrize("mode", MODES)
def test_what_is_sure_of_a_weighted_mean_of_quotients_is_its_printed_value(mode: str, snapping: bool) -> None:
    draw, unsure, ties = Random(f"{mode} {snapping}"), 0, 0  # noqa: S311 - for a test
    for _ in range(60):
        inputs = []
        for _ in range(3):
            below = draw.choice((8, 16, 20, 40, 125, 200, 800, 2000, 20000, 7, 9, 7630, draw.randint(1, 10**9)))
            inputs += [(draw.randint(0, below), 1), (below, 1)]
        if draw.random() < 1 / 2:  # three parts of one whole, whose mean is a tie to four digits
            inputs = [one for _ in range(3) for one in ((2 * draw.randint(0, 9999) + 1, 1), (20000, 1))]
            inputs[2:] = inputs[:2] * 2
        sign = draw.choice((1, -1))
        inputs = [(sign * one[0], 1) if at % 2 == 0 else one for at, one in enumerate(inputs)]
        steps = read(6)
        steps += [step(of.DIVIDE, 2 * at, 2 * at + 1, setting=ERROR) for at in range(3)]
        weights = draw.choice((((1, 3), (1, 3), (1, 3)), ((7, 10), (1, 5), (1, 10)), ((1, 9), (3, 9), (5, 9))))
        steps.append(step(of.WEIGHTED_MEAN, 6, 7, 8, setting=Pool(weights)))
        steps.append(step(of.ROUND, 9, setting=Rounds(draw.choice((2, 4)), mode)))  # type: ignore[arg-type] # a mode
        exact, cells = evaluated(steps, inputs, snapping=snapping)
        mean = Fraction(*walk(Program(tuple(steps)), Exact(Facts(list(inputs))))[9])  # type: ignore[misc]
        ties += (mean * 20000).denominator == 1
        if cells[3] >= float(UNKNOWN):
            unsure += 1
        else:
            assert agrees(exact, cells), (exact, cells, inputs)  # type: ignore[arg-type]
            assert cells[0] == exact[0] / exact[1]  # type: ignore[index]
    assert ties > 15
    assert unsure < 3


def test_a_mean_whose_excluded_weight_is_shared_out_equally_is_its_exact_value() -> None:
    draw, unsure = Random(7), 0  # noqa: S311 - for a test
    steps = read(6)
    steps += [step(of.DIVIDE, 2 * at, 2 * at + 1, setting=Division("exclude", "exclude")) for at in range(3)]
    for weights in (((1, 3), (1, 3), (1, 3)), ((7, 10), (1, 5), (1, 10)), ((1, 9), (3, 9), (5, 9))) * 10:
        inputs = [(draw.randint(1, 20000), 1) for _ in range(6)]
        for gone in draw.sample(range(3), draw.randint(0, 3)):
            inputs[2 * gone : 2 * gone + 2] = [(0, 1), (0, 1)]
        mean = step(of.WEIGHTED_MEAN, 6, 7, 8, setting=Pool(weights, equal=True))
        exact, cells = evaluated([*steps, mean, step(of.ROUND, 9, setting=Rounds(2, "half-up"))], inputs)
        unsure += cells[3] >= float(UNKNOWN)
        assert cells[3] >= float(UNKNOWN) or agrees(exact, cells), (exact, cells, inputs)  # type: ignore[arg-type]
    assert unsure < 3


@pytest.mark.parametrize("operator", [of.LESS, of.AT_MOST, of.GREATER, of.AT_LEAST, of.EQUAL, of.DIFFERENT])
def test_what_is_sure_of_a_comparison_is_true_of_numbers_a_hair_apart(operator: Operator) -> None:
    draw, unsure = Random(operator.name), 0  # noqa: S311 - for a test
    hairs = [Fraction(0), *(sign * Fraction(1, 10**power) for power in range(3, 19) for sign in (1, -1))]
    for hair in hairs * 6:
        whole = draw.choice((Fraction(3, 10), Fraction(1), Fraction(7, 3), Fraction(10**6)))
        first = whole * Fraction(draw.randint(1, 9), 10)
        inputs = [number(one) for one in (first, whole - first, whole + hair)]
        exact, cells = evaluated([*read(3), step(of.ADD, 0, 1), step(operator, 3, 2)], inputs)
        if cells[3] >= float(UNKNOWN):
            unsure += 1
            assert abs(hair) < Fraction(1, 10**6)
        else:
            assert agrees(exact, cells), (exact, cells, inputs, hair)  # type: ignore[arg-type]
    assert unsure


@pytest.mark.parametrize("operator", [of.FLOOR, of.CEIL])
def test_what_is_sure_of_a_whole_number_is_true_of_numbers_a_hair_from_one(operator: Operator) -> None:
    unsure = 0
    for power in range(2, 19):
        for sign in (1, 0, -1):
            for whole in (-3, 0, 1, 10**6):
                inputs = [number(whole + sign * Fraction(1, 10**power) / 3), (3, 1)]
                exact, cells = evaluated([*read(2), step(of.MULTIPLY, 0, 1), step(operator, 0)], inputs)
                if cells[3] >= float(UNKNOWN):
                    unsure += 1
                else:
                    assert agrees(exact, cells), (exact, cells, inputs)  # type: ignore[arg-type]
    assert 0 < unsure < 100


def test_cancellation_widens_the_error() -> None:
    """(1 - x/y) times ten thousand is off by more than its own size says."""
    constant = [step(of.CONSTANT, setting=Held((value, 1))) for value in (1, 10**4)]
    steps = [
        *read(2),
        *constant,
        step(of.DIVIDE, 0, 1, setting=ERROR),
        step(of.SUBTRACT, 2, 4),
        step(of.MULTIPLY, 5, 3),
    ]
    for below in range(10**12, 10**12 + 50):
        exact, cells = evaluated(steps, [(below - 7, 1), (below, 1)])
        assert agrees(exact, cells)  # type: ignore[arg-type]
        assert cells[3] > 1e-11


def test_a_denominator_that_is_0_but_for_its_error_is_0_where_nothing_else_can_be() -> None:
    steps = [*read(4), step(of.ADD, 0, 1), step(of.SUBTRACT, 4, 2), step(of.DIVIDE, 3, 5, setting=ERROR)]
    exact, cells = evaluated(steps, [(1, 10), (2, 10), (3, 10), (1, 1)])
    assert exact.kind == "invalid"  # type: ignore[attr-defined]
    assert cells[1] == 3
    assert cells[3] == 0


def test_a_denominator_that_may_be_zero_leaves_the_state_in_doubt() -> None:
    parts = [(1000 * below + 1, 1) for below in (9_999_991, 9_999_973)]
    steps = [*read(4), *(step(of.DIVIDE, at, at + 2, setting=ERROR) for at in (0, 1)), step(of.SUBTRACT, 4, 5)]
    for last in (
        step(of.DIVIDE, 0, 6, setting=ERROR),
        step(of.HARMEAN, 6, 0, setting=Pool()),
        step(of.POWER, 6, 7, setting=None),
    ):
        nought = step(of.CONSTANT, setting=Held((0, 1)))
        _, cells = evaluated([*steps, nought, last], [*parts, (9_999_991, 1), (9_999_973, 1)])
        assert cells[3] >= float(UNKNOWN), last.operator
