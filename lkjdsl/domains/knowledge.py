"""What is known of the atoms of a program, and the bounds that follow from it for sums and quotients of them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from attrs import Factory, define, evolve, frozen

from lkjdsl import intervals
from lkjdsl.domains.linear import Atom, Linear, Relation
from lkjdsl.domains.linear import atom as form_of_atom
from lkjdsl.intervals import Interval, interval
from lkjdsl.rational import Number
from lkjdsl.simplex import Proof, least_bound

UNIT = Linear(Fraction(1))
"""The denominator of what is no quotient."""


@frozen
class Bound:
    """
    A proven end: no number is above ``end``, and none on it where it is ``open``.

    ``used`` are the relations that add up to it, each with the multiple of it that is added.
    """

    end: Number
    open: bool
    used: tuple[tuple[Relation, Fraction], ...]


Answer = Bound | Literal["contradiction"] | None
"""None: no bound follows. A contradiction: no numbers fulfil what is known."""


Answers = tuple[Answer, Answer]
"""The lower bound, turned over, and the upper one."""


@define(eq=False)
class Knowledge:
    """
    The interval of each atom, whether it is sure to be a number, and relations between atoms.

    A relation is used where every atom in it is sure, or is part of the number asked about: a constraint that
    cannot be checked, since one of its values is missing, says nothing.
    """

    atoms: dict[Atom, Interval] = Factory(dict)
    sure: set[Atom] = Factory(set)
    of_atom: dict[Atom, list[Relation]] = Factory(dict)
    answers: dict[object, Answer] = Factory(dict)

    def learn_atom(self, atom: Atom, numbers: Interval, *, sure: bool) -> None:
        """Take what an atom may be."""
        if atom not in self.atoms:
            self.atoms[atom] = numbers
            if sure:
                self.sure.add(atom)

    def learn(self, relation: Relation) -> None:
        """Take a relation."""
        for atom in relation.form.terms:
            self.of_atom.setdefault(atom, []).append(relation)

    def is_related(self, *forms: Linear) -> bool:
        """Return whether a relation tells something of the atoms of *forms*."""
        return any(atom in self.of_atom for form in forms for atom in form.terms)

    def numbers_of(self, form: Linear) -> Interval:
        """Return the values of *form* as far as the intervals of its atoms tell."""
        total = intervals.point(form.constant.as_integer_ratio())
        for atom, factor in form.terms.items():
            total = intervals.add(total, intervals.scale(self.atoms[atom], factor.as_integer_ratio()))
        return total

    def between(self, form: Linear, given: Sequence[Relation] = (), denominator: Linear = UNIT) -> Answers:
        """Return the bounds of *form*; over a *denominator*, where that is above 0."""
        return self.bound(form.times(Fraction(-1)), given, denominator), self.bound(form, given, denominator)

    def bound(self, form: Linear, given: Sequence[Relation] = (), denominator: Linear = UNIT) -> Answer:
        """
        Return the upper bound of *form* over *denominator* where that is above 0.

        *given* are further relations, which hold wherever the value is used.
        """
        key = form.key, denominator.key, tuple((one.form.key, one.order) for one in given)
        if key not in self.answers:
            self.answers[key] = self._bound(form, given, denominator)
        return self.answers[key]

    def _bound(self, form: Linear, given: Sequence[Relation], denominator: Linear) -> Answer:
        above_zero = [Relation(denominator, ">", "denominator")] if denominator.terms else []
        facts = self._facts([form, denominator], [*given, *above_zero])
        forms = (form, denominator, *(fact.form for fact in facts))
        atoms = list(dict.fromkeys(atom for one in forms for atom in one.terms))
        above, scale = _whole(form, atoms)
        below, scale_below = _whole(denominator, atoms)
        rows = [_whole(fact.form, atoms) for fact in facts]
        proof = least_bound(above, below, [row for row, _ in rows])
        if not isinstance(proof, Proof):
            return proof
        multiples = [
            Fraction(*multiple) * factor / scale for multiple, (_, factor) in zip(proof.multiples, rows, strict=True)
        ]
        used = tuple((fact, multiple) for fact, multiple in zip(facts, multiples, strict=True) if multiple)
        is_open = proof.rest[0] > 0 or any(fact.order == ">" for fact, _ in used)
        end = Fraction(*proof.bound) * scale_below / scale
        return Bound(end.as_integer_ratio(), is_open, used)

    def _facts(self, forms: Iterable[Linear], given: Sequence[Relation]) -> list[Relation]:
        """Return everything that may tell of the atoms of *forms*, as forms that are at least, or above, 0."""
        assured = self.sure | {atom for form in (*forms, *(one.form for one in given)) for atom in form.terms}
        relations = dict.fromkeys(map(id, given))
        found = [*given]
        reached: dict[Atom, None] = {}
        waiting = [atom for form in (*forms, *(one.form for one in given)) for atom in form.terms]
        while waiting:
            atom = waiting.pop()
            if atom in reached:
                continue
            reached[atom] = None
            for relation in self.of_atom.get(atom, ()):
                if id(relation) not in relations and all(other in assured for other in relation.form.terms):
                    relations[id(relation)] = None
                    found.append(relation)
                    waiting.extend(relation.form.terms)
        ends = [end for atom in reached for end in self.ends_of(atom)]
        return [*ends, *(one for relation in found for one in self._as_inequalities(relation))]

    def ends_of(self, atom: Atom) -> Iterable[Relation]:
        """Yield the ends of an atom's interval as relations."""
        numbers = self.atoms[atom]
        one = form_of_atom(atom)
        if numbers.low is not None:
            yield Relation(one + Linear(-Fraction(*numbers.low)), ">" if numbers.low_open else ">=", "range")
        if numbers.high is not None:
            high = Linear(Fraction(*numbers.high)) - one
            yield Relation(high, ">" if numbers.high_open else ">=", "range")

    def _as_inequalities(self, relation: Relation) -> Iterable[Relation]:
        turned = evolve(relation, form=relation.form.times(Fraction(-1)))
        match relation.order:
            case ">=":
                yield relation
            case ">":
                yield self._sharpened(relation)
            case "=":
                yield evolve(relation, order=">=")
                yield evolve(turned, order=">=")
            case "<>":
                numbers = self.numbers_of(relation.form)
                if intervals.negative_part(numbers) is None:
                    yield self._sharpened(evolve(relation, order=">"))
                elif intervals.positive_part(numbers) is None:
                    yield self._sharpened(evolve(turned, order=">"))

    def _sharpened(self, relation: Relation) -> Relation:
        """Return a relation of whole numbers above 0 as one of whole numbers that are at least 1."""
        form = relation.form
        if not all(self.atoms[atom].whole for atom in form.terms):
            return relation
        scale = lcm(form.constant.denominator, *(factor.denominator for factor in form.terms.values()))
        return evolve(relation, form=form.times(Fraction(scale)) + Linear(Fraction(-1)), order=">=")


def _whole(form: Linear, atoms: Sequence[Atom]) -> tuple[list[int], Fraction]:
    """Return the multiples of *atoms* and the constant as whole numbers, and what *form* was multiplied with."""
    numbers = [*(form.terms.get(atom, Fraction(0)) for atom in atoms), form.constant]
    scale = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (scale // number.denominator) for number in numbers], Fraction(scale)


def as_interval(answers: Answers, around: Interval) -> Interval | None:
    """Return what lies between two bounds and in *around*, or None where what is known leaves no number."""
    low, high = answers
    if low == "contradiction" or high == "contradiction":
        return None
    assert not isinstance(low, str)
    assert not isinstance(high, str)
    found = interval(
        None if low is None else (-low.end[0], low.end[1]),
        None if high is None else high.end,
        low_open=low is not None and low.open,
        high_open=high is not None and high.open,
    )
    return None if found is None else intervals.intersection(found, around)
