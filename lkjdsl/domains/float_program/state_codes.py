"""States as small whole numbers: 0 is none; the worse a state, the greater its code."""

from attrs import define, field

from lkjdsl.model.values import RANK, Reason, StateKind

SHIFT = 12
"""A code is the rank of the state, above these bits, and the number of its reason; 15 bits hold all of it."""
MOST = 1 << SHIFT
"""Reasons that one program has at most; each is a code at a place, about an input or a year."""
EXCLUDED, UNAVAILABLE, INVALID = 1 << SHIFT, 2 << SHIFT, 3 << SHIFT


@define(eq=False)
class StateCodes:
    """The codes of one program, by reasons; a value with several has the code of the first."""

    reasons: dict[Reason, int] = field(factory=dict)

    def code(self, kind: StateKind, reason: Reason) -> int:
        """Return the code of a state."""
        return (RANK[kind] + 1) * MOST + self.reasons.setdefault(reason, len(self.reasons))
