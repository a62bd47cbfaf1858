"""Targets of other years that a report prints, against what the edition states for those years."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.diagnostic import Language
from lkjdsl.model.definition import Node
from lkjdsl.model.expressions import Constant
from lkjdsl.numbers.numerals import shortest
from lkjdsl.numbers.rational import Number
from lkjdsl.proofreading.checks import agrees
from lkjdsl.proofreading.findings import ReportFault
from lkjdsl.proofreading.table_matches import PlannedTarget
from lkjdsl.proofreading.vocabulary import Vocabulary
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def planned_faults(
    vocabulary: Vocabulary, planned: Sequence[PlannedTarget], language: Language
) -> Iterator[ReportFault]:
    """Yield the targets of other years that are not those of the edition; what it does not state is left alone."""
    for target in planned:
        node, number = vocabulary.nodes[target.path], target.number
        stated = _stated(node, target.year)
        if stated is None or number.multiple != 1 or (number.percent and node.unit != PERCENT):
            continue
        expected = Fraction(*stated) * (100 if node.unit == PERCENT else 1)
        if not agrees(number, (expected, expected)):
            text = shortest(stated, node.unit, language)
            cause = WORDS["planned"].filled(year=target.year, target=text)
            what = f"{target.path}.target"
            yield ReportFault("disagrees", number.site, number.text, what, text, cause, number.start, number)


def _stated(node: Node, year: int) -> Number | None:
    """Return the one number that *node* has as its target of *year*."""
    goal = () if node.target is None else node.target.by_year.get(year, ())
    expression = goal[0].expression if len(goal) == 1 else None
    value = expression.value if isinstance(expression, Constant) else None
    return value if isinstance(value, tuple) else None
