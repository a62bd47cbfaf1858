"""Why a result is none, for readers who have seen neither the edition nor its codes."""

from attrs import evolve

from lkjdsl.evaluate.outcome import Result
from lkjdsl.evaluate.reasons import cause_text
from lkjdsl.model.values import Reason, State
from lkjdsl.render.explanation.conditions import unmet_condition
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.report.account import Account
from lkjdsl.words import Words

WORDS = Words("report.reasons")
OWN = ("not-applicable", "zero-over-zero")
"""Codes of reasons that a report has words of its own for."""


def reason_of(account: Account, result: Result) -> str:
    """Return why *result* is no number, without the full stop; empty where it is one."""
    value = result.value
    if not isinstance(value, State):
        return ""
    own = {reason: _in_report(account, result, reason) for reason in value.reasons}
    said = [*dict.fromkeys(text for text in own.values() if text)]
    others = tuple(reason for reason, text in own.items() if not text)
    if others:
        said.append(cause_text(result.outcome.program, evolve(value, reasons=others), account.language))
    return account.spoken("; ".join(said)).rstrip(".")


def _in_report(account: Account, result: Result, reason: Reason) -> str:
    """Return the words that a report has for a *reason*; empty where the catalogue's say it to everybody."""
    if reason.code not in OWN:
        return ""
    values = {"where": WORDS["its-formula"].text(account.language) if reason.where == result.path else reason.where}
    if reason.code == "not-applicable":
        context = ExplanationContext(result.outcome, account.language, in_report=True)
        values["condition"] = unmet_condition(context, reason.where)
        if not values["condition"]:
            return ""
    return WORDS[reason.code].text(account.language).format(**values)
