"""Audit → JSON: the stable interface of language.md section 7, and what it leaves open."""

import json
from collections.abc import Iterable
from typing import Any

from lkjdsl.auditing.audit import Audit, Cause, FigureResult, LineResult, Unprinted, Verdict
from lkjdsl.auditing.audit_page import computed_text, difference_text, said, value_text
from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.model.values import State
from lkjdsl.numbers import numerals
from lkjdsl.render.json import VERSION, diagnostic


def audit_text(audit: Audit, language: Language, only: Verdict | None, problems: Iterable[Diagnostic]) -> str:
    """Return *audit* as JSON text, with the figures and lines of all verdicts or of one."""
    document = {
        "lkjdsl": VERSION,
        "title": audit.title,
        "year": audit.year,
        "office": audit.office,
        "figures": [figure(result, language) for result in audit.figures if only in (None, result.verdict)],
        "lines": [line(result, language) for result in audit.lines if only in (None, result.verdict)],
        "conflicts": [
            {
                "what": conflict.what,
                "places": [{"place": each.place, "printed": each.printed} for each in conflict.figures],
            }
            for conflict in (audit.conflicts if only in (None, "disagrees") else ())
        ],
        "constraints": [
            finding(constraint.finding, language)
            for constraint in (audit.broken if only in (None, "disagrees") else ())
        ],
        "notes": [finding(note, language) for note in audit.notes],
        "unprinted": [unprinted(one, language) for one in audit.unprinted],
        "problems": [diagnostic(problem, language) for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def figure(result: FigureResult, language: Language) -> dict[str, Any]:
    """Return the verdict on a figure as JSON data; ``computed`` and ``difference`` are null where there are none."""
    entry: dict[str, Any] = {
        "place": result.figure.place,
        "what": result.figure.what,
        "printed": result.figure.printed,
        "computed": None if result.computed is None and result.between is None else computed_text(result, language),
        "verdict": result.verdict,
        "difference": difference_text(result, language) or None,
        "causes": [cause(one, language) for one in result.causes],
    }
    if isinstance(result.computed, State):
        entry["status"] = result.computed.kind
        entry["computed"] = None if result.between is None else computed_text(result, language)
    if isinstance(result.computed, tuple):
        entry["exact"] = numerals.exact_text(result.computed)
    if result.between is not None:
        entry["between"] = [None if end is None else numerals.exact_text(end) for end in result.between]
    entry["unit"] = result.quantity.unit
    for key, problems in (("findings", result.findings), ("notes", result.notes)):
        if problems:
            entry[key] = [finding(problem, language) for problem in problems]
    return entry


def unprinted(one: Unprinted, language: Language) -> dict[str, Any]:
    """Return a number that is printed nowhere as JSON data."""
    quantity = one.quantity
    computed = value_text(quantity, one.computed, language, quantity.digits)
    return {"what": quantity.path, "name": quantity.name, "computed": computed}


def cause(one: Cause, language: Language) -> dict[str, Any]:
    """Return a likely cause as JSON data."""
    return {"kind": one.kind, "text": said(one.words, language)}


def finding(problem: Diagnostic, language: Language) -> dict[str, Any]:
    """Return a finding or note as JSON data."""
    return {"kind": problem.code, "text": said(problem, language)}


def line(result: LineResult, language: Language) -> dict[str, Any]:
    """Return the verdict on a line as JSON data; ``value`` is the verdict on the number that it ends in."""
    return {
        "place": result.line.place,
        "what": result.line.what,
        "printed": result.line.printed,
        "verdict": result.verdict,
        "findings": [finding(problem, language) for problem in result.findings],
        "notes": [finding(note, language) for note in result.notes],
        "value": None if result.value is None else figure(result.value, language),
    }
