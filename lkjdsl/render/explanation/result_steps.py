"""A program with its values: the steps that make one result, and their formulas in names and figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Program, Step, needed_steps
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset.domain import Typeset, meaning_at
from lkjdsl.domains.typeset.figures import AsPrinted, Figures
from lkjdsl.domains.typeset.lettering import NameLettering
from lkjdsl.domains.typeset.shown_values import LineDetail, ShownValue
from lkjdsl.domains.typeset.tree import Tree
from lkjdsl.evaluate.events import Event
from lkjdsl.model.values import Value

LOWERED = ("round", "cap", "floor", "applies", "given", "achievement-cap", "achievement-floor")
"""Roles of the steps that come after the formula of a result; each is told in a sentence of its own."""


def _nothing_handed(_: LineDetail) -> Sequence[ShownValue]:
    return ()


@frozen(eq=False)
class ResultSteps:
    """
    What a section is made from.

    ``stops`` gives the path of a step that is explained by itself. In the program of a row ``handed_names`` and
    ``handed_figures`` are those of what comes from outside.
    """

    program: Program
    values: Sequence[Value]
    exact: Exact
    names: NameLettering
    figures: Figures
    stops: Callable[[int], str | None]
    happened: Mapping[int, Event]
    handed_names: Sequence[Tree] = ()
    handed_figures: Callable[[LineDetail], Sequence[ShownValue]] = _nothing_handed

    def step(self, index: int) -> Step:
        """Return the step at *index*."""
        return self.program.steps[index]

    def general(self, index: int) -> Tree:
        """Return the formula at *index* in names."""
        names = self.names
        return names.cell(index) or meaning_at(self.program, index, Typeset(names), names.cell, self.handed_names)

    def filled(self, index: int, detail: LineDetail = 0) -> Tree:
        """Return the formula at *index* in figures."""
        figures = evolve(self.figures, detail=detail)
        handed = [shown.tree for shown in self.handed_figures(detail)]
        return figures.cell(index) or meaning_at(self.program, index, Typeset(figures), figures.cell, handed)

    def as_printed(self, index: int, detail: LineDetail) -> Value:
        """Return what the formula at *index* in figures gives."""
        reader = AsPrinted(evolve(self.figures, detail=detail))
        known = reader.cell(index)
        if known is not None:
            return known
        handed = [shown.value for shown in self.handed_figures(detail)]
        return meaning_at(self.program, index, reader, reader.cell, handed)

    def worked(self, index: int, detail: LineDetail) -> ShownValue:
        """Return the formula at *index* with each operand worked out, and what that gives."""
        step = self.step(index)
        figures = evolve(self.figures, detail=detail)
        operands = [self._operand(argument, figures) for argument in step.arguments]
        return ShownValue(
            Typeset(figures).apply(step, [operand.tree for operand in operands]),
            AsPrinted(figures).apply(step, [operand.value for operand in operands]),
        )

    def _operand(self, index: int, figures: Figures) -> ShownValue:
        step = self.step(index)
        shown = figures.cells(index, figures.detail)
        if shown is not None:
            return shown
        if step.operator.states == "leaf":
            return ShownValue(self.filled(index, figures.detail), self.as_printed(index, figures.detail))
        return figures.of_value(self.values[index], step.unit, "")

    def positions(self, index: int) -> list[int]:
        """Return the steps that make the value at *index*, in order, down to what is explained by itself."""
        return needed_steps(self.program, [index], lambda argument: self.stops(argument) is not None)

    def used(self, positions: Sequence[int]) -> list[str]:
        """Return the paths of the results that the steps at *positions* stop at."""
        paths = (self.stops(argument) for position in positions for argument in self.step(position).arguments)
        return list(dict.fromkeys(path for path in paths if path is not None))

    def peeled(self, index: int) -> tuple[int | None, list[int]]:
        """
        Return the step of the formula or aggregate itself, or None, and the steps after it, in order.

        Where a formula hangs on the sign of a target it is the one for this sign.
        """
        after: list[int] = []
        one: int | None = index
        while one is not None and (step := self.step(one)).origin.role in LOWERED and _lowers(step):
            after.append(one)
            arguments = step.arguments
            one = arguments[1] if step.operator is operators.APPLIES else arguments[0] if arguments else None
        if one is not None and (step := self.step(one)).origin.role == "sign":
            one = step.arguments[1 if self.values[step.arguments[0]] is True else 2]
        return one, after[::-1]

    def events(self, positions: Sequence[int]) -> Iterator[Event]:
        """Yield what happened at the steps at *positions*."""
        for position in positions:
            if position in self.happened:
                yield self.happened[position]


def _lowers(step: Step) -> bool:
    return (
        step.operator in (operators.ROUND, operators.CAP, operators.BOUND_BELOW, operators.APPLIES, operators.GIVEN)
        and step.origin.span is None
    )
