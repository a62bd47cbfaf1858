"""The condition of a node that does not hold, in the words of a formula."""

from lkjdsl.core import operators
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.symbols import steps_of
from lkjdsl.render.notation.text import line


def unmet_condition(context: ExplanationContext, path: str) -> str:
    """Return the condition, of the node at *path* or of one above it, that keeps it from applying; empty where none."""
    parts = path.split(".")
    for above in (".".join(parts[:length]) for length in range(1, len(parts) + 1)):
        node = context.outcome.nodes.get(above)
        if node is None or node.applies_if is None:
            continue
        steps = steps_of(context, above, context.outcome.program.results[above], {})
        _, after = steps.peeled(context.outcome.program.results[above])
        for index in after:
            step = steps.step(index)
            if step.operator is operators.APPLIES and steps.values[step.arguments[0]] is False:
                return line(steps.general(own_condition(steps, index)))
    return ""


def own_condition(steps: ResultSteps, index: int) -> int:
    """Return the step of the node's own condition; inside a node with a condition it hangs on that one's."""
    condition = steps.step(index).arguments[0]
    step = steps.step(condition)
    return step.arguments[1] if step.operator is operators.CHOOSE and step.origin.span is None else condition
