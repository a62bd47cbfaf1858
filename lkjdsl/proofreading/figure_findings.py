"""A printed number as a figure for the audit, and what the audit says of it as a finding."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from lkjdsl.auditing.audit import Figure, FigureResult
from lkjdsl.auditing.audit_page import computed_text, said
from lkjdsl.auditing.names import name_of_quantity
from lkjdsl.diagnostic import Both, Diagnostic, Language
from lkjdsl.numbers.rational import Number
from lkjdsl.proofreading.printed.checks import FaultKind
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.transcript import printed_text

KINDS: Mapping[str, FaultKind] = {
    "figure-impossible": "range",
    "figure-differs": "differs",
    "figure-against-row": "arithmetic",
}
UNIT_FAULTS = ("percent-on-other-unit", "rupiah-on-other-unit", "other-unit-printed")


def figure_of(number: NumberInText, what: str) -> Figure:
    """Return *number* as a printed figure of the path *what*."""
    place = number.site.address.text("id")
    figure = Figure(what, printed_text(number), place, number.locale)
    return figure if number.is_ambiguous else evolve(figure, doubt="none")  # it is spelled as the others are


def finding_of(result: FigureResult, number: NumberInText, this_year: int) -> ReportFault:
    """Return what the audit says of a wrong *number*, with the causes it found."""
    codes = [finding.code for finding in result.findings]
    kind: FaultKind = (
        "unit" if result.difference is None and any(code in UNIT_FAULTS for code in codes) else "disagrees"
    )
    kind = next((KINDS[code] for code in codes if code in KINDS), kind)
    if result.between is not None and not isinstance(result.computed, tuple) and _is_wide(result.between):
        kind = "range"
    computed = "" if result.computed is None and result.between is None else computed_text(result, "id")
    reasons: list[Diagnostic] = [*result.findings, *(cause.words for cause in result.causes)]

    def cause(language: Language) -> str:
        why = "; ".join(said(reason, language) for reason in reasons[:2])
        name, year = name_of_quantity(result.quantity, language), result.figure.year
        texts = name if year in (None, this_year) else f"{name} {year}", why
        return ": ".join(text for text in texts if text)

    words, place = Both.of(cause), (number.site, number.text)
    return ReportFault(kind, *place, result.quantity.path, computed, words if words.id else None, number.start, number)


def _is_wide(between: tuple[Number | None, Number | None]) -> bool:
    """Return whether an interval is one of all that is possible, and not of how printed figures were rounded."""
    low, high = between
    if low is None or high is None:
        return True
    width = Fraction(*high) - Fraction(*low)
    return width * 10 > abs(Fraction(*high)) + abs(Fraction(*low))
