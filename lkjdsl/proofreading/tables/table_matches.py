"""What is read out of a table: its numbers and texts, each with the path that it is printed of."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site

PathMatch = tuple[NumberInText, str]


@frozen(eq=False)
class PrintedText:
    """A text of a cell that is printed of a path: a rating, or a blank where a figure is still to be filled in."""

    site: Site
    what: str
    is_blank: bool = False


@frozen(eq=False)
class PlannedTarget:
    """A number that is printed as the target at ``path`` in another ``year`` than that of the report."""

    number: NumberInText
    path: str
    year: int


Matches = list[PathMatch | PrintedText | PlannedTarget]


def is_index(number: NumberInText) -> bool:
    """Return whether the unit of *number* is printed as that of an index."""
    return form("unit_index").search(number.site.text.string, number.end) is not None


def range_in(site: Site | None) -> Sequence[NumberInText]:
    """Return both ends of the range that the text of a cell is and at most its unit, none of any other: *60 – 85 %*."""
    if site is None or len(site.numbers) != 2:  # noqa: PLR2004
        return ()
    (low, high), string = site.numbers, site.text.string
    is_range = form("range_link").fullmatch(string[low.end : high.start]) is not None and low.value < high.value
    rest = f"{string[: low.start]}{string[high.end :]}".strip(" .[]()*")
    return (low, high) if is_range and len(rest.split()) <= 1 else ()
