"""
What each result is when only some of the changes are made.

Results are worked out one by one, each from the values of those it needs, by the core programs of variants of the old
edition: so ten changes in ten corners of an edition need two checked editions, and a thousand short sums.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import field, frozen

from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Exact, Facts
from lkjdsl.editions.shapley import MOST_PLAYERS
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.lower.single_results import SingleResults
from lkjdsl.model.dependencies import DependencyKey, Graph
from lkjdsl.model.values import Value
from lkjdsl.numbers.rational import compare

Bits = int
"""A set of players: bit 0 is the first."""


@frozen(eq=False)
class Variant:
    """A checked edition with some of the changes, and what the data say under it."""

    edition: CheckedEdition
    facts: Facts
    parts: SingleResults


Make = Callable[[Bits], Variant | None]
"""Makes the variant with some of the changes; None where they leave no edition."""


@frozen(eq=False)
class Coalitions:
    """
    The values of results under sets of changes.

    ``local`` are the changes made in each key's own making; ``known`` are the values under the old edition, which
    stand where no change comes near. ``levels`` are ever coarser partitions of the players, for results that more of
    them touch than can be told apart; ``common`` are those made in many results, such as a rule for all.
    """

    graph: Graph
    local: Mapping[DependencyKey, Bits]
    known: Mapping[DependencyKey, Value]
    levels: Sequence[Sequence[Bits]]
    common: Bits
    make: Make
    variants: dict[Bits, Variant | None]
    touching: dict[DependencyKey, Bits] = field(factory=dict)
    values: dict[DependencyKey, dict[Bits, Value | None]] = field(factory=dict)

    def level(self, key: DependencyKey) -> int:
        """Return the finest level at which the changes that touch *key* are few enough."""
        return next(level for level, _ in enumerate(self.levels) if len(self.blocks(key, level)) <= MOST_PLAYERS)

    def blocks(self, key: DependencyKey, level: int) -> list[Bits]:
        """Return the groups of changes that touch *key*: those that make a difference to it or to what it needs."""
        touching = self.touching[key]
        return [block & touching for block in self.levels[level] if block & touching]

    def work_out(self, order: Sequence[DependencyKey]) -> None:
        """Work out the values of every key; *order* has each after those it needs."""
        for key in order:
            self.touching[key] = self.local[key]
            for need in self.graph[key]:
                self.touching[key] |= self.touching.get(need, 0)
            if not self.touching[key] and key in self.known:
                self.values[key] = {0: self.known[key]}
                continue
            blocks = self.blocks(key, self.level(key))
            values = {bits: self._value(key, bits) for bits in unions(blocks)}
            idle = sum(block for block in blocks if _idle(block, values))
            self.touching[key] &= ~idle
            self.values[key] = {bits: value for bits, value in values.items() if not bits & idle}

    def value(self, key: DependencyKey, bits: Bits) -> Value | None:
        """Return the value of *key* when the changes *bits* are made, or None where there is no such result."""
        return self.values[key].get(bits & self.touching[key]) if key in self.values else None

    def _value(self, key: DependencyKey, bits: Bits) -> Value | None:
        variant = self._variant(bits & self.local[key], self.local[key])
        if variant is None:
            return None
        try:
            part = variant.parts.of(key)
        except KeyError:
            return None
        handed = [self.value(need, bits) for need in part.needs]
        if any(value is None for value in handed):
            return None
        values = walk(part.program, Exact(variant.facts, (), handed))  # type: ignore[arg-type] # none is None
        return values[part.position]

    def _variant(self, wanted: Bits, local: Bits) -> Variant | None:
        """Return a variant in which, of the changes *local*, just *wanted* are made; the others do not matter."""
        for subset, variant in self.variants.items():
            if subset & local == wanted and variant is not None:
                return variant
        everything = self.levels[-1][0]
        # Changes in other corners are made too, so that one variant serves them all; it may be no edition.
        shared = wanted | (everything & ~local & ~self.common if wanted & ~self.common else 0)
        for bits in (shared, wanted):
            if bits not in self.variants:
                self.variants[bits] = self.make(bits)
            if self.variants[bits] is not None:
                break
        return self.variants[bits]


def unions(blocks: Sequence[Bits]) -> Iterator[Bits]:
    """Yield every union of *blocks*, of which no two share a bit."""
    subsets = [0]
    for block in blocks:
        subsets += [union | block for union in subsets]
    return iter(subsets)


def _idle(block: Bits, values: Mapping[Bits, Value | None]) -> bool:
    """Return whether the changes *block* make no difference, whatever else is changed."""
    return all(_same(value, values[bits | block]) for bits, value in values.items() if not bits & block)


def _same(left: Value | None, right: Value | None) -> bool:
    if left is right:
        return True
    if isinstance(left, tuple) and isinstance(right, tuple):
        return compare(left, right) == 0
    return left == right
