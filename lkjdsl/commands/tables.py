"""``lkjdsl eval`` on a table of offices, or a folder of data files: results to a file, a summary on the terminal."""

import contextlib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import Words
from lkjdsl.diagnostic import Diagnostic, Language, is_error, problem
from lkjdsl.edition import Edition, LkjdslError
from lkjdsl.render.page import Column, Grid, Page, Section

if TYPE_CHECKING:
    from lkjdsl.batch.evaluate import Block
    from lkjdsl.batch.files import Source
    from lkjdsl.batch.rollup import Rollup
    from lkjdsl.batch.summary import Summary
    from lkjdsl.batch.table import Evaluator

SUFFIXES = (".csv", ".parquet", ".xlsx")
"""Of the files that are tables of offices."""
RANKED = 20
"""Places of a ranking that are shown."""


def configure(parser: ArgumentParser, words: Words) -> None:
    """Add the arguments that are about tables."""
    group = parser.add_argument_group(
        words(
            "tables of offices (.csv, .parquet, .xlsx, or a folder of data files)",
            "tabel banyak kantor (.csv, .parquet, .xlsx, atau folder berkas data)",
        )
    )
    group.add_argument("--only", metavar="PATH", nargs="+", help=words("only these results", "hanya hasil ini"))
    group.add_argument(
        "--rank", metavar="PATH", help=words("rank the offices by a result", "urutkan kantor menurut sebuah hasil")
    )
    group.add_argument("--by", metavar="COLUMN", help=words("roll up by a column", "gabungkan menurut sebuah kolom"))
    group.add_argument(
        "--rejects",
        metavar="FILE",
        help=words("write rows that cannot be read to FILE (.csv)", "tulis baris yang tidak terbaca ke FILE (.csv)"),
    )
    group.add_argument(
        "--stats",
        action="store_true",
        help=words("tell how many rows took the exact path", "sebutkan berapa baris yang dihitung lewat jalur tepat"),
    )
    group.add_argument(
        "--locale", choices=("id", "en"), help=words("spelling of numbers in text", "ejaan angka dalam teks")
    )
    group.add_argument(
        "--percent",
        choices=("ratio", "points"),
        help=words("number columns of percentages hold 0.995 or 99.5", "kolom angka persen berisi 0.995 atau 99.5"),
    )


def is_many(names: Sequence[str]) -> bool:
    """Return whether *names* are tables or folders of data files."""
    return any(Path(name).suffix.casefold() in SUFFIXES or Path(name).is_dir() for name in names)


def run(arguments: Namespace, edition: Edition, problems: tuple[Diagnostic, ...], language: Language) -> Answer:
    """Return the summary; the results go to the file of ``--output``."""
    output, arguments.output = arguments.output, None
    if output is not None and Path(output).suffix.casefold() not in SUFFIXES:
        return Answer("", (problem("table-suffix", name=output),), WRONG_USE, language)
    run = _Run(edition, arguments, language)
    from lkjdsl.batch.writing import TooManyRows

    found = run.check()
    if found:
        return Answer("", found, WRONG_USE, language)
    try:
        with contextlib.ExitStack() as stack:
            write = _writer(stack, output)
            refuse = _writer(stack, arguments.rejects)
            for name in arguments.data:
                failed = run.folder(name, write) if Path(name).is_dir() else run.table(name, write, refuse)
                if failed is not None:
                    raise LkjdslError((failed,), language)  # noqa: TRY301 - files that were begun are taken back
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    except TooManyRows:
        return Answer("", (problem("table-too-long", name=output),), WRONG_USE, language)
    except OSError:
        return Answer("", (problem("file-not-written", name=output or arguments.rejects),), WRONG_USE, language)
    from lkjdsl.render.text import page_text

    told = (*problems, *run.problems)
    status = max(status_of(told), FINDINGS if run.refused or run.failed else OK)
    return Answer(page_text(run.page(), arguments.width), told, status, language)


Write = Callable[[Any], None]


def _writer(stack: contextlib.ExitStack, name: str | None) -> Write:
    if name is None:
        return lambda _: None
    from lkjdsl.batch.writing import writing

    return stack.enter_context(writing(name)).write


@define(eq=False)
class _Run:
    """One run of the command: what it counts and collects."""

    edition: Edition
    arguments: Namespace
    language: Language
    problems: list[Diagnostic] = field(factory=list)
    rows: int = 0
    exact: int = 0
    refused: int = 0
    failed: bool = False
    summaries: "dict[str, Summary]" = field(factory=dict)
    ranked: list[tuple[int, Sequence[str]]] = field(factory=list)
    rollup: "Rollup | None" = None
    evaluator: "Evaluator | None" = None

    def check(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the paths that were asked for."""
        from lkjdsl.batch.asking import unknown

        asked = [*(self.arguments.only or ()), *([self.arguments.rank] if self.arguments.rank else [])]
        return tuple(unknown(self.edition.program(), asked))

    def only(self) -> Sequence[str] | None:
        if self.arguments.only is None or self.arguments.rank is None:
            return self.arguments.only  # type: ignore[no-any-return] # a list of texts
        return list(dict.fromkeys((*self.arguments.only, self.arguments.rank)))

    def table(self, name: str, write: Write, refuse: Write) -> Diagnostic | None:
        """Evaluate the table in a file."""
        from lkjdsl.batch.cells import Reading
        from lkjdsl.batch.files import opened
        from lkjdsl.batch.table import Asking, evaluator

        locale = self.arguments.locale or self.edition.definition.language
        source = opened(name, locale)
        if isinstance(source, Diagnostic):
            return source
        asking = Asking(self.only(), self.language, Reading(locale, self.arguments.percent))
        run = self.evaluator = evaluator(self.edition, source.schema, asking)
        if self.arguments.by is not None and self.rollup is None:
            if self.arguments.by not in run.headers.others:
                return problem("unknown-header", name=self.arguments.by)
            from lkjdsl.batch.rollup import Rollup

            self.rollup = Rollup(self.edition.definition, self.arguments.by)
        for batch, block in self._blocks(source, run):
            self._take(batch, block, run, write, refuse)
        self.problems += run.problems
        self.rows += run.rows + len(source.broken)
        self.exact += run.exact
        self.refused += run.refused + len(source.broken)
        self.problems += [problem("broken-line", row=row, found=text[:60]) for row, text in source.broken[:20]]
        return None

    def _blocks(self, source: "Source", run: "Evaluator") -> "Iterator[tuple[Any, Block]]":
        """Yield batches with their results; a bar shows how far it is, on a terminal only."""
        from collections import deque

        from lkjdsl.batch.evaluate import BLOCK

        waiting: deque[Any] = deque()

        def handed() -> Iterator[Any]:
            for batch in source.batches:
                for start in range(0, max(batch.num_rows, 1), BLOCK):
                    piece = batch.slice(start, BLOCK)
                    waiting.append(piece)
                    yield piece

        with _bar(source.rows, self.language) as advance:
            for block in run(handed()):
                advance(block.results.num_rows)
                yield waiting.popleft(), block

    def _take(self, batch: Any, block: "Block", run: "Evaluator", write: Write, refuse: Write) -> None:
        import numpy as np
        import pyarrow as pa

        kept = np.ones(batch.num_rows, np.bool_)
        reasons: dict[int, list[str]] = {}
        for row, name, misfit in block.bad:
            from lkjdsl.batch.table import Why

            kept[row] = False
            reasons.setdefault(row, []).append(f"{name}: {Why(misfit).text(self.language)}")
        if reasons:
            rows = sorted(reasons)
            bad = batch.take(pa.array(rows))
            numbers = pa.array([run.rows - batch.num_rows + row + 1 for row in rows], pa.int64())
            told = pa.array(["; ".join(reasons[row]) for row in rows], pa.string())
            words = ("baris", "alasan") if self.language == "id" else ("row", "reason")
            refuse(pa.RecordBatch.from_arrays([numbers, told, *bad.columns], [*words, *batch.schema.names]))
        write(block.results.filter(pa.array(kept)) if reasons else block.results)
        self._count(block, kept)
        if self.arguments.rank:
            self._rank(block.results, kept)
        if self.rollup is not None:
            self.rollup.add(batch, run.headers, run.asking.reading, block, kept)

    def _count(self, block: "Block", kept: Any) -> None:
        from lkjdsl.batch.summary import Summary

        start = 0
        for part in block.parts:
            rows = range(start, start + part.size) if part.rows is None else part.rows
            start += part.size
            mask = kept[rows]
            for column in part.made:
                path = column.asked.path
                if path not in self.summaries:
                    self.summaries[path] = Summary(column.asked)
                self.summaries[path].add(column, part.size, mask)

    def _rank(self, results: Any, kept: Any) -> None:
        path = self.arguments.rank
        names = [name for name in results.schema.names if "." not in name and name[:1].islower()]
        columns = [results.column(results.schema.get_field_index(name)).to_pylist() for name in names]
        texts = results.column(results.schema.get_field_index(f"{path}.printed")).to_pylist()
        for row, text in enumerate(texts):
            if text is not None and kept[row]:
                self.ranked.append((_units(text), (text, *(str(column[row]) for column in columns))))

    def folder(self, name: str, write: Write) -> Diagnostic | None:
        """Evaluate every data file in a folder."""
        import pyarrow as pa

        from lkjdsl.batch.asking import asked, paths_of
        from lkjdsl.batch.evaluate import Block
        from lkjdsl.batch.results import Results

        files = [file for file in sorted(Path(name).glob("**/*.toml")) if _is_data(file)]
        if not files:
            return problem("folder-empty", name=name)
        for file in files:
            told = self.edition.read(str(file))
            outcome = self.edition.outcome(told)
            wanted = self.only() or paths_of(self.edition.definition, outcome.program)
            results = Results([asked(self.edition.definition, outcome.program, path) for path in wanted], 1)
            import numpy as np

            results.put(np.zeros(1, np.int64), [list(outcome.values)])
            passing = {"file": pa.array([str(file)]), "office": pa.array([told.office]), "year": pa.array([told.year])}
            columns = {**passing, **results.columns(self.language)}
            block = Block(pa.RecordBatch.from_arrays(list(columns.values()), list(columns)), (), 1, (results,))
            write(block.results)
            kept = np.ones(1, np.bool_)
            self._count(block, kept)
            if self.arguments.rank:
                self._rank(block.results, kept)
            self.problems += filter(is_error, outcome.problems)
            self.rows += 1
            self.exact += 1
        return None

    def page(self) -> Page:
        """Return the summary."""
        words = _WORDS[self.language]
        about = [words["rows"].format(rows=self.rows, good=self.rows - self.refused, refused=self.refused)]
        if self.arguments.stats:
            about.append(words["exact"].format(exact=self.exact, rows=self.rows))
        sections = [Section("", self._summary(words))]
        if self.arguments.rank:
            sections.append(self._ranking(words))
        if self.rollup is not None:
            sections += self._groups(words)
        return Page(self.edition.definition.title, about, sections)

    def _summary(self, words: Any) -> Grid:
        headings = [
            words["path"],
            "ok",
            words["excluded"],
            words["unavailable"],
            words["invalid"],
            words["least"],
            words["median"],
            words["greatest"],
        ]
        rows = []
        for path, one in self.summaries.items():
            shown = one.shown(self.language)
            rows.append([path, *map(str, one.statuses), shown["least"], shown["median"], shown["greatest"]])
        columns = [Column(heading, "left" if at == 0 else "right") for at, heading in enumerate(headings)]
        return Grid(columns, rows)

    def _ranking(self, words: Any) -> Section:
        from lkjdsl.batch.summary import ranked

        found = ranked(self.ranked)
        rows = [[f"{rank}{'=' if shared else ''}", *names] for rank, shared, _, names in found[:RANKED]]
        width = max(map(len, rows), default=2)
        columns = [
            Column(words["rank"], "right"),
            Column(self.arguments.rank, "right"),
            *(Column("") for _ in range(width - 2)),
        ]
        lines = [words["ties"]] if any(shared for _, shared, _, _ in found) else []
        if len(found) > RANKED:
            lines.append(words["more"].format(more=len(found) - RANKED))
        return Section(words["ranking"].format(path=self.arguments.rank), Grid(columns, rows), lines)

    def _groups(self, words: Any) -> list[Section]:
        from lkjdsl.batch.summary import printed
        from lkjdsl.model.values import State

        assert self.rollup is not None
        assert self.evaluator is not None
        plan = self.evaluator.plan(None)
        rows = []
        for name in sorted(self.rollup.groups):
            group = self.rollup.groups[name]
            values = self.rollup.pooled(name, plan)
            for one in plan.asked:
                if one.printed is None:
                    continue
                value = values[one.step]
                pooled = words[value.kind] if isinstance(value, State) else ""
                if isinstance(value, tuple):
                    pooled = printed(one, (value[0] * 10**one.printed.digits, value[1]), self.language)
                total, number = group.results.get(one.path, (0, 0))
                mean = printed(one, (total, number), self.language) if number else ""
                rows.append([name, str(group.offices), one.path, pooled, mean])
        headings = [self.arguments.by, words["offices"], words["path"], words["pooled"], words["mean"]]
        columns = [Column(heading, "right" if at in (1, 3, 4) else "left") for at, heading in enumerate(headings)]
        return [Section(words["by"].format(column=self.arguments.by), Grid(columns, rows), [words["differ"]])]


def _is_data(file: Path) -> bool:
    """Return whether a TOML file is the data of an office: no edition, and no printed figures."""
    import re

    return not re.search(rb"^(lkjdsl\s*=|\[\[(figure|line)\]\])", file.read_bytes(), re.MULTILINE)


def _units(text: str) -> int:
    """Return a printed number as a whole number of its last decimal: the order of what is printed."""
    digits = "".join(one for one in text if one.isascii() and one.isdigit())
    return -int(digits) if text.startswith("-") else int(digits)


@contextlib.contextmanager
def _bar(total: int | None, language: Language) -> Iterator[Callable[[int], None]]:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        yield lambda _: None
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("baris" if language == "id" else "rows", total=total)
        yield lambda rows: progress.advance(task, rows)


_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "rows": "{rows} rows read, {good} evaluated, {refused} rejected",
        "exact": "{exact} of {rows} rows took the exact path",
        "path": "path", "least": "least", "median": "median", "greatest": "greatest", "rank": "rank",
        "ranking": "Ranking by {path}", "ties": "= the same printed value, so the same rank",
        "more": "{more} more are not shown", "by": "By {column}", "offices": "offices",
        "pooled": "pooled", "mean": "mean of results",
        "differ": "pooled: the inputs are brought together first; mean of results: of the printed results of the "
        "offices. The two differ.",
        "excluded": "not applicable", "unavailable": "not available", "invalid": "cannot be computed",
    },
    "id": {
        "rows": "{rows} baris dibaca, {good} dihitung, {refused} ditolak",
        "exact": "{exact} dari {rows} baris dihitung lewat jalur tepat",
        "path": "jalur", "least": "terendah", "median": "median", "greatest": "tertinggi", "rank": "peringkat",
        "ranking": "Peringkat menurut {path}", "ties": "= nilai tercetak sama, jadi peringkatnya sama",
        "more": "{more} lagi tidak ditampilkan", "by": "Menurut {column}", "offices": "kantor",
        "pooled": "digabung", "mean": "rata-rata hasil",
        "differ": "digabung: masukan digabungkan lebih dahulu; rata-rata hasil: dari hasil tercetak tiap kantor. "
        "Keduanya berbeda.",
        "excluded": "tidak berlaku", "unavailable": "tidak tersedia", "invalid": "tidak dapat dihitung",
    },
}  # fmt: skip
