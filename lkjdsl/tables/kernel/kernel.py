"""A program and what is asked of it → a script that the float-program domain writes, and the ways to run it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import define, field

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.domains.float_error.bounds import UNIT, UNKNOWN, ErrorBound
from lkjdsl.domains.float_error.domain import ErrorBounds
from lkjdsl.domains.float_program.decisions import MOST_DIGITS, scaled
from lkjdsl.domains.float_program.domain import FloatProgram
from lkjdsl.domains.float_program.leaves import leaves_of
from lkjdsl.domains.float_program.nodes import NO_STATE, ZERO, ConstantNode, FloatNode, apply
from lkjdsl.domains.float_program.writer import MARGINS, ColumnKey, Decision, Declined, ProgramWriter, StepColumn
from lkjdsl.model.values import Reason
from lkjdsl.numbers import intervals
from lkjdsl.tables.kernel.llvm_machines import Machines
from lkjdsl.tables.kernel.numpy_columns import NumpyProgram, columnwise
from lkjdsl.tables.kernel.script import Floats, Found, Script, ordered
from lkjdsl.tables.results.requested import RequestedResult

OVER = 1.01
"""Errors are taken a little greater than they were proven, for the roundings of the sums of errors themselves."""
WORTH_COMPILING = 1_000_000
"""Rows that a kernel has met before it is worth machine code: numpy then has taken as long as making that takes."""


@define(eq=False)
class Kernel:
    """
    A script, the two ways to run it, and the reasons of states, by the numbers that codes have for them.

    ``margins`` gives those of the decisions for data within bounds, ``MARGINS`` numbers each; None where an error is
    unknown.
    """

    script: Script
    leaves: Sequence[ColumnKey]
    margins: Callable[[Mapping[ColumnKey, ErrorBound]], Floats | None]
    reasons: Mapping[Reason, int]
    labels: Sequence[str]
    function: NumpyProgram
    machines: Machines = field(init=False)
    rows: int = 0

    @machines.default
    def _(self) -> Machines:
        return Machines(self.script)

    def run(self, size: int, margins: Floats, x: Sequence[Any], m: Sequence[Any]) -> Found:
        """
        Return what is found of *size* rows: by the loop once many rows have been met, else by numpy.

        *x* are the columns of numbers and *m* those of cells, in the order of the leaves.
        """
        if self.rows < WORTH_COMPILING:
            self.rows += size
            return self.function(margins, x, m)
        return self.machines(size, margins, x, m)


def made(
    program: Program,
    asked: Sequence[RequestedResult],
    bounds: Mapping[ColumnKey, ErrorBound],
    *,
    plain: bool = False,
    printed: bool = True,
) -> Kernel:
    """
    Return the kernel of *program*, good for all data whose columns lie within *bounds*.

    ``plain``: states that depend on data are left to the exact domain; ``printed``: with printed units.

    Raises Declined where the float-program domain has nothing to say.
    """
    keys = leaves_of(program)
    writer = ProgramWriter(ErrorBounds(lambda step: bounds[keys[id(step)]]), plain)
    columns = walk(program, FloatProgram(writer))
    results = [_result(writer, path, columns[path.step], printed=printed) for path in asked]
    script = _script(writer, [path.step for path in asked], results)

    def margins(found: Mapping[ColumnKey, ErrorBound]) -> Floats | None:
        """Return what ``Kernel.margins`` gives for data within *found*."""
        at = walk(program, ErrorBounds(lambda step: found[keys[id(step)]]))
        margins = [_margin(decision, [at[step] for step in decision.steps]) for decision in writer.decisions]
        return None if None in margins else np.array(margins, np.float64).ravel()

    labels = sorted(writer.labels, key=writer.labels.__getitem__)
    function = columnwise(script, len(writer.leaves), MARGINS * len(writer.decisions))
    return Kernel(script, list(writer.leaves), margins, writer.states.reasons, labels, function)


def _result(
    writer: ProgramWriter, request: RequestedResult, column: StepColumn, *, printed: bool
) -> tuple[FloatNode, FloatNode, FloatNode | None]:
    """Return the value of a result, its state and its printed units, and flag the rows in doubt."""
    writer.index = request.step
    units = None
    numbers = column.bound.range.numbers
    if request.printed is not None and numbers is not None:
        if abs(request.printed.digits) > MOST_DIGITS:
            raise Declined("digits")  # noqa: EM101 - a name
        units = scaled(writer, column, request.printed)
    else:
        writer.lost([column])
    value = column.value
    if numbers is not None and intervals.ZERO in numbers and not isinstance(value, ConstantNode):
        value = apply("+", value, ZERO)  # 0 has a sign in float64, which would be told as -0
    return value, column.state or NO_STATE, units if printed else None


def _script(
    writer: ProgramWriter, steps: Sequence[int], results: Sequence[tuple[FloatNode, FloatNode, FloatNode | None]]
) -> Script:
    """Return the script of *results*, those of *steps*: what is needed for one is worked out while it is at hand."""
    doubt: FloatNode = ConstantNode(False)  # noqa: FBT003 - the value itself
    roots: list[FloatNode] = []
    parts = [(step, node) for step, result in zip(steps, results, strict=True) for node in result if node is not None]
    for _, is_doubt, node in sorted(
        [*((step, True, node) for step, node in writer.doubts), *((step, False, node) for step, node in parts)],
        key=lambda root: root[0],
    ):
        if is_doubt:
            doubt = node if isinstance(doubt, ConstantNode) else apply("or", doubt, node)
        roots.append(doubt if is_doubt else node)
    return Script(doubt, results, ordered(roots))


def _margin(decision: Decision, parts: Sequence[ErrorBound]) -> tuple[float, float, float] | None:
    """Return the errors of a decision on steps with these bounds, and below which a value near a tie is one."""
    absolute = (sum(part.absolute for part in parts) * decision.scale + decision.constant) * OVER
    relative = max(UNIT, *(part.relative for part in parts)) * OVER
    if absolute == UNKNOWN and relative == UNKNOWN:
        return None
    near = 0.0
    if decision.ties and (denominator := parts[0].parts):
        # in units of the last decimal at least 1/(2 parts) lies between a tie and what is none
        near = min(decision.scale, 1.0) / (8 * denominator)
    return absolute, relative, near
