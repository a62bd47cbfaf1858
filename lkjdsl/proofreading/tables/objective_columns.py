"""Tables with a column for each objective → paths: *Sasaran 1*, *SS2*, and the mean of all behind them."""

from lkjdsl.documents.headings import ROMAN
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.tables.indicator_blocks import role_in_block
from lkjdsl.proofreading.tables.table_matches import Matches

FEWEST = 2


def objective_column_matches(vocabulary: Vocabulary, view: TableNumbers) -> Matches:
    """Return the numbers of a table that has a column for each objective, by what its lines print of them."""
    of_titles = [_objective(vocabulary, title) for title in view.titles]
    named = {at: entity for at, entity in enumerate(of_titles) if entity is not None}
    paths = [entity.path for entity in named.values()]
    if len(set(paths)) < FEWEST or len(set(paths)) < len(paths) or is_elsewhere(view.caption, vocabulary.year):
        return []
    roles = [role_in_block(label) for label in view.labels]
    found: Matches = []
    for row, role in enumerate(roles):
        if roles.count(role) > 1 or is_elsewhere(view.labels[row], vocabulary.year):
            continue
        for column, entity in named.items():
            number = view.numbers[row][column]
            if number is not None and role in entity.roles:
                found.append((number, entity.roles[role]))
        if role == "achievement" and set(paths) == set(vocabulary.definition.objectives):
            found += _mean(vocabulary, view, row)
    return found


def _mean(vocabulary: Vocabulary, view: TableNumbers, row: int) -> Matches:
    """Return the mean behind the objectives, where that of the edition is of them."""
    if vocabulary.definition.average != "objectives":
        return []
    columns = [at for at, title in enumerate(view.titles) if title.strip(" .:").casefold() in genre().row["average"]]
    number = view.numbers[row][columns[0]] if len(columns) == 1 else None
    return [] if number is None else [(number, "achievement")]


def _objective(vocabulary: Vocabulary, title: str) -> Entity | None:
    """Return the objective that a title names by its code or its number."""
    objectives = vocabulary.definition.objectives
    match = form("objective_number").fullmatch(title.strip())
    if match is None:
        codes = {path.casefold(): path for path in objectives if any(sign.isdigit() for sign in path)}
        path = codes.get(title.strip().casefold(), "")
        return vocabulary.by_path.get(path)
    text = match["number"].upper()
    place = int(text) if text.isdecimal() else ROMAN.index(text) + 1 if text in ROMAN else 0
    return vocabulary.by_path[list(objectives.values())[place - 1].path] if 0 < place <= len(objectives) else None
