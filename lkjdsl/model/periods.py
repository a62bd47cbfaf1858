"""
The periods of a year (quarters, months), and the parts of it that results are of.

An edition with ``periods`` has its results for every period by itself, ``IKK1@TW2``, and for the year up to the end of
it, ``IKK1@..TW2``. Nothing else of the language knows of periods: each is an evaluation of its own.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from lkjdsl.column_names import PERIOD, folded
from lkjdsl.diagnostic import Language
from lkjdsl.model.definition import Definition, Goal, Input, Node, Target
from lkjdsl.words import Words

WORDS = Words("results.periods")
NAME = re.compile(r"[A-Za-z0-9_]+")
"""How a period may be called: the name stands in paths."""
ADDED_UP = ("count", "rupiah")
"""Kinds of inputs that are added up over periods where the edition does not say."""
_SUFFIX = re.compile(r"@(\.\.)?([A-Za-z0-9_]+)")

OF_OTHER_PARTS = ("target-to-date", "target-of-period")
"""Reasons for which there is never an achievement in a part of the year."""
NOT_MEASURED = ("not-due", *OF_OTHER_PARTS)
"""Reasons for which nobody expects an achievement in a part of the year: nothing is wrong, and nothing is wanting."""


@frozen
class YearSpan:
    """A part of a year: a period by itself, or, ``to_date``, the year up to the end of it."""

    period: str
    to_date: bool = False

    @property
    def suffix(self) -> str:
        """Return what stands in a path behind the name of the result: ``@TW2``, ``@..TW2``."""
        return f"@..{self.period}" if self.to_date else f"@{self.period}"

    def text(self, language: Language) -> str:
        """Return the words for it: ``TW2``, ``to date at TW2``."""
        return WORDS["to_date"].text(language).format(period=self.period) if self.to_date else self.period


def without_span(path: str) -> tuple[str, YearSpan | None]:
    """Return *path* as it would be without periods, and the part of the year that stood in it."""
    match = _SUFFIX.search(path)
    if match is None:
        return path, None
    return path[: match.start()] + path[match.end() :], YearSpan(match[2], to_date=match[1] is not None)


def input_in(definition: Definition, path: str) -> tuple[str, YearSpan | None] | None:
    """Return the input that is at *path*, and the part of the year that it is of; None where no input is."""
    plain, span = without_span(path)
    is_of_part = span is not None and span.period in definition.periods and path == f"{plain}{span.suffix}"
    return (plain, span) if plain in definition.inputs and (path == plain or is_of_part) else None


def is_not_due(target: Target | None, year: int, span: YearSpan | None) -> bool:
    """Return whether *target* is stated period by period, and there is none for the period of *span*."""
    goals = None if target is None else target.by_period.get(year)
    return goals is not None and span is not None and span.period not in goals


def goal_of(definition: Definition, node: Node, target: Target | None, year: int, span: YearSpan | None) -> Goal | str:
    """
    Return what is aimed at in a part of *year* (None: in the whole of it), or the reason why there is nothing.

    Targets are those of the year to date, or of a period by itself where the indicator says ``target_of = 'period'``.
    """
    if target is None:
        return "no-target"
    of_period = node.target_of == "period"
    goals = target.by_period.get(year)
    if goals is None:
        goal = target.of(year)
        if goal is None:
            return "no-target"
        return "target-to-date" if span is not None and not span.to_date and not of_period else goal
    if span is None:
        return "target-of-period" if of_period else goals.get(definition.periods[-1], "not-due")
    if not span.to_date and not of_period:
        return "target-to-date"
    return goals.get(span.period, "not-due")


def over_periods(input_: Input) -> str:
    """Return what becomes of an input over periods: as it says, else counts and amounts are added up, others last."""
    return input_.over_periods or ("sum" if input_.kind in ADDED_UP else "last")


def measured_by_itself(node: Node, span: YearSpan | None) -> bool:
    """Return whether the achievement to date is that of the last period by itself."""
    return span is not None and span.to_date and node.target_of == "period"


def of_period(node: Node, span: YearSpan) -> str:
    """Return the path of the result of *node* in the period of *span* by itself."""
    return f"{node.path}{YearSpan(span.period).suffix}"


_NUMBERED = r"(?:[a-z]+\s*)?([0-9]+)|(?:[a-z]+\s+)?([ivx]+)"
"""Digits may stand close to a word; Roman numerals, which are letters too, stand apart."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def period_named(periods: Sequence[str], text: str) -> str | None:
    """
    Return the period that a cell of a table names: by its name, or by the number that one name alone ends in.

    >>> [period_named(("TW1", "TW2"), text) for text in ("tw2", "2", "II", "Triwulan 1", "TW I", "TW II", "TW3", "x")]
    ['TW2', 'TW2', 'TW2', 'TW1', 'TW1', 'TW2', None, None]
    """
    folded = text.strip().casefold().removesuffix(".0")
    for name in periods:
        if name.casefold() == folded:
            return name
    match = re.fullmatch(_NUMBERED, folded)
    if match is None:
        return None
    digits, roman = match.groups()
    number = int(digits) if digits else _ROMAN.index(roman) + 1 if roman in _ROMAN else None
    named = [name for name in periods if (end := re.search(r"[0-9]+$", name)) and int(end[0]) == number]
    return named[0] if len(named) == 1 else None


def period_of_sheet(periods: Sequence[str], title: str) -> str | None:
    """
    Return the period that the title of a sheet names: by its name, or by its number behind a word it may be short for.

    A title is less sure than a cell of a column of periods: ``Sheet2`` is the second sheet, and no quarter.

    >>> [period_of_sheet(("TW1", "TW2"), title) for title in ("tw 2", "Triwulan I", "TW_II", "Bulan 1", "Sheet2", "2")]
    ['TW2', 'TW1', 'TW2', None, None, None]
    """
    words = folded(title)
    for name in periods:
        if folded(name) == words:
            return name
    found = period_named(periods, words)
    short = "" if found is None else found.casefold().rstrip("0123456789")
    word = re.sub(r"(?<![a-z])[ivx]+$|[0-9]+$", "", words).strip()
    is_short_for = word in PERIOD and re.match(".*".join(short), word) is not None
    return found if short and (word == short or is_short_for) else None
