"""``Edition.evaluate_table``: anything that speaks the Arrow C stream, or a mapping of arrays → an Arrow table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from lkjdsl.core.program import pruned
from lkjdsl.diagnostic import Diagnostic, Language, is_error, nearest, problem
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.kinds import Misfit
from lkjdsl.numbers import numerals
from lkjdsl.syntax.toml_files import LkjdslError, wrong_argument
from lkjdsl.tables.kernel.kernel import leaves_of
from lkjdsl.tables.kernel.two_years import Years
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.files import TableFile
from lkjdsl.tables.reading.headers import Headers, columns_problems, headers, without_inputs
from lkjdsl.tables.reading.previous_year import before
from lkjdsl.tables.reading.recognition import known_headers
from lkjdsl.tables.reading.table_problems import CellProblem, cell_problem
from lkjdsl.tables.reading.types import with_usual_types
from lkjdsl.tables.results.block import BLOCK, RowBlock, kept_of
from lkjdsl.tables.results.requested import paths_of, unknown
from lkjdsl.tables.running.checks import CheckPlans, Checks
from lkjdsl.tables.running.evaluation import TablePlan, blocks
from lkjdsl.tables.running.periods import by_periods
from lkjdsl.tables.running.years import by_years

MOST_LISTED = 100
"""Cells that cannot be read and are told one by one; the others are counted."""


@frozen
class Asking:
    """
    What is asked of tables: the paths (None: all), printed texts in a language, how text and percentages are read.

    ``threads`` work on blocks of rows at the same time.
    """

    only: Sequence[str] | None = None
    language: Language | None = None
    reading: CellFormat = field(factory=CellFormat)
    threads: int = 2
    columns: Mapping[str, str] = field(factory=dict, hash=False)
    """Headers, and the paths of the inputs that a file of columns says they stand for."""


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
    cells: int = 0
    alike: "dict[str, AlikeCells]" = field(factory=dict)

    def plan(self, years: Years = (None, None)) -> TablePlan:
        """Return the plan for the targets of a year, and for the data of the year before."""
        if years not in self.plans:
            found = TablePlan.of(self.edition, self.headers, self.asking.only, self.asking.reading, years)
            found.printed = self.asking.language is not None
            self.plans[years] = found
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

    @property
    def unlisted(self) -> int:
        """Return how many cells that cannot be read are not among the problems."""
        return max(self.cells - MOST_LISTED, 0)

    def cell_problems(self) -> list[Diagnostic]:
        """Return a problem for each way in which many cells are spelled, with what to do about all of them."""
        return [_alike(code, cells, list(self.headers.names)) for code, cells in self.alike.items()]

    def _counted(self, block: RowBlock) -> RowBlock:
        for row, name, misfit in block.bad:
            if misfit.code in ALIKE:
                cells = self.alike.setdefault(misfit.code, AlikeCells(self.called(self.rows + row + 1), misfit))
                cells.columns[name] = cells.columns.get(name, 0) + 1
                cells.other = numerals.OTHER[self.asking.reading.of(name) or "id"]
                continue
            self.cells += 1
            if self.cells <= MOST_LISTED:
                self.problems.append(cell_problem(self.called(self.rows + row + 1), name, misfit))
        self.refused += len({row for row, _, _ in block.bad})
        self.rows += block.results.num_rows
        self.exact += block.exact
        return block


ALIKE = ("cell-ambiguous", "cell-other-locale")
"""Of cells that cannot be read, those that have one cause and one cure for a whole table."""


@define(eq=False)
class AlikeCells:
    """Cells that cannot be read for the same reason: the first of them, and how many there are in each column."""

    first: str
    misfit: Misfit
    columns: dict[str, int] = field(factory=dict)
    other: numerals.Locale = "id"


def _alike(code: str, cells: AlikeCells, names: list[str]) -> Diagnostic:
    columns = sorted(cells.columns, key=names.index)
    values: dict[str, Any] = {
        "number": sum(cells.columns.values()),
        "columns": ", ".join(f"`{name}`" for name in columns),
        "row": cells.first,
        "why": CellProblem(cells.misfit, ""),
        "locales": " ".join(f"{name}={cells.other}" for name in columns),
    }
    return problem("cells-alike", helps=("other",) if code == "cell-other-locale" else (), also=values)


def evaluator(
    edition: CheckedEdition, schema: pa.Schema, asking: Asking, head: Sequence[Sequence[str]] = ()
) -> Evaluator:
    """
    Return the evaluator of tables of a *schema*; raises LkjdslError for headers and paths that are unknown.

    *head* are the first rows of a file, to be shown where none of its columns is an input.
    """
    known = _KNOWN.setdefault(edition, {})
    key = (schema, tuple(asking.only or ()), asking.reading, asking.language is None, tuple(asking.columns.items()))
    if key not in known:
        names = known_headers(edition.definition, asking.columns)
        found, problems = headers(edition.definition, schema, names)
        spelled = (*asking.reading.locales, *asking.reading.percents)
        problems += [
            problem("unknown-header", name=name, near=nearest(name, edition.inputs))
            for name in dict.fromkeys(spelled)
            if name and name not in edition.inputs
        ]
        problems += unknown(edition.program(earlier=found.earlier), asking.only or ())
        if not any(map(is_error, problems)):
            wanted = needed(edition, found, asking.only)
            if wanted and found.reads_nothing:
                problems = [without_inputs(schema.names, head, wanted)]
            else:
                problems += columns_problems(edition.definition, found, names, wanted)
        if found.period is not None and found.earlier and edition.definition.periods:
            problems.append(problem("previous-of-periods"))
        if any(map(is_error, problems)):
            raise LkjdslError(tuple(problems), edition.definition.language)
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[key] = found, problems, {}, {}
    found, problems, plans, checks = known[key]
    return Evaluator(edition, asking, found, [*problems], plans=plans, checks=checks)


def needed(edition: CheckedEdition, found: Headers, only: Sequence[str] | None) -> Sequence[str]:
    """Return the inputs that the results *only* (all where it is None) need."""
    program = edition.program(earlier=found.earlier)
    small, _ = pruned(program, [program.results[path] for path in only or paths_of(program)])
    slots = {slot for kind, slot in leaves_of(small).values() if kind == "input"}
    return [path for slot, path in enumerate(edition.definition.inputs) if slot in slots]


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
    found: list[Diagnostic] = []
    if previous is not None:
        earlier, found = before(edition, with_usual_types(as_table(previous)), key, whole_table.schema, asking.columns)
        if earlier is None:
            raise LkjdslError(tuple(found), edition.definition.language)
        batches = [earlier.beside(whole_table.combine_chunks().to_batches()[0] if whole_table.num_rows else batches[0])]
        found += earlier.problems()
    run = evaluator(edition, batches[0].schema, asking)
    made = list(run(batches))
    if problems is not None:
        problems.extend((*found, *run.problems, *run.cell_problems(), *_checked(edition, run, batches, made)))
    results = [block.results for block in made]
    counts = {"rows": run.rows, "exact": run.exact, "refused": run.refused}
    whole = pa.Table.from_batches([one.cast(results[0].schema) for one in results])
    return whole.replace_schema_metadata({f"lkjdsl.{name}": str(count) for name, count in counts.items()})


def _checked(
    edition: CheckedEdition, run: Evaluator, batches: Sequence[pa.RecordBatch], made: Sequence[RowBlock]
) -> list[Diagnostic]:
    """Return what the rows say against the constraints and the ends of inputs."""
    checks = Checks(edition, run.headers, run.asking.reading, plans=run.checks)
    kept = np.concatenate([kept_of(block, block.results.num_rows) for block in made])
    first = 0
    for batch in batches:
        for start in range(0, batch.num_rows, BLOCK):
            piece = batch.slice(start, BLOCK)
            checks.add(piece, first, kept[first : first + piece.num_rows])
            first += piece.num_rows
    return checks.problems()


def empty(schema: pa.Schema) -> pa.RecordBatch:
    """Return no rows of a table."""
    return pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)


def gathered(source: TableFile) -> pa.Table:
    """Return the whole table in a file."""
    return pa.Table.from_batches(source.batches, source.schema)


def as_table(table: Any) -> pa.Table:
    """Return what speaks the Arrow C stream, or a mapping of arrays, as a table."""
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.Table.from_batches([table])
    try:
        return pa.table(
            {name: pa.array(values) for name, values in table.items()} if isinstance(table, Mapping) else table
        )
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise wrong_argument(table, "table") from error
