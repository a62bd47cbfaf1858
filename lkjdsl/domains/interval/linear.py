"""
Numbers as sums of multiples of unknowns: what operands share, which intervals alone forget.

An unknown (an atom) is a value of the data, a sum over rows, or the value of a step that is no such sum. A form holds
whenever its value is a number; then all its atoms are numbers, too.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from lkjdsl.core.program import Step
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


def source_of(one: Atom) -> Atom | None:
    """Return the value of the data that moves an atom: for a sum of a column a cell, for a number of rows none."""
    match one:
        case ("sum" | "column", str(rows), int(index), *_):
            return column_atom(rows, index)
        case ("rows", _):
            return None
        case _:
            return one


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
            found = terms.get(atom, 0) + factor
            if found:
                terms[atom] = found
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
        return Linear(self.constant * factor, {atom: factor * one for atom, one in self.terms.items()})

    @property
    def key(self) -> Hashable:
        """Return something that is equal for equal forms and can be hashed."""
        return self.constant, frozenset(self.terms.items())

    def replaced(self, atoms: Callable[[Atom], Atom], one: Atom) -> "Linear":
        """Return the form with its atoms replaced, and the constant as a multiple of the atom *one*."""
        terms = {atoms(atom): factor for atom, factor in self.terms.items()}
        if self.constant:
            terms[one] = self.constant
        return Linear(Fraction(0), terms)


def atom(one: Atom) -> Linear:
    """Return the form of a single atom."""
    return Linear(Fraction(0), {one: Fraction(1)})


def constant(number: Number) -> Linear:
    """Return the form of a known number."""
    return Linear(Fraction(*number))


Order = Literal[">=", ">", "=", "<>"]

_OPPOSITE = {
    "less": "at-least",
    "at-least": "less",
    "greater": "at-most",
    "at-most": "greater",
    "equal": "different",
    "different": "equal",
}


@frozen(eq=False)
class Relation:
    """Something known: a form compared with 0, and who says so (``constraint`` with its name, ``condition`` ...)."""

    form: Linear
    order: Order
    said_by: str = ""
    name: str = ""


def compared(difference: Linear, name: str, *, holds: bool) -> Relation:
    """Return what a comparison of two forms says of their *difference* where it holds, or where it does not."""
    if not holds:
        name = _OPPOSITE[name]
    match name:
        case "less" | "at-most":
            return Relation(-difference, ">" if name == "less" else ">=", "condition")
        case "greater" | "at-least":
            return Relation(difference, ">" if name == "greater" else ">=", "condition")
        case _:
            return Relation(difference, "=" if name == "equal" else "<>", "condition")


def is_denied(form: Linear, relations: Iterable[Relation]) -> bool:
    """Return whether one of *relations* says in so many words that *form* is not 0."""
    return any(one.order in (">", "<>") and _is_multiple(form, one.form) for one in relations)


def _is_multiple(left: Linear, right: Linear) -> bool:
    first = next(iter(left.terms), None)
    if first is None or first not in right.terms:
        return False
    return left.times(right.terms[first] / left.terms[first]).key == right.key


def form_of(step: Step, forms: Sequence[Linear | None], *, sure: bool) -> Linear | None:
    """
    Return the form of *step* from those of its arguments, or None where it is no sum of multiples.

    *sure* says that no argument can be excluded, so that a mean is the same sum whatever the data.
    """
    known = [form for form in forms if form is not None]
    if len(known) < len(forms) or not known:
        return None
    match step.operator.name:
        case "add":
            return _sum(known)
        case "subtract":
            return known[0] - known[1]
        case "negate":
            return -known[0]
        case "multiply" | "divide" as name:
            return _scaled(name, *known)
        case "sum" if sure:
            return _sum(known)
        case "mean" | "weighted-mean" if sure:
            weights = _weights(step, len(known))
            return _sum(form.times(weight) for form, weight in zip(known, weights, strict=True))
        case _:
            return None


def _sum(forms: Iterable[Linear]) -> Linear:
    total = Linear(Fraction(0))
    for form in forms:
        total += form
    return total


def _scaled(name: str, left: Linear, right: Linear) -> Linear | None:
    if not right.terms:
        if name == "multiply":
            return left.times(right.constant)
        return left.times(1 / right.constant) if right.constant else None
    return right.times(left.constant) if name == "multiply" and not left.terms else None


def _weights(step: Step, count: int) -> list[Fraction]:
    setting: Any = step.setting
    weights = [Fraction(*weight) for weight in setting.weights or [(1, 1)] * count]
    whole = sum(weights)
    return [weight / whole for weight in weights]
