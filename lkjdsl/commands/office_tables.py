"""``lkjdsl eval`` on tables of offices, or folders of data files: results to a file, a summary on the terminal."""

import contextlib
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjdsl.commands import table_reading
from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused, status_of
from lkjdsl.commands.arguments import HelpText, idle, is_read, numbers
from lkjdsl.commands.office_files import is_result, is_table
from lkjdsl.commands.table_reading import wrong_reading
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.edition import Edition
from lkjdsl.model.results import ScaleLabel
from lkjdsl.syntax.toml_files import LkjdslError

if TYPE_CHECKING:
    from lkjdsl.commands.office_rows_run import RowRun
    from lkjdsl.commands.office_tables_run import BlockRun
    from lkjdsl.commands.table_run import TableRun, Write
    from lkjdsl.tables.results.ranking import Ranking


OF_MANY = ("key", "only", "rank", "rank_by", "top", "by", "without", "with_all", "rejects", "stats")
"""Options that are about several offices."""
READING = ("locale", "percent", "displayed", "sheet", "header_row", "encoding", "columns")
"""Options that say how a table is read."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments that are about tables."""
    group = parser.add_argument_group(words("tables.files"))
    sentence = words("tables.key")
    group.add_argument("--key", metavar="COLUMN", nargs="+", default=(), help=sentence)
    group.add_argument("--only", metavar="PATH", nargs="+", help=words("tables.only"))
    sentence = words("tables.rank")
    group.add_argument("--rank", metavar="PATH", help=sentence)
    sentence = words("tables.rank-by")
    group.add_argument("--rank-by", dest="rank_by", choices=("printed", "exact"), help=sentence)
    group.add_argument("--top", metavar="NUMBER", type=numbers(int, 1), help=words("tables.top"))
    group.add_argument("--by", metavar="COLUMN", help=words("tables.by"))
    group.add_argument("--without", metavar="COLUMN=VALUE", nargs="+", default=(), help=words("tables.without"))
    group.add_argument("--with-all", dest="with_all", action="store_true", help=words("tables.with-all"))
    sentence = words("tables.rejects")
    group.add_argument("--rejects", metavar="FILE", help=sentence)
    group.add_argument(
        "--output-locale", dest="output_locale", choices=("id", "en"), help=words("tables.output-locale")
    )
    sentence = words("tables.stats")
    group.add_argument("--stats", action="store_true", help=sentence)
    table_reading.configure(parser, words)


def run(arguments: Namespace, edition: Edition, problems: tuple[Diagnostic, ...], language: Language) -> Answer:
    """Return the summary; the results go to the file of ``--output``."""
    output, arguments.output = arguments.output, None
    edition = edition.answering([*(arguments.only or ()), *filter(None, [arguments.rank])])
    wrong = (
        *_wrong_use(arguments, output),
        *_idle(arguments, output),
        *_wrong_paths(arguments, edition),
        *wrong_reading(arguments),
    )
    if wrong:
        return Answer("", wrong, WRONG_USE, language)
    from lkjdsl.commands.office_tables_page import group_rows, page
    from lkjdsl.commands.table_run import TableRun
    from lkjdsl.tables.reading.table_problems import BrokenTable
    from lkjdsl.tables.results.writing import Unwritable

    try:
        run = TableRun.of(edition, arguments, language, to_file=bool(output or arguments.rejects))
        road = _road(run)
        with contextlib.ExitStack() as stack:
            write, refuse = (_writer(stack, name, arguments, road) for name in (output, arguments.rejects))
            if run.tally.ranking is not None and output is not None and arguments.by is None:
                ranked = stack.enter_context(writing_ranks(run.tally.ranking, road, write))
                write = ranked.append
            by_office: Write = write if run.arguments.by is None else lambda _: None
            for name in arguments.data:
                if is_table(name):
                    road.table(name, by_office, refuse)
                else:
                    road.files(name, by_office, refuse)
            if run.tally.rollup is not None:
                write(group_rows(run, run.tally.rollup))
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    except BrokenTable as broken:
        return refused((broken.problem,), language)
    except Unwritable as unwritable:
        return Answer("", (unwritable.problem,), WRONG_USE, language)
    reported = (*problems, *run.diagnostics())
    status = max(status_of(reported), FINDINGS if run.tally.refused or run.tally.without else OK)
    return Answer(_text(page(run), arguments, language), reported, status, language)


def _wrong_use(arguments: Namespace, output: str | None) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files that are named."""
    for name in filter(None, (output, arguments.rejects)):
        if not is_result(name):
            yield problem("table-suffix", name=name)
        elif Path(name).exists() and is_read(name, arguments):
            yield problem("output-over-input", name=name)
        elif Path(name).exists() and not arguments.force:
            yield problem("file-exists", name=name)
    if output and arguments.rejects and os.path.realpath(output) == os.path.realpath(arguments.rejects):
        yield problem("outputs-alike", name=output)
    for written in arguments.without:
        if "=" not in written:
            yield problem("bad-format", name="--without", found=written, wanted="COLUMN=VALUE")
    previous = arguments.previous
    if arguments.key and previous is None:
        yield problem("missing-argument", name="--previous")
    for name in arguments.data:
        if previous is not None and (is_table(name), Path(name).is_dir()) != (
            is_table(previous),
            Path(previous).is_dir(),
        ):
            yield problem("previous-other-kind", name=previous, data=name)


def _idle(arguments: Namespace, output: str | None) -> Iterator[Diagnostic]:
    """Yield a problem for each option that does nothing for the tables or folders at hand."""
    if arguments.rank is None:
        yield from idle(arguments, ("top", "rank_by"))
    if arguments.format != "csv" and not any(map(is_csv_name, filter(None, (output, arguments.rejects)))):
        yield from idle(arguments, ("output_locale",))
    if not any(map(is_table, arguments.data)):
        yield from idle(arguments, READING)


def is_csv_name(name: str) -> bool:
    """Return whether a file is a CSV by its name."""
    return Path(name).suffix.casefold() == ".csv"


def idle_for_one(arguments: Namespace, form: str) -> Iterator[Diagnostic]:
    """Yield a problem for each option that does nothing for the data of one office, in a *form*."""
    yield from idle(arguments, OF_MANY)
    if form != "csv":
        yield from idle(arguments, ("output_locale",))
    if not any(map(is_table, arguments.data)):
        yield from idle(arguments, READING)


def _wrong_paths(arguments: Namespace, edition: Edition) -> Iterator[Diagnostic]:
    """Yield what is wrong with the results that are asked for."""
    from lkjdsl.tables.results.requested import unknown

    rank = arguments.rank
    program = edition.program(earlier=arguments.previous is not None)
    yield from unknown(program, list(dict.fromkeys((*(arguments.only or ()), *filter(None, [rank])))))
    output = program.outputs.get(rank)
    if output is not None and isinstance(output.kind, ScaleLabel):
        yield problem("rank-of-label", name=rank, number=output.kind.of.path)


def _road(run: "TableRun") -> "RowRun | BlockRun":
    """Return how rows are evaluated: those of tables in blocks where Arrow and numpy are there, else one by one."""
    if not any(map(is_table, run.arguments.data)) or None in map(find_spec, ("numpy", "pyarrow")):
        from lkjdsl.commands.office_rows_run import RowRun

        return RowRun(run)
    from lkjdsl.commands.office_tables_run import BlockRun

    return BlockRun(run)


@contextlib.contextmanager
def writing_ranks(ranking: "Ranking", road: "RowRun | BlockRun", write: "Write") -> "Iterator[list[Any]]":
    """Give a list for batches of results, which are written with the rank of each row once all of them are there."""
    batches: list[Any] = []
    yield batches
    ranks = ranking.ranks()
    first = 0
    for batch in batches:
        write(road.with_numbers(batch, f"{ranking.path}.rank", ranks[first : first + batch.num_rows]))
        first += batch.num_rows


def _writer(stack: contextlib.ExitStack, name: str | None, arguments: Namespace, road: "RowRun | BlockRun") -> "Write":
    if name is None:
        return lambda _: None
    from lkjdsl.tables.results.writing import writing

    return stack.enter_context(writing(name, road.opened_file, force=arguments.force)).write


def _text(page: Any, arguments: Namespace, language: Language) -> str:
    form = arguments.format
    if form == "json":
        from lkjdsl.render.json import page_text

        return page_text(page)
    from lkjdsl.render.forms import written

    return written(page, form, language, arguments.width, arguments.output_locale)
