"""Results → sections: nodes with those of their components, and what stands beside them."""

from collections.abc import Sequence
from typing import assert_never

from lkjdsl.core import operators
from lkjdsl.domains.typeset.tree import PathTree
from lkjdsl.model.definition import Node
from lkjdsl.model.results import (
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
)
from lkjdsl.model.values import State
from lkjdsl.render.explanation.achievements import achievement_section, average_section, rating_section, target_section
from lkjdsl.render.explanation.components import parts
from lkjdsl.render.explanation.content import Remark, ResultSection
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.contributions import contribution_section
from lkjdsl.render.explanation.funding import funding_section
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.remarks import endings, remarks
from lkjdsl.render.explanation.report_tables import cell_section
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.rule_list import rules_of_node
from lkjdsl.render.explanation.symbols import steps_of


def section_of(context: ExplanationContext, path: str) -> ResultSection:
    """Return the section of the result at *path*."""
    kind = context.outcome.output(path).kind
    match kind:
        case TableCellResult() | TableTotal():
            return cell_section(context, kind)
        case NodeValue(node):
            return node_section(context, node)
        case NodeContribution():
            return contribution_section(context, kind)
        case ScaleLabel():
            return rating_section(context, kind)
        case TargetValue():
            return target_section(context, kind)
        case NodeAchievement() | ComparedAchievement():
            return achievement_section(context, kind)
        case ObjectiveAchievement() | OverallAchievement():
            return average_section(context, kind)
        case FundingFigure():
            return funding_section(context, kind)
        case _:
            assert_never(kind)


def node_section(context: ExplanationContext, node: Node) -> ResultSection:
    """Return the section of an indicator or component, with those of its components."""
    result = context.outcome.result(node.path, context.language)
    last = context.outcome.program.results[node.path]
    steps = steps_of(context, node.path, last, {})
    formula, after = steps.peeled(last)
    given = node.path in context.outcome.data.facts.given
    applies = not _not_applicable(steps, after)
    positions = steps.positions(last) if applies else _only_conditions(steps, after)
    left = PathTree(node.path.rpartition(".")[2], node.path)
    counts = applies and (formula is None or not given or not isinstance(steps.values[formula], State))
    lines = () if formula is None else tuple(Derivation(context, steps, left, formula, result).lines(put_in=counts))
    deciding = positions if counts else sorted({*_only_conditions(steps, after), *after})
    sentences = list(remarks(context, steps, deciding, result, node))
    return ResultSection(
        path=node.path,
        symbol=left.text,
        name=node.name,
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        definition=node.definition or ("" if formula is not None else context.phrases["definition.given-only"]),
        lines=lines,
        remarks=(
            *sentences,
            *_without_weight(context, node, counts=counts),
            *endings(context, result, ScaleLabel(NodeValue(node)), applies=applies),
        ),
        parts=parts(context, steps, node, formula, result) if applies else (),
        inputs=inputs(context, steps, positions if counts else _only_conditions(steps, after)),
        rules=tuple(rules_of_node(context, node, list(steps.events(positions if counts else ())))),
        basis=node.basis,
        note=node.note,
        sections=tuple(node_section(context, component) for component in node.components) if counts else (),
        uses=tuple(path for path in steps.used(positions) if not path.startswith(f"{node.path}.")) if counts else (),
    )


def _without_weight(context: ExplanationContext, node: Node, *, counts: bool) -> list[Remark]:
    """Return the remark that names the components of weight 0."""
    names = [
        component.path.rpartition(".")[2]
        for component in node.components
        if component.weight is not None and not component.weight[0]
    ]
    if not names or not counts:
        return []
    return [Remark("no-weight", context.say("remark.no-weight", names=", ".join(names)))]


def _not_applicable(steps: ResultSteps, after: Sequence[int]) -> bool:
    return any(
        steps.step(index).operator is operators.APPLIES and steps.values[steps.step(index).arguments[0]] is False
        for index in after
    )


def _only_conditions(steps: ResultSteps, after: Sequence[int]) -> list[int]:
    """Return the steps that decide whether a node applies, and the one that says so."""
    deciding = [index for index in after if steps.step(index).operator is operators.APPLIES]
    found = [position for index in deciding for position in steps.positions(steps.step(index).arguments[0])]
    return sorted({*found, *deciding})
