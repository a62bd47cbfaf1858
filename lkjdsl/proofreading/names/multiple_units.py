"""Units of the edition that are multiples themselves: 8,42 of *juta m3* is no number of millions."""

import re
from collections.abc import Iterable

from attrs import evolve

from lkjdsl.model.definition import Definition
from lkjdsl.proofreading.printed.multiples import MULTIPLES
from lkjdsl.proofreading.printed.numbers import NumberInText, Site


def count_in_units(sites: Iterable[Site], definition: Definition) -> None:
    """Make the numbers of *sites* before such a unit those that it counts."""
    units = {node.unit for node in definition.nodes() if node.unit.split(" ")[0] in MULTIPLES}
    if units:
        unit = re.compile(rf"\s*(?:{'|'.join(map(re.escape, sorted(units)))})(?!\w)", re.IGNORECASE)
        for site in sites:
            site.numbers[:] = [_in_unit(number, unit) for number in site.numbers]


def _in_unit(number: NumberInText, unit: re.Pattern[str]) -> NumberInText:
    if number.multiple == 1 or unit.match(number.site.text.string, number.end) is None:
        return number
    return evolve(number, value=number.value / number.multiple, multiple=1)
