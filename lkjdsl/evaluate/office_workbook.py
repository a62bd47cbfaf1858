"""A workbook that lkjdsl wrote and an office filled in → what a data file would say, each value with its cell."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input, Rows
from lkjdsl.model.results import EVERY_ROW
from lkjdsl.office_package import PackageRefused, look_through, open_package
from lkjdsl.source import Cell, Place, Source
from lkjdsl.source import Path as Keys
from lkjdsl.spreadsheet_text import cell_text
from lkjdsl.syntax.toml_files import LkjdslError

MAP = "_lkjdsl"
"""The sheet, hidden from people, that says which edition a workbook is of and where everything stands."""
FIRST_MAPPED = 6
"""The line of the map, from 0, where places begin."""
SURE_DIGITS = 15
"""A decimal of so many digits survives in a cell; one that needs more was computed, not typed."""
FLAGS = {"ya": True, "true": True, "benar": True, "tidak": False, "false": False, "salah": False}
"""How a flag is typed: ``ya`` or ``tidak``, or as a spreadsheet spells its own in English and in Indonesian."""
SUFFIX = ".xlsx"
ABOUT = frozenset({"year", "period", "office"})
"""What a workbook says of itself before anything is filled in."""


@frozen
class Mapped:
    """
    A line of the map: what stands where. ``certain`` is the cell that says whether a result is certain.

    Where the path is that of every row of a report table, both are the cells of a column.
    """

    what: str
    path: str
    sheet: str
    cell: str
    certain: str = ""


@frozen(eq=False, slots=False)
class OfficeWorkbook:
    """The cells of a workbook: as a spreadsheet worked them out last, and the formulas in them."""

    name: str
    values: Any
    formulas: Any
    map: Sequence[Mapped]
    edition: str
    year: str

    def shown(self, mapping: Mapped) -> Any:
        """Return what a cell shows."""
        return self.values[mapping.sheet][mapping.cell].value if mapping.sheet in self.values.sheetnames else None

    def is_formula(self, mapping: Mapped) -> bool:
        """Return whether a formula stands in a cell."""
        return mapping.sheet in self.formulas.sheetnames and self.formulas[mapping.sheet][mapping.cell].data_type == "f"

    def certain(self, mapping: Mapped) -> Any:
        """Return what the cell says that tells whether a result is certain."""
        sheet, _, cell = mapping.certain.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        return self.values[sheet][cell].value if cell and sheet in self.values.sheetnames else None

    @cached_property
    def periods(self) -> list[str]:
        """Return the periods that there are cells for; one without a name where the year has none."""
        found = [mapping.path.partition("@")[2] for mapping in self.map if mapping.what in ("input", "column")]
        return list(dict.fromkeys(found)) or [""]

    def lines(self, table: str, period: str = "") -> list[int]:
        """Return the numbers of the lines of a table in which there is anything, in a *period*, from 1."""
        if (table, period) not in self._lines:
            areas = [
                [cell.value for (cell,) in self.values[mapping.sheet][mapping.cell]]
                for mapping in self.map
                if mapping.what == "column"
                and _of_table(mapping.path) == (table, period)
                and mapping.sheet in self.values.sheetnames
            ]
            lines = enumerate(zip(*areas, strict=True), 1)
            found = [number for number, line in lines if any(value is not None for value in line)]
            self._lines[table, period] = found
        return self._lines[table, period]

    def prepared(self, table: str, period: str) -> int:
        """Return how many lines are prepared for the rows of a table in a period."""
        areas = (
            self.values[mapping.sheet][mapping.cell]
            for mapping in self.map
            if mapping.what == "column"
            and _of_table(mapping.path) == (table, period)
            and mapping.sheet in self.values.sheetnames
        )
        return len(next(areas, ()))

    @cached_property
    def _lines(self) -> dict[tuple[str, str], list[int]]:
        return {}

    @cached_property
    def results(self) -> list[Mapped]:
        """Return where results stand, each in a cell, but for those of sheets that are gone."""
        kept = [mapping for mapping in self.map if mapping.what == "result" and mapping.sheet in self.values.sheetnames]
        return [each for mapping in kept for each in _by_row(mapping)]

    def gone(self, *whats: str) -> list[Diagnostic]:
        """Return a problem for each sheet that is gone, or has another name, where inputs or results stood."""
        sheets = dict.fromkeys(mapping.sheet for mapping in self.map if mapping.what in whats)
        return [problem("workbook-sheet-gone", name=each) for each in sheets if each not in self.values.sheetnames]


def _by_row(mapping: Mapped) -> Iterator[Mapped]:
    """Yield the results of a line of the map: one, or one for each row of a report table."""
    from openpyxl.utils.cell import rows_from_range

    if EVERY_ROW not in mapping.path:
        yield mapping
        return
    sheet, _, certain = mapping.certain.rpartition("!")
    rows = zip(rows_from_range(mapping.cell), rows_from_range(certain), strict=True)
    for row, ((cell,), (sure,)) in enumerate(rows, 1):
        yield evolve(mapping, path=mapping.path.replace(EVERY_ROW, str(row)), cell=cell, certain=f"{sheet}!{sure}")


def _of_table(path: str) -> tuple[str, str]:
    """Return the table of a column, and the period that its cells are of: ``belanja.pagu@TW1``."""
    plain, _, period = path.partition("@")
    return plain.partition(".")[0], period


def digest(source: Source | None) -> str:
    """Return what tells the texts of an edition, and of all that it extends, from any others."""
    texts = [] if source is None else [one.text for one in source.sources()]
    return sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()


def is_office_workbook(name: str) -> bool:
    """Return whether the file *name* is a workbook with the map that lkjdsl writes."""
    if Path(name).suffix.casefold() != SUFFIX or not Path(name).is_file():
        return False
    try:
        with open_package(Path(name)) as package:
            return MAP.encode() in package.read("xl/workbook.xml")[: 2**20]
    except (PackageRefused, OSError, KeyError, RuntimeError, ValueError):
        return False


def opened(name: str, language: Language) -> OfficeWorkbook:
    """
    Return the workbook *name*.

    Raises LkjdslError where it is none that lkjdsl wrote, cannot be read, or lacks a sheet that is filled in.
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not Path(name).is_file():
        raise LkjdslError((problem("file-missing", name=name),), language)
    if not is_office_workbook(name):
        raise LkjdslError((problem("workbook-unknown", name=name),), language)
    try:
        with open_package(Path(name)) as package:
            for part in package.namelist():
                if part.endswith((".xml", ".rels")):
                    look_through(package, part)
        values, formulas = (load_workbook(name, data_only=cached) for cached in (True, False))
        lines = [[cell_text(cell) for cell in row] for row in values[MAP].iter_rows(values_only=True)]
        about = {row[0]: row[1] for row in lines[:FIRST_MAPPED] if len(row) > 1}
        mapped = [Mapped(*(row + [""] * 5)[:5]) for row in lines[FIRST_MAPPED:] if row and row[0]]
    except PackageRefused as refused:
        raise LkjdslError((problem(refused.code, also=refused.values, name=name),), language) from refused
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        BadZipFile,
        InvalidFileException,
    ) as error:
        raise LkjdslError((problem("workbook-broken", name=name),), language) from error
    book = OfficeWorkbook(name, values, formulas, mapped, about.get("edition", ""), about.get("year", ""))
    if gone := book.gone("input", "column"):  # what stood there would be taken for not filled in
        raise LkjdslError(tuple(gone), language)
    return book


@frozen(eq=False)
class WorkbookContent:
    """What a workbook says: the tables of a data file, inputs of the year before, and where everything stands."""

    tables: Mapping[str, Any]
    previous: Mapping[str, Any]
    source: Source
    problems: Sequence[Diagnostic]


def contents_of(book: OfficeWorkbook, definition: Definition, edition: Source | None) -> list[WorkbookContent]:
    """
    Return what the cells of *book* say of *definition*, which *edition* was read from: of each period filled in.

    It is one content where the year has no periods, and one, of the first, where nothing is filled in.
    """
    workbook_contents = [_content(book, definition, period) for period in book.periods]
    contents = [content for content in workbook_contents if content.tables.keys() - ABOUT] or workbook_contents[:1]
    other = [problem("workbook-other-edition", name=book.name)] if book.edition != digest(edition) else []
    problems = [
        *other, *book.gone("result"), *_below_rows(book), *_entries_not_calculated(book), *contents[0].problems
    ]  # fmt: skip
    return [evolve(contents[0], problems=problems), *contents[1:]]


def _below_rows(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each sheet of rows with something below the lines that are prepared, which nobody reads."""
    from openpyxl.utils.cell import range_boundaries

    areas: dict[str, list[tuple[int, ...]]] = {}
    for mapping in book.map:
        if mapping.what == "column":
            areas.setdefault(mapping.sheet, []).append(range_boundaries(mapping.cell))
    for sheet, found in areas.items():
        first, last, end = (
            min(mapping[0] for mapping in found),
            max(mapping[2] for mapping in found),
            max(mapping[3] for mapping in found),
        )
        below = book.values[sheet].iter_rows(min_row=end + 1, min_col=first, max_col=last)
        cell = next((each for row in below for each in row if each.value is not None), None)
        if cell is not None:
            path = (sheet, "below")
            place = Place(
                Source(book.name, "", cells={path: Cell(f"{sheet}!{cell.coordinate}", cell_text(cell.value))}), path
            )
            yield problem("workbook-below-rows", place, name=sheet, found=cell_text(cell.value))


def _entries_not_calculated(book: OfficeWorkbook) -> Iterator[Diagnostic]:
    """Yield a problem for each formula that was typed as an input and has no result: it would count as missing."""
    for mapping in book.map:
        if mapping.what not in ("input", "column"):
            continue
        area, results = book.formulas[mapping.sheet][mapping.cell], book.values[mapping.sheet]
        for cell in (each for row in area for each in row) if isinstance(area, tuple) else (area,):
            if cell.data_type == "f" and results[cell.coordinate].value is None:
                entry = Cell(f"{mapping.sheet}!{cell.coordinate}", cell_text(cell.value))
                place = Place(Source(book.name, "", cells={(mapping.path,): entry}), (mapping.path,))
                yield problem("workbook-entry-not-calculated", place, name=mapping.path)


def _content(book: OfficeWorkbook, definition: Definition, period: str) -> WorkbookContent:
    """Return what the cells of *book* say of a *period*."""
    tables: dict[str, Any] = {"year": int(book.year)} if book.year.isdecimal() else {}
    tables |= {"period": period} if period else {}
    previous: dict[str, Any] = {}
    cells: dict[Keys, Cell] = {}
    problems: list[Diagnostic] = []
    source = Source(book.name, "", cells=cells)
    nodes = {node.path: node for node in definition.nodes()}
    columns: dict[str, dict[str, Mapped]] = {}
    for mapping in book.map:
        path, _, of = mapping.path.partition("@")
        if of != period and mapping.what != "office":
            continue
        if mapping.what == "column":
            table, _, key = path.partition(".")
            columns.setdefault(table, {})[key] = mapping
            continue
        if mapping.what not in ("input", "office"):
            continue
        found = _cell(book, mapping.sheet, mapping.cell)
        if found is None or found.value is None:
            continue
        keys, declared = _declared(path, definition, nodes)
        cells[keys] = Cell(f"{mapping.sheet}!{mapping.cell}", cell_text(found.value))
        if declared is None:
            problems.append(problem("workbook-input-gone", Place(source, keys), name=mapping.path))
        elif mapping.what == "office":
            tables["office"] = cell_text(found.value)
        else:
            group, _, key = path.partition(".")
            inner = previous if group == "previous" else tables
            group, _, key = key.partition(".") if group == "previous" else (group, "", key)
            inner.setdefault(group, {})[key] = typed(found, declared)
    for table, mapped in columns.items():
        declared_rows = definition.rows.get(table)
        known = {} if declared_rows is None else declared_rows.columns
        gone = mapped.keys() - known.keys() if book.lines(table, period) else ()
        problems += [problem("workbook-input-gone", name=f"{table}.{key}") for key in sorted(gone)]
        rows = list(_rows(book, table, period, mapped, known, cells)) if known else []
        if rows and declared_rows is not None and period and all(row.keys() <= named_by(declared_rows) for row in rows):
            continue  # the names of rows stand in the workbook of themselves
        if known and (rows or not period):
            tables[table] = rows
    return WorkbookContent(tables, previous, source, problems)


def named_by(rows: Rows) -> AbstractSet[str]:
    """Return the columns whose cells the edition states."""
    return {name for name, input_ in rows.columns.items() if input_.fixed}


def _cell(book: OfficeWorkbook, sheet: str, cell: str) -> Any:
    return book.values[sheet][cell] if sheet in book.values.sheetnames else None


def _declared(path: str, definition: Definition, nodes: Mapping[str, Any]) -> tuple[Keys, Input | None]:
    """Return the path in a data file, and what is declared there, None where nothing is."""
    group, _, rest = path.partition(".")
    if path == "office":
        return ("office",), Input("office", "text")
    if group == "given":
        node = nodes.get(rest)
        kind = "number" if node is None else node.unit if node.unit in kinds_of_units() else "number"
        return ("given", rest), None if node is None else Input(rest, kind)
    if group == "previous":
        return ("previous", *rest.split(".", 1)), definition.inputs.get(rest)
    return tuple(path.split(".", 1)), definition.inputs.get(path)


def kinds_of_units() -> tuple[str, ...]:
    """Return the units of nodes whose given values are read as inputs of that kind."""
    return ("percent", "count", "rupiah", "index")


def _rows(
    book: OfficeWorkbook,
    table: str,
    period: str,
    mapped: Mapping[str, Mapped],
    declared: Mapping[str, Input],
    cells: dict[Keys, Cell],
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table in which there is anything."""
    for index, number in enumerate(book.lines(table, period)):
        row: dict[str, Any] = {}
        for key, mapping in mapped.items():
            if key not in declared or mapping.sheet not in book.values.sheetnames:
                continue
            cell = book.values[mapping.sheet][mapping.cell][number - 1][0]
            if cell.value is not None:
                place = Cell(f"{mapping.sheet}!{cell.coordinate}", cell_text(cell.value))
                cells[table, index, key] = place
                cells.setdefault((table, index), place)
                row[key] = typed(cell, declared[key])
        yield row


def typed(cell: Any, input_: Input) -> Any:
    """
    Return what a cell says, as a data file would.

    A number is the shortest decimal that it stands for; a percentage is told by the cell's number format; a flag is
    ``ya`` or ``tidak``. What cannot be meant is a Misfit.
    """
    value = cell.value
    if isinstance(value, str):
        words = " ".join(value.split())
        if input_.kind == "flag":
            return FLAGS.get(words.casefold(), words)
        is_word = words.casefold() in (*kinds.MISSING_WORDS, kinds.NOT_APPLICABLE_WORD, kinds.NIL_WORD)
        return words.casefold() if is_word and input_.kind != "text" else words if is_word else value
    if isinstance(value, bool) or not isinstance(value, int | float) or input_.kind in ("flag", "text"):
        return value
    number = _number(float(value))
    if isinstance(number, Misfit) or input_.kind != "percent" or "%" not in (cell.number_format or ""):
        return number
    return f"{number * 100:f}%"


def _number(value: float) -> Decimal | int | Misfit:
    digits = Decimal(repr(value))
    if len(digits.as_tuple().digits) > SURE_DIGITS or abs(value) >= 10**SURE_DIGITS:
        return Misfit("cell-computed", values={"found": repr(value)})
    return int(value) if value.is_integer() else digits
