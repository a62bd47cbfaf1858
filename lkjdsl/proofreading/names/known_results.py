"""Results, inputs and targets of an edition with data, in the units in which a report prints them: 12,5% is 12.5."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import Constant
from lkjdsl.units import PERCENT, RUPIAH

HUNDRED = 100


@frozen
class KnownResult:
    """A result of the year in printed units, as it is printed and ``exact``, with half a unit of its last digit."""

    value: Fraction
    exact: Fraction
    half: Fraction
    percent: bool
    text: str
    unit: str


def known_result(outcome: Outcome, node: Node) -> KnownResult | None:
    """Return the result of *node* as it is printed, None where it is no number."""
    result = outcome.result(node.path)
    number = result.as_printed
    if number is None or result.printed is None or not isinstance(result.value, tuple):
        return None
    scale = HUNDRED if result.unit == PERCENT else 1
    half = Fraction(1, 2 * 10**result.digits)
    printed, exact = Fraction(*number) * scale, Fraction(*result.value) * scale
    return KnownResult(printed, exact, half, result.unit == PERCENT, result.printed, result.unit)


def known_input(outcome: Outcome, path: str) -> Fraction | None:
    """Return the number that the data say of an input, None where it is none."""
    definition = outcome.definition
    if path not in definition.inputs:
        return None
    value = outcome.data.facts.inputs[list(definition.inputs).index(path)]
    scale = HUNDRED if definition.inputs[path].kind == PERCENT else 1
    return Fraction(*value) * scale if isinstance(value, tuple) else None


def fixed_goals(node: Node) -> Mapping[int, Sequence[Fraction]]:
    """
    Return the targets that are stated as plain numbers, by their years: one number, or both ends of a range.

    A target of periods is that of their year where all have the same.
    """
    scale = HUNDRED if node.unit == PERCENT else 1
    found = {}
    goals = {} if node.target is None else dict(node.target.by_year)
    for year, periods in {} if node.target is None else node.target.by_period.items():
        alike = {tuple(end.text for end in goal): goal for goal in periods.values()}
        if len(alike) == 1:
            goals.setdefault(year, next(iter(alike.values())))
    for year, goal in goals.items():
        stated = [end.expression.value for end in goal if isinstance(end.expression, Constant)]
        ends = [Fraction(*value) * scale for value in stated if isinstance(value, tuple)]
        if len(ends) == len(goal):
            found[year] = ends
    return found


def fixed_targets(node: Node) -> Mapping[int, Fraction]:
    """Return the targets that are one plain number, by their years."""
    return {year: ends[0] for year, ends in fixed_goals(node).items() if len(ends) == 1}


def known_amounts(outcome: Outcome) -> Mapping[str, tuple[Fraction, str]]:
    """Return every amount in rupiah of an edition with data, with its name, by its path."""
    found: dict[str, tuple[Fraction, str]] = {}
    definition, facts = outcome.definition, outcome.data.facts
    for path, input_ in definition.inputs.items():
        value = known_input(outcome, path)
        if input_.kind == RUPIAH and value is not None:
            found[path] = value, input_.label or path
    for name, rows in definition.rows.items():
        columns = facts.rows[name]
        for at, (column, input_) in enumerate(rows.columns.items()):
            for row in range(columns.length if input_.kind == RUPIAH else 0):
                cell = columns.values[at][row]
                texts = [text for values in columns.values if isinstance(text := values[row], str)]
                if isinstance(cell, tuple):
                    found[f"{name}.{row + 1}.{column}"] = Fraction(*cell), " ".join((input_.label or column, *texts))
    for path in outcome:
        result = outcome.result(path)
        if result.unit == RUPIAH and isinstance(result.value, tuple):
            found[path] = Fraction(*result.value), result.name
    return found
