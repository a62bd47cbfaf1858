"""Amounts of a sentence that lists rows of the data → paths: ``belanja pegawai sebesar Rp…, belanja barang …``."""

from collections.abc import Iterator, Sequence

from lkjdsl.proofreading.names.row_entities import RowsEntity, rows_of_data
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.titles import role_of
from lkjdsl.units import RUPIAH


def rows_in_sentence(
    vocabulary: Vocabulary, sentence: str, start: int, numbers: Sequence[NumberInText]
) -> Iterator[tuple[NumberInText, str]]:
    """Yield the amounts behind the names of two rows or more of one table of the data, where it is clear of what."""
    amounts = [number for number in numbers if number.rupiah]
    for rows in vocabulary.definition.rows.values() if len(amounts) > 1 else ():
        named = rows_of_data(vocabulary, rows)
        found = [
            (number, row) for number in amounts if (row := _named(sentence[: number.start - start], named)) is not None
        ]
        columns = {name: input_ for name, input_ in rows.columns.items() if input_.kind == RUPIAH}
        if len(found) < 2 or len({row.path for _, row in found}) < len(found):  # noqa: PLR2004 - one alone lists nothing
            continue
        lead = sentence[: found[0][0].start - start]
        said = role_of(form("rows_of").split(lead)[-1]) or role_of(lead)
        of_role = [name for name, input_ in columns.items() if role_of(input_.label or name) == said]
        names = list(columns) if len(columns) == 1 else of_role
        if len(names) == 1:
            yield from ((number, f"{row.path}.{names[0]}") for number, row in found)


def _named(before: str, rows: Sequence[RowsEntity]) -> RowsEntity | None:
    """Return the row whose name stands just before an amount."""
    found = []
    for row in rows:
        for name in row.names:
            at = before.casefold().rfind(name.casefold())
            if at >= 0 and form("row_amount").fullmatch(before[at + len(name) :]):
                found.append((len(name), row.path, row))
    return max(found, key=lambda one: one[0])[2] if found else None
