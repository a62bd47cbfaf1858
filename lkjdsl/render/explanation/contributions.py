"""What a component contributes to the weighted mean that it is part of → section."""

from typing import Literal

from lkjdsl.core.pooling import shares
from lkjdsl.core.program import Pool
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.aggregates import percentage
from lkjdsl.domains.typeset.tree import EquationTree, PathTree, PlainWord, PrintedNumber, Tree
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.results import NodeContribution
from lkjdsl.model.values import Value
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number, compare, round_at
from lkjdsl.render.explanation.content import Line, ResultSection
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.remarks import endings
from lkjdsl.units import PERCENT

MORE_DIGITS = 4
"""So many decimals more than those of the result are shown of a value, where it takes them to compute the result."""


def contribution_section(context: ExplanationContext, kind: NodeContribution) -> ResultSection:
    """Return the section of ``IKK1.K1.contribution``: the value times the weight that counted."""
    result = context.outcome.result(kind.path, context.language)
    name = kind.node.path.rpartition(".")[2]
    left = PathTree(context.say("symbol.contribution-of", name=name), kind.path)
    weight = kind.node.weight or (0, 1)
    value, share = _factors(context, kind) if weight[0] else (None, None)

    def equation(factor: Tree, by: Number) -> EquationTree:
        return EquationTree(left, notation.chain("×", (factor, percentage(by, context.language)), notation.PRODUCT))

    lines = [Line("general", equation(PathTree(name, kind.node.path), weight))]
    end: Tree = PlainWord(context.shown(result))
    sign: Literal["=", "≈"] = "="
    if share is not None and isinstance(value, tuple) and isinstance(result.value, tuple):
        more = _more_digits(value, share, result)
        sign, end = "≈" if more is None else "=", PrintedNumber(context.shown(result))
        lines.append(Line("figures", equation(PrintedNumber(_printed(value, result, more or 0)), share)))
    lines.append(Line("result", EquationTree(left, end, sign)))
    return ResultSection(
        path=kind.path,
        symbol=left.text,
        name=context.say("name.contribution", name=kind.node.name, whole=kind.whole.path),
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        lines=tuple(lines),
        remarks=tuple(endings(context, result)),
        uses=(kind.whole.path,),
    )


def _factors(context: ExplanationContext, kind: NodeContribution) -> tuple[Value, Number | None]:
    """Return the value as it enters the mean, and its part of the weight; None where it is excluded."""
    program, values = context.outcome.program, context.outcome.values
    mean, nothing = program.steps[program.results[kind.path]].arguments
    step = program.steps[mean]
    entering = program.steps[nothing].arguments[0]
    assert isinstance(step.setting, Pool)
    parts = shares(step.setting, [values[argument] for argument in step.arguments])
    return values[entering], parts[step.arguments.index(entering)]


def _printed(value: Number, result: Result, more: int) -> str:
    return numerals.printed(value, result.unit, result.digits + more, result.rounding, result.language)


def _more_digits(value: Number, share: Number, result: Result) -> int | None:
    """Return how many digits more than the result the *value* needs, for the printed product to be right; or None."""
    assert isinstance(result.value, tuple)
    places = result.digits + (2 if result.unit == PERCENT else 0)
    wanted = round_at(result.value, places, result.rounding)
    for more in range(MORE_DIGITS + 1):
        shown = round_at(value, places + more, result.rounding)
        product = round_at((shown[0] * share[0], shown[1] * share[1]), places, result.rounding)
        if compare(product, wanted) == 0:
            return more
    return None
