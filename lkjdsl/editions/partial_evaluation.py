"""A program in which little varies: what does not hang on some inputs is worked out once and is a constant."""

from collections.abc import Collection, Iterable, Sequence

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Check, Held, Program, Slot, Step, needed_steps, pruned
from lkjdsl.lower.report_tables import TableProgram, inlined
from lkjdsl.model.values import Value


def joined(program: Program, sheet: TableProgram) -> Program:
    """
    Return one program of an edition's *program* and a *sheet* beside it.

    The checks are the constraints that are one value for an office.
    """
    steps, places = inlined(program, sheet)
    checks = {Check(name, "constraint"): places[index] for name, index in sheet.program.results.items()}
    return evolve(program, steps=tuple(steps), checks=checks)


def narrowed(program: Program, values: Sequence[Value], inputs: Collection[int], wanted: Iterable[int]) -> Program:
    """
    Return the part of *program* that the steps *wanted* hang on; *values* are those of all its steps.

    What does not hang on *inputs* (their positions in the facts) is a constant.
    """
    varies: list[bool] = []
    for step in program.steps:
        varies.append(_reads(step, inputs) or any(varies[index] for index in step.arguments))
    steps = tuple(
        step if variable else _constant(step, value)
        for step, variable, value in zip(program.steps, varies, values, strict=True)
    )
    return pruned(evolve(program, steps=steps), wanted)[0]


def depends(program: Program, at: int, inputs: Collection[int]) -> bool:
    """Return whether the step *at* a position hangs on any of *inputs*."""
    return any(_reads(program.steps[index], inputs) for index in needed_steps(program, [at]))


def _reads(step: Step, inputs: Collection[int]) -> bool:
    return step.operator is operators.INPUT and isinstance(step.setting, Slot) and step.setting.index in inputs


def _constant(step: Step, value: Value) -> Step:
    """Return the step that holds the *value* of *step*."""
    return Step(operators.CONSTANT, (), Held(value), step.origin, step.unit)
