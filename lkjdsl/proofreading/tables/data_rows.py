"""Tables of a report that print the rows of a table of the data → paths, the line of totals among them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from functools import cached_property, lru_cache, reduce

from attrs import define, frozen

from lkjdsl.proofreading.names.row_entities import RowsEntity, RowsTable, rows_tables
from lkjdsl.proofreading.names.vocabulary import MARGIN, Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.table_lines import TableLines, TurnedTable
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.tables.data_columns import data_columns, is_of_before

SAME_ROW = 0.8
CONTAINED = 0.9
"""How near the name of a row is to a text that it is a part of."""


@frozen(eq=False)
class DataRows:
    """Lines of a report's table by number with rows of the data; ``complete`` tells whether all of the data are in."""

    lines: TableLines
    rows: Mapping[int, RowsEntity]
    table: RowsTable
    complete: bool
    is_turned: bool = False


@frozen(eq=False)
class _KnownRows:
    """The rows of a table of the data, their numbers by what each may be called, and by the words of their names."""

    rows: Sequence[RowsEntity]
    by_name: Mapping[str, Sequence[int]]
    by_word: Mapping[str, AbstractSet[int]]

    @classmethod
    def of(cls, rows: Sequence[RowsEntity]) -> "_KnownRows":
        by_word: dict[str, set[int]] = {}
        for number, row in enumerate(rows):
            for word in {word for name in row.names for word in _plain(name).split()}:
                by_word.setdefault(word, set()).add(number)
        return cls(rows, _by_name(rows), by_word)

    def alike(self, texts: Sequence[str]) -> AbstractSet[int]:
        """Return the rows that have a word of one of *texts* in a name."""
        return {number for text in texts for word in text.split() for number in self.by_word.get(word, ())}


@define(eq=False, slots=False)
class DataRowsMatcher:
    """Matches one table after the other."""

    vocabulary: Vocabulary

    @cached_property
    def _tables(self) -> Sequence[tuple[RowsTable, "_KnownRows"]]:
        """Return the tables whose rows may be printed, with what each row may be called."""
        return [(table, _KnownRows.of(table.rows)) for table in rows_tables(self.vocabulary)]

    @cached_property
    def _objectives(self) -> Collection[str]:
        return {_plain(objective.name) for objective in self.vocabulary.definition.objectives.values()}

    @cached_property
    def _codes(self) -> Collection[str]:
        return {_plain(path) for path in self.vocabulary.definition.objectives}

    def rows(self, view: TableNumbers) -> DataRows | None:
        """Return the rows of the table of the data that *view* has most of, or has as columns; None where none."""
        return self._of_lines(view, is_turned=False) or self._of_lines(TurnedTable(view), is_turned=True)

    def _of_lines(self, lines: TableLines, *, is_turned: bool) -> DataRows | None:
        best: DataRows | None = None
        plain = sum(not lines.row_kind(at) for at in range(len(lines.labels)))
        for table, known in self._tables:
            found = _assigned(lines, known, self._objectives, self._codes)
            is_whole = len(found) == len(table.rows)
            enough = len(found) >= 2 and (len(found) * 2 > plain or is_whole)  # noqa: PLR2004 - one alone may be chance
            if enough and (best is None or len(found) >= len(best.rows)):
                data = DataRows(lines, found, table, is_whole, is_turned)
                if best is None or len(found) > len(best.rows) or self._of_table(data) > self._of_table(best):
                    best = data
        return best

    def _of_table(self, data: DataRows) -> tuple[int, int]:
        """Return how many columns are of the table over the rows, and how few of it are left; *%* several have."""
        shown = sum(name in data.table.columns for name in self._columns(data).values())
        return shown, -len(data.table.columns)

    def _columns(self, data: DataRows) -> Mapping[int, str]:
        """Return the columns of the data that the lines show."""
        lines, row = data.lines, next(iter(data.rows.values()))
        columns = data_columns(lines.titles, lines.caption, lines.numbers, row.titles, self.vocabulary.year)
        numeric = [at for at in range(len(lines.titles)) if any(numbers[at] for numbers in lines.numbers)]
        if not columns and len(numeric) == len(row.titles) == 1 and not lines.is_titled:
            columns = {numeric[0]: next(iter(row.titles))}
        return {**columns, **self._of_year(lines, row, columns)}

    def places(self, data: DataRows) -> Iterator[tuple[int, int, str]]:
        """Yield the cells of the rows and of their totals with their paths, as row, column and path."""
        for at, column, path in self._of_rows(data):
            yield (column, at, path) if data.is_turned else (at, column, path)

    def _of_rows(self, data: DataRows) -> Iterator[tuple[int, int, str]]:
        lines, columns = data.lines, self._columns(data)
        for at, row in data.rows.items():
            yield from ((at, column, row.paths[name]) for column, name in columns.items())
        last = [at for at in range(len(lines.labels)) if lines.row_kind(at) == "total"] or _whole(data)
        if len(last) == 1 and data.complete:
            by_name = {key: path for path, keys in data.table.totals.items() for key in keys}
            for column, name in columns.items():
                others = [at for at in range(last[0]) if at not in data.rows and lines.numbers[at][column] is not None]
                if name in by_name and not others:
                    yield last[0], column, by_name[name]

    def _of_year(self, lines: TableLines, row: RowsEntity, columns: Mapping[int, str]) -> Mapping[int, str]:
        """Return the column that only names the year, which is what alone is counted of it in each row."""
        names = [name for name, path in row.paths.items() if not path.startswith("table.")]
        own = [name for name in names if not is_of_before(row.titles[name])]
        named = [form("year_of_row").fullmatch(title.strip()) for title in lines.titles]
        year = self.vocabulary.year
        there = [at for at, match in enumerate(named) if match is not None and int(match["year"]) == year]
        return {there[0]: own[0]} if len(own) == len(there) == 1 and own[0] not in columns.values() else {}


def _whole(data: DataRows) -> list[int]:
    """Return the last line, behind all rows of the data, that has their sums, in one column perhaps with a slip."""
    lines, last = data.lines, len(data.lines.labels) - 1
    if last in data.rows or last != max(data.rows) + 1:
        return []
    columns = [[lines.numbers[at][column] for at in (*data.rows, last)] for column in range(len(lines.titles))]
    sums = [
        numbers[-1].value == sum(number.value for number in numbers[:-1] if number is not None)
        for numbers in columns
        if numbers[-1] is not None and None not in numbers and not numbers[-1].decimals
    ]
    return [last] if any(sums) and len(sums) - sum(sums) <= 1 else []


def _assigned(
    lines: TableLines, known: _KnownRows, others: Collection[str], codes: Collection[str]
) -> dict[int, RowsEntity]:
    """
    Return which row of the data each row of the table is; of those of one name the first is the first.

    What has the name of one of *others* is like no row, and *codes* name none, whatever column of the data has them.
    """
    found: dict[int, RowsEntity] = {}
    taken: set[int] = set()
    left = []
    for at, label in enumerate(lines.labels):
        texts = [_plain(text) for text in label.split(" | ")]
        plain = [text for text in texts if text not in codes]
        same = next((one for text in plain for one in known.by_name.get(text, ()) if one not in taken), None)
        if same is None:
            left.append((at, texts))
        else:
            found[at] = known.rows[same]
            taken.add(same)
    for at, texts in left:
        if lines.row_kind(at) or any(text in others for text in texts):
            continue
        rest = known.alike(texts) - taken
        scored = sorted(((_nearest(texts, known.rows[number].names), -number) for number in rest), reverse=True)
        is_near = scored and scored[0][0] >= SAME_ROW
        if is_near and (len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN):
            found[at] = known.rows[-scored[0][1]]
            taken.add(-scored[0][1])
    return found


def _by_name(known: Sequence[RowsEntity]) -> Mapping[str, Sequence[int]]:
    by_name: dict[str, list[int]] = {}
    for number, row in enumerate(known):
        for name in (*row.names, *_without_kind(row.names, known)):
            by_name.setdefault(_plain(name), []).append(number)
    return by_name


def _without_kind(names: Sequence[str], known: Sequence[RowsEntity]) -> Iterator[str]:
    """Yield names without the words that all rows begin with, one word after the other: *Seksi Pengawasan II*."""
    firsts = [row.names[0].split() for row in known]
    if len(firsts) < 2 or not names:  # noqa: PLR2004
        return
    common = reduce(lambda one, other: one[: _same_start(one, other)], firsts)
    words = names[0].split()
    yield from (" ".join(words[at:]) for at in range(1, len(common) + 1) if at < len(words))


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (word, its) in enumerate(pairs) if word != its), min(len(one), len(other)))


@lru_cache(TEXTS)
def _plain(text: str) -> str:
    text = re.sub(r"^\W*(?:\d+|[A-Za-z]|[IVX]+)[.)]\s+", "", text)
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(TEXTS)
def _words(plain: str) -> tuple[frozenset[str], int]:
    """Return the different words of a plain text, and how many it has."""
    words = plain.split()
    return frozenset(words), len(words)


def _nearest(texts: Sequence[str], names: Sequence[str]) -> float:
    best = 0.0
    for text in texts:
        for name in map(_plain, names):
            if name and f" {name} " in f" {text} " and " " in name:
                best = max(best, CONTAINED)
            (words, length), (its, its_length) = _words(text), _words(name)
            if len(words & its) * 2 < min(length, its_length):
                continue
            matcher = SequenceMatcher(None, text, name)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
    return best
