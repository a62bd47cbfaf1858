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
from lkjdsl.render.notation.breaking import WIDEST, beside, name_lines, rooms, width


def equations(chain: Sequence[EquationTree]) -> str:
    """Return equations below each other, their signs of equality in one column."""
    lines = "".join(
        f"<mtr><mtd>{mathml(source.left)}</mtd><mtd><mo>{source.sign}</mo></mtd><mtd>{_right(source)}</mtd></mtr>"
        for source in chain
    )
    return f'<math displaystyle="true"><mtable class="chain" displaystyle="true">{lines}</mtable></math>'


def _right(equation: EquationTree) -> str:
    return mathml(equation.right, beside(equation.left, WIDEST))


def inline(tree: Tree) -> str:
    """Return *tree* for a place in a sentence."""
    return f"<math>{mathml(tree)}</math>"


def mathml(tree: Tree, widest: int = WIDEST) -> str:
    """
    Return *tree* as an element of MathML, a line of it about *widest* characters wide.

    A numeral is one token, so that ``89,88%`` stays together.

    >>> mathml(Fraction(PrintedNumber("6.858"), PlainWord("<b>")))
    '<mfrac><mn>6.858</mn><mtext>&lt;b&gt;</mtext></mfrac>'
    """
    match tree:
        case PrintedNumber(text=text) | PathTree(text=text, filled=True):
            return f"<mn>{escaped(text)}</mn>"
        case PlainWord(text=text) | PathTree(text=text):
            return _stacked([f"<mtext>{escaped(name_line)}</mtext>" for name_line in name_lines(text, widest)], "name")
        case Chain(sign=sign):
            lines = [_sign(sign).join(mathml(term, room) for term, room in terms) for terms in rooms(tree, widest)]
            first, *others = [_row(line) for line in lines]
            return _stacked([first, *(_row(_sign(sign) + other) for other in others)], "terms")
        case Prefix(sign=sign, operand=operand):
            return _row(_sign(sign, "prefix") + mathml(operand, widest))
        case Fraction(above=above, below=below):
            return f"<mfrac>{mathml(above, widest)}{mathml(below, widest)}</mfrac>"
        case Power(base=base, exponent=exponent):
            return f"<msup>{mathml(base)}{mathml(exponent)}</msup>"
        case Root(radicand=radicand, degree=degree):
            root = f"<mroot>{_row(mathml(radicand))}<mn>{degree}</mn></mroot>"
            return root if degree != 2 else f"<msqrt>{mathml(radicand)}</msqrt>"  # noqa: PLR2004 - a square root
        case Fence(left=left, inner=inner, right=right):
            return _row(f'<mo form="prefix">{left}</mo>{mathml(inner, widest)}<mo form="postfix">{right}</mo>')
        case FunctionCall(function=function, arguments=arguments):
            operands = '<mo separator="true">;</mo>'.join(mathml(argument) for argument in arguments)
            return _row(
                f'<mtext>{escaped(function)}</mtext><mo form="prefix">(</mo>{operands}<mo form="postfix">)</mo>'
            )
        case Cases():
            return _cases(tree, widest)
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


def _cases(cases: Cases, widest: int) -> str:
    """Return the cases, each with its condition beside it, or below it where there is no room beside it."""
    when, last = (escaped(word) for word in cases.words)
    pairs = [
        (mathml(value, widest), f"<mtext>{when}&nbsp;</mtext>{mathml(condition, widest)}")
        for value, condition in cases.rows
    ]
    pairs.append((mathml(cases.otherwise, widest), f"<mtext>{last}</mtext>"))
    between = "</mtd></mtr><mtr><mtd>" if width(cases) > widest else "</mtd><mtd>"
    lines = "".join(f"<mtr><mtd>{value}{between}{condition}</mtd></mtr>" for value, condition in pairs)
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
