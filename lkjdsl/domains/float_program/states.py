"""Operators that are handed states, and do not just pass them on."""

from collections.abc import Sequence

from lkjdsl.core.program import Step
from lkjdsl.domains.float_program.nodes import NO_STATE, ConstantNode, FloatNode, apply, where
from lkjdsl.domains.float_program.state_codes import EXCLUDED, INVALID
from lkjdsl.domains.float_program.writer import ProgramWriter, StepColumn


def coalesced(_step: Step[None], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return the first value that is there, or invalid; what the last one is where none is."""
    writer.lost(arguments[:-1])  # it might be invalid, or not there
    *others, last = arguments
    value, state, is_loose = last.value, last.state, last.loose
    for other in reversed(others):
        if other.state is None:
            value, state, is_loose = other.value, None, other.loose
            continue
        is_taken = apply("or", _is_there(other.state), _is_invalid(other.state))
        value = where(is_taken, other.value, value)
        state = where(is_taken, other.state, state or NO_STATE)
        is_loose = is_loose or other.loose
    return StepColumn(value, state, is_loose)


def available(_step: Step[None], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return whether there is a value; what is invalid stays so."""
    writer.lost(arguments)
    (argument,) = arguments
    if argument.state is None:
        return StepColumn(ConstantNode(True))  # noqa: FBT003 - the value itself
    return StepColumn(_is_there(argument.state), where(_is_invalid(argument.state), argument.state, NO_STATE))


def _is_there(state: FloatNode) -> FloatNode:
    return apply("<", state, ConstantNode(EXCLUDED))


def _is_invalid(state: FloatNode) -> FloatNode:
    return apply(">=", state, ConstantNode(INVALID))
