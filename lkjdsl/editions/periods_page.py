"""A year with periods → the sections of the page of ``eval`` that show every period by itself, and the year to date."""

from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.editions.years_page import YearRow, cell_text, rows_of
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.periods import OF_OTHER_PARTS, YearSpan, measured_by_itself
from lkjdsl.model.results import NodeAchievement, TargetValue
from lkjdsl.model.values import State
from lkjdsl.render.page import Grid, PageColumn, Section
from lkjdsl.render.words import word
from lkjdsl.words import Words

WORDS = Words("results.periods")


def periods_sections(outcome: Outcome, language: Language) -> Iterator[Section]:
    """Yield a section of the results of each period by itself, and one of those to date at each period."""
    rows = list(rows_of(outcome, language))
    for heading, to_date in (("alone", False), ("year_to_date", True)):
        spans = [span for span in outcome.spans if span.to_date is to_date]
        measured = [row for row in rows if not _is_of_other_parts(outcome, spans, row)]
        if measured:
            yield Section(WORDS[heading].text(language), _grid(outcome, spans, measured, language))


def _is_of_other_parts(outcome: Outcome, spans: Sequence[YearSpan], row: YearRow) -> bool:
    """
    Return whether there is a target or an achievement only of other parts of the year, or it is that of a period.

    What is compared with a year before whose data have no periods is of the whole year.
    """
    values = [outcome.spans[span].result(row[1]).value for span in spans if row[1] in outcome.spans[span]]
    match outcome.output(row[1]).kind:
        case NodeAchievement() | TargetValue(NodeAchievement()) as kind if measured_by_itself(kind.node, spans[-1]):
            return True
    return all(
        isinstance(value, State) and any(reason.code in OF_OTHER_PARTS for reason in value.reasons) for value in values
    )


def _grid(outcome: Outcome, spans: Sequence[YearSpan], rows: Sequence[YearRow], language: Language) -> Grid:
    columns = [
        PageColumn(word("path", language), leading=True),
        PageColumn(word("name", language), wide=True),
        *(PageColumn(span.text(language), "right") for span in spans),
    ]
    cells = [
        [label, name, *(cell_text(outcome.spans[span], path, language) for span in spans)]
        for _, path, label, name in rows
    ]
    return Grid(columns, cells, [depth for depth, _, _, _ in rows])
