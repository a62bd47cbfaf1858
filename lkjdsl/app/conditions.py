"""Conditions of an edition as one reads them: functions and signs in words; inputs keep their paths."""

import re

from lkjdsl.diagnostic import Language
from lkjdsl.words import Words

WORDS = Words("explanation.math")
SIGNS = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠", "*": "×"}
PIECE = re.compile(r"""(?P<text>"[^"]*")|(?P<path>\w+(?:\.\w+)+)|(?P<sign><=|>=|<>|!=|\*)|(?P<word>[a-z_]+)""")


def in_words(formula: str, language: Language) -> str:
    """
    Return the text of a formula without the words and signs of the language of formulas.

    >>> in_words('sum(belanja.pagu) <= IKK1 and not kantor.tpi', "id")
    'jumlah(belanja.pagu) ≤ IKK1 dan bukan kantor.tpi'
    """

    def spoken(hit: re.Match[str]) -> str:
        return SIGNS.get(hit[0]) or (WORDS[hit[0]].text(language) if hit["word"] and hit[0] in WORDS else hit[0])

    return PIECE.sub(spoken, formula)
