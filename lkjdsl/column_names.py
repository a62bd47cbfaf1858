"""
What columns of tables are called that are no inputs: the office, the year, the period; the same for every command.

Headers come from many hands, so they are compared folded: without regard to case, spaces, line breaks, punctuation.
"""

import re

OFFICE = ("office", "kantor", "satker", "satuan kerja", "unit kerja", "nama kantor", "nama satker")
YEAR = ("year", "tahun")
PERIOD = ("period", "periode", "triwulan", "quarter", "semester", "bulan", "month")
CUMULATIVE = ("cumulative", "kumulatif")
"""Of a column that says of a row that its figures are from the start of the year on."""
ROW_NUMBER = ("no", "nomor", "nomor urut", "no urut", "number", "urut")
"""What only counts the rows, and identifies none."""

_BETWEEN = re.compile(r"[\W_]+")


def folded(header: str) -> str:
    r"""
    Return a header as headers are compared.

    >>> folded(" Paspor\nyang  TERBIT "), folded("U1. Bagaimana?"), folded("paspor.terbit") == folded("paspor_terbit")
    ('paspor yang terbit', 'u1 bagaimana', True)
    """
    return _BETWEEN.sub(" ", header).strip().casefold()


def is_office(header: str) -> bool:
    """Return whether a column names the office of each row."""
    return folded(header) in OFFICE


def is_year(header: str) -> bool:
    """Return whether a column holds the year, which chooses the targets."""
    return folded(header) in YEAR


def is_period(header: str) -> bool:
    """Return whether a column holds a period of the year."""
    return folded(header) in PERIOD


def is_cumulative(header: str) -> bool:
    """Return whether a column says of a row that its figures are from the start of the year on."""
    return folded(header) in CUMULATIVE


def is_row_number(header: str) -> bool:
    """Return whether a column only counts the rows."""
    return folded(header) in ROW_NUMBER


def column_letters(column: int) -> str:
    """
    Return how a spreadsheet calls a column by its position, from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
