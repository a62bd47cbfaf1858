"""Ratings in sentences, against the scales of the edition: ``76,87 dengan predikat BB``, ``IKU ini kategori Baik``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.scales import Scale
from lkjdsl.numbers.numerals import printed
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.results.attainments import is_elsewhere
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

LEAD = 80
"""Characters between a value and its rating."""
DIGITS = 2
"""Decimals of a mean of achievements."""
LONG = 4
"""Letters of a rating that is the same in small letters."""


@frozen
class RatedValue:
    """A value of the node ``of`` as it is ``printed``, with the ``label`` that a ``scale`` gives it, and its path."""

    of: str
    printed: str
    scale: Scale
    label: str
    path: str


RatedByLabels = Mapping[tuple[str, ...], Sequence[RatedValue]]
"""Values by all labels of their scales."""


def rating_faults(
    site: Site,
    sentence: tuple[int, int],
    node: Node | None,
    rated: RatedByLabels,
    year: int,
    before: Site | None,
) -> Iterator[ReportFault]:
    """
    Yield each wrong rating in a *sentence*: of a value of the edition that stands before it, or of *node* itself.

    Values of *node* and of what it is a part of come first: others may be printed alike. A sentence that begins a
    paragraph may speak of what the one *before* ends with.
    """
    for labels, ones in rated.items():
        for hit in _stated(labels).finditer(site.text.string, *sentence):
            meant = _meant(site, sentence, hit, node, ones, year, before)
            if meant and _is_of_other_scale(site, hit["label"], meant[0], rated):
                continue
            if len({one.label for one in meant}) == 1 and not is_label(hit["label"], meant[0].label):
                place = meant[0].path, meant[0].label, WORDS["scale"], hit.start("label")
                yield ReportFault("scale", site, hit["label"], *place)


def _is_of_other_scale(site: Site, label: str, meant: RatedValue, rated: RatedByLabels) -> bool:
    """Return whether a text prints another value of the same with that rating: a result beside its achievement."""
    others = (one for ones in rated.values() for one in ones if one.of == meant.of and one.path != meant.path)
    return any(
        is_label(label, one.label) and any(_is_printed(number, one) for number in site.numbers) for one in others
    )


def _meant(
    site: Site,
    sentence: tuple[int, int],
    hit: re.Match[str],
    node: Node | None,
    rated: Sequence[RatedValue],
    year: int,
    before: Site | None,
) -> Sequence[RatedValue]:
    """Return the values that a rating in a sentence is of: that printed before it, or that of *node* itself."""
    string, root = site.text.string, "" if node is None else node.path.partition(".")[0]
    own = [one for one in rated if one.of.partition(".")[0] == root]
    numbers = _before(site, sentence, hit.start())
    if numbers and form("indicators_counted").search(string, numbers[-1].end, hit.start()):
        return []  # … 90,05%; sebelas indikator lainnya berpredikat
    is_itself = node is not None and form("rated_itself").search(string[sentence[0] : hit.start()]) is not None
    if numbers and not is_itself:
        return [one for one in own if _is_printed(numbers[-1], one)] or [
            one for one in rated if _is_printed(numbers[-1], one)
        ]
    lead = string[sentence[0] : hit.end()]
    if not is_itself:
        return _values_before(site, sentence, hit, before, own) or _values_before(site, sentence, hit, None, rated)[-1:]
    if node is None or is_elsewhere(lead, year) or form("wish").search(lead):
        return []
    return [one for one in own if one.of == node.path]


def _values_before(
    site: Site, sentence: tuple[int, int], hit: re.Match[str], before: Site | None, rated: Sequence[RatedValue]
) -> Sequence[RatedValue]:
    """
    Return the values that the sentence before prints, where this one speaks of it, be it the end of the text *before*.

    Not where that prints another number that has the rating: *nilai tersebut* may be that.
    """
    string = site.text.string
    opening = form("said_of_it").match(string, sentence[0], hit.start())
    earlier = [span for span in spans(string) if span[0] < sentence[0]]
    text = site if earlier else before
    if opening is None or text is None or not form("rated_told").fullmatch(string, opening.end(), hit.start()):
        return []
    start, end = (earlier or [*spans(text.text.string)] or [(0, 0)])[-1]
    numbers = [one for one in text.numbers if start <= one.start < end and one.measures and text.is_prose]
    numbers = [one for one in numbers if not form("target_before").search(text.text.string[: one.start])]
    meant = [one for number in numbers for one in rated if _is_printed(number, one)]
    for one in meant[:1]:
        unit = HUNDRED if one.scale.percent else Fraction(1)
        others = [number for number in numbers if number.percent == one.scale.percent and not _is_printed(number, one)]
        if any(is_label(hit["label"], label_of(one.scale, number.value / unit)) for number in others):
            return []
    return meant


def rated_by_labels(outcome: Outcome) -> RatedByLabels:
    """Return what is rated by scales of the same labels together."""
    found: dict[tuple[str, ...], list[RatedValue]] = {}
    for one in rated_values(outcome):
        found.setdefault(tuple(labels_of([one.scale])), []).append(one)
    return found


def rated_values(outcome: Outcome) -> Iterator[RatedValue]:
    """Yield results and achievements with their ratings, components by the scale of their whole, and means."""
    definition = outcome.definition
    for node in definition.nodes():
        for value_path, path, name in (
            (node.path, f"{node.path}.scale", node.scale),
            (f"{node.path}.achievement", f"{node.path}.achievement.scale", node.achievement_scale),
        ):
            scale = None if name is None else definition.scales.get(name)
            label = outcome.result(path).printed if path in outcome else None
            text = outcome.result(value_path).printed if value_path in outcome else None
            if scale is not None and label is not None and text is not None:
                yield RatedValue(node.path, text, scale, label, path)
        scale = None if node.scale is None else definition.scales.get(node.scale)
        alike = [part for part in node.components if part.unit == node.unit != PERCENT]
        yield from (one for part in alike if scale is not None for one in _of_value(outcome, part.path, scale))
    names = {node.achievement_scale for node in definition.indicators.values() if node.target is not None}
    scale = definition.scales.get(next(iter(names)) or "") if len(names) == 1 else None
    paths = [f"{one.path}.achievement" for one in definition.objectives.values()]
    for path in paths if scale is not None else ():
        yield from _of_value(outcome, path, scale) if scale is not None and path in outcome else ()
    values = [outcome.result(path).value for path in paths if path in outcome]
    means = [Fraction(*value) for value in values if isinstance(value, tuple)]
    if scale is not None and len(means) == len(paths) > 1:
        mean = sum(means, Fraction(0)) / len(means)
        text = printed(mean.as_integer_ratio(), PERCENT, DIGITS, "half-up", definition.language)
        yield RatedValue("", text, scale, label_of(scale, mean), "")


def _of_value(outcome: Outcome, path: str, scale: Scale) -> Iterator[RatedValue]:
    """Yield a result that has no rating of its own, where it has the same one however it is rounded."""
    result = outcome.result(path)
    number, value = result.as_printed, result.value
    if number is None or not isinstance(value, tuple) or result.printed is None:
        return
    labels = {label_of(scale, Fraction(*one)) for one in (number, value)}
    label = labels.pop()
    if label and not labels:
        yield RatedValue(path.removesuffix(".achievement"), result.printed, scale, label, "")


def label_of(scale: Scale, value: Fraction) -> str:
    """Return the label of the band that *value* lies in, empty where it is below all."""
    starts = ((Fraction(*band.start), band) for band in scale.bands)
    return next((band.label for start, band in starts if value > start or (value == start and not band.open)), "")


def labels_of(scales: Iterable[Scale]) -> list[str]:
    """Return the labels of *scales*, the longest first."""
    return sorted({band.label for scale in scales for band in scale.bands}, key=lambda one: (-len(one), one))


def _written(label: str) -> Sequence[str]:
    """
    Return how a label may be written: with what stands in brackets, without it, or that alone.

    >>> _written("BB (Sangat Baik)")
    ['BB (Sangat Baik)', 'BB', 'Sangat Baik']
    """
    parts = [part.strip() for part in re.split(r"[()]", label) if part.strip()]
    return list(dict.fromkeys([label, *parts]))


def is_label(text: str, label: str) -> bool:
    """Return whether *text* is a way to write *label*."""
    return text.casefold() in [one.casefold() for one in _written(label)]


@lru_cache(TEXTS)
def _stated(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of *labels* behind the word for a rating."""
    ones = sorted({one for label in labels for one in _written(label)}, key=len, reverse=True)
    names = "|".join(f"(?i:{re.escape(one)})" if len(one) >= LONG else re.escape(one) for one in ones) or r"(?!)"
    words = "|".join(f"(?i:{re.escape(one)})" for one in (*genre().role["label"], "golong"))
    kind = form("rating_kind").pattern
    return re.compile(rf"\b(?:ber|ter)?(?:{words}){kind}\s+(?:[A-E]{{1,2}}\s+\()??[\"“(]?(?P<label>{names})(?![\w-])")


def _is_printed(number: NumberInText, one: RatedValue) -> bool:
    return number.text.strip(" %") == one.printed.strip(" %") and number.percent == one.printed.endswith("%")


def _before(site: Site, sentence: tuple[int, int], place: int) -> Sequence[NumberInText]:
    """Return the numbers of a sentence near before a rating at *place*."""
    string = site.text.string
    before = [number for number in site.numbers if sentence[0] <= number.start < place and number.measures]
    near = before if before and place - before[-1].end <= LEAD else []
    return [one for one in near if not form("target_before").search(string[: one.start])]
