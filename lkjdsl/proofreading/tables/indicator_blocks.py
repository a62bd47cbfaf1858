"""Tables whose lines are what is printed of one indicator: its target, its result, its achievement → paths."""

from attrs import define

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.topics import Topic, titles
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.other_times import is_elsewhere, years_in
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import MEASURED, roles_under, row_role
from lkjdsl.proofreading.tables.joint_names import JointNames
from lkjdsl.proofreading.tables.table_matches import Matches

QUARTERS = 4
HALF = 2
SERIES = 3
"""Years of which a single row has the results."""


@define(eq=False)
class IndicatorBlocks:
    """Reads one table after the other."""

    vocabulary: Vocabulary
    joint: JointNames

    def matches(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read rows as what is printed of one indicator: that of the topic, or of the last row that names one."""
        year, found = self.vocabulary.year, Matches()
        numeric = [at for at in range(len(view.titles)) if any(row[at] for row in view.numbers)]
        of_year = [at for at in numeric if [one for one, _ in years_in(view.titles[at])] == [year]]
        if not of_year and sum(_is_of_quarters(title) for title in view.titles) >= HALF:
            of_year = [at for at in numeric if form("whole_year").fullmatch(view.titles[at].strip())]
        alone = len(numeric) == 1 and not is_elsewhere(view.titles[numeric[0]], year)
        columns = of_year if len(of_year) == 1 else numeric if alone else []
        if len(columns) == 1:
            found += self._blocks(view, topic, columns[0])
            rest = [at for at, label in enumerate(view.labels) if row_role(label) not in MEASURED]
            found += self.joint.matches(view, topic, rest) if found else []
        this_year = view.rows_of(year)
        rows = this_year or ([0] if len(view.numbers) == 1 and not view.labels[0] else [])
        scope = topic.node
        if len(rows) == 1 and scope is not None and not found:
            roles = roles_under(view.titles, view.caption, year)
            if not {"absorption", "efficiency"} & set(roles.values()) <= scope.roles.keys():
                return found  # of all that was spent
            for column, role in roles.items():
                number = view.numbers[rows[0]][column]
                if number is not None and role in scope.roles:
                    found.append((number, scope.roles[role]))
        return found

    def _blocks(self, view: TableNumbers, topic: Topic, column: int) -> Matches:
        named = self.vocabulary.best(titles(view.titles[column]), ("node",))
        found, scope = Matches(), named or topic.with_role("achievement") or topic.node
        taken: set[str] = set()
        roles = [role_in_block(label) for label in view.labels]
        is_budget = any(form("budget").search(label) for label in view.labels)
        of_years = [at for at, title in enumerate(view.titles) if years_in(title)]
        is_series = len(roles) == 1 and len(of_years) >= SERIES and view.numbers[0][column] is not None
        if len([role for role in roles if role in MEASURED]) < 2 and not (is_series and roles[0] == "value"):  # noqa: PLR2004
            return []  # one alone may be anything, but for the results of several years
        for row, label in enumerate(view.labels):
            number = view.numbers[row][column]
            texts = [text for name in view.names[row] for text in titles(name)]
            named = self.vocabulary.best(texts, ("node",))
            if number is None:
                if named is not None:
                    scope, taken = named, set()
                continue
            role = roles[row]
            if (
                scope is None
                or (named is not None and not _is_of(named, scope))
                or (is_budget and _is_share_alone(label, role))
                or is_elsewhere(label, self.vocabulary.year)
                or role not in scope.roles
            ):
                continue
            path = scope.roles[role]
            if path not in taken:
                found.append((number, path))
                taken.add(path)
        return found

    def of_quarters(self, view: TableNumbers, topic: Topic) -> Matches:
        """Read the last of four quarters that each have what was reached so far: it is that of the year."""
        columns = [at for at, title in enumerate(view.titles) if phrase("quarter").search(title)]
        scope = topic.node
        if len(columns) != QUARTERS or scope is None or phrase("so_far").search(view.caption) is None:
            return []
        roles = [row_role(label) for label in view.labels]
        found: Matches = []
        for row, role in enumerate(roles):
            number = view.numbers[row][columns[-1]]
            if number is not None and role in ("target", "value") and roles.count(role) == 1 and role in scope.roles:
                found.append((number, scope.roles[role]))
        return found


def _is_of(named: Entity, scope: Entity) -> bool:
    """Return whether a row that names an indicator or component is of *scope*, or of what that is a part of."""
    return scope.path == named.path or scope.path.startswith(f"{named.path}.")


def _is_share_alone(label: str, role: str) -> bool:
    """Return whether a row is of percentages, which beside budgets are of what was spent."""
    return role == "achievement" and form("capaian").search(label) is None


def _is_of_quarters(title: str) -> bool:
    return phrase("quarter").search(title) is not None


def role_in_block(label: str) -> str:
    """Return what a line of an indicator prints; of what it is paid from, by its aspects."""
    role = row_role(label)
    is_budget = form("budget").search(label) is not None
    return {"value": "absorbed", "base": "budget"}.get(role, role) if is_budget else role
