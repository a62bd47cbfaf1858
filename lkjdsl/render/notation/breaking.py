"""Where a formula that is too wide for a page is broken: between terms, a sign beginning each further line."""

import textwrap
from collections.abc import Sequence

from lkjdsl.domains.typeset.tree import Chain, Fraction, PathTree, PlainWord, Tree
from lkjdsl.render.notation.text import line

WIDEST = 76
"""Characters of a line of a formula on a page of paper."""
SHORT = 14
"""So few characters at the end, such as those of `× 100%`, still go onto a full line."""
NAME = 60
"""Characters of a line of a name that stands in a formula."""


def width(tree: Tree) -> int:
    """Return about how many characters *tree* is wide."""
    match tree:
        case Fraction(above=above, below=below):
            return max(width(above), width(below)) + 1
        case Chain(sign=sign, terms=terms):
            return min(WIDEST, sum(width(term) + len(sign) + 2 for term in terms) - len(sign) - 2)
        case PlainWord(text=text) | PathTree(text=text) if len(text) > NAME:
            return NAME
        case _:
            return len(line(tree))


def broken(chain: Chain, widest: int = WIDEST) -> Sequence[Sequence[Tree]]:
    """Return the terms of *chain* by the line they stand on, *widest* characters each: one line where they fit."""
    found: list[list[Tree]] = [[]]
    used = 0
    for number, term in enumerate(chain.terms, 1):
        wide = width(term) + len(chain.sign) + 2
        is_end = number == len(chain.terms) and wide <= SHORT
        if found[-1] and used + wide > widest and not is_end:
            found.append([])
            used = 0
        found[-1].append(term)
        used += wide
    return found


def name_lines(text: str, widest: int = NAME) -> Sequence[str]:
    """Return a name on as many lines as it needs, each of *widest* characters at most."""
    return textwrap.wrap(text, min(NAME, widest), break_long_words=False) or [text]
