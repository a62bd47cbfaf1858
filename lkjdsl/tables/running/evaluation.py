"""An edition over a table: blocks of rows go through the kernel, rows in doubt through the exact program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.core import operators
from lkjdsl.core.program import is_of
from lkjdsl.diagnostic import Language
from lkjdsl.domains.float_error.bounds import ErrorBound
from lkjdsl.domains.float_program.writer import ColumnKey, Declined
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.kinds import Misfit
from lkjdsl.model.values import Value
from lkjdsl.tables.kernel import row_aggregates as rows
from lkjdsl.tables.kernel.column_bounds import widest
from lkjdsl.tables.kernel.kernel import Kernel, made
from lkjdsl.tables.kernel.two_years import Years, in_its_year
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.columns import InputColumn, column
from lkjdsl.tables.reading.headers import Headers
from lkjdsl.tables.results.block import BLOCK, RowBlock, UnreadableCell
from lkjdsl.tables.results.columns import Results
from lkjdsl.tables.running.exact_rows import RowProgram
from lkjdsl.tables.running.fixed_rows import without_fixed_rows

RARE = 0.01
"""Share of rows in doubt above which a block is worked out again with its states."""
ABSENT = ErrorBound(Range())


@define(eq=False)
class TablePlan:
    """What a program is asked, made ready for the columns of a table; kernels are made when their data is met."""

    program: RowProgram
    folds: Sequence[rows.RowAggregate] = ()
    declined: str = ""
    kernels: dict[bool, Kernel] = field(factory=dict)
    margins: dict[tuple[int, ...], tuple[Any, Mapping[ColumnKey, ErrorBound]]] = field(factory=dict)
    plain: bool = True
    printed: bool = True
    """Whether printed digits are wanted of every row."""
    absent: dict[ColumnKey, InputColumn] = field(factory=dict)

    @classmethod
    def of(
        cls, edition: CheckedEdition, headers: Headers, only: Sequence[str] | None, reading: CellFormat, years: Years
    ) -> "TablePlan":
        """Return the plan for the results *only* (all where it is None) of a year, and of the one before it."""
        return cls.running(RowProgram.of(edition, headers, only, reading, years))

    @classmethod
    def running(cls, program: RowProgram) -> "TablePlan":
        """Return the plan for what is asked of rows."""
        plan = cls(program)
        try:
            plan.folds = [
                rows.fold(("fold", index), step, program.definition.rows[step.setting.rows])
                for index, step in enumerate(program.steps.steps)
                if is_of(step, operators.FOLD)
            ]
        except Declined as declined:
            plan.declined = declined.name
        return plan

    def kernel(self, *, plain: bool) -> Kernel:
        """Return the kernel that leaves states to the exact program, or the one that works them out."""
        kernel = self.kernels.get(plain)
        if kernel is None:
            bounds = {key: self._widest(key, filled=False) for key in self.program.inputs}
            kernel = self.kernels[plain] = made(
                self.program.steps, self.program.asked, bounds, plain=plain, printed=self.printed
            )
        return kernel

    def _widest(self, key: ColumnKey, *, filled: bool) -> ErrorBound:
        if key[0] == "fold":
            return rows.widest_of(next(fold for fold in self.folds if fold.key == key).setting)
        if self.program.headers.at(key) is None:
            return self._nothing(key, {}).bound
        return widest(self.program.inputs[key], filled=filled)

    def _nothing(self, key: ColumnKey, texts: dict[str, int]) -> InputColumn:
        """Return the column of something that the table does not have, one row for all; *texts* number the labels."""
        input_column = column(self.program.inputs[key], pa.nulls(1), CellFormat(), texts)
        state = None if input_column.cells is None else np.uint8(np.ravel(input_column.cells)[0])
        bound = ABSENT if key[0] in ("given", "earlier") else input_column.bound
        doubtful = None if input_column.doubtful is None else np.bool_(np.ravel(input_column.doubtful)[0])
        return InputColumn(np.float64(np.ravel(input_column.values)[0]), state, bound, doubtful)

    def block(
        self, batch: pa.RecordBatch, language: Language | None = None, unread: Sequence[UnreadableCell] = ()
    ) -> RowBlock:
        """
        Return the results of a block of rows, with printed texts where a *language* is given.

        *unread* are cells that others could not read.
        """
        results, bad, exact = self.results(batch, unread)
        found = {**self.program.headers.passing(batch), **results.columns(language)}
        return RowBlock(pa.RecordBatch.from_arrays(list(found.values()), list(found)), bad, exact, (results,))

    def results(
        self, batch: pa.RecordBatch, unread: Sequence[UnreadableCell] = ()
    ) -> tuple[Results, Sequence[UnreadableCell], int]:
        """Return what came of a block of rows, the cells that cannot be read, and how many rows went the exact way."""
        size = batch.num_rows
        columns = self.program.columns(batch.column)
        lists = self.program.headers.lists(batch)
        results = Results(self.program.asked, size, self.program.steps.outputs)
        bad: list[UnreadableCell] = []
        wrong = np.zeros(size, np.bool_)
        try:
            doubt = self._computed(columns, lists, size, results, bad)
        except Declined as declined:
            self.declined = declined.name
            doubt = np.ones(size, np.bool_)
            results = Results(self.program.asked, size, self.program.steps.outputs)
            bad = self._unreadable(columns)
        bad += self._unreadable_rows(lists)
        if bad or unread:  # a column that is read for two things is told of once
            bad = list({cell[:2]: cell for cell in (*unread, *bad)}.values())
            wrong[[row for row, _, _ in bad]] = True
        doubtful = np.nonzero(doubt & ~wrong)[0]
        if len(doubtful):
            results.put(doubtful, self._exactly(columns, lists, doubtful))
        if bad:
            results.refuse(wrong)
        return results, bad, len(doubtful)

    def exactly(self, batch: pa.RecordBatch) -> Iterator[Sequence[Value]]:
        """Yield the exact values of all rows of a batch."""
        columns, lists = self.program.columns(batch.column), self.program.headers.lists(batch)
        return self._exactly(columns, lists, np.arange(batch.num_rows))

    def _exactly(
        self, columns: Mapping[ColumnKey, pa.Array], lists: Mapping[str, Mapping[str, pa.Array]], chosen: Any
    ) -> Iterator[Sequence[Value]]:
        """Yield the exact values of the *chosen* rows."""
        at = pa.array(chosen)
        cells = {key: array.take(at).to_pylist() for key, array in columns.items()}
        tables = {
            table: {name: array.take(at).to_pylist() for name, array in named.items()} for table, named in lists.items()
        }
        return self.program.exact(cells, tables, len(at), self.program.reading)

    def _computed(
        self, columns: Mapping[ColumnKey, pa.Array], lists: Any, size: int, results: Results, bad: list[Any]
    ) -> Any:
        if self.declined:
            raise Declined(self.declined)
        texts = self._texts()
        read: dict[ColumnKey, InputColumn] = {
            key: column(self.program.inputs[key], array, self.program.reading, texts) for key, array in columns.items()
        }
        for key in self.program.inputs.keys() - read.keys():
            if key[0] != "fold":
                if key not in self.absent:
                    self.absent[key] = self._nothing(key, texts)
                read[key] = self.absent[key]
        for fold in self.folds:
            read[fold.key] = rows.folded(fold, lists.get(fold.setting.rows, {}), size, self.program.reading)
        for key, input_column in read.items():
            bad.extend((row, self.program.headers.name(key), misfit) for row, misfit in input_column.bad)
        doubtful = self._run(read, size, results, plain=True) if self.plain else None
        if doubtful is None or np.count_nonzero(doubtful) > RARE * size:
            again = self._run(read, size, results, plain=False)
            self.plain = self.plain and bool(np.count_nonzero(again) > RARE * size)
            return again
        return doubtful

    def _run(self, read: Mapping[ColumnKey, InputColumn], size: int, results: Results, *, plain: bool) -> Any:
        """Return which rows are in doubt, the others being in *results*."""
        kernel = self.kernel(plain=plain)
        margins = self._margins(kernel, read)
        if margins is None:
            return np.ones(size, np.bool_)
        x, m = rows.arguments(kernel, read)
        doubt, found_results = kernel.run(size, margins, x, m)
        doubtful = np.array(np.broadcast_to(doubt, size), np.bool_)
        for key, input_column in read.items():
            if input_column.doubtful is not None:
                doubtful |= input_column.doubtful
            if plain and input_column.cells is not None and key[0] != "fold" and self._is_word(key):
                doubtful |= input_column.cells != 0
        results.take(kernel, found_results)
        return doubtful

    def _is_word(self, key: ColumnKey) -> bool:
        return self.program.inputs[key].kind in ("flag", "text")

    def _margins(self, kernel: Kernel, read: Mapping[ColumnKey, InputColumn]) -> Any:
        """Return the margins of the decisions of a kernel for data like this; made once for all that is alike."""
        bounds = {key: input_column.bound for key, input_column in read.items()}
        profile = (id(kernel), *map(id, bounds.values()))  # equal ones are mostly the same, and kept here
        if profile not in self.margins:
            self.margins[profile] = kernel.margins(bounds), bounds
        return self.margins[profile][0]

    def _texts(self) -> dict[str, int]:
        kernel = self.kernel(plain=self.plain)
        return {label: number for number, label in enumerate(kernel.labels)}

    def unreadable(self, batch: pa.RecordBatch) -> list[UnreadableCell]:
        """Return the cells of *batch* that cannot be read."""
        columns = self.program.columns(batch.column)
        return [*self._unreadable(columns), *self._unreadable_rows(self.program.headers.lists(batch))]

    def _unreadable(self, columns: Mapping[ColumnKey, pa.Array]) -> list[Any]:
        found: list[UnreadableCell] = []
        for key, array in columns.items():
            read = column(self.program.inputs[key], array, self.program.reading, {})
            found.extend((row, self.program.headers.name(key), misfit) for row, misfit in read.bad)
        return found

    def _unreadable_rows(self, lists: Mapping[str, Mapping[str, pa.Array]]) -> list[Any]:
        found: list[UnreadableCell] = []
        for table, columns in lists.items():
            lengths = [np.asarray(one.value_lengths().fill_null(0)) for one in columns.values()]
            uneven = np.nonzero(np.ptp(np.stack(lengths), axis=0))[0]
            found.extend((int(row), table, Misfit("rows-uneven", values={"found": table})) for row in uneven)
            _, is_earlier = in_its_year(table)
            found.extend(without_fixed_rows(self.program.definition.rows[table], columns, may_lack=is_earlier))
            for name, array in columns.items():
                read = column(
                    self.program.definition.rows[table].columns[name], array.flatten(), self.program.reading, {}
                )
                if read.bad:
                    owner = np.repeat(np.arange(len(array)), np.asarray(array.value_lengths().fill_null(0)))
                    found.extend((int(owner[row]), f"{table}.{name}", misfit) for row, misfit in read.bad)
        return found


def blocks(
    batches: Iterable[pa.RecordBatch], plan: TablePlan, *, threads: int = 2, language: Language | None = None
) -> Iterator[RowBlock]:
    """Yield the results of *batches*, in their order; two blocks are worked on at a time."""
    pieces = (batch.slice(start, BLOCK) for batch in batches for start in range(0, max(batch.num_rows, 1), BLOCK))
    if threads < 2:  # noqa: PLR2004 - alone
        yield from (plan.block(piece, language) for piece in pieces)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor
    from itertools import islice

    if not plan.kernels:
        yield from (plan.block(piece, language) for piece in islice(pieces, 1))  # it makes what the others share
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[RowBlock]] = deque()
        for piece in pieces:
            waiting.append(pool.submit(plan.block, piece, language))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
