"""Two changes at once: which go together, and how a sentence says both."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import define, evolve

from lkjdsl.auditing.recomputation import Changes, Replacement
from lkjdsl.auditing.step_changes import StepChange
from lkjdsl.diagnostic import Language, problem

MOST_PAIRS = 1500


def pairs(singles: Sequence[StepChange]) -> Iterator[StepChange]:
    """Yield two changes at once, of different kinds or at different steps, those of the first groups first."""
    order = sorted(combinations(range(len(singles)), 2), key=sum)
    for number, (i, j) in enumerate(order):
        if number >= MOST_PAIRS:
            return
        change, other = singles[i], singles[j]
        steps = _together(change.steps, other.steps)
        if steps is not None and change.kind != other.kind:
            words = {"one": Sentence(change), "other": Sentence(other)}
            yield StepChange("two-at-once", words, steps, change.at)


def _together(changes: Changes, other: Changes) -> Changes | None:
    """Return both changes at once, or None where they would do different things to the same step."""
    both: dict[int, Replacement] = dict(changes)
    for index, instead in other.items():
        mine = both.get(index)
        if mine is None:
            both[index] = instead
        elif evolve(instead, after=()) == Replacement():
            both[index] = evolve(mine, after=(*mine.after, *instead.after))
        elif evolve(mine, after=()) == Replacement():
            both[index] = evolve(instead, after=(*instead.after, *mine.after))
        else:
            return None
    return both


@define(eq=False)
class Sentence:
    """A change as part of a sentence about two."""

    change: StepChange

    def text(self, language: Language) -> str:
        """Return its words without a computation."""
        said = problem(f"cause-{self.change.kind}", also=self.change.words, how="").message(language)
        return said.rstrip(": ")
