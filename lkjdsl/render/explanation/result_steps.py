"""A program with its values on the bench: the steps that make one result, and their formulas in names and figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import field, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Program, Step, needed_steps
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset.domain import Typeset, tree_at
from lkjdsl.domains.typeset.lettering import Figures, NameLettering
from lkjdsl.domains.typeset.tree import Tree
from lkjdsl.evaluate.events import Event
from lkjdsl.model.values import Value

LOWERED = ("round", "cap", "floor", "applies", "given", "achievement-cap", "achievement-floor")
"""Roles of the steps that come after the formula of a result; each is told in a sentence of its own."""


@frozen(eq=False)
class ResultSteps:
    """
    What a section is made from.

    ``stops`` gives the path of a step that is explained by itself. ``handed`` are, in the program of a row, the names
    and the figures of what comes from outside.
    """

    program: Program
    values: Sequence[Value]
    exact: Exact
    names: NameLettering
    figures: Figures
    stops: Callable[[int], str | None]
    happened: Mapping[int, Event]
    handed: tuple[Sequence[Tree], Sequence[Tree]] = field(default=((), ()))

    def step(self, index: int) -> Step:
        """Return the step at *index*."""
        return self.program.steps[index]

    def general(self, index: int) -> Tree:
        """Return the formula at *index* in names."""
        return self.names.cell(index) or tree_at(self.program, index, Typeset(self.names), self.handed[0])

    def filled(self, index: int) -> Tree:
        """Return the formula at *index* in figures."""
        return self.figures.cell(index) or tree_at(self.program, index, Typeset(self.figures), self.handed[1])

    def worked(self, index: int, shown: Callable[[int], Tree]) -> Tree:
        """Return the formula at *index* with each operand worked out."""
        step = self.step(index)
        return Typeset(self.figures).apply(step, [shown(one) for one in step.arguments])

    def own(self, index: int) -> list[int]:
        """Return the steps that make the value at *index*, in order, down to what is explained by itself."""
        return needed_steps(self.program, [index], lambda argument: self.stops(argument) is not None)

    def used(self, own: Sequence[int]) -> list[str]:
        """Return the paths of the results that the steps *own* stop at."""
        paths = (self.stops(argument) for one in own for argument in self.step(one).arguments)
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

    def events(self, own: Sequence[int]) -> Iterator[Event]:
        """Yield what happened at the steps *own*."""
        for one in own:
            if one in self.happened:
                yield self.happened[one]


def _lowers(step: Step) -> bool:
    return (
        step.operator in (operators.ROUND, operators.CAP, operators.BOUND_BELOW, operators.APPLIES, operators.GIVEN)
        and step.origin.span is None
    )
