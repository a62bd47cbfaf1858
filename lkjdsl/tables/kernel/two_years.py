"""
The year before in the same program: its inputs become inputs of their own, its results steps.

``Edition.evaluate(data, previous)`` evaluates the edition on the previous year's data first. For a table both are one
program, so that a comparison with the year before goes through the same kernel as everything else.
"""

from collections.abc import Callable, Mapping

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.operators import OPERATORS
from lkjdsl.core.program import Given, Held, Origin, Program, Rowwise, Slot, Step, is_of
from lkjdsl.core.rules import rule, rules
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.lower.assembly import Assembly
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Reason, Value, ruled, state
from lkjdsl.units import FLAG

PREVIOUS = "previous."
"""Before the header of an input, a node or a column of rows: its value in the previous year's data."""
HAS_PREVIOUS = f"{PREVIOUS}told"
"""The header of the column that says whether a row has a year before at all; without it all have."""


def in_its_year(path: str) -> tuple[str, bool]:
    """Return a path of the joined program as the edition has it, and whether it is of the year before."""
    return path.removeprefix(PREVIOUS), path.startswith(PREVIOUS)


def extended(definition: Definition) -> Definition:
    """Return *definition* with the inputs and rows of the year before after its own, and whether there are any."""
    before = {f"{PREVIOUS}{path}": input_ for path, input_ in definition.inputs.items()}
    rows = {f"{PREVIOUS}{name}": rows for name, rows in definition.rows.items()}
    flag = {HAS_PREVIOUS: Input(HAS_PREVIOUS, "flag", default=True)}
    return evolve(definition, inputs={**definition.inputs, **before, **flag}, rows={**definition.rows, **rows})


Years = tuple[int | None, int | None]
"""The year whose targets hold, and that of the data of the year before; None is the edition's own."""


def of_years(
    edition: CheckedEdition, years: Years, *, earlier: bool, also: Callable[[Program], Program] | None = None
) -> tuple[Definition, Program]:
    """
    Return the program of a year, and the definition that it reads for.

    *earlier*: with the year before in it; *also* adds what is asked beside the results.
    """
    program = edition.program(years[0], earlier=earlier)
    program = program if also is None else also(program)
    if not earlier:
        return edition.definition, program
    return extended(edition.definition), combined(program, edition.program(years[1]), edition.definition)


def combined(now: Program, before: Program, definition: Definition) -> Program:
    """
    Return the program *now* with its results on the previous year's data worked out by the program *before*.

    Its inputs are those of :func:`extended`; *definition* is the one of the edition.
    """
    return _Combining(definition).program(now, before)


class _Combining:
    """The steps of two years that are being put together."""

    def __init__(self, definition: Definition) -> None:
        self.inputs = list(definition.inputs.values())
        self.assembly = Assembly()
        slot = Slot(2 * len(self.inputs), HAS_PREVIOUS, "unavailable")
        self.has_previous = self.assembly.add(
            operators.INPUT, (), slot, origin=Origin(HAS_PREVIOUS, "formula"), unit=FLAG
        )

    def program(self, now: Program, before: Program) -> Program:
        earlier: list[int] = []
        for step in before.steps:
            earlier.append(self._of_before(step, earlier))
        results = {path: earlier[index] for path, index in before.results.items()}
        at: list[int] = []
        for step in now.steps:
            at.append(self._of_now(step, at, results))
        positions = {path: at[index] for path, index in now.results.items()}
        checks = {check: at[index] for check, index in now.checks.items()}
        return evolve(now, steps=tuple(self.assembly.steps), results=positions, checks=checks)

    def _of_before(self, step: Step, at: list[int]) -> int:
        """Add a step of the year before, which reads that year's data and knows of no year before it."""
        reading = OF_BEFORE[step.operator]
        return self._added(step if reading is None else reading(step, len(self.inputs)), at)

    def _of_now(self, step: Step, at: list[int], results: Mapping[str, int]) -> int:
        if is_of(step, operators.EARLIER):
            return self._where_available(step, results[step.setting.path])
        if is_of(step, operators.PREVIOUS) and self.inputs[step.setting.index].default is not None:
            slot = evolve(step.setting, index=step.setting.index + len(self.inputs))
            found = self.assembly.add(operators.INPUT, (), slot, origin=step.origin, unit=step.unit)
            return self._where_available(step, found)
        return self._added(step, at)

    def _added(self, step: Step, at: list[int]) -> int:
        self.assembly.steps.append(evolve(step, arguments=tuple(at[argument] for argument in step.arguments)))
        return len(self.assembly.steps) - 1

    def _where_available(self, step: Step[Slot] | Step[Given], found: int) -> int:
        """Add the choice between what was *found* of the year before and what *step* is where there is none."""
        self.assembly.steps.append(_held(step))
        arguments = (self.has_previous, found, len(self.assembly.steps) - 1)
        return self.assembly.add(operators.CHOOSE, arguments, None, origin=step.origin, unit=step.unit)


def _held(step: Step[Slot] | Step[Given], _count: int = 0) -> Step:
    """Return what a step that asks for the year before is where there is none."""
    setting = step.setting
    if isinstance(setting, Given):
        value: Value = state("unavailable", "missing-previous", setting.path, setting.path)
    else:
        value = ruled(setting.missing, Reason("missing-previous", step.origin.path, setting.path))
    return Step(operators.CONSTANT, (), Held(value), step.origin, step.unit)


def _input(step: Step[Slot], count: int) -> Step:
    return evolve(step, setting=evolve(step.setting, index=step.setting.index + count))


def _given(step: Step[Given], _count: int) -> Step:
    return evolve(step, setting=evolve(step.setting, path=f"{PREVIOUS}{step.setting.path}"))


def _rows(step: Step[Rowwise], _count: int) -> Step:
    return evolve(step, setting=evolve(step.setting, rows=f"{PREVIOUS}{step.setting.rows}"))


OF_BEFORE = rules(
    rule(operators.INPUT, _input),
    rule(operators.GIVEN, _given),
    rule(operators.FOLD, _rows),
    rule(operators.PREVIOUS, _held),
    rule(operators.EARLIER, _held),
    declines=[
        operators.CONSTANT,
        operators.COLUMN,
        operators.OUTER,
        *(operator for operator in OPERATORS.values() if operator.states != "leaf" and operator is not operators.FOLD),
    ],
)
"""A step of the year before as one of a program of two years, of so many inputs; others read no data of the office."""
