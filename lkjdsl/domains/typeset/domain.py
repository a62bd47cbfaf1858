"""
The typeset domain: a step → the formula it was written as, a tree of :mod:`lkjdsl.domains.typeset.tree`.

The same operators are set in the same way for every purpose; what differs is the leaves, and that is the
:class:`Lettering`: names for the general formula, figures for the formula with the numbers put in. What stands for
itself (an input, a component, another result) is a cell of the lettering, and setting stops there: each result is
explained by itself.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import frozen

from lkjdsl.core.operators import OUTER
from lkjdsl.core.program import Program, Step
from lkjdsl.core.walk import Domain
from lkjdsl.domains.typeset.protocol import Lettering
from lkjdsl.domains.typeset.rules import RULES
from lkjdsl.domains.typeset.tree import Tree

V = TypeVar("V")


@frozen(eq=False)
class Typeset:
    """What each operator looks like, in some lettering."""

    lettering: Lettering

    def apply(self, step: Step, arguments: Sequence[Tree]) -> Tree:
        """Return the tree of *step*."""
        return RULES[step.operator](step, self.lettering, arguments)


def meaning_at(
    program: Program, index: int, domain: Domain[V], cell: Callable[[int], V | None], handed: Sequence[V] = ()
) -> V:
    """
    Return what the step at *index* means in *domain*, down to the cells: its formula, or the value of that formula.

    *handed* is what a row's program is handed from outside.
    """
    step = program.steps[index]
    if step.operator is OUTER:
        return domain.apply(step, handed)
    arguments = []
    for argument in step.arguments:
        known = cell(argument)
        arguments.append(meaning_at(program, argument, domain, cell, handed) if known is None else known)
    return domain.apply(step, arguments)
