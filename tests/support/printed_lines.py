"""What a printed line of arithmetic is worth to whoever reads it with pencil and paper: its text alone is read."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import Literal

from lkjdsl.numbers.rational import Rounding, number, round_at
from lkjdsl.words import Words

Locale = Literal["id", "en"]
DECIMAL: Mapping[Locale, str] = {"id": ",", "en": "."}
PRECISION = Context(prec=60)
LONGEST = 4000
"""Digits that Python reads."""
_TOKEN = re.compile(r"\s*(-?Rp[\d.,]*\d|[\d.,]*\d%?|[²³⁴⁵⁶⁷⁸⁹⁰¹]*√|[-+×−/^()|⌊⌋⌈⌉;e])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class UnreadableError(Exception):
    """A text that is no arithmetic: a state, a text of the data, terms that are left out."""


def decimals_of(text: str, language: Locale) -> int:
    """Return how many decimals of the number that is printed are given; a percentage is a hundredth."""
    return len("".join(re.findall(r"[\d,.]", text)).partition(DECIMAL[language])[2]) + (2 if "%" in text else 0)


def worth(text: str, language: Locale, labels: Sequence[str] = (), rounding: Rounding = "half-up") -> Fraction:
    """
    Return what *text* is worth, its numbers taken exactly as they are printed.

    *labels* are the units that are printed after numbers; *rounding* is how the function ``round`` rounds.
    UnreadableError where it is no arithmetic.
    """
    for label in sorted(labels, key=len, reverse=True):
        text = re.sub(rf"(?<=\d) {re.escape(label)}(?!\w)", "", text)
    words = Words("explanation").spoken(language)
    return _Reader(text, language, words, rounding).whole()


class _Reader:
    def __init__(self, text: str, language: Locale, words: Mapping[str, str], rounding: Rounding) -> None:
        self.language = language
        self.functions = {words[f"math.{name}"]: function for name, function in FUNCTIONS.items()}
        self.functions[words["math.round"]] = lambda values: rounded(values[0], int(values[1]), rounding)
        self.tokens = list(self._tokens(text))
        self.at = 0

    def _tokens(self, text: str) -> Iterator[str]:
        place = 0
        names = sorted(self.functions, key=len, reverse=True)
        while text[place:].strip():
            rest = text[place:].lstrip()
            place = len(text) - len(rest)
            name = next((name for name in names if rest.startswith(f"{name}(")), None)
            match = _TOKEN.match(rest)
            if name is not None:
                yield name
                place += len(name)
            elif match is not None:
                yield match[1]
                place += match.end()
            else:
                raise UnreadableError(text)

    def whole(self) -> Fraction:
        value = self._sum()
        if self.at < len(self.tokens):
            raise UnreadableError(self.tokens[self.at :])
        return value

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, *signs: str) -> str:
        token = self._next()
        if token and token in signs:
            self.at += 1
            return token
        return ""

    def _sum(self) -> Fraction:
        value = self._product()
        while sign := self._take("+", "−"):
            term = self._product()
            value = value + term if sign == "+" else value - term
        return value

    def _product(self) -> Fraction:
        value = self._signed()
        while sign := self._take("×", "/"):
            term = self._signed()
            value = value * term if sign == "×" else value / term
        return value

    def _signed(self) -> Fraction:
        return -self._signed() if self._take("-") else self._power()

    def _power(self) -> Fraction:
        base = self._atom()
        return power(base, self._signed()) if self._take("^") else base

    def _atom(self) -> Fraction:
        sign = self._next()
        self.at += 1
        if sign in FENCES:
            right, function = FENCES[sign]
            value = self._sum()
            if not self._take(right):
                raise UnreadableError(self.tokens)
            return function(value)
        if sign.endswith("√"):
            return power(self._atom(), Fraction(1, int(sign[:-1].translate(_RAISED) or 2)))
        if sign in self.functions:
            return self.functions[sign](self._arguments())
        return EULER if sign == "e" else self._number(sign)

    def _arguments(self) -> list[Fraction]:
        self._take("(")
        found = [self._sum()]
        while self._take(";"):
            found.append(self._sum())
        if not self._take(")"):
            raise UnreadableError(self.tokens)
        return found

    def _number(self, text: str) -> Fraction:
        digits = text.replace("Rp", "").rstrip("%")
        decimal = DECIMAL[self.language]
        thousands = {",": ".", ".": ","}[decimal]
        if not re.fullmatch(r"-?[\d.,]*\d", digits) or len(digits) > LONGEST:
            raise UnreadableError(text)
        return Fraction(digits.replace(thousands, "").replace(decimal, ".")) / (100 if text.endswith("%") else 1)


FENCES: Mapping[str, tuple[str, Callable[[Fraction], Fraction]]] = {
    "(": (")", Fraction),
    "|": ("|", lambda value: value if value >= 0 else -value),
    "⌊": ("⌋", lambda value: Fraction(value // 1)),
    "⌈": ("⌉", lambda value: Fraction(-(-value // 1))),
}
EULER = Fraction(PRECISION.exp(1))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power, to 60 digits where it is irrational."""
    if exponent.denominator == 1:
        return base**exponent.numerator
    if base <= 0:
        if base == 0 and exponent > 0:
            return base
        raise UnreadableError(base)
    return Fraction(PRECISION.power(_decimal(base), _decimal(exponent)))


def _decimal(value: Fraction) -> Decimal:
    return PRECISION.divide(Decimal(value.numerator), Decimal(value.denominator))


def _interpolated(values: Sequence[Fraction]) -> Fraction:
    x, points = values[0], list(zip(values[1::2], values[2::2], strict=True))
    if x <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return points[-1][1]


def rounded(value: Fraction, digits: int, mode: Rounding) -> Fraction:
    """Return *value* rounded to *digits* decimals."""
    return Fraction(*round_at(number(value), digits, mode))


FUNCTIONS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "mean": lambda values: sum(values, Fraction(0)) / len(values),
    "min": min,
    "max": max,
    "cap": min,
    "bound-below": max,
    "median": median,
    "count": lambda values: Fraction(len(values)),
    "clamp": lambda values: min(max(values[0], values[1]), values[2]),
    "coalesce": lambda values: values[0],
    "interpolate": _interpolated,
    "ln": lambda values: Fraction(PRECISION.ln(_decimal(values[0]))),
    "geometric-mean": lambda values: power(reduce(lambda a, b: a * b, values), Fraction(1, len(values))),
    "harmonic-mean": lambda values: len(values) / sum((1 / value for value in values), Fraction(0)),
}
"""What functions mean, by the key of their word."""
