"""
Offices → groups of offices, in two ways that differ.

Pooled: the inputs of a group are brought together first, each as its ``rollup`` says (sum, mean or last), lists of rows
end to end, and the edition is evaluated on them. Mean: the mean of the offices' own results, as printed, which can be
added up by hand. Both are exact. A table with years has a group for each year, one with periods for each of them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field

from lkjdsl.core.program import pruned
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.domains.float_program.leaves import leaves_of
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.data_read import rows_read
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.periods import YearSpan
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import Number, reduced
from lkjdsl.tables.reading.cells import CellFormat, read
from lkjdsl.tables.running.exact_rows import RowProgram

ROLLUP_OF_KIND = {"count": "sum", "rupiah": "sum", "flag": "last", "text": "last"}
"""Where the edition does not say; for all other kinds it is the mean."""

GroupKey = tuple[str, int | None, str | None]
"""The value of the column that groups, the year where the table has years, the period where the edition has any."""


@define(eq=False)
class Group:
    """What a group has so far: for each input its sum, how many told it, the last; for each result sum and number."""

    inputs: dict[int, tuple[Number, int, Any]] = field(factory=dict)
    results: dict[str, tuple[int, int]] = field(factory=dict)
    rows: dict[str, dict[str, list[Any]]] = field(factory=dict)
    with_rows: Counter[str] = field(factory=Counter)
    """How many offices have each table of rows, be it without rows."""
    offices: int = 0
    marked: int = 0
    """Rows among them that a remark is on."""

    def add_input(self, slot: int, total: Number, number: int) -> None:
        """Take the sum of an input over a *number* of offices that state it."""
        (a, b), before, _ = self.inputs.get(slot, ((0, 1), 0, None))
        if before + number:
            together = reduced((a * total[1] + total[0] * b, b * total[1]))
            self.inputs[slot] = together, before + number, None

    def put_last(self, slot: int, value: Value | None) -> None:
        """Take the value of an input of which the last office that states it counts."""
        if value is not None:
            self.inputs[slot] = (0, 1), 1, value

    def add_rows(self, table: str, columns: Mapping[str, Sequence[Any] | None]) -> None:
        """Take the rows of an office by column; none at all where it does not have the table."""
        if all(cells is None for cells in columns.values()):
            return
        self.with_rows[table] += 1
        for name, cells in columns.items():
            self.rows.setdefault(table, {}).setdefault(name, []).extend(cells or ())

    def add_result(self, path: str, units: int, number: int) -> None:
        """Take the sum of a result, in printed units, over a *number* of offices that have it."""
        before = self.results.get(path, (0, 0))
        self.results[path] = before[0] + units, before[1] + number


@define(eq=False)
class Rollup:
    """The groups of tables by the values of one of their columns."""

    definition: Definition
    by: str
    reading: CellFormat
    groups: dict[GroupKey, Group] = field(factory=dict)

    def group(self, key: GroupKey) -> Group:
        """Return the group of a key."""
        return self.groups.setdefault(key, Group())

    def pooled(self, key: GroupKey, program: RowProgram) -> Sequence[Value]:
        """Return the values of all steps of a program on what a group has together."""
        group = self.groups[key]
        inputs = [
            together(input_, group.inputs.get(slot)) for slot, input_ in enumerate(program.definition.inputs.values())
        ]
        rows = {name: {column: [cells] for column, cells in columns.items()} for name, columns in group.rows.items()}
        return program.exact.kernel(Facts(inputs, program.exact.tables(rows, 0, self.reading)))

    def outcomes(self, key: GroupKey, edition: CheckedEdition) -> Mapping[str, tuple[Outcome, Outcome]]:
        """Return what the year of a group comes to at each of its periods: to date, and of the period by itself."""
        name, year, _ = key
        base = edition.read({} if year is None else {"year": year})
        several = []
        for (other, of_year, period), group in self.groups.items():
            if (other, of_year) == (name, year) and period is not None and group.offices:
                inputs = [
                    together(input_, group.inputs.get(at)) for at, input_ in enumerate(self.definition.inputs.values())
                ]
                facts = Facts(inputs, base.facts.rows)
                several.append(evolve(base, facts=facts, period=period, flaws=()))
        spans = edition.year(several).spans
        periods = [data.period for data in several if data.period is not None]
        return {period: (spans[YearSpan(period, to_date=True)], spans[YearSpan(period)]) for period in periods}

    def lacks_rows(self, key: GroupKey) -> bool:
        """Return whether some offices of a group have no row of its period, or of one before it."""
        name, year, period = key
        if period is None:
            return False
        order = self.definition.periods
        offices = {
            at: group.offices for (other, of_year, at), group in self.groups.items() if (other, of_year) == (name, year)
        }
        until = [offices.get(at, 0) for at in order[: order.index(period) + 1]]
        return min(until) < max(offices.values())

    def has_gaps(self, key: GroupKey, program: RowProgram, step: int) -> bool:
        """Return whether some offices of a group tell nothing of an input or rows that a step needs and others tell."""
        group, inputs = self.groups[key], list(self.definition.inputs.values())
        needed, _ = pruned(program.steps, [step])
        slots = [slot for kind, slot in leaves_of(needed).values() if kind == "input" and slot in group.inputs]
        tables = rows_read(program.steps, [step])
        return any(way_of(inputs[slot]) != "last" and group.inputs[slot][1] < group.offices for slot in slots) or any(
            0 < group.with_rows[table] < group.offices for table in tables
        )


def way_of(input_: Input) -> str:
    """Return how an input of several offices is brought together: ``sum``, ``mean`` or ``last``."""
    return input_.rollup or ROLLUP_OF_KIND.get(input_.kind, "mean")


def contribution(input_: Input, raw: Any, reading: CellFormat) -> Value | None:
    """Return what a cell adds to a group: nothing where it tells nothing."""
    value = read(input_, raw, reading)
    if isinstance(value, Misfit) or value in ("missing", "not-applicable"):
        return input_.default if value == "missing" else None
    return value


def together(input_: Input, found: tuple[Number, int, Any] | None) -> Value | None:
    """Return an input of a group: its sum or mean, or the last that was stated, by ``Group.inputs``."""
    if found is None:
        return input_.default
    (a, b), number, last = found
    match way_of(input_):
        case "sum":
            return a, b
        case "mean":
            return a, b * number
        case _:
            return last  # type: ignore[no-any-return] # a value that was read
