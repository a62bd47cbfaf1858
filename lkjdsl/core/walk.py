"""The one walk over a program, for any domain."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from lkjdsl.core.program import Program, Step

V = TypeVar("V")


class Domain(Protocol[V]):
    """
    What the steps of a program mean.

    ``apply`` gets a step and what its arguments mean, and says what the step means. A domain that cannot
    say something about an operator says so in its own values; it never invents another meaning.
    """

    def apply(self, step: Step, arguments: Sequence[V]) -> V:
        """Return the meaning of *step*."""
        ...


def walk(program: Program, domain: Domain[V]) -> list[V]:
    """Return what each step of *program* means in *domain*, in the order of the steps."""
    meanings: list[V] = []
    apply = domain.apply
    for step in program.steps:
        meanings.append(apply(step, [meanings[index] for index in step.arguments]))
    return meanings
