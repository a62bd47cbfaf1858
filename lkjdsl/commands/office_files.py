"""Which files are tables of offices, and which are data of one office."""

from collections.abc import Sequence
from pathlib import Path

SUFFIXES = (".csv", ".parquet", ".xlsx")
"""Of the files that are tables of offices."""


def is_many(names: Sequence[str]) -> bool:
    """Return whether there are tables or folders of data files among *names*."""
    return any(is_table(name) or Path(name).is_dir() for name in names)


def is_table(name: str) -> bool:
    """Return whether the file *name* is a table of offices."""
    return Path(name).suffix.casefold() in SUFFIXES


def is_data(text: str) -> bool:
    """Return whether the text of a TOML file is the data of an office: no edition, and no printed figures."""
    import re

    return not re.search(r"^(lkjdsl\s*=|\[\[(figure|line)\]\])", text, re.MULTILINE)
