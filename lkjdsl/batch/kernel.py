"""A program and what is asked of it → one function over numpy columns, written by the batch domain."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import evolve, field, frozen

from lkjdsl.core.program import Program, Rounds, Rowwise, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.batch import Writer
from lkjdsl.domains.batch_decisions import scaled
from lkjdsl.domains.batch_leaves import leaf_key
from lkjdsl.domains.batch_text import HALF_UNITS, Declined
from lkjdsl.domains.bounds import UNIT, UNKNOWN, Bound
from lkjdsl.domains.rounding import Rounding
from lkjdsl.model.values import Kind

Key = tuple[str, int | str]
"""What a column is read for: an input by its position, a given node by its path, an aggregate over rows by its step."""
Floats = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[np.int32]]
OVER = 1.01
"""Errors are taken a little greater than they were proven, for the roundings of the sums of errors themselves."""


@frozen
class Asked:
    """A result that is asked for: its path, the step it is, and how it is printed (None for a label)."""

    path: str
    step: int
    unit: str
    printed: Rounds | None
    rounding: Any = "half-up"


@frozen(eq=False)
class Kernel:
    """
    The function and what it needs to know.

    ``function(n, e, g, x, m)``: of n rows, the errors of the decisions, which ties are settled, the columns of
    numbers, and of cells (0 told, 1 missing, 2 not applicable). It returns which rows are in doubt, and value, state
    and printed units of each result.
    """

    function: Callable[..., tuple[Any, list[tuple[Any, Any, Any]]]]
    leaves: Sequence[Key]
    errors: Callable[[Mapping[Key, Bound]], tuple[Floats, Mask] | None]
    states: Mapping[int, tuple[Kind, str]]
    labels: Sequence[str]
    text: str = field(repr=False)


def pruned(program: Program, wanted: Sequence[int]) -> tuple[Program, dict[int, int]]:
    """Return the program of only those steps that *wanted* ones need, and where each of them is now."""
    needed = set(wanted)
    for index in range(len(program.steps) - 1, -1, -1):
        if index in needed:
            needed.update(program.steps[index].arguments)
    at = {index: position for position, index in enumerate(sorted(needed))}
    steps = tuple(
        evolve(program.steps[index], arguments=tuple(at[one] for one in program.steps[index].arguments)) for index in at
    )
    return Program(steps, {path: at[index] for path, index in program.results.items() if index in at}), at


def leaves_of(program: Program) -> dict[int, Key]:
    """Return the keys of the steps that read a column, by the steps' identities."""
    return {
        id(step): leaf_key(step, index)
        for index, step in enumerate(program.steps)
        if step.setting is not None and (step.operator.name == "fold" or _reads(step))
    }


def _reads(step: Step) -> bool:
    return step.operator.states == "leaf" and step.operator.name not in ("constant", "outer")


def made(program: Program, asked: Sequence[Asked], bounds: Mapping[Key, Bound], *, plain: bool = False) -> Kernel:
    """
    Return the kernel of *program*, good for all data whose columns lie within *bounds*.

    Raises Declined where the batch domain has nothing to say.
    """
    keys = leaves_of(program)
    writer = Writer(Rounding(lambda step: bounds[keys[id(step)]]), plain)
    if any(step.operator.name == "outer" for step in program.steps):
        raise Declined("outer")  # noqa: EM101 - a name
    columns = walk(program, writer)
    results = []
    for number, one in enumerate(asked):
        column = columns[one.step]
        units = "None"
        if one.printed is not None and column.bound.range.numbers is not None:
            if abs(one.printed.digits) > 15:  # noqa: PLR2004 - more digits than a float64 has
                raise Declined("digits")  # noqa: EM101 - a name
            units = scaled(writer, f"p{number}", column, one.printed)
        elif column.loose:
            writer.doubt(f"no({column.value} == {column.value})")
        results.append(f"({column.value}, {column.state or 0}, {units})")
    text = _function([*writer.lines, f"return doubt, [{', '.join(results)}]"])
    names: dict[str, Any] = {**_FUNCTIONS}
    exec(compile(text, "<batch>", "exec"), names)  # noqa: S102 - the text is made of variables and numbers alone

    def errors(found: Mapping[Key, Bound]) -> tuple[Floats, Mask] | None:
        """Return errors of decisions and which ties are settled for data within *found*; None where one is unknown."""
        at = walk(program, Rounding(lambda step: found[keys[id(step)]]))
        errors = np.zeros(2 * len(writer.decisions) or 1)
        settled = np.zeros(len(errors), np.bool_)
        for position, decision in enumerate(writer.decisions):
            taking_part = [at[step] for step in decision.steps]
            absolute = (sum(one.absolute for one in taking_part) * decision.scale + decision.constant) * OVER
            relative = max(UNIT, *(one.relative for one in taking_part)) * OVER
            if absolute == UNKNOWN and relative == UNKNOWN:
                return None
            errors[2 * position : 2 * position + 2] = absolute, relative
            if decision.ties and (grid := taking_part[0].grid):
                reach = taking_part[0].magnitude * decision.scale
                # as parts of a unit of the last decimal: 1/(2 grid) lies between what is a tie and what is not
                parts = grid if decision.scale >= 1 else grid / decision.scale
                settled[2 * position] = absolute + reach * HALF_UNITS * OVER < 1 / (8 * parts)
        return errors, settled

    labels = sorted(writer.labels, key=lambda label: writer.labels[label])
    return Kernel(names["kernel"], list(writer.leaves), errors, writer.states.told(), labels, text)


VARIABLE = re.compile(r"\b(?!float64)[a-z]+p?\d\w*\b")


def _function(lines: Sequence[str]) -> str:
    """Return the text of the function: columns are read where they are first used, and let go after their last use."""
    last = {name: at for at, line in enumerate(lines) for name in VARIABLE.findall(line)}
    known: set[str] = set()
    told = ["def kernel(n, e, g, x, m):", "doubt = False"]
    for at, line in enumerate(lines):
        names = dict.fromkeys(VARIABLE.findall(line))
        told += [f"{name} = told(x[{name[1:]}])" for name in names if name[0] == "x" and name not in known]
        told += [f"{name} = m[{name[1:]}]" for name in names if name[0] == "m" and name not in known]
        gone = [name for name in names if last[name] == at]
        told.append(_in_place(line, gone))
        known.update(names)
        if gone and at + 1 < len(lines):
            told.append(f"del {', '.join(gone)}")
    return "\n    ".join(told) + "\n"


def _in_place(line: str, gone: Sequence[str]) -> str:
    """Return *line* so that it takes the room of a column that is not used again, where it can."""
    found = IN_PLACE.fullmatch(line)
    return f"{line[:-1]}, out=room({found[1]}))" if found and found[1] in gone else line


IN_PLACE = re.compile(r"v\d+ = (?:minimum|maximum)\((v\d+), float64\([^()]*\)\)")


def _room(column: Any) -> Any:
    """Return where a result can be put that takes the place of *column*."""
    return column if np.shape(column) else None


def _told(column: Any) -> Any:
    """Return a column of numbers as float64."""
    return np.asarray(column, np.float64) if np.shape(column) else np.float64(column)


def _settled(y: Any, near: Any, tie: Any, even: bool) -> Any:  # noqa: FBT001 - a flag of the text
    """Return *near*, and for ties the whole number that the mode takes: the even one, or the one away from 0."""
    if not np.any(tie):
        return near
    below = np.floor(y)
    up = np.remainder(below, 2) == 1 if even else y > 0
    return np.where(tie, below + up, near)


def _worst(one: Codes, other: Codes) -> Codes:
    return np.where(np.right_shift(other, 12) > np.right_shift(one, 12), other, one)


def _quotient(left: Any, right: Any, of_nothing: float, of_something: float) -> Any:
    """Return *left* over *right*, and where that is 0 one of two numbers."""
    found = left / right
    zero = np.equal(right, 0)
    if zero.any():
        if not zero.shape:  # one number for all rows
            return np.where(np.equal(left, 0), of_nothing, of_something)
        rows = zero.nonzero()[0]
        numerators = left[rows] if getattr(left, "shape", ()) == zero.shape else left
        found[rows] = np.where(np.equal(numerators, 0), of_nothing, of_something)
    return found


def _weighted(weights: Sequence[float], values: Sequence[Any]) -> Any:
    """Return the sum of the products, without a new column for each."""
    total = weights[0] * values[0]
    room = np.empty_like(total)
    for weight, value in zip(weights[1:], values[1:], strict=True):
        if np.shape(value) == np.shape(total) != ():
            np.multiply(value, weight, out=room)
            np.add(total, room, out=total)
        else:
            total = total + weight * value
            room = np.empty_like(total)
    return total


_FUNCTIONS: Mapping[str, Any] = {
    "where": np.where, "minimum": np.minimum, "maximum": np.maximum, "absolute": np.absolute, "floor": np.floor,
    "ceil": np.ceil, "rint": np.rint, "no": np.logical_not, "worst": _worst,
    "told": _told, "settled": _settled, "room": _room, "quotient": _quotient, "weighted": _weighted,
    "nan": np.float64(np.nan), "inf": np.float64(np.inf),
    "float64": np.float64,
}  # fmt: skip


def rowwise_of(step: Step) -> Rowwise:
    """Return the setting of an aggregate over rows."""
    assert isinstance(step.setting, Rowwise)
    return step.setting
