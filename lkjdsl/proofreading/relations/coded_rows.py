"""Rows whose codes tell which others they are the sum of: 5.1 Belanja Operasi has 5.1.01 and 5.1.02 in it."""

from collections.abc import Iterator, Mapping

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.proofreading.relations.row_levels import row_codes

CLOSE = 10
"""Rows that miss the one above them by more than one in so many are hardly all that is in it."""


def coded_rows(view: TableNumbers) -> Iterator[NumberCheck]:
    """Yield each number of a row against those of the rows one level below; certain where another row shows it."""
    within = _within(view)
    checks = []
    for row, parts in within.items():
        for column, result in enumerate(view.numbers[row]):
            numbers = [number for at in parts if (number := view.numbers[at][column]) is not None]
            is_summed = role_of(view.table.columns[column]) in ("", "value", "base", "difference")
            if (
                result is None
                or len(numbers) < len(parts)
                or not is_summed
                or any(number.percent for number in (result, *numbers))
            ):
                continue
            exact = sum(number.value for number in numbers[1:]) + numbers[0].value
            line = Both.same(" + ".join(number.text for number in numbers))
            holds = agrees(result, added([bounds(number) for number in numbers]))
            if holds or abs(exact - result.value) * CLOSE <= abs(result.value):
                checks.append((result, numbers, holds, exact, line))
    shown = any(holds and result.value for result, _, holds, *_ in checks)
    for result, numbers, holds, exact, line in checks:
        yield NumberCheck("total", result, numbers, holds, exact, line, certain=shown)


def _within(view: TableNumbers) -> Mapping[int, list[int]]:
    """Return the rows with several others under them, the nearest level that is printed, with those."""
    rows = {code: at for at, code in row_codes(view).items()}
    within: dict[int, list[int]] = {}
    for code, at in rows.items():
        above = code.rpartition(".")[0]
        while above and above not in rows:
            above = above.rpartition(".")[0]
        if above:
            within.setdefault(rows[above], []).append(at)
    return {row: parts for row, parts in within.items() if len(parts) > 1}
