"""The periods of one year of an office → one outcome that has the results of every part of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.periods import refusals, spans_of
from lkjdsl.model.definition import Definition
from lkjdsl.model.periods import YearSpan, of_period
from lkjdsl.model.values import Value
from lkjdsl.syntax.toml_files import LkjdslError

Evaluate = Callable[[Data, Outcome | None], Outcome]
"""Gives the outcome of data, with that of the year before at hand."""


def year_outcome(
    definition: Definition, several: Sequence[Data], evaluate: Evaluate, before: Outcome | None = None
) -> Outcome:
    """
    Return the outcome of the year to date at the last period of *several*, which has those of all parts of the year.

    One that says of no period is that of the whole year. *before* is the outcome of the year before, of which each part
    is compared with the same part. Raises LkjdslError where the data are not the periods of one year.
    """
    if len(several) == 1 and several[0].period is None:
        return evaluate(several[0], None if before is None else of_same_part(before, None))
    refused = tuple(refusals(definition, several))
    if refused or any(data.period is None for data in several):
        flaws = (flaw for data in several for flaw in data.flaws)
        raise LkjdslError((*flaws, *refused), definition.language)
    book = next((data.workbook for data in several if data.workbook is not None), None)
    spans, problems = spans_of(definition, [evolve(data, workbook=None) for data in several])
    outcomes: dict[YearSpan, Outcome] = {}
    for span, data in spans.items():
        earlier = _by_themselves(definition, outcomes, span) if span.to_date else {}
        with_earlier = evolve(data, facts=evolve(data.facts, earlier=earlier)) if earlier else data
        outcomes[span] = evaluate(with_earlier, None if before is None else of_same_part(before, span))
    last = outcomes[[*outcomes][-1]]
    year = evolve(last, spans=outcomes, year_problems=(*problems, *_problems(outcomes)))
    if book is None:
        return year
    from lkjdsl.evaluate.workbook_results import differences

    diagnostics = (*year.year_problems, *differences(year, book))
    return evolve(year, data=evolve(year.data, workbook=book), year_problems=diagnostics)


def _by_themselves(definition: Definition, outcomes: Mapping[YearSpan, Outcome], span: YearSpan) -> dict[str, Value]:
    """Return the results of the period by itself that achievements to date are of."""
    alone = outcomes[YearSpan(span.period)]
    return {
        of_period(node, span): alone.values[alone.program.results[node.path]]
        for node in definition.indicators.values()
        if node.target_of == "period"
    }


def of_same_part(before: Outcome, span: YearSpan | None) -> Outcome | None:
    """
    Return the outcome of the same part of the year before; *span* None is the whole year.

    Data of a whole year are those to date at its last period, and say nothing of any other part.
    """
    whole = YearSpan(before.definition.periods[-1], to_date=True)
    if before.spans:
        return before.spans.get(span or whole)
    return before if span in (None, whole) else None


def _problems(outcomes: Mapping[YearSpan, Outcome]) -> Iterator[Diagnostic]:
    """Yield what is wrong with each part of the year; what holds of a period by itself is not said again to date."""
    seen: set[tuple[str, str]] = set()
    for span, outcome in sorted(outcomes.items(), key=lambda problem: problem[0].to_date):
        for problem in outcome.problems:
            sentence = problem.code, evolve(problem, within=None).message()
            if sentence not in seen:
                seen.add(sentence)
                yield evolve(problem, within=problem.within or span)
