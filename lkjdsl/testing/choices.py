"""Small choices, of which random editions and data are made."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from attrs import frozen
from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]


@cache
def _below(number: int) -> st.SearchStrategy[int]:
    return st.integers(0, number - 1)


@frozen(eq=False)
class Chooser:
    """Makes choices that shrink to the simplest: 0, false, the first, none."""

    draw: Draw

    def below(self, number: int) -> int:
        """Return a whole number from 0 that is less than *number*."""
        number_below: int = self.draw(_below(number))
        return number_below

    def chance(self, one_in: int) -> bool:
        """Return true one time in so many."""
        return self.below(one_in) == one_in - 1

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of *choices*."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T]) -> Sequence[T]:
        """Return the first of *choices*: none, one, two ... or all."""
        return choices[: self.below(len(choices) + 1)]
