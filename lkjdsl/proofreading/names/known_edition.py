"""What is known of an edition: its quantities and program, and the outcome of the office's data where it is there."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import define, field

from lkjdsl.auditing.audit import Quantity
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.auditing.parts_of_year import WHOLE, ReportPart
from lkjdsl.auditing.proved_ranges import ProvedRanges
from lkjdsl.auditing.quantities import Quantities
from lkjdsl.core.program import Program
from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.outputs import output_at
from lkjdsl.model.periods import YearSpan, measured_by_itself, without_span
from lkjdsl.model.results import NodeAchievement, NodeValue, Output, ScaleLabel, TargetValue, path_in
from lkjdsl.proofreading.names.known_results import known_amounts


@define(eq=False, slots=False)
class KnownEdition:
    """An edition with the program of its year, and what follows from the data of the office, where they are there."""

    edition: CheckedEdition
    quantities: Quantities
    program: Program
    outcome: Outcome | None
    year: int
    earlier: Sequence[Outcome] = ()
    """Those of other years that there are data of, be it that of the year before or not."""
    proved: ProvedRanges = field(init=False)
    _parts: dict[ReportPart, ReportKnowledge] = field(factory=dict, init=False)
    _proved: dict[Program, ProvedRanges] = field(factory=dict, init=False)

    @proved.default
    def _(self) -> ProvedRanges:
        return ProvedRanges(self.quantities.definition, self.program)

    @classmethod
    def of(cls, edition: CheckedEdition, outcome: Outcome | None, earlier: Sequence[Outcome] = ()) -> "KnownEdition":
        """
        Return what an *edition* says, with the *outcome* of its data, and the *earlier* ones.

        What components contribute is printed, too.
        """
        edition, outcome = edition.with_contributions, None if outcome is None else outcome.with_contributions
        year = edition.definition.year if outcome is None else outcome.data.year
        program = edition.program(year) if outcome is None else outcome.program
        earlier = [one.with_contributions for one in earlier]
        return cls(edition, Quantities(edition.definition, program.outputs), program, outcome, year, earlier)

    @cached_property
    def others(self) -> "Sequence[KnownEdition]":
        """Return the same of each year before that there are data of, the latest first."""
        return [KnownEdition.of(self.edition, one) for one in self._by_year.values() if one is not self.outcome]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of the indicators and components, in small letters."""
        return frozenset(" ".join(node.name.split()).casefold() for node in self.quantities.definition.nodes())

    @cached_property
    def amounts(self) -> Mapping[int | None, Mapping[str, tuple[Fraction, str]]]:
        """Return every amount in rupiah with its name by its path, of each year that there are data of."""
        return {year: known_amounts(outcome) for year, outcome in self._by_year.items()}

    def stated(self, path: str, year: int | None = None) -> Quantity | None:
        """
        Return the quantity at *path*, of another *year* or of the part of one that it names, if it has a number.

        What is no target follows only from the data of that part, and a target that holds always may have been another.
        """
        output = output_at(self.quantities.definition, self.quantities.outputs, path)
        if year is not None and not _is_of_years(output):
            return None
        part = ReportPart(year, None if output is None else output.span)
        if part not in self._parts:
            self._parts[part] = self.of_part(part)
        quantity = self._parts[part].quantities.find(without_span(path)[0])
        return quantity if quantity is not None and isinstance(self._parts[part].certain(quantity), tuple) else None

    def alone(self, path: str) -> str | None:
        """Return the path of what a report prints beside a target of the last period by itself; None of other paths."""
        span = None if self.outcome is None else self.outcome.data.span
        output = None if span is None else self.quantities.outputs.get(path)
        match None if output is None else output.kind:
            case (NodeValue(node) | ScaleLabel(NodeValue(node) | NodeAchievement(node))) as kind:
                return path_in(kind, YearSpan(span.period)) if span is not None and self.is_alone(node.path) else None
            case _:
                return None

    def is_alone(self, path: str) -> bool:
        """Return whether the node at *path* is of an indicator whose target is of the last period by itself."""
        span = None if self.outcome is None else self.outcome.data.span
        indicator = self.quantities.definition.indicators.get(path.partition(".")[0])
        return indicator is not None and measured_by_itself(indicator, span)

    def operand(self, path: str, owner: str) -> Sequence[str]:
        """Return what an operand of the formula of *owner* may be: an input of the last period, or of the year."""
        span = None if self.outcome is None else self.outcome.data.span
        if span is None or path not in self.quantities.definition.inputs or not self.is_alone(owner):
            return (path,)
        return (path, f"{path}{YearSpan(span.period).suffix}")

    def knowledge(self) -> ReportKnowledge:
        """Return a fresh account of what is known, to which no printed figure has been added."""
        return ReportKnowledge(self.quantities, self.program, Mentions(self.quantities), self.outcome, self.proved)

    def of_part(self, part: ReportPart) -> ReportKnowledge:
        """Return what is known of another year, or a part of the year: by the edition alone where it has no data."""
        if part == WHOLE:
            return self.knowledge()
        whole = self.outcome if part.year is None else self._by_year.get(part.year)
        outcome = whole if whole is None or part.span is None else whole.spans.get(part.span)
        program = self.edition.program(part.year or self.year, part.span) if outcome is None else outcome.program
        quantities = Quantities(self.edition.definition, program.outputs)
        proved = self._proved.setdefault(program, ProvedRanges(self.edition.definition, program))
        return ReportKnowledge(quantities, program, Mentions(quantities), outcome, proved)

    @cached_property
    def _by_year(self) -> Mapping[int, Outcome]:
        """Return the outcomes of the years that there are data of, the latest first."""
        found: dict[int, Outcome] = {}
        for one in (self.outcome, *reversed(self.earlier)):
            whole = one
            while whole is not None:
                found.setdefault(whole.data.year, whole)
                whole = whole.previous
        return found

    @property
    def language(self) -> Language:
        """Return the language of the edition."""
        return self.quantities.definition.language


def _is_of_years(output: Output | None) -> bool:
    """Return whether *output* is a target that is stated for years, each by itself."""
    if output is None or not isinstance(output.kind, TargetValue):
        return False
    aim = output.kind.of
    target = aim.node.target if isinstance(aim, NodeAchievement) else aim.node.compare.get(aim.name)
    return target is not None and target.always is None
