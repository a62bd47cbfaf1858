"""``Edition.evaluate_table``: anything that speaks the Arrow C stream, or a mapping of arrays → an Arrow table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
from attrs import define, field

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.model.values import Value
from lkjdsl.syntax.toml_files import LkjdslError, wrong_argument
from lkjdsl.tables.kernel.two_years import Years
from lkjdsl.tables.reading.files import TableFile
from lkjdsl.tables.reading.headers import Headers, nesting_of
from lkjdsl.tables.reading.previous_year import before
from lkjdsl.tables.reading.table_problems import UnreadableCells
from lkjdsl.tables.reading.types import with_usual_types
from lkjdsl.tables.results.block import BLOCK, RowBlock, kept_of
from lkjdsl.tables.running.asking import Asking, recognized
from lkjdsl.tables.running.block_checks import BlockChecks, CheckPlans
from lkjdsl.tables.running.block_periods import by_periods
from lkjdsl.tables.running.checks import CheckTally
from lkjdsl.tables.running.evaluation import TablePlan, blocks
from lkjdsl.tables.running.exact_rows import RowProgram
from lkjdsl.tables.running.years import by_years, grouped, rows_of


@define(eq=False)
class Evaluator:
    """
    An edition, ready for the batches of one table; it counts what it does.

    ``called`` gives what a row is called, from its position among those that were handed in, counted from 1.
    """

    edition: CheckedEdition
    asking: Asking
    headers: Headers
    problems: list[Diagnostic] = field(factory=list)
    called: Callable[[int], str] = field(default=str)
    plans: dict[Years, TablePlan] = field(factory=dict)
    checks: CheckPlans = field(factory=dict)
    rows: int = 0
    exact: int = 0
    refused: int = 0
    unreadable: UnreadableCells = field(init=False)

    @unreadable.default
    def _(self) -> UnreadableCells:
        return UnreadableCells(self.asking.reading, self.headers.names)

    def plan(self, years: Years = (None, None)) -> TablePlan:
        """Return the plan for the targets of a year, and for the data of the year before."""
        if years not in self.plans:
            plan = TablePlan.of(self.edition, self.headers, self.asking.only, self.asking.reading, years)
            plan.printed = self.asking.language is not None
            self.plans[years] = plan
        return self.plans[years]

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[RowBlock]:
        """Yield a block of results for every block of rows, in their order."""
        if self.headers.period is not None and self.edition.definition.periods:
            for block in by_periods(self.edition, list(batches), self.headers, self.asking, self.problems):
                yield self._counted(block)
            return
        if self.headers.year is None and self.headers.before_year is None:
            for block in blocks(batches, self.plan(), threads=self.asking.threads, language=self.asking.language):
                yield self._counted(block)
            return
        for batch in batches:
            for start in range(0, max(batch.num_rows, 1), BLOCK):
                piece = batch.slice(start, BLOCK)
                yield self._counted(by_years(self.plan, piece, self.headers, self.asking.language))

    def exact_values(self, batch: pa.RecordBatch, block: RowBlock, path: str) -> Sequence[Value | None]:
        """Return the exact values of the result at *path* for the rows of a batch, of which *block* is what came."""
        values: list[Value | None] = [None] * batch.num_rows
        if self.headers.period is not None and self.edition.definition.periods:
            for part in block.parts:
                column = next(column for column in part.made if column.asked.path == path)
                for row, number in column.numbers.items():
                    values[row] = number
            return values
        for years, rows in grouped(batch, self.headers)[0]:
            program = RowProgram.of(self.edition, self.headers, [path], self.asking.reading, years)
            plan = TablePlan.running(program)
            for row, steps in zip(rows.tolist(), plan.exactly(rows_of(batch, rows)), strict=True):
                values[row] = steps[program.asked[0].step]
        return values

    def _counted(self, block: RowBlock) -> RowBlock:
        for row, name, misfit in block.bad:
            self.unreadable.add(self.called(self.rows + row + 1), name, misfit)
        self.refused += len({row for row, _, _ in block.bad})
        self.rows += block.results.num_rows
        self.exact += block.exact
        return block


def evaluator(
    edition: CheckedEdition, schema: pa.Schema, asking: Asking, head: Sequence[Sequence[str]] = ()
) -> Evaluator:
    """
    Return the evaluator of tables of a *schema*; raises LkjdslError for headers and paths that are unknown.

    *head* are the first rows of a file, to be shown where none of its columns is an input.
    """
    edition = edition.answering(asking.only or ())
    known = _KNOWN.setdefault(edition, {})
    key = (schema, tuple(asking.only or ()), asking.reading, asking.language is None, tuple(asking.columns.items()))
    if key not in known:
        headers, problems = recognized(edition, schema.names, asking, head, nesting_of(schema))
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[key] = headers, problems, {}, {}
    headers, problems, plans, checks = known[key]
    return Evaluator(edition, asking, headers, [*problems], plans=plans, checks=checks)


MOST_KNOWN = 8
_Ready = tuple[Headers, list[Diagnostic], dict[Years, TablePlan], CheckPlans]
_KNOWN: "WeakKeyDictionary[CheckedEdition, dict[Any, _Ready]]" = WeakKeyDictionary()
"""What is ready for tables that were met, so that the next one with the same columns costs no more than its rows."""


def evaluate_table(
    edition: CheckedEdition, table: Any, asking: Asking, previous: Any = None, key: Sequence[str] = (),
    problems: list[Diagnostic] | None = None,
) -> pa.Table:  # fmt: skip
    """Return the results for *table*; see :meth:`lkjdsl.edition.Edition.evaluate_table`."""
    whole_table = with_usual_types(as_table(table))
    batches = whole_table.to_batches() or [empty(whole_table.schema)]
    diagnostics: list[Diagnostic] = []
    if previous is not None:
        earlier, diagnostics = before(
            edition, with_usual_types(as_table(previous)), key, whole_table.schema, asking.columns
        )
        if earlier is None:
            raise LkjdslError(tuple(diagnostics), edition.definition.language)
        batches = [earlier.beside(whole_table.combine_chunks().to_batches()[0] if whole_table.num_rows else batches[0])]
        diagnostics += earlier.problems()
    run = evaluator(edition, batches[0].schema, asking)
    made = list(run(batches))
    if problems is not None:
        problems.extend(
            (*diagnostics, *run.problems, *run.unreadable.problems(), *_checked(edition, run, batches, made))
        )
    results = [block.results for block in made]
    counts = {"rows": run.rows, "exact": run.exact, "refused": run.refused}
    whole = pa.Table.from_batches([result.cast(results[0].schema) for result in results])
    return whole.replace_schema_metadata({f"lkjdsl.{name}": str(count) for name, count in counts.items()})


def _checked(
    edition: CheckedEdition, run: Evaluator, batches: Sequence[pa.RecordBatch], made: Sequence[RowBlock]
) -> list[Diagnostic]:
    """Return what the rows say against the constraints and the ends of inputs."""
    checks = BlockChecks(CheckTally(edition, run.headers, run.asking.reading), plans=run.checks)
    kept = np.concatenate([kept_of(block, block.results.num_rows) for block in made])
    first = 0
    for batch in batches:
        for start in range(0, batch.num_rows, BLOCK):
            piece = batch.slice(start, BLOCK)
            checks.add(piece, first, kept[first : first + piece.num_rows])
            first += piece.num_rows
    return checks.tally.problems()


def empty(schema: pa.Schema) -> pa.RecordBatch:
    """Return no rows of a table."""
    return pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)


def gathered(source: TableFile) -> pa.Table:
    """Return the whole table in a file."""
    return pa.Table.from_batches(source.batches, source.schema)


def _header(name: Any) -> str:
    """Return the header of a column; one that is no text is none that anybody could have meant."""
    if not isinstance(name, str):
        raise TypeError
    return name


def as_table(table: Any) -> pa.Table:
    """Return what speaks the Arrow C stream, or a mapping of arrays, as a table."""
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.Table.from_batches([table])
    try:
        return pa.table(
            {_header(name): pa.array(values) for name, values in table.items()} if isinstance(table, Mapping) else table
        )
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise wrong_argument(table, "table") from error
