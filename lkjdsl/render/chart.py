"""A chart as it is meant, whatever draws it: named rows, a bar or a point for each series, lines to compare with."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.numbers.rational import Number


@frozen
class Mark:
    """A value and how it is printed; what has none keeps its place, and its word is ``printed``."""

    value: Number | None
    printed: str


@frozen(eq=False)
class Series:
    """What is drawn in one colour: a name, and a mark for each row."""

    name: str
    marks: Sequence[Mark]


@frozen(eq=False)
class Chart:
    """
    A chart of ``bars`` or of lines over time (``trend``).

    ``rows`` are the names along it. ``reference`` is a value that all are compared with, such as 100%, and its name.
    ``format`` is how a spreadsheet prints the values: ``0.00%`` for ratios.
    """

    kind: Literal["bars", "trend"]
    title: str
    rows: Sequence[str]
    series: Sequence[Series]
    format: str
    reference: tuple[Number, str] | None = None
