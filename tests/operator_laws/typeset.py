"""
The typeset domain under its law: who reads the formula as it is set finds the exact value.

It is read with the figures put in and, where all values are there, with the names, by the signs and words alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, reduce
from typing import Any, assert_never

from attrs import evolve, frozen

from lkjdsl import Edition, load
from lkjdsl.core import operators
from lkjdsl.core.program import Bands, Division, Given, Held, Pool, Program, Rounds, Rowwise, Setting, Slot, Step, is_of
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Columns, Exact, Facts
from lkjdsl.domains.typeset import aggregates, rules
from lkjdsl.domains.typeset import tree as notation
from lkjdsl.domains.typeset.domain import Typeset, meaning_at
from lkjdsl.domains.typeset.figures import Figures
from lkjdsl.domains.typeset.lettering import NameLettering
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import number
from lkjdsl.render.explanation.trace import ruling, written
from lkjdsl.words import Words
from tests.operator_laws.cases import ROWS, Case, Cell
from tests.operator_laws.domains import Domain, each
from tests.operator_laws.exact import agree, computed
from tests.support import replay

WORDS = {
    key.removeprefix("math."): word
    for key, word in Words("explanation").spoken("en").items()
    if key.startswith("math.")
}
FUNCTIONS = {
    WORDS[operator.name]: operator.name
    for operator in operators.OPERATORS.values()
    if operator.name in WORDS and (operator.is_function or not operator.written) and operator is not operators.SUM
}
"""The operators that are set as functions, by their words; of a cap and a least value, which share one, the cap."""
SIGNS = {
    "+": (operators.ADD, notation.SUM),
    "−": (operators.SUBTRACT, notation.SUM),
    "×": (operators.MULTIPLY, notation.PRODUCT),
    "<": (operators.LESS, notation.RELATION),
    "≤": (operators.AT_MOST, notation.RELATION),
    ">": (operators.GREATER, notation.RELATION),
    "≥": (operators.AT_LEAST, notation.RELATION),
    "=": (operators.EQUAL, notation.RELATION),
    "≠": (operators.DIFFERENT, notation.RELATION),
    WORDS["and"]: (operators.AND, notation.AND),
    WORDS["or"]: (operators.OR, notation.OR),
}
"""What a sign between terms means, and how tight it binds."""
PREFIXES = {"-": (operators.NEGATE, notation.SIGN), WORDS["not"]: (operators.NOT, notation.NOT)}
FENCES = {"|": operators.ABSOLUTE, "⌊": operators.FLOOR, "⌈": operators.CEIL}
POOL = {"weights": None, "minimum": None}
OF_SOME_SIGNS = (operators.GEOMEAN, operators.HARMEAN)
"""Means that are invalid of some numbers, whose formula could be read all the same: the root of (-1) × (-4)."""
MISSING: Any = object()
"""A state of the edition, which is set as nothing at all."""


@frozen(eq=False)
class Office:
    """A program, and data that can be printed in full: with so few decimals that a formula shows them all."""

    program: Program
    facts: Facts

    @property
    def last(self) -> Step:
        """Return the step that the formula is of."""
        return self.program.steps[-1]


@frozen(eq=False)
class Reader:
    """Who reads a formula: ``cells`` are the values at its names, in ``rows`` those of each row of a table."""

    setting: Setting
    absent: Mapping[str, Any]
    cells: Mapping[str, Any] | None = None
    rows: Sequence[Mapping[str, Any]] = ()

    def read(self, tree: notation.Tree) -> Any:  # noqa: C901, PLR0912 - a line for each kind of tree
        """Return the value of *tree*."""
        match tree:
            case notation.PrintedNumber(text):
                return numeral(text)
            case notation.PlainWord(text):
                return self.word(text)
            case notation.PathTree(text, path):
                return self.cell(text, path)
            case notation.Chain(sign, terms, binding):
                operator, level = SIGNS[sign]
                assert binding == level, tree
                values = [self.read(term) for term in terms]
                assert level not in (notation.SUM, notation.PRODUCT) or not any(
                    isinstance(value, bool) for value in values
                )
                return reduce(lambda left, right: calculated(operator.name, {}, [left, right]), values)
            case notation.Prefix(sign, operand, binding):
                operator, level = PREFIXES[sign]
                assert binding == level, tree
                return calculated(operator.name, {}, [self.read(operand)])
            case notation.Fraction(above, below):
                return calculated("divide", self.division, [self.read(above), self.read(below)])
            case notation.Power(notation.PlainWord("e"), exponent):
                return calculated("exp", {}, [self.read(exponent)])
            case notation.Power(base, exponent):
                return calculated("power", {}, [self.read(base), self.read(exponent)])
            case notation.Root(radicand, 2):
                return calculated("sqrt", {}, [self.read(radicand)])
            case notation.Root(radicand, degree):
                return calculated("power", {}, [self.read(radicand), Fraction(1, degree)])
            case notation.Fence("(", inner):
                return self.read(inner)
            case notation.Fence(left, inner):
                return calculated(FENCES[left].name, {}, [self.read(inner)])
            case notation.FunctionCall(function, arguments):
                return self.function(FUNCTIONS[function], arguments)
            case notation.Cases(branches, otherwise):
                return self.chosen(branches, otherwise)
            case notation.Summation(term):
                return calculated("sum", POOL, list(self.of_rows(term)))
        assert_never(tree)

    @property
    def division(self) -> Any:
        """Return what 0/0 and x/0 give, which is said beside the formula; in a mean they are invalid."""
        rules = self.setting if isinstance(self.setting, Division) else Division("error", "error")
        return {"zero_over_zero": ruling(rules.zero_over_zero), "over_zero": ruling(rules.over_zero)}

    def word(self, text: str) -> Any:
        """Return a flag, a text of the data or a state."""
        if not text:
            return MISSING
        if text.startswith("“"):
            return text[1:-1]
        if text in (WORDS["true"], WORDS["false"]):
            return text == WORDS["true"]
        return replay.State(next(kind for kind in replay.RULES.values() if WORDS[kind] == text))

    def cell(self, text: str, path: str) -> Any:
        """Return the value at a *path*, or as it is printed."""
        if self.cells is not None:
            return self.cells[path]
        if text == WORDS["missing"]:
            return self.absent[re.sub(r"\Aprevious\(|\)\Z|\b\d+\.", "", path)]  # one rule for all rows and both years
        return numeral(text) if text.lstrip("-")[:1].isdigit() else self.word(text)

    def function(self, name: str, arguments: Sequence[notation.Tree]) -> Any:
        """Return what a function gives; of one formula that holds for each row, what it gives of all rows."""
        if isinstance(self.setting, Rowwise):
            assert name != operators.MEAN.name or self.cells is not None, arguments
            rows = map(self.read, arguments) if self.cells is None else self.of_rows(*arguments)
            return calculated(aggregate(name), POOL, list(rows))
        assert name != operators.MEAN.name, arguments
        values = [self.read(argument) for argument in arguments]
        match self.setting:
            case Pool():  # what is excluded is not set, nor what picks the only value
                assert "excluded" not in values, arguments
                assert len(values) > 1 or name == operators.COUNT.name, arguments
                return calculated(aggregate(name), POOL, values)
            case Rounds(digits=digits, mode=mode) if name == operators.ROUND.name:
                assert values.pop() == digits
                return calculated(name, {"digits": digits, "rounding": mode}, values)
            case Bands(bands=bands, printed=printed):
                starts = [{"start": written(band.start), "open": band.open, "label": band.label} for band in bands]
                rounds = printed and {"digits": printed.digits, "rounding": printed.mode}
                return calculated(name, {"bands": starts, "printed": rounds}, values)
            case _:
                return calculated(name, {}, values)

    def of_rows(self, term: notation.Tree) -> Iterator[Any]:
        """Yield the value of *term* in each row."""
        for row in self.rows:
            yield evolve(self, cells={**(self.cells or {}), **row}).read(term)

    def chosen(self, branches: Sequence[tuple[notation.Tree, notation.Tree]], otherwise: notation.Tree) -> Any:
        """Return the value whose condition holds first."""
        for value, condition in branches:
            holds = self.read(condition)
            if type(holds) is replay.State or holds:
                return holds if type(holds) is replay.State else self.read(value)
        return self.read(otherwise)


def calculated(name: str, setting: Any, values: Sequence[Any]) -> Any:
    """Return what the replay computes, with all numbers as decimals where one of them is rounded."""
    rounded = any(isinstance(value, Decimal) for value in values)
    return computed(
        name,
        setting,
        [replay.decimal(value) if rounded and isinstance(value, Fraction) else value for value in values],
    )


def aggregate(name: str) -> str:
    """Return the aggregate that has the same word."""
    return {operators.CAP.name: operators.MIN.name, operators.BOUND_BELOW.name: operators.MAX.name}.get(name, name)


def numeral(text: str) -> Fraction:
    """Return a printed number: ``6,858.5``, ``70%``, ``1/9``."""
    whole = text.replace(",", "")
    return Fraction(whole[:-1]) / 100 if whole.endswith("%") else Fraction(whole)


@cache
def edition() -> Edition:
    """Return an edition with the inputs of the cases."""
    inputs = "\n".join(f"{name} = {{ kind = 'number' }}" for name in "abcdefgh")
    columns = "\n".join(f"{name} = {{ kind = 'number' }}" for name in "uv")
    indicator = "[indicator.N]\nname = 'N'\nunit = 'index'\nformula = 'x.a + sum(rows.u)'"
    head = "lkjdsl = 1\ntitle = 'T'\nyear = 2025\nlanguage = 'en'"
    return load(text=f"{head}\n[input.x]\n{inputs}\n[rows.{ROWS}]\n{columns}\n{indicator}\n")


def offices_of(case: Case) -> list[Office]:
    """Return *case* with each of its data, as it can be printed."""
    steps = [evolve(step, setting=_printable(step)) for step in case.program.steps]
    is_given = is_of(steps[-1], operators.GIVEN) and bool(steps[-1].arguments)
    return [
        Office(
            evolve(case.program, steps=tuple(steps)),
            Facts(
                list(map(_short, facts.inputs)),
                {name: _rows(table) for name, table in facts.rows.items()},
                {} if is_given else {path: _short_value(value) for path, value in facts.given.items()},
                list(map(_short, facts.previous)),
                {path: _short_value(value) for path, value in facts.earlier.items()},
            ),
        )
        for facts in case.data
    ]


def _printable(step: Step) -> Setting:
    """Return the setting of a step as an edition would have it: with weights of 100% together."""
    match step.setting:
        case Held(value):
            return Held(_short_value(value))
        case Pool(weights=weights, equal=equal):
            total = sum((Fraction(*weight) for weight in weights or ()), Fraction(0))
            shares = weights and tuple(number(Fraction(*weight) / total) for weight in weights)
            return Pool(shares, equal=equal)  # the least number of values is said beside the formula
        case _:
            return step.setting


def _rows(table: Columns) -> Columns:
    return Columns(table.length, [list(map(_short, column)) for column in table.values])


def _short(cell: Cell) -> Cell:
    return None if cell is None else _short_value(cell)


def _short_value(value: Value) -> Value:
    return number(Fraction(round(Fraction(*value), 2))) if isinstance(value, tuple) else value


def trees(office: Office) -> tuple[notation.Tree, notation.Tree]:
    """Return the formula with figures, and with names."""
    program, exact = office.program, Exact(office.facts)
    figures = Figures(exact, walk(program, exact), "en", WORDS)
    names = NameLettering(edition().definition, "en", WORDS)
    return meaning_at(program, -1, Typeset(figures), figures.cell), meaning_at(program, -1, Typeset(names), names.cell)


def _check(case: Case) -> None:
    with localcontext(replay.MANY):
        for office in offices_of(case):
            _check_office(office, case)


def _check_office(office: Office, case: Case) -> None:
    exact, last = Exact(office.facts), office.last
    values = walk(office.program, exact)
    if is_of(last, operators.APPLIES) and values[last.arguments[0]] is not True:
        return  # what a node would be that does not apply
    with_figures, with_names = trees(office)
    reader = Reader(last.setting, dict(_absent(office.program)))
    _compare(reader.read(with_figures), values[-1], office, case)
    cells, rows = _cells(office.program, exact), _cells_of_rows(office)
    everything = [value for one in (cells, *rows) for value in one.values()]
    if not any(type(value) is replay.State for value in everything):
        _compare(evolve(reader, cells=cells, rows=rows).read(with_names), values[-1], office, case)


def _compare(read: Any, value: Value, office: Office, case: Case) -> None:
    if read is MISSING:
        assert isinstance(value, State), str(case)
    elif not (office.last.operator in OF_SOME_SIGNS and isinstance(value, State) and value.kind == "invalid"):
        agree(read, value, case)


def _absent(program: Program) -> Iterator[tuple[str, Any]]:
    """Yield what each value of the data gives where it is missing."""
    for step in program.steps:
        match step.setting:
            case Rowwise(body=body):
                yield from _absent(body)
            case Slot(path=path, missing=rule) | Given(path=path, missing=rule):
                rule = "unavailable" if step.operator is operators.EARLIER else rule
                yield path, replay.ruled(ruling(rule))
            case _:
                pass


def _cells(program: Program, exact: Exact) -> dict[str, Any]:
    return {
        step.setting.path: replay.read(written(exact.apply(step, ())))
        for step in program.steps
        if isinstance(step.setting, Slot | Given) and not step.arguments and step.operator is not operators.OUTER
    }


def _cells_of_rows(office: Office) -> list[dict[str, Any]]:
    last = office.last
    if not is_of(last, operators.FOLD):
        return []
    table = office.facts.rows[last.setting.rows]
    rows = [[column[place] for column in table.values] for place in range(table.length)]
    return [_cells(last.setting.body, Exact(office.facts, row)) for row in rows]


TYPESET = Domain(
    "typeset",
    {"rules": rules.RULES, "rows": aggregates.OVER_ROWS},
    check=each(_check),
    answer=lambda case: [trees(office) for office in offices_of(case)],
)
