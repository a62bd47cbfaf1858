"""Budgets, what was absorbed of them, and the efficiency → sections."""

from lkjdsl.domains.typeset.tree import PathTree
from lkjdsl.model.definition import Node
from lkjdsl.model.results import FundingFigure
from lkjdsl.render.explanation.content import Remark, ResultSection
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.remarks import endings, remarks
from lkjdsl.render.explanation.symbols import steps_of, symbol


def funding_section(context: ExplanationContext, kind: FundingFigure) -> ResultSection:
    """Return the section of ``SK1.budget``, ``.absorbed``, ``.absorption`` or ``.efficiency``."""
    path, owner = kind.path, kind.owner
    last = context.outcome.program.results[path]
    steps = steps_of(context, path, last, {})
    result = context.outcome.result(path, context.language)
    positions = steps.positions(last)
    left = PathTree(symbol(context, path), path)
    return ResultSection(
        path=path,
        symbol=left.text,
        name=context.say(f"name.{kind.aspect}", name=owner.name),
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        definition=_definition(context, kind),
        lines=tuple(Derivation(context, steps, left, last, result).lines()),
        remarks=(
            *remarks(context, steps, positions, result, owner if isinstance(owner, Node) else None),
            *endings(context, result),
        ),
        inputs=inputs(context, steps, positions),
        rules=tuple(_rules(context, kind)),
        uses=tuple(steps.used(positions)),
    )


def _definition(context: ExplanationContext, kind: FundingFigure) -> str:
    funding = kind.owner.funding
    match kind.aspect:
        case "absorption":
            return context.say("definition.absorption")
        case "efficiency" if funding is not None:
            return context.say(f"definition.efficiency-{funding.efficiency}")
        case _:
            return ""


def _rules(context: ExplanationContext, kind: FundingFigure) -> list[Remark]:
    """Return the rule of an efficiency, or the formula of an amount, with its place in the edition."""
    funding = kind.owner.funding
    if funding is None or funding.place is None or funding.place.path is None or kind.aspect == "absorption":
        return []
    key = "efficiency" if kind.aspect == "efficiency" else "formula"
    at = context.at_exactly(funding.place.source, (*funding.place.path, kind.aspect))
    value = funding.efficiency or ""
    return [Remark(kind.aspect, context.say(f"rule.{key}", value=value), (at,) if at else ())]
