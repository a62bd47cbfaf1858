"""Units behind a figure that the report prints with another one everywhere else: hours for days; only ever asked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Digits of a figure that is hardly ever another one by chance."""
PrintedUnit = tuple[str, str]
"""The kind of a unit, time or a rate, and which one."""


def unit_questions(sites: Sequence[Site], views: Sequence[TableNumbers]) -> Iterator[ReportFault]:
    """Yield the units that stand once behind a figure which has another one of their kind wherever else it has one."""
    by_value: dict[tuple[Fraction, int], list[tuple[NumberInText, PrintedUnit]]] = {}
    for number, unit in (*_in_prose(sites), *_in_tables(views)):
        by_value.setdefault((number.value, number.decimals), []).append((number, unit))
    for found in by_value.values():
        for kind in {unit[0] for _, unit in found}:
            ones = [(number, unit[1]) for number, unit in found if unit[0] == kind]
            counts = Counter(unit for _, unit in ones)
            if len(counts) != 2:  # noqa: PLR2004 - the usual one and another
                continue
            in_prose = [(number, unit) for number, unit in ones if number.site.is_prose and counts[unit] == 1]
            number, other = in_prose[0] if in_prose else ones[0]
            usual = next(unit for unit in counts if unit != other)
            is_of_table = any(number.site.cell is not None and unit == usual for number, unit in ones)
            if in_prose and (counts[usual] > 1 or is_of_table):
                cause = WORDS["unit-elsewhere"].filled(unit=usual)
                yield ReportFault("unit", number.site, f"{number.text} {other}", "", "", cause, number.start, number)


def _in_prose(sites: Sequence[Site]) -> Iterator[tuple[NumberInText, PrintedUnit]]:
    for site in sites:
        for number in site.numbers:
            unit = _unit(site.text.string[number.end :])
            if unit is not None and _is_telling(number):
                yield number, unit


def _in_tables(views: Sequence[TableNumbers]) -> Iterator[tuple[NumberInText, PrintedUnit]]:
    """Yield the figures whose row, or whose column, names a unit."""
    for view in views:
        for row, numbers in enumerate(view.numbers):
            own = [unit for text in view.labels[row].split(" | ") if (unit := _named(text)) is not None]
            for column, number in enumerate(numbers):
                if number is None or _unit(number.site.text.string[number.end :]) is not None:
                    continue
                titled = _named(view.table.columns[column])
                units = own or ([titled] if titled is not None else [])
                if len(set(units)) == 1 and _is_telling(number) and not number.percent:
                    yield number, units[0]


def _unit(text: str) -> PrintedUnit | None:
    """Return the unit that *text* begins with."""
    time, rate = form("unit_of_time").match(text), form("unit_of_rate").match(text)
    if time is not None:
        return "time", time["unit"].casefold()
    return None if rate is None else ("rate", f"per {rate['unit']}")


def _named(text: str) -> PrintedUnit | None:
    """Return the unit that a cell is, or names in brackets behind a name."""
    match = form("unit_in_brackets").search(text)
    return _unit(f" {text if match is None else match['unit']} ") if match or len(text.split()) <= FEWEST else None


def _is_telling(number: NumberInText) -> bool:
    return number.decimals > 0 and sum(sign.isdigit() for sign in number.text) >= FEWEST
