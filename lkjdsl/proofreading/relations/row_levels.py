"""Tables whose rows are of several levels, as those of budgets: a program, its activities, and what each is made of."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.proofreading.printed.table_numbers import TableNumbers

CODE = re.compile(r"\d{1,2}(?:\.\d{1,4})*\.?")
NUMBERINGS = (
    r"[IVX]+\.?\Z",
    r"[A-Z]\.?\Z",
    r"\d+\.?\Z",
    r"\d+\.\d+\.?\Z",
    r"[a-z][.)]?\Z",
    r"[IVX]+\.\s",
    r"[A-Z]\.\s",
    r"\d+\.\s",
    r"[a-z]\.\s",
)
LARGE = 1000
"""Smaller numbers repeat each other by chance."""
FEWEST = 2
"""Rows that repeat what stands under them: one may do so by chance."""


def row_codes(view: TableNumbers) -> dict[int, str]:
    """Return the codes of rows by their first cell: 5.1.02; none where codes are counted anew in each group."""
    codes: dict[int, str] = {}
    for at, cells in enumerate(view.table.rows[view.table.header_rows :]):
        code = next((cell.string.strip().strip(".") for cell in cells[:1] if CODE.fullmatch(cell.string.strip())), "")
        if code in codes.values():
            return {}
        if code:
            codes[at] = code
    return codes


def levels(view: TableNumbers, kinds: Sequence[str], row: int) -> Iterator[list[int]]:
    """Yield the rows above *row* of one level: of a numbering (I., A., 1.), and those with the shortest codes."""
    rows = view.table.rows[view.table.header_rows :]
    firsts = [cells[0].string.strip() if cells and at < len(kinds) else "" for at, cells in enumerate(rows)]
    for numbering in NUMBERINGS:
        some = [at for at in range(row) if not kinds[at] and re.match(numbering, firsts[at])]
        if len(some) > 1:
            yield some
    depths = {at: code.count(".") for at, code in row_codes(view).items() if at < row and not kinds[at]}
    highest = [at for at, depth in depths.items() if depth == min(depths.values())]
    if 1 < len(highest) < len(depths):
        yield highest


def is_of_levels(view: TableNumbers, kinds: Sequence[str], row: int) -> bool:
    """Return whether several rows above *row* have what the rows under them add up to, in all columns of amounts."""
    plain = [at for at in range(row) if not kinds[at]]
    amounts = [
        column
        for column, total in enumerate(view.numbers[row])
        if total is not None and not total.percent and not total.decimals
    ]
    return bool(amounts) and sum(_repeats(view, plain[place:], amounts) for place in range(len(plain))) >= FEWEST


def _repeats(view: TableNumbers, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Return whether the first of *rows* has the sums of the next ones."""
    none = Fraction(0)
    values = [[none if (number := view.numbers[at][one]) is None else number.value for one in columns] for at in rows]
    if max(map(abs, values[0])) < LARGE:
        return False
    sums = [none for _ in columns]
    for under in values[1:]:
        sums = [a + b for a, b in zip(sums, under, strict=True)]
        if sums == values[0]:
            return True
        if any(abs(a) > abs(b) for a, b in zip(sums, values[0], strict=True)):
            return False
    return False
