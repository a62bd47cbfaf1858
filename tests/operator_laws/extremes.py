"""Data at the ends of what is known, where it would show that a domain says less than it could, or more."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, islice, product
from random import Random
from typing import Any

from lkjdsl.core.operators import OUTER
from lkjdsl.core.program import Bands, Held, Program, Rowwise
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.model.values import Value, state
from lkjdsl.numbers.rational import number
from tests.operator_laws.cases import ROWS, Case, Cell

FAR = (Fraction(1000), Fraction(10**30))
"""How far a number is tried where it has no end."""
NEAR = (Fraction(1, 1000), Fraction(1, 10**30))
"""How near a number is tried to an end, to 0 and to a number of the program."""
MOST = 80
"""More data than this are not tried of a case."""
MANY_ROWS = 101


def extremes(case: Case) -> Iterator[exact.Facts]:
    """Yield data within what is known of a case: at the ends, in the middle, at the program's numbers, next to them."""
    draw, known, marks = Random(len(case.program.steps)), case.known, marks_of(case)  # noqa: S311 - for tests
    inputs: Sequence[Any] = _ways([cells_of(one, marks) for one in known.inputs], draw)
    previous: Sequence[Any] = _ways([cells_of(one, marks) for one in known.previous], draw)
    given, earlier = (_by_path(paths, draw, marks) for paths in (known.given, known.earlier))
    tables: Sequence[Any] = [{ROWS: table} for table in _tables(case, draw, marks)] if known.rows else [{}]
    parts = (inputs, tables, given, previous, earlier)
    for index in range(max(map(len, parts))):
        chosen: list[Any] = [part[index] if index < len(part) else draw.choice(part) for part in parts]
        yield exact.Facts(*chosen)
    if known.rows and any(step.operator is OUTER for step in _body(case).steps):
        yield from (exact.Facts(*both) for both in product(inputs[:4], tables[:30]))


def _body(case: Case) -> Program:
    setting = case.program.steps[-1].setting
    assert isinstance(setting, Rowwise)
    return setting.body


def marks_of(case: Case) -> Collection[Fraction]:
    """Return the numbers at which something may change."""
    return set(_marks(case))


def _marks(case: Case) -> Iterator[Fraction]:
    """Yield ends of what is known, numbers of the program."""
    facts = case.known
    columns = [column for table in facts.rows.values() for column in (*table.columns, *chain(*(table.rows or ())))]
    for known in (*facts.inputs, *facts.previous, *facts.given.values(), *facts.earlier.values(), *columns):
        if known.numbers is not None:
            yield from (Fraction(*end) for end in (known.numbers.low, known.numbers.high) if end is not None)
    for step in case.program.steps:
        if isinstance(step.setting, Held) and isinstance(step.setting.value, tuple):
            yield Fraction(*step.setting.value)
        if isinstance(step.setting, Bands):
            yield from (Fraction(*band.start) for band in step.setting.bands)


def _by_path(paths: Mapping[str, Range], draw: Random, marks: Collection[Fraction]) -> list[dict[str, Value]]:
    ways = _ways([cells_of(path, marks) for path in paths.values()], draw)
    return [{path: cell for path, cell in zip(paths, way, strict=True) if cell is not None} for way in ways]


def _tables(case: Case, draw: Random, marks: Collection[Fraction]) -> list[exact.Columns]:
    table = case.known.rows[ROWS]
    if table.rows is not None:
        ways = _ways([cells_of(cell, marks) for row in table.rows for cell in row], draw)
        return [_columns([way[place : place + 2] for place in range(0, len(way), 2)]) for way in ways]
    rows = _ways([cells_of(column, marks) for column in table.columns], draw)
    pairs = [draw.choices(rows, k=draw.randint(2, 3)) for _ in range(20)]
    return [
        _columns([]),
        *(_columns([row]) for row in rows),
        *(_columns([row] * MANY_ROWS) for row in rows[:8]),
        *map(_columns, pairs),
    ]


def _columns(rows: Sequence[Sequence[Cell]]) -> exact.Columns:
    return exact.Columns(len(rows), [list(column) for column in zip(*rows, strict=True)] or [[], []])


def _ways(cells: Sequence[Sequence[Cell]], draw: Random) -> list[tuple[Cell, ...]]:
    """Return one cell from each, in all ways; of too many ways those with the cells that go furthest, and some."""
    corners = list(islice(product(*map(_furthest, cells)), 20_000))
    ways = list(islice(product(*cells), 20_000))
    return draw.sample(corners, min(len(corners), MOST // 2)) + draw.sample(ways, min(len(ways), MOST // 2))


def _furthest(cells: Sequence[Cell]) -> list[Cell]:
    """Return the least and the greatest number, those next to 0, and what is no number."""
    numbers = [Fraction(*cell) for cell in cells if isinstance(cell, tuple)]
    sides = numbers, [one for one in numbers if one < 0], [one for one in numbers if one > 0]
    chosen = {end for side in sides if side for end in (min(side), max(side))} | {one for one in numbers if one == 0}
    return [*map(number, sorted(chosen)), *(cell for cell in cells if not isinstance(cell, tuple))]


def cells_of(known: Range, marks: Collection[Fraction]) -> list[Cell]:
    """Return values within a range: numbers at *marks* and next to them, flags, texts, each state."""
    around = {Fraction(0), *marks}
    tried = {mark + sign * near for mark in around for near in (Fraction(0), Fraction(1), *NEAR) for sign in (1, -1)}
    tried |= {sign * far for far in FAR for sign in (1, -1)} | {sum(marks, Fraction(0)) / max(len(marks), 1)}
    numbers = [] if known.numbers is None else [one for one in map(number, sorted(tried)) if one in known.numbers]
    states = [None if one == "missing" else state(one, "zero-over-zero", "x") for one in sorted(known.states)]
    return [*numbers, *sorted(known.flags), *sorted(known.texts or ()), *states]
