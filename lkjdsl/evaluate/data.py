"""A data file or a Python mapping → facts, with everything that is wrong with it."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import Factory, field, frozen

from lkjdsl import kinds
from lkjdsl.diagnostic import Diagnostic, nearest
from lkjdsl.domains.exact.domain import Facts
from lkjdsl.evaluate.data_rows import RowsTold
from lkjdsl.evaluate.given import given_values
from lkjdsl.evaluate.input_plan import Plan
from lkjdsl.evaluate.input_values import ABSENT, ZERO, Cells
from lkjdsl.source import Path, Source

if TYPE_CHECKING:
    from lkjdsl.model.values import Value

_NOTHING: dict[str, Any] = {}


@frozen(eq=False, slots=False)
class Data:
    """
    What an office says: the facts for the walk, and what the reader of a report wants to know of them.

    ``given_from`` is where a given value comes from, by path; ``source`` is None for a Python mapping. ``flaws`` are
    the problems of everything but ``rows``, which are read when somebody asks for them.
    """

    facts: Facts
    year: int
    office: str = ""
    given_from: Mapping[str, str] = Factory(dict)
    source: Source | None = None
    flaws: tuple[Diagnostic, ...] = ()
    rows: RowsTold | None = field(default=None, repr=False)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong with the data."""
        return self.flaws if self.rows is None else (*self.flaws, *self.rows.problems)


def read(plan: Plan, told: Mapping[str, Any], source: Source | None = None) -> Data:
    """Return the data that *told* gives: the tables of a data file, or a mapping, nested or with dotted keys."""
    return _read_plainly(plan, told) or _read(plan, told, source)


def _read_plainly(plan: Plan, told: Mapping[str, Any]) -> Data | None:
    """Return the data where every input is told by its path, as a plain whole number, and nothing else is."""
    inputs: list[Value | None] = []
    for path, _, whole in plan.inputs:
        raw = told.get(path)
        if raw.__class__ is not int or raw not in whole:
            return None
        inputs.append((raw, 1))
    plain = len(inputs) == len(told) and not plan.columns
    return Data(Facts(inputs, short=True), plan.definition.year) if plain else None


def _read(plan: Plan, told: Mapping[str, Any], source: Source | None) -> Data:
    cells = Cells(source, short=plan.short)
    raws = _in_groups(plan, told)
    if raws is None:
        told = _flattened(plan, cells, told)
        raws = [told.get(path, ABSENT) for path, _, _ in plan.inputs]
    inputs: list[Value | None] = []
    for (path, one, whole), raw in zip(plan.inputs, raws, strict=True):
        if raw.__class__ is int and raw in whole:
            inputs.append((raw, 1))
        elif raw == kinds.NIL_WORD and 0 in whole and one.kind in kinds.NIL_KINDS:
            inputs.append(ZERO)
        else:
            inputs.append(cells.value(one, raw, _at(path), path))
    given, sources = given_values(cells, plan.nodes, told["given"]) if "given" in told else ({}, {})
    year = told.get("year", plan.definition.year)
    if not isinstance(year, int) or isinstance(year, bool):
        cells.report("year-not-whole", ("year",), found=kinds.shown(year))
        year = plan.definition.year
    office = cells.words(told.get("office", ""), ("office",), "office")
    rows = RowsTold.of(plan, source, told)
    facts = Facts(inputs, rows, given, short=cells.short)
    return Data(facts, year, office, sources, source, tuple(cells.problems), rows)


def _at(path: str) -> Path:
    """Return the place of an input in a data file."""
    return tuple(path.split(".", 1))


def _in_groups(plan: Plan, told: Mapping[str, Any]) -> list[Any] | None:
    """Return what is told of each input where that is in groups, as in a data file, and nothing is unknown."""
    raws: list[Any] = []
    number = 0
    for group, names in plan.groups.items():
        inside = told.get(group, _NOTHING)
        if inside.__class__ is not dict:
            return None
        raws += [inside.get(name, ABSENT) for name in names]
        number += len(inside)
    known = len(raws) - raws.count(ABSENT) == number and told.keys() <= plan.tables
    return raws if known else None


def _flattened(plan: Plan, cells: Cells, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by dotted path, whether they were told in groups or with dotted keys."""
    flat: dict[str, Any] = {}
    number = 0
    for key, value in told.items():
        if (value.__class__ is dict or isinstance(value, Mapping)) and key not in plan.whole:
            number += len(value)
            flat.update({f"{key}.{name}": inner for name, inner in value.items()})
        else:
            number += 1
            flat[str(key)] = value
    if number != len(flat):
        for key, value in told.items():
            if isinstance(value, Mapping):
                for path in {f"{key}.{name}" for name in value} & told.keys():
                    cells.report("told-twice", _at(path), name=path)
    for path in flat.keys() - plan.known:
        cells.report("unknown-input", _at(path), part="key", name=path, near=nearest(path, sorted(plan.known)))
    return flat
