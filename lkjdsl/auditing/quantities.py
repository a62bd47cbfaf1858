"""The paths that a printed file may name: what each stands for, known before any data."""

import re
from collections.abc import Mapping

from attrs import field, frozen

from lkjdsl.auditing.audit import Quantity
from lkjdsl.diagnostic import nearest
from lkjdsl.lower.achievement import achievement_digits
from lkjdsl.model.definition import Definition, Input, Node, digits_of
from lkjdsl.units import COUNT, INDEX, PERCENT, PLAIN, RATIO, RUPIAH, TEXT, of_kind

_ROW = re.compile(r"([1-9][0-9]{0,6})\Z")


@frozen(eq=False)
class Quantities:
    """
    The quantities of a definition by path; ``results`` are the paths of its program.

    Rows count from 1 and are not bounded here: how many there are, the data says.
    """

    definition: Definition
    results: Mapping[str, int]
    nodes: dict[str, Node] = field(init=False)
    parents: dict[str, Node] = field(init=False)
    _found: dict[str, Quantity | None] = field(factory=dict, init=False)

    @nodes.default
    def _(self) -> dict[str, Node]:
        return {node.path: node for node in self.definition.nodes()}

    @parents.default
    def _(self) -> dict[str, Node]:
        return {component.path: node for node in self.nodes.values() for component in node.components}

    def find(self, path: str) -> Quantity | None:
        """Return the quantity at *path*, or None where there is none."""
        if path not in self._found:
            self._found[path] = self._made(path)
        return self._found[path]

    def _made(self, path: str) -> Quantity | None:
        if path in self.nodes:
            return self._of_node(self.nodes[path])
        if path in self.definition.inputs:
            return self._of_input(path, self.definition.inputs[path])
        node = self.nodes.get(path.removesuffix(".weight")) if path.endswith(".weight") else None
        if node is not None:
            return self._of_weight(path, node)
        if path in self.results:
            return self._of_result(path)
        if path.startswith("table."):
            return self._of_cell(path)
        name, _, rest = path.partition(".")
        row, _, column = rest.partition(".")
        rows = self.definition.rows.get(name)
        if rows is not None and column in rows.columns and _ROW.match(row):
            return self._of_input(path, rows.columns[column])
        return None

    def _of_node(self, node: Node) -> Quantity:
        parent = self.parents.get(node.path)
        points = parent is not None and parent.unit == INDEX and node.unit == PERCENT
        digits = digits_of(node, self.definition)
        return Quantity(node.path, node.unit, digits, node.rules.rounding or "half-up", node.name, "result", points)

    @staticmethod
    def _of_weight(path: str, node: Node) -> Quantity | None:
        if node.weight is None:
            return None
        return Quantity(path, PERCENT, 2, "half-up", node.name, "fixed", points=True, fixed=node.weight)

    def _of_input(self, path: str, one: Input) -> Quantity:
        unit = of_kind(one.kind)
        unit = "number" if unit == PLAIN else unit
        digits = 0 if unit in (COUNT, RUPIAH) else 2
        return Quantity(path, unit, digits, "half-up", one.label, "input", whole=unit == COUNT)

    def _of_result(self, path: str) -> Quantity:
        first = path.split(".", 1)[0]
        node = self.nodes.get(first)
        rules = self.definition.rules if node is None else node.rules
        rounding = rules.rounding or "half-up"
        objective = self.definition.objectives.get(first)
        name = node.name if node else objective.name if objective else self.definition.title
        if path.endswith(".scale"):
            return Quantity(path, TEXT, 0, rounding, name, "result")
        if node is not None and path.endswith((".target", ".target.to")):
            return Quantity(path, node.unit, digits_of(node, self.definition), rounding, name, "result")
        return Quantity(path, PERCENT, achievement_digits(node, self.definition), rounding, name, "result")

    def _of_cell(self, path: str) -> Quantity | None:
        parts = path.split(".")
        table = self.definition.tables.get(parts[1]) if len(parts) == 4 else None  # noqa: PLR2004 - table, name, row, column
        if table is None:
            return None
        row = parts[2]
        column = next((one for one in table.columns if one.name == parts[3]), None)
        if column is None or not (row == "total" or _ROW.match(row)):
            return None
        if row == "total" and column.total is None and column.on_totals is None:
            return None
        unit = COUNT if row == "total" and column.total == "count" else column.unit
        unit = RATIO if unit == PLAIN else unit
        own = 2 if self.definition.rules.digits is None else self.definition.rules.digits
        digits = column.digits if column.digits is not None else 0 if unit in (COUNT, RUPIAH) else own
        return Quantity(path, unit, digits, self.definition.rules.rounding or "half-up", column.title, "result")

    def nearest(self, path: str) -> str | None:
        """Return the known path that *path* most likely misspells, with its own row number where it has one."""
        known = [*self.nodes, *self.definition.inputs, *self.results]
        known += [f"{node.path}.weight" for node in self.nodes.values() if node.weight is not None]
        row = next((part for part in path.split(".") if part.isdigit()), "1")
        known += [f"{rows.name}.{row}.{column}" for rows in self.definition.rows.values() for column in rows.columns]
        for table in self.definition.tables.values():
            for column in table.columns:
                known.append(f"table.{table.name}.{row}.{column.name}")
                if column.total is not None or column.on_totals is not None:
                    known.append(f"table.{table.name}.total.{column.name}")
        return nearest(path, known)
