"""What must be true of any data, and is not true of this."""

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import frozen

from lkjdsl.core.operators import COMPARISONS, OPERATORS
from lkjdsl.diagnostic import Both, Diagnostic, Label, Language, Word, problem
from lkjdsl.evaluate.evaluated_program import EvaluatedProgram
from lkjdsl.lower.report_tables import TableProgram
from lkjdsl.model.expressions import Apply, Column, Constant, Fold, Formula, InputReference, Reference, walk
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.numerals import shortest
from lkjdsl.numbers.rational import as_fraction, number
from lkjdsl.source import Path, Place
from lkjdsl.units import Unit


@frozen
class Fact:
    """An input or a result with its value, to be shown; an input also has a path in the data."""

    name: str
    value: Value | None
    unit: Unit
    path: Path | None = None

    def text(self, language: Language) -> str:
        """Return ``paspor.terbit = 6.858``; without a number only the name."""
        if not isinstance(self.value, tuple):
            return self.name
        return f"{self.name} = {shortest(self.value, self.unit, language)}"


@frozen
class Listed:
    """Several facts, to be shown."""

    facts: tuple[Fact, ...]

    def text(self, language: Language) -> str:
        """Return them with commas in between."""
        return ", ".join(fact.text(language) for fact in self.facts)


def constraints(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Yield a problem for each constraint that is broken or could not be checked; where it is for rows, row by row."""
    for name, formula in outcome.definition.constraints.items():
        values, is_rowed = _values(outcome.constraints, name)
        sides = _sides(outcome, formula, len(values)) if False in values else [Sides()] * len(values)
        for row, (value, compared) in enumerate(zip(values, sides, strict=True), 1):
            yield from _constraint(outcome, name, formula, value, compared, row if is_rowed else None)


def _values(
    conditions: tuple[TableProgram, list[Value], dict[str, list[Value]]], name: str
) -> tuple[list[Value], bool]:
    """Return the values of a condition, of each row or the one that there is, and whether it is for rows."""
    sheet, values, rowed = conditions
    return (rowed[name], True) if name in rowed else ([values[sheet.program.results[name]]], False)


@frozen
class Sides:
    """What stands left and right of the sign of a condition, and how far it is apart; nothing where no numbers do."""

    left: Word = ""
    right: Word = ""
    difference: Word = ""

    @classmethod
    def of(cls, left: Value, right: Value, unit: Unit) -> "Sides":
        """Return the sides of a comparison of *left* and *right*, as each language prints them."""
        if not isinstance(left, tuple) or not isinstance(right, tuple):
            return cls()
        difference = number(abs(as_fraction(left) - as_fraction(right)))
        return cls(*(Both.of(partial(shortest, one, unit)) for one in (left, right, difference)))


def _sides(outcome: EvaluatedProgram, formula: Formula, rows: int) -> Sequence[Sides]:
    """Return the sides of a condition for each of its *rows*."""
    match formula.expression:
        case Apply(operator=operator, arguments=(left, right)) if OPERATORS[operator] in COMPARISONS:
            unit = right.unit if isinstance(left, Constant) else left.unit
            names = {f"{formula.text} {index}": Formula(side, formula.text) for index, side in enumerate((left, right))}
            sheet = outcome.conditions(names)
            found = [_values(sheet, name) for name in names]
            columns = [values if is_rowed else values * rows for values, is_rowed in found]
            return [Sides.of(one, other, unit) for one, other in zip(*columns, strict=True)]
        case _:
            return [Sides()] * rows


def _constraint(
    outcome: EvaluatedProgram, name: str, formula: Formula, value: Value, sides: Sides, row: int | None
) -> Iterator[Diagnostic]:
    notes = [*(["row"] if row is not None else []), *(["sides"] if sides.difference else [])]
    words = {"name": name, "formula": " ".join(formula.text.split()), "row": str(row)}
    if isinstance(value, State):
        yield problem("constraint-unchecked", notes=notes, also=words)
    elif value is False:
        concerned = tuple(dict.fromkeys(_concerned(outcome, formula, row)))
        labels = [] if formula.place is None else [Label(formula.place, "constraint")]
        sources = [
            (outcome.data.source_of(str(fact.path[0])), fact.path) for fact in concerned if fact.path is not None
        ]
        places = [Place(source, path) for source, path in sources if source is not None]
        labels += [Label(place, "also") for place in places[1:]]
        main, file = places[0] if places else None, outcome.data.source
        if main is None and file is not None:  # it is of results alone; of several offices, one wants to know which
            notes, words = [*notes, "data"], {**words, "data": file.name}
        yield problem(
            "constraint-broken",
            main,
            *labels,
            notes=notes,
            also=words,
            inputs=Listed(concerned),
            left=sides.left,
            right=sides.right,
            difference=sides.difference,
        )


def _concerned(outcome: EvaluatedProgram, formula: Formula, row: int | None) -> Iterator[Fact]:
    """Yield what a constraint reads: inputs (for a row, its cells), columns and results."""
    facts = outcome.data.facts
    waiting = [formula.expression]
    while waiting:
        match reference := waiting.pop(0):
            case InputReference(input=name, previous=False):
                index = list(outcome.definition.inputs).index(name)
                yield Fact(name, facts.inputs[index], reference.unit, tuple(name.split(".")))
            case Column(rows=rows, column=column) if row is not None:
                index = list(outcome.definition.rows[rows].columns).index(column)
                cell = facts.rows[rows].values[index][row - 1]
                yield Fact(f"{rows}.{row}.{column}", cell, reference.unit, (rows, row - 1, column))
            case Fold(rows=rows, body=body):
                columns = [part for part in walk(body) if isinstance(part, Column)]
                yield from (Fact(f"{rows}.{column.column}", None, column.unit, (rows,)) for column in columns)
            case Reference(path=path):
                yield Fact(path, outcome.values[outcome.program.results[path]], reference.unit)
            case Apply(arguments=arguments):
                waiting.extend(arguments)
            case _:
                pass
