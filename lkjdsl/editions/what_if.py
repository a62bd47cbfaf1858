"""What would be otherwise: the results with other inputs or other attributes, beside those as they are."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.editions.command_settings import Settings, overlay, with_settings
from lkjdsl.editions.comparison import moves
from lkjdsl.editions.edits import checked
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.syntax.extending import ExtendedTables
from lkjdsl.syntax.toml_files import read_toml_file


@frozen(eq=False)
class WhatIf:
    """The results as they are and as they would be, with the paths of those that move."""

    settings: Settings
    before: Outcome
    after: Outcome
    moved: Sequence[str]


def what_if(
    written: ExtendedTables, edition: CheckedEdition, data: str, settings: Settings
) -> WhatIf | tuple[Diagnostic, ...]:
    """
    Return what would be otherwise with *settings*, or why the edition would be none with them.

    LkjdslError: the data cannot be read.
    """
    source, tables = read_toml_file(data, edition.definition.language)
    before = edition.outcome(edition.read(tables, source))
    other: CheckedEdition | None = edition
    if settings.edits:
        other, problems = checked(overlay(written, settings.edits))
        if other is None:
            return problems
    assert other is not None
    after = other.outcome(other.read(with_settings(tables, settings), source))
    return WhatIf(settings, before, after, list(moves(before, after)))
