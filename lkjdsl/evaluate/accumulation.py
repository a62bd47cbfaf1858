"""The values of one input over the periods of a year → its value to date, or of one period by itself."""

from collections.abc import Sequence

from lkjdsl.model.definition import Input
from lkjdsl.model.values import State, Value, merged, state
from lkjdsl.numbers.rational import Number, reduced, sum_of

InPeriod = tuple[str, bool, Value | None]
"""The name of a period, whether there are data of it, and the value that they have."""


def last(values: Sequence[tuple[str, Value | None]]) -> tuple[str, Value | None]:
    """Return the last value that is given, and its period."""
    return next((value for value in reversed(values) if value[1] is not None), values[-1])


def together(input_: Input, way: str, values: Sequence[InPeriod]) -> Value | None:
    """Return the sum or the mean of an input over periods."""
    found = [value for _, _, value in values]
    if all(value is None for value in found) and all(has_data for _, has_data, _ in values):
        return None
    states = [value for value in found if isinstance(value, State) and value.kind != "excluded"]
    for period, has_data, value in values:
        if value is None:
            reason = "missing-in-period" if has_data else "missing-period"
            states.append(state("unavailable", reason, input_.path, period))
    if states:
        return merged(states)
    numbers = [value for value in found if isinstance(value, tuple)]
    if not numbers:
        return found[0]
    a, b = sum_of(numbers)
    total: Number = reduced((a, b * len(numbers) if way == "mean" else b))
    return total
