"""A run of ``lkjdsl eval`` row by row: tables of some thousand rows, without Arrow and numpy."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from lkjdsl.commands.office_files_run import FileRun
from lkjdsl.commands.table_reading import options_of
from lkjdsl.commands.table_run import BROKEN_LISTED, TableRun, Write
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.syntax.toml_files import LkjdslError

if TYPE_CHECKING:
    from lkjdsl.tables.reading.previous_rows import PreviousRows
    from lkjdsl.tables.reading.small_table import RowCells, SmallTable
    from lkjdsl.tables.reading.suspect_rows import SuspectRows
    from lkjdsl.tables.results.writing import Form
    from lkjdsl.tables.running.row_evaluator import EvaluatedRows, RowEvaluator


@frozen(eq=False)
class RowRun:
    """A run whose rows are evaluated one by one."""

    run: TableRun

    def table(self, name: str, write: Write, refuse: Write) -> None:
        """Evaluate the table in a file; raises LkjdslError where it cannot be."""
        from lkjdsl.tables.reading.exclusion import is_excluded
        from lkjdsl.tables.reading.passed_rows import without_data
        from lkjdsl.tables.reading.suspect_rows import remark
        from lkjdsl.tables.reading.table_problems import UnreadableCells
        from lkjdsl.tables.running.asking import recognized
        from lkjdsl.tables.running.periods import period_requests
        from lkjdsl.tables.running.row_evaluator import RowEvaluator

        run, where = self.run, self.run.where(name)
        source = self._opened(name)
        names = list(source.headers.names)
        if run.without:
            excluded = run.exclusions(names)
            source = evolve(source, rows=[row for row in source.rows if not is_excluded(row[1].__getitem__, excluded)])
        earlier = self._before(source)
        beside = names if earlier is None else [*names, *earlier.join.names]
        headers, problems = recognized(run.edition, beside, run.asking, source.head)
        evaluator = RowEvaluator(run.edition, run.asking, headers)
        run.program = lambda year: evaluator.program((year, headers.year_before(year)))
        if run.has_periods(headers):
            run.requests = period_requests(run.edition, run.asking.only, earlier=headers.earlier)
        suspects = self._surveyed(source, evaluator)
        run.alike(name, [(one, "text") for one in (headers.others if run.arguments.rejects is None else names)])
        run.group(headers)
        rows = [cells if earlier is None else earlier.beside(names, cells) for _, cells in source.rows]
        filled = headers.filled(len(names))
        blank = [row for row, cells in source.rows if filled and not any(cell_text(cells[at]).strip() for at in filled)]
        evaluated_rows = evaluator(rows)
        called = [f"{number}{where}" for number, _ in source.rows]
        unreadable = UnreadableCells(run.asking.reading, headers.names)
        for row, header, misfit in evaluated_rows.unread:
            unreadable.add(called[row], header, misfit)
        self._refuse(source, evaluated_rows, refuse)
        checks, broken_by = evaluator.check(rows, [values is not None for values in evaluated_rows.values], called)
        remarks = [
            remark(suspects.kinds.get(number), broken_by.get(row, ()), run.language)
            for row, (number, _) in enumerate(source.rows)
        ]
        self._add(evaluator, rows, evaluated_rows, remarks)
        self._write(evaluator.headers.others, (rows, evaluated_rows, remarks), write)
        broken = run.add_broken(source.broken, name)
        self._refuse_lines(names, source.broken, [diagnostic.message(run.language) for diagnostic in broken], refuse)
        run.problems += [
            *source.remarks,
            *suspects.problems(),
            *without_data(blank),
            *problems,
            *evaluated_rows.problems,
            *unreadable.problems(),
            *checks.problems(),
            *broken[:BROKEN_LISTED],
            *([] if earlier is None else earlier.problems()),
        ]
        run.unlisted += unreadable.unlisted

    def _opened(self, name: str) -> "SmallTable":
        from lkjdsl.model.known_headers import known_headers
        from lkjdsl.tables.reading.small_table import small_table

        run, definition = self.run, self.run.edition.definition
        known = known_headers(definition, run.asking.columns)
        source = small_table(name, definition, run.asking.reading, known, options_of(run.arguments))
        if isinstance(source, Diagnostic):
            raise LkjdslError((source,), run.language)
        return source

    def _before(self, source: "SmallTable") -> "PreviousRows | None":
        """Return the table of the year before."""
        run = self.run
        if run.arguments.previous is None:
            return None
        from lkjdsl.tables.reading.previous_rows import previous_rows

        earlier = self._opened(run.arguments.previous)
        names = list(source.headers.names)
        rows, problems = previous_rows(run.edition, earlier, run.arguments.key, names, run.asking.columns)
        if rows is None:
            raise LkjdslError(tuple(problems), run.language)
        run.problems += problems
        return rows

    def _surveyed(self, source: "SmallTable", evaluator: "RowEvaluator") -> "SuspectRows":
        """Return the suspect rows of a table; where offices are ranked or brought together they are decided on."""
        from lkjdsl.tables.reading.row_survey import MOST_SURVEYED, RowSurvey
        from lkjdsl.tables.reading.suspect_rows import SuspectRows, suspect_rows

        survey = RowSurvey.of(self.run.edition.definition, evaluator.headers, self.run.asking.reading)
        numbers = [number for number, _ in source.rows]
        rows = survey.rows(lambda at: [cells[at] for _, cells in source.rows], numbers)
        suspects = suspect_rows(rows) if len(numbers) <= MOST_SURVEYED else SuspectRows(beyond=MOST_SURVEYED)
        self.run.decide(suspects, source.remarks)
        return suspects

    def _refuse(self, source: "SmallTable", evaluated_rows: "EvaluatedRows", refuse: Write) -> None:
        """Hand on the rows with a cell that cannot be read."""
        from lkjdsl.tables.reading.table_problems import why_rejected

        language = self.run.language
        reasons: dict[int, list[str]] = {}
        for row, header, misfit in evaluated_rows.unread:
            reasons.setdefault(row, []).append(why_rejected(header, misfit, language))
        rows = [(source.rows[row], "; ".join(reasons[row])) for row in sorted(reasons)]
        self._rejects(
            source.headers.names,
            [[number, why, *cells[: len(source.headers.names)]] for (number, cells), why in rows],
            refuse,
        )

    def _refuse_lines(
        self, names: Sequence[str], lines: Sequence[tuple[int, str]], why: Sequence[str], refuse: Write
    ) -> None:
        """Hand on lines of a file that are no rows of it."""
        empty = [None] * len(names)
        self._rejects(names, [[row, reason, *empty] for (row, _), reason in zip(lines, why, strict=True)], refuse)

    def _rejects(self, names: Sequence[str], rows: Sequence[Sequence[Any]], refuse: Write) -> None:
        if not rows:
            return
        from lkjdsl.tables.reading.table_problems import reject_headings
        from lkjdsl.tables.results.rows import FileColumn, RowBatch

        number, reason = reject_headings(self.run.language)
        columns: list[FileColumn] = [(number, "whole"), (reason, "text"), *((name, "text") for name in names)]
        refuse(RowBatch(columns, rows))

    def _add(
        self,
        evaluator: "RowEvaluator",
        rows: Sequence["RowCells"],
        evaluated_rows: "EvaluatedRows",
        remarks: Sequence[str],
    ) -> None:
        """Add the results of a table to the tally."""
        from lkjdsl.tables.results.rows import ResultRow, add_rows, add_to_rollup
        from lkjdsl.tables.results.tally import is_stated

        headers, tally = evaluator.headers, self.run.tally
        nodes = {str(where): at for (kind, where), at in headers.read.items() if kind == "given"}
        results = [
            None
            if values is None
            else ResultRow(
                {name: cells[at] for name, at in headers.others.items()},
                values,
                frozenset(path for path, at in nodes.items() if is_stated(cells[at])),
                words,
            )
            for cells, values, words in zip(rows, evaluated_rows.values, remarks, strict=True)
        ]
        add_rows(tally, evaluated_rows.asked, headers.others, results)
        if tally.rollup is not None:
            add_to_rollup(tally.rollup, headers, evaluated_rows.asked, [*zip(rows, results, strict=True)])

    def _write(
        self,
        others: Mapping[str, int],
        results: "tuple[Sequence[RowCells], EvaluatedRows, Sequence[str]]",
        write: Write,
    ) -> None:
        """Hand on the results of a table, as rows of a file; the columns *others* identify them."""
        from lkjdsl.tables.reading.suspect_rows import remark_heading
        from lkjdsl.tables.results.rows import FileColumn, RowBatch, result_cells, result_columns

        (rows, evaluated_rows, remarks), language = results, self.run.language
        columns: list[FileColumn] = [*((name, "text") for name in others), *result_columns(evaluated_rows.asked)]
        written = [
            [
                *(cells[at] for at in others.values()),
                *result_cells(evaluated_rows.asked, values, evaluated_rows.outputs, language),
                words or None,
            ]
            for cells, values, words in zip(rows, evaluated_rows.values, remarks, strict=True)
            if values is not None
        ]
        write(RowBatch([*columns, (remark_heading(language), "text")], written))

    def opened_file(self, name: str, path: Path, batch: Any) -> "Form":
        """Return a file that takes batches like the first one."""
        if Path(name).suffix.casefold() == ".parquet":  # which is Arrow's
            from lkjdsl.tables.results.block_writing import opened_file as opened_by_arrow

            return opened_by_arrow(name, path, batch)
        from lkjdsl.tables.results.row_writing import opened_file

        return opened_file(name, path, batch, self.run.arguments.output_locale)

    def with_numbers(self, batch: Any, name: str, numbers: Sequence[int | None]) -> Any:
        """Return rows with a column of whole numbers after their own."""
        return batch.with_numbers(name, numbers)

    def files(self, name: str, write: Write, refuse: Write) -> None:
        """Evaluate every data file in a folder, or one; a file that cannot be read is rejected like a row."""
        broken = FileRun(self.run).evaluated(name, write)
        self._refuse_lines((), broken, [file for _, file in broken], refuse)
