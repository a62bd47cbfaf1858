"""The batch meaning of what is read: inputs, given values, aggregates over rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from lkjdsl.core.program import Given, Slot, Step
from lkjdsl.domains.float_error.bounds import Bound
from lkjdsl.domains.float_program.columns import NAN, Column, Text, number_text

if TYPE_CHECKING:
    from lkjdsl.domains.float_program.domain import Writer


def leaf(writer: "Writer", index: int, bound: Bound, step: Step, arguments: Sequence[Column]) -> Column:
    """Write what a step reads, or the rule of the edition where there is nothing."""
    setting: Any = step.setting
    name = step.operator.name
    if name == "given" and not writer.rounding.leaf(step).range.ordinary:
        if arguments:  # nothing is given
            return evolve(arguments[0], index=index, bound=bound)
        rule = setting.missing
        if isinstance(rule, tuple):
            return Column(number_text(rule), None, bound, index)
        return Column(NAN, str(writer.states.ruled(rule, "not-given")), bound, index)
    key = leaf_key(step, index)
    position = writer.leaves.setdefault(key, len(writer.leaves))
    told, cell = f"x{position}", f"m{position}"
    if step.unit == "flag":
        told = f"({told} != 0)"
    if not writer.rounding.leaf(step).range.states:
        return Column(told, None, bound, index)
    if writer.plain:
        return plain_leaf(writer, index, bound, step, arguments, (told, cell))
    value = told
    if name == "given" and arguments:
        computed = arguments[0]
        value = writer.line(f"v{index}", f"where({cell} == 1, {computed.value}, {told})")
        missing = computed.state or "0"
    else:
        rule = setting.missing
        if isinstance(rule, tuple):
            value = writer.line(f"v{index}", f"where({cell} == 1, {number_text(rule)}, {told})")
        missing = str(writer.states.missing(step))
    excluded = writer.states.code("excluded", "not-applicable-input")
    state = writer.line(f"s{index}", f"where({cell} == 0, 0, where({cell} == 1, {missing}, {excluded}))")
    return Column(value, state, bound, index)


def plain_leaf(
    writer: "Writer", index: int, bound: Bound, step: Step, arguments: Sequence[Column], names: tuple[Text, Text]
) -> Column:
    """Return a leaf whose state is left to the exact domain; *names* are those of its number and its cell."""
    told, cell = names
    missing = step.setting.missing  # type: ignore[union-attr] # what may be missing says what it then is
    name = step.operator.name
    loose = step.unit not in ("flag", "text")
    if name == "given" and arguments:
        state = arguments[0].state
        if state is not None:
            state = writer.line(f"s{index}", f"where({cell} == 1, {state}, 0)")
        return writer.made(index, bound, f"where({cell} == 1, {arguments[0].value}, {told})", state, loose=loose)
    if isinstance(missing, tuple):
        value = f"where({cell} == 1, {number_text(missing)}, {told})"
        return writer.made(index, bound, value, None, loose=loose)
    return Column(told, None, bound, index, loose)


def leaf_key(step: Step, index: int) -> tuple[str, int | str]:
    """Return what a leaf reads: an input by its position, a given node by its path, an aggregate by its step."""
    setting = step.setting
    match step.operator.name:
        case "fold":
            return "fold", index
        case name:
            assert isinstance(setting, Slot | Given)
            return name, setting.index if isinstance(setting, Slot) else setting.path
