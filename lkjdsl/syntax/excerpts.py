"""
An excerpt of a file of formulas: one definition, with the entries that its formulas name and what is said about those.

Names are spelled as the edition wants them that uses the definition; where each thing comes from is kept.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import Factory, define, frozen

from lkjdsl import shape
from lkjdsl.diagnostic import Diagnostic, Word, problem
from lkjdsl.source import Path, Place, Source, Span
from lkjdsl.syntax.naming import value_at
from lkjdsl.syntax.renaming import Parts, Renaming, names_in, respelled
from lkjdsl.syntax.vocabulary import BAND, COLUMN, INDICATOR, INHERITED, INPUT, INVARIANT, NODE, Shapes

ENTRIES = {"input": 2, "rows": 1, "scale": 1, "constant": 1}
"""Tables whose entries a definition reads by name, and of how many keys the name of an entry is."""
ABOUT = ("constraint", "invariant", "table")
"""Tables whose entries are taken where all that they name is; nothing names them, so that they may be named anew."""
WHOLE_UNITS = ("count", "rupiah")
"""Units that are printed without decimals where nothing is said."""
OF_PLACE = ("objective", "weight")
"""What ties a node to others of its own file, and is never taken."""
SCALES = ("scale", "achievement_scale")
CLAIMED = ("of", "rises_with", "falls_with", "unchanged_by")
"""What names results and inputs in an invariant, beside its formula."""


@frozen(eq=False)
class UsedFile:
    """A file of definitions that has the shape of an edition: its source, its tables with all it extends and uses."""

    source: Source
    tables: Mapping[str, Any]


@define(eq=False)
class Excerpt:
    """Takes a definition from *there*: each entry under its name here, and what its formulas name in turn."""

    source: Source
    path: Path
    there: UsedFile
    known: Mapping[str, Any]
    renaming: Renaming
    node: dict[str, Any] = Factory(dict)
    tables: dict[str, Any] = Factory(dict)
    origins: dict[Path, Path] = Factory(dict)
    respelled: dict[Path, tuple[tuple[Span, Span], ...]] = Factory(dict)
    flaws: list[Diagnostic] = Factory(list)
    waiting: list[Parts] = Factory(list)
    """Names that formulas have, and that are to be taken as well."""

    def take(self, node: Mapping[str, Any]) -> None:
        """Take the definition, all that it needs, and what is said about that."""
        rules = self.there.tables.get("rules", {})
        shapes = INDICATOR if len(self.path) == 2 else NODE  # noqa: PLR2004 - the table of indicators, and the name of one
        unplaced = {
            key: one for key, one in node.items() if key[:1].isupper() or (key in shapes and key not in OF_PLACE)
        }
        inherited = {key: rules[key] for key in INHERITED if key in rules and key not in node}
        self.origins[self.path] = ("indicator", *self.renaming.there)
        self.origins |= {(*self.path, key): ("rules", key) for key in inherited}
        table = self._node(self.path, unplaced)
        if "digits" in inherited:
            table = _printed_as_there(table, inherited["digits"], inherited["digits"])
        self.node = {**inherited, **table}
        self._needs()
        for kind in ABOUT:
            for name, value in self.there.tables.get(kind, {}).items():
                self._about(kind, name, value)
        self._needs()
        self._put_in_order()

    def _node(self, path: Path, table: Mapping[str, Any]) -> dict[str, Any]:
        components = [key for key in table if key[:1].isupper() and isinstance(table[key], Mapping)]
        found = {key: self._attribute(path, key, value) for key, value in table.items() if key not in components}
        results = [parts for parts in self.waiting if parts[0][:1].isupper()]
        self.waiting = [parts for parts in self.waiting if parts not in results]
        self.flaws.extend(flaw for parts in results if parts[0] not in components for flaw in self._other(parts))
        return found | {key: self._node((*path, key), table[key]) for key in components}

    def _attribute(self, path: Path, key: str, value: Any) -> Any:
        if key in SCALES and isinstance(value, str):
            self.waiting.append(("scale", value))
            return self.renaming.of(("scale", value))[1]
        return self._formulas((*path, key), value) if key == "compare" or _has_formulas(INDICATOR, key) else value

    def _formulas(self, path: Path, value: Any) -> Any:
        """Return *value*, all of whose texts are formulas, with the names of here."""
        if isinstance(value, Mapping):
            return {key: self._formulas((*path, key), one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._formulas((*path, index), one) for index, one in enumerate(value)]
        if not isinstance(value, str):
            return value
        self.waiting += [parts for parts, _ in names_in(value)]
        text, spans = respelled(value, self.renaming)
        if spans:
            self.respelled[path] = spans
        return text

    def _other(self, parts: Parts) -> Iterator[Diagnostic]:
        """Yield that a result of the other file is no part of the definition."""
        within = parts[: len(self.renaming.there)] == self.renaming.there
        if not within and any(parts[0] in self.there.tables.get(kind, {}) for kind in ("indicator", "objective")):
            words: dict[str, Word] = {"file": self.there.source.name, "definition": ".".join(self.renaming.there)}
            yield problem("use-needs-other", Place(self.source, (*self.path, "use")), name=".".join(parts), also=words)

    def _needs(self) -> None:
        """Take what the formulas taken so far name."""
        while self.waiting:
            parts = self.waiting.pop(0)
            for kind, length in ENTRIES.items():
                name = parts[1:2] if kind == "scale" and parts[0] == kind else parts[:length]
                value = value_at(self.there.tables, (kind, *name))
                if value is not None and len(name) == length:
                    self._entry(kind, name, value)

    def _entry(self, kind: str, name: Parts, value: Any) -> None:
        there = (kind, *name)
        here = (kind, *self.renaming.of((kind, *name))[1:]) if kind == "scale" else (kind, *self.here(kind, name))
        if here in self.origins:
            return
        self.origins[here] = there
        self.origins.setdefault(here[:2], there[:2])
        match kind:
            case "constant":
                value = self._formulas(here, value)
            case "input":
                value = self._shaped(here, value, INPUT)
            case "rows":
                value = {key: self._shaped((*here, key), one, INPUT) for key, one in value.items()}
            case _:
                bands = value.get("bands", [])
                bands = [self._shaped((*here, "bands", index), band, BAND) for index, band in enumerate(bands)]
                value = {**value, "bands": bands}
        put(self.tables, here, value)

    def _put_in_order(self) -> None:
        """Put the entries in the order of their file, in which an office fills them in, not in that of the formulas."""
        for kind, length in ENTRIES.items():
            here = {there: path for path, there in self.origins.items() if there[0] == kind and len(there) > length}
            ordered: dict[str, Any] = {}
            for there in _entries(self.there.tables, kind, length):
                if there in here:
                    put(ordered, here[there], value_at(self.tables, here[there]))
            self.tables |= ordered

    def here(self, kind: str, name: Parts) -> Parts:
        """Return the name here of an entry; that of rows is the first part of the names of their columns."""
        return self.renaming.of((*name, ""))[:-1] if kind == "rows" else self.renaming.of(name)

    def _shaped(self, path: Path, table: Mapping[str, Any], shapes: Shapes) -> dict[str, Any]:
        """Return an entry with the names of here in its formulas."""
        return {
            key: self._formulas((*path, key), value) if _has_formulas(shapes, key) else value
            for key, value in table.items()
        }

    def _about(self, kind: str, name: str, value: Any) -> None:
        """Take a constraint, invariant or report table where it is about nothing but what was taken."""
        named = list(_named(kind, value))
        if not named or not all(self.is_taken(parts) for parts in named):
            return
        here = (kind, name)
        spelled = self._spelled(here, value)
        if value_at(self.known, here) not in (None, spelled):
            here = (kind, "_".join((name, *self.renaming.here)))
            spelled = self._spelled(here, value)
        self.origins[here] = (kind, name)
        put(self.tables, here, spelled)

    def _spelled(self, here: Path, value: Any) -> Any:
        """Return a constraint, invariant or report table with the names of here."""
        match here[0], value:
            case "constraint", str():
                return self._formulas(here, value)
            case "invariant", Mapping():
                listed = {key: _each(self.renaming.named, value[key]) for key in CLAIMED if key in value}
                return {**self._shaped(here, value, INVARIANT), **listed}
            case _:
                columns = {key: self._column((*here, "columns", key), one) for key, one in value["columns"].items()}
                return {**value, "rows": self.here("rows", (value["rows"],))[0], "columns": columns}

    def _column(self, path: Path, column: Any) -> Any:
        return self._shaped(path, column, COLUMN) if isinstance(column, Mapping) else self._formulas(path, column)

    def is_taken(self, parts: Parts) -> bool:
        """Return whether what *parts* name there was taken, or is a part of the definition; a constant may yet be."""
        if parts[0][:1].isupper():
            inside = [part for part in parts[len(self.renaming.there) :] if part[:1].isupper()]
            return (
                parts[: len(self.renaming.there)] == self.renaming.there and value_at(self.node, (*inside,)) is not None
            )
        if len(parts) == 1:
            return parts[0] in self.there.tables.get("constant", {})
        here = tuple(filter(None, self.renaming.of(parts)[:2]))
        return any(value_at(self.tables, (kind, *here)) is not None for kind in ("input", "rows"))


def _printed_as_there(table: Mapping[str, Any], last: int, inherited: int) -> dict[str, Any]:
    """
    Return a node's table with the digits that its file prints it with, where those *inherited* here are others.

    In the file the digits of ``[rules]`` come *last*, behind ``round`` and the unit; here they stand at the definition,
    and would come first.
    """
    if "digits" in table:
        return dict(table)
    wanted = max(table["round"], 0) if "round" in table else 0 if table.get("unit") in WHOLE_UNITS else last
    own = {} if wanted == inherited else {"digits": wanted}
    components = {key: _printed_as_there(one, last, wanted) for key, one in table.items() if key[:1].isupper()}
    return {**table, **components, **own}


def _has_formulas(shapes: Shapes, key: str) -> bool:
    known = shapes.get(key)
    return isinstance(known, shape.Shape) and known.has_formulas


def _named(kind: str, value: Any) -> Iterator[Parts]:
    """Yield every name of what was declared elsewhere in a constraint, an invariant or a report table."""
    match kind, value:
        case "constraint", str():
            yield from (parts for parts, _ in names_in(value))
        case "invariant", Mapping():
            yield from (parts for parts, _ in names_in(value.get("that")))
            for key in CLAIMED:
                listed = value.get(key, [])
                yield from (tuple(one.split(".")) for one in ([listed] if isinstance(listed, str) else listed))
        case "table", {"rows": str(rows), "columns": Mapping() as columns}:
            yield (rows, "")
            for column in columns.values():
                formula = column.get("formula") if isinstance(column, Mapping) else column
                yield from (parts for parts, _ in names_in(formula) if len(parts) > 1)
        case _:
            pass


def _entries(tables: Mapping[str, Any], kind: str, length: int) -> Iterator[Path]:
    """Yield the path of each entry of a table, in the order of the file."""
    for first, value in tables.get(kind, {}).items():
        yield from [(kind, first)] if length == 1 else ((kind, first, second) for second in value)


def _each(spelled: Callable[[str], str], names: Any) -> Any:
    return spelled(names) if isinstance(names, str) else [spelled(name) for name in names]


def put(tables: dict[str, Any], path: Path, value: Any) -> None:
    """Put *value* at *path* of *tables*."""
    for key in path[:-1]:
        tables = tables.setdefault(str(key), {})
    tables[str(path[-1])] = value
