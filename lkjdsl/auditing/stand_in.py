"""Printed figures in the place of data that is not there, to search for causes: a guess at facts, never a verdict."""

from attrs import evolve

from lkjdsl.auditing.knowledge import Knowledge
from lkjdsl.domains.exact import Columns, Facts
from lkjdsl.model.definition import Input
from lkjdsl.model.values import Value


def facts_as_printed(knowledge: Knowledge) -> Facts:
    """Return the data, with the first number printed for each input and node that it leaves open."""
    given: dict[str, Value] = {path: knowledge.told.values(path)[0] for path in knowledge.possible.assumed}
    if knowledge.outcome is not None:
        facts = knowledge.outcome.data.facts
        return evolve(facts, given={**given, **facts.given}) if given else facts
    told, definition = knowledge.told, knowledge.definition

    def first(path: str, one: Input) -> Value | None:
        values = told.values(path)
        return values[0] if values else one.default

    inputs = [first(path, one) for path, one in definition.inputs.items()]
    rows = {}
    for name, table in definition.rows.items():
        length = told.rows(name)
        columns = [
            [first(f"{name}.{row}.{column}", one) for row in range(1, length + 1)]
            for column, one in table.columns.items()
        ]
        rows[name] = Columns(length, columns)
    return Facts(inputs, rows, given)
