"""TOML text → tables, with exact numbers. Why a text is not TOML is looked into only where one is not."""

from typing import Any

import tomli

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, Label
from lkjdsl.source import Place, Source
from lkjdsl.syntax.toml_numbers import decimal

Refused = (ValueError, RecursionError)
"""What :func:`_tables` raises: tomli's own errors are ValueErrors."""

_LONG = 10**limits.LITERAL_DIGITS


def read(text: str) -> dict[str, Any]:
    """
    Return the tables of *text*; decimals are Decimal and keep their digits: ``7.630`` is not ``7.63``.

    Raises toml_fault.TomlError, and nothing else, where *text* is not TOML, or nests too deep, or has a number
    beyond the limits.
    """
    try:
        return _tables(text)
    except Refused as error:
        from lkjdsl.syntax.toml_errors import refusal

        raise refusal(text, error) from None


def read_tables(source: Source) -> dict[str, Any] | Diagnostic:
    """Return the tables of *source*, or why it is not TOML."""
    try:
        return _tables(source.text)
    except Refused as refused:
        from lkjdsl.catalogue import entry
        from lkjdsl.syntax.toml_errors import refusal

        error = refusal(source.text, refused)
        labels = [Label(Place(source, span=(error.start, error.end)))]
        if error.related is not None:
            labels.append(Label(Place(source, span=error.related), "related"))
        words = entry(error.code).words["en"]
        return Diagnostic(error.code, error.values, tuple(labels), tuple(words.notes), tuple(words.helps))


def _tables(text: str) -> dict[str, Any]:
    document = tomli.loads(_without_mark(text), parse_float=decimal)
    level: list[Any] = [document]
    for _ in range(limits.TOML_DEPTH):
        inner = [child for table in level for child in (table.values() if isinstance(table, dict) else table)]
        if any(isinstance(child, int) and abs(child) >= _LONG for child in inner):
            raise ValueError
        level = [child for child in inner if isinstance(child, dict | list)]
        if not level:
            return document
    raise RecursionError


def _without_mark(text: str) -> str:
    """Blank out the byte order mark that Windows puts before a text."""
    return " " + text[1:] if text.startswith("\ufeff") else text
