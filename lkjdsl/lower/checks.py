"""What must be true of any data → steps of a program: constraints, least and greatest values of inputs."""

from collections.abc import Sequence

from attrs import evolve

from lkjdsl.core import operators
from lkjdsl.core.program import Check, Held, Origin, Program, Role, Rowwise, Slot, Step
from lkjdsl.lower.assembly import Assembly
from lkjdsl.lower.lowering import columns_of, slots_of
from lkjdsl.lower.report_tables import free_rows, inlined, lower_conditions
from lkjdsl.model.definition import Definition, Input
from lkjdsl.units import FLAG

ROLE: Role = "check"


def checks_of(definition: Definition) -> list[Check]:
    """Return all checks of *definition*."""
    checks = [
        Check(name, "constraint", free_rows(formula.expression) is not None)
        for name, formula in definition.constraints.items()
    ]
    for path, input_ in definition.inputs.items():
        checks += _ends(path, input_, rowed=False)
    for rows in definition.rows.values():
        for name, column in rows.columns.items():
            checks += _ends(f"{rows.name}.{name}", column, rowed=True)
    return checks


def _ends(path: str, input_: Input, *, rowed: bool) -> list[Check]:
    lower = [] if input_.minimum is None else [Check(path, "min", rowed)]
    return lower if input_.maximum is None else [*lower, Check(path, "max", rowed)]


def with_checks(definition: Definition, program: Program, checks: Sequence[Check]) -> Program:
    """
    Return *program* with a step for each of *checks*: true, false, or the state of what it needs.

    One that holds for every row is one step, true where no row breaks it. A missing value breaks no end.
    """
    sheet = lower_conditions(definition, definition.constraints, program.results)
    steps, places = inlined(program, sheet)
    assembly, at = Assembly(steps), dict(program.checks)
    for check in checks:
        if check.kind != "constraint":
            at[check] = _end(assembly, definition, check)
        elif check.rowed:
            rowed = sheet.rowed[check.name]
            handed = tuple(places[one] for one in rowed.handed)
            at[check] = _no_row(assembly, check, rowed.rowwise.rows, _broken(rowed.rowwise.body, check), handed)
        else:
            at[check] = places[sheet.program.results[check.name]]
    return evolve(program, steps=tuple(assembly.steps), checks=at)


def _broken(body: Program, check: Check) -> Program:
    last = len(body.steps) - 1
    inverted = Step(operators.NOT, (last,), None, Origin(check.name, ROLE), FLAG)
    return Program((*body.steps, inverted))


def _end(assembly: Assembly, definition: Definition, check: Check) -> int:
    """Add whether a value is within its end; a missing one is taken for the end itself."""
    table, _, name = check.name.partition(".")
    input_ = definition.rows[table].columns[name] if check.rowed else definition.inputs[check.name]
    end = input_.minimum if check.kind == "min" else input_.maximum
    assert end is not None
    inner = Assembly() if check.rowed else assembly
    origin = Origin(check.name, ROLE)
    if check.rowed:
        slot = Slot(columns_of(definition)[table, name], check.name, end)
        value = inner.add(operators.COLUMN, (), slot, origin=origin)
        operator = operators.LESS if check.kind == "min" else operators.GREATER
    else:
        slot = Slot(slots_of(definition)[check.name], check.name, end)
        value = inner.add(operators.INPUT, (), slot, origin=origin)
        operator = operators.AT_LEAST if check.kind == "min" else operators.AT_MOST
    bound = inner.add(operators.CONSTANT, (), Held(end), origin=origin)
    found = inner.add(operator, (value, bound), None, origin=origin, unit=FLAG)
    return _no_row(assembly, check, table, Program(tuple(inner.steps)), ()) if check.rowed else found


def _no_row(assembly: Assembly, check: Check, rows: str, broken: Program, handed: tuple[int, ...]) -> int:
    """Add whether there is no row for which *broken* is true."""
    origin = Origin(check.name, ROLE)
    number = assembly.add(operators.FOLD, handed, Rowwise(operators.COUNT, rows, broken), origin=origin)
    nothing = assembly.add(operators.CONSTANT, (), Held((0, 1)), origin=origin)
    return assembly.add(operators.AT_MOST, (number, nothing), None, origin=origin, unit=FLAG)
