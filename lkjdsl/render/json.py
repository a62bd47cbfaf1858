"""Results → JSON: the stable interface of language.md section 7."""

import json
from collections.abc import Iterable
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.evaluate.outcome import Outcome, Result
from lkjdsl.model.results import Achievement, TargetValue
from lkjdsl.model.values import State
from lkjdsl.numbers import numerals
from lkjdsl.render.page import Page
from lkjdsl.syntax.places import spot

VERSION = 1


def outcome_text(outcome: Outcome, language: Language, problems: Iterable[Diagnostic]) -> str:
    """Return an outcome as JSON text."""
    told = {"lkjdsl": VERSION, "title": outcome.definition.title, **outcome_json(outcome, language, problems)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def outcome_json(outcome: Outcome, language: Language, problems: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return what is said of one year of one office as JSON data."""
    return {
        "year": outcome.data.year,
        "office": outcome.data.office,
        "values": {path: value(outcome, outcome.result(path, language)) for path in outcome.paths},
        "problems": [diagnostic(one, language) for one in problems],
    }


def value(outcome: Outcome, result: Result) -> dict[str, Any]:
    """Return one result as JSON data: exact fraction, decimal value and printed text; or a state with its reason."""
    told: dict[str, Any] = {"status": result.status}
    if isinstance(result.value, tuple):
        told["exact"] = numerals.exact_text(result.value)
        told["value"] = numerals.value_text(result.value)
        told["printed"] = result.printed
        if result.approximate:
            told["approximate"] = True
    elif isinstance(result.value, State):
        told["reason"] = result.reason
        missing = [one.about for one in result.value.reasons if one.code in ("missing-input", "missing-previous")]
        if missing:
            told["missing"] = list(dict.fromkeys(missing))
    else:
        told["value"] = result.value
        told["printed"] = result.printed
    told["unit"] = result.unit
    kind = result.kind
    target = outcome.program.results.get(TargetValue(kind).path) if isinstance(kind, Achievement) else None
    aimed = None if target is None else outcome.values[target]
    if isinstance(aimed, tuple):
        told["target"] = numerals.value_text(aimed)
    told["name"] = result.name
    return told


def diagnostic(one: Diagnostic, language: Language) -> dict[str, Any]:
    """Return one problem as JSON data."""
    told: dict[str, Any] = {"code": one.code, "severity": one.severity, "message": one.message(language)}
    if one.labels:
        place = spot(one.labels[0].place)
        told |= {"file": place.file, "line": place.line, "column": place.column}
    helps = one.helps_in(language)
    if helps:
        told["help"] = helps
    return told


def page_text(page: Page) -> str:
    """Return a page as JSON: its tables as lists of objects, a member for each column."""
    sections = []
    for one in page.sections:
        headings = [] if one.grid is None else [column.heading for column in one.grid.columns]
        rows = [] if one.grid is None else [dict(zip(headings, row, strict=True)) for row in one.grid.rows]
        sections.append({"heading": one.heading, "rows": rows, "lines": list(one.lines)})
    told = {"title": page.title, "about": list(page.about), "sections": sections}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
