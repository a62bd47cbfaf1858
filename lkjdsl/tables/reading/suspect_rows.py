"""
Rows of a table that are counted twice: those whose key occurs before, and those that are the total of the others.

Pure: rows are what identifies them and their numbers, whatever the table is read with.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Literal

from attrs import define, field, frozen

from lkjdsl.column_names import is_row_number
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.tables.reading.passed_rows import numbers_named
from lkjdsl.words import Words

Suspicion = Literal["repeated", "total"]
TOTAL = re.compile(
    r"\s*(grand\s+total|sub\s*-?\s*total|sub\s*-?\s*jumlah|jumlah|total|rata\s*-?\s*rata|rerata|average|sum)\b",
    re.IGNORECASE,
)
"""How the row of a total says that it is one."""
FEWEST = 3
"""Rows that a table has at least of which one is taken for the total of the others by its numbers."""


@frozen
class TableRow:
    """
    A row: its number, its key, the texts that identify it by their headers, the group it is summed in, its counts.

    A row with a cell that cannot be read has no counts, and nothing is said of sums.
    """

    number: int
    key: Hashable
    names: Mapping[str, str]
    group: Hashable = None
    counts: Sequence[Number | None] = ()


@define(eq=False)
class SuspectRows:
    """The suspect rows of a table by their numbers; ``first`` has the row with the same key, for repeated ones."""

    kinds: dict[int, Suspicion] = field(factory=dict)
    first: dict[int, int] = field(factory=dict)
    total: tuple[str, str] | None = None
    """What leaves out the first row that is a total: a column, and what stands there."""
    beyond: int = 0
    """The number of rows beyond which a table is not looked over, where this one has more."""

    def problems(self) -> list[Diagnostic]:
        """Return what is to be said of them."""
        repeated = [number for number, kind in self.kinds.items() if kind == "repeated"]
        totals = sorted(number for number, kind in self.kinds.items() if kind == "total")
        problems = [problem("rows-not-surveyed", limit=self.beyond)] if self.beyond else []
        if repeated:
            rows = numbers_named(sorted(repeated))
            first = numbers_named(sorted({self.first[number] for number in repeated}))
            problems.append(problem("rows-repeated", number=len(repeated), rows=rows, first=first))
        if totals:
            column, value = (" ".join(part.split()) for part in self.total or ("", ""))
            example = f"{column}={value}" if " " not in column + value else f'"{column}={value}"'
            helps = ("write",) if self.total else ("name",)
            rows = numbers_named(totals)
            problems.append(problem("rows-of-totals", helps=helps, number=len(totals), rows=rows, example=example))
        return problems


def suspect_rows(rows: Iterable[TableRow]) -> SuspectRows:
    """Return the rows that say they are a total or are one by their numbers, and those whose key occurs before."""
    found = SuspectRows()
    seen: dict[Hashable, int] = {}
    groups: dict[Hashable, list[TableRow]] = {}
    for row in rows:
        named = next(((column, text) for column, text in row.names.items() if TOTAL.match(text)), None)
        if named is not None:
            found.kinds[row.number] = "total"
            found.total = found.total or named
            continue
        groups.setdefault(row.group, []).append(row)
        if row.key in seen:
            found.kinds[row.number] = "repeated"
            found.first[row.number] = seen[row.key]
        elif any(row.names.values()):
            seen[row.key] = row.number
    for group in groups.values():
        total = _total(group)
        if total is not None:
            found.kinds[total.number] = "total"
            words = [(column, text) for column, text in total.names.items() if text and not is_row_number(column)]
            found.total = found.total or next(iter(words), None)
    return found


def _total(group: Sequence[TableRow]) -> TableRow | None:
    """Return the row whose counts are the sums of those of all others, if there is one."""
    width = len(group[0].counts)
    if len(group) < FEWEST or not width or any(len(row.counts) < width for row in group):
        return None
    sums = [_sum(row.counts[at] for row in group) for at in range(width)]
    for row in group:
        pairs = list(zip(row.counts, sums, strict=True))
        if all(count is not None and _twice(count) == total for count, total in pairs) and any(
            count is not None and count[0] for count, _ in pairs
        ):
            return row
    return None


def _sum(numbers: Iterable[Number | None]) -> Number:
    total: Number = (0, 1)
    for number in numbers:
        if number is not None and number[1] == total[1] == 1:
            total = total[0] + number[0], 1
        elif number is not None:
            total = reduced((total[0] * number[1] + number[0] * total[1], total[1] * number[1]))
    return total


def _twice(number: Number) -> Number:
    return reduced((2 * number[0], number[1]))


WORDS = Words("tables.suspect-rows")


def remark(kind: Suspicion | None, broken: Sequence[str], language: Language) -> str:
    """Return the remark on a row: that it counts twice, the names of the checks that it breaks; empty without any."""
    parts = [] if kind is None else [WORDS[kind].text(language)]
    if broken:
        names = ", ".join(dict.fromkeys(broken))
        parts.append(WORDS["broken"].text(language).format(names=names))
    return "; ".join(parts)


def remark_heading(language: Language) -> str:
    """Return the header of the column of remarks."""
    return WORDS["remark"].text(language)
