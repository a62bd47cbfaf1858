"""What is known of the data before there is any: the ranges of inputs and rows, and what holds between them."""

from collections.abc import Mapping, Sequence

from attrs import Factory, frozen

from lkjdsl.domains.interval.linear import Relation
from lkjdsl.domains.interval.ranges import Range


@frozen(eq=False)
class RowRanges:
    """
    What the rows of one table may be.

    ``rows`` gives for each row the range of each column; without it there may be any number of rows, each
    within ``columns``.
    """

    columns: Sequence[Range]
    rows: Sequence[Sequence[Range]] | None = None


@frozen(eq=False)
class Facts:
    """
    What is known of the data, in the shape of :class:`lkjdsl.domains.exact.domain.Facts`.

    ``inputs`` and ``previous`` (empty where no previous year's data is at hand) are in the order of the
    definition's inputs; ``given`` and ``earlier`` are by path: a path in ``given`` is given for certain.
    ``relations`` hold between inputs, and between the columns of each row of a table.
    """

    inputs: Sequence[Range]
    rows: Mapping[str, RowRanges] = Factory(dict)
    given: Mapping[str, Range] = Factory(dict)
    previous: Sequence[Range] = ()
    earlier: Mapping[str, Range] = Factory(dict)
    relations: Sequence[Relation] = ()
