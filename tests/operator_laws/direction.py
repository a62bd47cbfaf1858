"""The direction domain under its law: no value moves the other way, and where it is unknown how, it moves both ways."""

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve

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
FEW_ROWS = 3
"""Tables of more rows are not tried."""
ALLOWED = {"constant": {0}, "rises": {0, 1}, "falls": {0, -1}, "unknown": {0, 1, -1}}
NEEDED = {"constant": set[int](), "rises": {1}, "falls": {-1}, "unknown": {1, -1}}


def _moves(case: Case) -> Moves:
    return direction.directed(case.program, case.known, Sharing.of(case.known))[-1].moves


def _check(cases: Sequence[Case]) -> None:
    loose = sum(_is_loose(case) for case in cases)
    assert loose <= len(cases) // 4, f"{loose} of {len(cases)} cases"


def _is_loose(case: Case) -> bool:
    """Return whether a value moves in fewer ways than is said; assert that it does not move in more."""
    moves, seen = _moves(case), dict[Atom, set[int]]()
    few = (facts for facts in extremes(case) if len(_rows(facts)) <= FEW_ROWS)
    for facts in islice(few, TRIED):
        before = walk(case.program, exact.Exact(facts))[-1]
        for atom, raised in _raised(case, facts):
            moved = _order(before, walk(case.program, exact.Exact(raised))[-1])
            if moved is not None:
                seen.setdefault(atom, set()).add(moved)
                said = moves.get(atom, "constant")
                assert moved in ALLOWED[said], f"{atom} {said}, {moved}: {case}"
    return any(seen.get(atom) and not NEEDED[said] <= seen[atom] for atom, said in moves.items())


def _raised(case: Case, facts: exact.Facts) -> Iterator[tuple[Atom, exact.Facts]]:
    """Yield values of the data, and the data in which one is greater."""
    marks = marks_of(case)
    for index, (cell, known) in enumerate(zip(facts.inputs, case.known.inputs, strict=True)):
        for greater in _greater(cell, cells_of(known, marks)):
            yield input_atom(index), evolve(facts, inputs=_with(facts.inputs, index, greater))
    for index, (cell, known) in enumerate(zip(facts.previous, case.known.previous, strict=True)):
        for greater in _greater(cell, cells_of(known, marks)):
            yield previous_atom(index), evolve(facts, previous=_with(facts.previous, index, greater))
    for path, known in case.known.given.items():
        for greater in _greater(facts.given.get(path), cells_of(known, marks)):
            yield given_atom(path), evolve(facts, given={**facts.given, path: greater})
    table = case.known.rows.get(ROWS)
    for place, row in enumerate(_rows(facts)):
        assert table is not None
        for index, cell in enumerate(row):
            known = table.columns[index] if table.rows is None else table.rows[place][index]
            for greater in _greater(cell, cells_of(known, marks)):
                columns = list(facts.rows[ROWS].values)
                columns[index] = _with(columns[index], place, greater)
                rows = {ROWS: exact.Columns(len(_rows(facts)), columns)}
                yield column_atom(ROWS, index), evolve(facts, rows=rows)


def _rows(facts: exact.Facts) -> list[tuple[Cell, ...]]:
    return list(zip(*facts.rows[ROWS].values, strict=True)) if facts.rows else []


def _with(cells: Sequence[Cell], index: int, cell: Cell) -> list[Cell]:
    return [*cells[:index], cell, *cells[index + 1 :]]


def _greater(cell: Cell, others: Sequence[Cell]) -> list[Value]:
    """Return the next greater value and the greatest."""
    found = [other for other in others if other is not None and (_order(cell, other) or 0) > 0]
    return found if len(found) <= 1 else [found[0], found[-1]]


def _order(before: Cell, after: Cell) -> int | None:
    """Return how a value moved; None where it is no number or flag before or after."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        order = compare(after, before)
        return (order > 0) - (order < 0)
    if isinstance(before, bool) and isinstance(after, bool):
        return after - before
    return None


DIRECTION = Domain(
    "direction",
    {"rules": rules.RULES, "rules for data and rows": direction.OF_DATA},
    check=_check,
    answer=lambda case: sorted((str(atom), said) for atom, said in _moves(case).items()),
)
