"""Tables → TOML text: how the generators write what they made, so that a counterexample is a file."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

SHORT = 60
"""Characters of a table that is written on one line."""

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_LITERAL = re.compile(r"[^'\x00-\x1f\x7f]*\Z")
_SPECIAL = {"Infinity": "inf", "-Infinity": "-inf", "NaN": "nan"}


def toml_text(tables: Mapping[str, Any]) -> str:
    """
    Return *tables* as a TOML file; reading it gives the same tables again, decimals with the digits they have.

    Values are texts, flags, ints, Decimals, dates, lists and mappings. TypeError: anything else, such as a float.

    >>> print(toml_text({"given": {"IKK4": {"value": Decimal("3.78")}}, "belanja": [{"pagu": 5}]}), end="")
    [given]
    IKK4 = { value = 3.78 }
    [[belanja]]
    pagu = 5
    """
    return "".join(f"{line}\n" for line in _lines((), tables))


def _lines(path: tuple[str, ...], table: Mapping[str, Any]) -> list[str]:
    inner = {key: value for key, value in table.items() if not _is_short(value, len(path))}
    lines = [f"{_key(key)} = {toml_value(value)}" for key, value in table.items() if key not in inner]
    for key, value in inner.items():
        header = ".".join(map(_key, (*path, key)))
        if isinstance(value, Mapping):
            lines += [f"[{header}]", *_lines((*path, key), value)]
        else:
            for entry in value:
                lines += [f"[[{header}]]", *_lines((*path, key), entry)]
    return lines


def _is_short(value: Any, depth: int) -> bool:
    """Return whether *value* goes on the line of its key: no table of the file itself, and no long one."""
    if isinstance(value, Mapping):
        return depth > 0 and len(toml_value(value)) <= SHORT
    is_list = isinstance(value, list | tuple) and bool(value)
    return not (is_list and all(isinstance(one, Mapping) for one in value))


def toml_value(value: Any) -> str:
    """Return *value* as it stands behind the ``=`` of a TOML file, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return _SPECIAL.get(str(value), str(value))
        case str():
            return f"'{value}'" if _LITERAL.match(value) else _escaped(value)
        case datetime() | date() | time():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
        case Mapping():
            inside = ", ".join(f"{_key(key)} = {toml_value(one)}" for key, one in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            raise TypeError(value)


def _key(key: str) -> str:
    return key if _BARE.match(key) else toml_value(key)


def _escaped(text: str) -> str:
    def escape(found: re.Match[str]) -> str:
        return f"\\u{ord(found.group()):04X}"

    return '"' + re.sub(r'["\\\x00-\x1f\x7f]', escape, text) + '"'
