"""
The batch domain: a step → lines of a float64 program over whole columns, with a column of states beside each value.

It gives no operator a meaning of its own: what it computes is the exact value within the bound of the rounding domain,
and where something hangs on the last bits (a comparison, a rounding, a denominator that may be 0) it flags the row
as doubtful, and the exact domain decides. What it cannot say it declines, and then all rows go that way. The law in
``tests/tables/test_evaluation.py``: the same states and the same printed digits as the exact domain, row by row.

The text that is made contains names of variables and numbers only, never a word of the edition's author.
"""

from collections.abc import Sequence

from attrs import define, field

from lkjdsl.core.program import Held, Step
from lkjdsl.domains.float_error.bounds import Bound
from lkjdsl.domains.float_error.domain import Rounding
from lkjdsl.domains.float_program.columns import NAN, Column, Decision, Text, number_text
from lkjdsl.domains.float_program.decisions import band
from lkjdsl.domains.float_program.leaves import leaf
from lkjdsl.domains.float_program.pooling import pooled
from lkjdsl.domains.float_program.scalars import chosen, quotient, strict
from lkjdsl.domains.float_program.state_codes import States
from lkjdsl.model.values import State

POOLS = ("sum", "mean", "min", "max", "count", "weighted-mean", "harmonic-mean")


@define(eq=False)
class Writer:
    """
    The domain.

    ``plain``: states that depend on data are not worked out; where there is one the number is NaN, and a row in which
    that reaches a decision or a result is in doubt. That is fast where they are rare. ``decisions`` get two entries
    each of the array ``e``: the absolute and the relative error.

    ``leaves`` are the steps that read a column, by their keys, in the order of the arguments of the function.
    """

    rounding: Rounding
    plain: bool = False
    states: States = field(factory=States)
    lines: list[Text] = field(factory=list)
    decisions: list[Decision] = field(factory=list)
    leaves: dict[tuple[str, int | str], int] = field(factory=dict)
    labels: dict[str, int] = field(factory=dict)
    count: int = 0

    def apply(self, step: Step, arguments: Sequence[Column]) -> Column:
        """Write the lines of *step*."""
        index = self.count
        self.count += 1
        bound = self.rounding.apply(step, [one.bound for one in arguments])
        if isinstance(step.setting, Held):
            return self._constant(index, bound, step)
        if step.operator.states == "leaf" or step.operator.name == "fold":
            return leaf(self, index, bound, step, arguments)
        match step.operator.name:
            case name if name in POOLS:
                return pooled(self, index, bound, step, arguments)
            case "choose" | "applies":
                return chosen(self, index, bound, arguments)
            case "divide":
                return quotient(self, index, bound, step, arguments)
            case "band":
                return band(self, index, bound, step, arguments[0])
            case _:
                value = strict(self, index, step, arguments)
                loose = step.unit != "flag" and any(one.loose for one in arguments)
                return self.made(index, bound, value, self.merged(index, arguments), loose=loose)

    def line(self, name: Text, formula: Text) -> Text:
        """Write ``name = formula`` and return the name."""
        self.lines.append(f"{name} = {formula}")
        return name

    def made(self, index: int, bound: Bound, value: Text, state: Text | None, *, loose: bool = False) -> Column:
        """Write the value of a step and return its column."""
        return Column(self.line(f"v{index}", value), state, bound, index, loose)

    def merged(self, index: int, arguments: Sequence[Column]) -> Text | None:
        """Return the state that wins among those of *arguments*: the worst, of several the first."""
        states = list(dict.fromkeys(one.state for one in arguments if one.state is not None))
        if states:  # a state that is not told might be worse than those that are
            self.lost(arguments)
        if len(states) < 2:  # noqa: PLR2004 - nothing to merge
            return states[0] if states else None
        text = states[0]
        for one in states[1:]:
            text = f"worst({text}, {one})"
        return self.line(f"s{index}", text)

    def doubt(self, condition: Text) -> None:
        """Flag the rows in which *condition* holds."""
        self.lines.append(f"doubt = doubt | ({condition})")

    def lost(self, columns: Sequence[Column]) -> None:
        """Flag the rows in which one of *columns* has a state that nothing else will tell: its number is NaN."""
        for value in dict.fromkeys(one.value for one in columns if one.loose):
            self.doubt(f"no({value} == {value})")

    def error(self, decision: Decision, size: Text) -> Text:
        """Return the text of the error that the values of *decision* may have where they are as large as *size*."""
        at = 2 * len(self.decisions)
        self.decisions.append(decision)
        return f"minimum(e[{at}], e[{at + 1}] * ({size} + 1e-300))"

    def label(self, text: str) -> int:
        """Return the number of a label or text."""
        return self.labels.setdefault(text, len(self.labels))

    def _constant(self, index: int, bound: Bound, step: Step) -> Column:
        value = step.setting.value  # type: ignore[union-attr] # its setting is Held
        if isinstance(value, State):  # a flag is no NaN
            state = str(self.states.code(value.kind, value.reasons[0].code))
            return Column("False" if step.unit == "flag" else NAN, state, bound, index)
        if isinstance(value, str):
            return Column(f"{self.label(value)}.0", None, bound, index)
        return Column(number_text(value) if isinstance(value, tuple) else str(value), None, bound, index)
