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
from lkjdsl.render.explanation.symbols import bench_of


def section_of(desk: ExplanationContext, path: str) -> ResultSection:
    """Return the section of the result at *path*."""
    kind = desk.outcome.output(path).kind
    match kind:
        case TableCellResult() | TableTotal():
            return cell_section(desk, kind)
        case NodeValue(node):
            return node_section(desk, node)
        case NodeContribution():
            return contribution_section(desk, kind)
        case ScaleLabel():
            return rating_section(desk, kind)
        case TargetValue():
            return target_section(desk, kind)
        case NodeAchievement() | ComparedAchievement():
            return achievement_section(desk, kind)
        case ObjectiveAchievement() | OverallAchievement():
            return average_section(desk, kind)
        case FundingFigure():
            return funding_section(desk, kind)
        case _:
            assert_never(kind)


def node_section(desk: ExplanationContext, node: Node) -> ResultSection:
    """Return the section of an indicator or component, with those of its components."""
    result = desk.outcome.result(node.path, desk.language)
    last = desk.outcome.program.results[node.path]
    bench = bench_of(desk, node.path, last, {})
    formula, after = bench.peeled(last)
    given = node.path in desk.outcome.data.facts.given
    applies = not _not_applicable(bench, after)
    own = bench.own(last) if applies else _only_conditions(bench, after)
    left = PathTree(node.path.rpartition(".")[2], node.path)
    counts = applies and (formula is None or not given or not isinstance(bench.values[formula], State))
    lines = () if formula is None else tuple(Derivation(desk, bench, left, formula, result).lines(put_in=counts))
    deciding = own if counts else sorted({*_only_conditions(bench, after), *after})
    sentences = list(remarks(desk, bench, deciding, result, node))
    return ResultSection(
        path=node.path,
        symbol=left.text,
        name=node.name,
        status=result.status,
        printed=desk.shown(result),
        exact=desk.exact(result),
        definition=node.definition or ("" if formula is not None else desk.phrases["definition.given-only"]),
        lines=lines,
        remarks=(
            *sentences,
            *_without_weight(desk, node, counts=counts),
            *endings(desk, result, ScaleLabel(NodeValue(node)), applies=applies),
        ),
        parts=parts(desk, bench, node, formula, result) if applies else (),
        inputs=inputs(desk, bench, own if counts else _only_conditions(bench, after)),
        rules=tuple(rules_of_node(desk, node, list(bench.events(own if counts else ())))),
        basis=node.basis,
        note=node.note,
        sections=tuple(node_section(desk, component) for component in node.components) if counts else (),
        uses=tuple(path for path in bench.used(own) if not path.startswith(f"{node.path}.")) if counts else (),
    )


def _without_weight(desk: ExplanationContext, node: Node, *, counts: bool) -> list[Remark]:
    """Return the remark that names the components of weight 0."""
    names = [
        component.path.rpartition(".")[2]
        for component in node.components
        if component.weight is not None and not component.weight[0]
    ]
    if not names or not counts:
        return []
    return [Remark("no-weight", desk.say("remark.no-weight", names=", ".join(names)))]


def _not_applicable(bench: ResultSteps, after: Sequence[int]) -> bool:
    return any(
        bench.step(index).operator is operators.APPLIES and bench.values[bench.step(index).arguments[0]] is False
        for index in after
    )


def _only_conditions(bench: ResultSteps, after: Sequence[int]) -> list[int]:
    """Return the steps that decide whether a node applies, and the one that says so."""
    deciding = [index for index in after if bench.step(index).operator is operators.APPLIES]
    found = [one for index in deciding for one in bench.own(bench.step(index).arguments[0])]
    return sorted({*found, *deciding})
