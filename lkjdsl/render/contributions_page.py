"""What each component contributes to the weighted mean that it is part of → a section of the page of ``eval``."""

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.rounding_difference import difference_of_contributions, total_of
from lkjdsl.model.results import NodeContribution
from lkjdsl.numbers.numerals import share_text
from lkjdsl.render.page import Grid, PageColumn, Section
from lkjdsl.render.words import printed_as, shown, word


def contributions_section(outcome: Outcome, language: Language) -> Section:
    """
    Return the contributions to every weighted mean, with what they add up to before its floor, cap and rounding.

    Where the printed ones add up to another number, the difference stands below them.
    """
    rows: list[list[str]] = []
    indents: list[int] = []
    for node in outcome.definition.nodes():
        if not node.is_weighted_mean:
            continue
        paths = [NodeContribution(component, node).path for component in node.components]
        total = total_of(outcome, paths)
        rows.append(
            [
                node.path,
                node.name,
                "",
                shown(outcome, node.path, language),
                "" if total is None else printed_as(outcome, node.path, total, language),
            ]
        )
        indents.append(0)
        for component, path in zip(node.components, paths, strict=True):
            weight = "" if component.weight is None else share_text(component.weight, language)
            value = shown(outcome, component.path, language)
            rows.append([component.path, component.name, weight, value, shown(outcome, path, language)])
            indents.append(1)
        difference = difference_of_contributions(outcome, node)
        if difference is not None:
            amount = printed_as(outcome, node.path, difference, language)
            rows.append(["", word("rounding-difference", language), "", "", amount])
            indents.append(1)
    columns = [
        PageColumn(word("path", language), leading=True),
        PageColumn(word("component", language), wide=True),
        *(PageColumn(word(heading, language), "right") for heading in ("weight", "result", "contribution")),
    ]
    return Section(word("contributions", language), Grid(columns, rows, indents))
