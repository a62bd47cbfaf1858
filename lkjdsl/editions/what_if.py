"""What would be otherwise: the results with other inputs or other attributes, beside those as they are."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.editions.command_settings import Settings, overlay, with_settings
from lkjdsl.editions.comparison import moves
from lkjdsl.editions.edits import checked
from lkjdsl.evaluate.checked_edition import CheckedEdition, DataSource
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import path_in
from lkjdsl.source import Path, Source
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
    written: ExtendedTables, edition: CheckedEdition, data: Sequence[DataSource], settings: Settings
) -> WhatIf | tuple[Diagnostic, ...]:
    """
    Return what would be otherwise with *settings*, or why the edition would be none with them.

    LkjdslError: the data cannot be read.
    """
    language = edition.definition.language
    files: list[tuple[Source | None, Mapping[str, Any]]] = [
        (None, one) if isinstance(one, Mapping) else read_toml_file(os.fspath(one), language) for one in data
    ]
    now = [edition.read(tables, source) for source, tables in files]
    before = edition.year(now)
    flaws = tuple(_of_no_period(settings, [data.period for data in now]))
    if flaws:
        return flaws
    other: CheckedEdition | None = edition
    if settings.edits:
        other, problems = checked(overlay(written, settings.edits))
        if other is None:
            return problems
    assert other is not None
    then = [
        other.read(with_settings(tables, settings.of(data.period)), source)
        for (source, tables), data in zip(files, now, strict=True)
    ]
    after = other.year(then)
    return WhatIf(settings, before, after, [*moves(before, after), *_moves_of_parts(before, after)])


def _of_no_period(settings: Settings, periods: Sequence[str | None]) -> Iterator[Diagnostic]:
    """Yield what is wrong with values that name no period of several, or one of which there are no data."""
    for (path, _), period in zip(settings.data, settings.periods, strict=True):
        name = setting_name(path)
        if period is None and len(periods) > 1:
            yield problem("set-without-period", name=name, example=f"{name}@{periods[-1]}")
        elif period is not None and period not in periods:
            yield problem("period-without-data", period=period, known=", ".join(filter(None, periods)))


def _moves_of_parts(before: Outcome, after: Outcome) -> Iterator[str]:
    """Yield the paths of results that are not the same in other parts of the year than the whole of it to date."""
    for span, old in [*before.spans.items()][:-1]:
        if span in after.spans:
            new = after.spans[span]
            yield from (path_in((old if path in old else new).output(path).kind, span) for path in moves(old, new))


def setting_name(path: Path) -> str:
    """Return the name of what is set in the data at *path*."""
    group, *keys = path
    if group == "given":
        return str(keys[0])
    return ".".join([str(group), *(str(key + 1) if isinstance(key, int) else key for key in keys)])
