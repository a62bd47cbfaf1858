"""What it would take → the page, and the JSON, that ``reach`` prints."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language
from lkjdsl.editions.amounts import shown
from lkjdsl.editions.levers import Lever
from lkjdsl.editions.reach import LeverAnswer, Reach
from lkjdsl.numbers import numerals
from lkjdsl.numbers.numerals import shortest
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.render.json import VERSION, diagnostic
from lkjdsl.render.page import Grid, Page, PageColumn, Section
from lkjdsl.render.words import word, year_text
from lkjdsl.words import Words

WORDS = Words("editions.reach")


def reach_page(reach: Reach, language: Language) -> Page:
    """Return the page: the goal, what reaches it, and what stands in the way."""
    result = reach.now.result(reach.path, language)
    value = "" if reach.value is None else f"{_sign(reach)} {shortest(reach.value, result.unit, language)}"
    goal = WORDS["goal-label" if reach.label else "goal"].text(language)
    goal = goal.format(path=_path(reach), label=reach.label, value=value, now=shown(reach.now, reach.path, language))
    sections = []
    if reach.reached:
        sections.append(Section("", lines=[WORDS["reached"].text(language)]))
    done = [finding for finding in reach.findings if finding.move is not None and not finding.why]
    if done:
        sections.append(_answers(reach, done, language))
    lines = [_obstacle(reach, finding, language) for finding in reach.findings if finding.why]
    if lines:
        sections.append(Section(WORDS["none"].text(language), lines=lines))
    about = [goal]
    about += [] if reach.now.data.span is None else [f"{word('year', language)} {year_text(reach.now.data, language)}"]
    about += [f"{word('office', language)}: {reach.now.data.office}"] if reach.now.data.office else []
    return Page(f"{WORDS['title'].text(language)}: {result.name}", about, sections)


def _path(reach: Reach) -> str:
    return reach.now.asked(reach.path)


def _sign(reach: Reach) -> str:
    if reach.at_least:
        return ">" if reach.wanted.low_open else "≥"
    return "<" if reach.wanted.high_open else "≤"


def _answers(reach: Reach, done: Sequence[LeverAnswer], language: Language) -> Section:
    rows: list[list[str]] = []
    for finding in done:
        assert finding.outcome is not None
        result = shown(finding.outcome, reach.path, language)
        moves = list(_moves(finding, language))
        if len(finding.levers) > 1:
            rows.append([WORDS["together"].text(language), "", "", "", "", result])
            result = ""
        rows.extend([lever.path, lever.declared.label, *texts, result] for lever, *texts in moves)
    columns = [
        PageColumn(WORDS["input"].text(language)),
        PageColumn("", wide=True),
        *(PageColumn(WORDS[key].text(language), "right") for key in ("now", "then", "change")),
        PageColumn(WORDS["result"].text(language).format(path=_path(reach)), "right"),
    ]
    return Section(WORDS["answer"].text(language), Grid(columns, rows))


def _moves(finding: LeverAnswer, language: Language) -> Iterator[tuple[Lever, str, str, str]]:
    """Yield the levers that move, with their values now and then, and the difference, printed."""
    if finding.move is None:
        return
    for lever, steps in zip(finding.levers, finding.move, strict=True):
        if steps or len(finding.levers) == 1:
            texts = then_text(lever, steps, language), change_text(lever, steps, language)
            yield lever, now_text(lever, language), *texts


def now_text(lever: Lever, language: Language) -> str:
    """Return what an input is now."""
    return WORDS["missing"].text(language) if lever.missing else shortest(lever.base, lever.declared.kind, language)


def then_text(lever: Lever, steps: int, language: Language) -> str:
    """Return what an input would be."""
    return shortest(lever.at(steps), lever.declared.kind, language)


def change_text(lever: Lever, steps: int, language: Language) -> str:
    """Return how much an input would change, with its sign."""
    text = shortest(_amount(lever, steps), lever.declared.kind, language)
    return f"+{text}" if steps > 0 else text


def _amount(lever: Lever, steps: int) -> Number:
    return reduced((lever.step[0] * steps, lever.step[1]))


def _obstacle(reach: Reach, finding: LeverAnswer, language: Language) -> str:
    result = reach.now.result(reach.path, language)
    shares = "; ".join(
        WORDS["share"]
        .text(language)
        .format(component=share.component, node=share.node, weight=shortest(share.weight, "percent", language))
        for share in finding.weights
    )
    end = (
        ""
        if finding.farthest is None
        else numerals.printed(finding.farthest, result.unit, result.digits, "half-up", language)
    )
    return (
        WORDS[finding.why]
        .text(language)
        .format(
            inputs=" + ".join(lever.path for lever in finding.levers),
            path=_path(reach),
            names=_listed([f"`{name}`" for name in finding.names], language),
            moves=", ".join(
                f"{lever.path} = {then} ({change})" for lever, _, then, change in _moves(finding, language)
            ),
            result=""
            if finding.outcome is None
            else f"{_path(reach)} = {shown(finding.outcome, reach.path, language)}",
            reason="" if finding.outcome is None else finding.outcome.result(reach.path, language).reason or "",
            end=WORDS["end"].text(language).format(value=end) if end else "",
            shares=f" ({shares})" if shares else "",
        )
    )


def _listed(names: Sequence[str], language: Language) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} {WORDS['and'].text(language)} {last}" if first else last


def reach_json(reach: Reach, language: Language, problems: Sequence[Diagnostic]) -> str:
    """Return the same as JSON text."""
    document: dict[str, Any] = {
        "lkjdsl": VERSION,
        "path": _path(reach),
        "goal": _goal(reach),
        "now": _result(reach, None, language),
        "reached": reach.reached,
        "answers": [_answer_json(reach, finding, language) for finding in reach.findings],
        "problems": [diagnostic(problem, language) for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _goal(reach: Reach) -> dict[str, Any]:
    number = {} if reach.value is None else {"exact": numerals.exact_text(reach.value), "sign": _sign(reach)}
    return {**({"label": reach.label} if reach.label else {}), **number}


def _result(reach: Reach, finding: LeverAnswer | None, language: Language) -> dict[str, Any]:
    outcome = reach.now if finding is None else finding.outcome
    if outcome is None:
        return {}
    result = outcome.result(reach.path, language)
    exact = {"exact": numerals.exact_text(result.value)} if isinstance(result.value, tuple) else {}
    return {**exact, "printed": shown(outcome, reach.path, language)}


def _answer_json(reach: Reach, finding: LeverAnswer, language: Language) -> dict[str, Any]:
    inputs = {}
    for lever, steps in zip(finding.levers, finding.move or [0] * len(finding.levers), strict=True):
        inputs[lever.path] = {
            "now": None if lever.missing else numerals.exact_text(lever.base),
            "then": numerals.exact_text(lever.at(steps)),
            "change": numerals.exact_text(_amount(lever, steps)),
        }
    if not finding.why:
        return {"inputs": inputs, "result": _result(reach, finding, language)}
    entry: dict[str, Any] = {"inputs": [lever.path for lever in finding.levers], "obstacle": finding.why}
    if finding.names:
        entry["names"] = list(finding.names)
    if finding.move is not None:
        entry["without_it"] = inputs
    if finding.farthest is not None:
        entry["farthest"] = numerals.exact_text(finding.farthest)
    return entry | {"text": _obstacle(reach, finding, language)}
