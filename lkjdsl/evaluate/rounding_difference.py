"""What a printed total is more or less than its printed parts add up to, because each of them is rounded by itself."""

from collections.abc import Iterable, Sequence

from lkjdsl.core.program import printing
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.results import NodeContribution, Output, TableCellResult, TableTotal
from lkjdsl.model.values import State
from lkjdsl.numbers.rational import Number, round_at, sum_of


def difference_of_total(outcome: Outcome, total: TableTotal) -> Number | None:
    """Return the difference of a column that is added up, None where there is none."""
    if total.column.total != "sum":
        return None
    length = outcome.length(total.table)
    return _difference(outcome, [TableCellResult(total.table, total.column, row).path for row in range(1, length + 1)])


def difference_of_contributions(outcome: Outcome, node: Node) -> Number | None:
    """Return the difference of a weighted mean before its floor, cap and rounding, None where there is none."""
    return _difference(outcome, [NodeContribution(component, node).path for component in node.components])


def total_of(outcome: Outcome, paths: Iterable[str]) -> Number | None:
    """Return the exact sum of the results at *paths* that are not excluded; None where one has no number."""
    numbers = _numbers(outcome, paths)
    return sum_of(numbers) if numbers else None


def _difference(outcome: Outcome, paths: Sequence[str]) -> Number | None:
    numbers = _numbers(outcome, paths)
    if not numbers:
        return None
    output = outcome.output(paths[0])
    rounded = (_rounded(number, output) for number in numbers)
    above, below = sum_of([_rounded(sum_of(numbers), output), *((-part, whole) for part, whole in rounded)])
    return (above, below) if above else None


def _numbers(outcome: Outcome, paths: Iterable[str]) -> list[Number]:
    """Return the numbers at *paths* that are not excluded; none where one is not there."""
    values = [outcome.result(path).value for path in paths]
    numbers = [value for value in values if isinstance(value, tuple)]
    others = (value for value in values if not isinstance(value, tuple))
    return numbers if all(isinstance(value, State) and value.kind == "excluded" for value in others) else []


def _rounded(value: Number, output: Output) -> Number:
    rounds = printing(output)
    return round_at(value, rounds.digits, rounds.mode)
