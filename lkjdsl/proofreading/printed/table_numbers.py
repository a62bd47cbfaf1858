"""A table as numbers, with the words of its rows."""

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise

from attrs import define

from lkjdsl.documents.blocks import Chart, Document, Table
from lkjdsl.documents.table_shape import is_count_of_columns
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import COUNTED, NumberInText, Site

FIGURE = re.compile(r"\d[.,]\d|= *\d")
PER = re.compile(r"\bper\s+\d[\d.]*", re.IGNORECASE)
"""What a rate is by is part of its name: per 1.000 penduduk."""
CODE = re.compile(r"\A\W*(?:[A-Z]{2,6}[ .-]?)?\d{1,2}(?:\.\d{1,2})+\b(?=\W*(?:[^\W\d]|\Z))")
"""What numbers an indicator is no figure: IKU 1.1."""
NEARLY = 4
"""Rows as the others are, to one whose words stand elsewhere."""
NAMING = re.compile(r"[^\W\d_]-?[^\W_]")
"""Letters that name something: more than the mark of a list."""


@define(eq=False, slots=False)
class TableNumbers:
    """A table as numbers: ``numbers[row][column]`` under the heading, None where a cell is no single number."""

    table: Table
    sites: Sequence[Site]
    known: Collection[str] = ()
    """Names of what is measured, in small letters: a row of one is none of totals or means, whatever it is called."""

    @property
    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self.table.columns

    @property
    def is_titled(self) -> bool:
        """Return whether the columns have titles."""
        return bool(self.table.header_rows)

    @property
    def caption(self) -> str:
        """Return the caption, empty where there is none."""
        return "" if self.table.caption is None else self.table.caption.text.string

    @property
    def heading(self) -> str:
        """Return the title of the whole table that its first line is, empty where it is none."""
        first = self.table.rows[0] if self.table.header_rows and self.table.rows else ()
        return first[0].string if len(first) == 1 and first[0].column_span > 1 else ""

    def rows_of(self, year: int) -> list[int]:
        """Return the rows whose first cell only names *year*."""
        firsts = [row[0].string.strip() if row else "" for row in self.table.rows[self.table.header_rows :]]
        named = [form("year_of_row").fullmatch(first) for first in firsts]
        return [at for at, match in enumerate(named) if match is not None and int(match["year"]) == year]

    @cached_property
    def numbers(self) -> list[list[NumberInText | None]]:
        """Return the single number of each cell, at the place where the cell begins."""
        table, by_cell = self.table, dict[int, list[Site]]()
        for site in self.sites:
            by_cell.setdefault(id(site.cell), []).append(site)
        rows: list[list[NumberInText | None]] = []
        for row in table.rows[table.header_rows :]:
            numbers: list[NumberInText | None] = [None] * len(table.columns)
            for cell in row if not is_count_of_columns(row) else ():
                printed = [
                    number for site in by_cell.get(id(cell), ()) for number in site.numbers if not _is_unit(number)
                ]
                is_one = len(printed) == 1 and cell.row_span == 1 and is_figure(cell.string, printed[0])
                if is_one and (cell.column or not _is_named(printed[0])):
                    numbers[cell.column] = printed[0]
            rows.append(numbers)
        counted = [column for column in range(len(table.columns)) if self._counts(rows, column)]
        for numbers in rows:
            for column in counted:
                numbers[column] = None
        displaced = self._displaced(rows)
        return [[None] * len(numbers) if at in displaced else numbers for at, numbers in enumerate(rows)]

    def _displaced(self, rows: Sequence[Sequence[NumberInText | None]]) -> frozenset[int]:
        """Return the rows whose words stand a column before those of nearly all others: a merged cell was lost."""
        grid, displaced = self.table.grid()[self.table.header_rows :], set[int]()
        named = [[cell is not None and NAMING.search(cell.string) is not None for cell in row] for row in grid]
        for column in range(1, len(self.table.columns)):
            moved = {at for at, row in enumerate(named) if rows[at][column] is not None and row[column - 1]}
            usual = sum(row[column] and not row[column - 1] for row in named)
            if usual > NEARLY * len(moved):
                displaced |= moved
        return frozenset(displaced)

    def _counts(self, rows: Sequence[Sequence[NumberInText | None]], column: int) -> bool:
        """Return whether a column only counts the rows, or holds years."""
        if COUNTED.fullmatch(self.table.columns[column].strip()):
            return True
        values = [row[column] for row in rows]
        there = [value.value for value in values if value is not None]
        if column == 0 and len(there) > 1 and all(after - before == 1 for before, after in pairwise(there)):
            return True
        return column == 0 and all(value is None or not value.measures for value in values)

    @cached_property
    def labels(self) -> list[str]:
        """Return the words of each row: its cells that are no numbers, a merged one in each of its rows."""
        grid = self.table.grid()[self.table.header_rows :]
        labels = []
        for row, numbers in zip(grid, self.numbers, strict=True):
            cells = [cell for cell, number in zip(row, numbers, strict=True) if cell is not None and number is None]
            texts = dict.fromkeys(cell.string for cell in cells if NAMING.search(cell.string))
            labels.append(" | ".join(texts))
        return labels

    @cached_property
    def names(self) -> list[list[str]]:
        """
        Return what each row may be named by: its own cells that are no numbers; with a group before it, both together.

        A cell with a figure among its words names nothing, unless that is part of a name that is known.
        """
        numbered = {id(site.cell) for site in self.sites if site.numbers}
        grid = self.table.grid()[self.table.header_rows :]
        rows = []
        for row, numbers in zip(grid, self.numbers, strict=True):
            cells = {
                id(cell): cell for cell, number in zip(row, numbers, strict=True) if cell is not None and number is None
            }
            texts = [
                cell
                for cell in cells.values()
                if re.search(r"[^\W\d_]{3}", cell.string)
                and not (id(cell) in numbered and FIGURE.search(CODE.sub("", PER.sub("", cell.string))))
            ]
            own = [_unnumbered(cell.string) for cell in texts if cell.row_span == 1]
            groups = [_unnumbered(cell.string) for cell in texts if cell.row_span > 1]
            rows.append([*own, *(f"{group} {name}" for group in groups for name in own)] if own else groups)
        return rows

    @cached_property
    def own_names(self) -> list[list[str]]:
        """Return the words of each row that stand in cells of its own."""
        grid = self.table.grid()[self.table.header_rows :]
        rows = []
        for row, numbers in zip(grid, self.numbers, strict=True):
            cells = {
                id(cell): cell for cell, number in zip(row, numbers, strict=True) if cell is not None and number is None
            }
            texts = [cell for cell in cells.values() if cell.row_span == 1 and NAMING.search(cell.string)]
            rows.append([_unnumbered(cell.string) for cell in texts])
        return rows

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a row of one, else nothing."""
        return self._kinds[row]

    @cached_property
    def _kinds(self) -> Sequence[str]:
        return [self._kind(row) for row in range(len(self.labels))]

    def _kind(self, row: int) -> str:
        texts = self.own_names[row][:1] or self.labels[row].split(" | ")
        for text in texts:
            if " ".join(text.split()).casefold() in self.known:
                return ""
            plain = re.sub(r"\(.*?\)", "", text).strip(" .:*").casefold()
            plain = "total" if form("total_and_mean").fullmatch(plain) else _named_in_brackets(text) or plain
            for kind, words in genre().row.items():
                longer = next((plain.removeprefix(word) for word in words if plain.startswith(f"{word} ")), "")
                if plain in words or (kind == "average" and longer and longer.split()[0] in genre().averaged):
                    return kind
                is_last = len(texts) == 1 and row == len(self.labels) - 1
                if longer and is_last and set(re.findall(r"[^\W\d_]+", longer)) <= self._plain_words:
                    return kind
        return ""

    def site_at(self, row: int, column: int) -> Site | None:
        """Return the only text of a cell, None where it has none or several."""
        cells = self.table.rows[self.table.header_rows + row]
        cell = next((cell for cell in cells if cell.column == column), None)
        sites = [site for site in self.sites if site.cell is cell and cell is not None and site.text.string.strip()]
        return sites[0] if len(sites) == 1 else None

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        """Return the words that may stand behind *Jumlah* in a row of totals: they name what is added, and no row."""
        titles = {word for title in self.table.columns for word in re.findall(r"[^\W\d_]+", title.casefold())}
        return frozenset(titles | genre().added)


def report_tables(
    document: Document, sites: Sequence[Site], known: Collection[str] = (), read: Sequence[TableNumbers] = ()
) -> list[TableNumbers]:
    """
    Return the tables and charts of *document*, by their *sites*; *known* are names of what is measured.

    Those that were *read* already are taken as they are.
    """
    by_table: dict[int, list[Site]] = {}
    for site in sites:
        by_table.setdefault(id(site.table), []).append(site)
    views = {id(view.table): view for view in read}
    blocks = (block.table if isinstance(block, Chart) else block for block in document.blocks)
    return [
        views.get(id(block)) or TableNumbers(block, by_table.get(id(block), []), known)
        for block in blocks
        if isinstance(block, Table)
    ]


def _named_in_brackets(text: str) -> str:
    """Return what says in brackets how a row is worked out that has no name of its own: *Nilai indeks (rata-rata)*."""
    match = re.search(r"\(([^()]*)\)\W*\Z", text)
    said = "" if match is None else match[1].strip().casefold()
    known = {word for ones in (genre().role["value"], genre().added) for one in ones for word in one.split()}
    is_plain = match is not None and set(re.findall(r"[^\W\d_]+", text[: match.start()].casefold())) <= known
    return said if is_plain and any(said in words for words in genre().row.values()) else ""


def _unnumbered(text: str) -> str:
    return re.sub(r"^\W*(?:\d+|[A-Za-z]|[IVX]+)(?:\.\d+)*[.)]\s*", "", text)


def _is_named(number: NumberInText) -> bool:
    """Return whether a number of the first column is part of a name: *PIB (BC 2.0)*."""
    words = NAMING.search(number.site.text.string[: number.start])
    return bool(number.decimals) and not number.rupiah and words is not None


def _is_unit(number: NumberInText) -> bool:
    """Return whether a number is part of a unit: the 1.000 of *per 1.000 penduduk*."""
    return any(hit.start() < number.start < hit.end() for hit in PER.finditer(number.site.text.string))


def is_figure(string: str, number: NumberInText) -> bool:
    """Return whether a cell holds *number*, with its sign, and at most its unit."""
    rest = PER.sub("", string.strip().removeprefix("+").replace(number.text, "", 1)).strip(" .[]()*").casefold()
    is_class = form("class_of_ages").fullmatch(rest) is not None
    return number.measures and not is_class and (not rest or (len(rest.split()) <= 2 and not re.search(r"\d", rest)))  # noqa: PLR2004
