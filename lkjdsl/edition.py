"""The public face: an edition that is loaded once and evaluated any number of times."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, evolve, field, frozen

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import Diagnostic, Language, is_error
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.evaluate.data import Data, read
from lkjdsl.evaluate.input_plan import Plan
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.files import read_source
from lkjdsl.lower.lowering import lower_edition
from lkjdsl.lower.report_tables import Sheet
from lkjdsl.model.definition import Definition, Input, Node
from lkjdsl.model.values import Value
from lkjdsl.source import Source

if TYPE_CHECKING:
    from lkjdsl.domains.exact.compiled import Kernel
    from lkjdsl.syntax.extending import Written

PathLike = str | os.PathLike[str]
WORTH_COMPILING = 4
"""Evaluations after which a program is compiled: one costs less than compiling, a hundred cost more."""

Told = PathLike | Mapping[str, Any]
"""Data as it comes: the path of a data file, or a mapping such as ``{'paspor.permohonan': 7630}``."""


class LkjdslError(Exception):
    """An edition, or a file of data, that cannot be used; ``diagnostics`` are all the reasons."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], language: Language = "en") -> None:
        """Take the diagnostics and the language that ``str`` tells them in."""
        super().__init__(diagnostics, language)
        self.diagnostics = diagnostics
        self.language = language

    def __str__(self) -> str:
        """Return every diagnostic, with its place."""
        from lkjdsl.render.diagnostics import concise

        return "\n".join(concise(one, self.language) for one in self.diagnostics)


@define(eq=False)
class _Made:
    """What is made of an edition when first needed; never pickled."""

    plan: Plan | None = None
    programs: dict[tuple[int, bool], Program] = field(factory=dict)
    kernels: "dict[Program, Kernel]" = field(factory=dict)
    lowered: dict[tuple[object, ...], Sheet] = field(factory=dict)
    evaluations: int = 0


@frozen(eq=False)
class Edition:
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

    def program(self, year: int | None = None, *, earlier: bool = False) -> Program:
        """
        Return the core program for the targets of *year* (the edition's own where none is given).

        ``earlier``: with the comparisons with the previous year's results.
        """
        year = self.definition.year if year is None else year
        found = self._made.programs.get((year, earlier))
        if found is None:
            found = lower_edition(self.definition, year, earlier=earlier)
            self._made.programs[year, earlier] = found
        return found

    def evaluate(self, data: Told, previous: Told | None = None) -> Outcome:
        """
        Return the results for *data*, and for the *previous* year's data where formulas name it.

        Raises LkjdslError where a data file cannot be read at all; what is wrong inside it is in the outcome's
        ``problems``. A float that is not whole is refused there: pass a Decimal or a text.
        """
        told = self.read(data)
        before = None if previous is None else self.evaluate(previous)
        return self.outcome(told, before)

    def outcome(self, data: Data, before: Outcome | None = None) -> Outcome:
        """Return the results for data that has been read; *before* is the outcome of the year before."""
        program = self.program(data.year, earlier=before is not None)
        facts = data.facts
        if before is not None:
            earlier: dict[str, Value] = {
                node.path: before.values[before.program.results[node.path]] for node in self.indicators.values()
            }
            facts = Facts(facts.inputs, facts.rows, facts.given, before.data.facts.inputs, earlier)
            data = evolve(data, facts=facts)
        values = self._values(program, data)
        lowered = self._made.lowered
        return Outcome(self.definition, program, data, values, self.definition.language, before, lowered)

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

    def evaluate_table(  # noqa: PLR0913 - each says one thing about how the table is read
        self,
        table: Any,
        *,
        only: Sequence[str] | None = None,
        previous: Any = None,
        key: Sequence[str] = (),
        printed: Language | None = None,
        locale: Language | Mapping[str, Language] | None = None,
        percent: Literal["ratio", "points"] | None = None,
        problems: list[Diagnostic] | None = None,
    ) -> Any:
        """
        Return an Arrow table of the results for a *table* of offices: a row each, in its order.

        A table is anything that speaks the Arrow C stream, or a mapping of arrays; columns headed as inputs
        (``paspor.terbit``; lists for those of rows) are read, others pass through. A float64 is the shortest decimal
        that it stands for, if that has at most 15 digits; one that needs more was computed, not typed, and cannot be
        read. Texts are numbers as spelled in *locale*, or as a mapping says of each column (``""`` of all others);
        numbers of percentages are read as *percent* says.

        For each path of *only* (all where None) there is the float64 nearest to the value, ``PATH.status``,
        ``PATH.reason``, and ``PATH.printed`` in the language *printed*. States and printed digits are those of the
        exact evaluation, always. A row with a cell that cannot be read is invalid.

        *previous* is the table of the previous year, joined by the columns *key*, and by the year before where both
        have a ``year``: one table of several years is its own *previous*. *problems* takes what is told of rows: the
        first hundred cells that cannot be read, and rows that break a constraint or an input's ``min`` or ``max``,
        which is looked into only where it is given.

        Raises LkjdslError for headers, paths and keys that are unknown. Needs the extra ``batch``.
        """
        from lkjdsl.tables.reading.cells import reading
        from lkjdsl.tables.running.table import Asking, evaluate_table

        asking = Asking(only, printed, reading(locale, percent))
        return evaluate_table(self, table, asking, previous, key, problems)

    def read(self, data: Told, source: Source | None = None) -> Data:
        """Return data that has been read against this edition, with its problems; *source* is that of a mapping."""
        if self._made.plan is None:
            self._made.plan = Plan.of(self.definition)
        if isinstance(data, Mapping):
            return read(self._made.plan, data, source)
        source, tables = read_tables(os.fspath(data), self.definition.language)
        return read(self._made.plan, tables, source)


def load(path: PathLike | None = None, *, text: str | None = None) -> Edition:
    """
    Return the edition of a formula file, or of a *text*.

    Raises LkjdslError carrying every diagnostic where there is an error; warnings and notes are in the
    edition's ``problems``.
    """
    edition, problems = try_load(path, text=text)
    if edition is None:
        raise LkjdslError(problems)
    return edition


def try_load(path: PathLike | None = None, *, text: str | None = None) -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """Return the edition, or None where there is an error, and all its problems."""
    from lkjdsl.syntax.extending import Written, read_written

    found = read_written(path, text=text)
    if isinstance(found, Written):
        return of_tables(found)
    return None, found


def of_tables(written: "Written") -> tuple[Edition | None, tuple[Diagnostic, ...]]:
    """Return the edition that tables make, or None where there is an error, and all its problems."""
    from lkjdsl.check.definition import check
    from lkjdsl.syntax.document import read_document

    document, problems = read_document(written.source, written.tables)
    definition, found = check(document)
    everything = (*problems, *found)
    if any(map(is_error, everything)):
        return None, everything
    return Edition(definition, everything, written.source), everything


def read_tables(name: str, language: Language = "en") -> tuple[Source, Mapping[str, Any]]:
    """Return a TOML file with its tables; raises LkjdslError where it cannot be read."""
    from lkjdsl.syntax import toml

    source = read_source(name)
    tables = source if isinstance(source, Diagnostic) else toml.read_tables(source)
    if isinstance(source, Diagnostic) or isinstance(tables, Diagnostic):
        raise LkjdslError((tables,), language)  # type: ignore[arg-type] # where the source is a problem, so are the tables
    return source, tables
