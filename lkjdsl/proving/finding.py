"""A finding: a diagnostic about an edition, and the data that show it where there are any."""

from attrs import frozen

from lkjdsl.core.program import Step
from lkjdsl.diagnostic import Diagnostic
from lkjdsl.model.values import Value
from lkjdsl.proving.witness import Witness
from lkjdsl.source import Place
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import Unit


@frozen(eq=False)
class Finding:
    """What was found, and data that show it."""

    diagnostic: Diagnostic
    witness: Witness | None = None


def place_of(step: Step) -> Place | None:
    """Return where a step is written; None for one that stands for an attribute."""
    origin = step.origin
    if origin.formula is None or origin.formula.place is None or origin.formula.place.path is None:
        return None
    return Place(origin.formula.place.source, origin.formula.place.path, "value", origin.span)


def number(value: Value | None, unit: Unit) -> NumberWord | str:
    """Return a number as a word of a message."""
    return NumberWord(value, unit) if isinstance(value, tuple) else ""
