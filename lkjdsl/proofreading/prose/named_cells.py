"""
What sentences print of rows, of totals and of inputs, by the words around a number in whatever order they stand.

``penyerapan terendah pada Belanja Barang (96,76%)``, ``104 dari Informatika``, ``Dari 193 parameter, 187 memuaskan``:
which row, column, total or input it is, the words do not tell for certain. So a number is one of those that they leave
where it is right, and wrong only where it is right for none of them, nor for anything else that is known, and has the
digits of a single one but for a slip of the pen.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from attrs import define, frozen

from lkjdsl.auditing.names import name_of_quantity
from lkjdsl.diagnostic import Both
from lkjdsl.numbers.numerals import printed
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.names.row_mentions import RowMention, RowMentions
from lkjdsl.proofreading.printed.checks import agrees
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigure, SpokenFigures
from lkjdsl.proofreading.sentences.calculations import CHAIN
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import COUNT, PERCENT, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
FEWEST = 3
"""Digits of a number that is hardly another one by chance, where words say what it is."""
LONG = 5
"""Digits of a number that is hardly a slip of another one by chance."""
WHOLE = 7
BEHIND = 30
"""Characters behind a number that say what it is of."""
SAID = {
    "base": "total_base",
    "target": "total_base",
    "value": "total_spent",
    "achievement": "total_spent",
    "absorption": "total_spent",
    "difference": "total_left",
}
"""What a sentence says of a total of money, by the role of its column."""


@frozen(eq=False)
class _Cell:
    """A total or an input: the words of its table or label, and of the title of its column."""

    path: str
    entity: Entity
    names: frozenset[str]
    titles: frozenset[str]
    role: str = ""
    table: int = -1

    @property
    def own(self) -> frozenset[str]:
        """Return the words that tell it from others: those over a column, or else its name."""
        return self.titles or self.names

    @property
    def is_budget(self) -> bool:
        """Return whether it is of what an office has and spends."""
        return any(form("of_money").search(name) for name in self.entity.names)


@frozen(eq=False)
class _Place:
    """
    A number in its sentence: ``near`` are the words of its clause, ``said`` those of its text up to its sentence.

    The ``noun`` is what it counts, if it says so; ``lead`` is what stands between the number before and this one.
    """

    number: NumberInText
    before: str
    lead: str
    follow: str
    near: frozenset[str]
    said: frozenset[str]
    noun: frozenset[str]
    is_money: bool
    is_beside: bool
    mention: RowMention | None
    section: frozenset[str]

    @property
    def is_long(self) -> bool:
        """Return whether the number has many digits, or is an amount to the last rupiah."""
        digits = "".join(sign for sign in self.number.text if sign.isdigit())
        return len(digits.strip("0")) >= LONG or (self.number.multiple == 1 and len(digits) >= WHOLE)


@define(eq=False, slots=False)
class NamedCells:
    """Reads one paragraph after the other."""

    figures: SpokenFigures

    def claims(self, site: Site, taken: Collection[NumberInText]) -> Iterator[MatchedNumber]:
        """Yield the numbers of *site*, those *taken* left out, that are right for something that their words leave."""
        for place in self._places(site, taken):
            years = self._years(place)
            for figure, _ in self._figures(place):
                exact = figure.value, figure.value
                if figure.year in years and _is_marked(place.number, figure) and agrees(place.number, exact):
                    year = None if figure.year == self.figures.known.year else figure.year
                    yield MatchedNumber(place.number, [figure.quantity.path], year)
                    break

    def faults(self, site: Site, explained: Collection[NumberInText]) -> Iterator[ReportFault]:
        """Yield the numbers of *site* that are not *explained* and are slips for something that their words leave."""
        for place in self._places(site, explained):
            number, years = place.number, self._years(place)
            if form("apart_lead").search(place.lead) or form("points").match(place.follow):
                continue
            figures = [both for both in self._figures(place) if both[0].year in years and _is_marked(number, both[0])]
            slips = [(named, one) for one, named in figures if is_slip(number, one.value)]
            best = [one for named, one in slips if named == max(slips, key=lambda both: both[0])[0]]
            if len({one.value for one in best}) == 1 and not self._is_known(number):
                yield self._fault(number, best[0])

    def _fault(self, number: NumberInText, figure: SpokenFigure) -> ReportFault:
        unit, language = figure.quantity.unit, self.figures.known.language
        exact = figure.value / (HUNDRED if unit == PERCENT else 1)
        text = printed(
            exact.as_integer_ratio(), unit, 0 if number.multiple > 1 else number.decimals, "half-up", language
        )
        name = Both.of(lambda one: name_of_quantity(figure.quantity, one))
        cause = WORDS["slip-of"].filled(name=name)
        return ReportFault(
            "disagrees", number.site, number.text, figure.quantity.path, text, cause, number.start, number
        )

    def _is_known(self, number: NumberInText) -> bool:
        """Return whether a number is right for anything at all."""
        paths = [*self._inputs_and_totals_paths, *self._rows.paths]
        figures = (one for path in paths for one in self.figures.at(path))
        return any(_is_marked(number, one) and agrees(number, (one.value, one.value)) for one in figures)

    def _places(self, site: Site, taken: Collection[NumberInText]) -> Iterator[_Place]:
        """Yield the numbers of the sentences of *site* that are of this office and of whole years."""
        string = site.text.string
        chains = [hit.span() for one in (CHAIN, form("rule")) for hit in one.finditer(string)]
        root = next(reversed(self.figures.topics.of(site.block).lineage), None)
        section = frozenset[str]() if root is None else self.figures.vocabulary.inputs_of(root.path)
        weak = plain_words() | weak_words() | light_words() | {word for one in genre().people for word in words_of(one)}
        for start, end in spans(string):
            numbers = [one for one in site.numbers if start <= one.start < end and one.measures]
            open_ = [one for one in numbers if one not in taken and _digits(one) >= FEWEST]
            open_ = [one for one in open_ if not any(first <= one.start < last for first, last in chains)]
            mentions = self._rows.of(string, start, end, [one.start for one in numbers]) if open_ else []
            said = frozenset(words_of(string[:end]))
            for number in open_:
                mention = _own(mentions, number, string)
                between = "" if mention is None else string[mention.end : number.start]
                at = numbers.index(number)
                lead = string[numbers[at - 1].end if at else start : number.start]
                follow = string[number.end : numbers[at + 1].start if at + 1 < len(numbers) else end]
                if _is_elsewhere(lead, follow if len(follow) > BEHIND else re.split(r"[,;(]", follow)[0]):
                    continue
                is_part = at + 1 < len(numbers) and form("of_whole").fullmatch(follow) is not None
                behind = re.split(r"[,;()]", string[number.end : end] if is_part else follow)[0]
                before = form("number_or_break").split(string[start : number.start])
                clause = next((part for part in reversed(before) if set(words_of(part)) - weak), "")
                counted = form("counted_noun").match(follow)
                word = "" if counted is None or counted["noun"].casefold() in genre().people else counted["noun"]
                yield _Place(
                    number,
                    string[start : number.start],
                    lead,
                    follow,
                    frozenset(words_of(f"{clause} {behind}")),
                    said,
                    frozenset(words_of(word)) - light_words() - plain_words() - weak_words(),
                    form("of_money").search(string, 0, end) is not None,
                    mention is not None and set(words_of(between)) <= weak,
                    mention,
                    section,
                )

    def _years(self, place: _Place) -> frozenset[int]:
        """Return the years that a number may be of."""
        year, number = self.figures.known.year, place.number
        if is_of_year_before(number, year):
            return frozenset({year - 1})
        named = {one for one, _ in years_in(f"{place.before} {place.follow}")}
        return frozenset({year, year - 1}) if year - 1 in named else frozenset({year})

    def _figures(self, place: _Place) -> Iterator[tuple[SpokenFigure, float]]:
        """Yield what a number may be by its words, with how many of its own stand there: a row, a total or an input."""
        is_short = not (place.number.percent or place.number.rupiah) and _digits(place.number) <= FEWEST
        is_short = is_short and not place.is_beside
        for path, titles in () if place.mention is None else place.mention.paths.items():
            if not is_short or titles & place.said:
                yield from ((one, 1) for one in self.figures.at(path))
        own = place.mention.table if place.mention is not None and place.mention.is_whole else None
        for cell in self._cells:
            if own != cell.table and self._is_spoken_of(cell, place):
                words = cell.names | cell.titles if cell.role else cell.own
                ends = [hit.end() for hit in phrase(SAID[cell.role]).finditer(place.lead)] if cell.role else []
                named = len(words & place.near) / max(1, len(words)) + max(ends, default=0) / max(1, len(place.lead))
                yield from ((one, named) for one in self.figures.at(cell.path))

    def _is_spoken_of(self, cell: _Cell, place: _Place) -> bool:
        """Return whether the words around a number leave that it is a total or an input."""
        every, number = cell.names | cell.titles, place.number
        own = every if cell.role else cell.own
        is_strange = place.noun.isdisjoint(every) and bool(place.noun) and not (number.percent or number.rupiah)
        if is_strange and not (place.is_long and len(every & place.near) > 1):
            return False
        before, office = CAPITALS.sub(" ", place.before), self.figures.vocabulary.office
        before = form("of_all_year").sub(" ", before)
        if not place.is_long and has_strange_name(before, cell.entity, office, self._named):
            return False
        if cell.role:
            text = f"{place.before if number.percent else place.lead} {place.follow}"
            is_said = not own.isdisjoint(place.said) or (cell.is_budget and place.is_money)
            is_said = is_said and phrase(SAID[cell.role]).search(text) is not None
            return is_said or not own.isdisjoint(place.near)
        if place.is_long:
            return not own.isdisjoint(place.said)
        is_counted = not place.noun.isdisjoint(every)
        is_named = len(own & place.near) * 2 >= len(own) or is_counted
        is_own = cell.path in place.section or len(own & place.said) * 2 >= len(own)
        is_own = is_own or (is_counted and _digits(number) > FEWEST)
        return is_named and is_own and not every.isdisjoint(place.near)

    @cached_property
    def _named(self) -> frozenset[str]:
        """Return the words of all names of the edition and of the office: they are of no other place."""
        texts = [name for entity in self.figures.vocabulary.entities for name in entity.names]
        return frozenset(word for text in (*texts, self.figures.vocabulary.office) for word in words_of(text))

    @cached_property
    def _rows(self) -> RowMentions:
        return RowMentions(self.figures.vocabulary)

    @cached_property
    def _inputs_and_totals_paths(self) -> Sequence[str]:
        return [cell.path for cell in self._cells]

    @cached_property
    def _cells(self) -> Sequence[_Cell]:
        return [*self._inputs(), *self._totals()]

    def _inputs(self) -> Iterator[_Cell]:
        for entity in self.figures.vocabulary.entities:
            if entity.sort == "input":
                words = frozenset(words_of(entity.names[0])) - light_words()
                yield _Cell(entity.path, entity, words, frozenset())

    def _totals(self) -> Iterator[_Cell]:
        """Yield the totals of tables; of one with amounts its columns are told apart by what they are for money."""
        definition = self.figures.vocabulary.definition
        plain = {
            word for role in ("value", "target", "achievement") for one in genre().role[role] for word in words_of(one)
        }
        for at, table in enumerate(self._rows.tables):
            titles = table.rows[0].titles if table.rows else {}
            units = {path: one.quantity.unit for path in table.totals for one in self.figures.at(path)[:1]}
            for path, columns in table.totals.items():
                named = path.split(".")[1]
                called = [title for column in columns for title in titles.get(column, [column])]
                words = frozenset(words_of(f"{definition.tables[named].title} {named}")) - light_words() - plain
                role = next((role for one in called if (role := role_of(one)) in SAID), "")
                is_money = RUPIAH in units.values() and units.get(path) in (RUPIAH, PERCENT)
                over = frozenset(word for title in called for word in words_of(title)) - light_words() - plain
                entity = Entity(path, [definition.tables[named].title, *called], {}, "table")
                yield _Cell(path, entity, words, over, role if is_money else "", at)


def cell_slips(sites: Sequence[Site], cells: NamedCells, explained: Collection[NumberInText]) -> Iterator[ReportFault]:
    """Yield the numbers of sentences that are not among those *explained* and are slips for what they speak of."""
    for site in sites:
        yield from cells.faults(site, explained) if site.is_prose else ()


def _own(mentions: Sequence[RowMention], number: NumberInText, string: str) -> RowMention | None:
    """Return the row that a number is of: the one just behind it, or else the last one before it."""
    behind = [one for one in mentions if one.start >= number.end]
    if behind and form("of_row_behind").fullmatch(string[number.end : behind[0].start]):
        return behind[0]
    return next((one for one in reversed(mentions) if one.end <= number.start), None)


def _is_elsewhere(lead: str, behind: str) -> bool:
    """Return whether the words around a number give it to a part of the year, to another plan or another place."""
    said = f"{re.split(r'[;,] ', lead)[-1]} {behind[:BEHIND]}"
    return has_any(form("of_all_year").sub(" ", said), genre().other)


def _is_marked(number: NumberInText, figure: SpokenFigure) -> bool:
    """Return whether a number is marked as such a figure is."""
    unit = figure.quantity.unit
    is_whole = unit == COUNT and number.decimals > 0 and number.multiple == 1
    return number.percent == (unit == PERCENT) and number.rupiah == (unit == RUPIAH) and not is_whole


def _digits(number: NumberInText) -> int:
    return sum(sign.isdigit() for sign in number.text)
