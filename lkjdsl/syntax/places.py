"""A place → line and column; the TOML of a source is only looked through when somebody wants to see a place."""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from lkjdsl.source import Path, Place, PlacePart, Source, Span

if TYPE_CHECKING:
    from lkjdsl.syntax.toml_places import Positions


@frozen(eq=False)
class Spot:
    """A place as people count: lines and columns from 1; ``end_column`` is behind its last character on that line."""

    file: str
    line: int
    column: int
    end_column: int
    text: str
    """The whole line."""
    is_cell: bool = False

    @property
    def where(self) -> str:
        """Return the file with line and column, or with the cell."""
        return self.file if self.is_cell else f"{self.file}:{self.line}:{self.column}"


@lru_cache(maxsize=64)
def _positions(source: Source) -> "Positions":
    from lkjdsl.syntax.toml_places import positions

    return positions(source.text)


def spot(place: Place) -> Spot:
    """Return where *place* is; the first line where it cannot be told more exactly."""
    if place.source.cells is not None:
        return _cell(place)
    source, start, end = _found(place)
    text = source.text
    start = min(start, len(text))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    line = text[line_start:line_end].rstrip("\r")
    column = start - line_start + 1
    end_column = max(column + 1, min(end, line_start + len(line)) - line_start + 1)
    return Spot(source.name, bisect_right(_line_ends(source), start - 1) + 1, column, end_column, line)


def _cell(place: Place) -> Spot:
    """Return the cell of a workbook that a place is, or that is nearest above it; else the workbook."""
    path, cells = place.path or (), place.source.cells or {}
    held = next((cells[path[:length]] for length in range(len(path), 0, -1) if path[:length] in cells), None)
    if held is None:
        return Spot(place.source.name, 1, 1, 1, "", is_cell=True)
    return Spot(f"{place.source.name}:{held.name}", 1, 1, max(2, len(held.text) + 1), held.text, is_cell=True)


@lru_cache(maxsize=64)
def _line_ends(source: Source) -> list[int]:
    """Return where the lines of a source end; a count anew for each of a thousand problems would take long."""
    return [match.start() for match in re.finditer("\n", source.text)]


def _found(place: Place) -> tuple[Source, int, int]:
    """Return the source that *place* is in, which is the nearest that says anything there, and the offsets in it."""
    if not place.path:
        return place.source, *(place.span or (0, 0))
    for length in range(len(place.path), 0, -1):
        span = place.span if length == len(place.path) else None
        for source, path, there in place.source.origins(place.path[:length], span):
            found = _offsets(source, path, place.part, there)
            if found is not None:
                return source, *found
    return place.source, 0, 0


def _offsets(source: Source, path: Path, part: PlacePart, span: Span | None) -> Span | None:
    known = _positions(source)
    if part == "value" and span is not None:
        found = known.inside(path, *span)
        if found is not None:
            return found
    found = known.key(path) if part == "key" else known.value(path)
    return found or known.key(path) or known.value(path)


def exactly(place: Place) -> bool:
    """Return whether something stands at the very path of *place*, in its source or in one that that rests on."""
    if place.source.cells is not None:
        return place.path in place.source.cells
    path = place.path or ()
    return any(_positions(source).value(at) is not None for source, at, _ in place.source.origins(path) if path)
