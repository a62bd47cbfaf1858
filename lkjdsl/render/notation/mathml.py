"""Formula tree → MathML, as every browser of today shows it without a script."""

from collections.abc import Sequence
from html import escape
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


def equations(chain: Sequence[EquationTree]) -> str:
    """Return equations below each other, their signs of equality in one column."""
    lines = "".join(
        f"<mtr><mtd>{mathml(source.left)}</mtd><mtd><mo>{source.sign}</mo></mtd><mtd>{mathml(source.right)}</mtd></mtr>"
        for source in chain
    )
    return f'<math displaystyle="true"><mtable class="chain" displaystyle="true">{lines}</mtable></math>'


def inline(tree: Tree) -> str:
    """Return *tree* for a place in a sentence."""
    return f"<math>{mathml(tree)}</math>"


def mathml(tree: Tree) -> str:
    """
    Return *tree* as an element of MathML; a numeral is one token, so that ``89,88%`` stays together.

    >>> mathml(Fraction(PrintedNumber("6.858"), PlainWord("<b>")))
    '<mfrac><mn>6.858</mn><mtext>&lt;b&gt;</mtext></mfrac>'
    """
    match tree:
        case PrintedNumber(text=text) | PathTree(text=text, filled=True):
            return f"<mn>{escaped(text)}</mn>"
        case PlainWord(text=text) | PathTree(text=text):
            return _stacked([f"<mtext>{escaped(name_line)}</mtext>" for name_line in name_lines(text)], "name")
        case Chain(sign=sign):
            lines = [_sign(sign).join(mathml(term) for term in terms) for terms in broken(tree)]
            first, *others = [_row(line) for line in lines]
            return _stacked([first, *(_row(_sign(sign) + other) for other in others)], "terms")
        case Prefix(sign=sign, operand=operand):
            return _row(_sign(sign, "prefix") + mathml(operand))
        case Fraction(above=above, below=below):
            return f"<mfrac>{mathml(above)}{mathml(below)}</mfrac>"
        case Power(base=base, exponent=exponent):
            return f"<msup>{mathml(base)}{mathml(exponent)}</msup>"
        case Root(radicand=radicand, degree=degree):
            root = f"<mroot>{_row(mathml(radicand))}<mn>{degree}</mn></mroot>"
            return root if degree != 2 else f"<msqrt>{mathml(radicand)}</msqrt>"  # noqa: PLR2004 - a square root
        case Fence(left=left, inner=inner, right=right):
            return _row(f'<mo form="prefix">{left}</mo>{mathml(inner)}<mo form="postfix">{right}</mo>')
        case FunctionCall(function=function, arguments=arguments):
            operands = '<mo separator="true">;</mo>'.join(mathml(argument) for argument in arguments)
            return _row(
                f'<mtext>{escaped(function)}</mtext><mo form="prefix">(</mo>{operands}<mo form="postfix">)</mo>'
            )
        case Cases():
            return _cases(tree)
        case Summation(term=term, over=over):
            # Without this attribute Chromium sets the limits beside the sign in a sentence and over the term in a row.
            sign = '<mo movablelimits="false">∑</mo>'
            return _row(f"<munder>{sign}<mtext>{escaped(over)}</mtext></munder>{mathml(term)}")
        case _:
            assert_never(tree)


def _stacked(lines: Sequence[str], kind: str) -> str:
    """Return lines below each other; MathML of browsers breaks no line by itself."""
    if len(lines) == 1:
        return lines[0]
    body = "".join(f"<mtr><mtd>{line}</mtd></mtr>" for line in lines)
    return f'<mtable class="{kind}" displaystyle="true">{body}</mtable>'


def _cases(cases: Cases) -> str:
    when, last = (escaped(word) for word in cases.words)
    pairs = [(mathml(value), f"<mtext>{when}&nbsp;</mtext>{mathml(condition)}") for value, condition in cases.rows]
    pairs.append((mathml(cases.otherwise), f"<mtext>{last}</mtext>"))
    lines = "".join(f"<mtr><mtd>{value}</mtd><mtd>{condition}</mtd></mtr>" for value, condition in pairs)
    return _row(f'<mo form="prefix">{{</mo><mtable class="cases">{lines}</mtable>')


def _sign(sign: str, form: str = "infix") -> str:
    """Return a sign; its form is told, since browsers guess it wrong where words stand beside it."""
    if sign.isalpha():
        return f"<mtext>&nbsp;{escaped(sign)}&nbsp;</mtext>"
    return f'<mo form="{form}">{escaped(sign)}</mo>'


def _row(inner: str) -> str:
    return f"<mrow>{inner}</mrow>"


def escaped(text: str) -> str:
    """Return *text* so that it is shown as it is; a character that has no shape becomes a space."""
    return escape("".join(character if character.isprintable() else " " for character in text))
