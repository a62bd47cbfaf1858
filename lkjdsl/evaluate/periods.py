"""
The data of the periods of a year → the data of each part of it: every period by itself, and the year up to each.

What is put together is said by ``over_periods`` of each input. The year to date is evaluated as one data file with the
accumulated inputs would be; a period of which there are no data leaves what needs it missing, and is never taken for 0.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.domains.exact.domain import Columns, Facts
from lkjdsl.evaluate.accumulation import last, together
from lkjdsl.evaluate.data import Data
from lkjdsl.evaluate.input_values import InputReader
from lkjdsl.model.definition import Definition, Input, Rows
from lkjdsl.model.periods import YearSpan, over_periods
from lkjdsl.model.values import State, Value, state
from lkjdsl.numbers.rational import sum_of
from lkjdsl.source import Path, Place
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import of_kind

NO_SOURCE = None
"""What is put together stands in no file."""


@frozen(eq=False)
class Periods:
    """The data of the periods of one year of one office, by period, in the order of the year; some may be absent."""

    definition: Definition
    given: Mapping[str, Data]
    problems: list[Diagnostic] = field(factory=list)

    @property
    def cumulative(self) -> bool:
        """Return whether figures are those from the start of the year on."""
        return any(data.cumulative for data in self.given.values())

    def up_to(self, period: str) -> list[tuple[str, Data | None]]:
        """Return each period of the year up to *period*, with its data where there are any."""
        names = self.definition.periods
        return [(name, self.given.get(name)) for name in names[: names.index(period) + 1]]


def spans_of(definition: Definition, several: Sequence[Data]) -> tuple[dict[YearSpan, Data], list[Diagnostic]]:
    """
    Return the data of each part of a year, the periods in their order, and what is wrong with them together.

    *several* are the data of different periods of one year, all cumulative or none: see :func:`refusals`.
    """
    order = definition.periods.index
    given = {str(data.period): data for data in sorted(several, key=lambda one: order(str(one.period)))}
    periods = Periods(definition, given)
    for name, data in periods.up_to([*given][-1]):
        if data is None:
            periods.problems.append(problem("period-missing", period=name))
    spans: dict[YearSpan, Data] = {}
    for name, data in given.items():
        spans[YearSpan(name)] = _by_itself(periods, name, data)
        spans[YearSpan(name, to_date=True)] = _to_date(periods, name, data)
    return spans, periods.problems


def refusals(definition: Definition, several: Sequence[Data]) -> Iterator[Diagnostic]:
    """Yield why *several* data are not the periods of one year of one office."""
    if not definition.periods:
        yield problem("several-without-periods", number=len(several))
        return
    offices = dict.fromkeys((data.office, str(data.year)) for data in several)
    if len(offices) > 1:
        yield problem("periods-not-one-year", found="; ".join(" ".join(filter(None, office)) for office in offices))
    seen: set[str | None] = set()
    for data in several:
        name = "-" if data.source is None else data.source.name
        if data.period is None and not any(flaw.code == "unknown-period" for flaw in data.flaws):
            known = ", ".join(definition.periods)
            yield problem("period-unstated", name=name, known=known, example=definition.periods[0])
        elif data.period is not None and data.period in seen:
            place = None if data.source is None else Place(data.source, ("period",))
            yield problem("period-twice", place, period=data.period, year=data.year)
        seen.add(data.period)
    if len({data.cumulative for data in several}) > 1:
        named = {
            flag: ", ".join(str(data.period) for data in several if data.cumulative is flag) for flag in (True, False)
        }
        yield problem("cumulative-mixed", cumulative=named[True], others=named[False])


def _by_itself(periods: Periods, name: str, data: Data) -> Data:
    """Return the data of a period by itself: as they are, or what cumulative ones have more than those before."""
    span = YearSpan(name)
    before = periods.up_to(name)[:-1]
    if not data.cumulative or not before:
        return evolve(data, span=span)
    previous_name, previous = before[-1]
    cells = InputReader(data.source)

    def added(input_: Input, value: Value | None, old: Value | None, at: Path) -> Value | None:
        """Return what the period adds to a figure; *old* is that of the period before."""
        if over_periods(input_) != "sum":
            return value
        if previous is None:
            return state("unavailable", "missing-period", input_.path, previous_name)
        value = _difference(periods, input_, (previous_name, old), (name, value), data, at)
        cells.check_bounds(input_, value, at, input_.path)
        return value

    old_inputs = [None] * len(data.facts.inputs) if previous is None else previous.facts.inputs
    inputs = [
        added(input_, value, old, tuple(input_.path.split(".")))
        for input_, value, old in zip(periods.definition.inputs.values(), data.facts.inputs, old_inputs, strict=True)
    ]
    rows: dict[str, Columns] = {}
    for table, declared in periods.definition.rows.items():
        columns = data.facts.rows[table]
        if not declared.fixed:
            rows[table] = Columns.unknown(len(columns.values), "rows-to-date", table, name)
            continue
        old_columns = None if previous is None else previous.facts.rows[table]
        rows[table] = _by_cell(
            declared,
            lambda one, column, row, columns=columns, old=old_columns: added(  # type: ignore[misc] # bound now
                one,
                columns.values[column][row],
                None if old is None else old.values[column][row],
                _cell_path(data, one, row),
            ),
        )
    facts = Facts(inputs, rows, data.facts.given)
    flaws = (*data.problems, *_at(span, cells))
    parts = () if previous is None else (previous, data)
    return evolve(data, facts=facts, span=span, rows=None, flaws=flaws, parts=parts)


def _cell_path(data: Data, input_: Input, row: int) -> Path:
    """Return where the cell of an input of rows stands in the data."""
    table, *_, column = input_.path.split(".")
    return () if data.rows is None else data.rows.path(table, row, column)


def _difference(
    periods: Periods,
    input_: Input,
    before: tuple[str, Value | None],
    after: tuple[str, Value | None],
    data: Data,
    at: Path,
) -> Value | None:
    """Return what a period adds to a cumulative figure; a figure that falls is told, and of no use."""
    (earlier, old), (name, value) = before, after
    if old is None and value is not None:
        return state("unavailable", "missing-in-period", input_.path, earlier)
    if not isinstance(value, tuple) or not isinstance(old, tuple):
        return old if isinstance(old, State) and old.kind != "excluded" else value
    difference = sum_of([value, (-old[0], old[1])])
    if difference[0] >= 0:
        return difference
    source = data.source_of(str(at[0])) if at else data.source
    place = None if source is None else Place(source, at)
    was, now = (NumberWord(amount, of_kind(input_.kind)) for amount in (old, value))
    falls = problem("cumulative-falls", place, name=input_.path, earlier=earlier, before=was, period=name, after=now)
    periods.problems.append(falls)
    return state("unavailable", "unusable-input", input_.path, input_.path)


def _to_date(periods: Periods, name: str, data: Data) -> Data:
    """Return the data of the year up to the end of a period."""
    span = YearSpan(name, to_date=True)
    parts = periods.up_to(name)
    if len(parts) == 1:
        return evolve(data, span=span)
    cells = InputReader(NO_SOURCE)
    earlier: dict[str, list[str]] = {}

    def accumulated(input_: Input, value_of: Callable[[Facts], Value | None]) -> Value | None:
        """Return the value to date of what *value_of* gives of each period."""
        way = over_periods(input_)
        if data.cumulative and way == "sum":
            return value_of(data.facts)
        values = [(period, part is not None, None if part is None else value_of(part.facts)) for period, part in parts]
        if way == "last":
            period, value = last([(period, value) for period, _, value in values])
            if value is not None and period != name:
                earlier.setdefault(period, []).append(input_.path)
            return value
        value = together(input_, way, values)
        cells.check_bounds(input_, value, (), input_.path)
        return value

    inputs = [
        accumulated(input_, lambda facts, slot=slot: facts.inputs[slot])  # type: ignore[misc] # bound now, for this input
        for slot, input_ in enumerate(periods.definition.inputs.values())
    ]
    rows = dict(_rows(periods, parts, data))
    for table, declared in periods.definition.rows.items():
        if declared.fixed:
            rows[table] = _by_cell(
                declared,
                lambda input_, column, row, table=table: accumulated(  # type: ignore[misc] # bound now, for this table
                    input_, lambda facts: facts.rows[table].values[column][row]
                ),
            )
    for period, names in earlier.items():
        cells.report("earlier-period-used", (), names=", ".join(names), period=period)
    given, sources = _given(periods, parts, data)
    flaws = tuple(_at(span, cells))
    facts = Facts(inputs, rows, given, _previous(periods, parts))
    given_parts = tuple(part for _, part in parts if part is not None)
    return Data(
        facts, data.year, data.office, sources, NO_SOURCE, flaws, data.report, period=name, span=span, parts=given_parts
    )


def _at(span: YearSpan, cells: InputReader) -> Iterator[Diagnostic]:
    """Yield what was found, with the part of the year it is of."""
    return (evolve(diagnostic, within=span) for diagnostic in cells.problems)


def _given(
    periods: Periods, parts: Sequence[tuple[str, Data | None]], data: Data
) -> tuple[Mapping[str, Value], Mapping[str, str]]:
    """Return the given values to date: those of the last period, and earlier ones where the node says so."""
    values, sources = dict(data.facts.given), dict(data.given_from)
    for node in periods.definition.nodes():
        if node.over_periods != "last" or node.path in values:
            continue
        for _, part in reversed(parts):
            if part is not None and node.path in part.facts.given:
                values[node.path] = part.facts.given[node.path]
                sources[node.path] = part.given_from.get(node.path, "")
                break
    return values, sources


def _previous(periods: Periods, parts: Sequence[tuple[str, Data | None]]) -> Sequence[Value | None]:
    """Return the inputs of the year before to date, where data of periods state them, as a workbook does."""
    if not any(part is not None and part.facts.previous for _, part in parts):
        return ()
    found: list[Value | None] = []
    for slot, input_ in enumerate(periods.definition.inputs.values()):
        values = [
            (period, part is not None, part.facts.previous[slot] if part is not None and part.facts.previous else None)
            for period, part in parts
        ]
        way = over_periods(input_)
        found.append(
            last([(period, value) for period, _, value in values])[1]
            if way == "last"
            else together(input_, way, values)
        )
    return found


def _rows(periods: Periods, parts: Sequence[tuple[str, Data | None]], data: Data) -> Mapping[str, Columns]:
    """Return the rows of all periods in their order, of tables without fixed ones; a missing row for no data."""
    if data.cumulative:
        return data.facts.rows
    found: dict[str, Columns] = {}
    for table, declared in periods.definition.rows.items():
        if declared.fixed:
            continue
        width = len(declared.columns)
        tables = [
            part.facts.rows[table] if part is not None else Columns.unknown(width, "missing-period", table, period)
            for period, part in parts
        ]
        values = [[cell for columns in tables for cell in columns.values[column]] for column in range(width)]
        are_absent = all(columns.absent for columns in tables)
        found[table] = Columns(sum(columns.length for columns in tables), values, absent=are_absent)
    return found


def _by_cell(rows: Rows, cell: Callable[[Input, int, int], Value | None]) -> Columns:
    """Return a table with fixed rows whose cells *cell* gives, by the input, its column and the row."""
    values: list[Sequence[Value | None]] = [
        list(input_.fixed)
        or [cell(evolve(input_, path=f"{rows.name}.{row + 1}.{name}"), at, row) for row in range(len(rows.fixed))]
        for at, (name, input_) in enumerate(rows.columns.items())
    ]
    return Columns(len(rows.fixed), values)
