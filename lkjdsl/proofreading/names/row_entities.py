"""What a report may print line by line: the rows of the data, and the lines of report tables that an edition states."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from lkjdsl.model.definition import Rows, Table
from lkjdsl.model.expressions import Constant, Formula, InputReference, Reference
from lkjdsl.model.results import TableCellResult, TableTotal
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.units import FLAG, TEXT


@frozen(eq=False)
class RowsEntity:
    """A row: its texts as names, and by its columns what each is called and the path of what it shows."""

    path: str
    names: Sequence[str]
    titles: Mapping[str, Sequence[str]]
    paths: Mapping[str, str]


@frozen(eq=False)
class RowsTable:
    """All rows of a table; ``totals`` has what its ``columns`` are called by the path of each total."""

    rows: Sequence[RowsEntity]
    totals: Mapping[str, Sequence[str]]
    columns: Collection[str] = ()


def rows_tables(vocabulary: Vocabulary) -> Iterator[RowsTable]:
    """Yield the tables whose rows a report may print: of the data, by each table over them, and of the edition."""
    tables = vocabulary.definition.tables.values()
    for rows in vocabulary.definition.rows.values():
        for over in [[table] for table in tables if table.rows == rows.name] or [[]]:
            columns = {column.column or column.name for table in over for column in table.columns}
            yield RowsTable(rows_of_data(vocabulary, rows, over), _totals(vocabulary, over), columns)
    for table in tables:
        if table.lines:
            yield RowsTable(_stated(table), _totals(vocabulary, [table]))


def rows_of_data(vocabulary: Vocabulary, rows: Rows, tables: Iterable[Table] = ()) -> Sequence[RowsEntity]:
    """Return the rows of the data, none without data, with their own columns and those of report *tables* over them."""
    if vocabulary.outcome is None:
        return ()
    columns = vocabulary.outcome.data.facts.rows[rows.name]
    texts = [at for at, column in enumerate(rows.columns.values()) if column.kind == TEXT]
    titles: dict[str, Sequence[str]] = {
        name: [column.label or name.replace("_", " "), name, *column.alias]
        for name, column in rows.columns.items()
        if column.kind not in (TEXT, FLAG)
    }
    for column in (column for table in tables for column in table.columns):
        if column.column is not None and column.column in titles:
            titles[column.column] = list(dict.fromkeys([*titles[column.column], column.title, column.name]))
    own = list(titles)
    shown = {
        column.name: (table, column)
        for table in tables
        for column in table.columns
        if column.unit != TEXT and column.column is None
    }
    titles |= {name: [column.title, name] for name, (_, column) in shown.items()}
    entities = []
    for row in range(1, columns.length + 1):
        names = [value for at in texts if isinstance(value := columns.values[at][row - 1], str)]
        paths = {name: f"{rows.name}.{row}.{name}" for name in own}
        paths |= {name: TableCellResult(table, column, row).path for name, (table, column) in shown.items()}
        if names:
            entities.append(RowsEntity(f"{rows.name}.{row}", names, titles, paths))
    return entities


def _stated(table: Table) -> Sequence[RowsEntity]:
    """Return the lines of a table; what only repeats an input or a result is that."""
    columns = [column for column in table.columns if column.unit != TEXT]
    titles: dict[str, Sequence[str]] = {column.name: [column.title, column.name] for column in columns}
    entities = []
    for row, line in enumerate(table.lines, 1):
        label = line[table.columns[0].name].expression
        paths = {
            column.name: _repeated(line[column.name]) or TableCellResult(table, column, row).path for column in columns
        }
        if isinstance(label, Constant) and isinstance(label.value, str):
            entities.append(RowsEntity(f"table.{table.name}.{row}", [label.value], titles, paths))
    return entities


def _repeated(formula: Formula) -> str:
    """Return the path of the input or result that a formula only repeats, empty where it works something out."""
    match formula.expression:
        case InputReference(input=path, previous=False) | Reference(path=path):
            return path
        case _:
            return ""


def _totals(vocabulary: Vocabulary, tables: Iterable[Table]) -> Mapping[str, Sequence[str]]:
    totals = {TableTotal(table, column).path: column for table in tables for column in table.columns}
    return {
        path: [column.column or column.name]
        for path, column in totals.items()
        if vocabulary.quantities.find(path) is not None
    }
