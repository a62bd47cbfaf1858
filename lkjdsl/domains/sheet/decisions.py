"""The sheet's rules of operators that decide: comparisons, denominators that may be 0, roundings, bands."""

from collections.abc import Callable, Sequence
from typing import assert_never

from attrs import frozen

from lkjdsl.core.program import Bands, Division, Rounds, Step
from lkjdsl.domains.sheet.arithmetic import difference, errors, worst
from lkjdsl.domains.sheet.cells import (
    NO_GRID,
    STATES,
    UNIT,
    UNKNOWN,
    WHOLE,
    Formulas,
    StepCells,
    constant,
    in_doubt,
    largest,
    multiplied,
    nothing,
    ruled,
    size,
    text,
)
from lkjdsl.domains.sheet.writer import Writer
from lkjdsl.numbers.rational import Number
from lkjdsl.units import FLAG, TEXT


def any_of(conditions: Sequence[str]) -> str:
    """Return whether one of *conditions* holds."""
    found = list(dict.fromkeys(condition for condition in conditions if condition != "FALSE"))
    return "FALSE" if not found else found[0] if len(found) == 1 else f"OR({','.join(found)})"


def where_alone(state: str, condition: str) -> str:
    """Return *condition* where the operands have no *state* that decides before it."""
    return condition if condition == "FALSE" or state == "0" else f"AND({state}=0,{condition})"


@frozen
class SignTest:
    """
    A number of which the sign is asked: what is no further from 0 than its error is taken for 0.

    That is certain where its denominator leaves no other number so near to 0.
    """

    number: StepCells

    def holds(self, signs: frozenset[int]) -> str:
        """Return whether the sign is one of *signs*."""
        value, error = self.number.value, self.number.error
        off = "" if error == "0" else error
        conditions = {
            frozenset((-1,)): f"{value}<-{off}" if off else f"{value}<0",
            frozenset((1,)): f"{value}>{off or 0}",
            frozenset((0,)): f"{size(value)}<={off}" if off else f"{value}=0",
            frozenset((-1, 0)): f"{value}<={off or 0}",
            frozenset((0, 1)): f"{value}>=-{off}" if off else f"{value}>=0",
            frozenset((-1, 1)): f"{size(value)}>{off}" if off else f"{value}<>0",
        }
        return conditions[signs]

    @property
    def is_zero(self) -> str:
        """Return whether the number is taken for 0."""
        return self.holds(frozenset((0,)))

    @property
    def doubt(self) -> str:
        """Return whether what :attr:`holds` says is in doubt."""
        value, error, denominator = self.number.value, self.number.error, self.number.denominator
        if error == "0":
            return "FALSE"
        return f"AND({size(value)}<={error},{error}>0,2.1*{error}*{denominator}>=1)"


def compared(signs: frozenset[int]) -> Callable[[Step, Writer, Sequence[StepCells]], Formulas]:
    """Return the rule of a comparison that holds for *signs* of the left number less the right one."""

    def rule(step: Step, writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
        left, right = arguments
        state = worst(arguments)
        if TEXT in (left.unit, right.unit) or FLAG in (left.unit, right.unit):
            same = f"EXACT({left.value},{right.value})" if left.unit == TEXT else f"{left.value}={right.value}"
            return Formulas(same if 0 in signs else f"NOT({same})", state, doubts=errors(arguments))
        apart = difference(step, writer, arguments)
        sign = SignTest(
            StepCells(writer.cell(apart.value), "0", writer.cell(apart.denominator), writer.cell(apart.error))
        )
        return Formulas(sign.holds(signs), state, "1", in_doubt(sign.doubt, "0"), errors(arguments))

    return rule


def quotient(step: Step[Division], _writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a quotient, or of what the step's rules say where the denominator is 0."""
    above, below = arguments
    nought, over = (ruled(rule, step.unit) for rule in (step.setting.zero_over_zero, step.setting.over_zero))
    zero, both = SignTest(below).is_zero, SignTest(above).is_zero
    doubts = [SignTest(below).doubt]
    if nought != over:
        doubts += [f"AND({zero},{SignTest(above).doubt})"] if SignTest(above).doubt != "FALSE" else []
    own = worst(arguments)

    def instead(first: str, second: str) -> str:
        return first if first == second else f"IF({both},{first},{second})"

    ruled_state = instead(nought.state, over.state)
    state = own if ruled_state == "0" else f"IF({zero},{ruled_state},0)"
    if ruled_state != "0" and own != "0":
        state = f"IF({own}>0,{own},{state})"
    value = f"{above.value}/{below.value}"
    error = f"{size(value)}*{UNIT}"
    if below.error != "0":
        off = f"({above.error}+ABS({value})*{below.error})/(ABS({below.value})-{below.error})"
        error = f"IF(ABS({below.value})<4*{below.error},{UNKNOWN},2*{off}+{error})"
    elif above.error != "0":
        error = f"{above.error}/{size(below.value)}+{error}"
    error = f"IF({zero},{instead(nought.error, over.error)},{error})"
    return Formulas(
        f"IF({zero},{instead(nought.value, over.value)},{value})",
        state,
        f"IF({zero},{instead(nought.denominator, over.denominator)},{_denominator(above, below)})",
        error,
        errors(arguments),
        where_alone(own, any_of(doubts)),
    )


def _denominator(above: StepCells, below: StepCells) -> str:
    """Return the denominator of a quotient in lowest terms: those of both brought to whole numbers."""
    parts = multiplied([above.denominator, below.denominator])
    if parts == NO_GRID:
        return NO_GRID
    if parts == "1" and {above.error, below.error} == {"0"}:
        n, d = size(above.value), size(below.value)
        return f"IF(MAX({n},{d})<{WHOLE},{d}/GCD({n},{d}),{NO_GRID})"
    n, d = (f"INT({size(cells.value)}*({parts})+0.5)" for cells in (above, below))
    off = largest([above.error, below.error])
    near = f"MAX({size(above.value)},{size(below.value)})*({parts})<1E+13"
    near += "" if off == "0" else f",{off}*({parts})<0.1"
    return f"IF(AND({near}),{d}/GCD({n},{d}),{NO_GRID})"


WIDE = "0.4"
"""The widest margin: of a number that may be that far off its last decimal is in doubt, and is shown as it came out."""


@frozen
class Cut:
    """A number cut to whole units of a decimal: how many units, without a sign, and whether that is in doubt."""

    units: str
    doubt: str


def cut(writer: Writer, cells: StepCells, rounds: Rounds) -> Cut:
    """
    Return *one* in units of its last decimal.

    The number is known up to a margin. What lies within it of a tie (where decimals are cut off: of a whole number of
    units) is taken for one, by INT, which then has no say in what ties give. In doubt is what lies near to one where
    the denominator allows other numbers as near. ROUND is not used: nobody says what it does with ties.
    """
    digits = rounds.digits
    power = 10 ** abs(digits)
    if digits >= 0 and cells.denominator == "1" and cells.error == "0":
        return Cut(f"{size(cells.value)}*{power}" if power > 1 else size(cells.value), "FALSE")
    scale = "" if digits == 0 else f"*{power}" if digits > 0 else f"/{power}"
    units = writer.cell(f"{size(cells.value)}{scale}")
    margin = writer.cell(f"MIN({WIDE},{'' if cells.error == '0' else f'{cells.error}{scale}+'}{units}*4E-14+4E-14)")
    parts = cells.denominator if digits >= 0 else multiplied([cells.denominator, str(power)])
    off = f"ABS({units}-INT({units})-0.5)"
    down, up = f"INT({units}+{margin})", f"-INT({margin}-{units})"
    match rounds.mode:
        case "half-up":
            found = f"INT({units}+0.5+{margin})"
        case "half-down":
            found = f"-INT(0.5+{margin}-{units})"
        case "half-even":
            found = f"IF({off}<={margin},2*INT((INT({units})+1)/2+0.25),INT({units}+0.5))"
        case "down":
            found = down
        case "up":
            found = up
        case "floor":
            found = f"IF({cells.value}<0,{up},{down})"
        case "ceiling":
            found = f"IF({cells.value}<0,{down},{up})"
        case _:
            assert_never(rounds.mode)
    is_half = rounds.mode.startswith("half")
    near = f"{off}<=3*{margin}" if is_half else f"0.5-{off}<=3*{margin}"
    return Cut(found, f"AND({near},{5 if is_half else 3}*{margin}*{parts}>=1)")


def rounded(step: Step[Rounds], writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of a rounded number."""
    return printed(writer, arguments[0], step.setting)


def printed(writer: Writer, cells: StepCells, rounds: Rounds) -> Formulas:
    """Return the formulas of *one* as it is printed."""
    found = cut(writer, cells, rounds)
    units = writer.cell(found.units)
    power = 10 ** abs(rounds.digits)
    back = f"{units}/{power}" if rounds.digits > 0 else f"{units}*{power}" if rounds.digits else units
    error = f"{back}*{UNIT}" if rounds.digits > 0 else f"IF({back}<{WHOLE},0,{back}*{UNIT})"
    denominator = str(power) if rounds.digits > 0 else "1"
    return Formulas(
        f"SIGN({cells.value})*{back}", cells.state, denominator, in_doubt(found.doubt, error), (cells.error,)
    )


def cut_off(*, up: bool) -> Callable[[Step, Writer, Sequence[StepCells]], Formulas]:
    """Return the rule of the whole number below, or above."""

    def rule(_step: Step, writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
        (cells,) = arguments
        value = cells.value
        margin = writer.cell(f"MIN({WIDE},{'' if cells.error == '0' else f'{cells.error}+'}{size(value)}*4E-14+4E-14)")
        doubt = f"AND(0.5-ABS({value}-INT({value})-0.5)<=3*{margin},3*{margin}*{cells.denominator}>=1)"
        found = f"-INT({margin}-{value})" if up else f"INT({value}+{margin})"
        return Formulas(found, cells.state, "1", in_doubt(doubt, "0"), (cells.error,))

    return rule


AT_LEAST, ABOVE = frozenset((0, 1)), frozenset((1,))


def band(step: Step[Bands], writer: Writer, arguments: Sequence[StepCells]) -> Formulas:
    """Return the formulas of the label of the band that a number lies in, exact or as printed."""
    (cells,) = arguments
    rounds = step.setting.printed
    looked_up = cells if rounds is None else writer.place(printed(writer, cells, rounds), cells.unit)
    value, found, doubts = nothing(TEXT), [], [looked_up.error]
    for each in reversed(step.setting.bands):
        holds, doubt = _within(step, writer, looked_up, each.start, is_open=each.open)
        value = f"IF({holds},{text(str(each.label))},{value})"
        found.append(holds)
        doubts.append(doubt)
    below = f"IF({any_of(found)},0,{STATES['unavailable']})"
    state = below if cells.state == "0" else f"IF({cells.state}>0,{cells.state},{below})"
    return Formulas(value, state, "1", largest(doubts), (cells.error, *doubts))


def _within(step: Step, writer: Writer, cells: StepCells, start: Number, *, is_open: bool) -> tuple[str, str]:
    formulas = compared(ABOVE if is_open else AT_LEAST)(step, writer, (cells, constant(start, cells.unit)))
    return writer.cell(formulas.value), writer.cell(formulas.error)
