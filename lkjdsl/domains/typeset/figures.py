"""The figures of a formula: its form with the numbers put in, and what these numbers give just as they are printed."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from lkjdsl.core.operators import CHOOSE, COLUMN, CONSTANT, EARLIER, GIVEN, OUTER, PREVIOUS
from lkjdsl.core.program import Given, Operator, Rowwise, Slot, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import Language
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset.domain import Typeset, meaning_at
from lkjdsl.domains.typeset.protocol import no_cells
from lkjdsl.domains.typeset.shown_values import (
    AS_ENTERED,
    ON_THE_WAY,
    LineDetail,
    Precision,
    ShownValue,
    is_excluded,
    shown_constant,
    shown_number,
    word,
)
from lkjdsl.domains.typeset.tree import PathTree, PlainWord, Tree
from lkjdsl.model.values import State, Value
from lkjdsl.units import PERCENT, WRITTEN_PERCENT, Unit

ShownCells = Callable[[int, LineDetail], ShownValue | None]
"""The value of the step at an index where that is explained by itself, with a detail."""


def no_shown_cells(_index: int, _detail: LineDetail) -> None:
    """Return None: nothing is explained by itself."""


@frozen(eq=False)
class Figures:
    """
    The values behind the names.

    ``values`` are those of the steps of the program at hand; ``exact`` knows what its leaves say.
    """

    exact: Exact
    values: Sequence[Value]
    language: Language
    words: Mapping[str, str]
    cells: ShownCells = no_shown_cells
    detail: LineDetail = 0
    row: str = ""
    """The path of the row at hand, ``program.3``."""

    def cell(self, index: int) -> Tree | None:
        """Return what stands for the step at *index* where it is explained by itself."""
        shown = self.cells(index, self.detail)
        return None if shown is None else shown.tree

    def leaf(self, step: Step, handed: Sequence[Tree]) -> Tree:
        """Return the value as the data says it, a constant as it was written."""
        return handed[step.setting.index] if is_of(step, OUTER) and handed else self.shown(step).tree

    def shown(self, step: Step) -> ShownValue:
        """Return the value of a step without arguments."""
        if is_of(step, CONSTANT):
            return shown_constant(step, self.language, self.words, self.detail)
        setting = step.setting
        assert isinstance(setting, Slot | Given)
        return self.of_value(self.exact.apply(step, ()), step.unit, self._path(step.operator, setting.path), AS_ENTERED)

    def _path(self, operator: Operator, path: str) -> str:
        """Return where the value of a leaf stands: in the row at hand, or in the year before."""
        if operator is COLUMN:
            return f"{self.row}.{path.partition('.')[2]}"
        return f"previous({path})" if operator is PREVIOUS or (operator is EARLIER and "@" not in path) else path

    def of_value(self, value: Value, unit: Unit, path: str, precision: Precision = ON_THE_WAY) -> ShownValue:
        """Return a *value* at a *path*, a number with a *precision*."""
        if not isinstance(value, tuple):
            return ShownValue(PathTree(word(value, self.words), path, filled=True), value)
        shown_unit = PERCENT if unit == WRITTEN_PERCENT else unit
        text, number = shown_number(value, shown_unit, self.language, self.detail, precision)
        return ShownValue(PathTree(text, path, filled=True), number)

    def chosen(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        """Return the branch that the condition chose."""
        condition = self.values[step.arguments[0]]
        return (
            PlainWord(self.words[condition.kind]) if isinstance(condition, State) else arguments[1 if condition else 2]
        )

    def counted(self, step: Step) -> Sequence[bool]:
        """Return which arguments are not excluded."""
        return [not is_excluded(self.values[index]) for index in step.arguments]

    def rows(self, step: Step, setting: Rowwise, arguments: Sequence[Tree]) -> list[Tree] | None:
        """Return the formula of each row that counts, with the row's numbers; None where all rows are excluded."""
        inner = [self.of_row(step, setting, place) for place in range(self.exact.facts.rows[setting.rows].length)]
        counting = [row for row in inner if not is_excluded(row.values[-1])]
        trees = [meaning_at(setting.body, -1, Typeset(row), no_cells, arguments) for row in counting]
        return None if inner and not trees else trees

    def of_row(self, step: Step, setting: Rowwise, place: int) -> "Figures":
        """Return the figures of the program of the row at *place*, counted from 0."""
        columns = self.exact.facts.rows[setting.rows].values
        outer = [self.values[index] for index in step.arguments]
        row = Exact(self.exact.facts, [column[place] for column in columns], outer)
        path = f"{setting.rows}.{place + 1}"
        return Figures(row, walk(setting.body, row), self.language, self.words, detail=self.detail, row=path)


@frozen(eq=False)
class AsPrinted:
    """
    The exact domain over the numbers that :class:`Figures` shows: what a reader computes who has the page alone.

    It takes the branches that are shown, and of aggregates the values that count.
    """

    figures: Figures

    def cell(self, index: int) -> Value | None:
        """Return what stands for the step at *index* where it is explained by itself."""
        shown = self.figures.cells(index, self.figures.detail)
        return None if shown is None else shown.value

    def apply(self, step: Step, arguments: Sequence[Value]) -> Value:
        """Return the value of *step*."""
        if is_of(step, CHOOSE):
            condition = self.figures.values[step.arguments[0]]
            return condition if isinstance(condition, State) else arguments[1 if condition else 2]
        if is_of(step, OUTER) and arguments:
            return arguments[step.setting.index]
        if step.operator.states == "leaf":
            return arguments[0] if is_of(step, GIVEN) and arguments else self.figures.shown(step).value
        return self.figures.exact.apply(step, arguments)
