"""Words for units and numbers in messages."""

from attrs import frozen

from lkjdsl.diagnostic import Language
from lkjdsl.numbers.rational import Number
from lkjdsl.units import Unit
from lkjdsl.words import Words

WORDS = Words("units.unit")


@frozen
class UnitWord:
    """A unit, named in each language; a label of the author's is shown as it is."""

    unit: Unit

    def text(self, language: Language) -> str:
        """Return the name of the unit."""
        return WORDS[self.unit].text(language) if self.unit in WORDS else self.unit


@frozen
class NumberWord:
    """A number as it is printed in each language; a percentage is given as its ratio."""

    number: Number
    unit: Unit = "plain"
    digits: int | None = None

    def text(self, language: Language) -> str:
        """Return the number with as many decimals as it has, at most ten."""
        from lkjdsl.numbers.numerals import printed, shortest

        if self.digits is None:
            return shortest(self.number, self.unit, language)
        return printed(self.number, self.unit, self.digits, "half-up", language)
