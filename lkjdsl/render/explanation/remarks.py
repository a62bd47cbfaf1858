"""What happened on the way to a result → sentences, in the order of the steps."""

from collections.abc import Iterator, Sequence
from typing import Any

from lkjdsl.core import operators
from lkjdsl.core.program import Pool, Step
from lkjdsl.domains.typeset.aggregates import SHOWN, percentage
from lkjdsl.domains.typeset.domain import Typeset, meaning_at
from lkjdsl.domains.typeset.lettering import label_of
from lkjdsl.domains.typeset.protocol import ABSENT
from lkjdsl.domains.typeset.shown_values import is_excluded
from lkjdsl.evaluate.events import Event, events
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.definition import Node, Rules
from lkjdsl.model.results import ScaleLabel
from lkjdsl.model.values import State
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Approximate, Number
from lkjdsl.render.explanation.conditions import own_condition
from lkjdsl.render.explanation.content import Remark
from lkjdsl.render.explanation.context import ExplanationContext, is_state
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.scores import scored
from lkjdsl.render.notation.text import line

WITHOUT_RULE = ("target-zero", "result-zero", "budget-zero", "nothing-absorbed")
"""Reasons of divisions in which no rule of the edition has a say."""


def remarks(
    context: ExplanationContext, steps: ResultSteps, positions: Sequence[int], result: Result, node: Node | None
) -> Iterator[Remark]:
    """Yield what the steps at *positions* of *result* did; *node* is the indicator or component whose rules hold."""
    rules = context.outcome.definition.rules if node is None else node.rules
    points: list[str] = []
    for index in positions:
        step = steps.step(index)
        event = steps.happened.get(index)
        if event is not None and event.kind == "points":
            points.append(_point(context, steps, event, step))
            continue
        if points and step.origin.role == "aggregate":
            yield Remark("points", context.say("remark.points", list="; ".join(points)))
        if event is not None:
            yield from _of_event(context, steps, event, positions, result, node, rules)
        yield from _of_step(context, steps, index, rules)
    if isinstance(result.value, Approximate):
        yield Remark("approximate", context.say("remark.approximate"))


def endings(
    context: ExplanationContext, result: Result, rating: ScaleLabel | None = None, *, applies: bool = True
) -> list[Remark]:
    """Return the last remarks of a section: the *rating*, where a scale gives one, or why there is no result."""
    found = []
    scale = None if rating is None else rating.scale
    if rating is not None and scale is not None and applies:
        label = context.outcome.result(rating.path, context.language)
        place = context.outcome.definition.scales[scale].place
        if label.status == "ok":
            text = context.say("remark.scale", scale=scale, label=context.shown(label))
            found.append(Remark("scale", text, context.at(place)))
        elif result.status == "ok":
            found.append(Remark("no-label", context.say("remark.no-label", scale=scale), context.at(place)))
    if result.status in ("unavailable", "invalid"):
        found.append(Remark("no-result", context.say("remark.no-result", reason=context.reason(result))))
    return found


def _point(context: ExplanationContext, steps: ResultSteps, event: Event, step: Step) -> str:
    cell = steps.names.cell(event.index)
    before = context.outcome.result(event.origin.path, context.language)
    digits = before.digits
    after = numerals.printed(event.after, step.unit, digits, before.rounding, context.language)  # type: ignore[arg-type] # a number
    return f"{line(cell) if cell else event.origin.path} {context.shown(before)} → {after}"


def _of_event(
    context: ExplanationContext,
    steps: ResultSteps,
    event: Event,
    positions: Sequence[int],
    result: Result,
    node: Node | None,
    rules: Rules,
) -> Iterator[Remark]:
    match event.kind:
        case "zero-over-zero" | "over-zero":
            if not any(is_state(event.after, code) for code in WITHOUT_RULE):
                alone = sum(steps.step(position).operator is operators.DIVIDE for position in positions) == 1
                fraction = context.phrases["remark.the-division"] if alone else line(steps.general(event.index))
                yield _division(context, event, fraction, rules)
        case "missing":
            yield _missing(context, event, steps.step(event.index), rules)
        case "cap" | "floor":
            before, after = _before_and_after(context, steps, event, result)
            key = event.kind if event.origin.role in ("cap", "floor") else f"achievement_{event.kind}"
            at = context.at(node.place_of(key)) if node is not None else ()
            bound = after if steps.step(event.index).unit == result.unit else context.printed(event.after, result)
            yield Remark(event.kind, context.say(f"remark.{event.kind}", bound=bound, before=before, after=after), at)
        case "round" if event.origin.role == "round" and node is not None:
            before, after = _before_and_after(context, steps, event, result)
            rounded = context.outcome.nodes[event.origin.path]  # another node, where an achievement is its result
            values = {"digits": str(rounded.round), "mode": context.rounding(rounded.rules.rounding or "half-up")}
            text = context.say("remark.round", before=before, after=after, **values)
            yield Remark("round", text, context.at(rounded.place_of("round")))
        case "given":
            yield from _given(context, event, result, node)
        case "not-applicable":
            yield _not_applicable(context, steps, event, node)
        case "reweighted":
            yield _reweighted(context, steps, event)
        case _:
            pass


def _before_and_after(context: ExplanationContext, steps: ResultSteps, event: Event, result: Result) -> tuple[str, str]:
    """Return the operand of a cap, a floor or a rounding, from which as it is printed follows what comes after it."""
    step = steps.step(event.index)
    others = [steps.values[argument] for argument in step.arguments[1:]]
    assert isinstance(event.before, tuple)
    before = context.shown_before(event.before, result, lambda number: steps.exact.apply(step, [number, *others]))
    return before, context.printed(event.after, result)


def _division(context: ExplanationContext, event: Event, fraction: str, rules: Rules, before: str = "") -> Remark:
    key, name = ("zero", "zero_over_zero") if event.kind == "zero-over-zero" else ("over", "over_zero")
    stated = rules.stated.get(name)
    kind = event.kind if stated is not None else f"{key}-unstated"
    value = context.text(event.after, "number")
    text = context.say(f"remark.{kind}", fraction=fraction, value=value)
    return Remark(event.kind, before + text, context.at(stated))


def _missing(context: ExplanationContext, event: Event, step: Step, rules: Rules) -> Remark:
    kind = "missing-state" if isinstance(event.after, State) else "missing-number"
    value = context.text(event.after, step.unit)
    if isinstance(event.after, State):
        value = context.words[event.after.kind]
    label = label_of(context.outcome.definition, event.about)
    if step.operator is operators.PREVIOUS:
        label = f"{label} ({context.words['previous-year']})"
    named = label if context.in_report else f"{label} ({event.about})"
    text = context.say(f"remark.{kind}", label=named, value=value)
    return Remark(kind, text, context.at(rules.stated.get("missing")))


def _given(context: ExplanationContext, event: Event, result: Result, node: Node | None) -> Iterator[Remark]:
    source = context.outcome.data.given_from.get(event.about, "")
    value = context.printed(event.after, result)
    path = tuple(event.about.split("."))
    at = context.at_exactly(context.outcome.data.source, ("given", event.about), ("given", *path))
    text = (
        context.say("remark.given-from", value=value, source=source.rstrip("."))
        if source
        else context.say("remark.given", value=value)
    )
    yield Remark("given", text, (at,) if at else ())
    if isinstance(event.before, tuple):
        yield Remark("given-instead", context.say("remark.given-instead", value=context.printed(event.before, result)))
    if node is not None and node.components and node.formula is None:
        yield Remark("given-components", context.say("remark.given-components"))


def _not_applicable(context: ExplanationContext, steps: ResultSteps, event: Event, node: Node | None) -> Remark:
    if node is not None and node.applies_if is not None:
        tree = steps.general(own_condition(steps, event.index))
        text = context.say("remark.not-applicable", condition=line(tree))
        return Remark("not-applicable", text, context.at(node.place_of("applies_if")))
    parts = event.origin.path.split(".")
    above = [".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    nodes = context.outcome.nodes
    named = next((path for path in above if nodes[path].applies_if is not None), above[0] if above else "")
    return Remark("not-applicable-above", context.say("remark.not-applicable-above", above=named))


def _reweighted(context: ExplanationContext, steps: ResultSteps, event: Event) -> Remark:
    def name(index: int) -> str:
        return line(steps.names.cell(index) or steps.general(index))

    gone = [name(index) for index, _, after in event.kept if after is None]
    left = [
        f"{name(index)} {_weight(context, before)} → {_weight(context, after)}"
        for index, before, after in event.kept
        if after is not None
    ]
    setting = steps.step(event.index).setting
    kind = "reweighted-equally" if isinstance(setting, Pool) and setting.equal else "reweighted"
    return Remark("reweighted", context.say(f"remark.{kind}", names=", ".join(gone), list="; ".join(left)))


def _weight(context: ExplanationContext, weight: Number) -> str:
    return line(percentage(weight, context.language))


def _of_step(context: ExplanationContext, steps: ResultSteps, index: int, rules: Rules) -> Iterator[Remark]:
    """Yield what a step did that is no event: a branch taken, values left out, a rule that fired in a row."""
    step = steps.step(index)
    match step.operator:
        case operators.CHOOSE if step.origin.role == "score":
            yield from scored(context, steps, step)
        case operators.CHOOSE if step.origin.span is not None:
            yield from _branch(context, steps, step)
        case operators.FOLD:
            yield from _in_rows(context, steps, step, rules)
        case _ if isinstance(step.setting, Pool) and step.setting.weights is None:
            gone = [line(steps.general(argument)) for argument in step.arguments if is_excluded(steps.values[argument])]
            if gone:
                yield Remark("left-out", context.say("remark.left-out", names=", ".join(gone)))


def _branch(context: ExplanationContext, steps: ResultSteps, step: Step) -> Iterator[Remark]:
    condition = steps.values[step.arguments[0]]
    if isinstance(condition, State):
        return
    tree, value = steps.general(step.arguments[0]), steps.general(step.arguments[1 if condition else 2])
    if value != ABSENT:
        kind = "condition-holds" if condition else "condition-fails"
        yield Remark(kind, context.say(f"remark.{kind}", condition=line(tree), value=line(value)))


def _in_rows(context: ExplanationContext, steps: ResultSteps, step: Step, rules: Rules) -> Iterator[Remark]:
    setting: Any = step.setting
    listed, length = 0, steps.exact.facts.rows[setting.rows].length
    if not length:
        yield Remark("no-rows", context.say("remark.no-rows", rows=setting.rows))
    for place in range(length):
        inner = steps.figures.of_row(step, setting, place)
        for event in events(setting.body, inner.values, steps.exact.facts):
            if event.kind in ("zero-over-zero", "over-zero") and listed < SHOWN:
                listed += 1
                fraction = line(meaning_at(setting.body, event.index, Typeset(inner), inner.cell))
                yield _division(context, event, fraction, rules, context.say("remark.in-row", row=str(place + 1)))
