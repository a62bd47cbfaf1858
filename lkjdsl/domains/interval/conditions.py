"""
Under which conditions the value of a step is used at all.

In ``if(b > 0, a / b, 0)`` the quotient matters only where b is above 0, so nothing need be said of b = 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from lkjdsl.core.program import Held, Program, Step

Assumption = tuple[Step, bool]
"""A comparison, and whether it holds."""
Assumptions = frozenset[tuple[int, bool]]

NONE: Assumptions = frozenset()


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
    found: dict[int, Assumptions] = dict.fromkeys((*program.results.values(), len(program.steps) - 1), NONE)
    branches = {}
    for index in range(len(program.steps) - 1, -1, -1):
        here = found.setdefault(index, NONE)
        arguments = list(_of_arguments(program, index))
        for argument, assumed in arguments:
            there = here | assumed
            found[argument] = found[argument] & there if argument in found else there
        if program.steps[index].operator.name in ("choose", "applies"):
            branches[program.steps[index]] = [_decided(program, assumed) for _, assumed in arguments[1:]]
    steps = {
        program.steps[index]: _decided(program, assumptions) for index, assumptions in found.items() if assumptions
    }
    return Contexts(steps, branches)


def _decided(program: Program, assumptions: Assumptions) -> list[Assumption]:
    return [one for assumption in sorted(assumptions) for one in comparisons_of(program, *assumption)]


def _of_arguments(program: Program, index: int) -> Iterable[tuple[int, Assumptions]]:
    """Yield the arguments of a step, and what is assumed where it uses them."""
    step = program.steps[index]
    match step.operator.name, step.arguments:
        case "choose", (condition, then, otherwise):
            yield condition, NONE
            yield then, frozenset(((condition, True),))
            yield otherwise, frozenset(((condition, False),))
        case "applies", (condition, value):
            yield condition, NONE
            yield value, frozenset(((condition, True),))
        case _, arguments:
            for argument in arguments:
                yield argument, NONE


def comparisons_of(program: Program, index: int, holds: bool) -> Iterable[Assumption]:  # noqa: FBT001 - the assumption
    """Yield the comparisons that are decided where the condition at *index* holds, or does not."""
    waiting = [(index, holds)]
    while waiting:
        index, holds = waiting.pop()
        step = program.steps[index]
        match step.operator.name, step.arguments:
            case "not", (operand,):
                waiting.append((operand, not holds))
            case ("and", operands) if holds:
                waiting.extend((operand, True) for operand in operands)
            case ("or", operands) if not holds:
                waiting.extend((operand, False) for operand in operands)
            case ("choose", (condition, then, otherwise)) if holds and program.steps[otherwise].setting == Held(False):  # noqa: FBT003 - the value itself
                waiting.extend(((condition, True), (then, True)))
            case (("less" | "at-most" | "greater" | "at-least" | "equal" | "different"), _):
                yield step, holds
            case _:
                pass
