"""Random data for an edition."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import define, field
from hypothesis import assume
from hypothesis import strategies as st

from lkjdsl.edition import Edition
from lkjdsl.evaluate.data_findings import formulas
from lkjdsl.model.definition import Definition, Input
from lkjdsl.model.expressions import Constant, walk
from lkjdsl.numbers.rational import Number, reduced, round_at
from lkjdsl.syntax.toml_writer import toml_text
from lkjdsl.testing.choices import Chooser, Draw
from lkjdsl.trying.repair import mended
from lkjdsl.trying.spelled_numbers import bounded, numbers_of, spelled
from lkjdsl.units import COUNT, INDEX, PERCENT, RUPIAH, of_node

COUNTS = (0, 1, 2, 3, 7, 8, 32, 100, 160, 200, 2_000, 7_630, 20_000, 10**9, 2**53 + 1, 10**18)
"""As denominators 8, 32, 160, 2.000 and 20.000 give quotients that lie exactly between two printed ones."""
HUGE = (2**63, 10**30, 10**60 + 1)
WORDS = ("PNBP", "RM", "Belanja Modal", "")
ABSENT = ("-", "tidak tersedia")
NOT_APPLICABLE = "tidak berlaku"
NIL = "nihil"
WHOLES = ("none", "small", "any", "apt", "apt", "met", "one more", "stated")
"""Where a whole number comes from; ``met``: another input has it, ``stated``: the edition says it."""
MOST_ROWS = 4
DECIMALS = 4
"""Of a number that is read from data or stated for a scale: short enough to be typed."""


def data_for(
    edition: Edition, *, complete: bool = False, given: bool = True, sound: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    """
    Return a strategy for data of *edition*, nested as in a file: ``{'paspor': {'terbit': 6858}, 'belanja': [...]}``.

    Every value has its kind and keeps its bounds. Values are often those that decide something: 0, 1, as much as
    another input or one more, the numbers of the edition itself, halves of a printed digit; and some are huge.

    complete: no input is missing or does not apply. given: some nodes are given. sound: constraints hold.
    """

    @st.composite  # without the edition among its arguments, of which hypothesis would keep the whole text
    def data(draw: Draw) -> dict[str, Any]:
        tables = _DataMaker(Chooser(draw), edition.definition, complete).tables(given=given)
        if not sound:
            return tables
        kept = mended(edition, tables)
        assume(kept is not None)
        return kept or {}

    return data()


def data_texts(edition: Edition, **options: Any) -> st.SearchStrategy[str]:
    """Return the texts of :func:`data_for`: data files."""
    return data_for(edition, **options).map(toml_text)


@define(eq=False)
class _DataMaker:
    """Draws one office's data; ``met`` are the whole numbers drawn so far."""

    choose: Chooser
    definition: Definition
    complete: bool
    met: list[int] = field(factory=list)
    numbers: Sequence[Number] = field(init=False)
    words: Sequence[str] = field(init=False)

    @numbers.default
    def _(self) -> Sequence[Number]:
        return list(dict.fromkeys(map(reduced, numbers_of(self.definition))))

    @words.default
    def _(self) -> Sequence[str]:
        expressions = (node for formula in formulas(self.definition) for node in walk(formula.expression))
        named = [
            expression.value
            for expression in expressions
            if isinstance(expression, Constant) and isinstance(expression.value, str)
        ]
        return list(dict.fromkeys((*named, *WORDS)))

    def tables(self, *, given: bool) -> dict[str, Any]:
        tables: dict[str, Any] = {"year": self.definition.year}
        if self.choose.chance(12):
            tables["year"] += self.choose.one_of((-1, 1))
        for path, input_ in self.definition.inputs.items():
            group, name = path.split(".")
            tables.setdefault(group, {})
            if self.complete or not self.choose.chance(12):
                tables[group][name] = self.value(input_)
        for table, rows in self.definition.rows.items():
            if not (self.complete or rows.fixed) and self.choose.chance(12):
                continue  # the data do not have it
            number = len(rows.fixed) or self.choose.below(MOST_ROWS + 1)
            drawn = [{name: self.value(column) for name, column in rows.columns.items()} for _ in range(number)]
            tables[table] = rows.named(drawn)
        if given:
            tables["given"] = self.given()
        return {key: value for key, value in tables.items() if value != {}}

    def given(self) -> dict[str, Any]:
        """Return values of nodes: of most that have neither formula nor components, of few others."""
        given: dict[str, Any] = {}
        for node in self.definition.nodes():
            computed = node.formula is not None or node.components
            if not self.choose.chance(20 if computed else 2):
                continue
            kind = of_node(node.unit)
            value = self.value(Input(node.path, kind if kind in (PERCENT, COUNT, RUPIAH, INDEX) else "number"))
            given[node.path] = {"value": value, "from": "Survei"} if self.choose.chance(3) else value
        return given

    def value(self, input_: Input) -> Any:
        """Return a value of the kind of *one*, or one of the words that stand for none."""
        if not self.complete and self.choose.chance(16):
            return self.choose.one_of((NOT_APPLICABLE, *ABSENT))
        if input_.kind in (COUNT, RUPIAH) and input_.minimum is None and self.choose.chance(12):
            return NIL
        match input_.kind:
            case "text":
                return self.choose.one_of(self.words)
            case "flag":
                return self.choose.chance(2)
            case "count":
                return self.whole(input_)
            case "rupiah":
                return Decimal(self.whole(input_)) if self.choose.chance(12) else self.whole(input_)
            case "percent":
                return spelled(self.decimal(input_), PERCENT)
            case _:
                return spelled(self.decimal(input_), input_.kind)

    def whole(self, input_: Input) -> int:
        """Return a whole number from 0 within the bounds of *one*, often one that was met before, or one more."""
        match self.choose.one_of(WHOLES):
            case "small":
                number = self.choose.below(101)
            case "any":
                number = self.choose.draw(st.integers(0, 10**6))
            case "apt":
                number = self.choose.one_of(HUGE if self.choose.chance(16) else COUNTS)
            case "met" if self.met:
                number = self.choose.one_of(self.met)
            case "one more" if self.met:
                number = self.choose.one_of(self.met) + 1
            case "stated" if self.numbers:
                number = abs(self.choose.one_of(self.choose.one_of(self.numbers)))
            case _:
                number = 0
        number = bounded((number, 1), input_)[0]
        self.met.append(number)
        return number

    def decimal(self, input_: Input) -> Number:
        """Return a short decimal within the bounds of *one*, often a number of the edition or next to one."""
        way = self.choose.below(4)
        if way == 0 or (way == 1 and not self.numbers):
            number: Number = self.choose.below(101), 100 if input_.kind == PERCENT else 1
        elif way == 1:
            a, b = self.choose.one_of(self.numbers)
            number = round_at((a * 100 + self.choose.one_of((0, 1, -1)) * b, b * 100), DECIMALS, "down")
        else:
            number = self.choose.draw(st.integers(-(10**5), 2 * 10**6)), 10**DECIMALS
        return bounded(number, input_)
