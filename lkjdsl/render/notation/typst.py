"""
Formula tree → the mathematics of typst.

Every text stands in quotation marks, so that ``89,88%`` stays together and no word of an author is taken for code.
"""

import json
from typing import assert_never

from lkjdsl.domains.typeset.tree import (
    Cases,
    Chain,
    EquationTree,
    Fence,
    Fraction,
    FunctionCall,
    PathTree,
    PlainWord,
    Power,
    Prefix,
    PrintedNumber,
    Root,
    Summation,
    Tree,
)
from lkjdsl.render.notation.breaking import broken, name_lines

WIDEST = 60
"""Characters of a line between the margins of A4."""


def equation(tree: EquationTree) -> str:
    """Return an equation, without the signs that begin and end mathematics."""
    return f"{typst(tree.left)} {quoted(tree.sign)} {typst(tree.right)}"


def typst(tree: Tree) -> str:
    r"""
    Return *tree* as typst has it between ``$``.

    >>> typst(Fraction(PrintedNumber("6.858"), PlainWord('"a"')))
    'frac("6.858", "\\"a\\"")'
    """
    match tree:
        case PrintedNumber(text=text) | PathTree(text=text, filled=True):
            return quoted(text)
        case PlainWord(text=text) | PathTree(text=text):
            return _stacked([quoted(line) for line in name_lines(text)])
        case Chain(sign=sign):
            first, *others = (f" {quoted(f' {sign} ')} ".join(map(typst, terms)) for terms in broken(tree, WIDEST))
            return _stacked([first, *(f"{quoted(f'{sign} ')} {line}" for line in others)])
        case Prefix(sign=sign, operand=operand):
            return f"{quoted(f'{sign} ' if sign.isalpha() else sign)} {typst(operand)}"
        case Fraction(above=above, below=below):
            return f"frac({typst(above)}, {typst(below)})"
        case Power(base=base, exponent=exponent):
            return f"attach({typst(base)}, t: {typst(exponent)})"
        case Root(radicand=radicand, degree=degree):
            return f"sqrt({typst(radicand)})" if degree == 2 else f"root({degree}, {typst(radicand)})"  # noqa: PLR2004 - its degree is not written
        case Fence(left=left, inner=inner, right=right):
            return f"lr({_sign(left)} {typst(inner)} {_sign(right)})"
        case FunctionCall(function=function, arguments=arguments):
            inside = f" {quoted('; ')} ".join(map(typst, arguments))
            return f"{quoted(function)} lr(\\( {inside} \\))"
        case Cases(words=(when, last)):
            rows = [f"{typst(value)} {quoted(f' {when} ')} {typst(condition)}" for value, condition in tree.rows]
            last_row = f"{typst(tree.otherwise)} {quoted(f' {last}')}"
            return f"cases({', '.join([*rows, last_row])})"
        case Summation(term=term, over=over):
            return f"attach(limits(sum), b: {quoted(over)}) {typst(term)}"
        case _:
            assert_never(tree)


def quoted(text: str) -> str:
    """Return *text* as a string of typst."""
    return json.dumps(text, ensure_ascii=False)


def _sign(sign: str) -> str:
    return f"\\{sign}" if sign in "()[]{}|" else sign


def _stacked(lines: list[str]) -> str:
    """Return lines below each other: a matrix of one column without brackets is set in the middle of a fraction."""
    return lines[0] if len(lines) == 1 else f"mat(delim: #none, align: #left, {'; '.join(lines)})"
