"""
The year before in the same program: its inputs become inputs of their own, its results steps.

``Edition.evaluate(data, previous)`` evaluates the edition on the previous year's data first. For a table both are one
program, so that a comparison with the year before goes through the same kernel as everything else.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Given, Held, Origin, Program, Rowwise, Slot, Step
from lkjdsl.lower.assembly import Assembly
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.values import Reason, Value, ruled, state
from lkjdsl.units import FLAG

if TYPE_CHECKING:
    from lkjdsl.edition import Edition

PREVIOUS = "previous."
"""Before the header of an input, a node or a column of rows: its value in the previous year's data."""
TOLD = f"{PREVIOUS}told"
"""The header of the column that says whether a row has a year before at all; without it all have."""


def extended(definition: Definition) -> Definition:
    """Return *definition* with the inputs and rows of the year before after its own, and whether there are any."""
    before = {f"{PREVIOUS}{path}": one for path, one in definition.inputs.items()}
    rows = {f"{PREVIOUS}{name}": one for name, one in definition.rows.items()}
    told = {TOLD: Input(TOLD, "flag", default=True)}
    return evolve(definition, inputs={**definition.inputs, **before, **told}, rows={**definition.rows, **rows})


Years = tuple[int | None, int | None]
"""The year whose targets hold, and that of the data of the year before; None is the edition's own."""


def of_years(
    edition: "Edition", years: Years, *, earlier: bool, also: Callable[[Program], Program] | None = None
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
        slot = Slot(2 * len(self.inputs), TOLD, "unavailable")
        self.told = self.assembly.add(operators.INPUT, (), slot, origin=Origin(TOLD, "formula"), unit=FLAG)

    def program(self, now: Program, before: Program) -> Program:
        earlier: list[int] = []
        for step in before.steps:
            earlier.append(self._of_before(step, earlier))
        results = {path: earlier[index] for path, index in before.results.items()}
        at: list[int] = []
        for step in now.steps:
            at.append(self._of_now(step, at, results))
        positions = {path: at[index] for path, index in now.results.items()}
        return evolve(now, steps=tuple(self.assembly.steps), results=positions)

    def _of_before(self, step: Step, at: list[int]) -> int:
        """Add a step of the year before, which reads that year's data and knows of no year before it."""
        setting: Any = step.setting
        match step.operator.name, setting:
            case "input", Slot(index=index):
                setting = evolve(setting, index=index + len(self.inputs))
            case "given", Given(path=path):
                setting = evolve(setting, path=f"{PREVIOUS}{path}")
            case "fold", Rowwise(rows=rows):
                setting = evolve(setting, rows=f"{PREVIOUS}{rows}")
            case "previous" | "earlier", _:
                return self._held(step, _nothing(step))
            case _:
                pass
        return self._added(evolve(step, setting=setting), at)

    def _of_now(self, step: Step, at: list[int], results: Mapping[str, int]) -> int:
        setting: Any = step.setting
        match step.operator.name, setting:
            case "earlier", Given(path=path):
                return self._where_told(step, results[path])
            case "previous", Slot(index=index) if self.inputs[index].default is not None:
                slot = evolve(setting, index=index + len(self.inputs))
                found = self.assembly.add(operators.INPUT, (), slot, origin=step.origin, unit=step.unit)
                return self._where_told(step, found)
            case _:
                return self._added(step, at)

    def _added(self, step: Step, at: list[int]) -> int:
        self.assembly.steps.append(evolve(step, arguments=tuple(at[one] for one in step.arguments)))
        return len(self.assembly.steps) - 1

    def _where_told(self, step: Step, found: int) -> int:
        """Add the choice between what was *found* of the year before and what *step* is where there is none."""
        arguments = (self.told, found, self._held(step, _nothing(step)))
        return self.assembly.add(operators.CHOOSE, arguments, None, origin=step.origin, unit=step.unit)

    def _held(self, step: Step, value: Value) -> int:
        return self.assembly.add(operators.CONSTANT, (), Held(value), origin=step.origin, unit=step.unit)


def _nothing(step: Step) -> Value:
    """Return what a step that asks for the year before is where there is none."""
    if isinstance(step.setting, Given):
        return state("unavailable", "missing-previous", step.setting.path)
    assert isinstance(step.setting, Slot)
    return ruled(step.setting.missing, Reason("missing-previous", step.origin.path, step.setting.path))
