"""Every number explains itself: the derivation of a result, in the words of its author and of the reports."""

from collections import deque
from hashlib import sha256

from attrs import evolve

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import (
    PREVIOUS,
    Achievement,
    ComparedAchievement,
    NodeAchievement,
    ObjectiveAchievement,
    OverallAchievement,
)
from lkjdsl.render.explanation.content import Explanation, Section, Sheet, every
from lkjdsl.render.explanation.context import Desk
from lkjdsl.render.explanation.sections import section_of

__all__ = ["Explanation", "explain"]


def explain(outcome: Outcome, *paths: str, language: Language | None = None) -> Explanation:
    """
    Return how the results at *paths* were computed, down to the inputs; of all indicators where no path is told.

    An indicator is explained with its achievement and comparisons. Raises KeyError for a path without a result.
    """
    desk = Desk(outcome, language or outcome.language)
    asked = tuple(dict.fromkeys(paths)) or everything(outcome)
    sections = tuple(with_aims(desk, path) for path in asked)
    told = {section.path for section in every(sections)}
    others: list[Section] = []
    waiting = deque(path for section in every(sections) for path in section.uses)
    while waiting:
        path = waiting.popleft()
        if path not in told:
            section = section_of(desk, path)
            others.append(section)
            below = every([section])
            told.update(one.path for one in below)
            waiting.extend(used for one in below for used in one.uses)
    sheets = tuple(
        Sheet(role, source.name, sha256(source.text.encode()).hexdigest())  # type: ignore[arg-type] # one of the three words
        for role, source in desk.sources()
    )
    explained = tuple(section.path for section in every((*sections, *others)))
    return Explanation(
        outcome.definition.title, outcome.data.office, outcome.data.year, desk.language,
        sections, tuple(others), sheets, explained, outcome,
    )  # fmt: skip


def everything(outcome: Outcome) -> tuple[str, ...]:
    """Return the paths that are explained where none is told: indicators, then the averages of their achievements."""
    definition = outcome.definition
    averages = [ObjectiveAchievement(one).path for one in definition.objectives.values() if one.indicators]
    overall = [path for path in (OverallAchievement().path,) if path in outcome.program.results]
    return (*definition.indicators, *averages, *overall)


def with_aims(desk: Desk, path: str) -> Section:
    """Return the section of *path*; that of an indicator with what it is measured against: targets, the year before."""
    section = section_of(desk, path)
    outcome = desk.outcome
    node = outcome.definition.indicators.get(path)
    if node is None:
        return section
    names = [*node.compare, *([PREVIOUS] if outcome.previous is not None else [])]
    aims: list[Achievement] = [NodeAchievement(node)] if node.target is not None else []
    aims += [ComparedAchievement(node, name) for name in names]
    return evolve(section, sections=(*section.sections, *(section_of(desk, aim.path) for aim in aims)))
