"""How a quotient moves, also where its denominator reaches 0 and a rule takes over."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lkjdsl.core.program import Division, Step
from lkjdsl.domains.direction.directed import Atoms, Directed
from lkjdsl.domains.direction.moves import Direction, Moves, flipped, joined, sign_of, times
from lkjdsl.domains.interval.knowledge import as_interval
from lkjdsl.domains.interval.linear import Atom, Linear
from lkjdsl.domains.interval.linear import atom as form_of_atom
from lkjdsl.domains.interval.sharing import Meaning
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import ZERO, Interval
from lkjdsl.numbers.rational import Number


def moves(step: Step[Division], atoms: Atoms, meaning: Meaning, arguments: Sequence[Directed]) -> Moves:
    """Return how the quotient of two *arguments* moves; its *meaning* is all that it may be."""
    above, below = arguments
    sign = sign_of(below.numbers)
    apart = joined((times(above.moves, sign), times(flipped(below.moves), sign_of(above.numbers))))
    found: dict[Atom, Direction] = {}
    for atom, direction in apart.items():
        if sign == "unknown":  # 1/x falls on each side of 0, and rises across it
            found[atom] = "unknown"
        elif direction != "unknown":
            found[atom] = direction
        else:
            together = _together(atoms, step, above.meaning.form, below.meaning.form, atom)
            found |= {} if together is None else {atom: together}
    return joined((found, *_at_zero(step, above, below, meaning.range.numbers)))


def _together(atoms: Atoms, step: Step, above: Linear | None, below: Linear | None, atom: Atom) -> Direction | None:
    """
    Return how the quotient of two sums moves with *atom*, or None where it does not.

    Of (n v + r) / (d v + s) the slope in v has the sign of n s - d r, which v has no part in.
    """
    if above is None or below is None:
        return "unknown"
    movers = [key for key in {**above.terms, **below.terms} if atom in atoms.of_atom(key)]
    if len(movers) != 1:
        return "unknown"
    (mover,) = movers
    n, d = (form.terms.get(mover, Fraction(0)) for form in (above, below))
    r, s = above - form_of_atom(mover).times(n), below - form_of_atom(mover).times(d)
    slope = s.times(n) - r.times(d)
    inside = atoms.inside
    given = inside.sharing.relations_in(inside.contexts.steps.get(step, ()), inside.place)
    known = inside.sharing.knowledge
    sign = sign_of(as_interval(known.between(slope, given), known.numbers_of(slope)))
    return times({atom: atoms.of_atom(mover)[atom]}, sign).get(atom)


def _at_zero(step: Step[Division], above: Directed, below: Directed, quotients: Interval | None) -> Iterable[Moves]:
    """Yield how the value moves from the number that a rule gives to a quotient, and from one rule's to another's."""
    rules = step.setting
    if below.numbers is None or ZERO not in below.numbers or quotients is None:
        return
    grows = times(below.moves, sign_of(below.numbers))  # how far the denominator is from 0
    zero, over = rules.zero_over_zero, rules.over_zero
    if not isinstance(zero, str):
        alone = {atom: move for atom, move in grows.items() if atom not in above.moves}
        both = {atom: move for atom, move in grows.items() if atom in above.moves}
        yield times(alone, _from(zero, intervals.point(ZERO)))
        yield times(both, _from(zero, quotients))
    if not isinstance(over, str):
        yield times(grows, _from(over, quotients))
        if not isinstance(zero, str):
            yield times(times(above.moves, sign_of(above.numbers)), _from(zero, intervals.point(over)))


def _from(number: Number, others: Interval) -> Direction | None:
    """Return the direction from a number to any of *others*."""
    return sign_of(intervals.subtract(others, intervals.point(number)))
