"""Texts that a spreadsheet takes for texts: what goes into CSV files and sheets, whoever wrote it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite, isnan
from typing import Any

_RISKY = re.compile(
    r"""(?: \A (?=[\t\r\n]) | (?: \A | [;,\t\r\n] ) (?=["']*[=+\-@＝＋－＠]) )  # a formula, or a cell that could be one
        (?! ["']* -(?:Rp)?[0-9][0-9.,]*%? ["']* (?: [;,\t\r\n] | \Z ) )         # but no number""",  # noqa: RUF001 - wide ones are signs too where Chinese or Japanese is typed
    re.VERBOSE,
)
HINT = "^[\t\r\n]|(^|[;,\t\r\n])[\"']*[=+\\-@＝＋－＠]"  # noqa: RUF001 - the same
"""What a text has at least that :func:`harmless` changes, for Arrow, whose expressions look at nothing ahead."""
NEGATIVE = "^-(Rp)?[0-9][0-9.,]*%?$"
"""A text that has it and stays all the same."""
SURE_DIGITS = 15
"""A number of so many digits is a number in a sheet as well; a longer one, such as that of a civil servant, a text."""


def harmless(cell: str) -> str:
    """
    Return *cell* so that no spreadsheet takes it, or a part of it, for a formula.

    What begins as a formula does gets an apostrophe in front, after a character that may part cells as well: which one
    parts the cells of a CSV is decided by the settings of whoever opens it. A number stays as it is.

    >>> harmless("=1+1"), harmless("x;=1+1"), harmless("-5,5%"), harmless("a, b - c")
    ("'=1+1", "x;'=1+1", '-5,5%', 'a, b - c')
    """
    return _RISKY.sub(r"\g<0>'", cell)


def cell_text(value: Any) -> str:
    """Return the text of a value of a table, whatever its type; what is no number of a report has none."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return number_text(value) if isfinite(value) else "" if isnan(value) else "∞" if value > 0 else "−∞"
        case Decimal():
            return f"{value:f}" if value.is_finite() else ""
        case date() | datetime() | time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case Mapping() | Sequence():
            return json.dumps(_nested(value), ensure_ascii=False)
        case _:
            return str(value)


def number_text(value: float) -> str:
    """Return a finite number without the exponent that Python writes."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _nested(value: Any) -> Any:
    match value:
        case str() | bool() | int() | None:
            return value
        case float() if isfinite(value):
            return value
        case Mapping():
            return {cell_text(key): _nested(inner) for key, inner in value.items()}
        case Sequence() if not isinstance(value, bytes):
            return [_nested(inner) for inner in value]
        case _:
            return cell_text(value) or None
