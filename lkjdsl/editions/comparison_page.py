"""Comparison → the page, and the JSON, that ``diff`` prints."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.editions.amounts import FINER, amount_text, difference, finer_of, shown
from lkjdsl.editions.attribution import Contribution
from lkjdsl.editions.changes import Change, sentence
from lkjdsl.editions.comparison import Comparison
from lkjdsl.editions.edits import ABSENT
from lkjdsl.editions.moved_results import moved_json, moved_section
from lkjdsl.editions.stand_in_targets import StandIn
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import Average, NodeAchievement
from lkjdsl.numbers import numerals
from lkjdsl.render.json import VERSION, diagnostic
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.words import of_whom, year_text
from lkjdsl.source import Path
from lkjdsl.words import Words

WORDS = Words("editions.comparison")


def comparison_page(comparison: Comparison, language: Language) -> Page:
    """Return the page: the changes, the results under both editions, and what makes them differ."""
    old, new = comparison.old.outcome, comparison.new.outcome
    about = [
        f"{WORDS['now'].text(language)}: {comparison.old.written.source.name}",
        f"{WORDS['then'].text(language)}: {comparison.new.written.source.name}",
    ]
    if comparison.targets is not None:
        about += _stand_in(comparison.targets, language)
    sections = list(_changes(comparison.changes, language))
    if old is not None and new is not None:
        about += of_whom(new.data.office, year_text(new.data, language), language)
        sections.append(moved_section(WORDS, old, new, comparison.moved, language))
        sections += _attributions(comparison, old, new, language)
    return Page(WORDS["title"].text(language), about, sections)


def _stand_in(targets: StandIn, language: Language) -> Iterator[str]:
    """Yield the lines that say which targets the figures are held against."""
    yield WORDS["targets-of"].text(language).format(year=targets.year)
    if targets.without:
        names = ", ".join(targets.without)
        yield WORDS["targets-left"].text(language).format(year=targets.year, names=names)


def _changes(changes: Sequence[Change], language: Language) -> Iterator[Section]:
    if not changes:
        yield Section(WORDS["changes"].text(language), lines=[WORDS["same"].text(language)])
    for key, quiet in (("changes", False), ("quiet", True)):
        lines = [sentence(change, language) for change in changes if change.quiet is quiet]
        if lines:
            yield Section(WORDS[key].text(language), lines=lines)


def _attributions(comparison: Comparison, old: Outcome, new: Outcome, language: Language) -> Iterator[Section]:
    """Yield a section for each indicator and average, not for components and comparisons: those are in the JSON."""
    approximation_stated = False
    for path in comparison.moved:
        parts = comparison.parts.get(path, ())
        if not parts or not _is_main(path, new):
            continue
        result = finer_of(old.result(path), new.result(path))
        rows = [[_together(part, language), amount_text(part.amount, result, language, FINER)] for part in parts]
        amount = difference(old.result(path), new.result(path))
        assert amount is not None
        rows.append([WORDS["total"].text(language), amount_text(amount, result, language, FINER)])
        columns = [
            PageColumn(WORDS["change"].text(language), wide=True),
            PageColumn(WORDS["part"].text(language), "right"),
        ]
        heading = WORDS["made-by"].text(language).format(path=path)
        lines = [] if approximation_stated else [WORDS["exact"].text(language)]
        approximation_stated = True
        yield Section(
            f"{heading}: {shown(old, path, language)} → {shown(new, path, language)}",
            Grid(columns, rows, total=True),
            lines,
        )


def _is_main(path: str, outcome: Outcome) -> bool:
    kind = outcome.program.outputs[path].kind
    return path in outcome.definition.indicators or isinstance(kind, NodeAchievement | Average)


def _together(part: Contribution, language: Language) -> str:
    sentences = [sentence(change, language) for change in part.changes]
    return sentences[0] if len(sentences) == 1 else "; ".join(sentences)


def comparison_json(comparison: Comparison, language: Language, problems: Sequence[Diagnostic]) -> str:
    """Return the comparison as JSON text; parts name their changes by number, from 0."""
    old, new = comparison.old, comparison.new
    document: dict[str, Any] = {"lkjdsl": VERSION}
    for key, side in (("old", old), ("new", new)):
        definition = side.edition.definition
        document[key] = {"file": side.written.source.name, "title": definition.title, "year": definition.year}
    if comparison.targets is not None:
        document["targets"] = {"year": comparison.targets.year, "without": list(comparison.targets.without)}
    document["changes"] = [_change_json(change, language) for change in comparison.changes]
    if old.outcome is not None and new.outcome is not None:
        document |= {"year": new.outcome.data.year, "office": new.outcome.data.office}
        numbers = {id(change): index for index, change in enumerate(comparison.changes)}
        document["results"] = {
            path: _result_json(old.outcome, new.outcome, path, comparison.parts.get(path, ()), numbers, language)
            for path in comparison.moved
        }
    document["problems"] = [diagnostic(problem, language) for problem in problems]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _change_json(change: Change, language: Language) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": _dotted(change.path), "key": change.key, "text": sentence(change, language)}
    for side, value in (("old", change.edit.old), ("new", change.edit.new)):
        if value is not ABSENT:
            entry[side] = _plain(value)
    return entry | {"results_depend_on_it": not change.quiet}


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


def _plain(value: Any) -> Any:
    """Return a value of a formula file for JSON; a decimal keeps its digits, as a text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int) else str(value)


def _result_json(
    old: Outcome, new: Outcome, path: str, parts: Sequence[Contribution], numbers: dict[int, int], language: Language
) -> dict[str, Any]:
    entry = moved_json(old, new, path, language, ("old", "new"))
    if "change" in entry:
        result = finer_of(old.result(path), new.result(path))
        entry["parts"] = [
            {
                "changes": [numbers[id(change)] for change in part.changes],
                "exact": numerals.exact_text(part.amount),
                "printed": amount_text(part.amount, result, language, FINER),
            }
            for part in parts
        ]
    return entry
