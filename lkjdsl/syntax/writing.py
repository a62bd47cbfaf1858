"""Tables → the text of a formula file, in the form that `show` prints."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lkjdsl.source import Path

WIDTH = 120
"""A longer list is written with an entry on each line."""

TABLES = (
    *("rules", "constant", "input", "rows", "objective", "indicator", "scale", "table", "constraint", "invariant"),
    "case",
)
"""The order of the tables; others follow as they come."""

_DEPTH = {"rules": 1, "constant": 1, "constraint": 1, "invariant": 1}
"""How many keys the heading of a table has, where it is not two."""

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_PLAIN = re.compile(r"[^'\x00-\x1f\x7f]*\Z")
_LONG = re.compile(r"(?:[^'\x00-\x08\x0b-\x1f\x7f]|'(?!''))*\Z")


def edition_text(tables: Mapping[str, Any]) -> str:
    """
    Return *tables*, as :func:`~lkjdsl.syntax.toml.read` gives them, as a formula file.

    Reading the text gives the same tables again, decimals with the digits they have.
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
        for one in table:
            yield [f"[[{_heading(path)}]]", *entries(one)]
        return
    if not isinstance(table, Mapping):  # no table at all: the document will say so
        yield [f"{_key(str(path[-1]))} = {value_text(table)}"]
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
    width = max((len(_key(key)) for key in table), default=0)
    return [f"{_key(key).ljust(width)} = {_wrapped(value)}" for key, value in table.items()]


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
        case list():
            return f"[{', '.join(map(value_text, value))}]"
        case Mapping():
            inside = ", ".join(f"{_key(key)} = {value_text(one)}" for key, one in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            return str(value)


def _of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _heading(path: Path) -> str:
    return ".".join(_key(str(key)) for key in path)


def _key(key: str) -> str:
    return key if _BARE.match(key) else value_text(key)


def _escaped(text: str) -> str:
    def escape(found: re.Match[str]) -> str:
        return {"\n": "\\n", "\t": "\\t"}.get(found[0]) or (
            f"\\{found[0]}" if found[0] in '"\\' else f"\\u{ord(found[0]):04X}"
        )

    return '"' + re.sub(r'["\\\x00-\x1f\x7f]', escape, text) + '"'
