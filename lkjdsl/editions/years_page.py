"""Several years → the page, and the JSON, that ``eval`` prints: a column for each year, with the change."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.editions.amounts import change_text, changes_note, difference, points_note, shown
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.model.definition import Node
from lkjdsl.model.results import (
    PREVIOUS,
    ComparedAchievement,
    NodeAchievement,
    ObjectiveAchievement,
    OverallAchievement,
    TargetValue,
    contributions_in,
)
from lkjdsl.numbers import numerals
from lkjdsl.render.json import VERSION, outcome_json
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.results_page import reasons_of, target_text
from lkjdsl.render.words import word
from lkjdsl.words import Words

WORDS = Words("editions.years")

YearRow = tuple[int, str, str, str]
"""The depth of a row, the path of its result, the path that is shown, and its name."""


def years_page(outcomes: Sequence[Outcome], language: Language) -> Page:
    """Return the page: results, targets and achievements of each year, how they change, and what is wanting."""
    latest = outcomes[-1]
    office = latest.data.office
    about = [f"{word('office', language)}: {office}"] if office else []
    about.append(", ".join(f"{word('year', language)} {outcome.data.year}" for outcome in outcomes))
    sections = [_results(outcomes, language)]
    for outcome in outcomes:
        lines = list(reasons_of(outcome, language))
        if lines:
            sections.append(Section(WORDS["notes"].text(language).format(year=outcome.data.year), lines=lines))
    return Page(latest.definition.title, about, sections)


def _results(outcomes: Sequence[Outcome], language: Language) -> Section:
    rows: list[list[str]] = []
    pairs = []
    indents = []
    for depth, path, label, name in rows_of(outcomes[-1], language):
        cells = [label, name]
        for index, outcome in enumerate(outcomes):
            cells.append(cell_text(outcome, path, language))
            if index:
                both = _both(outcomes[index - 1], outcome, path)
                cells.append(change_text(*both, language) if both else "")
                pairs += [(f"{label} {outcome.data.year}", *both)] if both else []
        rows.append(cells)
        indents.append(depth)
    columns = [PageColumn(word("path", language), leading=True), PageColumn(word("name", language), wide=True)]
    for index, outcome in enumerate(outcomes):
        columns.append(PageColumn(str(outcome.data.year), "right"))
        if index:
            columns.append(PageColumn(WORDS["change"].text(language), "right"))
    return Section(
        WORDS["years"].text(language),
        Grid(columns, rows, indents),
        [*points_note(rows, language), *changes_note(pairs, language)],
    )


def _both(before: Outcome, after: Outcome, path: str) -> tuple[Result, Result] | None:
    """Return the result at *path* of both years, None where one has none, or is a range, which has no one change."""
    if any(path not in outcome or _is_range(outcome, path) for outcome in (before, after)):
        return None
    return before.result(path), after.result(path)


def _is_range(outcome: Outcome, path: str) -> bool:
    kind = outcome.output(path).kind
    upper = TargetValue(kind.of, upper=True).path if isinstance(kind, TargetValue) else None
    return upper in outcome.program.results and isinstance(outcome.result(str(upper)).value, tuple)


def cell_text(outcome: Outcome, path: str, language: Language) -> str:
    """Return the result at *path* as printed, or the word for its state; of a target that is a range, both ends."""
    if path in outcome and isinstance(kind := outcome.output(path).kind, TargetValue):
        return target_text(outcome, kind.of, language) or shown(outcome, path, language)
    return shown(outcome, path, language)


def rows_of(outcome: Outcome, language: Language) -> Iterator[YearRow]:
    """Yield the results that are shown side by side: objectives, indicators with target and achievement, components."""
    definition = outcome.definition
    for objective in definition.objectives.values():
        yield 0, ObjectiveAchievement(objective).path, objective.path, objective.name
        for name in objective.indicators:
            yield from _of_indicator(outcome, definition.indicators[name], 1, language)
    overall = OverallAchievement().path
    if overall in outcome.program.results:
        yield 0, overall, overall, word("overall", language)
    for indicator in definition.indicators.values():
        if indicator.objective is None:
            yield from _of_indicator(outcome, indicator, 0, language)


def _of_indicator(outcome: Outcome, indicator: Node, depth: int, language: Language) -> Iterator[YearRow]:
    """Yield an indicator, its target and achievement, and its components."""
    yield depth, indicator.path, indicator.path, indicator.name
    if indicator.target is not None:
        achievement = NodeAchievement(indicator)
        for aspect, path in (("target", TargetValue(achievement).path), ("achievement", achievement.path)):
            yield depth + 1, path, path, word(aspect, language)
    if outcome.previous is not None:
        path = ComparedAchievement(indicator, PREVIOUS).path
        yield depth + 1, path, path, f"{word('compared', language)}: {word('previous', language)}"
    contributions = contributions_in(indicator.walk())
    for node in indicator.walk():
        if node is not indicator:
            yield depth + node.path.count("."), node.path, node.path, node.name
            contribution = "" if node.path not in contributions else contributions[node.path].path
            if contribution in outcome.program.results:
                yield depth + node.path.count(".") + 1, contribution, contribution, word("contribution", language)


def years_json(outcomes: Sequence[Outcome], language: Language, problems: Iterable[Diagnostic]) -> str:
    """Return the years as JSON text, each as ``eval`` gives one, and how much each result changes."""
    document: dict[str, Any] = {
        "lkjdsl": VERSION,
        "title": outcomes[-1].definition.title,
        "years": [outcome_json(outcome, language, (*problems, *outcome.problems)) for outcome in outcomes],
        "changes": {},
    }
    for before, after in pairwise(outcomes):
        changes = {path: _change_json(before, after, path, language) for path in after.paths if path in before}
        document["changes"][str(after.data.year)] = {
            path: change for path, change in changes.items() if change is not None
        }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _change_json(before: Outcome, after: Outcome, path: str, language: Language) -> dict[str, str] | None:
    both = before.result(path), after.result(path)
    amount = difference(*both)
    if amount is None:
        return None
    return {"exact": numerals.exact_text(amount), "printed": change_text(*both, language)}
