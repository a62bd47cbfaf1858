"""Numbers in names and units of the edition: in *per 100.000 penduduk* of nothing, before *juta m3* not in millions."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Definition, funded
from lkjdsl.proofreading.printed.multiples import MULTIPLES
from lkjdsl.proofreading.printed.numbers import NumberInText, Site

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
    own = [re.escape(node.unit) for node in definition.nodes() if node.unit.split(" ")[0] in MULTIPLES]
    unit = re.compile(rf"\s*(?:{'|'.join(own)})(?!\w)", re.IGNORECASE) if own else None
    for site in sites if unit is not None else ():
        site.numbers[:] = [_in_unit(number, unit) for number in site.numbers] if unit is not None else site.numbers
    return list(sites)


def _in_unit(number: NumberInText, unit: re.Pattern[str]) -> NumberInText:
    """Return a number as its unit counts: 8,42 of *juta m3*, where that is a unit of the edition."""
    if number.multiple == 1 or unit.match(number.site.text.string, number.end) is None:
        return number
    return evolve(number, value=number.value / number.multiple, multiple=1)


def _names(definition: Definition) -> Iterator[str]:
    yield definition.title
    yield from (node.name for node in definition.nodes())
    yield from (objective.name for objective in definition.objectives.values())
    yield from (owner.funding.programme for owner in funded(definition) if owner.funding is not None)
    inputs = [*definition.inputs.values(), *(one for rows in definition.rows.values() for one in rows.columns.values())]
    yield from (one.label for one in inputs)
    for table in definition.tables.values():
        yield from (table.title, *(column.title for column in table.columns))
