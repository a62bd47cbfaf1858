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
from lkjdsl.render.explanation.content import Remark
from lkjdsl.render.explanation.context import ExplanationContext, is_state
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.scores import scored
from lkjdsl.render.notation.text import line

WITHOUT_RULE = ("target-zero", "result-zero", "budget-zero", "nothing-absorbed")
"""Reasons of divisions in which no rule of the edition has a say."""


def remarks(
    desk: ExplanationContext, bench: ResultSteps, own: Sequence[int], result: Result, node: Node | None
) -> Iterator[Remark]:
    """Yield what the steps *own* of *result* did; *node* is the indicator or component whose rules hold."""
    rules = desk.outcome.definition.rules if node is None else node.rules
    points: list[str] = []
    for index in own:
        step = bench.step(index)
        event = bench.happened.get(index)
        if event is not None and event.kind == "points":
            points.append(_point(desk, bench, event, step))
            continue
        if points and step.origin.role == "aggregate":
            yield Remark("points", desk.say("remark.points", list="; ".join(points)))
        if event is not None:
            yield from _of_event(desk, bench, event, own, result, node, rules)
        yield from _of_step(desk, bench, index, rules)
    if isinstance(result.value, Approximate):
        yield Remark("approximate", desk.say("remark.approximate"))


def endings(
    desk: ExplanationContext, result: Result, rating: ScaleLabel | None = None, *, applies: bool = True
) -> list[Remark]:
    """Return the last remarks of a section: the *rating*, where a scale gives one, or why there is no result."""
    found = []
    scale = None if rating is None else rating.scale
    if rating is not None and scale is not None and applies:
        label = desk.outcome.result(rating.path, desk.language)
        place = desk.outcome.definition.scales[scale].place
        if label.status == "ok":
            text = desk.say("remark.scale", scale=scale, label=desk.shown(label))
            found.append(Remark("scale", text, desk.at(place)))
        elif result.status == "ok":
            found.append(Remark("no-label", desk.say("remark.no-label", scale=scale), desk.at(place)))
    if result.status in ("unavailable", "invalid"):
        found.append(Remark("no-result", desk.say("remark.no-result", reason=result.reason or "")))
    return found


def _point(desk: ExplanationContext, bench: ResultSteps, event: Event, step: Step) -> str:
    cell = bench.names.cell(event.index)
    before = desk.outcome.result(event.origin.path, desk.language)
    digits = before.digits
    after = numerals.printed(event.after, step.unit, digits, before.rounding, desk.language)  # type: ignore[arg-type] # a number
    return f"{line(cell) if cell else event.origin.path} {desk.shown(before)} → {after}"


def _of_event(
    desk: ExplanationContext,
    bench: ResultSteps,
    event: Event,
    own: Sequence[int],
    result: Result,
    node: Node | None,
    rules: Rules,
) -> Iterator[Remark]:
    match event.kind:
        case "zero-over-zero" | "over-zero":
            if not any(is_state(event.after, code) for code in WITHOUT_RULE):
                alone = sum(bench.step(one).operator is operators.DIVIDE for one in own) == 1
                fraction = desk.phrases["remark.the-division"] if alone else line(bench.general(event.index))
                yield _division(desk, event, fraction, rules)
        case "missing":
            yield _missing(desk, event, bench.step(event.index), rules)
        case "cap" | "floor":
            before, after = _before_and_after(desk, bench, event, result)
            key = event.kind if event.origin.role in ("cap", "floor") else f"achievement_{event.kind}"
            at = desk.at(node.place_of(key)) if node is not None else ()
            bound = after if bench.step(event.index).unit == result.unit else desk.printed(event.after, result)
            yield Remark(event.kind, desk.say(f"remark.{event.kind}", bound=bound, before=before, after=after), at)
        case "round" if event.origin.role == "round" and node is not None:
            before, after = _before_and_after(desk, bench, event, result)
            rounded = desk.outcome.nodes[event.origin.path]  # another node, where an achievement is its result
            values = {"digits": str(rounded.round), "mode": desk.rounding(rounded.rules.rounding or "half-up")}
            text = desk.say("remark.round", before=before, after=after, **values)
            yield Remark("round", text, desk.at(rounded.place_of("round")))
        case "given":
            yield from _given(desk, event, result, node)
        case "not-applicable":
            yield _not_applicable(desk, bench, event, node)
        case "reweighted":
            yield _reweighted(desk, bench, event)
        case _:
            pass


def _before_and_after(desk: ExplanationContext, bench: ResultSteps, event: Event, result: Result) -> tuple[str, str]:
    """Return the operand of a cap, a floor or a rounding, from which as it is printed follows what comes after it."""
    step = bench.step(event.index)
    others = [bench.values[argument] for argument in step.arguments[1:]]
    assert isinstance(event.before, tuple)
    before = desk.shown_before(event.before, result, lambda number: bench.exact.apply(step, [number, *others]))
    return before, desk.printed(event.after, result)


def _division(desk: ExplanationContext, event: Event, fraction: str, rules: Rules, before: str = "") -> Remark:
    key, name = ("zero", "zero_over_zero") if event.kind == "zero-over-zero" else ("over", "over_zero")
    stated = rules.stated.get(name)
    kind = event.kind if stated is not None else f"{key}-unstated"
    value = desk.text(event.after, "number")
    text = desk.say(f"remark.{kind}", fraction=fraction, value=value)
    return Remark(event.kind, before + text, desk.at(stated))


def _missing(desk: ExplanationContext, event: Event, step: Step, rules: Rules) -> Remark:
    kind = "missing-state" if isinstance(event.after, State) else "missing-number"
    value = desk.text(event.after, step.unit)
    if isinstance(event.after, State):
        value = desk.words[event.after.kind]
    label = label_of(desk.outcome.definition, event.about)
    if step.operator is operators.PREVIOUS:
        label = f"{label} ({desk.words['previous-year']})"
    text = desk.say(f"remark.{kind}", label=f"{label} ({event.about})", value=value)
    return Remark(kind, text, desk.at(rules.stated.get("missing")))


def _given(desk: ExplanationContext, event: Event, result: Result, node: Node | None) -> Iterator[Remark]:
    source = desk.outcome.data.given_from.get(event.about, "")
    value = desk.printed(event.after, result)
    path = tuple(event.about.split("."))
    at = desk.at_exactly(desk.outcome.data.source, ("given", event.about), ("given", *path))
    text = (
        desk.say("remark.given-from", value=value, source=source.rstrip("."))
        if source
        else desk.say("remark.given", value=value)
    )
    yield Remark("given", text, (at,) if at else ())
    if isinstance(event.before, tuple):
        yield Remark("given-instead", desk.say("remark.given-instead", value=desk.printed(event.before, result)))
    if node is not None and node.components and node.formula is None:
        yield Remark("given-components", desk.say("remark.given-components"))


def _not_applicable(desk: ExplanationContext, bench: ResultSteps, event: Event, node: Node | None) -> Remark:
    if node is not None and node.applies_if is not None:
        tree = bench.general(_condition(bench, event.index))
        text = desk.say("remark.not-applicable", condition=line(tree))
        return Remark("not-applicable", text, desk.at(node.place_of("applies_if")))
    parts = event.origin.path.split(".")
    above = [".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    nodes = desk.outcome.nodes
    named = next((path for path in above if nodes[path].applies_if is not None), above[0] if above else "")
    return Remark("not-applicable-above", desk.say("remark.not-applicable-above", above=named))


def _condition(bench: ResultSteps, index: int) -> int:
    """Return the step of the node's own condition; inside a node with a condition it hangs on that one's."""
    condition = bench.step(index).arguments[0]
    step = bench.step(condition)
    return step.arguments[1] if step.operator is operators.CHOOSE and step.origin.span is None else condition


def _reweighted(desk: ExplanationContext, bench: ResultSteps, event: Event) -> Remark:
    def name(index: int) -> str:
        return line(bench.names.cell(index) or bench.general(index))

    gone = [name(index) for index, _, after in event.kept if after is None]
    left = [
        f"{name(index)} {_weight(desk, before)} → {_weight(desk, after)}"
        for index, before, after in event.kept
        if after is not None
    ]
    setting = bench.step(event.index).setting
    kind = "reweighted-equally" if isinstance(setting, Pool) and setting.equal else "reweighted"
    return Remark("reweighted", desk.say(f"remark.{kind}", names=", ".join(gone), list="; ".join(left)))


def _weight(desk: ExplanationContext, weight: Number) -> str:
    return line(percentage(weight, desk.language))


def _of_step(desk: ExplanationContext, bench: ResultSteps, index: int, rules: Rules) -> Iterator[Remark]:
    """Yield what a step did that is no event: a branch taken, values left out, a rule that fired in a row."""
    step = bench.step(index)
    match step.operator:
        case operators.CHOOSE if step.origin.role == "score":
            yield from scored(desk, bench, step)
        case operators.CHOOSE if step.origin.span is not None:
            yield from _branch(desk, bench, step)
        case operators.FOLD:
            yield from _in_rows(desk, bench, step, rules)
        case _ if isinstance(step.setting, Pool) and step.setting.weights is None:
            gone = [line(bench.general(argument)) for argument in step.arguments if is_excluded(bench.values[argument])]
            if gone:
                yield Remark("left-out", desk.say("remark.left-out", names=", ".join(gone)))


def _branch(desk: ExplanationContext, bench: ResultSteps, step: Step) -> Iterator[Remark]:
    condition = bench.values[step.arguments[0]]
    if isinstance(condition, State):
        return
    tree, value = bench.general(step.arguments[0]), bench.general(step.arguments[1 if condition else 2])
    if value != ABSENT:
        kind = "condition-holds" if condition else "condition-fails"
        yield Remark(kind, desk.say(f"remark.{kind}", condition=line(tree), value=line(value)))


def _in_rows(desk: ExplanationContext, bench: ResultSteps, step: Step, rules: Rules) -> Iterator[Remark]:
    setting: Any = step.setting
    listed = 0
    for place in range(bench.exact.facts.rows[setting.rows].length):
        inner = bench.figures.of_row(step, setting, place)
        for event in events(setting.body, inner.values, bench.exact.facts):
            if event.kind in ("zero-over-zero", "over-zero") and listed < SHOWN:
                listed += 1
                fraction = line(meaning_at(setting.body, event.index, Typeset(inner), inner.cell))
                yield _division(desk, event, fraction, rules, desk.say("remark.in-row", row=str(place + 1)))
