"""How a value is spelled to somebody who types it: as it would be typed, and as it was understood."""

import re
from decimal import Decimal
from typing import Any

from lkjdsl import kinds
from lkjdsl.diagnostic import Language
from lkjdsl.kinds import Misfit
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number
from lkjdsl.words import Words

WORDS = Words("app.typed")
PLAIN_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
EXPONENT = re.compile(r"\d[\d.,]*e[+-]?\d+", re.IGNORECASE)
WHOLE = re.compile(r"[\d.]+(,0+)?")
RUPIAH = re.compile(r"rp|,\s*[-–—]+$", re.IGNORECASE)
"""What makes an amount of rupiah of a number: ``Rp`` before it, or ``,-`` behind it."""
COMMA_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
FLAGS = {True: "flag-true", False: "flag-false"}


def decimal_of(number: Number) -> Decimal:
    """Return a number that was typed, which therefore ends, with all its digits."""
    numerator, denominator = number
    places = 0
    while numerator * 10**places % denominator:
        places += 1
    return (
        Decimal(numerator * 10**places // denominator).scaleb(-places) if places else Decimal(numerator // denominator)
    )


def shown_text(value: Any, kind: str, language: Language) -> str:
    """Return how a value was understood: a number with all its decimals, or the word for what there is instead."""
    match value:
        case bool():
            return WORDS[FLAGS[value]].text(language)
        case "missing" | "not-applicable" if kind != "text":
            return WORDS[value].text(language)
        case tuple():
            return _printed(value, kind, language)
        case _:
            return str(value)


def _printed(number: Number, kind: str, language: Language) -> str:
    """Return a number with all its decimals, as a report prints numbers of its *kind*."""
    places = -int(decimal_of((number[0] * 100, number[1]) if kind == "percent" else number).as_tuple().exponent)
    unit = kind if kind in ("percent", "rupiah") else "number"
    return numerals.printed(number, unit, max(0, places), "half-up", language)


def refusal(text: str, kind: str, language: Language) -> str:
    """
    Return why a *text* was refused and what to type instead, where that is plain; else nothing.

    >>> refusal("50%", "index", "id"), refusal("7,4", "count", "id")
    ('“50%” adalah persentase, isian ini bukan. Tulis 50, tanpa tanda %.', '')
    >>> refusal("Rp7.630,-", "count", "id"), refusal("Rp1,5", "count", "id")
    ('“Rp7.630,-” adalah jumlah rupiah, isian ini bukan. Tulis 7.630 saja.', '')
    """
    text = text.strip()
    number = PLAIN_NUMBER.search(text)
    plain, key = "" if number is None else number[0], ""
    is_taken = kind in ("rupiah", "index", "number") or bool(WHOLE.fullmatch(plain))
    if kind in ("flag", "text"):
        return ""
    if text.casefold() == kinds.NIL_WORD:
        key = "nil-not-here"
    elif EXPONENT.fullmatch(text):
        key = "exponent"
    elif "%" in text and kind != "percent" and is_taken:
        key = "no-percent"
    elif RUPIAH.search(text) and kind not in ("rupiah", "percent") and is_taken:
        key = "no-rupiah"
    elif kind in ("count", "rupiah") and COMMA_THOUSANDS.fullmatch(plain):
        key, plain = "comma-thousands", plain.replace(",", ".")
    return WORDS[key].filled(found=text.strip(), plain=plain).text(language) if key else ""


def typed_text(raw: Any, kind: str, language: Language = "id") -> str:
    """
    Return how one would type what a data file says.

    >>> from decimal import Decimal
    >>> [typed_text(raw, "number") for raw in (7630, Decimal("89.88"), "nihil")], typed_text("89.88%", "percent")
    (['7.630', '89,88', 'nihil'], '89,88%')
    """
    if isinstance(raw, bool):
        return WORDS[FLAGS[raw]].text(language)
    value = raw if isinstance(raw, tuple) else kinds.read(kind, raw)
    if isinstance(value, tuple) and str(raw).casefold() != kinds.NIL_WORD:
        return _printed(value, kind if kind == "percent" else "number", "id")
    return "" if raw is None else kinds.shown(raw) if isinstance(raw, Misfit) else str(raw)
