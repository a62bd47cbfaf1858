"""The paths that a printed file may name: what each stands for, known before any data."""

import re
from collections.abc import Mapping

from attrs import field, frozen

from lkjdsl.auditing.audit import Quantity, RowCell
from lkjdsl.diagnostic import nearest
from lkjdsl.model.definition import Definition, Input, Node
from lkjdsl.model.outputs import output_at, respelled
from lkjdsl.model.periods import input_in
from lkjdsl.model.results import NodeValue, Output, ResultKind, TableCellResult, TableTotal, has_total
from lkjdsl.units import COUNT, INDEX, PERCENT, PLAIN, RUPIAH, of_kind

_ROW = re.compile(r"([1-9][0-9]{0,6})\Z")


@frozen(eq=False)
class Quantities:
    """
    The quantities of a definition by path; ``outputs`` are the results of its program.

    Rows count from 1 and are not bounded here: how many there are, the data says.
    """

    definition: Definition
    outputs: Mapping[str, Output]
    nodes: dict[str, Node] = field(init=False)
    parents: dict[str, Node] = field(init=False)
    weighted: dict[str, Node] = field(init=False)
    """The nodes that have a weight, by the path that a printed file calls it: ``IKK1.K1.weight``."""
    _found: dict[str, Quantity | None] = field(factory=dict, init=False)

    @nodes.default
    def _(self) -> dict[str, Node]:
        return {node.path: node for node in self.definition.nodes()}

    @parents.default
    def _(self) -> dict[str, Node]:
        return {component.path: node for node in self.nodes.values() for component in node.components}

    @weighted.default
    def _(self) -> dict[str, Node]:
        return {f"{node.path}.weight": node for node in self.nodes.values() if node.weight is not None}

    def find(self, path: str) -> Quantity | None:
        """Return the quantity at *path*, or None where there is none."""
        if path not in self._found:
            self._found[path] = self._made(path)
        return self._found[path]

    def _made(self, path: str) -> Quantity | None:
        output = output_at(self.definition, self.outputs, path)
        if output is not None:
            return self._of_result(output)
        of_input = input_in(self.definition, path)
        if of_input is not None:
            return self._of_input(path, self.definition.inputs[of_input[0]])
        if path in self.weighted:
            return self._of_weight(path, self.weighted[path])
        name, _, rest = path.partition(".")
        row, _, column = rest.partition(".")
        rows = self.definition.rows.get(name)
        if rows is not None and column in rows.columns and _ROW.match(row):
            return self._of_input(path, rows.columns[column], RowCell(name, int(row), column))
        return None

    def kind(self, path: str) -> ResultKind | None:
        """Return what kind of result is at *path*, or None where no result is."""
        quantity = self.find(path)
        return None if quantity is None or quantity.output is None else quantity.output.kind

    def _of_result(self, output: Output) -> Quantity:
        points = False
        if isinstance(output.kind, NodeValue):
            parent = self.parents.get(output.path)
            points = parent is not None and parent.unit == INDEX and output.unit == PERCENT
        return Quantity(
            output.path, output.unit, output.digits, output.rounding, output.name, "result", points, output=output
        )

    @staticmethod
    def _of_weight(path: str, node: Node) -> Quantity:
        return Quantity(path, PERCENT, 2, "half-up", node.name, "fixed", points=True, fixed=node.weight)

    def _of_input(self, path: str, input_: Input, cell: RowCell | None = None) -> Quantity:
        unit = of_kind(input_.kind)
        unit = "number" if unit == PLAIN else unit
        digits = 0 if unit in (COUNT, RUPIAH) else 2
        whole = unit in (COUNT, RUPIAH)
        return Quantity(path, unit, digits, "half-up", input_.label, "input", whole=whole, cell=cell)

    def nearest(self, path: str) -> str | None:
        """Return the known path that *path* most likely misspells, with its own row number where it has one."""
        in_period = respelled(self.definition, self.outputs, path)
        if in_period is not None:
            return in_period
        known = [*self.nodes, *self.definition.inputs, *self.outputs]
        known += self.weighted
        row = next((part for part in path.split(".") if _ROW.match(part)), "1")
        known += [f"{rows.name}.{row}.{column}" for rows in self.definition.rows.values() for column in rows.columns]
        for table in self.definition.tables.values():
            for column in table.columns:
                known.append(TableCellResult(table, column, int(row)).path)
                if has_total(column):
                    known.append(TableTotal(table, column).path)
        return nearest(path, known)
