"""Tables of rows whose names the edition states, in a column of lists."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Rows
from lkjdsl.tables.results.block import UnreadableCell


def without_fixed_rows(rows: Rows, columns: Mapping[str, pa.Array], *, may_lack: bool) -> Iterator[UnreadableCell]:
    """
    Yield the offices whose rows are others than those that the edition names, as it spells them, in any order.

    *may_lack*: an office may have no list at all, as it has none of the year before if it did not report then.
    """
    column = next((name for name, input_ in rows.columns.items() if input_.fixed), None)
    if column is None or column not in columns:
        return
    for office, cells in enumerate(columns[column].to_pylist()):
        if cells is None and may_lack:
            continue
        if sorted(map(str, cells or [])) != sorted(rows.fixed):
            values = {"found": rows.name, "known": ", ".join(rows.fixed)}
            yield office, f"{rows.name}.{column}", Misfit("rows-not-fixed", values=values)
