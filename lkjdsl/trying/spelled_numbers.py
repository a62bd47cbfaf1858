"""Numbers as data files spell them, and the numbers that an edition states."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lkjdsl.evaluate.data_findings import formulas
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.expressions import Constant, walk
from lkjdsl.numbers.rational import Number, compare
from lkjdsl.units import PERCENT


def spelled(number: Number, kind: str) -> Any:
    """Return a number with few decimals as the data give it to an input of *kind*: an int, a Decimal, ``'99.5%'``."""
    numerator, denominator = number
    value = Decimal(numerator * (100 if kind == PERCENT else 1)) / denominator
    if value == int(value):
        return f"{int(value)}%" if kind == PERCENT else int(value)
    return f"{value:f}%" if kind == PERCENT else value


def bounded(number: Number, input_: Input) -> Number:
    """Return *number*, or the bound of the input that it is beyond."""
    if input_.minimum is not None and compare(number, input_.minimum) < 0:
        return input_.minimum
    return input_.maximum if input_.maximum is not None and compare(number, input_.maximum) > 0 else number


def numbers_of(definition: Definition) -> Iterator[Number]:
    """Yield every number that an edition states, in formulas, caps, targets, bands and bounds."""
    for formula in (*formulas(definition), *definition.constants.values()):
        yield from (
            expression.value
            for expression in walk(formula.expression)
            if isinstance(expression, Constant) and isinstance(expression.value, tuple)
        )
    for node in definition.nodes():
        yield from (one for one in (node.cap, node.floor, node.achievement_cap) if one is not None)
    for scale in definition.scales.values():
        yield from (band.start for band in scale.bands)
    for declaration in definition.inputs.values():
        yield from (one for one in (declaration.minimum, declaration.maximum) if one is not None)
