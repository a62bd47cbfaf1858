"""The inputs that a result rests on, with their values and their places in the data."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Program, Slot, Step
from lkjdsl.domains.typeset.aggregates import SHOWN
from lkjdsl.domains.typeset.lettering import label_of
from lkjdsl.model.definition import Input
from lkjdsl.model.periods import over_periods, without_span
from lkjdsl.model.values import Value
from lkjdsl.render.explanation.content import At, InputValue
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.source import Source
from lkjdsl.units import TEXT, of_kind

PLUS, MINUS = "+", "−"


def inputs(
    context: ExplanationContext, steps: ResultSteps, positions: Sequence[int], row: int | None = None
) -> tuple[InputValue, ...]:
    """
    Return the inputs that the steps at *positions* read, each once, in the order they are read.

    *row* is the row, counted from 0, that is explained.
    """
    found: dict[str, InputValue] = {}
    for index in positions:
        for shown in _of_step(context, steps, steps.step(index), row):
            found.setdefault(shown.path, shown)
    return tuple(found.values())


def _of_step(context: ExplanationContext, steps: ResultSteps, step: Step, row: int | None) -> Iterator[InputValue]:
    setting: Any = step.setting
    match step.operator:
        case operators.INPUT:
            yield _single(context, setting, context.outcome.data.source, context.outcome.data.facts.inputs)
        case operators.PREVIOUS:
            before = context.outcome.previous
            inputs_before: Sequence[Value | None] = () if before is None else before.data.facts.inputs
            yield _single(
                context, setting, None if before is None else before.data.source, inputs_before, previous=True
            )
        case operators.EARLIER:
            before = context.outcome.previous
            source = None if before is None else before.data.source
            value = steps.exact.apply(step, ())
            node, span = without_span(setting.path)
            if span is not None:
                yield InputValue(setting.path, context.outcome.nodes[node].name, context.text(value, step.unit))
                return
            path = f"{setting.path} ({context.words['previous-year']})"
            name = "" if source is None else context.short_names.get(source.name, source.name)
            yield InputValue(path, context.outcome.nodes[setting.path].name, context.text(value, step.unit), None, name)
        case operators.COLUMN if row is not None:
            yield _of_row(context, steps, setting.path, row)
        case operators.FOLD:
            columns = list(dict.fromkeys(_columns(setting.body)))
            length = steps.exact.facts.rows[setting.rows].length
            for place in range(length)[: SHOWN if length > SHOWN + 1 else length]:
                for column in columns:
                    yield _of_row(context, steps, column, place)
            if length > SHOWN + 1:
                yield InputValue(f"{setting.rows}.…", context.say("remark.more-rows", number=str(length - SHOWN)), "")


def _columns(body: Program) -> Iterator[str]:
    for step in body.steps:
        if step.operator is operators.COLUMN and isinstance(step.setting, Slot):
            yield step.setting.path


def _single(
    context: ExplanationContext,
    slot: Slot,
    source: Source | None,
    values: Sequence[Value | None],
    *,
    previous: bool = False,
) -> InputValue:
    definition = context.outcome.definition
    input_ = definition.inputs[slot.path]
    value = values[slot.index] if values else None
    label = label_of(definition, slot.path)
    path = slot.path
    if previous:
        path, label = f"previous({path})", f"{label} ({context.words['previous-year']})"
    elif context.outcome.data.parts:
        return evolve(
            _with_value(context, InputValue(path, label, ""), value, input_, None),
            source=_of_periods(context, slot, input_),
        )
    return _with_value(
        context, InputValue(path, label, ""), value, input_, context.at_exactly(source, tuple(slot.path.split(".")))
    )


def _of_periods(context: ExplanationContext, slot: Slot, input_: Input) -> str:
    """Return what an input was put together of: ``TW1 85 + TW2 170``; or the one period that it is of."""
    data, way = context.outcome.data, over_periods(input_)
    values = [(str(part.period), part.facts.inputs[slot.index]) for part in data.parts]
    if way == "last" or (data.parts[-1].cumulative and data.span is not None and data.span.to_date and way == "sum"):
        return next((period for period, value in reversed(values) if value is not None), "")
    if data.span is not None and not data.span.to_date:
        values, sign = values[::-1], MINUS if way == "sum" else ""
        values = values if sign else values[:1]
    else:
        sign = PLUS
    parts = [
        f"{period} {_with_value(context, InputValue('', '', ''), value, evolve(input_, default=None), None).value}"
        for period, value in values
    ]
    together = f" {sign} ".join(parts)
    return f"({together}) / {len(parts)}" if way == "mean" and len(parts) > 1 else together


def _of_row(context: ExplanationContext, steps: ResultSteps, path: str, place: int) -> InputValue:
    rows, column = path.split(".")
    table = context.outcome.definition.rows[rows]
    columns = steps.exact.facts.rows[rows].values
    values = dict(zip(table.columns, (column[place] for column in columns), strict=True))
    input_ = table.columns[column]
    first = next((name for name, other in table.columns.items() if of_kind(other.kind) == TEXT), None)
    called = values.get(first or "")
    label = (
        f"{input_.label or column}, {called}" if isinstance(called, str) and first != column else input_.label or column
    )
    at = context.at_exactly(context.outcome.data.source_of(rows), (rows, place, column))
    return _with_value(context, InputValue(f"{rows}.{place + 1}.{column}", label, ""), values[column], input_, at)


def _with_value(
    context: ExplanationContext, shown: InputValue, value: Value | None, input_: Input, at: At | None
) -> InputValue:
    """Return *shown* with its value; one that stands in no file although there is one is the default."""
    if value is None:
        return evolve(shown, value=context.phrases["input.missing"], at=at)
    text = context.text(value, of_kind(input_.kind))
    if at is None and input_.default is not None and value == input_.default:
        declared = context.at(input_.place)
        return evolve(shown, value=text, at=declared[0] if declared else None, source=context.phrases["input.default"])
    return evolve(shown, value=text, at=at)
