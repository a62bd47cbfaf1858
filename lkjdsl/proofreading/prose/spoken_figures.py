"""The figures of all that a sentence speaks of: what it names, and what its section is about."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, field, frozen

from lkjdsl.auditing.audit import Quantity
from lkjdsl.model.results import TableTotal
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_edition import KnownEdition
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.names.spoken_names import opening_name, spoken_names
from lkjdsl.proofreading.names.topics import Topics
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.units import COUNT, PERCENT, RUPIAH


@frozen(eq=False)
class SpokenFigure:
    """
    A figure of the year or of one before, in printed units, and what it is of.

    Of a ``difference`` it is how far the result at the path, which is ``of``, is from another figure of its own.
    """

    entity: Entity
    quantity: Quantity
    value: Fraction
    year: int
    difference: bool = False
    of: Fraction = Fraction(0)


@define(eq=False)
class SpokenFigures:
    """The figures that one sentence after the other speaks of."""

    known: KnownEdition
    vocabulary: Vocabulary
    topics: Topics
    _figures: dict[tuple[str, str], Sequence[SpokenFigure]] = field(factory=dict, init=False)

    def of(self, site: Site, start: int, end: int) -> list[SpokenFigure]:
        """Return the figures of what a sentence names, and of what its section is about unless it names another."""
        string, topic = site.text.string, self.topics.of(site.block)
        sentence = string[start:end]
        numbers = [number.start for number in site.numbers if start <= number.start < end and number.measures]
        names = spoken_names(self.vocabulary, string, start, end, numbers)
        entities = [one.entity for one in names if not one.is_other]
        roots = {entity.path.partition(".")[0] for entity in entities if entity.sort == "node"}
        lineage = topic.lineage or self._before(string, start)
        if roots <= {entity.path.partition(".")[0] for entity in lineage}:
            said = set(words_of(sentence)) - light_words()
            entities += lineage
            entities += [one for one in self._inside(lineage) if said & _telling(one)]
        opened = opening_name(self.vocabulary, string) if start else None
        entities += [one for one in (topic.group, opened) if one is not None]
        figures = [figure for entity in dict.fromkeys(entities) for figure in self._of(entity)]
        if phrase("average").search(sentence):
            figures += self._at(Entity("", (), {}, ""), "achievement")
        if form("of_money").search(sentence):
            figures += self.totals()
        return figures

    def _before(self, string: str, end: int) -> Sequence[Entity]:
        """Return the indicator that the sentences of a paragraph up to *end* name, if they name only one."""
        named = (
            [one for one in spoken_names(self.vocabulary, string, 0, end) if one.entity.sort == "node"] if end else []
        )
        roots = {one.entity.path.partition(".")[0] for one in named}
        is_one = len(roots) == 1 and not any(one.is_other for one in named)
        return [self.vocabulary.by_path[roots.pop()]] if is_one else []

    def _inside(self, lineage: Sequence[Entity]) -> Iterator[Entity]:
        """Yield the components and the inputs of the indicator that a section is about."""
        for root in lineage[-1:]:
            inputs = self.vocabulary.inputs_of(root.path)
            for path, entity in self.vocabulary.by_path.items():
                if path.startswith(f"{root.path}.") or path in inputs:
                    yield entity

    def totals(self) -> Iterator[SpokenFigure]:
        """Yield the totals of tables with amounts: what all of an office has and spends, and the share."""
        outcome = self.known.outcome
        totals: dict[str, list[SpokenFigure]] = {}
        for cell in () if outcome is None else outcome.cells():
            if isinstance(cell, TableTotal):
                entity = Entity(cell.path, (), {}, "table")
                totals.setdefault(cell.table.name, []).extend(self._at(entity, cell.path))
        for figures in totals.values():
            yield from figures if any(one.quantity.unit == RUPIAH for one in figures) else ()

    def _of(self, entity: Entity) -> Iterator[SpokenFigure]:
        found = [figure for path in dict.fromkeys(entity.roles.values()) for figure in self._at(entity, path)]
        yield from found
        results = [one for one in found if one.quantity.path == entity.roles.get("value")]
        others = [one for one in found if one.quantity.path.endswith(".target")]
        for one, other in (*((one, other) for one in results[:1] for other in others), *pairwise(results)):
            apart = abs(one.value - other.value)
            yield SpokenFigure(entity, one.quantity, apart, one.year, difference=True, of=one.value)

    def at(self, path: str) -> Sequence[SpokenFigure]:
        """Return the figures at *path*: of the year, and of those before that there are data of."""
        return self._at(Entity("", (), {}, ""), path)

    def _at(self, entity: Entity, path: str) -> Sequence[SpokenFigure]:
        """Return the figures at *path*: of the year, and of those before that there are data of."""
        key = entity.path, path
        if key not in self._figures:
            found = []
            for known in (self.known, *self.known.others):
                quantity = known.quantities.find(path)
                value = None if quantity is None else known.knowledge().exact(quantity)
                if quantity is not None and isinstance(value, tuple):
                    scale = HUNDRED if quantity.unit == PERCENT else 1
                    found.append(SpokenFigure(entity, quantity, Fraction(*value) * scale, known.year))
            self._figures[key] = found
        return self._figures[key]


def _telling(entity: Entity) -> set[str]:
    return {word for name in entity.names for word in words_of(name)} - light_words()


def is_near(number: NumberInText, figure: SpokenFigure) -> bool:
    """Return whether *number* is the figure, rounded or cut, or what rounded figures are apart."""
    more = figure.value - number.value
    return abs(more) <= 4 * number.half if figure.difference else not more or -number.half <= more < 2 * number.half


def is_marked_as(number: NumberInText, figure: SpokenFigure) -> bool:
    """Return whether a number is marked as such a figure is."""
    unit = figure.quantity.unit
    if figure.difference:
        said = form("points").match(number.site.text.string, number.end)
        return (said is not None) == (unit not in (COUNT, RUPIAH)) and number.multiple == 1
    of_points = form("points").match(number.site.text.string, number.end) is not None
    is_change = form("apart_lead").search(number.site.text.string[: number.start]) is not None
    is_apart = figure.quantity.path.endswith(".efficiency") and not is_change  # 7,73 poin persen as well as 7,73%
    if (number.percent or (is_apart and of_points)) != (unit == PERCENT):
        return False
    if of_points and not is_apart and not figure.quantity.path.endswith(".contribution"):
        return False
    return number.rupiah == (unit == RUPIAH) and not (unit == COUNT and number.decimals and number.multiple == 1)
