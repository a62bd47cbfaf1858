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
    """
    A number that is printed as the target of an indicator in another year than that of the report.

    Of a target that is a range it is the ``upper`` end or not; None where the target is one number.
    """

    number: NumberInText
    path: str
    year: int
    upper: bool | None = None


Matches = list[PathMatch | PrintedText | PlannedTarget]
