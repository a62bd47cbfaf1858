"""Results in cells, of a year or a part of it: what the report prints, and whether that is certain; report tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve

from lkjdsl.core.program import Program, printing
from lkjdsl.domains.sheet.cells import ROW, UNKNOWN, StepCells, text
from lkjdsl.domains.sheet.decisions import printed
from lkjdsl.domains.sheet.writer import FoldedRanges, Writer
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.evaluate.workbook_results import FLAG_WORDS
from lkjdsl.lower.report_tables import TableProgram, lower_table
from lkjdsl.model.definition import Definition, Table, TableColumn
from lkjdsl.model.outputs import cell_output
from lkjdsl.model.periods import YearSpan
from lkjdsl.model.results import OfTable, Output, TableCellResult, TableTotal, path_in
from lkjdsl.model.values import State
from lkjdsl.render.words import word
from lkjdsl.units import FLAG, TEXT
from lkjdsl.workbook.book import Book, for_paper, heighten, pattern, protect, quoted
from lkjdsl.workbook.calculation import CalculationSheet, from_elsewhere, letters
from lkjdsl.workbook.rounding import write_rounding_differences

STATES = ("excluded", "unavailable", "invalid")
NAME, UNIT, TARGET, RESULT, ACHIEVEMENT, REMARK, CERTAIN = range(1, 8)
FIRST_ROW = 3


@define(eq=False)
class PartResults:
    """
    The results of a year, or of a part of it: each printed one is worked out on its own *Hitungan*.

    They are shown beside those of other parts, *offset* columns to the right.
    """

    book: Book
    calculation: CalculationSheet
    definition: Definition
    program: Program
    year: int
    outcome: Outcome | None
    span: YearSpan | None = None
    offset: int = 0
    held_rows: Mapping[str, Sequence[int]] = Factory(dict)
    """Of each table, how many rows are filled in in each period of the part."""
    states: Sequence[str] = ()

    def __attrs_post_init__(self) -> None:
        """Find the words for states."""
        language = self.book.language
        self.states = [*(word(state, language) for state in STATES), self.book.word("declined")]

    @property
    def title(self) -> str:
        """Return the words for the part of the year; nothing for a whole one."""
        return "" if self.span is None else self.span.text(self.book.language)

    @property
    def filled(self) -> str:
        """Return what says whether anything is filled in for the part; nothing where it always is."""
        return "" if self.span is None else self.calculation.source.filled

    def path(self, output: Output) -> str:
        """Return the path by which a result of this part is asked for."""
        return output.path if self.span is None else path_in(output.kind, self.span)

    def show(self, sheet: Any, row: int, column: int, cells: StepCells, output: Output) -> str:
        """Write a printed result of *Hitungan*, and return the cell that says whether it is certain."""
        work = self.calculation
        shown, certain = self.shown(Writer(work), cells, output)
        certain = f"{quoted(work.sheet.get_name())}!{certain}"
        shown = from_elsewhere(shown, work.sheet)
        self.put(sheet, (row, column), shown, output, self.filled, self.cached(output))
        self.book.put_on_map("result", self.path(output), sheet, f"{letters(column)}{row + 1}", certain)
        work.next_line(output.path)
        self.book.name(f"hasil.{self.path(output)}", sheet, row, column)
        return certain

    def shown(self, writer: Writer, cells: StepCells, output: Output) -> tuple[StepCells, str]:
        """Return the cells of what is printed of *cells*, and the one that says whether it is certain."""
        if output.unit not in (TEXT, FLAG):
            cells = writer.place(printed(writer, cells, printing(output)), cells.unit)
        return cells, writer.layout.cell(self.certainty(f"{cells.error}>={UNKNOWN}"))

    def put(
        self,
        sheet: Any,
        at: tuple[int, int],
        shown: StepCells,
        output: Output,
        exists: str,
        cached: Any,
    ) -> None:
        """Write a cell that shows a printed result, or the word for its state; nothing where it does not *exist*."""
        yes, no = (text(self.book.word(key)) for key in FLAG_WORDS.values())
        value = f"IF({shown.value},{yes},{no})" if output.unit == FLAG else shown.value
        chosen = ",".join(map(text, self.states))
        formula = value if shown.state == "0" else f"IF({shown.state}=0,{value},CHOOSE({shown.state},{chosen}))"
        formula = f'IF({exists},{formula},"")' if exists else formula
        side = "left" if output.unit == TEXT else "right"
        style = self.book.format("text", align=side, num_format=pattern(output.unit, output.digits))
        self.book.formula(sheet, *at, formula, style, cached)

    def certainty(self, unsure: str) -> str:
        """Return the formula of the word for what is in doubt where *unsure* holds, and for what is certain."""
        return f"IF({unsure},{text(self.book.word('uncertain'))},{text(self.book.word('certain'))})"

    def where_filled(self, formula: str) -> str:
        """Return a formula that shows nothing where nothing is filled in for the part."""
        return f'IF({self.filled},{formula},"")' if self.filled else formula

    def cached(self, output: Output) -> Any:
        """Return what is shown of a result until a spreadsheet works it out: the exact one, where data are known."""
        if self.outcome is None:
            return self.states[1] if self.span is None else ""
        try:
            result = self.outcome.result(output.path)
        except KeyError:
            return ""
        if isinstance(result.value, tuple):
            from lkjdsl.numbers.rational import round_at

            rounds = printing(output)
            n, d = round_at(result.value, rounds.digits, rounds.mode)
            return n / d
        if result.printed is None:
            return word(result.status, self.book.language)
        return self.book.word(FLAG_WORDS[result.printed]) if output.unit == FLAG else result.printed

    def constraint(self, sheet: Any, row: int, name: str, conditions: TableProgram, cells: Sequence[StepCells]) -> None:
        """Write whether a constraint is met or broken; *cells* are those of the steps of *conditions*."""
        met, broken, open_ = (text(self.book.word(key)) for key in ("met", "broken", "unchecked"))
        column = RESULT + self.offset
        if name in conditions.rowed:
            rowed = conditions.rowed[name]
            ranges = self.calculation.rows(rowed.rowwise, [cells[at] for at in rowed.handed])
            state = f"IF(COUNTIF({ranges.values},FALSE)>0,{broken},IF(MAX({ranges.states})>0,{open_},{met}))"
            unsure = f"MAX({ranges.errors})>={UNKNOWN}"
        else:
            here = from_elsewhere(cells[conditions.program.results[name]], self.calculation.sheet)
            state = f"IF({here.state}>0,{open_},IF({here.value},{met},{broken}))"
            unsure = f"{here.error}>={UNKNOWN}"
        self.book.formula(sheet, row, column, self.where_filled(state), self.book.format("text"), self.verdict(name))
        certain = self.where_filled(self.certainty(unsure))
        self.book.formula(sheet, row, CERTAIN + self.offset, certain, self.book.format("note"), "")
        path = name if self.span is None else f"{name}{self.span.suffix}"
        self.book.put_on_map("constraint", path, sheet, f"{letters(column)}{row + 1}")

    def verdict(self, name: str) -> str:
        """Return what is shown of a constraint until a spreadsheet works it out; nothing where no data are known."""
        if self.outcome is None:
            return ""
        conditions, values, rowed = self.outcome.constraints
        known = rowed[name] if name in rowed else [values[conditions.program.results[name]]]
        if any(value is False for value in known):
            return self.book.word("broken")
        return self.book.word("unchecked" if any(isinstance(value, State) for value in known) else "met")

    def table(self, sheet: Any, table: Table) -> None:
        """Write a report table: a line for each prepared row, and the line of totals."""
        program = lower_table(self.definition, table, self.calculation.positions)
        totals = self.calculation.walk(program.program)
        sheet.write_string(0, 0, f"{table.title} {self.title}".strip(), self.book.format("title"))
        if table.lines:
            self.lines(sheet, table, program, totals)
            return
        below = FIRST_ROW + len(self.calculation.source.lines[table.rows])
        widths, texts = [width_of(each) for each in table.columns], []
        for column, each in enumerate(table.columns):
            sheet.set_column(column, column, widths[column])
            sheet.write_string(FIRST_ROW - 1, column, each.title, self.book.format("head"))
            rowed = program.rowed[each.name]
            ranges = self.calculation.rows(rowed.rowwise, [totals[at] for at in rowed.handed])
            texts.append(self.column(sheet, column, table, each, ranges))
            total = TableTotal(table, each)
            if total.path in program.program.results:
                cells = totals[program.program.results[total.path]]
                self.show(sheet, below, column, cells, cell_output(total, self.definition))
            elif column == 0:
                sheet.write_string(below, column, word("total", self.book.language), self.book.format("text"))
        heighten(sheet, FIRST_ROW - 1, *zip([each.title for each in table.columns], widths, strict=True))
        for row, line in enumerate(zip(*texts, strict=True), FIRST_ROW):
            heighten(sheet, row, *zip(line, widths, strict=True))
        write_rounding_differences(self.book, sheet, table, self.definition, range(FIRST_ROW, below), self.outcome)
        sheet.freeze_panes(FIRST_ROW, 1)
        for_paper(sheet, FIRST_ROW - 1)
        protect(sheet)

    def lines(self, sheet: Any, table: Table, program: TableProgram, cells: Sequence[StepCells]) -> None:
        """Write a report table whose lines the edition states."""
        results = program.program.results
        for column, each in enumerate(table.columns):
            sheet.set_column(column, column, width_of(each))
            sheet.write_string(FIRST_ROW - 1, column, each.title, self.book.format("head"))
            if column == 0:  # labels are what the edition says, whatever the data
                for row, line in enumerate(table.lines):
                    sheet.write_string(FIRST_ROW + row, column, line[each.name].text, self.book.format("text"))
                continue
            kinds: list[OfTable] = [TableCellResult(table, each, row + 1) for row in range(len(table.lines))]
            for row, kind in enumerate([*kinds, TableTotal(table, each)]):
                if kind.path in results:
                    output = cell_output(kind, self.definition)
                    self.show(sheet, FIRST_ROW + row, column, cells[results[kind.path]], output)
        sheet.freeze_panes(FIRST_ROW, 1)
        for_paper(sheet, FIRST_ROW - 1)
        protect(sheet)

    def column(self, sheet: Any, column: int, table: Table, each: TableColumn, ranges: FoldedRanges) -> list[str]:
        """
        Write a column of a report table, and return the text that is known of each row.

        What is printed in a row is worked out beside the program of the row.
        """
        rows = self.calculation.rowed[table.rows]
        cells, certain = self.shown(
            Writer(rows), rows.last[ranges], cell_output(TableCellResult(table, each, 1), self.definition)
        )
        shown = from_elsewhere(cells, rows.sheet)
        name, texts = quoted(rows.sheet.get_name()), []
        for row, line in enumerate(rows.lines):
            here = str(line + 1)
            at_row = evolve(shown, value=shown.value.replace(ROW, here), state=shown.state.replace(ROW, here))
            output = cell_output(TableCellResult(table, each, row + 1), self.definition)
            exists = f"AND({self.filled},{name}!A{here})" if self.filled else f"{name}!A{here}"
            held = self.held_row(table.rows, row)
            cached = (
                "" if held is None else self.cached(cell_output(TableCellResult(table, each, held), self.definition))
            )
            self.put(sheet, (FIRST_ROW + row, column), at_row, output, exists, cached)
            texts.append(cached if isinstance(cached, str) else "")
        first, last = (certain.replace(ROW, str(line + 1)) for line in (rows.lines[0], rows.lines[-1]))
        letter, below = letters(column), FIRST_ROW + len(rows.lines)
        path = self.path(cell_output(TableCellResult(table, each, 0), self.definition))
        self.book.put_on_map(
            "result", path, sheet, f"{letter}{FIRST_ROW + 1}:{letter}{below}", f"{name}!{first}:{last}"
        )
        return texts

    def held_row(self, table: str, row: int) -> int | None:
        """Return which row of the data stands in the prepared *row* (from 0) of a list; None where there is none."""
        held = self.held_rows[table]
        each = len(self.calculation.source.lines[table]) // len(held)
        period, at = divmod(row, each)
        return sum(held[:period]) + at + 1 if at < held[period] else None


def width_of(column: TableColumn) -> int:
    """Return how wide a column of a report table is, in characters."""
    return 44 if column.unit == TEXT else 20
