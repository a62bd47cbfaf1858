"""
The kinds of input, and how a value of each is written in a data file (language.md section 5).

Shared by data files, defaults and tables, so that a count is a count everywhere.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from attrs import Factory, frozen

from lkjdsl import limits
from lkjdsl.numbers.rational import Number

MISSING_WORDS = ("-", "tidak tersedia")
ABSENT_WORDS = frozenset((
    *MISSING_WORDS, "--", "---", "–", "—", "−",
    "n/a", "n.a.", "n.a", "na", "not available", "no data", "missing", "t/a", "tidak ada data", "data tidak tersedia",
    "belum ada data", "belum tersedia", "belum diisi", "data belum tersedia",
))  # fmt: skip
"""How people write that a number or flag is missing; in a text they may be what is meant. None of them is a zero."""
NOT_APPLICABLE_WORD = "tidak berlaku"
NOT_APPLICABLE_WORDS = (NOT_APPLICABLE_WORD, "not applicable")
WORD_STARTS = frozenset(("", "-", "t", "T", " ", "\t", "\n"))
"""What a text begins with that may be one of these words; whatever else a text column holds is taken as it is."""
UNKNOWN = ("NAType", "NaTType")
"""The types of what pandas has for a missing value; a NaN says that something could not be computed, and is none."""
NIL_WORD = "nihil"
NIL_KINDS = ("count", "rupiah")
LONGEST_WORD = 40
"""A longer text is none of the words above, however it is spaced."""

THOUSANDS = 3  # digits of a group

_PERCENT = r"(-?)(\d+)(?:[.,](\d+))?\s*%"
_NUMERAL = r"(Rp\.?\s*)?-?\d[\d.,_ ]*%?"


@frozen
class Misfit:
    """Why a value is not of its kind: a code of the catalogue, keys of its helps, words for its texts."""

    code: str
    helps: tuple[str, ...] = ()
    values: Mapping[str, str] = Factory(dict)


Special = Literal["missing", "not-applicable"]


def read(kind: str, raw: Any) -> Number | bool | str | Special | Misfit:
    """
    Return what *raw*, a value of a TOML file or of a Python mapping, says of an input of *kind*.

    Numbers come as ints, Decimals (which keep the spelling of a TOML decimal) or Fractions; a float only where
    it is whole, since 0.1 is not a tenth. A Misfit of whoever read a cell stays one.
    """
    if isinstance(raw, Misfit):
        return raw
    if raw is None or type(raw).__name__ in UNKNOWN:
        return "missing"
    if isinstance(raw, str):
        if raw == NIL_WORD and kind in NIL_KINDS:
            return 0, 1
        if len(raw) <= LONGEST_WORD:
            word = raw.strip().casefold()
            is_text = kind == "text"
            if word in (MISSING_WORDS if is_text else ABSENT_WORDS):
                return "missing"
            if word == NOT_APPLICABLE_WORD or (not is_text and word in NOT_APPLICABLE_WORDS):
                return "not-applicable"
    match kind:
        case "text":
            return raw if isinstance(raw, str) else Misfit("not-a-text", values={"found": shown(raw)})
        case "flag":
            return raw if isinstance(raw, bool) else Misfit("not-a-flag", values={"found": shown(raw)})
        case "percent":
            return _percent(raw)
        case "count":
            return _count(raw)
        case _:
            return _number(kind, raw)


def _percent(raw: Any) -> Number | Misfit:
    if isinstance(raw, str):
        match = re.fullmatch(_PERCENT, raw.strip(), re.ASCII)
        if match:
            sign, whole, decimals = match.group(1), match.group(2), match.group(3) or ""
            if len(whole + decimals) > limits.LITERAL_DIGITS:
                return Misfit("number-too-long", values={"limit": str(limits.LITERAL_DIGITS)})
            number = int(whole + decimals)
            return (-number if sign else number), 10 ** (len(decimals) + 2)
        if re.fullmatch(_NUMERAL, raw.strip(), re.ASCII):
            return Misfit("percent-without-sign", ("percent",), {"written": raw.strip().removesuffix("%")})
        return Misfit("text-for-number", values={"found": raw[:40]})
    number_or_misfit = _number("percent", raw)
    if isinstance(number_or_misfit, Misfit) or number_or_misfit[0] == 0:
        return number_or_misfit
    return Misfit("percent-without-sign", ("percent",), {"written": shown(raw)})


def _count(raw: Any) -> Number | Misfit:
    found = _number("count", raw)
    if isinstance(found, Misfit):
        return found
    numerator, denominator = found
    if numerator % denominator:
        return Misfit("count-not-whole", ("number",), {"written": shown(raw)})
    if numerator < 0:
        return Misfit("count-negative", values={"written": shown(raw)})
    return numerator // denominator, 1


def _number(kind: str, raw: Any) -> Number | Misfit:
    if isinstance(raw, bool):
        return Misfit("not-a-number", values={"found": shown(raw)})
    if isinstance(raw, int):
        if raw.bit_length() > limits.LITERAL_DIGITS * 10 // 3:
            return Misfit("number-too-long", values={"limit": str(limits.LITERAL_DIGITS)})
        return int(raw), 1
    if isinstance(raw, Decimal):
        return _decimal(kind, raw)
    if hasattr(raw, "denominator"):  # a Fraction, without importing it for those who have none
        return int(raw.numerator), int(raw.denominator)
    if isinstance(raw, float):
        if raw.is_integer():
            return int(raw), 1
        if raw != raw or raw in (float("inf"), float("-inf")):  # noqa: PLR0124 - the test for a NaN
            return Misfit("not-finite", ("program",), {"found": shown(raw)})
        return Misfit("float-refused", values={"found": repr(raw)})
    if isinstance(raw, str):
        if raw.strip().casefold() == NIL_WORD:
            return (0, 1) if kind in NIL_KINDS else Misfit("nil-not-here", values={"kind": kind})
        if re.fullmatch(_NUMERAL, raw.strip(), re.ASCII):
            return Misfit("number-as-text", values={"found": raw.strip()[:40]})
        return Misfit("text-for-number", values={"found": raw[:40]})
    if isinstance(raw, date | datetime | time):
        return Misfit("date-not-number", values={"found": str(raw)})
    return Misfit("not-a-number", values={"found": shown(raw)})


def _decimal(kind: str, raw: Decimal) -> Number | Misfit:
    if not raw.is_finite():
        return Misfit("not-finite", values={"found": shown(raw)})
    _, digits, exponent = raw.as_tuple()
    if len(digits) > limits.LITERAL_DIGITS or abs(raw.adjusted()) > limits.LITERAL_DIGITS:
        return Misfit("number-too-long", values={"limit": str(limits.LITERAL_DIGITS)})
    if exponent == -THOUSANDS and kind in ("count", "rupiah"):
        plain = f"{raw}".replace(".", "_")
        code = "count-not-whole" if kind == "count" else "rupiah-thousands-dot"
        return Misfit(
            code, ("thousands", "number") if kind == "count" else ("thousands",), {"written": str(raw), "plain": plain}
        )
    return raw.as_integer_ratio()


def shown(raw: Any) -> str:
    """Return a value as it may be shown in a message, shortened."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, dict):
        return "{ ... }"
    if isinstance(raw, list | tuple):
        return "[ ... ]"
    if raw is None:
        return "-"
    if isinstance(raw, Decimal) and not raw.is_finite():
        return str(raw).lower().replace("infinity", "inf")
    try:
        return str(raw)[:40]
    except Exception:  # noqa: BLE001 - a class of anybody, which may raise anything
        return f"({type(raw).__name__})"
