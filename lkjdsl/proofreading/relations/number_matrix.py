"""The numbers of a table, whichever way up it stands."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.relations.column_operations import ColumnRelation


@frozen(eq=False)
class NumberMatrix:
    """The numbers of a table, either way up: the title of each column, and for each row whether it is a total."""

    numbers: Sequence[Sequence[NumberInText | None]]
    titles: Sequence[str]
    kinds: Sequence[str]
    formulas: Sequence[tuple[int, ColumnRelation]] = ()
    """The columns that the table itself gives a formula for."""

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a row of one, else nothing."""
        return self.kinds[row]
