"""Columns of a table that are worked out from others: those that their titles name, and those that most rows show."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.achievements import achievement, ratio
from lkjdsl.proofreading.checks import FractionBounds, NumberCheck, added, agrees, bounds, mean, spread
from lkjdsl.proofreading.genre import genre
from lkjdsl.proofreading.numbers import NumberInText
from lkjdsl.proofreading.other_times import years_in
from lkjdsl.proofreading.titles import role_of

HUNDRED = Fraction(100)


@frozen(eq=False)
class ColumnRelation:
    """How the number of a column follows from those of other columns."""

    name: str
    columns: Sequence[int]
    of: Callable[[Sequence[FractionBounds]], FractionBounds | None]
    is_named: bool = False


@frozen(eq=False)
class NumberMatrix:
    """The numbers of a table, either way up: the title of each column, and for each row whether it is a total."""

    numbers: Sequence[Sequence[NumberInText | None]]
    titles: Sequence[str]
    kinds: Sequence[str]

    def row_kind(self, row: int) -> str:
        """Return ``total`` or ``average`` for a row of one, else nothing."""
        return self.kinds[row]


def _of_one_year(view: NumberMatrix, one: int, other: int) -> bool:
    """Return whether two columns are not of different years, by their titles."""
    years = [{year for year, _ in years_in(view.titles[at])} for at in (one, other)]
    return not (years[0] and years[1]) or not years[0].isdisjoint(years[1])


def relations_of_columns(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the relations that titles name, then those that most rows show, a result being right of its operands."""
    settled: set[int] = set()
    members: list[frozenset[int]] = []
    for column, relation in _named(view):
        rows = _settled(list(_tried(view, column, relation)))
        if rows:
            settled.add(column)
            members.append(frozenset((column, *relation.columns)))
            yield from rows
    width = [at for at in range(len(view.titles)) if any(row[at] for row in view.numbers)]
    for column in reversed(width):
        if column in settled:
            continue
        best: tuple[int, ColumnRelation, list[NumberCheck]] | None = None
        for relation in _possible(view, column):
            if frozenset((column, *relation.columns)) in members:
                continue  # the same relation, solved for an operand
            rows = list(_tried(view, column, relation))
            held = {one.computed for one in rows if one.holds and _is_telling(one)}
            failed = sum(not one.holds for one in rows)
            if len(held) >= 2 and failed * 2 <= len(held) and (best is None or (len(held) - failed) > best[0]):  # noqa: PLR2004
                best = (len(held) - failed, relation, rows)
        if best is not None:
            members.append(frozenset((column, *best[1].columns)))
            yield from best[2]


def named_relations(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield only the relations that titles name, but for totals."""
    for column, relation in _named(view):
        if relation.name != "sum":
            yield from _settled(list(_tried(view, column, relation)))


def _named(view: NumberMatrix) -> list[tuple[int, ColumnRelation]]:
    """Return the relations that the titles of the columns name."""
    relations = []
    roles: dict[str, list[int]] = {}
    for column, title in enumerate(view.titles):
        if any(row[column] is not None for row in view.numbers):
            roles.setdefault(role_of(title), []).append(column)
    single = {role: columns[0] for role, columns in roles.items() if len(columns) == 1}
    if {"target", "value", "achievement"} <= single.keys():
        relations.append(
            (single["achievement"], ColumnRelation("ratio", (single["value"], single["target"]), _ratio, is_named=True))
        )
    relations += _compared(roles)
    if {"base", "value"} <= single.keys() and "target" not in roles:
        base, value = single["base"], single["value"]
        share = single.get("absorption", single.get("achievement"))
        if share is not None:
            relations.append((share, ColumnRelation("ratio", (value, base), _ratio, is_named=True)))
        if "difference" in single:
            relations.append(
                (single["difference"], ColumnRelation("difference", (base, value), _difference, is_named=True))
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
            yield column, ColumnRelation("ratio", (values[-1], targets[-1]), _ratio, is_named=True)


def shares_of_totals(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the percentages of a column whose total is 100 against the parts and the total of another column."""
    last = [row for row in range(len(view.numbers)) if view.row_kind(row) == "total"]
    plain = [row for row in range(len(view.numbers)) if not view.row_kind(row)]
    if len(last) != 1 or len(plain) < 2:  # noqa: PLR2004
        return
    totals = view.numbers[last[0]]
    for column, whole in enumerate(totals):
        if whole is None or whole.value != HUNDRED or role_of(view.titles[column]) == "weight":
            continue
        for other, total in enumerate(totals):
            if other == column or total is None or total.value <= HUNDRED / 10:
                continue
            rows = [
                (result, part)
                for row in plain
                if (result := view.numbers[row][column]) and (part := view.numbers[row][other])
            ]
            checks = [
                NumberCheck(
                    "arithmetic",
                    result,
                    (part, total),
                    agrees(result, computed),
                    part.value / total.value * HUNDRED,
                    Both.same(line),
                )
                for result, part in rows
                if (computed := ratio(bounds(part), bounds(total))) is not None
                for line in [f"{part.text} / {total.text} × 100"]
            ]
            held = {check.computed for check in checks if check.holds}
            if len(held) >= 2 and (len(checks) - sum(check.holds for check in checks)) * 2 <= len(held):  # noqa: PLR2004
                yield from checks


def _possible(view: NumberMatrix, column: int) -> Iterator[ColumnRelation]:
    others = [
        at
        for at in range(len(view.titles))
        if at != column and any(row[at] for row in view.numbers) and _of_one_year(view, at, column)
    ]
    may_be_quotient = role_of(view.titles[column]) not in ("target", "base")
    for first in others:
        for second in others:
            if first != second:
                if may_be_quotient:
                    yield ColumnRelation("ratio", (first, second), _ratio)
                yield ColumnRelation("difference", (first, second), _difference)
                yield ColumnRelation("growth", (first, second), _growth)
                if first < second:
                    yield ColumnRelation("share", (first, second), _share)
                    yield ColumnRelation("product", (first, second), _product)
    for start in range(len(others)):
        for end in range(start + 2, len(others) + 1):
            run = others[start:end]
            if all(after - before == 1 for before, after in pairwise(run)) and (run[-1] < column or run[0] > column):
                yield ColumnRelation("sum", run, added)
                yield ColumnRelation("mean", run, mean)


def _settled(rows: list[NumberCheck]) -> list[NumberCheck]:
    """Return the checks of a relation that a table names, none where most of them fail."""
    held = sum(one.holds for one in rows)
    return rows if held >= len(rows) / 2 or len(rows) == 1 else []


def _is_telling(check: NumberCheck) -> bool:
    """Return whether that a check holds tells something: the result repeats no operand and is no nought."""
    values = [part.value for part in check.parts]
    return check.result.value != 0 and check.result.value not in values and sum(value != 0 for value in values) > 1


def _tried(view: NumberMatrix, column: int, relation: ColumnRelation) -> Iterator[NumberCheck]:
    for number, row in enumerate(view.numbers):
        result, parts = row[column], [row[at] for at in relation.columns]
        present = [part for part in parts if part is not None]
        if result is None or len(present) < len(parts) or result.is_ambiguous:
            continue
        if relation.name == "sum" and len(present) < 2:  # noqa: PLR2004
            continue
        computed = relation.of([bounds(part) for part in present])
        exact = relation.of([(part.value, part.value) for part in present])
        if computed is None or exact is None:
            continue
        holds = agrees(result, computed) or _otherwise(relation, result, present)
        if not holds and view.row_kind(number) and _is_aggregate(view, number, column):
            continue  # a total of quotients may have rules of its own
        if not holds and relation.name == "sum" and (_is_quotient(result, present) or _is_so_far(result, present)):
            continue
        if not holds and relation.name == "ratio" and role_of(view.titles[column]) == "achievement":
            found = achievement(present, result)
            if found is not None and found[1]:
                continue  # less is better in this row
        yield NumberCheck(
            "total" if relation.name == "sum" else "arithmetic",
            result,
            present,
            holds,
            exact[0],
            _words(relation, present),
        )


def _is_so_far(result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether the parts grow up to the result: a row of what was reached so far ends in its last number."""
    values = [part.value for part in parts]
    return values == sorted(values) and values[-1] == result.value


def _is_aggregate(view: NumberMatrix, row: int, column: int) -> bool:
    """Return whether a number in a row of totals is the sum or the mean of those above it."""
    result = view.numbers[row][column]
    parts = [
        bounds(one) for at in range(row) if not view.row_kind(at) and (one := view.numbers[at][column]) is not None
    ]
    computed = (added(parts), mean(parts)) if parts else ()
    return result is not None and any(agrees(result, one) for one in computed)


def _is_quotient(result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a number under *Jumlah* is one of quotients: it lies among them, and each has decimals."""
    values = [part.value for part in parts]
    return all(one.percent or one.decimals for one in (result, *parts)) and min(values) <= result.value <= max(values)


def _otherwise(relation: ColumnRelation, result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a quotient follows by another way to measure an achievement, or a difference the other way."""
    if relation.name == "difference":
        low, high = spread(lambda a, b: b - a, bounds(parts[0]), bounds(parts[1]))
        return agrees(result, (low, high))
    if relation.name != "ratio" or not relation.is_named:
        return False  # that a cap or nought may be anything shows no relation
    found = achievement(parts, result)
    return found is not None and found[1]


def _words(relation: ColumnRelation, parts: Sequence[NumberInText]) -> Both:
    texts = [part.text for part in parts]
    match relation.name:
        case "ratio":
            line = f"{texts[0]} / {texts[1]} × 100"
        case "difference":
            line = f"{texts[0]} - {texts[1]}"
        case "growth":
            line = f"({texts[0]} - {texts[1]}) / {texts[1]} × 100"
        case "share":
            line = f"{texts[0]} × {texts[1]} / 100"
        case "product":
            line = f"{texts[0]} × {texts[1]}"
        case "mean":
            line = f"({' + '.join(texts)}) / {len(texts)}"
        case _:
            line = " + ".join(texts)
    return Both.same(line)


def _ratio(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return ratio(one[0], one[1])


def _growth(one: Sequence[FractionBounds]) -> FractionBounds | None:
    ratio = _ratio(one)
    return None if ratio is None else (ratio[0] - HUNDRED, ratio[1] - HUNDRED)


def _difference(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return one[0][0] - one[1][1], one[0][1] - one[1][0]


def _share(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return spread(lambda a, b: a * b / HUNDRED, one[0], one[1])


def _product(one: Sequence[FractionBounds]) -> FractionBounds | None:
    return spread(lambda a, b: a * b, one[0], one[1])
