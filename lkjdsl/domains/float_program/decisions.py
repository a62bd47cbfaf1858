"""Where something hangs on the last bits: comparisons, denominators that may be 0, roundings, bands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lkjdsl.core.program import Bands, Rounds, Step
from lkjdsl.domains.float_error.bounds import WHOLE, Bound, of_constant
from lkjdsl.domains.float_program.columns import HALF_UNITS, NAN, Column, Decision, Declined, Text, number_text
from lkjdsl.numbers.rational import Number

if TYPE_CHECKING:
    from lkjdsl.domains.float_program.domain import Writer

SIGNS = {"less": "<", "at-most": "<=", "greater": ">", "at-least": ">=", "equal": "==", "different": "!="}


def never_zero(writer: "Writer", column: Column, where: Text = "") -> None:
    """Flag the rows in which it is in doubt whether *column* is 0; with a known relative error it never is."""
    if column.bound.absolute == 0 or column.bound.relative < 1:
        return
    error = writer.error(Decision((column.index,)), f"absolute({column.value})")
    writer.doubt(f"{where}(absolute({column.value}) < {error})")  # NaN stays NaN in what it divides


def compared(writer: "Writer", name: str, arguments: Sequence[Column]) -> Text:
    """Return the text of a comparison, and flag the rows in which it is in doubt."""
    left, right = arguments
    if left.bound.range.numbers is not None and right.bound.range.numbers is not None:
        apart(writer, left, right)
    elif left.bound.range.texts is None and right.bound.range.texts is None:
        raise Declined("texts")  # noqa: EM101 - a name
    else:
        writer.lost(arguments)
    return f"({left.value} {SIGNS[name]} {right.value})"


def apart(writer: "Writer", left: Column, right: Column) -> None:
    """Flag the rows in which it is in doubt which of two numbers is greater."""
    steps = tuple(one.index for one in (left, right) if one.index >= 0)
    if left.bound.absolute == 0 and right.bound.absolute == 0:
        writer.lost((left, right))
        return
    size = f"absolute({left.value}) + absolute({right.value})"
    constant = max(one.bound.absolute for one in (left, right) if one.index < 0) if len(steps) < 2 else 0.0  # noqa: PLR2004 - a number of the edition has no step
    error = writer.error(Decision(steps, constant=constant), size)
    near = f"absolute({left.value} - {right.value}) < {error}"
    writer.doubt(f"no(absolute({left.value} - {right.value}) >= {error})" if left.loose or right.loose else near)


def scaled(writer: "Writer", index: int | str, column: Column, rounds: Rounds, name: str = "round") -> Text:
    """Return the whole number that *column* rounds to in units of the last decimal, and flag the rows in doubt."""
    scale = 10.0 ** abs(rounds.digits)
    y = writer.line(f"y{index}", f"{column.value} {'*' if rounds.digits >= 0 else '/'} {scale!r}")
    whole = column.bound.whole and rounds.digits >= 0 and column.bound.magnitude * scale <= WHOLE
    near = writer.line(f"r{index}", f"rint({y})")
    if whole:
        if column.loose:
            safe = f"no({y} == {y})"
            writer.doubt(f"({column.state} == 0) & {safe}" if column.state else safe)
        return near
    at = 2 * len(writer.decisions)
    decision = Decision((column.index,), 10.0**rounds.digits, ties=True)
    error = writer.line(f"u{index}", f"{writer.error(decision, f'absolute({y})')} + absolute({y}) * {HALF_UNITS!r}")
    # a tie lies halfway between two whole numbers; where digits are cut off, the whole number itself decides
    distance = f"0.5 - absolute({y} - {near})" if rounds.mode.startswith("half") else f"absolute({y} - {near})"
    distance = writer.line(f"d{index}", distance)
    # what is that near is a tie where the error is smaller than the parts of 1 of which the value is made
    unsafe = f"no({distance} > {error}) & no({error} < g[{at}])"
    writer.doubt(f"({column.state} == 0) & {unsafe}" if column.state else unsafe)
    if rounds.mode.startswith("half"):
        return writer.line(f"w{index}", f"settled({y}, {near}, {distance} <= {error}, {rounds.mode == 'half-even'})")
    certain = f"{distance} <= {error}"
    if name != "round":
        return writer.line(f"w{index}", f"where({certain}, {near}, {name}({y}))")
    cut = ("ceil", "floor") if rounds.mode == "down" else ("floor", "ceil")
    away = f"where({y} < 0, {cut[0]}({y}), {cut[1]}({y}))"
    return writer.line(f"w{index}", f"where({certain}, {near}, {away})")


def rounded(writer: "Writer", index: int, step: Step, column: Column) -> Text:
    """Return the text of a rounded number."""
    setting: Any = step.setting
    name = step.operator.name
    rounds = setting if isinstance(setting, Rounds) else Rounds(0, "down")
    if abs(rounds.digits) > 15:  # noqa: PLR2004 - more digits than a float64 has
        raise Declined(name)
    units = scaled(writer, index, column, rounds, name)
    return f"{units} {'/' if rounds.digits >= 0 else '*'} {10.0 ** abs(rounds.digits)!r}"


def band(writer: "Writer", index: int, bound: Bound, step: Step, column: Column) -> Column:
    """Write the label of the band that a number lies in."""
    setting: Any = step.setting
    assert isinstance(setting, Bands)
    text, state = NAN, str(writer.states.code("unavailable", "below-all-bands"))
    units = None if setting.printed is None else scaled(writer, index, column, setting.printed)
    for band in reversed(setting.bands):
        if units is None:
            start = Column(number_text(band.start), None, of_constant(band.start), -1)
            apart(writer, column, start)
            holds = f"{column.value} {'>' if band.open else '>='} {start.value}"
        else:
            holds = f"{units} {units_from(band.start, setting.printed, is_open=band.open)}"
        text, state = f"where({holds}, {writer.label(band.label)}.0, {text})", f"where({holds}, 0, {state})"
    if column.state:
        state = f"where({column.state} != 0, {column.state}, {state})"
    return writer.made(index, bound, text, writer.line(f"t{index}", state))


def units_from(start: Number, printed: Any, *, is_open: bool) -> Text:
    """Return the comparison of a rounded number, in units of its last decimal, with the start of a band."""
    n, d = start
    n *= 10**printed.digits
    least = n // d + 1 if is_open else -(-n // d)
    return f">= {float(least)!r}"
