"""An edition that has been checked: its definition, and the programs that give the results for data."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from attrs import define, evolve, field, frozen

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.evaluate.data import NO_FILES, Data, read
from lkjdsl.evaluate.data_rows import FileRows
from lkjdsl.evaluate.input_plan import InputPlan
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.lower.lowering import lower_edition
from lkjdsl.lower.report_tables import TableProgram
from lkjdsl.model.definition import Definition, Input, Node, Rows
from lkjdsl.model.periods import YearSpan, without_span
from lkjdsl.model.results import contributions_in
from lkjdsl.model.values import Value
from lkjdsl.source import Place, Source
from lkjdsl.syntax.edition_tables import is_edition
from lkjdsl.syntax.toml_files import LkjdslError, PathLike, path_of_file, read_toml_file

if TYPE_CHECKING:
    from lkjdsl.domains.exact.compiled import CompiledProgram

WORTH_COMPILING = 4
"""Evaluations after which a program is compiled: one costs less than compiling, a hundred cost more."""

MOST_YEARS = 100
"""Programs that are kept ready, each for the targets of a year: of more, the oldest goes."""

DataSource = PathLike | Mapping[str, Any]
"""Data as it comes: the path of a data file, or a mapping such as ``{'paspor.permohonan': 7630}``."""


def is_workbook(data: DataSource) -> bool:
    """Return whether *data* is in a workbook that an office fills in."""
    return isinstance(data, str | os.PathLike) and str(data).casefold().endswith(".xlsx")


@define(eq=False, repr=False)
class _Made:
    """What is made of an edition when first needed; never pickled."""

    plan: InputPlan | None = None
    programs: dict[tuple[int, YearSpan | None, bool], Program] = field(factory=dict)
    kernels: "dict[Program, CompiledProgram]" = field(factory=dict)
    lowered: dict[tuple[object, ...], TableProgram] = field(factory=dict)
    evaluations: int = 0
    with_contributions: Any = None


@frozen(eq=False)
class CheckedEdition:
    """
    A checked edition. Immutable: it can be pickled, shared between threads, and evaluated any number of times.

    ``problems`` are the warnings and notes of the check.
    """

    definition: Definition
    problems: tuple[Diagnostic, ...] = ()
    source: Source | None = field(default=None, repr=False)
    _made: _Made = field(factory=_Made, repr=False, init=False)

    def __getstate__(self) -> tuple[Any, ...]:
        """Return what is pickled."""
        return self.definition, self.problems, self.source

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Take what was pickled."""
        self.__init__(*state)  # type: ignore[misc] # the frozen class has no other way to set its fields

    @property
    def indicators(self) -> Mapping[str, Node]:
        """Return the indicators by name."""
        return self.definition.indicators

    @property
    def components(self) -> Mapping[str, Node]:
        """Return the components of all indicators by path."""
        return {node.path: node for node in self.definition.nodes() if "." in node.path}

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Return the inputs by path."""
        return self.definition.inputs

    def program(self, year: int | None = None, span: YearSpan | None = None, *, earlier: bool = False) -> Program:
        """
        Return the core program for the targets of *year* (the edition's own where none is given).

        ``span`` is the part of the year whose targets hold, in an edition with periods.
        ``earlier``: with the comparisons with the previous year's results.
        """
        year = self.definition.year if year is None else year
        program = self._made.programs.get((year, span, earlier))
        if program is None:
            program = lower_edition(self.definition, year, span, earlier=earlier)
            made = self._made
            while len(made.programs) >= MOST_YEARS:
                made.kernels.pop(made.programs.pop(next(iter(made.programs))), None)
            made.programs[year, span, earlier] = program
        return program

    @property
    def with_contributions(self) -> Self:
        """Return the edition that has what each component of a weighted mean contributes among its results."""
        if self.definition.has_contributions:
            return self
        if self._made.with_contributions is None:
            self._made.with_contributions = evolve(self, definition=evolve(self.definition, has_contributions=True))
        found: Self = self._made.with_contributions
        return found

    def answering(self, paths: Iterable[str]) -> Self:
        """Return the edition whose programs have the results at *paths*: contributions are there where one is asked."""
        contributions = {one.path for one in contributions_in(self.definition.nodes()).values()}
        return self.with_contributions if any(without_span(path)[0] in contributions for path in paths) else self

    def evaluate(
        self, data: DataSource | Sequence[DataSource], previous: DataSource | Sequence[DataSource] | None = None
    ) -> Outcome:
        """
        Return the results for *data*, and for the *previous* year's data where formulas name it.

        Where the edition has periods, both may be those of several periods, in any order.

        Raises LkjdslError where a data file cannot be read at all; what is wrong inside it is in the outcome's
        ``problems``. A float that is not whole is refused there: pass a Decimal or a text. None and pandas' NA are
        missing values; a NaN is refused.
        """
        several = self.read_all(data)
        before = None if previous is None else self.evaluate(previous)
        return self.year(several, before)

    def year(self, several: Sequence[Data], before: Outcome | None = None) -> Outcome:
        """
        Return the results for a year: the data of its periods in any order, or one of the whole of it.

        *before* is the outcome of the year before. Raises LkjdslError where the data are not the periods of one year.
        """
        if len(several) == 1 and several[0].period is None and not (before and before.spans):
            return self.outcome(several[0], before)
        from lkjdsl.evaluate.year import year_outcome

        return year_outcome(self.definition, several, self.outcome, before)

    def outcome(self, data: Data, before: Outcome | None = None) -> Outcome:
        """Return the results for data that has been read; *before* is the outcome of the year before."""
        program = self.program(data.year, data.span, earlier=before is not None)
        facts = data.facts
        if before is not None:
            earlier: dict[str, Value] = {
                node.path: before.values[before.program.results[node.path]] for node in self.indicators.values()
            }
            earlier |= facts.earlier
            facts = Facts(facts.inputs, facts.rows, facts.given, before.data.facts.inputs, earlier)
            data = evolve(data, facts=facts)
        values = self._values(program, data)
        lowered = self._made.lowered
        return Outcome(self.definition, program, data, values, lowered, self.definition.language, before)

    def _values(self, program: Program, data: Data) -> Sequence[Value]:
        """Walk the program; or, once an edition has been evaluated a few times, run what was compiled of it."""
        made = self._made
        kernel = made.kernels.get(program)
        if kernel is None:
            made.evaluations += 1
            if made.evaluations < WORTH_COMPILING:
                return walk(program, Exact(data.facts))
            from lkjdsl.domains.exact.compiled import compiled

            kernel = made.kernels[program] = compiled(program)
        return kernel(data.facts)

    def read_all(self, data: DataSource | Sequence[DataSource]) -> list[Data]:
        """
        Return what has been read of the data of a whole year, or of those of several periods.

        A workbook may hold several periods by itself.
        """
        if isinstance(data, dict):  # most often: a mapping is found out about most quickly
            return [self.read(data)]
        sources: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [
            read
            for source in sources
            for read in (self.read_workbook(source) if is_workbook(source) else [self.read(source)])
        ]

    def read(self, data: DataSource, source: Source | None = None) -> Data:
        """Return data that has been read against this edition, with its problems; *source* is that of a mapping."""
        if self._made.plan is None:
            self._made.plan = InputPlan.of(self.definition)
        if isinstance(data, Mapping):
            return read(self._made.plan, data, source, self._files(data, source))
        language = self.definition.language
        name = path_of_file("data", data, language)
        if is_workbook(name):
            datas = self.read_workbook(name)
            if len(datas) > 1:
                raise LkjdslError((problem("workbook-several-periods", name=name),), language)
            return datas[0]
        source, tables = read_toml_file(name, language)
        if is_edition(tables):
            raise LkjdslError((problem("edition-for-data", Place(source, (), "key", (0, 0))),), language)
        return read(self._made.plan, tables, source, self._files(tables, source))

    def _files(self, tables: Mapping[str, Any], source: Source | None) -> Mapping[str, FileRows]:
        """Return the rows that data say are in files: ``responden = { file = 'responden.csv' }``."""
        if not self.definition.rows:
            return NO_FILES
        files: dict[str, FileRows] = {}
        for name, rows in self.definition.rows.items():
            stated = tables.get(name)
            if stated.__class__ is not list and isinstance(stated, Mapping) and "file" in stated:
                files[name] = self.rows_in_file(rows, stated, source)
        return files

    def rows_in_file(self, rows: Rows, stated: Mapping[str, Any], source: Source | None) -> FileRows:  # noqa: ARG002 - for an edition that does
        """Return the rows that the data *stated* to be in a file; an edition that reads tables knows how."""
        raise LkjdslError((problem("rows-expected", name=rows.name),), self.definition.language)

    def read_workbook(self, data: PathLike) -> list[Data]:
        """Return what the workbook that an office filled in says: of the whole year, or of each period."""
        from lkjdsl.evaluate.office_workbook import opened
        from lkjdsl.evaluate.workbook_content import contents_of

        if self._made.plan is None:
            self._made.plan = InputPlan.of(self.definition)
        plan, found = self._made.plan, []
        book = opened(path_of_file("data", data, self.definition.language), self.definition.language)
        for content in contents_of(book, self.definition, self.source):
            read_data = read(plan, content.tables, content.source)
            flaws, facts = (*content.problems, *read_data.flaws), read_data.facts
            if content.previous:
                before = read(plan, content.previous, content.source)
                facts = Facts(facts.inputs, facts.rows, facts.given, before.facts.inputs)
                flaws = (*flaws, *before.flaws)
            found.append(evolve(read_data, facts=facts, flaws=flaws, workbook=book))
        return found
