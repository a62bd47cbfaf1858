"""A data file or a Python mapping → facts, with everything that is wrong with it."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Diagnostic, KnownNames, nearest
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.evaluate.data_rows import FileRows, RowTables
from lkjdsl.evaluate.given import given_values
from lkjdsl.evaluate.input_plan import REPORT, InputPlan
from lkjdsl.evaluate.input_values import ABSENT, ZERO, InputReader
from lkjdsl.evaluate.report_details import report_details
from lkjdsl.model.periods import YearSpan
from lkjdsl.source import Path, Source

if TYPE_CHECKING:
    from lkjdsl.evaluate.office_workbook import OfficeWorkbook
    from lkjdsl.model.values import Value

_NOTHING: dict[str, Any] = {}
NO_FILES: Mapping[str, FileRows] = {}
NOTHING_STATED: Mapping[str, str] = {}


@frozen(eq=False, slots=False)
class Data:
    """
    What an office says: the facts for the walk, and what the reader of a report wants to know of them.

    ``given_from`` is where a given value comes from, by path; ``source`` is None for a Python mapping. ``flaws`` are
    the problems of everything but ``rows``, which are read when somebody asks for them. ``workbook`` is what they were
    read from, where that is one. ``period`` is the one that the data are of, ``cumulative`` whether they are from the
    start of the year on, ``span`` the part of the year that is to be evaluated with them, ``parts`` the data of periods
    that were put together to these.
    """

    facts: Facts
    year: int
    office: str = ""
    given_from: Mapping[str, str] = NOTHING_STATED
    source: Source | None = None
    flaws: tuple[Diagnostic, ...] = ()
    report: Mapping[str, str] = NOTHING_STATED
    """What a report needs of people: :data:`~lkjdsl.evaluate.report_details.KEYS`, those that are stated."""
    rows: RowTables | None = field(default=None, repr=False)
    workbook: "OfficeWorkbook | None" = field(default=None, repr=False)
    period: str | None = None
    cumulative: bool = False
    span: YearSpan | None = None
    parts: "tuple[Data, ...]" = field(default=(), repr=False)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong with the data."""
        return self.flaws if self.rows is None else (*self.flaws, *self.rows.problems)

    def source_of(self, table: str) -> Source | None:
        """Return the source of a table of rows, which may stand in a file of its own."""
        file = None if self.rows is None else self.rows.files.get(table)
        return self.source if file is None else file.source


def read(
    plan: InputPlan, tables: Mapping[str, Any], source: Source | None = None, files: Mapping[str, FileRows] = NO_FILES
) -> Data:
    """
    Return the data that *tables* gives: the tables of a data file, or a mapping, nested or with dotted keys.

    *files* are rows that these say are in files of their own, by the names of their tables.
    """
    return _read_plainly(plan, tables) or _read(plan, tables, source, files)


def _read_plainly(plan: InputPlan, tables: Mapping[str, Any]) -> Data | None:
    """Return the data where every input is told by its path, as a plain whole number, and nothing else is."""
    inputs: list[Value | None] = []
    for path, _, whole in plan.inputs:
        raw = tables.get(path)
        if raw.__class__ is not int or raw not in whole:
            return None
        inputs.append((raw, 1))
    plain = len(inputs) == len(tables) and not plan.columns
    return Data(Facts(inputs, short=True), plan.definition.year) if plain else None


def _read(plan: InputPlan, tables: Mapping[str, Any], source: Source | None, files: Mapping[str, FileRows]) -> Data:
    cells = InputReader(source, short=plan.short)
    raws = _in_groups(plan, tables)
    if raws is None:
        tables = _flattened(plan, cells, tables)
        raws = [tables.get(path, ABSENT) for path, _, _ in plan.inputs]
    inputs: list[Value | None] = [
        (raw, 1)
        if raw.__class__ is int and raw in whole
        else input_.default
        if raw is ABSENT
        else ZERO
        if raw.__class__ is str and raw == kinds.NIL_WORD and 0 in whole and input_.kind in kinds.NIL_KINDS
        else cells.value(input_, raw, _at(path), path)
        for (path, input_, whole), raw in zip(plan.inputs, raws, strict=True)
    ]
    given, sources = given_values(cells, plan, tables["given"]) if "given" in tables else ({}, {})
    year = tables.get("year", plan.definition.year)
    if not isinstance(year, int) or isinstance(year, bool):
        cells.report("year-not-whole", ("year",), found=kinds.shown(year))
        year = plan.definition.year
    office = cells.words(tables.get("office", ""), ("office",), "office")
    rows = RowTables.of(plan, source, tables, files)
    facts = Facts(inputs, rows, given, short=cells.short)
    details = report_details(cells, tables[REPORT]) if REPORT in plan.whole and REPORT in tables else {}
    period, cumulative = _period(plan, cells, tables) if plan.definition.periods else (None, False)
    flaws = tuple(cells.problems)
    return Data(facts, year, office, sources, source, flaws, details, rows, period=period, cumulative=cumulative)


def _period(plan: InputPlan, cells: InputReader, tables: Mapping[str, Any]) -> tuple[str | None, bool]:
    """Return the period that the data are of, and whether they are from the start of the year on."""
    period, cumulative = tables.get("period"), tables.get("cumulative", False)
    if period is not None and period not in plan.definition.periods:
        known = plan.definition.periods
        near = nearest(str(period), known)
        cells.report("unknown-period", ("period",), near=near, name=kinds.shown(period), known=", ".join(known))
        period = None
    if not isinstance(cumulative, bool):
        from lkjdsl.shape import FLAG

        expected, found = FLAG.expected, kinds.shown(cumulative)
        cells.report("wrong-type", ("cumulative",), key="cumulative", expected=expected, found=found)
        cumulative = False
    return period, cumulative


def _at(path: str) -> Path:
    """Return the place of an input in a data file."""
    return tuple(path.split(".", 1))


def _in_groups(plan: InputPlan, tables: Mapping[str, Any]) -> list[Any] | None:
    """Return what is tables of each input where that is in groups, as in a data file, and nothing is unknown."""
    raws: list[Any] = []
    number = 0
    for group, names in plan.groups.items():
        inside = tables.get(group, _NOTHING)
        if inside.__class__ is not dict:
            return None
        raws += [inside.get(name, ABSENT) for name in names]
        number += len(inside)
    known = len(raws) - raws.count(ABSENT) == number and tables.keys() <= plan.tables
    return raws if known else None


def _flattened(plan: InputPlan, cells: InputReader, tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by dotted path, whether they were told in groups or with dotted keys."""
    flat: dict[str, Any] = {}
    number = 0
    for key, value in tables.items():
        if (value.__class__ is dict or isinstance(value, Mapping)) and key not in plan.whole:
            number += len(value)
            flat.update({f"{key}.{name}": inner for name, inner in value.items()})
        else:
            number += 1
            flat[key if key.__class__ is str else kinds.shown(key)] = value
    if number != len(flat):
        for key, value in tables.items():
            if isinstance(value, Mapping):
                for path in {f"{key}.{name}" for name in value} & tables.keys():
                    cells.report("told-twice", _at(path), name=path)
    unknown = flat.keys() - plan.known
    known = KnownNames.of(sorted(plan.known) if unknown else ())
    for path in unknown:
        cells.report("unknown-input", _at(path), part="key", name=path, near=known.nearest(path))
    return flat
