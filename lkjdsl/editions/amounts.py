"""Differences of results as people read them: with a sign, percentages in percentage points."""

import re
from collections.abc import Iterable

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.numbers.numerals import printed
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.render.words import state_word
from lkjdsl.units import PERCENT, PLAIN
from lkjdsl.words import Words

POINTS = "pp"
"""Percentage points: the difference of 60% and 50% is 10 pp, and not 10%."""
WORDS = Words("editions.amounts")
_IN_POINTS = re.compile(rf"\d {POINTS}\b")
FINER = 2  # more decimals of a part than of its result
MOST_FINER = 30  # of a change that is seen at all


def difference(old: Result, new: Result) -> Number | None:
    """Return how much *new* is above *old*, or None where one of them is no number."""
    if not (isinstance(old.value, tuple) and isinstance(new.value, tuple)):
        return None
    return _less(new.value, old.value)


def printed_difference(old: Result, new: Result) -> Number | None:
    """Return how much *new* is above *old* as they are printed, or None where one of them is no number."""
    before, after = old.as_printed, new.as_printed
    return None if before is None or after is None else _less(after, before)


def _less(n: Number, other: Number) -> Number:
    (a, b), (c, d) = n, other
    return reduced((a * d - c * b, b * d))


def finer_of(left: Result, right: Result) -> Result:
    """Return the one of two results that is printed with more decimals, the second where they are alike."""
    return left if left.digits > right.digits else right


def amount_text(amount: Number, like: Result, language: Language, finer: int = 0) -> str:
    """Return a difference of results like *like*, with its sign: ``+1,93``, ``-2,12 pp``."""
    unit, number = like.unit, amount
    if unit == PERCENT:
        unit, number = POINTS, (amount[0] * 100, amount[1])
    text = printed(number, "number" if unit == PLAIN else unit, like.digits + finer, like.rounding, language)
    return f"+{text}" if amount[0] > 0 else text


def change_text(old: Result, new: Result, language: Language) -> str:
    """Return how much the printed number moves, as who has the page works it out; nothing where there is none."""
    amount = printed_difference(old, new)
    return "" if amount is None else amount_text(amount, finer_of(old, new), language)


def unrounded_change(old: Result, new: Result, language: Language) -> str:
    """Return how much the number itself moves, where that does not print as :func:`change_text`; else nothing."""
    amount, like = difference(old, new), finer_of(old, new)
    if amount is None or not amount[0]:
        return ""
    texts = (amount_text(amount, like, language, finer) for finer in range(MOST_FINER))
    text = next((text for text in texts if re.search("[1-9]", text)), "")
    return "" if text == change_text(old, new, language) else text


def changes_note(moved: Iterable[tuple[str, Result, Result]], language: Language) -> list[str]:
    """Return the line that says of labelled results how much they move before rounding, where that prints otherwise."""
    texts = [(label, unrounded_change(old, new, language)) for label, old, new in moved]
    found = [f"{label} {text}" for label, text in texts if text]
    return [WORDS["unrounded"].text(language).format(list="; ".join(found))] if found else []


def shown(outcome: Outcome | None, path: str, language: Language) -> str:
    """Return a result as printed, the word for its state, or nothing where there is no such result."""
    if outcome is None or path not in outcome:
        return ""
    result = outcome.result(path, language)
    return result.printed if result.printed is not None else state_word(result, language)


def points_note(rows: Iterable[Iterable[str]], language: Language) -> list[str]:
    """Return the line that says what ``pp`` is, where a cell of *rows* has a number of them."""
    pointed = any(_IN_POINTS.search(cell) for row in rows for cell in row)
    return [WORDS["points"].text(language)] if pointed else []
