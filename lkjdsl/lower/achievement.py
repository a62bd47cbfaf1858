"""Targets, achievements and scales → steps (language.md section 2, "Targets and achievement", "Scales")."""

from typing import assert_never

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Bands, Division, Given, Held, Operator, Origin, printing
from lkjdsl.lower.assembly import Assembly, Scope, lower_formula
from lkjdsl.model.definition import Goal, Node, Scale
from lkjdsl.model.expressions import Own, walk
from lkjdsl.model.results import Output
from lkjdsl.model.values import state
from lkjdsl.numbers.rational import Number
from lkjdsl.units import FLAG, PERCENT, TEXT, of_node

ONE: Number = (1, 1)
TWO: Number = (2, 1)

TARGET_ZERO = Division("unavailable", "unavailable", "target-zero", "target-zero")
"""0/0 rules do not apply to an achievement: with a target of 0 there is none."""
RESULT_ZERO = Division("unavailable", "unavailable", "result-zero", "result-zero")
ANY_ZERO = Division("unavailable", "unavailable")


def lower_goal(assembly: Assembly, goal: Goal | None, node: Node, scope: Scope, year: int) -> tuple[int, ...]:
    """Return the positions of what is aimed at: one, two for a range, or one state where there is none."""
    if goal is None:
        absent = Held(state("unavailable", "no-target", scope.path, str(year)))
        origin = Origin(scope.path, "target")
        return (assembly.add(operators.CONSTANT, (), absent, origin=origin, unit=of_node(node.unit)),)
    return tuple(lower_formula(assembly, formula, scope) for formula in goal)


def lower_earlier(assembly: Assembly, node: Node) -> tuple[int, ...]:
    """Return the position of the node's result on the previous year's data."""
    origin = Origin(node.path, "earlier")
    return (
        assembly.add(operators.EARLIER, (), Given(node.path, "unavailable"), origin=origin, unit=of_node(node.unit)),
    )


def lower_achievement(assembly: Assembly, node: Node, result: int, goal: tuple[int, ...], scope: Scope) -> int:
    """Return the position of the achievement of *result* against *goal*; the scope has the path of the achievement."""
    make = _AchievementSteps(assembly, scope.path)
    if node.achievement is not None:
        own = {"result": result, "target": goal[0]}
        inner = evolve(scope, role="achievement", own=own, division=ANY_ZERO)
        value = lower_formula(assembly, node.achievement, inner)
        names_target = any(isinstance(one, Own) and one.what == "target" for one in walk(node.achievement.expression))
        if names_target:
            value = make.unless_zero(goal[0], value)
    else:
        value = _by_polarity(make, node, result, goal)
    if node.achievement_floor is not None:
        value = make.step(operators.BOUND_BELOW, value, make.constant(node.achievement_floor), role="achievement-floor")
    if node.achievement_cap is not None:
        value = make.step(operators.CAP, value, make.constant(node.achievement_cap), role="achievement-cap")
    return value


def _by_polarity(make: "_AchievementSteps", node: Node, result: int, goal: tuple[int, ...]) -> int:
    target = goal[0]
    match node.polarity:
        case "maximize":
            return make.over(result, target, TARGET_ZERO)
        case "minimize":
            return make.step(operators.SUBTRACT, make.constant(TWO), make.over(result, target, TARGET_ZERO))
        case "minimize-inverse":
            return make.unless_zero(target, make.over(target, result, RESULT_ZERO))
        case "stabilize":
            distance = make.step(operators.ABSOLUTE, make.step(operators.SUBTRACT, result, target))
            return make.step(operators.SUBTRACT, make.constant(ONE), make.over(distance, target, TARGET_ZERO))
        case "range":
            low, high = goal[0], goal[-1]
            above = make.over(make.step(operators.SUBTRACT, result, high), high, TARGET_ZERO)
            above = make.step(operators.SUBTRACT, make.constant(ONE), above)
            is_above = make.step(operators.GREATER, result, high, unit=FLAG)
            is_below = make.step(operators.LESS, result, low, unit=FLAG)
            inside = make.step(operators.CHOOSE, is_above, above, make.constant(ONE))
            return make.step(operators.CHOOSE, is_below, make.over(result, low, TARGET_ZERO), inside)
        case _:
            assert_never(node.polarity)


def lower_scale(assembly: Assembly, scale: Scale, output: Output, path: str, value: int) -> int:
    """Return the position of the label at *path* that *scale* gives the result *output*, the value at *value*."""
    printed = printing(output) if scale.lookup == "printed" else None
    origin = Origin(path, "scale")
    return assembly.add(operators.BAND, (value,), Bands(scale.bands, printed), origin=origin, unit=TEXT)


class _AchievementSteps:
    """Adds the steps of one achievement."""

    def __init__(self, assembly: Assembly, path: str) -> None:
        self.assembly = assembly
        self.path = path

    def step(self, operator: Operator, *arguments: int, role: str = "achievement", unit: str = PERCENT) -> int:
        return self.assembly.add(operator, arguments, None, origin=Origin(self.path, role), unit=unit)

    def over(self, numerator: int, denominator: int, rules: Division) -> int:
        origin = Origin(self.path, "achievement")
        return self.assembly.add(operators.DIVIDE, (numerator, denominator), rules, origin=origin, unit=PERCENT)

    def constant(self, value: Number) -> int:
        return self.assembly.add(operators.CONSTANT, (), Held(value), origin=Origin(self.path, "achievement"))

    def unless_zero(self, target: int, value: int) -> int:
        """Return *value*, but unavailable where the target is 0."""
        origin = Origin(self.path, "achievement")
        is_zero = self.step(operators.EQUAL, target, self.constant((0, 1)), unit=FLAG)
        none = Held(state("unavailable", "target-zero", self.path))
        absent = self.assembly.add(operators.CONSTANT, (), none, origin=origin, unit=PERCENT)
        return self.step(operators.CHOOSE, is_zero, absent, value)
