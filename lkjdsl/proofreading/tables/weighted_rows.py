"""
Tables of the components of a weighted mean: which column has their values, which their points, and what the whole is.

*Nilai* beside *Bobot* is the one or the other. What a component has at most are its points where the last line is what
they add up to, and its value where it is what they are on average: so one wrong number changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_elsewhere
from lkjdsl.proofreading.printed.table_lines import TableLines
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.units import PERCENT

HUNDRED = Fraction(100)
FEWEST = 2


def weighted_roles(
    view: TableLines, roles: Mapping[int, str], entities: Sequence[Entity | None], year: int
) -> Mapping[int, str]:
    """Return the roles of columns, told apart by the weights or the most that a component may have."""
    there = [entity for entity in entities if entity is not None]
    if len(there) >= FEWEST and not any("achievement" in entity.roles for entity in there):
        roles = _of_year(view, roles, year)
    most = next((at for at, title in enumerate(view.titles) if role_of(title) in ("weight", "limit")), None)
    parts = [at for at, entity in enumerate(entities) if entity is not None and "contribution" in entity.roles]
    if most is None or len(parts) < FEWEST or "target" in roles.values():
        return roles
    roles = dict(roles)
    values = next((at for at, role in roles.items() if role == "value"), None)
    if values is not None and "contribution" not in roles.values() and form("plain_value").search(view.titles[values]):
        sure = _are_points(view, most, values, parts, [entities[at] for at in parts])
        if sure is None:
            del roles[values]
        elif sure:
            roles[values] = "contribution"
    numeric = {at for row in parts for at, number in enumerate(view.numbers[row]) if number is not None}
    open_ = [at for at in numeric - roles.keys() if not is_elsewhere(view.titles[at], year)]
    if len(open_) == 1 and "contribution" in roles.values() and not {"value", "achievement"} & set(roles.values()):
        roles[open_[0]] = "value"  # *Akurasi (%)* between weights and what each contributes
    shares = [at for at, role in roles.items() if role == "achievement"]
    if len(shares) == 1 and "value" not in roles.values():
        roles[shares[0]] = "value"  # components have results and no achievements
    return roles


def parts_among(entities: Sequence[Entity | None]) -> list[Entity | None]:
    """Return *entities* without the one that all others are components of: beside weights it is their whole."""
    paths = {entity.path for entity in entities if entity is not None}
    wholes = {path for path in paths if all(other == path or other.startswith(f"{path}.") for other in paths)}
    return [None if entity is not None and len(paths) > 1 and entity.path in wholes else entity for entity in entities]


def whole_of(
    view: TableLines, roles: Mapping[int, str], entities: Sequence[Entity | None], vocabulary: Vocabulary
) -> Iterator[tuple[NumberInText, str]]:
    """Yield the result of the node that all lines are the components of, from the line under them."""
    parents = {entity.path.rpartition(".")[0] for entity in entities if entity is not None}
    parent = vocabulary.nodes.get(next(iter(parents))) if len(parents) == 1 else None
    there = {entity.path for entity in entities if entity is not None}
    columns = [at for role in ("contribution", "value") for at, of_column in roles.items() if of_column == role]
    last = _total(view, next((at for at, role in roles.items() if role == "weight"), None), entities)
    if parent is None or last is None or not columns or {part.path for part in parent.components} != there:
        return
    printed = [(at, number) for at in columns if (number := view.numbers[last][at]) is not None]
    if printed and (roles[printed[0][0]] == "contribution" or len(printed) == 1):
        yield printed[0][1], vocabulary.by_path[parent.path].roles["value"]


def _total(view: TableLines, most: int | None, entities: Sequence[Entity | None]) -> int | None:
    """Return the only line under the components that is their whole: by its name, or by weights of 100."""
    last = max((at for at, entity in enumerate(entities) if entity is not None), default=-1)
    under = range(last + 1, len(view.numbers))
    named = [at for at in under if view.row_kind(at) == "total"]
    weighed = [at for at in under if most is not None and _value(view.numbers[at][most]) == HUNDRED]
    return next(iter(named or weighed), None)


def _are_points(
    view: TableLines, most: int, column: int, parts: Sequence[int], entities: Sequence[Entity | None]
) -> bool | None:
    """Return whether a column has points, None where nothing tells."""
    pairs = [
        (weight.value, number.value)
        for at in parts
        if (weight := view.numbers[at][most]) is not None and (number := view.numbers[at][column]) is not None
    ]
    within = sum(0 < number <= weight for weight, number in pairs)
    above = sum(number > weight for weight, number in pairs)
    if len(pairs) < FEWEST or within <= above:
        return False if pairs else None
    last = _total(view, most, [entity if at in parts else None for at, entity in zip(parts, entities, strict=True)])
    if last is None:
        last = next((at for at in range(parts[-1] + 1, len(view.numbers)) if view.row_kind(at) == "total"), None)
    whole = None if last is None else _value(view.numbers[last][column])
    if whole is None:
        return (
            True
            if within == len(pairs) and all(entity is not None and entity.unit == PERCENT for entity in entities)
            else None
        )
    together = sum((number for _, number in pairs), Fraction(0))
    return abs(whole - together) < abs(whole - together / len(pairs))


def _of_year(view: TableLines, roles: Mapping[int, str], year: int) -> Mapping[int, str]:
    """Take the only column that just names the year, of components: nothing but results is printed of them by year."""
    columns = [at for at, title in enumerate(view.titles) if _names(title, year)]
    is_open = len(columns) == 1 and columns[0] not in roles and "value" not in roles.values()
    return {**roles, columns[0]: "value"} if is_open else roles


def _names(title: str, year: int) -> bool:
    """Return whether a title only names *year*."""
    match = form("year_of_row").fullmatch(title.strip())
    return match is not None and int(match["year"]) == year


def _value(number: NumberInText | None) -> Fraction | None:
    return None if number is None else number.value
