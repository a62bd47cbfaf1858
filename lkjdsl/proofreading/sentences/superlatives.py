"""What sentences say to be the most or the least, in any order: ``terendah diperoleh X (84,12)``, ``X terbesar``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.sentences.ranked_figures import RankedFigures, firsts, name_words
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

PERCENTAGES = ("achievement", "absorption")
"""What the column of percentages of a table is called, by its title or by what sentences say of it."""
TELLING = 3
"""Digits of a number that is a figure of a table by no chance."""


@frozen(eq=False)
class Superlative:
    """
    A ``word`` at ``start`` for the most or the least, with the ``numbers`` of its part of a sentence.

    ``noun`` says what is the most, ``is_change`` that it is by how much something changed; ``text`` has all words of
    the part, ``phrases`` are what may be part of a name, with their places.
    """

    site: Site
    start: int
    word: str
    is_most: bool
    noun: str
    is_change: bool
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
            is_telling = one.decimals or sum(sign.isdigit() for sign in one.text) >= TELLING or self.speaks_of(ranked)
            if one.value == number.value and one.decimals == number.decimals and is_telling:
                return one
        return None

    def speaks_of(self, ranked: RankedFigures) -> bool:
        """Return whether the noun speaks of the title of *ranked*."""
        said, title = set(words_of(self.noun)), set(words_of(ranked.title))
        both = role_of(self.noun) in PERCENTAGES and role_of(ranked.title) in PERCENTAGES
        firsts_of = set(words_of(ranked.view.table.columns[0])) if ranked.is_column else set()
        return bool(said) and (said <= title or both or (said <= firsts_of and not ranked.is_share))

    def called(self, names: Sequence[AbstractSet[str]]) -> tuple[int, str]:
        """Return the place and the words of the phrase that is one of *names*, the superlative where none is."""
        for start, one in self.phrases:
            if (words := name_words(one)) and any(words <= name or name <= words for name in names):
                return start, one
        return self.start, self.word


def superlative_faults(
    site: Site, beside: Sequence[TableNumbers], ranked: Mapping[TableNumbers, Sequence[RankedFigures]]
) -> Iterator[ReportFault]:
    """
    Yield what is said to be the most or the least and is that by no figures that may be spoken of.

    Those of the tables *beside* it, which are of its section, come before those of all others that are *ranked*.
    """
    if not site.is_prose or form("superlative").search(site.text.string) is None:
        return
    tables = [ranked[view] for view in (*beside, *(view for view in ranked if view not in beside))]
    for sentence in spans(site.text.string):
        said = list(_superlatives(site, sentence))
        for one in said:
            meant = [by for table in tables for by in _meant(one, table)]
            faults = _by_figures(one, meant)
            if faults is None:
                own = [by for by in meant if by.view.table.address.section == site.address.section]
                faults = _by_noun(one, said, own) if not one.numbers else []
            if len({fault.computed for fault in faults}) == 1:
                yield faults[0]
            yield from _followers(one, sentence, [by for by in meant if _is_right(one, by)] if one.numbers else [])


def _meant(said: Superlative, table: Sequence[RankedFigures]) -> Sequence[RankedFigures]:
    """Return the columns of a table with a row that is named, or its rows; those that the noun speaks of, if any."""
    columns = [by for by in table if by.is_column]
    named = said.named(columns[0]) if columns else None  # the columns of a table are of the same rows
    columns = [by for by in columns if named in by.numbers]
    found = columns or [by for by in table if not by.is_column]
    found = [by for by in found if said.is_change == (form("column_change").search(by.title) is not None)]
    spoken = [by for by in found if said.speaks_of(by)]
    return [by for by in found if by in spoken or by.is_share] if spoken else found


def _by_figures(said: Superlative, ranked: Sequence[RankedFigures]) -> list[ReportFault] | None:
    """Return what is wrong by the figures that have the number of what is named; None where none has it."""
    known, faults = False, []
    for by in ranked:
        place = said.own(by)
        if place is None:
            continue
        number, rivals = by.numbers[place], by.beside(place)
        best = firsts(rivals, is_most=said.is_most) if place in rivals else []
        printed = said.prints(number, by)
        if printed is not None and best:
            if place in best:
                return []
            known = True
            faults.append(_outdone(said, by, place, best[0]))
        elif len(best) == 1 and place not in best and said.prints(by.numbers[best[0]], by) and said.noun:
            faults.append(_outdone(said, by, place, best[0]))
        elif best == [place] and said.speaks_of(by):
            slips = [one for one in said.numbers if one.decimals and _is_alike(one, number)]
            cause = WORDS["differs"].filled(text=number.text, place=number.site.address)
            faults += [
                ReportFault("differs", said.site, one.text, "", number.text, cause, one.start, one) for one in slips
            ]
    return faults if known or faults else None


def _by_noun(said: Superlative, others: Sequence[Superlative], ranked: Sequence[RankedFigures]) -> list[ReportFault]:
    """Return what is wrong by all figures that the noun speaks of, or that have what is named at the other end."""
    spoken = list(ranked) if any(said.speaks_of(by) for by in ranked) else []
    same = [other for other in others if other is not said and set(words_of(said.noun)) <= set(words_of(other.noun))]
    spoken = spoken or [by for by in ranked for other in same if _is_right(other, by)]
    faults = []
    for by in spoken:
        place = said.own(by)
        rivals = {} if place is None else by.beside(place)
        best = firsts(rivals, is_most=said.is_most) if place in rivals else []
        if place is None or not best:
            continue
        if place in best:
            return []
        faults.append(_outdone(said, by, place, best[0]))
    return faults


def _is_right(said: Superlative, ranked: RankedFigures) -> bool:
    """Return whether what is named at the other end is that by *ranked*, and prints its figure or no figure at all."""
    place = said.own(ranked)
    if place is None or place not in firsts(ranked.beside(place), is_most=said.is_most):
        return False
    is_titled = set(words_of(said.noun)) <= set(words_of(" ".join(ranked.view.table.columns))) | light_words()
    return said.prints(ranked.numbers[place], ranked) is not None if said.numbers else is_titled


def _followers(said: Superlative, sentence: tuple[int, int], ranked: Sequence[RankedFigures]) -> Iterator[ReportFault]:
    """Yield a figure of another row that is given to what comes after: ``A (97), diikuti B (95)``."""
    for hit in form("follows_said").finditer(said.site.text.string, max(said.start, sentence[0]), sentence[1]):
        number = next((one for one in said.site.numbers if one.start == hit.end() and one.measures), None)
        for by in ranked if number is not None else ():
            place = by.named(name_words(hit["name"]), [name_words(hit["name"])])
            others = [at for at, one in by.numbers.items() if number is not None and one.value == number.value]
            if number is not None and place in by.numbers and len(others) == 1 and others[0] != place:
                cause = WORDS["of-other"].filled(text=number.text, name=by.labels[others[0]])
                yield ReportFault("direction", said.site, number.text, cause=cause, start=number.start, number=number)
                break


def _outdone(said: Superlative, by: RankedFigures, place: int, best: int) -> ReportFault:
    number = next((one for one in said.numbers if one.value in (by.numbers[place].value, by.numbers[best].value)), None)
    cause = WORDS["outdone"].filled(
        name=by.labels[place], value=by.numbers[place].text, other=by.labels[best], text=by.numbers[best].text
    )
    if number is None:
        start, text = said.called(by.names[place])
        return ReportFault("direction", said.site, text, cause=cause, start=start)
    return ReportFault("direction", said.site, number.text, cause=cause, start=number.start, number=number)


def _is_alike(said: NumberInText, own: NumberInText) -> bool:
    """Return whether a number has the digits of another in another order, or but for one."""
    is_shuffled = sorted(said.text.strip(" %")) == sorted(own.text.strip(" %"))
    return said.value != own.value and (is_shuffled or is_slip(said, own.value))


def _superlatives(site: Site, sentence: tuple[int, int]) -> Iterator[Superlative]:
    """Yield the superlatives of a sentence that are of the whole of a table, each with its part of the sentence."""
    string, (start, end) = site.text.string, sentence
    hits = list(form("superlative").finditer(string, start, end))
    if form("extreme_of_part").search(string[start:end]):
        return
    noun = ""
    for at, hit in enumerate(hits):
        breaks = [one.end() for one in form("superlative_break").finditer(string, start, hit.start())]
        joints = [one.end() for one in form("superlative_joint").finditer(string, start, hit.start())]
        breaks += [one for one in joints if re.search(r"\d", string[max([start, *breaks[-1:]]) : one])]
        first = max([start, *breaks, *([_between(string, hits[at - 1], hit)] if at else [])])
        stops = [one.start() for one in form("superlative_stop").finditer(string, hit.end(), end)]
        last = _between(string, hit, hits[at + 1]) if at + 1 < len(hits) else end
        last = min([last, *stops[:1]])
        lead, behind = string[first : hit.start()], string[hit.end() : last]
        noun = _noun(lead) or noun
        if form("superlative_aside").search(f"{lead}_{behind}"):
            continue
        numbers = [one for one in site.numbers if first <= one.start < last and one.measures]
        numbers = [one for one in numbers if not form("superlative_code").search(string[: one.start])]
        texts = (_named(behind), form("before_name").sub("", form("superlative_verb").split(lead)[0].strip()))
        phrases = [(string.index(text, first, last), text) for text in texts]
        is_most = hit["most"] is not None
        text = name_words(f"{lead} {behind}") | set(words_of(f"{lead} {behind}"))
        is_change = form("superlative_change").search(f"{noun} {lead}") is not None
        yield Superlative(site, hit.start(), hit[0], is_most, noun, is_change, text, phrases, numbers)


def _between(string: str, hit: re.Match[str], following: re.Match[str]) -> int:
    """Return where the part of one superlative ends and that of the next begins."""
    breaks = [one.end() for one in form("superlative_joint").finditer(string, hit.end(), following.start())]
    return breaks[-1] if breaks else following.start()


def _noun(lead: str) -> str:
    """Return the words right before *tertinggi* that say of what: *capaian*, also behind a verb."""
    words = form("superlative_verb").split(lead)[-1].strip().split()
    return " ".join(word for word in words[-3:] if word.casefold() != "yang")


def _named(behind: str) -> str:
    """Return the words behind *tertinggi* up to a figure: *pada kegiatan X*."""
    return form("before_name").sub("", form("superlative_figure").split(behind)[0].strip()).strip(" .,;")


def spoken_columns(view: TableNumbers, noun: str) -> list[int]:
    """Return the columns that *noun* speaks of: by their titles, or the percentages."""
    titles, said = view.table.columns, set(words_of(noun))
    named = [at for at, title in enumerate(titles) if said and said <= set(words_of(title))]
    if named or role_of(noun) not in PERCENTAGES:
        return named
    return [at for at, title in enumerate(titles) if role_of(title) in PERCENTAGES]
