"""What must be true of any data, and is not true of this."""

from collections.abc import Iterator

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, Label, Language, problem
from lkjdsl.evaluate.evaluated_program import EvaluatedProgram
from lkjdsl.model.expressions import Apply, Column, Fold, Formula, InputReference, Reference, walk
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.numerals import shortest
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
    sheet, values, rowed = outcome.constraints
    for name, formula in outcome.definition.constraints.items():
        if name in rowed:
            for row, value in enumerate(rowed[name], 1):
                yield from _constraint(outcome, name, formula, value, row)
        else:
            yield from _constraint(outcome, name, formula, values[sheet.program.results[name]], None)


def _constraint(
    outcome: EvaluatedProgram, name: str, formula: Formula, value: Value, row: int | None
) -> Iterator[Diagnostic]:
    notes = () if row is None else ("row",)
    words = {"name": name, "formula": formula.text, "row": str(row)}
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
        main = places[0] if places else None
        yield problem("constraint-broken", main, *labels, notes=notes, also=words, inputs=Listed(concerned))


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
