"""Which files are tables of offices, and which are data of one office."""

from collections.abc import Sequence
from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xlsm")
"""Of the files that are tables of offices."""
RESULT_SUFFIXES = (".csv", ".parquet", ".xlsx")
"""Of the files that results are written to."""
OLD_SUFFIXES = (".xls", ".xlsb", ".ods")
"""Of workbooks that are to be saved as .xlsx first."""


def is_many(names: Sequence[str]) -> bool:
    """Return whether there are tables or folders of data files among *names*."""
    return any(is_table(name) or Path(name).is_dir() for name in names)


def is_table(name: str) -> bool:
    """Return whether the file *name* is a table of offices, one of a refused kind too; no office's workbook."""
    if Path(name).suffix.casefold() not in (*SUFFIXES, *OLD_SUFFIXES):
        return False
    from lkjdsl.evaluate.office_workbook import is_office_workbook

    return not is_office_workbook(name)


def is_result(name: str) -> bool:
    """Return whether results can be written to the file *name*."""
    return Path(name).suffix.casefold() in RESULT_SUFFIXES


def is_data(text: str) -> bool:
    """Return whether the text of a TOML file is the data of an office: no edition, and no printed figures."""
    import re

    return not re.search(r"^(lkjdsl\s*=|\[\[(figure|line)\]\])", text, re.MULTILINE)
