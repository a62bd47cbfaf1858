"""Where a sentence names an indicator, a component, an objective or an input."""

import re
from collections.abc import Sequence

from attrs import frozen

from lkjdsl.proofreading.similarity import words_of
from lkjdsl.proofreading.vocabulary import MARGIN, Entity, Vocabulary

COVERED = 0.8
"""Which part of a name must stand in a sentence, by the weight of its words."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@frozen(eq=False)
class NamedSpan:
    """A name in a text, and where it begins and ends."""

    entity: Entity
    start: int
    end: int


@frozen(eq=False)
class _Words:
    """The words of a sentence as the names have them, with their places."""

    spans: Sequence[tuple[int, int]]
    known: Sequence[Sequence[str]]


def named_spans(vocabulary: Vocabulary, string: str, start: int, end: int) -> list[NamedSpan]:
    """Return the names in a sentence, in its order; of those that overlap the best, where there is one."""
    spans = [(start + found.start(), start + found.end()) for found in WORD.finditer(string[start:end])]
    words = _Words(spans, [vocabulary.weights.words(string[one:other]) for one, other in spans])
    found: list[tuple[float, NamedSpan]] = []
    for entity in vocabulary.naming({word for ones in words.known for word in ones}):
        best = max(
            (one for name in entity.names if (one := _span(vocabulary, words, entity, name)) is not None),
            key=lambda one: (one[0], one[1].start - one[1].end),
            default=None,
        )
        if best is not None:
            found.append(best)
    found.sort(key=lambda one: (-one[0], one[1].start))
    kept: list[tuple[float, NamedSpan]] = []
    dropped: set[int] = set()
    for mass, span in found:
        rivals = [other for other in kept if other[1].start < span.end and span.start < other[1].end]
        if not rivals:
            kept.append((mass, span))
        else:
            near = [
                other
                for other in rivals
                if abs(other[0] - mass) <= MARGIN * mass and other[1].entity.quantity != span.entity.quantity
            ]
            dropped |= {id(other[1]) for other in near if not _says_more(other[1].entity, span.entity)}
    return sorted((span for _, span in kept if id(span) not in dropped), key=lambda span: span.end)


def _span(vocabulary: Vocabulary, words: _Words, entity: Entity, name: str) -> tuple[float, NamedSpan] | None:
    """Return the densest part of the sentence that has the words of *name*, with its weight, or None."""
    its, size = frozenset(words_of(name)), len(name.split()) + 2
    whole = vocabulary.weights.total(its)
    hits = [at for at, ones in enumerate(words.known) if not its.isdisjoint(ones)]
    best: tuple[float, NamedSpan] | None = None
    for place, at in enumerate(hits):
        window = [one for one in hits[place:] if one < at + size]
        there = its & {word for one in window for word in words.known[one]}
        mass = vocabulary.weights.total(there)
        if mass < COVERED * whole:
            continue
        span = NamedSpan(entity, words.spans[at][0], words.spans[window[-1]][1])
        if best is None or (mass, span.start - span.end) > (best[0], best[1].start - best[1].end):
            best = mass, span
    return best


def _says_more(one: Entity, other: Entity) -> bool:
    """Return whether a name of *one* has all words of a name of *other* and more."""
    return any(set(words_of(mine)) > set(words_of(its)) for mine in one.names for its in other.names)
