"""
Numbers as sums of multiples of unknowns: what operands share, which intervals alone forget.

An unknown (an atom) is a value of the data, a sum over rows, or the value of a step that is no such sum. A form holds
whenever its value is a number; then all its atoms are numbers, too.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from lkjdsl.core.program import Operator
from lkjdsl.numbers.rational import Number

Atom = Hashable


def input_atom(index: int) -> Atom:
    """Return the atom of an input, by its position in the facts."""
    return "input", index


def previous_atom(index: int) -> Atom:
    """Return the atom of an input in the previous year's data."""
    return "previous", index


def column_atom(rows: str, index: int, row: int | None = None) -> Atom:
    """Return the atom of a column in the row at hand, or in the row of that number."""
    return "column", rows, index, row


def sum_atom(rows: str, index: int) -> Atom:
    """Return the atom of the sum of a column over all rows."""
    return "sum", rows, index


def given_atom(path: str) -> Atom:
    """Return the atom of a node's value that the data gives."""
    return "given", path


def source_of(key: Atom) -> Atom | None:
    """Return the value of the data that moves an atom: for a sum of a column a cell, for a number of rows none."""
    match key:
        case ("sum" | "column", str(rows), int(index), *_):
            return column_atom(rows, index)
        case ("rows", _):
            return None
        case _:
            return key


def count_atom(rows: str) -> Atom:
    """Return the atom of the number of rows."""
    return "rows", rows


@frozen(eq=False)
class Linear:
    """A constant plus multiples of atoms; no multiple is 0."""

    constant: Fraction
    terms: Mapping[Atom, Fraction] = field(factory=dict)

    def __neg__(self) -> "Linear":
        """Return the form with the other sign."""
        return Linear(-self.constant, {atom: -factor for atom, factor in self.terms.items()})

    def __add__(self, other: "Linear") -> "Linear":
        """Return the sum."""
        terms = dict(self.terms)
        for atom, factor in other.terms.items():
            value = terms.get(atom, 0) + factor
            if value:
                terms[atom] = value
            else:
                del terms[atom]
        return Linear(self.constant + other.constant, terms)

    def __sub__(self, other: "Linear") -> "Linear":
        """Return the difference."""
        return self + -other

    def times(self, factor: Fraction) -> "Linear":
        """Return the multiple by *factor*."""
        if factor == 1:
            return self
        if factor == 0:
            return Linear(Fraction(0))
        return Linear(self.constant * factor, {atom: factor * term for atom, term in self.terms.items()})

    @property
    def key(self) -> Hashable:
        """Return something that is equal for equal forms and can be hashed."""
        return self.constant, frozenset(self.terms.items())

    def replaced(self, atoms: Callable[[Atom], Atom], key: Atom) -> "Linear":
        """Return the form with its atoms replaced, and the constant as a multiple of the atom *one*."""
        terms = {atoms(atom): factor for atom, factor in self.terms.items()}
        if self.constant:
            terms[key] = self.constant
        return Linear(Fraction(0), terms)


def atom(key: Atom) -> Linear:
    """Return the form of a single atom."""
    return Linear(Fraction(0), {key: Fraction(1)})


def constant(number: Number) -> Linear:
    """Return the form of a known number."""
    return Linear(Fraction(*number))


Order = Literal[">=", ">", "=", "<>"]

SIGNS = frozenset((-1, 0, 1))
_ORDERS: Mapping[frozenset[int], Order] = {
    frozenset((1,)): ">", frozenset((0, 1)): ">=", frozenset((0,)): "=", frozenset((-1, 1)): "<>",
}  # fmt: skip


@frozen(eq=False)
class Relation:
    """Something known: a form compared with 0, and who says so (``constraint`` with its name, ``condition`` ...)."""

    form: Linear
    order: Order
    said_by: str = ""
    name: str = ""


def compared(difference: Linear, comparison: Operator, *, holds: bool) -> Relation:
    """Return what a *comparison* of two forms says of their *difference* where it holds, or where it does not."""
    assert comparison.holds_for is not None
    signs = comparison.holds_for if holds else SIGNS - comparison.holds_for
    if signs <= {-1, 0} and signs != {0}:
        difference, signs = -difference, frozenset(-sign for sign in signs)
    return Relation(difference, _ORDERS[signs], "condition")


def is_denied(form: Linear, relations: Iterable[Relation]) -> bool:
    """Return whether one of *relations* says in so many words that *form* is not 0."""
    return any(relation.order in (">", "<>") and _is_multiple(form, relation.form) for relation in relations)


def _is_multiple(left: Linear, right: Linear) -> bool:
    first = next(iter(left.terms), None)
    if first is None or first not in right.terms:
        return False
    return left.times(right.terms[first] / left.terms[first]).key == right.key


def summed(forms: Iterable[Linear]) -> Linear:
    """Return the sum of *forms*."""
    total = Linear(Fraction(0))
    for form in forms:
        total += form
    return total


def product(left: Linear, right: Linear) -> Linear | None:
    """Return the product, where one of the two is a known number."""
    if not right.terms:
        return left.times(right.constant)
    return None if left.terms else right.times(left.constant)


def quotient(left: Linear, right: Linear) -> Linear | None:
    """Return the quotient, where the denominator is a known number other than 0."""
    return None if right.terms or not right.constant else left.times(1 / right.constant)


def mean(forms: Sequence[Linear], weights: Sequence[Number]) -> Linear:
    """Return the weighted mean."""
    shares = [Fraction(*weight) for weight in weights]
    return summed(form.times(share / sum(shares)) for form, share in zip(forms, shares, strict=True))
