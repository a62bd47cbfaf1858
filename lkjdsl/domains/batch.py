"""
The batch domain: a step → lines of a float64 program over whole columns, with a column of states beside each value.

It gives no operator a meaning of its own: what it computes is the exact value within the bound of the rounding domain,
and where something hangs on the last bits (a comparison, a rounding, a denominator that may be 0) it flags the row
as doubtful, and the exact domain decides. What it cannot say it declines, and then all rows go that way. The law in
``tests/test_batch.py``: the same states and the same printed digits as the exact domain, row by row.

The text that is made contains names of variables and numbers only, never a word of the edition's author.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from attrs import define, evolve, field, frozen

from lkjdsl.core.program import Bands, Division, Given, Held, Rounds, Slot, Step
from lkjdsl.domains.batch_states import States
from lkjdsl.domains.bounds import WHOLE, Bound, as_float, of_constant
from lkjdsl.domains.rounding import Rounding
from lkjdsl.model.values import State
from lkjdsl.rational import Number

NAN = "nan"
"""The number of a value that has a state: it is neither above nor below anything, so it never raises a doubt."""
MOST_POWER = 8
HALF_UNITS = 2.0**-50
"""Relative error of scaling a number by a power of ten, taken generously."""

SIMPLE = {
    "subtract": "{0} - {1}",
    "multiply": "{0} * {1}",
    "negate": "-{0}",
    "absolute": "absolute({0})",
    "cap": "minimum({0}, {1})",
    "bound-below": "maximum({0}, {1})",
    "clamp": "minimum(maximum({0}, {1}), {2})",
    "and": "{0} & {1}",
    "or": "{0} | {1}",
    "not": "no({0})",
}
"""Operators that hang on nothing: they are continuous, or have flags."""
SIGNS = {"less": "<", "at-most": "<=", "greater": ">", "at-least": ">=", "equal": "==", "different": "!="}
POOLS = ("sum", "mean", "min", "max", "count", "weighted-mean", "harmonic-mean")
Text = str


class Declined(Exception):  # noqa: N818 - no error: the exact domain does it
    """An operator that this domain has nothing to say about."""

    def __init__(self, name: str) -> None:
        """Take the name of what it is."""
        super().__init__(name)
        self.name = name


@frozen
class Column:
    """
    What a step is in the program: the name of its number, flag or label, and of its state where it may have one.

    ``index`` is the position of the step; a label is the number that ``Writer.labels`` gives it. ``loose``: where it
    has a state that depends on data, the number is NaN, nothing else tells it, and the row is in doubt.
    """

    value: Text
    state: Text | None
    bound: Bound
    index: int
    loose: bool = False


@frozen
class Decision:
    """Where something hangs on the last bits: which steps take part, and how their errors are scaled there."""

    steps: tuple[int, ...]
    scale: float = 1.0
    ties: bool = False
    """Whether it is a rounding, which a value on a coarse grid settles by itself."""
    constant: float = 0.0
    """The absolute error of a number of the edition that takes part; relative errors are taken no less than UNIT."""


@define(eq=False)
class Writer:
    """
    The domain.

    ``plain``: states that depend on data are not worked out; where there is one the number is NaN, and a row in which
    that reaches a decision or a result is in doubt. That is fast where they are rare. ``decisions`` get two entries
    each of the array ``e``: the absolute and the relative error.

    ``leaves`` are the steps that read a column, by their keys, in the order of the arguments of the function.
    """

    rounding: Rounding
    plain: bool = False
    states: States = field(factory=States)
    lines: list[Text] = field(factory=list)
    decisions: list[Decision] = field(factory=list)
    leaves: dict[tuple[str, int | str], int] = field(factory=dict)
    labels: dict[str, int] = field(factory=dict)
    count: int = 0

    def apply(self, step: Step, arguments: Sequence[Column]) -> Column:
        """Write the lines of *step*."""
        index = self.count
        self.count += 1
        bound = self.rounding.apply(step, [one.bound for one in arguments])
        if isinstance(step.setting, Held):
            return self._constant(index, bound, step.setting.value)
        if step.operator.states == "leaf" or step.operator.name == "fold":
            return self._leaf(index, bound, step, arguments)
        match step.operator.name:
            case name if name in POOLS:
                from lkjdsl.domains.batch_pooling import pooled

                return pooled(self, index, bound, step, arguments)
            case "choose" | "applies":
                return self._chosen(index, bound, step, arguments)
            case "divide":
                return self._quotient(index, bound, step, arguments)
            case "band":
                return self._band(index, bound, step, arguments[0])
            case _:
                value = self._strict(index, step, arguments)
                loose = step.unit != "flag" and any(one.loose for one in arguments)
                return self.made(index, bound, value, self.merged(index, arguments), loose=loose)

    def line(self, name: Text, formula: Text) -> Text:
        """Write ``name = formula`` and return the name."""
        self.lines.append(f"{name} = {formula}")
        return name

    def made(self, index: int, bound: Bound, value: Text, state: Text | None, *, loose: bool = False) -> Column:
        """Write the value of a step and return its column."""
        return Column(self.line(f"v{index}", value), state, bound, index, loose)

    def merged(self, index: int, arguments: Sequence[Column]) -> Text | None:
        """Return the state that wins among those of *arguments*: the worst, of several the first."""
        states = list(dict.fromkeys(one.state for one in arguments if one.state is not None))
        if states:  # a state that is not told might be worse than those that are
            for value in dict.fromkeys(one.value for one in arguments if one.loose):
                self.doubt(f"no({value} == {value})")
        if len(states) < 2:  # noqa: PLR2004 - nothing to merge
            return states[0] if states else None
        text = states[0]
        for one in states[1:]:
            text = f"worst({text}, {one})"
        return self.line(f"s{index}", text)

    def doubt(self, condition: Text) -> None:
        """Flag the rows in which *condition* holds."""
        self.lines.append(f"doubt = doubt | ({condition})")

    def error(self, decision: Decision, size: Text) -> Text:
        """Return the text of the error that the values of *decision* may have where they are as large as *size*."""
        at = 2 * len(self.decisions)
        self.decisions.append(decision)
        return f"minimum(e[{at}], e[{at + 1}] * ({size} + 1e-300))"

    def label(self, text: str) -> int:
        """Return the number of a label or text."""
        return self.labels.setdefault(text, len(self.labels))

    def _constant(self, index: int, bound: Bound, value: Any) -> Column:
        if isinstance(value, State):
            return Column(NAN, str(self.states.code(value)), bound, index)
        if isinstance(value, str):
            return Column(f"{self.label(value)}.0", None, bound, index)
        return Column(number_text(value) if isinstance(value, tuple) else str(value), None, bound, index)

    def _leaf(self, index: int, bound: Bound, step: Step, arguments: Sequence[Column]) -> Column:
        setting: Any = step.setting
        name = step.operator.name
        if name == "given" and not self.rounding.leaf(step).range.ordinary:
            if arguments:  # nothing is given
                return evolve(arguments[0], index=index, bound=bound)
            rule = setting.missing
            if isinstance(rule, tuple):
                return Column(number_text(rule), None, bound, index)
            return Column(NAN, str(self.states.ruled(step, rule, "not-given")), bound, index)
        key = leaf_key(step, index)
        position = self.leaves.setdefault(key, len(self.leaves))
        told, cell = f"x{position}", f"m{position}"
        if step.unit == "flag" and name != "fold":
            told = f"({told} != 0)"
        possible = self.rounding.leaf(step).range.states
        if not possible:
            return Column(told, None, bound, index)
        if self.plain:
            return self._plain_leaf(index, bound, step, arguments, (told, cell))
        value = told
        if name == "given" and arguments:
            computed = arguments[0]
            value = self.line(f"v{index}", f"where({cell} == 1, {computed.value}, {told})")
            missing = computed.state or "0"
        else:
            rule = setting.missing
            if isinstance(rule, tuple):
                value = self.line(f"v{index}", f"where({cell} == 1, {number_text(rule)}, {told})")
            missing = str(self.states.missing(step))
        excluded = self.states.excluded(step)
        if missing == "0" and "excluded" not in possible:
            return Column(value, None, bound, index)
        state = self.line(f"s{index}", f"where({cell} == 0, 0, where({cell} == 1, {missing}, {excluded}))")
        return Column(value, state, bound, index)

    def _plain_leaf(
        self, index: int, bound: Bound, step: Step, arguments: Sequence[Column], names: tuple[Text, Text]
    ) -> Column:
        """Return a leaf whose state is left to the exact domain; *names* are those of its number and its cell."""
        told, cell = names
        missing: Any = getattr(step.setting, "missing", None)
        name = step.operator.name
        loose = step.unit not in ("flag", "text") or name == "given"
        if name == "given" and arguments:
            state = arguments[0].state
            if state is not None:
                state = self.line(f"s{index}", f"where({cell} == 1, {state}, 0)")
            return self.made(index, bound, f"where({cell} == 1, {arguments[0].value}, {told})", state, loose=loose)
        if isinstance(missing, tuple):
            value = f"where({cell} == 1, {number_text(missing)}, {told})"
            return self.made(index, bound, value, None, loose=loose)
        return Column(told, None, bound, index, loose)

    def _chosen(self, index: int, bound: Bound, step: Step, arguments: Sequence[Column]) -> Column:
        condition, then, *rest = arguments
        if rest:
            otherwise, absent = rest[0].value, rest[0].state or "0"
        else:
            otherwise, absent = NAN, str(self.states.made(step, "excluded", "not-applicable"))
        value = f"where({condition.value}, {then.value}, {otherwise})"
        state = None
        if condition.state or then.state or absent != "0":
            state = f"where({condition.value}, {then.state or '0'}, {absent})"
            if condition.state:
                state = f"where({condition.state} != 0, {condition.state}, {state})"
            state = self.line(f"s{index}", state)
        return self.made(index, bound, value, state, loose=any(one.loose for one in arguments))

    def _quotient(self, index: int, bound: Bound, step: Step, arguments: Sequence[Column]) -> Column:
        left, right = arguments
        rules: Any = step.setting
        assert isinstance(rules, Division)
        state = self.merged(index, arguments)
        plain = f"{left.value} / {right.value}"
        loose = left.loose or right.loose
        if not right.bound.may_be_zero:
            return self.made(index, bound, plain, state, loose=loose)
        self.never_zero(right)
        both = (rules.zero_over_zero, rules.over_zero)
        reasons = (rules.zero_reason, rules.over_reason)
        codes = [self.states.ruled(step, rule, why) for rule, why in zip(both, reasons, strict=True)]
        numbers = [NAN if isinstance(rule, str) else number_text(rule) for rule in both]
        if self.plain:
            if codes[0] != codes[1] or numbers[0] != numbers[1]:
                self.never_zero(left, f"({right.value} == 0) & ")
            value = f"quotient({left.value}, {right.value}, {numbers[0]}, {numbers[1]})"
            return self.made(index, bound, value, state, loose=loose or any(codes))
        is_zero = self.line(f"z{index}", f"{right.value} == 0")
        nothing = f"{left.value} == 0"
        value = numbers[0] if numbers[0] == numbers[1] else f"where({nothing}, {numbers[0]}, {numbers[1]})"
        if codes[0] != codes[1] or numbers[0] != numbers[1]:
            self.never_zero(left, f"{is_zero} & ")
        if any(codes):
            own = f"where({is_zero}, where({nothing}, {codes[0]}, {codes[1]}), 0)"
            state = self.line(f"t{index}", f"where({state} != 0, {state}, {own})" if state else own)
        return self.made(index, bound, f"where({is_zero}, {value}, {plain})", state)

    def never_zero(self, column: Column, where: Text = "") -> None:
        """Flag the rows in which it is in doubt whether *column* is 0; with a known relative error it never is."""
        if column.bound.absolute == 0 or column.bound.relative < 1:
            return
        error = self.error(Decision((column.index,)), f"absolute({column.value})")
        self.doubt(f"{where}(absolute({column.value}) < {error})")  # NaN stays NaN in what it divides

    def _strict(self, index: int, step: Step, arguments: Sequence[Column]) -> Text:
        name = step.operator.name
        match name:
            case "add":
                return " + ".join(one.value for one in arguments)
            case "power":
                return _power(arguments)
            case "interpolate":
                return _interpolated(arguments)
            case _ if name in SIMPLE:
                return SIMPLE[name].format(*(one.value for one in arguments))
            case _ if name in SIGNS:
                return self._compared(name, arguments)
            case "round" | "floor" | "ceil":
                return self._rounded(index, step, arguments[0])
            case _:
                raise Declined(name)

    def _compared(self, name: str, arguments: Sequence[Column]) -> Text:
        left, right = arguments
        if left.bound.range.numbers is not None and right.bound.range.numbers is not None:
            self.apart(left, right)
        elif left.bound.range.texts is None and right.bound.range.texts is None:
            raise Declined("texts")  # noqa: EM101 - a name
        return f"({left.value} {SIGNS[name]} {right.value})"

    def apart(self, left: Column, right: Column) -> None:
        """Flag the rows in which it is in doubt which of two numbers is greater."""
        steps = tuple(one.index for one in (left, right) if one.index >= 0)
        if left.bound.absolute == 0 and right.bound.absolute == 0:
            for one in (left, right):
                if one.loose:
                    self.doubt(f"no({one.value} == {one.value})")
            return
        size = f"absolute({left.value}) + absolute({right.value})"
        constant = max(one.bound.absolute for one in (left, right) if one.index < 0) if len(steps) < 2 else 0.0  # noqa: PLR2004 - a number of the edition has no step
        error = self.error(Decision(steps, constant=constant), size)
        near = f"absolute({left.value} - {right.value}) < {error}"
        self.doubt(f"no(absolute({left.value} - {right.value}) >= {error})" if left.loose or right.loose else near)

    def scaled(self, index: int | str, column: Column, rounds: Rounds, name: str = "round") -> Text:
        """Return the whole number that *column* rounds to in units of the last decimal, and flag the rows in doubt."""
        scale = 10.0 ** abs(rounds.digits)
        y = self.line(f"y{index}", f"{column.value} {'*' if rounds.digits >= 0 else '/'} {scale!r}")
        whole = column.bound.whole and rounds.digits >= 0 and column.bound.magnitude * scale <= WHOLE
        near = self.line(f"r{index}", f"rint({y})")
        if whole:
            if column.loose:
                safe = f"no({y} == {y})"
                self.doubt(f"({column.state} == 0) & {safe}" if column.state else safe)
            return near
        at = 2 * len(self.decisions)
        decision = Decision((column.index,), 10.0**rounds.digits, ties=True)
        error = self.line(f"u{index}", f"{self.error(decision, f'absolute({y})')} + absolute({y}) * {HALF_UNITS!r}")
        # a tie lies halfway between two whole numbers; where digits are cut off, the whole number itself decides
        distance = f"0.5 - absolute({y} - {near})" if rounds.mode.startswith("half") else f"absolute({y} - {near})"
        distance = self.line(f"d{index}", distance)
        # what is that near is a tie where the value lies on a coarser grid than the error
        unsafe = f"no({distance} > {error}) & no(g[{at}] & ({distance} == {distance}))"
        self.doubt(f"({column.state} == 0) & {unsafe}" if column.state else unsafe)
        if rounds.mode.startswith("half"):
            return self.line(f"w{index}", f"settled({y}, {near}, {distance} <= {error}, {rounds.mode == 'half-even'})")
        certain = f"{distance} <= {error}"
        if name != "round":
            return self.line(f"w{index}", f"where({certain}, {near}, {name}({y}))")
        cut = ("ceil", "floor") if rounds.mode == "down" else ("floor", "ceil")
        away = f"where({y} < 0, {cut[0]}({y}), {cut[1]}({y}))"
        return self.line(f"w{index}", f"where({certain}, {near}, {away})")

    def _rounded(self, index: int, step: Step, column: Column) -> Text:
        setting: Any = step.setting
        name = step.operator.name
        rounds = setting if isinstance(setting, Rounds) else Rounds(0, "down")
        if abs(rounds.digits) > 15:  # noqa: PLR2004 - more digits than a float64 has
            raise Declined(name)
        units = self.scaled(index, column, rounds, name)
        return f"{units} {'/' if rounds.digits >= 0 else '*'} {10.0 ** abs(rounds.digits)!r}"

    def _band(self, index: int, bound: Bound, step: Step, column: Column) -> Column:
        setting: Any = step.setting
        assert isinstance(setting, Bands)
        text, state = NAN, str(self.states.made(step, "unavailable", "below-all-bands"))
        units = None if setting.printed is None else self.scaled(index, column, setting.printed)
        for band in reversed(setting.bands):
            if units is None:
                start = Column(number_text(band.start), None, of_constant(band.start), -1)
                self.apart(column, start)
                holds = f"{column.value} {'>' if band.open else '>='} {start.value}"
            else:
                holds = f"{units} {units_from(band.start, setting.printed, is_open=band.open)}"
            text, state = f"where({holds}, {self.label(band.label)}.0, {text})", f"where({holds}, 0, {state})"
        if column.state:
            state = f"where({column.state} != 0, {column.state}, {state})"
        return self.made(index, bound, text, self.line(f"t{index}", state))


def leaf_key(step: Step, index: int) -> tuple[str, int | str]:
    """Return what a leaf reads: an input by its position, a given node by its path, an aggregate by its step."""
    setting = step.setting
    match step.operator.name:
        case "fold":
            return "fold", index
        case name:
            assert isinstance(setting, Slot | Given)
            return name, setting.index if isinstance(setting, Slot) else setting.path


def number_text(number: Number) -> Text:
    """Return a number of the edition as float64."""
    return f"float64({as_float(number)!r})"


def units_from(start: Number, printed: Any, *, is_open: bool) -> Text:
    """Return the comparison of a rounded number, in units of its last decimal, with the start of a band."""
    n, d = start
    n, d = (n * 10**printed.digits, d) if printed.digits >= 0 else (n, d * 10**-printed.digits)
    least = n // d + 1 if is_open else -(-n // d)
    return f">= {float(least)!r}"


def _power(arguments: Sequence[Column]) -> Text:
    base, exponent = arguments
    numbers = exponent.bound.range.numbers
    point = None if numbers is None or exponent.state else numbers.point
    if point is None or point[0] % point[1] or not 1 < point[0] // point[1] <= MOST_POWER:
        raise Declined("power")  # noqa: EM101 - a name
    return " * ".join([base.value] * (point[0] // point[1]))


def _interpolated(arguments: Sequence[Column]) -> Text:
    x, *points = arguments
    knots = []
    for one in points:
        numbers = one.bound.range.numbers
        if one.state is not None or numbers is None or numbers.point is None:
            raise Declined("interpolate")  # noqa: EM101 - a name
        knots.append(numbers.point)
    pairs = list(zip(knots[0::2], knots[1::2], strict=True))
    text = number_text(pairs[-1][1])
    for (left, low), (right, high) in reversed(list(pairwise(pairs))):
        run = (right[0] * left[1] - left[0] * right[1], left[1] * right[1])
        if run[0] <= 0:
            raise Declined("interpolate")  # noqa: EM101 - a name
        rise = (high[0] * low[1] - low[0] * high[1], low[1] * high[1])
        slope = number_text((rise[0] * run[1], rise[1] * run[0]))
        inside = f"{number_text(low)} + ({x.value} - {number_text(left)}) * {slope}"
        text = f"where({x.value} <= {number_text(right)}, {inside}, {text})"
    return f"where({x.value} <= {number_text(pairs[0][0])}, {number_text(pairs[0][1])}, {text})"
