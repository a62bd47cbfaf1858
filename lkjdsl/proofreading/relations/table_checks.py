"""Tables with themselves: totals, means, and columns that are worked out from others."""

from collections.abc import Iterator

from attrs import evolve

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.fused_rows import has_fused_rows
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.relations.aggregates import aggregates
from lkjdsl.proofreading.relations.coded_rows import coded_rows
from lkjdsl.proofreading.relations.column_formulas import column_formulas
from lkjdsl.proofreading.relations.column_relations import relations_of_columns, relations_of_rows
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix
from lkjdsl.proofreading.relations.quarter_rows import quarter_rows
from lkjdsl.proofreading.relations.running_shares import running_shares
from lkjdsl.proofreading.relations.running_totals import running_totals
from lkjdsl.proofreading.relations.yearly_changes import yearly_changes

MOST_COLUMNS = 16
MOST_ROWS = 400
LONGEST_ROLE = 4
"""Words of a row that is named by what it holds, such as ``Realisasi (%)``."""


def table_checks(view: TableNumbers) -> Iterator[NumberCheck]:
    """Yield every relation of the table with itself that is one, none of which is certain where rows ran into one."""
    is_fused = has_fused_rows(view.table)
    for check in _checks(view):
        yield evolve(check, certain=False) if is_fused else check


def _checks(view: TableNumbers) -> Iterator[NumberCheck]:
    if len(view.table.columns) > MOST_COLUMNS or not 0 < len(view.numbers) <= MOST_ROWS:
        return
    plain = [row for row, label in enumerate(view.labels) if not form("row_of_changes").fullmatch(label.strip())]
    kinds = [view.row_kind(row) for row in plain]
    rows = [view.numbers[row] for row in plain]
    matrix = NumberMatrix(rows, view.table.columns, kinds, column_formulas(view.table))
    if any(view.table.columns):  # with nothing to name them, columns are worked out from others by chance
        yield from relations_of_columns(matrix)
    yield from running_totals(matrix)
    yield from running_shares(matrix)
    if len(view.numbers) <= MOST_COLUMNS:
        names = [name if len((name := " ".join(names[:1])).split()) <= LONGEST_ROLE else "" for names in view.names]
        turned = list(zip(*view.numbers, strict=True))
        titles = [(at, title) for at, title in enumerate(view.titles) if not form("column_change").search(title)]
        kinds = ["total" if _is_total(title) else "" for _, title in titles]
        matrix = NumberMatrix([turned[at] for at, _ in titles], names, kinds)
        yield from relations_of_rows(matrix)  # totals of columns are aggregates
        yield from running_totals(matrix)
    yield from quarter_rows(view)
    yield from yearly_changes(view)
    yield from aggregates(view)
    yield from coded_rows(view)


def _is_total(title: str) -> bool:
    return title.strip(" .:").casefold() in (*genre().row["total"], *genre().row["average"])
