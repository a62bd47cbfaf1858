"""Data made up for an edition: a value for every input and every cell of one row in each table."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import define, field

from lkjdsl.domains.exact import domain as exact
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.linear import Atom, Relation
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.model.values import Value
from lkjdsl.numbers.numerals import value_text
from lkjdsl.proving.proofs import Proofs
from lkjdsl.units import FLAG, PERCENT, TEXT, of_node

TRIED = (0, 1, 2, 3, 10, 100, 101, -1)
"""Numbers that are tried for an input, the plainest first; and the ends of its range."""
REPAIRS = 40

Assigned = dict[Atom, Any]
"""A Fraction, flag or text for inputs, cells and given values."""


@define(eq=False)
class Samples:
    """Knows what values there are to be told, and which of them can be; ``plain`` are the plainest."""

    proofs: Proofs
    kinds: dict[Atom, str] = field(init=False)
    ranges: dict[Atom, Range] = field(init=False)
    _candidates: dict[Range, list[Any]] = field(init=False, factory=dict)
    plain: Assigned = field(init=False)
    _base: exact.Facts = field(init=False)

    @kinds.default
    def _(self) -> dict[Atom, str]:
        definition = self.proofs.definition
        kinds = {linear.input_atom(index): input_.kind for index, input_ in enumerate(definition.inputs.values())}
        for rows in definition.rows.values():
            for index, column in enumerate(rows.columns.values()):
                kinds[linear.column_atom(rows.name, index)] = column.kind
        for path in self.proofs.facts.given:
            kinds[linear.given_atom(path)] = of_node(self.proofs.nodes[path].unit)
        return kinds

    @ranges.default
    def _(self) -> dict[Atom, Range]:
        facts = self.proofs.facts
        ranges: dict[Atom, Range] = {linear.input_atom(index): range_ for index, range_ in enumerate(facts.inputs)}
        for name, table in facts.rows.items():
            ranges |= {linear.column_atom(name, index): column for index, column in enumerate(table.columns)}
        return ranges | {linear.given_atom(path): range_ for path, range_ in facts.given.items()}

    @plain.default
    def _(self) -> Assigned:
        return {atom: self.candidates(atom)[0] for atom in self.ranges}

    @_base.default
    def _(self) -> exact.Facts:
        facts = self.proofs.facts
        inputs = [self._plainly(linear.input_atom(index)) for index in range(len(facts.inputs))]
        rows = {}
        for name, table in facts.rows.items():
            cells = [(self._plainly(linear.column_atom(name, index)),) for index in range(len(table.columns))]
            rows[name] = exact.Columns(1, cells)
        given = {path: self._plainly(linear.given_atom(path)) for path in facts.given}
        earlier: dict[str, Value] = dict.fromkeys(facts.earlier, (1, 1))
        return exact.Facts(inputs, rows, given, inputs, earlier)

    def _plainly(self, atom: Atom) -> Value:
        return exactly(self.plain[atom])

    def candidates(self, atom: Atom) -> list[Any]:
        """Return the values of an input or a cell that are tried, the plainest first."""
        possible = self.ranges[atom]
        if possible not in self._candidates:
            self._candidates[possible] = _within(possible)
        return self._candidates[possible]

    def facts(self, pinned: Mapping[Atom, Any]) -> exact.Facts:
        """Return data with the *pinned* values, and all else as plain as can be."""
        base = self._base
        inputs, rows, given = list(base.inputs), dict(base.rows), dict(base.given)
        for atom, value in pinned.items():
            match atom:
                case ("input", int(place)):
                    inputs[place] = exactly(value)
                case ("column", str(name), int(place), *_):
                    columns = list(rows[name].values)
                    columns[place] = (exactly(value),)
                    rows[name] = exact.Columns(1, columns)
                case (_, str(path)):
                    given[path] = exactly(value)
        return exact.Facts(inputs, rows, given, inputs, base.earlier)

    def repaired(self, pinned: Assigned) -> Assigned | None:
        """Return values of everything, with the *pinned* ones, that fulfil all relations; None where none are found."""
        assigned = {**self.plain, **pinned}
        for _ in range(REPAIRS):
            broken = next((relation for relation in self.proofs.facts.relations if lacking(relation, assigned)), None)
            if broken is None:
                return assigned
            if not self._repair(broken, assigned, pinned):
                return None
        return None

    def _repair(self, relation: Relation, assigned: Assigned, pinned: Assigned) -> bool:
        """Change one value so that *relation* holds, rather up than down; return whether that can be done."""
        short = lacking(relation, assigned)
        for up in (True, False):
            for atom, factor in relation.form.terms.items():
                cell = linear.source_of(atom)
                numbers = self.ranges[cell].numbers if cell in self.ranges else None
                change = short / factor
                if cell is None or numbers is None or cell in pinned or (change > 0) != up:
                    continue
                value = assigned[cell] + change
                value = Fraction(ceil(value) if up else floor(value)) if numbers.whole else value
                if value.as_integer_ratio() in numbers:
                    assigned[cell] = value
                    return True
        return False

    def tables(self, assigned: Assigned) -> dict[str, Any]:
        """Return the data as a file would tell it."""
        definition = self.proofs.definition
        tables: dict[str, Any] = {}
        for index, path in enumerate(definition.inputs):
            group, _, name = path.partition(".")
            tables.setdefault(group, {})[name] = self.spelled(linear.input_atom(index), assigned)
        for rows in definition.rows.values():
            cells = {name: linear.column_atom(rows.name, index) for index, name in enumerate(rows.columns)}
            row = {name: self.spelled(atom, assigned) for name, atom in cells.items()}
            tables[rows.name] = rows.named([row] * (len(rows.fixed) or 1))
        given = {path: self.spelled(linear.given_atom(path), assigned) for path in self.proofs.facts.given}
        return {**tables, "given": {path: {"value": value} for path, value in given.items()}} if given else tables

    def spelled(self, atom: Atom, assigned: Assigned) -> Any:
        """Return a value as a mapping of data tells it."""
        value, kind = assigned[atom], self.kinds[atom]
        if kind in (FLAG, TEXT):
            return value
        if kind == PERCENT:
            return f"{value_text((value * 100).as_integer_ratio())}%"
        return int(value) if value.denominator == 1 else value


def _within(possible: Range) -> list[Any]:
    if possible.flags:
        return [False, True]
    if possible.numbers is None:
        return ["x"]
    ends = [Fraction(*end) for end in (possible.numbers.low, possible.numbers.high) if end is not None]
    tried = dict.fromkeys([*map(Fraction, TRIED), *ends])
    inside = [number for number in tried if number.as_integer_ratio() in possible.numbers]
    return inside or [sum(ends, Fraction(0)) / len(ends)]


def exactly(value: Any) -> Value:
    """Return a value as the exact domain has it."""
    number: Value = value.as_integer_ratio() if isinstance(value, Fraction) else value
    return number


def lacking(relation: Relation, assigned: Assigned) -> Fraction:
    """Return what must be added to the form of *relation* so that it holds; 0 where it does."""
    total = relation.form.constant
    for atom, factor in relation.form.terms.items():
        cell = linear.source_of(atom)
        value = Fraction(1) if cell is None else assigned.get(cell)
        if not isinstance(value, Fraction):
            return Fraction(0)
        total += factor * value
    match relation.order:
        case ">=":
            return max(-total, Fraction(0))
        case ">":
            return Fraction(0) if total > 0 else 1 - total
        case "=":
            return -total
        case _:
            return Fraction(0) if total else Fraction(1)
