"""The sheet's rules of flags and of operators that see states."""

from collections.abc import Callable, Sequence

from lkjdsl.core.program import Step
from lkjdsl.domains.sheet.arithmetic import errors, worst
from lkjdsl.domains.sheet.cells import STATES, UNKNOWN, Formulas, StepCells, largest
from lkjdsl.domains.sheet.writer import Writer


def joined(function: str) -> Callable[[Step, Writer, Sequence[StepCells]], Formulas]:
    """Return the rule of a *function* of flags, such as ``AND``."""
    return lambda _step, _writer, arguments: Formulas(
        f"{function}({','.join(argument.value for argument in arguments)})", worst(arguments), doubts=errors(arguments)
    )


def either(condition: str, then: str, otherwise: str) -> str:
    """Return one of two, by a *condition*."""
    return then if then == otherwise else f"IF({condition},{then},{otherwise})"


def chosen(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of one of two values, whatever the other is."""
    condition, then, otherwise = arguments
    state = either(condition.value, then.state, otherwise.state)
    return Formulas(
        f"IF({condition.value},{then.value},{otherwise.value})",
        state if condition.state == "0" else f"IF({condition.state}>0,{condition.state},{state})",
        either(condition.value, then.denominator, otherwise.denominator),
        largest([condition.error, either(condition.value, then.error, otherwise.error)]),
        None,
    )


def applied(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a value where the node applies, and else excluded."""
    condition, cells = arguments
    state = f"IF({condition.value},{cells.state},{STATES['excluded']})"
    return Formulas(
        cells.value,
        state if condition.state == "0" else f"IF({condition.state}>0,{condition.state},{state})",
        cells.denominator,
        largest([condition.error, either(condition.value, cells.error, "0")]),
        None,
    )


def coalesced(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of the first value that there is; an invalid one before it is invalid."""
    last = arguments[-1]
    formulas = Formulas(last.value, last.state, last.denominator, last.error)
    for argument in reversed(arguments[:-1]):
        if argument.state == "0":
            formulas = Formulas(argument.value, "0", argument.denominator, argument.error)
            continue
        decides = f"OR({argument.state}=0,{argument.state}>{STATES['unavailable']})"
        formulas = Formulas(
            f"IF({argument.state}=0,{argument.value},{formulas.value})",
            f"IF({decides},{argument.state},{formulas.state})",
            either(f"{argument.state}=0", argument.denominator, formulas.denominator),
            either(decides, argument.error, largest([argument.error, formulas.error])),
        )
    return Formulas(formulas.value, formulas.state, formulas.denominator, formulas.error, None)


def available(_step: Step, _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of whether there is a value; what is invalid stays so."""
    (cells,) = arguments
    if cells.state == "0":
        return Formulas("TRUE", doubts=(cells.error,))
    return Formulas(
        f"{cells.state}=0",
        f"IF({cells.state}>{STATES['unavailable']},{cells.state},0)",
        error="0" if cells.error == "0" else f"IF({cells.error}>={UNKNOWN},{UNKNOWN},0)",
        doubts=None,
    )
