"""
The straight domain: a program → one straight-line Python function that gives the exact domain's values, faster.

It gives no operator a meaning. For the handful of operators that make up most editions it writes out what the
exact function does with ordinary numbers; whatever else comes along (a state, a zero denominator, a value of a
row) is handed to the exact domain's own ``apply``. The law in ``tests/domains/test_compiled.py``
holds the two together.

The text that is compiled contains positions and digits only, never a word of the edition's author.
"""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import define, field

from lkjdsl import limits
from lkjdsl.core.operators import CONSTANT, FOLD, OUTER
from lkjdsl.core.program import Pool, Program, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import SHORT_BITS, Exact, Facts, RowValues, aggregate_of, folded, is_short
from lkjdsl.domains.exact.inlining import RULES, InlinedStep, Lines
from lkjdsl.model.values import State, Value

MOST_BITS = limits.EXACT_BITS
"""A number that may grow beyond the limit is left to the exact domain, which looks."""

ROOM = 512
"""Bits that the result of a step left to the exact domain may have: 50 digits of a root, or 100 decimals."""

CompiledProgram = Callable[[Facts], list[Value]]


def compiled(program: Program) -> CompiledProgram:
    """Return the function of *program*: from facts to the values of all its steps, as the exact walk gives them."""
    writer = Compiler(otherwise="return walk(program, exact)")
    walk(program, writer)
    values = ", ".join(f"v{index}" for index in range(len(program.steps)))
    lines = [*_HEAD, *writer.lines.head, *writer.lines.text, f"return [{values}]"]
    kernel: CompiledProgram = _function(["def kernel(facts):", *indented(lines)], program, writer)
    return kernel


def compiled_rows(program: Program, outer_bits: Sequence[int]) -> RowValues:
    """
    Return the function that gives the values of all rows of a table, *program* being that of one.

    *outer_bits* are how many bits what is the same in all rows can have.
    """
    writer = Compiler(otherwise="return exact.of_rows(setting, outer)", outer_bits=outer_bits)
    walk(program, writer)
    row = [*writer.lines.text, f"values.append(v{len(program.steps) - 1})"]
    lines = [*_ROWS_HEAD, *writer.lines.head, "for row in columns.rows:", *indented(row), "return values"]
    kernel: RowValues = _function(["def kernel(exact, setting, outer):", *indented(lines)], program, writer)
    return kernel


def _function(lines: Sequence[str], program: Program, writer: "Compiler") -> Any:
    """Return the function ``kernel`` that *lines* define."""
    names = {
        "Exact": Exact, "fits": fits, "folded": folded, "longer": longer, "walk": walk, "program": program,
        "steps": program.steps, "State": State, **writer.lines.constants,
    }  # fmt: skip
    exec(compile("\n".join(lines), "<program>", "exec"), names)  # noqa: S102 - the text is made of positions and digits alone
    return names["kernel"]


def indented(lines: Sequence[str]) -> list[str]:
    """Return *lines* one level further in."""
    return [f"    {line}" for line in lines]


_HEAD = (
    "exact = Exact(facts)",
    "inputs, given, apply = facts.inputs, facts.given, exact.apply",
    "if not fits(facts): return walk(program, exact)",
)
_ROWS_HEAD = (
    "facts, apply, values = exact.facts, exact.apply, []",
    "inputs, given, columns = facts.inputs, facts.given, facts.rows[setting.rows]",
    "if not columns.short: return exact.of_rows(setting, outer)",
)


@define
class CompiledStep:
    """A step that has been written: its variable, and how many bits its numbers can have at most."""

    index: int
    bits: int


@define
class Compiler:
    """The domain: what a step means is the lines that compute it."""

    otherwise: str
    """What is done where a number turns out to be longer than was foreseen."""
    outer_bits: Sequence[int] = ()
    lines: Lines = field(factory=Lines)
    count: int = 0

    def apply(self, step: Step, arguments: Sequence[CompiledStep]) -> CompiledStep:
        """Write the lines of *step*."""
        index = self.count
        self.count += 1
        bits = sum(argument.bits for argument in arguments) + len(arguments) + _bits_of_weights(step)
        if is_of(step, CONSTANT):
            return self._constant(index, step.setting.value)
        if is_of(step, OUTER):
            bits = self.outer_bits[step.setting.index]
        place, write = InlinedStep(index, [f"v{argument.index}" for argument in arguments]), RULES[step.operator]
        if bits > MOST_BITS or write is None or not write(step, self.lines, place):
            self._leave(step, place, arguments)
            bits = min(max(bits, ROOM), MOST_BITS + 1)
            self.lines.text.append(f"if longer(v{index}, {bits}): {self.otherwise}")
        return CompiledStep(index, max(bits, SHORT_BITS))

    def _leave(self, step: Step, place: InlinedStep, arguments: Sequence[CompiledStep]) -> None:
        """Hand the step to the exact domain; what it aggregates is written for all rows of a table at once."""
        if not is_of(step, FOLD):
            self.lines.leave(place)
            return
        body, rows, aggregate = step.setting.body, f"r{place.index}", f"a{place.index}"
        of_rows = (
            Exact.of_rows if len(body.steps) == 1 else compiled_rows(body, [argument.bits for argument in arguments])
        )
        self.lines.constants |= {rows: of_rows, aggregate: aggregate_of(step)}
        operands = ", ".join(place.operands)
        self.lines.text.append(
            f"v{place.index} = folded(steps[{place.index}], exact, [{operands}], {aggregate}, {rows})"
        )

    def _constant(self, index: int, value: Value) -> CompiledStep:
        self.lines.hold(index, value)
        bits = max(part.bit_length() for part in value) if isinstance(value, tuple) else 1
        return CompiledStep(index, bits)


def _bits_of_weights(step: Step) -> int:
    """Return how much longer than the numbers themselves their weighted mean can be."""
    weights = (step.setting.weights if isinstance(step.setting, Pool) else None) or ()
    return sum(numerator.bit_length() + denominator.bit_length() for numerator, denominator in weights)


def fits(facts: Facts) -> bool:
    """Return whether the numbers of *facts* are short enough for a compiled program."""
    return facts.short or (all(map(is_short, facts.inputs)) and all(map(is_short, facts.given.values())))


def longer(value: Value, bits: int) -> bool:
    """Return whether *value* is a number of more than *bits*."""
    return isinstance(value, tuple) and (value[0].bit_length() > bits or value[1].bit_length() > bits)
