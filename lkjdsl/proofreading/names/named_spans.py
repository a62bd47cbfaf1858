"""Where a sentence names an indicator, a component, an objective or an input."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import MARGIN, Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import ROLES, genre, phrase
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.similarity import light_words, words_of

COVERED = 0.8
"""Which part of a name must stand in a sentence, by the weight of its words."""
LONG = 5
"""Words of a name that stays what it is with others among them."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@frozen(eq=False)
class NamedSpan:
    """
    A name in a text, and where it begins and ends.

    ``is_other`` tells that its words are part of the name of something else: of *populasi sapi* perah, or of what was
    *not* returned. What is said of that is said of nothing in the edition.
    """

    entity: Entity
    start: int
    end: int
    is_other: bool = False


@frozen(eq=False)
class _Words:
    """The words of a sentence as the names have them, with their places, and how many numbers stand before each."""

    spans: Sequence[tuple[int, int]]
    known: Sequence[Sequence[str]]
    part: Sequence[int]


def named_spans(
    vocabulary: Vocabulary, string: str, start: int, end: int, numbers: Sequence[int] = ()
) -> list[NamedSpan]:
    """
    Return the names in a sentence, in its order; of those that overlap the best, where there is one.

    No name goes across one of the *numbers*, which are places in the text.
    """
    spans = [(start + hit.start(), start + hit.end()) for hit in WORD.finditer(string[start:end])]
    known = [vocabulary.weights.words(string[one:other]) for one, other in spans]
    words = _Words(spans, known, [sum(number < one for number in numbers) for one, _ in spans])
    found: list[tuple[float, float, NamedSpan]] = []
    for entity in vocabulary.naming({word for ones in words.known for word in ones}):
        ranked = sorted(
            (span for name in entity.names for span in _spans(vocabulary, string, words, entity, name)),
            key=lambda one: (-one[0], one[2].is_other, one[2].end - one[2].start, one[2].start),
        )
        for mass, covered, span in ranked:
            if not any(named_span.entity is entity and _overlap(named_span, span) for *_, named_span in found):
                found.append((mass, covered, span))
    found.sort(key=lambda one: (-one[0], -one[1], one[2].start))
    kept: list[tuple[float, float, NamedSpan]] = []
    dropped: set[int] = set()
    for mass, covered, span in found:
        rivals = [other for other in kept if _overlap(other[2], span)]
        if not rivals:
            kept.append((mass, covered, span))
        else:
            near = [
                other
                for other in rivals
                if abs(other[0] - mass) <= MARGIN * mass
                and other[1] - covered <= MARGIN / 2
                and other[2].entity.quantity != span.entity.quantity
            ]
            if len(near) == len(rivals) == 1 and near[0][2].entity.sort != span.entity.sort:
                kept.append((mass, covered, span))  # the marks of a number tell an indicator from what it counts
                continue
            dropped |= {id(other[2]) for other in near if not _says_more(other[2].entity, span.entity)}
    return sorted((span for *_, span in kept if id(span) not in dropped), key=lambda span: span.end)


def _overlap(span: NamedSpan, other: NamedSpan) -> bool:
    return span.start < other.end and other.start < span.end


def _spans(
    vocabulary: Vocabulary, string: str, words: _Words, entity: Entity, name: str
) -> Iterator[tuple[float, float, NamedSpan]]:
    """Yield the parts of the sentence that have the words of *name*, with their weight and how much of it they have."""
    denied = phrase("denied")
    its, size = frozenset(words_of(name)), len(name.split()) + 2
    if len(its) == 1 and its <= light_words():
        return  # a component called *Kinerja* is not named by the word
    whole = vocabulary.weights.total(its)
    hits = [at for at, ones in enumerate(words.known) if not its.isdisjoint(ones)]
    for place, at in enumerate(hits):
        window = [hit for hit in hits[place:] if hit < at + size and words.part[hit] == words.part[at]]
        there = its & {word for one in window for word in words.known[one]}
        mass = vocabulary.weights.total(there)
        if mass < COVERED * whole:
            continue
        if len(window) == 1 < len(its) and string[slice(*words.spans[at])].casefold() in genre().measuring:
            continue  # hasil pengukuran, of whatever
        start, end = words.spans[at][0], words.spans[window[-1]][1]
        is_denied = denied.search(string, start, end) is not None and denied.search(name) is None
        is_short = len(its) < LONG and not re.search(r"[()]", string[start:end])
        inside = [one for one in range(at, window[-1]) if one not in window and is_short]
        is_other = is_denied or _is_another(vocabulary, entity, string, words, window[-1], is_whole=mass == whole)
        is_other = is_other or any(_is_strange(vocabulary, entity, string, words.spans[one]) for one in inside)
        yield mass, mass / whole, NamedSpan(entity, start, end, is_other)


def _is_another(
    vocabulary: Vocabulary, entity: Entity, string: str, words: _Words, last: int, *, is_whole: bool
) -> bool:
    """Return whether the word behind a name makes it that of another: *populasi sapi* perah, *perkara* di luar kota."""
    following = last + 1
    if following < len(words.spans) and _says_of_target(string, words.spans[following][0]):
        return False
    if following < len(words.spans) and form("qualifying").fullmatch(string[slice(*words.spans[following])].casefold()):
        following += 1
    if following >= len(words.spans) or words.part[following] != words.part[last]:
        return False
    between = string[words.spans[last][1] : words.spans[following][0]]
    stop = words.spans[following][1]
    if is_whole and form("predicate").match(string, words.spans[last + 1][0]):
        return False
    if re.search(r"[^\w\s]", between) or string[stop : stop + 1].isdigit():  # the S of S3 is no word
        return False
    return _is_strange(vocabulary, entity, string, words.spans[following])


def _says_of_target(string: str, start: int) -> bool:
    """Return whether it is said there that a target was reached or missed."""
    return any(phrase(key).match(string, start) is not None for key in ("reached", "missed"))


def _is_strange(vocabulary: Vocabulary, entity: Entity, string: str, span: tuple[int, int]) -> bool:
    """Return whether a word beside or inside of a name is none that may stand there."""
    word = string[slice(*span)]
    if len(word) < 3 or word.isupper() or word.casefold() in genre().stop or _is_plain(word.casefold()):  # noqa: PLR2004
        return False
    return not set(words_of(word)) <= vocabulary.harmless(entity)


@lru_cache(TEXTS)
def _is_plain(word: str) -> bool:
    """Return whether a word says what is printed of a name or how it changed, and is none of it."""
    return (
        any(phrase(role).fullmatch(word) is not None for role in (*ROLES, "reached", "missed"))
        or word in genre().direction["up"]
        or word in genre().direction["down"]
        or any(word.startswith(change) for change in genre().change if " " not in change)
    )


def _says_more(entity: Entity, other: Entity) -> bool:
    """Return whether a name of *one* has all words of a name of *other* and more."""
    return any(set(words_of(mine)) > set(words_of(its)) for mine in entity.names for its in other.names)
