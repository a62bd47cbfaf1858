"""Numbers that were taken for what they are not: they disagree with the edition, and agree with each other."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.numbers import NumberInText

FEWEST = 3
"""Numbers that are wrong at once and still add up, or parts that their total is the only number of."""
MUCH = 5
FAR = Fraction(3, 4)
"""By more than which part of itself a number is hardly one that went wrong."""
MANY = 3
"""How many times as many wrong numbers as right ones make a column that is of something else."""
TableColumnKey = tuple[int, int]
TableRowKey = tuple[int, int]


def refuted(
    checks: Sequence[NumberCheck], right: AbstractSet[NumberInText], wrong: Mapping[NumberInText, Fraction | None]
) -> set[NumberInText]:
    """
    Return the numbers among those that are *wrong* by the edition that are of something else, as their sums show.

    What is the sum of right numbers is no wrong one. Three summands that are all wrong do not add up to their total, or
    nearly so where one of them is at fault; nor do several rows of a column to their own totals, where none of the
    column is right; nor is a whole column wrong, nor a whole row that has not changed places with another one.
    """
    totals = [check for check in checks if check.kind == "total" and len(check.parts) >= FEWEST]
    holding = [check for check in totals if check.holds]
    honest = {check.result for check in holding if check.result in wrong and all(part in right for part in check.parts)}
    numbers = {number for check in totals if check.holds or _is_near(check, wrong) for number in _members(check, wrong)}
    shown: dict[TableColumnKey, set[NumberInText]] = {}
    for check in holding:
        column = _column(check.result)
        if check.result in wrong and column is not None and not set(check.parts) & (right | wrong.keys()):
            shown.setdefault(column, set()).add(check.result)
    of_others = {_column(number) for number in right}
    columns = {column for column, results in shown.items() if len(results) >= FEWEST - 1} - of_others
    columns |= {column for number in numbers if (column := _column(number)) is not None} - of_others
    count = Counter(column for number in wrong if (column := _column(number)) is not None)
    columns |= {column for column, amount in count.items() if amount >= FEWEST} - of_others
    return (
        numbers | honest | {number for number in wrong if _column(number) in columns} | set(_whole_rows(right, wrong))
    )


def nearly_refuted(
    right: AbstractSet[NumberInText], wrong: Mapping[NumberInText, Fraction | None]
) -> set[NumberInText]:
    """Return the *wrong* numbers of columns of which nearly all is wrong: they are asked, be they of something else."""
    agreeing = Counter(_column(number) for number in right)
    count = Counter(column for number in wrong if (column := _column(number)) is not None)
    columns = {one for one, amount in count.items() if amount >= FEWEST and amount >= MANY * agreeing[one]}
    return {number for number in wrong if _column(number) in columns}


def borne_out(
    checks: Sequence[NumberCheck], right: AbstractSet[NumberInText], wrong: Mapping[NumberInText, Fraction | None]
) -> Iterator[NumberInText]:
    """
    Yield *wrong* numbers that their table bears out, so that they are asked, be they of something else.

    Either several numbers that the edition does not know make one, or it is far from what it was taken for and gives
    others of its table.
    """
    for check in checks:
        if not check.holds:
            continue
        unknown = [part for part in check.parts if part not in right and part not in wrong]
        if check.kind == "total" and check.result in wrong and len(unknown) == len(check.parts) >= FEWEST:
            yield check.result
        for number in (check.result, *check.parts):
            value = wrong.get(number)
            if value is not None and abs(number.value - value) > FAR * abs(value):
                yield number


def _whole_rows(
    right: AbstractSet[NumberInText], wrong: Mapping[NumberInText, Fraction | None]
) -> Iterator[NumberInText]:
    """Yield the numbers of rows that are wrong in all that is known of them, and are not those of another row."""
    rows: dict[TableRowKey, list[NumberInText]] = {}
    for number in wrong:
        if (row := _row(number)) is not None:
            rows.setdefault(row, []).append(number)
    of_others = {_row(number) for number in right}
    for row, numbers in rows.items():
        if row not in of_others and len(numbers) >= FEWEST and not any(_has_moved(number, wrong) for number in numbers):
            yield from numbers


def _has_moved(number: NumberInText, wrong: Mapping[NumberInText, Fraction | None]) -> bool:
    """Return whether what should stand in the place of a number stands in its column at another one."""
    return any(_column(other) == _column(number) and other.value == wrong[number] for other in wrong)


def _is_near(check: NumberCheck, wrong: Mapping[NumberInText, Fraction | None]) -> bool:
    """Return whether the printed parts add up far more nearly than what the edition has for them."""
    known = [part.value if (value := wrong.get(part)) is None else value for part in check.parts]
    total = check.result.value
    return abs(total - check.computed) * MUCH < abs(total - sum(known, Fraction(0)))


def _members(check: NumberCheck, wrong: Mapping[NumberInText, Fraction | None]) -> Iterator[NumberInText]:
    """Yield the parts of a total that are all wrong: more than one or two that changed places."""
    parts = [part for part in check.parts if part in wrong]
    if len(parts) >= FEWEST:
        yield from parts
        if check.result in wrong:
            yield check.result


def _column(number: NumberInText) -> TableColumnKey | None:
    cell, table = number.site.cell, number.site.table
    return None if cell is None or table is None else (id(table), cell.column)


def _row(number: NumberInText) -> TableRowKey | None:
    cell, table = number.site.cell, number.site.table
    return None if cell is None or table is None else (id(table), cell.row)
