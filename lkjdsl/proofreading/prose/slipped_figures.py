"""
Figures of sentences that are nothing but a slip of the pen for one that the sentence speaks of: ``97,30%`` for 97,03%.

What such a number is of no word tells for certain; that it has the digits of a figure of what is spoken of, but for two
neighbours, and is no figure of it, tells it. Of one with a single wrong digit the words nearest to it have to tell it,
too: so alike are numbers by chance.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from attrs import define

from lkjdsl.auditing.names import name_of_quantity
from lkjdsl.diagnostic import Both
from lkjdsl.numbers.numerals import printed
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip, stands_beside
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.proofreading.prose.said_figures import is_left, is_said
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigure, SpokenFigures, is_marked_as, is_near
from lkjdsl.proofreading.sentences.spans import sentence_at, spans
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

BEHIND = 30
"""Characters behind a number that say what it is of."""
FEWEST = 3
"""Digits of a number that is another one with two of them exchanged hardly by chance."""


def slipped_figures(
    sites: Sequence[Site],
    figures: SpokenFigures,
    explained: Collection[NumberInText],
    repeated: Collection[NumberInText],
) -> Iterator[ReportFault]:
    """
    Yield the numbers of sentences that are not among those *explained* and are slips for a figure spoken of.

    Those *repeated* in the report are none, but may be the figure of the year before that was left in.
    """
    slipped = _SlippedFigures(figures, explained, repeated)
    for site in sites:
        yield from slipped.faults(site) if site.is_prose else ()


@define(eq=False)
class _SlippedFigures:
    """Looks through one paragraph after the other for numbers that are not among those *explained* already."""

    figures: SpokenFigures
    explained: Collection[NumberInText]
    repeated: Collection[NumberInText]

    def faults(self, site: Site) -> Iterator[ReportFault]:
        """Yield the numbers of *site* that are a figure of what their sentence speaks of, with digits exchanged."""
        for start, end in spans(site.text.string):
            numbers = [number for number in site.numbers if start <= number.start < end and self._is_open(number)]
            figures = self.figures.of(site, start, end) if numbers else []
            for number in numbers:
                own = [one for one in figures if is_marked_as(number, one) and not _is_told(number, one)]
                if form("greatest_change").match(site.text.string, start):
                    own = [one for one in own if one.difference]
                is_said_so = any(
                    is_exchange(number, one.value) and is_said(number, one, self.figures)
                    for one in own
                    if number.decimals and not one.difference
                )
                is_figure = (number in self.repeated and not is_said_so) or any(is_near(number, one) for one in own)
                fault = None if is_figure else self._fault(number, own, start)
                fault = fault or self._left_over(number, own, start, end)
                if fault is not None:
                    yield fault

    def _left_over(
        self, number: NumberInText, figures: Sequence[SpokenFigure], start: int, end: int
    ) -> ReportFault | None:
        """Return that a number is the figure of the year before, in a sentence that speaks of this year alone."""
        known, sentence = self.figures.known, number.site.text.string[start:end]
        near = [one for one in figures if is_near(number, one)]
        paths = {one.quantity.path for one in near if one.year == known.year - 1 and not one.difference}
        is_of_both = any(year != known.year for year, _ in years_in(sentence)) or phrase("previous").search(sentence)
        if len(paths) != 1 or is_of_both or has_any(sentence, genre().change) or form("left_over").search(sentence):
            return None
        now = [one for one in figures if one.quantity.path in paths and one.year == known.year and not one.difference]
        is_its = len(now) == 1 and not is_near(number, now[0]) and all(one.year != known.year for one in near)
        is_its = is_its and not stands_beside(number, now[0].value) and is_said(number, now[0], self.figures)
        if not is_its or self._names_another(number, now[0], start):
            return None
        cause = WORDS["of-year-before"].filled(year=known.year - 1)
        place = number.site, number.text, now[0].quantity.path, self._text(number, now[0])
        return ReportFault("disagrees", *place, cause, number.start, number)

    def _is_open(self, number: NumberInText) -> bool:
        digits = sum(sign.isdigit() for sign in number.text)
        return number.measures and number not in self.explained and digits >= FEWEST

    def _fault(self, number: NumberInText, figures: Sequence[SpokenFigure], start: int) -> ReportFault | None:
        slips = [one for one in figures if is_slip(number, one.value) and self._may_say(number, one)]
        texts = {self._text(number, one) for one in slips}
        if len(texts) != 1 or self._names_another(number, slips[0], start) or self._is_qualified(number, slips[0]):
            return None
        key = "exchanged" if is_exchange(number, slips[0].value) else "misprint"
        said = WORDS[f"{key}-difference" if slips[0].difference else key]
        cause = said.filled(name=Both.of(lambda language: name_of_quantity(slips[0].quantity, language)))
        place = number.site, number.text, slips[0].quantity.path, texts.pop()
        return ReportFault("disagrees", *place, cause, number.start, number)

    def _may_say(self, number: NumberInText, figure: SpokenFigure) -> bool:
        """Return whether the words nearest to a number speak of a figure, where its digits alone do not tell it."""
        is_long = sum(sign.isdigit() for sign in number.text) > FEWEST
        if _is_elsewhere(number):
            is_own = figure.year == self.figures.known.year and ".compare." not in figure.quantity.path
            return is_long and not is_own and is_said(number, figure, self.figures)
        is_of_plan = ".target" in figure.quantity.path or ".compare." in figure.quantity.path
        if is_exchange(number, figure.value):
            return not is_of_plan or is_said(number, figure, self.figures) or is_left(number, figure, self.figures)
        is_its = is_said(number, figure, self.figures) or is_left(number, figure, self.figures)
        return is_long and not stands_beside(number, figure.value) and is_its

    def _names_another(self, number: NumberInText, figure: SpokenFigure, start: int) -> bool:
        """Return whether a sentence has names of other places or things before a number."""
        vocabulary, string = self.figures.vocabulary, number.site.text.string
        short = (word for word, entity in vocabulary.abbreviations.items() if entity is figure.entity)
        said = (*short, *(name.replace("_", " ") for name in vocabulary.comparisons))
        own = {word for text in said for word in words_of(text)}
        return has_strange_name(string[start : number.start], figure.entity, vocabulary.office, own)

    def _is_qualified(self, number: NumberInText, figure: SpokenFigure) -> bool:
        """Return whether what is counted is told apart from the figure: *7.434 bidang yang dimohonkan*."""
        behind = form("counted_clause").match(number.site.text.string, number.end)
        known = self.figures.vocabulary.harmless(figure.entity) if figure.entity.names else frozenset[str]()
        return behind is not None and not set(words_of(behind["word"])) <= known

    def _text(self, number: NumberInText, figure: SpokenFigure) -> str:
        unit = figure.quantity.unit
        exact = figure.value / (HUNDRED if unit == PERCENT else 1)
        return printed(exact.as_integer_ratio(), unit, number.decimals, "half-up", self.figures.known.language)


def _is_elsewhere(number: NumberInText) -> bool:
    """Return whether the words around a number give it to a part of the year, to another plan or another place."""
    string = number.site.text.string
    start, end = sentence_at(string, number.start)
    lead = re.split(r"[;,]\s", string[start : number.start])[-1]
    return has_any(lead + string[number.end : min(end, number.end + BEHIND)], genre().other)


def _is_told(number: NumberInText, figure: SpokenFigure) -> bool:
    """Return whether a difference is that between a figure and a number which stands beside it."""
    others = [other.value for other in number.site.numbers if other is not number]
    return figure.difference and any(abs(abs(figure.of - other) - number.value) <= 4 * number.half for other in others)
