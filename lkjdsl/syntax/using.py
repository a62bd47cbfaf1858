"""
Definitions of other files: ``use = 'lkjdsl:skm-2017/IKM'`` → the tables that an edition takes for it.

What is taken is put under the edition's own tables as an extended edition is (language.md section 2): it is a base,
restricted to one definition and what that needs, under the names that the edition gives.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import Factory, define, frozen

from lkjdsl.diagnostic import Diagnostic, Word, nearest, problem
from lkjdsl.kinds import shown
from lkjdsl.source import Path, Place, Source, Span, Use
from lkjdsl.syntax import shape
from lkjdsl.syntax.naming import is_name, value_at
from lkjdsl.syntax.renaming import Parts, Renaming, names_in, respelled
from lkjdsl.syntax.vocabulary import BAND, COLUMN, INDICATOR, INHERITED, INPUT, INVARIANT, NODE, Shapes

ENTRIES = {"input": 2, "rows": 1, "scale": 1, "constant": 1}
"""Tables whose entries a definition reads by name, and of how many keys the name of an entry is."""
ABOUT = ("constraint", "invariant", "table")
"""Tables whose entries are taken where all that they name is; nothing names them, so that they may be named anew."""
PLACED = (
    *("name", "alias", "objective", "target", "target_of", "compare", "weight", "definition", "basis", "note"),
    *("programme", "budget", "absorbed", "efficiency"),
    *("polarity", "achievement", "achievement_cap", "achievement_floor", "achievement_scale", "use", "rename"),
)
"""What an edition says of its own node without changing how the value of the definition comes about."""
WHOLE_UNITS = ("count", "rupiah")
"""Units that are printed without decimals where nothing is said."""
OF_PLACE = ("objective", "weight")
"""What ties a node to others of its own file, and is never taken."""
SCALES = ("scale", "achievement_scale")
ASKED = ("scale", "contribution")
"""What a case may say of a result beside its value, and that no attribute of its place changes."""
CLAIMED = ("of", "rises_with", "falls_with", "unchanged_by")
"""What names results and inputs in an invariant, beside its formula."""


@frozen(eq=False)
class UsedFile:
    """A file of definitions that has the shape of an edition: its source, its tables with all it extends and uses."""

    source: Source
    tables: Mapping[str, Any]


@frozen(eq=False)
class Taken:
    """What an edition takes for one ``use``: its node, the other tables, and where all of it comes from."""

    use: Use
    node: Mapping[str, Any]
    tables: Mapping[str, Any]


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
    source: Source, path: Path, own: Mapping[str, Any], known: Mapping[str, Any], load: Loader
) -> Taken | tuple[Diagnostic, ...]:
    """
    Return what the node at *path* of *source*, with the table *own*, uses; or every reason why it cannot.

    *known* are the tables of the edition so far: a constraint whose name is another's there gets one of its own.
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
        nodes = [".".join(map(str, one[1:])) for one in nodes_in(there.tables)]
        also: dict[str, Word] = {"file": there.source.name, "known": ", ".join(there.tables.get("indicator", {}))}
        return (problem("use-unknown", Place(source, at), name=name, near=nearest(name, nodes), also=also),)
    renames = own.get("rename", {})
    flaws = tuple(_wrong_renames(source, (*path, "rename"), renames, there.tables))
    if flaws:
        return flaws
    renaming = Renaming(parts, tuple(map(str, path[1:])), renames)
    taking = _Taking(source, path, there, known, renaming)
    taking.take(node)
    if not set(own) - set(PLACED):
        taking.cases()
    use = Use(there.source, path, taking.origins, taking.respelled, years_of(there.tables))
    return tuple(taking.flaws) or Taken(use, taking.node, taking.tables)


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


@define(eq=False)
class _Taking:
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
        here = (kind, *self.renaming.of((kind, *name))[1:]) if kind == "scale" else (kind, *self._here(kind, name))
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
                bands = [self._shaped((*here, "bands", index), one, BAND) for index, one in enumerate(bands)]
                value = {**value, "bands": bands}
        _put(self.tables, here, value)

    def _put_in_order(self) -> None:
        """Put the entries in the order of their file, in which an office fills them in, not in that of the formulas."""
        for kind, length in ENTRIES.items():
            here = {there: path for path, there in self.origins.items() if there[0] == kind and len(there) > length}
            ordered: dict[str, Any] = {}
            for there in _entries(self.there.tables, kind, length):
                if there in here:
                    _put(ordered, here[there], value_at(self.tables, here[there]))
            self.tables |= ordered

    def _here(self, kind: str, name: Parts) -> Parts:
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
        if not named or not all(self._is_taken(parts) for parts in named):
            return
        here = (kind, name)
        spelled = self._spelled(here, value)
        if value_at(self.known, here) not in (None, spelled):
            here = (kind, "_".join((name, *self.renaming.here)))
            spelled = self._spelled(here, value)
        self.origins[here] = (kind, name)
        _put(self.tables, here, spelled)

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
                return {**value, "rows": self._here("rows", (value["rows"],))[0], "columns": columns}

    def _column(self, path: Path, column: Any) -> Any:
        return self._shaped(path, column, COLUMN) if isinstance(column, Mapping) else self._formulas(path, column)

    def _is_taken(self, parts: Parts) -> bool:
        """Return whether what *parts* name there was taken, or is a part of the definition; a constant may yet be."""
        if parts[0][:1].isupper():
            return parts[: len(self.renaming.there)] == self.renaming.there
        if len(parts) == 1:
            return parts[0] in self.there.tables.get("constant", {})
        here = tuple(filter(None, self.renaming.of(parts)[:2]))
        return any(value_at(self.tables, (kind, *here)) is not None for kind in ("input", "rows"))

    def cases(self) -> None:
        """Take the cases of the definition, with the data and the values that are of what was taken."""
        taken_cases: list[Any] = []
        first = len(self.known.get("case", []))
        for index, case in enumerate(self.there.tables.get("case", [])):
            values = {
                self.renaming.named(path): value
                for path, value in case.get("values", {}).items()
                if tuple(path.split("."))[: len(self.renaming.there)] == self.renaming.there
                and (path.rpartition(".")[2] in ASKED or path.rpartition(".")[2][:1].isupper())
            }
            if values:
                data = {key: self._data(case[key]) for key in ("data", "previous") if key in case}
                kept = {key: value for key, value in case.items() if key != "problems"}
                self.origins["case", first + len(taken_cases)] = ("case", index)
                taken_cases.append({**kept, **data, "values": values})
        if taken_cases:
            self.tables["case"] = taken_cases

    def _data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of a case, of what was taken alone, under the names of here."""
        found: dict[str, Any] = {}
        for key, value in data.items():
            if key == "given" and isinstance(value, Mapping):
                nodes = {name: one for name, one in value.items() if self._is_taken(tuple(name.split(".")))}
                found[key] = {self.renaming.named(name): one for name, one in nodes.items()}
            elif isinstance(value, Mapping):
                for name, one in value.items():
                    if self._is_taken((key, name)):
                        _put(found, self.renaming.of((key, name)), one)
            elif isinstance(value, list):
                rows = self._here("rows", (key,))
                if value_at(self.tables, ("rows", *rows)) is not None:
                    found[rows[0]] = value
            else:
                found[key] = value
        return found


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
    return spelled(names) if isinstance(names, str) else [spelled(one) for one in names]


def _put(tables: dict[str, Any], path: Path, value: Any) -> None:
    """Put *value* at *path* of *tables*."""
    for key in path[:-1]:
        tables = tables.setdefault(str(key), {})
    tables[str(path[-1])] = value
