"""
Wrong numbers that stand in other places of the report, too: they are hardly slips, but figures of something else.

What a number was left over from speaks against that: another figure of the same, a neighbour, a row of the same in a
table. So does a row that has the very name of what is wrong: its table may have been filled with a wrong number.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import define, field

from lkjdsl.proofreading.names.entities import Entity, has_whole_name
from lkjdsl.proofreading.names.vocabulary import ENOUGH, Vocabulary
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.sentences.spans import sentence_at

FEWEST = 3
"""Digits of a number that is printed again hardly by chance."""
RowOfView = tuple[TableNumbers, int]


@define(eq=False)
class PrintedAgain:
    """Looks where else a report prints its numbers."""

    vocabulary: Vocabulary
    _again: dict[object, list[NumberInText]] = field(factory=dict)
    _rows: dict[NumberInText, RowOfView] = field(factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary, sites: Sequence[Site], views: Sequence[TableNumbers]) -> "PrintedAgain":
        """Return the numbers of a report by their values, and the rows of those in tables."""
        again: dict[object, list[NumberInText]] = {}
        for number in (number for site in sites for number in site.numbers):
            again.setdefault(_key(number), []).append(number)
        cells = ((view, row, one) for view in views for row, line in enumerate(view.numbers) for one in line)
        return cls(vocabulary, again, {one: (view, row) for view, row, one in cells if one is not None})

    def doubtful(
        self,
        found: Mapping[NumberInText, str],
        unproved: AbstractSet[NumberInText],
    ) -> Iterator[NumberInText]:
        """
        Yield the numbers *found* wrong that are perhaps of something else: printed again, and nothing tells why.

        With a number all others of its row are asked that were taken for the same.
        """
        lines = set()
        for number in unproved & found.keys():
            entity = self._entity(found[number])
            if entity is not None and self._is_of_another(number, found, entity):
                yield number
                lines.add((self._line(number), found[number]))
        for number, path in found.items():
            if self._line(number) is not None and (self._line(number), path) in lines:
                yield number

    def _is_of_another(self, number: NumberInText, found: Mapping[NumberInText, str], entity: Entity) -> bool:
        others = [one for one in self._again[_key(number)] if one.site.context != number.site.context]
        others = [one for one in others if found.get(one) != found[number]]
        is_long = sum(sign.isdigit() for sign in number.text) >= FEWEST
        is_left_over = any(self._names(one, entity) for one in [number, *others]) or any(
            self._is_of_other_year(one, entity) for one in others
        )
        return is_long and bool(others) and not is_left_over

    def _names(self, number: NumberInText, entity: Entity) -> bool:
        """Return whether a row has a name of *entity*, or the sentence up to a number a whole one."""
        if number.site.is_prose:
            start, _ = sentence_at(number.site.text.string, number.start)
            return has_whole_name(number.site.text.string[start : number.start], entity)
        view, row = self._rows.get(number, (None, 0))
        own = {frozenset(words_of(name)) for name in entity.names}
        return view is not None and any(frozenset(words_of(name)) in own for name in view.names[row])

    def _is_of_other_year(self, number: NumberInText, entity: Entity) -> bool:
        """Return whether a number stands under another year in a row that is of *entity*."""
        place, cell = self._rows.get(number), number.site.cell
        if place is None or cell is None:
            return False
        view, row = place
        years = {year for year, _ in years_in(view.table.columns[cell.column])} or {self.vocabulary.year}
        is_its = any(self.vocabulary.score(name, entity) >= ENOUGH for name in view.names[row])
        return is_its and self.vocabulary.year not in years

    def _line(self, number: NumberInText) -> tuple[int, int] | None:
        view, row = self._rows.get(number, (None, 0))
        return None if view is None else (id(view), row)

    def _entity(self, path: str) -> Entity | None:
        """Return what a path is of: the component, indicator, objective or input that it begins with."""
        ends = [end for end in range(len(path), 0, -1) if path[end : end + 1] in ("", ".")]
        return next((one for end in ends if (one := self.vocabulary.by_path.get(path[:end])) is not None), None)


def _key(number: NumberInText) -> object:
    return number.value, number.percent, number.rupiah
