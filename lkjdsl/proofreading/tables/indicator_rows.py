"""Tables with a line for each indicator, component or objective → paths: by names of lines and titles of columns."""

from collections.abc import Iterator, Sequence

from attrs import define

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.topics import Topic, titles
from lkjdsl.proofreading.names.vocabulary import EXACT, Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.period_names import PeriodNames
from lkjdsl.proofreading.printed.table_lines import TableLines, TurnedTable
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import planned_columns, role_of, roles_under
from lkjdsl.proofreading.tables.joint_names import JointNames
from lkjdsl.proofreading.tables.objective_rows import objective_matches
from lkjdsl.proofreading.tables.ratings_of_rows import rating_path
from lkjdsl.proofreading.tables.table_matches import Matches, PlannedTarget, PrintedText, is_index, range_in
from lkjdsl.proofreading.tables.weighted_rows import parts_among, weighted_roles, whole_of
from lkjdsl.units import INDEX, RUPIAH


@define(eq=False)
class IndicatorRows:
    """Reads one table after the other."""

    vocabulary: Vocabulary
    joint: JointNames

    def matches(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read a row as an indicator, or as the name of an input, whatever column its number stands in."""
        return self._matches(view, topic, self._entities(view, topic), view)

    def turned(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read a column as an indicator or a component, where most are one, and a row as what is printed of all."""
        table = TurnedTable(view)
        printed = [at for at, numbers in enumerate(table.numbers) if any(numbers) and not table.row_kind(at)]
        entities = self._entities(table, topic)
        is_most = sum(entities[at] is not None for at in printed) * 2 > len(printed)
        return self._matches(table, topic, entities) if is_most else []

    def _matches(
        self, view: TableLines, topic: Topic, entities: Sequence[Entity | None], table: TableNumbers | None = None
    ) -> Matches:
        """Read the lines of a table that are of these *entities*; names of inputs only in a *table* as it stands."""
        roles = weighted_roles(
            view, roles_under(view.titles, view.caption, self.vocabulary.year), entities, self.vocabulary.year
        )
        if "weight" in roles.values():
            entities = parts_among(entities)
        titles_ = view.titles
        is_budget = any(map(form("budget").search, titles_)) and not any(
            role_of(title) == "target" for title in titles_
        )
        found: Matches = []
        named: set[int] = set()
        averages = [at for at, title in enumerate(titles_) if title.strip().casefold() in genre().row["average"]]
        achieved = next((at for at, role in roles.items() if role == "achievement"), next(iter(averages), None))
        for row, entity in enumerate(entities):
            if entity is None or (is_budget and entity.unit != RUPIAH):
                continue
            for column, role in roles.items():
                number = view.numbers[row][column]
                if number is not None and role == "achievement" and entity.unit == INDEX and is_index(number):
                    role = "value"  # noqa: PLW2901 - the unit says so
                if number is not None and role in entity.roles:
                    found.append((number, entity.roles[role]))
                    named.add(row)
                elif number is None and role == "target" and (ends := range_in(view.site_at(row, column))):
                    both = list(zip(ends, self._ends(entity), strict=False))
                    found += both
                    named |= {row} if both else set()
                elif number is None and role == "label" and (site := view.site_at(row, column)) is not None:
                    path = rating_path(self.vocabulary, entity, titles_[column], site.text.string)
                    if path:
                        found.append(PrintedText(site, path))
                        named.add(row)
        found += objective_matches(self.vocabulary, view, entities, achieved)
        parts = {at for at, entity in enumerate(entities) if entity is not None and "contribution" in entity.roles}
        rest = [at for at in range(len(view.labels)) if at not in named | parts and not view.row_kind(at)]
        if table is not None and "target" not in roles.values():
            named_quantities = {entity.quantity for at in named if (entity := entities[at]) is not None}
            joint = self.joint.matches(table, topic, rest)
            found += [match for match in joint if self.vocabulary.by_path[match[1]].quantity not in named_quantities]
        found += self._planned(view, [entity if at in named else None for at, entity in enumerate(entities)])
        return [*found, *whole_of(view, roles, entities, self.vocabulary)]

    def _entities(self, view: TableLines, topic: Topic) -> list[Entity | None]:
        """Return the indicator or component that each row is about."""
        root = topic.lineage[-1].path if topic.lineage else ""
        inside = [path for path in self.vocabulary.nodes if root and (path == root or path.startswith(f"{root}."))]
        entities: list[Entity | None] = []
        aims = any(role_of(title) == "target" for title in view.titles)
        periods = self.vocabulary.definition.periods
        names_of = PeriodNames.of(periods)
        for at, names in enumerate(view.names):
            entity = None
            is_of_part = any(names_of.is_one(text, periods[:-1]) for text in view.labels[at].split(" | "))
            if names and not view.row_kind(at) and not is_of_part:
                texts = [text for name in names for text in titles(name)]
                entity = self.vocabulary.best(texts, ("node",))
                is_whole = entity is not None and any(self.vocabulary.score(one, entity) >= EXACT for one in texts)
                if aims and entity is not None and "target" not in entity.roles and not is_whole:
                    aimed = [path for path, one in self.vocabulary.by_path.items() if "target" in one.roles]
                    entity = self.vocabulary.best(texts, ("node",), aimed)
                counted = self.vocabulary.best(texts) if entity is not None and not aims else entity
                if counted is not None and entity is not None and counted.quantity != entity.quantity:
                    entity = None  # the name of what is counted, and not that of the indicator
                if entity is not None and self._is_objective(texts, entity):
                    entity = None
                if entity is None and inside:
                    entity = self.vocabulary.best(texts, ("node",), inside)
            entities.append(entity)
        self._shortened(view, topic, entities, aims=aims)
        for entity in {id(entity): entity for entity in entities if entity is not None}.values():
            rows = [at for at, one in enumerate(entities) if one is entity]
            if len({view.labels[at] for at in rows}) > 1:
                scores = sorted(
                    (
                        (max(self.vocabulary.score(text, entity) for text in view.labels[at].split(" | ")), at)
                        for at in rows
                    ),
                    reverse=True,
                )
                keep = scores[0][1] if scores[0][0] - scores[1][0] >= 0.1 else -1  # noqa: PLR2004
                for at in rows:
                    if at != keep:
                        entities[at] = None
        return entities

    def _is_objective(self, texts: Sequence[str], entity: Entity) -> bool:
        """Return whether what names *entity* best is the whole name of an objective, and has but words of its own."""
        text = max(texts, key=lambda one: self.vocabulary.score(one, entity))
        objective = self.vocabulary.best([text], ("objective",))
        if objective is None or self.vocabulary.score(text, entity) >= EXACT:
            return False
        return self.vocabulary.score(text, objective) >= EXACT

    def _planned(self, view: TableLines, entities: Sequence[Entity | None]) -> Iterator[PlannedTarget]:
        """Yield the targets of other years in the rows of indicators."""
        for column, year in planned_columns(view.titles, view.caption, self.vocabulary.year).items():
            for row, entity in enumerate(entities):
                number = view.numbers[row][column]
                if number is not None and entity is not None:
                    yield PlannedTarget(number, f"{entity.path}.target", year)
                elif entity is not None:
                    paths = [f"{entity.path}.target", f"{entity.path}.target.to"]
                    ends = zip(range_in(view.site_at(row, column)), paths, strict=False)
                    yield from (PlannedTarget(end, path, year) for end, path in ends)

    def _ends(self, entity: Entity) -> Sequence[str]:
        """Return the paths of both ends of a target that is a range, none of one that is not."""
        lower = entity.roles.get("target", "")
        upper = f"{lower}.to"
        return [lower, upper] if lower and self.vocabulary.quantities.find(upper) is not None else []

    def _shortened(self, view: TableLines, topic: Topic, entities: list[Entity | None], *, aims: bool) -> None:
        """Fill in the rows whose names are short for those of other indicators, or of components of the same node."""
        there = [entity for entity in entities if entity is not None]
        parents = {entity.path.rpartition(".")[0] for entity in there}
        parents |= {topic.node.path} if not there and topic.node is not None else set()
        parent = self.vocabulary.nodes.get(next(iter(parents))) if len(parents) == 1 else None
        among = [part.path for part in parent.components] if parent is not None else []
        if not among and aims and len(there) > 1:
            among = list(self.vocabulary.definition.indicators)
        short = dict[int, Entity]()
        for at, names in enumerate(view.names):
            if among and entities[at] is None and names and not view.row_kind(at):
                entity = self.vocabulary.short([text for name in names for text in titles(name)], among)
                if entity is not None and entity not in there:
                    short[at] = entity
        paths = [entity.path for entity in short.values()]
        if there or len(set(paths)) > 1:  # one alone may be of anything
            for at, entity in short.items():
                entities[at] = entity if paths.count(entity.path) == 1 else None
