"""The units that sentences print behind a result of an edition: hours for days, per 100.000 for per 1.000."""

import re
from collections.abc import Iterator

from lkjdsl.proofreading.names.known_results import KnownResult
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

FEWEST = 3
"""Digits of a figure that is a result and no other number, whatever its unit."""


def unit_faults(site: Site, sentence: tuple[int, int], now: KnownResult) -> Iterator[ReportFault]:
    """Yield each unit behind the value of *now* that is another one of its kind."""
    string, (start, end) = site.text.string, sentence
    times = set(genre().times)
    own = now.unit.casefold().split()
    for number in site.numbers:
        if not start <= number.start < end or abs(number.value - now.value) > now.half or number.percent:
            continue
        if not number.decimals or sum(sign.isdigit() for sign in number.text) < FEWEST:
            continue
        rate, rated = form("rate").match(string, number.end), form("rate").match(f" {now.unit}")
        noun = re.match(r"\s*(?P<noun>[^\W\d]+)", string[number.end : end])
        if rate is not None and rated is not None and rate["number"] != rated["number"]:
            printed = rate[0].strip()
        elif noun is not None and times.intersection(own) and noun["noun"].casefold() in times.difference(own):
            printed = noun["noun"]
        else:
            continue
        cause = WORDS["other-unit"].filled(unit=now.unit)
        yield ReportFault("unit", site, f"{number.text} {printed}", "", now.text, cause, number.start, number)
