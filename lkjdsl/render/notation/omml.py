"""
Formula tree → OMML, the equations of Word (ECMA-376 part 1, 22.1), which a planner can edit.

Every run is normal text (``m:nor``): as mathematics Word would space ``6.858`` and ``89,88%`` by its own rules.
"""

from collections.abc import Sequence
from typing import assert_never

from lkjdsl.documents.ooxml.xml import attribute, written
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
from lkjdsl.render.grid_layout import WIDTH
from lkjdsl.render.notation.breaking import NARROWEST, beside, name_lines, rooms, width

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
WIDEST = 60
"""Characters of a line of a formula in 12 points between the margins of A4; Word breaks none inside a fraction."""
FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


def widest_in(room: int) -> int:
    """Return the characters of a line of a formula in a *room* of so many twentieths of a point."""
    return WIDEST * room // WIDTH


def equation_paragraphs(chain: Sequence[EquationTree], widest: int = WIDEST) -> str:
    """
    Return a paragraph for each equation below the other; the left side that stays the same is written once.

    They stay on a page, each line of them about *widest* characters wide.
    """
    paragraphs, last = [], None
    for number, tree in enumerate(chain, 1):
        left = "" if tree.left == last else omml(tree.left)
        room = beside(tree.left, widest) if left else widest
        body = f"{left}{_run(f' {tree.sign} ' if left else f'{tree.sign} ')}{omml(tree.right, room)}"
        aligned = '<m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr>'
        kept = "" if number == len(chain) else "<w:pPr><w:keepNext/></w:pPr>"
        equation = f"<m:oMathPara>{aligned}<m:oMath>{body}</m:oMath></m:oMathPara>"
        paragraphs.append(f"<w:p {NAMESPACES}>{kept}{equation}</w:p>")
        last = tree.left
    return "".join(paragraphs)


def overflows(chain: Sequence[EquationTree], widest: int) -> bool:
    """Return whether a line of *widest* characters has no room for an equation, however it is broken."""
    lefts = [None, *(tree.left for tree in chain)]
    return any(
        (0 if tree.left == last else width(tree.left)) + min(width(tree.right), NARROWEST) > widest
        for last, tree in zip(lefts, chain, strict=False)
    )


def omml(tree: Tree, widest: int = WIDEST) -> str:
    """
    Return *tree* as OMML, to stand inside ``m:oMath``, a line of it about *widest* characters wide.

    >>> omml(Prefix("−", PrintedNumber("2"), 7)).count("<m:r>")
    2
    """
    match tree:
        case PrintedNumber(text=text) | PathTree(text=text, filled=True):
            return _run(text)
        case PlainWord(text=text) | PathTree(text=text):
            return _stacked([_run(line) for line in name_lines(text, widest)])
        case Chain(sign=sign):
            lines = rooms(tree, widest)
            first, *others = (_run(f" {sign} ").join(omml(term, room) for term, room in terms) for terms in lines)
            return _stacked([first, *(_run(f"{sign} ") + line for line in others)])
        case Prefix(sign=sign, operand=operand):
            return _run(f"{sign} " if sign.isalpha() else sign) + omml(operand, widest)
        case Fraction(above=above, below=below):
            return f"<m:f><m:num>{omml(above, widest)}</m:num><m:den>{omml(below, widest)}</m:den></m:f>"
        case Power(base=base, exponent=exponent):
            return f"<m:sSup><m:e>{omml(base)}</m:e><m:sup>{omml(exponent)}</m:sup></m:sSup>"
        case Root(radicand=radicand, degree=degree):
            is_square = degree == 2  # noqa: PLR2004 - its degree is not written
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr>' if is_square else ""
            return f"<m:rad>{hidden}<m:deg>{'' if is_square else _run(str(degree))}</m:deg>{_e(omml(radicand))}</m:rad>"
        case Fence(left=left, inner=inner, right=right):
            return _fenced(left, right, [omml(inner, widest)])
        case FunctionCall(function=function, arguments=arguments):
            inside = [omml(argument, widest) for argument in arguments]
            is_long = width(tree) > widest
            return _run(function) + _fenced("(", ")", [_below_each_other(inside)] if is_long else inside)
        case Cases():
            return _cases(tree, widest)
        case Summation(term=term, over=over):
            settings = '<m:chr m:val="∑"/><m:limLoc m:val="undOvr"/><m:supHide m:val="1"/>'
            return (
                f"<m:nary><m:naryPr>{settings}</m:naryPr><m:sub>{_run(over)}</m:sub><m:sup/>{_e(omml(term))}</m:nary>"
            )
        case _:
            assert_never(tree)


def _run(text: str) -> str:
    """Return a run; LibreOffice takes a straight quotation mark for the end of a text."""
    said = written(text.replace('"', "”"))
    return f'<m:r><m:rPr><m:nor/></m:rPr>{FONT}<m:t xml:space="preserve">{said}</m:t></m:r>'


def _e(inner: str) -> str:
    return f"<m:e>{inner}</m:e>"


def _stacked(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else f"<m:eqArr>{''.join(map(_e, lines))}</m:eqArr>"


def _below_each_other(arguments: Sequence[str]) -> str:
    return _stacked([*(argument + _run(" ;") for argument in arguments[:-1]), arguments[-1]])


def _fenced(left: str, right: str, inner: Sequence[str]) -> str:
    signs = f'<m:begChr m:val={attribute(left)}/><m:sepChr m:val=";"/><m:endChr m:val={attribute(right)}/>'
    return f"<m:d><m:dPr>{signs}</m:dPr>{''.join(map(_e, inner))}</m:d>"


def _cases(cases: Cases, widest: int) -> str:
    """Return the cases, each with its condition beside it, or below it where there is no room beside it."""
    when, last = cases.words
    is_long = width(cases) > widest
    rows = [
        (omml(value, widest), _run(f"{when} ") + omml(condition, max(1, widest - len(when) - 1)))
        for value, condition in cases.rows
    ]
    rows.append((omml(cases.otherwise, widest), _run(last)))
    if is_long:
        return _fenced("{", "", [_stacked([line for row in rows for line in row])])
    columns = '<m:mPr><m:mcs><m:mc><m:mcPr><m:count m:val="2"/><m:mcJc m:val="left"/></m:mcPr></m:mc></m:mcs></m:mPr>'
    lines = "".join(f"<m:mr>{_e(value)}{_e(condition)}</m:mr>" for value, condition in rows)
    return _fenced("{", "", [f"<m:m>{columns}{lines}</m:m>"])
