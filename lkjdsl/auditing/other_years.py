"""A wrong figure that is that of another year: a target stated for one, a result of the year before."""

from collections.abc import Iterator

from lkjdsl.auditing.audit import FigureResult
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import interval_of
from lkjdsl.auditing.names import NamedQuantity
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.model.definition import Node
from lkjdsl.model.results import NodeAchievement, TargetValue
from lkjdsl.numbers.rational import Number
from lkjdsl.unit_words import NumberWord


def of_other_years(result: FigureResult, knowledge: ReportKnowledge) -> Iterator[Diagnostic]:
    """Yield of which other year the printed number is: of the same quantity, so that nothing is searched."""
    assert result.reading is not None
    printed, quantity = interval_of(result.reading, result.quantity, result.figure), result.quantity
    kind = knowledge.quantities.kind(quantity.path)
    if isinstance(kind, TargetValue) and isinstance(kind.of, NodeAchievement):
        now = knowledge.definition.year
        stated = sorted(stated_targets(kind.of.node, upper=kind.upper), key=lambda target: abs(target[0] - now))
        for year, value in stated:
            if value in printed:
                text = NumberWord(value, quantity.unit, None)
                yield problem("cause-target-of-year", year=str(year), value=text)
                break
    before = None if knowledge.outcome is None else knowledge.outcome.previous
    if before is not None and quantity.path in before and not isinstance(kind, TargetValue):
        earlier = before.result(quantity.path).value
        if isinstance(earlier, tuple) and earlier in printed:
            text = NumberWord(earlier, quantity.unit, quantity.digits)
            of_year = str(before.data.year)
            yield problem("cause-value-of-year", name=NamedQuantity(quantity), year=of_year, value=text)


def stated_targets(node: Node, *, upper: bool) -> Iterator[tuple[int, Number]]:
    """Yield the targets that are plain numbers with the year that they are stated for; the upper ends of ranges."""
    for year, goal in (node.target.by_year if node.target else {}).items():
        constant = getattr(goal[-1 if upper else 0].expression, "value", None)
        if isinstance(constant, tuple):
            yield year, constant
