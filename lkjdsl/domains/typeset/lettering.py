"""The two letterings of a formula: names for the general formula, figures for the one with the numbers put in."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from lkjdsl.core.operators import COLUMN, CONSTANT, EARLIER, INPUT, OUTER, PREVIOUS
from lkjdsl.core.program import Given, Held, Operator, Rowwise, Slot, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.diagnostic import Language
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset.domain import Typeset, tree_at
from lkjdsl.domains.typeset.protocol import ABSENT, Cells
from lkjdsl.domains.typeset.tree import PathTree, PlainWord, PrintedNumber, Tree
from lkjdsl.model.definition import Definition
from lkjdsl.model.values import State, Value
from lkjdsl.numbers import numerals
from lkjdsl.units import PERCENT, PLAIN, WRITTEN_PERCENT, Unit

DECIMALS = 4
"""A number on the way, which has no digits of its own, is shown with at most so many decimals."""

_NOT_FILLED_IN = ("missing-input", "missing-previous", "not-given")


def no_cells(_: int) -> None:
    """Return None: in the program of a row nothing is explained by itself."""


@frozen(eq=False)
class NameLettering:
    """The names of inputs and results, and the numbers of the edition as their author wrote them."""

    definition: Definition
    language: Language
    words: Mapping[str, str]
    cell: Cells = no_cells

    def leaf(self, step: Step, handed: Sequence[Tree]) -> Tree:
        """Return the label of an input or column, a constant as it was written."""
        if is_of(step, OUTER) and handed:
            return handed[step.setting.index]
        if is_of(step, CONSTANT):
            return constant(step, self.language, self.words, names=True)
        setting = step.setting
        assert isinstance(setting, Slot | Given)
        return PathTree(self._name(step.operator, setting.path), setting.path)

    def _name(self, operator: Operator, path: str) -> str:
        """Return what a value of the data is called: by the label of its input or column, or by its path."""
        if operator is COLUMN:
            rows, column = path.split(".")
            return self.definition.rows[rows].columns[column].label or column
        name = label_of(self.definition, path) if operator in (INPUT, PREVIOUS) else path
        return self._before(name) if operator is PREVIOUS or (operator is EARLIER and "@" not in path) else name

    def _before(self, name: str) -> str:
        return f"{name} ({self.words['previous-year']})"

    def chosen(self, step: Step, arguments: Sequence[Tree]) -> None:
        """Return None: all branches are shown."""

    def counted(self, step: Step) -> Sequence[bool]:
        """Return that every argument counts."""
        return [True] * len(step.arguments)

    def rows(self, step: Step, setting: Rowwise, arguments: Sequence[Tree]) -> Tree:  # noqa: ARG002 - the parameters of a lettering
        """Return the formula that holds for each row."""
        return tree_at(setting.body, -1, Typeset(evolve(self, cell=no_cells)), arguments)


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
    cell: Cells = no_cells

    def leaf(self, step: Step, handed: Sequence[Tree]) -> Tree:
        """Return the value as the data says it, a constant as it was written."""
        if is_of(step, CONSTANT):
            return constant(step, self.language, self.words, names=False)
        if is_of(step, OUTER) and handed:
            return handed[step.setting.index]
        setting = step.setting
        assert isinstance(setting, Slot | Given)
        value = self.exact.apply(step, ())
        return PathTree(figure(value, step.unit, self.language, self.words), setting.path, filled=True)

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
        trees = [tree_at(setting.body, -1, Typeset(row), arguments) for row in counting]
        return None if inner and not trees else trees

    def of_row(self, step: Step, setting: Rowwise, place: int) -> "Figures":
        """Return the figures of the program of the row at *place*, counted from 0."""
        columns = self.exact.facts.rows[setting.rows].values
        outer = [self.values[index] for index in step.arguments]
        row = Exact(self.exact.facts, [column[place] for column in columns], outer)
        return Figures(row, walk(setting.body, row), self.language, self.words)


def is_excluded(value: Value) -> bool:
    """Return whether *value* is one that aggregates drop."""
    return isinstance(value, State) and value.kind == "excluded"


def label_of(definition: Definition, path: str) -> str:
    """Return the label of an input, its path where it has none."""
    return definition.inputs[path].label or path


def constant(step: Step[Held], language: Language, words: Mapping[str, str], *, names: bool) -> Tree:
    """Return a constant: the name it was written as, or its number with the decimals it was written with."""
    value = step.setting.value
    if isinstance(value, State):
        return ABSENT
    if not isinstance(value, tuple):
        return PlainWord(figure(value, step.unit, language, words))
    origin = step.origin
    written = "" if origin.formula is None or origin.span is None else origin.formula.text[slice(*origin.span)]
    if names and written[:1].isalpha():
        return PathTree(written, f"constant.{written}")
    if not written[:1].isdigit():
        return PrintedNumber(figure(value, step.unit, language, words))
    unit = PERCENT if written.endswith("%") else PLAIN
    decimals = len(written.rstrip("% ").replace("_", "").partition(".")[2])
    return PrintedNumber(numerals.printed(value, unit, decimals, "half-up", language))


def figure(value: Value, unit: Unit, language: Language, words: Mapping[str, str], digits: int = DECIMALS) -> str:
    """Return a value as a formula shows it: with its decimals where they end within *digits*, else with so many."""
    if isinstance(value, State):
        return words["missing" if value.reasons[0].code in _NOT_FILLED_IN else value.kind]
    if not isinstance(value, tuple):
        return f"“{value}”" if isinstance(value, str) else words["true" if value else "false"]
    shown = PERCENT if unit == WRITTEN_PERCENT else unit
    if value[0] * 10**digits * (100 if shown == PERCENT else 1) % value[1]:
        return numerals.printed(value, shown, digits, "half-up", language)
    return numerals.shortest(value, shown, language)
