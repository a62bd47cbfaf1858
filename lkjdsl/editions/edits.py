"""A change of an edition: other values at places of its tables, before the check."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from lkjdsl.check.definition import definition_of
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.source import Path
from lkjdsl.syntax.extending import ExtendedTables


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"

    def __reduce__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""Nothing stands at a place."""


@frozen
class Edit:
    """What stood at a place of the tables, and what is to stand there; ``ABSENT`` where that is nothing."""

    path: Path
    old: Any
    new: Any


def value_at(tables: Any, path: Path) -> Any:
    """Return what stands at *path*, or ``ABSENT``."""
    for key in path:
        try:
            tables = tables[key]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return tables


def edited(tables: Mapping[str, Any], edits: Iterable[Edit]) -> Mapping[str, Any]:
    """
    Return *tables* with the new values of *edits* in their places; what nobody changes is shared, not copied.

    >>> edited({"rules": {"digits": 2}}, [Edit(("rules", "digits"), 2, ABSENT), Edit(("rules", "missing"), ABSENT, 0)])
    {'rules': {'missing': 0}}
    """
    for edit in edits:
        tables = _edited(tables, edit.path, edit.new)
    return tables


def _edited(tables: Mapping[str, Any], path: Path, new: Any) -> Mapping[str, Any]:
    key, *rest = path
    assert isinstance(key, str)
    if rest:
        inner = tables.get(key, {})
        new = _edited(inner if isinstance(inner, Mapping) else {}, tuple(rest), new)
    if new is ABSENT:
        return {name: value for name, value in tables.items() if name != key}
    return {**tables, key: new}


def variant(written: ExtendedTables, edits: Iterable[Edit]) -> tuple[CheckedEdition | None, tuple[Diagnostic, ...]]:
    """Return the edition that *written* is with *edits*, or None where that is none, and what is wrong with it."""
    return checked(evolve(written, tables=edited(written.tables, edits)))


def checked(written: ExtendedTables) -> tuple[CheckedEdition | None, tuple[Diagnostic, ...]]:
    """Return the edition that tables make, or None where there is an error, and all its problems."""
    definition, problems = definition_of(written)
    return None if definition is None else CheckedEdition(definition, problems, written.source), problems
