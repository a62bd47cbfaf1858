"""What operators may be that are handed states."""

from collections.abc import Sequence

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Step
from lkjdsl.domains.interval.ranges import PossibleState, Range, joined, of_flags
from lkjdsl.domains.interval.rule import Entries, entry

INVALID: frozenset[PossibleState] = frozenset(("invalid",))


def _coalesced(_step: Step[None], operands: Sequence[Range]) -> Range:
    """Return what the first operands may be that can be there, and what is left where none is."""
    ranges: list[Range] = []
    for operand in operands[:-1]:
        ranges.append(evolve(operand, states=operand.states & INVALID))
        if not operand.states - INVALID:
            return joined(ranges)
    return joined([*ranges, operands[-1]])


def _available(_step: Step[None], operands: Sequence[Range]) -> Range:
    (operand,) = operands
    flags = of_flags(can_hold=operand.ordinary, can_fail=bool(operand.states - INVALID))
    return evolve(flags, states=operand.states & INVALID)


SEEING_STATES: Entries = (entry(operators.COALESCE, _coalesced), entry(operators.AVAILABLE, _available))
