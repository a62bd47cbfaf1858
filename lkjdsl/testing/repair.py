"""Data that may break the constraints of an edition → data that keeps them."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from lkjdsl import kinds
from lkjdsl.core.operators import ADD, AT_MOST
from lkjdsl.edition import Edition
from lkjdsl.model.definition import Definition
from lkjdsl.model.expressions import Apply, Column, Expression, Reading
from lkjdsl.rational import compare, sum_of
from lkjdsl.testing.values import spelled

ROUNDS = 3

Cell = tuple[dict[str, Any], str, str]
"""A table of data, the key of an input or column in it, and its kind."""


def mended(edition: Edition, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return *told* as :func:`raised` makes it, or None where the data has errors even so."""
    changed = raised(edition, told)
    codes = {one.code for one in edition.evaluate(changed).problems if one.severity == "error"}
    return None if codes - {"result-invalid"} else changed


def raised(edition: Edition, told: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return *told* with every whole raised to its parts where it is less: most constraints hold then.

    ``paspor.terbit + paspor.ditolak <= paspor.permohonan`` says what the parts are of a whole.
    """
    changed = deepcopy(dict(told))
    for _ in range(ROUNDS):  # a whole may be a part of another
        for formula in edition.definition.constraints.values():
            for parts, whole in _wholes(edition.definition, formula.expression, changed):
                _raise(parts, whole)
    return changed


def _wholes(definition: Definition, expression: Expression, told: dict[str, Any]) -> list[tuple[list[Cell], Cell]]:
    """Return the parts and the whole that a constraint compares, once, or for each row of a table."""
    if not (isinstance(expression, Apply) and expression.operator == AT_MOST.name):
        return []
    sum_or_part, whole = expression.arguments
    is_sum = isinstance(sum_or_part, Apply) and sum_or_part.operator == ADD.name
    parts: Sequence[Expression] = sum_or_part.arguments if is_sum else (sum_or_part,)  # type: ignore[union-attr] # a sum
    tables = {one.rows for one in (*parts, whole) if isinstance(one, Column)}
    if len(tables) > 1 or not all(isinstance(one, Column | Reading) for one in (*parts, whole)):
        return []

    def cell(one: Any, row: dict[str, Any]) -> Cell:
        if isinstance(one, Column):
            return row, one.column, definition.rows[one.rows].columns[one.column].kind
        group, name = one.input.split(".")
        return told.get(group, {}), name, definition.inputs[one.input].kind

    rows = [row for table in tables for row in told.get(table, [])] if tables else [{}]
    return [([cell(one, row) for one in parts], cell(whole, row)) for row in rows]


def _raise(parts: Sequence[Cell], whole: Cell) -> None:
    """Put the sum of *parts* in the place of a *whole* that is less; leave it where one of them is no number."""
    values = [kinds.read(kind, table.get(key, "-")) for table, key, kind in (*parts, whole)]
    numbers = [value for value in values if isinstance(value, tuple)]
    if len(numbers) < len(values):
        return
    total = sum_of(numbers[:-1])
    if compare(total, numbers[-1]) > 0:
        table, key, kind = whole
        table[key] = spelled(total, kind)
