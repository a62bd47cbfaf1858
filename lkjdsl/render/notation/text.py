"""
Formula tree → text: on one line, or set on several with bars of fractions, as far as a width goes.

A block is a list of lines of one length; its ``axis`` is the line that it is joined to others at.
"""

import textwrap
from collections.abc import Callable, Sequence
from typing import assert_never

from attrs import frozen

from lkjdsl.domains.typeset.tree import (
    ATOM,
    POWER,
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
    within,
)

NARROWEST = 12
"""Nothing is broken to fit into less."""
DEEPEST = 4
"""Fractions inside fractions are stacked so deep; those further inside stand on one line."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def line(tree: Tree) -> str:
    """
    Return *tree* on one line.

    >>> line(Fraction(PrintedNumber("6"), Chain("+", (PrintedNumber("1"), PrintedNumber("2")), 5)))
    '6 / (1 + 2)'
    """
    match tree:
        case PrintedNumber(text=text) | PlainWord(text=text) | PathTree(text=text):
            return text
        case Chain(sign=sign, terms=terms):
            return f" {sign} ".join(line(term) for term in terms)
        case Prefix(sign=sign, operand=operand):
            return f"{sign}{' ' if sign.isalpha() else ''}{line(operand)}"
        case Fraction(above=above, below=below):
            return f"{line(within(above, POWER))} / {_closed(below)}"
        case Power(base=base, exponent=exponent):
            return f"{line(base)}^{_closed(exponent)}"
        case Root(radicand=radicand, degree=degree):
            return f"{_radical(degree)}({line(radicand)})"
        case Fence(left=left, inner=inner, right=right):
            return f"{left}{line(inner)}{right}"
        case FunctionCall(function=function, arguments=arguments):
            return f"{function}({'; '.join(line(argument) for argument in arguments)})"
        case Cases(rows=rows, otherwise=otherwise, words=(when, last)):
            branches = [f"{line(value)} {when} {line(condition)}" for value, condition in rows]
            return "{ " + "; ".join([*branches, f"{line(otherwise)} {last}"]) + " }"
        case Summation(term=term, over=over):
            return f"∑ {over}: {line(term)}"
        case _:
            assert_never(tree)


def _closed(tree: Tree) -> str:
    """Return *tree* on one line; what a bar or a raised place holds together stands in parentheses."""
    return f"({line(tree)})" if isinstance(tree, Fraction) else line(within(tree, ATOM))


def _radical(degree: int) -> str:
    return "√" if degree == 2 else f"{str(degree).translate(_RAISED)}√"  # noqa: PLR2004 - a square root


@frozen
class TextBlock:
    """Lines of one length, and the one of them that stands beside a sign."""

    lines: Sequence[str]
    axis: int = 0

    @property
    def width(self) -> int:
        """Return the length of the lines."""
        return len(self.lines[0])

    @property
    def below(self) -> int:
        """Return how many lines stand below the axis."""
        return len(self.lines) - self.axis - 1


def equations(chain: Sequence[EquationTree], width: int) -> list[str]:
    """Return equations one below the other, within *width* characters a line as far as they can be broken."""
    lines: list[str] = []
    for equation in chain:
        left = block(equation.left, width)
        sign = TextBlock([f" {equation.sign} "])
        right = block(equation.right, max(NARROWEST, width - left.width - sign.width))
        block_lines = [one.rstrip() for one in beside([left, sign, right]).lines]
        tall = len(block_lines) > 1 or (lines and lines[-1].startswith(" "))
        lines += ["", *block_lines] if lines and tall else block_lines
    return lines


def block(tree: Tree, width: int, depth: int = 0) -> TextBlock:
    """Return *tree* as a block of about *width* characters at most."""

    def inner(part: Tree, less: int = 0) -> TextBlock:
        return block(part, max(NARROWEST, width - less), depth)

    match tree:
        case PrintedNumber() | PlainWord() | PathTree():
            return _broken(line(tree), width)
        case Chain(sign=sign, terms=terms):
            short = [len(line(term)) + len(sign) + 2 for term in terms if not isinstance(term, Fraction)]
            beside_it = sum(one for one in short if one <= NARROWEST)
            parts = [inner(term, beside_it if isinstance(term, Fraction) else len(sign) + 2) for term in terms]
            return _chain(parts, sign, width)
        case Prefix(sign=sign, operand=operand):
            mark = f"{sign} " if sign.isalpha() else sign
            return beside([TextBlock([mark]), inner(operand, len(mark))])
        case Fraction(above=above, below=below):
            if depth >= DEEPEST:
                return TextBlock([line(tree)])
            return _over(*(block(part, max(NARROWEST, width - 2), depth + 1) for part in (above, below)))
        case Power(base=base, exponent=exponent):
            return _raised(inner(base, NARROWEST // 2), inner(exponent, NARROWEST // 2))
        case Root(radicand=radicand, degree=degree):
            mark = _radical(degree)
            return beside([TextBlock([mark]), fenced("(", inner(radicand, len(mark) + 2), ")")])
        case Fence(left=left, inner=part, right=right):
            return fenced(left, inner(part, 2), right)
        case FunctionCall(function=function, arguments=arguments):
            parts = [inner(argument, len(function) + 4) for argument in arguments]
            joined = _chain(parts, ";", max(NARROWEST, width - len(function) - 2), tight=True)
            return beside([TextBlock([function]), fenced("(", joined, ")")])
        case Cases(rows=rows, otherwise=otherwise, words=(when, last)):
            branches = [
                beside([inner(value), TextBlock([f"  {when} "]), inner(condition)]) for value, condition in rows
            ]
            return fenced("{", stacked([*branches, beside([inner(otherwise), TextBlock([f"  {last}"])])]), "")
        case Summation(term=term, over=over):
            limits = TextBlock(["∑".center(len(over)), over], 0)
            return beside([limits, TextBlock([" "]), inner(term, len(over) + 1)])
        case _:
            assert_never(tree)


def beside(blocks: Sequence[TextBlock]) -> TextBlock:
    """Return *blocks* side by side, their axes on one line."""
    axis = max(printed.axis for printed in blocks)
    below = max(printed.below for printed in blocks)
    columns = [
        [
            *[" " * printed.width] * (axis - printed.axis),
            *printed.lines,
            *[" " * printed.width] * (below - printed.below),
        ]
        for printed in blocks
    ]
    return TextBlock(["".join(pieces) for pieces in zip(*columns, strict=True)], axis)


def stacked(blocks: Sequence[TextBlock], place: Callable[[str, int], str] = str.ljust) -> TextBlock:
    """Return *blocks* one below the other."""
    width = max(printed.width for printed in blocks)
    lines = [place(each, width) for printed in blocks for each in printed.lines]
    return TextBlock(lines, (len(lines) - 1) // 2)


def fenced(left: str, inner: TextBlock, right: str) -> TextBlock:
    """Return *inner* between two signs, as high as it is."""
    height = len(inner.lines)

    def side(sign: str) -> TextBlock:
        if not sign:
            return TextBlock([""] * height, inner.axis)
        if height == 1 or sign not in _TALL:
            return TextBlock([sign] * height, inner.axis)
        top, middle, bottom, centre = _TALL[sign]
        marks = [top, *[middle] * (height - 2), bottom]
        if centre and height > 2:  # noqa: PLR2004 - a brace has a point between its ends
            marks[height // 2] = centre
        return TextBlock(marks, inner.axis)

    return beside([side(left), inner, side(right)])


_TALL = {"(": ("⎛", "⎜", "⎝", ""), ")": ("⎞", "⎟", "⎠", ""), "{": ("⎧", "⎪", "⎩", "⎨")}


def _over(above: TextBlock, below: TextBlock) -> TextBlock:
    width = max(above.width, below.width) + 2
    lines = [*(one.center(width) for one in above.lines), "─" * width, *(one.center(width) for one in below.lines)]
    return TextBlock(lines, len(above.lines))


def _raised(base: TextBlock, exponent: TextBlock) -> TextBlock:
    height = len(exponent.lines)
    lines = [*(" " * base.width + one for one in exponent.lines), *(one + " " * exponent.width for one in base.lines)]
    return TextBlock(lines, base.axis + height)


def _chain(parts: Sequence[TextBlock], sign: str, width: int, *, tight: bool = False) -> TextBlock:
    """Return *parts* with *sign* between them, begun anew below where the line is full."""
    between = f"{sign} " if tight else f" {sign} "
    rows: list[list[TextBlock]] = [[parts[0]]]
    used = parts[0].width
    for part in parts[1:]:
        if used + len(between) + part.width > width:
            rows[-1] += [TextBlock([sign])] if tight else []
            rows.append([part] if tight else [TextBlock([f"{sign} "]), part])
            used = part.width + (0 if tight else len(sign) + 1)
        else:
            rows[-1] += [TextBlock([between]), part]
            used += len(between) + part.width
    blocks = [beside(row) for row in rows]
    if len(blocks) == 1:
        return blocks[0]
    return TextBlock(stacked(blocks).lines, blocks[0].axis)


def _broken(text: str, width: int) -> TextBlock:
    if len(text) <= width:
        return TextBlock([text])
    lines = textwrap.wrap(text, width, break_long_words=False) or [text]
    return stacked([TextBlock([one]) for one in lines], str.center)
