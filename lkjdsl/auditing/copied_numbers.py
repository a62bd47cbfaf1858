"""All the numbers of a report, to find the one that was copied to the wrong place."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from attrs import define, frozen

from lkjdsl.auditing.audit import FigureResult, Quantity
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.auditing.names import NamedQuantity
from lkjdsl.auditing.operands import Several
from lkjdsl.auditing.other_years import stated_targets
from lkjdsl.auditing.printed_numbers import ends_of, value_of
from lkjdsl.diagnostic import Diagnostic, Word, problem
from lkjdsl.model.results import Achievement, NodeAchievement, TableCellResult, TargetValue
from lkjdsl.numbers.numerals import digits_of
from lkjdsl.numbers.rational import Number, compare, reduced, sum_of
from lkjdsl.unit_words import NumberWord
from lkjdsl.units import COUNT, INDEX, PERCENT, PLAIN, RATIO, RUPIAH

SCORES = (PERCENT, INDEX, RATIO, PLAIN, "number")
"""Units whose numbers look alike in print."""


MANY_DIGITS = 6


@frozen
class ReportNumber:
    """A number of the report in printed units: computed for a quantity, or printed for it as ``text`` at ``place``."""

    quantity: Quantity
    number: Number
    text: Word
    place: str = ""


def family(quantity: Quantity) -> str:
    """Return which numbers that of *quantity* can be taken for: amounts, counts, weights, or any other."""
    if quantity.kind == "fixed":
        return "weight"
    return "score" if quantity.unit in SCORES else RUPIAH if quantity.unit == RUPIAH else COUNT


@define(eq=False, slots=False)
class ReportNumbers:
    """The numbers of a report by family of units."""

    knowledge: ReportKnowledge
    doubtful: AbstractSet[tuple[str, Number]] = frozenset()
    """The printed numbers, by path, that disagree themselves: they come last."""

    @cached_property
    def by_family(self) -> dict[str, list[ReportNumber]]:
        """Return every computed number once, then every printed one."""
        by_name: dict[str, list[ReportNumber]] = {}
        for number in (*self._computed(), *self._printed()):
            by_name.setdefault(family(number.quantity), []).append(number)
        return by_name

    def _computed(self) -> Iterator[ReportNumber]:
        knowledge = self.knowledge
        paths: list[str] = [*knowledge.program.results, *knowledge.definition.inputs]
        if knowledge.outcome is not None:
            paths += knowledge.outcome.paths
            for name, rows in knowledge.definition.rows.items():
                length = knowledge.outcome.data.facts.rows[name].length
                paths += [f"{name}.{row}.{column}" for row in range(1, length + 1) for column in rows.columns]
        paths += knowledge.quantities.weighted
        for path in dict.fromkeys(paths):
            quantity = knowledge.quantities.find(path)
            value = None if quantity is None else knowledge.exact(quantity)
            if quantity is not None and isinstance(value, tuple):
                in_print = (value[0] * 100, value[1]) if quantity.unit == PERCENT else value
                digits = None if quantity.kind == "fixed" else quantity.digits
                yield ReportNumber(quantity, reduced(in_print), NumberWord(value, quantity.unit, digits))

    def _printed(self) -> Iterator[ReportNumber]:
        for path, mentions in self.knowledge.mentions.numbers.items():
            for mention in mentions:
                if mention.quantity.path == path:
                    number = reduced(mention.reading.number)
                    yield ReportNumber(mention.quantity, number, mention.figure.printed, mention.figure.place)

    def equal(self, result: FigureResult, *, own: bool) -> tuple[list[Diagnostic], int]:
        """
        Return which other quantities have the number that was printed, and how many different numbers there are.

        ``own``: those of the same indicator; else those of all others.
        """
        assert result.reading is not None
        path = result.quantity.path
        first = path.split(".", 1)[0]
        low, low_open, high, high_open = ends_of(result.reading, truncate=result.figure.truncate)
        notes: dict[str, Diagnostic] = {}
        numbers = set()
        for number in sorted(
            self.by_family.get(family(result.quantity), ()), key=lambda number: self._rank(number, result)
        ):
            other = number.quantity.path
            if other == path or (other.split(".", 1)[0] == first) is not own or self._is_itself(number, result):
                continue
            numbers.add(number.number)
            if isinstance(number.text, str):
                matches = not notes and compare(number.number, result.reading.number) == 0
            else:
                matches = compare(low, number.number) < 1 - low_open and compare(number.number, high) < 1 - high_open
            if matches and other not in notes and (own or _may_be_source(number.quantity, result)):
                notes[other] = self._equal(number, result)
        return list(notes.values()), len(numbers)

    def _rank(self, number: ReportNumber, result: FigureResult) -> tuple[bool, bool, bool]:
        """Return what comes last: what is printed, what disagrees itself, what stands in another table."""
        is_printed = isinstance(number.text, str)
        doubtful = is_printed and (number.quantity.path, number.number) in self.doubtful
        return is_printed, doubtful, not _are_neighbours(number, result)

    @staticmethod
    def _is_itself(number: ReportNumber, result: FigureResult) -> bool:
        """Return whether a number may be the very figure, taken for another quantity."""
        return isinstance(number.text, str) and (number.place, number.text) == (
            result.figure.place,
            result.figure.printed,
        )

    @staticmethod
    def _equal(number: ReportNumber, result: FigureResult) -> Diagnostic:
        if isinstance(number.text, str):
            code = "cause-repeats-neighbour" if _are_neighbours(number, result) else "cause-equals-printed"
            return problem(code, name=NamedQuantity(number.quantity), value=number.text, where=number.place or "-")
        return problem("cause-equals", name=NamedQuantity(number.quantity), value=number.text)

    def rounded(self, result: FigureResult) -> tuple[list[Diagnostic], int]:
        """Return the number with more decimals that is printed elsewhere for the same, and that rounds to this one."""
        reading = result.reading
        assert reading is not None
        assert reading.numeral is not None
        several = [
            mention
            for mention in self.knowledge.mentions.numbers.get(result.quantity.path, ())
            if mention.reading.numeral is not None and mention.reading.numeral.decimals > reading.numeral.decimals
        ]
        printed = interval_of(reading, result.quantity, result.figure)
        figures = [mention.figure for mention in several if mention.value in printed][:1]
        words = [problem("cause-rounds-printed", value=figure.printed, where=figure.place or "-") for figure in figures]
        return words, len({mention.value for mention in several})


def _may_be_source(other: Quantity, result: FigureResult) -> bool:
    """
    Return whether a figure may have been copied from *other*: out of the rows of a table only within row and column.

    That a figure of many digits is of anything else hardly happens by chance.
    """
    assert result.reading is not None
    assert result.reading.numeral is not None
    kind = None if other.output is None else other.output.kind
    if not isinstance(kind, TableCellResult) or len(digits_of(result.reading.numeral.number[0])) >= MANY_DIGITS:
        return True
    places = [quantity.path.split(".") for quantity in (other, result.quantity)]
    return places[0][:2] == places[1][:2] and (places[0][2] == places[1][2] or places[0][-1] == places[1][-1])


def _are_neighbours(number: ReportNumber, result: FigureResult) -> bool:
    """Return whether two figures stand in other rows of one table, and are of the same kind of result."""
    table, _, row = number.place.rpartition(", ")
    other_table, _, other_row = result.figure.place.rpartition(", ")
    kinds = [None if each.output is None else type(each.output.kind) for each in (number.quantity, result.quantity)]
    return bool(table) and table == other_table and row != other_row and kinds[0] is kinds[1]


def weights_beside(result: FigureResult, knowledge: ReportKnowledge) -> Iterator[Diagnostic]:
    """Yield that a wrong weight does not make 100% with those of its other components."""
    node = knowledge.quantities.weighted.get(result.quantity.path)
    parent = None if node is None else knowledge.quantities.parents.get(node.path)
    if parent is None or result.reading is None:
        return
    printed = value_of(result.reading, result.quantity)
    weights = [printed if component is node else component.weight for component in parent.components]
    known = [weight for weight in weights if weight is not None]
    if len(known) == len(weights) and compare(sum_of(known), (1, 1)) != 0:
        terms = Several([NumberWord(weight, PERCENT) for weight in known], " + ")
        yield problem("cause-weights", node=parent.path, terms=terms, total=NumberWord(sum_of(known), PERCENT))


def own_targets(knowledge: ReportKnowledge, path: str) -> Sequence[tuple[str, Number]]:
    """Return the other targets of an achievement's or a comparison's indicator, those of other years included."""
    kind = knowledge.quantities.kind(path)
    if not isinstance(kind, Achievement):
        return ()
    node, compared_with = kind.node, TargetValue(kind).path
    targets = []
    for key in knowledge.program.results:
        other = knowledge.quantities.kind(key)
        if not isinstance(other, TargetValue) or other.node is not node or key == compared_with:
            continue
        quantity = knowledge.quantities.find(key)
        value = None if quantity is None else knowledge.exact(quantity)
        if isinstance(value, tuple):
            targets.append((key, value))
    for upper in (False, True):
        path = TargetValue(NodeAchievement(node), upper=upper).path
        is_ranged = node.target is not None and node.target.is_ranged
        if is_ranged or not upper:
            targets += [(f"{path} {year}", value) for year, value in stated_targets(node, upper=upper)]
    return targets
