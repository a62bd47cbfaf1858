"""The rows of a table, looked over before they are evaluated: which of them are suspect, which are left out."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lkjdsl.model.definition import Definition
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.columns import column
from lkjdsl.tables.reading.exclusion import Exclusions, is_excluded
from lkjdsl.tables.reading.files import TableFile
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.reading.row_survey import MOST_SURVEYED, RowSurvey
from lkjdsl.tables.reading.suspect_rows import SuspectRows, TableRow, suspect_rows
from lkjdsl.tables.reading.types import listed, texts


def left_out(source: TableFile, exclusions: Exclusions) -> Iterator[pa.RecordBatch]:
    """Yield the batches of a file without the rows that are excluded."""
    kept_rows = 0
    for batch in source.batches:
        cells = {at: listed(batch.column(at)) for at in exclusions}
        kept = []
        for row in range(batch.num_rows):
            if is_excluded(lambda at: cells[at][row], exclusions):  # noqa: B023 - called at once
                source.passed.add(source.passed.number(kept_rows + 1), "without")
            else:
                kept.append(row)
                kept_rows += 1
        yield batch if len(kept) == batch.num_rows else batch.take(pa.array(kept, pa.int64()))


def blank_rows(batch: pa.RecordBatch, columns: Sequence[int]) -> Sequence[int]:
    """Return the rows of a batch in which none of the *columns* is filled in."""
    blank = np.full(batch.num_rows, bool(columns))
    for at in columns:
        column = batch.column(at)
        missing = np.asarray(column.is_null())
        if pa.types.is_string(column.type):
            missing = missing | np.asarray(pc.match_substring_regex(column, r"^\s*$").fill_null(True))  # noqa: FBT003 - it has no name
        blank &= missing
        if not blank.any():
            return ()
    return np.nonzero(blank)[0].tolist()


def surveyed(
    batches: Iterator[pa.RecordBatch], headers: Headers, definition: Definition, reading: CellFormat,
    number: Callable[[int], int],
) -> tuple[SuspectRows, Iterator[pa.RecordBatch]]:  # fmt: skip
    """Return the suspect rows of a table, by their numbers, and its batches, which were read so far."""
    looked_at: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        looked_at.append(batch)
        rows += batch.num_rows
        if rows > MOST_SURVEYED:
            return SuspectRows(beyond=MOST_SURVEYED), chain(looked_at, batches)
    survey = RowSurvey.of(definition, headers, reading)
    if not rows or not _may_be_suspect(pa.Table.from_batches(looked_at).combine_chunks().to_batches()[0], survey):
        return SuspectRows(), iter(looked_at)
    return suspect_rows(_rows(looked_at, survey, number)), iter(looked_at)


def _rows(batches: Sequence[pa.RecordBatch], survey: RowSurvey, number: Callable[[int], int]) -> Iterator[TableRow]:
    first = 1
    for batch in batches:
        numbers = [number(first + row) for row in range(batch.num_rows)]
        yield from survey.rows(lambda at: listed(batch.column(at)), numbers)  # noqa: B023 - called at once
        first += batch.num_rows


LIKE_A_TOTAL = r"(?i)^\s*(grand|sub|jumlah|total|rata|rerata|average|sum)"
"""What the name of a total begins with; more begins so, and is looked at by itself."""
NEAR = 1e-9
"""How far a sum of float64 may be from the exact one, as a share of it."""


def _may_be_suspect(batch: pa.RecordBatch, survey: RowSurvey) -> bool:
    """
    Return whether any row may be suspect: a look at whole columns, which costs little, and errs on that side.

    Most tables have no such row, and a look at each row takes longer than its results.
    """
    columns = {at: texts(batch.column(at)).fill_null("") for at in {*survey.named, *survey.grouped, *survey.key}}
    named = [columns[at] for at in survey.named]
    if any(pc.any(pc.match_substring_regex(column, LIKE_A_TOTAL)).as_py() for column in named):
        return True
    keys = [columns[at] for at in survey.key]
    if keys and not all(pc.all(pc.string_is_ascii(column)).as_py() for column in keys):
        return True  # other letters are folded one by one
    folded_keys = [pc.replace_substring_regex(pc.utf8_lower(column), r"\s+", "") for column in keys]
    if keys and len(pc.unique(_joined(folded_keys))) < batch.num_rows:
        return True
    if not survey.counts:
        return False
    input_, at = survey.counts[0]
    values = np.nan_to_num(np.asarray(column(input_, batch.column(at), survey.reading, {}).values, np.float64))
    groups = [pc.utf8_trim_whitespace(columns[at]) for at in survey.grouped]
    codes = np.asarray(_joined(groups).dictionary_encode().indices) if groups else np.zeros(batch.num_rows, np.int64)
    sums = np.bincount(codes, weights=values)[codes]
    return bool((np.abs(2 * values - sums) <= NEAR * np.abs(sums)).any())


def _joined(columns: Sequence[pa.Array]) -> pa.Array:
    return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "\x1f")
