"""The direction domain under its law: no value moves the other way, and where it is unknown how, it moves both ways."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Operator, is_of
from lkjdsl.core.walk import walk
from lkjdsl.domains.direction import domain as direction
from lkjdsl.domains.direction import rules
from lkjdsl.domains.direction.moves import Moves
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval.linear import Atom, column_atom, given_atom, input_atom, previous_atom
from lkjdsl.domains.interval.sharing import Sharing
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import compare
from tests.operator_laws.cases import ROWS, Case, Cell
from tests.operator_laws.domains import Domain
from tests.operator_laws.extremes import cells_of, extremes, marks_of

TRIED = 12
"""From so many data of a case values are raised."""
FEW_ROWS = 2
"""Tables of more rows are not tried."""
MOST_LOOSE: Mapping[Operator, int] = {
    operators.COLUMN: 3, operators.OUTER: 27, operators.ADD: 10, operators.SUBTRACT: 6, operators.MULTIPLY: 9,
    operators.DIVIDE: 8, operators.NEGATE: 7, operators.POWER: 45, operators.LESS: 58, operators.AT_MOST: 25,
    operators.GREATER: 46, operators.AT_LEAST: 66, operators.EQUAL: 25, operators.DIFFERENT: 38, operators.AND: 9,
    operators.OR: 11, operators.CHOOSE: 14, operators.COALESCE: 36, operators.AVAILABLE: 37, operators.ABSOLUTE: 4,
    operators.ROUND: 2, operators.CEIL: 4, operators.SQRT: 6, operators.LN: 10, operators.EXP: 3,
    operators.INTERPOLATE: 76, operators.CLAMP: 39, operators.SUM: 24, operators.MEAN: 26, operators.MEDIAN: 25,
    operators.MIN: 39, operators.MAX: 28, operators.COUNT: 21, operators.GEOMEAN: 69, operators.HARMEAN: 64,
    operators.WEIGHTED_MEAN: 37, operators.CAP: 23, operators.BOUND_BELOW: 16, operators.APPLIES: 1,
    operators.BAND: 52, operators.FOLD: 56,
}  # fmt: skip
"""Of the ways that are said in the cases of an operator, so many do not come up in the data that are tried."""
ALLOWED = {"constant": {0}, "rises": {0, 1}, "falls": {0, -1}, "unknown": {0, 1, -1}}
NEEDED = {"constant": set[int](), "rises": {1}, "falls": {-1}, "unknown": {1, -1}}


def _moves(case: Case) -> Moves:
    return direction.directed(case.program, case.known, Sharing.of(case.known))[-1].moves


def _check(cases: Sequence[Case]) -> None:
    loose = sum(_loose(case) for case in cases)
    assert loose <= MOST_LOOSE.get(cases[0].operator, 0), f"{loose} ways do not come up"


def _loose(case: Case) -> int:
    """Return how many of the ways that are said no value moves; assert that none moves in a way that is not."""
    moves, seen = _moves(case), evidence(case)
    assert moves.keys() <= atoms_of(case), f"{moves}: {case}"
    for atom, orders in seen.items():
        said = moves.get(atom, "constant")
        assert orders <= ALLOWED[said], f"{atom} {said}, {orders}: {case}"
    return sum(len(NEEDED[said] - seen[atom]) for atom, said in moves.items() if atom in seen)


def atoms_of(case: Case) -> set[Atom]:
    """Return the values of the data."""
    columns = [column_atom(ROWS, index) for index in range(2)] if case.known.rows else []
    given = [given_atom(step.setting.path) for step in case.program.steps if is_of(step, operators.GIVEN)]
    inputs = [atom(index) for index in range(len(case.known.inputs)) for atom in (input_atom, previous_atom)]
    return {*inputs, *given, *columns}


@lru_cache(maxsize=1024)
def evidence(case: Case) -> Mapping[Atom, set[int]]:
    """Return how the result moves when a value of the data is raised: for each of them every order that comes up."""
    seen = dict[Atom, set[int]]()
    few = (facts for facts in extremes(case) if len(_rows(facts)) <= FEW_ROWS)
    for facts in islice(few, TRIED):
        for atom, before, after in _raised(case, facts):
            values = [walk(case.program, exact.Exact(one))[-1] for one in (before, after)]
            seen.setdefault(atom, set()).update(_orders(*values))
    return seen


def _raised(case: Case, facts: exact.Facts) -> Iterator[tuple[Atom, exact.Facts, exact.Facts]]:
    """Yield values of the data, and the data with less and with more of one."""
    marks = marks_of(case)
    for index, (cell, known) in enumerate(zip(facts.inputs, case.known.inputs, strict=True)):
        for pair in _pairs(cell, cells_of(known, marks), case):
            less, more = (evolve(facts, inputs=_with(facts.inputs, index, one)) for one in pair)
            yield input_atom(index), less, more
    for index, (cell, known) in enumerate(zip(facts.previous, case.known.previous, strict=True)):
        for pair in _pairs(cell, cells_of(known, marks), case):
            less, more = (evolve(facts, previous=_with(facts.previous, index, one)) for one in pair)
            yield previous_atom(index), less, more
    for path, known in case.known.given.items():
        for pair in _pairs(facts.given.get(path), cells_of(known, marks), case):
            less, more = (evolve(facts, given={**facts.given, path: one}) for one in pair)
            yield given_atom(path), less, more
    table = case.known.rows.get(ROWS)
    for place, row in enumerate(_rows(facts)):
        assert table is not None
        for index, cell in enumerate(row):
            known = table.columns[index] if table.rows is None else table.rows[place][index]
            for pair in _pairs(cell, cells_of(known, marks), case):
                less, more = (_with_cell(facts, index, place, one) for one in pair)
                yield column_atom(ROWS, index), less, more


def _with_cell(facts: exact.Facts, index: int, place: int, cell: Cell) -> exact.Facts:
    columns = list(facts.rows[ROWS].values)
    columns[index] = _with(columns[index], place, cell)
    return evolve(facts, rows={ROWS: exact.Columns(len(_rows(facts)), columns)})


def _rows(facts: exact.Facts) -> list[tuple[Cell, ...]]:
    return list(zip(*facts.rows[ROWS].values, strict=True)) if facts.rows else []


def _with(cells: Sequence[Cell], index: int, cell: Cell) -> list[Cell]:
    return [*cells[:index], cell, *cells[index + 1 :]]


def _pairs(cell: Cell, others: Sequence[Cell], case: Case) -> list[tuple[Value, Value]]:
    """Return a value with the next greater one, the least with the next and the greatest; for a comparison all next."""
    ordered = [other for other in others if isinstance(other, tuple | bool)]
    if case.operator.holds_for is not None:
        return list(pairwise(ordered))
    greater = [other for other in ordered if (_order(cell, other) or 0) > 0]
    pairs: list[tuple[Value, Value]] = [(ordered[0], other) for other in {*ordered[1:2], *ordered[2:][-1:]}]
    return pairs if cell is None or not greater else [*pairs, (cell, greater[0])]


def _order(before: Cell, after: Cell) -> int | None:
    """Return how a value moved; None where it is no number or flag before or after."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        order = compare(after, before)
        return (order > 0) - (order < 0)
    if isinstance(before, bool) and isinstance(after, bool):
        return after - before
    return None


def _orders(before: Value, after: Value) -> Collection[int]:
    """Return how a value moved; a text that is another one moved in both ways, and of states nothing is said."""
    order = _order(before, after)
    if isinstance(before, str) and isinstance(after, str):
        return {1, -1} if before != after else {0}
    return set[int]() if order is None else {order}


DIRECTION = Domain(
    "direction",
    {"rules": rules.RULES, "rules for data and rows": direction.OF_DATA},
    check=_check,
    answer=lambda case: sorted((str(atom), said) for atom, said in _moves(case).items()),
    uncertain=1 / 2,
)
