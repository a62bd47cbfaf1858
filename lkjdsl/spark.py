"""An edition over a Spark DataFrame: ``mapInArrow`` hands the batch kernel its record batches, wherever they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from lkjdsl.diagnostic import Language
    from lkjdsl.edition import Edition

Batches = Iterator["pa.RecordBatch"]


def evaluate(
    edition: "Edition",
    dataframe: "DataFrame",
    *,
    only: Sequence[str] | None = None,
    printed: "Language | None" = None,
    locale: "Language | Mapping[str, Language] | None" = None,
    percent: Literal["ratio", "points"] | None = None,
) -> "DataFrame":
    """
    Return the results for a DataFrame of offices, as ``Edition.evaluate_table`` does for a table.

    Spark needs backticks around names with dots: ``results.select("`IKK1.status`")``. Raises LkjdslError for headers
    and paths that are unknown, before anything runs.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    run = function(edition, only=only, printed=printed, locale=locale, percent=percent)
    names = dataframe.columns
    schema = next(run(iter([_empty(to_arrow_schema(dataframe.schema))]))).schema

    def renamed(batches: Batches) -> Batches:
        return run(batch.rename_columns(names) for batch in batches)

    numbered = dataframe.toDF(*(f"c{at}" for at in range(len(names))))  # Spark takes a dot in a name for a field
    return numbered.mapInArrow(renamed, from_arrow_schema(schema))


def function(
    edition: "Edition",
    *,
    only: Sequence[str] | None = None,
    printed: "Language | None" = None,
    locale: "Language | Mapping[str, Language] | None" = None,
    percent: Literal["ratio", "points"] | None = None,
) -> Callable[[Batches], Batches]:
    """Return the function from record batches to record batches that Spark, Ray Data and Dask can be handed."""

    def run(batches: Batches) -> Batches:
        from itertools import chain

        from lkjdsl.tables.reading.cells import reading
        from lkjdsl.tables.running.asking import Asking
        from lkjdsl.tables.running.table import evaluator

        first = next(batches, None)
        if first is None:
            return
        asking = Asking(only, printed, reading(locale, percent), threads=1)
        for block in evaluator(edition, first.schema, asking)(chain((first,), batches)):
            yield _plain(block.results)

    return run


def _empty(schema: "pa.Schema") -> "pa.RecordBatch":
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)


def _plain(batch: Any) -> Any:
    """Return *batch* with words written out, which Spark wants."""
    import pyarrow as pa

    columns = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)
