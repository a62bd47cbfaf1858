"""What an author claims of an edition: cases with their expected results, and invariants that hold for all data."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import Factory, field, frozen

from lkjdsl.model.expressions import Formula
from lkjdsl.source import Place

Expected = int | Decimal | str
"""
A number, which is the exact result or the result rounded as it is printed; or a text: a fraction ``'150/227'``, a
printed figure ``'66,08%'``, a label of a scale, or the status of a result that is no number.
"""


@frozen(eq=False)
class Case:
    """
    Data with what is to come of it.

    ``values`` are by the path of the result; ``problems``, where not None, are the codes of all errors that the
    data lead to. ``data`` and ``previous`` are in the form of a data file.
    """

    name: str
    data: Mapping[str, Any]
    previous: Mapping[str, Any] | None = None
    values: Mapping[str, Expected] = Factory(dict)
    problems: tuple[str, ...] | None = None
    place: Place | None = field(default=None, repr=False)


@frozen(eq=False)
class Invariant:
    """
    A claim about every outcome.

    Either the condition ``that``; or of the result ``of``: it does not fall when an input of ``rises_with``
    grows, does not rise when one of ``falls_with`` grows, and does not change with one of ``unchanged_by``.
    """

    name: str
    that: Formula | None = None
    of: str = ""
    rises_with: tuple[str, ...] = ()
    falls_with: tuple[str, ...] = ()
    unchanged_by: tuple[str, ...] = ()
    place: Place | None = field(default=None, repr=False)
