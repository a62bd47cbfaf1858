"""A relation of columns tried on each row of a table, but for the rows that have rules of their own."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.proofreading.printed.achievements import is_achievement
from lkjdsl.proofreading.printed.checks import (
    FaultKind,
    FractionBounds,
    NumberCheck,
    added,
    agrees,
    bounds,
    mean,
    spread,
)
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.relations.column_operations import (
    ColumnRelation,
    growth_of,
    words_of,
)
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix

NARROW = 20
"""What part of a product its roundings may make, so that it tells something."""


def relation_checks(view: NumberMatrix, column: int, relation: ColumnRelation) -> Iterator[NumberCheck]:
    """Yield whether the numbers of a *column* are what a relation makes of those of their rows."""
    for number, row in enumerate(view.numbers):
        result, parts = row[column], [row[at] for at in relation.columns]
        present = [part for part in parts if part is not None]
        if result is None or len(present) < len(parts) or result.is_ambiguous:
            continue
        if relation.name == "sum" and len(present) < 2:  # noqa: PLR2004
            continue
        if relation.reference is not None and result is relation.reference[1]:
            continue
        if relation.name in ("difference", "sum") and result.percent and not any(part.percent for part in present):
            continue  # amounts are no percentage apart
        if relation.name in ("difference", "sum") and not result.half and any(part.half for part in present):
            continue  # nothing whole is what numbers with decimals make
        computed = relation.of([bounds(part) for part in present])
        is_exact = not any(part.half for part in present)
        exact = computed if is_exact else relation.of([(part.value, part.value) for part in present])
        if computed is None or exact is None:
            continue
        if relation.name == "product" and (computed[1] - computed[0]) * NARROW > abs(exact[0]):
            continue  # 10,9 × 2,0 may be anything about 22
        holds = agrees(result, computed) or _otherwise(relation, result, present)
        if not holds and _has_own_rule(view, number, column, relation, exact[0]):
            continue
        words = words_of(relation, present)
        if relation.reference is not None and relation.is_named:
            present.append(relation.reference[0])
        kind: FaultKind = "total" if relation.name == "sum" else "arithmetic"
        yield NumberCheck(kind, result, present, holds, (exact[0] + exact[1]) / 2, words)


def _has_own_rule(view: NumberMatrix, row: int, column: int, relation: ColumnRelation, exact: Fraction) -> bool:
    """Return whether the number of a row is told by another rule than that of its column."""
    result = view.numbers[row][column]
    parts = [part for at in relation.columns if (part := view.numbers[row][at]) is not None]
    if result is None or (view.row_kind(row) and _is_aggregate(view, row, column)):
        return True  # a total of quotients may have rules of its own
    match relation.name:
        case "sum":
            return _is_quotient(result, parts) or _is_so_far(result, parts)
        case "mean":
            return result.value == sum(part.value for part in parts)  # of counts, whose total stands under *Rata-rata*
        case "product":
            others = [other.value for other in view.numbers[row] if other is not None and other is not result]
            return result.value < exact and result.value in others  # no more than the most that its row says
        case _:
            return _is_achieved_otherwise(relation, result, parts)  # less is better in this row


def _is_achieved_otherwise(relation: ColumnRelation, result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether three numbers are a result, its target and an achievement, whatever their columns are called."""
    match relation.name:
        case "ratio":
            is_share = parts[1].percent and parts[1].decimals > 0
            return is_achievement(parts, result) or (is_share and is_achievement((parts[0], result), parts[1]))
        case "share":
            return is_achievement((result, parts[0]), parts[1])
        case _:
            return False


def _is_so_far(result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a result is the last of the parts: a row of what was reached so far, or of what is left."""
    return result.value == parts[-1].value


def _is_aggregate(view: NumberMatrix, row: int, column: int) -> bool:
    """Return whether a number in a row of totals is the sum or the mean of those above it."""
    result = view.numbers[row][column]
    parts = [
        bounds(number)
        for at in range(row)
        if not view.row_kind(at) and (number := view.numbers[at][column]) is not None
    ]
    computed = (added(parts), mean(parts)) if parts else ()
    return result is not None and any(agrees(result, number) for number in computed)


def _is_quotient(result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a number under *Jumlah* is one of quotients: it lies among them, and each has decimals."""
    values = [part.value for part in parts]
    return all(number.percent or number.decimals for number in (result, *parts)) and min(values) <= result.value <= max(
        values
    )


def _ways_to_change(relation: ColumnRelation, parts: Sequence[NumberInText]) -> Iterator[FractionBounds]:
    """Yield a difference the other way, and where a title names a change, whichever way it is told."""
    low, high = spread(lambda a, b: a - b, bounds(parts[0]), bounds(parts[1]))
    if relation.name == "difference":
        yield -high, -low
    growth = growth_of([bounds(part) for part in parts]) if relation.is_named else None
    if growth is not None:
        yield from (growth, (-growth[1], -growth[0]))
        if not parts[0].rupiah:
            yield from ((low, high), (-high, -low))


def _otherwise(relation: ColumnRelation, result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a quotient follows by another way to measure an achievement, or a difference the other way."""
    if relation.name == "difference" or (relation.name == "growth" and relation.is_named):
        return any(agrees(result, way) for way in _ways_to_change(relation, parts))
    if relation.name != "ratio" or not relation.is_named:
        return False  # that a cap or nought may be anything shows no relation
    return is_achievement(parts, result)
