"""
What the batch domain wrote: lines over the names of columns, and the texts of the results. It is run in two ways.

``columnwise`` runs each line over whole columns of numpy; ``machine`` makes one loop over the rows of all lines. Every
operation is the same one of float64 in both, so that both give the same bits;
a law in ``tests/tables/test_evaluation.py`` says so.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import field, frozen

Floats = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Codes = np.ndarray[Any, np.dtype[np.int16]]
Found = tuple[Any, Sequence[tuple[Any, Any, Any]]]
"""Which rows are in doubt; and value, code of the state and printed units of each result (None: not asked for)."""
VARIABLE = re.compile(r"\b(?!float64)[a-z]+p?\d\w*\b")
"""A name that a line gives to what it works out, or that of a column."""


@frozen
class Script:
    """
    The lines, each ``name = formula``, and for each result the texts of its value, its state and its printed units.

    Names: ``x3`` and ``m3`` are the numbers and the cells of a column (0 told, 1 missing, 2 not applicable), ``e`` and
    ``g`` the errors of the decisions and below which a value near a tie is one, ``doubt`` the rows in doubt.
    """

    lines: Sequence[str]
    results: Sequence[tuple[str, str, str | None]]
    varying: Sequence[tuple[str, bool]] = field(init=False)
    """The texts of results that depend on the row, and whether each is a state, in the order of the results."""

    @varying.default
    def _(self) -> list[tuple[str, bool]]:
        texts = [(text, at == 1) for result in self.results for at, text in enumerate(result) if text is not None]
        return [(text, is_code) for text, is_code in texts if VARIABLE.search(text)]

    def found(self, doubt: Any, arrays: Sequence[Any]) -> Found:
        """Return the results of which *arrays* are those that depend on the row."""
        left = iter(arrays)
        made = [
            tuple(None if text is None else next(left) if VARIABLE.search(text) else constant(text) for text in result)
            for result in self.results
        ]
        return doubt, made  # type: ignore[return-value] # each has three parts


def constant(text: str) -> float:
    """Return the number that a text without a variable stands for, 1 for a flag that holds."""
    if text in ("True", "False"):
        return float(text == "True")
    return float(text.removeprefix("float64(").removesuffix(")"))


def lively(lines: Sequence[str], results: Sequence[tuple[str, str, str | None]]) -> list[str]:
    """Return the lines that a result or a doubt needs."""
    needed = {"doubt", *(name for result in results for text in result for name in VARIABLE.findall(text or ""))}
    kept: list[str] = []
    for line in reversed(lines):
        name, _, formula = line.partition(" = ")
        if name in needed:
            needed.update(VARIABLE.findall(formula))
            kept.append(line)
    return kept[::-1]
