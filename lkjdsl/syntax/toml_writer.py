"""
Tables → TOML text, in the form that `show` prints.

The one writer of TOML: no text of a stranger's file leaves the value, key or comment that it is written into, and
whoever reads the file sees each of its characters, or the escape of one that would hide or turn round the others.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from lkjdsl.source import Path

WIDTH = 120
"""A longer list is written with an entry on each line."""

TABLES = (
    *("rules", "constant", "input", "rows", "objective", "indicator", "scale", "table", "constraint", "invariant"),
    "case",
    "kalimat",
)
"""The order of the tables; others follow as they come."""

_DEPTH = {"rules": 1, "constant": 1, "constraint": 1, "invariant": 1, "kalimat": 1}
"""How many keys the heading of a table has, where it is not two."""

_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Control characters, ends of lines, and what has no width or turns the direction of writing."""
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_PLAIN = re.compile(rf"[^'{_UNSEEN}]*\Z")
_LONG = re.compile(rf"(?:[^'{_UNSEEN}]|[\t\n]|'(?!''))*\Z")
_ESCAPED = re.compile(rf'["\\{_UNSEEN}]')
_SHORT_ESCAPE = 0xFFFF
_STRANGE = re.compile(f"[{_UNSEEN}]")


def toml_text(tables: Mapping[str, Any]) -> str:
    """
    Return *tables*, as :func:`~lkjdsl.syntax.toml.read` gives them, as a file.

    Reading the text gives the same tables again, decimals with the digits they have. TypeError: a value that no TOML
    file holds, such as a float.
    """
    head = {key: value for key, value in tables.items() if not isinstance(value, Mapping) and not _of_tables(value)}
    blocks = [entries(head)]
    known = [key for key in TABLES if key in tables]
    for key in (*known, *(key for key in tables if key not in TABLES)):
        if key not in head:
            blocks.extend(_blocks((key,), tables[key]))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _blocks(path: Path, table: Any) -> Iterator[list[str]]:
    """Yield the lines of a table with its heading, then those of the tables in it."""
    if _of_tables(table):
        for column in table:
            yield [f"[[{_heading(path)}]]", *entries(column)]
        return
    if not isinstance(table, Mapping):  # no table at all: the document will say so
        yield [f"{key_text(str(path[-1]))} = {value_text(table)}"]
        return
    inner = {key: value for key, value in table.items() if _has_heading(path, key, value)}
    own = {key: value for key, value in table.items() if key not in inner}
    if own or not inner:
        yield [f"[{_heading(path)}]", *entries(own)]
    for key, value in inner.items():
        yield from _blocks((*path, key), value)


def _has_heading(path: Path, key: str, value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    if path[0] == "indicator" and len(path) > 1:
        return not key[:1].islower()  # a component; a target by years stays on its line
    return len(path) < _DEPTH.get(str(path[0]), 2)


def entries(table: Mapping[str, Any]) -> list[str]:
    """
    Return the lines of the keys and values of *table*, the values one below the other.

    >>> entries({"unit": "percent", "cap": "100%"})
    ["unit = 'percent'", "cap  = '100%'"]
    """
    width = max((len(key_text(key)) for key in table), default=0)
    return [f"{key_text(key).ljust(width)} = {_wrapped(value)}" for key, value in table.items()]


def _wrapped(value: Any) -> str:
    """Return *value*, a long list or table of tables broken over several lines."""
    if isinstance(value, str) and "\n" in value and _LONG.match(value) and not value.endswith("'"):
        return f"'''\n{value}'''"
    text = value_text(value)
    if isinstance(value, list) and (len(text) > WIDTH or _of_tables(value)):
        return "\n".join(["[", *(f"    {value_text(one)}," for one in value), "]"])
    return text


def value_text(value: Any) -> str:
    """
    Return *value* as it stands behind a ``=``, on one line.

    >>> print(value_text({"kind": "count", "max": Decimal("7.50"), "note": "isn't"}))
    { kind = 'count', max = 7.50, note = "isn't" }
    """
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal() if not value.is_finite():
            return str(value).lower().replace("infinity", "inf")
        case Decimal():
            text = str(value)
            return text if "." in text or "E" in text else f"{text}.0"
        case str():
            return f"'{value}'" if _PLAIN.match(value) else _escaped(value)
        case int():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(value_text, value))}]"
        case Mapping():
            inside = ", ".join(f"{key_text(key)} = {value_text(one)}" for key, one in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            raise TypeError(value)


def plain_text(value: Any) -> str:
    """
    Return *value* as a page shows it among others: as a data file has it, a text without its quotes.

    >>> print(plain_text("tidak berlaku"), plain_text([{"nama": "A", "lunas": True}]))
    tidak berlaku [{ nama = 'A', lunas = true }]
    """
    return value if isinstance(value, str) else value_text(value)


def _of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _heading(path: Path) -> str:
    return ".".join(key_text(str(key)) for key in path)


def key_text(key: str) -> str:
    """
    Return a key as it stands before a ``=`` or in a heading, quoted where it must be.

    >>> key_text("terbit"), key_text("a.b")
    ('terbit', "'a.b'")
    """
    return key if _BARE.match(key) else value_text(key)


def comment_text(text: str) -> str:
    r"""
    Return *text* as it stands behind a ``#``: on one line, with the escapes of characters that nobody would see.

    >>> print(comment_text("Paspor\ngiven.IKK1 = '100%'\x1b"))
    Paspor given.IKK1 = '100%'\u001B
    """
    return _STRANGE.sub(_escape, " ".join(text.split()))


def _escaped(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(character: re.Match[str]) -> str:
    match character[0]:
        case "\n":
            return "\\n"
        case "\t":
            return "\\t"
        case '"' | "\\" as sign:
            return f"\\{sign}"
        case other:
            return f"\\u{ord(other):04X}" if ord(other) <= _SHORT_ESCAPE else f"\\U{ord(other):08X}"
