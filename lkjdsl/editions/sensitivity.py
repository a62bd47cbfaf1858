"""What a result hangs on, and how much: one thing otherwise at a time, inputs and rules alike, exactly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from attrs import evolve, frozen

from lkjdsl import limits
from lkjdsl.check.names import node_tables
from lkjdsl.diagnostic import Both
from lkjdsl.editions.edits import variant
from lkjdsl.editions.levers import Lever, is_lever, levers_of
from lkjdsl.editions.reach import asked
from lkjdsl.editions.smallest_change import Question
from lkjdsl.editions.variations import Variation, closure, variations
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data_read import inputs_read
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.dependencies import Condition
from lkjdsl.model.values import Value
from lkjdsl.numbers.intervals import EVERYTHING
from lkjdsl.numbers.rational import Number, compare, floor_of, reduced
from lkjdsl.syntax.extending import ExtendedTables

ItemT = TypeVar("ItemT")

TENTH: Number = (1, 10)
UNUSED = ("constraint", "table", "case", "invariant")
"""The tables that no result hangs on."""


@frozen(eq=False)
class Alternative:
    """One way for a factor to be: the value that the result then has; ``broken`` where it breaks a constraint."""

    how: Both | str
    value: Value
    broken: bool = False


@frozen(eq=False)
class Factor:
    """
    Something that could be otherwise: an input or a node, by its path or ``rules``; and each way for it to be.

    ``what`` of it: ``unit`` or ``tenth`` of an input; ``weight``, ``zero_over_zero``, ``cap``, ``component`` ...
    """

    name: str
    what: str
    cases: Sequence[Alternative]

    def ends(self, now: Number) -> tuple[Alternative | None, Alternative | None]:
        """Return the cases with the least and the greatest value; None where that is the value as it is *now*."""
        least: Alternative | None = None
        most: Alternative | None = None
        low = high = now
        for case in self.cases:
            if isinstance(case.value, tuple):
                if compare(case.value, low) < 0:
                    low, least = case.value, case
                if compare(case.value, high) > 0:
                    high, most = case.value, case
        return least, most

    def span(self, now: Number) -> Number:
        """Return how far apart the least and the greatest value are."""
        values = [case.value for case in self.ends(now) if case is not None and isinstance(case.value, tuple)]
        low, high = now, now
        for value in values:
            low = value if compare(value, low) < 0 else low
            high = value if compare(value, high) > 0 else high
        return reduced((high[0] * low[1] - low[0] * high[1], high[1] * low[1]))

    def stateless(self) -> bool:
        """Return whether the result is a number in every case."""
        return all(isinstance(case.value, tuple) for case in self.cases)


@frozen(eq=False)
class Sensitivity:
    """
    The result at ``path`` as it is, and the factors that move it, the strongest first.

    Of too many inputs or variations only the first are tried: ``first_input_left`` and ``first_node_left`` are the
    paths of the first input, and of the node of the first variation, that are left out.
    """

    path: str
    now: Outcome
    factors: Sequence[Factor]
    first_input_left: str | None = None
    first_node_left: str | None = None

    @property
    def base(self) -> Number:
        """Return the value as it is."""
        value = self.now.values[self.now.program.results[self.path]]
        assert isinstance(value, tuple)
        return value


def sensitivity(written: ExtendedTables, edition: CheckedEdition, now: Outcome, path: str) -> Sensitivity:
    """Return what the number at *path* hangs on."""
    base = now.values[now.program.results[path]]
    assert isinstance(base, tuple)
    read = inputs_read(now.program, [now.program.results[path]])
    near = [
        name for index, (name, input_) in enumerate(now.definition.inputs.items()) if index in read and is_lever(input_)
    ]
    small = evolve(written, tables=_near(written, edition, path))
    ways = variations(small.tables, edition.definition, path)
    inputs, first_input_left = _first(near, limits.SENSITIVITY_STEPS // len(now.program.steps))
    tried, left = _first(ways, limits.SENSITIVITY_NODES // _nodes(small.tables))
    factors = [*_inputs(now, path, inputs), *_edits(small, tried, now, path)]
    spans = {id(factor): factor.span(base) for factor in factors}
    moving = [factor for factor in factors if spans[id(factor)][0] or not factor.stateless()]
    ranked = sorted(moving, key=lambda factor: _Rank(spans[id(factor)]), reverse=True)
    return Sensitivity(path, now, ranked, first_input_left, None if left is None else left.factor)


@frozen(eq=False)
class _Rank:
    """A number that is compared exactly."""

    number: Number

    def __lt__(self, other: "_Rank") -> bool:
        return compare(self.number, other.number) < 0


def _first(items: Iterable[ItemT], most: int) -> tuple[list[ItemT], ItemT | None]:
    """Return the first *most* of *items*, and the one after them, if any."""
    rest = iter(items)
    return list(islice(rest, most)), next(rest, None)


def _nodes(tables: Mapping[str, Any]) -> int:
    return max(1, sum(1 for _ in node_tables(tables["indicator"])))


def _inputs(now: Outcome, path: str, inputs: Sequence[str]) -> Iterator[Factor]:
    """Yield each of *inputs* one unit up and down, and a tenth of itself up and down."""
    for lever in levers_of(now, inputs):
        if lever.missing:
            continue
        question = asked(now, path, EVERYTHING, [lever])
        unit, tenth = _unit(lever), _tenth(lever)
        yield from _input(lever, question, "unit", unit, "1")
        if tenth not in (0, unit):
            yield from _input(lever, question, "tenth", tenth, "10%")


def _input(lever: Lever, question: Question, what: str, steps: int, how: str) -> Iterator[Factor]:
    cases = []
    for move, sign in ((steps, "+"), (-steps, "-")):
        if lever.least <= move <= lever.most:
            values = question.values((move,))
            value = values[question.program.results[question.goal]]
            cases.append(Alternative(f"{sign}{how}", value, bool(question.broken(values))))
    if cases:
        yield Factor(lever.path, what, cases)


def _tenth(lever: Lever) -> int:
    """Return how many steps make a tenth of the value, at least one where it is not 0."""
    (a, b), (c, d) = lever.base, lever.step
    return max(1, floor_of((abs(a) * TENTH[0] * d, b * TENTH[1] * c))) if a else 0


def _unit(lever: Lever) -> int:
    """Return how many steps make one unit: one of what is counted, one point, one percentage point."""
    unit = (1, 100) if lever.declared.kind == "percent" else (1, 1)
    return max(1, floor_of((unit[0] * lever.step[1], unit[1] * lever.step[0])))


def _edits(small: ExtendedTables, ways: Sequence[Variation], now: Outcome, path: str) -> Iterator[Factor]:
    cases: dict[tuple[str, str], list[Alternative]] = {}
    for variation in ways:
        other, _ = variant(small, variation.edits)
        if other is None:
            continue
        outcome = other.outcome(evolve(now.data, flaws=(), rows=None), now.previous)
        index = outcome.program.results.get(path)
        if index is not None:
            cases.setdefault((variation.factor, variation.what), []).append(
                Alternative(variation.how, outcome.values[index])
            )
    for (name, what), several in cases.items():
        yield Factor(name, what, several)


def _near(written: ExtendedTables, edition: CheckedEdition, path: str) -> Mapping[str, Any]:
    """Return the tables without what the result at *path* does not hang on: a small edition is checked in no time."""
    keys = closure(edition.definition, path)
    tops = {(key.node if isinstance(key, Condition) else key).partition(".")[0] for key in keys}
    tables = {key: value for key, value in written.tables.items() if key not in UNUSED}
    tables["indicator"] = {name: table for name, table in tables.get("indicator", {}).items() if name in tops}
    return tables
