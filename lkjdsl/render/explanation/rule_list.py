"""The rules that a result goes by, each with its place in the edition."""

from collections.abc import Iterator, Sequence

from lkjdsl.evaluate.events import Event
from lkjdsl.model.definition import Node, Target
from lkjdsl.model.periods import goal_of
from lkjdsl.numbers.numerals import share_text
from lkjdsl.render.explanation.content import Remark
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.source import Place
from lkjdsl.units import PERCENT

_OF_EVENT = {"zero-over-zero": "zero_over_zero", "over-zero": "over_zero", "missing": "missing"}


def rules_of_node(context: ExplanationContext, node: Node, happened: Sequence[Event]) -> Iterator[Remark]:
    """Yield the rules of a node's value; those for zero and for missing inputs only where they were needed."""
    if node.weight is not None:
        yield _rule(context, node, "weight", share_text(node.weight, context.language))
    if node.formula is not None:
        yield _rule(context, node, "formula")
    elif node.components:
        aggregate = context.phrases[f"aggregate.{node.aggregate}"]
        at = context.at(node.place_of("aggregate")) or context.at(node.place)
        yield Remark("aggregate", context.say("rule.aggregate", aggregate=aggregate), at)
    if node.applies_if is not None:
        yield _rule(context, node, "applies_if")
    if node.min_available is not None:
        least = node.min_available
        share = str(least) if isinstance(least, int) else share_text(least, context.language)
        yield _rule(context, node, "min_available", share)
    if node.redistribute == "equal":
        yield _rule(context, node, "redistribute")
    for key, bound in (("floor", node.floor), ("cap", node.cap)):
        if bound is not None:
            yield _rule(context, node, key, context.amount(bound, node.unit))
    if node.round is not None:
        yield _rule(context, node, "round", str(node.round))
    fired = {_OF_EVENT[event.kind] for event in happened if event.kind in _OF_EVENT}
    for name in sorted(fired, reverse=True):
        stated = getattr(node.rules, name)
        if stated is not None:
            value = context.rule(stated, PERCENT if node.unit == PERCENT and name == "missing" else "number")
            yield Remark(name, context.say(f"rule.{name}", value=value), context.at(node.rules.stated.get(name)))
    if node.scale is not None:
        yield _rule(context, node, "scale", node.scale)


def rules_of_achievement(
    context: ExplanationContext, node: Node, target: Target | None, aimed: str, *, bounded: bool
) -> Iterator[Remark]:
    """Yield the rules of an achievement; *aimed* is its target as printed, *bounded* whether floor and cap count."""
    if target is not None:
        yield Remark("target", context.say("rule.target", value=aimed), context.at(_where(context, node, target)))
    if node.achievement is not None:
        yield _rule(context, node, "achievement")
    for key, bound in (("achievement_floor", node.achievement_floor), ("achievement_cap", node.achievement_cap)):
        if bound is not None and bounded:
            yield _rule(context, node, key, context.amount(bound, PERCENT))
    if node.achievement_scale is not None:
        yield _rule(context, node, "achievement_scale", node.achievement_scale, key="scale")


def _where(context: ExplanationContext, node: Node, target: Target) -> Place | None:
    outcome = context.outcome
    goal = goal_of(outcome.definition, node, target, outcome.data.year, outcome.data.span)
    return target.place if isinstance(goal, str) else goal[0].place


def _rule(context: ExplanationContext, node: Node, name: str, value: str = "", key: str = "") -> Remark:
    return Remark(name, context.say(f"rule.{key or name}", value=value), context.at(node.place_of(name)))
