"""The constraints of an edition that the data break, or without data the printed figures, however they were rounded."""

from collections.abc import Iterator

from attrs import frozen

from lkjdsl.auditing.audit import BrokenConstraint
from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mention, Mentions
from lkjdsl.auditing.possible_values import PossibleValue
from lkjdsl.diagnostic import Language, problem
from lkjdsl.domains.interval.ranges import NOTHING
from lkjdsl.evaluate.constraints import constraints
from lkjdsl.lower.report_tables import lower_conditions
from lkjdsl.model.expressions import Column, Formula, InputReference, Reference, walk


def broken_constraints(knowledge: ReportKnowledge) -> Iterator[BrokenConstraint]:
    """Yield a finding for each constraint that is broken, and for each row that breaks one."""
    if knowledge.outcome is not None:
        broken = (constraint for constraint in constraints(knowledge.outcome) if constraint.code == "constraint-broken")
        yield from map(BrokenConstraint, broken)
        return
    definition, mentions = knowledge.definition, knowledge.mentions
    if not (definition.constraints and mentions.numbers):
        return
    sheet = lower_conditions(definition, definition.constraints, knowledge.program.results)
    values, rowed = knowledge.possible.of_sheet(sheet)
    for name, formula in definition.constraints.items():
        if name in values and _is_broken(values[name]):
            yield _broken(name, formula, mentions)
        for row, value in enumerate(rowed.get(name, ()), 1):
            if _is_broken(value):
                yield _broken(name, formula, mentions, row)


def _is_broken(value: PossibleValue) -> bool:
    return value.range.flags == {False} and value.range.states == NOTHING


def _broken(name: str, formula: Formula, mentions: Mentions, row: int | None = None) -> BrokenConstraint:
    paths = []
    for expression in walk(formula.expression):
        match expression:
            case InputReference(input=path, previous=False) | Reference(path=path):
                paths.append(path)
            case Column(rows=rows, column=column) if row is not None:
                paths.append(f"{rows}.{row}.{column}")
            case _:
                pass
    printed = [mentions.numbers[path][0] for path in dict.fromkeys(paths) if path in mentions.numbers]
    notes = () if row is None else ("row",)
    words = {"name": name, "formula": formula.text, "row": str(row)}
    finding = problem("printed-constraint-broken", notes=notes, also=words, figures=_PrintedFigures(tuple(printed)))
    return BrokenConstraint(finding, tuple(mention.figure for mention in printed))


@frozen
class _PrintedFigures:
    """Printed figures with their places, as a word."""

    mentions: tuple[Mention, ...]

    def text(self, _language: Language) -> str:
        texts = []
        for mention in self.mentions:
            place = f" ({mention.figure.place})" if mention.figure.place else ""
            texts.append(f"{mention.quantity.path} = {mention.figure.printed}{place}")
        return ", ".join(texts)
