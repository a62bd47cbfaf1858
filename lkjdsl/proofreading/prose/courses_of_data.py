"""What the data of an office have for the periods of a year: the courses of its inputs and results."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import define

from lkjdsl.auditing.parts_of_year import ReportPart
from lkjdsl.model.periods import YearSpan, over_periods
from lkjdsl.proofreading.names.courses import Course, PartFigure, summed, telling_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.parts_of_year import MONTHS, PartOfYear
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures
from lkjdsl.units import PERCENT, RUPIAH


@define(eq=False, slots=False)
class CoursesOfData:
    """The courses of all that has data of periods, by themselves and of the year to date."""

    figures: SpokenFigures

    def of(self, site: Site) -> Sequence[Course]:
        """Return the courses of the indicator that a section is about, and of its inputs."""
        lineage = self.figures.topics.of(site.block).lineage
        inputs = self.figures.vocabulary.inputs_of(lineage[-1].path) if lineage else frozenset()
        paths = {one.path for one in lineage} | inputs
        return [course for course in self.every if course.path in paths]

    @cached_property
    def every(self) -> Sequence[Course]:
        """Return the courses of all inputs and results."""
        known = self.figures.known
        periods, spans = known.quantities.definition.periods, {} if known.outcome is None else known.outcome.spans
        if not periods or MONTHS % len(periods):
            return ()
        parts = {span: _part(span, periods) for span in spans}
        entities = [one for one in self.figures.vocabulary.entities if one.sort in ("input", "node")]
        return [course for entity in entities for course in _courses(known, entity, parts)]


def _courses(known: KnownEdition, entity: Entity, parts: Mapping[YearSpan, PartOfYear]) -> Iterator[Course]:
    figures, units = dict[PartOfYear, PartFigure](), set[str]()
    for span, part in parts.items():
        knowledge = known.of_part(ReportPart(None, span))
        quantity = knowledge.quantities.find(entity.path)
        value = None if quantity is None else knowledge.exact(quantity)
        if quantity is not None and isinstance(value, tuple):
            exact = Fraction(*value) * (HUNDRED if quantity.unit == PERCENT else 1)
            figures[part] = PartFigure(exact, (exact, exact))
            units.add(quantity.unit)
    input_ = known.quantities.definition.inputs.get(entity.path)
    if input_ is not None and over_periods(input_) == "sum":
        alone = [part for span, part in parts.items() if not span.to_date and part in figures]
        figures |= summed({part: figures[part] for part in alone})
    if figures:
        names = telling_words(*entity.names[:1], entity.path.rpartition(".")[2])
        yield Course(PERCENT in units, RUPIAH in units, None, names, frozenset(), figures, path=entity.path)


def _part(span: YearSpan, periods: Sequence[str]) -> PartOfYear:
    long = MONTHS // len(periods)
    at = periods.index(span.period)
    return (1 if span.to_date else at * long + 1), (at + 1) * long
