"""A program in which little varies: what does not hang on some inputs is worked out once and is a constant."""

from collections.abc import Collection, Iterable, Sequence

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Held, Program, Slot, Step
from lkjdsl.lower.report_tables import Sheet
from lkjdsl.model.values import Value


def joined(program: Program, sheet: Sheet) -> Program:
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
    return Program(tuple(steps), {**program.results, **added})


def narrowed(program: Program, values: Sequence[Value], inputs: Collection[int], wanted: Iterable[str]) -> Program:
    """
    Return the part of *program* that the results *wanted* hang on; *values* are those of all its steps.

    What does not hang on *inputs* (their positions in the facts) is a constant.
    """
    varies: list[bool] = []
    for step in program.steps:
        own = step.operator is operators.INPUT and isinstance(step.setting, Slot) and step.setting.index in inputs
        varies.append(own or any(varies[index] for index in step.arguments))
    kept: set[int] = set()
    waiting = [program.results[path] for path in wanted]
    while waiting:
        index = waiting.pop()
        if index not in kept:
            kept.add(index)
            waiting += program.steps[index].arguments if varies[index] else ()
    places = {index: place for place, index in enumerate(sorted(kept))}
    steps = [
        evolve(program.steps[index], arguments=tuple(places[one] for one in program.steps[index].arguments))
        if varies[index]
        else _constant(program.steps[index], values[index])
        for index in sorted(kept)
    ]
    return Program(tuple(steps), {path: places[index] for path, index in program.results.items() if index in places})


def depends(program: Program, path: str, inputs: Collection[int]) -> bool:
    """Return whether the result at *path* hangs on any of *inputs*."""
    waiting, seen = [program.results[path]], set[int]()
    while waiting:
        index = waiting.pop()
        if index in seen:
            continue
        seen.add(index)
        step = program.steps[index]
        if step.operator is operators.INPUT and isinstance(step.setting, Slot) and step.setting.index in inputs:
            return True
        waiting += step.arguments
    return False


def _constant(step: Step, value: Value) -> Step:
    """Return the step that holds the *value* of *step*."""
    return Step(operators.CONSTANT, (), Held(value), step.origin, step.unit)
