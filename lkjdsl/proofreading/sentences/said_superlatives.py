"""What a sentence says to be the most or the least, in any order of its words, and where that stands in tables."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import frozen

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.spelled import whole_number
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.ranked_figures import RankedFigures, firsts, name_words

PERCENTAGES = ("achievement", "absorption")
"""What the column of percentages of a table is called, by its title or by what sentences say of it."""
OF_THE_SAME = ("weight", "limit", "contribution", "target", "base")
"""What a table prints beside a figure: of these only what is called so is spoken of."""
HEAD = 2
"""Words of a kind of rows: *Komponen yang paling rendah*."""
TELLING = 3
"""Digits of a number that is a figure of a table by no chance."""


@frozen(eq=False)
class Standing:
    """The ``place`` of what is named among figures, and the places of the ``best`` of these."""

    by: RankedFigures
    place: int
    best: Sequence[int]

    @property
    def is_first(self) -> bool:
        """Return whether it is the most or the least that is named."""
        return self.place in self.best


@frozen(eq=False)
class Superlative:
    """
    A ``word`` at ``start`` for the most or the least, with the ``numbers`` of its part of a sentence.

    ``noun`` says what is the most, ``is_change`` that it is by how much something changed, ``among`` of how many it is
    said, ``years`` and ``part`` of which; ``text`` has all words of the part, ``phrases`` are what may be part of a
    name, with their places.
    """

    site: Site
    start: int
    word: str
    is_most: bool
    noun: str
    is_change: bool
    among: Fraction | None
    years: AbstractSet[int]
    part: AbstractSet[str]
    text: AbstractSet[str]
    phrases: Sequence[tuple[int, str]]
    numbers: Sequence[NumberInText]

    def own(self, ranked: RankedFigures) -> int | None:
        """Return the place of what is named, where *ranked* has a figure of it."""
        place = self.named(ranked)
        return place if place in ranked.numbers else None

    def named(self, ranked: RankedFigures) -> int | None:
        """Return the place of what is named; the noun names no column."""
        text = self.text if ranked.is_column else self.text - set(words_of(self.noun))
        return ranked.named(text, [words for _, one in self.phrases if (words := name_words(one))])

    def prints(self, number: NumberInText, ranked: RankedFigures) -> NumberInText | None:
        """Return the number of the part that is *number*; a small one only where the noun speaks of *ranked*."""
        for one in self.numbers:
            is_said = self.speaks_of(ranked) or self._begins_with(ranked)
            is_telling = one.decimals or sum(sign.isdigit() for sign in one.text) >= TELLING or is_said
            is_same = one.value == number.value and one.decimals == number.decimals
            is_rounded = one.multiple > number.multiple and one.bounds[0] <= number.value <= one.bounds[1]
            if is_telling and (is_same or is_rounded):
                return one
        return None

    def _begins_with(self, ranked: RankedFigures) -> bool:
        """Return whether the noun is the title of *ranked* and more: *titik wifi publik*."""
        return bool(words_of(ranked.title)) and self.noun.casefold().startswith(ranked.title.casefold())

    def speaks_of(self, ranked: RankedFigures) -> bool:
        """Return whether the noun speaks of the title of *ranked*, or of all that is printed of its rows."""
        said = set(words_of(self.noun))
        is_of_rows = ranked.is_column and not ranked.is_share and said <= set(words_of(ranked.view.table.columns[0]))
        return self.names_title(ranked) or (bool(said) and is_of_rows and not self._is_beside(ranked))

    def names_title(self, ranked: RankedFigures) -> bool:
        """Return whether the noun speaks of the title of *ranked*; of one that names a year alone where it may."""
        said, title = set(words_of(self.noun)), set(words_of(ranked.title))
        roles = role_of(self.noun), role_of(ranked.title)
        is_of_year = roles[0] == "value" and bool(years_in(ranked.title)) and not title
        is_said = bool(said) and (said <= title or set(roles) <= set(PERCENTAGES))
        return (is_of_year or is_said or bool(self.part)) and not self._is_beside(ranked)

    def is_title(self, ranked: RankedFigures) -> bool:
        """Return whether the noun is the title of *ranked*, of which other columns have their own."""
        said = set(words_of(self.noun))
        return bool(said) and said == set(words_of(ranked.title)) and not role_of(self.noun)

    def names_table(self, ranked: RankedFigures) -> bool:
        """Return whether the noun speaks of the table that *ranked* is in, by its caption and the title of its rows."""
        said = set(words_of(form("superlative_head").sub("", self.noun)))
        view = ranked.view
        return bool(said) and said <= set(words_of(f"{view.caption} {view.heading} {view.titles[0]}"))

    def is_called(self, ranked: RankedFigures) -> bool:
        """Return whether the noun has the whole title of *ranked*."""
        title = set(words_of(form("brackets").sub("", ranked.title)))
        return bool(title) and title <= set(words_of(self.noun))

    def _is_beside(self, ranked: RankedFigures) -> bool:
        """Return whether *ranked* has what is printed beside figures, and that is not what the noun calls."""
        said, titled = role_of(self.noun), role_of(ranked.title)
        return said not in ("", titled) and titled in OF_THE_SAME

    def speaks_of_share(self, ranked: RankedFigures) -> bool:
        """Return whether *ranked* are percentages with no title of their own beside what the noun speaks of."""
        own = set(words_of(form("share_of_column").sub(" ", ranked.title)))
        return ranked.is_share and own <= set(words_of(self.noun))

    def places(self, table: Sequence[RankedFigures]) -> Iterator[Standing]:
        """Yield where what is named stands among figures of *table* that may be spoken of."""
        for by in table:
            place, own = self.own(by), {year for year, _ in years_in(by.title)}
            rivals = {} if place is None else by.beside(place)
            best = firsts(rivals, is_most=self.is_most) if place in rivals else []
            is_meant = self.is_change == (form("column_change").search(by.title) is not None)
            is_meant &= not (own and self.years) or not own.isdisjoint(self.years)
            is_meant &= self.part <= set(words_of(by.title))
            if place is not None and best and is_meant and self.among in (None, len(rivals)):
                yield Standing(by, place, best)

    def called(self, names: Sequence[AbstractSet[str]]) -> tuple[int, str]:
        """Return the place and the words of the phrase that is one of *names*, the superlative where none is."""
        for start, one in self.phrases:
            if (words := name_words(one)) and any(words <= name or name <= words for name in names):
                return start, one
        return self.start, self.word


def superlatives(site: Site, sentence: tuple[int, int], noun: str, year: int | None) -> Iterator[Superlative]:
    """Yield the superlatives of a sentence that are of the whole of a table, each with its part of the sentence."""
    start, end = sentence
    among = form("among_all").search(site.text.string, start, end)
    string = site.text.string if among is None else _blanked(site.text.string, among)
    hits = list(form("superlative").finditer(string, start, end))
    if form("extreme_of_part").search(form("objective_said").sub("", string[start:end])):
        return
    years = {one for one, _ in years_in(string[start:end])} or ({year} if year else set())
    for at, hit in enumerate(hits):
        breaks = [one.end() for one in form("superlative_break").finditer(string, start, hit.start())]
        joints = [one.end() for one in form("superlative_joint").finditer(string, start, hit.start())]
        breaks += [one for one in joints if re.search(r"\d", string[max([start, *breaks[-1:]]) : one])]
        first = max([start, *breaks, *([_between(string, hits[at - 1], hit)] if at else [])])
        stops = [one.start() for one in form("superlative_stop").finditer(string, hit.end(), end)]
        last = _between(string, hit, hits[at + 1]) if at + 1 < len(hits) else end
        last = min([last, *stops[:1]])
        lead, behind = string[first : hit.start()], string[hit.end() : last]
        part, behind = _part(behind, year)
        noun = _noun(lead) or ("" if form("verb_behind").match(behind) else noun)
        if form("superlative_aside").search(f"{lead}_{behind}") or form("denied_cause").search(string[start:first]):
            continue
        numbers = [one for one in site.numbers if first <= one.start < last and one.measures]
        numbers = [one for one in numbers if not form("superlative_code").search(string[: one.start])]
        numbers = [one for one in numbers if not form("limit_lead").search(string[: one.start])]
        subject = form("before_name").sub("", form("superlative_verb").split(lead)[0].strip())
        texts = (named := _named(behind), subject, re.split(r"\byang\b", named)[0].strip())
        phrases = [(string.index(text, first, last), text) for text in texts]
        is_most = hit["most"] is not None
        text = name_words(f"{lead} {behind}") | set(words_of(f"{lead} {behind}"))
        is_change = form("superlative_change").search(f"{noun} {lead}") is not None
        is_change |= form("from_to").search(behind) is not None
        count = None if among is None else whole_number(among["all"])
        before = {one for one, _ in years_in(string[start : numbers[0].start if numbers else end])}
        among_years = count, years if before or not year else years | {year}, part
        yield Superlative(site, hit.start(), hit[0], is_most, noun, is_change, *among_years, text, phrases, numbers)


def _part(behind: str, year: int | None) -> tuple[AbstractSet[str], str]:
    """Return the words for the column that *tertinggi pada Semester II adalah X* is of, and what stands behind them."""
    match = form("superlative_part").match(behind)
    if match is None or not {one for one, _ in years_in(match["part"])} <= {year}:
        return frozenset(), behind
    return frozenset(words_of(match["part"])), behind[match.end() :]


def _blanked(string: str, hit: re.Match[str]) -> str:
    return f"{string[: hit.start()]}{' ' * len(hit[0])}{string[hit.end() :]}"


def _between(string: str, hit: re.Match[str], following: re.Match[str]) -> int:
    """Return where the part of one superlative ends and that of the next begins."""
    breaks = [one.end() for one in form("superlative_joint").finditer(string, hit.end(), following.start())]
    return breaks[-1] if breaks else following.start()


def _noun(lead: str) -> str:
    """Return the words right before *tertinggi* that say of what: *capaian*, also behind a verb, else the first one."""
    parts = [part.split() for part in form("superlative_verb").split(lead.strip(" ,") + " ")]
    words = [word for word in parts[-1] if word.casefold() != "yang"]
    head = parts[0][:1] if role_of(" ".join(parts[0][:1])) or len(parts[0]) <= HEAD else []
    return " ".join(words[-3:] or head)


def _named(behind: str) -> str:
    """Return the words behind *tertinggi* up to a figure: *pada kegiatan X*."""
    plain = form("year_of_most").sub("", behind)
    return form("before_name").sub("", form("superlative_figure").split(plain)[0].strip()).strip(" .,;")


def spoken_columns(view: TableNumbers, noun: str) -> list[int]:
    """Return the columns that *noun* speaks of: by their titles, or the percentages."""
    titles, said = view.table.columns, set(words_of(noun))
    named = [at for at, title in enumerate(titles) if said and said <= set(words_of(title))]
    if named or role_of(noun) not in PERCENTAGES:
        return named
    return [at for at, title in enumerate(titles) if role_of(title) in PERCENTAGES]
