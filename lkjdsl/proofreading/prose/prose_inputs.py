"""Numbers of sentences that are inputs of the edition, by the names before or behind them."""

import re

from lkjdsl.proofreading.names.clauses import Clause, plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.vocabulary import EXACT, Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.prose.other_subjects import is_elsewhere, names_another
from lkjdsl.units import RUPIAH

AMOUNT = re.compile(r"(?:Rp\.?\s?)?\d[\d.,]*")


def of_input(vocabulary: Vocabulary, clause: Clause, mention: NamedSpan | None, entity: Entity) -> str:
    """Return the path of a number behind the name of an input, empty where it is not clearly of it."""
    if mention is not None and (
        form("denied_behind").match(clause.string, mention.end)
        or (phrase("denied").search(clause.string, clause.start, mention.start) and not _is_denied(entity))
    ):
        return ""  # of those that were not served, said once for all of a list
    near = (
        mention is not None
        and clause.last <= mention.end
        and len(clause.string[mention.end : clause.number.start].split()) <= 4  # noqa: PLR2004
    )
    ending = form("amounts_to").search(clause.lead)
    is_beside = mention is not None and not clause.string[mention.end : clause.number.start].strip()
    between = clause.string[mention.end : clause.number.start] if mention is not None else ""
    if clause.number.rupiah and not plain_words() | weak_words() >= set(words_of(AMOUNT.sub(" ", between))):
        return ""  # the budget of a part
    is_amount = is_beside or (clause.number.rupiah and entity.unit == RUPIAH)
    named_years = {one for name in entity.names for one, _ in years_in(name)} - {vocabulary.year}
    if (
        mention is not None
        and named_years
        and not any(str(year) in clause.string[mention.start : clause.number.end + 30] for year in named_years)
    ):
        return ""  # *Sisa perkara tahun 2024* is no other year's
    if near and (ending or is_amount) and not clause.number.percent:
        return entity.roles["value"]
    return ""


def _is_denied(entity: Entity) -> bool:
    return any(phrase("denied").search(name) for name in entity.names)


def of_share(vocabulary: Vocabulary, clause: Clause, entity: Entity) -> str:
    """Return the percentage that restates an amount as the indicator that the amount is the numerator of."""
    path = vocabulary.shares.get(entity.path, "")
    return path if clause.number.percent and clause.restates and clause.before == entity.path else ""


def named_behind(vocabulary: Vocabulary, clause: Clause) -> str:
    """Return a counted number with the input that the words behind it name to the letter."""
    number = clause.number
    named = re.match(r"\s+([^\d,.;:()]{8,90}?)(?=\s*(?:[,.;:()\d]|\Z))", clause.follow)
    if (
        named is None
        or number.percent
        or number.decimals
        or number.rupiah
        or is_elsewhere(clause, vocabulary.year, vocabulary.office)
    ):
        return ""
    words = form("set_against").split(named[1])[0].split()
    for size in range(len(words), 1, -1):
        name = " ".join(words[:size])
        for path, score in vocabulary.scores(name).items():
            entity = vocabulary.by_path[path]
            if entity.sort == "input" and entity.unit == "count" and score >= EXACT:
                rest = " ".join(words[size:])
                if path in vocabulary.shares and form("of_whole").fullmatch(clause.lead):
                    return ""  # 231 dari 246 rapat yang terlaksana: of the first number
                return "" if rest or names_another(clause, entity, vocabulary.office) else entity.roles["value"]
    return ""
