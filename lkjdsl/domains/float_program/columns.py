"""What the texts of the batch domain are made of: columns, decisions, numbers."""

from attrs import frozen

from lkjdsl.domains.float_error.bounds import Bound, as_float
from lkjdsl.numbers.rational import Number

Text = str
NAN = "nan"
"""The number of a value that has a state: it is neither above nor below anything, so it never raises a doubt."""
HALF_UNITS = 2.0**-50
"""Relative error of scaling a number by a power of ten, taken generously."""


class Declined(Exception):  # noqa: N818 - no error: the exact domain does it
    """An operator that this domain has nothing to say about."""

    def __init__(self, name: str) -> None:
        """Take the name of what it is."""
        super().__init__(name)
        self.name = name


@frozen
class Column:
    """
    What a step is in the program: the name of its number, flag or label, and of its state where it may have one.

    ``index`` is the position of the step; a label is the number that ``Writer.labels`` gives it. ``loose``: where it
    has a state that depends on data, the number is NaN, nothing else tells it, and the row is in doubt.
    """

    value: Text
    state: Text | None
    bound: Bound
    index: int
    loose: bool = False


@frozen
class Decision:
    """Where something hangs on the last bits: which steps take part, and how their errors are scaled there."""

    steps: tuple[int, ...]
    scale: float = 1.0
    ties: bool = False
    """Whether it is a rounding, which a value on a coarse grid settles by itself."""
    constant: float = 0.0
    """The absolute error of a number of the edition that takes part; relative errors are taken no less than UNIT."""


def number_text(number: Number) -> Text:
    """Return a number of the edition as float64."""
    return f"float64({as_float(number)!r})"
