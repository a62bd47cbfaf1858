"""``Edition.evaluate_table``: anything that speaks the Arrow C stream, or a mapping of arrays → an Arrow table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from lkjdsl.batch.asking import unknown
from lkjdsl.batch.cells import Reading
from lkjdsl.batch.evaluate import Block, Plan, blocks
from lkjdsl.batch.headers import PREVIOUS, YEAR, Headers, headers
from lkjdsl.diagnostic import Diagnostic, Language, is_error, problem
from lkjdsl.kinds import Misfit

if TYPE_CHECKING:
    from lkjdsl.edition import Edition

MOST_TOLD = 100
"""Cells that cannot be read and are told one by one; the others are counted."""


@frozen
class Asking:
    """
    What is asked of tables: the paths (None: all), printed texts in a language, how text and percentages are read.

    ``threads`` work on blocks of rows at the same time.
    """

    only: Sequence[str] | None = None
    language: Language | None = None
    reading: Reading = field(factory=Reading)
    threads: int = 2


@define(eq=False)
class Evaluator:
    """An edition, ready for the batches of one table; it counts what it does."""

    edition: "Edition"
    asking: Asking
    headers: Headers
    plans: dict[int | None, Plan] = field(factory=dict)
    rows: int = 0
    exact: int = 0
    refused: int = 0
    cells: int = 0
    problems: list[Diagnostic] = field(factory=list)

    def plan(self, year: int | None) -> Plan:
        """Return the plan for the targets of *year*."""
        if year not in self.plans:
            self.plans[year] = Plan.of(self.edition, self.headers, self.asking.only, self.asking.reading, year)
        return self.plans[year]

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Block]:
        """Yield a block of results for every block of rows, in their order."""
        if self.headers.year is None:
            for block in blocks(batches, self.plan(None), threads=self.asking.threads, language=self.asking.language):
                yield self._counted(block)
            return
        for batch in batches:
            yield self._counted(self._by_year(batch))

    def _by_year(self, batch: pa.RecordBatch) -> Block:
        """Return the results of rows of several years: each year has targets of its own."""
        assert self.headers.year is not None
        years = batch.column(self.headers.year)
        found: list[Block] = []
        order: list[Any] = []
        for year in pc.unique(years).to_pylist():
            mask = pc.is_null(years) if year is None else pc.equal(years, year).fill_null(False)  # noqa: FBT003 - the value itself
            rows = np.nonzero(np.asarray(mask))[0]
            for block in blocks([batch.filter(mask)], self.plan(year), threads=1, language=self.asking.language):
                part = rows[: block.results.num_rows]
                rows = rows[block.results.num_rows :]
                order.append(part)
                for one in block.parts:
                    one.rows = part
                found.append(
                    Block(
                        block.results,
                        [(int(part[row]), name, why) for row, name, why in block.bad],
                        block.exact,
                        block.parts,
                    )
                )
        if len(found) == 1:
            return found[0]
        table = pa.Table.from_batches([one.results.cast(found[0].results.schema) for one in found]) if found else None
        if table is None:
            return Block(batch.slice(0, 0), [], 0)
        back = np.argsort(np.concatenate(order))
        results = table.unify_dictionaries().take(pa.array(back)).combine_chunks().to_batches()[0]
        return Block(
            results,
            [cell for one in found for cell in one.bad],
            sum(one.exact for one in found),
            [part for one in found for part in one.parts],
        )

    def _counted(self, block: Block) -> Block:
        for row, name, misfit in block.bad:
            self.cells += 1
            if len(self.problems) < MOST_TOLD:
                self.problems.append(cell_problem(self.rows + row + 1, name, misfit))
        self.refused += len({row for row, _, _ in block.bad})
        self.rows += block.results.num_rows
        self.exact += block.exact
        return block


def cell_problem(row: int, name: str, misfit: Misfit) -> Diagnostic:
    """Return the problem of a cell; rows are counted from 1, without the headers."""
    return problem(
        "unreadable-cell",
        row=row,
        column=name,
        why=Why(misfit),
        found=misfit.values.get("found", misfit.values.get("written", "")),
    )


@frozen
class Why:
    """Why a cell is no value of its kind, as a word of a message."""

    misfit: Misfit

    def text(self, language: Language) -> str:
        """Return the headline of the problem that the same value has in a data file."""
        values = {
            "name": "",
            "kind": "",
            "found": "",
            "written": "",
            "limit": "",
            "suggestion": "",
            **self.misfit.values,
        }
        return problem(self.misfit.code, also=values).message(language)


def evaluator(edition: "Edition", schema: pa.Schema, asking: Asking) -> Evaluator:
    """Return the evaluator of tables of a *schema*; raises LkjdslError for headers and paths that are unknown."""
    from lkjdsl.edition import LkjdslError

    found, problems = headers(edition.definition, schema)
    program = edition.program()
    problems += unknown(program, asking.only or ())
    if any(map(is_error, problems)):
        raise LkjdslError(tuple(problems), edition.definition.language)
    return Evaluator(edition, asking, found, problems=problems)


def evaluate_table(
    edition: "Edition", table: Any, asking: Asking, previous: Any = None, key: Sequence[str] = (),
    problems: list[Diagnostic] | None = None,
) -> pa.Table:  # fmt: skip
    """Return the results for *table*; see :meth:`lkjdsl.edition.Edition.evaluate_table`."""
    told = as_table(table)
    if previous is not None:
        told = with_previous(told, as_table(previous), key, set(edition.definition.inputs))
    run = evaluator(edition, told.schema, asking)
    found = [block.results for block in run(told.to_batches() or [_empty(told.schema)])]
    if problems is not None:
        problems.extend(run.problems)
    counts = {"rows": run.rows, "exact": run.exact, "refused": run.refused}
    made = pa.Table.from_batches([one.cast(found[0].schema) for one in found])
    return made.replace_schema_metadata({f"lkjdsl.{name}": str(count) for name, count in counts.items()})


def _empty(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)


def as_table(told: Any) -> pa.Table:
    """Return what speaks the Arrow C stream, or a mapping of arrays, as a table."""
    if isinstance(told, pa.Table):
        return told
    if isinstance(told, pa.RecordBatch):
        return pa.Table.from_batches([told])
    if isinstance(told, Mapping):
        return pa.table({name: pa.array(values) for name, values in told.items()})
    return pa.table(told)


def with_previous(table: pa.Table, previous: pa.Table, key: Sequence[str], inputs: set[str]) -> pa.Table:
    """
    Return *table* with the inputs of the *previous* year beside it, joined by the columns *key*.

    Where both have a column ``year``, that of the year before is meant.
    """
    with_year = YEAR in table.column_names and YEAR in previous.column_names
    ours = [table.column(name) for name in key] + ([pc.subtract(table.column(YEAR), 1)] if with_year else [])
    theirs = [previous.column(name) for name in key] + ([previous.column(YEAR)] if with_year else [])
    at = pc.index_in(_joined(ours), value_set=_joined(theirs).combine_chunks())
    for name in previous.column_names:
        if name in inputs:
            table = table.append_column(PREVIOUS + name, previous.column(name).take(at))
    return table


def _joined(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    texts = [pc.cast(one, pa.string()) for one in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "\x1f")
