"""What is read: values of the edition, inputs, values given for a node, columns of rows, aggregates over them."""

from collections.abc import Callable, Sequence

from lkjdsl.core.operators import COLUMN, CONSTANT, EARLIER, FOLD, GIVEN, INPUT, OPERATORS, OUTER, PREVIOUS
from lkjdsl.core.program import Given, Held, Program, Rowwise, Slot, Step
from lkjdsl.core.rules import rule, rules
from lkjdsl.domains.float_program.nodes import (
    NAN,
    NO_STATE,
    CellNode,
    ConstantNode,
    FloatNode,
    ReadNode,
    apply,
    number,
    where,
)
from lkjdsl.domains.float_program.writer import ColumnKey, ColumnKind, ProgramWriter, StepColumn
from lkjdsl.model.values import Rule, State


def _by_slot(kind: ColumnKind) -> Callable[[Step[Slot], int], ColumnKey]:
    return lambda step, _index: (kind, step.setting.index)


def _by_path(kind: ColumnKind) -> Callable[[Step[Given], int], ColumnKey]:
    return lambda step, _index: (kind, step.setting.path)


def _by_step(_step: Step[Rowwise], index: int) -> ColumnKey:
    return "fold", index


KEYS = rules(
    rule(INPUT, _by_slot("input")),
    rule(PREVIOUS, _by_slot("previous")),
    rule(COLUMN, _by_slot("column")),
    rule(EARLIER, _by_path("earlier")),
    rule(GIVEN, _by_path("given")),
    rule(FOLD, _by_step),
    declines=[
        CONSTANT,
        OUTER,
        *(operator for operator in OPERATORS.values() if operator.states != "leaf" and operator is not FOLD),
    ],
)
"""Which column a step of an operator reads; operators that read none are declined."""


def leaf_key(step: Step, index: int) -> ColumnKey | None:
    """Return the column that *step*, at the position *index*, reads, or None where it reads none."""
    key = KEYS[step.operator]
    return None if key is None else key(step, index)


def leaves_of(program: Program) -> dict[int, ColumnKey]:
    """Return the keys of the steps that read a column, by the steps' identities."""
    keys = ((step, leaf_key(step, index)) for index, step in enumerate(program.steps))
    return {id(step): key for step, key in keys if key is not None}


def held(step: Step[Held], writer: ProgramWriter, _arguments: Sequence[StepColumn]) -> StepColumn:
    """Return a value of the edition."""
    match step.setting.value:
        case State(kind=kind, reasons=reasons):  # a flag is no NaN
            state = writer.state(kind, reasons[0].code, reasons[0].where, reasons[0].about)
            return StepColumn(ConstantNode(False) if step.unit == "flag" else NAN, state)  # noqa: FBT003 - the value itself
        case str() as text:
            return StepColumn(writer.label(text))
        case bool() as flag:
            return StepColumn(ConstantNode(flag))
        case value:
            return StepColumn(number(value))


Why = tuple[str, str, str]
"""The code of a reason, the path that it arises at, what it is about."""


def slot(code: str) -> Callable[[Step[Slot], ProgramWriter, Sequence[StepColumn]], StepColumn]:
    """Return the rule of what is read, or else is what its setting says, for the reason of a *code*."""
    return lambda step, writer, _arguments: _or_rule(
        step, writer, step.setting.missing, (code, step.origin.path, step.setting.path)
    )


def earlier(step: Step[Given], writer: ProgramWriter, _arguments: Sequence[StepColumn]) -> StepColumn:
    """Return a result of the year before, which is unavailable where there is none."""
    return _or_rule(step, writer, "unavailable", ("missing-previous", step.setting.path, step.setting.path))


def given(step: Step[Given], writer: ProgramWriter, arguments: Sequence[StepColumn]) -> StepColumn:
    """Return the value that is given for a node, else the computed one, else what its setting says."""
    nothing = "not-given", step.setting.path, ""
    if not writer.rounding.leaf(step).range.ordinary:  # nothing is given
        return arguments[0] if arguments else _ruled(writer, step.setting.missing, nothing)
    if not arguments:
        return _or_rule(step, writer, step.setting.missing, nothing)
    (computed,) = arguments
    column, cell = _column(step, writer)
    if not writer.rounding.leaf(step).range.states:
        return StepColumn(column)
    is_missing = _is(cell, 1)
    value = where(is_missing, computed.value, column)
    if writer.plain:
        state = None if computed.state is None else where(is_missing, computed.state, NO_STATE)
        return StepColumn(value, state, _may_be_loose(step))
    return StepColumn(value, _state(step, writer, cell, computed.state or NO_STATE))


def fold(step: Step[Rowwise], writer: ProgramWriter, _arguments: Sequence[StepColumn]) -> StepColumn:
    """
    Return an aggregate over rows, which is worked out before.

    Where the data do not have them its cell says so; what has another state is in doubt from there.
    """
    column, cell = _column(step, writer)
    if not writer.rounding.leaf(step).range.states:
        return StepColumn(column)
    if writer.plain:
        return StepColumn(column, loose=True)
    absent = writer.state("unavailable", "missing-rows", step.setting.rows, step.setting.rows)
    return StepColumn(column, where(_is(cell, 0), NO_STATE, absent))


def _or_rule(step: Step[Slot] | Step[Given], writer: ProgramWriter, missing: Rule, why: Why) -> StepColumn:
    column, cell = _column(step, writer)
    if not writer.rounding.leaf(step).range.states:
        return StepColumn(column)
    instead = _ruled(writer, missing, why)
    value = column if instead.state is not None else where(_is(cell, 1), instead.value, column)
    if writer.plain:
        return StepColumn(value, None, _may_be_loose(step))
    return StepColumn(value, _state(step, writer, cell, instead.state or NO_STATE))


def _column(step: Step, writer: ProgramWriter) -> tuple[FloatNode, CellNode]:
    """Return the number, flag or label that *step* reads, and the cell that it has in its column."""
    key = leaf_key(step, writer.index)
    assert key is not None
    at = writer.leaves.setdefault(key, len(writer.leaves))
    column = ReadNode(at)
    return apply("!=", column, NO_STATE) if step.unit == "flag" else column, CellNode(at)


def _ruled(writer: ProgramWriter, rule: Rule, why: Why) -> StepColumn:
    """Return what *rule* gives: a number or a state."""
    if isinstance(rule, tuple):
        return StepColumn(number(rule))
    return StepColumn(NAN, writer.ruled(rule, *why))


def _state(step: Step[Slot] | Step[Given], writer: ProgramWriter, cell: CellNode, missing: FloatNode) -> FloatNode:
    """Return the state of a cell; *missing* is that of one with nothing in it."""
    excluded = writer.state("excluded", "not-applicable-input", step.setting.path)
    return where(_is(cell, 0), NO_STATE, where(_is(cell, 1), missing, excluded))


def _is(cell: CellNode, content: int) -> FloatNode:
    return apply("==", cell, ConstantNode(content))


def _may_be_loose(step: Step) -> bool:
    """Return whether the number of a cell without a value is NaN: a flag or a label has none that says so."""
    return step.unit not in ("flag", "text")
