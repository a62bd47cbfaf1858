"""Printed figures in the place of data that is not there: numbers as they stand, to compute with; never a verdict."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from lkjdsl.auditing.known_values import Knowledge
from lkjdsl.auditing.mentions import Told
from lkjdsl.domains.exact.domain import Columns, Facts
from lkjdsl.model.definition import Input
from lkjdsl.model.values import Value


def facts_as_printed(knowledge: Knowledge) -> Facts:
    """Return the data, with the first number printed for each input and node that it leaves open."""
    told, definition = knowledge.told, knowledge.definition
    given = given_as_printed(told, knowledge.possible.assumed)
    if knowledge.outcome is not None:
        facts = knowledge.outcome.data.facts
        return evolve(facts, given={**given, **facts.given}, short=False) if given else facts
    inputs = [_first(told, path, one) for path, one in definition.inputs.items()]
    return Facts(inputs, rows_as_printed(told), given)


def given_as_printed(told: Told, paths: Iterable[str]) -> dict[str, Value]:
    """Return the first number printed for each node of *paths*."""
    return {path: told.mentions[path][0].value for path in paths if path in told.mentions}


def rows_as_printed(told: Told) -> Mapping[str, Columns]:
    """Return the rows that are printed of each table."""
    return {
        name: Columns(
            length,
            [
                [_first(told, f"{name}.{row}.{column}", one) for row in range(1, length + 1)]
                for column, one in table.columns.items()
            ],
        )
        for name, table in told.quantities.definition.rows.items()
        for length in (told.rows(name),)
    }


def _first(told: Told, path: str, one: Input) -> Value | None:
    found = told.first(path)
    return one.default if found is None and path not in told.unread else found
