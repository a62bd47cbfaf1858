"""What a planner calls a quantity: ``Capaian Indeks Penegakan Hukum``; its path stands beside it."""

from typing import assert_never

from attrs import frozen

from lkjdsl.auditing.audit import Quantity
from lkjdsl.diagnostic import Language
from lkjdsl.model.results import (
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
from lkjdsl.words import Words

WORDS, FUNDING = Words("auditing.names"), Words("auditing.funding-names")


def name_of_quantity(quantity: Quantity, language: Language) -> str:
    """Return the name of what a figure is of, empty where the edition gives none."""
    match quantity.kind:
        case "input":
            return quantity.name
        case "fixed":
            return WORDS["weight"].filled(name=quantity.name).text(language)
        case "result":
            assert quantity.output is not None
            return name_of_result(quantity.output.kind, language)
        case _:
            assert_never(quantity.kind)


def named(quantity: Quantity, language: Language) -> str:
    """Return the name with the path behind it."""
    name = name_of_quantity(quantity, language)
    return f"{name} ({quantity.path})" if name else quantity.path


@frozen
class NamedQuantity:
    """A quantity as a word of a message: its name with its path."""

    quantity: Quantity

    def text(self, language: Language) -> str:
        """Return them."""
        return named(self.quantity, language)


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
            words = WORDS["compared"].filled(name=node.name, other=name)
        case TargetValue(ComparedAchievement(node, name)):
            words = WORDS["compared-target"].filled(name=node.name, other=name)
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
