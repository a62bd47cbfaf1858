"""A program in which little varies: what does not hang on some inputs is worked out once and is a constant."""

from collections.abc import Collection, Iterable, Sequence

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Held, Program, Slot, Step, is_of, needed_steps, pruned
from lkjdsl.lower.report_tables import TableProgram
from lkjdsl.model.values import Value


def joined(program: Program, sheet: TableProgram) -> Program:
    """
    Return one program of an edition's *program* and a *sheet* beside it.

    Of the sheet come the single values, under ``constraint.NAME``; what it reads of the program it reads as arguments.
    """
    steps = list(program.steps)
    places: list[int] = []
    for step in sheet.program.steps:
        if step.operator is operators.OUTER and isinstance(step.setting, Slot):
            places.append(step.setting.index)
            continue
        places.append(len(steps))
        steps.append(evolve(step, arguments=tuple(places[index] for index in step.arguments)))
    added = {f"constraint.{name}": places[index] for name, index in sheet.program.results.items()}
    return evolve(program, steps=tuple(steps), results={**program.results, **added})


def narrowed(program: Program, values: Sequence[Value], inputs: Collection[int], wanted: Iterable[str]) -> Program:
    """
    Return the part of *program* that the results *wanted* hang on; *values* are those of all its steps.

    What does not hang on *inputs* (their positions in the facts) is a constant.
    """
    varies: list[bool] = []
    for step in program.steps:
        varies.append(_reads(step, inputs) or any(varies[index] for index in step.arguments))
    steps = tuple(
        step if variable else _constant(step, value)
        for step, variable, value in zip(program.steps, varies, values, strict=True)
    )
    return pruned(evolve(program, steps=steps), [program.results[path] for path in wanted])[0]


def depends(program: Program, path: str, inputs: Collection[int]) -> bool:
    """Return whether the result at *path* hangs on any of *inputs*."""
    return any(_reads(program.steps[index], inputs) for index in needed_steps(program, [program.results[path]]))


def inputs_read(program: Program, path: str) -> set[int]:
    """Return the positions in the facts of the inputs that the result at *path* hangs on."""
    steps = (program.steps[index] for index in needed_steps(program, [program.results[path]]))
    return {step.setting.index for step in steps if is_of(step, operators.INPUT)}


def _reads(step: Step, inputs: Collection[int]) -> bool:
    return step.operator is operators.INPUT and isinstance(step.setting, Slot) and step.setting.index in inputs


def _constant(step: Step, value: Value) -> Step:
    """Return the step that holds the *value* of *step*."""
    return Step(operators.CONSTANT, (), Held(value), step.origin, step.unit)
