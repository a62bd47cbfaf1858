"""Random core programs, facts as ranges, and data that lies in them: what the laws of the domains run on."""

import os
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import field, frozen
from hypothesis import settings
from hypothesis import strategies as st

from lkjdsl.core.operators import COMPARISONS, OPERATORS, ROW_AGGREGATES
from lkjdsl.core.program import Division, Given, Held, Origin, Pool, Program, Rounds, Rowwise, Setting, Slot, Step
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval import facts as interval_facts
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.linear import Atom, Linear, Relation
from lkjdsl.domains.interval.ranges import Range, joined
from lkjdsl.model.values import State, Value, state
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import number
from lkjdsl.units import FLAG, PLAIN

MANY = 500 if os.environ.get("CI") else 2 * (settings.default or settings()).max_examples
"""How many examples a law of whole programs is tried on; each operator has a law of its own (test_operator_laws.py)."""

ORIGIN = Origin("A", "formula")
INPUTS = 3
COLUMNS = 2

ROOTS = ("power", "sqrt", "ln", "exp")
POOLING = tuple(name for name, operator in OPERATORS.items() if operator.states == "pooling")
ORDERS = tuple(operator.name for operator in COMPARISONS)
NOT_GROWN = (*ROOTS, "band")
RATIONAL = (
    *(name for name, operator in OPERATORS.items() if operator.states != "leaf" and name not in NOT_GROWN),
    "given",
)
"""All operators but those whose answers may be rounded, and the one whose answer is a text."""
SHARING = (*("divide", "subtract", "choose") * 2, "add", "min", "max", "cap", "less", "equal", "applies", "mean")
ROWWISE = tuple(operator.name for operator in ROW_AGGREGATES)

numbers = st.fractions(-4, 4, max_denominator=4).map(number) | st.sampled_from([(0, 1), (1, 1), (100, 1), (-1, 1)])
rules: st.SearchStrategy[Any] = st.sampled_from(["exclude", "unavailable", "error", (0, 1), (1, 1)])
kinds: st.SearchStrategy[Any] = st.sampled_from(["excluded", "unavailable", "invalid"])
exponents = st.sampled_from([(2, 1), (3, 1), (-1, 1), (-2, 1), (0, 1), (1, 2), (-1, 2), (3, 2)])
values: st.SearchStrategy[Value | None] = st.one_of(
    numbers, numbers, numbers, numbers, st.none(), kinds.map(lambda kind: state(kind, "zero-over-zero", "x"))
)

Draw = Callable[[st.SearchStrategy[Any]], Any]


@frozen(eq=False)
class Builder:
    """Adds random steps to a program; remembers which of them are numbers and which are flags."""

    draw: Draw
    steps: list[Step] = field(factory=list)
    numbers: list[int] = field(factory=list)
    flags: list[int] = field(factory=list)

    def add(self, name: str, arguments: Sequence[int] = (), setting: Setting = None) -> int:
        """Add a step and return its position."""
        units = [self.steps[index].unit for index in arguments]
        unit = FLAG if units and OPERATORS[name].unit(units) == FLAG else PLAIN
        self.steps.append(Step(OPERATORS[name], tuple(arguments), setting, ORIGIN, unit))
        index = len(self.steps) - 1
        (self.flags if unit == FLAG else self.numbers).append(index)
        return index

    def operands(self, count: int) -> list[int]:
        """Return the positions of numbers, likely late ones."""
        last = len(self.numbers) - 1
        return [self.numbers[-1 - min(self.draw(st.integers(0, 8)), last)] for _ in range(count)]

    def conditions(self, count: int) -> list[int]:
        """Return the positions of conditions; of a new one where there is none."""
        if not self.flags:
            self.add(self.draw(st.sampled_from(ORDERS)), self.operands(2))
        return [self.draw(st.sampled_from(self.flags)) for _ in range(count)]

    def constant(self, strategy: st.SearchStrategy[Any]) -> int:
        """Add a number."""
        return self.add("constant", (), Held(self.draw(strategy)))

    def leaves(self, name: str, count: int) -> None:
        """Add the values of the data and a constant."""
        for index in range(count):
            self.add(name, (), Slot(index, f"{name}{index}", self.draw(rules)))
        self.constant(numbers)

    def grow(self, name: str) -> int:
        """Add a step of the operator *name* with random operands and setting."""
        if name in POOLING:
            return _pool(self, name)
        if name in _SPECIAL:
            return _SPECIAL[name](self)
        return self.add(name, self.operands(OPERATORS[name].least))


def _pool(builder: Builder, name: str) -> int:
    draw, count = builder.draw, builder.draw(st.integers(1, 3))
    weighted = name == "weighted-mean" or (name.endswith("-mean") and draw(st.booleans()))
    weights = tuple((draw(st.integers(1, 4)), 4) for _ in range(count)) if weighted else None
    minimum: Any = draw(st.none() | st.integers(0, 3) | st.just((3, 5)))
    equal = name == "weighted-mean" and draw(st.booleans())
    return builder.add(name, builder.operands(count), Pool(weights, minimum, equal))


def _divide(builder: Builder) -> int:
    return builder.add("divide", builder.operands(2), Division(builder.draw(rules), builder.draw(rules)))


def _round(builder: Builder) -> int:
    modes: Any = st.sampled_from(["half-up", "half-even", "half-down", "down", "up", "floor", "ceiling"])
    return builder.add("round", builder.operands(1), Rounds(builder.draw(st.integers(-1, 2)), builder.draw(modes)))


def _power(builder: Builder) -> int:
    (base,) = builder.operands(1)
    exponent = builder.constant(exponents) if builder.draw(st.booleans()) else builder.operands(1)[0]
    return builder.add("power", (base, exponent))


def _interpolate(builder: Builder) -> int:
    (x,) = builder.operands(1)
    if builder.draw(st.booleans()):
        return builder.add("interpolate", (x, *builder.operands(4)))
    heights = [builder.constant(numbers) for _ in range(3)]
    abscissas = [builder.constant(st.just((n, 1))) for n in (-1, 0, 2)]
    pairs = [position for pair in zip(abscissas, heights, strict=True) for position in pair]
    return builder.add("interpolate", (x, *pairs))


def _given(builder: Builder) -> int:
    path = builder.draw(st.sampled_from(["given", "other"]))
    return builder.add("given", builder.operands(1), Given(path, builder.draw(rules)))


def _fold(builder: Builder) -> int:
    outer = builder.operands(1)
    body = Builder(builder.draw)
    body.leaves("column", COLUMNS)
    body.add("outer", (), Slot(0, "", "error"))
    for _ in range(builder.draw(st.integers(0, 2))):
        body.grow(builder.draw(st.sampled_from(["add", "divide", "choose", "subtract", "less"])))
    steps = body.steps[: builder.draw(st.sampled_from(body.numbers)) + 1]
    aggregate = OPERATORS[builder.draw(st.sampled_from(ROWWISE))]
    return builder.add("fold", outer, Rowwise(aggregate, "rows", Program(tuple(steps))))


_SPECIAL: Mapping[str, Callable[[Builder], int]] = {
    "divide": _divide,
    "round": _round,
    "power": _power,
    "interpolate": _interpolate,
    "given": _given,
    "fold": _fold,
    "choose": lambda builder: builder.add("choose", (*builder.conditions(1), *builder.operands(2))),
    "applies": lambda builder: builder.add("applies", (*builder.conditions(1), *builder.operands(1))),
    "and": lambda builder: builder.add("and", builder.conditions(2)),
    "or": lambda builder: builder.add("or", builder.conditions(2)),
    "not": lambda builder: builder.add("not", builder.conditions(1)),
}


@st.composite
def programs(draw: st.DrawFn, names: Sequence[str] = RATIONAL, size: int = 8) -> Program:
    """Return a program over a few inputs and a table of rows; its last step is the result ``A``."""
    builder = Builder(draw)
    builder.leaves("input", INPUTS)
    for _ in range(draw(st.integers(1, size))):
        builder.grow(draw(st.sampled_from(names)))
    return Program(tuple(builder.steps), {"A": len(builder.steps) - 1})


@st.composite
def around(draw: st.DrawFn, value: Value | None) -> Range:
    """Return a range that holds *value*, a missing one where it is None."""
    states = draw(st.sets(kinds, max_size=1)) if draw(st.integers(0, 3)) == 0 else set()
    if draw(st.integers(0, 5)) == 0 or value is None:
        states.add("missing")
    if isinstance(value, State):
        states.add(value.kind)
    if not isinstance(value, tuple) and draw(st.booleans()):
        return Range(states=frozenset(states))
    center = Fraction(*(value if isinstance(value, tuple) else draw(numbers)))
    return Range(draw(intervals_around(center)), states=frozenset(states))


@st.composite
def intervals_around(draw: st.DrawFn, inside: Fraction) -> Interval | None:
    """Return an interval that holds the number *inside*."""
    distances = st.sampled_from([None, None, *map(Fraction, ("0", "0", "1/2", "1", "3"))])
    low, high = draw(distances), draw(distances)
    return intervals.interval(
        None if low is None else number(inside - low),
        None if high is None else number(inside + high),
        low_open=low != 0 and draw(st.booleans()),
        high_open=high != 0 and draw(st.booleans()),
        whole=inside.denominator == 1 and draw(st.booleans()),
    )


@st.composite
def facts(draw: st.DrawFn, told: st.SearchStrategy[Value | None] = values) -> tuple[exact.Facts, interval_facts.Facts]:
    """Return data for a random program, and ranges that hold it."""
    inputs = [draw(told) for _ in range(INPUTS)]
    rows = [[draw(told) for _ in range(COLUMNS)] for _ in range(draw(st.integers(0, 3)))]
    columns = list(zip(*rows, strict=True)) or [()] * COLUMNS
    if draw(st.booleans()):
        table = interval_facts.RowRanges([], [[draw(around(cell)) for cell in row] for row in rows])
    else:
        table = interval_facts.RowRanges(
            [joined([draw(around(cell)) for cell in column or (None,)]) for column in columns]
        )
    given = draw(numbers)
    relations = [
        *draw(st.lists(relations_of([linear.input_atom(n) for n in range(INPUTS)], [inputs]), max_size=2)),
        *draw(st.lists(relations_of([linear.column_atom("rows", n) for n in range(COLUMNS)], rows), max_size=1)),
    ]
    return (
        exact.Facts(inputs, {"rows": exact.Columns(len(rows), columns)}, {"given": given}),
        interval_facts.Facts(
            [draw(around(one)) for one in inputs], {"rows": table}, {"given": draw(around(given))}, relations=relations
        ),
    )


@st.composite
def relations_of(draw: st.DrawFn, atoms: Sequence[Atom], points: Sequence[Sequence[Value | None]]) -> Relation:
    """Return a relation between *atoms* that holds at every one of *points* that gives all of them a number."""
    factors = draw(st.lists(st.integers(-2, 2), min_size=len(atoms), max_size=len(atoms)))
    used = [(index, Fraction(factor)) for index, factor in enumerate(factors) if factor]
    sums = []
    for point in points:
        terms = [factor * Fraction(*cell) for index, factor in used if isinstance(cell := point[index], tuple)]
        if len(terms) == len(used):
            sums.append(sum(terms, Fraction(0)))
    slack = draw(st.sampled_from([0, 0, 1]))
    form = Linear(slack - min(sums, default=Fraction(0)), {atoms[index]: factor for index, factor in used})
    equal = len(set(sums)) == 1 and not slack and draw(st.booleans())
    return Relation(form, "=" if equal else ">" if slack else ">=")
