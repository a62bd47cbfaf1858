"""
The sheets to fill in for tables of rows.

Where the year has periods, the rows of a list stand on one sheet, those of each period below those of the one before;
rows that the edition names have a sheet for each period, so that each has the same line in all of them. Beside the
lines of a list one may say that there are none; where nothing is said, nothing is known of them.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from lkjdsl import kinds
from lkjdsl.domains.sheet.cells import ROW, STATES, StepCells, text
from lkjdsl.evaluate.office_workbook import NONE
from lkjdsl.model.definition import Input, Rows
from lkjdsl.units import of_kind
from lkjdsl.workbook.book import Book, for_paper, heighten, protect, quoted
from lkjdsl.workbook.calculation import FIRST, EnteredCells, RowSheet, letters
from lkjdsl.workbook.entered import PATTERNS, EnteredData, in_period, typed, validate, write_typed
from lkjdsl.workbook.entries import entry

if TYPE_CHECKING:
    from lkjdsl.model.values import Value


def write_rows(
    book: Book,
    rows: Rows,
    periods: Sequence[str],
    entered: Sequence[EnteredData],
    cells: Sequence[EnteredCells],
    separator: str,
    count: int,
) -> list[str]:
    """
    Write the sheets of a table of rows, tell *cells* where they stand, and return the area of each period.

    *separator* is a cell with the decimal separator, *count* how many rows are prepared for each period.
    """
    areas = []
    form = None
    for at, period in enumerate(periods):
        if form is None or rows.fixed:
            form = _RowForm.of(book, rows, period if rows.fixed else "", labelled=bool(period) and not rows.fixed)
        lines = range(FIRST, FIRST + count) if rows.fixed else range(FIRST + at * count, FIRST + (at + 1) * count)
        areas.append(form.write(lines, period, entered[at]))
        form.connect(lines, cells[at], separator, areas[-1])
        if rows.fixed or period == periods[-1]:
            form.finish(count, len(periods))
    return areas


@frozen(eq=False)
class _RowForm:
    """A sheet of rows; where it is of several periods, the first column says which one a line is of."""

    book: Book
    rows: Rows
    sheet: Any
    labelled: bool

    @classmethod
    def of(cls, book: Book, rows: Rows, period: str, *, labelled: bool) -> "_RowForm":
        form = cls(book, rows, book.sheet(f"Baris {rows.name} {period}".strip()), labelled)
        if labelled:
            form.sheet.write_string(0, 0, book.word("period"), book.format("head"))
        heads = [(one.label or key, width_of(one)) for key, one in rows.columns.items()]
        heads += [] if rows.fixed else [(book.word("none-where"), NONE_WIDTH)]
        for column, (head, width) in enumerate(heads, form.first):
            form.sheet.set_column(column, column, width)
            form.sheet.write_string(0, column, head, book.format("head"))
        heighten(form.sheet, 0, *heads)
        return form

    @property
    def first(self) -> int:
        """Return the first column of rows, from 0."""
        return int(self.labelled)

    @property
    def none(self) -> int:
        """Return the column behind those of rows, in which one says that there are none."""
        return self.first + len(self.rows.columns)

    @property
    def behind(self) -> int:
        """Return the column behind all that is filled in."""
        return self.none + (not self.rows.fixed)

    @property
    def name(self) -> str:
        return quoted(self.sheet.get_name())

    def label(self, period: str) -> str:
        """Return the text before the lines of a period."""
        return period if self.labelled else ""

    def write(self, lines: range, period: str, entered: EnteredData) -> str:
        """Write the rows that are *entered* for a period into *lines*, and return the area that people fill in."""
        held = entered.rows(self.rows.name)
        for line in lines if self.labelled else ():
            self.sheet.write_string(line, 0, self.label(period), self.book.format("note"))
        filled = []
        texts: dict[int, list[tuple[str, int]]] = {line: [] for line in lines}
        for column, (key, input_) in enumerate(self.rows.columns.items(), self.first):
            typing = {} if input_.fixed else {"locked": False, "bg_color": "#FFF9DB"}
            style = self.book.format("text", **typing, num_format=PATTERNS[input_.kind])
            values: Sequence[Value | None] = input_.fixed or (held[column - self.first] if held else ())
            for row, line in enumerate(lines):
                value = typed(values[row]) if row < len(values) else None
                is_there = row < len(values) and not self.rows.fixed
                if column == self.first and is_there and all(each[row] in {None, ""} for each in held):
                    value = kinds.MISSING_WORDS[0]  # a row of which nothing is known is a row all the same
                write_typed(self.sheet, line, column, value, style)
                texts[line].append((value if isinstance(value, str) else "", width_of(input_)))
            first, last = (f"{letters(column)}{line + 1}" for line in (lines[0], lines[-1]))
            validate(self.book, self.sheet, (lines[0], column, lines[-1], column), first, input_)
            path = in_period(f"{self.rows.name}.{key}", period)
            signs = {"line": self.label(period), "heading": input_.label or key}
            self.book.put_on_map("column", path, self.sheet, f"{first}:{last}", **signs)
            filled += [] if input_.fixed else [f"{self.name}!{first}:{last}"]
        for line, held_texts in texts.items():
            heighten(self.sheet, line, *held_texts)
        if not self.rows.fixed:
            filled.append(
                self._write_none(lines[0], period, ",".join(filled), is_none=entered.has_none(self.rows.name))
            )
        return ",".join(filled)

    def _write_none(self, line: int, period: str, filled: str, *, is_none: bool) -> str:
        """
        Write the cell in which one says that there are no rows, and return where it stands.

        Beside it stands what is wrong with it, or with the cells of rows, *filled*.
        """
        word = NONE[self.book.language]
        style = self.book.format("text", locked=False, bg_color="#FFF9DB")
        write_typed(self.sheet, line, self.none, word if is_none else None, style)
        options = {"error_title": self.book.word("refused"), "error_message": self.book.word("none-only", word=word)}
        self.sheet.data_validation(line, self.none, line, self.none, {"validate": "list", "source": [word], **options})
        cell = f"{letters(self.none)}{line + 1}"
        signs = {"line": self.label(period), "heading": self.book.word("none-where")}
        self.book.put_on_map("none", in_period(self.rows.name, period), self.sheet, cell, **signs)
        empty, both = text(self.book.word("empty")), text(self.book.word("none-and-rows"))
        said = f'IF(COUNTA({filled})=0,IF({cell}="",{empty},""),IF({cell}="","",{both}))'
        self.book.formula(self.sheet, line, self.behind, said, self.book.format("warning"), "")
        return f"{self.name}!{cell}"

    def connect(self, lines: range, cells: EnteredCells, separator: str, area: str) -> None:
        """Tell *cells* how the rows in *lines* are read, of which people fill in the *area*."""
        row = f"{self.name}!{letters(self.first)}{ROW}:{letters(self.none - 1)}{ROW}"
        exists = f"COUNTA({row})>0"
        filled = ""
        if not self.rows.fixed:
            filled = f"{self.name}!{letters(self.behind + 1)}{ROW}"
            for line in lines:
                self.book.formula(self.sheet, line, self.behind + 1, f"COUNTA({area})>0", self.book.format("work"))
            self.sheet.set_column(self.behind + 1, self.behind + 2, None, None, {"hidden": True})
            self.sheet.write_number(lines[0], self.behind + 2, 1, self.book.format("work"))
            # a table in which nothing is filled in is a row of which nothing is known
            exists = f"OR({exists},AND(NOT({filled}),{self.name}!{letters(self.behind + 2)}{ROW}=1))"
        cells.lines[self.rows.name] = lines
        cells.exists[self.rows.name] = exists
        for column, (key, input_) in enumerate(self.rows.columns.items(), self.first):
            reader = _column(f"{self.name}!{letters(column)}{ROW}", input_, separator, filled)
            cells.columns[f"{self.rows.name}.{key}"] = reader

    def finish(self, count: int, periods: int) -> None:
        """Write what is said where there is no room for more rows, and protect the sheet."""
        first, last = letters(self.first), letters(self.none - 1)
        ends = [FIRST + count * (at + 1) for at in range(periods if self.labelled else 1)]
        full = ",".join(f"COUNTA({first}{end}:{last}{end})>0" for end in ends)
        self.sheet.set_column(self.behind, self.behind, 40)
        if not self.rows.fixed:
            said = f'IF(OR({full}),{text(self.book.word("full", count=str(count)))},"")'
            self.book.formula(self.sheet, 0, self.behind, said, self.book.format("warning"), "")
        self.sheet.freeze_panes(FIRST, self.first)
        for_paper(self.sheet, 0)
        protect(self.sheet)


NONE_WIDTH = 24
"""Of the column in which one says that there are no rows."""


def width_of(input_: Input) -> int:
    """Return how wide the column of an input is, in characters."""
    return 44 if input_.kind == "text" else 20


def _column(cell: str, input_: Input, separator: str, filled: str) -> Callable[[RowSheet], StepCells]:
    """Return how a column is read in a row; *filled* says whether its period has any data, where there are periods."""

    def read(sheet: RowSheet) -> StepCells:
        formulas = entry(cell, input_, separator)
        value, state = sheet.cell(formulas.value), sheet.cell(formulas.state)
        # a cell of its own: nested in the formula of the state, LibreOffice 7.4 takes it for #VALUE!
        state = sheet.cell(f"IF({filled},{state},{STATES['unavailable']})") if filled else state
        denominator = "1" if formulas.denominator == "1" else sheet.cell(formulas.denominator)
        error = "0" if formulas.error == "0" else sheet.cell(formulas.error)
        return StepCells(value, state, denominator, error, of_kind(input_.kind))

    return read
