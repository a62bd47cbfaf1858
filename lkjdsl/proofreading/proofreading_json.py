"""Proofreading → JSON: a stable interface (docs/reference/proofreading.md)."""

import json
from collections.abc import Sequence
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.proofreading.findings import Proofreading, ReportFault
from lkjdsl.render.json import VERSION, diagnostic


def json_text(result: Proofreading, language: Language, problems: Sequence[Diagnostic] = ()) -> str:
    """Return *result* as JSON text."""
    document = {
        "lkjdsl": VERSION,
        "findings": [finding(one, language) for one in result.findings],
        "questions": [finding(one, language) for one in result.questions],
        "figures": [
            {
                "place": one.site.address.text(language),
                "text": one.site.context,
                "printed": one.printed,
                "what": one.what,
                "verdict": one.verdict,
            }
            | ({} if one.year is None else {"year": one.year})
            for one in result.figures
        ],
        "forgotten": [{"place": one.place, "text": one.text, "what": one.what} for one in result.forgotten],
        "unread": [{"section": one.section.text(language), "numbers": one.numbers} for one in result.unread],
        "unseen": [
            {"place": one.address.text(language), "kind": one.kind, "count": one.count} for one in result.unseen
        ],
        "problems": [diagnostic(problem, language) for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def finding(one: ReportFault, language: Language) -> dict[str, Any]:
    """Return a finding as JSON data."""
    return {
        "kind": one.kind,
        "place": one.site.address.text(language),
        "page": one.site.address.page,
        "text": one.site.context,
        "printed": one.printed,
        "what": one.what or None,
        "computed": one.computed or None,
        "cause": None if one.cause is None else one.cause.text(language),
    }
