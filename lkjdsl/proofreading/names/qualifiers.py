"""
Words beside a name that make it that of a part or of another thing: *perkara yang masuk* melalui pos.

All words are such but those that are harmless: that say what is printed, name the office, or are of the name itself.
"""

import re

from lkjdsl.proofreading.names.clauses import Clause
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.similarity import is_spelling, words_of

MANY = 4
"""Words of a definition that repeats what its indicator is of."""


def is_qualified(vocabulary: Vocabulary, clause: Clause, mention: NamedSpan | None, entity: Entity) -> bool:
    """Return whether words between a name, or the number before, and a number tell that it is of something else."""
    is_named = mention is not None and mention.end > clause.last
    start = mention.end if mention is not None and is_named else clause.last
    text = without_source(clause.string[start : clause.number.start], vocabulary.year)
    for key in ("missed", "reached"):
        text = phrase(key).sub(" ", text)
    parts = re.split(r"[,;:]\s", form("brackets").sub(" ", text))
    said = [parts[0], parts[-1]] if is_named else [parts[-1]]
    if not is_named and len(parts) == 1 and clause.restates:
        said = []  # 18 orang atau
    again = _after_role(parts[-1]) if is_named else ""
    if any(is_spelling(word, one) for word in words_of(again) for one in vocabulary.own_words(entity)):
        said = [again]  # the name once more, behind what is printed of it
    comparison = set(words_of(clause.comparison.replace("_", " ")))
    harmless = vocabulary.harmless(entity) | comparison
    return any(
        _is_strange(frozenset(words_of(one)), harmless, vocabulary.own_words(entity)) for one in said if "=" not in one
    )


def without_source(text: str, year: int) -> str:
    """Return *text* without the survey or the evaluation of *year* that a figure is from."""
    return form("source").sub(lambda hit: "" if int(hit["year"]) == year else hit[0], text)


def _after_role(text: str) -> str:
    """Return what stands behind the last word for a target or a result, nothing where there is none."""
    ends = [hit.end() for key in ("target", "value", "achievement") for hit in phrase(key).finditer(text)]
    return text[max(ends) :] if ends else ""


def _is_strange(words: frozenset[str], harmless: frozenset[str], own: frozenset[str]) -> bool:
    """Return whether some of *words* are none that may stand there; among many of its own a single one is no doubt."""
    strange = {word for word in words - harmless if not any(is_spelling(word, one) for one in own)}
    return bool(strange) and not (len(strange) == 1 and len(words & own) >= MANY)
