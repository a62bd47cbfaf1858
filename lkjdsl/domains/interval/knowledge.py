"""What is known of the atoms of a program, and the bounds that follow from it for sums and quotients of them."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from attrs import Factory, define, evolve, frozen

from lkjdsl.domains.interval.linear import Atom, Linear, Relation
from lkjdsl.domains.interval.linear import atom as form_of_atom
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval, interval
from lkjdsl.numbers.rational import Number
from lkjdsl.numbers.simplex import Proof, least_bound

UNIT = Linear(Fraction(1))
"""The denominator of what is no quotient."""


@frozen
class ProvenEnd:
    """
    A proven end: no number is above ``end``, and none on it where it is ``open``.

    ``used`` are the relations that add up to it, each with the multiple of it that is added.
    """

    end: Number
    open: bool
    used: tuple[tuple[Relation, Fraction], ...]


Conclusion = ProvenEnd | Literal["contradiction"] | None
"""None: no bound follows. A contradiction: no numbers fulfil what is known."""
Answers = tuple[Conclusion, Conclusion]
"""The lower bound, turned over, and the upper one."""


@frozen(eq=False)
class Inequality:
    """A relation as a form that is at least 0, or above: whole multiples of atoms, ``scale`` times the relation's."""

    relation: Relation
    terms: Mapping[Atom, int]
    constant: int
    scale: int

    @classmethod
    def of(cls, relation: Relation) -> "Inequality":
        """Return *relation* in whole numbers."""
        form = relation.form
        scale = lcm(form.constant.denominator, *(factor.denominator for factor in form.terms.values()))
        terms = {atom: factor.numerator * (scale // factor.denominator) for atom, factor in form.terms.items()}
        return cls(relation, terms, form.constant.numerator * (scale // form.constant.denominator), scale)

    def row(self, places: Mapping[Atom, int]) -> list[int]:
        """Return the multiple of each atom at its place, and last the constant."""
        found = [0] * len(places) + [self.constant]
        for atom, factor in self.terms.items():
            found[places[atom]] = factor
        return found


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
    _ends: dict[Atom, list[Inequality]] = Factory(dict)
    _whole: dict[Relation, list[Inequality]] = Factory(dict)
    _answers: dict[object, Conclusion] = Factory(dict)

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
        """
        Return the bounds of *form*; over a *denominator*, where that is above 0.

        *given* are further relations, which hold wherever the value is used.
        """
        above_zero = [Relation(denominator, ">", "denominator")] if denominator.terms else []
        facts = self._facts([form, denominator], [*given, *above_zero])
        return self._bound(-form, denominator, facts), self._bound(form, denominator, facts)

    def is_cone(self, form: Linear) -> bool:
        """Return whether all that is known of *form* holds as well for any multiple of its atoms: no bound but 0."""
        return not form.constant and not any(fact.constant for fact in self._facts([form], ()))

    def _bound(self, form: Linear, denominator: Linear, facts: Sequence[Inequality]) -> Conclusion:
        key = form.key, denominator.key, tuple(map(id, facts))
        if key not in self._answers:
            self._answers[key] = _proven(form, denominator, facts)
        return self._answers[key]

    def reached(self, forms: Iterable[Linear]) -> set[Atom]:
        """Return the atoms of *forms*, and all that relations connect them with."""
        return set(self._connected(forms, ())[0])

    def _facts(self, forms: Iterable[Linear], given: Sequence[Relation]) -> list[Inequality]:
        """Return everything that may tell of the atoms of *forms*; first what proves that a bound is never reached."""
        reached, relations = self._connected(forms, given)
        ends = [end for atom in reached for end in self._ends_as_inequalities(atom)]
        facts = [*ends, *(as_inequality for relation in relations for as_inequality in self._as_inequalities(relation))]
        return sorted(facts, key=lambda fact: fact.relation.order != ">")

    def _connected(
        self, forms: Iterable[Linear], given: Sequence[Relation]
    ) -> tuple[Mapping[Atom, None], Mapping[Relation, None]]:
        """Return the atoms that relations connect with those of *forms*, and these relations."""
        asked = [atom for form in (*forms, *(value.form for value in given)) for atom in form.terms]
        assured = self.sure.union(asked)
        relations = dict.fromkeys(given)
        reached: dict[Atom, None] = {}
        waiting = asked[::-1]
        while waiting:
            atom = waiting.pop()
            if atom not in reached:
                reached[atom] = None
                for relation in self.of_atom.get(atom, ()):
                    if relation not in relations and relation.form.terms.keys() <= assured:
                        relations[relation] = None
                        waiting.extend(relation.form.terms)
        return reached, relations

    def _ends_as_inequalities(self, atom: Atom) -> list[Inequality]:
        if atom not in self._ends:
            self._ends[atom] = [Inequality.of(end) for end in self.ends_of(atom)]
        return self._ends[atom]

    def ends_of(self, atom: Atom) -> Iterable[Relation]:
        """Yield the ends of an atom's interval as relations."""
        numbers = self.atoms[atom]
        linear = form_of_atom(atom)
        if numbers.low is not None:
            yield Relation(linear + Linear(-Fraction(*numbers.low)), ">" if numbers.low_open else ">=", "range")
        if numbers.high is not None:
            yield Relation(Linear(Fraction(*numbers.high)) - linear, ">" if numbers.high_open else ">=", "range")

    def _as_inequalities(self, relation: Relation) -> list[Inequality]:
        if relation not in self._whole:
            self._whole[relation] = [Inequality.of(one) for one in self._split(relation)]
        return self._whole[relation]

    def _split(self, relation: Relation) -> Iterable[Relation]:
        match relation.order:
            case ">=":
                yield relation
            case ">":
                yield self._sharpened(relation)
            case "=":
                yield evolve(relation, order=">=")
                yield evolve(relation, form=-relation.form, order=">=")
            case "<>":
                numbers = self.numbers_of(relation.form)
                if intervals.negative_part(numbers) is None:
                    yield self._sharpened(evolve(relation, order=">"))
                elif intervals.positive_part(numbers) is None:
                    yield self._sharpened(evolve(relation, form=-relation.form, order=">"))

    def _sharpened(self, relation: Relation) -> Relation:
        """Return a relation of whole numbers above 0 as one of whole numbers that are at least 1."""
        form = relation.form
        if not all(self.atoms[atom].whole for atom in form.terms):
            return relation
        scale = Fraction(Inequality.of(relation).scale)
        return evolve(relation, form=form.times(scale) + Linear(Fraction(-1)), order=">=")


def _proven(form: Linear, denominator: Linear, facts: Sequence[Inequality]) -> Conclusion:
    """Return the least end that *facts* prove for *form* over *denominator*."""
    above, below = Inequality.of(Relation(form, ">=")), Inequality.of(Relation(denominator, ">="))
    for atom, factor in above.terms.items():
        if atom not in below.terms and not any(fact.terms.get(atom, 0) * factor < 0 for fact in facts):
            return None  # nothing keeps this atom from making the form as great as one likes
    places: dict[Atom, int] = {}
    for inequality in (above, below, *facts):
        for atom in inequality.terms:
            places.setdefault(atom, len(places))
    proof = least_bound(above.row(places), below.row(places), [fact.row(places) for fact in facts])
    if not isinstance(proof, Proof):
        return proof
    used = tuple(
        (fact.relation, Fraction(*multiple) * fact.scale / above.scale)
        for fact, multiple in zip(facts, proof.multiples, strict=True)
        if multiple[0]
    )
    is_open = proof.rest[0] > 0 or any(relation.order == ">" for relation, _ in used)
    end = Fraction(*proof.bound) * below.scale / above.scale
    return ProvenEnd(end.as_integer_ratio(), is_open, used)


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
