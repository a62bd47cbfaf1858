"""
Definitions of other files: ``use = 'lkjdsl:skm-2017/IKM'`` → the tables that an edition takes for it.

What is taken is put under the edition's own tables as an extended edition is (language.md section 2): it is a base,
restricted to one definition and what that needs, under the names that the edition gives.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from lkjdsl import shape
from lkjdsl.diagnostic import Diagnostic, Word, nearest, problem
from lkjdsl.kinds import shown
from lkjdsl.source import Path, Place, Source, Use
from lkjdsl.syntax.excerpt_cases import cases_of_excerpt
from lkjdsl.syntax.excerpts import ENTRIES, Excerpt, UsedFile
from lkjdsl.syntax.naming import is_name, value_at
from lkjdsl.syntax.renaming import Renaming

PLACED = (
    *("name", "alias", "objective", "target", "target_of", "compare", "weight", "definition", "basis", "note"),
    *("programme", "budget", "absorbed", "efficiency"),
    *("polarity", "achievement", "achievement_cap", "achievement_floor", "achievement_scale", "use", "rename"),
)
"""What an edition says of its own node without changing how the value of the definition comes about."""


@frozen(eq=False)
class Taken:
    """What an edition takes for one ``use``: its node, the other tables, and where all of it comes from."""

    use: Use
    node: Mapping[str, Any]
    tables: Mapping[str, Any]


Wanted = Callable[[Path, Mapping[str, Any]], Mapping[str, Any]]
"""What returns of the definition for the node at a path what is to be taken; the very table where that is all of it."""
Loader = Callable[[Path, str], "UsedFile | tuple[Diagnostic, ...]"]
"""What returns the file that is named at a path, or why it cannot be had."""


def uses_in(tables: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the path of each node that says ``use``, a node before its components."""
    waiting: list[tuple[Path, Any]] = [(("indicator",), tables.get("indicator"))]
    while waiting:
        path, table = waiting.pop(0)
        if isinstance(table, Mapping):
            if len(path) > 1 and "use" in table:
                yield path
            waiting += [((*path, key), inner) for key, inner in table.items() if key[:1].isupper()]


def taken(
    source: Source, path: Path, own: Mapping[str, Any], known: Mapping[str, Any], load: Loader, wanted_of: Wanted
) -> Taken | tuple[Diagnostic, ...]:
    """
    Return what the node at *path* of *source*, with the table *own*, uses; or every reason why it cannot.

    *known* are the tables of the edition so far: a constraint whose name is another's there gets one of its own.
    *wanted_of* leaves of a definition what the edition does not remove or put something else in the place of.
    """
    wanted = own["use"]
    at = (*path, "use")
    if not isinstance(wanted, str):
        return (_wrong_type(source, at, wanted, shape.TEXT.expected),)
    file, slash, name = wanted.rpartition("/")
    if not slash or not file or not name:
        return (problem("use-without-definition", Place(source, at), name=wanted),)
    there = load(at, file)
    if not isinstance(there, UsedFile):
        return there
    parts = tuple(name.split("."))
    node = value_at(there.tables, ("indicator", *parts))
    if not isinstance(node, Mapping) or not all(part[:1].isupper() for part in parts):
        nodes = [".".join(map(str, node[1:])) for node in nodes_in(there.tables)]
        also: dict[str, Word] = {"file": there.source.name, "known": ", ".join(there.tables.get("indicator", {}))}
        return (problem("use-unknown", Place(source, at), name=name, near=nearest(name, nodes), also=also),)
    renames = own.get("rename", {})
    flaws = tuple(_wrong_renames(source, (*path, "rename"), renames, there.tables))
    if flaws:
        return flaws
    renaming = Renaming(parts, tuple(map(str, path[1:])), renames)
    excerpt = Excerpt(source, path, there, known, renaming)
    kept = wanted_of(path, node)
    excerpt.take(kept)
    tables = dict(excerpt.tables)
    if kept is node and not set(own) - set(PLACED):
        tables |= cases_of_excerpt(excerpt)
    use = Use(there.source, path, excerpt.origins, excerpt.respelled, years_of(there.tables))
    return tuple(excerpt.flaws) or Taken(use, excerpt.node, tables)


def years_of(tables: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the years, from and to, that a file of formulas is for."""
    valid = tables.get("valid", {})
    return valid.get("from"), valid.get("to")


def nodes_in(tables: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the path of each indicator and component."""
    waiting: list[tuple[Path, Any]] = [(("indicator",), tables.get("indicator", {}))]
    while waiting:
        path, table = waiting.pop(0)
        if isinstance(table, Mapping):
            yield from [path] if len(path) > 1 else []
            waiting += [((*path, key), inner) for key, inner in table.items() if key[:1].isupper()]


def _wrong_type(source: Source, path: Path, value: Any, expected: Word) -> Diagnostic:
    return problem("wrong-type", Place(source, path), key=str(path[-1]), expected=expected, found=shown(value))


def _wrong_renames(source: Source, path: Path, renames: Any, there: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a table of new names: they are of groups, rows, scales, constants or single inputs."""
    if not isinstance(renames, Mapping):
        yield _wrong_type(source, path, renames, shape.TABLE.expected)
        return
    known = [name for kind in ENTRIES for name in there.get(kind, {})]
    known += [f"{group}.{name}" for group, inputs in there.get("input", {}).items() for name in inputs]
    for name, new in renames.items():
        at = (*path, name)
        if name not in known:
            yield problem("rename-unknown", Place(source, at, "key"), name=name, near=nearest(name, known))
        elif not isinstance(new, str):
            yield _wrong_type(source, at, new, shape.TEXT.expected)
        elif new.count(".") != name.count(".") or not all(is_name(part, capital=False) for part in new.split(".")):
            yield problem("bad-name", Place(source, at), helps=("lower",), name=new)
