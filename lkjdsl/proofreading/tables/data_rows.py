"""Tables of a report that print the rows of a table of the data → paths, the line of totals among them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from attrs import define, frozen

from lkjdsl.proofreading.names.row_entities import RowsEntity, RowsTable, rows_tables
from lkjdsl.proofreading.names.vocabulary import ENOUGH, MARGIN, Vocabulary
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import in_multiples, is_generic, role_of

SAME_ROW = 0.8
CONTAINED = 0.9
"""How near the name of a row is to a text that it is a part of."""


@frozen(eq=False)
class DataRows:
    """Rows of a report's table by number with those of the data; ``complete`` tells whether all of the data are in."""

    rows: Mapping[int, RowsEntity]
    totals: Mapping[str, Sequence[str]]
    complete: bool


@define(eq=False, slots=False)
class DataRowsMatcher:
    """Matches one table after the other."""

    vocabulary: Vocabulary

    @cached_property
    def _tables(self) -> Sequence[RowsTable]:
        return list(rows_tables(self.vocabulary))

    def rows(self, view: TableNumbers) -> DataRows | None:
        """Return the rows of the table of the data that *view* has most of, None where it has none."""
        best: DataRows | None = None
        plain = sum(not view.row_kind(at) for at in range(len(view.labels)))
        for table in self._tables:
            found = _assigned(view, table.rows)
            is_whole = len(found) == len(table.rows)
            enough = len(found) >= 2 and (len(found) * 2 > plain or is_whole)  # noqa: PLR2004 - one alone may be chance
            if enough and (best is None or len(found) > len(best.rows)):
                best = DataRows(found, table.totals, is_whole)
        return best

    def places(self, view: TableNumbers, data: DataRows) -> Iterator[tuple[int, int, str]]:
        """Yield the cells of the rows and of their totals with their paths, as row, column and path."""
        some = next(iter(data.rows.values()))
        columns = self._columns(view, some.titles)
        for at, row in data.rows.items():
            yield from ((at, column, row.paths[name]) for column, name in columns.items())
        last = [at for at in range(len(view.labels)) if view.row_kind(at) == "total"]
        if len(last) == 1 and data.complete:
            by_name = {key: path for path, keys in data.totals.items() for key in keys}
            for column, name in columns.items():
                others = [at for at in range(last[0]) if at not in data.rows and view.numbers[at][column] is not None]
                if name in by_name and not others:
                    yield last[0], column, by_name[name]

    def _columns(self, view: TableNumbers, titles: Mapping[str, Sequence[str]]) -> dict[int, str]:
        """Return which column of the data each column of the table shows."""
        columns: dict[int, str] = {}
        for at, title in enumerate(view.table.columns):
            called = _of_year_before(title, self.vocabulary.year)
            if in_multiples(f"{title} {view.caption}"):
                continue
            if is_elsewhere(title, self.vocabulary.year):
                before = [name for name, ones in titles.items() if _is_of_before(called, ones)]
                if called != title and len(before) == 1:
                    columns[at] = before[0]
                continue
            scored = sorted(
                ((_alike_titles(title, one), name) for name, ones in titles.items() for one in ones), reverse=True
            )
            scored = [one for one in scored if one[0] >= ENOUGH]
            others = [one for one in scored if one[1] != scored[0][1]]
            if scored and (not others or scored[0][0] - others[0][0] >= MARGIN):
                columns[at] = scored[0][1]
        names = list(columns.values())
        numeric = [at for at in range(len(view.table.columns)) if any(row[at] for row in view.numbers)]
        if not columns and len(numeric) == len(titles) == 1 and not view.table.header_rows:
            return {numeric[0]: next(iter(titles))}
        columns = {at: name for at, name in columns.items() if names.count(name) == 1}
        generic = [at for at in columns if view.titles[at].strip().casefold() in genre().row["total"]]
        return (
            columns if len(generic) < len(columns) or len(numeric) <= len(columns) else {}
        )  # *Total* alone tells nothing


def _is_of_before(title: str, names: Sequence[str]) -> bool:
    """Return whether one of *names* is *title*, and of the year before by itself."""
    return any(phrase("previous").search(name) and _alike_titles(title, name) == 1 for name in names)


def _of_year_before(title: str, year: int) -> str:
    """Return a title with the year before *year* said as such: *Sisa tahun 2024* is *Sisa tahun sebelumnya*."""
    return re.sub(rf"\b(?:tahun\s+)?{year - 1}\b", "tahun lalu", title, flags=re.IGNORECASE)


def _assigned(view: TableNumbers, known: Sequence[RowsEntity]) -> dict[int, RowsEntity]:
    """Return which row of the data each row of the table is; of those of one name the first is the first."""
    by_name: dict[str, list[int]] = {}
    for number, row in enumerate(known):
        for name in row.names:
            by_name.setdefault(_plain(name), []).append(number)
    found: dict[int, RowsEntity] = {}
    taken: set[int] = set()
    left = []
    for at, label in enumerate(view.labels):
        texts = [_plain(text) for text in label.split(" | ")]
        same = next((one for text in texts for one in by_name.get(text, ()) if one not in taken), None)
        if same is None:
            left.append((at, texts))
        else:
            found[at] = known[same]
            taken.add(same)
    for at, texts in left:
        rest = [(number, row) for number, row in enumerate(known) if number not in taken]
        scored = sorted(((_nearest(texts, row.names), -number) for number, row in rest), reverse=True)
        near = scored and scored[0][0] >= SAME_ROW and (len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN)
        if near and not view.row_kind(at):
            found[at] = known[-scored[0][1]]
            taken.add(-scored[0][1])
    return found


def _plain(text: str) -> str:
    text = re.sub(r"^\W*(?:\d+|[A-Za-z]|[IVX]+)[.)]\s+", "", text)
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _nearest(texts: Sequence[str], names: Sequence[str]) -> float:
    best = 0.0
    for text in texts:
        for name in map(_plain, names):
            if name and f" {name} " in f" {text} " and len(name.split()) > 1:
                best = max(best, CONTAINED)
            common = len(set(text.split()) & set(name.split()))
            if common * 2 < min(len(text.split()), len(name.split())):
                continue
            matcher = SequenceMatcher(None, text, name)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
    return best


def _alike_titles(title: str, other: str) -> float:
    """Return how alike two titles of columns are: as texts, as totals, or by their role."""
    plain = " ".join(re.sub(r"\(.*?\)|\b20\d\d\b|\btahun\b", " ", title.casefold()).split())
    other = " ".join(re.sub(r"\(.*?\)", " ", other.casefold()).split())
    if not plain:
        return 0.0
    if plain == other or (len(other) <= 2 and plain.split()[-1] == other):  # noqa: PLR2004 - L under Jumlah
        return 1.0
    if plain in genre().row["total"] and other in genre().row["total"]:
        return 1.0
    ratio = SequenceMatcher(None, plain, other).ratio()
    mine, its = role_of(title), role_of(other)
    if mine and mine == its and is_generic(title):
        return max(ratio, 0.8)
    return ratio if not (mine and its) else ratio * 0.5
