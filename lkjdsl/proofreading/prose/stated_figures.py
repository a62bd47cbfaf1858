"""
The figures that sentences state of the indicator of their section, or of the one that they name.

``memberi nilai 72,97``, ``dari target 2.400 orang``, ``di atas nilai tahun 2024 sebesar 88,92``: all words between the
last break and the number are known, one of them says what is printed, and a year, or none, of which year.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import define, frozen

from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity, has_whole_name, initials
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.spoken_names import CODE, spoken_names
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.prose.listed_figures import listed_figures
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures
from lkjdsl.proofreading.prose.stated_certainty import StatedFigure, certain, value_of
from lkjdsl.proofreading.prose.stated_roles import may_be_stated, roles_said
from lkjdsl.proofreading.sentences.calculations import CHAIN
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import RUPIAH

CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


@frozen(eq=False)
class _Place:
    """
    A number in its sentence from ``start`` to ``end``, whose last number before it ends at ``last``.

    Up to ``settled`` it is known of what the sentence speaks; ``before`` is the only indicator of those before it.
    """

    site: Site
    number: NumberInText
    start: int
    last: int
    end: int
    settled: int
    names: Sequence[NamedSpan]
    before: Entity | None = None

    @property
    def string(self) -> str:
        """Return the whole text."""
        return self.site.text.string

    @property
    def begins(self) -> int:
        """Return where the words begin that say what the number is: behind the last break that has any behind it."""
        hits = form("stated_break").finditer(self.string, self.last, self.number.start)
        breaks = [hit.end() for hit in hits if not any(name.start < hit.start() < name.end for name in self.names)]
        tails = (
            at for at in reversed(breaks) if not form("stated_weak").fullmatch(self.string[at : self.number.start])
        )
        unit = form("stated_unit").match(self.string[self.last : self.number.start])
        return next(tails, self.last + (0 if unit is None else unit.end()))


@define(eq=False)
class StatedFigures:
    """Reads one paragraph after the other; ``taken`` are the numbers that are of something already."""

    figures: SpokenFigures
    taken: Mapping[NumberInText, str]

    def claims(self, site: Site) -> Iterator[MatchedNumber]:
        """Yield the numbers of *site* that its words give to a figure."""
        string, year = site.text.string, self.figures.known.year
        spoken_of: Entity | None = None
        chains = [hit.span() for one in (CHAIN, form("rule")) for hit in one.finditer(string)]
        for start, end in spans(string):
            inside = [one for one in site.numbers if start <= one.start < end and one.measures]
            inside = [one for one in inside if not any(first <= one.start < last for first, last in chains)]
            names = spoken_names(self.figures.vocabulary, string, start, end, [one.start for one in inside])
            stated: list[StatedFigure] = []
            settled = start
            places = [
                _Place(site, number, start, inside[at - 1].end if at else start, end, start, names)
                for at, number in enumerate(inside)
            ]
            years = [self._year(place, string[place.number.end : end]) for place in places]
            dated = [(number, year) for number, year in zip(inside, years, strict=True) if year is not None]
            listed = {one.number: one for one in listed_figures(self.figures, string, start, names, dated)}
            for at, number in enumerate(inside):
                last = inside[at - 1].end if at else start
                before = stated[-1] if stated and stated[-1].number is inside[at - 1] else None
                place = _Place(site, number, start, last, end, settled, names, spoken_of)
                found = None if number in self.taken or number in listed else self._stated(place, before)
                stated += [] if found is None else [found]
                settled = number.end if number in self.taken or found is not None else settled
            roots = {self.taken[one].partition(".")[0] for one in inside if one in self.taken}
            spoken_of = self._only(names, {self.taken[one] for one in inside if one in self.taken}, spoken_of)
            also = [one for number, one in listed.items() if number not in self.taken]
            for one in (*also, *certain(stated, self.figures, roots)):
                yield MatchedNumber(one.number, one.paths, None if one.year == year else one.year)

    def _stated(self, place: _Place, before: StatedFigure | None) -> StatedFigure | None:
        """Return what the words in front of a number say, where *before* is what the number just before it is."""
        string, number, follow = place.string, place.number, place.string[place.number.end : place.end]
        if form("part_judged").match(string, place.start):
            return None
        begins = place.begins
        by = form("stated_by").search(string, begins, number.start)
        entity, is_own = self._entity(place, begins if by is None else by.end())
        if entity is None and by is not None:
            entity, is_own = self._entity(place, begins)
        lead = form("stated_unit").sub("", _without_names(place, place.last))
        if entity is None or form("stated_other").search(form("extreme").sub(" ", lead) if is_own else lead):
            return None
        tail = form("stated_source").sub(" ", _without_names(place, begins if by is None else by.end()))
        tail = phrase("average").sub(" capaian ", tail) if entity.sort == "objective" else tail
        tail = form("stated_limit").sub(" target ", tail) if self._is_limited(entity) else tail
        if not self._are_known(tail, entity) or (number.rupiah and entity.unit != RUPIAH and entity.sort == "node"):
            return None
        subject = string[min(place.settled, begins) : begins] if by is None else ""
        subject = form("stated_rating").sub(" ", subject)
        office, own = self.figures.vocabulary.office, {word for one in initials(entity) for word in words_of(one)}
        if has_strange_name(f"  {subject} {tail}", entity, office, own) or phrase("condition").search(
            string, place.start, begins
        ):
            return None
        codes = (hit[0] for hit in CODE.finditer(string, begins, number.start))
        if any(self.figures.vocabulary.coded(code) is None for code in codes):
            return None  # nilai IKPA DIPA 01 sendiri
        year = self._year(place, follow)
        comparison, is_told = self.figures.topics.comparison(tail), True
        if comparison and f"{comparison}.target" in entity.roles:
            is_of_it = not phrase("either").search(tail) and not form("progress").search(tail)
            paths = [entity.roles[f"{comparison}.target"]] if is_of_it else []
            year = self.figures.known.year
        elif phrase("of_others").search(_without(tail, entity)) or (
            form("compared_figure").search(string, place.last, begins) and phrase("of_others").search(tail)
        ):
            return None
        elif before is not None and form("became").search(tail):
            paths = list(before.paths)
        else:
            roles = roles_said(
                tail, lead, entity, number, is_before=year is not None and year < self.figures.known.year
            )
            if not roles and is_own:
                roles = roles_said(string[place.start : begins], "", entity, number, is_before=False)
                is_told = False
            paths = [path for role in roles if (path := entity.roles.get(role))]
        paths = [
            path for path in paths if may_be_stated(number, entity, self.figures.known.quantities.find(path), follow)
        ]
        is_known = year is not None and paths and all(value_of(self.figures, path, year) is not None for path in paths)
        said = string[begins : number.start]
        is_called = is_own and (CODE.search(said) or form("objective_said").search(said)) is not None
        is_called = is_called or (entity.sort == "objective" and has_whole_name(said, entity))
        is_named = is_called or str(self.figures.known.year) in said
        return (
            StatedFigure(number, entity, paths, year, is_named and number.decimals > 0 and is_told)
            if is_known and year is not None
            else None
        )

    def _entity(self, place: _Place, begins: int) -> tuple[Entity | None, bool]:
        """
        Return what a number is of: the last name from *begins* up to it, or else what its section is about.

        The second tells whether it is named there.
        """
        topic, names, stop = self.figures.topics.of(place.site.block), place.names, place.number.start
        names = names if begins == place.begins else [one for one in names if one.start >= begins]
        own = [one for one in names if one.entity.sort != "input" and one.start >= begins - 1 and one.end <= stop]
        if own:
            return (None if own[-1].is_other else own[-1].entity), True
        said = [one for one in names if one.end <= stop]
        if any(one.is_other for one in said):
            return None, False
        nodes = {one.entity.path: one.entity for one in said if one.entity.sort != "input"}
        root = topic.lineage[-1] if topic.lineage else None
        if len(nodes) > 1 or (nodes and root is not None and next(iter(nodes)).partition(".")[0] != root.path):
            return None, False
        if nodes or topic.node is not None or topic.group is not None:
            return next(iter(nodes.values()), topic.node), False
        is_other = has_any(place.string[place.start : stop], genre().other)
        return (None if is_other else place.before), False

    def _only(self, names: Sequence[NamedSpan], taken: AbstractSet[str], before: Entity | None) -> Entity | None:
        """Return the only indicator that a sentence names or whose figures are *taken* in it, or else that *before*."""
        roots = {self.figures.vocabulary.root_of(path) for path in {one.entity.path for one in names} | taken} - {""}
        if any(one.is_other or one.entity.sort == "objective" for one in names) or len(roots) > 1:
            return None
        return self.figures.vocabulary.by_path[next(iter(roots))] if roots else before

    def _is_limited(self, entity: Entity) -> bool:
        """Return whether the target of an indicator is what it is to be kept below."""
        node = self.figures.vocabulary.nodes.get(entity.path)
        return node is not None and node.polarity == "minimize"

    def _are_known(self, tail: str, entity: Entity) -> bool:
        """Return whether no word between the break and the number is strange."""
        known = plain_words() | weak_words() | light_words() | self.figures.vocabulary.harmless(entity)
        texts = (
            *genre().phrase["stated"],
            "tahun lalu",
            *(name.replace("_", " ") for name in self.figures.vocabulary.comparisons),
        )
        known |= {word for text in texts for word in words_of(text)}
        short = initials(entity)
        return set(words_of(CAPITALS.sub(lambda hit: " " if hit[0] in short else hit[0], tail))) <= known

    def _year(self, place: _Place, follow: str) -> int | None:
        """Return the year that a number is said to be of, None where nothing tells it."""
        string, year = place.string, self.figures.known.year
        behind = form("year_behind").match(follow)
        if behind is not None:
            return _year_of(behind["year"], year)
        own = [_year_of(hit[0], year) for hit in form("a_year").finditer(string, place.last, place.number.start)]
        if own:
            return own[-1]
        before = {_year_of(hit[0], year) for hit in form("a_year").finditer(string, place.start, place.last)}
        if not before and form("stated_rise").search(string, place.start, place.number.start):
            return year - 1  # naik 2,07 poin dari 70,90
        if form("stated_from").search(string, place.last, place.number.start) and form("become_behind").match(follow):
            return year - 1  # turunnya IKK6 dari 5,21 menjadi 4,48
        return year if before <= {year} else None


def _year_of(text: str, year: int) -> int:
    """Return the year that *text* names, in words that before *year*."""
    return int(text) if text.isdigit() else year - 1


def _without_names(place: _Place, start: int) -> str:
    """Return what stands from *start* up to a number without the names of things, whose words say nothing of it."""
    letters = list(place.string[start : place.number.start])
    for name in place.names:
        has_digits = re.search(r"\d", form("a_year").sub("", place.string[name.start : name.end]))
        if has_digits or name.entity.sort == "objective":
            for at in range(max(name.start, start), min(name.end, place.number.start)):
                letters[at - start] = " "
    return "".join(letters)


def _without(tail: str, entity: Entity) -> str:
    """Return *tail* without the words of the names of *entity*."""
    own = {word for name in entity.names for word in name.casefold().split()}
    return " ".join(word for word in re.split(r"\s+", tail) if word.casefold() not in own)
