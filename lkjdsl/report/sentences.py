"""
Sentences about results: which one fits is decided here, its words come from templates that an office may change.

What stands in braces is filled in with printed texts alone; see :mod:`lkjdsl.sentence_templates`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.evaluate.outcome import Result
from lkjdsl.model.definition import Node, Objective
from lkjdsl.model.results import (
    ComparedAchievement,
    FundingFigure,
    NodeAchievement,
    ObjectiveAchievement,
    OverallAchievement,
    TargetValue,
    funding_figures,
)
from lkjdsl.model.values import State
from lkjdsl.numbers.rational import Number, compare, round_at
from lkjdsl.render.codes import spoken_code
from lkjdsl.render.figure_text import capitalised, cut, figures_of, filled, joined
from lkjdsl.render.results_page import target_text
from lkjdsl.report.account import WORDS as PAGE
from lkjdsl.report.account import Account
from lkjdsl.report.changes import change_of
from lkjdsl.report.reasons import reason_of
from lkjdsl.sentence_templates import TABLE, templates
from lkjdsl.source import Place, Source
from lkjdsl.words import Words

WORDS = Words("report.sentences")
ONE: Number = (1, 1)
IN_SUMMARY = {
    "reached": "summary-reached",
    "nearly-reached": "summary-nearly",
    "not-reached": "summary-not-reached",
}
"""Where the summary names an indicator, by the sentence about it."""


def templates_of(
    tables: Mapping[str, Any], source: Source | None, language: Language
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the sentences of a file by key, and what is wrong with it."""

    def place(*path: str) -> Place | None:
        return None if source is None else Place(source, path)

    stated = tables.get(TABLE)
    if not isinstance(stated, Mapping) or set(tables) != {TABLE}:
        wrong = next((key for key in tables if key != TABLE), TABLE)
        return {}, [problem("sentence-file", place(wrong), name=wrong)]
    return templates(stated, language, lambda key: place(TABLE, key))


def of_indicator(account: Account, node: Node) -> list[str]:
    """Return what is said of an indicator: result and target, achievement, category."""
    result = account.measured(node).result(node.path, account.language)
    values = {"name": node.name, "year": account.year(node), "value": account.result(node)}
    if result.status != "ok":
        return [_said(account, result.status, **values, reason=reason_of(account, result))]
    sentences = [_said(account, "no-target", **values)] if node.target is None else [_against(account, node, values)]
    rating = account.category(node)
    return [*sentences, *([_said(account, "rating", rating=rating)] if rating else [])]


def _against(account: Account, node: Node, values: Mapping[str, str]) -> str:
    path = NodeAchievement(node).path
    achievement = account.outcome.result(path, account.language)
    target = account.target(node)
    if not isinstance(achievement.value, tuple):
        reason = reason_of(account, achievement)
        key = "no-achievement" if target else "target-unavailable"
        return _said(account, key, **values, **({"target": target} if target else {}), reason=reason)
    key = _range_side(account, node) or _reaching(achievement)
    return _said(account, key, **values, target=target, achievement=account.shown(path))


def _reaching(achievement: Result) -> str:
    """Return the key of the sentence: one that falls short and prints as 100% is said to be rounded."""
    assert isinstance(achievement.value, tuple), "what is no number has a sentence of its own"
    if compare(achievement.value, ONE) >= 0:
        return "reached"
    as_printed = round_at(achievement.value, achievement.digits + 2, achievement.rounding)
    return "nearly-reached" if compare(as_printed, ONE) == 0 else "not-reached"


def _range_side(account: Account, node: Node) -> str | None:
    """
    Return the key of the sentence for a target that is a range: below it, inside, above; None for any other.

    What prints as an end of the range without being inside of it is said to be so before rounding.
    """
    ends = [TargetValue(NodeAchievement(node), upper=upper).path for upper in (False, True)]
    if ends[1] not in account.outcome.program.results:
        return None
    results = [account.measured(node).result(path) for path in (*ends, node.path)]
    least, most, value = (result.value for result in results)
    if not (isinstance(least, tuple) and isinstance(most, tuple) and isinstance(value, tuple)):
        return None
    if compare(value, least) < 0:
        return "range-nearly" if results[2].as_printed == results[0].as_printed else "range-below"
    if compare(value, most) <= 0:
        return "range-inside"
    return "range-barely-above" if results[2].as_printed == results[1].as_printed else "range-above"


def of_earlier(account: Account, node: Node) -> list[str]:
    """Return how the result moved since the year before, or why that cannot be said."""
    year = account.outcome.data.year
    values = {"name": node.name, "year": account.year(node), "value": account.result(node)}
    before = next((outcome for outcome in account.outcomes if outcome.data.year == year - 1), None)
    if before is None:
        return [_said(account, "no-earlier", **values, earlier_year=f"{year - 1}")]
    values |= {"earlier_year": account.year(node, before), "earlier": account.result(node, before)}
    now, then = (account.measured(node, one).result(node.path, account.language) for one in (account.outcome, before))
    change = change_of(then, now, account.language)
    if change is None:
        return [_said(account, "not-comparable", **values)]
    if change.direction == 0:
        return [_said(account, "unchanged", **values)]
    return [_said(account, "risen" if change.direction > 0 else "fallen", **values, change=change.amount)]


def of_period(account: Account, node: Node) -> list[str]:
    """Return how the result to date moved since the period before, where the year has periods."""
    *earlier, (period, now) = account.parts_of(node).items()
    values = {"name": node.name, "period": period, "value": account.shown(node.path, now)}
    result = now.result(node.path, account.language)
    if not earlier and result.status != "ok":
        return [_said(account, "period-unavailable", **values, reason=reason_of(account, result))]
    if not earlier:
        is_first = now.data.span is not None and now.data.span.period == account.outcome.definition.periods[0]
        return [_said(account, "period-first" if is_first else "period-alone", **values)]
    before_period, before = earlier[-1]
    values |= {"earlier_period": before_period, "earlier": account.shown(node.path, before)}
    results = [outcome.result(node.path, account.language) for outcome in (before, now)]
    change = change_of(results[0], results[1], account.language)
    if change is None:
        return [_said(account, "period-not-comparable", **values)]
    if change.direction == 0:
        return [_said(account, "period-unchanged", **values)]
    key = "period-risen" if change.direction > 0 else "period-fallen"
    return [_said(account, key, **values, change=change.amount)]


def of_comparison(account: Account, node: Node, name: str) -> list[str]:
    """Return how the result stands against the comparison *name*."""
    compared, measured = ComparedAchievement(node, name), account.measured(node)
    result = measured.result(compared.path, account.language)
    target = target_text(measured, compared, account.language)
    values = {"name": node.name, "compared": spoken_code(name), "value": account.result(node)}
    if result.status != "ok" or not target:
        return [_said(account, "compared-unavailable", **values, reason=reason_of(account, result))]
    achievement = account.shown(compared.path, measured)
    return [_said(account, "compared", **values, target=target, achievement=achievement)]


def of_objective(account: Account, objective: Objective) -> list[str]:
    """Return what is said of an objective: its average achievement."""
    path = ObjectiveAchievement(objective).path
    result = account.outcome.result(path, account.language)
    if result.status != "ok":
        return [_said(account, "objective-unavailable", name=objective.name, reason=reason_of(account, result))]
    return [_said(account, "objective", name=objective.name, achievement=account.shown(path))]


def of_funding(account: Account, owner: Node | Objective) -> list[str]:
    """Return what an indicator or objective is paid from, what was absorbed of it, and how efficient that was."""
    funding, figures = owner.funding, list(funding_figures(owner))
    assert funding is not None, "what has figures has the funding that they are of"
    results = {figure.aspect: account.outcome.result(figure.path, account.language) for figure in figures}
    values: dict[str, str] = {figure.aspect: account.shown(figure.path) for figure in figures}
    values["name"] = owner.name
    programme = [_said(account, "programme", name=owner.name, programme=funding.programme)] if funding.programme else []
    if "absorption" not in results:
        return [*programme, _said(account, "budget", **values)]
    if results["absorption"].status != "ok":
        reason = reason_of(account, results["absorption"])
        return [*programme, _said(account, "absorption-unavailable", name=owner.name, reason=reason)]
    said = [*programme, _said(account, "absorption", **values)]
    efficiency = results.get("efficiency")
    if efficiency is not None and efficiency.status != "ok":
        said.append(_said(account, "efficiency-unavailable", name=owner.name, reason=reason_of(account, efficiency)))
    elif efficiency is not None:
        values["achievement"] = account.shown(FundingFigure(owner, "efficiency").achievement.path)
        if funding.efficiency == "difference":  # of two percentages
            number = cut(values["efficiency"], 0, len(values["efficiency"].rstrip("%")))
            values["efficiency"] = filled(PAGE["points"].text(account.language), {"number": number})
        said.append(_said(account, f"efficiency-{funding.efficiency}", **values))
    return said


def summary(account: Account) -> Iterator[str]:
    """Yield the sentences of the executive summary: who reached the target, who did not, the average."""
    outcome = account.outcome
    yield _said(
        account, "summary", office=outcome.data.office or account.word("this-office"), year=f"{outcome.data.year}"
    )
    keys = ("summary-reached", "summary-nearly", "summary-not-reached", "summary-unavailable", "summary-excluded")
    groups: dict[str, list[str]] = {key: [] for key in keys}
    for node in (indicator for indicator in account.indicators if indicator.target is not None):
        result = outcome.result(NodeAchievement(node).path)
        if not isinstance(result.value, tuple):
            is_excluded = isinstance(result.value, State) and result.value.kind == "excluded"
            groups["summary-excluded" if is_excluded else "summary-unavailable"].append(node.name)
        else:
            groups[IN_SUMMARY[_reaching(result)]].append(joined([node.name, " (", account.achievement(node), ")"]))
    for key, names in groups.items():
        if names:
            yield _said(account, key, names=joined(names, "; "))
    overall = OverallAchievement().path
    if overall in outcome.program.results and outcome.result(overall).status == "ok":
        key = "summary-average-of-objectives" if account.others else "summary-average"
        yield _said(account, key, achievement=account.shown(overall))


def _said(account: Account, key: str, **values: str) -> str:
    """Return the sentence of *key*, in the words of the office where it has its own, with a capital letter."""
    template = " ".join((account.template(key) or WORDS[key].text(account.language)).split())
    if name := values.get("name"):  # the realisation of "Realisasi anggaran"
        template = template.replace(f"{name.partition(' ')[0]} {{name}}", "{name}")
    spaced = {key: value if figures_of(value) else " ".join(value.split()) for key, value in values.items()}
    return capitalised(filled(template, spaced))
