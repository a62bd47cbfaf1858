"""Expressions whose names are resolved and whose units are known."""

from typing import Literal

from attrs import field, frozen

from lkjdsl.model.scales import Scale
from lkjdsl.numbers.rational import Number
from lkjdsl.source import Place
from lkjdsl.units import Unit

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


@frozen
class Constant:
    """A number, flag or text; ``written`` is the author's numeral or the constant's name."""

    value: Number | bool | str
    unit: Unit
    written: str = ""
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class InputReference:
    """The value of an input, of this year's data or of the previous year's."""

    input: str
    unit: Unit
    previous: bool = False
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Column:
    """A column of a rows table, one value for each row."""

    rows: str
    column: str
    unit: Unit
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Reference:
    """
    A result of the edition: a node's value, achievement, target or comparison, or an objective's achievement.

    ``path`` is spelled as in results: ``IKK1``, ``IKK1.achievement``, ``IKK1.compare.RPJMN``, ``SK1.achievement``.
    """

    path: str
    unit: Unit
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Own:
    """``result`` or ``target``, or an end of it, in an achievement formula: those of the indicator itself."""

    what: Literal["result", "target", "target.from", "target.to"]
    unit: Unit
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Apply:
    """An operator, by its name in the operator table, applied to its arguments."""

    operator: str
    arguments: "tuple[Expression, ...]"
    unit: Unit
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Fold:
    """An aggregate over the rows of a table; ``body`` is evaluated for each row."""

    operator: str
    rows: str
    body: "Expression"
    unit: Unit
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Score:
    """``score(x, scale.X)``: the value of the band of a scale that ``looked_up`` lies in."""

    looked_up: "Expression"
    scale: Scale
    unit: Unit
    span: Span = field(default=NOWHERE, eq=False, repr=False)


Expression = Constant | InputReference | Column | Reference | Own | Apply | Fold | Score


@frozen
class Formula:
    """An expression with the text it was written as and the place of that text."""

    expression: Expression
    text: str
    place: Place | None = field(default=None, eq=False, repr=False)


def children(expression: Expression) -> "tuple[Expression, ...]":
    """Return the expressions directly inside *expression*."""
    match expression:
        case Apply(arguments=arguments):
            return arguments
        case Fold(body=body):
            return (body,)
        case Score(looked_up=looked_up):
            return (looked_up,)
        case _:
            return ()


def walk(expression: Expression) -> "list[Expression]":
    """Return *expression* and everything inside it, outermost first."""
    waiting = [expression]
    for one in waiting:
        waiting.extend(children(one))
    return waiting
