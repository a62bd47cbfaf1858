"""TableLines of objectives, and of means under them or under all indicators → paths."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.numbered_objectives import numbered_objective
from lkjdsl.proofreading.names.topics import titles
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.table_lines import TableLines
from lkjdsl.proofreading.tables.table_matches import PathMatch

LONG = 2
"""Words that name no objective but a rating."""


def objective_matches(
    vocabulary: Vocabulary, view: TableLines, entities: Sequence[Entity | None], achieved: int | None
) -> Iterator[PathMatch]:
    """Yield the means in the column of achievements: in lines of objectives, and in a last line that is of all."""
    if achieved is None:
        return
    there = {entity.path for entity in entities if entity is not None}
    for row in range(len(view.numbers)):
        number, is_mean = view.numbers[row][achieved], _is_mean(view, row)
        objective = _named(vocabulary, view.labels[row]) if is_mean else None
        if entities[row] is None and not is_mean and _stands_alone(view, row, achieved):
            objective = vocabulary.best([name for name in view.own_names[row] if _is_long(name)], ("objective",))
        if objective is not None:
            there.add(objective.path)
            if number is not None and "achievement" in objective.roles:
                yield number, objective.roles["achievement"]
    rows = [at for at in range(len(view.numbers)) if _is_mean(view, at)]
    rows = [at for at in rows if _named(vocabulary, view.labels[at]) is None]
    number = view.numbers[rows[0]][achieved] if len(rows) == 1 else None
    if number is not None and _has_all(vocabulary, there) and vocabulary.quantities.find("achievement") is not None:
        yield number, "achievement"


def _is_mean(view: TableLines, row: int) -> bool:
    """Return whether a line has means, beside totals perhaps: *Jumlah indikator dan rata-rata capaian*."""
    both = form("total_and_mean")
    return view.row_kind(row) == "average" or any(both.fullmatch(name.strip()) for name in view.own_names[row][:1])


def _has_all(vocabulary: Vocabulary, there: set[str]) -> bool:
    """Return whether a table has all that the mean of the whole edition is of."""
    definition = vocabulary.definition
    match definition.average:
        case "objectives":
            return set(definition.objectives) <= there or set(definition.indicators) <= there
        case "indicators":
            return set(definition.indicators) <= there
        case None:
            return False
        case _:
            assert_never(definition.average)


def _stands_alone(view: TableLines, row: int, achieved: int) -> bool:
    """Return whether a line has one name and one figure, beside counts perhaps where the column has means."""
    others = [number for at, number in enumerate(view.numbers[row]) if number is not None and at != achieved]
    is_mean = any(form("average_row").search(text) for text in (view.titles[achieved], view.caption))
    return len([name for name in view.own_names[row] if _is_long(name)]) == 1 and (
        not others or (is_mean and not any(number.decimals for number in others))
    )


def _is_long(name: str) -> bool:
    return len(name.split()) > LONG


def _named(vocabulary: Vocabulary, label: str) -> Entity | None:
    """Return the objective that a line of means names, by its name or by its number."""
    entity = vocabulary.best([text for name in label.split(" | ") for text in titles(name)], ("objective",))
    if entity is not None:
        return entity
    match = form("numbered").search(label)
    return None if match is None else numbered_objective(vocabulary, match["number"])
