"""Which columns are worked out from which, by their titles."""

from collections.abc import Iterator, Mapping, Sequence

from lkjdsl.proofreading.checks import added
from lkjdsl.proofreading.column_operations import ColumnRelation, difference_of, ratio_of
from lkjdsl.proofreading.genre import genre
from lkjdsl.proofreading.number_matrix import NumberMatrix
from lkjdsl.proofreading.titles import role_of


def named_columns(view: NumberMatrix) -> list[tuple[int, ColumnRelation]]:
    """Return the relations that the titles of the columns name."""
    relations = []
    roles: dict[str, list[int]] = {}
    for column, title in enumerate(view.titles):
        if any(row[column] is not None for row in view.numbers):
            roles.setdefault(role_of(title), []).append(column)
    single = {role: columns[0] for role, columns in roles.items() if len(columns) == 1}
    if {"target", "value", "achievement"} <= single.keys():
        relations.append(
            (
                single["achievement"],
                ColumnRelation("ratio", (single["value"], single["target"]), ratio_of, is_named=True),
            )
        )
    relations += _compared(roles)
    if {"base", "value"} <= single.keys() and "target" not in roles:
        base, value = single["base"], single["value"]
        share = single.get("absorption", single.get("achievement"))
        if share is not None:
            relations.append((share, ColumnRelation("ratio", (value, base), ratio_of, is_named=True)))
        if "difference" in single:
            relations.append(
                (single["difference"], ColumnRelation("difference", (base, value), difference_of, is_named=True))
            )
    titles = [title.strip().casefold() for title in view.titles]
    for column, title in enumerate(titles):
        if title in genre().row["total"] and column >= 2:  # noqa: PLR2004 - a total of two at least
            parts = [at for at in range(column) if any(row[at] is not None for row in view.numbers)]
            if len(parts) >= 2 and all(role_of(titles[at]) in ("", "value") for at in parts):  # noqa: PLR2004
                relations.append((column, ColumnRelation("sum", parts, added, is_named=True)))
    return relations


def _compared(roles: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, ColumnRelation]]:
    """Yield achievements against each of several targets: the nearest before them, of the last result before them."""
    if len(roles.get("target", ())) < 2:  # noqa: PLR2004
        return
    for column in roles.get("achievement", ()):
        targets, values = ([at for at in roles.get(role, ()) if at < column] for role in ("target", "value"))
        if targets and values and not any(max(targets) < at < column for at in roles["achievement"]):
            yield column, ColumnRelation("ratio", (values[-1], targets[-1]), ratio_of, is_named=True)
