"""Numbers that several tables print under one name: they are hardly that of which the name is only alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers

TABLES = 3
"""Tables that say the same of a name: nobody makes one slip in all of them."""


def repeated_rows(
    views: Sequence[TableNumbers], found: Mapping[NumberInText, str], vocabulary: Vocabulary
) -> Iterator[NumberInText]:
    """
    Yield the numbers *found* wrong that stand under the name of their row in other tables, too, so that they are asked.

    Where the name is as the edition has it, all of those tables may have been filled with a wrong number. With a number
    all others of its row are asked that were taken for the same.
    """
    tables: dict[tuple[object, ...], set[int]] = {}
    places: dict[NumberInText, tuple[TableNumbers, int]] = {}
    for at, view in enumerate(views):
        for row, numbers in enumerate(view.numbers):
            for number in (one for one in numbers if one is not None):
                tables.setdefault(_key(view, row, number), set()).add(at)
                places[number] = view, row
    again = set()
    for number, path in found.items():
        if number in places and not _is_named(vocabulary, path, *places[number]):
            view, row = places[number]
            if view.labels[row] and len(tables[_key(view, row, number)]) >= TABLES:
                again.add((id(view), row, path))
    yield from (one for one, path in found.items() if _line(places, one, path) in again)


def _line(
    places: Mapping[NumberInText, tuple[TableNumbers, int]], number: NumberInText, path: str
) -> tuple[int, int, str] | None:
    if number not in places:
        return None
    view, row = places[number]
    return id(view), row, path


def _key(view: TableNumbers, row: int, number: NumberInText) -> tuple[object, ...]:
    return number.value, number.percent, frozenset(words_of(view.labels[row]))


def _is_named(vocabulary: Vocabulary, path: str, view: TableNumbers, row: int) -> bool:
    """Return whether a row has a name of what is at *path*, as the edition has it."""
    entities: Collection[str] = [path[:end] for end in range(len(path), 0, -1) if path[end : end + 1] in ("", ".")]
    entity = next((vocabulary.by_path[one] for one in entities if one in vocabulary.by_path), None)
    own = set() if entity is None else {frozenset(words_of(name)) for name in entity.names}
    return any(frozenset(words_of(label)) in own for label in view.names[row])
