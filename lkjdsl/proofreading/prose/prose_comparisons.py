"""Numbers of sentences that a result is compared with, where the edition states them: *angka nasional sebesar 122*."""

from functools import cache

from lkjdsl.proofreading.names.clauses import Clause, weak_words
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.prose.other_subjects import counts_others
from lkjdsl.units import PERCENT


def of_comparison(clause: Clause, mention: NamedSpan | None, year: int) -> str:
    """Return the path of a number behind nothing but the name of a comparison and that of what is compared."""
    entity = mention.entity if mention is not None and mention.entity.sort == "node" else clause.topic.node
    if entity is None or f"{clause.comparison}.target" not in entity.roles:
        return ""
    is_named = mention is not None and mention.end > clause.last
    if counts_others(clause, entity) or (not is_named and clause.previous is not None and not clause.taken):
        return ""  # 678 kematian di tingkat provinsi; another thing was spoken of
    if clause.number.percent != (entity.unit == PERCENT) or form("points").match(clause.follow):
        return ""
    name = form("comparing").split(clause.lead)[-1]
    if _says_what_was_reached(clause.lead.removesuffix(name)):
        return ""  # capaian terhadap RPJMD: 98,13%
    years = {one for one, _ in (*years_in(clause.lead), *years_in(clause.follow[:30]))}
    said, its = set(words_of(name)), set(words_of(clause.comparison.replace("_", " ")))
    known = its | _kinds() | {word for one in entity.names for word in words_of(one)}
    is_there = bool(its) and its <= said and said <= known
    return entity.roles[f"{clause.comparison}.target"] if is_there and years <= {year} else ""


def _says_what_was_reached(lead: str) -> bool:
    return any(phrase(key).search(lead) is not None for key in ("achievement", "either", "progress"))


@cache
def _kinds() -> frozenset[str]:
    """Return the words that say of a figure only that it is one, and that it follows."""
    return light_words() | weak_words() | {word for text in genre().phrase["compared"] for word in words_of(text)}
