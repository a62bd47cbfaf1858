"""What is known of the quantities of a report: exact values from data, and what printed figures leave possible."""

from collections.abc import Sequence
from functools import cached_property

from attrs import define, evolve, field

from lkjdsl.auditing.audit import Quantity
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.possible_values import PossibleValue, PossibleValues
from lkjdsl.auditing.proved_ranges import ProvedRanges
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.core import operators
from lkjdsl.core.program import Program, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition
from lkjdsl.model.values import State, Value


@define(eq=False, slots=False)
class ReportKnowledge:
    """
    Everything that a verdict may draw on.

    ``outcome`` is None where there is no data: then the printed figures of the inputs are the data.
    """

    quantities: Quantities
    program: Program
    mentions: Mentions
    outcome: Outcome | None = None
    proved: ProvedRanges = field()
    before: "ReportKnowledge | None" = None
    """What is known of the year before by what is printed of it, where there are no data."""

    _rows: dict[tuple[str, bool], PossibleValues] = field(factory=dict, init=False)

    @proved.default
    def _(self) -> ProvedRanges:
        return ProvedRanges(self.definition, self.program)

    @property
    def definition(self) -> Definition:
        """Return what the edition says."""
        return self.quantities.definition

    @cached_property
    def possible(self) -> PossibleValues:
        """Return what everything may be, from data and printed figures together."""
        facts = None if self.outcome is None else self.outcome.data.facts
        before = None if self.before is None else self.before.possible
        return PossibleValues(self.definition, self.program, self.mentions, facts, before)

    def exact(self, quantity: Quantity) -> Value | None:
        """Return the value that edition and data give, or None where there is no data for it."""
        if quantity.fixed is not None:
            return quantity.fixed
        if self.outcome is None:
            return None
        path = quantity.path
        if quantity.kind == "result":
            try:
                return self.outcome.result(path).value
            except KeyError:  # a row that the data does not have
                return None
        facts, cell = self.outcome.data.facts, quantity.cell
        if cell is None:
            return facts.inputs[list(self.definition.inputs).index(path)]
        columns = facts.rows[cell.rows]
        if cell.row > columns.length:
            return None
        return columns.values[list(self.definition.rows[cell.rows].columns).index(cell.column)][cell.row - 1]

    def certain(self, quantity: Quantity) -> Value | None:
        """Return the exact value, without data the only one that the edition leaves possible."""
        step = self.program.results.get(quantity.path) if quantity.kind == "result" else None
        return self.exact(quantity) if self.outcome is not None or step is None else self.at(step)

    def seen(self, quantity: Quantity) -> PossibleValue | None:
        """Return what a result may be, or None for what is told and not worked out."""
        return None if quantity.kind != "result" else self.possible.seen(quantity.path)

    def by_row(self, place: str, *, as_written: bool = False) -> PossibleValues:
        """
        Return what everything may be by the figures alone that are printed at *place*, as in a row of a table.

        ``as_written`` takes them as they stand, as if nothing had been rounded.
        """
        key = place, as_written
        if key not in self._rows:
            mentions = Mentions(self.quantities)
            for path, several in self.mentions.numbers.items():
                for mention in several:
                    if mention.figure.place == place and mention.quantity.path == path:
                        mentions.add(
                            evolve(mention.figure, exact=as_written or mention.figure.exact),
                            mention.quantity,
                            mention.reading,
                        )
            self._rows[key] = PossibleValues(self.definition, self.program, mentions)
        return self._rows[key]

    def at(self, step: int) -> Value | None:
        """Return the value of a step; without data the only one that the printed figures leave, or None."""
        if self.outcome is not None:
            return self.outcome.values[step]
        seen = self.possible.steps[step]
        numbers = seen.range.numbers
        return None if numbers is None or seen.unknown or seen.range.states else numbers.point

    @cached_property
    def unconditional(self) -> Sequence[Value]:
        """Return the values of the steps as if every node applied: what a report prints of those that do not."""
        assert self.outcome is not None
        return walk(self.program, _Unconditional(Exact(self.outcome.data.facts)))

    def if_it_applied(self, path: str) -> Value | None:
        """Return the value that the node at *path* would have if it applied, where it does not."""
        if self.outcome is None or path not in self.program.results:
            return None
        index = self.program.results[path]
        value = self.outcome.values[index]
        if isinstance(value, State) and any(reason.code == "not-applicable" for reason in value.reasons):
            return self.unconditional[index]
        return None


@define(eq=False)
class _Unconditional:
    exact: Exact

    def apply(self, step: Step, arguments: Sequence[Value]) -> Value:
        return arguments[1] if step.operator is operators.APPLIES else self.exact.apply(step, arguments)
