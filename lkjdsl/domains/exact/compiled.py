"""
The straight domain: a program → one straight-line Python function that gives the exact domain's values, faster.

It gives no operator a meaning. For the handful of operators that make up most editions it writes out what the
exact function does with ordinary numbers; whatever else comes along (a state, a zero denominator, a value of a
row) is handed to the exact domain's own ``apply``. The law in ``tests/domains/test_compiled.py``
holds the two together.

The text that is compiled contains positions and digits only, never a word of the edition's author.
"""

from collections.abc import Callable, Sequence

from attrs import define, field

from lkjdsl import limits
from lkjdsl.core.program import Given, Held, Pool, Program, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import SHORT_BITS, Exact, Facts, is_short
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Number

MOST_BITS = limits.EXACT_BITS
"""A number that may grow beyond the limit is left to the exact domain, which looks."""

ROOM = 512
"""Bits that the result of a step left to the exact domain may have: 50 digits of a root, or 100 decimals."""

ZERO: Number = (0, 1)
ONE: Number = (1, 1)

Kernel = Callable[[Facts], list[Value]]

_INLINE = {
    "add": "({0}n * {1}d + {1}n * {0}d, {0}d * {1}d)",
    "subtract": "({0}n * {1}d - {1}n * {0}d, {0}d * {1}d)",
    "multiply": "({0}n * {1}n, {0}d * {1}d)",
    "negate": "(-{0}n, {0}d)",
    "cap": "{0} if {0}n * {1}d <= {1}n * {0}d else {1}",
    "bound-below": "{0} if {0}n * {1}d >= {1}n * {0}d else {1}",
    "less": "{0}n * {1}d < {1}n * {0}d",
    "at-most": "{0}n * {1}d <= {1}n * {0}d",
    "greater": "{0}n * {1}d > {1}n * {0}d",
    "at-least": "{0}n * {1}d >= {1}n * {0}d",
}
"""Strict operators on ordinary numbers, spelled with the numerators ``n`` and denominators ``d`` of the operands."""


def compiled(program: Program) -> Kernel:
    """Return the function of *program*: from facts to the values of all its steps, as the exact walk gives them."""
    writer = Writer()
    walk(program, writer)
    count = len(program.steps)
    values = ", ".join(f"v{index}" for index in range(count))
    body = "\n".join(f"    {line}" for line in writer.lines)
    text = f"{_HEAD}\n{body}\n    return [{values}]\n"
    names = {
        "Exact": Exact, "fits": fits, "longer": longer, "walk": walk, "program": program, "steps": program.steps,
        "absent": None, "State": State, **writer.constants,
    }  # fmt: skip
    exec(compile(text, "<program>", "exec"), names)  # noqa: S102 - the text is made of positions and digits alone
    kernel: Kernel = names["kernel"]  # type: ignore[assignment] # just defined
    return kernel


_HEAD = """def kernel(facts):
    if not fits(facts): return walk(program, Exact(facts))
    inputs, given, apply = facts.inputs, facts.given, Exact(facts).apply"""


@define
class Written:
    """A step that has been written: its variable, and how many bits its numbers can have at most."""

    index: int
    bits: int


@define
class Writer:
    """The domain: what a step means is the lines that compute it."""

    lines: list[str] = field(factory=list)
    constants: dict[str, object] = field(factory=dict)
    count: int = 0

    def apply(self, step: Step, arguments: Sequence[Written]) -> Written:
        """Write the lines of *step*."""
        index = self.count
        self.count += 1
        bits = sum(argument.bits for argument in arguments) + len(arguments) + _bits_of_weights(step)
        if isinstance(step.setting, Held):
            return self._constant(index, step.setting.value)
        if bits > MOST_BITS or not self._inline(index, step, arguments):
            self._left(index, arguments)
            bits = min(max(bits, ROOM), MOST_BITS + 1)
            self.lines.append(f"if longer(v{index}, {bits}): return walk(program, Exact(facts))")
        return Written(index, max(bits, SHORT_BITS))

    def _constant(self, index: int, value: Value) -> Written:
        self.constants[f"c{index}"] = value
        self.lines.append(f"v{index} = c{index}")
        bits = max(part.bit_length() for part in value) if isinstance(value, tuple) else 1
        return Written(index, bits)

    def _left(self, index: int, arguments: Sequence[Written], indent: str = "") -> None:
        """Hand the step to the exact domain."""
        handed = ", ".join(f"v{argument.index}" for argument in arguments)
        self.lines.append(f"{indent}v{index} = apply(steps[{index}], [{handed}])")

    def _inline(self, index: int, step: Step, arguments: Sequence[Written]) -> bool:
        """Write the step out where that is known how, and return whether it is."""
        setting = step.setting
        operands = [f"v{argument.index}" for argument in arguments]
        match step.operator.name, setting:
            case "input", Slot(index=slot):
                # What a missing input gives is known now: ask the exact domain once.
                self.constants[f"c{index}"] = Exact(Facts([None] * (slot + 1))).apply(step, [])
                self.lines.append(f"v{index} = inputs[{slot}]")
                self.lines.append(f"if v{index} is absent: v{index} = c{index}")
            case "given", Given(path=path):
                self.constants[f"p{index}"] = path
                if not operands:
                    self.constants[f"c{index}"] = Exact(Facts(())).apply(step, [])
                self.lines.append(f"v{index} = given.get(p{index}, {operands[0] if operands else f'c{index}'})")
            case "applies", _:
                self.constants[f"c{index}"] = Exact(Facts(())).apply(step, [False, ZERO])
                condition, value = operands
                self._either(index, condition, value, f"c{index}")
            case "choose", _:
                condition, then, otherwise = operands
                self._either(index, condition, then, otherwise)
            case "divide", _:
                self._quotient(index, step, arguments, operands)
            case "weighted-mean", Pool(weights=weights, minimum=None) if weights is not None:
                self._weighted(index, arguments, weights, operands)
            case "add" | "sum" as name, None | Pool(minimum=None) if operands and (name, len(operands)) != ("add", 2):
                self._weighted(index, arguments, [ONE] * len(operands), operands, whole=1)
            case "mean", Pool(minimum=None) if operands:
                self._weighted(index, arguments, [ONE] * len(operands), operands)
            case name, _ if name in _INLINE:
                self._guarded(index, arguments, _INLINE[name], operands)
            case _:
                return False
        return True

    def _either(self, index: int, condition: str, then: str, otherwise: str) -> None:
        """Write a choice; a condition that is neither true nor false decides itself."""
        choice = f"{otherwise} if {condition} is False else {condition}"
        self.lines.append(f"v{index} = {then} if {condition} is True else {choice}")

    def _guarded(self, index: int, arguments: Sequence[Written], formula: str, operands: list[str]) -> None:
        """Write *formula* for plain numbers; a single state passes; all else is left to the exact domain."""
        self.lines.append(f"if {_plain(operands)}:")
        self.lines += [f"    {one}n, {one}d = {one}" for one in dict.fromkeys(operands)]
        self.lines.append(f"    v{index} = {formula.format(*operands)}")
        self._passing(index, arguments, operands)

    def _quotient(self, index: int, step: Step, arguments: Sequence[Written], operands: list[str]) -> None:
        """Write a division; what 0/0 and x/0 give is known now: ask the exact domain once."""
        left, right = operands
        self.constants[f"z{index}"] = Exact(Facts(())).apply(step, [ZERO, ZERO])
        self.constants[f"o{index}"] = Exact(Facts(())).apply(step, [ONE, ZERO])
        self.lines += [
            f"if {_plain(operands)}:",
            f"    {left}n, {left}d = {left}",
            f"    {right}n, {right}d = {right}",
            f"    if {right}n > 0: v{index} = ({left}n * {right}d, {left}d * {right}n)",
            f"    elif {right}n: v{index} = (-{left}n * {right}d, {left}d * -{right}n)",
            f"    else: v{index} = o{index} if {left}n else z{index}",
        ]
        self._passing(index, arguments, operands)

    def _passing(self, index: int, arguments: Sequence[Written], operands: list[str]) -> None:
        """Write what happens to operands that are not all plain numbers."""
        if len(operands) == 2:  # noqa: PLR2004 - of two, the one that is a state decides where the other is a number
            left, right = operands
            self.lines.append(f"elif {left}.__class__ is State and {right}.__class__ is tuple: v{index} = {left}")
            self.lines.append(f"elif {right}.__class__ is State and {left}.__class__ is tuple: v{index} = {right}")
        self.lines.append("else:")
        self._left(index, arguments, "    ")

    def _weighted(
        self,
        index: int,
        arguments: Sequence[Written],
        weights: Sequence[tuple[int, int]],
        operands: list[str],
        whole: int | None = None,
    ) -> None:
        """
        Write a weighted mean whose parts are all there: the weights, over their common denominator, are known.

        ``whole`` is what the sum is divided by; the sum of the weights where it is None.
        """
        from math import lcm

        common = lcm(*(weight[1] for weight in weights))
        parts = [weight[0] * (common // weight[1]) for weight in weights]
        divisor = sum(parts) if whole is None else whole
        self.lines.append(f"if {_plain(operands)}:")
        self.lines.append(f"    n, d = {operands[0]}")
        self.lines.append(f"    n *= {parts[0]}")
        for weight, one in zip(parts[1:], operands[1:], strict=True):
            self.lines.append(f"    a, b = {one}")
            self.lines.append(f"    if b == d: n += {weight} * a")
            self.lines.append(f"    else: n = n * b + {weight} * a * d; d *= b")
        self.lines.append(f"    v{index} = (n, d * {divisor})")
        self.lines.append("else:")
        self._left(index, arguments, "    ")


def _bits_of_weights(step: Step) -> int:
    """Return how much longer than the numbers themselves their weighted mean can be."""
    weights = (step.setting.weights if isinstance(step.setting, Pool) else None) or ()
    return sum(numerator.bit_length() + denominator.bit_length() for numerator, denominator in weights)


def _plain(operands: list[str]) -> str:
    """Return the test that all *operands* are plain numbers."""
    return " is ".join(f"{one}.__class__" for one in operands) + " is tuple"


def fits(facts: Facts) -> bool:
    """Return whether the numbers of *facts* are short enough for a compiled program."""
    return facts.short or (all(map(is_short, facts.inputs)) and all(map(is_short, facts.given.values())))


def longer(value: Value, bits: int) -> bool:
    """Return whether *value* is a number of more than *bits*."""
    return isinstance(value, tuple) and (value[0].bit_length() > bits or value[1].bit_length() > bits)
