"""States as small whole numbers: 0 is none; the worse a state, the greater its code."""

from attrs import define, field

from lkjdsl.core.program import Slot, Step
from lkjdsl.domains.batch_text import Declined
from lkjdsl.model.values import KIND_OF_RULE, RANK, Kind, Rule, State, state

SHIFT = 12
"""A code is the rank of the state, above these bits, and the number of its reason; 15 bits hold all of it."""
MOST = 1 << SHIFT
EXCLUDED, UNAVAILABLE = 1 << SHIFT, 2 << SHIFT


@define(eq=False)
class States:
    """The codes of one program, by the codes of reasons; a value with several has the code of the first."""

    reasons: dict[str, int] = field(factory=dict)

    def code(self, value: State) -> int:
        """Return the code of a state."""
        number = self.reasons.setdefault(value.reasons[0].code, len(self.reasons))
        if number >= MOST:
            raise Declined("reasons")  # noqa: EM101 - a name
        return (RANK[value.kind] + 1) * MOST + number

    def made(self, step: Step, kind: Kind, reason: str, about: str = "") -> int:
        """Return the code of a state that arises at *step*."""
        return self.code(state(kind, reason, step.origin.path, about))

    def ruled(self, step: Step, rule: Rule, reason: str, about: str = "") -> int:
        """Return the code of what *rule* gives, 0 where that is a number."""
        return self.made(step, KIND_OF_RULE[rule], reason, about) if isinstance(rule, str) else 0

    def missing(self, step: Step) -> int:
        """Return the code of a leaf that has no value."""
        setting = step.setting
        name = step.operator.name
        if name == "given":
            return self.ruled(step, setting.missing, "not-given")  # type: ignore[union-attr] # its setting is Given
        assert isinstance(setting, Slot)
        reason = "missing-previous" if name == "previous" else "missing-input"
        return self.ruled(step, setting.missing, reason, setting.path)

    def excluded(self, step: Step) -> int:
        """Return the code of a leaf that does not apply."""
        setting = step.setting
        path = getattr(setting, "path", "")
        return self.code(state("excluded", "not-applicable-input", path))
