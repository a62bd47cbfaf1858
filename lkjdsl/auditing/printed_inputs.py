"""Printed figures in the place of data that is not there: numbers as they stand, to compute with; never a verdict."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from lkjdsl.auditing.known_values import ReportKnowledge
from lkjdsl.auditing.mentions import Mentions
from lkjdsl.core import operators
from lkjdsl.core.program import Given
from lkjdsl.core.walk import walk
from lkjdsl.domains.exact.domain import Columns, Exact, Facts
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Input
from lkjdsl.model.values import Value


def facts_as_printed(knowledge: ReportKnowledge) -> Facts:
    """Return the data, with the first number printed for each input and node that it leaves open."""
    mentions, definition = knowledge.mentions, knowledge.definition
    if knowledge.outcome is not None and is_settled(knowledge.outcome, mentions):
        return knowledge.outcome.data.facts
    given = given_as_printed(mentions, knowledge.possible.assumed)
    if knowledge.outcome is not None:
        facts = knowledge.outcome.data.facts
        return evolve(facts, given={**given, **facts.given}, short=False) if given else facts
    inputs = [_first(mentions, path, input_) for path, input_ in definition.inputs.items()]
    facts = Facts(inputs, rows_as_printed(mentions), given)
    return facts if knowledge.before is None else beside(facts, knowledge.before)


def is_settled(outcome: Outcome, mentions: Mentions) -> bool:
    """Return whether the data have all that an edition reads, and each node a number that one is printed for."""
    facts, steps = outcome.data.facts, outcome.program.steps
    if None in facts.inputs or not (facts.previous or all(step.operator is not operators.PREVIOUS for step in steps)):
        return False
    nodes = [(step.setting, value) for step, value in zip(steps, outcome.values, strict=True)]
    return all(
        isinstance(value, tuple)
        for setting, value in nodes
        if isinstance(setting, Given) and setting.path in mentions.numbers
    )


def beside(facts: Facts, before: ReportKnowledge) -> Facts:
    """Return *facts* with those of the year before as they are printed, and its results."""
    earlier = facts_as_printed(before)
    values = walk(before.program, Exact(earlier))
    paths = [path for path in before.definition.indicators if path in before.program.results]
    results = {path: values[before.program.results[path]] for path in paths}
    return evolve(facts, previous=earlier.inputs, earlier=results, short=False)


def given_as_printed(mentions: Mentions, paths: Iterable[str]) -> dict[str, Value]:
    """Return the first number printed for each node of *paths*."""
    return {path: mentions.numbers[path][0].value for path in paths if path in mentions.numbers}


def rows_as_printed(mentions: Mentions) -> Mapping[str, Columns]:
    """Return the rows that are printed of each table."""
    return {
        name: Columns(
            length,
            [
                [_first(mentions, f"{name}.{row}.{column}", input_) for row in range(1, length + 1)]
                for column, input_ in table.columns.items()
            ],
        )
        for name, table in mentions.quantities.definition.rows.items()
        for length in (mentions.rows(name),)
    }


def _first(mentions: Mentions, path: str, input_: Input) -> Value | None:
    value = mentions.first(path)
    return input_.default if value is None and path not in mentions.unread else value
