"""A formula file and those it extends and uses → one set of tables (language.md sections 2 and 8)."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from lkjdsl import limits, shape
from lkjdsl.diagnostic import Diagnostic, Label, is_error, nearest, problem
from lkjdsl.files import read_source
from lkjdsl.kinds import shown
from lkjdsl.source import NO_FILE, Path, Place, Source
from lkjdsl.syntax.document import read_document
from lkjdsl.syntax.excerpts import ENTRIES, UsedFile
from lkjdsl.syntax.merging import REQUIRED, FileChanges, Removal, merged, replaced, unknown_changes, without
from lkjdsl.syntax.named_files import FileChain, identity, named_file
from lkjdsl.syntax.naming import names, value_at
from lkjdsl.syntax.renaming import rooted
from lkjdsl.syntax.toml import read_tables
from lkjdsl.syntax.using import PLACED, Taken, nodes_in, taken, uses_in


@frozen(eq=False)
class ExtendedTables:
    """The tables of an edition as they stand after extending; the source knows the files they come from."""

    source: Source
    tables: Mapping[str, Any]


@frozen(eq=False)
class _Extended:
    """The tables of files that extend each other, before what they use is filled in; some removals are of that."""

    source: Source
    tables: Mapping[str, Any]
    changes: tuple[FileChanges, ...]
    removals: tuple[Removal, ...]


Flaws = tuple[Diagnostic, ...]
UsedFiles = dict[str, UsedFile | Flaws]
"""The files of definitions that have been read, by what tells them apart; each is read once."""


def read_written(path: str | os.PathLike[str] | None = None, *, text: str | None = None) -> ExtendedTables | Flaws:
    """Return what a formula file, or a *text*, says together with the files it extends; or why that cannot be had."""
    source = Source(NO_FILE, text or "") if path is None else read_source(os.fspath(path))
    return (source,) if isinstance(source, Diagnostic) else written(source)


def written(source: Source) -> ExtendedTables | Flaws:
    """
    Return the tables of the formula file *source* over those of the files that it extends and uses.

    Tables merge deep, attribute by attribute; lists and single values are replaced. Flaws: a named file that is
    missing, outside the folder or leads back in a circle; a removed or changed name that does not exist; two
    declarations of one name.
    """
    return _written(source, (identity(source.name),), {})


def _written(source: Source, chain: FileChain, known: UsedFiles) -> ExtendedTables | Flaws:
    found = _extended(source, chain)
    return _filled(found, chain, known) if isinstance(found, _Extended) else found


def _extended(source: Source, chain: FileChain) -> _Extended | Flaws:
    """Return the tables of *source* over those of the files that it extends."""
    own = read_tables(source)
    if isinstance(own, Diagnostic):
        return (own,)
    tables = {key: value for key, value in own.items() if key not in ("extends", "remove")}
    below = _Extended(source, {}, (), ())
    if "extends" in own:
        base = _base(source, own["extends"], chain)
        found = (base,) if isinstance(base, Diagnostic) else _extended(base, (*chain, identity(base.name)))
        if not isinstance(found, _Extended):
            return found
        below, source = found, evolve(source, base=found.source)
    elif "remove" in own and not any(uses_in(tables)):
        return (problem("remove-without-extends", Place(source, ("remove",), "key")),)
    removals = _removals(source, own.get("remove", []))
    if isinstance(removals, Diagnostic):
        return (removals,)
    kept, unknown = without(below.tables, removals)
    changes = FileChanges(source, tables, kept if "extends" in own else None)
    return _Extended(source, merged(kept, tables), (*below.changes, changes), (*below.removals, *unknown))


def _base(source: Source, name: Any, chain: FileChain) -> Source | Diagnostic:
    if isinstance(name, str):
        return named_file(source, ("extends",), name, chain)
    return _wrong_type(source, "extends", name, shape.TEXT)


def _removals(source: Source, named: Any) -> tuple[Removal, ...] | Diagnostic:
    """Return what *source* removes."""
    if not shape.TEXTS.accepts(named):
        return _wrong_type(source, "remove", named, shape.TEXTS)
    if isinstance(named, str):
        return (Removal(named, Place(source, ("remove",))),)
    return tuple(Removal(name, Place(source, ("remove", index))) for index, name in enumerate(named))


def _wrong_type(source: Source, key: str, value: Any, expected: shape.Shape) -> Diagnostic:
    return problem("wrong-type", Place(source, (key,)), key=key, expected=expected.expected, found=shown(value))


def _filled(extended: _Extended, chain: FileChain, known: UsedFiles) -> ExtendedTables | Flaws:
    """Return the tables with what each ``use`` takes put under them."""
    source, below = extended.source, dict[str, Any]()
    flaws: list[Diagnostic] = []

    def load(at: Path, name: str) -> UsedFile | Flaws:
        asking = next(change.source for change in reversed(extended.changes) if value_at(change.own, at) is not None)
        file = named_file(asking, at, name, chain)
        if isinstance(file, Diagnostic):
            return (file,)
        if identity(file.name) not in known:
            known[identity(file.name)] = _used(file, chain, known)
        return known[identity(file.name)]

    removals = extended.removals
    paths = list(uses_in(extended.tables))

    def wanted(path: Path, node: Mapping[str, Any]) -> Mapping[str, Any]:
        nonlocal removals
        for inner in (other[len(path) :] for other in paths if other[: len(path)] == path != other):
            replacing = value_at(node, inner)
            if isinstance(replacing, Mapping):
                node = replaced(node, inner, {key: one for key, one in replacing.items() if key in PLACED})
        left, unknown = without(rooted(path, node), removals)
        if len(unknown) < len(removals):
            node, removals = value_at(left, path) or {}, unknown
        return node

    for path in paths:
        part = taken(source, path, value_at(extended.tables, path), _over(below, extended.tables), load, wanted)
        if not isinstance(part, Taken):
            flaws.extend(part)
            continue
        flaws.extend(_clashes(source, part, (extended.tables, below)))
        # A component of a definition that says `use` anew keeps its place in that: its weight, its name.
        placed = {key: value for key, value in (value_at(below, path) or {}).items() if key in PLACED}
        cases = [*below.get("case", []), *part.tables.get("case", [])]
        below = {**merged(below, part.tables), **({"case": cases} if cases else {})}
        below = replaced(below, path, merged(part.node, placed))
        source = evolve(source, uses=(*source.uses, part.use))
        if len(list(nodes_in(below))) > limits.USED_NODES:  # files that each use another twice double at every step
            return (problem("use-too-large", Place(source, (*path, "use")), limit=limits.USED_NODES),)
    if flaws:
        return tuple({id(flaw): flaw for flaw in flaws}.values())  # a file that is used twice is wrong once
    kept, unknown = without(below, removals)
    tables = _over(kept, extended.tables)
    flaws += [
        problem("remove-unknown", removal.place, name=removal.name, near=nearest(removal.name, names(tables)))
        for removal in unknown
    ]
    for changes in extended.changes:
        flaws += _unknown(changes, kept, source, extended.tables)
    return tuple(flaws) or ExtendedTables(source, tables)


def _used(file: Source, chain: FileChain, known: UsedFiles) -> UsedFile | Flaws:
    """Return a file of definitions; one that has not the shape of an edition cannot be taken apart."""
    found = _written(file, (*chain, identity(file.name)), known)
    if not isinstance(found, ExtendedTables):
        return found
    flaws = tuple(filter(is_error, read_document(found.source, found.tables)[1]))
    return flaws or UsedFile(found.source, found.tables)


def _unknown(
    changes: FileChanges, below: Mapping[str, Any], source: Source, tables: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Yield what a file changes that neither the file it extends has nor what is used; *tables* are what is left."""
    base = changes.source.base

    def file_of(path: Path) -> str:
        if value_at(tables, path) is None:  # an edition that extends this one has removed it
            return ""
        using = next((use for use in source.uses if path[: len(use.path)] == use.path != path), None)
        if using is not None:
            return using.source.name
        return "" if base is None or changes.base is None else base.name

    yield from unknown_changes(changes, merged(below, changes.base or {}), file_of)


def _over(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return *own* over what it uses: its own entries come first, in a node those of the definition."""
    if not below:
        return dict(own)
    tables = merged(merged(own, below), own)
    own_cases = own.get("case")
    if isinstance(own_cases, list) and "case" in below:
        tables["case"] = [*own_cases, *below["case"]]
    for path in uses_in(own):
        node = merged(value_at(below, path) or {}, value_at(own, path))
        tables = replaced(tables, path, {key: value for key, value in node.items() if key not in ("use", "rename")})
    return tables


def _clashes(source: Source, part: Taken, known: tuple[Mapping[str, Any], ...]) -> Iterator[Diagnostic]:
    """Yield each entry that is declared otherwise here than in the definition that is used."""
    for here, there in part.use.origins.items():
        kind = str(here[0])
        if kind not in ENTRIES or len(here) <= ENTRIES[kind]:
            continue
        for tables in known:
            other = value_at(tables, here)
            is_change = isinstance(other, Mapping) and kind in ("input", "scale") and REQUIRED[kind] not in other
            if other is None or is_change or other == value_at(part.tables, here):
                continue
            name, file = ".".join(map(str, here[1:])), part.use.source.name
            first = str(there[1])
            label = Label(Place(part.use.source, there, "key"), "other", {"file": file})
            yield problem("use-clash", Place(source, here, "key"), label, name=name, file=file, first=first)
