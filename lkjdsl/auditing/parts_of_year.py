"""A printed file whose figures are of several years, or parts of one → one audit, each part by what is known of it."""

from collections.abc import Callable, Iterable

from attrs import evolve, frozen

from lkjdsl.auditing.audit import (
    ArithmeticLine,
    Audit,
    Conflict,
    Figure,
    FigureResult,
    LineResult,
    PrintedEntry,
    Unprinted,
)
from lkjdsl.auditing.document_notes import document_notes
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.printed_file import Printed
from lkjdsl.auditing.report_audit import audit_report
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.outputs import output_at
from lkjdsl.model.periods import YearSpan, input_in, without_span
from lkjdsl.model.results import path_in
from lkjdsl.source import Place


@frozen
class ReportPart:
    """What a figure is of: another ``year`` than the report's, or None; a part of a year, or the whole."""

    year: int | None = None
    span: YearSpan | None = None


WHOLE = ReportPart()
KnowledgeOf = Callable[[ReportPart], ReportKnowledge | None]
"""Gives what is known of a part of the report; None where the data at hand are those of other parts of the year."""


def audit_parts(printed: Printed, knowledge_of: KnowledgeOf, year: int) -> Audit:
    """Return the verdicts on every figure and line of *printed*, in its order."""
    return evolve(_audited(printed, knowledge_of, year), notes=tuple(document_notes(printed)))


def _audited(printed: Printed, knowledge_of: KnowledgeOf, year: int) -> Audit:
    whole = knowledge_of(WHOLE)
    assert whole is not None
    entries: list[PrintedEntry] = [*printed.figures, *printed.lines]
    parts = [ReportPart(None if entry.year == year else entry.year, _span(whole, entry.what)) for entry in entries]
    if all(part == WHOLE for part in parts):
        return audit_report(printed, whole, year)
    audit = audit_report(evolve(printed, figures=[], lines=[]), whole, year)
    audit = evolve(audit, unprinted=())
    figures: dict[int, FigureResult] = {}
    lines: dict[int, LineResult] = {}
    for of_part in dict.fromkeys(parts):
        span = of_part.span
        places = [place for place, part in enumerate(parts) if part == of_part]
        knowledge = knowledge_of(of_part)
        if knowledge is None:
            absent = tuple(_without_data(entries[place], span, whole) for place in places)
            audit = evolve(audit, problems=(*audit.problems, *absent))
            continue
        part = {place: _by_itself(entries[place], span) for place in places}
        part_year = year if of_part.year is None else of_part.year
        own = audit_report(evolve(_only(printed, part.values()), year=part_year), knowledge, part_year)
        place_of = {id(one): place for place, one in part.items()}
        for figure in own.figures:
            place = place_of[id(figure.figure)]
            entry = printed.figures[place]
            figures[place] = evolve(figure, figure=entry, quantity=evolve(figure.quantity, path=entry.what))
        for line in own.lines:
            place = place_of[id(line.line)]
            lines[place] = evolve(line, line=printed.lines[place - len(printed.figures)])
        problems = (problem for problem in own.problems if problem not in audit.problems)
        named = own.conflicts if span is None else tuple(_named(conflict, span) for conflict in own.conflicts)
        audit = evolve(
            audit,
            problems=(*audit.problems, *problems),
            conflicts=(*audit.conflicts, *named),
            broken=(
                *audit.broken,
                *(
                    evolve(constraint, finding=evolve(constraint.finding, within=span))
                    for constraint in own.broken
                    if span or constraint not in audit.broken
                ),
            ),
            unprinted=(
                *audit.unprinted,
                *(_of_span(unprinted, span) for unprinted in own.unprinted if of_part.year is None),
            ),
        )
    return evolve(
        audit,
        figures=tuple(figures[place] for place in sorted(figures)),
        lines=tuple(lines[place] for place in sorted(lines)),
    )


def _span(whole: ReportKnowledge, what: str) -> YearSpan | None:
    """Return the part of the year that *what* names, where it is the path of a result or of an input."""
    if "@" not in what:
        return None
    output, of_input = output_at(whole.definition, whole.quantities.outputs, what), input_in(whole.definition, what)
    return output.span if output is not None else None if of_input is None else of_input[1]


def _by_itself(entry: PrintedEntry, span: YearSpan | None) -> PrintedEntry:
    """Return a figure as one of the part of the year that it is of; what names no result of it stays, and is told."""
    return entry if span is None else evolve(entry, what=without_span(entry.what)[0])


def _only(printed: Printed, entries: Iterable[PrintedEntry]) -> Printed:
    """Return *printed* with no other figures and lines than *entries*."""
    kept = list(entries)
    figures = [one for one in kept if isinstance(one, Figure)]
    return evolve(printed, figures=figures, lines=[one for one in kept if isinstance(one, ArithmeticLine)])


def _without_data(entry: PrintedEntry, span: YearSpan | None, whole: ReportKnowledge) -> Diagnostic:
    """Return that there are no data of the period that a figure is of."""
    at = entry.at
    place = None if at is None or at.path is None else Place(at.source, (*at.path, "what"))
    given = [] if whole.outcome is None else [span.period for span in whole.outcome.spans if not span.to_date]
    return problem("period-without-data", place, period="" if span is None else span.period, known=", ".join(given))


def _of_span(unprinted: Unprinted, span: YearSpan | None) -> Unprinted:
    output = unprinted.quantity.output
    if span is None or output is None:
        return unprinted
    return evolve(unprinted, quantity=evolve(unprinted.quantity, path=path_in(output.kind, span)))


def _named(conflict: Conflict, span: YearSpan) -> Conflict:
    figures = tuple(evolve(figure, what=f"{figure.what}{span.suffix}") for figure in conflict.figures)
    return Conflict(f"{conflict.what}{span.suffix}", figures)
