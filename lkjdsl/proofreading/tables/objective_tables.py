"""Tables with a column or a row for each objective → paths: *Sasaran 1*, *SS2*, and the mean of all behind columns."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.numbered_objectives import numbered_objective
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.tables.indicator_blocks import role_in_block
from lkjdsl.proofreading.tables.table_matches import Matches

FEWEST = 2
LONG = 2
"""Words that are no name of an objective, of a programme or of an indicator."""


@frozen(eq=False)
class _Objectives:
    """The objectives of a table by number, what each line across them is called, and the numbers of these lines."""

    named: dict[int, Entity]
    lines: Sequence[str]
    numbers: Sequence[Sequence[NumberInText | None]]


def objective_matches_alone(vocabulary: Vocabulary, view: TableNumbers) -> Matches:
    """Return the numbers of a table that has a column or a row for each objective, by what is printed of them."""
    if is_elsewhere(view.caption, vocabulary.year):
        return []
    of_titles = {at: entity for at, title in enumerate(view.titles) if (entity := _objective(vocabulary, title))}
    of_rows = {at: entity for at in range(len(view.numbers)) if (entity := _of_row(vocabulary, view, at))}
    turned = list(zip(*view.numbers, strict=True))
    columns, rows = _Objectives(of_titles, view.labels, view.numbers), _Objectives(of_rows, view.titles, turned)
    return _matches(vocabulary, columns, view.titles) or _matches(vocabulary, rows, view.labels)


def _matches(vocabulary: Vocabulary, table: _Objectives, titles: Sequence[str]) -> Matches:
    paths = [entity.path for entity in table.named.values()]
    roles = _roles(vocabulary, table.lines)
    if len(set(paths)) < FEWEST or len(set(paths)) < len(paths) or "target" in roles.values():
        return []
    found: Matches = []
    for line, role in roles.items():
        for at, entity in table.named.items():
            number = table.numbers[line][at]
            if number is not None and role in entity.roles:
                found.append((number, entity.roles[role]))
        if role == "achievement" and set(paths) == set(vocabulary.definition.objectives):
            found += _mean(vocabulary, table.numbers[line], titles)
    return found


def _roles(vocabulary: Vocabulary, lines: Sequence[str]) -> dict[int, str]:
    """Return what each line prints of the year; *Realisasi* beside a budget is of it, and *Capaian kinerja* a mean."""
    roles = {at: role_in_block(line) for at, line in enumerate(lines) if not is_elsewhere(line, vocabulary.year)}
    for at, role in roles.items():
        if phrase("attainment").fullmatch(" ".join(lines[at].split())):
            roles[at] = "achievement"
        elif role == "value" and "budget" in roles.values():
            roles[at] = "absorbed"
    return {at: role for at, role in roles.items() if list(roles.values()).count(role) == 1}


def _mean(vocabulary: Vocabulary, line: Sequence[NumberInText | None], titles: Sequence[str]) -> Matches:
    """Return the mean behind the objectives, where that of the edition is of them."""
    if vocabulary.definition.average != "objectives":
        return []
    means = [at for at, title in enumerate(titles) if title.strip(" .:").casefold() in genre().row["average"]]
    number = line[means[0]] if len(means) == 1 else None
    return [] if number is None else [(number, "achievement")]


def _of_row(vocabulary: Vocabulary, view: TableNumbers, row: int) -> Entity | None:
    """Return the objective that a row is of and of nothing else: all its long names are the name of it."""
    names = view.own_names[row]
    named = [_objective(vocabulary, name) or vocabulary.best([name], ("objective",)) for name in names]
    of_others = any(entity is None and len(name.split()) > LONG for name, entity in zip(names, named, strict=True))
    there = {entity.path: entity for entity in named if entity is not None}
    return next(iter(there.values())) if len(there) == 1 and not of_others and not view.row_kind(row) else None


def _objective(vocabulary: Vocabulary, title: str) -> Entity | None:
    """Return the objective that a title names by its code or its number."""
    objectives = vocabulary.definition.objectives
    match = form("objective_number").fullmatch(title.strip())
    if match is None:
        codes = {path.casefold(): path for path in objectives if any(sign.isdigit() for sign in path)}
        path = codes.get(title.strip().casefold(), "")
        return vocabulary.by_path.get(path)
    return numbered_objective(vocabulary, match["number"])
