"""Numbers that count what an edition has: its indicators and its objectives."""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.model.definition import Definition
from lkjdsl.proofreading.printed.numbers import NumberInText, Site

COUNTED = re.compile(
    r"\s*(?:\([^()\d]*\)\s*)?(?P<noun>indikator|sasaran)\b(?!\s+(?:yang|telah|sudah|belum|tidak|lain))"
)


def right_counts(sites: Sequence[Site], definition: Definition) -> Iterator[NumberInText]:
    """Yield the numbers that say how many indicators or objectives there are, and say so rightly."""
    counts = {"indikator": len(definition.indicators), "sasaran": len(definition.objectives)}
    for site in sites:
        for number in site.numbers if site.is_prose else ():
            match = COUNTED.match(site.text.string, number.end)
            if match is not None and number.value == counts[match["noun"]]:
                yield number
