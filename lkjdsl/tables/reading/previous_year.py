"""The table of the year before: its rows beside those of a table, by the columns that identify them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from lkjdsl.column_names import is_year
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.tables.reading.headers import nesting_of
from lkjdsl.tables.reading.types import texts
from lkjdsl.tables.reading.year_join import YearJoin, join_of
from lkjdsl.tables.running.years import years_of


@define(eq=False)
class PreviousYear:
    """The table of the year before, which is held in memory; it counts the rows that it has nothing for."""

    join: YearJoin
    columns: Sequence[pa.Array]
    keys: pa.Array
    alone: int = field(default=0)

    def beside(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return *batch* with the columns of the year before after its own."""
        at = pc.index_in(_keys(batch, self.join, 1), value_set=self.keys, skip_nulls=True)
        matched = at.is_valid()
        self.alone += batch.num_rows - pc.sum(matched).as_py() if batch.num_rows else 0
        columns = [column.take(at) for column in self.columns]
        return pa.RecordBatch.from_arrays([*batch.columns, *columns, matched], [*batch.schema.names, *self.join.names])

    def problems(self) -> list[Diagnostic]:
        """Return a note on the rows that have no year before."""
        return [problem("rows-without-previous", number=self.alone)] if self.alone else []


def before(
    edition: CheckedEdition,
    previous: pa.Table,
    key: Sequence[str],
    schema: pa.Schema,
    mapped: Mapping[str, str] | None = None,
) -> tuple[PreviousYear | None, list[Diagnostic]]:
    """
    Return the table of the year before for tables of *schema*; or None, and what is wrong with it or the key.

    *mapped* are headers and the paths that a file of columns says they stand for.
    """
    names = previous.schema.names
    join, problems = join_of(edition, names, schema.names, key, mapped, nesting_of(previous.schema))
    if join is None:
        return None, problems
    batches = previous.combine_chunks().to_batches()
    table = batches[0] if batches else pa.RecordBatch.from_pylist([], previous.schema)
    keys = _keys(table, join, 0)
    counts = keys.drop_null().value_counts()
    twice = counts.filter(pc.greater(counts.field("counts"), 1))
    if len(twice):
        return None, [join.twice(twice.field("values")[0].as_py().replace(SEPARATOR, ", "))]
    columns = [table.column(at) for at in join.columns]
    if join.headers.year is not None:
        columns.append(years_of(table.column(join.headers.year)))
    return PreviousYear(join, columns, keys), problems


SEPARATOR = "\x1f"


def _keys(batch: pa.RecordBatch, join: YearJoin, back: int) -> pa.Array:
    """Return what identifies each row: the columns of the key, and the year *back* years ago where it is compared."""
    parts = [texts(batch.column(batch.schema.get_field_index(name))) for name in join.key]
    if join.year is not None:
        years = years_of(batch.column([*map(is_year, batch.schema.names)].index(True))).fill_null(join.year)
        parts.append(pc.cast(pc.subtract(years, back), pa.string()))
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, SEPARATOR)
