"""Results → JSON: the stable interface of language.md section 7."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.evaluate.rounding_difference import difference_of_contributions, difference_of_total
from lkjdsl.model.periods import YearSpan
from lkjdsl.model.results import Achievement, NodeValue, ResultKind, TableTotal, TargetValue
from lkjdsl.model.values import State
from lkjdsl.numbers import numerals
from lkjdsl.numbers.rational import Number
from lkjdsl.render.page import Page
from lkjdsl.syntax.places import spot

VERSION = 1
MISSING = ("missing-input", "missing-previous", "missing-rows")
"""Reasons for which something is to be filled in: an input, or a table of rows."""


def outcome_text(outcome: Outcome, language: Language, problems: Iterable[Diagnostic]) -> str:
    """Return an outcome as JSON text."""
    document = {"lkjdsl": VERSION, "title": outcome.definition.title, **outcome_json(outcome, language, problems)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def outcome_json(outcome: Outcome, language: Language, problems: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return what is said of one year of one office as JSON data."""
    return {
        "year": outcome.data.year,
        "office": outcome.data.office,
        "values": _values(outcome, language),
        "problems": [diagnostic(problem, language) for problem in problems],
        **({"periods": _periods(outcome, language)} if outcome.spans else {}),
    }


def _periods(outcome: Outcome, language: Language) -> list[dict[str, Any]]:
    """Return the results of each period by itself and of the year up to it."""
    return [
        {
            "period": span.period,
            "values": _values(part, language),
            "to_date": _values(outcome.spans[YearSpan(span.period, to_date=True)], language),
        }
        for span, part in outcome.spans.items()
        if not span.to_date
    ]


def _values(outcome: Outcome, language: Language) -> dict[str, Any]:
    return {path: value(outcome, outcome.result(path, language)) for path in outcome.paths}


def value(outcome: Outcome, result: Result) -> dict[str, Any]:
    """Return one result as JSON data: exact fraction, decimal value and printed text; or a state with its reason."""
    entry: dict[str, Any] = {"status": result.status}
    if isinstance(result.value, tuple):
        entry["exact"] = numerals.exact_text(result.value)
        entry["value"] = numerals.value_text(result.value)
        entry["printed"] = result.printed
        if result.approximate:
            entry["approximate"] = True
    elif isinstance(result.value, State):
        entry["reason"] = result.reason
        if outcome.data.span is not None:
            entry["code"] = result.value.reasons[0].code
        missing = [reason.about for reason in result.value.reasons if reason.code in MISSING]
        if missing:
            entry["missing"] = list(dict.fromkeys(missing))
    else:
        entry["value"] = result.value
        entry["printed"] = result.printed
    entry["unit"] = result.unit
    kind = result.kind
    ends = [TargetValue(kind, upper=upper).path for upper in (False, True)] if isinstance(kind, Achievement) else []
    aimed = [outcome.values[outcome.program.results[path]] for path in ends if path in outcome.program.results]
    texts = [numerals.value_text(end) for end in aimed if isinstance(end, tuple)]
    if texts:
        entry["target"] = texts[0] if len(aimed) == 1 else texts
    difference = _rounding_difference(outcome, kind)
    if difference is not None:
        printed = numerals.printed(difference, result.unit, result.digits, result.rounding, result.language)
        entry["rounding_difference"] = {"value": numerals.value_text(difference), "printed": printed}
    entry["name"] = result.name
    return entry


def _rounding_difference(outcome: Outcome, kind: ResultKind) -> Number | None:
    """Return what a printed total is more than the printed parts that are among the results, None for no total."""
    match kind:
        case TableTotal():
            return difference_of_total(outcome, kind)
        case NodeValue(node) if node.is_weighted_mean and outcome.definition.has_contributions:
            return difference_of_contributions(outcome, node)
        case _:
            return None


def diagnostic(problem: Diagnostic, language: Language) -> dict[str, Any]:
    """Return one problem as JSON data."""
    entry: dict[str, Any] = {"code": problem.code, "severity": problem.severity, "message": problem.message(language)}
    if problem.labels:
        place = spot(problem.labels[0].place)
        entry |= {"file": place.file, "line": place.line, "column": place.column}
    helps = problem.helps_in(language)
    if helps:
        entry["help"] = helps
    return entry


def _apart(headings: Iterable[str]) -> Iterator[str]:
    """Yield the names of members: a heading that occurs again has its number after it."""
    seen: dict[str, int] = {}
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        yield heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"


def page_text(page: Page) -> str:
    """Return a page as JSON: its tables as lists of objects, a member for each column."""
    sections = []
    for section in page.sections:
        headings = [] if section.grid is None else list(_apart(column.heading for column in section.grid.columns))
        rows = [] if section.grid is None else [dict(zip(headings, row, strict=True)) for row in section.grid.rows]
        sections.append({"heading": section.heading, "rows": rows, "lines": list(section.lines)})
    document = {"title": page.title, "about": list(page.about), "sections": sections}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
