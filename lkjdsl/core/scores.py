"""The steps of ``score(x, scale.X)``: a choice for each band of the scale, which the band is read off from."""

from collections.abc import Iterator, Sequence

from lkjdsl.core.operators import CHOOSE
from lkjdsl.core.program import Step
from lkjdsl.model.expressions import Score, walk
from lkjdsl.model.scales import Band
from lkjdsl.units import PERCENT, Unit


def score_of(step: Step) -> Score | None:
    """Return the score whose first choice *step* is, that of the highest band; or None."""
    origin = step.origin
    if step.operator is not CHOOSE or origin.role != "score" or origin.formula is None or origin.span is None:
        return None
    inside = walk(origin.formula.expression)
    return next(
        (expression for expression in inside if isinstance(expression, Score) and expression.span == origin.span), None
    )


def bands_of(score: Score, first: Step, steps: Sequence[Step]) -> Iterator[tuple[Band, int]]:
    """Yield each band of *score*, and the position of the step that says whether the value lies in it or above it."""
    choice = first
    for band in score.scale.bands:
        yield band, choice.arguments[0]
        choice = steps[choice.arguments[2]]


def unit_looked_up(score: Score) -> Unit:
    """Return the unit in which the bands of a scale, and what is looked up in it, are shown."""
    return PERCENT if score.scale.percent else score.looked_up.unit
