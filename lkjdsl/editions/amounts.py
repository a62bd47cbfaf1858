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


def difference(old: Result, new: Result) -> Number | None:
    """Return how much *new* is above *old*, or None where one of them is no number."""
    if not (isinstance(old.value, tuple) and isinstance(new.value, tuple)):
        return None
    (a, b), (c, d) = old.value, new.value
    return reduced((c * b - a * d, b * d))


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
