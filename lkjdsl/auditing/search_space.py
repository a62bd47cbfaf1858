"""For each quantity the program, the values and the step that its causes are searched in."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import define, field

from lkjdsl.auditing.audit import Quantity
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.printed_inputs import facts_as_printed
from lkjdsl.auditing.recomputation import Recomputation, Replacement
from lkjdsl.auditing.step_changes import ChangeableResult, PrintedFigures, PrintedOperand, StepChange
from lkjdsl.core import operators
from lkjdsl.core.program import Slot
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.lower.report_tables import TableProgram, lower_table
from lkjdsl.model.results import ComparedAchievement, NodeAchievement, OfTable, TableTotal
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import compare
from lkjdsl.units import PERCENT, Unit


@define(eq=False, slots=False)
class SearchSpace:
    """Recomputations of the results of one audit; without data, from the printed figures as they stand."""

    knowledge: ReportKnowledge
    _sheets: dict[str, TableProgram] = field(factory=dict, init=False)
    _by_path: dict[str, ChangeableResult | None] = field(factory=dict, init=False)

    @cached_property
    def facts(self) -> Facts:
        """Return the data; what it lacks, as it is printed."""
        return facts_as_printed(self.knowledge)

    @cached_property
    def values(self) -> Sequence[Value]:
        """Return the values of all steps."""
        return walk(self.knowledge.program, Exact(self.facts))

    @cached_property
    def ends(self) -> dict[int, str]:
        """Return the path of each result by its step; a node before what only shows it."""
        ends: dict[int, str] = {}
        for path, index in self.knowledge.program.results.items():
            ends.setdefault(index, path)
        return ends

    def of(self, quantity: Quantity) -> ChangeableResult | None:
        """Return what a result can be worked out again from, or None where it has no number to start from."""
        path = quantity.path
        if path not in self._by_path:
            self._by_path[path] = self._changeable_of(path) if quantity.kind == "result" else None
        return self._by_path[path]

    def _changeable_of(self, path: str) -> ChangeableResult | None:
        program = self.knowledge.program
        kind = self.knowledge.quantities.kind(path)
        if isinstance(kind, OfTable):
            return self._of_cell(kind)
        base = Recomputation(program, self.values, Exact(self.facts).apply, program.results[path])
        return self._changeable(base, self.ends)

    def _of_cell(self, kind: OfTable) -> ChangeableResult | None:
        name = kind.table.name
        if name not in self._sheets:
            definition = self.knowledge.definition
            self._sheets[name] = lower_table(definition, kind.table, self.knowledge.program.results)
        sheet = self._sheets[name]
        exact = Exact(self.facts, (), self.values)
        values = walk(sheet.program, exact)
        if kind.path in sheet.program.results:
            base = Recomputation(sheet.program, values, exact.apply, sheet.program.results[kind.path])
            return self._changeable(base, {index: key for key, index in sheet.program.results.items()})
        if isinstance(kind, TableTotal) or kind.column.name not in sheet.rowed:
            return None
        rowed = sheet.rowed[kind.column.name]
        columns = self.facts.rows[rowed.rowwise.rows]
        if kind.row > columns.length:
            return None
        inner = Exact(
            self.facts, [column[kind.row - 1] for column in columns.values], [values[one] for one in rowed.handed]
        )
        body = rowed.rowwise.body
        return self._changeable(Recomputation(body, walk(body, inner), inner.apply, len(body.steps) - 1), {})

    def _changeable(self, base: Recomputation, ends: dict[int, str]) -> ChangeableResult | None:
        quantities = self.knowledge.quantities
        changeable = ChangeableResult(
            base, self.knowledge.definition, quantities.nodes, quantities.outputs, ends, self.facts
        )
        return None if changeable.number(base.target) is None else changeable

    def printed_operands(self, changeable: ChangeableResult) -> list[list[PrintedOperand]]:
        """Return, for each nearest operand that is printed somewhere, the numbers printed for it but its own."""
        base, mentions = changeable.base, self.knowledge.mentions
        operands: dict[int, list[PrintedOperand]] = {}
        waiting, met = list(base.program.steps[base.target].arguments), set()
        while waiting:
            index = waiting.pop()
            if index in met:
                continue
            met.add(index)
            step = base.program.steps[index]
            path = changeable.ends.get(index)
            if path is None and isinstance(step.setting, Slot) and step.operator in (operators.INPUT, operators.OUTER):
                path = step.setting.path
            printed = [] if path is None else mentions.values(path)
            if not printed or path is None:
                waiting += step.arguments
                continue
            exact = changeable.number(index)
            unit = self._unit(path)
            others = [
                (index, path, value, unit, exact is not None and mentions.rounds(path, value, exact))
                for value in printed
                if exact is None or compare(value, exact) != 0
            ]
            if others:
                operands[index] = others
        return [operands[index] for index in sorted(operands)]

    def _unit(self, path: str) -> Unit:
        quantity = self.knowledge.quantities.find(path)
        return "number" if quantity is None or quantity.unit == "index" else quantity.unit

    def achievement_as_numerator(self, changeable: ChangeableResult, path: str) -> Iterator[StepChange]:
        """Yield a comparison whose numerator is the achievement, computed or as printed, in the place of the result."""
        kind = self.knowledge.quantities.kind(path)
        step = changeable.base.program.steps[changeable.base.target]
        if not isinstance(kind, ComparedAchievement) or step.operator is not operators.DIVIDE:
            return
        indicator = kind.node
        achievement = NodeAchievement(indicator).path
        index = self.knowledge.program.results[achievement]
        computed = self.values[index]
        choices = [*([computed] if isinstance(computed, tuple) else []), *self.knowledge.mentions.values(achievement)]
        for value in choices:
            number = value if indicator.unit == PERCENT else (value[0] * 100, value[1])
            figure = PrintedFigures([(index, achievement, value, PERCENT, False)])
            changed = {step.arguments[0]: Replacement(value=number)}
            yield StepChange(
                "achievement-as-numerator", {"figures": figure, "what": indicator.path}, changed, changeable.base.target
            )
