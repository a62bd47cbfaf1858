"""The numbers of tables → paths: by the names of rows, the titles of columns, captions and headings."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import define, frozen

from lkjdsl.proofreading.numbers import NumberInText, Site
from lkjdsl.proofreading.scope import is_elsewhere, named, scope_of, years_in
from lkjdsl.proofreading.tables import TableNumbers, role_of
from lkjdsl.proofreading.vocabulary import ENOUGH, MARGIN, Entity, RowsEntity, Vocabulary
from lkjdsl.units import RUPIAH

if TYPE_CHECKING:
    from lkjdsl.documents.blocks import Cell

PathMatch = tuple[NumberInText, str]
MEASURED = ("value", "target", "achievement", "weight")
CLEAR = re.compile(r"(?:%|persen\w*|tingkat)\s*(?:\(%\)\s*)?capaian|capaian.*(?:%|persen)", re.IGNORECASE)
"""A title that says by itself that its column has achievements."""
IN_MULTIPLES = re.compile(r"\b(?:ribu|ribuan|juta|jutaan|miliar|milyar|000)\b", re.IGNORECASE)


@frozen(eq=False)
class PrintedRating:
    """A text of a cell that is the value of a path: a rating."""

    site: Site
    what: str


@define(eq=False)
class TableMatcher:
    """Matches one table after the other."""

    vocabulary: Vocabulary

    def matches(self, view: TableNumbers) -> Iterator[PathMatch | PrintedRating]:
        """Yield the numbers and ratings of a table with what they are the value of."""
        if not view.numbers or not view.sites:
            return
        caption = "" if view.table.caption is None else view.table.caption.text.string
        if is_elsewhere(caption, self.vocabulary.year) and not _mixes_years(view, self.vocabulary.year):
            return
        rows = self._rows(view)
        if rows is not None:
            yield from rows
            return
        entities = self._entities(view)
        scope = named(caption, self.vocabulary) or scope_of(view.sites[0].headings, self.vocabulary)
        if any(entities):
            yield from self._by_rows(view, entities)
        elif scope is not None:
            yield from self._in_scope(view, scope)

    def _rows(self, view: TableNumbers) -> list[PathMatch | PrintedRating] | None:
        """Return the matches of a table that has the rows of a table of the data."""
        best: list[tuple[int, RowsEntity]] = []
        totals: dict[str, Sequence[str]] = {}
        complete = False
        for rows in self.vocabulary.definition.rows.values():
            known = self.vocabulary.rows(rows)
            found = []
            for at, label in enumerate(view.labels):
                scored = sorted(
                    ((_nearest(label, one.names), number) for number, one in enumerate(known)), reverse=True
                )
                if scored and scored[0][0] >= 0.8 and (len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN):  # noqa: PLR2004
                    found.append((at, known[scored[0][1]]))
            plain = sum(not view.row_kind(at) for at in range(len(view.labels)))
            enough = len(found) >= 2 and len(found) * 2 > plain and len({id(one) for _, one in found}) == len(found)  # noqa: PLR2004
            if enough and len(found) > len(best):
                best, totals = found, dict(self.vocabulary.totals(rows))
                complete = len(found) == len(known) == plain
        if not best:
            return None
        paths: dict[str, Sequence[str]] = dict(best[0][1].columns)
        columns = self._columns(view, {path.rpartition(".")[2]: titles for path, titles in paths.items()})
        matches: list[PathMatch | PrintedRating] = []
        for at, row in best:
            by_column = {path.rpartition(".")[2]: path for path in row.columns}
            for column, name in columns.items():
                number = view.numbers[at][column]
                if number is not None and name in by_column:
                    matches.append((number, by_column[name]))
        last = [at for at in range(len(view.labels)) if view.row_kind(at) == "total"]
        if len(last) == 1 and complete:
            by_name = {path.rpartition(".")[2]: path for path in totals}
            for column, name in columns.items():
                number = view.numbers[last[0]][column]
                if number is not None and name in by_name:
                    matches.append((number, by_name[name]))
        return matches

    def _columns(self, view: TableNumbers, titles: dict[str, Sequence[str]]) -> dict[int, str]:
        """Return which column of the data each column of the table shows."""
        columns: dict[int, str] = {}
        for at, title in enumerate(view.table.columns):
            if is_elsewhere(title, self.vocabulary.year) or IN_MULTIPLES.search(title):
                continue
            scored = sorted(
                ((_alike_titles(title, one), name) for name, ones in titles.items() for one in ones), reverse=True
            )
            scored = [one for one in scored if one[0] >= ENOUGH]
            others = [one for one in scored if scored and one[1] != scored[0][1]]
            if scored and (not others or scored[0][0] - others[0][0] >= MARGIN):
                columns[at] = scored[0][1]
        names = list(columns.values())
        return {at: name for at, name in columns.items() if names.count(name) == 1}

    def _entities(self, view: TableNumbers) -> list[Entity | None]:
        """Return what each row is about."""
        has_target = any(role_of(title) == "target" for title in view.table.columns)
        sorts = ("node",) if has_target else ("node", "input")
        entities: list[Entity | None] = []
        for at in range(len(view.labels)):
            if view.row_kind(at):
                entities.append(None)
                continue
            entities.append(self.vocabulary.best(names, sorts) if (names := view.names[at]) else None)
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
                keep = scores[0][1] if scores[0][0] - scores[1][0] >= MARGIN else -1
                for at in rows:
                    if at != keep:
                        entities[at] = None
        return entities

    def _roles(self, view: TableNumbers) -> dict[int, str]:
        """Return the role of each column of this year."""
        roles: dict[int, str] = {}
        year = self.vocabulary.year
        elsewhere = [is_elsewhere(title, year) for title in view.table.columns]
        for at, title in enumerate(view.table.columns):
            if elsewhere[at] or IN_MULTIPLES.search(title):
                continue
            role = role_of(title)
            if role == "achievement" and "%" not in title and not re.search(r"persen|tingkat", title, re.IGNORECASE):
                beside = [
                    role_of(other)
                    for place, other in enumerate(view.table.columns)
                    if place != at and not elsewhere[place]
                ]
                role = "achievement" if "value" in beside and "target" in beside else ""
            elif not role and any(one == year for one, _ in years_in(title)):
                role = _role_of_years(view)
            elif role == "base":
                role = "target"
            if role:
                roles[at] = role
        other_targets = any(
            role_of(title) in ("target", "base") and away
            for title, away in zip(view.table.columns, elsewhere, strict=True)
        )
        other_targets = other_targets or any(
            away and re.search(r"target|renstra|rpjm|nasional|provinsi", title, re.IGNORECASE)
            for title, away in zip(view.table.columns, elsewhere, strict=True)
        )
        has_target = "target" in roles.values()
        return {
            at: role
            for at, role in roles.items()
            if list(roles.values()).count(role) == 1
            and (role != "achievement" or ((has_target or CLEAR.search(view.table.columns[at])) and not other_targets))
        }

    def _by_rows(self, view: TableNumbers, entities: Sequence[Entity | None]) -> Iterator[PathMatch | PrintedRating]:
        roles = self._roles(view)
        is_budget = any(role_of(title) == "base" for title in view.table.columns)
        numeric = [at for at in range(len(view.table.columns)) if any(row[at] for row in view.numbers)]
        elsewhere = {at for at in numeric if is_elsewhere(view.table.columns[at], self.vocabulary.year)}
        for row, entity in enumerate(entities):
            if entity is None:
                continue
            if entity.sort == "input":
                at = next((place for place, role in roles.items() if role in ("value", "year")), None)
                if at is None and len(numeric) == 1 and not elsewhere:
                    at = numeric[0]
                number = None if at is None else view.numbers[row][at]
                if number is not None:
                    yield number, entity.roles["value"]
                continue
            if is_budget and entity.unit != RUPIAH:
                continue
            for column, role in roles.items():
                number = view.numbers[row][column]
                if number is not None and role in entity.roles:
                    yield number, entity.roles[role]
                elif number is None and role == "label" and "label" in entity.roles:
                    site = _site_at(view, row, column)
                    if site is not None:
                        yield PrintedRating(site, entity.roles["label"])
        yield from self._averages(view, entities, roles)

    def _averages(
        self, view: TableNumbers, entities: Sequence[Entity | None], roles: dict[int, str]
    ) -> Iterator[PathMatch]:
        """Yield the mean of all indicators, where a table has every one of them and one row of means."""
        column = next((at for at, role in roles.items() if role == "achievement"), None)
        rows = [at for at in range(len(view.labels)) if view.row_kind(at) == "average"]
        indicators = set(self.vocabulary.definition.indicators)
        if column is None or len(rows) != 1 or not indicators <= {one.path for one in entities if one is not None}:
            return
        number = view.numbers[rows[0]][column]
        if number is not None and self.vocabulary.quantities.find("achievement") is not None:
            yield number, "achievement"

    def _in_scope(self, view: TableNumbers, scope: Entity) -> Iterator[PathMatch | PrintedRating]:
        """Yield the figures of a table about one indicator: by years, by roles, or in its only row."""
        roles, year = self._roles(view), self.vocabulary.year
        row_roles = [role_of(label) if len(label) < 40 else "" for label in view.labels]  # noqa: PLR2004 - a title
        if len([role for role in row_roles if role in MEASURED]) >= 2:  # noqa: PLR2004
            numeric = [at for at in range(len(view.table.columns)) if any(row[at] for row in view.numbers)]
            of_year = [at for at in numeric if [one for one, _ in years_in(view.table.columns[at])] == [year]]
            columns = of_year or (
                numeric if len(numeric) == 1 and not is_elsewhere(view.table.columns[numeric[0]], year) else []
            )
            if len(columns) == 1:
                for row, role in enumerate(row_roles):
                    number = view.numbers[row][columns[0]]
                    if (
                        number is not None
                        and role in scope.roles
                        and row_roles.count(role) == 1
                        and not is_elsewhere(view.labels[row], year)
                    ):
                        yield number, scope.roles[role]
            return
        firsts = [row[0].string.strip() if row else "" for row in view.table.rows[view.table.header_rows :]]
        of_year = [at for at, first in enumerate(firsts) if re.fullmatch(rf"(?:tahun\s+)?{year}", first, re.IGNORECASE)]
        rows = of_year or ([0] if len(view.numbers) == 1 and not view.labels[0] else [])
        if len(rows) == 1:
            for column, role in roles.items():
                number = view.numbers[rows[0]][column]
                if number is not None and role in scope.roles:
                    yield number, scope.roles[role]


def _role_of_years(view: TableNumbers) -> str:
    """Return what columns print that only name their year: what the caption says, if it says one thing."""
    caption = "" if view.table.caption is None else view.table.caption.text.string
    said = [
        role
        for role, words in (("target", "target|rencana"), ("value", "realisasi"), ("", "capaian"))
        if re.search(rf"\b(?:{words})\b", caption, re.IGNORECASE)
    ]
    return said[0] if len(said) == 1 else "" if said else "year"


def _mixes_years(view: TableNumbers, year: int) -> bool:
    return any(one == year for title in view.table.columns for one, _ in years_in(title))


def _nearest(label: str, names: Sequence[str]) -> float:
    from difflib import SequenceMatcher

    best = 0.0
    for text in label.casefold().split(" | "):
        plain = re.sub(r"^\W*(?:\d+|[a-z]|[ivx]+)[.)]\s*", "", text).strip()
        for name in names:
            best = max(best, SequenceMatcher(None, plain, name.casefold().strip()).ratio())
    return best


def _alike_titles(title: str, other: str) -> float:
    """Return how alike two titles of columns are: as texts, or by their role."""
    from difflib import SequenceMatcher

    plain = re.sub(r"\(.*?\)|\b20\d\d\b|\btahun\b", " ", title.casefold())
    plain, other = " ".join(plain.split()), " ".join(re.sub(r"\(.*?\)", " ", other.casefold()).split())
    ratio = SequenceMatcher(None, plain, other).ratio()
    mine, its = role_of(title), role_of(other)
    if mine and mine == its:
        return max(ratio, 0.8)
    return ratio if not (mine and its) else ratio * 0.5


def _site_at(view: TableNumbers, row: int, column: int) -> Site | None:
    cells: Sequence[Cell] = view.table.rows[view.table.header_rows + row]
    cell = next((one for one in cells if one.column == column), None)
    found = [site for site in view.sites if site.cell is cell and cell is not None and site.text.string.strip()]
    return found[0] if len(found) == 1 else None
