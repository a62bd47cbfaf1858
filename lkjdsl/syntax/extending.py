"""A formula file and those it extends → one set of tables (language.md sections 2 and 8)."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path as File
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from attrs import evolve, frozen

from lkjdsl import limits
from lkjdsl.diagnostic import Diagnostic, Label, Word, nearest, problem
from lkjdsl.files import read_source
from lkjdsl.kinds import shown
from lkjdsl.source import NO_FILE, Path, Place, PlacePart, Source
from lkjdsl.syntax import shape
from lkjdsl.syntax.naming import names, path_of
from lkjdsl.syntax.toml import read_tables

REQUIRED = {"indicator": "unit", "input": "kind", "rows": "kind", "scale": "bands", "table": "rows"}
"""The key without which a new entry of a table cannot be meant: where it is absent, something is being changed."""


@frozen(eq=False)
class ExtendedTables:
    """The tables of an edition as they stand after extending; the source knows the files they come from."""

    source: Source
    tables: Mapping[str, Any]


Flaws = tuple[Diagnostic, ...]


def read_written(path: str | os.PathLike[str] | None = None, *, text: str | None = None) -> ExtendedTables | Flaws:
    """Return what a formula file, or a *text*, says together with the files it extends; or why that cannot be had."""
    source = Source(NO_FILE, text or "") if path is None else read_source(os.fspath(path))
    return (source,) if isinstance(source, Diagnostic) else written(source)


def written(source: Source) -> ExtendedTables | Flaws:
    """
    Return the tables of the formula file *source* over those of the files that it extends.

    Tables merge deep, attribute by attribute; lists and single values are replaced. Flaws: an extended file that is
    missing, outside the folder or extends back in a circle; a removed or changed name that does not exist.
    """
    return _written(source, (os.path.realpath(source.name),))


def _written(source: Source, chain: tuple[str, ...]) -> ExtendedTables | Flaws:
    own = read_tables(source)
    if isinstance(own, Diagnostic):
        return (own,)
    tables = {key: value for key, value in own.items() if key not in ("extends", "remove")}
    if "extends" not in own:
        stray = (_flaw("remove-without-extends", source, ("remove",), "key"),) if "remove" in own else ()
        return stray or ExtendedTables(source, tables)
    base = _base(source, own["extends"], chain)
    if isinstance(base, Diagnostic):
        return (base,)
    below = _written(base, (*chain, os.path.realpath(base.name)))
    if not isinstance(below, ExtendedTables):
        return below
    source = evolve(source, base=below.source)
    flaws: list[Diagnostic] = []
    kept = _without(below.tables, source, own.get("remove", []), flaws)
    flaws.extend(_unknown(source, tables, kept, base.name))
    return tuple(flaws) or ExtendedTables(source, merged(kept, tables))


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


def removed(tables: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return *tables* without what stands at *path*."""
    first, *rest = path
    key = str(first)
    if rest:
        return {**tables, key: removed(tables[key], tuple(rest))}
    return {name: value for name, value in tables.items() if name != key}


def _base(source: Source, name: Any, chain: tuple[str, ...]) -> Source | Diagnostic:
    """Return the file that *source* extends, or why it cannot be had."""
    if not isinstance(name, str):
        return _flaw("wrong-type", source, ("extends",), key="extends", expected=shape.TEXT.expected, found=shown(name))
    if not source.is_file:
        return _flaw("extends-without-folder", source, ("extends",), name=name)
    folder = File(source.name).parent
    # A network path is refused before anybody touches the network.
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or "\0" in name or not _inside(folder, name):
        return _flaw("extends-outside", source, ("extends",), name=name, folder=str(folder))
    file = os.path.normpath(folder / name)
    if os.path.realpath(file) in chain:
        circle = " → ".join(map(os.path.basename, (*chain, file)))
        return _flaw("extends-circle", source, ("extends",), chain=circle)
    if len(chain) > limits.EXTENDS:
        return _flaw("extends-too-long", source, ("extends",), limit=limits.EXTENDS)
    found = read_source(file, asked_by=source.name)
    if isinstance(found, Diagnostic):
        return found if found.labels else evolve(found, labels=(Label(Place(source, ("extends",))),))
    return found


def _inside(folder: File, name: str) -> bool:
    return File(os.path.realpath(folder / name)).is_relative_to(os.path.realpath(folder))


def _without(tables: Mapping[str, Any], source: Source, names_: Any, problems: list[Diagnostic]) -> Mapping[str, Any]:
    """Return *tables* without what *source* removes."""
    if not shape.TEXTS.accepts(names_):
        expected = shape.TEXTS.expected
        problems.append(_flaw("wrong-type", source, ("remove",), key="remove", expected=expected, found=shown(names_)))
        return tables
    single = isinstance(names_, str)
    for index, name in enumerate([names_] if single else names_):
        path = path_of(tables, name)
        if path is None:
            place = Place(source, ("remove",) if single else ("remove", index))
            problems.append(problem("remove-unknown", place, name=name, near=nearest(name, names(tables))))
        else:
            tables = removed(tables, path)
    return tables


def _unknown(source: Source, own: Mapping[str, Any], base: Mapping[str, Any], file: str) -> Iterator[Diagnostic]:
    """
    Yield what *own* changes and *base* does not have.

    Whoever misspells the name of a component in a change would otherwise be told to give the new one a unit.
    """
    for path, table, known in _entries(own, base):
        name = ".".join(map(str, path[1:]))
        if REQUIRED[str(path[0])] not in table and path[-1] not in known:
            near = nearest(str(path[-1]), known)
            yield _flaw("change-unknown", source, path, "key", name=name, file=file, near=near)


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


def _flaw(
    code: str, source: Source, path: Path, part: PlacePart = "value", *, near: str | None = None, **values: Word
) -> Diagnostic:
    return problem(code, Place(source, path, part), near=near, also=values)
