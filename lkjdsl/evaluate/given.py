"""The values of nodes that come from elsewhere: the table ``given`` of a data file."""

from collections.abc import Iterable, Mapping
from typing import Any

from lkjdsl import kinds
from lkjdsl.diagnostic import nearest
from lkjdsl.evaluate.input_plan import InputPlan
from lkjdsl.evaluate.input_values import InputReader
from lkjdsl.model.definition import Input
from lkjdsl.model.results import NodeContribution
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import reduced
from lkjdsl.source import Path
from lkjdsl.units import INDEX, PERCENT, of_node
from lkjdsl.words import Words


def given_values(cells: InputReader, plan: InputPlan, tables: Any) -> tuple[dict[str, Value], dict[str, str]]:
    """
    Return the values that *tables* gives in the place of computed ones, and where they are from, by their paths.

    Of a given contribution there is also the value of the component, what it is over the component's weight.
    """
    nodes, units = plan.nodes, plan.given_units
    at: Path = ("given",)
    values: dict[str, Value] = {}
    sources: dict[str, str] = {}
    if not isinstance(tables, Mapping):
        cells.report("wrong-type", at, key="given", expected=Words("data.shape")["given"], found=kinds.shown(tables))
        return values, sources
    places: dict[str, Path] = {}
    for path, raw, where in _entries(tables, at, units):
        if path not in units:
            near = plan.known_nodes.nearest(path)
            cells.report("given-unknown", where, part="key", name=path, near=near)
            continue
        value_at, value = where, raw
        if isinstance(raw, Mapping):
            for key in raw.keys() - {"value", "from"}:
                known = ("value", "from")
                near = nearest(str(key), known)
                notes = () if near else ("known",)
                cells.report(
                    "unknown-key", (*where, key), part="key",
                    notes=notes, near=near, key=str(key), inside=path, known=", ".join(known),
                )  # fmt: skip
            if "value" not in raw:
                cells.report("missing-key", where, part="key", key="value", inside=path, example="87.5")
                continue
            value_at, value = (*where, "value"), raw["value"]
            sources[path] = cells.words(raw.get("from", ""), (*where, "from"), "from")
        unit = of_node(units[path])
        kind = unit if unit in ("percent", "count", "rupiah", "index") else "number"
        read_value = cells.value(Input(path, kind), value, value_at, path)
        if read_value is not None:
            values[path] = read_value
            places[path] = where
    for path, contribution in plan.contributions.items() if any(path not in nodes for path in values) else ():
        if path in values and contribution.node.path in values:
            cells.report(
                "given-twice",
                places[contribution.node.path],
                part="key",
                name=contribution.node.path,
                contribution=path,
            )
        elif path in values:
            values[contribution.node.path] = _of_component(contribution, values[path])
            sources |= {contribution.node.path: sources[path]} if path in sources else {}
    return values, sources


def _of_component(node_contribution: NodeContribution, contribution: Value) -> Value:
    """Return the value of a component that contributes so much with all of its weight."""
    if not isinstance(contribution, tuple) or node_contribution.node.weight is None:
        return contribution
    points = 100 if node_contribution.whole.unit == INDEX and node_contribution.node.unit == PERCENT else 1
    return reduced(
        (
            contribution[0] * node_contribution.node.weight[1],
            contribution[1] * node_contribution.node.weight[0] * points,
        )
    )


def _entries(tables: Mapping[str, Any], at: Path, nodes: Mapping[str, str]) -> Iterable[tuple[str, Any, Path]]:
    """Yield path, value and place of each given value; a component is told as ``IKK1.K1`` or in a table of IKK1."""
    waiting = [(str(key), value, (*at, str(key))) for key, value in reversed(list(tables.items()))]
    while waiting:
        path, value, where = waiting.pop()
        inner = isinstance(value, Mapping) and "value" not in value and any(f"{path}.{key}" in nodes for key in value)
        if inner:
            waiting.extend((f"{path}.{key}", one, (*where, str(key))) for key, one in reversed(list(value.items())))
        else:
            yield path, value, where
