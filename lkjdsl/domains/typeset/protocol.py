"""What the typeset domain asks of a lettering: how the leaves of a formula look, and what depends on data."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from lkjdsl.core.program import Rowwise, Step
from lkjdsl.diagnostic import Language
from lkjdsl.domains.typeset.tree import PlainWord, Tree

Cells = Callable[[int], Tree | None]
"""What stands for the step at an index where it is explained by itself, else None."""


def no_cells(_: int) -> None:
    """Return None: in the program of a row nothing is explained by itself."""


ABSENT = PlainWord("")
"""The tree of a constant that is a state: the branch of a condition that gives no number."""


class Lettering(Protocol):
    """How the leaves of a formula are lettered, and what it shows of what depends on data."""

    @property
    def words(self) -> Mapping[str, str]:
        """Words for functions, conjunctions and states, by the operator's name."""
        ...

    @property
    def language(self) -> Language:
        """Language of numerals."""
        ...

    def leaf(self, step: Step, handed: Sequence[Tree]) -> Tree:
        """Return the tree of a constant, an input, a column; *handed* are what a row's program is handed."""
        ...

    def chosen(self, step: Step, arguments: Sequence[Tree]) -> Tree | None:
        """Return the one branch of an ``if`` that is shown, or None where all are."""
        ...

    def counted(self, step: Step) -> Sequence[bool]:
        """Return for each argument of an aggregate whether it counts."""
        ...

    def rows(self, step: Step, setting: Rowwise, arguments: Sequence[Tree]) -> list[Tree] | Tree | None:
        """
        Return a tree for each row that counts in an aggregate over rows, or one tree that stands for every row.

        None where there are rows, and all of them are excluded.
        """
        ...
