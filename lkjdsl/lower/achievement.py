"""Targets, achievements and scales → steps (language.md section 2, "Targets and achievement", "Scales")."""

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Bands, Division, Given, Held, Origin, printing
from lkjdsl.lower.assembly import Assembly, Scope, lower_formula
from lkjdsl.lower.polarity import AchievementSteps, by_polarity
from lkjdsl.model.definition import Goal, Node
from lkjdsl.model.expressions import Own, walk
from lkjdsl.model.results import Output
from lkjdsl.model.scales import Scale
from lkjdsl.model.values import state
from lkjdsl.units import TEXT, of_node

ANY_ZERO = Division("unavailable", "unavailable")


def lower_goal(assembly: Assembly, goal: Goal | str, node: Node, scope: Scope, about: str) -> tuple[int, ...]:
    """
    Return the positions of what is aimed at: one, two for a range.

    Where there is nothing, *goal* is the reason, *about* a year or a period, and the position is that of a state.
    """
    if isinstance(goal, str):
        absent = Held(state("unavailable", goal, scope.path, about))
        origin = Origin(scope.path, "target")
        return (assembly.add(operators.CONSTANT, (), absent, origin=origin, unit=of_node(node.unit)),)
    return tuple(lower_formula(assembly, formula, scope) for formula in goal)


def lower_earlier(assembly: Assembly, node: Node, path: str = "") -> tuple[int, ...]:
    """Return the position of the node's result on other data: the previous year's, or at *path* those of a period."""
    origin = Origin(node.path, "earlier")
    return (
        assembly.add(
            operators.EARLIER, (), Given(path or node.path, "unavailable"), origin=origin, unit=of_node(node.unit)
        ),
    )


def lower_achievement(
    assembly: Assembly, node: Node, result: int, goal: tuple[int, ...], scope: Scope, inside: tuple[int, ...] = ()
) -> int:
    """
    Return the position of the achievement of *result* against *goal*, without its floor and cap.

    The scope has the path of the achievement. *inside* are the ends of the target's range where the goal is another
    than the target: a result inside is 100% of the goal, too.
    """
    make = AchievementSteps(assembly, scope.path)
    if node.achievement is None:
        return by_polarity(make, node.polarity, result, goal, inside or goal)
    own = {"result": result, "target": goal[0], "target.from": goal[0], "target.to": goal[-1]}
    inner = evolve(scope, role="achievement", own=own, division=ANY_ZERO)
    value = lower_formula(assembly, node.achievement, inner)
    names_target = any(
        isinstance(expression, Own) and expression.what == "target" for expression in walk(node.achievement.expression)
    )
    return make.unless_zero(goal[0], value) if names_target else value


def lower_bounds(assembly: Assembly, node: Node, value: int, scope: Scope) -> int:
    """Return the position of the achievement *value* within its floor and cap."""
    make = AchievementSteps(assembly, scope.path)
    if node.achievement_floor is not None:
        value = make.step(operators.BOUND_BELOW, value, make.constant(node.achievement_floor), role="achievement-floor")
    if node.achievement_cap is not None:
        value = make.step(operators.CAP, value, make.constant(node.achievement_cap), role="achievement-cap")
    return value


def lower_scale(assembly: Assembly, scale: Scale, output: Output, path: str, value: int) -> int:
    """Return the position of the label at *path* that *scale* gives the result *output*, the value at *value*."""
    looked_up = output if scale.digits is None else evolve(output, digits=scale.digits)
    printed = printing(looked_up) if scale.lookup == "printed" else None
    origin = Origin(path, "scale")
    return assembly.add(operators.BAND, (value,), Bands(scale.bands, printed), origin=origin, unit=TEXT)
