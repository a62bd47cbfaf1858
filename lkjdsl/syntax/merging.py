"""Tables over others: what merges, what is removed, and what is changed that is not there (language.md section 2)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.source import Path, Place, Source
from lkjdsl.syntax.naming import path_of

REQUIRED = {"indicator": "unit", "input": "kind", "rows": "kind", "scale": "bands", "table": "rows"}
"""The key without which a new entry of a table cannot be meant: where it is absent, something is being changed."""


@frozen(eq=False)
class Removal:
    """A name that is to be removed, and where that is said."""

    name: str
    place: Place


@frozen(eq=False)
class FileChanges:
    """What one file says over the tables *base* of others: None where it is the first, and nothing need be there."""

    source: Source
    own: Mapping[str, Any]
    base: Mapping[str, Any] | None


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return *own* over *base*.

    >>> merged({"target": {"2025": 91}, "cap": 1}, {"target": {"2026": 92}, "cap": 2})
    {'target': {'2025': 91, '2026': 92}, 'cap': 2}
    """
    result = dict(base)
    for key, value in own.items():
        inner = base.get(key)
        both = isinstance(inner, Mapping) and isinstance(value, Mapping)
        result[key] = merged(inner, value) if both else value  # type: ignore[arg-type] # both are mappings
    return result


def replaced(tables: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """Return *tables* with *value* at *path*, in the place of what stands there."""
    key, *rest = map(str, path)
    inner = tables.get(key)
    return {**tables, key: replaced(inner if isinstance(inner, Mapping) else {}, tuple(rest), value) if rest else value}


def removed(tables: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return *tables* without what stands at *path*."""
    first, *rest = path
    key = str(first)
    if rest:
        return {**tables, key: removed(tables[key], tuple(rest))}
    return {name: value for name, value in tables.items() if name != key}


def without(tables: Mapping[str, Any], removals: tuple[Removal, ...]) -> tuple[Mapping[str, Any], tuple[Removal, ...]]:
    """Return *tables* without what is removed, and the removals of which there is nothing in them."""
    unknown = []
    for removal in removals:
        path = path_of(tables, removal.name)
        if path is None:
            unknown.append(removal)
        else:
            tables = removed(tables, path)
    return tables, tuple(unknown)


def unknown_changes(
    changes: FileChanges, base: Mapping[str, Any], file_of: Callable[[Path], str]
) -> Iterator[Diagnostic]:
    """
    Yield what *changes* change and *base* does not have; *file_of* is the file that should have it.

    Whoever misspells the name of a component in a change would otherwise be told to give the new one a unit.
    """
    for path, table, known in _entries(changes.own, base):
        file = file_of(path)
        if REQUIRED[str(path[0])] not in table and path[-1] not in known and file:
            near = nearest(str(path[-1]), known)
            name = ".".join(map(str, path[1:]))
            yield problem("change-unknown", Place(changes.source, path, "key"), name=name, file=file, near=near)


def _entries(
    own: Mapping[str, Any], base: Mapping[str, Any]
) -> Iterator[tuple[Path, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield the path of each entry that *own* changes or adds, its table, and what stands beside it in *base*."""
    for kind in REQUIRED:
        depth = 2 if kind in ("input", "rows") else 1
        waiting: list[tuple[Path, Any, Any]] = [((kind,), own.get(kind), base.get(kind))]
        while waiting:
            path, table, known = waiting.pop()
            if not isinstance(table, Mapping):
                continue
            known = known if isinstance(known, Mapping) else {}
            for key, inner in table.items():
                at = (*path, key)
                if not isinstance(inner, Mapping) or (kind == "indicator" and not key[:1].isupper()):
                    continue
                if len(at) > depth:
                    yield at, inner, known
                # A new component is told as new by its unit, and everything in it is new as well.
                if len(at) <= depth or (kind == "indicator" and key in known):
                    waiting.append((at, inner, known.get(key)))
