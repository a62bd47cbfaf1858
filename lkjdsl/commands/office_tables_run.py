"""One run of ``lkjdsl eval`` over tables and folders: what is read, evaluated, written, and counted."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from lkjdsl.column_names import folded
from lkjdsl.commands.office_files import is_data
from lkjdsl.commands.progress import bar
from lkjdsl.commands.table_reading import columns_of, format_of, options_of
from lkjdsl.diagnostic import Diagnostic, Language, is_error, nearest, problem
from lkjdsl.edition import Edition
from lkjdsl.files import encodable, read_source
from lkjdsl.model.answerable import answerable
from lkjdsl.source import Source as LkjdslSource
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.words import Words

if TYPE_CHECKING:
    from lkjdsl.tables.reading.files import TableFile
    from lkjdsl.tables.reading.previous_year import PreviousYear
    from lkjdsl.tables.reading.suspect_rows import SuspectRows
    from lkjdsl.tables.results.block import RowBlock
    from lkjdsl.tables.results.tally import Tally
    from lkjdsl.tables.running.asking import Asking
    from lkjdsl.tables.running.table import Evaluator

Write = Callable[[Any], None]
"""Takes a record batch."""
SUSPECT = Words("tables.suspect-rows")
BROKEN_LISTED = 20
"""Lines of a file that are no rows of it and are told one by one."""


@define(eq=False)
class Run:
    """What is asked of the run, and what it has come to so far."""

    edition: Edition
    arguments: Namespace
    language: Language
    asking: "Asking"
    tally: "Tally"
    to_file: bool
    """Whether results or rejects go to one."""
    problems: list[Diagnostic] = field(factory=list)
    columns: Sequence[tuple[str, Any]] | None = None
    evaluator: "Evaluator | None" = None
    unlisted: int = 0
    without: Mapping[str, set[str]] = field(factory=dict)
    """Rows that are left out: values, folded, by columns."""

    @classmethod
    def of(cls, edition: Edition, arguments: Namespace, language: Language, *, to_file: bool) -> "Run":
        """Return the run that the *arguments* ask for; *to_file*: results or rejects go to one."""
        from lkjdsl.tables.results.ranking import Ranking, rank_order
        from lkjdsl.tables.results.tally import Tally
        from lkjdsl.tables.running.asking import Asking

        rank, only = arguments.rank, arguments.only
        ranking = None if rank is None else Ranking(rank, rank_order(edition.definition, rank))
        if only is not None and ranking is not None:
            only = list(dict.fromkeys((*only, *ranking.paths)))
        columns = columns_of(arguments, edition)
        asking = Asking(only, language, format_of(arguments, edition, columns), columns=columns)
        definition = edition.definition
        tally = Tally(
            ranking,
            answerable=answerable(definition),
            computed=answerable(definition, is_computed=True),
        )
        without: dict[str, set[str]] = {}
        for written in arguments.without:
            column, _, value = written.partition("=")
            without.setdefault(column, set()).add(folded(value))
        return cls(edition, arguments, language, asking, tally, to_file, without=without)

    def diagnostics(self) -> Sequence[Diagnostic]:
        """Return the problems that were met."""
        return [*self.problems, *([problem("more-unreadable", number=self.unlisted)] if self.unlisted else [])]

    def table(self, name: str, write: Write, refuse: Write) -> None:
        """Evaluate the table in a file; raises LkjdslError where it cannot be."""
        from lkjdsl.tables.results.block import kept_of
        from lkjdsl.tables.results.block_tally import add_batch
        from lkjdsl.tables.results.rejects import rejected, rejected_lines
        from lkjdsl.tables.running.block_checks import BlockChecks
        from lkjdsl.tables.running.checks import CheckTally
        from lkjdsl.tables.running.survey import left_out
        from lkjdsl.tables.running.table import empty, evaluator

        source = self._opened(name)
        if self.without:
            self._known_columns(list(self.without), source.schema.names)
            source = evolve(source, batches=left_out(source, self.without))
        earlier = self._before(source)
        schema = source.schema if earlier is None else earlier.beside(empty(source.schema)).schema
        run = self.evaluator = evaluator(self.edition, schema, self.asking, source.head)
        source, suspects = self._surveyed(source, run)
        where = "" if len(self.arguments.data) == 1 else f" ({name})"  # there are rows of this number in each table
        run.called = lambda row: f"{source.number(row)}{where}"
        checks = BlockChecks(CheckTally(self.edition, run.headers, self.asking.reading), run.called, run.checks)
        # a reject has all columns of its table, a result those that identify it
        columns = run.headers.others if self.arguments.rejects is None else source.schema.names
        self._alike(name, [(one, source.schema.field(one).type) for one in columns])
        if self.arguments.by is not None and run.headers.period is not None and self.edition.definition.periods:
            raise LkjdslError((problem("rollup-of-periods"),), self.language)
        self._grouped(list(run.headers.others))
        for batch, block in self._blocks(source, run, earlier):
            if block.bad:
                first = run.rows - batch.num_rows
                own = batch.select(source.schema.names)
                refuse(rejected(own, block.bad, lambda row: source.number(first + row + 1), self.language))  # noqa: B023 - called at once
            checks.add(batch, run.rows - batch.num_rows, kept_of(block, batch.num_rows))
            marked = self._marked(batch, block, run, source, suspects)
            write(add_batch(self.tally, batch, marked, run.headers))
        broken = [problem("broken-line", row=f"{row}{where}", found=text[:60]) for row, text in source.broken]
        if broken:
            why = [one.message(self.language) for one in broken]
            refuse(rejected_lines(source.schema, source.broken, why, self.language))
        self.problems += [
            *source.remarks(),
            *suspects.problems(),
            *run.problems,
            *run.unreadable.problems(),
            *checks.tally.problems(),
            *broken[:BROKEN_LISTED],
            *([] if earlier is None else earlier.problems()),
        ]
        self.unlisted += run.unreadable.unlisted + len(broken[BROKEN_LISTED:])
        self.tally.rows += len(broken)
        self.tally.refused += len(broken)

    def _surveyed(self, source: "TableFile", run: "Evaluator") -> "tuple[TableFile, SuspectRows]":
        """Return a table and its suspect rows; where offices are ranked or brought together they are decided on."""
        from lkjdsl.tables.running.survey import surveyed

        definition = self.edition.definition
        found, batches = surveyed(source.batches, run.headers, definition, self.asking.reading, source.number)
        undecided = found.kinds and not self.arguments.with_all
        if undecided and (self.arguments.rank is not None or self.arguments.by is not None):
            raise LkjdslError((*source.remarks(), *found.problems(), problem("rows-undecided")), self.language)
        return evolve(source, batches=batches), found

    def _marked(
        self, batch: Any, block: "RowBlock", run: "Evaluator", source: "TableFile", suspects: "SuspectRows"
    ) -> "RowBlock":
        """Return a block whose suspect rows say what they are, in a column after those that identify them."""
        if not suspects.kinds:
            return block
        import pyarrow as pa

        words = SUSPECT.spoken(self.language)
        first = run.rows - batch.num_rows
        kinds = [suspects.kinds.get(source.number(first + row + 1)) for row in range(batch.num_rows)]
        column = pa.array([None if kind is None else words[kind] for kind in kinds], pa.string())
        results = block.results.append_column(words["remark"], column)
        return evolve(block, results=results)

    def _known_columns(self, names: Sequence[str], known: Sequence[str]) -> None:
        wrong = [problem("unknown-column", name=one, near=nearest(one, known)) for one in names if one not in known]
        if wrong:
            raise LkjdslError(tuple(wrong), self.language)

    def _opened(self, name: str) -> "TableFile":
        from lkjdsl.tables.reading.files import opened
        from lkjdsl.tables.reading.recognition import known_headers

        known = known_headers(self.edition.definition, self.asking.columns)
        source = opened(name, self.asking.reading, known, options_of(self.arguments))
        if isinstance(source, Diagnostic):
            raise LkjdslError((source,), self.language)
        return source

    def _before(self, source: "TableFile") -> "PreviousYear | None":
        """Return the table of the year before, which is held in memory."""
        if self.arguments.previous is None:
            return None
        from lkjdsl.tables.reading.previous_year import before
        from lkjdsl.tables.running.table import gathered

        earlier = self._opened(self.arguments.previous)
        found, problems = before(
            self.edition, gathered(earlier), self.arguments.key, source.schema, self.asking.columns
        )
        if found is None:
            raise LkjdslError(tuple(problems), self.language)
        self.problems += problems
        return found

    def _alike(self, name: str, columns: Sequence[tuple[str, Any]]) -> None:
        """See to it that the results of all tables have the same columns, where they go to one file."""
        if not self.to_file or self.columns is None or list(self.columns) == list(columns):
            self.columns = columns
            return
        differ = sorted({one for one, _ in set(self.columns) ^ set(columns)})
        difference = problem("tables-differ", name=name, columns=", ".join(differ or [one for one, _ in columns]))
        raise LkjdslError((difference,), self.language)

    def _grouped(self, known: Sequence[str]) -> None:
        """Begin to roll up by a column, which must be one of those that are *known*."""
        by = self.arguments.by
        if by is None:
            return
        if by not in known:
            raise LkjdslError((problem("unknown-column", name=by, near=nearest(by, known)),), self.language)
        if self.tally.rollup is None:
            from lkjdsl.tables.results.rollup import Rollup

            self.tally.rollup = Rollup(self.edition.definition, by, self.asking.reading)

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

        with bar(source.rows, self.language) as advance:
            for block in run(handed()):
                advance(block.results.num_rows)
                yield waiting.popleft(), block

    def files(self, name: str, write: Write, refuse: Write) -> None:
        """Evaluate every data file in a folder, or one; a file that cannot be read is rejected like a row."""
        import pyarrow as pa

        from lkjdsl.tables.results.rejects import rejected_lines

        files = sorted(Path(name).glob("**/*.toml")) if Path(name).is_dir() else [Path(name)]
        text = pa.string()
        self._alike(name, [("file", text), ("office", text), ("year", pa.int64())])
        self._grouped(())
        broken: list[tuple[int, str]] = []
        rows = self.tally.rows
        for file in files:
            try:
                self._file(file, Path(name), write)
            except LkjdslError as error:
                self.problems += error.diagnostics
                self.tally.rows += 1
                self.tally.refused += 1
                broken.append((self.tally.rows, encodable(str(file))))
        if self.tally.rows == rows:
            raise LkjdslError((problem("folder-empty", name=name),), self.language)
        if broken:
            refuse(rejected_lines(pa.schema([]), broken, [file for _, file in broken], self.language))

    def _file(self, file: Path, folder: Path, write: Write) -> None:
        """Evaluate a data file; one that is an edition, or has printed figures, is passed over."""
        import numpy as np
        import pyarrow as pa

        from lkjdsl.tables.results.block import RowBlock
        from lkjdsl.tables.results.block_tally import add_block
        from lkjdsl.tables.results.columns import Results
        from lkjdsl.tables.results.requested import asked, paths_of

        source = read_source(str(file))
        if isinstance(source, LkjdslSource) and not is_data(source.text):
            return
        data = self.edition.read(str(file))
        before = None
        if self.arguments.previous is not None:
            earlier = Path(self.arguments.previous)
            earlier = earlier / file.relative_to(folder) if earlier.is_dir() else earlier
            before = self.edition.evaluate(str(earlier)) if earlier.exists() else None
        outcome = self.edition.outcome(data, before)
        program = outcome.program
        wanted = self.asking.only or paths_of(program)
        results = Results([asked(program, path) for path in wanted], 1)
        results.put(np.zeros(1, np.int64), [list(outcome.values)])
        passing = {
            "file": pa.array([encodable(str(file))]),
            "office": pa.array([data.office]),
            "year": pa.array([data.year]),
        }
        columns = {**passing, **results.columns(self.language)}
        block = RowBlock(pa.RecordBatch.from_arrays(list(columns.values()), list(columns)), (), 1, (results,))
        self.problems += filter(is_error, outcome.problems)
        given = {path: np.ones(1, np.bool_) for path in data.facts.given}
        add_block(self.tally, block, passing, np.ones(1, np.bool_), given)
        write(block.results)
