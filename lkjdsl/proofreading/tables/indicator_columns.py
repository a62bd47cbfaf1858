"""Tables with a column for each indicator or input → paths: by the titles of columns and what their lines are."""

from collections.abc import Mapping, Sequence

from attrs import define

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.topics import Topic, titles
from lkjdsl.proofreading.names.vocabulary import EXACT, Vocabulary
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import MEASURED, is_generic, row_role
from lkjdsl.proofreading.tables.table_matches import Matches

WHOLE = 100
"""The weight of all parts together, in percent."""


@define(eq=False)
class IndicatorColumns:
    """Reads one table after the other."""

    vocabulary: Vocabulary

    def matches(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read columns as indicators or inputs, and the row of the year, or the only one, or rows by their roles."""
        root = topic.lineage[-1].path if topic.lineage else ""
        inside = sorted(self.vocabulary.inputs_of(topic.node.path)) if topic.node is not None else []
        inside += [path for path in self.vocabulary.nodes if root and path.startswith(f"{root}.")]
        year, named = self.vocabulary.year, dict[int, Entity]()
        for at, title in enumerate(view.titles):
            there = any(row[at] is not None for row in view.numbers)
            is_whole = max(self.vocabulary.scores(title).values(), default=0.0) >= EXACT  # *Penyerapan anggaran*
            if there and not is_elsewhere(title, year) and (is_whole or not is_generic(title)):
                entity = self.vocabulary.best(titles(title), ("input",), inside) if inside else None
                entity = entity or (self.vocabulary.best(titles(title), among=inside) if inside else None)
                entity = entity or self.vocabulary.best(titles(title))
                if entity is not None:
                    named[at] = entity
        named = {
            at: entity
            for at, entity in named.items()
            if [other.path for other in named.values()].count(entity.path) == 1
            and not self._is_of_several(view.titles, at, entity)
        }
        if not named:
            return []
        self._shortened(view, named)
        rows = view.rows_of(year)
        rows = rows or ([0] if len(view.numbers) == 1 and not view.labels[0] else [])
        of_rows = {rows[0]: "value"} if len(rows) == 1 else {}
        if not rows:
            printed = [at for at, row in enumerate(view.numbers) if any(row)]  # *Satuan*, *persen* is a row of words
            labels = {at: view.labels[at] for at in printed}
            roles = {at: row_role(label) for at, label in labels.items() if not is_elsewhere(label, year)}
            of_rows = {
                at: role for at, role in roles.items() if role in MEASURED and list(roles.values()).count(role) == 1
            }
        found: Matches = []
        for row, role in of_rows.items():
            for column, entity in (_of_inputs(named) if role == "value" else named).items():
                number = view.numbers[row][column]
                if number is not None and role in entity.roles and not _is_of_whole(view, row, number, role):
                    found.append((number, entity.roles[role]))
        return found

    def _is_of_several(self, columns: Sequence[str], at: int, entity: Entity) -> bool:
        """Return whether the rest of a name stands in other titles: the column is of one part of what it names."""
        others = {word for place, title in enumerate(columns) if place != at for word in self._words(title)}
        rests = [set(words_of(name)) - light_words() - self._words(columns[at]) for name in entity.names]
        return all(len(rest) > 1 and rest <= others for rest in rests)

    def _words(self, title: str) -> set[str]:
        return set(self.vocabulary.weights.words(title))

    def _shortened(self, view: TableNumbers, named: dict[int, Entity]) -> None:
        """Fill in the columns whose titles are short for the names of other indicators, where several have theirs."""
        indicators = self.vocabulary.definition.indicators
        if len([entity for entity in named.values() if entity.path in indicators]) < 2:  # noqa: PLR2004 - one is chance
            return
        left = {
            at: self.vocabulary.short(titles(title), indicators)
            for at, title in enumerate(view.titles)
            if at not in named and not is_generic(title) and any(row[at] is not None for row in view.numbers)
        }
        paths = [entity.path for entity in (*named.values(), *left.values()) if entity is not None]
        named |= {at: entity for at, entity in left.items() if entity is not None and paths.count(entity.path) == 1}


def _is_of_whole(view: TableNumbers, row: int, number: NumberInText, role: str) -> bool:
    """Return whether a weight is that of what all others are parts of, and of no part."""
    return role == "weight" and number.value == WHOLE and sum(other is not None for other in view.numbers[row]) > 1


def _of_inputs(named: Mapping[int, Entity]) -> Mapping[int, Entity]:
    """Return the columns whose results are of inputs where most are: a row of counts has no shares among them."""
    inputs = {at: entity for at, entity in named.items() if entity.sort == "input"}
    return inputs if len(inputs) * 2 > len(named) else named
