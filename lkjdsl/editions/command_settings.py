"""What somebody sets on a command line: ``paspor.terbit=7000``, ``IKK2.K1.zero_over_zero=exclude``."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.editions.differences import is_entity
from lkjdsl.editions.edits import ABSENT, Edit, value_at
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.model.periods import without_span
from lkjdsl.source import Path, Place, Source
from lkjdsl.syntax import vocabulary
from lkjdsl.syntax.extending import ExtendedTables
from lkjdsl.syntax.naming import names, path_of

ARGUMENT = "--set"
"""The name under which what was typed is shown in messages."""

SHAPES = {
    "indicator": vocabulary.INDICATOR,
    "rules": vocabulary.RULES,
    "input": vocabulary.INPUT,
    "rows": vocabulary.INPUT,
    "scale": vocabulary.SCALE,
    "objective": vocabulary.OBJECTIVE,
    "table": vocabulary.TABLE,
}

_WHOLE = re.compile(r"-?\d[\d_]*\Z", re.ASCII)
_DECIMAL = re.compile(r"-?\d+\.\d+\Z", re.ASCII)
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+\Z", re.ASCII)
_FLAGS = {"true": True, "false": False, "ya": True, "tidak": False}
THOUSANDS = 3


@frozen(eq=False)
class Settings:
    """
    What is set: edits of the edition, and values in the tables of the data by their paths there.

    ``periods`` are those that the values are of, in their order; None where none is named.
    """

    edits: tuple[Edit, ...] = ()
    data: tuple[tuple[Path, Any], ...] = ()
    periods: tuple[str | None, ...] = ()

    def of(self, period: str | None) -> "Settings":
        """Return what is set in the data of a period; what names none is set in any data that there are."""
        pairs = zip(self.data, self.periods, strict=True)
        kept = [(one, named) for one, named in pairs if named in (None, period)]
        return Settings(self.edits, tuple(one for one, _ in kept), tuple(named for _, named in kept))


def typed(text: str) -> Any:
    """
    Return the value that *text* types: a whole number, a decimal with point or comma, or the text as it is.

    What can be read in two ways, ``7,630``, stays a text; the reader of its kind says so.

    >>> typed("7_630"), typed("95,20"), typed("99%"), typed("7,630")
    (7630, Decimal('95.20'), '99%', '7,630')
    """
    text = text.strip()
    if _WHOLE.match(text):
        return int(text.replace("_", ""))
    if _DECIMAL.match(text):
        return Decimal(text)
    if _DECIMAL_COMMA.match(text) and len(text.rpartition(",")[2]) != THOUSANDS:
        return Decimal(text.replace(",", "."))
    return text


def settings_of(
    written: ExtendedTables, edition: CheckedEdition, texts: Sequence[str]
) -> Settings | tuple[Diagnostic, ...]:
    """Return what *texts* set in an edition and its data, or everything that is wrong with them."""
    edits: list[Edit] = []
    data: list[tuple[Path, Any]] = []
    periods: list[str | None] = []
    flaws: list[Diagnostic] = []
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        place = Place(Source(ARGUMENT, text), span=(0, len(name)))
        if not equals or not name:
            flaws.append(problem("set-without-value", Place(Source(ARGUMENT, text), span=(0, len(text))), text=text))
        elif (at := _data_path(edition, (named := _named(edition, name))[0])) is not None:
            name, period = named
            start = len(text) - len(text.partition("=")[2].lstrip())
            settings = _of_kind(edition, at, name, value, Place(Source(ARGUMENT, text), span=(start, len(text))))
            if isinstance(settings, Diagnostic):
                flaws.append(settings)
            else:
                data.append((at, settings))
                periods.append(period)
        elif (path := _edition_path(written.tables, name)) is not None:
            new = ABSENT if value == "" else typed(value)
            edits.append(Edit(path, value_at(written.tables, path), new))
        else:
            near = nearest(name, _known(written, edition, name))
            flaws.append(problem("set-unknown", place, name=name, near=near))
    return tuple(flaws) or Settings(tuple(edits), tuple(data), tuple(periods))


def _named(edition: CheckedEdition, name: str) -> tuple[str, str | None]:
    """Return what is named without its period, ``paspor.terbit@TW2``, and the period."""
    plain, span = without_span(name)
    if span is None or span.to_date or span.period not in edition.definition.periods or f"{plain}{span.suffix}" != name:
        return name, None
    return plain, span.period


def _data_path(edition: CheckedEdition, name: str) -> Path | None:
    """Return the path in a data file of an input, a cell of a rows table, or a node whose value is given."""
    if name in edition.inputs:
        return tuple(name.split("."))
    parts = name.split(".")
    if parts[0] in edition.definition.rows and len(parts) == 3 and parts[1].isdigit():  # noqa: PLR2004 - rows.number.column
        return (parts[0], int(parts[1]) - 1, parts[2])
    if any(node.path == name for node in edition.definition.nodes()):
        return ("given", name)
    return None


def _edition_path(tables: Mapping[str, Any], name: str) -> Path | None:
    """Return the path of an attribute, which need not be there yet, or of a constant or constraint that is."""
    for depth in (1, 2):  # `IKK1.cap`, `IKK1.target.2026`
        owner, *keys = name.rsplit(".", depth)
        path = (owner,) if owner == "rules" else path_of(tables, owner)
        if path is not None and keys and keys[0] in SHAPES.get(str(path[0]), ()):
            return (*path, *keys)
    path = path_of(tables, name)
    return path if path is not None and path[0] in ("constant", "constraint") and len(path) > 1 else None


def _of_kind(edition: CheckedEdition, at: Path, name: str, value: str, place: Place) -> Any:
    """Return the value for the data, or what is wrong with it for an input of its kind."""
    raw = typed(value)
    if at[0] == "given":
        return raw
    rows = edition.definition.rows.get(str(at[0]))
    declared = edition.inputs[name] if rows is None else rows.columns.get(str(at[-1]))
    if declared is None:
        return problem("set-unknown", place, name=name, near=nearest(str(at[-1]), () if rows is None else rows.columns))
    if declared.kind == "flag":
        raw = _FLAGS.get(value.casefold(), raw)
    if declared.kind == "text":
        return value
    read = kinds.read(declared.kind, raw)
    if isinstance(read, kinds.Misfit):
        return problem(read.code, place, helps=read.helps, also=read.values, name=name, kind=declared.kind)
    return raw


def _known(written: ExtendedTables, edition: CheckedEdition, name: str) -> list[str]:
    """Return what could be meant: attributes of the node that is named, else any input or name of the edition."""
    owner = name.rpartition(".")[0]
    path = (owner,) if owner == "rules" else path_of(written.tables, owner)
    owned = path is not None and (path == ("rules",) or is_entity(path))
    attributes = [f"{owner}.{key}" for key in SHAPES.get(str(path[0]), ())] if path is not None and owned else []
    return attributes or [*edition.inputs, *names(written.tables)]


def with_settings(tables: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """Return the *tables* of a data file with what is set in them."""
    changed = dict(tables)
    for (group, *keys), value in settings.data:
        key = str(group)
        inner = changed.get(key)
        if isinstance(inner, list):
            number, column = keys
            assert isinstance(number, int)
            if number < len(inner):
                inner = [*inner[:number], {**inner[number], str(column): value}, *inner[number + 1 :]]
            changed[key] = inner
        else:
            changed.pop(".".join(map(str, (group, *keys))), None)
            changed[key] = {**(inner or {}), str(keys[0]): value}
    return changed


def overlay(written: ExtendedTables, edits: Sequence[Edit]) -> ExtendedTables:
    """Return *written* with *edits*, as if a file named ``--set`` extended it: messages then show what was set."""
    from attrs import evolve

    from lkjdsl.editions.edits import edited
    from lkjdsl.syntax.toml_writer import toml_text

    said: dict[str, Any] = {}
    for edit in edits:
        if edit.new is not ABSENT:
            said = dict(edited(said, [edit]))
    source = Source(ARGUMENT, toml_text(said), written.source)
    return evolve(written, source=source, tables=edited(written.tables, edits))
