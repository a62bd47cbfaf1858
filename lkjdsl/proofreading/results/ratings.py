"""Ratings in sentences, against the scale of the edition: ``nilai 76,87 dengan predikat BB``."""

import re
from collections.abc import Iterator

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

LEAD = 80
"""Characters between a value and its rating."""


def rating_faults(site: Site, sentence: tuple[int, int], node: Node, outcome: Outcome) -> Iterator[ReportFault]:
    """Yield each wrong rating that a *sentence* gives behind the value of *node* or of its achievement."""
    string = site.text.string
    for value_path, path, name in (
        (node.path, f"{node.path}.scale", node.scale),
        (f"{node.path}.achievement", f"{node.path}.achievement.scale", node.achievement_scale),
    ):
        scale = None if name is None else outcome.definition.scales.get(name)
        if scale is None or path not in outcome or outcome.result(path).printed is None:
            continue
        right = outcome.result(path).printed
        labels = sorted({band.label for band in scale.bands}, key=len, reverse=True)
        words, names = ("|".join(map(re.escape, ones)) for ones in (genre().role["label"], labels))
        kind = form("rating_kind").pattern
        stated = re.compile(rf"\b(?:{words}){kind}\s+(?:[A-E]{{1,2}}\s+\()?[\"“(]?(?P<label>{names})(?!\w)")
        for hit in stated.finditer(string, *sentence):
            before = [
                number for number in site.numbers if sentence[0] <= number.start < hit.start() and number.measures
            ]
            if not before and form("said_of_it").match(string, sentence[0], hit.start()):
                before = [number for number in site.numbers if number.end <= sentence[0] and number.measures]
            if not before or hit.start() - before[-1].end > LEAD or hit["label"] == right:
                continue
            if _is_value(before[-1], outcome, value_path):
                start = hit.start("label")
                yield ReportFault("scale", site, hit["label"], path, right or "", WORDS["scale"], start)


def _is_value(number: NumberInText, outcome: Outcome, path: str) -> bool:
    """Return whether *number* is printed as the value of *path*."""
    printed = outcome.result(path).printed
    return printed is not None and number.text.strip(" %") == printed.strip(" %")
