"""
A small evaluator of spreadsheet formulas in float64, with the habits of spreadsheets or without.

``snapping``: a difference near 0 beside its terms is 0, INT takes what is near to a whole number for it, a comparison
looks at 15 digits. LibreOffice was seen to do so; Excel is known to do alike. Any error raises.
"""

import math
import re
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

NEAR = 5e-15
"""How near to each other, relatively, two numbers are one: 15 digits."""
MARK = re.compile(r'\s*("(?:[^"]|"")*"|[0-9.]+(?:E[+-]?[0-9]+)?|<>|<=|>=|[-+*/<>=(),&:]|[A-Za-z_$][A-Za-z_$0-9.]*)')

Meaning = Callable[[], Any]


@define(eq=False)
class Spreadsheet:
    """Cells with formulas or values, by their names."""

    cells: dict[str, Any]
    snapping: bool = False
    _known: dict[str, Any] = field(factory=dict)

    def value(self, text: str) -> Any:
        """Return the value of a formula, literal or reference."""
        marks = MARK.findall(text)
        assert "".join(marks) == text.replace(" ", "") or '"' in text, text
        reader = Reader(self, iter([*marks, ""]))
        meaning = reader.comparison()
        assert not reader.mark, text
        return meaning()

    def at(self, name: str) -> Any:
        """Return the value of the cell *name*."""
        name = name.replace("$", "")
        if name not in self._known:
            held = self.cells.get(name, "")
            is_formula = isinstance(held, str) and held.startswith("=")
            self._known[name] = self.value(held[1:]) if is_formula else held
        return self._known[name]

    def add(self, left: float, right: float) -> float:
        """Return a sum."""
        found = left + right
        near = abs(found) <= NEAR * max(abs(left), abs(right))
        return 0.0 if self.snapping and near else found

    def order(self, left: Any, right: Any) -> int:
        """Return the order of two values of one type."""
        if isinstance(left, str) or isinstance(right, str):
            assert isinstance(left, str) == isinstance(right, str) or "" in (left, right)
            return (str(left) > str(right)) - (str(left) < str(right))
        if self.snapping and abs(left - right) <= NEAR * max(abs(left), abs(right)):
            return 0
        return int(left > right) - int(left < right)

    def whole(self, value: float) -> float:
        """Return the whole number below."""
        near = float(round(value))
        if self.snapping and abs(near - value) <= NEAR * abs(value):
            return near
        return float(math.floor(value))


@define(eq=False)
class Reader:
    """Reads the marks of one formula."""

    sheet: Spreadsheet
    marks: Iterator[str]
    mark: str = ""

    def __attrs_post_init__(self) -> None:
        """Read the first mark."""
        self.step()

    def step(self) -> str:
        """Return the mark at hand, and go on."""
        last, self.mark = self.mark, next(self.marks, "")
        return last

    def comparison(self) -> Meaning:
        """Read two sums that are compared, or one."""
        left = self.addition()
        signs = {"=": (0,), "<>": (-1, 1), "<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1)}.get(self.mark)
        if signs is None:
            return left
        self.step()
        right = self.addition()
        return lambda: self.sheet.order(left(), right()) in signs

    def addition(self) -> Meaning:
        """Read a sum, or texts that are joined."""
        left = self.product()
        while self.mark in ("+", "-", "&"):
            left = self.applied(self.step(), left, self.product())
        return left

    def product(self) -> Meaning:
        """Read a product."""
        left = self.signed()
        while self.mark in ("*", "/"):
            left = self.applied(self.step(), left, self.signed())
        return left

    def applied(self, sign: str, left: Meaning, right: Meaning) -> Meaning:
        """Return the meaning of a *sign* between two operands."""
        match sign:
            case "&":
                return lambda: left() + right()
            case "+":
                return lambda: self.sheet.add(_number(left()), _number(right()))
            case "-":
                return lambda: self.sheet.add(_number(left()), -_number(right()))
            case "*":
                return lambda: _number(left()) * _number(right())
            case _:
                return lambda: _number(left()) / _number(right())

    def signed(self) -> Meaning:
        """Read a number, text, reference or function, perhaps with a minus sign."""
        mark = self.step()
        if mark == "-":
            inner = self.signed()
            return lambda: -_number(inner())
        if mark == "(":
            inner = self.comparison()
            assert self.step() == ")"
            return inner
        if mark.startswith('"'):
            return lambda: mark[1:-1].replace('""', '"')
        if mark[0].isdigit():
            return lambda: float(mark)
        if mark in ("TRUE", "FALSE"):
            return lambda: mark == "TRUE"
        if self.mark == "(":
            return self.function(mark)
        if self.mark == ":":
            self.step()
            return self.area(mark, self.step())
        return lambda: self.sheet.at(mark)

    def area(self, first: str, last: str) -> Meaning:
        """Return the values of a part of a column."""
        letters, low = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", first).groups()  # type: ignore[union-attr]
        high = re.fullmatch(r"\$?[A-Z]+\$?(\d+)", last).group(1)  # type: ignore[union-attr]
        return lambda: [self.sheet.at(f"{letters}{row}") for row in range(int(low), int(high) + 1)]

    def function(self, name: str) -> Meaning:
        """Read the arguments of a function."""
        self.step()
        arguments: list[Meaning] = []
        while self.mark != ")":
            arguments.append(self.comparison())
            if self.mark == ",":
                self.step()
        self.step()
        if name == "IF":
            condition, then, otherwise = arguments
            return lambda: then() if condition() else otherwise()
        known = FUNCTIONS[name]
        return lambda: known(self.sheet, *(argument() for argument in arguments))


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return value
    assert not isinstance(value, str), value
    return float(value)


def _numbers(values: Sequence[Any]) -> list[float]:
    """Return the numbers of arguments: in a range, or a cell that is referred to, texts and flags are overlooked."""
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [float(one) for one in flat if isinstance(one, int | float) and not isinstance(one, bool)]


def _modulo(_sheet: Spreadsheet, left: float, right: Any) -> Any:
    if isinstance(right, list):
        return [math.fmod(left, one) for one in right]
    assert left / right < 1e12
    return math.fmod(left, right)


def _gcd(_sheet: Spreadsheet, *values: float) -> float:
    assert all(0 <= value < 2**53 for value in values)
    return float(math.gcd(*map(int, values)))


def _lcm(_sheet: Spreadsheet, *values: float) -> float:
    found = math.lcm(*map(int, values))
    assert found < 2**53
    return float(found)


def _sum(sheet: Spreadsheet, *values: Any) -> float:
    total = 0.0
    for number in _numbers(values):
        total = sheet.add(total, number)
    return total


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "ABS": lambda _s, value: abs(_number(value)),
    "SIGN": lambda _s, value: float((value > 0) - (value < 0)),
    "INT": lambda s, value: s.whole(_number(value)),
    "MAX": lambda _s, *values: max(_numbers(values), default=0.0),
    "MIN": lambda _s, *values: min(_numbers(values), default=0.0),
    "MEDIAN": lambda _s, *values: statistics.median(_numbers(values)) if _numbers(values) else 0.0,
    "SUM": _sum,
    "COUNT": lambda _s, *values: float(len(_numbers(values))),
    "COUNTIF": lambda _s, values, wanted: float(
        sum(value == wanted and isinstance(value, bool) == isinstance(wanted, bool) for value in values)
    ),
    "SUMPRODUCT": lambda _s, values: float(sum(_numbers([values]))),
    "AND": lambda _s, *values: all(values),
    "OR": lambda _s, *values: any(values),
    "NOT": lambda _s, value: not value,
    "EXACT": lambda _s, left, right: left == right,
    "MOD": _modulo,
    "GCD": _gcd,
    "LCM": _lcm,
    "LOG10": lambda _s, value: math.log10(value),
}
