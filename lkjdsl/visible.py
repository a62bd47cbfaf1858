r"""
Text that stands on a terminal or on one line as it is: it moves no cursor, changes no colour, turns no direction.

A title may hold the escape codes of a terminal, or the characters that turn the direction of writing: shown raw, they
could hide a figure or put another in its place.
"""

import re

HIDDEN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that has no shape."""
_PLAIN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2bff]*\Z")
"""Nearly every text there is: looked at once, not a character at a time."""


def visible(text: str) -> str:
    r"""
    Return *text* on one line, each character with a shape.

    >>> visible("a\tb\n\x1b[2Jc")
    'a b \ufffd[2Jc'
    """
    return text if _PLAIN.match(text) else "".join(map(_shape, text))


def visible_lines(text: str) -> str:
    r"""
    Return *text* as it may go to a terminal, its lines as they are.

    >>> visible_lines("a\tb\n\x9b2Jc\u202e")
    'a\tb\n\ufffd2Jc\ufffd'
    """
    return "\n".join(
        line if _PLAIN.match(line) else "".join(one if one == "\t" else _shape(one) for one in line)
        for line in text.split("\n")
    )


def _shape(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else HIDDEN
