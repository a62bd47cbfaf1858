"""
The numbers of tables → paths: by the names of rows, the titles of columns, captions and headings.

A table is read in several ways, each as a whole; the way that names most of its numbers is taken.
"""

from collections.abc import Sequence

from attrs import define, field, frozen

from lkjdsl.proofreading.data_rows import DataRowsMatcher
from lkjdsl.proofreading.forms import form
from lkjdsl.proofreading.genre import genre, phrase
from lkjdsl.proofreading.joint_names import JointNames
from lkjdsl.proofreading.marks import is_blank
from lkjdsl.proofreading.numbers import NumberInText, Site
from lkjdsl.proofreading.other_times import is_elsewhere, years_in
from lkjdsl.proofreading.table_numbers import TableNumbers
from lkjdsl.proofreading.titles import MEASURED, column_roles, role_of, row_role
from lkjdsl.proofreading.topics import Topic, Topics, titles
from lkjdsl.proofreading.vocabulary import Entity, Vocabulary
from lkjdsl.units import INDEX, RUPIAH

QUARTERS = 4
PathMatch = tuple[NumberInText, str]


@frozen(eq=False)
class PrintedText:
    """A text of a cell that is printed of a path: a rating, or a blank where a figure is still to be filled in."""

    site: Site
    what: str
    is_blank: bool = False


Matches = list[PathMatch | PrintedText]


@define(eq=False)
class TableMatcher:
    """Matches one table after the other."""

    vocabulary: Vocabulary
    topics: Topics
    _data: DataRowsMatcher = field(init=False)
    _joint: JointNames = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Share the names."""
        self._data, self._joint = DataRowsMatcher(self.vocabulary), JointNames(self.vocabulary)

    def matches(self, view: TableNumbers) -> Matches:
        """Return the numbers and ratings of a table with what they are the value of."""
        if not view.numbers or not view.sites:
            return []
        caption, year = _caption(view), self.vocabulary.year
        is_of_year = any(one == year for title in view.table.columns for one, _ in years_in(title))
        if is_elsewhere(caption, year) and not is_of_year:
            return self._of_quarters(view, self.topics.of(view.table))
        topic = self.topics.of(view.table)
        about = self.vocabulary.best(titles(caption), ("node",)) if caption else None
        if about is not None:
            topic = Topic(list(self.topics.lineage(about)), topic.comparison, topic.group, topic.symbols)
        readings = [
            self._of_data(view),
            self._by_rows(view, topic),
            self._in_blocks(view, topic),
            self._by_columns(view, topic),
        ]
        return max(readings, key=len)

    def _of_data(self, view: TableNumbers) -> Matches:
        """Read a table as the rows of a table of the data."""
        data = self._data.rows(view)
        if data is None:
            return []
        found = Matches()
        for row, column, path in self._data.places(view, data):
            number, site = view.numbers[row][column], view.site_at(row, column)
            if number is not None:
                found.append((number, path))
            elif site is not None and is_blank(site.text.string):
                found.append(PrintedText(site, path, is_blank=True))
        rest = [at for at in range(len(view.labels)) if at not in data.rows and not view.row_kind(at)]
        return found + self._units_of_rows(view, rest)

    def _of_quarters(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read the last of four quarters that each have what was reached so far: it is that of the year."""
        columns = [at for at, title in enumerate(view.table.columns) if phrase("quarter").search(title)]
        scope = topic.node
        if len(columns) != QUARTERS or scope is None or phrase("so_far").search(_caption(view)) is None:
            return []
        roles = [row_role(label) for label in view.labels]
        found: Matches = []
        for row, role in enumerate(roles):
            number = view.numbers[row][columns[-1]]
            if number is not None and role in ("target", "value") and roles.count(role) == 1 and role in scope.roles:
                found.append((number, scope.roles[role]))
        return found

    def _units_of_rows(self, view: TableNumbers, rows: Sequence[int]) -> Matches:
        """Return the results of indicators among other rows, which only their unit tells: ``81,29 (indeks)``."""
        found: Matches = []
        for at in rows:
            numbers = [number for number in view.numbers[at] if number is not None]
            entity = self.vocabulary.best(view.names[at], ("node",)) if len(numbers) == 1 else None
            if entity is not None and entity.unit == INDEX and _is_index(numbers[0]):
                found.append((numbers[0], entity.roles["value"]))
        return found

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

    def _roles(self, view: TableNumbers) -> dict[int, str]:
        """Return the role of each column of this year; a column that only names it prints what the caption says."""
        roles = column_roles(view.table.columns, self.vocabulary.year)
        said = _said(_caption(view))
        return {at: said if role == "year" else role for at, role in roles.items() if role != "year" or said}

    def _by_rows(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read a row as an indicator, or as the name of an input, whatever column its number stands in."""
        entities, roles = self._entities(view, topic), self._roles(view)
        titles_ = view.table.columns
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
                if number is not None and role == "achievement" and entity.unit == INDEX and _is_index(number):
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
            found += self._joint.matches(view, topic, rest)
        return found + self._averages(view, entities, roles)

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

    def _in_blocks(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read rows as what is printed of one indicator: that of the topic, or of the last row that names one."""
        year, found = self.vocabulary.year, Matches()
        numeric = [at for at in range(len(view.table.columns)) if any(row[at] for row in view.numbers)]
        of_year = [at for at in numeric if [one for one, _ in years_in(view.table.columns[at])] == [year]]
        alone = len(numeric) == 1 and not is_elsewhere(view.table.columns[numeric[0]], year)
        columns = of_year if len(of_year) == 1 else numeric if alone else []
        if len(columns) == 1:
            found += self._blocks(view, topic, columns[0])
            rest = [at for at, label in enumerate(view.labels) if row_role(label) not in MEASURED]
            found += self._joint.matches(view, topic, rest) if found else []
        firsts = [row[0].string.strip() if row else "" for row in view.table.rows[view.table.header_rows :]]
        this_year = [at for at, one in enumerate(firsts) if _names_year(one, year)]
        rows = this_year or ([0] if len(view.numbers) == 1 and not view.labels[0] else [])
        scope = topic.node
        if len(rows) == 1 and scope is not None and not found:
            for column, role in self._roles(view).items():
                number = view.numbers[rows[0]][column]
                if number is not None and role in scope.roles:
                    found.append((number, scope.roles[role]))
        return found

    def _blocks(self, view: TableNumbers, topic: Topic, column: int) -> Matches:
        named = self.vocabulary.best(titles(view.table.columns[column]), ("node",))
        found, scope = Matches(), named or topic.with_role("achievement") or topic.node
        taken: set[str] = set()
        roles = [row_role(label) for label in view.labels]
        if len([role for role in roles if role in MEASURED]) < 2:  # noqa: PLR2004 - one alone may be anything
            return []
        for row, label in enumerate(view.labels):
            number = view.numbers[row][column]
            if number is None:
                texts = [text for name in view.names[row] for text in titles(name)]
                named = self.vocabulary.best(texts, ("node",))
                if named is not None:
                    scope, taken = named, set()
                continue
            role = roles[row]
            if scope is None or is_elsewhere(label, self.vocabulary.year) or role not in scope.roles:
                continue
            path = scope.roles[role]
            if path not in taken:
                found.append((number, path))
                taken.add(path)
        return found

    def _by_columns(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read columns as indicators or inputs, and the row of the year, or the only one, or rows by their roles."""
        root = topic.lineage[-1].path if topic.lineage else ""
        inside = sorted(self.vocabulary.inputs_of(topic.node.path)) if topic.node is not None else []
        inside += [path for path in self.vocabulary.nodes if root and path.startswith(f"{root}.")]
        year, named = self.vocabulary.year, dict[int, Entity]()
        for at, title in enumerate(view.table.columns):
            if any(row[at] is not None for row in view.numbers) and not is_elsewhere(title, year):
                entity = self.vocabulary.best(titles(title), ("input",), inside) if inside else None
                entity = entity or (self.vocabulary.best(titles(title), among=inside) if inside else None)
                entity = entity or self.vocabulary.best(titles(title))
                if entity is not None:
                    named[at] = entity
        named = {at: one for at, one in named.items() if [other.path for other in named.values()].count(one.path) == 1}
        if not named:
            return []
        firsts = [row[0].string.strip() if row else "" for row in view.table.rows[view.table.header_rows :]]
        rows = [at for at, one in enumerate(firsts) if _names_year(one, year)]
        rows = rows or ([0] if len(view.numbers) == 1 and not view.labels[0] else [])
        of_rows = {rows[0]: "value"} if len(rows) == 1 else {}
        if not rows:
            roles = {at: row_role(label) for at, label in enumerate(view.labels) if not is_elsewhere(label, year)}
            of_rows = {
                at: role for at, role in roles.items() if role in MEASURED and list(roles.values()).count(role) == 1
            }
        found: Matches = []
        for row, role in of_rows.items():
            for column, entity in named.items():
                number = view.numbers[row][column]
                if number is not None and role in entity.roles:
                    found.append((number, entity.roles[role]))
        return found


def prints_both(view: TableNumbers) -> bool:
    """Return whether a table has results beside achievements that are headed by *capaian*."""
    roles = [role_of(title) for title in view.table.columns]
    return "value" in roles and any("capaian" in title.casefold() for title in view.table.columns)


def _caption(view: TableNumbers) -> str:
    return "" if view.table.caption is None else view.table.caption.text.string


def _said(caption: str) -> str:
    """Return what columns print that only name their year: what the caption says, if it says one thing."""
    said = [
        role
        for role, key in (("target", "caption_target"), ("value", "caption_value"), ("", "caption_either"))
        if form(key).search(caption)
    ]
    return said[0] if len(said) == 1 else ""


def _names_year(text: str, year: int) -> bool:
    """Return whether the first cell of a row only names *year*."""
    found = form("year_of_row").fullmatch(text)
    return found is not None and int(found["year"]) == year


def _is_index(number: NumberInText) -> bool:
    """Return whether its unit is printed as that of an index."""
    return form("unit_index").search(number.site.text.string, number.end) is not None
