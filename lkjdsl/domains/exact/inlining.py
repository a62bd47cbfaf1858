"""
The operators that are written out in a compiled program: what their exact functions do with ordinary numbers.

The text contains positions and digits only, never a word of the edition's author.
"""

from collections.abc import Callable, Mapping, Sequence
from math import lcm
from typing import Any

from attrs import define, field, frozen

from lkjdsl.core import operators
from lkjdsl.core.program import Division, Given, Operator, Pool, Slot, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.exact.domain import SHORT_BITS, Exact, Facts
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Number

ZERO: Number = (0, 1)
ONE: Number = (1, 1)
SHORT = 2**SHORT_BITS
"""Numbers below are spelled out where they are known."""


@frozen(eq=False)
class InlinedStep:
    """Where a step is written: its position, and the variables of its operands."""

    index: int
    operands: Sequence[str]


@frozen(eq=False)
class NumberParts:
    """How a number is written in a formula: by its name, its numerator, its denominator."""

    name: str
    n: str
    d: str

    def __str__(self) -> str:
        """Return the name."""
        return self.name


@define
class Lines:
    """The lines of a compiled program, and the constants that they name; *known* are the values of some variables."""

    text: list[str] = field(factory=list)
    constants: dict[str, object] = field(factory=dict)
    known: dict[str, Value] = field(factory=dict)

    def hold(self, index: int, value: Value) -> None:
        """Hold a value that is the same whatever the data say: it is written before all lines."""
        self.constants[f"c{index}"] = self.known[f"v{index}"] = value

    @property
    def head(self) -> list[str]:
        """Return the lines that give the variables of what is known their values."""
        return [f"{name} = c{name[1:]}" for name in self.known]

    def leave(self, place: InlinedStep, indent: str = "") -> None:
        """Hand the step to the exact domain."""
        self.text.append(f"{indent}v{place.index} = apply(steps[{place.index}], [{', '.join(place.operands)}])")

    def either(self, place: InlinedStep, condition: str, then: str, otherwise: str) -> None:
        """Write a choice; a condition that is neither true nor false decides itself."""
        choice = f"{otherwise} if {condition} is False else {condition}"
        self.text.append(f"v{place.index} = {then} if {condition} is True else {choice}")

    def passing(self, place: InlinedStep) -> None:
        """Write what happens to operands that are not all plain numbers."""
        if len(place.operands) == 2:  # noqa: PLR2004 - of two, the one that is a state decides where the other is a number
            for state, number in (place.operands, reversed(place.operands)):
                known = isinstance(self.known.get(state), State)
                if known or state not in self.known:
                    tests = [*([] if known else [f"{state}.__class__ is State"]), *self.tests([number])]
                    self.text.append(f"elif {' and '.join(tests) or True}: v{place.index} = {state}")
        self.text.append("else:")
        self.leave(place, "    ")

    def tests(self, operands: Sequence[str]) -> list[str]:
        """Return the test that all *operands* are plain numbers; none where that is known, as it is of constants."""
        others = [operand for operand in operands if self.known.get(operand).__class__ is not tuple]
        return [" is ".join(f"{operand}.__class__" for operand in others) + " is tuple"] if others else []

    def plain(self, operands: Sequence[str]) -> str:
        """Return what is true where all *operands* are plain numbers."""
        return "".join(self.tests(operands)) or "True"

    def parts(self, operands: Sequence[str]) -> list[NumberParts]:
        """Write the test that *operands* are plain numbers, and how their parts are called behind it."""
        self.text.append(f"if {self.plain(operands)}:")
        parts = []
        for operand in operands:
            match self.known.get(operand):
                case (int(numerator), int(denominator)) if max(abs(numerator), denominator) < SHORT:
                    parts.append(NumberParts(operand, f"{numerator}", f"{denominator}"))
                case _:
                    parts.append(NumberParts(operand, f"{operand}n", f"{operand}d"))
                    line = f"    {operand}n, {operand}d = {operand}"
                    if self.text[-1] != line:
                        self.text.append(line)
        return parts

    def is_text(self, operand: str) -> bool:
        """Return whether *operand* is known to be a text."""
        return isinstance(self.known.get(operand), str)

    def weighted(self, place: InlinedStep, weights: Sequence[Number], whole: int | None = None) -> None:
        """
        Write a weighted mean whose parts are all there: the weights, over their common denominator, are known.

        ``whole`` is what the sum is divided by; the sum of the weights where it is None.
        """
        common = lcm(*(weight[1] for weight in weights))
        parts = [weight[0] * (common // weight[1]) for weight in weights]
        divisor = sum(parts) if whole is None else whole
        self.text.append(f"if {self.plain(place.operands)}:")
        self.text.append(f"    n, d = {place.operands[0]}")
        self.text.append(f"    n *= {parts[0]}")
        for weight, operand in zip(parts[1:], place.operands[1:], strict=True):
            self.text.append(f"    a, b = {operand}")
            self.text.append(f"    if b == d: n += {weight} * a")
            self.text.append(f"    else: n = n * b + {weight} * a * d; d *= b")
        self.text.append(f"    v{place.index} = (n, d * {divisor})")
        self.text.append("else:")
        self.leave(place, "    ")


InliningRule = Callable[[Step[Any], Lines, InlinedStep], bool]
"""Writes a step out and returns True; or returns False, and the step is left to the exact domain."""


def _read(values: str) -> InliningRule:
    """Return the rule of what is read of *values*; what a missing one gives is known now: ask the exact domain once."""

    def read(step: Step[Slot], lines: Lines, place: InlinedStep) -> bool:
        index, slot = place.index, step.setting.index
        absent = [None] * (slot + 1)
        lines.constants[f"c{index}"] = Exact(Facts(absent), absent).apply(step, [])
        lines.text.append(f"v{index} = {values}[{slot}]")
        lines.text.append(f"if v{index} is None: v{index} = c{index}")
        return True

    return read


def _outer(step: Step[Slot], lines: Lines, place: InlinedStep) -> bool:
    lines.text.append(f"v{place.index} = outer[{step.setting.index}]")
    return True


def _given(step: Step[Given], lines: Lines, place: InlinedStep) -> bool:
    index = place.index
    lines.constants[f"p{index}"] = step.setting.path
    if not place.operands:
        lines.constants[f"c{index}"] = Exact(Facts(())).apply(step, [])
    computed = place.operands[0] if place.operands else f"c{index}"
    lines.text.append(f"v{index} = given[p{index}] if p{index} in given else {computed}")
    return True


def _applies(step: Step[None], lines: Lines, place: InlinedStep) -> bool:
    lines.constants[f"c{place.index}"] = Exact(Facts(())).apply(step, [False, ZERO])
    condition, value = place.operands
    lines.either(place, condition, value, f"c{place.index}")
    return True


def _chosen(_step: Step[None], lines: Lines, place: InlinedStep) -> bool:
    condition, then, otherwise = place.operands
    lines.either(place, condition, then, otherwise)
    return True


def _quotient(step: Step[Division], lines: Lines, place: InlinedStep) -> bool:
    """Write a division; what 0/0 and x/0 give is known now: ask the exact domain once."""
    index = place.index
    lines.constants[f"z{index}"] = Exact(Facts(())).apply(step, [ZERO, ZERO])
    lines.constants[f"o{index}"] = Exact(Facts(())).apply(step, [ONE, ZERO])
    left, right = lines.parts(place.operands)
    lines.text += [
        f"    if {right.n} > 0: v{index} = ({left.n} * {right.d}, {left.d} * {right.n})",
        f"    elif {right.n}: v{index} = (-{left.n} * {right.d}, {left.d} * -{right.n})",
        f"    else: v{index} = o{index} if {left.n} else z{index}",
    ]
    lines.passing(place)
    return True


def _weighted_mean(step: Step[Pool], lines: Lines, place: InlinedStep) -> bool:
    if step.setting.weights is None or step.setting.minimum is not None:
        return False
    lines.weighted(place, step.setting.weights)
    return True


def _mean(step: Step[Pool], lines: Lines, place: InlinedStep) -> bool:
    if step.setting.minimum is not None or not place.operands:
        return False
    lines.weighted(place, [ONE] * len(place.operands))
    return True


def _sum(step: Step[Pool], lines: Lines, place: InlinedStep) -> bool:
    if step.setting.minimum is not None or not place.operands:
        return False
    lines.weighted(place, [ONE] * len(place.operands), whole=1)
    return True


def _added(step: Step[None], lines: Lines, place: InlinedStep) -> bool:
    if len(place.operands) == 2:  # noqa: PLR2004 - the common case
        return _added_pair(step, lines, place)
    lines.weighted(place, [ONE] * len(place.operands), whole=1)
    return True


def _compared(sign: str) -> InliningRule:
    """Return the rule of ``==`` or ``!=``, of numbers and of texts."""

    def compared(_step: Step[None], lines: Lines, place: InlinedStep) -> bool:
        left, right = place.operands
        numbers = (
            f"{lines.plain(place.operands)}: v{place.index} = {left}[0] * {right}[1] {sign} {right}[0] * {left}[1]"
        )
        texts = f"{left}.__class__ is {right}.__class__ is str: v{place.index} = {left} {sign} {right}"
        first, second = (texts, numbers) if any(map(lines.is_text, place.operands)) else (numbers, texts)
        lines.text += [f"if {first}", f"elif {second}"]
        lines.passing(place)
        return True

    return compared


def _of_flags(formula: str) -> InliningRule:
    """Return the rule of an operator that is *formula* for flags."""

    def written(_step: Step[None], lines: Lines, place: InlinedStep) -> bool:
        flags = " is ".join(f"{operand}.__class__" for operand in place.operands)
        lines.text += [f"if {flags} is bool: v{place.index} = {formula.format(*place.operands)}", "else:"]
        lines.leave(place, "    ")
        return True

    return written


def _written(formula: str) -> Callable[[Step[None], Lines, InlinedStep], bool]:
    """
    Return the rule of a strict operator that is *formula* for plain numbers.

    It is spelled with the :class:`NumberParts` of the operands. A single state passes; all else is
    left to the exact domain.
    """

    def written(_step: Step[None], lines: Lines, place: InlinedStep) -> bool:
        parts = lines.parts(place.operands)
        lines.text.append(f"    v{place.index} = {formula.format(*parts)}")
        lines.passing(place)
        return True

    return written


_added_pair = _written("({0.n} * {1.d} + {1.n} * {0.d}, {0.d} * {1.d})")

RULES: Mapping[Operator, InliningRule | None] = rules(
    rule(operators.INPUT, _read("inputs")),
    rule(operators.COLUMN, _read("row")),
    rule(operators.OUTER, _outer),
    rule(operators.GIVEN, _given),
    rule(operators.APPLIES, _applies),
    rule(operators.CHOOSE, _chosen),
    rule(operators.DIVIDE, _quotient),
    rule(operators.WEIGHTED_MEAN, _weighted_mean),
    rule(operators.SUM, _sum),
    rule(operators.MEAN, _mean),
    rule(operators.ADD, _added),
    rule(operators.SUBTRACT, _written("({0.n} * {1.d} - {1.n} * {0.d}, {0.d} * {1.d})")),
    rule(operators.MULTIPLY, _written("({0.n} * {1.n}, {0.d} * {1.d})")),
    rule(operators.NEGATE, _written("(-{0.n}, {0.d})")),
    rule(operators.CAP, _written("{0} if {0.n} * {1.d} <= {1.n} * {0.d} else {1}")),
    rule(operators.BOUND_BELOW, _written("{0} if {0.n} * {1.d} >= {1.n} * {0.d} else {1}")),
    rule(operators.ABSOLUTE, _written("(abs({0.n}), {0.d})")),
    rule(operators.AND, _of_flags("{0} and {1}")),
    rule(operators.OR, _of_flags("{0} or {1}")),
    rule(operators.NOT, _of_flags("not {0}")),
    rule(operators.EQUAL, _compared("==")),
    rule(operators.DIFFERENT, _compared("!=")),
    rule(operators.LESS, _written("{0.n} * {1.d} < {1.n} * {0.d}")),
    rule(operators.AT_MOST, _written("{0.n} * {1.d} <= {1.n} * {0.d}")),
    rule(operators.GREATER, _written("{0.n} * {1.d} > {1.n} * {0.d}")),
    rule(operators.AT_LEAST, _written("{0.n} * {1.d} >= {1.n} * {0.d}")),
    declines=(
        # a constant is known before; the others are left to the exact domain
        operators.CONSTANT, operators.PREVIOUS, operators.EARLIER, operators.FOLD, operators.POWER, operators.SQRT,
        operators.LN, operators.EXP, operators.INTERPOLATE, operators.CLAMP, operators.ROUND, operators.FLOOR,
        operators.CEIL, operators.BAND, operators.MIN, operators.MAX, operators.COUNT, operators.MEDIAN,
        operators.GEOMEAN, operators.HARMEAN, operators.COALESCE, operators.AVAILABLE,
    ),
)  # fmt: skip
"""The operators that make up most editions."""
