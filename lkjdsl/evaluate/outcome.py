"""The results of an edition for the data of one office; texts, reasons and table cells are made when asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.evaluate.evaluated_program import EvaluatedProgram
from lkjdsl.lower.report_tables import TableProgram
from lkjdsl.model.definition import Node
from lkjdsl.model.outputs import cell_output, cells_of, output_at
from lkjdsl.model.periods import NOT_MEASURED, OF_OTHER_PARTS, YearSpan, is_not_due, measured_by_itself, without_span
from lkjdsl.model.results import (
    PREVIOUS,
    ComparedAchievement,
    NodeContribution,
    NodeValue,
    OfTable,
    OfTarget,
    Output,
    ResultKind,
    TableCellResult,
    TableTotal,
    TargetValue,
    path_in,
)
from lkjdsl.model.values import State, Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Approximate, Number, Rounding, round_at
from lkjdsl.syntax.toml_files import unknown_path, wrong_argument
from lkjdsl.units import PERCENT, Unit

if TYPE_CHECKING:
    from fractions import Fraction


@frozen
class Result:
    """One result: a number, a label, or a state with its reason; and how it is printed."""

    path: str
    value: Value = field(repr=False)
    unit: Unit
    digits: int = field(repr=False)
    rounding: Rounding = field(repr=False)
    language: Language = field(repr=False)
    name: str = field(repr=False)
    outcome: "Outcome" = field(repr=False, eq=False)

    @property
    def kind(self) -> ResultKind:
        """Return what it is the result of."""
        return self.outcome.output(self.path).kind

    @property
    def status(self) -> str:
        """Return ``ok``, ``excluded``, ``unavailable`` or ``invalid``."""
        return self.value.kind if isinstance(self.value, State) else "ok"

    @property
    def exact(self) -> "Fraction | None":
        """Return the exact number (the ratio, for percent), or None where there is none."""
        from fractions import Fraction

        return Fraction(*self.value) if isinstance(self.value, tuple) else None

    @property
    def approximate(self) -> bool:
        """Return whether the number stands for an irrational one, with 50 digits."""
        return isinstance(self.value, Approximate)

    @property
    def as_printed(self) -> Number | None:
        """Return the number that the printed digits stand for (the ratio, for percent), or None where there is none."""
        if not isinstance(self.value, tuple):
            return None
        return round_at(self.value, self.digits + (2 if self.unit == PERCENT else 0), self.rounding)

    @property
    def printed(self) -> str | None:
        """Return the number as a report prints it in the outcome's language, or None where there is none."""
        if isinstance(self.value, tuple):
            return numerals.printed(self.value, self.unit, self.digits, self.rounding, self.language)
        return self.value if isinstance(self.value, str) else None

    @property
    def is_not_measured(self) -> bool:
        """Return whether there is no value and nobody expects one, in this period: it is not due, or has no target."""
        if not isinstance(self.value, State) or self.outcome.data.span is None:
            return False
        codes = [reason.code for reason in self.value.reasons]
        if all(code in NOT_MEASURED for code in codes) or any(code in OF_OTHER_PARTS for code in codes):
            return True
        kind = self.kind
        return isinstance(kind, NodeValue) and self.outcome.is_not_due(kind.node)

    @property
    def reason(self) -> str | None:
        """Return why there is no number, in the outcome's language, or None where there is one."""
        if not isinstance(self.value, State):
            return None
        from lkjdsl.evaluate.reasons import reason_text

        return reason_text(
            self.outcome.program, self.outcome.values, without_span(self.path)[0], self.value, self.language
        )

    @property
    def cause(self) -> str | None:
        """Return the ``reason`` without the paths from where it arose to here, as a report says it."""
        if not isinstance(self.value, State):
            return None
        from lkjdsl.evaluate.reasons import cause_text

        return cause_text(self.outcome.program, self.value, self.language)


@define(eq=False, slots=False)
class Outcome(EvaluatedProgram):
    """
    What an edition gives for the data of one office.

    ``outcome['IKK1.achievement']`` is a :class:`Result`; unknown paths raise KeyError.
    """

    language: Language = "id"
    previous: "Outcome | None" = None
    spans: "Mapping[YearSpan, Outcome]" = field(factory=dict, repr=False)
    """The outcomes of the parts of a year that has periods; this one is then that of the year to date."""
    year_problems: tuple[Diagnostic, ...] = field(default=(), repr=False)
    """What is wrong with any part of such a year."""

    def __getitem__(self, path: str) -> Result:
        """Return the result at *path*."""
        return self.result(path)

    def __contains__(self, path: object) -> bool:
        """Return whether there is a result at *path*."""
        if not isinstance(path, str):
            return False
        output = output_at(self.definition, self.program.outputs, path)
        try:
            if output is None or output.span is None:
                return output is not None and self._value(output) is not None
            return output.kind.path in self._part(output)
        except KeyError:
            return False

    def __iter__(self) -> Iterator[str]:
        """Yield the path of every result, in the order of the edition."""
        return iter(self.paths)

    @cached_property
    def paths(self) -> list[str]:
        """Return the path of every result but targets: nodes, achievements, comparisons, scales, averages, cells."""
        return [*self.single_paths, *(cell.path for cell in self.cells())]

    @cached_property
    def single_paths(self) -> list[str]:
        """Return the paths of the results that are no cells of report tables."""
        return [output.path for output in self.program.outputs.values() if self._is_listed(output.kind)]

    def cells(self) -> Iterator[OfTable]:
        """Yield the cells of the report tables."""
        for table in self.definition.tables.values():
            yield from cells_of(table, self.length(table))

    def _is_listed(self, kind: ResultKind) -> bool:
        if isinstance(kind, ComparedAchievement) and kind.name == PREVIOUS:
            return self.previous is not None
        return not isinstance(kind, TargetValue)

    def output(self, path: str) -> Output:
        """Return what the result at *path* is, and how it is printed; raises KeyError where there is none."""
        if not isinstance(path, str):
            raise wrong_argument(path, "result", self.language)
        output = output_at(self.definition, self.program.outputs, path)
        if output is None:
            raise unknown_path(path, self.program.outputs, self.language)
        return output

    def result(self, path: str, language: Language | None = None) -> Result:
        """Return the result at *path*, printed in *language* (the outcome's own where none is given)."""
        output = self.output(path)
        if output.span is not None:
            return evolve(self._part(output).result(output.kind.path, language), path=path)
        if isinstance(output.kind, NodeContribution) and path not in self.program.results:
            return self.with_contributions.result(path, language)
        return self._result(output, language)

    def cell(self, kind: OfTable, language: Language | None = None) -> Result:
        """Return a cell of a report table; raises KeyError where the data have no such row."""
        return self._result(cell_output(kind, self.definition), language)

    def _result(self, output: Output, language: Language | None) -> Result:
        value = self._value(output)
        if isinstance(value, bool):
            value = "true" if value else "false"
        return Result(
            output.path,
            value,
            output.unit,
            output.digits,
            output.rounding,
            language or self.language,
            output.name,
            self,
        )

    def at(self, path: str) -> "tuple[Outcome, str]":
        """
        Return the outcome that the result at *path* is of, and its path there; raises KeyError where there is none.

        They are others than this one and *path* where the year has periods and the path names a part of it, or where
        an achievement to date is that of the last period by itself.
        """
        output = self.output(path)
        outcome = self if output.span is None else self._part(output)
        span = outcome.data.span
        if (
            self.spans
            and span is not None
            and isinstance(output.kind, OfTarget)
            and measured_by_itself(output.kind.node, span)
        ):
            outcome = self.spans[YearSpan(span.period)]
        outcome.result(output.kind.path)
        if isinstance(output.kind, NodeContribution):
            outcome = outcome.with_contributions
        return outcome, output.kind.path

    def asked(self, path: str) -> str:
        """Return the path by which the result at *path*, in a part of a year, is asked for of the whole of it."""
        span = self.data.span
        return path if span is None or self.spans else path_in(self.output(path).kind, span)

    def is_not_due(self, node: Node) -> bool:
        """Return whether the indicator of *node* has targets by period, and none in this part of the year."""
        indicator = self.definition.indicators[node.path.partition(".")[0]]
        return is_not_due(indicator.target, self.data.year, self.data.span)

    def _part(self, output: Output) -> "Outcome":
        if output.span is None or output.span not in self.spans:
            raise unknown_path(output.path, self.program.outputs, self.language)
        return self.spans[output.span]

    def _value(self, output: Output) -> Value:
        match output.kind:
            case TableCellResult(table, column, row):
                column_values = self.sheets[table.name][2][column.name]
                if row > len(column_values):
                    raise unknown_path(output.path, self.program.outputs, self.language)
                return column_values[row - 1]
            case TableTotal(table):
                sheet, values, _ = self.sheets[table.name]
                return values[sheet.program.results[output.path]]
            case NodeContribution() if output.path not in self.program.results:
                pointed = self.with_contributions
                return pointed.values[pointed.program.results[output.path]]
            case _:
                return self.values[self.program.results[output.path]]

    @cached_property
    def with_contributions(self) -> "Outcome":
        """Return the outcome, and that of the year before, with what each component of a mean contributes."""
        from lkjdsl.lower.lowering import lower_edition

        definition, key = evolve(self.definition, has_contributions=True), (self.program, "contributions")
        made = self.lowered.get(key)
        if made is None:
            data, earlier = self.data, self.previous is not None
            made = TableProgram(lower_edition(definition, data.year, data.span, earlier=earlier), {})
            self.lowered[key] = made
        values = walk(made.program, Exact(self.data.facts))
        spans = {span: outcome.with_contributions for span, outcome in self.spans.items()}
        previous = None if self.previous is None else self.previous.with_contributions
        return evolve(self, definition=definition, program=made.program, values=values, spans=spans, previous=previous)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the data, and what the results have to say about it."""
        from lkjdsl.evaluate.data_findings import findings, findings_of_previous

        if self.spans:
            return self.year_problems
        of_previous = () if self.previous is None else findings_of_previous(self.data, self.previous.data)
        problems = (*self.data.problems, *of_previous, *findings(self))
        if self.data.workbook is None:
            return problems
        from lkjdsl.evaluate.workbook_results import differences

        return (*problems, *differences(self, self.data.workbook))
