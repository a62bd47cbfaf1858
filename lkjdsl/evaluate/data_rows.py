"""The rows of a data file, read when somebody asks for them: most evaluations need few of its tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from lkjdsl import kinds, limits
from lkjdsl.diagnostic import Diagnostic, is_error, nearest
from lkjdsl.domains.exact.domain import Columns
from lkjdsl.evaluate.fixed_rows import in_order, places_of
from lkjdsl.evaluate.input_plan import InputPlan
from lkjdsl.evaluate.input_values import ABSENT, ZERO, InputReader
from lkjdsl.model.definition import Input
from lkjdsl.model.values import Value
from lkjdsl.source import Path, Source


@frozen(eq=False, repr=False)
class FileRows:
    """Rows that stand in a file of their own: values as in a data file, by column; each has a place in ``source``."""

    rows: Sequence[Mapping[str, Any]] = ()
    source: Source | None = None
    problems: Sequence[Diagnostic] = ()
    """What is wrong with how the file is named, where it is, and its columns."""


@define(eq=False, repr=False)
class RowTables(Mapping[str, Columns]):
    """The columns of each table of rows, by its name."""

    plan: InputPlan
    source: Source | None
    tables: Mapping[str, Any]
    files: Mapping[str, FileRows] = field(factory=dict)
    """The rows of tables that the data say are in a file."""
    _read: dict[str, tuple[Columns, Sequence[Diagnostic]]] = field(factory=dict)

    @classmethod
    def of(
        cls, plan: InputPlan, source: Source | None, tables: Mapping[str, Any], files: Mapping[str, FileRows]
    ) -> "RowTables":
        """Return the rows that *tables* and *files* give now: what becomes of it afterwards changes nothing."""
        stated = {name: _copied(tables[name]) for name in plan.columns if name in tables}
        return cls(plan, source, {**stated, **{name: list(file.rows) for name, file in files.items()}}, files)

    def __getitem__(self, name: str) -> Columns:
        """Return the columns of the table *name*."""
        read = self._read.get(name) or self._table(name)
        return read[0]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the tables that the edition has."""
        return iter(self.plan.columns)

    def __len__(self) -> int:
        """Return how many tables the edition has."""
        return len(self.plan.columns)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the rows."""
        return tuple(problem for name in self for problem in self._table(name)[1])

    def path(self, table: str, row: int, column: str) -> Path:
        """Return where the cell of a row stands, by its position in the edition's order where that names the rows."""
        declared = self.plan.definition.rows[table]
        if not declared.fixed:
            return table, row, column
        named, names = next((name, input_.fixed) for name, input_ in declared.columns.items() if input_.fixed)
        places = places_of(names, [cells.get(named) for cells in self.tables.get(table, ())])
        return (table, places[names[row]], column) if names[row] in places else (table,)

    def _table(self, name: str) -> tuple[Columns, Sequence[Diagnostic]]:
        if name not in self._read:
            file = self.files.get(name)
            cells = InputReader(self.source if file is None else file.source, short=self.plan.short)
            if file is not None:
                cells.problems.extend(file.problems)
            self._read[name] = self._columns(name, cells), cells.problems
        return self._read[name]

    def _columns(self, table: str, cells: InputReader) -> Columns:
        columns, is_fixed = self.plan.columns[table], table in self.plan.fixed
        if table not in self.tables and not is_fixed:
            return Columns.unknown(len(columns), "missing-rows", table, table)
        # what cannot be read is no table without rows, either
        unusable = Columns(0, [[] for _ in columns])
        if not is_fixed:
            unusable = Columns.unknown(len(columns), "unusable-input", table, table)
        rows, file = self.tables.get(table, ()), self.files.get(table)
        if file is not None and not file.rows and any(map(is_error, file.problems)):
            return unusable
        is_list = isinstance(rows, list | tuple)
        if is_list and len(rows) > limits.ROWS:
            cells.report("too-many-rows", (table,), name=table, limit=limits.ROWS)
            return unusable
        if not is_list or not all(row.__class__ is dict for row in rows):
            cells.report("rows-expected", (table,), name=table)
            return unusable
        values = []
        known = 0
        for name, input_, whole in columns:
            raws = [row.get(name, ABSENT) for row in rows]
            known += len(raws) - raws.count(ABSENT)
            values.append(_column(cells, raws, input_, whole, (table, name)))
        if known != sum(map(len, rows)):
            self._unknown(table, rows, cells)
        found = Columns(len(rows), values, cells.short)
        return in_order(self.plan.definition.rows[table], cells, found) if is_fixed else found

    def _unknown(self, table: str, rows: Sequence[Mapping[str, Any]], cells: InputReader) -> None:
        """Report the columns that the edition does not know."""
        known = [name for name, _, _ in self.plan.columns[table]]
        for index, row in enumerate(rows):
            for name in sorted(map(str, row.keys() - set(known))):
                path = f"{table}.{index + 1}.{name}"
                near = nearest(name, known)
                cells.report("unknown-input", (table, index, name), part="key", name=path, near=near)


def _copied(rows: Any) -> Any:
    """Return *rows* as they are now, each a dict; what has no rows, or too many, is kept, to be told of."""
    if not isinstance(rows, list | tuple) or len(rows) > limits.ROWS:
        return rows
    return [row.copy() if row.__class__ is dict else dict(row) if isinstance(row, Mapping) else row for row in rows]


def _column(
    cells: InputReader, raws: Sequence[Any], input_: Input, whole: range, at: tuple[str, str]
) -> Sequence[Value | None]:
    table, name = at

    def cell(row: int, raw: Any) -> Value | None:
        return cells.value(input_, raw, (table, row, name), f"{table}.{row + 1}.{name}")

    if input_.kind == "text":
        return [
            raw if raw.__class__ is str and raw[:1] not in kinds.WORD_STARTS else cell(row, raw)
            for row, raw in enumerate(raws)
        ]
    if input_.kind == "flag":
        return [raw if raw.__class__ is bool else cell(row, raw) for row, raw in enumerate(raws)]
    nil = 0 in whole and input_.kind in kinds.NIL_KINDS
    return [
        (raw, 1)
        if raw.__class__ is int and raw in whole
        else ZERO
        if nil and raw.__class__ is str and raw == kinds.NIL_WORD
        else cell(row, raw)
        for row, raw in enumerate(raws)
    ]
