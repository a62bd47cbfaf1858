"""What is read out of a table: its numbers and texts, each with the path that it is printed of."""

from attrs import frozen

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
