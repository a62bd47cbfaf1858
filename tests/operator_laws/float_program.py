"""The float-program domain under its law: what is not in doubt is exact, and in doubt is only what hangs on a hair."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from attrs import evolve, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Held, Program, Rounds, Rowwise, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Columns, Exact, Facts
from lkjdsl.domains.float_program import domain
from lkjdsl.domains.float_program.leaves import leaves_of
from lkjdsl.domains.float_program.state_codes import MOST, SHIFT
from lkjdsl.domains.float_program.writer import ColumnKey, Declined
from lkjdsl.model.definition import Input, Rows
from lkjdsl.model.values import RANK, Reason, State, Value
from lkjdsl.numbers.rational import number, rounded_quotient
from lkjdsl.tables.kernel import row_aggregates
from lkjdsl.tables.kernel.column_bounds import widest
from lkjdsl.tables.kernel.kernel import Kernel, made
from lkjdsl.tables.reading.cells import CellFormat
from lkjdsl.tables.reading.columns import InputColumn, column
from lkjdsl.tables.results.requested import RequestedResult
from lkjdsl.units import FLAG, PLAIN, TEXT, Unit
from tests.operator_laws.cases import ROWS, TEXTS, Case, Cell
from tests.operator_laws.domains import Domain, each

if TYPE_CHECKING:
    from lkjdsl.domains.float_error.bounds import ErrorBound

PRINTED = Rounds(2, "half-up")
HAIR = Fraction(1, 10**9)
"""By how much of itself a number of the data is moved, to see whether the answer hangs on it."""
KINDS: Mapping[Unit, str] = {PLAIN: "number", FLAG: "flag", TEXT: "text"}
READING = CellFormat("en")
STATED: Mapping[int, str] = {rank + 1: kind for kind, rank in RANK.items()}
MAY_DECLINE = (operators.POWER, operators.INTERPOLATE, operators.HARMEAN)
"""Operators declined for some operands: an exponent, points or a sign that may be another one."""
MAY_BE_UNKNOWN = (operators.DIVIDE, operators.POWER, operators.HARMEAN, operators.INTERPOLATE)
"""Operators whose result may be too great, or near 0, for anything to be known of its error."""

Answer = object
IN_DOUBT = "in doubt"


@frozen(eq=False)
class Office:
    """A case as a table has it: a program, and the data of each row; a table has no states, and decimals alone."""

    program: Program
    data: Sequence[Facts]

    @property
    def exact(self) -> list[Value]:
        """Return the exact value of each row."""
        return [walk(self.program, Exact(facts))[-1] for facts in self.data]


def tables_of(case: Case) -> list[Office]:
    """Return a case as tables have it; for a comparison also with whole numbers, so that equal ones are no doubt."""
    *_, last = case.program.steps
    program = _without_outer(case.program)
    digits = (2,) if last.operator.holds_for is None else (2, 0)
    return [Office(program, [_cleaned(facts, digit) for facts in case.data]) for digit in digits]


def _without_outer(program: Program) -> Program:
    """Return *program* with 1 for a value that its rows have in common, unless that is all that it is about."""
    *steps, last = program.steps
    if not is_of(last, operators.FOLD) or is_of(last.setting.body.steps[-1], operators.OUTER):
        return program
    body = [
        Step[Any](operators.CONSTANT, (), Held((1, 1)), step.origin, step.unit)
        if is_of(step, operators.OUTER)
        else step
        for step in last.setting.body.steps
    ]
    fold = evolve(last, arguments=(), setting=evolve(last.setting, body=Program(tuple(body))))
    return Program((*steps, fold), program.results)


def _cleaned(facts: Facts, digits: int) -> Facts:
    def cell(value: Cell) -> Cell:
        if isinstance(value, State):
            return None
        return number(Fraction(round(Fraction(*value), digits))) if isinstance(value, tuple) else value

    def told(values: Mapping[str, Value]) -> dict[str, Value]:
        return {path: found for path, value in values.items() if (found := cell(value)) is not None}

    rows = {
        name: Columns(table.length, [list(map(cell, cells)) for cells in table.values])
        for name, table in facts.rows.items()
    }
    inputs, previous = (list(map(cell, cells)) for cells in (facts.inputs, facts.previous))
    return Facts(inputs, rows, told(facts.given), previous, told(facts.earlier))


def answers(table: Office) -> list[Answer]:
    """Return what a kernel finds of each row: a state, printed digits, a flag or label; or that it is in doubt."""
    try:
        return _found(table)
    except Declined as declined:
        return [declined.name]


def _found(table: Office) -> list[Answer]:
    program, size = table.program, len(table.data)
    last = len(program.steps) - 1
    step = program.steps[last]
    is_word = step.unit in (FLAG, TEXT) or step.operator is operators.BAND
    asked = RequestedResult("A", last, step.unit, None if is_word else PRINTED)
    keys = {key: step for step in program.steps for key in [leaves_of(program).get(id(step))] if key is not None}
    folds = {
        key: row_aggregates.fold(key, step, _rows(step.setting))
        for key, step in keys.items()
        if is_of(step, operators.FOLD)
    }
    inputs = {key: Input("x", KINDS[step.unit]) for key, step in keys.items() if key not in folds}
    bounds: dict[ColumnKey, ErrorBound] = {key: widest(one, filled=False) for key, one in inputs.items()}
    bounds |= {key: row_aggregates.widest_of(fold.setting) for key, fold in folds.items()}
    kernel = made(program, [asked], bounds)
    labels = list(dict.fromkeys((*kernel.labels, *TEXTS)))
    texts = {label: place for place, label in enumerate(labels)}
    told = {key: column(one, _array(key, table), READING, texts) for key, one in inputs.items()}
    told |= {key: row_aggregates.folded(fold, _lists(fold, table), size, READING) for key, fold in folds.items()}
    return _read(evolve(kernel, labels=labels), told, asked, size)


def _read(kernel: Kernel, told: Mapping[ColumnKey, InputColumn], asked: RequestedResult, size: int) -> list[Answer]:
    margins = kernel.margins({key: one.bound for key, one in told.items()})
    if margins is None:
        return [IN_DOUBT] * size
    doubt, (result,) = kernel.run(size, margins, *row_aggregates.arguments(kernel, told))
    doubtful = np.array(np.broadcast_to(doubt, size), np.bool_)
    for one in told.values():
        doubtful |= False if one.doubtful is None else one.doubtful
    parts = zip(doubtful, *(np.broadcast_to(np.nan if part is None else part, size) for part in result), strict=True)
    reasons = {place: reason for reason, place in kernel.reasons.items()}
    return [IN_DOUBT if row[0] else _answer(kernel, asked, reasons, *row[1:]) for row in parts]


def _answer(
    kernel: Kernel, asked: RequestedResult, reasons: Mapping[int, Reason], value: Any, code: Any, units: Any
) -> Answer:
    if code:
        return STATED[int(code) >> SHIFT], reasons[int(code) % MOST]
    if asked.printed is not None:
        return int(units)
    return bool(value) if asked.unit == FLAG else kernel.labels[int(value)]


def _rows(setting: Rowwise) -> Rows:
    columns = [step for step in setting.body.steps if is_of(step, operators.COLUMN)]
    return Rows(ROWS, {f"c{at}": Input(f"rows.c{at}", KINDS[step.unit]) for at, step in enumerate(columns)})


def _lists(fold: row_aggregates.RowAggregate, table: Office) -> dict[str, pa.Array]:
    return {
        name: pa.array(
            [[_raw(cell) for cell in facts.rows[ROWS].values[at][: facts.rows[ROWS].length]] for facts in table.data],
            pa.list_(pa.bool_() if fold.rows.columns[name].kind == "flag" else pa.float64()),
        )
        for at, name in enumerate(fold.columns)
    }


def _array(key: ColumnKey, table: Office) -> pa.Array:
    return pa.array([_raw(cell) for cell in _cells(key, table)])


def _cells(key: ColumnKey, table: Office) -> Iterator[Cell]:
    """Yield what the data of each row has for a column."""
    kind, where = key
    for facts in table.data:
        if isinstance(where, str):
            yield (facts.given if kind == "given" else facts.earlier).get(where)
        else:
            cells = facts.inputs if kind == "input" else facts.previous
            yield cells[where] if cells else None


def _raw(cell: Cell) -> Any:
    return cell[0] / cell[1] if isinstance(cell, tuple) else cell


def shown(value: Value) -> Answer:
    """Return an exact value as a kernel gives it."""
    match value:
        case State(kind=kind, reasons=reasons):
            return kind, reasons[0]
        case (int() as n, int() as d):
            return rounded_quotient(n * 10**PRINTED.digits, d, PRINTED.mode)
        case _:
            return value


def _check(case: Case) -> None:
    for table in tables_of(case):
        _check_table(table)


def _check_table(table: Office) -> None:
    found = answers(table)
    if len(found) < len(table.data):
        texts = all(step.unit == TEXT for step in table.program.steps[:-1])
        assert any(_may_decline(step, texts) for step in _steps(table.program)), (found, table)
    elif set(found) != {IN_DOUBT} or table.program.steps[-1].operator not in MAY_BE_UNKNOWN:
        for answer, facts, value in zip(found, table.data, table.exact, strict=True):
            if answer == IN_DOUBT:
                assert hangs_on_a_hair(table.program, facts, shown(value)), (facts, table)
            else:
                assert answer == shown(value), (answer, shown(value), facts, table)


def _may_decline(step: Step, texts: bool) -> bool:
    """Return whether there may be nothing to say of *step*: it is declined, over rows as well, or compares *texts*."""
    if is_of(step, operators.FOLD) and row_aggregates.RULES[step.setting.operator] is None:
        return True
    return (
        domain.RULES[step.operator] is None
        or step.operator in MAY_DECLINE
        or (texts and step.operator.holds_for is not None)
    )


def _steps(program: Program) -> Iterator[Step]:
    for step in program.steps:
        yield step
        if is_of(step, operators.FOLD):
            yield from _steps(step.setting.body)


def hangs_on_a_hair(program: Program, facts: Facts, answer: Answer) -> bool:
    """
    Return whether the exact answer is another one where a number of the data is a little greater or less.

    States of rows, and what an aggregate without rows gives, are left to the exact domain.
    """
    last = program.steps[-1]
    if is_of(last, operators.FOLD):
        values = Exact(facts).of_rows(last.setting, [])
        if isinstance(answer, tuple) or any(isinstance(value, State) for value in values):
            return True
    return any(shown(walk(program, Exact(one))[-1]) != answer for one in _moved(facts))


def _moved(facts: Facts) -> Iterator[Facts]:
    """Yield the data with one number a little greater or less."""
    for cells in _moved_cells(facts.inputs):
        yield evolve(facts, inputs=cells)
    for name, table in facts.rows.items():
        for at, told in enumerate(table.values):
            for cells in _moved_cells(told):
                values = [*table.values[:at], cells, *table.values[at + 1 :]]
                yield evolve(facts, rows={name: Columns(table.length, values)})


def _moved_cells(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    for at, cell in enumerate(cells):
        if isinstance(cell, tuple):
            exact = Fraction(*cell)
            for sign in (1, -1):
                yield [*cells[:at], number(exact + sign * HAIR * (1 + abs(exact))), *cells[at + 1 :]]


FLOAT_PROGRAM = Domain(
    "float-program",
    {"rules": domain.RULES, "rows": row_aggregates.RULES},
    check=each(_check),
    answer=lambda case: [answers(table) for table in tables_of(case)],
)
