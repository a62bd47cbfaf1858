"""Tables with a line for each indicator, component or objective → paths: by names of lines and titles of columns."""

from collections.abc import Sequence

from attrs import define

from lkjdsl.proofreading.forms import form
from lkjdsl.proofreading.genre import genre
from lkjdsl.proofreading.joint_names import JointNames
from lkjdsl.proofreading.table_matches import Matches, PrintedText
from lkjdsl.proofreading.table_numbers import TableNumbers, is_index
from lkjdsl.proofreading.titles import role_of, roles_under
from lkjdsl.proofreading.topics import Topic, titles
from lkjdsl.proofreading.vocabulary import Entity, Vocabulary
from lkjdsl.units import INDEX, RUPIAH


@define(eq=False)
class IndicatorRows:
    """Reads one table after the other."""

    vocabulary: Vocabulary
    joint: JointNames

    def matches(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read a row as an indicator, or as the name of an input, whatever column its number stands in."""
        entities, roles = self._entities(view, topic), roles_under(view.titles, view.caption, self.vocabulary.year)
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
                elif number is None and role == "label" and "label" in entity.roles:
                    site = view.site_at(row, column)
                    if site is not None:
                        found.append(PrintedText(site, entity.roles["label"]))
                        named.add(row)
        for row, entity in enumerate(entities):
            number = None if achieved is None or entity is not None else view.numbers[row][achieved]
            own = [name for name in view.own_names[row] if len(name.split()) > 2]  # noqa: PLR2004 - no rating
            others = [one for at, one in enumerate(view.numbers[row]) if one is not None and at != achieved]
            is_mean = achieved is not None and form("average_row").search(titles_[achieved]) is not None
            is_alone = len(own) == 1 and (not others or (is_mean and not any(one.decimals for one in others)))
            objective = self.vocabulary.best(own, ("objective",)) if is_alone else None
            if number is not None and objective is not None and "achievement" in objective.roles:
                found.append((number, objective.roles["achievement"]))
        rest = [at for at in range(len(view.labels)) if at not in named and not view.row_kind(at)]
        if "target" not in roles.values():
            found += self.joint.matches(view, topic, rest)
        return found + self._averages(view, entities, roles)

    def _entities(self, view: TableNumbers, topic: Topic) -> list[Entity | None]:
        """Return the indicator or component that each row is about."""
        root = topic.lineage[-1].path if topic.lineage else ""
        inside = [path for path in self.vocabulary.nodes if root and (path == root or path.startswith(f"{root}."))]
        entities: list[Entity | None] = []
        for at, names in enumerate(view.names):
            entity = None
            if names and not view.row_kind(at):
                texts = [text for name in names for text in titles(name)]
                entity = self.vocabulary.best(texts, ("node",))
                if entity is None and inside:
                    entity = self.vocabulary.best(texts, ("node",), inside)
            entities.append(entity)
        for entity in {id(one): one for one in entities if one is not None}.values():
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

    def _averages(self, view: TableNumbers, entities: Sequence[Entity | None], roles: dict[int, str]) -> Matches:
        """Return the mean of all indicators, where a table has every one of them, and those of the objectives."""
        column = next((at for at, role in roles.items() if role == "achievement"), None)
        rows = [at for at in range(len(view.labels)) if view.row_kind(at) == "average"]
        if column is None:
            return []
        found: Matches = []
        for row in list(rows):
            objective = self._objective(view.labels[row])
            number = view.numbers[row][column]
            if objective is not None:
                rows.remove(row)
                if number is not None and "achievement" in objective.roles:
                    found.append((number, objective.roles["achievement"]))
        indicators = set(self.vocabulary.definition.indicators)
        if len(rows) == 1 and indicators <= {one.path for one in entities if one is not None}:
            number = view.numbers[rows[0]][column]
            if number is not None and self.vocabulary.quantities.find("achievement") is not None:
                found.append((number, "achievement"))
        return found

    def _objective(self, label: str) -> Entity | None:
        """Return the objective that a row of means names, by its name or by its number."""
        from lkjdsl.documents.headings import ROMAN

        entity = self.vocabulary.best([text for one in label.split(" | ") for text in titles(one)], ("objective",))
        if entity is not None:
            return entity
        found = form("numbered").search(label)
        if found is None:
            return None
        text = found["number"].upper()
        place = int(text) if text.isdecimal() else ROMAN.index(text) + 1 if text in ROMAN else 0
        objectives = list(self.vocabulary.definition.objectives.values())
        return self.vocabulary.by_path[objectives[place - 1].path] if 0 < place <= len(objectives) else None
