"""A run of ``lkjdsl eval`` over tables of any length: whole columns at a time, by Arrow and numpy."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from lkjdsl.commands.office_rows_run import RowRun
from lkjdsl.commands.progress import bar
from lkjdsl.commands.table_reading import options_of
from lkjdsl.commands.table_run import BROKEN_LISTED, TableRun, Write
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.syntax.toml_files import LkjdslError

if TYPE_CHECKING:
    from lkjdsl.tables.reading.files import TableFile
    from lkjdsl.tables.reading.previous_year import PreviousYear
    from lkjdsl.tables.reading.suspect_rows import SuspectRows
    from lkjdsl.tables.results.block import RowBlock
    from lkjdsl.tables.results.writing import Form
    from lkjdsl.tables.running.table import Evaluator


@frozen(eq=False)
class BlockRun:
    """A run whose tables are evaluated in blocks of rows."""

    run: TableRun

    def table(self, name: str, write: Write, refuse: Write) -> None:
        """Evaluate the table in a file; raises LkjdslError where it cannot be."""
        from lkjdsl.tables.reading.passed_rows import without_data
        from lkjdsl.tables.results.block import kept_of
        from lkjdsl.tables.results.block_tally import add_batch
        from lkjdsl.tables.results.rejects import rejected, rejected_lines
        from lkjdsl.tables.running.block_checks import BlockChecks
        from lkjdsl.tables.running.checks import CheckTally
        from lkjdsl.tables.running.survey import blank_rows, left_out
        from lkjdsl.tables.running.table import empty, evaluator

        state, where = self.run, self.run.where(name)
        source = self._opened(name)
        if state.without:
            source = evolve(source, batches=left_out(source, state.exclusions(source.schema.names)))
        earlier = self._before(source)
        schema = source.schema if earlier is None else earlier.beside(empty(source.schema)).schema
        run = evaluator(state.edition, schema, state.asking, source.head)
        if state.arguments.by is not None and state.has_periods(run.headers):
            RowRun(state).table(name, write, refuse)  # the year of a group is put together row by row
            return
        state.program = lambda year: run.plan((year, run.headers.year_before(year))).program
        source, suspects = self._surveyed(source, run)
        run.called = lambda row: f"{source.number(row)}{where}"
        checks = BlockChecks(CheckTally(state.edition, run.headers, state.asking.reading), run.called, run.checks)
        # a reject has all columns of its table, a result those that identify it
        columns = run.headers.others if state.arguments.rejects is None else source.schema.names
        state.alike(name, [(column, source.schema.field(column).type) for column in columns])
        state.group(run.headers)
        filled, blank = run.headers.filled(len(source.schema.names)), list[int]()
        for batch, block in self._blocks(source, run, earlier):
            first = run.rows - batch.num_rows

            def number(row: int, first: int = first) -> int:
                return source.number(first + row + 1)

            blank += [number(row) for row in blank_rows(batch, filled)]
            if block.bad:
                refuse(rejected(batch.select(source.schema.names), block.bad, number, state.language))
            found = checks.add(batch, first, kept_of(block, batch.num_rows))
            ranking = state.tally.ranking
            by = None if ranking is None or not ranking.is_exact else run.exact_values(batch, block, ranking.order.by)
            write(add_batch(state.tally, batch, self._marked(block, found, suspects, number), run.headers, by))
        broken = state.add_broken(source.broken, name)
        if broken:
            why = [problem.message(state.language) for problem in broken]
            refuse(rejected_lines(source.schema, source.broken, why, state.language))
        state.problems += [
            *source.remarks(),
            *suspects.problems(),
            *without_data(blank),
            *run.problems,
            *run.unreadable.problems(),
            *checks.tally.problems(),
            *broken[:BROKEN_LISTED],
            *([] if earlier is None else earlier.problems()),
        ]
        state.unlisted += run.unreadable.unlisted

    def _surveyed(self, source: "TableFile", run: "Evaluator") -> "tuple[TableFile, SuspectRows]":
        """Return a table and its suspect rows; where offices are ranked or brought together they are decided on."""
        from lkjdsl.tables.running.survey import surveyed

        definition = self.run.edition.definition
        rows, batches = surveyed(source.batches, run.headers, definition, self.run.asking.reading, source.number)
        self.run.decide(rows, source.remarks())
        return evolve(source, batches=batches), rows

    def _marked(
        self,
        block: "RowBlock",
        broken: Mapping[int, Sequence[str]],
        suspects: "SuspectRows",
        number: Callable[[int], int],
    ) -> "RowBlock":
        """Return a block with the remarks on its rows, also in a column; *number* gives those of rows."""
        import pyarrow as pa

        from lkjdsl.tables.reading.suspect_rows import remark, remark_heading

        language = self.run.language
        rows = set(broken)
        if suspects.kinds:
            rows |= {row for row in range(block.results.num_rows) if number(row) in suspects.kinds}
        remarks = {row: remark(suspects.kinds.get(number(row)), broken.get(row, ()), language) for row in sorted(rows)}
        size = block.results.num_rows
        column = (
            pa.array([remarks.get(row) for row in range(size)], pa.string()) if rows else pa.nulls(size, pa.string())
        )
        results = block.results.append_column(remark_heading(language), column)
        return evolve(block, results=results, remarks=remarks)

    def _opened(self, name: str) -> "TableFile":
        from lkjdsl.model.known_headers import known_headers
        from lkjdsl.tables.reading.files import opened

        known = known_headers(self.run.edition.definition, self.run.asking.columns)
        source = opened(name, self.run.asking.reading, known, options_of(self.run.arguments))
        if isinstance(source, Diagnostic):
            raise LkjdslError((source,), self.run.language)
        return source

    def _before(self, source: "TableFile") -> "PreviousYear | None":
        """Return the table of the year before, which is held in memory."""
        if self.run.arguments.previous is None:
            return None
        from lkjdsl.tables.reading.previous_year import before
        from lkjdsl.tables.running.table import gathered

        earlier = self._opened(self.run.arguments.previous)
        year, problems = before(
            self.run.edition, gathered(earlier), self.run.arguments.key, source.schema, self.run.asking.columns
        )
        if year is None:
            raise LkjdslError(tuple(problems), self.run.language)
        self.run.problems += problems
        return year

    def _blocks(
        self, source: "TableFile", run: "Evaluator", earlier: "PreviousYear | None"
    ) -> "Iterator[tuple[Any, RowBlock]]":
        """Yield batches with their results; a bar shows how far it is."""
        from collections import deque

        from lkjdsl.tables.results.block import BLOCK
        from lkjdsl.tables.running.table import empty

        waiting: deque[Any] = deque()

        def handed() -> Iterator[Any]:
            for batch in source.batches:
                for start in range(0, batch.num_rows, BLOCK):
                    piece = batch.slice(start, BLOCK)
                    waiting.append(piece if earlier is None else earlier.beside(piece))
                    yield waiting[-1]
            if not run.rows and not waiting:  # a table without rows has results without rows
                waiting.append(empty(source.schema) if earlier is None else earlier.beside(empty(source.schema)))
                yield waiting[-1]

        with bar(source.rows, self.run.language) as advance:
            for block in run(handed()):
                advance(block.results.num_rows)
                yield waiting.popleft(), block

    def opened_file(self, name: str, path: Path, batch: Any) -> "Form":
        """Return a file that takes batches like the first one."""
        from lkjdsl.tables.results.block_writing import opened_file

        return opened_file(name, path, batch, self.run.arguments.output_locale)

    def with_numbers(self, batch: Any, name: str, numbers: Sequence[int | None]) -> Any:
        """Return rows with a column of whole numbers after their own."""
        from lkjdsl.tables.results.block_writing import with_numbers

        return with_numbers(batch, name, numbers)

    def files(self, name: str, write: Write, refuse: Write) -> None:
        """Evaluate every data file in a folder, or one."""
        RowRun(self.run).files(name, write, refuse)
