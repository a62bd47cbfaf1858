"""Scales: bands of values, each with a label and, where the scale is one of scores, a value of its own."""

from typing import Literal

from attrs import field, frozen

from lkjdsl.numbers.rational import Number
from lkjdsl.source import Place
from lkjdsl.units import Unit


@frozen
class Band:
    """A band of a scale: values from ``start`` (with it, unless ``open``) have ``label``, and the score ``value``."""

    start: Number
    open: bool
    label: str
    value: Number | None = None


@frozen
class Scale:
    """
    A scale: bands from the highest to the lowest, looked up with the exact or the printed value.

    ``digits`` are the decimals of the printed value, None for those of the result that is looked up; ``percent`` is
    whether the bands are of percentages. ``unit`` is that of the values of the bands, None where they have none.
    """

    name: str
    lookup: Literal["exact", "printed"]
    bands: tuple[Band, ...]
    digits: int | None = None
    percent: bool = False
    unit: Unit | None = None
    place: Place | None = field(default=None, eq=False, repr=False)
