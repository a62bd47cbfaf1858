"""Budgets, what was absorbed of them, and the efficiency → sections."""

from lkjdsl.domains.typeset.tree import PathTree
from lkjdsl.model.definition import Node
from lkjdsl.model.results import FundingFigure
from lkjdsl.render.explanation.content import Remark, ResultSection
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.remarks import endings, remarks
from lkjdsl.render.explanation.symbols import bench_of, symbol


def funding_section(desk: ExplanationContext, kind: FundingFigure) -> ResultSection:
    """Return the section of ``SK1.budget``, ``.absorbed``, ``.absorption`` or ``.efficiency``."""
    path, owner = kind.path, kind.owner
    last = desk.outcome.program.results[path]
    bench = bench_of(desk, path, last, {})
    result = desk.outcome.result(path, desk.language)
    own = bench.own(last)
    left = PathTree(symbol(desk, path), path)
    return ResultSection(
        path=path,
        symbol=left.text,
        name=desk.say(f"name.{kind.aspect}", name=owner.name),
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        definition=_definition(desk, kind),
        lines=tuple(Derivation(desk, bench, left, last, result).lines()),
        remarks=(
            *remarks(desk, bench, own, result, owner if isinstance(owner, Node) else None),
            *endings(desk, result),
        ),
        inputs=inputs(desk, bench, own),
        rules=tuple(_rules(desk, kind)),
        uses=tuple(bench.used(own)),
    )


def _definition(desk: ExplanationContext, kind: FundingFigure) -> str:
    funding = kind.owner.funding
    match kind.aspect:
        case "absorption":
            return desk.say("definition.absorption")
        case "efficiency" if funding is not None:
            return desk.say(f"definition.efficiency-{funding.efficiency}")
        case _:
            return ""


def _rules(desk: ExplanationContext, kind: FundingFigure) -> list[Remark]:
    """Return the rule of an efficiency, or the formula of an amount, with its place in the edition."""
    funding = kind.owner.funding
    if funding is None or funding.place is None or funding.place.path is None or kind.aspect == "absorption":
        return []
    key = "efficiency" if kind.aspect == "efficiency" else "formula"
    at = desk.at_exactly(funding.place.source, (*funding.place.path, kind.aspect))
    value = funding.efficiency or ""
    return [Remark(kind.aspect, desk.say(f"rule.{key}", value=value), (at,) if at else ())]
