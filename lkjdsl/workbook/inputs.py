"""The sheets that people fill in: *Isian* for inputs and given nodes, one for each table of rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl import kinds
from lkjdsl.core import operators as of
from lkjdsl.core.program import Program, is_of
from lkjdsl.domains.sheet.cells import ROW, StepCells, number, text
from lkjdsl.editions.blank_data import is_given, needed_inputs
from lkjdsl.evaluate.data import Data
from lkjdsl.model.definition import Definition, Input, Rows
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.numerals import shortest
from lkjdsl.units import COUNT, FLAG, PERCENT, RUPIAH, TEXT, of_kind, of_node
from lkjdsl.words import Words
from lkjdsl.workbook.book import Book, fit, for_paper, protect, quoted
from lkjdsl.workbook.calculation import FIRST, EnteredCells, RowSheet, letters
from lkjdsl.workbook.entries import MOST, NO, YES, EntryFormulas, entry

KINDS = Words("editions.kinds")
PATTERNS: Mapping[str, str] = {
    "count": "[$-421]#,##0",
    "rupiah": '[$-421]"Rp"#,##0',
    "percent": "[$-421]0.00##%",
    "index": "[$-421]General",
    "number": "[$-421]General",
    "flag": "General",
    "text": "@",
}
"""How what is typed is shown; the languages of Excel differ, and ``[$-421]`` is Indonesian in all of them."""
VALUE, BEFORE, CHECK, PATH, WORK, WORK_BEFORE = 1, 2, 5, 6, 7, 11
"""Columns of *Isian*, from 0: what is typed, for the year before, what is wrong, the path, and what is read."""
HEAD_ROW = 5
WIDTHS = (52, 20, 20, 16, 40, 34, 26)
"""Of the columns of *Isian*, in characters."""
SEPARATOR = "'Isian'!$H$1"
"""The decimal separator of the program that shows the workbook."""
MESSAGE, TITLE = 255, 32
"""Characters that Excel takes for a message beside a cell."""


@frozen
class EnteredData:
    """What is in the cells already: of an office's data, or nothing."""

    data: Data | None = None

    def input(self, index: int) -> Value | None:
        """Return the value of an input."""
        return None if self.data is None else self.data.facts.inputs[index]

    def previous(self, index: int) -> Value | None:
        """Return the value of an input in the year before."""
        return self.data.facts.previous[index] if self.data is not None and self.data.facts.previous else None

    def given(self, path: str) -> Value | None:
        """Return the value that is given for a node."""
        return None if self.data is None else self.data.facts.given.get(path)

    def rows(self, name: str) -> Sequence[Sequence[Value | None]]:
        """Return the columns of a table of rows."""
        return [] if self.data is None else self.data.facts.rows[name].values

    def length(self, name: str) -> int:
        """Return how many rows a table has."""
        return 0 if self.data is None else self.data.facts.rows[name].length


def typed(value: Value | None, kind: str) -> float | str | bool | None:
    """Return what is typed for a value: a number of at most 15 digits, or a word."""
    match value:
        case None | "":
            return None
        case State(kind="excluded"):
            return kinds.NOT_APPLICABLE_WORD
        case State():
            return "?"
        case bool():
            return YES if value else NO
        case str():
            return value
        case n, d:
            del kind
            return n / d if n % d else n // d if abs(n // d) < float(MOST) else n / d


def write_inputs(
    book: Book, definition: Definition, program: Program, entered: EnteredData, prepared: int
) -> EnteredCells:
    """Write the sheets to fill in, and return where each value stands."""
    sheet = book.sheet("Isian")
    _head(book, sheet, definition, entered)
    reader = _Form(book, sheet, entered)
    before = {step.setting.path for step in program.steps if is_of(step, of.PREVIOUS)}
    row = HEAD_ROW + 1
    inputs: dict[str, StepCells] = {}
    previous: dict[str, StepCells] = {}
    needed, group = needed_inputs(definition), None
    for index, (path, one) in enumerate(definition.inputs.items()):
        if path not in needed:
            continue
        if path.partition(".")[0] != group:
            group = path.partition(".")[0]
            sheet.merge_range(row, 0, row, CHECK, group.replace("_", " ").capitalize(), book.format("group"))
            row += 1
        reader.labels(row, one.label or path, one, path)
        inputs[path] = reader.put(row, VALUE, WORK, one, entered.input(index), path)
        if path in before:
            previous[path] = reader.put(row, BEFORE, WORK_BEFORE, one, entered.previous(index), f"previous.{path}")
        row += 1
    given: dict[str, StepCells] = {}
    nodes = [one for one in definition.nodes() if is_given(one) or entered.given(one.path) is not None]
    if nodes:
        sheet.merge_range(row, 0, row, CHECK, book.word("given"), book.format("group"))
        row += 1
    for node in nodes:
        unit = of_node(node.unit)
        one = Input(node.path, unit if unit in (PERCENT, COUNT, RUPIAH, "index") else "number", node.name)
        reader.labels(row, f"{node.path} {node.name}", one, f"given.{node.path}")
        given[node.path] = reader.put(row, VALUE, WORK, one, entered.given(node.path), f"given.{node.path}")
        row += 1
    if not before:
        sheet.set_column(BEFORE, BEFORE, None, None, {"hidden": True})
    sheet.autofilter(HEAD_ROW, 0, max(row - 1, HEAD_ROW + 1), CHECK)
    for_paper(sheet, HEAD_ROW)
    protect(sheet)
    columns: dict[str, Callable[[RowSheet], StepCells]] = {}
    exists: dict[str, str] = {}
    count: dict[str, int] = {}
    for name, rows in definition.rows.items():
        if name in needed:
            count[name] = len(rows.fixed) or max(prepared, entered.length(name))
            exists[name] = _write_rows(book, rows, entered, count[name], columns)
    return EnteredCells(inputs, previous, given, columns, exists, count)


def _head(book: Book, sheet: Any, definition: Definition, entered: EnteredData) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(WORK, WORK_BEFORE + 3, None, None, {"hidden": True})
    sheet.write_string(0, 0, definition.title, book.format("title"))
    book.formula(sheet, 0, WORK, 'MID(0.5&"",2,1)', None, ",")
    sheet.merge_range(1, 0, 1, CHECK, book.word("how-to-fill"), book.format("plain"))
    sheet.set_row(1, 28)
    office, year = ("", definition.year) if entered.data is None else (entered.data.office, entered.data.year)
    sheet.write_string(2, 0, book.word("office"), book.format("text"))
    sheet.write_string(2, VALUE, office, book.format("text", locked=False, bg_color="#FFF9DB", text_wrap=False))
    book.put_on_map("office", "office", sheet, "B3")
    sheet.write_string(3, 0, book.word("year"), book.format("text"))
    sheet.write_number(3, VALUE, year, book.format("text", align="left"))
    for column, key in enumerate(("input", "value", "before", "kind", "note", "check", "path")):
        sheet.write_string(HEAD_ROW, column, book.word(key), book.format("head"))
    sheet.freeze_panes(HEAD_ROW + 1, 1)


@frozen(eq=False)
class _Form:
    """Writes cells to fill in, each with what reads it beside, hidden, and with what is wrong with it."""

    book: Book
    sheet: Any
    entered: EnteredData

    def labels(self, row: int, label: str, one: Input, path: str) -> None:
        self.sheet.write_string(row, 0, label, self.book.format("text"))
        self.sheet.write_string(row, 3, _kind(one, self.book), self.book.format("text"))
        note = " ".join(part for part in (" ".join(one.note.split()), *_bounds(one, self.book)) if part)
        self.sheet.write_string(row, 4, note, self.book.format("note"))
        fit(self.sheet, row, (label, WIDTHS[0]), (note, WIDTHS[4]))
        self.sheet.write_string(row, PATH, path, self.book.format("note", text_wrap=False))

    def put(self, row: int, column: int, work: int, one: Input, value: Value | None, path: str) -> StepCells:
        style = self.book.format("text", locked=False, bg_color="#FFF9DB", num_format=PATTERNS[one.kind])
        write_typed(self.sheet, row, column, typed(value, one.kind), style)
        cell = f"{letters(column)}{row + 1}"
        self.book.put_on_map("input", path, self.sheet, cell)
        self.book.name(f"isi.{path}", self.sheet, row, column)
        validate(self.book, self.sheet, (row, column, row, column), cell, one)
        found = entry(cell, one, SEPARATOR)
        texts = (found.value, found.state, found.denominator, found.error)
        for at, formula in enumerate(texts):
            self.book.formula(self.sheet, row, work + at, formula, self.book.format("work"))
        if work == WORK:
            self.book.formula(self.sheet, row, CHECK, _checked(row, one, self.book), self.book.format("warning"), "")
        cells = [f"'Isian'!{letters(work + at)}{row + 1}" for at in range(4)]
        return _static(found, cells, one)


def _static(found: EntryFormulas, cells: Sequence[str], one: Input) -> StepCells:
    """Return the cells of what is typed, with what is always the same in the place of a reference."""
    value, state, denominator, error = cells
    denominator = found.denominator if found.denominator == "1" else denominator
    return StepCells(value, state, denominator, found.error if found.error == "0" else error, of_kind(one.kind))


def write_typed(sheet: Any, row: int, column: int, value: float | str | bool | None, style: Any) -> None:  # noqa: FBT001 - a value
    """Write what was typed; a text is never a formula."""
    match value:
        case None:
            sheet.write_blank(row, column, None, style)
        case bool():
            sheet.write_boolean(row, column, value, style)
        case str():
            sheet.write_string(row, column, value, style)
        case _:
            sheet.write_number(row, column, value, style)


def _bounds(one: Input, book: Book) -> Iterator[str]:
    for key, bound in (("least", one.minimum), ("most", one.maximum)):
        if bound is not None:
            yield book.word(key, value=shortest(bound, one.kind, book.language)) + "."


def _kind(one: Input, book: Book) -> str:
    """Return what is typed for a kind of input: a flag is ``ya`` or ``tidak`` in a workbook."""
    return f"{YES}/{NO}" if one.kind == FLAG else KINDS[one.kind].text(book.language)


def _checked(row: int, one: Input, book: Book) -> str:
    """Return the formula of what is wrong with a cell, or missing."""
    value, state = f"{letters(WORK)}{row + 1}", f"{letters(WORK + 1)}{row + 1}"
    kind = _kind(one, book)
    found = '""'
    for key, bound, sign in (("least", one.minimum, "<"), ("most", one.maximum, ">")):
        if bound is not None:
            said = book.word(key, value=shortest(bound, one.kind, book.language))
            found = f"IF({value}{sign}{number(bound)},{text(said)},{found})"
    slip = text(book.word("slip", kind=kind))
    return f'IF({state}<0,{text(book.word("empty"))},IF({state}=2,{slip},IF({state}=0,{found},"")))'


def validate(book: Book, sheet: Any, area: tuple[int, int, int, int], cell: str, one: Input) -> None:
    """Let a spreadsheet refuse what is no value of its kind while it is typed."""
    unit = of_kind(one.kind)
    if unit == TEXT:
        return
    title = (one.label or one.path)[:TITLE]
    options: dict[str, Any] = {
        "error_title": book.word("refused"),
        "error_message": book.word("refused-why", kind=_kind(one, book))[:MESSAGE],
        "input_title": title,
        "input_message": book.word(f"type-{one.kind}")[:MESSAGE],
    }
    if unit == FLAG:
        source = [YES, NO, kinds.NOT_APPLICABLE_WORD, "-"]
        sheet.data_validation(*area, {"validate": "list", "source": source, **options})
        return
    words = [
        *kinds.MISSING_WORDS,
        kinds.NOT_APPLICABLE_WORD,
        *([kinds.NIL_WORD] if one.kind in kinds.NIL_KINDS else []),
    ]
    spelled = ",".join(f"LOWER(TRIM({cell}))={text(word)}" for word in words)
    whole = f"AND({cell}=INT({cell}),ABS({cell})<{MOST}{f',{cell}>=0' if one.kind == 'count' else ''})"
    number_ok = whole if one.kind in kinds.NIL_KINDS else f"ABS({cell})<{MOST}"
    sheet.data_validation(
        *area, {"validate": "custom", "value": f"=IF(ISNUMBER({cell}),{number_ok},OR({spelled}))", **options}
    )


def _write_rows(
    book: Book, rows: Rows, entered: EnteredData, count: int, columns: dict[str, Callable[[RowSheet], StepCells]]
) -> str:
    """Write the sheet of a table of rows and return the formula of whether a row exists."""
    sheet = book.sheet(f"Baris {rows.name}")
    name = quoted(sheet.get_name())
    held = entered.rows(rows.name)
    for column, (key, one) in enumerate(rows.columns.items()):
        sheet.set_column(column, column, 44 if one.kind == "text" else 20)
        sheet.write_string(0, column, one.label or key, book.format("head"))
        typing = {} if one.fixed else {"locked": False, "bg_color": "#FFF9DB"}
        style = book.format("text", **typing, num_format=PATTERNS[one.kind])
        values: Sequence[Value | None] = one.fixed or (held[column] if held else ())
        for row in range(count):
            value = typed(values[row], one.kind) if row < len(values) else None
            if column == 0 and not rows.fixed and row < len(values) and all(each[row] in {None, ""} for each in held):
                value = kinds.MISSING_WORDS[0]  # a row of which nothing is known is a row all the same
            write_typed(sheet, FIRST + row, column, value, style)
        first = f"{letters(column)}{FIRST + 1}"
        validate(book, sheet, (FIRST, column, FIRST + count - 1, column), first, one)
        book.put_on_map("column", f"{rows.name}.{key}", sheet, f"{first}:{letters(column)}{FIRST + count}")
        columns[f"{rows.name}.{key}"] = _column(f"{name}!{letters(column)}{ROW}", one)
    last = letters(len(rows.columns) - 1)
    full = f"COUNTA(A{FIRST + count}:{last}{FIRST + count})>0"
    sheet.set_column(len(rows.columns), len(rows.columns), 40)
    said = f'IF({full},{text(book.word("full", count=str(count)))},"")'
    book.formula(sheet, 0, len(rows.columns), said, book.format("warning"), "")
    sheet.freeze_panes(FIRST, 1)
    for_paper(sheet, 0)
    protect(sheet)
    return f"COUNTA({name}!A{ROW}:{last}{ROW})>0"


def _column(cell: str, one: Input) -> Callable[[RowSheet], StepCells]:
    def read(sheet: RowSheet) -> StepCells:
        found = entry(cell, one, SEPARATOR)
        value, state = sheet.cell(found.value), sheet.cell(found.state)
        denominator = "1" if found.denominator == "1" else sheet.cell(found.denominator)
        error = "0" if found.error == "0" else sheet.cell(found.error)
        return StepCells(value, state, denominator, error, of_kind(one.kind))

    return read
