"""What one run of ``lkjdsl eval`` over tables and folders is asked, and what it has come to so far, however it runs."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field

from lkjdsl.column_names import is_cumulative
from lkjdsl.commands.table_reading import columns_of, format_of
from lkjdsl.diagnostic import Diagnostic, Language, nearest, problem
from lkjdsl.edition import Edition
from lkjdsl.model.answerable import answerable
from lkjdsl.syntax.toml_files import LkjdslError

if TYPE_CHECKING:
    from lkjdsl.tables.reading.exclusion import Exclusion, Exclusions
    from lkjdsl.tables.reading.headers import Headers
    from lkjdsl.tables.reading.suspect_rows import SuspectRows
    from lkjdsl.tables.results.tally import Tally
    from lkjdsl.tables.running.asking import Asking
    from lkjdsl.tables.running.exact_rows import RowProgram
    from lkjdsl.tables.running.periods import PeriodRequests

Write = Callable[[Any], None]
"""Takes rows that go to a file: a record batch, or a RowBatch."""
BROKEN_LISTED = 20
"""Lines of a file that are no rows of it and are told one by one."""


@define(eq=False)
class TableRun:
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
    unlisted: int = 0
    without: "Sequence[Exclusion]" = ()
    program: "Callable[[int | None], RowProgram] | None" = None
    """Gives what is asked of rows of a year, by the headers of the last table."""
    requests: "PeriodRequests | None" = None
    """What is asked of rows of periods, where the last table has them."""

    @classmethod
    def of(cls, edition: Edition, arguments: Namespace, language: Language, *, to_file: bool) -> "TableRun":
        """Return the run that the *arguments* ask for; *to_file*: results or rejects go to one."""
        from lkjdsl.tables.reading.exclusion import Exclusion
        from lkjdsl.tables.results.ranking import Ranking, rank_order
        from lkjdsl.tables.results.tally import Tally
        from lkjdsl.tables.running.asking import Asking

        rank, only = arguments.rank, arguments.only
        is_exact = arguments.rank_by == "exact"
        ranking = None if rank is None else Ranking(rank, rank_order(edition.definition, rank), is_exact)
        if only is not None and ranking is not None:
            only = list(dict.fromkeys((*only, *ranking.paths)))
        columns = columns_of(arguments, edition)
        asking = Asking(only, language, format_of(arguments, edition, columns), columns=columns)
        definition = edition.definition
        tally = Tally(ranking, answerable=answerable(definition), computed=answerable(definition, is_computed=True))
        without = [Exclusion(written) for written in dict.fromkeys(arguments.without)]
        return cls(edition, arguments, language, asking, tally, to_file, without=without)

    def diagnostics(self) -> Sequence[Diagnostic]:
        """Return the problems that were met."""
        more = [problem("more-unreadable", number=self.unlisted)] if self.unlisted else []
        return [*self.problems, *more, *self._idle_exclusions()]

    def _idle_exclusions(self) -> Sequence[Diagnostic]:
        """Return what is said of values that are to be left out, and that no row had so far."""
        return [problem("without-no-rows", name=exclusion.written) for exclusion in self.without if not exclusion.met]

    def where(self, name: str) -> str:
        """Return what is said after the number of a row: the table, where there are several with such a row."""
        return "" if len(self.arguments.data) == 1 else f" ({name})"

    def exclusions(self, headers: Sequence[str]) -> "Exclusions":
        """Return which rows of a table with these *headers* are left out; raises LkjdslError for unknown columns."""
        from lkjdsl.tables.reading.exclusion import exclusions_of

        found, problems = exclusions_of(self.without, headers)
        if problems:
            raise LkjdslError(tuple(problems), self.language)
        return found

    def decide(self, suspects: "SuspectRows", remarks: Sequence[Diagnostic]) -> None:
        """Raise LkjdslError where offices are ranked or brought together and some rows may count twice."""
        undecided = suspects.kinds and not self.arguments.with_all
        if undecided and (self.arguments.rank is not None or self.arguments.by is not None):
            problems = (*remarks, *suspects.problems(), *self._idle_exclusions(), problem("rows-undecided"))
            raise LkjdslError(problems, self.language)

    def alike(self, name: str, columns: Sequence[tuple[str, Any]]) -> None:
        """See to it that the results of all tables have the same columns, where they go to one file."""
        if not self.to_file or self.columns is None or list(self.columns) == list(columns):
            self.columns = columns
            return
        differ = sorted({one for one, _ in set(self.columns) ^ set(columns)})
        difference = problem("tables-differ", name=name, columns=", ".join(differ or [one for one, _ in columns]))
        raise LkjdslError((difference,), self.language)

    def has_periods(self, headers: "Headers") -> bool:
        """Return whether several rows make the year of an office."""
        return headers.period is not None and bool(self.edition.definition.periods)

    def group(self, headers: "Headers | None") -> None:
        """Begin to roll up by a column, which must be one that identifies rows."""
        by = self.arguments.by
        if by is None:
            return
        if headers is not None and self.has_periods(headers) and any(map(is_cumulative, headers.others)):
            raise LkjdslError((problem("rollup-of-periods"),), self.language)
        known = [] if headers is None else list(headers.others)
        if by not in known:
            raise LkjdslError((problem("unknown-column", name=by, near=nearest(by, known)),), self.language)
        if self.tally.rollup is None:
            from lkjdsl.tables.results.rollup import Rollup

            self.tally.rollup = Rollup(self.edition.definition, by, self.asking.reading)

    def add_broken(self, lines: Sequence[tuple[int, str]], name: str) -> Sequence[Diagnostic]:
        """Count the *lines* of a file that are no rows of it, and return what is said of each."""
        where = self.where(name)
        self.tally.rows += len(lines)
        self.tally.refused += len(lines)
        self.unlisted += len(lines[BROKEN_LISTED:])
        return [problem("broken-line", row=f"{row}{where}", found=text[:60]) for row, text in lines]
