r"""
Formula tree → LaTeX, as Markdown viewers set it between ``$$``.

Whatever an author wrote, numerals included, stands in ``\text{}``: ``89,88`` stays one number, and no word of
theirs is taken for a command.
"""

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
from lkjdsl.render.notation.breaking import broken

_SIGNS = {"×": r"\times", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx"}
_FENCES = {"⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil"}
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash ", "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
        "^": r"\char94 ", "~": r"\char126 ", "`": "‘", "<": r"\char60 ", ">": r"\char62 ",
    }
)  # fmt: skip


def equation(tree: EquationTree) -> str:
    """Return an equation, without the signs that begin and end mathematics."""
    return f"{latex(tree.left)} {_SIGNS.get(tree.sign, tree.sign)} {latex(tree.right)}"


def latex(tree: Tree) -> str:
    r"""
    Return *tree* as LaTeX.

    >>> latex(Fraction(PrintedNumber("6.858"), PrintedNumber("2")))
    '\\frac{\\text{6.858}}{2}'
    """
    match tree:
        case PrintedNumber(text=text) | PlainWord(text=text) | PathTree(text=text):
            return text if text.isascii() and text.isalnum() else rf"\text{{{escaped(text)}}}"
        case Chain(sign=sign):
            lines = [f" {_sign(sign)} ".join(latex(term) for term in terms) for terms in broken(tree)]
            return lines[0] if len(lines) == 1 else _stacked(f" \\\\ {{}}{_sign(sign)} ".join(lines))
        case Prefix(sign=sign, operand=operand):
            return f"{_sign(sign)}{latex(operand)}"
        case Fraction(above=above, below=below):
            return rf"\frac{{{latex(above)}}}{{{latex(below)}}}"
        case Power(base=base, exponent=exponent):
            return f"{{{latex(base)}}}^{{{latex(exponent)}}}"
        case Root(radicand=radicand, degree=degree):
            return rf"\sqrt{'' if degree == 2 else f'[{degree}]'}{{{latex(radicand)}}}"  # noqa: PLR2004 - a square root
        case Fence(left=left, inner=inner, right=right):
            return rf"\left{_FENCES.get(left, left)} {latex(inner)} \right{_FENCES.get(right, right)}"
        case FunctionCall(function=function, arguments=arguments):
            return _call(function, arguments)
        case Cases(rows=rows, otherwise=otherwise, words=(when, last)):
            lines = [rf"{latex(value)} & {_word(when + ' ')}{latex(condition)}" for value, condition in rows]
            return r"\begin{cases} " + r" \\ ".join([*lines, f"{latex(otherwise)} & {_word(last)}"]) + r" \end{cases}"
        case Summation(term=term, over=over):
            return rf"\sum_{{{_word(over)}}} {latex(term)}"
        case _:
            assert_never(tree)


def _stacked(inner: str) -> str:
    return rf"\begin{{array}}{{l}} {inner} \end{{array}}"


def _sign(sign: str) -> str:
    return _word(f" {sign} ") if sign.isalpha() else _SIGNS.get(sign, sign)


def _call(function: str, arguments: tuple[Tree, ...]) -> str:
    inner = r";\ ".join(latex(argument) for argument in arguments)
    return rf"{_word(function)}\left({inner}\right)"


def _word(word: str) -> str:
    return rf"\text{{{escaped(word)}}}"


def escaped(text: str) -> str:
    """Return *text* so that nothing in it is taken for a command, on one line."""
    return "".join(character if character.isprintable() else " " for character in text).translate(_ESCAPED)
