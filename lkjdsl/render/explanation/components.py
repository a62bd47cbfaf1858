"""The components of a result, with their weights and what each contributes."""

from collections.abc import Sequence
from itertools import repeat

from lkjdsl.core import operators
from lkjdsl.core.pooling import shares
from lkjdsl.core.program import Operator, Pool
from lkjdsl.domains.typeset.aggregates import percentage
from lkjdsl.domains.typeset.shown_values import is_excluded
from lkjdsl.domains.typeset.tree import PrintedNumber as Numeral
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.definition import Node
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import Number
from lkjdsl.render.explanation.content import ComponentShare
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.shares import contributions, shown_part, shown_shares
from lkjdsl.render.explanation.symbols import symbol
from lkjdsl.units import INDEX, PERCENT

FULL = {INDEX: (100, 1), PERCENT: (1, 1)}
"""The most that a component of a percentage, or one that enters an index as points, can have."""


def parts(
    context: ExplanationContext, steps: ResultSteps, node: Node | None, index: int | None, result: Result
) -> tuple[ComponentShare, ...]:
    """Return the components of *node* in the order of the edition, or what an average brings together."""
    if node is not None and not node.components:
        return ()
    step = None if index is None else steps.step(index)
    pool = step.setting if step is not None and isinstance(step.setting, Pool) else None
    arguments = step.arguments if step is not None and pool is not None else ()
    values = [steps.values[argument] for argument in arguments]
    paths = [_path(steps, argument) for argument in arguments]
    shared = pool if isinstance(result.value, tuple) or node is not None else None
    amounts = _contributed(step.operator if step and shared else None, pool, values)
    texts, detail = shown_shares(context, amounts, result)
    contributed = dict(zip(paths, amounts, strict=True))
    printed = dict(zip(paths, texts, strict=True))
    after = dict(zip(paths, shares(pool, values) if pool and pool.weights else repeat(None), strict=False))
    full = _full(steps, arguments, result)
    outcome = context.outcome
    found = []
    for path in paths if node is None else [component.path for component in node.components]:
        part = outcome.result(path, context.language)
        share = contributed.get(path)
        weight = outcome.nodes[path].weight if node is not None else None
        spread = after.get(path)
        found.append(
            ComponentShare(
                symbol=path.rpartition(".")[2] if node is not None else symbol(context, path),
                path=path,
                name=part.name,
                value=shown_part(context, part, share, result, detail),
                weight="" if weight is None else _text(context, weight),
                weight_after="" if spread is None or weight is None else _text(context, spread),
                contribution=printed.get(path, ""),
                share=share,
                most=None if full is None or spread is None else (full[0] * spread[0], full[1] * spread[1]),
            )
        )
    return tuple(found)


def _path(steps: ResultSteps, index: int) -> str:
    step = steps.step(index)
    return step.origin.path if step.origin.role == "points" else steps.stops(index) or step.origin.path


def _text(context: ExplanationContext, weight: Number) -> str:
    numeral = percentage(weight, context.language)
    return numeral.text if isinstance(numeral, Numeral) else ""


def _contributed(operator: Operator | None, pool: Pool | None, values: Sequence[Value]) -> Sequence[Number | None]:
    """Return what each value adds to the whole, as far as the aggregate is a sum of parts."""
    counting = sum(not is_excluded(value) for value in values)
    match operator:
        case operators.WEIGHTED_MEAN if pool is not None:
            return contributions(pool, list(values))
        case operators.SUM:
            return [value if isinstance(value, tuple) else None for value in values]
        case operators.MEAN:
            return [(value[0], value[1] * counting) if isinstance(value, tuple) else None for value in values]
        case _:
            return [None] * len(values)


def _full(steps: ResultSteps, arguments: Sequence[int], result: Result) -> Number | None:
    points = any(steps.step(argument).origin.role == "points" for argument in arguments)
    return FULL.get(result.unit) if points or result.unit == PERCENT else None
