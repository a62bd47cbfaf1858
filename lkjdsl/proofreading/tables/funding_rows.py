"""Tables of what objectives or indicators are paid from → paths: budget, what was spent, its share, the efficiency."""

from lkjdsl.proofreading.names.topics import titles
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.table_numbers import TableNumbers
from lkjdsl.proofreading.printed.titles import in_multiples, role_of
from lkjdsl.proofreading.tables.table_matches import Matches

ASPECTS = {"base": "budget", "value": "absorbed"} | {role: role for role in ("absorption", "efficiency", "achievement")}
"""What a title says of a budget, by the role that it has elsewhere."""


def funding_matches(vocabulary: Vocabulary, view: TableNumbers) -> Matches:
    """Return the numbers of a table of budgets that has a line for each objective or indicator; of others, nothing."""
    roles = {at: role_of(title) for at, title in enumerate(view.titles) if not form("portion").search(title)}
    if "target" in roles.values() or not any(form("budget").search(title) for title in view.titles):
        return []
    shares = [at for at, role in roles.items() if role == "achievement"]
    bare = [at for at in shares if not form("capaian").search(view.titles[at])]
    if len(bare) == 1 and "absorption" not in roles.values():
        roles[bare[0]] = "absorption"  # *%* beside amounts is the share of them
    kept = {
        at: ASPECTS[role]
        for at, role in roles.items()
        if role in ASPECTS and list(roles.values()).count(role) == 1 and not _is_away(view.titles[at], vocabulary.year)
    }
    found: Matches = []
    for row, names in enumerate(view.own_names):
        texts = [text for name in names for text in titles(name)]
        entity = vocabulary.best(texts, ("objective", "node")) if texts and not view.row_kind(row) else None
        is_program = any(form("program_name").match(text) for text in texts)
        if entity is None or "budget" not in entity.roles or (is_program and entity.sort == "objective"):
            continue  # a program that an objective is like may be one of several
        for column, aspect in kept.items():
            number = view.numbers[row][column]
            if number is not None and aspect in entity.roles:
                found.append((number, entity.roles[aspect]))
    return found


def _is_away(title: str, year: int) -> bool:
    return is_elsewhere(title, year) or in_multiples(title)
