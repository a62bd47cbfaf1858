"""What somebody typed into a cell of a workbook → what a data file would say."""

from decimal import Decimal
from typing import Any

from lkjdsl import kinds
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Input

SURE_DIGITS = 15
"""A decimal of so many digits survives in a cell; one that needs more was computed, not typed."""
FLAGS = {"ya": True, "true": True, "benar": True, "tidak": False, "false": False, "salah": False}
"""How a flag is typed: ``ya`` or ``tidak``, or as a spreadsheet spells its own in English and in Indonesian."""


def typed(cell: Any, input_: Input) -> Any:
    """
    Return what a cell says, as a data file would.

    A number is the shortest decimal that it stands for; a percentage is told by the cell's number format; a flag is
    ``ya`` or ``tidak``. What cannot be meant is a Misfit.
    """
    value = cell.value
    if isinstance(value, str):
        words = " ".join(value.split())
        if input_.kind == "flag":
            return FLAGS.get(words.casefold(), words)
        is_word = words.casefold() in (*kinds.MISSING_WORDS, kinds.NOT_APPLICABLE_WORD, kinds.NIL_WORD)
        return words.casefold() if is_word and input_.kind != "text" else words if is_word else value
    if isinstance(value, bool) or not isinstance(value, int | float) or input_.kind in ("flag", "text"):
        return value
    number = _number(float(value))
    if isinstance(number, Misfit) or input_.kind != "percent" or "%" not in (cell.number_format or ""):
        return number
    return f"{number * 100:f}%"


def _number(value: float) -> Decimal | int | Misfit:
    digits = Decimal(repr(value))
    if len(digits.as_tuple().digits) > SURE_DIGITS or abs(value) >= 10**SURE_DIGITS:
        return Misfit("cell-computed", values={"found": repr(value)})
    return int(value) if value.is_integer() else digits
