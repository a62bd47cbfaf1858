"""Where sentences name the rows of the data and the lines of report tables, be it by a part of their names."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from attrs import define, field, frozen

from lkjdsl.proofreading.names.row_entities import RowsEntity, RowsTable, rows_tables
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.similarity import light_words, words_of

WORD = re.compile(r"[^\W\d_]+|(?<![.,\d])\d+(?![.,]?\d)")
BEFORE = 2
"""Words before the first one that tells a row from the others, as that all of them are called desa."""
COVERED = 2 / 3
"""Which part of the words of a row that no other row has must stand in a sentence."""


@frozen(eq=False)
class RowMention:
    """
    A row of the table numbered *table*, named in a text from ``start`` to ``end``.

    ``paths`` has what it shows, with the words of the titles over it. Where it ``is_whole`` all its words stand there.
    """

    start: int
    end: int
    table: int
    paths: Mapping[str, AbstractSet[str]]
    is_whole: bool


@frozen(eq=False)
class _Name:
    """A row with a name of its own: all its words, and those that tell it from the other rows."""

    table: int
    row: RowsEntity
    words: frozenset[str]
    telling: frozenset[str]


@define(eq=False)
class RowMentions:
    """Finds the rows that one sentence after the other names."""

    vocabulary: Vocabulary
    tables: Sequence[RowsTable] = field(init=False)
    _by_word: Mapping[str, Sequence[_Name]] = field(init=False)

    @tables.default
    def _(self) -> Sequence[RowsTable]:
        return list(rows_tables(self.vocabulary))

    @_by_word.default
    def _(self) -> Mapping[str, Sequence[_Name]]:
        found: dict[str, list[_Name]] = {}
        for at, table in enumerate(self.tables):
            titled = frozenset(words_of(self._title(table)))
            named = [(row, name, frozenset(words_of(name))) for row in table.rows for name in row.names]
            common = (
                frozenset[str].intersection(*(words for *_, words in named)) if len(table.rows) > 1 else frozenset()
            )
            for row, _, words in named:
                telling = words - common - titled - light_words()
                for word in telling:
                    found.setdefault(word, []).append(_Name(at, row, words, telling))
        return found

    def _title(self, table: RowsTable) -> str:
        """Return the names of the report tables that have the totals of *table*: no row is named by their words."""
        tables = {path.split(".")[1] for path in table.totals}
        return " ".join(self.vocabulary.definition.tables[name].title for name in sorted(tables))

    @property
    def paths(self) -> Sequence[str]:
        """Return the paths of everything that rows show."""
        return [path for table in self.tables for row in table.rows for path in row.paths.values()]

    def of(self, string: str, start: int, end: int, numbers: Sequence[int]) -> list[RowMention]:
        """Return the rows that a sentence names between the *numbers*, which are places in it, in its order."""
        ends = [start, *numbers, end]
        return [one for first, last in pairwise(ends) for one in self._between(string, first, last)]

    def _between(self, string: str, start: int, end: int) -> list[RowMention]:
        """Return the rows that a part of a text names; of those that overlap the ones with the most words."""
        places = [(hit.start(), hit.end(), words_of(hit[0])) for hit in WORD.finditer(string, start, end)]
        found: dict[tuple[int, int, str], tuple[int, RowMention]] = {}
        for at, (first, _, ones) in enumerate(places):
            for name in (name for word in ones for name in self._by_word.get(word, ())):
                window = places[max(0, at - BEFORE) : at + len(name.words) + BEFORE]
                hits = [place for place in window if not name.words.isdisjoint(place[2])]
                there = {word for *_, words in hits for word in words} & name.words
                is_named = self._is_named(name, there, string[max(first, start + 1)])
                if not is_named or (
                    len(there & name.telling) < COVERED * len(name.telling) and self._is_shared(name, there)
                ):
                    continue
                mention = RowMention(hits[0][0], hits[-1][1], name.table, self._shown(name), there == name.words)
                key = name.table, mention.start, name.row.path
                found[key] = max(found.get(key, (0, mention)), (len(there), mention), key=lambda one: one[0])
        kept: list[tuple[int, RowMention]] = []
        for size, mention in sorted(found.values(), key=lambda one: -one[0]):
            rivals = [one for one in kept if _overlap(one[1], mention)]
            if all(rival == size and other.table != mention.table for rival, other in rivals):
                kept.append((size, mention))
        return sorted((mention for _, mention in kept), key=lambda one: one.end)

    @staticmethod
    def _is_named(name: _Name, there: AbstractSet[str], first: str) -> bool:
        """Return whether more than one word of a name stands there, or its only one, or one written as a name is."""
        return len(there) > 1 or len(name.words) == 1 or first.isupper()

    def _is_shared(self, name: _Name, there: AbstractSet[str]) -> bool:
        """Return whether another row of the same table has all telling words of a name that stand there."""
        telling = there & name.telling
        rivals = (other for word in telling for other in self._by_word.get(word, ()))
        return any(
            other.table == name.table and other.row is not name.row and telling <= other.telling for other in rivals
        )

    @staticmethod
    def _shown(name: _Name) -> Mapping[str, AbstractSet[str]]:
        titles = name.row.titles
        return {
            path: frozenset(word for title in titles[column] for word in words_of(title))
            for column, path in name.row.paths.items()
        }


def _overlap(one: RowMention, other: RowMention) -> bool:
    return one.start < other.end and other.start < one.end
