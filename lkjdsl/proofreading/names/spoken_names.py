"""
All that a sentence calls something by: names, codes, places among the objectives, and a few words of a name.

``SK1 (105,58%)``, ``sasaran kedua (103,65%)``, ``penempatan pencari kerja (97,96%)``: a few words are a name where they
stand alone between a break and a number, and only one indicator or objective has them all.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan, named_spans
from lkjdsl.proofreading.names.numbered_objectives import objectives_in
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.similarity import light_words, words_of

CODE = re.compile(r"\b[A-Z]{1,6}[ .-]?\d{1,2}(?:\.\d{1,2})*(?![\d,])")

CAPITALS = re.compile(r"\b[A-Z]{3,}\b")


def spoken_names(
    vocabulary: Vocabulary, string: str, start: int, end: int, numbers: Sequence[int] = ()
) -> list[NamedSpan]:
    """Return what a sentence names in any way, by where it ends; codes and places go before the words around them."""
    placed = [*_codes(vocabulary, string, start, end), *objectives_in(vocabulary, string, start, end)]
    named = [one for one in named_spans(vocabulary, string, start, end, numbers) if not _crosses(one, placed)]
    short = [one for one in _short(vocabulary, string, start, numbers) if not _crosses(one, [*placed, *named])]
    found = [*placed, *named, *short]
    found += [one for one in _abbreviated(vocabulary, string, start, end) if not _crosses(one, found)]
    return sorted(found, key=lambda one: one.end)


def opening_name(vocabulary: Vocabulary, string: str) -> Entity | None:
    """Return what a text begins with, if it is what all of it is about: *SP1 (Terkendalinya kelahiran): enam …*."""
    opening = form("opened_by").match(string)
    names = [] if opening is None else spoken_names(vocabulary, string, 0, opening.end())
    return names[-1].entity if names and names[0].start == 0 and len({one.entity for one in names}) == 1 else None


def _crosses(span: NamedSpan, others: Sequence[NamedSpan]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _codes(vocabulary: Vocabulary, string: str, start: int, end: int) -> Iterator[NamedSpan]:
    for hit in CODE.finditer(string, start, end):
        entity = vocabulary.coded(hit[0])
        if entity is not None:
            yield NamedSpan(entity, *hit.span())


def _short(vocabulary: Vocabulary, string: str, start: int, numbers: Sequence[int]) -> Iterator[NamedSpan]:
    """Yield what stands between a break and a number, or behind the word for objectives, and is a part of one name."""
    for last, number in pairwise((start, *numbers)):
        for hit in form("objective_named").finditer(string, last, number):
            words = [word.end() for word in re.finditer(r"\S+", hit["name"])]
            for size in reversed(words):
                objective = vocabulary.shortened(hit["name"][:size], ("objective",))
                if objective is not None:
                    yield NamedSpan(objective, hit.start(), hit.start("name") + size)
                    break
        short = form("short_name").search(string, last, number)
        entity = None if short is None else _only(vocabulary, short["name"])
        if short is not None and entity is not None:
            yield NamedSpan(entity, *short.span("name"))


def _abbreviated(vocabulary: Vocabulary, string: str, start: int, end: int) -> Iterator[NamedSpan]:
    for hit in CAPITALS.finditer(string, start, end):
        entity = vocabulary.abbreviations.get(hit[0])
        if entity is not None:
            yield NamedSpan(entity, *hit.span())


def _only(vocabulary: Vocabulary, name: str) -> Entity | None:
    """Return the only indicator, or else the only component, that has all words of *name*."""
    if len(set(words_of(name)) - light_words()) < 2 and not name.isupper():  # noqa: PLR2004 - one word may be anything
        return None
    indicators = vocabulary.definition.indicators
    return vocabulary.shortened(name, ("node",), indicators) or vocabulary.shortened(name, ("node",))


def nearest(vocabulary: Vocabulary, name: str) -> Entity | None:
    """Return the only indicator that has most of the words of *name*; it is named for certain by its figure alone."""
    words = frozenset(words_of(name)) - light_words()
    shared = {
        path: max(vocabulary.weights.total(words & set(words_of(one))) for one in vocabulary.by_path[path].names)
        for path in vocabulary.definition.indicators
    }
    most = max(shared.values(), default=0)
    paths = [path for path, mass in shared.items() if mass == most > 0]
    return vocabulary.by_path[paths[0]] if len(paths) == 1 else None
