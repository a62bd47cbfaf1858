"""How the numbers of one column of a table may follow from those of others, with their bounds and in words."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import FractionBounds, spread
from lkjdsl.proofreading.printed.numbers import NumberInText

HUNDRED = Fraction(100)


@frozen(eq=False)
class ColumnRelation:
    """How the number of a column follows from those of other columns."""

    name: str
    columns: Sequence[int]
    of: Callable[[Sequence[FractionBounds]], FractionBounds | None]
    is_named: bool = False
    reference: tuple[NumberInText, NumberInText] | None = None
    """A number of the other column and what it makes, of a proportion."""


def words_of(relation: ColumnRelation, parts: Sequence[NumberInText]) -> Both:
    """Return how a number of the column is worked out, as a printed calculation."""
    texts = [part.text for part in parts]
    match relation.name:
        case "ratio":
            line = f"{texts[0]} / {texts[1]} × 100"
        case "difference":
            line = f"{texts[0]} - {texts[1]}"
        case "growth":
            line = f"({texts[0]} - {texts[1]}) / {texts[1]} × 100"
        case "share":
            line = f"{texts[0]} × {texts[1]} / 100"
        case "product":
            line = f"{texts[0]} × {texts[1]}"
        case "quotient":
            line = f"{texts[0]} / {texts[1]}"
        case "proportion":
            assert relation.reference is not None
            line = f"{texts[0]} / {relation.reference[0].text} × {relation.reference[1].text.strip('%')}"
        case "mean":
            line = f"({' + '.join(texts)}) / {len(texts)}"
        case _:
            line = " + ".join(texts)
    return Both.same(line)


def ratio_of(terms: Sequence[FractionBounds]) -> FractionBounds | None:
    """Return the first in percent of the second."""
    return ratio(terms[0], terms[1])


def quotient_of(terms: Sequence[FractionBounds]) -> FractionBounds | None:
    """Return the first by the second."""
    quotient = ratio_of(terms)
    return None if quotient is None else (quotient[0] / HUNDRED, quotient[1] / HUNDRED)


def growth_of(terms: Sequence[FractionBounds]) -> FractionBounds | None:
    """Return by how much in percent the first is more than the second."""
    quotient = ratio_of(terms)
    return None if quotient is None else (quotient[0] - HUNDRED, quotient[1] - HUNDRED)


def difference_of(terms: Sequence[FractionBounds]) -> FractionBounds | None:
    """Return the first less the second."""
    return terms[0][0] - terms[1][1], terms[0][1] - terms[1][0]


def share_of(terms: Sequence[FractionBounds]) -> FractionBounds | None:
    """Return a percentage, the second, of the first."""
    return spread(lambda a, b: a * b / HUNDRED, terms[0], terms[1])


def product_of(terms: Sequence[FractionBounds]) -> FractionBounds | None:
    """Return both multiplied."""
    return spread(lambda a, b: a * b, terms[0], terms[1])
