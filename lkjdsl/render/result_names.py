"""What a planner calls a result: ``Capaian Indeks Penegakan Hukum``."""

from typing import assert_never

from lkjdsl.diagnostic import Language
from lkjdsl.model.results import (
    PREVIOUS,
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeContribution,
    NodeValue,
    ObjectiveAchievement,
    OverallAchievement,
    ResultKind,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
)
from lkjdsl.render.words import word
from lkjdsl.words import Words

WORDS, FUNDING = Words("results.names"), Words("results.funding-names")


def name_of_result(kind: ResultKind, language: Language) -> str:  # noqa: PLR0912 - one for each kind
    """Return the name of a result, empty where the edition gives none."""
    match kind:
        case NodeValue(node):
            return node.name
        case NodeContribution(node):
            words = WORDS["contribution"].filled(name=node.name)
        case NodeAchievement(node):
            words = WORDS["achievement"].filled(name=node.name)
        case ObjectiveAchievement(objective):
            words = WORDS["objective"].filled(name=objective.name)
        case FundingFigure(owner, aspect):
            words = FUNDING[aspect].filled(name=owner.name)
        case ComparedAchievement(node, name):
            words = WORDS["compared"].filled(name=node.name, other=name_of_comparison(name, language))
        case TargetValue(ComparedAchievement(node, name)):
            words = WORDS["compared-target"].filled(name=node.name, other=name_of_comparison(name, language))
        case TargetValue(of, upper):
            words = WORDS["target-high" if upper else "target"].filled(name=of.node.name)
        case ScaleLabel(of):
            words = WORDS["rating"].filled(name=name_of_result(of, language))
        case OverallAchievement():
            words = WORDS["average"]
        case TableCellResult(table, column, row):
            words = WORDS["cell"].filled(table=table.title, column=column.title, row=str(row))
        case TableTotal(table, column):
            words = WORDS["total"].filled(table=table.title, column=column.title)
        case _:
            assert_never(kind)
    return words.text(language)


def name_of_comparison(name: str, language: Language) -> str:
    """Return what a comparison is called: that with the year before has a word of its own."""
    return word("previous", language) if name == PREVIOUS else name
