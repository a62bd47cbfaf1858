"""TOML text → tables, with exact numbers; and the places of keys and values, for those who need one."""

import re
from decimal import Decimal
from typing import Any

import tomli

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, Label
from lkjdsl.source import Place, Source
from lkjdsl.syntax.toml_errors import TomlError, explained
from lkjdsl.syntax.toml_places import DEEPEST, Positions, positions, scan

__all__ = ["Positions", "TomlError", "positions", "read", "read_tables"]


def read(text: str) -> dict[str, Any]:
    """
    Return the tables of *text*; decimals are Decimal and keep their digits: ``7.630`` is not ``7.63``.

    Raises TomlError, and nothing else, where *text* is not TOML, or nests too deep, or has a number beyond the limits.
    """
    try:
        document = tomli.loads(_without_mark(text), parse_float=_decimal)
    except tomli.TOMLDecodeError as error:
        raise explained(text, error.msg, _original(text, error.pos)) from None
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:
        raise _too_long(text) from None
    level: list[Any] = [document]
    for _ in range(DEEPEST):
        inner = [child for table in level for child in (table.values() if isinstance(table, dict) else table)]
        if any(isinstance(child, int) and abs(child) >= _LONG for child in inner):
            raise _too_long(text)
        level = [child for child in inner if isinstance(child, dict | list)]
        if not level:
            return document
    raise _too_deep(text)


def read_tables(source: Source) -> dict[str, Any] | Diagnostic:
    """Return the tables of *source*, or why it is not TOML."""
    from lkjdsl.catalogue import entry

    try:
        return read(source.text)
    except TomlError as error:
        labels = [Label(Place(source, span=(error.start, error.end)))]
        if error.related is not None:
            labels.append(Label(Place(source, span=error.related), "related"))
        words = entry(error.code).words["en"]
        return Diagnostic(error.code, error.values, tuple(labels), tuple(words.notes), tuple(words.helps))


def _without_mark(text: str) -> str:
    """Blank out the byte order mark that Windows puts before a text."""
    return " " + text[1:] if text.startswith("\ufeff") else text


def _original(text: str, position: int) -> int:
    """Return where in *text* a *position* is that tomli counted after it made one character of every CRLF."""
    for passed, line_end in enumerate(re.finditer("\r\n", text)):
        if line_end.start() - passed >= position:
            return position + passed
    return position + text.count("\r\n")


def _decimal(literal: str) -> Decimal:
    """Raise ValueError beyond the limits; tomli passes it on."""
    if len(literal) > limits.LITERAL_DIGITS and sum(map(str.isdigit, literal)) > limits.LITERAL_DIGITS:
        raise ValueError
    try:
        value = Decimal(literal)
    except ArithmeticError:  # an exponent that not even Decimal holds
        raise ValueError from None
    if value.is_finite() and abs(value.adjusted()) > limits.EXPONENT:
        raise ValueError
    return value


_LONG = 10**limits.LITERAL_DIGITS


def _too_long(text: str) -> TomlError:
    for entry in scan(text).entries:
        literal = text[slice(*entry.value)]
        try:
            if re.match(r"0[xob]", literal):
                _decimal(str(min(int(literal, 0), _LONG)))
            elif re.match(r"[+-]?\d", literal) and ":" not in literal and "-" not in literal[1:5]:
                _decimal(literal)
        except ValueError:
            return TomlError("number-too-long", {"limit": str(limits.LITERAL_DIGITS)}, *entry.value)
    return TomlError("number-too-long", {"limit": str(limits.LITERAL_DIGITS)}, 0, len(text))


def _too_deep(text: str) -> TomlError:
    found = scan(text)
    start = next((entry.value[0] for entry in found.entries if len(entry.path) >= DEEPEST), found.stop)
    return TomlError("nesting-too-deep", {"limit": str(DEEPEST)}, start, start + 1)
