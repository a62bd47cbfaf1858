"""Columns of a table that are worked out from others: those that their titles name, and those that most rows show."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, permutations

from lkjdsl.proofreading.printed.checks import (
    NumberCheck,
    added,
    mean,
)
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.column_operations import (
    ColumnRelation,
    difference_of,
    growth_of,
    product_of,
    quotient_of,
    ratio_of,
    share_of,
)
from lkjdsl.proofreading.relations.named_columns import named_columns
from lkjdsl.proofreading.relations.number_matrix import NumberMatrix
from lkjdsl.proofreading.relations.proportions import proportions
from lkjdsl.proofreading.relations.relation_checks import relation_checks

FEWEST, FEWEST_OF_MANY = 2, 3
"""Different results that show a relation: of small numbers, or of shares, one is the product of two by chance."""
FEW = 8
"""Columns at most that have few relations by chance, so that one row shows one."""
SURE = ("ratio", "difference", "growth", "share", "sum")
"""What one row shows where the only other one has a slip."""
QUOTIENTS = ("ratio", "quotient", "proportion")
"""What rows may be of others: of few columns a sum or a difference comes about by chance."""

AWAY = 20
"""How many times as much a result is hardly a slip of another: its columns were something else."""


def _of_one_year(view: NumberMatrix, one: int, other: int, *, so_far: bool = True) -> bool:
    """Return whether two columns are not of different years, by their titles, nor one alone *so_far*."""
    if so_far and len({phrase("so_far").search(view.titles[at]) is None for at in (one, other)}) > 1:
        return False  # what was reached so far is of more than one quarter
    years = [{year for year, _ in years_in(view.titles[at])} for at in (one, other)]
    return not (years[0] and years[1]) or not years[0].isdisjoint(years[1])


def _is_part_of_year(view: NumberMatrix, column: int) -> bool:
    """Return whether a column is of a quarter or of a month by its title."""
    title = view.titles[column].strip()
    return phrase("quarter").match(title) is not None or title.casefold() in genre().months


def relations_of_columns(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the relations that titles name, then those that most rows show, a result being right of its operands."""
    width = [at for at in range(len(view.titles)) if any(row[at] for row in view.numbers)]
    yield from _relations(view, [*view.formulas, *named_columns(view)], width)


def relations_of_rows(view: NumberMatrix) -> Iterator[NumberCheck]:
    """Yield the same of a table turned, but for totals, and of rows that are worked out by their titles alone."""
    named = [one for one in named_columns(view) if one[1].name not in ("sum", "mean")]  # those are aggregates
    worked_out = [at for at, title in enumerate(view.titles) if form("quotient_row").search(title)]
    yield from _relations(view, named, worked_out, only=QUOTIENTS)


def _relations(
    view: NumberMatrix,
    named: Sequence[tuple[int, ColumnRelation]],
    columns: Sequence[int],
    only: Sequence[str] = (),
) -> Iterator[NumberCheck]:
    settled: set[int] = set()
    members: list[frozenset[int]] = []
    for column, relation in named:
        rows = [] if column in settled else _settled(relation, list(relation_checks(view, column, relation)))
        if rows:
            settled.add(column)
            members.append(frozenset((column, *relation.columns)))
            yield from rows
    for column in reversed(columns):
        if column in settled:
            continue
        best: tuple[int, ColumnRelation, list[NumberCheck]] | None = None
        slips: list[tuple[ColumnRelation, list[NumberCheck]]] = []
        for relation in _possible(view, column):
            if (only and relation.name not in only) or frozenset((column, *relation.columns)) in members:
                continue  # the same relation, solved for an operand
            held, failed, rows = _shown(view, column, relation)
            is_shown = held >= _fewest(relation) and len(failed) * 2 <= held
            if relation.name == "proportion" and not relation.is_named and failed:
                is_shown = is_shown and len(failed) == 1 and _is_slip(failed[0])
            if is_shown and (best is None or held - len(failed) > best[0]):
                best = (held - len(failed), relation, rows)
            elif len(columns) <= FEW and held and _is_sure(view, column, relation) and _is_slip_alone(failed):
                slips.append((relation, rows))
        found = best[1:] if best is not None else slips[0] if len(slips) == 1 else None
        if found is not None:
            members.append(frozenset((column, *found[0].columns)))
            yield from found[1]


def _is_sure(view: NumberMatrix, column: int, relation: ColumnRelation) -> bool:
    """Return whether one row shows a relation: a growth only where a column has shares or changes, not of scores."""
    is_share = any((number := row[column]) is not None and number.percent for row in view.numbers)
    is_change = form("column_change").search(view.titles[column]) is not None or "%" in view.titles[column]
    return relation.name in SURE and (relation.name != "growth" or is_share or is_change)


def _possible(view: NumberMatrix, column: int) -> Iterator[ColumnRelation]:
    if _is_part_of_year(view, column):
        return  # no quarter is worked out from others
    others = [
        at
        for at in range(len(view.titles))
        if at != column and any(row[at] for row in view.numbers) and _of_one_year(view, at, column)
    ]
    printed = [number for row in view.numbers if (number := row[column]) is not None]
    is_broken = any(number.percent or number.decimals for number in printed)  # whole numbers are no shares
    title = view.titles[column]
    may_be_quotient = (is_broken or "%" in title) and role_of(title) not in ("target", "base", "weight", "limit")
    is_change = form("column_change").search(title) is not None or "%" in title
    may_be_growth = is_change or all(number.percent for number in printed)
    for first, second in permutations(others, 2):
        if may_be_quotient:
            yield ColumnRelation("ratio", (first, second), ratio_of)
        if is_broken and form("average_row").search(title):
            yield ColumnRelation("quotient", (first, second), quotient_of)
        yield ColumnRelation("difference", (first, second), difference_of)
        if may_be_growth:
            yield ColumnRelation("growth", (first, second), growth_of)
        if is_broken and first < second:
            yield ColumnRelation("share", (first, second), share_of)
        if first < second:
            yield ColumnRelation("product", (first, second), product_of)
    yield from _runs(others, column, is_broken=is_broken, is_mean=form("average_row").search(title) is not None)
    alike = [at for at in range(len(view.titles)) if at != column and _of_one_year(view, at, column, so_far=False)]
    yield from proportions(view, column, alike) if is_broken else ()


def _runs(others: Sequence[int], column: int, *, is_broken: bool, is_mean: bool) -> Iterator[ColumnRelation]:
    """Yield the sums and the means of columns side by side; a mean of two that no title names is chance."""
    for start in range(len(others)):
        for end in range(start + 2, len(others) + 1):
            run = others[start:end]
            if all(after - before == 1 for before, after in pairwise(run)) and (run[-1] < column or run[0] > column):
                yield ColumnRelation("sum", run, added)
                if is_broken and (is_mean or len(run) > 2):  # noqa: PLR2004 - as above
                    yield ColumnRelation("mean", run, mean)


def _fewest(relation: ColumnRelation) -> int:
    return FEWEST_OF_MANY if relation.name == "product" else FEWEST


def _shown(
    view: NumberMatrix, column: int, relation: ColumnRelation
) -> tuple[int, list[NumberCheck], list[NumberCheck]]:
    """Return how many results show a relation, the checks that fail, and all, up to where too few can show it."""
    held, failed, rows = set[Fraction](), list[NumberCheck](), list[NumberCheck]()
    printed = sum(row[column] is not None for row in view.numbers)
    for check in relation_checks(view, column, relation):
        rows.append(check)
        if not check.holds:
            failed.append(check)
        elif _is_telling(check):
            held.add(check.computed)
        most = len(held) + printed - len(rows)
        may_be_slip = len(failed) <= 1 and relation.name in SURE
        if not may_be_slip and (most < _fewest(relation) or len(failed) * 2 > most):
            break
    return len(held), failed, rows


def _settled(relation: ColumnRelation, rows: list[NumberCheck]) -> list[NumberCheck]:
    """Return the checks of a relation that a table names, none where most of them fail."""
    held = sum(row.holds for row in rows)
    is_slip_alone = len(rows) == 1 and (_is_likely(rows[0]) if relation.name != "mean" else _is_slip(rows[0]))
    return rows if held >= len(rows) / 2 or is_slip_alone else []  # one mean alone may be weighted


def _is_slip_alone(failed: Sequence[NumberCheck]) -> bool:
    return len(failed) == 1 and _is_slip(failed[0])


def _is_slip(check: NumberCheck) -> bool:
    return is_slip(check.result, check.computed)


def _is_likely(check: NumberCheck) -> bool:
    """Return whether a result is of the size and the sign of what was computed, a lost digit allowed for."""
    value, computed = check.result.value, check.computed
    return abs(value) < abs(computed) * AWAY and abs(computed) < abs(value) * AWAY and value * computed > 0


def _is_telling(check: NumberCheck) -> bool:
    """Return whether that a check holds tells something: the result repeats no operand and is no nought."""
    values = [part.value for part in check.parts]
    is_new = check.result.value != 0 and check.result.value not in values
    is_new = is_new and (sum(value != 0 for value in values) > 1 or len(values) == 1)
    digits = sum(sign.isdigit() for sign in check.result.text.lstrip("0,."))
    is_exact = all(number.decimals == 0 and not number.percent for number in (check.result, *check.parts))
    return is_new and (digits > 1 or not is_exact)  # of whole numbers a single digit comes about by chance
