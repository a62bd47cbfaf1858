"""The names of a formula: its general form."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from lkjdsl.core.operators import COLUMN, CONSTANT, EARLIER, INPUT, OUTER, PREVIOUS
from lkjdsl.core.program import Given, Held, Operator, Rowwise, Slot, Step, is_of
from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset.domain import Typeset, meaning_at
from lkjdsl.domains.typeset.protocol import Cells, no_cells
from lkjdsl.domains.typeset.shown_values import shown_constant, written_as
from lkjdsl.domains.typeset.tree import PathTree, Tree
from lkjdsl.model.definition import Definition


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
            return self._constant(step)
        setting = step.setting
        assert isinstance(setting, Slot | Given)
        return PathTree(self._name(step.operator, setting.path), setting.path)

    def _constant(self, step: Step[Held]) -> Tree:
        """Return the name that a constant was written as, else its number."""
        written = written_as(step)
        if written[:1].isalpha() and isinstance(step.setting.value, tuple):
            return PathTree(written, f"constant.{written}")
        return shown_constant(step, self.language, self.words).tree

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
        return meaning_at(setting.body, -1, Typeset(evolve(self, cell=no_cells)), no_cells, arguments)


def label_of(definition: Definition, path: str) -> str:
    """Return the label of an input, its path where it has none."""
    return definition.inputs[path].label or path
