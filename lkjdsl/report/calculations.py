"""How a result was computed, as ``explain`` says it: name, definition, equations, and what the rules did."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeGuard

from lkjdsl.domains.typeset.tree import EquationTree, PathTree
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    NodeValue,
    ObjectiveAchievement,
    OverallAchievement,
    ResultKind,
)
from lkjdsl.numbers.numerals import Numeral, read
from lkjdsl.render.codes import spoken_code, titled
from lkjdsl.render.explanation import explain
from lkjdsl.render.explanation.content import Line, ResultSection, every
from lkjdsl.render.figure_text import capitalised, joined
from lkjdsl.report.account import Account
from lkjdsl.report.blocks import ChapterBlock, ChapterParagraph, EquationLines
from lkjdsl.report.reasons import reason_of
from lkjdsl.report.sentences import of_indicator
from lkjdsl.report.spoken import equation_named, equation_of


def calculation(account: Account, path: str) -> list[ChapterBlock]:
    """Return the derivation of the result at *path*, and of all that it rests on; of what does not apply, why."""
    kind = account.outcome.output(path).kind
    node = kind.node if isinstance(kind, NodeValue) else None
    if node is not None and node in account.indicators and account.is_excluded(node):
        return [ChapterParagraph(sentence) for sentence in of_indicator(account, node)]
    outcome = account.measured(kind.node) if _is_held_against_target(kind) else account.outcome
    explanation = explain(outcome, path, language=account.language, in_report=True)
    sections = every((*explanation.sections, *explanation.others))
    reasons: set[str] = set()
    return [block for section in sections for block in _section(account, outcome, section, reasons)]


def _is_held_against_target(kind: ResultKind) -> TypeGuard[NodeValue | Achievement]:
    """Return whether a result is that of an indicator, or one of its achievements but that against the year before."""
    match kind:
        case NodeValue(node):
            return "." not in node.path
        case ComparedAchievement(_, name):
            return name != PREVIOUS
        case _:
            return isinstance(kind, NodeAchievement)


def _section(account: Account, outcome: Outcome, section: ResultSection, reasons: set[str]) -> Iterator[ChapterBlock]:
    """Yield what a section of *outcome* says; *reasons* are those that have been told of results that are none."""
    if section.status != "ok":
        yield from _without_number(account, outcome, section, reasons)
        return
    yield ChapterParagraph(joined([_title(account, outcome, section), ": ", section.printed]), "lead")
    lines = [_equation(account, outcome, line) for line in section.lines if not _is_repeated(account, line, section)]
    side = [remark for remark in section.remarks if remark.kind.startswith("range-")]  # says which formula follows
    defined = [" ".join(section.definition.split())] if section.definition else []
    definition = joined([*defined, *(remark.text for remark in side)], " ")
    if definition:
        yield ChapterParagraph(definition, "definition" if lines else "text")
    if lines:
        yield EquationLines(lines)
    for remark in section.remarks:
        if remark in side:
            continue
        yield ChapterParagraph(account.spoken(remark.text), "item")


def _without_number(
    account: Account, outcome: Outcome, section: ResultSection, reasons: set[str]
) -> Iterator[ChapterBlock]:
    """Yield the formula of a node and why there is no result, once: an achievement has the reason of its node."""
    result = outcome.result(section.path, account.language)
    is_node = isinstance(result.kind, NodeValue)
    why = [remark for remark in section.remarks if remark.kind == "no-result"] or section.remarks
    said = [account.spoken(remark.text) for remark in why]
    said = said or [capitalised(f"{reason_of(account, result)}.")]
    new = [text for text in said if text not in reasons]
    formula = [_equation(account, outcome, one) for one in section.lines if one.kind == "general"]
    if new or (is_node and formula):
        yield ChapterParagraph(joined([_title(account, outcome, section), ": ", section.printed]), "lead")
    if is_node and formula:
        yield EquationLines(formula)
    for text in new:
        yield ChapterParagraph(text, "item")
    reasons.update(new)


def _equation(account: Account, outcome: Outcome, line: Line) -> EquationTree:
    named = equation_named(line.equation, account.spoken)
    return named if outcome is account.outcome else equation_of(named, outcome)


def _is_repeated(account: Account, line: Line, section: ResultSection) -> bool:
    """Return whether a line is the number that is the result already, 3,48 before 3,480."""
    right = line.equation.right
    if line.kind != "figures" or section.lines[-1].kind != "result" or not isinstance(right, PathTree):
        return False
    number, result = read(right.text, account.language), read(section.printed, account.language)
    if not isinstance(number, Numeral) or not isinstance(result, Numeral):
        return False
    return (Fraction(*number.number), number.percent) == (Fraction(*result.number), result.percent)


def _title(account: Account, outcome: Outcome, section: ResultSection) -> str:
    """Return what a result is called in a report, which has no ``IKK1.achievement``: that is English."""
    kind = account.outcome.output(section.path).kind
    span = None if outcome is account.outcome else outcome.data.span
    of_period = "" if span is None else f" ({span.period})"
    match kind:
        case NodeAchievement(node):
            return account.word("lead-achievement", path=spoken_code(node.path)) + of_period
        case ComparedAchievement(node, name) if name == PREVIOUS:
            return account.word("lead-previous", path=spoken_code(node.path))
        case ComparedAchievement(node, name):
            return account.word("lead-compared", path=spoken_code(node.path), name=spoken_code(name))
        case ObjectiveAchievement(objective):
            return account.word("lead-objective", name=titled(objective.path, objective.name))
        case FundingFigure() | OverallAchievement():
            return section.name
        case _:
            return titled(section.path, section.name) + of_period
