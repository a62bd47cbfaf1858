"""
Offices → groups of offices, in two ways that differ.

Pooled: the inputs of a group are brought together first, each as its ``rollup`` says (sum, mean or last), and the
edition is evaluated on them. Mean: the mean of the offices' own results, as printed, which can be added up by hand.
"""

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from lkjdsl.batch.cells import Reading, read
from lkjdsl.batch.evaluate import Block, Plan
from lkjdsl.batch.headers import Headers
from lkjdsl.batch.results import units_of
from lkjdsl.model.definition import Definition
from lkjdsl.rational import Number

ROLLUP_OF_KIND = {"count": "sum", "rupiah": "sum"}
"""Where the edition does not say: amounts add up, other numbers have a mean, flags and texts are those of the last."""


@define(eq=False)
class Group:
    """What a group has so far: for each input its sum, how many told it, the last; for each result sum and number."""

    inputs: dict[str, tuple[Number, int, Any]] = field(factory=dict)
    results: dict[str, tuple[int, int]] = field(factory=dict)
    offices: int = 0


@define(eq=False)
class Rollup:
    """The groups of a table by the values of one of its columns."""

    definition: Definition
    column: str
    groups: dict[str, Group] = field(factory=dict)

    def add(self, batch: Any, headers: Headers, reading: Reading, block: Block, kept: Any) -> None:
        """Take the rows *kept* of a block with their results."""
        names = [str(name) for name in batch.column(batch.schema.get_field_index(self.column)).to_pylist()]
        slots = list(self.definition.inputs.items())
        for row, name in enumerate(names):
            if kept[row]:
                self.groups.setdefault(name, Group()).offices += 1
        for (kind, slot), at in headers.read.items():
            if kind != "input" or not isinstance(slot, int):
                continue
            path, one = slots[slot]
            for row, raw in enumerate(batch.column(at).to_pylist()):
                value: Any = read(one, raw, reading) if kept[row] else "missing"
                if value in ("missing", "not-applicable"):
                    value = one.default
                if value is not None:
                    self._take(self.groups[names[row]], path, value)
        for part in block.parts:
            places = range(part.size) if part.rows is None else part.rows.tolist()
            for column in part.made:
                if column.asked.printed is None:
                    continue
                units = units_of(column)
                for at, row in enumerate(places):
                    if kept[row] and (column.ranks is None or column.ranks[at] == 0):
                        group = self.groups[names[row]]
                        total, number = group.results.get(column.asked.path, (0, 0))
                        group.results[column.asked.path] = total + int(units[at]), number + 1

    def _take(self, group: Group, path: str, value: Any) -> None:
        (a, b), number, _ = group.inputs.get(path, ((0, 1), 0, None))
        if isinstance(value, tuple):
            from lkjdsl.rational import reduced

            a, b = reduced((a * value[1] + value[0] * b, b * value[1]))
        group.inputs[path] = (a, b), number + 1, value

    def pooled(self, name: str, plan: Plan) -> Sequence[Any]:
        """Return the values of all steps of the plan's program on the pooled inputs of a group."""
        from lkjdsl.core.walk import walk
        from lkjdsl.domains.exact import Columns, Exact, Facts

        group = self.groups[name]
        inputs = [self._together(one, group.inputs.get(path)) for path, one in self.definition.inputs.items()]
        rows = {table.name: Columns(0, [[] for _ in table.columns]) for table in self.definition.rows.values()}
        return walk(plan.exact.program, Exact(Facts(inputs, rows)))

    def _together(self, one: Any, found: tuple[Number, int, Any] | None) -> Any:
        if found is None:
            return one.default
        (a, b), number, last = found
        way = one.rollup or ROLLUP_OF_KIND.get(one.kind, "last" if one.kind in ("flag", "text") else "mean")
        match way:
            case "sum":
                return a, b
            case "mean":
                return a, b * number
            case _:
                return last
