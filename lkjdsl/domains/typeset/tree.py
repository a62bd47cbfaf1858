"""
Formulas as a page shows them: a small tree that knows fractions and words, but neither numbers nor names of a program.

Terminal, Markdown, HTML, Word and PDF each render this tree and nothing else. Parentheses are nodes of it: the
functions below put them where they are needed, so no renderer has to know what binds how.
"""

from collections.abc import Iterable
from typing import Literal

from attrs import field, frozen

OR, AND, NOT, RELATION, SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 10)
"""How tight things bind, from the loosest."""


@frozen
class PrintedNumber:
    """A numeral as it is printed: ``6.858``, ``70%``; where it is the value at a ``path``, it knows that."""

    text: str
    path: str = field(default="", eq=False)


@frozen
class PlainWord:
    """A word that is shown as it is: a state, a text of the data, ``…``."""

    text: str


@frozen
class PathTree:
    """
    What stands at a ``path``, an input or a result: its name, or (``filled``) its value as printed.

    A value of the year before has ``previous(IKK1)`` for its path, one on the way to a result none.
    """

    text: str
    path: str
    filled: bool = False


@frozen
class Chain:
    """Terms with one sign between them; ``binding`` is one of the levels above."""

    sign: str
    terms: "tuple[Tree, ...]"
    binding: int


@frozen
class Prefix:
    """A minus sign, or a word for "not", before its operand."""

    sign: str
    operand: "Tree"
    binding: int


@frozen
class Fraction:
    """A numerator above a denominator."""

    above: "Tree"
    below: "Tree"


@frozen
class Power:
    """A base with an exponent."""

    base: "Tree"
    exponent: "Tree"


@frozen
class Root:
    """A root; its ``degree`` is not written for a square root."""

    radicand: "Tree"
    degree: int = 2


@frozen
class Fence:
    """Something between a pair of signs: parentheses, the bars of an absolute value."""

    left: str
    inner: "Tree"
    right: str


@frozen
class FunctionCall:
    """A function and its arguments."""

    function: str
    arguments: "tuple[Tree, ...]"


@frozen
class Cases:
    """Values, each with its condition, and the one that holds otherwise; ``words`` say "if" and "otherwise"."""

    rows: "tuple[tuple[Tree, Tree], ...]"
    otherwise: "Tree"
    words: tuple[str, str]


@frozen
class Summation:
    """The sum of a term over the rows of a table."""

    term: "Tree"
    over: str


Tree = (
    PrintedNumber
    | PlainWord
    | PathTree
    | Chain
    | Prefix
    | Fraction
    | Power
    | Root
    | Fence
    | FunctionCall
    | Cases
    | Summation
)


EqualitySign = Literal["=", "≈"]


@frozen
class EquationTree:
    """``left = right``, or ``≈`` where the right side is not exactly the left one."""

    left: Tree
    right: Tree
    sign: EqualitySign = "="


def binding(tree: Tree) -> int:
    """Return how tight *tree* holds together; a fraction's bar and a root's roof hold like parentheses."""
    match tree:
        case Chain(binding=level) | Prefix(binding=level):
            return level
        case Power():
            return POWER
        case Summation() | Cases():
            return RELATION
        case PrintedNumber(text=text) | PathTree(text=text, filled=True) if text.startswith("-"):
            return SIGN
        case PrintedNumber(text=text) | PathTree(text=text, filled=True) if text.replace("/", "", 1).isdigit():
            return PRODUCT if "/" in text else ATOM
        case _:
            return ATOM


def within(tree: Tree, level: int) -> Tree:
    """Return *tree*, in parentheses where it binds looser than *level*."""
    return tree if binding(tree) >= level else parenthesised(tree)


def parenthesised(tree: Tree) -> Tree:
    """Return *tree* in parentheses."""
    return Fence("(", tree, ")")


def chain(sign: str, terms: Iterable[Tree], level: int) -> Tree:
    """Return *terms* joined by *sign*; a term after the first is never one that begins with a minus sign."""
    first, *rest = terms
    if not rest:
        return first
    looser = level if level in (SUM, PRODUCT, AND, OR) else level + 1
    after = looser if sign in "+×" else level + 1
    return Chain(sign, (within(first, looser), *(_after(term, after) for term in rest)), level)


def _after(term: Tree, level: int) -> Tree:
    return parenthesised(term) if binding(term) == SIGN else within(term, level)


def prefix(sign: str, operand: Tree, level: int = SIGN) -> Tree:
    """Return *operand* with a sign before it."""
    return Prefix(sign, _after(operand, level), level)


def power(base: Tree, exponent: Tree) -> Tree:
    """Return *base* to the *exponent*; a raised exponent needs no parentheses of its own."""
    return Power(parenthesised(base) if isinstance(base, Fraction) else within(base, ATOM), exponent)
