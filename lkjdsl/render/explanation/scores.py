"""Which band of a scale a value lies in whose score a formula asks for → a sentence."""

from collections.abc import Iterator

from lkjdsl.core.program import Step
from lkjdsl.core.scores import bands_of, score_of, unit_looked_up
from lkjdsl.render.explanation.content import Remark
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.notation.text import line


def scored(context: ExplanationContext, steps: ResultSteps, step: Step) -> Iterator[Remark]:
    """Yield the band of the score whose first choice *step* is, if there is one."""
    score = score_of(step)
    if score is None:
        return
    for band, condition in bands_of(score, step, context.outcome.program.steps):
        if steps.values[condition] is True and band.value is not None:
            looked_up = steps.step(condition).arguments[0]
            text = context.say(
                "remark.score",
                looked_up=line(steps.general(looked_up)),
                value=context.text(steps.values[looked_up], unit_looked_up(score)),
                label=band.label,
                scale=score.scale.name,
                score=context.text(band.value, score.unit),
            )
            yield Remark("score", text, context.at(score.scale.place))
            return
