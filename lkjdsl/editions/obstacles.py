"""What stands in the way of a value that no change of some inputs reaches: a constraint, a cap, a weight."""

from itertools import product

from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Held, Pool, Program, Step
from lkjdsl.editions.smallest_change import Move, Question, box_of
from lkjdsl.model.results import ComparedAchievement, NodeAchievement
from lkjdsl.numbers.rational import Number, compare

OUT_OF_THE_WAY = 10**30

BOUNDS = (operators.CAP, operators.BOUND_BELOW)


@frozen
class Share:
    """A component through which the inputs are felt, and its weight in its node."""

    component: str
    node: str
    weight: Number


def without_caps(question: Question) -> Question | None:
    """Return the same question with every cap and floor out of the way, or None where there is none."""
    steps: list[Step] = list(question.program.steps)
    bounds = [step for step in steps if step.operator in BOUNDS]
    for step in bounds:
        side = 1 if step.operator is operators.CAP else -1
        end = step.arguments[1]
        steps[end] = evolve(steps[end], setting=Held((side * OUT_OF_THE_WAY, 1)))
    program = evolve(question.program, steps=tuple(steps))
    return evolve(question, program=program, looked=[0]) if bounds else None


def capping(question: Question, move: Move) -> list[str]:
    """Return the paths of the nodes whose cap or floor changes what *move* would give, ``IKK2.K3.cap``."""
    values = question.values(move)
    caps = []
    for index, step in enumerate(question.program.steps):
        if step.operator not in BOUNDS:
            continue
        before, now = values[step.arguments[0]], values[index]
        if isinstance(before, tuple) and isinstance(now, tuple) and compare(before, now) != 0:
            caps.append(_name(step, question.program))
    return caps


def _name(step: Step, program: Program) -> str:
    """Return how the bound of a *step* of the program is written in the edition."""
    path, output = step.origin.path, program.outputs.get(step.origin.path)
    match step.origin.role, None if output is None else output.kind:
        case "achievement-cap" | "achievement-floor" as role, NodeAchievement(node) | ComparedAchievement(node):
            return f"{node.path}.{role.replace('-', '_')}"
        case "cap" | "floor" as role, _:
            return f"{path}.{role}"
        case _:
            return path


def farthest(question: Question) -> Number | None:
    """Return the end of what any move of the levers can reach, or None where it has none."""
    ends = []
    for signs in product((1, -1), repeat=len(question.levers)):
        ranges = question.ranges(
            box_of(question.levers, signs), signs, sum(high for _, high in box_of(question.levers, signs))
        )
        numbers = ranges[question.program.results[question.goal]].numbers
        if numbers is not None:
            ends.append(numbers.high if question.wanted.high is None else numbers.low)
    if not ends or any(end is None for end in ends):
        return None
    best = ends[0]
    for end in ends[1:]:
        assert end is not None
        assert best is not None
        if compare(end, best) == (1 if question.wanted.high is None else -1):
            best = end
    return best


def shares_of(question: Question) -> list[Share]:
    """Return the components through which the levers are felt, the innermost first."""
    steps = question.program.steps
    shares = []
    for step in steps:
        weights = step.setting.weights if isinstance(step.setting, Pool) else None
        if weights is None:
            continue
        for index, weight in zip(step.arguments, weights, strict=True):
            if steps[index].operator is not operators.CONSTANT:
                shares.append(Share(steps[index].origin.path, step.origin.path, weight))
    return shares
