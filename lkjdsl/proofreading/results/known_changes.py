"""
How figures are said to have changed since the year before, where one of both or neither is printed.

``terserap 95,41%, meningkat 0,91 poin persen dari tahun 2024``: what is recognised tells by its path what it was or has
become; a count that is an input of what the section is about tells it, too, and of money the totals of the budget.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import define, frozen

from lkjdsl.diagnostic import Both
from lkjdsl.numbers.numerals import printed
from lkjdsl.numbers.rational import round_at
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip
from lkjdsl.proofreading.printed.findings import Recognised
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import is_of_year_before, years_in
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigure, SpokenFigures
from lkjdsl.proofreading.sentences.differences import is_of_later
from lkjdsl.proofreading.sentences.said_differences import SaidDifference, said_differences
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import COUNT, PERCENT, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


@frozen(eq=False)
class _KnownCourse:
    """
    What a figure is now and was before, in printed units.

    ``is_told`` where nothing else may be meant, ``is_loose`` where hardly anything tells what it is of.
    """

    now: Fraction
    before: Fraction
    unit: str
    is_told: bool = False
    is_loose: bool = False


@define(eq=False)
class KnownChanges:
    """Reads paragraphs for changes of what is ``recognised``: the path and the year of each number."""

    figures: SpokenFigures
    recognised: Mapping[NumberInText, tuple[str, int]]

    @classmethod
    def of(cls, figures: SpokenFigures, recognised: Sequence[Recognised], year: int) -> "KnownChanges":
        """Return what reads by what was recognised and is right."""
        right = [one for one in recognised if one.verdict == "agrees"]
        return cls(figures, {one.number: (one.what, one.year or year) for one in right if one.number is not None})

    def checks(self, site: Site) -> Iterator[NumberCheck]:
        """Yield by how much a figure is said to have changed, and by which share of what it was."""
        for span in spans(site.text.string):
            for said in said_differences(site, span, self.figures.known.year):
                if (said.amount or said.growth) is not None and (said.later is None or said.earlier is None):
                    yield from self._of_said(said, list(self._ways(said, site, span)))

    def _of_said(self, said: SaidDifference, ways: Sequence[_KnownCourse]) -> Iterator[NumberCheck]:
        for amount in (said.amount, said.growth):
            if amount is None:
                continue
            share = amount.percent and form("points").match(amount.site.text.string, amount.end) is None
            exact = {way: _change(amount, way, is_share=share) for way in ways}
            known = {way: change for way, change in exact.items() if change is not None}
            found = [way for way, change in known.items() if abs(change - amount.value) <= 4 * amount.half]
            is_only = len(ways) == 1 and not share
            likely = [
                way
                for way, change in known.items()
                if (is_exchange if way.is_loose else is_slip)(amount, change)
                or (way.is_told and is_only)
                or (said.rises is (way.now > way.before) and is_of_later(amount, way.now, way.before))
            ]
            way = next(iter(found or likely), None)
            if way is None or (way.is_loose if found else len({known[one] for one in likely}) > 1):
                continue
            yield NumberCheck(
                "arithmetic", amount, (), bool(found), known[way], self._line(amount, way, is_share=share)
            )
            ways = found or ways
            is_first = amount is (said.amount or said.growth)
            if found and is_first and said.rises is not None and len(amount.text.strip("0,.")) > 1:
                holds = any(said.rises is (one.now > one.before) for one in found)
                later, earlier = self._texts(amount, way)
                words = WORDS["direction"].filled(words=said.word, earlier=earlier, later=later)
                yield NumberCheck("direction", amount, (), holds, amount.value, words)

    def _ways(self, said: SaidDifference, site: Site, span: tuple[int, int]) -> Iterator[_KnownCourse]:
        """Yield what may have changed: what is recognised, else an input of the topic, else the totals of the money."""
        year, string = self.figures.known.year, site.text.string
        is_since = _is_since_before(said, string, span, year)
        sides = [(one, year) for one in (said.later, *said.rivals) if one is not None and is_since]
        sides += [(said.earlier, year - 1)] if said.earlier is not None else []
        before = [one for one in site.numbers if span[0] <= one.start and one.end <= said.start and one.measures]
        is_told = is_since and said.is_told and (said.later is None or before == [said.later])
        found = False
        for number, of in sides:
            path, known_year = self.recognised.get(number, ("", 0))
            figures = self.figures.at(path) if path and known_year == of else self._inputs(number, of, site)
            for way in _ways_of(figures, year, is_told=is_told):
                found = True
                yield way
        amount, earlier = said.amount or said.growth, said.earlier
        if found or amount is None:
            return
        if said.later is None and earlier is not None and not (earlier.rupiah or earlier.percent or earlier.decimals):
            inputs = [one for series in self._series(site) for one in series if one.year == year]
            later = [one.value for one in inputs if said.rises is (one.value > earlier.value)]
            yield from (_KnownCourse(value, earlier.value, COUNT, is_loose=True) for value in later)
        is_of_money = (earlier is not None and earlier.rupiah) or form("of_money").search(string, *span) is not None
        if not is_of_money and not form("of_income").search(string, *span):
            return
        totals: dict[str, list[SpokenFigure]] = {}
        for one in self.figures.totals():
            totals.setdefault(one.quantity.path, []).append(one)
        if not sides and is_since:
            for figures in totals.values():
                yield from _ways_of(figures, year, is_told=False, is_loose=not is_of_money)
        elif said.later is None and earlier is not None and earlier.rupiah:
            for one in self.figures.totals():
                if one.year == year and one.quantity.unit == RUPIAH:
                    yield _KnownCourse(one.value, earlier.value, RUPIAH)

    def _inputs(self, number: NumberInText, year: int, site: Site) -> Sequence[SpokenFigure]:
        """Return the only input of what a section is about that was *number* in a *year*, with its years."""
        series = self._series(site)
        own = [ones for ones in series if any(one.year == year and one.value == number.value for one in ones)]
        return own[0] if len(own) == 1 and number.value > HUNDRED // 10 else ()

    def _series(self, site: Site) -> Sequence[Sequence[SpokenFigure]]:
        """Return each input of what a section is about, with its years."""
        topic = self.figures.topics.of(site.block).node
        paths = () if topic is None else self.figures.vocabulary.inputs_of(topic.path)
        return [self.figures.at(path) for path in sorted(paths)]

    def _texts(self, amount: NumberInText, way: _KnownCourse) -> tuple[str, str]:
        """Return what something is and was as it would be printed with so many decimals as *amount*."""
        scale, language = (HUNDRED if way.unit == PERCENT else 1), self.figures.known.language
        digits = amount.decimals if way.unit not in (COUNT, RUPIAH) else 0
        later, earlier = (
            printed((value / scale).as_integer_ratio(), way.unit, digits, "half-up", language)
            for value in (way.now, way.before)
        )
        return later, earlier

    def _line(self, amount: NumberInText, way: _KnownCourse, *, is_share: bool) -> Both:
        more, less = self._texts(amount, way)[:: 1 if way.now >= way.before else -1]
        return WORDS["line"].filled(line=f"{more} : {less}" if is_share else f"{more} - {less}")


def _ways_of(
    figures: Sequence[SpokenFigure], year: int, *, is_told: bool, is_loose: bool = False
) -> Iterator[_KnownCourse]:
    by_year = {one.year: one for one in figures}
    if year in by_year and year - 1 in by_year:
        now, before = by_year[year], by_year[year - 1]
        yield _KnownCourse(now.value, before.value, now.quantity.unit, is_told, is_loose)


def _change(amount: NumberInText, way: _KnownCourse, *, is_share: bool) -> Fraction | None:
    """Return by how much a way says that something changed, None where *amount* is no amount of it."""
    if is_share:
        return abs(way.now / way.before - 1) * HUNDRED if way.before else None
    is_of_points = amount.percent or form("points").match(amount.site.text.string, amount.end) is not None
    fits = amount.rupiah == (way.unit == RUPIAH) and not (way.unit == COUNT and (amount.decimals or is_of_points))
    fits &= is_of_points or way.unit != PERCENT
    now, before = (
        Fraction(*round_at(one.as_integer_ratio(), amount.decimals, "half-up")) for one in (way.now, way.before)
    )
    return abs(now - before) if fits else None


def _is_since_before(said: SaidDifference, string: str, span: tuple[int, int], year: int) -> bool:
    """Return whether words set a figure against that of the year before, and nothing else."""
    if said.earlier is not None:
        return is_of_year_before(said.earlier, year)
    stop = form("difference_break").search(string, said.end, span[1])
    behind = string[said.end : span[1] if stop is None else stop.start()]
    first = form("compared_lead").search(string[span[0] : said.start].partition(",")[0])
    lead = "" if first is None else first[0]
    text = behind if years_in(behind) or phrase("previous").search(behind) else lead
    is_before = [one for one, _ in years_in(text)] == [year - 1] or phrase("previous").search(text) is not None
    is_other = phrase("target").search(text) is not None or has_any(text, genre().places)
    return is_before and not is_other
