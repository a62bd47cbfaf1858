"""Which columns are worked out from which, by their titles."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lkjdsl.proofreading.printed.checks import added, mean
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.column_operations import ColumnRelation, difference_of, growth_of, ratio_of, share_of
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix
from lkjdsl.proofreading.relations.other_years import against_other_years

JOINED = re.compile(r"(?P<head>.*?)\(?(?P<names>[^\s()+]+(?:\s*\+\s*[^\s()+]+)+)\)?")
"""*Jumlah L+P*, *Jumlah (Laki-laki + Perempuan)*: the columns that are added up."""

FEWEST = 2
"""Columns that have a total or a mean."""


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
    relations += _compared(view, roles)
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
        if title in genre().row["total"] and column >= FEWEST:
            parts = [at for at in range(column) if any(row[at] is not None for row in view.numbers)]
            if len(parts) >= FEWEST and all(role_of(titles[at]) in ("", "value") for at in parts):
                relations.append((column, ColumnRelation("sum", parts, added, is_named=True)))
        elif title in genre().row["average"] and column >= FEWEST and column == len(titles) - 1:
            parts = [at for at in range(column) if any(row[at] is not None for row in view.numbers)]
            if len(parts) >= FEWEST and not any(role_of(titles[at]) for at in parts):
                relations.append((column, ColumnRelation("mean", parts, mean, is_named=True)))
    scored = [*roles.get("value", ()), *roles.get("contribution", ())]
    if "weight" in single and len(scored) == 2:  # noqa: PLR2004 - *Nilai*, *Bobot*, *Nilai akhir*
        value, points = scored
        relations.append((points, ColumnRelation("share", (value, single["weight"]), share_of, is_named=True)))
    return [*relations, *_joined(titles), *_shares(titles), *_changes(view), *against_other_years(view)]


def _joined(titles: Sequence[str]) -> Iterator[tuple[int, ColumnRelation]]:
    """Yield the columns whose titles name those that they are the sum of."""
    for column, title in enumerate(titles):
        match = JOINED.fullmatch(title)
        names = [] if match is None else [name.strip() for name in match["names"].split("+")]
        heads = ("", f"{match['head'].strip()} ") if match is not None else ()
        for head in dict.fromkeys(heads):
            parts = [at for name in names for at, other in enumerate(titles) if other == f"{head}{name}".strip()]
            if len(parts) == len(names) > 1 and column not in parts:
                yield column, ColumnRelation("sum", parts, added, is_named=True)


def _shares(titles: Sequence[str]) -> Iterator[tuple[int, ColumnRelation]]:
    """Yield the percentages of counts of like titles in their total: *Jumlah L*, *Jumlah L+P*, *Persentase L*."""
    counts = {
        _rest(form("column_count"), title): at for at, title in enumerate(titles) if form("column_count").search(title)
    }
    whole = [at for rest, at in counts.items() if "+" in rest or rest in genre().row["total"]]
    for column, title in enumerate(titles):
        part = (
            counts.get(_rest(form("column_percent"), title))
            if form("column_percent").search(title) and not form("column_count").search(title)
            else None
        )
        if part is not None and len(whole) == 1 and part != whole[0]:
            yield column, ColumnRelation("ratio", (part, whole[0]), ratio_of, is_named=True)


def _rest(words: re.Pattern[str], title: str) -> str:
    return " ".join(re.sub(r"[()]", " ", words.sub(" ", title)).split())


def _changes(view: NumberMatrix) -> Iterator[tuple[int, ColumnRelation]]:
    """Yield columns of what changed between two years, of which alone the table has the same."""
    years: dict[str, list[tuple[int, int]]] = {}
    for at, title in enumerate(view.titles):
        named = years_in(title)
        if (
            len(named) == 1
            and form("column_change").search(title) is None
            and any(row[at] is not None for row in view.numbers)
        ):
            years.setdefault(role_of(title), []).append((named[0][0], at))
    pairs = [sorted(ones) for ones in years.values() if len(ones) == 2 and ones[0][0] != ones[1][0]]  # noqa: PLR2004
    if len(pairs) != 1 or len(years) != 1:
        return
    columns = (pairs[0][1][1], pairs[0][0][1])
    own = {year for year, _ in pairs[0]}
    changes = [at for at, title in enumerate(view.titles) if at > max(columns) and form("column_change").search(title)]
    for column in changes:
        if any(year not in own for year, _ in years_in(view.titles[column])):
            continue  # since a year that the table does not have
        if form("column_percent").search(view.titles[column].replace("/", " ")) or _is_of_shares(view, column, columns):
            yield column, ColumnRelation("growth", columns, growth_of, is_named=True)
        else:
            yield column, ColumnRelation("difference", columns, difference_of, is_named=True)
            if column + 1 < len(view.titles) and view.titles[column + 1].strip(" ()").casefold() in ("%", "persen"):
                yield column + 1, ColumnRelation("growth", columns, growth_of, is_named=True)


def _is_of_shares(view: NumberMatrix, column: int, columns: Sequence[int]) -> bool:
    """Return whether a column has percentages of what is none in *columns*: those are growths."""
    rows = [[row[at] for at in columns] for row in view.numbers if (one := row[column]) is not None and one.percent]
    return any(all(number is not None and not number.percent for number in row) for row in rows)


def _compared(view: NumberMatrix, roles: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, ColumnRelation]]:
    """Yield achievements against each of several targets: the nearest before them, of the last result before them."""
    if len(roles.get("target", ())) < 2:  # noqa: PLR2004
        return
    for column in roles.get("achievement", ()):
        targets, values = ([at for at in roles.get(role, ()) if at < column] for role in ("target", "value"))
        if targets and values and not any(max(targets) < at < column for at in roles["achievement"]):
            result = _of_its_year(view, values, column)
            if result is not None:
                yield column, ColumnRelation("ratio", (result, targets[-1]), ratio_of, is_named=True)


def _of_its_year(view: NumberMatrix, values: Sequence[int], column: int) -> int | None:
    """Return the last result that may be of the year of an achievement, by their titles, else of the last year."""
    years = {at: {year for year, _ in years_in(view.titles[at])} for at in (*values, column)}
    own = years[column] or {max((year for at in values for year in years[at]), default=0)}
    return next((at for at in reversed(values) if not years[at] or not years[at].isdisjoint(own)), None)
