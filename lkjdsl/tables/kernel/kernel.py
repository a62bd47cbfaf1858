"""A program and what is asked of it → a script that the batch domain writes, and the ways to run it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import define, field, frozen

from lkjdsl.core.program import Program, Rounds, Rowwise, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.float_error.bounds import UNIT, UNKNOWN, Bound
from lkjdsl.domains.float_error.domain import Rounding
from lkjdsl.domains.float_program.columns import Column, Declined
from lkjdsl.domains.float_program.decisions import scaled
from lkjdsl.domains.float_program.domain import Writer
from lkjdsl.domains.float_program.leaves import leaf_key
from lkjdsl.numbers.intervals import ZERO
from lkjdsl.tables.kernel.llvm_forms import Machines
from lkjdsl.tables.kernel.numpy_columns import Function, columnwise
from lkjdsl.tables.kernel.script import VARIABLE, Floats, Found, Script, lively

Key = tuple[str, int | str]
"""What a column is read for: an input by its position, a given node by its path, an aggregate over rows by its step."""
OVER = 1.01
"""Errors are taken a little greater than they were proven, for the roundings of the sums of errors themselves."""


WORTH_COMPILING = 1_000_000
"""Rows that a kernel has met before it is worth machine code: numpy then has taken as long as making that takes."""


@frozen
class Asked:
    """A result that is asked for: its path, the step it is, and how it is printed (None for a label)."""

    path: str
    step: int
    unit: str
    printed: Rounds | None
    rounding: Any = "half-up"


@define(eq=False)
class Kernel:
    """
    A script, the two ways to run it, and the reasons of states, by the numbers that codes have for them.

    ``errors`` gives those of the decisions for data within bounds, and below which ones a value near a tie is one.
    """

    script: Script
    leaves: Sequence[Key]
    errors: Callable[[Mapping[Key, Bound]], tuple[Floats, Floats] | None]
    reasons: Mapping[str, int]
    labels: Sequence[str]
    rows: int = 0
    function: Function = field(init=False)
    machines: Machines = field(init=False)

    @function.default
    def _(self) -> Function:
        return columnwise(self.script)

    @machines.default
    def _(self) -> Machines:
        return Machines(self.script)

    def run(self, size: int, errors: tuple[Floats, Floats], x: Sequence[Any], m: Sequence[Any]) -> Found:
        """
        Return what is found of *size* rows: by the loop once many rows have been met, else by numpy.

        *x* are the columns of numbers and *m* those of cells, in the order of the leaves.
        """
        if self.rows < WORTH_COMPILING:
            self.rows += size
            return self.function(errors, x, m)
        return self.machines(size, errors, x, m)


def leaves_of(program: Program) -> dict[int, Key]:
    """Return the keys of the steps that read a column, by the steps' identities."""
    return {
        id(step): leaf_key(step, index)
        for index, step in enumerate(program.steps)
        if step.setting is not None and (step.operator.name == "fold" or _reads(step))
    }


def _reads(step: Step) -> bool:
    return step.operator.states == "leaf" and step.operator.name not in ("constant", "outer")


def made(
    program: Program, asked: Sequence[Asked], bounds: Mapping[Key, Bound], *, plain: bool = False, printed: bool = True
) -> Kernel:
    """
    Return the kernel of *program*, good for all data whose columns lie within *bounds*.

    ``plain``: states that depend on data are left to the exact domain; ``printed``: with printed units.

    Raises Declined where the batch domain has nothing to say.
    """
    keys = leaves_of(program)
    writer = Writer(Rounding(lambda step: bounds[keys[id(step)]]), plain)
    if any(step.operator.name == "outer" for step in program.steps):
        raise Declined("outer")  # noqa: EM101 - a name
    columns = walk(program, writer)
    lines, writer.lines = writer.lines, []
    results = []
    made_at = {line.partition(" = ")[0]: at for at, line in enumerate(lines)}
    printing: dict[int, list[str]] = {}
    for number, one in enumerate(asked):
        column = columns[one.step]
        units = None
        if one.printed is not None and column.bound.range.numbers is not None:
            if abs(one.printed.digits) > 15:  # noqa: PLR2004 - more digits than a float64 has
                raise Declined("digits")  # noqa: EM101 - a name
            units = scaled(writer, f"p{number}", column, one.printed)
        elif column.loose:
            writer.doubt(f"no({column.value} == {column.value})")
        results.append((_unsigned(column), column.state or "0", units if printed else None))
        last = max(made_at.get(name, -1) for name in (column.value, column.state or ""))
        printing.setdefault(last, []).extend(writer.lines)
        writer.lines = []
    script = Script(lively(_together(lines, printing), results), results)

    def errors(found: Mapping[Key, Bound]) -> tuple[Floats, Floats] | None:
        """Return what ``Kernel.errors`` gives for data within *found*; None where an error is unknown."""
        at = walk(program, Rounding(lambda step: found[keys[id(step)]]))
        errors = np.zeros(2 * len(writer.decisions) or 1)
        near = np.zeros(len(errors))
        for position, decision in enumerate(writer.decisions):
            taking_part = [at[step] for step in decision.steps]
            absolute = (sum(one.absolute for one in taking_part) * decision.scale + decision.constant) * OVER
            relative = max(UNIT, *(one.relative for one in taking_part)) * OVER
            if absolute == UNKNOWN and relative == UNKNOWN:
                return None
            errors[2 * position : 2 * position + 2] = absolute, relative
            if decision.ties and (parts := taking_part[0].parts):
                # in units of the last decimal at least 1/(2 parts) lies between a tie and what is none
                near[2 * position] = min(decision.scale, 1.0) / (8 * parts)
        return errors, near

    labels = sorted(writer.labels, key=lambda label: writer.labels[label])
    return Kernel(script, list(writer.leaves), errors, writer.states.reasons, labels)


def _unsigned(column: Column) -> str:
    """Return the text of a number that is a result: 0 has a sign in float64, which would be told as -0."""
    numbers = column.bound.range.numbers
    varies = VARIABLE.search(column.value) is not None
    return f"{column.value} + 0.0" if varies and numbers is not None and ZERO in numbers else column.value


def _together(lines: Sequence[str], more: Mapping[int, Sequence[str]]) -> list[str]:
    """Return the lines with those that are to come after some of them there: what is needed is still at hand."""
    found = [*more.get(-1, ())]
    for at, line in enumerate(lines):
        found += [line, *more.get(at, ())]
    return found


def rowwise_of(step: Step) -> Rowwise:
    """Return the setting of an aggregate over rows."""
    assert isinstance(step.setting, Rowwise)
    return step.setting
