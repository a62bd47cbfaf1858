"""Rows of a table that are totals or means of others, and weights that should make 100%."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import FaultKind, FractionBounds, NumberCheck, added, agrees, bounds, mean
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import in_multiples, role_of
from lkjdsl.proofreading.relations.row_levels import is_of_levels, levels
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
LEAST = 2
"""Parts of a whole."""
FIGURES = re.compile(r"\d[\d.,]*")


def aggregates(view: TableNumbers) -> Iterator[NumberCheck]:
    """Yield the totals and means of columns."""
    kinds = [view.row_kind(row) for row in range(len(view.numbers))]
    whole = _row_of_whole(view, kinds)
    if whole is not None:
        kinds[whole] = "total"
    for row, kind in enumerate(kinds):
        if not kind:
            continue
        yield from _aggregate(view, kinds, row)
    yield from _weights(view, kinds)


def _row_of_whole(view: TableNumbers, kinds: Sequence[str]) -> int | None:
    """Return the row of what the others are weighted parts of, which has its name and no *Jumlah* before it."""
    weights = [at for at, title in enumerate(view.table.columns) if role_of(title) == "weight"]
    rows = [] if len(weights) != 1 else [at for at, row in enumerate(view.numbers) if row[weights[0]] is not None]
    if len(rows) <= LEAST or any(kinds):
        return None
    *parts, last = (number.value for at in rows if (number := view.numbers[at][weights[0]]) is not None)
    is_whole = sum(parts) == HUNDRED and last >= HUNDRED / 2
    return rows[-1] if is_whole or (last == HUNDRED and abs(sum(parts) - HUNDRED) <= HUNDRED / 4) else None


def _segments(view: TableNumbers, kinds: Sequence[str], row: int) -> Iterator[list[int]]:
    """Yield the rows that an aggregate may be of: since the last one of any kind, all plain rows, all totals."""
    kind = kinds[row]
    start = max((at + 1 for at in range(row) if kinds[at] == kind), default=0)
    since = [at for at in range(start, row) if not kinds[at]]
    yield since
    last = max((at + 1 for at in range(row) if kinds[at]), default=0)
    if last != start:
        yield list(range(last, row))
    yield [at for at in range(row) if not kinds[at]]
    yield [at for at in range(row) if kinds[at] == kind]
    if row == 0 or not since:
        yield [at for at in range(row + 1, len(kinds)) if not kinds[at]]
    yield from levels(view, kinds, row)


def _aggregate(view: TableNumbers, kinds: Sequence[str], row: int) -> Iterator[NumberCheck]:
    of = added if kinds[row] == "total" else mean
    failed: list[tuple[int, Sequence[Sequence[int]], Sequence[NumberCheck]]] = []
    held: list[Sequence[int]] = []
    for column, result in enumerate(view.numbers[row]):
        if result is None or (of is added and form("per_one_title").search(view.table.columns[column])):
            continue
        choices = []
        for segment in _segments(view, kinds, row):
            parts = [number for at in segment if (number := view.numbers[at][column]) is not None]
            if len(parts) > 1 and not any(part.is_ambiguous for part in parts):
                choices.append((segment, parts))
        if not choices or result.is_ambiguous:
            continue
        checks = []
        for segment, parts in choices:
            computed, exact = (
                of([_bounds(view, column, part) for part in parts]),
                of([(value, value) for part in parts for value in (_sign(view, column, part) * part.value,)]),
            )
            kind: FaultKind = "total" if of is added else "arithmetic"
            sign = " + ".join(part.text for part in parts)
            words = Both.same(sign if of is added else f"({sign}) / {len(parts)}")
            holds = agrees(result, computed)
            is_more = of is added and exact[0] > result.value
            certain = is_more or not any(_is_lost(view, at, column) for at in segment)
            checks.append(NumberCheck(kind, result, parts, holds, exact[0], words, certain))
        right = next((check for check in checks if check.holds), None)
        if right is None and of is added and _is_quotient(result, choices[0][1]):
            continue
        if right is None and _is_mean_otherwise(view, kinds, row, column, result):
            continue
        if right is not None:
            held.append(choices[checks.index(right)][0])
            yield right
        else:
            failed.append((column, [segment for segment, _ in choices], checks))
    for column, segments, ways in failed:
        alike = next((check for segment, check in zip(segments, ways, strict=True) if segment in held), None)
        is_told = alike is not None or not is_of_levels(view, kinds, row)
        if is_told and _may_aggregate(view, row, column, kinds, alike or ways[0], len(held)):
            yield alike or ways[0]


def _is_lost(view: TableNumbers, row: int, column: int) -> bool:
    """
    Return whether a cell is empty in a row of figures, or has several: they may make up what a total has more.

    Two rows that ran into one have two figures in each cell.
    """
    numbers = view.numbers[row]
    cell = view.table.grid()[view.table.header_rows + row][column]
    if numbers[column] is not None:
        return False
    if cell is not None and cell.string.strip():
        return len(FIGURES.findall(cell.string)) > 1
    return any(number is not None for number in numbers) and (cell is None or cell.row_span == 1)


def _is_quotient(result: NumberInText, parts: Sequence[NumberInText]) -> bool:
    """Return whether a number in a row of totals is the quotient of two: it has decimals and lies among the others."""
    values = [part.value for part in parts]
    return result.decimals > 0 and not result.rupiah and min(values) <= result.value <= max(values)


def _sign(view: TableNumbers, column: int, part: NumberInText) -> int:
    """Return -1 for a number in the brackets of bookkeepers, in a column of differences or without a title."""
    is_bracketed = re.fullmatch(r"\(.*\)", part.site.text.string.strip()) is not None
    title = view.titles[column]
    return -1 if is_bracketed and (not title.strip() or form("signed_column").search(title)) else 1


def _bounds(view: TableNumbers, column: int, part: NumberInText) -> FractionBounds:
    """Return the values that a part was rounded from; whole numbers of millions were rounded to them."""
    low, high = bounds(part) if _sign(view, column, part) > 0 else (-part.value - part.half, -part.value + part.half)
    caption = "" if view.table.caption is None else view.table.caption.text.string
    is_rounded = low == high and in_multiples(f"{view.table.columns[column]} {caption}")
    return (low - Fraction(1, 2), high + Fraction(1, 2)) if is_rounded else (low, high)


def _is_mean_otherwise(view: TableNumbers, kinds: Sequence[str], row: int, column: int, result: NumberInText) -> bool:
    """Return whether a number in a row of totals is a mean, or one in a row of means is a total."""
    parts = [number for at in range(row) if not kinds[at] and (number := view.numbers[at][column]) is not None]
    if len(parts) < 2:  # noqa: PLR2004
        return False
    both = [bounds(part) for part in parts]
    other = (mean if kinds[row] == "total" else added)(both)
    return agrees(result, other)


def _may_aggregate(
    view: TableNumbers, row: int, column: int, kinds: Sequence[str], check: NumberCheck, held: int
) -> bool:
    """Return whether a column that does not add up was meant to."""
    title = view.table.columns[column]
    size = max(abs(check.computed), Fraction(1, 10**9))
    near = abs(check.result.value - check.computed) / size
    blank = [at for at in range(row) if not kinds[at] and view.numbers[at][column] is None]
    if kinds[row] == "total":
        is_share = check.result.percent or role_of(title) in ("target", "achievement", "weight") or "%" in title
        if is_share and abs(check.computed - HUNDRED) <= sum((part.half for part in check.parts), Fraction(0)):
            return True  # they are the shares of a whole
        if is_share and near > Fraction(1, 5):
            return False
        if is_share and role_of(title) == "achievement":
            return False
        return near <= 1 and (held > 0 or not blank or near <= Fraction(1, 2))
    counts = [part.value for part in check.parts if not part.decimals]
    if not check.result.decimals and len(counts) == len(check.parts) and check.result.value == sum(counts):
        return False  # how many there are in all stands in the row of means
    is_of_rows = phrase("otherwise").search(view.labels[row]) is None
    return near <= Fraction(1, 2) and not blank and is_of_rows


def _weights(view: TableNumbers, kinds: Sequence[str]) -> Iterator[NumberCheck]:
    """Yield the check that the weights of a column without a total make 100%."""
    for column, title in enumerate(view.table.columns):
        plain = title.strip().casefold()
        if not re.match(r"(bobot|weight)\b(?!.*(nilai|skor|x))", plain):
            continue
        parts = [number for at, row in enumerate(view.numbers) if not kinds[at] and (number := row[column]) is not None]
        if len(parts) < 2 or any(kinds[at] == "total" and row[column] for at, row in enumerate(view.numbers)):  # noqa: PLR2004
            continue
        low, high = added([bounds(part) for part in parts])
        whole = HUNDRED if high > 2 else Fraction(1)  # noqa: PLR2004 - weights as shares make 1
        slack = sum((Fraction(1, 2 * 10**part.decimals) for part in parts if part.decimals), Fraction(0))
        holds = low - slack <= whole <= high + slack
        total = sum((part.value for part in parts), Fraction(0))
        if holds or abs(total - whole) <= whole / 4:
            line = " + ".join(part.text for part in parts)
            certain = not any(_is_lost(view, at, column) for at in range(len(view.numbers)))
            yield NumberCheck(
                "weights", parts[-1], parts[:-1], holds, whole, WORDS["weights"].filled(line=line), certain
            )
