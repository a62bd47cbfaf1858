"""
Cells whose row and column name an input together → paths: *Paspor*, *Terbit* is ``Paspor terbit``.

A table is read as a whole: each cell has at most one input and each input one cell, the likeliest first, and none
where two are about as likely.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property

from attrs import define, frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.topics import Topic, titles
from lkjdsl.proofreading.names.vocabulary import ENOUGH, MARGIN, Vocabulary
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_lines import TurnedTable
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import in_multiples, is_generic, role_of

STATED = re.compile(r"(?P<name>[^\d=:]{4,}?)\s*[=:]\s*(?P<number>\S+)\s*\Z")
"""A cell that states a number itself: ``Paspor total permohonan = 7.630``."""
CODE = re.compile(r"\b[A-Za-z]{1,3}\d{1,2}\b")
"""What counts rows: ``U6``."""
PARTS = 3
"""Rows with a total under them."""
STRANGE = 1.0
"""How much a word counts that no name has, by the weight of one that a single name has."""
OUTSIDE = 0.85
"""How much less an input counts that no formula of the topic reads, where there is a topic."""


@frozen(eq=False)
class _Cell:
    """
    A number with the words of its own row and column, and those of what it stands under.

    ``said`` are the words of both but for what the section is about: they are said of the number itself.
    """

    number: NumberInText
    own: frozenset[str]
    around: frozenset[str]
    said: frozenset[str]


@define(eq=False)
class JointNames:
    """Matches one table after the other."""

    vocabulary: Vocabulary

    def matches(self, view: TableNumbers, topic: Topic, rows: Sequence[int]) -> Iterator[tuple[NumberInText, str]]:
        """Yield the numbers of these *rows* with the inputs that they are; of a column of parts none alone."""
        found = list(self._matches(view, topic, rows))
        alone = set(_alone_among_parts(view, [number for number, _ in found]))
        yield from ((number, path) for number, path in found if number not in alone)

    def _matches(self, view: TableNumbers, topic: Topic, rows: Sequence[int]) -> Iterator[tuple[NumberInText, str]]:
        stated = dict(self._stated(view, topic))
        stated |= {path: number for path, number in self._named(view, rows) if path not in stated}
        yield from ((number, path) for path, number in stated.items())
        rows = [row for row in rows if not any(number in stated.values() for number in view.numbers[row])]
        cells = list(self._cells(view, rows, topic))
        inside = self.vocabulary.inputs_of(topic.lineage[-1].path) if topic.lineage else frozenset[str]()
        scored = [
            (score, at, entity)
            for at, cell in enumerate(cells)
            for entity in self.vocabulary.naming(cell.own)
            if entity.sort == "input" and entity.path not in stated
            if (score := self._score(cell, entity) * (OUTSIDE if inside and entity.path not in inside else 1)) >= ENOUGH
        ]
        scored.sort(key=lambda one: -one[0])
        taken: set[object] = set()
        for score, at, entity in scored:
            if at in taken or entity.path in taken:
                continue
            rivals = [
                other
                for other, place, one in scored
                if (place == at) != (one is entity) and place not in taken and one.path not in taken
            ]
            taken |= {at, entity.path}
            if _is_of_several(cells, at, entity):
                continue
            if not rivals or score - max(rivals) >= MARGIN:
                yield cells[at].number, entity.path

    def _stated(self, view: TableNumbers, topic: Topic) -> Iterator[tuple[str, NumberInText]]:
        for site in view.sites:
            match = STATED.match(site.text.string)
            if match is None or len(site.numbers) != 1 or site.numbers[0].start < match.start("number"):
                continue
            among = sorted(self.vocabulary.inputs_of(topic.lineage[-1].path)) if topic.lineage else None
            entity = self.vocabulary.best([match["name"]], ("input",), among)
            entity = entity or self.vocabulary.best([match["name"]], ("input",))
            if entity is not None:
                yield entity.path, site.numbers[0]

    def _named(self, view: TableNumbers, rows: Sequence[int]) -> Iterator[tuple[str, NumberInText]]:
        """Yield the inputs whose whole names rows are, beside the only number that may be a result of the year."""
        titles = [at for at, title in enumerate(view.titles) if is_generic(title) and not self._is_away(title)]
        titles = [at for at in titles if role_of(view.titles[at]) in ("", "value")]
        for row in rows:
            named = [self._inputs.get(_plain(name), []) for name in view.own_names[row]]
            numbers = [number for at in titles if (number := view.numbers[row][at]) is not None]
            if len(named) == len(numbers) == 1 and len(named[0]) == 1:
                yield named[0][0], numbers[0]

    @cached_property
    def _inputs(self) -> Mapping[str, Sequence[str]]:
        """Return the paths of the inputs by their plain names."""
        paths: dict[str, list[str]] = {}
        for entity in self.vocabulary.entities:
            for name in entity.names if entity.sort == "input" else ():
                paths.setdefault(_plain(name), []).append(entity.path)
        return paths

    def _cells(self, view: TableNumbers, rows: Sequence[int], topic: Topic) -> Iterator[_Cell]:
        grid = view.table.grid()[view.table.header_rows :]
        caption = "" if view.table.caption is None else view.table.caption.text.string
        about = {word for entity in topic.lineage[:1] for name in entity.names for word in self._words(name)}
        titled = set(self._words(caption))
        numeric = [at for at in range(len(view.table.columns)) if any(row[at] is not None for row in view.numbers)]
        group: list[str] = []
        for row, cells in enumerate(grid):
            first = next((cell for cell in cells if cell is not None and re.search(r"[^\W\d_]{3}", cell.string)), None)
            if first is not None and (first.row_span > 1 or STATED.match(first.string)):
                group = self._words(first.string)
            own = [self._words(name) for name in view.own_names[row]]
            mine = {word for words in own for word in words}
            if first is not None and STATED.match(first.string):
                mine -= set(group)
            for column, number in enumerate(view.numbers[row]):
                title = view.table.columns[column]
                if row not in rows or number is None or self._is_away(title) or self._is_away(view.labels[row]):
                    continue
                if is_generic(title) and role_of(title) in ("target", "weight"):
                    continue  # of what is counted a table has results
                head = set() if is_generic(title) else set(self._words(title))
                if len(numeric) == 1:
                    head = {word for word in head if word in self.vocabulary.weights.counts}  # it tells no rows apart
                if not head and self._is_indicator(view.names[row]):
                    continue  # a row of an indicator counts nothing, whatever its column prints
                own_words = mine | head or set(group)
                is_of_many = not mine and not group and sum(number[column] is not None for number in view.numbers) > 1
                if own_words and not is_of_many:
                    said = frozenset({*own_words, *group, *titled})
                    yield _Cell(number, frozenset(own_words), frozenset({*group, *about, *titled}), said)

    def _is_indicator(self, names: Sequence[str]) -> bool:
        """Return whether *names* are nearer to that of an indicator than to any of what is counted."""
        texts = [text for name in names for text in titles(name)]
        score: dict[str, float] = {}
        for sort in ("node", "input"):
            entity = self.vocabulary.best(texts, (sort,))
            score[sort] = 0 if entity is None else max(self.vocabulary.score(text, entity) for text in texts)
        return score["node"] > score["input"]

    def _is_away(self, title: str) -> bool:
        return is_elsewhere(title, self.vocabulary.year) or in_multiples(title)

    def _words(self, text: str) -> list[str]:
        named = CODE.sub(" ", text)
        words = self.vocabulary.weights.words(named if re.search(r"[^\W\d_]{2}", named) else text)
        return [word for word in words if word not in _light()]

    def _score(self, cell: _Cell, entity: Entity) -> float:
        """Return how well a cell is named by *entity*: which part of the name is there, and which part of the cell."""
        weights, best = self.vocabulary.weights, 0.0
        for name in entity.names:
            its = frozenset(word for word in words_of(name) if word not in _light())
            there = cell.own & its
            if not there or _lacks_inside(name, cell.said):
                continue
            covered = weights.total(its & (cell.own | cell.around)) / weights.total(its)
            strange = weights.heaviest * STRANGE
            own = math.fsum(weights.of(word) if word in weights.counts else strange for word in cell.own)
            used = weights.total(there) / own
            best = max(best, 2 * covered * used / (covered + used))
        return best


def _lacks_inside(name: str, said: AbstractSet[str]) -> bool:
    """Return whether a word inside a name is not said, which tells its thing from others: *perkara* biasa *diputus*."""
    words = [word for word in words_of(name) if word not in _light() and word not in genre().stop]
    there = [at for at, word in enumerate(words) if word in said]
    return bool(there) and len(there) < there[-1] - there[0] + 1


def _is_of_several(cells: Sequence[_Cell], at: int, entity: Entity) -> bool:
    """Return whether the rest of a name stands in other rows: of *SMA, SMK dan SLB* each has one of its own."""
    own = cells[at].own
    names = [frozenset(words_of(name)) - _light() for name in entity.names]
    left = [name - own - cells[at].around for name in names if name & own]
    others = {word for place, cell in enumerate(cells) if place != at for word in cell.own - own}
    return bool(left) and all(len(rest) > 1 and rest <= others for rest in left)


def _alone_among_parts(view: TableNumbers, found: Sequence[NumberInText]) -> Iterator[NumberInText]:
    """Yield each number that is the only one *found* in its line, of several that have a total: it is of a part."""
    for table in (view, TurnedTable(view)):
        kinds = [table.row_kind(at) for at in range(len(table.numbers))]
        lines = zip(*(line for line, kind in zip(table.numbers, kinds, strict=True) if not kind), strict=True)
        for line in lines if "total" in kinds else ():
            numbers = [number for number in line if number is not None]
            here = [number for number in numbers if number in found]
            yield from here if len(here) == 1 and len(numbers) >= PARTS else ()


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


@cache
def _light() -> frozenset[str]:
    return frozenset(words_of(" ".join((*genre().light, *genre().row["total"], "banyaknya"))))
