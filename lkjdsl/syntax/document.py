"""
Tables → Document: an edition file with known keys alone, whose values have the expected shape.

What is not so has been reported and left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl import limits, shape
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.shape import Choice, Shape
from lkjdsl.source import Path, Place, PlacePart, Source
from lkjdsl.syntax.edition_tables import TABLES
from lkjdsl.syntax.reader import Reader, read
from lkjdsl.syntax.vocabulary import (
    BAND,
    CASE,
    COLUMN,
    EXAMPLES,
    EXTENDING,
    INDICATOR,
    INPUT,
    INVARIANT,
    LABEL,
    NODE,
    OBJECTIVE,
    RESERVED,
    RULES,
    SCALE,
    TABLE,
    TOP,
    USING,
    Shapes,
    is_data,
)


@frozen(eq=False)
class Document:
    """
    An edition file: its tables by name, with what could not be understood left out.

    The texts of formulas in ``tables`` are parsed (formula_tree.ParsedFormula); ``raw`` are the tables as they were.
    """

    source: Source
    tables: Mapping[str, Any]
    raw: Mapping[str, Any]

    def raw_at(self, path: Path) -> Any:
        """Return the value at *path* as it stood in the file."""
        value: Any = self.raw
        for key in path:
            value = value[key]
        return value

    def place(self, path: Path, part: PlacePart = "value", span: tuple[int, int] | None = None) -> Place:
        """Return the place of a key or of its value."""
        return Place(self.source, path, part, span)


def read_document(source: Source, raw: Mapping[str, Any]) -> tuple[Document, list[Diagnostic]]:
    """Return the document of an edition file, and what is wrong with its shape."""
    problems: list[Diagnostic] = []
    reader = Reader(source, problems)
    tables: dict[str, Any] = {}
    if is_data(raw):
        return Document(source, tables, {}), [problem("data-for-edition", Place(source, (), "key", (0, 0)))]
    for key, value in raw.items():
        if key in RESERVED:
            reader.report("reserved-table", (key,), "key", key=key)
        elif key in TABLES:
            tables[key] = _READ[key](reader, (key,), value)
        elif key not in TOP:
            code = "unknown-table" if isinstance(value, dict | list) else "unknown-key"
            reader.unknown((), key, (*TOP, *TABLES, *EXTENDING), code)
        elif reader.fits((key,), value, TOP[key]):
            tables[key] = value
    top = Place(source, (), "key", (0, 0))
    absent = [key for key in ("lkjdsl", "title", "year") if key not in raw]
    problems.extend(problem("missing-key", top, key=key, inside=source.name, example=EXAMPLES[key]) for key in absent)
    if tables.get("lkjdsl", 1) != 1:
        reader.report("version-unsupported", ("lkjdsl",), version=tables["lkjdsl"])
    return Document(source, tables, raw), problems


def _rules(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    return reader.table(path, value, RULES) if reader.fits(path, value, shape.TABLE) else {}


def _constants(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    return _entries(reader, path, value, shape.QUANTITY)


def _constraints(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    return _entries(reader, path, value, shape.FORMULA)


def _entries(reader: Reader, path: Path, value: Any, expected: Shape) -> dict[str, Any]:
    if not reader.fits(path, value, shape.TABLE):
        return {}
    return {
        name: read(one, expected)
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
            reader.report("missing-key", (*path, name), "key", key="kind", inside=name, example=EXAMPLES["kind"])
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
    attributes, components, known = {}, {}, {**shapes, **USING}
    for key, value in table.items():
        if key in known or not isinstance(value, dict):
            attributes[key] = value
        elif key[:1].islower():
            reader.unknown(path, key, known, helps=("component",))
        elif reader.name((*path, key), key, capital=True):
            components[key] = _node(reader, (*path, key), value, NODE)
    kept = reader.table(path, attributes, known)
    if "compare" in kept:
        # What has not the shape of a target is reported by the check, beside the names of comparisons.
        kept["compare"] = {
            name: read(goal, shape.TARGET) if shape.TARGET.accepts(goal) else goal
            for name, goal in kept["compare"].items()
        }
    if "unit" not in table:
        inside = ".".join(map(str, path[1:]))
        reader.report("missing-key", path, "key", key="unit", inside=inside, example=EXAMPLES["unit"])
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
        for column, keys in kept.get("columns", {}).items():
            place = (*path, name, "columns", column)
            if reader.name(place, column, capital=False) and reader.fits(place, keys, shape.COLUMN):
                columns[column] = reader.table(place, {"formula": keys} if isinstance(keys, str) else keys, COLUMN)
        kept["columns"] = columns
        totalled: Mapping[str, Any] = columns
        if "lines" in kept:
            kept["lines"] = _lines(reader, (*path, name, "lines"), kept["lines"])
            totalled = dict.fromkeys(column for cells in kept["lines"] for column in cells if column != LABEL)
        totals = Choice(("sum", "mean", "median", "min", "max", "count", *(() if "lines" in kept else ("formula",))))
        total_path = (*path, name, "total")
        kept["total"] = reader.table(total_path, kept.get("total", {}), dict.fromkeys(totalled, totals))
        found[name] = kept
    return found


def _lines(reader: Reader, path: Path, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells of each line of a report table by the names of its columns, its label as it stands."""
    found = []
    for index, cells in enumerate(lines):
        expected = {column: shape.TEXT if column == LABEL else shape.FORMULA for column in cells}
        at = (*path, index)
        named = {name: cell for name, cell in cells.items() if reader.name((*at, name), name, capital=False)}
        found.append(reader.table(at, named, expected))
    return found


def read_cases(reader: Reader, path: Path, value: Any) -> list[dict[str, Any]]:
    """Return the cases of an edition, or of a file of cases."""
    if not reader.fits(path, value, shape.CASES):
        return []
    return [reader.table((*path, index), case, CASE) for index, case in enumerate(value)]


def _invariants(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    tables = reader.tables(path, value, capital=False)
    return {name: reader.table((*path, name), table, INVARIANT) for name, table in tables.items()}


def _sentences(reader: Reader, path: Path, value: Any) -> dict[str, Any]:
    """Return the sentences of the report; the check says which there are."""
    return dict(value) if reader.fits(path, value, shape.TABLE) else {}


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
    "kalimat": _sentences,
}
