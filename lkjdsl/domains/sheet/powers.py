"""The sheet's rule of powers: those with a whole exponent of the edition are multiplied out, others are declined."""

from collections.abc import Sequence

from lkjdsl.core.operators import DIVIDE
from lkjdsl.core.program import Division, Step
from lkjdsl.domains.sheet.arithmetic import errors, rounded
from lkjdsl.domains.sheet.cells import (
    DECLINED,
    NO_GRID,
    STATES,
    UNIT,
    Formulas,
    StepCells,
    is_literal,
    multiplied,
    size,
)
from lkjdsl.domains.sheet.decisions import SignTest, quotient, where_alone
from lkjdsl.domains.sheet.writer import Writer

MOST = 20
"""The greatest exponent that is multiplied out: 20 numbers of 15 digits do not overflow."""
FINE = 8
"""The greatest exponent of which a denominator is worked out."""
UNDEFINED = Division("error", "error")
"""0 to the 0 or less is invalid."""


def exponent(arguments: Sequence[StepCells]) -> int | None:
    """Return the exponent of a power where it is a whole number of the edition that is not large."""
    written = arguments[1]
    known = written.state == "0" and written.denominator == "1" and is_literal(written.value)
    found = int(written.value.strip("()")) if known else MOST + 1
    return found if abs(found) <= MOST else None


def power(step: Step, writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a power."""
    times = exponent(arguments)
    if times is None:
        return Formulas("0", DECLINED)
    base = arguments[0]
    if times == 0:
        sign = SignTest(base)
        undefined = f"IF({sign.is_zero},{STATES['invalid']},0)"
        state = undefined if base.state == "0" else f"IF({base.state}>0,{base.state},{undefined})"
        return Formulas("1", state, doubts=errors([base]), undecided=where_alone(base.state, sign.doubt))
    formulas = _product(base, abs(times))
    if times > 0:
        return formulas
    below = writer.place(formulas, base.unit)
    inverse = Step(DIVIDE, (), UNDEFINED, step.origin, step.unit)
    return quotient(inverse, writer, [StepCells("1"), below])


def _product(base: StepCells, times: int) -> Formulas:
    reach, carried = "*".join([size(base.value)] * times), "0"
    if base.error != "0":
        larger = "*".join([f"({size(base.value)}+{base.error})"] * (times - 1))
        carried = f"{times}*{base.error}*{larger}" if larger else base.error
    return Formulas(
        "*".join([base.value] * times),
        base.state,
        multiplied([base.denominator] * times) if times <= FINE or base.denominator == "1" else NO_GRID,
        rounded([base], carried, reach, f"{times}*{UNIT}"),
        errors([base]),
    )
