"""
Under which conditions the value of a step is used at all.

In ``if(b > 0, a / b, 0)`` the quotient matters only where b is above 0, so nothing need be said of b = 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from lkjdsl.core.operators import AND, APPLIES, CHOOSE, COMPARISONS, NOT, OR
from lkjdsl.core.program import Held, Program, Step

Assumption = tuple[Step, bool]
"""A comparison, and whether it holds."""
Decisions = frozenset[tuple[int, bool]]

NONE: Decisions = frozenset()


@frozen(eq=False)
class Contexts:
    """
    The comparisons that are decided wherever a step of a program is used; steps without any are left out.

    ``branches`` gives for each choice those that are decided where a branch of it is taken, for each branch.
    """

    steps: Mapping[Step, Sequence[Assumption]]
    branches: Mapping[Step, Sequence[Sequence[Assumption]]]


@lru_cache(maxsize=128)
def contexts_of(program: Program) -> Contexts:
    """Return what is decided where the steps of *program* are used."""
    found: dict[int, Decisions] = dict.fromkeys((*program.results.values(), len(program.steps) - 1), NONE)
    branches = {}
    for index in range(len(program.steps) - 1, -1, -1):
        here = found.setdefault(index, NONE)
        arguments = list(_of_arguments(program, index))
        for argument, assumed in arguments:
            there = here | assumed
            found[argument] = found[argument] & there if argument in found else there
        if program.steps[index].operator in (CHOOSE, APPLIES):
            branches[program.steps[index]] = [_decided(program, assumed) for _, assumed in arguments[1:]]
    steps = {
        program.steps[index]: _decided(program, assumptions) for index, assumptions in found.items() if assumptions
    }
    return Contexts(steps, branches)


def _decided(program: Program, assumptions: Decisions) -> list[Assumption]:
    return [comparison for assumption in sorted(assumptions) for comparison in comparisons_of(program, *assumption)]


def _of_arguments(program: Program, index: int) -> Iterable[tuple[int, Decisions]]:
    """Yield the arguments of a step, and what is assumed where it uses them: of most operators nothing is."""
    step = program.steps[index]
    for place, argument in enumerate(step.arguments):
        if place and step.operator in (CHOOSE, APPLIES):
            yield argument, frozenset(((step.arguments[0], place == 1),))
        else:
            yield argument, NONE


def comparisons_of(program: Program, index: int, holds: bool) -> Iterable[Assumption]:  # noqa: FBT001 - the assumption
    """Yield the comparisons that are decided where the condition at *index* holds, or does not."""
    waiting = [(index, holds)]
    while waiting:
        index, holds = waiting.pop()
        step = program.steps[index]
        if step.operator in COMPARISONS:
            yield step, holds
        elif step.operator is NOT:
            waiting.append((step.arguments[0], not holds))
        elif step.operator is (AND if holds else OR):
            waiting.extend((operand, holds) for operand in step.arguments)
        elif step.operator is CHOOSE and holds:
            condition, then, otherwise = step.arguments
            if program.steps[otherwise].setting == Held(False):  # noqa: FBT003 - the value itself
                waiting.extend(((condition, True), (then, True)))
