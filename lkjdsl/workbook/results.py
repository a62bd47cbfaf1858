"""The sheet *Hasil*, report tables and constraints: what the report prints, and whether that is certain."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve

from lkjdsl.core.program import Program, printing
from lkjdsl.domains.sheet.cells import ROW, UNKNOWN, StepCells, text
from lkjdsl.domains.sheet.decisions import printed
from lkjdsl.domains.sheet.writer import FoldedRanges, Writer
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.lower.report_tables import TableProgram, lower_conditions, lower_table
from lkjdsl.model.definition import Definition, Node, Objective, Table, TableColumn
from lkjdsl.model.results import (
    OF_CONTRIBUTION,
    ComparedAchievement,
    NodeAchievement,
    NodeValue,
    ObjectiveAchievement,
    OfTable,
    Output,
    OverallAchievement,
    ScaleLabel,
    TableCellResult,
    TableTotal,
    TargetValue,
    cell_output,
    funding_figures,
)
from lkjdsl.numbers.numerals import shortest
from lkjdsl.render.words import word
from lkjdsl.units import FLAG, PERCENT, TEXT
from lkjdsl.workbook.book import Book, fit, for_paper, pattern, protect, quoted
from lkjdsl.workbook.calculation import FIRST, CalculationSheet, from_elsewhere, letters
from lkjdsl.workbook.rounding import write_rounding_differences

STATES = ("excluded", "unavailable", "invalid")
HEADINGS = ("number", "name", "unit", "target", "result", "achievement", "remark", "certainty")
NAME, UNIT, TARGET, RESULT, ACHIEVEMENT, REMARK, CERTAIN = range(1, 8)
CHART, CHART_ROWS = 10, 22
"""The column, from 0, beside the table, from which the chart is drawn."""
FIRST_ROW = 3
WIDTHS = (20, 60, 15, 16, 18, 16, 30, 11)
"""Of the columns of *Hasil*, in characters."""


@define(eq=False)
class ResultSheets:
    """Writes results: each printed value is worked out on *Hitungan*, and shown where the report has it."""

    book: Book
    calculation: CalculationSheet
    definition: Definition
    outcome: Outcome | None
    states: Sequence[str] = ()

    def __attrs_post_init__(self) -> None:
        """Find the words for states."""
        language = self.book.language
        self.states = [*(word(state, language) for state in STATES), self.book.word("declined")]

    def show(self, sheet: Any, row: int, column: int, cells: StepCells, output: Output) -> str:
        """Write a printed result of *Hitungan*, and return the cell that says whether it is certain."""
        work = self.calculation
        shown, certain = self.shown(Writer(work), cells, output)
        certain = f"{quoted(work.sheet.get_name())}!{certain}"
        self.put(sheet, (row, column), from_elsewhere(shown, work.sheet), certain, output)
        return certain

    def shown(self, writer: Writer, cells: StepCells, output: Output) -> tuple[StepCells, str]:
        """Return the cells of what is printed of *cells*, and the one that says whether it is certain."""
        if output.unit not in (TEXT, FLAG):
            cells = writer.place(printed(writer, cells, printing(output)), cells.unit)
        return cells, writer.layout.cell(self.certainty(f"{cells.error}>={UNKNOWN}"))

    def put(
        self, sheet: Any, at: tuple[int, int], shown: StepCells, certain: str, output: Output, exists: str = ""
    ) -> None:
        """Write a cell that shows a printed result, or the word for its state."""
        value = f'IF({shown.value},"true","false")' if output.unit == FLAG else shown.value
        chosen = ",".join(map(text, self.states))
        formula = value if shown.state == "0" else f"IF({shown.state}=0,{value},CHOOSE({shown.state},{chosen}))"
        formula = f'IF({exists},{formula},"")' if exists else formula
        side = "left" if output.unit == TEXT else "right"
        style = self.book.format("text", align=side, num_format=pattern(output.unit, output.digits))
        self.book.formula(sheet, *at, formula, style, self.cached(output))
        self.book.put_on_map("result", output.path, sheet, f"{letters(at[1])}{at[0] + 1}", certain)

    def certainty(self, unsure: str) -> str:
        """Return the formula of the word for what is in doubt where *unsure* holds, and for what is certain."""
        return f"IF({unsure},{text(self.book.word('uncertain'))},{text(self.book.word('certain'))})"

    def cached(self, output: Output) -> Any:
        """Return what is shown of a result until a spreadsheet works it out: the exact one, where data are known."""
        if self.outcome is None:
            return self.states[1]
        try:
            result = self.outcome.result(output.path)
        except KeyError:
            return ""
        if isinstance(result.value, tuple):
            from lkjdsl.numbers.rational import round_at

            rounds = printing(output)
            n, d = round_at(result.value, rounds.digits, rounds.mode)
            return n / d
        return result.printed if result.printed is not None else word(result.status, self.book.language)

    def write(self, sheet: Any, program: Program, main: Sequence[StepCells]) -> None:
        """Write the sheet *Hasil*."""
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, self.definition.title, self.book.format("title"))
        sheet.merge_range(1, 0, 1, CERTAIN, self.book.word("about-results"), self.book.format("plain"))
        sheet.set_row(1, 28)
        for column, key in enumerate(HEADINGS):
            sheet.write_string(FIRST_ROW - 1, column, self.book.word(key), self.book.format("head"))
        lines = _Lines(self, sheet, program, main)
        lines.write()
        row = self.constraints(sheet, lines.row + 1)
        self.chart(sheet, lines.achievements, row + 1)
        sheet.print_area(0, 0, row + CHART_ROWS, CERTAIN)
        sheet.freeze_panes(FIRST_ROW, 2)
        for_paper(sheet, FIRST_ROW - 1)
        protect(sheet)

    def chart(self, sheet: Any, achievements: Sequence[tuple[str, int]], row: int) -> None:
        """Insert a chart of the achievements; what it shows stands beside the table."""
        if not achievements:
            return
        name = sheet.get_name()
        for at, (path, line) in enumerate(achievements):
            sheet.write_string(at, CHART, path, self.book.format("work", font_color="#999999"))
            cell = f"{letters(ACHIEVEMENT)}{line + 1}"
            self.book.formula(
                sheet,
                at,
                CHART + 1,
                f"IF(ISNUMBER({cell}),{cell},0)",
                self.book.format("work", font_color="#999999", num_format="0%"),
            )
        chart = self.book.file.add_chart({"type": "column"})
        last = len(achievements) - 1
        chart.add_series({
            "name": self.book.word("achievement"),
            "categories": [name, 0, CHART, last, CHART],
            "values": [name, 0, CHART + 1, last, CHART + 1],
            "fill": {"color": "#1F5F8B"},
            "gap": 60,
        })  # fmt: skip
        chart.set_title({"name": self.book.word("chart")})
        chart.set_y_axis({"min": 0, "num_format": "0%"})
        chart.set_legend({"none": True})
        chart.set_size({"width": 900, "height": 360})
        sheet.insert_chart(row, 1, chart)

    def constraints(self, sheet: Any, row: int) -> int:
        """Write which constraints are met and which are broken, and return the row below."""
        if not self.definition.constraints:
            return row
        program = lower_conditions(self.definition, self.definition.constraints, self.positions)
        cells = self.calculation.walk(program.program)
        sheet.merge_range(row, 0, row, CERTAIN, self.book.word("constraints"), self.book.format("group"))
        for name, formula in self.definition.constraints.items():
            row += 1
            sheet.write_string(row, 0, name, self.book.format("note"))
            sheet.write_string(row, NAME, " ".join(formula.text.split()), self.book.format("text"))
            met, broken, open_ = (text(self.book.word(key)) for key in ("met", "broken", "unchecked"))
            if name in program.rowed:
                one = program.rowed[name]
                ranges = self.calculation.rows(one.rowwise, [cells[at] for at in one.handed])
                unsure = f"MAX({ranges.errors})>={UNKNOWN}"
                state = f"IF(COUNTIF({ranges.values},FALSE)>0,{broken},IF(MAX({ranges.states})>0,{open_},{met}))"
            else:
                here = from_elsewhere(cells[program.program.results[name]], self.calculation.sheet)
                state = f"IF({here.state}>0,{open_},IF({here.value},{met},{broken}))"
                unsure = f"{here.error}>={UNKNOWN}"
            self.book.formula(sheet, row, RESULT, state, self.book.format("text"), "")
            surely, doubtful = text(self.book.word("certain")), text(self.book.word("uncertain"))
            if name not in program.rowed:
                self.book.formula(
                    sheet, row, CERTAIN, f"IF({unsure},{doubtful},{surely})", self.book.format("note"), ""
                )
            self.book.put_on_map("constraint", name, sheet, f"{letters(RESULT)}{row + 1}")
        return row + 1

    @property
    def positions(self) -> Mapping[str, int]:
        """Return where each result stands among the steps of the edition's program."""
        return self.calculation.positions

    def table(self, sheet: Any, table: Table) -> None:
        """Write a report table: a line for each prepared row, and the line of totals."""
        program = lower_table(self.definition, table, self.positions)
        totals = self.calculation.walk(program.program)
        sheet.write_string(0, 0, table.title, self.book.format("title"))
        if table.lines:
            self.lines(sheet, table, program, totals)
            return
        count = self.calculation.source.count[table.rows]
        for column, each in enumerate(table.columns):
            sheet.set_column(column, column, 44 if each.unit == TEXT else 20)
            sheet.write_string(FIRST_ROW - 1, column, each.title, self.book.format("head"))
            one = program.rowed[each.name]
            ranges = self.calculation.rows(one.rowwise, [totals[at] for at in one.handed])
            self.column(sheet, column, table, each, ranges)
            total = TableTotal(table, each)
            if total.path in program.program.results:
                cells = totals[program.program.results[total.path]]
                self.show(sheet, FIRST_ROW + count, column, cells, cell_output(total, self.definition))
                self.calculation.next_line(total.path)
                self.book.name(f"hasil.{total.path}", sheet, FIRST_ROW + count, column)
        lines = range(FIRST_ROW, FIRST_ROW + count)
        write_rounding_differences(self.book, sheet, table, self.definition, lines, self.outcome)
        sheet.freeze_panes(FIRST_ROW, 1)
        for_paper(sheet, FIRST_ROW - 1)
        protect(sheet)

    def lines(self, sheet: Any, table: Table, program: TableProgram, cells: Sequence[StepCells]) -> None:
        """Write a report table whose lines the edition states."""
        results = program.program.results
        for column, each in enumerate(table.columns):
            sheet.set_column(column, column, 44 if each.unit == TEXT else 20)
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
                    self.calculation.next_line(kind.path)
        sheet.freeze_panes(FIRST_ROW, 1)
        for_paper(sheet, FIRST_ROW - 1)
        protect(sheet)

    def column(self, sheet: Any, column: int, table: Table, each: TableColumn, ranges: FoldedRanges) -> None:
        """Write a column of a report table: what is printed in a row is worked out beside the program of the row."""
        rows = self.calculation.rowed[table.rows]
        cells, certain = self.shown(
            Writer(rows), rows.last[ranges], cell_output(TableCellResult(table, each, 1), self.definition)
        )
        shown = from_elsewhere(cells, rows.sheet)
        for row in range(rows.count):
            here = str(FIRST + row + 1)
            at_row = evolve(shown, value=shown.value.replace(ROW, here), state=shown.state.replace(ROW, here))
            output = cell_output(TableCellResult(table, each, row + 1), self.definition)
            name = quoted(rows.sheet.get_name())
            place = (FIRST_ROW + row, column)
            self.put(sheet, place, at_row, f"{name}!{certain.replace(ROW, here)}", output, f"{name}!A{here}")


@define(eq=False)
class _Lines:
    """The lines of *Hasil*: objectives, indicators with their components, the average, comparisons."""

    results: ResultSheets
    sheet: Any
    program: Program
    main: Sequence[StepCells]
    row: int = FIRST_ROW
    achievements: list[tuple[str, int]] = Factory(list)

    def write(self) -> None:
        definition = self.results.definition
        for objective in definition.objectives.values():
            self.line(objective.path, objective.name, "", {ACHIEVEMENT: ObjectiveAchievement(objective).path}, "group")
            self.funding(objective)
            for name in objective.indicators:
                self.indicator(definition.indicators[name])
        for one in definition.indicators.values():
            if one.objective is None:
                self.indicator(one)
        overall = OverallAchievement().path
        if overall in self.program.results:
            average = self.results.book.word("average")
            self.line("", average, "", {ACHIEVEMENT: overall}, "group")
        for one in definition.indicators.values():
            for name in one.compare:
                compared = ComparedAchievement(one, name)
                places = {TARGET: TargetValue(compared).path, ACHIEVEMENT: compared.path}
                self.line(one.path, f"{one.name} – {name}", "", places, "text")

    def indicator(self, indicator: Node) -> None:
        for node in indicator.walk():
            places = {RESULT: node.path}
            if node is indicator:
                achievement = NodeAchievement(node)
                if node.target is not None:
                    places |= {TARGET: TargetValue(achievement).path, ACHIEVEMENT: achievement.path}
                    self.achievements.append((node.path, self.row))
            depth = node.path.count(".")
            self.line(node.path, node.name, self._unit(node), places, "text", indent=depth + 1, level=min(depth, 7))
            self.rated(node)
        self.funding(indicator)

    def funding(self, owner: Node | Objective) -> None:
        """Write the budget, what was absorbed of it and the efficiency, each in a line below."""
        for figure in funding_figures(owner):
            unit = word_of_unit(self.program.outputs[figure.path].unit, self.results.book)
            self.line(
                "", word(figure.aspect, self.results.book.language), unit, {RESULT: figure.path}, "text", indent=2
            )

    def rated(self, node: Node) -> None:
        """Write what a node contributes, the labels of scales, the upper end of a range, each in a line below."""
        contribution = f"{node.path}{OF_CONTRIBUTION}"
        if contribution in self.program.results:
            name = self.results.book.word("contribution")
            self.line("", name, "", {RESULT: contribution}, "text", indent=node.path.count(".") + 2)
        for label in (ScaleLabel(NodeValue(node)), ScaleLabel(NodeAchievement(node))):
            if label.path in self.program.results:
                column = RESULT if isinstance(label.of, NodeValue) else ACHIEVEMENT
                self.line("", label.scale or "", "", {column: label.path}, "text", indent=node.path.count(".") + 2)
        upper = TargetValue(NodeAchievement(node), upper=True).path
        if upper in self.program.results:
            self.line("", self.results.book.word("upper"), "", {TARGET: upper}, "text", indent=2)

    def _unit(self, node: Node) -> str:
        weight = "" if node.weight is None else f" · {shortest(node.weight, PERCENT, self.results.book.language)}"
        return f"{word_of_unit(node.unit, self.results.book)}{weight}"

    def line(
        self, path: str, name: str, unit: str, places: Mapping[int, str], style: str, *, indent: int = 0, level: int = 0
    ) -> None:
        book, sheet = self.results.book, self.sheet
        for column in range(CERTAIN + 1):
            sheet.write_blank(self.row, column, None, book.format(style))
        number = book.format("note", text_wrap=False) if style == "text" else book.format(style)
        sheet.write_string(self.row, 0, path, number)
        sheet.write_string(self.row, NAME, name, book.format(style, **({"indent": indent} if indent else {})))
        sheet.write_string(self.row, UNIT, unit, book.format(style))
        certain = []
        for column, at in places.items():
            if at not in self.program.results:
                continue
            output = self.program.outputs[at]
            found = self.results.show(sheet, self.row, column, self.main[self.program.results[at]], output)
            certain.append(found)
            self.results.calculation.next_line(at)
            book.name(f"hasil.{at}", sheet, self.row, column)
        if certain:
            unsure = text(book.word("uncertain"))
            conditions = ",".join(f"{one}={unsure}" for one in certain)
            formula = f"IF(OR({conditions}),{unsure},{text(book.word('certain'))})"
            book.formula(sheet, self.row, CERTAIN, formula, book.format("centre", font_size=8), "")
            remark = f'IF(OR({conditions}),{text(book.word("compute"))},"")'
            book.formula(sheet, self.row, REMARK, remark, book.format("note"), "")
        fit(sheet, self.row, (" " * 3 * indent + name, WIDTHS[NAME]), level=level)
        self.row += 1


def word_of_unit(unit: str, book: Book) -> str:
    """Return the name of a unit; a word of the author's own is one itself."""
    from lkjdsl.workbook.book import WORDS

    key = f"unit-{unit}"
    return WORDS[key].text(book.language) if key in WORDS else unit
