"""Proofreading → JSON: a stable interface (docs/reference/proofreading.md)."""

import json
from collections.abc import Sequence
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.proofreading.printed.findings import Proofreading, ReportFault
from lkjdsl.render.json import VERSION, diagnostic


def json_text(result: Proofreading, language: Language, problems: Sequence[Diagnostic] = ()) -> str:
    """Return *result* as JSON text."""
    document = {
        "lkjdsl": VERSION,
        "findings": [finding(fault, language) for fault in result.findings],
        "questions": [finding(question, language) for question in result.questions],
        "figures": [
            {
                "place": figure.site.address.text(language),
                "text": figure.site.context,
                "printed": figure.printed,
                "what": figure.what,
                "verdict": figure.verdict,
            }
            | ({} if figure.year is None else {"year": figure.year})
            for figure in result.figures
        ],
        "forgotten": [{"place": number.place, "text": number.text, "what": number.what} for number in result.forgotten],
        "unread": [
            {"section": unrecognised.section.text(language), "numbers": unrecognised.numbers}
            for unrecognised in result.unread
        ],
        "unseen": [
            {"place": unseen.address.text(language), "kind": unseen.kind, "count": unseen.count}
            for unseen in result.unseen
        ],
        "problems": [diagnostic(problem, language) for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def finding(fault: ReportFault, language: Language) -> dict[str, Any]:
    """Return a finding as JSON data."""
    return {
        "kind": fault.kind,
        "place": fault.site.address.text(language),
        "page": fault.site.address.page,
        "text": fault.site.context,
        "printed": fault.printed,
        "what": fault.what or None,
        "computed": fault.computed or None,
        "cause": None if fault.cause is None else fault.cause.text(language),
    }
