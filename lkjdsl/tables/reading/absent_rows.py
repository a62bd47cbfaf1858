"""Tables of rows that an office of a table of offices does not have: nothing is known of them."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Held, Program, Rowwise, Step, is_of
from lkjdsl.domains.exact.domain import Columns, Exact, Facts, folded
from lkjdsl.evaluate.data_read import rows_read
from lkjdsl.model.definition import Definition, Rows
from lkjdsl.model.values import Value
from lkjdsl.tables.reading.headers import Headers


def unknown_rows(rows: Rows) -> Columns:
    """Return the rows of an office that does not have the table."""
    return Columns.unknown(len(rows.columns), "missing-rows", rows.name, rows.name)


def of_unknown_rows(step: Step[Rowwise], rows: Rows) -> Value:
    """Return an aggregate over the rows of an office that does not have the table, which hangs on nothing else."""
    return folded(step, Exact(Facts((), {step.setting.rows: unknown_rows(rows)})), ())


def rows_without_columns(found: Headers, program: Program, wanted: Iterable[int]) -> Sequence[str]:
    """Return the tables that the steps *wanted* of a program run over, of which no column is among the headers."""
    return [name for name in rows_read(program, wanted) if name not in found.of_rows]


def without_absent_rows(definition: Definition, found: Headers, program: Program) -> Program:
    """
    Return *program* in which what no office of the table has rows for is worked out once.

    An aggregate that hangs on more than the rows stays: it is worked out office by office.
    """

    def known(step: Step) -> Step:
        if not is_of(step, operators.FOLD) or step.setting.rows in found.of_rows or step.arguments:
            return step
        value = of_unknown_rows(step, definition.rows[step.setting.rows])
        return Step(operators.CONSTANT, (), Held(value), step.origin, step.unit)

    return evolve(program, steps=tuple(map(known, program.steps)))
