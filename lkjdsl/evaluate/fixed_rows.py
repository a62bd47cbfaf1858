"""The rows of a table whose names the edition states: each is there once, and they stand in its order."""

from collections.abc import Sequence

from lkjdsl.column_names import folded
from lkjdsl.diagnostic import nearest
from lkjdsl.domains.exact.domain import Columns
from lkjdsl.evaluate.input_values import InputReader
from lkjdsl.model.definition import Rows


def in_order(rows: Rows, cells: InputReader, columns: Columns) -> Columns:
    """
    Return the *columns* of the rows that the edition names, in its order; they may be written in any.

    Reported: a name that it does not have, or that stands there twice, and those that are missing; of a missing row all
    but the name is not filled in.
    """
    named = next(at for at, input_ in enumerate(rows.columns.values()) if input_.fixed)
    column, one = [*rows.columns.items()][named]
    places = places_of(one.fixed, columns.values[named])
    for row, name in enumerate(columns.values[named]):
        if row in places.values():
            continue
        at = rows.name, row, column
        if isinstance(name, str) and folded(name) in map(folded, one.fixed):
            cells.report("row-twice", at, rows=rows.name, name=name)
        else:
            text = name if isinstance(name, str) else "-"
            near, known = nearest(text, one.fixed), ", ".join(one.fixed)
            cells.report("row-unknown", at, near=near, rows=rows.name, name=text, known=known)
    missing = [name for name in one.fixed if name not in places]
    if missing:
        cells.report("rows-missing", (rows.name,), rows=rows.name, names=", ".join(missing))
    values = [
        list(one.fixed) if at == named else [each[places[name]] if name in places else None for name in one.fixed]
        for at, each in enumerate(columns.values)
    ]
    return Columns(len(one.fixed), values, cells.short)


def places_of(names: Sequence[str], cells: Sequence[object]) -> dict[str, int]:
    """Return in which row each of *names* stands first; capital letters and spaces make no difference."""
    places: dict[str, int] = {}
    known = {folded(name): name for name in names}
    for row, cell in enumerate(cells):
        name = known.get(folded(cell)) if isinstance(cell, str) else None
        if name is not None:
            places.setdefault(name, row)
    return places
