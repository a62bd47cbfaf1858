"""The inputs and the totals of report tables, with the words that sentences speak of them by."""

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from lkjdsl.proofreading.names.clauses import plain_words
from lkjdsl.proofreading.names.row_mentions import RowMentions
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.units import PERCENT, RUPIAH

SAID = {
    "base": "total_base",
    "target": "total_base",
    "value": "total_spent",
    "achievement": "total_spent",
    "absorption": "total_spent",
    "difference": "total_left",
}
"""What a sentence says of a total of money, by the role of its column."""
SEVERAL = 3


@frozen(eq=False)
class NamedCell:
    """
    An input or a total: the words of its label or its table, and of the titles over its column.

    What is ``said`` of a total of money tells it from the others of its table, which has the number ``table``; it is of
    a ``is_budget`` where its table is of what an office has and spends. The words that it has in
    ``common`` with several inputs tell it from none of them.
    """

    path: str
    names: frozenset[str]
    common: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    said: str = ""
    table: int = -1
    is_budget: bool = False

    @property
    def every(self) -> frozenset[str]:
        """Return all words that speak of it."""
        return self.names | self.titles

    @property
    def own(self) -> frozenset[str]:
        """Return the words that tell it from others: of a total those over its column, if it is none of money."""
        return self.every if self.said else self.titles or self.names - self.common or self.names


def named_cells(vocabulary: Vocabulary, rows: RowMentions) -> Iterator[NamedCell]:
    """Yield the inputs, and the totals of the tables of *rows*."""
    inputs = {entity.path: _words(entity.names[0]) for entity in vocabulary.entities if entity.sort == "input"}
    counts = Counter(word for words in inputs.values() for word in words)
    common = frozenset(word for word, count in counts.items() if count >= SEVERAL)
    for path, words in inputs.items():
        yield NamedCell(path, words, common)
    roles = [one for role in ("value", "target", "achievement") for one in genre().role[role]]
    plain = {word for one in roles for word in words_of(one)} | plain_words()
    for at, table in enumerate(rows.tables):
        titles = table.rows[0].titles if table.rows else {}
        units = {path: quantity.unit for path in table.totals if (quantity := vocabulary.quantities.find(path))}
        for path, columns in table.totals.items():
            key = path.split(".")[1]
            name = vocabulary.definition.tables[key].title
            over = [title for column in columns for title in titles.get(column, [column])]
            is_money = RUPIAH in units.values() and units.get(path) in (RUPIAH, PERCENT)
            said = next((SAID[role] for one in over if (role := role_of(one)) in SAID), "") if is_money else ""
            is_budget = form("of_money").search(f"{name} {' '.join(over)}") is not None
            names, above = _words(name, key) - plain, _words(*over) - plain
            yield NamedCell(path, names, frozenset(), above, said, at, is_budget)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text)) - light_words()
