"""What an edition calls its quantities: the names that the figures of a report are recognised by."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import define, frozen

from lkjdsl.auditing.quantities import Quantities
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition, Rows
from lkjdsl.proofreading.similarity import NameWeights

ENOUGH = 0.62
"""How alike a text must be to the name that it is taken for, and how much more than to any other."""
MARGIN = 0.1
EXACT = 0.95


@frozen(eq=False)
class Entity:
    """Something with names; ``roles`` has the path of each thing printed of it, ``unit`` is that of its value."""

    path: str
    names: Sequence[str]
    roles: Mapping[str, str]
    sort: str
    unit: str = ""


@frozen(eq=False)
class RowsEntity:
    """A row of the data: its texts as names, and the path of each column by its titles."""

    path: str
    names: Sequence[str]
    columns: Mapping[str, Sequence[str]]


def _forms(names: Sequence[str]) -> list[str]:
    """Return *names*, those with something in brackets also without it, and letters in brackets alone."""
    short = [re.sub(r"\s*\([^()]*\)", "", name) for name in names]
    letters = [found for name in names for found in re.findall(r"\(([A-Z]{3,})\)", name)]
    return list(dict.fromkeys([*names, *(name for name in short if len(name.split()) > 1), *letters]))


@define(eq=False, slots=False)
class Vocabulary:
    """All names of an edition and its data."""

    definition: Definition
    quantities: Quantities
    outcome: Outcome | None
    year: int

    @cached_property
    def entities(self) -> Sequence[Entity]:
        """Return the indicators, components, objectives and inputs."""
        entities = []
        for node in self.definition.nodes():
            roles = {"value": node.path}
            for role, path in (
                ("target", f"{node.path}.target"),
                ("achievement", f"{node.path}.achievement"),
                ("weight", f"{node.path}.weight"),
            ):
                quantity = self.quantities.find(path)
                if quantity is not None:
                    roles[role] = path
            for path in (f"{node.path}.achievement.scale", f"{node.path}.scale"):
                if self.quantities.find(path) is not None:
                    roles["label"] = path
            names = _forms([node.name, *node.alias])
            entities.append(Entity(node.path, names, roles, "node", node.unit))
        for objective in self.definition.objectives.values():
            path = f"{objective.path}.achievement"
            if self.quantities.find(path) is not None:
                entities.append(Entity(objective.path, [objective.name], {"achievement": path}, "objective", "percent"))
        for path, one in self.definition.inputs.items():
            names = _forms([one.label or path.replace(".", " ").replace("_", " "), *one.alias])
            if one.kind not in ("text", "flag"):
                entities.append(Entity(path, names, {"value": path}, "input", one.kind))
        return entities

    @cached_property
    def weights(self) -> NameWeights:
        """Return how much each word of the names tells."""
        office = "" if self.outcome is None else self.outcome.data.office
        return NameWeights([name for entity in self.entities for name in entity.names], office)

    def score(self, text: str, entity: Entity) -> float:
        """Return how alike *text* and the nearest name of *entity* are."""
        return max(self.weights.alike(text, name) for name in entity.names)

    def best(self, texts: Sequence[str], sorts: Sequence[str] = ("node", "input")) -> Entity | None:
        """Return the entity that one of *texts* names with a margin over every other, or None."""
        scored = [
            (max((self.score(text, entity) for text in texts), default=0.0), entity)
            for entity in self.entities
            if entity.sort in sorts
        ]
        scored.sort(key=lambda one: -one[0])
        if not scored or scored[0][0] < ENOUGH:
            return None
        margin = MARGIN if scored[0][0] < EXACT else MARGIN / 3
        if len(scored) > 1 and scored[0][0] - scored[1][0] < margin:
            return None
        return scored[0][1]

    def rows(self, rows: Rows) -> Sequence[RowsEntity]:
        """Return the rows of a table of the data, none where there is no data."""
        if self.outcome is None:
            return ()
        columns = self.outcome.data.facts.rows[rows.name]
        texts = [at for at, column in enumerate(rows.columns.values()) if column.kind == "text"]
        entities = []
        for row in range(columns.length):
            names = [value for at in texts if isinstance(value := columns.values[at][row], str)]
            titles: dict[str, Sequence[str]] = {
                f"{rows.name}.{row + 1}.{column}": [one.label or column.replace("_", " "), *one.alias]
                for column, one in rows.columns.items()
                if one.kind not in ("text", "flag")
            }
            for table in self.definition.tables.values():
                if table.rows == rows.name:
                    shown = {tuple(title) for title in titles.values()}
                    for column in table.columns:
                        if column.unit != "text" and (column.title,) not in shown:
                            titles[f"table.{table.name}.{row + 1}.{column.name}"] = [column.title]
            if names:
                entities.append(RowsEntity(f"{rows.name}.{row + 1}", names, titles))
        return entities

    def totals(self, rows: Rows) -> Mapping[str, Sequence[str]]:
        """Return the path of each total of the report tables over *rows*, by its titles."""
        return {
            path: [column.title]
            for table in self.definition.tables.values()
            if table.rows == rows.name
            for column in table.columns
            if self.quantities.find(path := f"table.{table.name}.total.{column.name}") is not None
        }
