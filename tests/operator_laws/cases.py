"""
Programs in which one operator matters, with what is known of their data, and data for which that is true.

The cases of an operator are the same at every run. Which operands an operator takes is read off its record, so that a
new operator has cases from the start.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from random import Random

from attrs import field, frozen

from lkjdsl.core import operators
from lkjdsl.core.operators import ROW_AGGREGATES
from lkjdsl.core.program import (
    Bands,
    Division,
    Given,
    Held,
    Operator,
    Origin,
    Pool,
    Program,
    Rounds,
    Rowwise,
    Setting,
    Slot,
    Step,
)
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval import facts as interval_facts
from lkjdsl.domains.interval.ranges import Range, joined, of_states, of_value
from lkjdsl.model.scales import Band
from lkjdsl.model.values import KIND_OF_RULE, Rule, Value, state
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number, number
from lkjdsl.units import FLAG, PLAIN, TEXT, Unit

COUNT = 60
"""Cases of an operator."""
SAMPLES = 4
"""Data of a case."""
ROWS = "rows"
ORIGIN = Origin("A", "formula")

Cell = Value | None
"""A value of the data; None where it is missing."""

RULES: tuple[Rule, ...] = ("exclude", "unavailable", "error", (0, 1), (1, 1), (-7, 2))
NUMBERS = [number(Fraction(text)) for text in ("0", "1", "-1", "1/2", "-3/2", "2", "5/3", "-7/3", "3", "12", "100")]
POSITIVE = [one for one in NUMBERS if one[0] > 0]
EXPONENTS: tuple[Number, ...] = ((2, 1), (3, 1), (-1, 1), (-2, 1), (1, 2), (0, 1))
TEXTS = ("a", "b", "c")
BANDS = (Band((2, 1), False, "a"), Band((1, 2), True, "b"), Band((-1, 1), False, "c"))


@frozen(eq=False)
class Case:
    """
    A program in which an *operator* matters, what is known of its data, and data for which that is true.

    Its last step, the result ``A``, is of the operator; or it is a fold over rows, whose aggregate is the operator or
    in whose program the last step is of it.
    """

    operator: Operator
    program: Program
    known: interval_facts.Facts
    data: Sequence[exact.Facts]

    def __str__(self) -> str:
        """Return the steps and the data."""
        steps = "; ".join(f"{step.operator.name}{step.arguments} {step.setting}" for step in self.program.steps)
        return f"{steps} of {[(facts.inputs, facts.previous, facts.given, facts.earlier) for facts in self.data]}"


@lru_cache(maxsize=256)
def cases(operator: Operator, count: int = COUNT, seed: str = "", uncertain: float = 0) -> Sequence[Case]:
    """Return *count* cases of *operator*, in which a share of the operands is *uncertain*: may be excluded."""
    draw = Random(f"{operator.name} {seed}")  # noqa: S311 - for tests
    return [_case(Drawing(operator, draw, index, uncertain)) for index in range(count)]


def _case(drawing: "Drawing") -> Case:
    operator = drawing.operator
    if operator in (operators.FOLD, operators.COLUMN, operators.OUTER):
        return _folded(drawing.draw.choice(ROW_AGGREGATES), drawing, operator)
    if operator in ROW_AGGREGATES and drawing.index % 3 == 2:
        return _folded(operator, drawing, operators.COLUMN)
    if operator.states == "leaf":
        drawing.leaf(operator)
    else:
        kinds = drawing.draw.choice(signatures(operator, drawing.operands(operator)))
        arguments = tuple(drawing.operand(operator, place, kind) for place, kind in enumerate(kinds))
        drawing.add(operator, arguments, setting_of(operator, len(kinds), drawing), operator.unit(kinds) or PLAIN)
    return drawing.case()


def signatures(operator: Operator, count: int) -> list[tuple[Unit, ...]]:
    """Return the kinds of *count* operands that the unit rule of *operator* accepts."""
    return [kinds for kinds in product((PLAIN, FLAG, TEXT), repeat=count) if operator.unit(kinds) is not None]


def setting_of(operator: Operator, count: int, drawing: "Drawing") -> Setting:
    """Return a setting for a step of *operator* with so many operands."""
    draw = drawing.draw
    if operator.states == "pooling":
        weighted = operator is operators.WEIGHTED_MEAN or (draw.random() < 1 / 4 and operator in WEIGHTED)
        minimum = draw.choice((None, None, 1, 2, (3, 5)))
        weights = tuple((draw.randint(1, 4), 4) for _ in range(count)) if weighted else None
        return Pool(weights, minimum, operator is operators.WEIGHTED_MEAN and drawing.index % 4 > 1)
    if operator is operators.DIVIDE:
        return Division(draw.choice(RULES), draw.choice(RULES))
    if operator is operators.ROUND:
        return Rounds(draw.randint(-1, 2), draw.choice(("half-up", "half-even", "down", "up")))
    if operator is operators.BAND:
        return Bands(BANDS[: draw.randint(1, 3)], draw.choice((None, Rounds(0, "half-up"))))
    return None


WEIGHTED = (operators.GEOMEAN, operators.HARMEAN)
"""Aggregates that take weights, or none; a weighted mean always takes them."""


@frozen(eq=False)
class Drawing:
    """
    A case that is being drawn.

    Its number says what it is of: single values or ranges, positive numbers or any, with states or without.
    """

    operator: Operator
    draw: Random
    index: int
    uncertain: float = 0
    steps: list[Step] = field(factory=list)
    inputs: list[list[Cell]] = field(factory=list)
    previous: list[list[Cell]] = field(factory=list)
    given: dict[str, list[Value]] = field(factory=dict)
    earlier: dict[str, list[Value]] = field(factory=dict)

    @property
    def is_point(self) -> bool:
        """Return whether every value of the data is known."""
        return self.index % 2 == 0

    @property
    def is_positive(self) -> bool:
        """Return whether all numbers are above 0."""
        return self.index % 3 == 0

    @property
    def has_states(self) -> bool:
        """Return whether values may be missing, or states."""
        return self.index % 5 == 4

    def operands(self, operator: Operator) -> int:
        """Return how many operands a step of *operator* has."""
        if operator is operators.ROUND:  # its decimals are in the setting
            return 1
        if operator is operators.INTERPOLATE:
            return self.draw.choice((3, 5))
        most = operator.least + 2 if operator.most is None else operator.most
        return self.draw.randint(operator.least, most)

    def add(self, operator: Operator, arguments: tuple[int, ...], setting: Setting, unit: Unit = PLAIN) -> int:
        """Add a step and return its position."""
        self.steps.append(Step(operator, arguments, setting, ORIGIN, unit))
        return len(self.steps) - 1

    def operand(self, operator: Operator, place: int, kind: Unit) -> int:
        """Add the operand at *place* of a step of *operator*: an input, sometimes a constant."""
        draw = self.draw
        if operator is operators.POWER and place == 1 and draw.random() < 1 / 2:
            return self.add(operators.CONSTANT, (), Held(draw.choice(EXPONENTS)))
        if operator is operators.INTERPOLATE and place and self.index % 4 < 3:
            return self.add(operators.CONSTANT, (), Held((place, 1) if place % 2 else self.value(kind)))
        if draw.random() < 1 / 8:
            return self.add(operators.CONSTANT, (), Held(self.value(kind)), kind)
        if self.uncertain and draw.random() < self.uncertain:
            return self.quotient() if kind == PLAIN and draw.random() < 1 / 2 else self.uncertain_input(kind)
        return self.input(self.cells(kind), kind)

    def quotient(self) -> int:
        """Add a quotient of two inputs, which is excluded where the lower one is 0; the upper one has one sign."""
        sign = 1 if self.is_positive else self.draw.choice((1, -1, -1, 0))
        above: list[Cell] = [(sign * n, d) for n, d in self.draw.choices(POSITIVE, k=SAMPLES)]
        below: list[Cell] = [(0, 1), (1, 1), *self.draw.choices(((1, 1), (2, 1)), k=SAMPLES - 2)]
        operands = self.input(above, PLAIN), self.input(below, PLAIN)
        return self.add(operators.DIVIDE, operands, Division("exclude", self.draw.choice(RULES[:2])))

    def uncertain_input(self, kind: Unit) -> int:
        """Add an input that is a value, excluded or missing, which gives a number where numbers stand."""
        there: list[Cell] = [self.value(kind) for _ in range(SAMPLES - 2)]
        rule = (1, 1) if kind == PLAIN else self.rule(kind)
        return self.input([None, state("excluded", "zero-over-zero", "x"), *there], kind, rule)

    def input(self, cells: list[Cell], kind: Unit, rule: Rule | None = None) -> int:
        """Add an input."""
        self.inputs.append(cells)
        index = len(self.inputs) - 1
        slot = Slot(index, f"x.{'abcdefghijklmnop'[index]}", rule or self.rule(kind))
        return self.add(operators.INPUT, (), slot, kind)

    def rule(self, kind: Unit) -> Rule:
        """Return what a missing value gives: a number only where numbers stand."""
        return self.draw.choice([rule for rule in RULES if kind == PLAIN or isinstance(rule, str)])

    def value(self, kind: Unit) -> Value:
        """Return an ordinary value."""
        if kind == FLAG:
            return self.draw.random() < 1 / 2
        return self.draw.choice(TEXTS) if kind == TEXT else self.draw.choice(POSITIVE if self.is_positive else NUMBERS)

    def cells(self, kind: Unit) -> list[Cell]:
        """Return a value of each sample of the data."""
        found = [self.cell(kind) for _ in range(SAMPLES)]
        return found[:1] * SAMPLES if self.is_point else found

    def cell(self, kind: Unit) -> Cell:
        """Return a value of the data."""
        if self.has_states and self.draw.random() < 1 / 3:
            kinds = self.draw.choice(sorted(set(KIND_OF_RULE.values())))
            return self.draw.choice((None, state(kinds, "zero-over-zero", "x")))
        return self.value(kind)

    def leaf(self, operator: Operator) -> None:
        """Add a step that reads the data, or knows its value."""
        draw = self.draw
        kind = draw.choice((PLAIN, PLAIN, FLAG, TEXT))
        rule = self.rule(kind)
        if operator is operators.CONSTANT:
            self.add(operator, (), Held(self.cell(kind) or self.value(kind)), kind)
        elif operator is operators.INPUT:
            self.inputs.extend((self.cells(kind), self.cells(kind)))
            self.add(operator, (), Slot(draw.randint(0, 1), "x.a", rule), kind)
        elif operator is operators.PREVIOUS:
            self.inputs.append(self.cells(kind))
            self.previous.extend([self.cells(kind)] if draw.random() < 3 / 4 else [])
            self.add(operator, (), Slot(0, "x.a", rule), kind)
        else:
            paths = self.given if operator is operators.GIVEN else self.earlier
            rule = self.rule(PLAIN)
            for path in draw.choice(("B", "BC")):  # what is given for a path is there for certain
                paths[path] = [self.value(PLAIN) if cell is None else cell for cell in self.cells(PLAIN)]
            handed = (self.operand(operator, 0, PLAIN),) if operator.most and draw.random() < 1 / 2 else ()
            self.add(operator, handed, Given(draw.choice("BC"), rule))

    def case(self) -> Case:
        """Return the case of the steps drawn."""
        program = Program(tuple(self.steps), {"A": len(self.steps) - 1})
        known = interval_facts.Facts(
            [self.around(one) for one in self.inputs],
            previous=[self.around(one) for one in self.previous],
            given={path: self.around(one) for path, one in self.given.items()},
            earlier={path: self.around(one) for path, one in self.earlier.items()},
        )
        return Case(self.operator, program, known, [self.facts(sample) for sample in range(SAMPLES)])

    def facts(self, sample: int) -> exact.Facts:
        """Return the data of a sample."""
        given, earlier = (
            {path: cells[sample] for path, cells in paths.items()} for paths in (self.given, self.earlier)
        )
        inputs, previous = ([cell[sample] for cell in cells] for cells in (self.inputs, self.previous))
        return exact.Facts(inputs, given=given, previous=previous, earlier=earlier)

    def around(self, cells: Sequence[Cell]) -> Range:
        """Return a range that holds *cells*; of several numbers sometimes a wider one than need be."""
        found = joined([of_states("missing") if cell is None else of_value(cell) for cell in cells])
        numbers = found.numbers
        if numbers is None or self.is_point or self.draw.random() < 1 / 2:
            return found
        wide = Interval(numbers.low, None) if self.draw.random() < 1 / 2 else Interval(None, numbers.high)
        return joined((found, Range(wide)))


def _folded(aggregate: Operator[Pool], drawing: Drawing, operator: Operator) -> Case:
    """Return a case of an aggregate over rows; the program of a row ends with *operator* where it can."""
    draw = drawing.draw
    kind = draw.choice((PLAIN, FLAG)) if aggregate is operators.COUNT else PLAIN
    handed = (drawing.operand(operator, 0, kind),)
    slots = [Slot(index, f"{ROWS}.{'uv'[index]}", drawing.rule(kind)) for index in range(2)]
    columns = [Step(operators.COLUMN, (), slot, ORIGIN, kind) for slot in slots[: draw.randint(1, 2)]]
    body: list[Step] = [*columns]
    if operator in (operators.OUTER, operators.FOLD):
        outer = Step(operators.OUTER, (), Slot(0, "", "error"), ORIGIN, kind)
        body.append(outer)
    if operator is operators.FOLD and kind == PLAIN:
        difference = Step(operators.SUBTRACT, (0, len(body) - 1), None, ORIGIN)
        body.append(difference)
    rowwise = Rowwise(aggregate, ROWS, Program(tuple(body)))
    drawing.add(operators.FOLD, handed, rowwise, aggregate.unit([kind]) or PLAIN)
    return _with_rows(drawing, kind)


def _with_rows(drawing: Drawing, kind: Unit) -> Case:
    """Return the case of the steps drawn, with rows of two columns: so many in each sample, or any number."""
    draw, case = drawing.draw, drawing.case()
    lengths = [draw.randint(0, 4)] * SAMPLES if draw.random() < 1 / 2 else [draw.randint(0, 4) for _ in range(SAMPLES)]
    rows = [[drawing.cells(kind) for _ in range(2)] for _ in range(max(lengths))]
    if drawing.index % 7 == 3:
        rows = [[[_whole(cell) for cell in cells] for cells in row] for row in rows]
    columns = list(zip(*rows, strict=True)) or [(), ()]
    if len(set(lengths)) == 1 and draw.random() < 1 / 2:
        known = interval_facts.RowRanges([], [[drawing.around(cells) for cells in row] for row in rows])
    else:
        in_all = [[cell for cells in column for cell in cells] for column in columns]
        known = interval_facts.RowRanges([drawing.around(cells or [drawing.value(kind)]) for cells in in_all])
    data = [
        exact.Facts(
            facts.inputs,
            {ROWS: exact.Columns(length, [[cells[sample] for cells in column[:length]] for column in columns])},
        )
        for sample, (facts, length) in enumerate(zip(case.data, lengths, strict=True))
    ]
    return Case(case.operator, case.program, interval_facts.Facts(case.known.inputs, {ROWS: known}), data)


def _whole(cell: Cell) -> Cell:
    """Return a cell whose number, if it is one, is whole."""
    return (cell[0] // cell[1], 1) if isinstance(cell, tuple) else cell
