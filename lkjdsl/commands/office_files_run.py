"""A run of ``lkjdsl eval`` over the data files and workbooks of offices, each a row of the results."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from lkjdsl.commands.office_files import is_data
from lkjdsl.commands.table_run import TableRun, Write
from lkjdsl.diagnostic import Language, is_error, problem
from lkjdsl.files import encodable, read_source, unreadable
from lkjdsl.source import Source
from lkjdsl.syntax.toml_files import LkjdslError

if TYPE_CHECKING:
    from lkjdsl.tables.results.rows import FileColumn

FILE_COLUMNS: "Sequence[FileColumn]" = (("file", "text"), ("office", "text"), ("year", "whole"))
"""What identifies the results of a data file."""


def data_files(name: str, language: Language) -> Iterator[Path]:
    """
    Yield the TOML files and the workbooks of offices below a folder, or the file *name*.

    Raises LkjdslError where a folder cannot be listed.
    """
    from lkjdsl.evaluate.office_workbook import is_office_workbook

    if not Path(name).is_dir():
        yield Path(name)
        return

    def refuse(error: OSError) -> None:
        raise LkjdslError((unreadable(str(error.filename), error),), language)

    paths = [
        Path(folder, one) for folder, folders, files in os.walk(name, onerror=refuse) for one in (*folders, *files)
    ]
    # a folder of the name of a TOML file is refused by its name
    yield from sorted(file for file in paths if file.suffix == ".toml" or is_office_workbook(str(file)))


@frozen(eq=False)
class FileRun:
    """A run over files; ``offices`` are those evaluated so far, by office, year and period."""

    run: TableRun
    offices: dict[tuple[str, int, str | None], list[str]] = Factory(dict)

    def evaluated(self, name: str, write: Write) -> Sequence[tuple[int, str]]:
        """Evaluate every data file in a folder, or one, and return those that cannot be read, with their numbers."""
        from lkjdsl.evaluate.data_findings import rows_absent

        run = self.run
        files = list(data_files(name, run.language))
        run.alike(name, FILE_COLUMNS)
        run.group(None)
        broken: list[tuple[int, str]] = []
        absent: dict[str, None] = {}
        rows = run.tally.rows
        for file in files:
            try:
                absent |= dict.fromkeys(self._file(file, Path(name), write))
            except LkjdslError as error:
                run.problems += error.diagnostics
                run.tally.rows += 1
                run.tally.refused += 1
                broken.append((run.tally.rows, encodable(str(file))))
        if run.tally.rows == rows:
            raise LkjdslError((problem("folder-empty", name=name),), run.language)
        run.problems += rows_absent(list(absent), "file")
        repeated = [names for names in self.offices.values() if len(names) > 1]
        run.problems += [problem("files-of-one-office", names=", ".join(names)) for names in repeated]
        return broken

    def _file(self, file: Path, folder: Path, write: Write) -> Sequence[str]:
        """
        Evaluate a data file; return the tables of rows that it lacks, and remember whose it is.

        One that is an edition, or has printed figures, is passed over.
        """
        from lkjdsl.evaluate.data_findings import absent_rows
        from lkjdsl.tables.reading.suspect_rows import remark, remark_heading
        from lkjdsl.tables.results.requested import asked, paths_of
        from lkjdsl.tables.results.rows import ResultRow, RowBatch, add_rows, result_cells, result_columns
        from lkjdsl.tables.running.checks import CODES

        run = self.run
        source = read_source(str(file))
        if isinstance(source, Source) and not is_data(source.text):
            return ()
        data = run.edition.read(str(file))
        before = None
        if run.arguments.previous is not None:
            earlier = Path(run.arguments.previous)
            earlier = earlier / file.relative_to(folder) if earlier.is_dir() else earlier
            before = run.edition.evaluate(str(earlier)) if earlier.exists() else None
        outcome = run.edition.outcome(data, before)
        program = outcome.program
        requests = [asked(program, path) for path in run.asking.only or paths_of(program)]
        values = [outcome.values[request.step] for request in requests]
        if data.office.strip():
            key = " ".join(data.office.casefold().split()), data.year, data.period
            self.offices.setdefault(key, []).append(encodable(str(file)))
        names = {"file": encodable(str(file)), "office": data.office, "year": data.year}
        run.problems += filter(is_error, outcome.problems)
        broken = [
            str(diagnostic.values["name"]) for diagnostic in outcome.problems if diagnostic.code in CODES.values()
        ]
        words = remark(None, broken, run.language)
        add_rows(run.tally, requests, names, [ResultRow(names, values, frozenset(data.facts.given), words)])
        cells = [*names.values(), *result_cells(requests, values, program.outputs, run.language), words or None]
        columns = [*FILE_COLUMNS, *result_columns(requests), (remark_heading(run.language), "text")]
        write(RowBatch(columns, [cells]))
        return absent_rows(outcome)
