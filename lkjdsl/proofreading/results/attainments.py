"""What sentences say in words of targets, against the edition: reached or missed, and by how many indicators."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.results import NodeAchievement
from lkjdsl.numbers.rational import round_at
from lkjdsl.proofreading.names.coined_measures import in_plain_words
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.spelled import spelled_number
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def counted_faults(site: Site, outcome: Outcome, among: Sequence[Node]) -> Iterator[ReportFault]:
    """Yield numbers of indicators that reached or missed their targets, where they are others of those *among*."""
    string = site.text.string
    values = [_achievement(outcome, node) for node in among if node.target is not None]
    if not values or any(value is None for value in values):
        return
    counted = list(form("counted").finditer(string))
    is_split = any(match["missed"] for match in counted) or form("split").search(string) is not None
    for found in counted:
        is_above = (found["reached"] or "").casefold() in genre().direction["above"]  # others may have just reached it
        whole = found["all"] or ("" if is_above else _counted_from(string[: found.start()]))
        is_of_all = bool(whole) and _number(whole) == len(values)
        if not (is_split or is_of_all):
            continue  # of those that reached it some may stand apart
        lead = re.split(r"[.;]\s", string[: found.end()])[-1]
        if _is_elsewhere(
            lead + _behind(string, found.end()), outcome.data.year, [*genre().months, "triwulan", "semester"]
        ):
            continue
        said = _number(found["number"])
        above, level = (sum(test(value) for value in values if value is not None) for test in (_is_above, _is_level))
        right = [len(values) - above - level] if found["missed"] else [above + level, above, level]
        if said is not None and said not in right:
            cause = WORDS["counted-missed" if found["missed"] else "counted-reached"].filled(number=right[0])
            yield ReportFault("words", site, found["number"], "", str(right[0]), cause, found.start("number"))


def counted_above_faults(
    site: Site, outcome: Outcome, among: Sequence[Node], coined: Mapping[str, str]
) -> Iterator[ReportFault]:
    """
    Yield numbers of indicators, or of all objectives, with an achievement above or below 100%, where they are others.

    ``coined`` is what the report calls an achievement.
    """
    string = site.text.string
    of_indicators = [_achievement(outcome, node) for node in among if node.target is not None]
    of_objectives = [_known(outcome, f"{one.path}.achievement") for one in outcome.definition.objectives.values()]
    is_whole = len(among) == len(outcome.definition.indicators)
    for found in form("counted_above").finditer(in_plain_words(string, coined)):
        is_objective = found["noun"].casefold() in ("sasaran", "tujuan")
        values = (of_objectives if is_whole else []) if is_objective else of_indicators
        said, start = _number(found["number"]), string.find(found[0][: found.end("noun") - found.start()])
        lead = re.split(r"[.;]\s", string[:start])[-1]
        if not values or None in values or said is None or start < 0 or _is_elsewhere(lead, outcome.data.year):
            continue
        above, level = (sum(test(value) for value in values if value is not None) for test in (_is_above, _is_level))
        right = len(values) - above - level if found["below"] else above + (level if found["least"] else 0)
        if said != right:
            cause = WORDS["counted-above"].filled(number=right)
            yield ReportFault("words", site, found["number"], "", str(right), cause, start)


def rated_faults(site: Site, outcome: Outcome, among: Sequence[Node]) -> Iterator[ReportFault]:
    """Yield numbers of indicators with a rating of their achievement, where they are others of those *among*."""
    paths = [f"{NodeAchievement(node).path}.scale" for node in among if node.target is not None]
    if not paths or any(path not in outcome for path in paths):
        return
    labels = [outcome.result(path).printed for path in paths]
    scales = [outcome.definition.scales.get(node.achievement_scale or "") for node in among]
    names = sorted({band.label for scale in scales if scale is not None for band in scale.bands}, key=len, reverse=True)
    if not names or any(label is None for label in labels):
        return
    named = "|".join(map(re.escape, names))
    for hit in re.finditer(rf"{form('rated_count').pattern}(?P<label>{named})(?!\w)", site.text.string, re.IGNORECASE):
        rating = next((name for name in names if name.casefold() == hit["label"].casefold()), None)
        right, said = labels.count(rating), _number(hit["number"])
        if rating is not None and said is not None and said != right:
            cause = WORDS["counted-rated"].filled(number=right, rating=rating)
            yield ReportFault("words", site, hit["number"], "", str(right), cause, hit.start("number"))


def _counted_from(lead: str) -> str:
    """Return of how many indicators a sentence counts some: ``Dari 12 IKU yang diperjanjikan, sebanyak``."""
    match = form("counted_from").search(lead)
    return "" if match is None else match["all"]


def _without_kind(lead: str) -> str:
    """Return what stands before a name without what says that it is an indicator."""
    return form("kind_of_name").sub("", lead)


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text.isdigit() else spelled_number(text)


def worded_fault(
    site: Site, sentence: tuple[int, int], node: Node, outcome: Outcome, named: Sequence[NamedSpan]
) -> ReportFault | None:
    """Return that a *sentence* about *node*, perhaps *named* in it, is wrong of its target: reached, or missed."""
    string = site.text.string[slice(*sentence)]
    before = [site.text.string[sentence[0] : name.start] for name in named]
    value = _achievement(outcome, node)
    missed = phrase("missed").search(string)
    rest = string if missed is None else f"{string[: missed.start()]};{string[missed.end() :]}"
    reached = phrase("reached").search(rest)
    said = missed or reached
    if said is None or value is None or (missed and reached) or _is_level(value):
        return None
    if (
        form("some").search(string if not before else _without_kind(before[0]) + string[len(before[0]) :])
        or form("wished").search(string[: said.start()])
        or _is_elsewhere(string[: said.end()] + _behind(string, said.end()), outcome.data.year)
    ):
        return None
    if (missed is not None) != _is_above(value):
        return None
    path = NodeAchievement(node).path
    cause = WORDS["attainment"].filled(words=said[0], achievement=outcome.result(path).printed or "")
    return ReportFault("direction", site, said[0], path, "", cause, sentence[0] + said.start())


def _achievement(outcome: Outcome, node: Node) -> Fraction | None:
    """Return an achievement as it is printed, None where it is no number."""
    return _known(outcome, NodeAchievement(node).path)


def _known(outcome: Outcome, path: str) -> Fraction | None:
    """Return what is at *path* as it is printed, None where it is no number."""
    result = outcome.result(path) if path in outcome else None
    if result is None or not isinstance(result.value, tuple):
        return None
    return Fraction(*round_at(result.value, result.digits + 2, result.rounding))


def _is_above(value: Fraction) -> bool:
    return value > 1


def _is_level(value: Fraction) -> bool:
    return value == 1


def _behind(string: str, end: int) -> str:
    """Return what follows in the same part of a sentence: ``di bawah target`` akhir Renstra."""
    return form("next_thought").split(string[end:])[0]


def _is_elsewhere(string: str, year: int, also: Sequence[str] = ()) -> bool:
    """Return whether a text speaks of another year, place or plan, or of what is *also* another one, too."""
    words = [word for word in genre().other if word not in genre().months]
    return has_any(string, [*words, *also]) or any(one != year for one, _ in years_in(string))
