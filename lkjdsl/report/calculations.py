"""How a result was computed, as ``explain`` says it: name, definition, equations, and what the rules did."""

from collections.abc import Iterator

from lkjdsl.model.results import (
    PREVIOUS,
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    ObjectiveAchievement,
    OverallAchievement,
)
from lkjdsl.render.explanation import explain
from lkjdsl.render.explanation.content import ResultSection, every
from lkjdsl.render.figure_text import joined
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterBlock, ChapterParagraph, EquationLines


def calculation(account: Account, path: str) -> list[ChapterBlock]:
    """Return the derivation of the result at *path*, and of all that it rests on."""
    explanation = explain(account.outcome, path, language=account.language)
    sections = every((*explanation.sections, *explanation.others))
    return [block for section in sections for block in _section(account, section)]


def _section(account: Account, section: ResultSection) -> Iterator[ChapterBlock]:
    yield ChapterParagraph(joined([_title(account, section), ": ", section.printed]), "lead")
    if section.definition:
        yield ChapterParagraph(" ".join(section.definition.split()))
    if section.lines:
        yield EquationLines([line.equation for line in section.lines])
    for remark in section.remarks:
        yield ChapterParagraph(remark.text, "item")


def _title(account: Account, section: ResultSection) -> str:
    """Return what a result is called in a report, which has no ``IKK1.achievement``: that is English."""
    kind = account.outcome.output(section.path).kind
    match kind:
        case NodeAchievement(node):
            return account.word("lead-achievement", path=node.path)
        case ComparedAchievement(node, name) if name == PREVIOUS:
            return account.word("lead-previous", path=node.path)
        case ComparedAchievement(node, name):
            return account.word("lead-compared", path=node.path, name=name)
        case ObjectiveAchievement(objective):
            return account.word("lead-objective", path=objective.path, name=objective.name)
        case FundingFigure() | OverallAchievement():
            return section.name
        case _:
            return f"{section.path} {section.name}"
