"""What the headers of a table stand for: inputs, lists of rows, given nodes, the year; all else passes through."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa
from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.domains.float_program.leaves import ColumnKey
from lkjdsl.model.definition import Definition
from lkjdsl.tables.kernel.two_years import HAS_PREVIOUS, PREVIOUS

YEAR = "year"
BEFORE_YEAR = f"{PREVIOUS}{YEAR}"
"""The header of the year of the previous year's data."""


@frozen(eq=False)
class Headers:
    """Where each column of a table is: by what it is read for, by table and column of rows, and by name what passes."""

    read: Mapping[ColumnKey, int]
    of_rows: Mapping[str, Mapping[str, int]]
    others: Mapping[str, int]
    names: Sequence[str]
    year: int | None = None
    before_year: int | None = None
    earlier: bool = False
    """Whether the table has data of the previous year."""

    def at(self, key: ColumnKey) -> int | None:
        """Return the column that is read for *key*, if the table has one."""
        return self.read.get(key)

    def name(self, key: ColumnKey) -> str:
        """Return the header of the column that is read for *key*."""
        return self.names[self.read[key]]

    def lists(self, batch: pa.RecordBatch) -> dict[str, dict[str, pa.Array]]:
        """Return the list columns of *batch* by table and column."""
        return {
            table: {name: batch.column(at) for name, at in columns.items()} for table, columns in self.of_rows.items()
        }

    def passing(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        """Return the columns that identify a row."""
        return {name: batch.column(at) for name, at in self.others.items()}


def headers(definition: Definition, schema: pa.Schema) -> tuple[Headers, list[Diagnostic]]:
    """
    Return what the columns of a table are.

    A header with a dot must be known; one without that is not the name of an indicator identifies the row.
    """
    slots = {path: slot for slot, path in enumerate(definition.inputs)}
    names = list(schema.names)
    counts = Counter(names)
    nodes = {node.path for node in definition.nodes()}
    columns = {f"{rows.name}.{column}" for rows in definition.rows.values() for column in rows.columns}
    read: dict[ColumnKey, int] = {}
    of_rows: dict[str, dict[str, int]] = {}
    others: dict[str, int] = {}
    problems: list[Diagnostic] = []
    year = before_year = None
    earlier = False
    known = slots.keys() | columns | nodes
    for at, (name, kind) in enumerate(zip(names, schema.types, strict=True)):
        path = name if name in known else name.removeprefix(PREVIOUS)
        earlier = earlier or path != name
        if counts[name] > 1:
            problems += [problem("header-twice", name=name)] if names.index(name) == at else []
        elif pa.types.is_nested(kind) and path in known - columns | {YEAR}:
            problems.append(problem("column-nested", name=name))
        elif path in slots:
            read["input", slots[path] + (len(slots) if path != name else 0)] = at
            if path != name and definition.inputs[path].default is None:
                read["previous", slots[path]] = at
        elif name == HAS_PREVIOUS:
            read["input", 2 * len(slots)] = at
        elif name == BEFORE_YEAR:
            before_year = at
        elif path in columns:
            table, _, column = name.rpartition(".")
            of_rows.setdefault(table, {})[column] = at
            problems += [] if _is_list(kind) else [problem("header-not-a-list", name=name)]
        elif path in nodes:
            read["given", name] = at
        elif name == YEAR:
            year = at
            others[name] = at
        elif "." in name:
            problems.append(problem("unknown-header", name=name, near=nearest(path, known)))
        else:
            others[name] = at
    return Headers(read, of_rows, others, names, year, before_year, earlier), problems


def _is_list(kind: pa.DataType) -> bool:
    is_list = bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))
    return is_list and not pa.types.is_nested(kind.value_type)
