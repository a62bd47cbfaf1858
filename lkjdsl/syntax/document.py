"""
Tables → Document: which tables and keys an edition file may have, and what their values look like.

After this, whoever reads a table finds known keys with values of the expected shape; the rest has been
reported and left out.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from lkjdsl import limits, units
from lkjdsl.diagnostic import NOTHING, Diagnostic, Word, nearest, problem
from lkjdsl.source import Path, Place, Source
from lkjdsl.syntax import shape
from lkjdsl.syntax.shape import Choice, RuleShape, Shape

AnyShape = Shape | Choice | RuleShape
Shapes = Mapping[str, AnyShape]

_ROUNDING = Choice(("half-up", "half-even", "down", "up"))
_POLARITY = Choice(("maximize", "minimize", "minimize-inverse", "range", "stabilize"))
_AGGREGATE = Choice(("weighted-mean", "geometric-mean", "harmonic-mean", "mean", "sum", "min", "max"))

_TOP: Shapes = {
    "lkjdsl": shape.WHOLE,
    "title": shape.TEXT,
    "year": shape.WHOLE,
    "language": Choice(("id", "en")),
    "basis": shape.TEXTS,
}
_TABLES = (
    "rules",
    "constant",
    "input",
    "rows",
    "constraint",
    "objective",
    "indicator",
    "scale",
    "table",
    "case",
    "invariant",
)
_RESERVED = ("profile",)
_EXTENDING = ("extends", "remove")  # done with before a document is read, and still to be suggested for a misspelt key

_INHERITED: Shapes = {
    "zero_over_zero": RuleShape(),
    "over_zero": RuleShape(),
    "missing": RuleShape(),
    "rounding": _ROUNDING,
    "digits": shape.WHOLE,
}
RULES: Shapes = {
    **_INHERITED,
    "average": Choice(("objectives", "indicators")),
    "polarity": _POLARITY,
    "achievement_cap": shape.QUANTITY,
}
INPUT: Shapes = {
    "kind": Choice(units.KINDS),
    "label": shape.TEXT,
    "default": shape.ANY,
    "min": shape.QUANTITY,
    "max": shape.QUANTITY,
    "note": shape.TEXT,
    "rollup": Choice(("sum", "mean", "last")),
}
OBJECTIVE: Shapes = {"name": shape.TEXT, "basis": shape.TEXTS, "note": shape.TEXT}
NODE: Shapes = {
    **_INHERITED,
    "name": shape.TEXT,
    "unit": shape.TEXT,
    "formula": shape.TEXT,
    "aggregate": _AGGREGATE,
    "weight": shape.TEXT,
    "cap": shape.QUANTITY,
    "floor": shape.QUANTITY,
    "round": shape.WHOLE,
    "min_available": shape.QUANTITY,
    "applies_if": shape.TEXT,
    "definition": shape.TEXT,
    "basis": shape.TEXTS,
    "note": shape.TEXT,
}
INDICATOR: Shapes = {
    **NODE,
    "objective": shape.TEXT,
    "target": shape.TARGET,
    "compare": shape.TABLE,
    "polarity": _POLARITY,
    "achievement": shape.TEXT,
    "achievement_cap": shape.QUANTITY,
    "achievement_floor": shape.QUANTITY,
    "scale": shape.TEXT,
    "achievement_scale": shape.TEXT,
}
SCALE: Shapes = {"lookup": Choice(("exact", "printed")), "bands": shape.BANDS, "note": shape.TEXT}
BAND: Shapes = {
    "at_least": shape.QUANTITY,
    "above": shape.QUANTITY,
    "below": shape.QUANTITY,
    "at_most": shape.QUANTITY,
    "label": shape.TEXT,
}
TABLE: Shapes = {
    "name": shape.TEXT,
    "rows": shape.TEXT,
    "columns": shape.TABLE,
    "total": shape.TABLE,
    "note": shape.TEXT,
    "basis": shape.TEXTS,
}
COLUMN: Shapes = {"formula": shape.TEXT, "unit": shape.TEXT, "digits": shape.WHOLE, "name": shape.TEXT}

CASE: Shapes = {
    "name": shape.TEXT,
    "data": shape.TABLE,
    "previous": shape.TABLE,
    "values": shape.TABLE,
    "problems": shape.TEXTS,
    "note": shape.TEXT,
}
INVARIANT: Shapes = {
    "that": shape.TEXT,
    "of": shape.TEXT,
    "rises_with": shape.TEXTS,
    "falls_with": shape.TEXTS,
    "unchanged_by": shape.TEXTS,
    "note": shape.TEXT,
}

_LOWER = re.compile(r"[a-z][A-Za-z0-9_]*\Z")
_CAPITAL = re.compile(r"[A-Z][A-Za-z0-9_]*\Z")
_WORDS = ("and", "or", "not", "true", "false", "if")
_LOOKALIKES = str.maketrans("АВЕЅІЈКМНОРСТХУаеіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTXYaeijopcyxABEZHIKMNOPTYX")  # noqa: RUF001 - Cyrillic and Greek letters that look Latin are the point


@frozen(eq=False)
class Document:
    """An edition file: its tables by name, with what could not be understood left out."""

    source: Source
    tables: Mapping[str, Any]
    raw: Mapping[str, Any]

    def raw_at(self, path: Path) -> Any:
        """Return the value at *path* as it stood in the file."""
        value: Any = self.raw
        for key in path:
            value = value[key]
        return value

    def place(self, path: Path, part: str = "value", span: tuple[int, int] | None = None) -> Place:
        """Return the place of a key or of its value."""
        return Place(self.source, path, part, span)  # type: ignore[arg-type] # part is one of the two words


@frozen(eq=False)
class Reader:
    """Reads tables against their shapes and collects what is wrong with them."""

    source: Source
    problems: list[Diagnostic]

    def report(
        self,
        code: str,
        path: Path,
        part: str = "value",
        *,
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        near: str | None = None,
        also: Mapping[str, Word] = NOTHING,
        **values: Word,
    ) -> None:
        """Add a problem at *path*."""
        place = Place(self.source, path, part)  # type: ignore[arg-type] # part is one of the two words
        self.problems.append(problem(code, place, notes=notes, helps=helps, near=near, also={**also, **values}))

    def table(self, path: Path, table: Mapping[str, Any], shapes: Shapes) -> dict[str, Any]:
        """Return the entries of *table* whose keys are known and whose values have their shape."""
        kept = {}
        for key, value in table.items():
            if key not in shapes:
                self.unknown(path, key, shapes)
            elif self.fits((*path, key), value, shapes[key]):
                kept[key] = value
        return kept

    def unknown(self, path: Path, key: str, known: Iterable[str], code: str = "unknown-key") -> None:
        """Report a key that nothing is known of, with the nearest one that is."""
        near = nearest(key, known)
        inside = ".".join(map(str, path)) or self.source.name
        notes = () if near else ("known",)
        self.report(code, (*path, key), "key", notes=notes, near=near, key=key, inside=inside, known=", ".join(known))

    def fits(self, path: Path, value: Any, expected: AnyShape) -> bool:
        """Report *value* where it does not have its shape, and return whether it has."""
        if expected.accepts(value):
            return True
        values: dict[str, Word] = {"key": str(path[-1]), "expected": expected.expected, "found": _shown(value)}
        if isinstance(expected, Choice | RuleShape) and isinstance(value, str):
            near = nearest(value, expected.words)
            self.report("bad-choice", path, near=near, also=values)
        else:
            self.report("wrong-type", path, also=values)
        return False

    def name(self, path: Path, name: str, *, capital: bool) -> bool:
        """Report a name that cannot be one, and return whether it can."""
        if (_CAPITAL if capital else _LOWER).match(name) and name not in _WORDS:
            return True
        latin = name.translate(_LOOKALIKES)
        if latin != name and latin.isascii():
            self.report("look-alike-name", path, "key", name=name, latin=latin)
        else:
            self.report("bad-name", path, "key", helps=("capital" if capital else "lower",), name=name)
        return False

    def tables(self, path: Path, table: Any, *, capital: bool) -> dict[str, dict[str, Any]]:
        """Return the entries of *table* that have a proper name and are tables themselves."""
        if not self.fits(path, table, shape.TABLE):
            return {}
        return {
            name: inner
            for name, inner in table.items()
            if self.name((*path, name), name, capital=capital) and self.fits((*path, name), inner, shape.TABLE)
        }


def read_document(source: Source, raw: Mapping[str, Any]) -> tuple[Document, list[Diagnostic]]:
    """Return the document of an edition file, and what is wrong with its shape."""
    problems: list[Diagnostic] = []
    reader = Reader(source, problems)
    tables: dict[str, Any] = {}
    for key, value in raw.items():
        if key in _RESERVED:
            reader.report("reserved-table", (key,), "key", key=key)
        elif key in _TABLES:
            tables[key] = _READ[key](reader, (key,), value)
        elif key not in _TOP:
            code = "unknown-table" if isinstance(value, dict | list) else "unknown-key"
            reader.unknown((), key, (*_TOP, *_TABLES, *_EXTENDING), code)
        elif reader.fits((key,), value, _TOP[key]):
            tables[key] = value
    top = Place(source, (), "key", (0, 0))
    absent = [key for key in ("lkjdsl", "title", "year") if key not in raw]
    problems.extend(problem("missing-key", top, key=key, inside=source.name) for key in absent)
    if tables.get("lkjdsl", 1) != 1:
        reader.report("version-unsupported", ("lkjdsl",), version=tables["lkjdsl"])
    return Document(source, tables, raw), problems


def _rules(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    return reader.table(path, value, RULES) if reader.fits(path, value, shape.TABLE) else {}


def _constants(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    return _entries(reader, path, value, shape.QUANTITY)


def _constraints(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    return _entries(reader, path, value, shape.TEXT)


def _entries(reader: Reader, path: Path, value: Any, expected: Shape) -> dict[str, Any]:
    if not reader.fits(path, value, shape.TABLE):
        return {}
    return {
        name: one
        for name, one in value.items()
        if reader.name((*path, name), name, capital=False) and reader.fits((*path, name), one, expected)
    }


def _inputs(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    groups = reader.tables(path, value, capital=False)
    return {group: _declared(reader, (*path, group), inputs) for group, inputs in groups.items()}


def _declared(reader: Reader, path: Path, inputs: Any) -> dict[str, Any]:
    found = {}
    for name, declared in reader.tables(path, inputs, capital=False).items():
        found[name] = reader.table((*path, name), declared, INPUT)
        if "kind" not in declared:
            reader.report("missing-key", (*path, name), "key", key="kind", inside=name)
    return found


def _objectives(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    tables = reader.tables(path, value, capital=True)
    return {name: reader.table((*path, name), table, OBJECTIVE) for name, table in tables.items()}


def _indicators(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    tables = reader.tables(path, value, capital=True)
    return {name: _node(reader, (*path, name), table, INDICATOR) for name, table in tables.items()}


def _node(reader: Reader, path: Path, table: Mapping[str, Any], shapes: Shapes) -> dict[str, Any]:
    """Return a node's attributes, and under the names of its components the same of them."""
    if len(path) > limits.NESTING:
        reader.report("nesting-too-deep", path, "key", limit=limits.NESTING)
        return {}
    attributes, components = {}, {}
    for key, value in table.items():
        if key in shapes or not (isinstance(value, dict) and not key[:1].islower()):
            attributes[key] = value
        elif reader.name((*path, key), key, capital=True):
            components[key] = _node(reader, (*path, key), value, NODE)
    kept = reader.table(path, attributes, shapes)
    if "unit" not in table:
        reader.report("missing-key", path, "key", key="unit", inside=".".join(map(str, path[1:])))
    return {**kept, **components}


def _scales(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    found = {}
    for name, table in reader.tables(path, value, capital=False).items():
        kept = reader.table((*path, name), table, SCALE)
        bands = kept.get("bands", [])
        kept["bands"] = [reader.table((*path, name, "bands", index), band, BAND) for index, band in enumerate(bands)]
        found[name] = kept
    return found


def _tables(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    found = {}
    for name, table in reader.tables(path, value, capital=False).items():
        kept = reader.table((*path, name), table, TABLE)
        columns = {}
        for column, told in kept.get("columns", {}).items():
            place = (*path, name, "columns", column)
            if reader.name(place, column, capital=False) and reader.fits(place, told, shape.COLUMN):
                columns[column] = reader.table(place, {"formula": told} if isinstance(told, str) else told, COLUMN)
        kept["columns"] = columns
        totals = Choice(("sum", "mean", "min", "max", "count", "formula"))
        total_path = (*path, name, "total")
        kept["total"] = reader.table(total_path, kept.get("total", {}), dict.fromkeys(columns, totals))
        found[name] = kept
    return found


def read_cases(reader: Reader, path: Path, value: Any) -> list[dict[str, Any]]:
    """Return the cases of an edition, or of a file of cases."""
    if not reader.fits(path, value, shape.CASES):
        return []
    return [reader.table((*path, index), case, CASE) for index, case in enumerate(value)]


def _invariants(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    tables = reader.tables(path, value, capital=False)
    return {name: reader.table((*path, name), table, INVARIANT) for name, table in tables.items()}


_READ = {
    "case": read_cases,
    "invariant": _invariants,
    "rules": _rules,
    "constant": _constants,
    "input": _inputs,
    "rows": _inputs,
    "constraint": _constraints,
    "objective": _objectives,
    "indicator": _indicators,
    "scale": _scales,
    "table": _tables,
}


def _shown(value: Any) -> str:
    """Return a value as it stood in the file, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value[:40]}'"
    if isinstance(value, dict):
        return "{ ... }"
    if isinstance(value, list):
        return "[ ... ]"
    return str(value)[:40]
