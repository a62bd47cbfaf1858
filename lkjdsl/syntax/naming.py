"""The names that people use for the parts of an edition file, ``IKK1.K1.cap`` or ``paspor.terbit``, and their paths."""

from collections.abc import Iterator, Mapping
from typing import Any

from lkjdsl.source import Path

TABLES = ("indicator", "objective", "input", "rows", "constant", "constraint", "invariant", "scale", "table")
"""The tables whose names may be said by themselves, in the order in which a name is looked for."""
OTHERS = ("rules",)

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
    found = ((table, *parts) for table in TABLES)
    return next((path for path in found if _is_there(tables, path)), None)


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


def _is_there(tables: Mapping[str, Any], path: Path) -> bool:
    value: Any = tables
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return False
        value = value[key]
    return True
