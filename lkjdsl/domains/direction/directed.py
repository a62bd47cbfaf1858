"""What a step means in the direction domain, and what is known of the atoms on the way."""

from attrs import field, frozen

from lkjdsl.domains.direction.moves import CONSTANT, Moves, joined, times, unknown_in
from lkjdsl.domains.interval import linear
from lkjdsl.domains.interval.domain import Intervals
from lkjdsl.domains.interval.linear import Atom, Linear
from lkjdsl.domains.interval.sharing import Meaning
from lkjdsl.numbers.intervals import Interval


@frozen(eq=False)
class Directed:
    """What a step may be, how it moves, and every value of the data that it or its state depends on."""

    meaning: Meaning
    moves: Moves = CONSTANT
    depends: frozenset[Atom] = frozenset()

    @property
    def numbers(self) -> Interval | None:
        """Return the numbers that are possible."""
        return self.meaning.range.numbers

    @property
    def is_point(self) -> bool:
        """Return whether there is only one number that is possible."""
        return self.numbers is not None and self.numbers.point is not None

    @property
    def loose(self) -> Moves:
        """Return that nothing is known of what can make it excluded, so that it drops out of a mean, or back in."""
        return unknown_in(self.depends) if "excluded" in self.meaning.range.states else CONSTANT


@frozen(eq=False)
class Atoms:
    """How the atoms move that the walk has come by, which is ``inside`` the interval domain at the same place."""

    inside: Intervals
    known: dict[Atom, Moves] = field(factory=dict)

    def of_form(self, form: Linear) -> Moves:
        """Return how a sum of multiples of atoms moves."""
        return joined(
            times(self.of_atom(atom), "rises" if factor > 0 else "falls") for atom, factor in form.terms.items()
        )

    def of_atom(self, atom: Atom) -> Moves:
        """Return how an atom moves: one of the data rises in itself, a sum over rows in each cell."""
        if atom in self.known:
            return self.known[atom]
        source = linear.source_of(atom)
        return CONSTANT if source is None else {source: "rises"}
