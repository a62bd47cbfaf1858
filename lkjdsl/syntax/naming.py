"""The names that people use for the parts of an edition file, ``IKK1.K1.cap`` or ``paspor.terbit``, and their paths."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lkjdsl.source import Path

TABLES = ("indicator", "objective", "input", "rows", "constant", "constraint", "invariant", "scale", "table")
"""The tables whose names may be said by themselves, in the order in which a name is looked for."""
OTHERS = ("rules",)

_LOWER = re.compile(r"[a-z][A-Za-z0-9_]*\Z")
_CAPITAL = re.compile(r"[A-Z][A-Za-z0-9_]*\Z")
_WORDS = ("and", "or", "not", "true", "false", "if")

SHORT = ("indicator", "objective", "input", "rows", "constant")
"""The tables whose names stand in formulas: there the table is not said."""


def path_of(tables: Mapping[str, Any], name: str) -> Path | None:
    """
    Return the path of what *name* names among the *tables* of an edition, or None.

    >>> path_of({"indicator": {"IKK1": {"K1": {"cap": "100%"}}}}, "IKK1.K1.cap")
    ('indicator', 'IKK1', 'K1', 'cap')
    """
    parts = tuple(name.split("."))
    if parts[0] in (*TABLES, *OTHERS) and _is_there(tables, parts):
        return parts
    generator = ((table, *parts) for table in TABLES)
    return next((path for path in generator if _is_there(tables, path)), None)


def name_of(path: Path) -> str:
    """
    Return the name by which people call what stands at *path*.

    >>> name_of(("input", "paspor", "terbit")), name_of(("scale", "mutu", "bands"))
    ('paspor.terbit', 'scale.mutu.bands')
    """
    return ".".join(map(str, path[1:] if len(path) > 1 and path[0] in SHORT else path))


def names(tables: Mapping[str, Any]) -> Iterator[str]:
    """Yield the name of everything that stands in *tables*, for suggestions."""
    waiting: list[tuple[Path, Any]] = [((key,), tables[key]) for key in (*TABLES, *OTHERS) if key in tables]
    while waiting:
        path, value = waiting.pop()
        if len(path) > 1:
            yield name_of(path)
        if isinstance(value, Mapping):
            waiting.extend(((*path, key), inner) for key, inner in value.items())


def value_at(tables: Any, path: Path) -> Any:
    """Return what stands at *path* of *tables*, or None: a TOML file has no other way to say nothing."""
    for key in path:
        if not isinstance(tables, Mapping) or key not in tables:
            return None
        tables = tables[key]
    return tables


def is_name(text: str, *, capital: bool) -> bool:
    """Return whether *text* can be a name: of an indicator, component or objective where *capital*, else of others."""
    return bool((_CAPITAL if capital else _LOWER).match(text)) and text not in _WORDS


def _is_there(tables: Mapping[str, Any], path: Path) -> bool:
    return value_at(tables, path) is not None
