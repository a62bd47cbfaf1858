"""States as small whole numbers: 0 is none; the worse a state, the greater its code."""

from attrs import define, field

from lkjdsl.model.values import KIND_OF_RULE, RANK, Rule, StateKind

SHIFT = 12
"""A code is the rank of the state, above these bits, and the number of its reason; 15 bits hold all of it."""
MOST = 1 << SHIFT
"""More reasons than the catalogue has."""
EXCLUDED, UNAVAILABLE = 1 << SHIFT, 2 << SHIFT


@define(eq=False)
class StateCodes:
    """The codes of one program, by the codes of reasons; a value with several has the code of the first."""

    reasons: dict[str, int] = field(factory=dict)

    def code(self, kind: StateKind, reason: str) -> int:
        """Return the code of a state."""
        return (RANK[kind] + 1) * MOST + self.reasons.setdefault(reason, len(self.reasons))

    def ruled(self, rule: Rule, reason: str) -> int:
        """Return the code of what *rule* gives, 0 where that is a number."""
        return self.code(KIND_OF_RULE[rule], reason) if isinstance(rule, str) else 0
