"""Random expressions whose units go together."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from lkjdsl.core import operators
from lkjdsl.syntax.formula_tree import Call, FlagLiteral, FormulaNode, Name, NumberLiteral, TextLiteral
from lkjdsl.syntax.unparse import unparse
from lkjdsl.testing.choices import Chooser, Draw
from lkjdsl.units import COUNT, FLAG, PERCENT, PLAIN, RUPIAH, TEXT, Unit, is_number, of_kind, of_node

EDGES = ("0", "1", "2", "3", "7", "10", "100", "0.5", "0.1", "1.5", "99.99", "1000000", "50%", "100%", "0.5%", "120%")
WORDS = ("PNBP", "RM", "")
COMPARISONS = ("<=", "<", ">", ">=", "=", "<>")
ONE_TO_ONE = ("negate", "abs", "floor", "ceil")
MANY_TO_ONE = ("min", "max", "sum", "mean", "median", "harmean", "coalesce")
FOLDS = tuple(operator.written for operator in operators.ROW_AGGREGATES if operator is not operators.COUNT)
ROOTS = ("sqrt", "ln", "exp")
MOST_EXPONENT = 4

_numerals = st.one_of(
    st.sampled_from(EDGES),
    st.integers(0, 10**6).map(str),
    st.tuples(st.integers(0, 999), st.integers(0, 9999)).map(lambda pair: f"{pair[0]}.{pair[1]:04}"),
    st.integers(0, 200).map(lambda percent: f"{percent}%"),
    st.integers(10**15, 10**30).map(str),
)


def numeral(text: str) -> NumberLiteral:
    """Return the number that *text* writes, such as ``'95.20'`` or ``'70%'``, as the parser does."""
    digits = text.removesuffix("%")
    whole, _, decimals = digits.partition(".")
    return NumberLiteral(
        (int(whole + decimals), 10 ** len(decimals) * (100 if digits != text else 1)), digits != text, text
    )


def numbers() -> st.SearchStrategy[NumberLiteral]:
    """Return a strategy for numerals: edges, whole numbers, decimals, percentages, and a few that are very long."""
    return _numerals.map(numeral)


@st.composite
def expressions(
    draw: Draw,
    names: Mapping[str, str] | None = None,
    *,
    unit: Unit = PLAIN,
    depth: int = 3,
    rows: Mapping[str, Mapping[str, str]] | None = None,
    previous: bool = False,
    roots: bool = False,
) -> FormulaNode:
    """
    Return the syntax tree of an expression of *unit* over *names*; ``unparse`` gives its text.

    *names* gives the kind or the unit of inputs, constants and results by path (without it there are numerals
    alone), *rows* the kinds of the columns of each table; *unit* is one that some name has, or ``plain``, or
    ``flag``. At most *depth* operations are nested. Only where asked for: ``previous(x)``, and *roots*, whose
    values may be approximate.
    """
    named = {path: of_node(of_kind(kind)) for path, kind in (names or {}).items()}
    return _ExpressionMaker(Chooser(draw), named, rows or {}, previous, roots).value(of_node(of_kind(unit)), depth)


def formulas(names: Mapping[str, str] | None = None, **options: Any) -> st.SearchStrategy[str]:
    """Return the texts of :func:`expressions`."""
    return expressions(names, **options).map(unparse)


def names_in(tree: FormulaNode) -> set[str]:
    """Return the names that *tree* names."""
    if isinstance(tree, Name):
        return {".".join(tree.parts)}
    return set().union(*map(names_in, tree.arguments)) if isinstance(tree, Call) else set()


def name(path: str) -> Name:
    """Return the node of a name."""
    return Name(tuple(path.split(".")))


def plus(*terms: FormulaNode) -> Call:
    """Return the sum of *terms*, with a sum at its head written out, as the parser does."""
    first, *rest = terms
    return Call("+", (*first.arguments, *rest) if isinstance(first, Call) and first.operator == "+" else terms)


@frozen(eq=False)
class _ExpressionMaker:
    """
    Draws expressions.

    Those that a method returns have exactly the unit asked for; ``fitting`` ones may also be plain.
    """

    choose: Chooser
    names: Mapping[str, Unit]
    rows: Mapping[str, Mapping[str, str]]
    previous: bool
    roots: bool
    by_unit: Mapping[Unit, list[str]] = field(init=False)

    @by_unit.default
    def _(self) -> Mapping[Unit, list[str]]:
        by_unit: dict[Unit, list[str]] = {}
        for path, unit in self.names.items():
            by_unit.setdefault(unit, []).append(path)
        return by_unit

    def value(self, unit: Unit, depth: int) -> FormulaNode:
        return self.flag(depth) if unit == FLAG else self.number(unit, depth)

    def number(self, unit: Unit, depth: int) -> FormulaNode:
        if depth == 0 or self.choose.below(7) < 2:  # noqa: PLR2004 - two of seven
            return self.leaf(unit)
        return self.choose.one_of(self._ways(unit))(depth - 1)

    def fitting(self, unit: Unit, depth: int) -> FormulaNode:
        return self.number(self.choose.one_of((unit, unit, PLAIN)), depth)

    def _ways(self, unit: Unit) -> Sequence[Callable[[int], FormulaNode]]:
        """Return the ways to make an expression of *unit*."""
        ways = [self.sum, self.difference, self.one_to_one, self.round, self.many_to_one, self.clamp, self.choice]
        ways.append(self.percent_of_percent if unit == PERCENT else self.times)
        if unit not in (PLAIN, PERCENT) and PERCENT in self.by_unit:
            ways.append(self.share)
        if unit == RUPIAH and COUNT in self.by_unit:
            ways.append(self.price)
        if self.rows:
            ways.append(self.fold)
        bound_ways: list[Callable[[int], FormulaNode]] = [partial(way, unit) for way in ways]
        if unit == PLAIN:
            bound_ways += [self.ratio, self.ratio, self.ratio, self.power, self.interpolate]
            bound_ways += [self.root] if self.roots else []
        return bound_ways

    def leaf(self, unit: Unit) -> FormulaNode:
        if unit in self.by_unit and (unit != PLAIN or self.choose.below(3)):
            return self.named(unit)
        literal: FormulaNode = self.choose.draw(numbers())
        return literal

    def named(self, unit: Unit) -> FormulaNode:
        path = self.choose.one_of(self.by_unit[unit])
        is_input = path[:1].islower() and "." in path and not path.startswith("target.")
        if self.previous and is_input and self.choose.below(6) == 1:
            return Call("previous", (name(path),))
        return name(path)

    def sum(self, unit: Unit, depth: int) -> FormulaNode:
        terms = [self.number(unit, depth), *(self.fitting(unit, depth) for _ in range(1 + self.choose.below(2)))]
        return plus(*(reversed(terms) if self.choose.below(2) else terms))

    def difference(self, unit: Unit, depth: int) -> FormulaNode:
        return Call("-", (self.number(unit, depth), self.fitting(unit, depth)))

    def one_to_one(self, unit: Unit, depth: int) -> FormulaNode:
        return Call(self.choose.one_of(ONE_TO_ONE), (self.number(unit, depth),))

    def round(self, unit: Unit, depth: int) -> FormulaNode:
        decimals = self.choose.draw(st.integers(-2, 5))
        places: FormulaNode = numeral(str(abs(decimals)))
        return Call("round", (self.number(unit, depth), Call("negate", (places,)) if decimals < 0 else places))

    def many_to_one(self, unit: Unit, depth: int) -> FormulaNode:
        function = self.choose.one_of((*MANY_TO_ONE, "geomean") if self.roots else MANY_TO_ONE)
        further = operators.WRITTEN[function].least - 1 + self.choose.below(3)
        return Call(function, (self.number(unit, depth), *(self.fitting(unit, depth) for _ in range(further))))

    def clamp(self, unit: Unit, depth: int) -> FormulaNode:
        return Call("clamp", (self.number(unit, depth), self.fitting(unit, depth), self.fitting(unit, depth)))

    def choice(self, unit: Unit, depth: int) -> FormulaNode:
        return Call("if", (self.flag(depth), self.number(unit, depth), self.fitting(unit, depth)))

    def times(self, unit: Unit, depth: int) -> FormulaNode:
        return Call(self.choose.one_of(("*", "/")), (self.number(unit, depth), self.number(PLAIN, depth)))

    def percent_of_percent(self, unit: Unit, depth: int) -> FormulaNode:
        return Call(self.choose.one_of(("*", "/")), (self.number(unit, depth), numeral(f"{self.choose.below(200)}%")))

    def share(self, unit: Unit, depth: int) -> FormulaNode:
        return Call("*", (self.number(unit, depth), self.number(PERCENT, depth)))

    def price(self, unit: Unit, depth: int) -> FormulaNode:
        return Call(self.choose.one_of(("*", "/")), (self.number(unit, depth), self.number(COUNT, depth)))

    def ratio(self, depth: int) -> FormulaNode:
        alike = self.choose.one_of([*filter(is_number, self.by_unit), PLAIN])
        return Call("/", (self.number(alike, depth), self.number(alike, depth)))

    def power(self, depth: int) -> FormulaNode:
        exponent = self.choose.draw(st.integers(-MOST_EXPONENT, MOST_EXPONENT))
        written: FormulaNode = numeral(str(abs(exponent)))
        return Call("^", (self.number(PLAIN, depth), Call("negate", (written,)) if exponent < 0 else written))

    def interpolate(self, depth: int) -> FormulaNode:
        abscissas = sorted({self.choose.below(200) for _ in range(1 + self.choose.below(3))})
        points = [point for x in abscissas for point in (numeral(str(x)), self.number(PLAIN, depth))]
        return Call("interpolate", (self.number(PLAIN, depth), *points))

    def root(self, depth: int) -> FormulaNode:
        return Call(self.choose.one_of(ROOTS), (self.number(PLAIN, depth),))

    def fold(self, unit: Unit, depth: int) -> FormulaNode:
        """Return an aggregate over the rows of a table, or of a value that is the same in all of them."""
        table = self.choose.one_of(list(self.rows))
        columns = {f"{table}.{column}": of_kind(kind) for column, kind in self.rows[table].items()}
        row = evolve(self, names={**columns, **self.names}, previous=False)
        if unit == COUNT and self.choose.below(2):
            return Call("count", (row.flag(depth),))
        return Call(self.choose.one_of(FOLDS), (row.number(unit, depth),))

    def flag(self, depth: int) -> FormulaNode:
        if depth == 0:
            return self.named(FLAG) if FLAG in self.by_unit else FlagLiteral(self.choose.chance(2))
        if TEXT in self.by_unit and self.choose.chance(6):
            word = TextLiteral(self.choose.one_of(WORDS))
            return Call(self.choose.one_of(("=", "<>")), (name(self.choose.one_of(self.by_unit[TEXT])), word))
        ways = (self.comparison, self.comparison, self.comparison, self.junction, self.inverse, self.availability)
        return self.choose.one_of(ways)(depth - 1)

    def comparison(self, depth: int) -> FormulaNode:
        alike = self.choose.one_of([*filter(is_number, self.by_unit), PLAIN])
        return Call(self.choose.one_of(COMPARISONS), (self.number(alike, depth), self.fitting(alike, depth)))

    def junction(self, depth: int) -> FormulaNode:
        return Call(self.choose.one_of(("and", "or")), (self.flag(depth), self.flag(depth)))

    def availability(self, depth: int) -> FormulaNode:
        return Call("available", (self.number(self.choose.one_of([*filter(is_number, self.by_unit), PLAIN]), depth),))

    def inverse(self, depth: int) -> FormulaNode:
        return Call("not", (self.flag(depth),))
