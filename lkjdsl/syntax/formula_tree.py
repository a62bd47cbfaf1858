"""Expressions as they were written: names are still text, and each node knows its place in the text."""

from attrs import field, frozen

Span = tuple[int, int]
"""Start and end, counted in characters of the expression's text."""


@frozen
class NumberLiteral:
    """A numeral; ``70%`` has the value 7/10 and ``percent`` true. ``written`` keeps the author's spelling."""

    value: tuple[int, int]
    percent: bool = False
    written: str = field(default="", eq=False)
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class TextLiteral:
    """A text in double quotes."""

    value: str
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class FlagLiteral:
    """``true`` or ``false``."""

    value: bool
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Name:
    """A name with its parts: ``paspor.terbit``, ``IKK1.K1``."""

    parts: tuple[str, ...]
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Call:
    """An operator or a function, by the spelling that the operator table uses, applied to its arguments."""

    operator: str
    arguments: "tuple[FormulaNode, ...]"
    span: Span = field(default=(0, 0), eq=False, repr=False)
    operator_span: Span = field(default=(0, 0), eq=False, repr=False)


FormulaNode = NumberLiteral | TextLiteral | FlagLiteral | Name | Call


@frozen
class Flaw:
    """What is wrong with an expression: a code of the catalogue, the characters concerned, words for its texts."""

    code: str
    span: Span
    values: dict[str, str]


@frozen(eq=False)
class ParsedFormula:
    """A formula of an edition: the text that was written, and its syntax tree, or all that is wrong with it."""

    text: str
    tree: FormulaNode | list[Flaw]

    def __str__(self) -> str:
        """Return the formula as it was written."""
        return self.text
