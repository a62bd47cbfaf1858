"""What would be otherwise → the page, and the JSON, that ``what-if`` prints."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.editions.changes import changes_of, sentence
from lkjdsl.editions.moved_results import moved_json, moved_section
from lkjdsl.editions.what_if import WhatIf, setting_name
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.kinds import shown as shown_raw
from lkjdsl.model.periods import YearSpan
from lkjdsl.numbers.numerals import shortest
from lkjdsl.render.json import VERSION, diagnostic
from lkjdsl.render.page import Page, Section
from lkjdsl.render.words import of_whom, year_text
from lkjdsl.source import Path
from lkjdsl.words import Words

WORDS = Words("editions.what-if")


def what_if_page(what_if: WhatIf, language: Language) -> Page:
    """Return the page: what is set, and every value that moves."""
    about = of_whom(what_if.before.data.office, year_text(what_if.before.data, language), language)
    sections = [Section(WORDS["set"].text(language), lines=list(_set(what_if, language)))]
    sections.append(moved_section(WORDS, what_if.before, what_if.after, what_if.moved, language))
    return Page(f"{WORDS['title'].text(language)}: {what_if.before.definition.title}", about, sections)


def _set(what_if: WhatIf, language: Language) -> Iterator[str]:
    for change in changes_of(what_if.settings.edits):
        yield sentence(change, language)
    for (path, raw), period in zip(what_if.settings.data, what_if.settings.periods, strict=True):
        now, then = (
            input_text(_of_period(outcome, period), path, language) for outcome in (what_if.before, what_if.after)
        )
        suffix = "" if period is None else YearSpan(period).suffix
        yield f"{setting_name(path)}{suffix}: {now} → {then or shown_raw(raw)}"


def _of_period(outcome: Outcome, period: str | None) -> Outcome:
    return outcome if period is None else outcome.spans[YearSpan(period)]


def input_text(outcome: Outcome, path: Path, language: Language) -> str:
    """Return what the data say at *path*, printed, or that they do not."""
    definition, facts = outcome.definition, outcome.data.facts
    group, *keys = map(str, path)
    value: Any = None
    unit = ""
    if group == "given":
        value = facts.given.get(keys[0])
        unit = outcome.nodes[keys[0]].unit
    elif group in definition.rows:
        columns = facts.rows[group]
        index = list(definition.rows[group].columns).index(keys[1])
        unit = definition.rows[group].columns[keys[1]].kind
        number = int(keys[0])
        value = columns.values[index][number] if number < columns.length else None
    else:
        name = ".".join((group, *keys))
        value = facts.inputs[list(definition.inputs).index(name)]
        unit = definition.inputs[name].kind
    if isinstance(value, tuple):
        return shortest(value, unit, language)
    if value is None:
        return WORDS["missing"].text(language)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def what_if_json(what_if: WhatIf, language: Language, problems: Sequence[Diagnostic]) -> str:
    """Return the same as JSON text."""
    keys = ("now", "then")
    document: dict[str, Any] = {
        "lkjdsl": VERSION,
        "title": what_if.before.definition.title,
        "year": what_if.before.data.year,
        "office": what_if.before.data.office,
        "set": list(_set(what_if, language)),
        "values": {path: moved_json(what_if.before, what_if.after, path, language, keys) for path in what_if.moved},
        "problems": [diagnostic(problem, language) for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
