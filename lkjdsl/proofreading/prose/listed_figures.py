"""
Figures in a list of what is named, one behind each name: ``IK4 (98,81%), IK7 (99,94%), dan kepuasan (98,84%)``.

What all of them are, the achievements or the results or the efficiencies, those tell that are right; one that is not is
wrong for certain where it is a slip for its own, or that of another year, or of another in the list.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.spoken_names import nearest
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.prose.spoken_figures import SpokenFigures
from lkjdsl.proofreading.prose.stated_certainty import StatedFigure, value_of
from lkjdsl.units import PERCENT, RUPIAH

FEWEST = 2
"""Figures of a list that say what all of them are."""


@frozen(eq=False)
class _Item:
    """A number behind the name of something, and the figures of that which it may be, by what each says of it."""

    number: NumberInText
    entity: Entity
    figures: Mapping[str, Fraction]
    year: int


def listed_figures(
    figures: SpokenFigures,
    string: str,
    start: int,
    names: Sequence[NamedSpan],
    numbers: Sequence[tuple[NumberInText, int]],
) -> Iterator[StatedFigure]:
    """Yield the *numbers* of a sentence from *start*, each with its year, that its list says to be right or wrong."""
    items, last = list[_Item](), start
    for number, year in numbers:
        entity = _named(figures, string, last, number, names)
        last = number.end
        if entity is not None:
            items.append(_Item(number, entity, _figures(figures, entity, number, year), year))
    counts = Counter(role for item in items for role in _right(item))
    for item in items:
        right = _right(item)
        said = [role for role, count in counts.items() if count >= FEWEST and role in item.figures and not right]
        role = max(right or said, key=lambda one: counts[one], default="")
        if role and counts[role] >= FEWEST and (right or _is_wrong(item, role, items, figures)):
            yield StatedFigure(item.number, item.entity, [item.entity.roles[role]], item.year)


def _named(
    figures: SpokenFigures, string: str, last: int, number: NumberInText, names: Sequence[NamedSpan]
) -> Entity | None:
    """Return what stands just before a number, by its name or by a part of it that is nearer to it than to others."""
    own = [one for one in names if last <= one.end <= number.start and one.entity.sort != "input"]
    if own and form("listed_link").fullmatch(string, own[-1].end, number.start):
        return None if own[-1].is_other else own[-1].entity
    hit = form("short_name").search(string, last, number.start)
    return None if hit is None else nearest(figures.vocabulary, hit["name"])


def _figures(figures: SpokenFigures, entity: Entity, number: NumberInText, year: int) -> Mapping[str, Fraction]:
    """Return the figures of *entity* in a *year* that *number* may be by its marks."""
    found: dict[str, Fraction] = {}
    is_share = number.percent or form("points").match(number.site.text.string, number.end) is not None
    for role, path in entity.roles.items():
        quantity, value = figures.known.quantities.find(path), value_of(figures, path, year)
        if quantity is None or value is None:
            continue
        if is_share == (quantity.unit == PERCENT) and number.rupiah == (quantity.unit == RUPIAH):
            found[role] = value
    return found


def _right(item: _Item) -> list[str]:
    return [role for role, value in item.figures.items() if abs(item.number.value - value) <= 2 * item.number.half]


def _is_wrong(item: _Item, role: str, items: Sequence[_Item], figures: SpokenFigures) -> bool:
    """Return whether a number is a slip for its figure, or that of another year, or of another in the list."""
    path, half = item.entity.roles[role], item.number.half
    others = [one.value for one in figures.at(path) if one.year != item.year]
    others += [one.figures[role] for one in items if one is not item and role in one.figures]
    return is_slip(item.number, item.figures[role]) or any(abs(item.number.value - one) <= half for one in others)
