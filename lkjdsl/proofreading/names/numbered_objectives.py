"""Objectives that a report names by their place among those of the edition: *Sasaran 2*, *sasaran kedua*, *SS II*."""

from collections.abc import Iterator

from lkjdsl.documents.headings import ROMAN
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.spelled import whole_number


def numbered_objective(vocabulary: Vocabulary, text: str) -> Entity | None:
    """Return the objective whose place *text* says, in digits, Roman letters or words; None where there is none."""
    plain = text.strip().casefold()
    place = ROMAN.index(plain.upper()) + 1 if plain.upper() in ROMAN else int(whole_number(plain) or 0)
    objectives = list(vocabulary.definition.objectives.values())
    return vocabulary.by_path[objectives[place - 1].path] if 0 < place <= len(objectives) else None


def objectives_in(vocabulary: Vocabulary, text: str, start: int, end: int) -> Iterator[NamedSpan]:
    """Yield the objectives that a part of a *text* names by their places."""
    for hit in form("objective_said").finditer(text, start, end):
        entity = numbered_objective(vocabulary, hit["number"])
        if entity is not None:
            yield NamedSpan(entity, *hit.span())
