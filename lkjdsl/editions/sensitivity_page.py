"""What a result hangs on → the page, the chart and the JSON that ``sensitivity`` prints."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from lkjdsl.diagnostic import Language
from lkjdsl.editions.amounts import amount_text, change_text, points_note
from lkjdsl.editions.changes import KEYS, RULES
from lkjdsl.editions.sensitivity import Alternative, Factor, Sensitivity
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.values import State
from lkjdsl.numbers import numerals
from lkjdsl.numbers.numerals import printed
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.render.json import VERSION
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.tornado import Bar, tornado
from lkjdsl.render.words import of_whom, word, year_text
from lkjdsl.words import Words

SHOWN = 20
"""More factors than this are counted, not listed."""

WORDS = Words("editions.sensitivity")


def sensitivity_page(sensitivity: Sensitivity, language: Language) -> Page:
    """Return the page: a table of the factors, and the chart for forms that show pictures."""
    result = sensitivity.now.result(sensitivity.path, language)
    now = WORDS["now"].text(language).format(path=_path(sensitivity), value=result.printed or "")
    about = [now, *of_whom(sensitivity.now.data.office, year_text(sensitivity.now.data, language), language)]
    title = f"{WORDS['title'].text(language).format(path=_path(sensitivity))}: {result.name}"
    return Page(title, about, [_section(sensitivity, result, language)])


def _path(sensitivity: Sensitivity) -> str:
    return sensitivity.now.asked(sensitivity.path)


def _section(sensitivity: Sensitivity, result: Result, language: Language) -> Section:
    heading = WORDS["heading"].text(language)
    moving = [factor for factor in sensitivity.factors if factor.span(sensitivity.base)[0]]
    if not moving:
        return Section(heading, lines=[WORDS["nothing"].text(language), *_stateless(sensitivity, language)])
    rows = [_row(sensitivity, factor, result, language) for factor in moving[:SHOWN]]
    columns = [
        PageColumn(WORDS["factor"].text(language), wide=True),
        *(PageColumn(WORDS[key].text(language), "right") for key in ("least", "most", "span")),
    ]
    lines = [WORDS["more"].text(language).format(count=len(moving) - SHOWN)] if len(moving) > SHOWN else []
    lines += [WORDS["broken"].text(language)] if any("*" in cell for row in rows for cell in row[1:]) else []
    lines += points_note(rows, language)
    lines += list(_stateless(sensitivity, language))
    return Section(heading, Grid(columns, rows), lines, sensitivity_svg(sensitivity, language))


def _row(sensitivity: Sensitivity, factor: Factor, result: Result, language: Language) -> list[str]:
    least, most = factor.ends(sensitivity.base)
    ends = [_end(sensitivity, case, result, language) for case in (least, most)]
    values = [sensitivity.base if case is None else case.value for case in (least, most)]
    low, high = (evolve(result, value=value) for value in values)
    span = change_text(low, high, language).removeprefix("+")
    return [label(factor, language), *ends, span]


def _end(sensitivity: Sensitivity, case: Alternative | None, result: Result, language: Language) -> str:
    """Return one end of a factor: the value, and in brackets what gives it."""
    if case is None:
        return value_text(sensitivity.base, result, language)
    assert isinstance(case.value, tuple)
    mark = "*" if case.broken else ""
    return f"{value_text(case.value, result, language)}{mark} ({how_text(case, language)})"


def value_text(value: Number, result: Result, language: Language) -> str:
    """Return a value as the result is printed."""
    return printed(value, result.unit, result.digits, result.rounding, language)


def label(factor: Factor, language: Language) -> str:
    """Return what is otherwise: ``IKK2.K3: batas atas (cap)``."""
    name = WORDS["all"].text(language) if factor.name == "rules" else factor.name
    what = WORDS[factor.what] if factor.what in WORDS else KEYS[factor.what]
    return f"{name}: {what.text(language)}"


def how_text(case: Alternative, language: Language) -> str:
    """Return how something is otherwise."""
    if isinstance(case.how, str):
        return RULES[case.how].text(language) if case.how in RULES else case.how
    return case.how.text(language)


def _stateless(sensitivity: Sensitivity, language: Language) -> Iterator[str]:
    for factor in sensitivity.factors:
        for case in factor.cases:
            if isinstance(case.value, State):
                yield (
                    WORDS["stateless"]
                    .text(language)
                    .format(
                        factor=label(factor, language),
                        how=how_text(case, language),
                        path=_path(sensitivity),
                        state=word(case.value.kind, language),
                    )
                )


def sensitivity_svg(sensitivity: Sensitivity, language: Language) -> str:
    """Return the tornado chart."""
    result = sensitivity.now.result(sensitivity.path, language)
    bars = []
    for factor in [factor for factor in sensitivity.factors if factor.span(sensitivity.base)[0]][:SHOWN]:
        ends = [
            None
            if case is None or not isinstance(case.value, tuple)
            else (case.value, value_text(case.value, result, language))
            for case in factor.ends(sensitivity.base)
        ]
        bars.append(Bar(label(factor, language), ends[0], ends[1]))
    title = WORDS["title"].text(language).format(path=_path(sensitivity))
    return tornado(title, (sensitivity.base, value_text(sensitivity.base, result, language)), bars)


def sensitivity_json(sensitivity: Sensitivity, language: Language) -> str:
    """Return every factor with every case as JSON text."""
    result = sensitivity.now.result(sensitivity.path, language)
    document: dict[str, Any] = {
        "lkjdsl": VERSION,
        "path": _path(sensitivity),
        "now": {"exact": numerals.exact_text(sensitivity.base), "printed": result.printed},
        "factors": [
            {
                "name": factor.name,
                "what": factor.what,
                "label": label(factor, language),
                "range": numerals.exact_text(factor.span(sensitivity.base)),
                "cases": [_case_json(sensitivity, case, result, language) for case in factor.cases],
            }
            for factor in sensitivity.factors
        ],
    }
    left = {"input": sensitivity.first_input_left, "node": sensitivity.first_node_left}
    if any(left.values()):
        document["left_out_from"] = left
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _case_json(sensitivity: Sensitivity, case: Alternative, result: Result, language: Language) -> dict[str, Any]:
    entry: dict[str, Any] = {"how": how_text(case, language)}
    if isinstance(case.value, tuple):
        (a, b), (c, d) = sensitivity.base, case.value
        change = reduced((c * b - a * d, b * d))
        entry |= {
            "exact": numerals.exact_text(case.value),
            "printed": value_text(case.value, result, language),
            "change": {"exact": numerals.exact_text(change), "printed": amount_text(change, result, language)},
        }
    elif isinstance(case.value, State):
        entry["status"] = case.value.kind
    return entry | ({"breaks_constraint": True} if case.broken else {})
