"""Cells of report tables → sections."""

from collections.abc import Sequence

from lkjdsl.core import operators
from lkjdsl.core.program import Slot
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.typeset.figures import Figures
from lkjdsl.domains.typeset.lettering import NameLettering
from lkjdsl.domains.typeset.protocol import no_cells
from lkjdsl.domains.typeset.shown_values import LineDetail, ShownValue
from lkjdsl.domains.typeset.tree import PathTree, Tree
from lkjdsl.evaluate.events import events
from lkjdsl.model.definition import TableColumn
from lkjdsl.model.results import OfTable, TableCellResult, TableTotal
from lkjdsl.render.explanation.content import Remark, ResultSection
from lkjdsl.render.explanation.context import ExplanationContext
from lkjdsl.render.explanation.inputs import inputs
from lkjdsl.render.explanation.lines import Derivation
from lkjdsl.render.explanation.remarks import remarks
from lkjdsl.render.explanation.result_steps import ResultSteps
from lkjdsl.render.explanation.symbols import symbol
from lkjdsl.source import Place

NOWHERE = -1
"""The position of no step."""


def cell_section(context: ExplanationContext, kind: OfTable) -> ResultSection:
    """Return the section of ``table.belanja.2.persen`` or ``table.belanja.total.persen``."""
    path, table, column = kind.path, kind.table, kind.column
    result = context.outcome.result(path, context.language)
    row = kind.row - 1 if isinstance(kind, TableCellResult) and not table.lines else None
    if row is None:
        last = context.outcome.sheets[table.name][0].program.results[path]
        steps = _of_totals(context, table.name, last)
        heading = context.say("name.cell-total", table=table.title, column=column.title)
        if isinstance(kind, TableCellResult):
            label = table.lines[kind.row - 1][table.columns[0].name].text
            heading = context.say("name.cell-line", table=table.title, line=label, column=column.title)
    else:
        steps = _of_row(context, table.name, column, row)
        last = len(steps.program.steps) - 1
        heading = context.say("name.cell", table=table.title, row=str(row + 1), column=column.title)
    positions = steps.positions(last)
    left = PathTree(column.title, path)
    sentences = list(remarks(context, steps, positions, result, None))
    if result.status in ("unavailable", "invalid"):
        sentences.append(Remark("no-result", context.say("remark.no-result", reason=context.reason(result))))
    return ResultSection(
        path=path,
        symbol=left.text,
        name=heading,
        status=result.status,
        printed=context.shown(result),
        exact=context.exact(result),
        lines=tuple(Derivation(context, steps, left, last, result).lines()),
        remarks=tuple(sentences),
        inputs=inputs(context, steps, positions, row),
        rules=(_rule(context, kind),),
        note=table.note,
        uses=tuple(steps.used(positions)),
    )


def _of_totals(context: ExplanationContext, name: str, last: int) -> ResultSteps:
    """Return the steps of the totals of a table, of which *last* is explained; one from outside is a result."""
    sheet, values, _ = context.outcome.sheets[name]
    totals = {index: path for path, index in sheet.program.results.items() if index != last}
    table = context.outcome.definition.tables[name]
    titles = {TableTotal(table, column).path: column.title for column in table.columns}
    for row, line in enumerate(table.lines, 1):
        label = line[table.columns[0].name].text
        titles |= {TableCellResult(table, column, row).path: label for column in table.columns}

    def stops(index: int) -> str | None:
        step = sheet.program.steps[index]
        outside = step.setting.path if step.operator is operators.OUTER and isinstance(step.setting, Slot) else None
        return totals.get(index) or outside

    def named(index: int) -> Tree | None:
        path = stops(index)
        if path is None:
            return None
        return PathTree(titles[path] if index in totals else symbol(context, path), path)

    def filled(index: int, detail: LineDetail) -> ShownValue | None:
        path = stops(index)
        if path is None:
            return None
        result = context.outcome.result(path, context.language)
        return context.shown_cell(values[index], result, detail, result.unit)

    facts = context.outcome.data.facts
    names = NameLettering(context.outcome.definition, context.language, context.words, named)
    figures = Figures(Exact(facts, (), context.outcome.values), values, context.language, context.words, filled)
    happened = {event.index: event for event in events(sheet.program, values, facts)}
    return ResultSteps(sheet.program, values, figures.exact, names, figures, stops, happened)


def _of_row(context: ExplanationContext, name: str, column: TableColumn, place: int) -> ResultSteps:
    """Return the steps of the row at *place*, counted from 0, of a column."""
    sheet, values, _ = context.outcome.sheets[name]
    rowed = sheet.rowed[column.name]
    around = _of_totals(context, name, NOWHERE)
    facts = context.outcome.data.facts
    row = [column_values[place] for column_values in facts.rows[rowed.rowwise.rows].values]
    exact = Exact(facts, row, [values[index] for index in rowed.handed])
    own_values = walk(rowed.rowwise.body, exact)
    names_around = [around.general(index) for index in rowed.handed]

    def handed(detail: LineDetail) -> Sequence[ShownValue]:
        return [ShownValue(around.filled(index, detail), around.as_printed(index, detail)) for index in rowed.handed]

    happened = {event.index: event for event in events(rowed.rowwise.body, own_values, facts)}
    names = NameLettering(context.outcome.definition, context.language, context.words)
    figures = Figures(exact, own_values, context.language, context.words)
    return ResultSteps(rowed.rowwise.body, own_values, exact, names, figures, no_cells, happened, names_around, handed)


def _rule(context: ExplanationContext, kind: OfTable) -> Remark:
    """Return what a cell goes by: the column of its table, its own line, or the aggregate of the totals."""
    table, column = kind.table, kind.column
    key = "column" if isinstance(kind, TableCellResult) else "total"
    if isinstance(kind, TableCellResult) and table.lines:
        return Remark(key, context.phrases[f"rule.{key}"], context.at(table.lines[kind.row - 1][column.name].place))
    if table.place is None or table.place.path is None:
        return Remark(key, context.phrases[f"rule.{key}"])
    declared = Place(table.place.source, (*table.place.path, "total" if key == "total" else "columns", column.name))
    return Remark(key, context.phrases[f"rule.{key}"], context.at(declared))
