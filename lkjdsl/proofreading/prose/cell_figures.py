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

from attrs import define

from lkjdsl.auditing.names import name_of_quantity
from lkjdsl.diagnostic import Both, Language
from lkjdsl.numbers.numerals import printed
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.names.named_cells import NamedCell, named_cells
from lkjdsl.proofreading.names.row_mentions import RowMentions
from lkjdsl.proofreading.printed.checks import agrees
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip, is_turned, stands_beside
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.proofreading.prose.prose_matching import MatchedNumber
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigure, SpokenFigures
from lkjdsl.proofreading.prose.worded_numbers import FEWEST, TURNED, WordedNumber, worded_numbers
from lkjdsl.units import COUNT, PERCENT, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
NOBODY = Entity("", (), {}, "")


@define(eq=False, slots=False)
class CellFigures:
    """Reads one paragraph after the other."""

    figures: SpokenFigures

    def claims(self, site: Site, taken: Collection[NumberInText]) -> Iterator[MatchedNumber]:
        """Yield the numbers of *site*, those *taken* left out, that are right for something that their words leave."""
        for worded in worded_numbers(site, self._rows, taken):
            right = next((figure for _, figure in self._of(worded) if _is_claimed(worded.number, figure)), None)
            if right is not None:
                year = None if right.year == self.figures.known.year else right.year
                yield MatchedNumber(worded.number, [right.quantity.path], year)

    def faults(
        self, site: Site, explained: Collection[NumberInText], repeated: Collection[NumberInText]
    ) -> Iterator[ReportFault]:
        """
        Yield the numbers of *site* that are not *explained* and are slips for something that their words leave.

        Those *repeated* in the report are none, but may be what was counted in the year before.
        """
        for worded in worded_numbers(site, self._rows, explained, TURNED):
            number, slips = worded.number, self._slips(worded, repeated)
            most = max((named for named, _ in slips), default=0)
            best = [figure for named, figure in slips if named == most]
            is_beside = any(stands_beside(number, one.value) and not is_exchange(number, one.value) for one in best)
            if len({figure.value for figure in best}) == 1 and not is_beside:
                yield slip_of(number, best[0], self.figures.known.language)

    def _slips(self, worded: WordedNumber, repeated: Collection[NumberInText]) -> Sequence[tuple[float, SpokenFigure]]:
        """Return what a number is a slip of by its words; nothing where it is right, if it is long for anything."""
        number, spoken = worded.number, [] if worded.is_apart else list(self._of(worded))
        if worded.rows and form("average").search(worded.before):
            return ()  # Rata-rata tiga kejuruan (las, otomotif, dan listrik) adalah
        if any(_is_right(number, one) for _, one in spoken) or self._is_borne_out(number):
            return ()
        if number in repeated or (worded.digits > TURNED and self._is_known(number)):
            return [both for both in spoken if worded.digits > FEWEST and self._is_left_over(worded, both[1])]
        return [both for both in spoken if is_slip(number, both[1].value) or is_turned(number, both[1].value)]

    def _is_borne_out(self, number: NumberInText) -> bool:
        """Return whether the percentage beside a count is what it makes of something known: ``152 atau 90,48%``."""
        string = number.site.text.string
        behind = [one for one in number.site.numbers if one.start > number.end][:1]
        wholes = [one.value for path in self._wholes for one in self.figures.at(path) if one.value > number.value > 0]
        return any(
            one.percent
            and form("share_or").fullmatch(string[number.end : one.start]) is not None
            and any(agrees(one, (number.value / whole * HUNDRED,) * 2) for whole in wholes)
            for one in behind
        )

    @cached_property
    def _wholes(self) -> Sequence[str]:
        """Return the paths of counts that others may be shares of."""
        paths = [*(cell.path for cell in self._cells), *self._rows.paths]
        return [path for path in paths if any(one.quantity.unit == COUNT for one in self.figures.at(path))]

    def _is_left_over(self, worded: WordedNumber, figure: SpokenFigure) -> bool:
        """Return whether a number is what was counted in the year before, in a sentence of this year alone."""
        sentence = f"{worded.before} {worded.follow}"
        is_of_both = phrase("previous").search(sentence) or form("left_over").search(sentence)
        last = self.figures.known.year - 1
        is_its = any(
            one.year == last and _is_right(worded.number, one) for one in self.figures.at(figure.quantity.path)
        )
        return is_its and bool(worded.noun) and not is_of_both and not has_any(sentence, genre().change)

    def _is_known(self, number: NumberInText) -> bool:
        """Return whether a number is right for anything at all."""
        paths = [*(cell.path for cell in self._cells), *self._rows.paths]
        return any(
            _is_marked(number, one) and _is_right(number, one) for path in paths for one in self.figures.at(path)
        )

    def _of(self, worded: WordedNumber) -> Iterator[tuple[float, SpokenFigure]]:
        """Yield what a number may be by its words and its marks, with how well it is named."""
        years = worded.years(self.figures.known.year)
        for named, path in self._paths(worded):
            for figure in self.figures.at(path):
                if figure.year in years and _is_marked(worded.number, figure):
                    yield named, figure

    def _paths(self, worded: WordedNumber) -> Iterator[tuple[float, str]]:
        """Yield what a number may be by its words: what its row shows, a total, an input."""
        is_short = worded.is_count and worded.digits <= FEWEST and not worded.is_beside
        for path, titles in (both for row in worded.rows for both in row.paths.items()):
            if not is_short or titles & worded.said:
                yield 2, path
        tables = {row.table for row in worded.rows if row.is_whole}
        is_strange = not worded.is_long and self._is_strange(worded)
        inputs = self._inputs(worded.number.site)
        yield from ((1, path) for path in self._quotients(worded.number.site, inputs))
        is_money = form("of_money").search(worded.text) is not None
        for cell in () if is_strange else self._cells:
            if cell.table not in tables and _is_spoken_of(
                cell, worded, is_money=is_money, is_inside=cell.path in inputs
            ):
                ends = [hit.end() for hit in phrase(cell.said).finditer(worded.lead)] if cell.said else []
                last = max(ends, default=0) / max(1, len(worded.lead))
                yield len(cell.own & worded.near) / max(1, len(cell.own)) + last, cell.path

    def _inputs(self, site: Site) -> frozenset[str]:
        """Return the inputs of the indicator that a section is about."""
        lineage = self.figures.topics.of(site.block).lineage
        return self.figures.vocabulary.inputs_of(lineage[-1].path) if lineage else frozenset()

    def _quotients(self, site: Site, inputs: frozenset[str]) -> Iterator[str]:
        """Yield the percentages that a text gives the numerator and another input of, and does not give."""

        def is_there(path: str) -> bool:
            figures = [figure for figure in self.figures.at(path) if figure.year == self.figures.known.year]
            return any(_is_right(one, figure) for one in site.numbers if one.measures for figure in figures)

        there = {path for path in inputs if is_there(path)} if inputs else set()
        for above, path in self.figures.vocabulary.shares.items():
            if above in there and len(there) > 1 and not is_there(path):
                yield path

    def _is_strange(self, worded: WordedNumber) -> bool:
        """Return whether a name before a number is none of the edition: another place, another office."""
        before = form("of_all_year").sub(" ", CAPITALS.sub(" ", worded.before))
        return has_strange_name(before, NOBODY, self.figures.vocabulary.office, self._known)

    @cached_property
    def _known(self) -> frozenset[str]:
        """Return the words of all names of the edition, of its tables and of the office."""
        vocabulary = self.figures.vocabulary
        texts = [name for entity in vocabulary.entities for name in entity.names]
        words = {word for text in (*texts, vocabulary.office) for word in words_of(text)}
        return frozenset(words.union(*(cell.every for cell in self._cells)))

    @cached_property
    def _rows(self) -> RowMentions:
        return RowMentions(self.figures.vocabulary)

    @cached_property
    def _cells(self) -> Sequence[NamedCell]:
        return list(named_cells(self.figures.vocabulary, self._rows))


def slip_of(number: NumberInText, figure: SpokenFigure, language: Language) -> ReportFault:
    """Return that a number is *figure* but for a slip of the pen."""
    unit, path = figure.quantity.unit, figure.quantity.path
    exact = figure.value / (HUNDRED if unit == PERCENT else 1)
    digits = 0 if number.multiple > 1 else number.decimals
    text = printed(exact.as_integer_ratio(), unit, digits, "half-up", language)
    cause = WORDS["slip-of"].filled(name=Both.of(lambda one: name_of_quantity(figure.quantity, one)))
    return ReportFault("disagrees", number.site, number.text, path, text, cause, number.start, number)


def cell_slips(
    sites: Sequence[Site], cells: CellFigures, explained: Collection[NumberInText], repeated: Collection[NumberInText]
) -> Iterator[ReportFault]:
    """Yield the numbers of sentences that are not among those *explained* and are slips for what they speak of."""
    for site in sites:
        yield from cells.faults(site, explained, repeated)


def _is_spoken_of(cell: NamedCell, worded: WordedNumber, *, is_money: bool, is_inside: bool) -> bool:
    """Return whether the words around a number leave that it is *cell*, an input of its section if it ``is_inside``."""
    is_other = worded.is_count and bool(worded.noun) and worded.noun.isdisjoint(cell.every)
    if is_other and not (worded.is_long and len(cell.every & worded.near) > 1):
        return False
    if cell.said:
        text = f"{worded.before if worded.number.percent else worded.lead} {worded.follow}"
        is_of_it = not cell.every.isdisjoint(worded.said) or (cell.is_budget and is_money)
        is_of_it = is_of_it and phrase(cell.said).search(text) is not None
        return is_of_it or not cell.every.isdisjoint(worded.near)
    if worded.is_long:
        return not cell.own.isdisjoint(worded.said)
    is_counted = not worded.noun.isdisjoint(cell.every)
    is_named = is_counted or len(cell.own & worded.near) * 2 >= len(cell.own)
    is_clear = len(cell.own & worded.said) * 2 >= len(cell.own) or (is_counted and worded.digits > FEWEST)
    is_short = worded.is_count and worded.digits == FEWEST and len(cell.every & worded.near) == 1
    is_clear = is_inside or (is_clear and not is_short)
    if worded.is_count and worded.digits == TURNED:
        is_clear = len(cell.own & worded.near) * 3 >= len(cell.own) * 2
    return is_named and is_clear and not cell.every.isdisjoint(worded.near)


def _is_right(number: NumberInText, figure: SpokenFigure) -> bool:
    return agrees(number, (figure.value, figure.value))


def _is_claimed(number: NumberInText, figure: SpokenFigure) -> bool:
    """Return whether a number is a figure: a whole one that was cut off, 100% for 100,66%, is more likely a target."""
    low, high = number.rounded_from
    return _is_right(number, figure) and (number.decimals > 0 or low <= figure.value <= high)


def _is_marked(number: NumberInText, figure: SpokenFigure) -> bool:
    """Return whether a number is marked as such a figure is."""
    unit = figure.quantity.unit
    is_whole = unit == COUNT and number.decimals > 0 and number.multiple == 1
    return number.percent == (unit == PERCENT) and number.rupiah == (unit == RUPIAH) and not is_whole
