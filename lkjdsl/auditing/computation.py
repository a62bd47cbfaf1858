"""A computation as one writes it: the last operation of a result with its numbers put in."""

from collections.abc import Mapping, Sequence

from attrs import define, frozen

from lkjdsl.auditing.recomputation import Changes, Recomputation, Replacement
from lkjdsl.core import operators
from lkjdsl.core.program import Pool, Step
from lkjdsl.diagnostic import Language
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import printed, shortest
from lkjdsl.numbers.rational import Number
from lkjdsl.units import INDEX, PERCENT, PLAIN, WRITTEN_PERCENT, Unit

PASSING = (operators.GIVEN, operators.APPLIES, operators.CAP, operators.BOUND_BELOW, operators.ROUND)
"""Operators of a node that come after its formula, and mostly leave its value as it is; so does a choice by sign."""
DIGITS = 4
SHOWN = 12
"""More operands than this are not written out."""


@frozen(eq=False)
class Computation:
    """The operation behind the step at ``index``, with the values of a recomputation, as a word of a message."""

    base: Recomputation
    changes: Changes
    changed: Mapping[int, Value]
    index: int
    unit: Unit

    def text(self, language: Language) -> str:
        """Return ``6.858 / 7.630 = 89,8820%``; only the value where there is nothing to show."""
        value = self._value(self.index)
        result = amount(value, self.unit, language) if isinstance(value, tuple) else "?"
        written = self.written(language)
        return f"{written} = {result}" if written else result

    def _value(self, index: int) -> Value:
        return self.changed.get(index, self.base.values[index])

    def written(self, language: Language) -> str:
        """Return the operation alone, nothing where there is none to show."""
        steps = self.base.program.steps
        index = self.index
        while (argument := self._passed(steps[index])) is not None:
            if self._value(argument) != self._value(index):
                return ""
            index = argument
        instead = self.changes.get(index, Replacement())
        if instead.value is not None or instead.argument is not None or instead.after:
            return ""
        step = instead.step or steps[index]
        arguments = step.arguments if instead.keep is None else [step.arguments[place] for place in instead.keep]
        values: Sequence[Value] = instead.operands or [self._value(argument) for argument in arguments]
        if not values or len(values) > SHOWN or not all(isinstance(value, tuple) for value in values):
            return ""
        # Other operands than the step's own are of a mean, whose operands are all of one unit.
        units = [_unit(steps[argument]) for argument in arguments]
        units = units if len(units) == len(values) else [_unit(step)] * len(values)
        texts = [
            amount(value, unit, language) for value, unit in zip(values, units, strict=True) if isinstance(value, tuple)
        ]
        return _operation(step, texts, language)

    def _passed(self, step: Step) -> int | None:
        """Return the position of the value that *step* passes on, None where it computes one of its own."""
        if step.origin.role == "sign" and step.operator is operators.CHOOSE:
            condition, below, otherwise = step.arguments
            return below if self._value(condition) is True else otherwise
        if step.operator not in PASSING or not step.arguments:
            return None
        return step.arguments[1 if step.operator is operators.APPLIES else 0]


def _operation(step: Step, texts: Sequence[str], language: Language) -> str:
    match step.operator, step.setting:
        case operators.DIVIDE, _:
            return " / ".join(texts)
        case operators.MULTIPLY, _:
            return " × ".join(texts)
        case operators.SUBTRACT, _:
            return " − ".join(texts)
        case operators.ADD | operators.SUM, _:
            return " + ".join(texts)
        case operators.MEAN, _:
            return f"({' + '.join(texts)}) / {len(texts)}"
        case operators.WEIGHTED_MEAN, Pool(weights=weights) if weights is not None:
            return " + ".join(
                f"({text} × {shortest(weight, PERCENT, language)})" for text, weight in zip(texts, weights, strict=True)
            )
        case _:
            return ""


def _unit(step: Step) -> Unit:
    return "number" if step.unit in (PLAIN, WRITTEN_PERCENT, INDEX) else step.unit


def amount(number: Number, unit: Unit, language: Language) -> str:
    """Return a number with all its decimals where these are few, else rounded half-up to four."""
    whole = shortest(number, unit, language)
    rounded = printed(number, unit, DIGITS, "half-up", language)
    return whole if len(whole) <= len(rounded) else rounded


@define(eq=False)
class ChangedComputations:
    """The computations of a match as a word: at the step *at* that was changed, then of the result itself."""

    base: Recomputation
    steps: Changes
    at: int
    changed: Mapping[int, Value]

    def text(self, language: Language) -> str:
        """Return them, the one after the other."""
        texts: dict[str, str] = {}
        for index in (self.at, self.base.target):
            computation = Computation(self.base, self.steps, self.changed, index, self.base.program.steps[index].unit)
            texts[computation.written(language)] = computation.text(
                language
            )  # the result itself, where both are the same operation
        return "; ".join(texts.values())
