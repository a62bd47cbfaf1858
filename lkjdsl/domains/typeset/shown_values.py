"""Values as formulas show them: how many digits a number has on a line, and what number a reader of it takes."""

from collections.abc import Mapping
from typing import Final, Literal

from attrs import frozen

from lkjdsl.core.program import Held, Step
from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset.protocol import ABSENT
from lkjdsl.domains.typeset.tree import PlainWord, PrintedNumber, Tree
from lkjdsl.model.values import State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Approximate, Number, Rounding, round_at
from lkjdsl.units import PERCENT, PLAIN, WRITTEN_PERCENT, Unit

LineDetail = int | Literal["fraction"]
"""How many more digits than usual a number has that does not end before; ``fraction``: it is shown as one."""

DECIMALS = 4
"""Of a number on the way, which has no digits of its own."""
MORE_DIGITS = 12
"""More than so many digits beyond the usual ones are never shown."""
LONGEST_FRACTION = 12
"""Characters of a fraction that is still read; a longer one is a decimal after all."""
DETAILS: Final[tuple[LineDetail, ...]] = (*range(MORE_DIGITS + 1), "fraction")
"""From the shortest that a line may be."""

_NOT_FILLED_IN = ("missing-input", "missing-previous", "missing-rows", "not-given")


@frozen
class ShownValue:
    """A value as a formula shows it, and the value that a reader takes it for, who sees no more than that."""

    tree: Tree
    value: Value


@frozen
class Precision:
    """
    The decimals of a number that is shown without more detail.

    It has all of them where it ends within the ``usual`` ones or within ``most``, else the usual ones; and not less
    than ``least``.
    """

    usual: int = DECIMALS
    least: int = 0
    most: int = 0
    rounding: Rounding = "half-up"


ON_THE_WAY = Precision()
AS_ENTERED = Precision(most=numerals.MOST_DECIMALS)
"""That of a number of the data."""


def shown_number(
    n: Number, unit: Unit, language: Language, detail: LineDetail, precision: Precision
) -> tuple[str, Number]:
    """Return *n* as printed, with as many more digits as *detail* says, and the number that this says."""
    usual = precision.usual + (MORE_DIGITS if detail == "fraction" else detail)
    decimals = numerals.decimals_of(n, unit, max(usual, precision.most))
    if decimals is None:
        text = numerals.exact_text(n) if detail == "fraction" and not isinstance(n, Approximate) else ""
        if text and len(text) <= LONGEST_FRACTION:
            return text, n
        decimals = usual
    decimals = max(decimals, precision.least)
    places = decimals + (2 if unit == PERCENT else 0)
    return numerals.printed(n, unit, decimals, precision.rounding, language), round_at(n, places, precision.rounding)


def shown_text(value: Value, unit: Unit, language: Language, words: Mapping[str, str]) -> str:
    """Return a value of the data, which is shown as it is where it ends within ten decimals."""
    if isinstance(value, tuple):
        return shown_number(value, _printed_unit(unit), language, 0, AS_ENTERED)[0]
    return word(value, words)


def shown_constant(
    step: Step[Held], language: Language, words: Mapping[str, str], detail: LineDetail = 0
) -> ShownValue:
    """Return a constant: with the decimals that it was written with, else as a value of the data."""
    value = step.setting.value
    if not isinstance(value, tuple):
        return ShownValue(ABSENT if isinstance(value, State) else PlainWord(word(value, words)), value)
    written = written_as(step)
    if written[:1].isdigit():
        unit = PERCENT if written.endswith("%") else PLAIN
        decimals = len(written.rstrip("% ").replace("_", "").partition(".")[2])
        return ShownValue(PrintedNumber(numerals.printed(value, unit, decimals, "half-up", language)), value)
    text, number = shown_number(value, _printed_unit(step.unit), language, detail, AS_ENTERED)
    return ShownValue(PrintedNumber(text), number)


def written_as(step: Step[Held]) -> str:
    """Return the characters that a constant was written as, none where no formula says it."""
    origin = step.origin
    return "" if origin.formula is None or origin.span is None else origin.formula.text[slice(*origin.span)]


def word(value: State | str | bool, words: Mapping[str, str]) -> str:  # noqa: FBT001 - a flag of the data
    """Return what is shown for a value that is no number."""
    if isinstance(value, State):
        return words["missing" if value.reasons[0].code in _NOT_FILLED_IN else value.kind]
    return f"“{value}”" if isinstance(value, str) else words["true" if value else "false"]


def is_excluded(value: Value) -> bool:
    """Return whether *value* is one that aggregates drop."""
    return isinstance(value, State) and value.kind == "excluded"


def _printed_unit(unit: Unit) -> Unit:
    return PERCENT if unit == WRITTEN_PERCENT else unit
