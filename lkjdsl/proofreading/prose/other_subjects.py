"""Whether a number in a sentence is of something else than what is named or stood under: another year, place, thing."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from lkjdsl.proofreading.names.clauses import Clause, plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.offices import without_office
from lkjdsl.proofreading.names.qualifiers import without_source
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, pattern, phrase
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import is_spelling, words_of
from lkjdsl.units import COUNT, INDEX, PERCENT, RATIO, RUPIAH

COUNTED = re.compile(r"\s*(?:\([^()\d]*\)\s*)?(?P<noun>[^\W\d]{3,})")
NAME = re.compile(r"(?<![.(“\"]\s)(?<!\w)[A-Z][^\W\d_]{2,}")
"""A word in capitals inside a sentence."""


def is_elsewhere(clause: Clause, year: int, office: str) -> bool:
    """Return whether a number is of another year, period, plan or place."""
    string, number, office = clause.string, clause.number, office.casefold()
    if clause.comparison and form("progress").search(clause.lead):
        return False
    if form("uncapped").match(string, number.end):
        return True  # what the achievement would be, were it not limited
    is_judged = form("target_met").search(clause.lead) is not None
    if is_judged and clause.taken and not form("sub_clause").search(clause.lead):
        return False  # 92,14%, naik dari tahun 2024 (90,88%) dan melampaui target 91,50%
    if (is_judged or clause.restates) and clause.previous is not None and is_elsewhere(clause.previous, year, office):
        return True
    if form("opening_of_plan").match(string, clause.start, number.start) and not clause.comparison:
        return True
    if form("excluding").match(string, clause.start, clause.end) or form("by_part").search(clause.lead):
        return True
    behind = years_in(string[number.end : min(clause.end, number.end + 45)])
    first = form("of_other_year").match(clause.follow)
    if first is not None and behind and behind[0][0] != year:
        return True
    later = form("of_later_target").match(clause.follow)
    if later is not None and int(later["year"]) != year:
        return True
    if phrase("condition").search(string, clause.start, number.start):
        return True
    stop = form("next_part").search(string, number.end, clause.end)
    part = string[clause.start : clause.end if stop is None else stop.start()]
    named = [one for one, _ in years_in(part)]
    if named and min(named) > year and phrase("target").search(part):
        return True  # what is planned
    in_front = years_in(string[clause.start : number.start])
    has_become = form("became").search(clause.lead) and not form("planned").search(string, clause.start, number.start)
    if in_front and in_front[-1][0] != year and not has_become:
        return True
    if form("last_year_first").match(string, clause.start, number.start) and not has_become:
        return True
    words, places = _of_others(clause.comparison.casefold(), office)
    tail, lead = form("rest_of_clause").match(clause.follow), _without_source(clause, year)
    opening = form("opening").match(string, clause.start, clause.end)
    named_last = max((name.end for name in clause.names if name.end <= number.start), default=clause.start)
    between = string[named_last : number.start]
    between = between.casefold().rpartition(office)[2] if office else between
    return (
        places.search(between) is not None
        or (opening is not None and (places.search(opening[0]) or form("level").search(opening[0])) is not None)
        or (opening is not None and form("part_judged").match(opening[0]) is not None)
        or words.search(re.split(r"[;,]\s", lead)[-1]) is not None
        or words.search(" ".join(lead[-60:].split())) is not None
        or (tail is not None and words.search(tail[0]) is not None)
    )


@lru_cache(TEXTS)
def _of_others(comparison: str, office: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds other times or plans, and what finds other places, but for those of a comparison or office."""
    own = set(comparison.split("_"))
    others, places = (
        [word for word in words if not own & set(word.split())] for words in (genre().other, genre().places)
    )
    return pattern(tuple(others)), pattern(tuple(word for word in places if word not in office))


def _without_source(clause: Clause, year: int) -> str:
    """Return what stands before a number, where it is set against its target without the survey that it is from."""
    is_of_year = form("is_of_target").match(clause.follow) is not None
    return without_source(clause.plain_lead, year) if is_of_year else clause.plain_lead


def counts_others(clause: Clause, entity: Entity) -> bool:
    """Return whether the word behind a whole number says that it counts something: ``4 sasaran strategis``."""
    number = clause.number
    if number.decimals or number.percent or number.rupiah or entity.unit in (COUNT, RUPIAH):
        return False
    counted = COUNTED.match(clause.follow)
    noun = "" if counted is None else counted["noun"].casefold()
    own = entity.unit.casefold().split() if entity.unit not in (PERCENT, INDEX, RATIO) else []
    if noun in own or form("count_of_target").match(clause.follow):
        return False
    return noun in genre().counted or bool(noun and noun not in genre().stop | plain_words() | weak_words())


def has_other_target(clause: Clause, entity: Entity) -> bool:
    """Return whether the sentence has a target in another unit than that of *entity*: it is of something else."""
    at: Clause | None = clause
    while at is not None:
        is_target = form("target_before").search(at.lead) is not None and not phrase("achievement").search(at.lead)
        if is_target and at.number.percent != (entity.unit == PERCENT) and not form("points").match(at.follow):
            return True
        at = at.previous
    return False


def is_change(clause: Clause) -> bool:
    """Return whether a number is by how much something changed, or what it was before."""
    lead = clause.plain_lead
    if form("target_met").search(clause.lead):
        return form("points").match(clause.follow) is not None
    if form("difference_of").match(clause.string, clause.start):
        return True
    if form("greatest_change").match(clause.string, clause.start):
        return True
    if form("also_changed").fullmatch(lead) and clause.previous is not None and is_change(clause.previous):
        return True  # X bertambah 0,115 dan Y 0,113
    if form("lead_of_value").search(clause.lead) is None and form("more_than").match(clause.follow):
        return True  # realisasi ini 1,22 hari lebih cepat
    said = [hit.end() for hit in phrase("achievement").finditer(lead)]
    is_changed = _begins_a_word(genre().change, re.split(r"[,;]\s", lead[max(said, default=0) :])[-1])
    if is_changed and not form("becoming").search(lead):
        return True
    return bool(form("risen_from").search(lead) and form("become_behind").match(clause.follow))


def names_another(clause: Clause, entity: Entity, office: str) -> bool:
    """Return whether the sentence has a name in capitals before the number that is not of what it stands under."""
    said = clause.string[clause.start : clause.number.start]
    return has_strange_name(said, entity, office, set(words_of(clause.comparison.replace("_", " "))))


def has_strange_name(text: str, entity: Entity, office: str, also: AbstractSet[str] = frozenset()) -> bool:
    """Return whether a *text* has a name in capitals that is none of *entity*, of the *office*, or of what is known."""
    said = form("evaluator").sub(" ", without_office(text, office))
    said = form("objective_said").sub(" ", said)
    known = {word for name in entity.names for word in words_of(name)} | plain_words() | genre().light
    said_of_all = [*(one for ones in genre().role.values() for one in ones), *genre().counted]
    known |= {word for one in said_of_all for word in words_of(one)}
    words = [word for hit in NAME.finditer(said, 1) for word in words_of(hit[0])]
    return any(word not in known | also | genre().stop for word in words)


def is_of_another(text: str, entity: Entity) -> bool:
    """Return whether *text* denies a name, or says a word in the place of one of it: *populasi sapi* perah."""
    if phrase("denied").search(text) and not any(phrase("denied").search(name) for name in entity.names):
        return True
    said = set(words_of(text)) - plain_words() - weak_words() - genre().stop
    its = [set(words_of(name)) - genre().light - genre().stop for name in entity.names]
    return entity.sort == "input" and not any(_are_of(said, it) or _are_of(it, said) for it in its)


def _are_of(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Return whether each of *words* is one of *others*, or one with letters more or less at its end."""
    return all(word in others or any(is_spelling(word, one) for one in others) for word in words)


def _begins_a_word(words: Sequence[str], text: str) -> bool:
    """Return whether one of *words* begins a word of *text*."""
    return any(re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) for word in words)
