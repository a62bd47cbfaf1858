"""Where a formula that is too wide for a page is broken: between terms, a sign beginning each further line."""

import textwrap
from collections.abc import Sequence

from lkjdsl.domains.typeset.tree import Cases, Chain, Fence, Fraction, PathTree, PlainWord, Tree
from lkjdsl.render.notation.text import line

WIDEST = 76
"""Characters of a line of a formula on a page of paper."""
SHORT, FIFTH = 14, 5
"""So few characters at the end, such as those of `× 100%`, still go onto a full line; of a narrow one a fifth of it."""
NAME = 60
"""Characters of a line of a name that stands in a formula."""
GAP = 4
"""Characters of the brace before the cases of a formula, and of the space between a value and its condition."""
NARROWEST = 20
"""Characters that a term, or a side of an equation, has room for, however long those beside it are."""


def width(tree: Tree) -> int:
    """Return about how many characters *tree* is wide."""
    match tree:
        case Fraction(above=above, below=below):
            return max(width(above), width(below)) + 1
        case Chain(sign=sign, terms=terms):
            return min(WIDEST, sum(width(term) + len(sign) + 2 for term in terms) - len(sign) - 2)
        case PlainWord(text=text) | PathTree(text=text) if len(text) > NAME:
            return NAME
        case Fence(inner=inner):
            return width(inner) + 2
        case Cases(rows=rows, otherwise=otherwise, words=(when, last)):
            values = [width(otherwise), *(width(value) for value, _ in rows)]
            conditions = [len(last), *(len(when) + 1 + width(condition) for _, condition in rows)]
            return max(values) + max(conditions) + GAP
        case _:
            return len(line(tree))


def broken(chain: Chain, widest: int = WIDEST) -> Sequence[Sequence[Tree]]:
    """Return the terms of *chain* by the line they stand on, *widest* characters each: one line where they fit."""
    found: list[list[Tree]] = [[]]
    used = 0
    for number, term in enumerate(chain.terms, 1):
        wide = width(term) + len(chain.sign) + 2
        is_end = number == len(chain.terms) and wide <= min(SHORT, widest // FIFTH)
        if found[-1] and used + wide > widest and not is_end:
            found.append([])
            used = 0
        found[-1].append(term)
        used += wide
    return found


def beside(left: Tree, widest: int) -> int:
    """Return the characters of a line that the left side of an equation leaves."""
    return max(NARROWEST, widest - width(left))


def rooms(chain: Chain, widest: int) -> Sequence[Sequence[tuple[Tree, int]]]:
    """Return the terms of *chain* by the line they stand on, each with the characters that the others leave it."""
    lines = []
    for terms in broken(chain, widest):
        wide = [width(term) + len(chain.sign) + 2 for term in terms]
        lines.append([(term, max(NARROWEST, widest - sum(wide) + own)) for term, own in zip(terms, wide, strict=True)])
    return lines


def name_lines(text: str, widest: int = NAME) -> Sequence[str]:
    """Return a name on as many lines as it needs, each of *widest* characters at most."""
    return textwrap.wrap(text, min(NAME, widest), break_long_words=False) or [text]
