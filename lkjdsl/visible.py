r"""
Text that stands on a terminal or on one line as it is: it moves no cursor, changes no colour, turns no direction.

A title may hold the escape codes of a terminal, or the characters that turn the direction of writing: shown raw, they
could hide a figure or put another in its place.
"""

HIDDEN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that has no shape."""


def visible(text: str) -> str:
    r"""
    Return *text* on one line, each character with a shape.

    >>> visible("a\tb\n\x1b[2Jc")
    'a b \ufffd[2Jc'
    """
    return text if text.isprintable() else "".join(map(_shape, text))


def visible_lines(text: str) -> str:
    r"""
    Return *text* as it may go to a terminal, its lines as they are.

    >>> visible_lines("a\tb\n\x9b2Jc\u202e")
    'a\tb\n\ufffd2Jc\ufffd'
    """
    return "\n".join(
        line if line.isprintable() else "".join(one if one == "\t" else _shape(one) for one in line)
        for line in text.split("\n")
    )


def _shape(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else HIDDEN
