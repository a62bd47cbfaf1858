"""Which keys the tables of an edition may have, and the shape of the value of each."""

from collections.abc import Mapping
from typing import Any

from lkjdsl import shape, units
from lkjdsl.shape import Choice, RuleShape, Shape
from lkjdsl.syntax.edition_tables import TABLES

AnyShape = Shape | Choice | RuleShape
Shapes = Mapping[str, AnyShape]

_ROUNDING = Choice(("half-up", "half-even", "half-down", "down", "up", "floor", "ceiling"))
_POLARITY = Choice(("maximize", "minimize", "minimize-inverse", "range", "stabilize"))
_AGGREGATE = Choice(("weighted-mean", "geometric-mean", "harmonic-mean", "mean", "median", "sum", "min", "max"))

TOP: Shapes = {
    "lkjdsl": shape.WHOLE,
    "title": shape.TEXT,
    "year": shape.WHOLE,
    "language": Choice(("id", "en")),
    "basis": shape.TEXTS,
    "periods": shape.NAMES,
    "valid": shape.YEARS,
    "unconfirmed": shape.TEXTS,
}
RESERVED = ("profile",)
EXTENDING = ("extends", "remove")  # done with before a document is read, and still to be suggested for a misspelt key

EXAMPLES: Mapping[str, str] = {
    "lkjdsl": "1",
    "title": "'Kantor Imigrasi'",
    "year": "2025",
    "kind": "'count'",
    "unit": "'percent'",
    "rows": "'anggaran'",
    "formula": "'realisasi / pagu'",
    "lines": "[{ line = 'Paspor', terbit = 'paspor.terbit' }]",
    "line": "'Paspor'",
    "label": "'Baik'",
    "budget": "'anggaran.pagu'",
    "absorbed": "'anggaran.realisasi'",
    "target": "91",
}
"""What a key that must be there may look like."""

INHERITED: Shapes = {
    "zero_over_zero": RuleShape(),
    "over_zero": RuleShape(),
    "missing": RuleShape(),
    "rounding": _ROUNDING,
    "digits": shape.WHOLE,
}
RULES: Shapes = {
    **INHERITED,
    "average": Choice(("objectives", "indicators")),
    "polarity": _POLARITY,
    "achievement_cap": shape.QUANTITY,
    "achievement_floor": shape.QUANTITY,
    "achievement_scale": shape.TEXT,
}
INPUT: Shapes = {
    "kind": Choice(units.KINDS),
    "label": shape.TEXT,
    "default": shape.ANY,
    "min": shape.QUANTITY,
    "max": shape.QUANTITY,
    "note": shape.TEXT,
    "rollup": Choice(("sum", "mean", "last")),
    "alias": shape.TEXTS,
    "values": shape.TABLE,
    "over_periods": Choice(("sum", "last", "mean")),
    "fixed": shape.NAMES,
}
FUNDING: Shapes = {
    "programme": shape.TEXT,
    "budget": shape.FORMULA,
    "absorbed": shape.FORMULA,
    "efficiency": Choice(("difference", "ratio")),
}
OBJECTIVE: Shapes = {**FUNDING, "name": shape.TEXT, "basis": shape.TEXTS, "note": shape.TEXT}
NODE: Shapes = {
    **INHERITED,
    "name": shape.TEXT,
    "alias": shape.TEXTS,
    "unit": shape.TEXT,
    "formula": shape.FORMULA,
    "aggregate": _AGGREGATE,
    "weight": shape.FORMULA,
    "cap": shape.QUANTITY,
    "floor": shape.QUANTITY,
    "round": shape.WHOLE,
    "min_available": shape.QUANTITY,
    "redistribute": Choice(("proportional", "equal")),
    "applies_if": shape.FORMULA,
    "scale": shape.TEXT,
    "over_periods": Choice(("last",)),
    "definition": shape.TEXT,
    "basis": shape.TEXTS,
    "note": shape.TEXT,
}
USING: Shapes = {"use": shape.TEXT, "rename": shape.TABLE}
"""Keys of a node that are done with before a document is read, as EXTENDING, and still to be suggested."""
INDICATOR: Shapes = {
    **NODE,
    **FUNDING,
    "objective": shape.TEXT,
    "target": shape.TARGET,
    "target_of": Choice(("to-date", "period")),
    "compare": shape.TABLE,
    "polarity": _POLARITY,
    "achievement": shape.FORMULA,
    "achievement_cap": shape.QUANTITY,
    "achievement_floor": shape.QUANTITY,
    "achievement_scale": shape.TEXT,
}
SCALE: Shapes = {
    "lookup": Choice(("exact", "printed")),
    "digits": shape.WHOLE,
    "bands": shape.BANDS,
    "note": shape.TEXT,
}
BAND: Shapes = {
    "at_least": shape.QUANTITY,
    "above": shape.QUANTITY,
    "below": shape.QUANTITY,
    "at_most": shape.QUANTITY,
    "label": shape.TEXT,
    "value": shape.QUANTITY,
}
LABEL = "line"
"""The column of a report table that holds the labels of its lines, where it states them."""
TABLE: Shapes = {
    "name": shape.TEXT,
    "rows": shape.TEXT,
    "lines": shape.LINES,
    "columns": shape.TABLE,
    "total": shape.TABLE,
    "note": shape.TEXT,
    "basis": shape.TEXTS,
}
COLUMN: Shapes = {"formula": shape.FORMULA, "unit": shape.TEXT, "digits": shape.WHOLE, "name": shape.TEXT}

CASE: Shapes = {
    "name": shape.TEXT,
    "data": shape.TABLE,
    "previous": shape.TABLE,
    "values": shape.TABLE,
    "problems": shape.TEXTS,
    "note": shape.TEXT,
}
INVARIANT: Shapes = {
    "that": shape.FORMULA,
    "of": shape.TEXT,
    "rises_with": shape.TEXTS,
    "falls_with": shape.TEXTS,
    "unchanged_by": shape.TEXTS,
    "note": shape.TEXT,
}


def is_data(raw: Mapping[str, Any]) -> bool:
    """Return whether a file has the year and the values of a data file, and nothing of an edition."""
    return (
        "year" in raw and len(raw) > 1 and not any(key in (*TOP, *TABLES, *EXTENDING) for key in raw if key != "year")
    )
