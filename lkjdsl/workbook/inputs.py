"""The sheet *Isian* that people fill in: inputs and given nodes, periods and the year before side by side."""

from collections.abc import Collection, Sequence
from typing import Any

from attrs import Factory, define

from lkjdsl.core import operators as of
from lkjdsl.core.program import Program, is_of
from lkjdsl.domains.sheet.cells import MISSING, StepCells, is_literal, nothing, number, text
from lkjdsl.editions.blank_data import is_given, needed_inputs
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import shortest
from lkjdsl.units import COUNT, PERCENT, RUPIAH, of_kind, of_node
from lkjdsl.workbook.book import Book, fit, for_paper, protect
from lkjdsl.workbook.calculation import EnteredCells, letters
from lkjdsl.workbook.entered import PATTERNS, EnteredData, bounds, in_period, kind_words, typed, validate, write_typed
from lkjdsl.workbook.entries import EntryFormulas, entry
from lkjdsl.workbook.entry_columns import FILLED_ROW, HEAD_ROW, EntryColumns
from lkjdsl.workbook.row_inputs import write_rows

WIDTHS = {"input": 52, "value": 20, "before": 20, "kind": 16, "note": 40, "check": 34, "path": 26}
"""Of the columns of *Isian*, in characters."""


def write_inputs(
    book: Book, definition: Definition, program: Program, entered: Sequence[EnteredData], prepared: int
) -> list[EnteredCells]:
    """Write the sheets to fill in with what is *entered* in each period, and return where each value stands."""
    periods = definition.periods or ("",)
    columns = EntryColumns(periods)
    sheet = book.sheet("Isian")
    _head(book, sheet, definition, entered, columns)
    cells = [EnteredCells({}, {}, {}, {}, {}, {}, columns.filled(at)) for at in range(len(periods))]
    form = _Form(book, sheet, columns, entered, cells)
    before = {step.setting.path for step in program.steps if is_of(step, of.PREVIOUS)}
    needed = needed_inputs(definition)
    form.inputs([input_ for path, input_ in definition.inputs.items() if path in needed], definition, before)
    form.given(definition)
    if not before:
        first, last = (columns.value(at, before=True) for at in (0, len(periods) - 1))
        sheet.set_column(first, last, None, None, {"hidden": True})
    for at, held in enumerate(entered) if before else ():
        known = held.data is not None and bool(held.data.facts.previous)
        formula = f"COUNTA({form.area(at, before=True)})>0"
        book.formula(sheet, FILLED_ROW, columns.read(at, before=True), formula, book.format("work"), known)
    sheet.autofilter(HEAD_ROW, 0, max(form.row - 1, HEAD_ROW + 1), columns.check)
    for_paper(sheet, HEAD_ROW)
    protect(sheet)
    areas = [[form.area(at)] for at in range(len(periods))]
    for name, rows in definition.rows.items():
        if name in needed:
            count = len(rows.fixed) or max(prepared, *(held.length(name) for held in entered))
            for at, area in enumerate(write_rows(book, rows, periods, entered, cells, columns.separator, count)):
                areas[at] += [area] if area else []
    for at, filled in enumerate(areas) if definition.periods else ():
        formula = f"COUNTA({','.join(filled)})>0"
        book.formula(sheet, FILLED_ROW, columns.read(at), formula, book.format("work"), entered[at].data is not None)
    return cells


def _head(
    book: Book, sheet: Any, definition: Definition, entered: Sequence[EnteredData], columns: EntryColumns
) -> None:
    for column, (key, _) in enumerate(columns.headings):
        sheet.set_column(column, column, WIDTHS[key])
    hidden = columns.read(0)
    sheet.set_column(hidden, columns.default_before(len(columns.periods)) - 1, None, None, {"hidden": True})
    sheet.write_string(0, 0, definition.title, book.format("title"))
    book.formula(sheet, 0, hidden, 'MID(0.5&"",2,1)', None, ",")
    sheet.merge_range(1, 0, 1, columns.check, book.word("how-to-fill"), book.format("plain"))
    sheet.set_row(1, 28)
    known = next((held.data for held in entered if held.data is not None), None)
    office, year = ("", definition.year) if known is None else (known.office, known.year)
    sheet.write_string(2, 0, book.word("office"), book.format("text"))
    typing = book.format("text", locked=False, bg_color="#FFF9DB", text_wrap=False)
    sheet.merge_range(2, 1, 2, columns.kind, office, typing)
    book.put_on_map("office", "office", sheet, "B3")
    sheet.write_string(3, 0, book.word("year"), book.format("text"))
    sheet.write_number(3, 1, year, book.format("text", align="left"))
    for column, (key, period) in enumerate(columns.headings):
        sheet.write_string(HEAD_ROW, column, f"{book.word(key)} {period}".strip(), book.format("head"))
    sheet.freeze_panes(HEAD_ROW + 1, 1)


@define(eq=False)
class _Form:
    """Writes cells to fill in, each with what reads it beside, hidden, and with what is wrong with it; line by line."""

    book: Book
    sheet: Any
    columns: EntryColumns
    entered: Sequence[EnteredData]
    cells: Sequence[EnteredCells]
    row: int = HEAD_ROW + 1
    label_of: dict[str, str] = Factory(dict)
    """The text before the values of a line, by its path."""

    def area(self, at: int, *, before: bool = False) -> str:
        """Return the cells of a period, or of the same one in the year before."""
        column = letters(self.columns.value(at, before=before))
        return f"'Isian'!{column}{HEAD_ROW + 2}:{column}{self.row + 1}"

    def heading(self, column: int) -> str:
        """Return the text at the head of a column."""
        key, period = self.columns.headings[column]
        return f"{self.book.word(key)} {period}".strip()

    def group(self, name: str) -> None:
        """Write a heading between the lines."""
        self.sheet.merge_range(self.row, 0, self.row, self.columns.check, name, self.book.format("group"))
        self.row += 1

    def inputs(self, inputs: Sequence[Input], definition: Definition, before: Collection[str]) -> None:
        """Write a line for each input, with the year before for those of *before*."""
        group = None
        slots = {path: slot for slot, path in enumerate(definition.inputs)}
        for input_ in inputs:
            path, slot = input_.path, slots[input_.path]
            if path.partition(".")[0] != group:
                group = path.partition(".")[0]
                self.group(group.replace("_", " ").capitalize())
            self.labels(self.row, input_.label or path, input_, path)
            for at, (held, cells) in enumerate(zip(self.entered, self.cells, strict=True)):
                cells.inputs[path] = self.put(self.row, at, input_, held.input(slot), path)
                if path in before:
                    earlier = f"previous.{path}"
                    cells.previous[path] = self.put(self.row, at, input_, held.previous(slot), earlier, before=True)
            self.check(self.row, input_)
            self.row += 1

    def given(self, definition: Definition) -> None:
        """Write a line for each node of which a value comes from elsewhere."""
        held = self.entered
        nodes = [
            node
            for node in definition.nodes()
            if is_given(node) or any(each.given(node.path) is not None for each in held)
        ]
        if nodes:
            self.group(self.book.word("given"))
        for node in nodes:
            unit = of_node(node.unit)
            input_ = Input(node.path, unit if unit in (PERCENT, COUNT, RUPIAH, "index") else "number", node.name)
            path = f"given.{node.path}"
            self.labels(self.row, f"{node.path} {node.name}", input_, path)
            for at, cells in enumerate(self.cells):
                cells.given[node.path] = self.put(self.row, at, input_, held[at].given(node.path), path)
            self.check(self.row, input_)
            self.row += 1

    def labels(self, row: int, label: str, input_: Input, path: str) -> None:
        columns, widths = self.columns, WIDTHS
        self.label_of[path] = label
        self.sheet.write_string(row, 0, label, self.book.format("text"))
        self.sheet.write_string(row, columns.kind, kind_words(input_, self.book), self.book.format("text"))
        note = " ".join(part for part in (" ".join(input_.note.split()), *bounds(input_, self.book)) if part)
        self.sheet.write_string(row, columns.note, note, self.book.format("note"))
        fit(self.sheet, row, (label, widths["input"]), (note, widths["note"]))
        self.sheet.write_string(row, columns.path, path, self.book.format("note", text_wrap=False))

    def put(
        self, row: int, at: int, input_: Input, value: Value | None, path: str, *, before: bool = False
    ) -> StepCells:
        column, work = self.columns.value(at, before=before), self.columns.read(at, before=before)
        signs = {"label": self.label_of[path.removeprefix("previous.")], "heading": self.heading(column)}
        path = in_period(path, self.columns.periods[at])
        style = self.book.format("text", locked=False, bg_color="#FFF9DB", num_format=PATTERNS[input_.kind])
        write_typed(self.sheet, row, column, typed(value), style)
        cell = f"{letters(column)}{row + 1}"
        self.book.put_on_map("input", path, self.sheet, cell, **signs)
        self.book.name(f"isi.{path}", self.sheet, row, column)
        validate(self.book, self.sheet, (row, column, row, column), cell, input_)
        formulas = entry(cell, input_, self.columns.separator)
        texts = (formulas.value, formulas.state, formulas.denominator, formulas.error)
        for place, formula in enumerate(texts):
            if not is_literal(formula):
                self.book.formula(self.sheet, row, work + place, formula, self.book.format("work"))
        cells = [f"'Isian'!{letters(work + place)}{row + 1}" for place in range(4)]
        if before and input_.default is not None:
            cells[:2] = self.default_before(row, at, input_, cells)
        return _static(formulas, cells, input_)

    def default_before(self, row: int, at: int, input_: Input, cells: Sequence[str]) -> list[str]:
        """
        Return the cells of a value and its state in the year before.

        A default stands for what a year leaves out, and not for a year without data. They are other cells: nested in
        the formula of the state, LibreOffice 7.4 takes this for #VALUE!.
        """
        column, filled, found = self.columns.default_before(at), self.columns.filled_before(at), []
        for place, (cell, instead) in enumerate(zip(cells[:2], (nothing(of_kind(input_.kind)), MISSING), strict=True)):
            formula = f"IF({filled},{cell},{instead})"
            self.book.formula(self.sheet, row, column + place, formula, self.book.format("work"))
            found.append(f"'Isian'!{letters(column + place)}{row + 1}")
        return found

    def check(self, row: int, input_: Input) -> None:
        """Write what is wrong with the cells of a line, or missing: of periods for which anything is filled in."""
        columns = self.columns
        checks = [_checked(row, columns.read(at), input_, self.book) for at in range(len(columns.periods))]
        if columns.periods[0]:
            named = [
                f'IF({columns.filled(at)},IF({found}="","",{text(f"{period}: ")}&{found}&". "),"")'
                for at, (period, found) in enumerate(zip(columns.periods, checks, strict=True))
            ]
            checks = ["&".join(named)]
        self.book.formula(self.sheet, row, columns.check, checks[0], self.book.format("warning"), "")


def _static(formulas: EntryFormulas, cells: Sequence[str], input_: Input) -> StepCells:
    """Return the cells of what is typed, with what is always the same in the place of a reference."""
    value, state, denominator, error = cells
    denominator = formulas.denominator if formulas.denominator == "1" else denominator
    return StepCells(
        value, state, denominator, formulas.error if formulas.error == "0" else error, of_kind(input_.kind)
    )


def _checked(row: int, work: int, input_: Input, book: Book) -> str:
    """Return the formula of what is wrong with a cell, or missing; what is read of it begins at column *work*."""
    value, state = f"{letters(work)}{row + 1}", f"{letters(work + 1)}{row + 1}"
    kind = kind_words(input_, book)
    found = '""'
    for key, bound, sign in (("least", input_.minimum, "<"), ("most", input_.maximum, ">")):
        if bound is not None:
            said = book.word(key, value=shortest(bound, input_.kind, book.language))
            found = f"IF({value}{sign}{number(bound)},{text(said)},{found})"
    slip = text(book.word("slip", kind=kind))
    return f'IF({state}<0,{text(book.word("empty"))},IF({state}=2,{slip},IF({state}=0,{found},"")))'
