"""A script over whole columns of numpy, line by line: nothing to make ready, so best for few rows."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from lkjdsl.tables.kernel.script import VARIABLE, Codes, Floats, Found, Script

Function = Callable[[tuple[Floats, Floats], Sequence[Any], Sequence[Any]], Found]
"""Of the errors of the decisions and below which a value near a tie is one, the columns of numbers and of cells."""


def columnwise(script: Script) -> Function:
    """Return the function that a script is over numpy columns."""
    returned = f"return doubt, [{', '.join(text for text, _ in script.varying)}]"
    names: dict[str, Any] = {**_FUNCTIONS}
    exec(compile(_text([*script.lines, returned]), "<batch>", "exec"), names)  # noqa: S102 - the text is made of variables and numbers alone

    def function(errors: tuple[Floats, Floats], x: Sequence[Any], m: Sequence[Any]) -> Found:
        with np.errstate(all="ignore"):
            doubt, arrays = names["kernel"](*errors, x, m)
        read = set(map(id, x))
        return script.found(doubt, [one.copy() if id(one) in read else one for one in arrays])

    return function


def _text(lines: Sequence[str]) -> str:
    """Return the text of the function: columns are read where they are first used, and let go after their last use."""
    last = {name: at for at, line in enumerate(lines) for name in VARIABLE.findall(line)}
    known: set[str] = set()
    own: set[str] = set()
    told = ["def kernel(e, g, x, m):", "doubt = False"]
    for at, line in enumerate(lines):
        names = dict.fromkeys(VARIABLE.findall(line))
        told += [
            f"{name} = told(x[{name[1:]}], m[{name[1:]}])" for name in names if name[0] == "x" and name not in known
        ]
        told += [f"{name} = m[{name[1:]}]" for name in names if name[0] == "m" and name not in known]
        gone = [name for name in names if last[name] == at]
        told.append(_in_place(line, own.intersection(gone)))
        known.update(names)
        own.update(name for name in names if not VARIABLE.fullmatch(line.removeprefix(f"{name} = ")))
        if gone and at + 1 < len(lines):
            told.append(f"del {', '.join(gone)}")
    return "\n    ".join(told) + "\n"


def _in_place(line: str, gone: Collection[str]) -> str:
    """Return *line* so that it takes the room of one of the columns *gone*, which are not used again."""
    found = IN_PLACE.fullmatch(line)
    return f"{line[:-1]}, out=room({found[1]}))" if found and found[1] in gone else line


IN_PLACE = re.compile(r"v\d+ = (?:minimum|maximum)\((v\d+), float64\([^()]*\)\)")


def _room(column: Any) -> Any:
    """Return where a result can be put that takes the place of *column*."""
    return column if np.shape(column) else None


def _told(column: Any, cells: Any) -> Any:
    """Return a column of numbers as float64, NaN where the cells say that there is none."""
    numbers = np.asarray(column, np.float64) if np.shape(column) else np.float64(column)
    return np.where(np.equal(cells, 0), numbers, np.nan) if np.any(cells) else numbers


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
