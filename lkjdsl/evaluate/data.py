"""A data file or a Python mapping → facts, with everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import Factory, frozen

from lkjdsl import kinds, limits
from lkjdsl.diagnostic import NOTHING, Both, Diagnostic, Label, Word, nearest, problem
from lkjdsl.domains.exact import Columns, Facts, is_short
from lkjdsl.evaluate.plan import Plan
from lkjdsl.kinds import Misfit
from lkjdsl.model.definition import Input, Rows
from lkjdsl.model.values import Value, state
from lkjdsl.rational import compare
from lkjdsl.source import Path, Place, Source
from lkjdsl.units import PERCENT, of_node

ZERO = (0, 1)
_ABSENT: Any = object()


@frozen(eq=False)
class Data:
    """
    What an office says: the facts for the walk, and what the reader of a report wants to know of them.

    ``given_from`` is where a given value comes from, by path; ``source`` is None for a Python mapping.
    """

    facts: Facts
    year: int
    office: str = ""
    given_from: Mapping[str, str] = Factory(dict)
    source: Source | None = None
    problems: tuple[Diagnostic, ...] = ()


def _at(path: str) -> Path:
    """Return the place of an input in a data file."""
    return tuple(path.split(".", 1))


def read(plan: Plan, told: Mapping[str, Any], source: Source | None = None) -> Data:
    """
    Return the data that *told* gives: the tables of a data file, or a mapping, nested or with dotted keys.

    A value that is not of its kind is unavailable, whatever the rule for missing ones: a slip is no absence.
    """
    inputs: list[Value | None] = []
    for path, _, whole in plan.inputs:
        raw = told.get(path, _ABSENT)
        if raw.__class__ is int and raw in whole:
            inputs.append((raw, 1))
        else:
            break
    else:
        if len(inputs) == len(told) and not plan.definition.rows:
            return Data(Facts(inputs, short=True), plan.definition.year)
    return _Reading(plan, source).read(told)


def _declared(one: Input, key: str) -> tuple[Label, ...]:
    """Return a label at the *key* of an input's declaration, where that is known."""
    if one.place is None or one.place.path is None:
        return ()
    return (Label(Place(one.place.source, (*one.place.path, key)), "declared"),)


class _Reading:
    """One reading of a data file."""

    def __init__(self, plan: Plan, source: Source | None) -> None:
        self.plan = plan
        self.source = source
        self.problems: list[Diagnostic] = []
        self.short = plan.short

    def read(self, told: Mapping[str, Any]) -> Data:
        definition = self.plan.definition
        flat = self._flattened(told)
        inputs: list[Value | None] = []
        for path, one, whole in self.plan.inputs:
            raw = flat.get(path, _ABSENT)
            if raw.__class__ is int and raw in whole:
                inputs.append((raw, 1))
            elif raw == kinds.NIL_WORD and 0 in whole and one.kind in kinds.NIL_KINDS:
                inputs.append(ZERO)
            else:
                inputs.append(one.default if raw is _ABSENT else self._value(one, raw, _at(path), path))
        for path in flat.keys() - self.plan.known:
            self._unknown(path)
        rows = {name: self._rows(table, flat.get(name, ()), (name,)) for name, table in definition.rows.items()}
        given, sources = self._given(flat["given"], ("given",)) if "given" in flat else ({}, {})
        year = flat.get("year", definition.year)
        if not isinstance(year, int) or isinstance(year, bool):
            self._report("year-not-whole", ("year",), found=kinds.shown(year))
            year = definition.year
        facts = Facts(inputs, rows, given, short=self.short)
        office = str(flat.get("office", ""))
        return Data(facts, year, office, sources, self.source, tuple(self.problems))

    def _flattened(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values by dotted path, whether they were told in groups or with dotted keys."""
        flat: dict[str, Any] = {}
        number = 0
        for key, value in told.items():
            if (value.__class__ is dict or isinstance(value, Mapping)) and key not in self.plan.whole:
                number += len(value)
                flat.update({f"{key}.{name}": inner for name, inner in value.items()})
            else:
                number += 1
                flat[str(key)] = value
        if number != len(flat):
            for key, value in told.items():
                if isinstance(value, Mapping):
                    for path in {f"{key}.{name}" for name in value} & told.keys():
                        self._report("told-twice", _at(path), name=path)
        return flat

    def _value(self, one: Input, raw: Any, at: Path, name: str) -> Value | None:
        """Return what *raw* says of an input; a missing one has its default, one that does not apply is excluded."""
        value = kinds.read(one.kind, raw)
        if isinstance(value, tuple) and not is_short(value):
            self.short = False
        if isinstance(value, Misfit):
            self._report(
                value.code, at, *_declared(one, "kind"), helps=value.helps, also=value.values, name=name, kind=one.kind
            )
            return state("unavailable", "unusable-input", name, name)
        if value == "missing":
            return one.default
        if value == "not-applicable":
            return state("excluded", "not-applicable-input", name)
        if isinstance(value, tuple):
            for code, key, side in (("below-minimum", "min", -1), ("above-maximum", "max", 1)):
                bound = one.minimum if key == "min" else one.maximum
                if bound is not None and compare(value, bound) == side:
                    amount = _Amount(bound, one.kind)
                    self._report(code, at, *_declared(one, key), name=name, bound=amount, found=kinds.shown(raw))
        return value

    def _unknown(self, path: str) -> None:
        near = nearest(path, sorted(self.plan.known))
        self._report("unknown-input", _at(path), part="key", name=path, near=near)

    def _rows(self, table: Rows, raw: Any, at: Path) -> Columns:
        nothing: list[list[Value | None]] = [[] for _ in table.columns]
        if not isinstance(raw, list | tuple) or not all(
            row.__class__ is dict or isinstance(row, Mapping) for row in raw
        ):
            self._report("rows-expected", at, name=table.name)
            return Columns(0, nothing)
        if len(raw) > limits.ROWS:
            self._report("too-many-rows", at, name=table.name, limit=limits.ROWS)
            return Columns(0, nothing)
        columns = []
        told = 0
        for name, one, whole in self.plan.columns[table.name]:
            raws = [row.get(name, _ABSENT) for row in raw]
            told += len(raws) - raws.count(_ABSENT)
            columns.append(self._column(raws, one, whole, (*at, name)))
        if told != sum(map(len, raw)):
            self._unknown_columns(table, raw, at)
        return Columns(len(raw), columns)

    def _column(self, raws: Sequence[Any], one: Input, whole: range, at: Path) -> list[Value | None]:
        table, name = at
        if one.kind == "text":
            return [
                raw
                if raw.__class__ is str and raw[:1] not in kinds.WORD_STARTS
                else self._cell(one, raw, table, row, name)
                for row, raw in enumerate(raws)
            ]
        if set(map(type, raws)) == {int} and min(raws) in whole and max(raws) in whole:
            return [(raw, 1) for raw in raws]
        return [
            (raw, 1) if raw.__class__ is int and raw in whole else self._cell(one, raw, table, row, name)
            for row, raw in enumerate(raws)
        ]

    def _cell(self, one: Input, raw: Any, table: Any, row: int, name: Any) -> Value | None:
        return one.default if raw is _ABSENT else self._value(one, raw, (table, row, name), f"{table}.{row + 1}.{name}")

    def _unknown_columns(self, table: Rows, rows: Sequence[Mapping[str, Any]], at: Path) -> None:
        for index, row in enumerate(rows):
            for name in sorted(map(str, row.keys() - table.columns.keys())):
                near = nearest(name, table.columns)
                self._report(
                    "unknown-input", (*at, index, name), part="key",
                    name=f"{table.name}.{index + 1}.{name}", near=near,
                )  # fmt: skip

    def _given(self, told: Any, at: Path) -> tuple[dict[str, Value], dict[str, str]]:
        values: dict[str, Value] = {}
        sources: dict[str, str] = {}
        if not isinstance(told, Mapping):
            self._report(
                "wrong-type",
                at,
                key="given",
                expected=Both("a table headed [given]", "tabel berjudul [given]"),
                found=kinds.shown(told),
            )
            return values, sources
        for path, raw, where in _given_entries(told, at, self.plan.nodes):
            if path not in self.plan.nodes:
                near = nearest(path, self.plan.nodes)
                self._report("given-unknown", where, part="key", name=path, near=near)
                continue
            value_at, value = where, raw
            if isinstance(raw, Mapping):
                for key in raw.keys() - {"value", "from"}:
                    known = ("value", "from")
                    near = nearest(str(key), known)
                    notes = () if near else ("known",)
                    self._report(
                        "unknown-key", (*where, key), part="key",
                        notes=notes, near=near, key=str(key), inside=path, known=", ".join(known),
                    )  # fmt: skip
                if "value" not in raw:
                    self._report("missing-key", where, part="key", key="value", inside=path)
                    continue
                value_at, value = (*where, "value"), raw["value"]
                sources[path] = str(raw.get("from", ""))
            unit = of_node(self.plan.nodes[path])
            kind = unit if unit in ("percent", "count", "rupiah", "index") else "number"
            read_value = self._value(Input(path, kind), value, value_at, path)
            if read_value is not None:
                values[path] = read_value
        return values, sources

    def _report(
        self,
        code: str,
        at: Path,
        *labels: Label,
        part: str = "value",
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        near: str | None = None,
        also: Mapping[str, Word] = NOTHING,
        **values: Word,
    ) -> None:
        place = None if self.source is None else Place(self.source, at, part)  # type: ignore[arg-type] # part is one of the two words
        self.problems.append(
            problem(code, place, *labels, notes=notes, helps=helps, near=near, also={**also, **values})
        )


def _given_entries(told: Mapping[str, Any], at: Path, nodes: Mapping[str, str]) -> Iterable[tuple[str, Any, Path]]:
    """Yield path, value and place of each given value; a component is told as ``IKK1.K1`` or in a table of IKK1."""
    waiting = [(str(key), value, (*at, str(key))) for key, value in reversed(list(told.items()))]
    while waiting:
        path, value, where = waiting.pop()
        inner = isinstance(value, Mapping) and "value" not in value and any(f"{path}.{key}" in nodes for key in value)
        if inner:
            waiting.extend((f"{path}.{key}", one, (*where, str(key))) for key, one in reversed(list(value.items())))
        else:
            yield path, value, where


@frozen(eq=False)
class _Amount:
    """A bound, as it is printed for an input of a kind."""

    number: tuple[int, int]
    kind: str

    def text(self, language: Any) -> str:
        from lkjdsl.numerals import shortest

        return shortest(self.number, PERCENT if self.kind == PERCENT else "number", language)
