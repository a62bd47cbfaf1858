"""What an edition says, once it is known to be right: the model that everything after the check reads."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import Factory, evolve, field, frozen

from lkjdsl.diagnostic import Language
from lkjdsl.model.cases import Case, Invariant
from lkjdsl.model.expressions import Column, Formula
from lkjdsl.model.scales import Scale
from lkjdsl.model.values import Rule
from lkjdsl.numbers.rational import Number, Rounding
from lkjdsl.source import Place
from lkjdsl.units import Unit

Aggregate = Literal["weighted-mean", "geometric-mean", "harmonic-mean", "mean", "median", "sum", "min", "max"]
Polarity = Literal["maximize", "minimize", "minimize-inverse", "range", "stabilize"]
Efficiency = Literal["difference", "ratio"]
"""An achievement less the share of the budget that was absorbed, or divided by it: both are in use, under one name."""


@frozen
class Rules:
    """
    The rules that hold for a node: its own, else the nearest ancestor's, else ``[rules]``, else None for "not stated".

    ``stated`` gives the place of the rule that holds, by its key.
    """

    zero_over_zero: Rule | None = None
    over_zero: Rule | None = None
    missing: Rule | None = None
    rounding: Rounding | None = None
    digits: int | None = None
    stated: Mapping[str, Place] = field(default=Factory(dict), eq=False, repr=False)

    def overridden(self, rules: "Rules") -> "Rules":
        """Return the rules that hold where *own* are stated inside these."""
        keys = ("zero_over_zero", "over_zero", "missing", "rounding", "digits")
        stated = {key: getattr(rules, key) for key in keys if getattr(rules, key) is not None}
        return evolve(self, **stated, stated={**self.stated, **rules.stated}) if stated else self


@frozen
class Input:
    """An input of the data file, or a column of a rows table; bounds and default are in the unit of its kind."""

    path: str
    kind: str
    label: str = ""
    default: Number | bool | str | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    note: str = ""
    rollup: Literal["sum", "mean", "last"] | None = None
    alias: tuple[str, ...] = ()
    """How tables of others head its column."""
    values: Mapping[str, Number | bool | str] = field(factory=dict, hash=False)
    """What the answers of a form stand for, by their folded texts."""
    over_periods: Literal["sum", "mean", "last"] | None = None
    fixed: tuple[str, ...] = ()
    """Of a column of rows: the names of the rows that there are, one each."""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Rows:
    """A table of rows: its columns by name."""

    name: str
    columns: Mapping[str, Input]
    place: Place | None = field(default=None, eq=False, repr=False)

    @property
    def fixed(self) -> tuple[str, ...]:
        """Return the names of the rows, where the edition states them; else nothing, and there may be any."""
        return next((column.fixed for column in self.columns.values() if column.fixed), ())

    def named(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return *rows* of data with the names that the edition states, where it states any."""
        column = next((name for name, column in self.columns.items() if column.fixed), None)
        if column is None:
            return [dict(row) for row in rows]
        return [{**row, column: name} for row, name in zip(rows, self.fixed, strict=True)]


Goal = tuple[Formula, ...]
"""What is aimed at: one value, or the lower and upper end of a range."""


@frozen
class Target:
    """A target, the same for every year (``always``), or stated year by year, or for the periods of a year."""

    always: Goal | None = None
    by_year: Mapping[int, Goal] = Factory(dict)
    by_period: Mapping[int, Mapping[str, Goal]] = Factory(dict)
    place: Place | None = field(default=None, eq=False, repr=False)

    def goals(self) -> Iterator[Goal]:
        """Yield everything that is aimed at."""
        yield from () if self.always is None else (self.always,)
        yield from self.by_year.values()
        for goals in self.by_period.values():
            yield from goals.values()

    def of(self, year: int) -> Goal | None:
        """Return what is aimed at in *year*, or None where nothing is stated for it."""
        return self.by_year.get(year, self.always)

    @property
    def is_ranged(self) -> bool:
        """Return whether what is aimed at is a range, in some year."""
        return any(len(goal) > 1 for goal in self.goals())


@frozen
class Funding:
    """
    What an indicator or an objective is paid from: a programme, its budget, and what was absorbed of it, in rupiah.

    ``efficiency`` says how the achievement is set against the share that was absorbed.
    """

    programme: str = ""
    budget: Formula | None = None
    absorbed: Formula | None = None
    efficiency: Efficiency | None = None
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Node:
    """
    An indicator or a component.

    ``cap``, ``floor`` and the bounds of the achievement are in the unit of the value (a ratio for percent);
    ``round`` and ``digits`` count printed digits; ``digits`` is stated for the node or an ancestor of it.
    """

    path: str
    name: str
    unit: Unit
    rules: Rules
    formula: Formula | None = None
    components: "tuple[Node, ...]" = ()
    aggregate: Aggregate = "weighted-mean"
    weight: Number | None = None
    cap: Number | None = None
    floor: Number | None = None
    round: int | None = None
    digits: int | None = None
    min_available: int | Number | None = None
    redistribute: Literal["proportional", "equal"] = "proportional"
    applies_if: Formula | None = None
    definition: str = ""
    basis: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    note: str = ""
    objective: str | None = None
    target: Target | None = None
    compare: Mapping[str, Target] = Factory(dict)
    polarity: Polarity = "maximize"
    achievement: Formula | None = None
    achievement_cap: Number | None = None
    achievement_floor: Number | None = None
    scale: str | None = None
    achievement_scale: str | None = None
    over_periods: Literal["last"] | None = None
    target_of: Literal["to-date", "period"] = "to-date"
    funding: Funding | None = None
    place: Place | None = field(default=None, eq=False, repr=False)

    @property
    def is_weighted_mean(self) -> bool:
        """Return whether it is worked out as the weighted mean of its components."""
        return self.formula is None and bool(self.components) and self.aggregate == "weighted-mean"

    def walk(self) -> "Iterator[Node]":
        """Yield this node and everything below it, a node before its components."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.components))

    def place_of(self, *keys: str | int) -> Place | None:
        """Return the place of an attribute of this node: its own, or that of the rule it goes by."""
        if len(keys) == 1 and keys[0] in self.rules.stated:
            return self.rules.stated[str(keys[0])]
        if self.place is None or self.place.path is None:
            return None
        return Place(self.place.source, (*self.place.path, *keys))


@frozen
class Objective:
    """An objective (sasaran) and the names of its indicators, in the order of the file."""

    path: str
    name: str
    indicators: tuple[str, ...] = ()
    funding: Funding | None = None
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class TableColumn:
    """
    A column of a report table; its ``formula`` is that of every row, None where each line has its own.

    ``total`` is the aggregate of its line of totals; or ``on_totals`` is its formula over the other totals.
    """

    name: str
    title: str
    formula: Formula | None
    unit: Unit
    digits: int | None = None
    total: str | None = None
    on_totals: Formula | None = None

    @property
    def column(self) -> str | None:
        """Return the column of the rows that it shows as it is, None where it is worked out."""
        expression = None if self.formula is None else self.formula.expression
        return expression.column if isinstance(expression, Column) else None


@frozen
class Table:
    """
    A table of the report: a line for each row of a rows table, or the ``lines`` that the edition states, and totals.

    A line that is stated has a formula for each column; the first column, ``line``, is its label.
    """

    name: str
    title: str
    rows: str
    columns: tuple[TableColumn, ...]
    lines: tuple[Mapping[str, Formula], ...] = ()
    note: str = ""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Definition:
    """Everything that an edition defines, by name and in the order of the file."""

    title: str
    year: int
    language: Language
    basis: tuple[str, ...]
    rules: Rules
    average: Literal["objectives", "indicators"] | None
    inputs: Mapping[str, Input]
    rows: Mapping[str, Rows]
    constants: Mapping[str, Formula]
    constraints: Mapping[str, Formula]
    objectives: Mapping[str, Objective]
    indicators: Mapping[str, Node]
    scales: Mapping[str, Scale]
    tables: Mapping[str, Table]
    invariants: Mapping[str, Invariant] = Factory(dict)
    cases: tuple[Case, ...] = ()
    periods: tuple[str, ...] = ()
    valid: tuple[int | None, int | None] = (None, None)
    """The years that its formulas are for, from and to."""
    unconfirmed: tuple[str, ...] = ()
    """What its author could not make sure of."""
    sentences: Mapping[str, str] = Factory(dict)
    """What its report says in the place of lkjdsl's own sentences, by their keys, in the language of the edition."""
    has_contributions: bool = False
    """Whether what components contribute is among the results: only where somebody asks for it."""

    def nodes(self) -> Iterator[Node]:
        """Yield every indicator and component, a node before its components."""
        for indicator in self.indicators.values():
            yield from indicator.walk()


def formulas_of(table: Table) -> Iterator[Formula]:
    """Yield the formulas of the cells of *table*."""
    yield from (column.formula for column in table.columns if column.formula is not None)
    for line in table.lines:
        yield from line.values()


def funded(definition: Definition) -> Iterator[Node | Objective]:
    """Yield what states its funding: each objective before its indicators, then the indicators of none."""
    owners: list[Node | Objective] = []
    for objective in definition.objectives.values():
        owners += [objective, *(definition.indicators[name] for name in objective.indicators)]
    owners += [indicator for indicator in definition.indicators.values() if indicator.objective is None]
    yield from (owner for owner in owners if owner.funding is not None)


def digits_of(node: Node, definition: Definition) -> int:
    """Return how many decimals a result of *node* is printed with (language.md section 4, the last line)."""
    if node.digits is not None:
        return node.digits
    if node.round is not None:
        return max(node.round, 0)
    if node.unit in ("count", "rupiah"):
        return 0
    return 2 if definition.rules.digits is None else definition.rules.digits
