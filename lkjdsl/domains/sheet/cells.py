"""Four cells of a spreadsheet for the value of a step, and the texts of formulas that they are made of."""

import re
from collections.abc import Sequence
from fractions import Fraction
from math import lcm, prod

from attrs import frozen

from lkjdsl.domains.float_error.bounds import as_float
from lkjdsl.model.values import KIND_OF_RULE, Rule, StateKind
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.units import FLAG, TEXT, Unit

STATES: dict[StateKind, str] = {"excluded": "1", "unavailable": "2", "invalid": "3"}
"""The number of each state in its cell; 0 is a value."""
DECLINED = "4"
"""The state of what a spreadsheet cannot be asked for: it decides before any other."""
MISSING = "-1"
"""The state of what is read and is not there, before the rule for that says what it gives."""

WHOLE = "1E+14"
"""Whole numbers below are exact in a spreadsheet, and so are their sums, differences and products."""
SNAP = "1E-14"
"""The relative error of a sum or difference: what is near to 0 beside its terms may become 0 (two and a half times)."""
UNIT = "2E-16"
"""The relative error of a product, a quotient, a decimal number that was typed."""
UNKNOWN = "1E+90"
"""The error of what is in doubt."""
NO_GRID = "1E+30"
"""The denominator where none is known."""
FINEST = 10**14
"""A greater denominator is not exact in a spreadsheet."""
MOST_TEXT = 250
"""Characters of one text in a formula; Excel takes 255."""

ROW = "\ue000"
"""Stands in a reference for the number of the row at hand, where one formula is written for many rows."""

_REFERENCE = re.compile(rf"(?:'[^']+'!|[A-Za-z_]+!)?\$?[A-Z]{{1,3}}(?:\$?[0-9]+|{ROW})")
_LITERAL = re.compile(
    r'-?[0-9.]+(?:E[+-][0-9]+)?|\(-?[0-9]+(?:/[0-9]+)?\)|TRUE|FALSE|"(?:[^"]|"")*"(?:&"(?:[^"]|"")*")*'
)


Wording = str | bool
"""A value that is no number."""


@frozen
class StepCells:
    """
    What a step is in a sheet: references to four cells, or what stands in the place of one, such as ``0``.

    ``state`` is 0 where there is a value. Where it is a number, ``value`` is no further from the exact one than
    ``error``, and the exact one is a whole number of parts of 1 in ``denominator``, unless that is NO_GRID. Where
    ``error`` is UNKNOWN or more, nothing of all that is certain, whatever ``state`` says.
    """

    value: str
    state: str = "0"
    denominator: str = "1"
    error: str = "0"
    unit: Unit = ""


@frozen
class Formulas:
    """
    The formulas of four cells.

    ``doubts`` are errors of operands: where one is UNKNOWN the step is in doubt. So it is where ``undecided`` holds: a
    decision of the step is uncertain, on which its state may hang. Else, where it has a state, it is not in doubt.
    Without ``doubts`` (None) ``error`` says all.
    """

    value: str
    state: str = "0"
    denominator: str = "1"
    error: str = "0"
    doubts: Sequence[str] | None = ()
    undecided: str = "FALSE"


def is_literal(text: str) -> bool:
    """Return whether *text* is a number, flag or text by itself."""
    return _LITERAL.fullmatch(text) is not None


def needs_cell(text: str) -> bool:
    """Return whether *text* is worked out, and neither a literal nor a reference."""
    return not is_literal(text) and _REFERENCE.fullmatch(text) is None


def nothing(unit: Unit) -> str:
    """Return what stands in the value cell of a state."""
    return "FALSE" if unit == FLAG else '""' if unit == TEXT else "0"


def number(value: Number) -> str:
    """Return the text of a number: a quotient of whole numbers, never a decimal that was rounded."""
    n, d = reduced(value)
    return f"({n}/{d})" if d != 1 else str(n) if n >= 0 else f"({n})"


def text(value: str) -> str:
    """Return the text of a text; a long one in pieces."""
    pieces = [value[at : at + MOST_TEXT] for at in range(0, len(value), MOST_TEXT)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def constant(value: Number | Wording, unit: Unit) -> StepCells:
    """Return the cells of a value of the edition."""
    match value:
        case bool():
            return StepCells("TRUE" if value else "FALSE", unit=unit)
        case str():
            return StepCells(text(value), unit=unit)
        case _:
            n, d = reduced(value)
            near = as_float(value)
            if max(abs(n), d) >= FINEST:  # more digits than a spreadsheet keeps
                off = UNKNOWN if abs(near) >= float(UNKNOWN) else decimal(abs(near) * float(SNAP))
                return StepCells("0" if off == UNKNOWN else f"({near:.14E})", "0", NO_GRID, off, unit)
            exact = Fraction(near) == Fraction(n, d)
            return StepCells(number(value), "0", grid(d), "0" if exact else decimal(abs(near) * float(UNIT)), unit)


def decimal(value: float) -> str:
    """Return the text of a number of which a few digits matter, rounded up."""
    return f"{value * 1.001:.3E}"


def ruled(rule: Rule, unit: Unit) -> StepCells:
    """Return the cells of what a rule gives."""
    if isinstance(rule, str):
        return StepCells(nothing(unit), STATES[KIND_OF_RULE[rule]], unit=unit)
    return constant(rule, unit)


def grid(denominator: int) -> str:
    """Return the text of a denominator, or NO_GRID where it is of no use."""
    return str(denominator) if denominator < FINEST else NO_GRID


def size(value: str) -> str:
    """Return the size of a number."""
    if not is_literal(value):
        return f"ABS({value})"
    return value.replace("-", "") if value.startswith("(") else value.removeprefix("-")


def largest(texts: Sequence[str]) -> str:
    """Return the largest of numbers that are at least 0."""
    found = list(dict.fromkeys(one for one in texts if one != "0"))
    return "0" if not found else found[0] if len(found) == 1 else f"MAX({','.join(found)})"


def in_doubt(condition: str, error: str) -> str:
    """Return *error*, or UNKNOWN where *condition* holds."""
    return error if condition == "FALSE" else f"IF({condition},{UNKNOWN},{error})"


def added(texts: Sequence[str]) -> str:
    """Return the sum of numbers that are at least 0."""
    return "+".join(one for one in texts if one != "0") or "0"


def multiplied(denominators: Sequence[str]) -> str:
    """Return a denominator of a product."""
    if NO_GRID in denominators:
        return NO_GRID
    fixed = prod(int(denominator) for denominator in denominators if is_literal(denominator))
    others = [denominator for denominator in denominators if not is_literal(denominator)]
    if not others or fixed >= FINEST:
        return grid(fixed)
    factors = "*".join([*others, str(fixed)] if fixed > 1 else others)
    return factors if len(others) == fixed == 1 else f"IF({factors}<{WHOLE},{factors},{NO_GRID})"


def common(denominators: Sequence[str]) -> str:
    """Return a denominator of all values that have *denominators*, and so of their sum."""
    if NO_GRID in denominators:
        return NO_GRID
    fixed = lcm(*(int(denominator) for denominator in denominators if is_literal(denominator)))
    others = list(dict.fromkeys(denominator for denominator in denominators if not is_literal(denominator)))
    if not others or fixed >= FINEST:
        return grid(fixed)
    together = [*others, str(fixed)] if fixed > 1 else others
    if len(together) == 1:
        return together[0]
    most = f"MAX({','.join(together)})"
    rests = "+".join(f"MOD({most},{one})" for one in together)
    logarithms = "+".join(f"LOG10({one})" for one in together)
    least = f"IF({logarithms}<14,LCM({','.join(together)}),{NO_GRID})"
    return f"IF({most}<1E+11,IF({rests}=0,{most},{least}),{least})"
