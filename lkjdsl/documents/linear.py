"""Formulas on one line: what is above or below a bar, or an exponent, keeps together."""

import re

SIMPLE = re.compile(r"[^\s+\-−–*/×÷·:=]+\Z|[^\d+\-−–*/×÷·:=()]+\Z")
"""What needs no parentheses: a number, a symbol, or words."""


def grouped(text: str) -> str:
    """
    Return *text* in parentheses where it needs them.

    >>> [grouped(text) for text in ("6.858", "Total Permohonan", "a + b", "(a + b)")]
    ['6.858', 'Total Permohonan', '(a + b)', '(a + b)']
    """
    text = text.strip()
    return text if SIMPLE.match(text) or _is_fenced(text) else f"({text})"


def _is_fenced(text: str) -> bool:
    """Return whether one pair of parentheses encloses all of *text*."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0:
            return at == len(text) - 1 and text[0] in "(["
    return False


def subscripted(text: str) -> str:
    """Return a subscript as it is typed after its letter: ``D1``, ``K_i``."""
    text = text.strip()
    return text if re.fullmatch(r"\d+", text) else f"_{text}" if text else ""
