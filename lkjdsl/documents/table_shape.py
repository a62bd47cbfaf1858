"""Which rows of a table are its heading, and what each column is called."""

import re
from collections.abc import Sequence
from itertools import pairwise

from lkjdsl.documents.blocks import Cell

COUNTED = re.compile(r"\(?(\d{1,2}|[a-z])\)?\.?\Z", re.IGNORECASE)
"""A cell of the row under the heading that only counts the columns: ``(1)``, ``2``, ``(a)``."""
DEEPEST = 4
"""Rows that a heading has at most."""


def heading_rows(rows: Sequence[Sequence[Cell]], declared: int) -> int:
    """
    Return how many of the *rows* are headings; *declared* are those that Word repeats on each page.

    Where none is declared it is the first row, with the rows that its merged cells reach into, and the row that counts
    the columns. A table whose first row has a number beside its first cell has no heading.
    """
    if not rows:
        return 0
    count = declared or _first_rows(rows)
    if count < len(rows) and is_count_of_columns(rows[count]):
        count += 1
    return min(count, len(rows))


def _first_rows(rows: Sequence[Sequence[Cell]]) -> int:
    if any(_is_amount(cell.string) for cell in rows[0][1:]):
        return 0
    reached = max((cell.row_span for cell in rows[0]), default=1)
    has_parts = any(cell.column_span > 1 for cell in rows[0]) and len(rows[0]) > 1
    deep = reached if has_parts and reached < len(rows) else 1
    return min(deep, DEEPEST)


def _is_amount(text: str) -> bool:
    """Return whether *text* is a figure and no year, which headings have."""
    return bool(re.fullmatch(r"(Rp\.?\s*)?[\d.,]+\s*%?", text)) and not re.fullmatch(r"(19|20)\d\d", text)


def is_count_of_columns(row: Sequence[Cell]) -> bool:
    """Return whether *row* only counts the columns."""
    texts = [cell.string.strip() for cell in row]
    if len(texts) < 2 or not all(map(COUNTED.match, texts)):  # noqa: PLR2004 - one number alone counts nothing
        return False
    marks = [text.strip("().").casefold() for text in texts]
    first = marks[0]
    if not first.isdigit():
        return all(ord(b) - ord(a) == 1 for a, b in pairwise(marks))
    return all(mark.isdigit() for mark in marks) and [int(mark) for mark in marks] == list(
        range(int(first), int(first) + len(marks))
    )


def column_names(rows: Sequence[Sequence[Cell]], count: int, width: int) -> list[str]:
    """Return the heading of each column: the texts above it from the top, each once."""
    names: list[list[str]] = [[] for _ in range(width)]
    for row in rows[:count]:
        if is_count_of_columns(row):
            continue
        for cell in row:
            for column in range(cell.column, min(cell.column + cell.column_span, width)):
                text = re.sub(r"\s+", " ", cell.string)
                if text and text not in names[column]:
                    names[column].append(text)
    return [" ".join(parts) for parts in names]
