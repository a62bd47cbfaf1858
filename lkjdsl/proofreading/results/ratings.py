"""Ratings in sentences, against the scale of the edition: ``nilai 76,87 dengan predikat BB``."""

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.scales import Scale
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

LEAD = 80
"""Characters between a value and its rating."""


def rating_faults(site: Site, sentence: tuple[int, int], node: Node, outcome: Outcome) -> Iterator[ReportFault]:
    """Yield each wrong rating that a *sentence* gives behind the value of *node*, of a part, or of its achievement."""
    for rated in _rated_values(node, outcome):
        for hit in _stated(rated.scale).finditer(site.text.string, *sentence):
            number = _before(site, sentence, hit.start(), is_percent=rated.printed.endswith("%"))
            is_its = number is not None and number.text.strip(" %") == rated.printed.strip(" %")
            if is_its and hit["label"] != rated.label:
                start = hit.start("label")
                yield ReportFault("scale", site, hit["label"], rated.path, rated.label, WORDS["scale"], start)


@frozen
class _Rated:
    """A value as it is ``printed``, with the ``label`` that a ``scale`` gives it at ``path``, empty for a component."""

    printed: str
    scale: Scale
    label: str
    path: str


def _rated_values(node: Node, outcome: Outcome) -> Iterator[_Rated]:
    """Yield the result of *node* and its achievement, and its components of the same unit by its own scale."""
    for value_path, path, name in (
        (node.path, f"{node.path}.scale", node.scale),
        (f"{node.path}.achievement", f"{node.path}.achievement.scale", node.achievement_scale),
    ):
        scale = None if name is None else outcome.definition.scales.get(name)
        label = outcome.result(path).printed if path in outcome else None
        printed = outcome.result(value_path).printed if value_path in outcome else None
        if scale is not None and label is not None and printed is not None:
            yield _Rated(printed, scale, label, path)
    scale = None if node.scale is None else outcome.definition.scales.get(node.scale)
    for part in node.components if scale is not None and node.unit != PERCENT else ():
        result = outcome.result(part.path)
        number, value = result.as_printed, result.value
        if scale is None or part.unit != node.unit or number is None or not isinstance(value, tuple):
            continue
        labels = {_label(scale, Fraction(*one)) for one in (number, value)}
        label = labels.pop()
        if label and not labels and result.printed is not None:
            yield _Rated(result.printed, scale, label, "")


def _label(scale: Scale, value: Fraction) -> str:
    """Return the label of the band that *value* lies in, empty where it is below all."""
    starts = ((Fraction(*band.start), band) for band in scale.bands)
    return next((band.label for start, band in starts if value > start or (value == start and not band.open)), "")


def _stated(scale: Scale) -> re.Pattern[str]:
    """Return what finds a rating of *scale* behind the word for one."""
    labels = sorted({band.label for band in scale.bands}, key=len, reverse=True)
    words, names = ("|".join(map(re.escape, ones)) for ones in (genre().role["label"], labels))
    kind = form("rating_kind").pattern
    return re.compile(rf"\b(?:ber)?(?:{words}){kind}\s+(?:[A-E]{{1,2}}\s+\()?[\"“(]?(?P<label>{names})(?!\w)")


def _before(site: Site, sentence: tuple[int, int], place: int, *, is_percent: bool) -> NumberInText | None:
    """Return the number before a rating at *place*, or that of its kind in the sentence before that it speaks of."""
    string = site.text.string
    before = [number for number in site.numbers if sentence[0] <= number.start < place and number.measures]
    if before:
        return before[-1] if place - before[-1].end <= LEAD else None
    if not form("said_of_it").match(string, sentence[0], place):
        return None
    start = max((span[0] for span in spans(string) if span[0] < sentence[0]), default=0)
    said = [number for number in site.numbers if start <= number.start < sentence[0] and number.measures]
    said = [one for one in said if one.percent == is_percent and not form("target_before").search(string[: one.start])]
    return said[-1] if said else None
