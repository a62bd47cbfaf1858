"""A printed operand and the quantity that should stand in its place."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.auditing.arithmetic import Amount, PrintedExpression
from lkjdsl.auditing.calculation import Calculation
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.core.program import Division
from lkjdsl.diagnostic import Language, Speaking, Word
from lkjdsl.numbers import intervals
from lkjdsl.numbers.intervals import Interval
from lkjdsl.numbers.rational import Number
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import PERCENT, Unit

PLAIN = Calculation(Division("error", "error"))
HUNDREDTH: Number = (1, 100)


def known_intervals(path: str, knowledge: ReportKnowledge) -> list[Interval]:
    """Return what is known of a quantity: its exact value, then every interval printed for it."""
    quantity = knowledge.quantities.find(path)
    exact = None if quantity is None else knowledge.exact(quantity)
    known = [mention.interval for mention in knowledge.mentions.numbers.get(path, ())]
    return [*([intervals.point(exact)] if isinstance(exact, tuple) else []), *known]


def may_be(operand: PrintedExpression, path: str, knowledge: ReportKnowledge) -> bool | None:
    """Return whether *operand* may be the value of a quantity, computed or printed; None where neither is known."""
    printed = PLAIN.range(operand).numbers
    known = known_intervals(path, knowledge)
    if printed is None or not known:
        return None
    quantity = knowledge.quantities.find(path)
    assert quantity is not None
    return any(meets(printed, interval, quantity.unit) for interval in known)


def meets(printed: Interval, known: Interval, unit: Unit) -> bool:
    """Return whether a printed number may be one of the *known* values; a percentage may be printed in points."""
    if intervals.intersection(printed, known) is not None:
        return True
    return unit == PERCENT and intervals.intersection(intervals.scale(printed, HUNDREDTH), known) is not None


def shown(operand: PrintedExpression) -> Word:
    """Return an operand as a word of a message."""
    if isinstance(operand, Amount):
        numeral = operand.numeral
        percent = numeral.percent
        value = (numeral.number[0], numeral.number[1] * 100) if percent else numeral.number
        return NumberWord(value, PERCENT if percent else "number", numeral.decimals)
    value_range = PLAIN.range(operand, as_written=True).numbers
    point = None if value_range is None else value_range.point
    return "?" if point is None else NumberWord(point, "number")


@frozen(eq=False)
class Several:
    """Values as a word, in their order, with ``sign`` between them."""

    values: Sequence[Speaking]
    sign: str

    def text(self, language: Language) -> str:
        """Return them."""
        return self.sign.join(value.text(language) for value in self.values)


def known_values(path: str, knowledge: ReportKnowledge) -> Word:
    """Return the computed value of a quantity and the numbers printed for it, as a word of a message."""
    quantity = knowledge.quantities.find(path)
    assert quantity is not None
    exact = knowledge.exact(quantity)
    unit = "number" if quantity.points else quantity.unit

    def word(value: Number, digits: int) -> Speaking:
        return NumberWord((value[0] * 100, value[1]) if quantity.points else value, unit, digits)

    known = [word(exact, quantity.digits)] if isinstance(exact, tuple) else []
    for mention in knowledge.mentions.numbers.get(path, ()):
        assert mention.reading.numeral is not None
        known.append(word(mention.value, mention.reading.numeral.decimals))
    return Several(list({speaking.text("id"): speaking for speaking in known}.values()), ", ")
