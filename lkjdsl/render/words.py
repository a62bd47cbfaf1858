"""The words of a page of results, in both languages."""

from typing import TYPE_CHECKING

from lkjdsl.diagnostic import Both, Language
from lkjdsl.model.periods import OF_OTHER_PARTS
from lkjdsl.model.values import State
from lkjdsl.numbers.numerals import printed
from lkjdsl.numbers.rational import Number
from lkjdsl.render.figure_text import figure
from lkjdsl.units import FLAG
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.evaluate.data import Data
    from lkjdsl.evaluate.outcome import Outcome, Result

WORDS = Words("results.page")
PERIODS = Words("results.periods")
TRUTH = Words("results.truth")


def word(key: str, language: Language) -> str:
    """Return the word for *key*."""
    return WORDS[key].text(language)


def shown(outcome: "Outcome", path: str, language: Language) -> str:
    """Return the printed text of the result at *path*, or the word for its state."""
    return shown_result(outcome.result(path, language), language)


def shown_result(result: "Result", language: Language) -> str:
    """Return the printed text of a result, or the word for its state."""
    if result.printed is None:
        return state_word(result, language)
    if result.unit == FLAG:
        return TRUTH[result.printed].text(language)
    if not isinstance(result.value, tuple):
        return result.printed
    return figure(result.printed, result.outcome.asked(result.path), result.outcome.data.year)


def printed_as(outcome: "Outcome", path: str, value: Number, language: Language) -> str:
    """Return a number as the result at *path* is printed."""
    output = outcome.output(path)
    return printed(value, output.unit, output.digits, output.rounding, language)


def state_word(result: "Result", language: Language) -> str:
    """Return the word for the state of a result that has no value."""
    if not result.is_not_measured:
        return word(result.status, language)
    assert isinstance(result.value, State)
    codes = [reason.code for reason in result.value.reasons]
    return PERIODS[next((code for code in codes if code in OF_OTHER_PARTS), "not-due")].text(language)


def truth(flag: bool) -> Both:  # noqa: FBT001 - it is what the word is for
    """Return the word for *flag*."""
    return TRUTH["true" if flag else "false"]


def year_text(data: "Data", language: Language) -> str:
    """Return the year of some data, with the part of it that they are of where it has periods."""
    return str(data.year) if data.span is None else f"{data.year}, {data.span.text(language)}"


def of_whom(office: str, year: int | str, language: Language) -> list[str]:
    """Return the lines that say whose results a page shows, where that is known, and of which year."""
    return [*([f"{word('office', language)}: {office}"] if office else []), f"{word('year', language)} {year}"]
