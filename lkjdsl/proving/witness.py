"""A witness: data that fulfil every constraint and lead to a value that somebody would not expect."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, product
from typing import Any

from attrs import define, evolve, field, frozen

from lkjdsl.core.program import Program
from lkjdsl.core.walk import walk
from lkjdsl.domains.direction.moves import Direction
from lkjdsl.domains.exact.domain import Exact
from lkjdsl.domains.interval.linear import Atom
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.values import State, Value
from lkjdsl.numbers.rational import Number, compare
from lkjdsl.proving.proofs import Proofs, name_of
from lkjdsl.proving.samples import Assigned, Samples

MOST = 500
"""So many combinations of plain values are tried for one witness."""
MOST_MOVED = 100
"""So many to show that a number goes both ways: where it does, 0, 1 and 2 show it."""
FEWEST = 2
"""So many values of each input are tried, if any."""

MOST_DIVISIONS = 20
"""Of one result: for more of its divisions no data are looked for, since each search takes as long as the first."""
FEW = 3
"""So many values are all shown."""

Holds = Callable[[Value], bool]
ValuesAt = Mapping[int, Value]
"""Values of steps by their positions."""
Shows = Callable[[ValuesAt], bool]


@frozen(eq=False)
class Witness:
    """Data in the shape of a data file, the values that matter by their path, and the value that they lead to."""

    tables: Mapping[str, Any]
    shown: Mapping[str, Any]
    value: Value

    def __str__(self) -> str:
        """Return the values that matter."""
        return values_text(self.shown)


@define(eq=False)
class WitnessSearch:
    """Looks for witnesses in one edition; each is verified by the edition itself."""

    proofs: Proofs
    samples: Samples = field(init=False)
    _lowered: dict[tuple[Any, ...], Any] = field(factory=dict, init=False)
    _states: dict[tuple[str, str], Witness | None] = field(factory=dict, init=False)
    _divisions: dict[tuple[str, str], set[int]] = field(factory=dict, init=False)

    @samples.default
    def _(self) -> Samples:
        return Samples(self.proofs)

    def find(self, path: str, holds: Holds, *, toward: Direction = "unknown") -> Witness | None:
        """
        Return data for which the value at *path* is such that *holds* is true of it, or None where none is found.

        *toward* is where such values lie: ``rises`` for those above all others.
        """
        index = self.proofs.program.results[path]
        return self._found(index, lambda values: holds(values[index]), toward)

    def _found(
        self, index: int, shows: Shows, toward: Direction = "unknown", about: Collection[Atom] = ()
    ) -> Witness | None:
        """
        Return data for which *shows* is true of the step at *index* and those that it needs.

        The values of *about* matter, however plain they are.
        """
        atoms = sorted((atom for atom in self.proofs.steps[index].depends if atom in self.samples.ranges), key=str)
        needed = needed_for(self.proofs.program, index)

        def tried(pinned: Assigned) -> bool:
            return shows(self._values(needed, pinned))

        for pinned in chain(self._combinations(atoms), self._extremes(index, atoms, toward)):
            if tried(pinned):
                witness = self._verified(index, self._plainer(pinned, tried), shows, about)
                if witness is not None:
                    return witness
        return None

    def find_state(self, path: str, code: str) -> Witness | None:
        """Return data for which the value at *path* is a state for the reason *code*; looked for once."""
        if (path, code) not in self._states:
            self._states[path, code] = self.find(path, is_state(code))
        return self._states[path, code]

    def find_division(self, path: str, index: int, code: str) -> Witness | None:
        """Return data for which it is the division at *index* that leaves *path* in a state for the reason *code*."""
        looked_at = self._divisions.setdefault((path, code), set())
        if self.find_state(path, code) is None or len(looked_at | {index}) > MOST_DIVISIONS:
            return None
        looked_at.add(index)
        last, division = self.proofs.program.results[path], self.proofs.program.steps[index]
        fails = is_state(code)

        def shows(values: ValuesAt) -> bool:
            operands = [values[argument] for argument in division.arguments]
            divides = all(isinstance(operand, tuple) for operand in operands)
            return divides and fails(values[index]) and fails(values[last])

        return self._found(last, shows, about=self.proofs.steps[index].depends)

    def moving(self, path: str, atom: Atom) -> dict[Direction, Mapping[str, Any]]:
        """
        Return values with which one more of *atom* raises the number at *path*, and such with which it lowers it.

        The data fulfil the constraints before and after; a direction for which none are found is left out.
        """
        index = self.proofs.program.results[path]
        atoms = sorted((depend for depend in self.proofs.at(path).depends if depend in self.samples.ranges), key=str)
        needed, definition = needed_for(self.proofs.program, index), self.proofs.definition
        shown: dict[Direction, Mapping[str, Any]] = {}
        for pinned in self._combinations(atoms, MOST_MOVED) if atom in atoms else ():
            if not isinstance(pinned[atom], Fraction):
                break
            more = {**pinned, atom: pinned[atom] + 1}
            before, after = (self._values(needed, one)[index] for one in (pinned, more))
            if not (isinstance(before, tuple) and isinstance(after, tuple)) or compare(before, after) == 0:
                continue
            direction: Direction = "rises" if compare(before, after) < 0 else "falls"
            if direction in shown or self.samples.repaired(more) is None:
                continue
            assigned = self.samples.repaired(pinned)
            if assigned is not None:
                shown[direction] = {name_of(definition, atom): self.samples.spelled(atom, assigned) for atom in atoms}
            if len(shown) == len(("rises", "falls")):
                break
        return shown

    def _combinations(self, atoms: Sequence[Atom], most: int = MOST) -> Iterator[Assigned]:
        """Yield combinations of one candidate for each of *atoms*, the plainest first, as many as are worth trying."""
        candidates = [self.samples.candidates(atom) for atom in atoms]
        length = max(map(len, candidates), default=0)
        while length > FEWEST and length ** len(candidates) > most:
            length -= 1
        if length ** len(candidates) > most:
            return
        ranked = product(*(list(enumerate(candidate[:length])) for candidate in candidates))
        plainest = sorted(ranked, key=lambda chosen: sum(rank for rank, _ in chosen))
        for one in plainest:
            yield {atom: value for atom, (_, value) in zip(atoms, one, strict=True)}

    def _extremes(self, index: int, atoms: Sequence[Atom], toward: Direction) -> Iterator[Assigned]:
        """Yield combinations in which every input pushes the value where it is to go, as far as it is known to."""
        moves = self.proofs.steps[index].moves
        for least, most in product((0, 1), (10, 101)):
            pinned = {}
            for atom in atoms:
                candidates = self.samples.candidates(atom)
                up = moves.get(atom) == toward
                wished = Fraction(most if up else least)
                pinned[atom] = wished if wished in candidates else candidates[-1 if up else 0]
            yield pinned

    def _plainer(self, pinned: Assigned, tried: Callable[[Assigned], bool]) -> Assigned:
        """Return *pinned* with each value as plain as it can be while *tried* stays true."""
        plainer = dict(pinned)
        for atom in pinned:
            for candidate in self.samples.candidates(atom):
                if candidate == plainer[atom]:
                    break
                if tried({**plainer, atom: candidate}):
                    plainer[atom] = candidate
                    break
        return plainer

    def _values(self, needed: Sequence[int], pinned: Assigned) -> ValuesAt:
        """Return the exact values of the steps *needed*."""
        domain = Exact(self.samples.facts(pinned))
        values: dict[int, Value] = {}
        steps = self.proofs.program.steps
        for position in needed:
            values[position] = domain.apply(
                steps[position], [values[argument] for argument in steps[position].arguments]
            )
        return values

    def _outcome(self, tables: Mapping[str, Any]) -> Outcome:
        """Return the outcome of data that were told, last year the same; the plain walk, since it is for once only."""
        data = self.proofs.edition.read(tables)
        facts = evolve(data.facts, previous=data.facts.inputs)
        program, definition = self.proofs.program, self.proofs.definition
        values = walk(program, Exact(facts))
        return Outcome(definition, program, evolve(data, facts=facts), values, lowered=self._lowered)

    def _verified(self, index: int, pinned: Assigned, shows: Shows, about: Collection[Atom]) -> Witness | None:
        """Return the witness if data with the *pinned* values can fulfil the constraints: the edition decides."""
        assigned = self.samples.repaired(pinned)
        if assigned is None:
            return None
        tables = self.samples.tables(assigned)
        outcome = self._outcome(tables)
        _, single, rowed = outcome.constraints
        broken = any(value is False for several in (single, *rowed.values()) for value in several)
        at = dict(enumerate(outcome.values))
        if broken or any(problem.severity == "error" for problem in outcome.data.problems) or not shows(at):
            return None
        # Of many values only those that are not at their plainest say why.
        telling = [atom for atom, one in pinned.items() if atom in about or one != self.samples.plain[atom]]
        atoms = telling if (about or len(pinned) > FEW) and telling else pinned
        definition = self.proofs.definition
        shown = {name_of(definition, atom): self.samples.spelled(atom, assigned) for atom in atoms}
        return Witness(tables, shown, at[index])


def needed_for(program: Program, index: int) -> list[int]:
    """Return the positions of the steps that the step at *index* needs, in order, and of itself."""
    needed = {index}
    for one in range(index, -1, -1):
        if one in needed:
            needed.update(program.steps[one].arguments)
    return sorted(needed)


def exceeds(top: Number) -> Holds:
    """Return whether a value is a number above *top*."""
    return lambda value: isinstance(value, tuple) and compare(value, top) > 0


def below_zero(value: Value) -> bool:
    """Return whether a value is a number below 0."""
    return isinstance(value, tuple) and value[0] < 0


def is_state(*codes: str) -> Holds:
    """Return whether a value is a state for a reason of one of *codes*."""
    return lambda value: isinstance(value, State) and any(reason.code in codes for reason in value.reasons)


def values_text(shown: Mapping[str, Any]) -> str:
    """Return values by their names as text."""
    return ", ".join(f"{name} = {_written(value)}" for name, value in shown.items())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
