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
from lkjdsl.render.notation.breaking import beside, name_lines, rooms, width

WIDEST = 60
"""Characters of a line between the margins of A4."""


def equation(tree: EquationTree) -> str:
    """Return an equation, without the signs that begin and end mathematics."""
    return f"{typst(tree.left)} {quoted(tree.sign)} {typst(tree.right, beside(tree.left, WIDEST))}"


def typst(tree: Tree, widest: int = WIDEST) -> str:
    r"""
    Return *tree* as typst has it between ``$``, a line of it about *widest* characters wide.

    >>> typst(Fraction(PrintedNumber("6.858"), PlainWord('"a"')))
    'frac("6.858", "\\"a\\"")'
    """
    match tree:
        case PrintedNumber(text=text) | PathTree(text=text, filled=True):
            return quoted(text)
        case PlainWord(text=text) | PathTree(text=text):
            return _stacked([quoted(line) for line in name_lines(text, widest)])
        case Chain(sign=sign):
            lines = rooms(tree, widest)
            first, *others = (
                f" {quoted(f' {sign} ')} ".join(typst(term, room) for term, room in terms) for terms in lines
            )
            return _stacked([first, *(f"{quoted(f'{sign} ')} {line}" for line in others)])
        case Prefix(sign=sign, operand=operand):
            return f"{quoted(f'{sign} ' if sign.isalpha() else sign)} {typst(operand, widest)}"
        case Fraction(above=above, below=below):
            return f"frac({typst(above, widest)}, {typst(below, widest)})"
        case Power(base=base, exponent=exponent):
            return f"attach({typst(base)}, t: {typst(exponent)})"
        case Root(radicand=radicand, degree=degree):
            return f"sqrt({typst(radicand)})" if degree == 2 else f"root({degree}, {typst(radicand)})"  # noqa: PLR2004 - its degree is not written
        case Fence(left=left, inner=inner, right=right):
            return f"lr({_sign(left)} {typst(inner, widest)} {_sign(right)})"
        case FunctionCall(function=function, arguments=arguments):
            inside = f" {quoted('; ')} ".join(map(typst, arguments))
            return f"{quoted(function)} lr(\\( {inside} \\))"
        case Cases():
            return f"cases({', '.join(f'inline({line})' for line in _cases(tree, widest))})"
        case Summation(term=term, over=over):
            return f"attach(limits(sum), b: {quoted(over)}) {typst(term)}"
        case _:
            assert_never(tree)


def _cases(cases: Cases, widest: int) -> list[str]:
    """Return the lines of cases: a value and its condition, or both below each other where one line has no room."""
    when, last = cases.words
    values = [*(value for value, _ in cases.rows), cases.otherwise]
    conditions = [f"{quoted(f'{when} ')} {typst(condition, widest)}" for _, condition in cases.rows]
    pairs = [(typst(value, widest), said) for value, said in zip(values, [*conditions, quoted(last)], strict=True)]
    if width(cases) > widest:
        return [line for pair in pairs for line in pair]
    return [f"{value} {quoted(' ')} {said}" for value, said in pairs]


def quoted(text: str) -> str:
    """Return *text* as a string of typst."""
    return json.dumps(text, ensure_ascii=False)


def _sign(sign: str) -> str:
    return f"\\{sign}" if sign in "()[]{}|" else sign


def _stacked(lines: list[str]) -> str:
    """
    Return lines below each other: a matrix of one column without brackets is set in the middle of a fraction.

    Lines are told to be in the letters of a text: typst sets a matrix inside of another in those of an index.
    """
    if len(lines) == 1:
        return lines[0]
    return f"mat(delim: #none, align: #left, {'; '.join(f'inline({line})' for line in lines)})"
