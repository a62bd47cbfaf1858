"""Which rows of a table are its heading, and what each column is called."""

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from lkjdsl.documents.blocks import Cell

COUNTED = re.compile(
    r"\(?(?P<mark>\d{1,2}|[a-z])\)?\.?\s*(?:=\s*(?P<formula>(?=.*[-–+:/÷x×*])[\d\s()\[\]a-z%.,–+:/÷×*-]{3,40}?)\)?)?\Z",
    re.IGNORECASE,
)
"""A cell of the row under the heading that counts the columns: ``(1)``, ``2``, ``(a)``, ``5 = 4 : 3 x 100%``."""
DEEPEST = 4
"""Rows that a heading has at most."""


def heading_rows(rows: Sequence[Sequence[Cell]], declared: int) -> int:
    """
    Return how many of the *rows* are headings; *declared* are those that Word repeats on each page.

    Where none is declared it is the first row, or the first two where a cell of it spans columns that the next row
    names, and all rows that its cells reach into; before it one that is a title of the whole, after it one that counts
    the columns. A table whose first row has a figure beside its first cell has no heading.
    """
    title = 1 if len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].column_span > 1 else 0
    if len(rows) == title:
        return 0
    count = max(declared, title + _first_rows(rows[title:]))
    if count < len(rows) and is_count_of_columns(rows[count]):
        count += 1
    return min(count, len(rows))


def _first_rows(rows: Sequence[Sequence[Cell]]) -> int:
    if any(_is_amount(cell.string) for cell in rows[0][1:]):
        return 0
    reached = max((cell.row_span for cell in rows[0]), default=1)
    if not any(cell.column_span > 1 for cell in rows[0]) or len(rows) == 1:
        return 1
    names_parts = bool(rows[1]) and not any(_is_amount(cell.string) for cell in rows[1])
    deep = max(reached, 2 if names_parts else 1)
    return deep if deep < len(rows) and deep <= DEEPEST else 1


def with_spans(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """
    Return rows of a plain text, the first being a heading over two rows where it has blanks that the second fills.

    ``Belanja | 2024 | | 2025 |`` over ``| Pagu | % | Pagu | %``: 2024 and 2025 span two columns, Belanja two rows.
    """
    if len(rows) < 3 or len(rows[0]) != len(rows[1]):  # noqa: PLR2004 - two of heading, and one of figures
        return list(rows)
    first, second = ([cell.string for cell in row] for row in rows[:2])
    blanks = [at for at, text in enumerate(first) if not text]
    names_parts = bool(blanks) and bool(first[0]) and all(second[at] for at in blanks)
    if not names_parts or any(map(_is_amount, second)) or not second.count("") or second[0]:
        return list(rows)
    head, below = list[Cell](), list[Cell]()
    for at, cell in enumerate(rows[0]):
        if not cell.string:
            head[-1] = evolve(head[-1], column_span=head[-1].column_span + 1)
        else:
            head.append(cell if second[at] else evolve(cell, row_span=2))
        if second[at]:
            below.append(rows[1][at])
    return [head, below, *rows[2:]]


def _is_amount(text: str) -> bool:
    """Return whether *text* is a figure and no year, which headings have."""
    return bool(re.fullmatch(r"(Rp\.?\s*)?[\d.,]+\s*%?", text)) and not re.fullmatch(r"(19|20)\d\d", text)


def is_count_of_columns(row: Sequence[Cell]) -> bool:
    """Return whether *row* only counts the columns."""
    matches = [COUNTED.match(cell.string.strip()) for cell in row]
    marks = [match["mark"].casefold() for match in matches if match is not None]
    if len(marks) < 2 or len(marks) < len(matches):  # noqa: PLR2004 - one number alone counts nothing
        return False
    first = marks[0]
    if first.isdecimal():
        places = [int(mark) if mark.isdecimal() else 0 for mark in marks]
    else:
        places = [0 if mark.isdecimal() else ord(mark) for mark in marks]
    return all(after - before == 1 for before, after in pairwise(places))


def column_names(rows: Sequence[Sequence[Cell]], count: int, width: int) -> list[str]:
    """Return the heading of each column: the texts above it from the top, each once."""
    names: list[list[str]] = [[] for _ in range(width)]
    for row in rows[:count]:
        if is_count_of_columns(row):
            continue
        for cell in row if len(row) > 1 or width == 1 else ():  # a title of the whole table names no column
            for column in range(cell.column, min(cell.column + cell.column_span, width)):
                text = re.sub(r"\s+", " ", cell.string)
                if text and text not in names[column]:
                    names[column].append(text)
    return [" ".join(parts) for parts in names]
