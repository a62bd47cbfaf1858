"""What every quantity may be when some of it is known from printed figures only: the interval domain, filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from lkjdsl.auditing.mentions import Mentions
from lkjdsl.core import operators
from lkjdsl.core.program import Given, Program, Rowwise, Slot, Step
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval.conditions import contexts_of
from lkjdsl.domains.interval.domain import Intervals
from lkjdsl.domains.interval.facts import Facts, RowRanges
from lkjdsl.domains.interval.ranges import ANY_FLAG, ANY_TEXT, NOTHING, Range, joined, of_states, of_value
from lkjdsl.domains.interval.sharing import Meaning, Sharing
from lkjdsl.lower.report_tables import TableProgram, lower_table
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.definition import Table as ReportTable
from lkjdsl.model.outputs import cell_at
from lkjdsl.model.results import TableCellResult
from lkjdsl.numbers.intervals import EVERYTHING, whole_at_least

NONE: frozenset[str] = frozenset()


@frozen
class PossibleValue:
    """
    What a step may be.

    ``unknown`` are the inputs it hangs on that nobody told, so that it may be anything; ``taken`` are the nodes it
    hangs on whose printed figures were taken for what cannot be computed.
    """

    meaning: Meaning
    unknown: frozenset[str] = NONE
    taken: frozenset[str] = NONE

    @property
    def range(self) -> Range:
        """Return what it may be."""
        return self.meaning.range


@define(eq=False)
class PossibleValues:
    """
    The ranges of all quantities of a program.

    Inputs come from *data* where that has them, else from the printed figures. ``assumed`` are the nodes whose
    own printed figure was taken because what they are computed from is unknown.
    """

    definition: Definition
    program: Program
    mentions: Mentions
    data: exact.Facts | None = None
    before: "PossibleValues | None" = None
    """What the printed figures of the year before leave possible, where there are no data."""
    facts: Facts = field(init=False)
    unknown: set[str] = field(factory=set, init=False)
    assumed: set[str] = field(factory=set, init=False)
    steps: list[PossibleValue] = field(init=False)
    sharing: Sharing = field(init=False)
    _cells: dict[str, dict[str, PossibleValue]] = field(factory=dict, init=False)

    @facts.default
    def _(self) -> Facts:
        return Facts(())

    @steps.default
    def _(self) -> list[PossibleValue]:
        return []

    @sharing.default
    def _(self) -> Sharing:
        return Sharing()

    def __attrs_post_init__(self) -> None:
        """Work everything out."""
        self.facts = self._facts()
        self.sharing = Sharing.of(self.facts)
        self.steps = walk(self.program, _Filled(self, self._intervals(self.program)))

    def _intervals(self, program: Program, outer: Sequence[PossibleValue] = ()) -> Intervals:
        return Intervals(self.facts, self.sharing, contexts_of(program), outer=[value.meaning for value in outer])

    def seen(self, path: str) -> PossibleValue | None:
        """Return what the quantity at *path* may be, or None where it is no result."""
        if path in self.program.results:
            return self.steps[self.program.results[path]]
        cell = cell_at(self.definition, path)
        if cell is None:
            return None
        name = cell.table.name
        if name not in self._cells:
            self._cells[name] = self._table(cell.table)
        return self._cells[name].get(path)

    def is_unknown_before(self, path: str) -> bool:
        """Return whether the printed figures of the year before leave an input, or a result, open altogether."""
        if self.data is not None:
            return False
        if self.before is None or path in self.before.unknown:
            return True
        seen = self.before.seen(path)
        return path not in self.definition.inputs and (seen is None or bool(seen.unknown))

    def _facts(self) -> Facts:
        definition, data = self.definition, self.data
        inputs = [
            self._input(path, input_, None if data is None else data.inputs[index], has_data=data is not None)
            for index, (path, input_) in enumerate(definition.inputs.items())
        ]
        rows = {name: self._rows(name, table.columns) for name, table in definition.rows.items()}
        if data is None and self.before is not None:
            seen = {path: self.before.seen(path) for path in definition.indicators}
            results = {path: value.range for path, value in seen.items() if value is not None}
            return Facts(inputs, rows, {}, self.before.facts.inputs, results)
        if data is None:
            return Facts(inputs, rows)
        given = {path: of_value(value) for path, value in data.given.items()}
        previous = [of_states("missing") if value is None else of_value(value) for value in data.previous]
        earlier = {path: of_value(value) for path, value in data.earlier.items()}
        return Facts(inputs, rows, given, previous, earlier)

    def _input(self, path: str, input_: Input, value: Any, *, has_data: bool) -> Range:
        if value is not None:
            return of_value(value)
        printed = self.mentions.interval(path)
        if printed is not None:
            return Range(printed)
        if path in self.mentions.said:
            return joined(of_value(input_) for input_ in self.mentions.said[path])
        if not has_data and input_.default is not None and path not in self.mentions.unread:
            return of_value(input_.default)
        if has_data and input_.kind in ("flag", "text"):
            return of_states("missing")
        self.unknown.add(path)
        return anything(input_.kind)

    def _rows(self, name: str, columns: Mapping[str, Input]) -> RowRanges:
        if self.data is not None:
            table = self.data.rows[name]
            lines: Sequence[Sequence[Any]] = list(zip(*table.values, strict=True)) if table.values else []
            return RowRanges(
                (), [[of_states("missing") if value is None else of_value(value) for value in row] for row in lines]
            )
        number = self.mentions.rows(name)
        if not number:
            self.unknown.add(name)
            return RowRanges([anything(column.kind) for column in columns.values()])
        rows = [
            [self._input(f"{name}.{row}.{column}", input_, None, has_data=False) for column, input_ in columns.items()]
            for row in range(1, number + 1)
        ]
        if any(path.startswith(f"{name}.") and columns[path.split(".")[2]].kind != "text" for path in self.unknown):
            self.unknown.add(name)
        return RowRanges((), rows)

    def _table(self, table: ReportTable) -> dict[str, PossibleValue]:
        """Return the cells of a report table."""
        cells, rowed = self.of_sheet(lower_table(self.definition, table, self.program.results))
        for column in table.columns if not table.lines else ():
            for row, seen in enumerate(rowed[column.name], 1):
                cells[TableCellResult(table, column, row).path] = seen
        return cells

    def of_sheet(self, sheet: TableProgram) -> tuple[dict[str, PossibleValue], dict[str, list[PossibleValue]]]:
        """Return what the values of a report table or of the constraints may be, and those that every row has."""
        domain = _Filled(self, self._intervals(sheet.program, self.steps), self.steps)
        values = walk(sheet.program, domain)
        rowed = {
            name: domain.of_rows(rowed.rowwise, [values[index] for index in rowed.handed])
            for name, rowed in sheet.rowed.items()
        }
        return {path: values[index] for path, index in sheet.program.results.items()}, rowed


def anything(kind: str) -> Range:
    """Return the range of an input that nobody told."""
    match kind:
        case "text":
            return ANY_TEXT
        case "flag":
            return ANY_FLAG
        case "count":
            return Range(whole_at_least((0, 1)))
        case _:
            return Range(EVERYTHING)


@frozen(eq=False)
class _Filled:
    """The interval domain, with a note of what is unknown, and printed figures for nodes that hang on it."""

    possible: PossibleValues
    inner: Intervals
    outer: Sequence[PossibleValue] = ()

    def apply(self, step: Step, arguments: Sequence[PossibleValue]) -> PossibleValue:
        meaning = self.inner.apply(step, [argument.meaning for argument in arguments])
        possible = meaning.range
        matter = self._that_matter(step, arguments)
        unknown = NONE.union(*(value.unknown for value in matter))
        taken = NONE.union(*(value.taken for value in matter))
        match step.operator, step.setting:
            case operators.INPUT, Slot(path=path, missing=rule) if path in self.possible.unknown:
                if self.possible.data is not None and not isinstance(rule, str):
                    return PossibleValue(Meaning(of_value(rule)))  # the edition says what a missing input is
                unknown = frozenset((path,))
            case operators.PREVIOUS, Slot(path=path) if not self.possible.facts.previous:
                return PossibleValue(Meaning(Range(EVERYTHING)), frozenset((f"previous({path})",)))
            case operators.PREVIOUS, Slot(path=path) if self.possible.is_unknown_before(path):
                unknown = frozenset((f"previous({path})",))
            case operators.EARLIER, Given(path=path) if self.possible.is_unknown_before(path):
                return PossibleValue(Meaning(Range(EVERYTHING)), frozenset((f"previous({path})",)))
            case operators.OUTER, Slot(index=index):
                return self.outer[index]
            case operators.FOLD, Rowwise(rows=rows) if rows in self.possible.unknown:
                unknown |= {rows}
            case operators.GIVEN, Given(path=path) if path not in self.possible.facts.given:
                return self._given(path, PossibleValue(meaning, unknown, taken))
            case _:
                pass
        if possible.numbers is not None and possible.numbers.point is not None and possible.states == NOTHING:
            unknown = NONE  # nothing times something unknown is nothing
        return PossibleValue(meaning, unknown, taken)

    def _given(self, path: str, seen: PossibleValue) -> PossibleValue:
        """Return the printed figure of a node in the place of what cannot be computed."""
        printed = self.possible.mentions.interval(path)
        lost = seen.range.numbers is None and seen.range.states != frozenset(("excluded",))
        if printed is None or not (seen.unknown or lost):
            return seen
        self.possible.assumed.add(path)
        return PossibleValue(Meaning(Range(printed)), NONE, frozenset((path,)))

    def _that_matter(self, step: Step, arguments: Sequence[PossibleValue]) -> Sequence[PossibleValue]:
        """Leave out the branches of a decided choice."""
        if step.operator not in (operators.CHOOSE, operators.APPLIES):
            return arguments
        flags = arguments[0].range.flags
        if flags == {True}:
            return arguments[:2]
        return (arguments[0], *arguments[2:]) if flags == {False} else arguments

    def of_rows(self, rowwise: Rowwise, handed: Sequence[PossibleValue]) -> list[PossibleValue]:
        """Return the cells of one column of a report table."""
        table = self.possible.facts.rows[rowwise.rows]
        if table.rows is None:
            return []
        outer = [value.meaning for value in handed]
        unknown = NONE.union(*(value.unknown for value in handed))
        taken = NONE.union(*(value.taken for value in handed))
        columns = list(self.possible.definition.rows[rowwise.rows].columns)
        body, contexts = rowwise.body, contexts_of(rowwise.body)
        used = {
            columns[step.setting.index]
            for step in body.steps
            if step.operator is operators.COLUMN and isinstance(step.setting, Slot)
        }
        seen = []
        for place, row in enumerate(table.rows):
            domain = Intervals(self.possible.facts, self.possible.sharing, contexts, rowwise.rows, row, outer, place)
            missing = {f"{rowwise.rows}.{place + 1}.{column}" for column in used} & self.possible.unknown
            seen.append(PossibleValue(walk(body, domain)[-1], unknown | missing, taken))
        return seen
