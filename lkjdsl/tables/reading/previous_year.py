"""The table of the year before: its rows beside those of a table, by the columns that identify them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from lkjdsl.column_names import is_year
from lkjdsl.diagnostic import Diagnostic, is_error, nearest, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.tables.kernel.two_years import HAS_PREVIOUS, PREVIOUS
from lkjdsl.tables.reading.headers import YEAR, headers
from lkjdsl.tables.reading.recognition import known_headers
from lkjdsl.tables.reading.types import texts
from lkjdsl.tables.running.years import years_of


@define(eq=False)
class PreviousYear:
    """
    The table of the year before, which is held in memory; it counts the rows that it has nothing for.

    Where both tables have a column ``year``, that of the year before is meant: one table of several years will do.
    """

    table: pa.RecordBatch
    key: Sequence[str]
    keys: pa.Array
    year: int | None
    """The edition's year, where the years of both tables are compared."""
    alone: int = field(default=0)

    def beside(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return *batch* with the columns of the year before after its own."""
        at = pc.index_in(_keys(batch, self.key, self.year, 1), value_set=self.keys, skip_nulls=True)
        matched = at.is_valid()
        self.alone += batch.num_rows - pc.sum(matched).as_py() if batch.num_rows else 0
        columns = [one.take(at) for one in self.table.columns]
        names = [f"{PREVIOUS}{name}" for name in self.table.schema.names]
        return pa.RecordBatch.from_arrays(
            [*batch.columns, *columns, matched], [*batch.schema.names, *names, HAS_PREVIOUS]
        )

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
    found, problems = headers(edition.definition, previous.schema, known_headers(edition.definition, mapped))
    both = [name for name in schema.names if name in previous.schema.names]
    problems += [problem("key-missing", name=one, near=nearest(one, both)) for one in key if one not in both]
    with_year = found.year is not None and any(map(is_year, schema.names))
    if not key and not with_year:
        problems.append(problem("key-needed"))
    if any(map(is_error, problems)):
        return None, problems
    batches = previous.combine_chunks().to_batches()
    table = batches[0] if batches else pa.RecordBatch.from_pylist([], previous.schema)
    keys = _keys(table, key, edition.definition.year if with_year else None, 0)
    counts = keys.drop_null().value_counts()
    twice = counts.filter(pc.greater(counts.field("counts"), 1))
    if len(twice) and not key:
        return None, [problem("key-needed")]
    if len(twice):
        shown = twice.field("values")[0].as_py().replace(SEPARATOR, ", ")
        return None, [problem("key-twice", name=", ".join(key), found=shown)]
    lists = {at for columns in found.of_rows.values() for at in columns.values()}
    chosen = sorted({at for (name, _), at in found.read.items() if name != "previous"} | lists)
    names = [found.paths[at] for at in chosen]
    columns = [table.column(at) for at in chosen]
    if found.year is not None:
        names, columns = [*names, YEAR], [*columns, years_of(table.column(found.year))]
    return PreviousYear(
        pa.RecordBatch.from_arrays(columns, names), key, keys, edition.definition.year if with_year else None
    ), problems


SEPARATOR = "\x1f"


def _keys(batch: pa.RecordBatch, key: Sequence[str], year: int | None, back: int) -> pa.Array:
    """Return what identifies each row: the columns *key*, and the year *back* years ago where years are compared."""
    parts = [texts(batch.column(batch.schema.get_field_index(name))) for name in key]
    if year is not None:
        years = years_of(batch.column([*map(is_year, batch.schema.names)].index(True))).fill_null(year)
        parts.append(pc.cast(pc.subtract(years, back), pa.string()))
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, SEPARATOR)
