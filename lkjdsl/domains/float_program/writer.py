"""What is being written: columns, the rows in doubt, the decisions that hang on the last bits, codes and labels."""

from collections.abc import Sequence
from typing import Literal

from attrs import define, field, frozen

from lkjdsl.domains.float_error.bounds import NO_BOUND, ErrorBound
from lkjdsl.domains.float_error.domain import ErrorBounds
from lkjdsl.domains.float_program.nodes import ConstantNode, FloatNode, MarginNode, absent, apply, chain
from lkjdsl.domains.float_program.state_codes import MOST, StateCodes
from lkjdsl.model.values import KIND_OF_RULE, Reason, Rule, StateKind

TINY = ConstantNode(1e-300)
"""Keeps a relative error above 0 where the number is 0."""
MARGINS = 3
"""Entries of ``Kernel.margins`` for each decision: absolute error, relative error, distance from ties."""

ColumnKind = Literal["input", "previous", "column", "given", "earlier", "fold"]
ColumnKey = tuple[ColumnKind, int | str]
"""What a column is read for: an input by its position, a given node by its path, an aggregate over rows by its step."""


class Declined(Exception):  # noqa: N818 - no error: the exact domain does it
    """Something that this domain has nothing to say about."""

    def __init__(self, name: str) -> None:
        """Take the name of what it is."""
        super().__init__(name)
        self.name = name


@frozen
class StepColumn:
    """
    What a step is in the program: its number, flag or label, and the code of its state where it may have one.

    A label is the number that ``Writer.labels`` gives it. ``loose``: where it has a state that depends on data, the
    number is NaN, nothing else tells it, and the row is in doubt. ``bound`` and ``index``, the position of the step,
    are the domain's to fill in; a number of the edition that is compared is no step and has none.
    """

    value: FloatNode
    state: FloatNode | None = None
    loose: bool = False
    bound: ErrorBound = NO_BOUND
    index: int = -1


@frozen
class Decision:
    """Where something hangs on the last bits: which steps take part, and how their errors are scaled there."""

    steps: tuple[int, ...]
    scale: float = 1.0
    ties: bool = False
    """Whether it is a rounding, which a value on a coarse grid settles by itself."""
    constant: float = 0.0
    """The absolute error of a number of the edition that takes part; relative errors are taken no less than UNIT."""


@define(eq=False)
class ProgramWriter:
    """
    The program that is being written, at the step of the position ``index``.

    ``plain``: states that depend on data are not worked out; where there is one the number is NaN, and a row in which
    that reaches a decision or a result is in doubt. That is fast where they are rare. ``doubts`` are the conditions
    for a row to be in doubt, each with the position of the step that raises it.

    ``leaves`` are the steps that read a column, by their keys, in the order of the arguments of the function.
    """

    rounding: ErrorBounds
    plain: bool = False
    index: int = -1
    states: StateCodes = field(factory=StateCodes)
    doubts: list[tuple[int, FloatNode]] = field(factory=list)
    decisions: list[Decision] = field(factory=list)
    leaves: dict[ColumnKey, int] = field(factory=dict)
    labels: dict[str, int] = field(factory=dict)

    def merged(self, columns: Sequence[StepColumn]) -> FloatNode | None:
        """Return the state that wins among those of *columns*: the worst, of several the first."""
        states = list(dict.fromkeys(column.state for column in columns if column.state is not None))
        if not states:
            return None
        self.lost(columns)  # a state that nothing tells might be worse than those that are
        return chain("worst", *states)

    def doubt(self, condition: FloatNode) -> None:
        """Flag the rows in which *condition* holds."""
        self.doubts.append((self.index, condition))

    def lost(self, columns: Sequence[StepColumn]) -> None:
        """Flag the rows in which one of *columns* has a state that nothing else will tell: its number is NaN."""
        for value in dict.fromkeys(column.value for column in columns if column.loose):
            self.doubt(absent(value))

    def error(self, decision: Decision, size: FloatNode) -> FloatNode:
        """Return the error that the values of *decision* may have where they are as large as *size*."""
        at = MARGINS * len(self.decisions)
        self.decisions.append(decision)
        return apply("minimum", MarginNode(at), apply("*", MarginNode(at + 1), apply("+", size, TINY)))

    def state(self, kind: StateKind, code: str, where: str, about: str = "") -> ConstantNode:
        """Return the code of a state with a single reason."""
        found = self.states.code(kind, Reason(code, where, about))
        if len(self.states.reasons) > MOST:
            raise Declined("reasons")  # noqa: EM101 - a name
        return ConstantNode(found)

    def ruled(self, rule: Rule, code: str, where: str, about: str = "") -> ConstantNode:
        """Return the code of what a rule gives, 0 where that is a number."""
        return self.state(KIND_OF_RULE[rule], code, where, about) if isinstance(rule, str) else ConstantNode(0)

    def label(self, text: str) -> ConstantNode:
        """Return the number of a label or text."""
        return ConstantNode(float(self.labels.setdefault(text, len(self.labels))))
