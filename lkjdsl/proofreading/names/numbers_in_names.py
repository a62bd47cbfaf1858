"""Numbers that are part of a name of the edition, as in *per 100.000 penduduk*: they are figures of nothing."""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition, funded
from lkjdsl.proofreading.printed.numbers import Site

FEWEST = 4
"""Letters of a name; one of fewer, or a number that is all of a name, may be anything."""


def without_names(sites: Sequence[Site], definition: Definition, outcome: Outcome | None) -> list[Site]:
    """Return *sites* without the numbers that stand in a name where it is written out."""
    names = {" ".join(name.split()) for name in (*_names(definition), "" if outcome is None else outcome.data.office)}
    names = {name for name in names if any(map(str.isdigit, name)) and sum(map(str.isalpha, name)) >= FEWEST}
    if names:
        longest_first = sorted(names, key=len, reverse=True)
        written = "|".join(r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", name))) for name in longest_first)
        pattern = re.compile(rf"(?<!\w)(?:{written})(?!\w|[.,]\d)", re.IGNORECASE)
        for site in sites:
            spans = [hit.span() for hit in pattern.finditer(site.text.string)] if site.numbers else []
            site.numbers[:] = [
                number
                for number in site.numbers
                if not any(at <= number.start and number.end <= end for at, end in spans)
            ]
    return list(sites)


def _names(definition: Definition) -> Iterator[str]:
    yield definition.title
    yield from (node.name for node in definition.nodes())
    yield from (objective.name for objective in definition.objectives.values())
    yield from (owner.funding.programme for owner in funded(definition) if owner.funding is not None)
    inputs = [*definition.inputs.values(), *(one for rows in definition.rows.values() for one in rows.columns.values())]
    yield from (one.label for one in inputs)
    for table in definition.tables.values():
        yield from (table.title, *(column.title for column in table.columns))
