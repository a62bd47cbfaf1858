"""What components contribute to a result, with digits that add up as they are printed."""

from collections.abc import Sequence

from lkjdsl.core.pooling import shares
from lkjdsl.core.program import Pool
from lkjdsl.domains.typeset.shown_values import DETAILS, LineDetail
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Number, sum_of
from lkjdsl.render.explanation.context import ExplanationContext

Shares = Sequence[Number | None]
"""What each component adds to the whole, None for one that adds nothing."""


def contributions(setting: Pool, values: Sequence[Value]) -> list[Number | None]:
    """Return what each argument of a weighted mean adds to it, None for one that does not count."""
    if any(isinstance(value, State) and value.kind != "excluded" for value in values):
        return [None] * len(values)
    return [
        None if share is None or not isinstance(value, tuple) else (share[0] * value[0], share[1] * value[1])
        for share, value in zip(shares(setting, values), values, strict=True)
    ]


def shown_shares(context: ExplanationContext, amounts: Shares, result: Result) -> tuple[list[str], LineDetail]:
    """
    Return *amounts* as printed, and the detail they have so that they add up to *result*.

    What adds nothing is an empty text.
    """
    counting = [share for share in amounts if share is not None]

    def shown(detail: LineDetail) -> list[tuple[str, Number]]:
        return [context.shown_beside(one, result, detail, result.unit) for one in counting]

    detail = context.detail(lambda one: sum_of([number for _, number in shown(one)]), sum_of(counting), result) or 0
    texts = iter(text for text, _ in shown(detail))
    return ["" if share is None else next(texts) for share in amounts], detail


def shown_part(
    context: ExplanationContext, part: Result, share: Number | None, result: Result, detail: LineDetail
) -> str:
    """Return the value of *part* with as many digits as give its *share* of *result*, which is shown with *detail*."""
    value = part.value
    if share is None or not isinstance(value, tuple) or not value[0]:
        return context.shown(part)
    factor = share[0] * value[1], share[1] * value[0]
    contribution, _ = context.shown_beside(share, result, detail, result.unit)
    for one in DETAILS:
        text, (a, b) = context.shown_beside(value, part, one, part.unit)
        weighted = _with_denominator_above_zero(a * factor[0], b * factor[1])
        if context.shown_beside(weighted, result, detail, result.unit)[0] == contribution:
            return text
    return context.shown(part)


def _with_denominator_above_zero(a: int, b: int) -> Number:
    return (-a, -b) if b < 0 else (a, b)
