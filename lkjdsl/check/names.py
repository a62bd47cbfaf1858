"""What the names of an edition stand for, before anything is known of their values."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from lkjdsl.diagnostic import KnownNames
from lkjdsl.model.definition import Definition, funded
from lkjdsl.model.expressions import Constant
from lkjdsl.model.outputs import funding_unit
from lkjdsl.model.results import FundingAspect, funding_figures
from lkjdsl.model.scales import Scale
from lkjdsl.syntax.document import Document
from lkjdsl.syntax.vocabulary import INDICATOR, NODE, USING
from lkjdsl.units import Unit, of_kind, of_node

_STATED_BY: Mapping[FundingAspect, str] = {
    "budget": "budget",
    "absorbed": "absorbed",
    "absorption": "absorbed",
    "efficiency": "efficiency",
}
"""The key of an indicator or an objective without which there is no such figure."""


@frozen(eq=False)
class Names:
    """
    The names an edition declares.

    ``inputs`` and ``columns`` (by rows table and column) give units; ``nodes`` gives the unit of each node by
    its path, ``funding`` of each figure of a budget; ``compares`` gives the comparisons of each indicator;
    ``averages`` says whether an overall achievement was asked for with ``[rules] average``.
    """

    inputs: Mapping[str, Unit]
    columns: Mapping[tuple[str, str], Unit]
    rows: frozenset[str]
    constants: dict[str, Constant]
    nodes: Mapping[str, Unit]
    compares: Mapping[str, tuple[str, ...]]
    objectives: frozenset[str]
    averages: bool
    periods: tuple[str, ...] = ()
    ranged: frozenset[str] = frozenset()
    """The indicators whose target is a range, in some year."""
    scales: dict[str, Scale] = field(factory=dict)
    """Those that have been read: they come before the formulas that look up in them."""
    funding: Mapping[str, Unit] = {}

    @cached_property
    def known(self) -> KnownNames:
        """Return what an unknown name is held against."""
        return KnownNames.of(self.all())

    def define(self, name: str, constant: Constant) -> None:
        """Make a constant known to what comes after."""
        self.constants[name] = constant
        self.known.add(name)

    def all(self) -> Iterator[str]:
        """Yield everything that a formula can name, for suggestions."""
        yield from self.inputs
        yield from (f"{rows}.{column}" for rows, column in self.columns)
        yield from self.constants
        yield from self.nodes
        yield from (f"{name}.achievement" for name in self.objectives)
        yield from self.funding


def collect(document: Document) -> Names:
    """Return the names that *document* declares; a name without a known unit has the unit ``unknown``."""
    tables = document.tables
    inputs = {
        f"{group}.{name}": of_kind(declared.get("kind", "unknown"))
        for group, table in tables.get("input", {}).items()
        for name, declared in table.items()
    }
    columns = {
        (rows, name): of_kind(declared.get("kind", "unknown"))
        for rows, table in tables.get("rows", {}).items()
        for name, declared in table.items()
    }
    indicators = tables.get("indicator", {})
    nodes = {path: of_node(table.get("unit", "unknown")) for path, table in node_tables(indicators)}
    return Names(
        inputs=inputs,
        columns=columns,
        rows=frozenset(tables.get("rows", {})),
        constants={},
        nodes=nodes,
        compares={name: tuple(table.get("compare", {})) for name, table in indicators.items()},
        objectives=frozenset(tables.get("objective", {})),
        averages="average" in tables.get("rules", {}),
        periods=tuple(tables.get("periods", ())),
        funding=_funding({**indicators, **tables.get("objective", {})}),
        ranged=frozenset(name for name, table in indicators.items() if _has_list(table.get("target"))),
    )


def names_of(definition: Definition) -> Names:
    """Return the names of an edition that has been checked."""
    return Names(
        inputs={path: of_kind(declared.kind) for path, declared in definition.inputs.items()},
        columns={
            (name, column): of_kind(declared.kind)
            for name, rows in definition.rows.items()
            for column, declared in rows.columns.items()
        },
        rows=frozenset(definition.rows),
        constants={},
        nodes={node.path: of_node(node.unit) for node in definition.nodes()},
        compares={name: tuple(node.compare) for name, node in definition.indicators.items()},
        objectives=frozenset(definition.objectives),
        averages=definition.average is not None,
        periods=definition.periods,
        funding={
            figure.path: funding_unit(figure.aspect, owner.funding.efficiency)
            for owner in funded(definition)
            if owner.funding is not None
            for figure in funding_figures(owner)
        },
        ranged=frozenset(
            name for name, node in definition.indicators.items() if node.target is not None and node.target.is_ranged
        ),
    )


def _funding(tables: Mapping[str, Any]) -> Mapping[str, Unit]:
    """Return the unit of each figure of a budget that the *tables* of indicators and objectives state."""
    return {
        f"{name}.{aspect}": funding_unit(aspect, table.get("efficiency"))
        for name, table in tables.items()
        for aspect, key in _STATED_BY.items()
        if key in table
    }


def _has_list(target: Any) -> bool:
    """Return whether a target has a list of two ends: for all years, for one, or for a period of one."""
    return isinstance(target, list) or (isinstance(target, dict) and any(map(_has_list, target.values())))


def node_tables(indicators: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the path and the table of each indicator and component, a node before its components."""
    for name, table in indicators.items():
        yield name, table
        waiting = [(name, table)]
        while waiting:
            path, node = waiting.pop()
            inner = [(f"{path}.{key}", value) for key, value in node.items() if is_component(key)]
            yield from inner
            waiting.extend(reversed(inner))


def is_component(key: str) -> bool:
    """Return whether a key of a node's table names a component and not an attribute."""
    return key not in INDICATOR and key not in NODE and key not in USING
