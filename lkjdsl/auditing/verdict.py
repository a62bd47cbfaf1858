"""A printed figure and what is known → its verdict."""

from collections.abc import Sequence

from attrs import evolve

from lkjdsl.auditing.alone import judged_alone
from lkjdsl.auditing.audit import Figure, FigureResult, Quantity, Reading, Verdict
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.auditing.possible_values import PossibleValue
from lkjdsl.auditing.printed_numbers import scale_of, unit_findings, value_of
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.values import State, Value
from lkjdsl.numbers import intervals
from lkjdsl.numbers.rational import Number, compare, round_at
from lkjdsl.unit_words import NumberWord
from lkjdsl.words import Words

WORDS = Words("results.page")
"""The words for what is no number among them."""


def judged(figure: Figure, quantity: Quantity, reading: Reading, knowledge: ReportKnowledge) -> FigureResult:
    """Return the verdict on a figure that could be read: its number, its unit, or its text."""
    notes: list[Diagnostic] = []
    wrong: tuple[Diagnostic, ...] = ()
    exact = knowledge.exact(quantity)
    if isinstance(exact, State):
        exact = knowledge.if_it_applied(quantity.path) or exact
        if not isinstance(exact, State):
            notes.append(problem("audit-not-applicable", what=quantity.path))
    between: tuple[Number | None, Number | None] | None = None
    difference: Number | None = None
    verdict: Verdict
    if reading.numeral is None:
        verdict = _of_words(reading.said, exact)
    elif isinstance(exact, tuple):
        agrees = exact in interval_of(reading, quantity, figure)
        verdict = "agrees" if agrees else "disagrees"
        if agrees:
            notes += _tie(figure, quantity, reading, exact)
        else:
            difference = _difference(reading, quantity, exact)
    else:
        verdict, between, why = _by_printed_figures(figure, quantity, reading, knowledge)
        notes += why
        if verdict != "disagrees":
            alone = judged_alone(figure, quantity, reading, knowledge)
            if alone is not None:
                verdict, between = alone.verdict, alone.between or between
                wrong, notes = alone.findings, [*notes, *alone.notes]
        if between is not None and verdict == "disagrees":
            difference = _difference(reading, quantity, _nearest_end(value_of(reading, quantity), between))
            if knowledge.outcome is None and between[0] is not None and between[0] == between[1]:
                exact, between = between[0], None
    if verdict == "unverifiable" and isinstance(exact, State) and not notes:
        notes.append(problem("audit-without-value", what=quantity.path))
    result = marked(figure, quantity, reading, verdict, exact, notes)
    return evolve(result, between=between, difference=difference, findings=(*wrong, *result.findings))


def marked(
    figure: Figure,
    quantity: Quantity,
    reading: Reading,
    verdict: Verdict,
    computed: Value | None = None,
    notes: Sequence[Diagnostic] = (),
) -> FigureResult:
    """Return the verdict with what is to be said of the unit's marks: wrong ones make a figure disagree."""
    marks = list(unit_findings(reading, quantity))
    if not marks:
        return FigureResult(figure, quantity, reading, verdict, computed, notes=tuple(notes))
    findings = tuple(mark for mark in marks if mark.severity != "note")
    notes = (*(mark for mark in marks if mark.severity == "note"), *notes)
    return FigureResult(
        figure, quantity, reading, "disagrees" if findings else verdict, computed, findings=findings, notes=notes
    )


def blank(figure: Figure, quantity: Quantity, exact: Value | None) -> FigureResult:
    """Return the verdict on a placeholder: it agrees with nothing."""
    finding = problem("figure-placeholder", what=quantity.path)
    return FigureResult(figure, quantity, None, "disagrees", exact, findings=(finding,))


def _of_words(said: Value, exact: Value | None) -> Verdict:
    if isinstance(said, str) and isinstance(exact, str):
        return "agrees" if " ".join(said.casefold().split()) == " ".join(exact.casefold().split()) else "disagrees"
    if isinstance(said, bool) and isinstance(exact, bool):
        return "agrees" if said == exact else "disagrees"
    if isinstance(said, str) and isinstance(exact, State):  # the category of what does not apply
        words = WORDS[exact.kind]
        return "agrees" if " ".join(said.casefold().split()) in (words.en, words.id) else "unverifiable"
    return "unverifiable"


def _by_printed_figures(
    figure: Figure, quantity: Quantity, reading: Reading, knowledge: ReportKnowledge
) -> tuple[Verdict, tuple[Number | None, Number | None] | None, Sequence[Diagnostic]]:
    """Return the verdict on a figure without a computed value: whether anything is possible that it could be."""
    seen = knowledge.seen(quantity)
    if seen is None or quantity.path in knowledge.possible.assumed:
        return "unverifiable", None, () if seen is None and knowledge.outcome else (problem("audit-is-the-data"),)
    numbers = seen.range.numbers
    if numbers is None:
        excluded = knowledge.outcome is None and seen.range.states == frozenset(("excluded",))
        return "unverifiable", None, (problem("audit-not-applicable", what=quantity.path),) if excluded else ()
    printed = interval_of(reading, quantity, figure)
    between = (numbers.low, numbers.high)
    if intervals.intersection(printed, numbers) is None:
        return "disagrees", between, _taken(seen, knowledge)
    if seen.unknown:
        names = sorted(seen.unknown)
        more = f" … (+{len(names) - 5})" if len(names) > 5 else ""  # noqa: PLR2004 - enough to know where to look
        return "unverifiable", None, (problem("audit-input-unknown", names=", ".join(names[:5]) + more),)
    # With data at hand, agreeing with what contradictory printed figures leave open says nothing.
    loose = knowledge.outcome is not None and bool(seen.taken & knowledge.mentions.conflicts().keys())
    return "unverifiable" if loose else "agrees", between, _taken(seen, knowledge)


def _taken(seen: PossibleValue, knowledge: ReportKnowledge) -> Sequence[Diagnostic]:
    """Note the printed figures that a result was worked out from where the data leaves it open."""
    if knowledge.outcome is None or not seen.taken:
        return ()
    return (problem("audit-from-printed", names=", ".join(sorted(seen.taken))),)


def _nearest_end(value: Number, between: tuple[Number | None, Number | None]) -> Number:
    low, high = between
    if low is not None and compare(value, low) < 0:
        return low
    return value if high is None else high


def _difference(reading: Reading, quantity: Quantity, exact: Number) -> Number:
    """Return printed minus computed, in printed units: percentage points for a percentage."""
    number, scale = reading.number, scale_of(reading, quantity)
    return (number[0] * exact[1] * scale[0] - exact[0] * scale[1] * number[1], number[1] * exact[1] * scale[0])


def _tie(figure: Figure, quantity: Quantity, reading: Reading, exact: Number) -> Sequence[Diagnostic]:
    """Note a value exactly halfway between two figures that the edition would round the other way."""
    if figure.truncate or reading.numeral is None or reading.multiple != 1:
        return ()
    scale = scale_of(reading, quantity)
    decimals = reading.numeral.decimals
    wanted = round_at((exact[0] * scale[1], exact[1] * scale[0]), decimals, quantity.rounding)
    if compare(wanted, reading.number) == 0:
        return ()
    unit = "percent" if quantity.unit == "percent" else "number"
    rounded = (wanted[0] * scale[0], wanted[1] * scale[1])
    return (problem("audit-tie", rounding=quantity.rounding, wanted=NumberWord(rounded, unit, decimals)),)
