"""Straight lines → the grids that they rule: cells, merged ones as one, or that the lines make none."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from lkjdsl.documents.pdf.printed import Rule

TOUCHING = 2.5
"""Points between lines that meet, or that are one."""
MOST_CELLS = 20_000
COVERED = 0.7
"""The share of the side of a cell that a line runs along at least."""


@frozen
class Box:
    """A cell of a grid: where it begins, how far it spans, and its edges in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


@frozen(eq=False)
class Grid:
    """A ruled grid: its upright lines from the left, its others from the top; no boxes where they make none."""

    xs: Sequence[float]
    ys: Sequence[float]
    boxes: Sequence[Box]

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies within its frame."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def grids_of(across: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Return the grids with several cells that lines make, from the top."""
    grids = []
    for rows, columns in _meeting(_continued(across), _continued(upright)):
        ys = _places([rule.at for rule in rows])
        ends = [end for rule in rows for end in (rule.start, rule.end)]
        xs = _places([rule.at for rule in columns])
        left, right = min(ends), max(ends)
        xs = [*([left] if left < xs[0] - TOUCHING else []), *xs, *([right] if right > xs[-1] + TOUCHING else [])]
        if len(ys) > 1 and len(xs) > 2 and len(ys) * len(xs) <= MOST_CELLS:  # noqa: PLR2004 - two make a frame
            grids.append(Grid(xs, ys, _boxes(xs, ys, rows, columns)))
    return sorted(_outermost(grids), key=lambda grid: grid.ys[0])


def _outermost(grids: Sequence[Grid]) -> Iterator[Grid]:
    """Yield the grids that lie in no other; one that another lies in has no clean cells."""
    for grid in grids:
        if not any(other is not grid and _lies_in(grid, other) for other in grids):
            inner = any(other is not grid and _lies_in(other, grid) for other in grids)
            yield Grid(grid.xs, grid.ys, ()) if inner else grid


def _lies_in(grid: Grid, other: Grid) -> bool:
    return other.holds(grid.xs[0], grid.ys[0]) and other.holds(grid.xs[-1], grid.ys[-1])


def _continued(rules: Sequence[Rule]) -> list[Rule]:
    """Return lines that run on in each other as one."""
    result: list[Rule] = []
    for place in _places([rule.at for rule in rules]):
        own = sorted((rule for rule in rules if abs(rule.at - place) <= TOUCHING), key=lambda rule: rule.start)
        for rule in own:
            last = result[-1] if result and result[-1].at == place else None
            if last is not None and rule.start <= last.end + TOUCHING:
                result[-1] = Rule(place, last.start, max(last.end, rule.end))
            else:
                result.append(Rule(place, rule.start, rule.end))
    return result


def _places(values: Sequence[float]) -> list[float]:
    """Return the places of lines, those that touch as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > TOUCHING:
            places.append(value)
    return places


def _meeting(across: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the lines of each group that meet one another, directly or by others."""
    meeting = {id(column): [row for row in across if _meet(row, column)] for column in upright}
    by_row: dict[int, list[Rule]] = {}
    for column in upright:
        for row in meeting[id(column)]:
            by_row.setdefault(id(row), []).append(column)
    seen: set[int] = set()
    for first in upright:
        rows, columns, waiting = list[Rule](), list[Rule](), [first] if id(first) not in seen else []
        while waiting:
            column = waiting.pop()
            if id(column) in seen:
                continue
            seen.add(id(column))
            columns.append(column)
            for row in meeting[id(column)]:
                if id(row) not in seen:
                    seen.add(id(row))
                    rows.append(row)
                    waiting += by_row[id(row)]
        if rows:
            yield rows, columns


def _meet(row: Rule, column: Rule) -> bool:
    return (
        row.start - TOUCHING <= column.at <= row.end + TOUCHING
        and column.start - TOUCHING <= row.at <= column.end + TOUCHING
    )


def _boxes(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Rule], columns: Sequence[Rule]) -> list[Box]:
    """Return the cells: places of the grid with no line between them are one; none where such a one is no rectangle."""
    height, width = len(ys) - 1, len(xs) - 1
    beside = [[rule for rule in columns if abs(rule.at - x) <= TOUCHING] for x in xs]
    above = [[rule for rule in rows if abs(rule.at - y) <= TOUCHING] for y in ys]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(height):
        for column in range(width):
            place = (row, column)
            owner[place] = place
            if column and not _runs(beside[column], ys[row], ys[row + 1]):
                _merge(owner, (row, column - 1), place)
            if row and not _runs(above[row], xs[column], xs[column + 1]):
                _merge(owner, (row - 1, column), place)
    parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        parts.setdefault(_first(owner, place), []).append(place)
    boxes = []
    for places in parts.values():
        top, left = min(row for row, _ in places), min(column for _, column in places)
        rows_, columns_ = max(row for row, _ in places) - top + 1, max(column for _, column in places) - left + 1
        if rows_ * columns_ != len(places):
            return []
        edges = xs[left], ys[top], xs[left + columns_], ys[top + rows_]
        boxes.append(Box(top, left, rows_, columns_, *edges))
    return sorted(boxes, key=lambda box: (box.row, box.column)) if len(boxes) > 1 else []


def _first(owner: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    while owner[place] != place:
        owner[place] = owner[owner[place]]
        place = owner[place]
    return place


def _merge(owner: dict[tuple[int, int], tuple[int, int]], rule: tuple[int, int], other: tuple[int, int]) -> None:
    owner[_first(owner, other)] = _first(owner, rule)


def _runs(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Return whether *rules*, which lie on one line, run along most of what is from *start* to *end*."""
    along = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return along >= COVERED * (end - start)
