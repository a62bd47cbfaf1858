"""How wide letters are in Verdana, of the fonts that reports are written in the widest: its widths are published."""

OTHERS, WIDTHS = 636, {"i": 274, "j": 344, "l": 274, "m": 973, "r": 427, "t": 394, "R": 695, ".": 364, "%": 1076}
"""Thousandths of the size; a digit has 636, and of other small letters none has more but ``m`` and ``w``."""


def verdana(text: str) -> float:
    """Return how many twentieths of a point *text* takes for each point of its size."""
    return sum(WIDTHS.get(letter, OTHERS) for letter in text) / 50
