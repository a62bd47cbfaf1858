"""
Which of the figures that sentences state by their words alone are right, and which are wrong for certain.

The words do not exclude that a sentence speaks of something else. So what is wrong is taken only where its digits are a
slip of the right ones, where it is the same figure of another year, where the year or the indicator is named beside it,
or where the sentence prints another figure of the same.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_results import fixed_targets
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures

MANY = 4
"""By how often more a number is hardly one that went wrong."""
FEWEST = 3
"""Digits of a number that is hardly by chance the figure of another year."""
NEAR = Fraction(1, 4)
"""By which part of itself a named figure is off at most."""


SCALES = (Fraction(1000), Fraction(1, 1000))
"""By what an amount is off that has juta for miliar."""


@frozen(eq=False)
class StatedFigure:
    """
    A number with what the words around it say that it is: one of the *paths*, of the *year*.

    Of one that ``is_named`` they name the year of the report or the indicator; one that ``is_alone`` nothing bears out.
    """

    number: NumberInText
    entity: Entity
    paths: Sequence[str]
    year: int
    is_named: bool = False
    is_alone: bool = False


def value_of(figures: SpokenFigures, path: str, year: int) -> Fraction | None:
    """Return the figure at *path* in a *year*, in printed units, None where there are no data of it."""
    return next((one.value for one in figures.at(path) if one.year == year), None)


def certain(stated: Sequence[StatedFigure], figures: SpokenFigures, roots: AbstractSet[str]) -> Iterator[StatedFigure]:
    """Yield what a sentence states that is right, or wrong for certain; it prints figures of *roots* beside these."""
    right = [one for one in stated if _is_right(one, figures)]
    for one in stated:
        root = one.entity.path.partition(".")[0]
        is_anchored = not one.is_alone and (
            root in roots or any(other.entity.path.partition(".")[0] == root for other in right)
        )
        if one in right or _is_wrong(one, figures, is_anchored=is_anchored):
            yield one


def _is_right(one: StatedFigure, figures: SpokenFigures) -> bool:
    values = [value_of(figures, path, one.year) for path in one.paths]
    return any(value is not None and abs(one.number.value - value) <= 2 * one.number.half for value in values)


def _is_wrong(one: StatedFigure, figures: SpokenFigures, *, is_anchored: bool) -> bool:
    """Return whether a number that is not what it is said to be is wrong for certain."""
    path, number = one.paths[0], one.number
    value = value_of(figures, path, one.year)
    if len(one.paths) != 1 or value is None:
        return False
    node = figures.vocabulary.nodes.get(one.entity.path)
    same = [figure.value for figure in figures.at(path) if figure.year != one.year]
    same += list(fixed_targets(node).values()) if node is not None and path.endswith(".target") else []
    digits = sum(sign.isdigit() for sign in number.text)
    if any(abs(number.value - other) <= number.half for other in same) and (digits >= FEWEST or is_anchored):
        return True
    years = [figures.known.year, *(other.year for other in figures.known.others)]
    others = [value_of(figures, role, year) for role in one.entity.roles.values() for year in years]
    if any(other is not None and abs(number.value - other) <= 2 * number.half for other in others):
        return False  # another figure of the same: the words may be of that
    is_near = abs(value) < MANY * abs(number.value) and abs(number.value) < MANY * abs(value)
    is_named = one.is_named and abs(number.value - value) <= abs(value) * NEAR
    is_scaled = any(abs(number.value * scale - value) <= number.half * scale for scale in SCALES)
    return (is_anchored and is_near) or is_named or is_slip(number, value) or (number.rupiah and is_scaled)
