"""Targets of other years that a report prints, against what the edition states for those years."""

from collections.abc import Iterator, Sequence

from lkjdsl.diagnostic import Language
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proofreading.names.known_results import HUNDRED, fixed_goals
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import agrees
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.tables.table_matches import PlannedTarget
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def planned_faults(
    vocabulary: Vocabulary, planned: Sequence[PlannedTarget], language: Language
) -> Iterator[ReportFault]:
    """Yield the targets of other years that are not those of the edition; what it does not state is left alone."""
    for target in planned:
        node, number = vocabulary.nodes[target.path], target.number
        goal = fixed_goals(node).get(target.year, ())
        stated = goal[target.upper or 0] if len(goal) == (1 if target.upper is None else 2) else None
        if stated is None or number.multiple != 1 or (number.percent and node.unit != PERCENT):
            continue
        if not agrees(number, (stated, stated)):
            value = stated / HUNDRED if node.unit == PERCENT else stated
            text = shortest(value.as_integer_ratio(), node.unit, language)
            cause = WORDS["planned"].filled(year=target.year, target=text)
            what = f"{target.path}.target"
            yield ReportFault("disagrees", number.site, number.text, what, text, cause, number.start, number)
