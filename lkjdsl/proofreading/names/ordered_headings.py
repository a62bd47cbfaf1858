"""
Which indicators headings are about that shorten their names too much: by their places among those that are clear.

``3.2.8 UMKM yang memenuhi standar``, ``3.2.9 Keberhasilan penindakan``, ``3.2.10 Nilai AKIP``: where the first is of
the eighth indicator and the last of the tenth, the one between is of the ninth, if it says a word of its name.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.similarity import light_words, words_of

FEWEST = 2
"""Headings of indicators beside it, in the order of the edition, that tell a place."""


@frozen
class LeveledTitle:
    """The title of a heading of some level, with the name of the indicator, component or objective in it, if any."""

    level: float
    text: str
    named: Entity | None


def by_order(headings: Sequence[LeveledTitle], vocabulary: Vocabulary) -> Mapping[int, Entity]:
    """Return the indicators of headings that name none clearly, by the places of the headings."""
    order = {path: at for at, path in enumerate(vocabulary.definition.indicators)}
    paths, found = list(order), {}
    places = [None if one.named is None else order.get(one.named.path) for one in headings]
    for at, heading in enumerate(headings):
        if heading.named is not None:
            continue
        before, after = _beside(headings, places, at, -1), _beside(headings, places, at, 1)
        places_beside = {place for place in (_next(before, 1), _next(after, -1)) if place is not None}
        if len(places_beside) != 1 or len([place for place in (*before, *after) if place is not None]) < FEWEST:
            continue
        place = places_beside.pop()
        if 0 <= place < len(paths) and place not in places and _speaks_of(heading.text, paths[place], vocabulary):
            found[at] = vocabulary.by_path[paths[place]]
    return found


def _beside(headings: Sequence[LeveledTitle], places: Sequence[int | None], at: int, step: int) -> Sequence[int | None]:
    """Return the places of the two headings of the same level on one side; those of objectives stand between them."""
    found: list[int | None] = []
    level, one = headings[at].level, at + step
    while 0 <= one < len(headings) and len(found) < FEWEST:
        heading = headings[one]
        is_objective = heading.named is not None and heading.named.sort == "objective"
        if heading.level < level and not is_objective:
            break
        if heading.level == level and not is_objective:
            found.append(places[one])
        one += step
    return found


def _next(beside: Sequence[int | None], step: int) -> int | None:
    return None if not beside or beside[0] is None else beside[0] + step


def _speaks_of(title: str, path: str, vocabulary: Vocabulary) -> bool:
    """Return whether *title* says a telling word of the name of an indicator."""
    said = set(words_of(title)) - light_words() - genre().stop
    return any(said & set(words_of(name)) for name in vocabulary.by_path[path].names)
