"""The core program: steps in evaluation order, each an operator over the results of earlier steps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Concatenate, Generic, Literal, TypeGuard

from attrs import Factory, evolve, frozen

from lkjdsl.model.expressions import Formula
from lkjdsl.model.expressions import Span as ExpressionSpan
from lkjdsl.model.results import Output
from lkjdsl.model.scales import Band
from lkjdsl.model.values import Rule, Value
from lkjdsl.numbers.rational import Number, Rounding
from lkjdsl.units import PERCENT, PLAIN, Unit

if TYPE_CHECKING:  # a default for a type variable comes with Python 3.13
    from typing_extensions import TypeVar

    SettingT = TypeVar("SettingT", default=Any)
    SettingT_co = TypeVar("SettingT_co", covariant=True, default="Setting")
else:
    from typing import TypeVar

    SettingT = TypeVar("SettingT")
    SettingT_co = TypeVar("SettingT_co", covariant=True)

StateRule = Literal["strict", "pooling", "own", "leaf"]
"""
What an operator does with states: ``strict``: any state decides; ``pooling``: excluded values are dropped;
``own``: its exact function sees them; ``leaf``: it has no operands, the domain knows its value.
"""


@frozen(eq=False)
class Operator(Generic[SettingT]):
    """
    One operator: how it is written, its unit rule, its exact meaning, its sentence for people, and examples.

    ``SettingT`` is the setting of its steps, None where they have none. ``without_rows`` is what an aggregate over a
    table without rows gives; where it is None, that is unavailable. ``holds_for`` makes it a comparison of numbers: the
    signs of the left one less the right one for which it is true.
    """

    name: str
    exact: Callable[Concatenate["Step[SettingT]", ...], Value] | None
    unit: Callable[[Sequence[Unit]], Unit | None]
    doc: str
    written: str = ""
    least: int = 2
    most: int | None = 2
    states: StateRule = "strict"
    examples: tuple[tuple[str, str], ...] = ()
    without_rows: Number | None = None
    holds_for: frozenset[int] | None = None

    @property
    def is_function(self) -> bool:
        """Return whether it is written as a function, ``min(a, b)``."""
        return self.written.isalpha() and self.written not in ("and", "or", "not")


Role = Literal[
    "formula", "aggregate", "points", "given", "earlier", "applies", "floor", "cap", "round", "scale",
    "target", "achievement", "achievement-floor", "achievement-cap", "sign", "average", "funding", "total", "score",
    "contribution", "outer", "check", "line", "audit",
]  # fmt: skip
"""What a step does for its result, or for the rows, the checks, the printed lines of arithmetic that it belongs to."""


@frozen(eq=False)
class Origin:
    """
    Where a step comes from, so that it can be explained in the author's words.

    ``path`` is the result it belongs to (``IKK1.K1``, ``IKK1.achievement``, ``table.belanja.persen``, a
    constraint's name); ``role`` says what it does there; ``formula`` and ``span`` give the characters
    it was written as.
    """

    path: str
    role: Role
    formula: Formula | None = None
    span: ExpressionSpan | None = None


@frozen
class Held:
    """Setting of ``constant``: the value itself; a state for what is known to be absent, such as a target."""

    value: Value


@frozen
class Slot:
    """Setting of ``input``, ``previous``, ``column``: which value of the data, and what a missing one gives."""

    index: int
    path: str
    missing: Rule


@frozen
class Division:
    """Setting of ``divide``: what 0/0 and x/0 give, and the reasons that are then told."""

    zero_over_zero: Rule
    over_zero: Rule
    zero_reason: str = "zero-over-zero"
    over_reason: str = "division-by-zero"


@frozen
class Rounds:
    """Setting of ``round``: decimals of the value itself (a percent is a ratio) and the mode."""

    digits: int
    mode: Rounding


@frozen
class Pool:
    """
    Setting of the aggregates: weights in the order of the arguments, or None; and the least that must be available.

    ``minimum`` is a number of arguments (int) or a share of the weight (a Number). ``equal``: the weight of excluded
    ones goes to the others in equal parts, and not in proportion to theirs.
    """

    weights: tuple[Number, ...] | None = None
    minimum: int | Number | None = None
    equal: bool = False


@frozen
class Given:
    """Setting of ``given``: the path of the node whose value the data may give, and what its absence gives."""

    path: str
    missing: Rule


@frozen
class Bands:
    """Setting of ``band``: a scale, and how a value is printed where the scale looks at the printed one."""

    bands: tuple[Band, ...]
    printed: Rounds | None


@frozen(eq=False, repr=False)
class Rowwise:
    """
    Setting of ``fold``: the program evaluated for each row; its last step is the value that is aggregated.

    In it ``column`` steps read the row and ``outer`` steps (Slot.index) read this step's arguments.
    """

    operator: Operator
    rows: str
    body: "Program"


Setting = Held | Slot | Division | Rounds | Pool | Given | Bands | Rowwise | None


@frozen(eq=False)
class Step(Generic[SettingT_co]):
    """One operation; ``arguments`` are the positions of earlier steps, ``unit`` is that of its value."""

    operator: Operator[SettingT_co]
    arguments: tuple[int, ...]
    setting: SettingT_co
    origin: Origin
    unit: Unit = PLAIN


def is_of(step: Step, *operators: Operator[SettingT]) -> TypeGuard[Step[SettingT]]:
    """Return whether *step* is of one of *operators*, and so has their setting."""
    return step.operator in operators


@frozen
class Check:
    """
    Something that must be true: a constraint by its name, or an end of an input or of a column of rows by its path.

    ``rowed``: it must be true of every row of a table of rows.
    """

    name: str
    kind: Literal["constraint", "min", "max"]
    rowed: bool = False


@frozen(eq=False, repr=False)
class Program:
    """
    Steps in evaluation order; ``results`` gives the step of each path that can be asked for.

    ``checks`` has the steps of what must be true, where they were added.
    ``outputs`` says of the paths of an edition's results what they are and how they are printed, in the order of the
    edition; it stays whole where a program is cut down to some of them.
    """

    steps: tuple[Step, ...]
    results: Mapping[str, int] = Factory(dict)
    outputs: Mapping[str, Output] = Factory(dict)
    checks: Mapping[Check, int] = Factory(dict)


def needed_steps(program: Program, wanted: Iterable[int], stops: Callable[[int], bool] | None = None) -> list[int]:
    """
    Return the positions of the steps that *wanted* ones are computed from, these included, in their order.

    An argument for which *stops* is true is left out, with what only it needs.
    """
    needed = set(wanted)
    for index in range(max(needed, default=-1), -1, -1):
        if index in needed:
            needed.update(
                argument for argument in program.steps[index].arguments if stops is None or not stops(argument)
            )
    return sorted(needed)


def pruned(program: Program, wanted: Iterable[int]) -> tuple[Program, dict[int, int]]:
    """
    Return the program of only those steps that *wanted* ones need, and where each of them is now.

    It has every result and check of *program* that is among these steps.
    """
    places = {index: place for place, index in enumerate(needed_steps(program, wanted))}
    steps = tuple(
        evolve(program.steps[index], arguments=tuple(places[argument] for argument in program.steps[index].arguments))
        for index in places
    )
    results = {path: places[index] for path, index in program.results.items() if index in places}
    checks = {check: places[index] for check, index in program.checks.items() if index in places}
    return evolve(program, steps=steps, results=results, checks=checks), places


def printing(output: Output) -> Rounds:
    """Return how the exact value of *output* becomes the printed one: the number of a percentage is a ratio."""
    return Rounds(printed_digits(output.digits, output.unit), output.rounding)


def printed_digits(digits: int, unit: Unit) -> int:
    """Return the decimals of the value itself, of which *digits* are printed: the number of a percentage is a ratio."""
    return digits + (2 if unit == PERCENT else 0)
