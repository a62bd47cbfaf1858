"""
What else the words beside a number of a sentence may say that it is: another figure of what the sentence speaks of.

Nothing is certainly wrong that another reading of its words makes right: *naik dari 77,01% pada 2024, realisasi 78,20%
masih …* was read as the figure of 2024; it is this year's result, which the word before it says as well.
"""

from attrs import define

from lkjdsl.auditing.audit import Quantity
from lkjdsl.model.results import NodeValue
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.prose.said_figures import is_said
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigure, SpokenFigures, is_marked_as, is_near
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.units import PERCENT


@define(eq=False)
class OtherReadings:
    """Looks for other readings of numbers among the figures that their sentences speak of."""

    figures: SpokenFigures

    def of(self, number: NumberInText, taken: Quantity, year: int) -> SpokenFigure | None:
        """Return the figure that *number* has the value of and its words speak of, if it is not the one *taken*."""
        start, end = sentence_at(number.site.text.string, number.start)
        for figure in self.figures.of(number.site, start, end):
            is_taken = figure.quantity.path == taken.path and figure.year == year and not figure.difference
            is_marked = is_marked_as(number, figure) or _is_marked_alike(figure, taken)
            if is_taken or not is_marked or not is_near(number, figure):
                continue
            is_its = is_said(number, figure, self.figures, taken.name) or (
                figure.year == year and _is_namesake(figure, taken)
            )
            if is_its or _is_part(number, figure, taken):
                return figure
        return None


def _is_namesake(figure: SpokenFigure, taken: Quantity) -> bool:
    """Return whether a figure is the result or the input of something that has the name of what was *taken*."""
    words = set(words_of(taken.name))
    is_plain = figure.quantity.path in (figure.entity.roles.get("value"), figure.entity.path)
    is_plain = is_plain and (taken.output is None or isinstance(taken.output.kind, NodeValue))
    is_other = figure.entity.path != taken.path and not figure.difference
    return is_plain and is_other and any(set(words_of(name)) <= words for name in figure.entity.names)


def _is_part(number: NumberInText, figure: SpokenFigure, taken: Quantity) -> bool:
    """Return whether a number may be an operand or a count of what it was taken for: 128.073,6 jam : 6.663 PIB."""
    if f"{figure.quantity.path}.weight" == taken.path:
        return True
    if form("is_operand").match(number.site.text.string, number.end):
        return figure.entity.sort == "input"
    return taken.unit == PERCENT and not number.percent and figure.quantity.unit != PERCENT


def _is_marked_alike(figure: SpokenFigure, taken: Quantity) -> bool:
    """Return whether the mark of a number tells no difference: between results, and between a part and its weight."""
    return figure.difference or f"{figure.quantity.path}.weight" == taken.path
