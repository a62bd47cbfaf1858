"""What sentences say in words of the target of one indicator, against the edition: reached or missed."""

from collections.abc import Sequence
from fractions import Fraction

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.model.results import NodeAchievement, TargetValue
from lkjdsl.numbers.rational import round_at
from lkjdsl.proofreading.names.known_results import HUNDRED
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def _without_kind(lead: str) -> str:
    """Return what stands before a name without what says that it is an indicator."""
    return form("kind_of_name").sub("", lead)


def worded_fault(
    site: Site, sentence: tuple[int, int], node: Node, outcome: Outcome, named: Sequence[NamedSpan]
) -> ReportFault | None:
    """Return that a *sentence* about *node*, perhaps *named* in it, is wrong of its target: reached, or missed."""
    string = site.text.string[slice(*sentence)]
    before = [site.text.string[sentence[0] : name.start] for name in named]
    value = known_achievement(outcome, NodeAchievement(node).path)
    missed = phrase("missed").search(string)
    rest = string if missed is None else f"{string[: missed.start()]};{string[missed.end() :]}"
    reached = phrase("reached").search(rest)
    said = missed or reached
    if said is None or value is None or (missed and reached) or _is_level(value):
        return None
    if (
        form("some").search(string if not before else _without_kind(before[0]) + string[len(before[0]) :])
        or form("wished").search(string[: said.start()])
        or phrase("condition").search(string[: said.start()])
        or is_elsewhere(string[: said.end()] + behind(string, said.end()), outcome.data.year)
    ):
        return None
    if (missed is not None) != _is_above(value):
        return None
    if _has_other_target(site, sentence[0] + said.start(), sentence[0] + said.end(), node, outcome):
        return None
    path = NodeAchievement(node).path
    cause = WORDS["attainment"].filled(words=said[0], achievement=outcome.result(path).printed or "")
    return ReportFault("direction", site, said[0], path, "", cause, sentence[0] + said.start())


def _has_other_target(site: Site, start: int, end: int, node: Node, outcome: Outcome) -> bool:
    """Return whether what is said prints another target, or is followed by it: IPM melampaui target 71,50."""
    number = next((one for one in site.numbers if start <= one.start <= end + 1 and one.measures), None)
    path = TargetValue(NodeAchievement(node)).path
    target = outcome.result(path).value if path in outcome else None
    if number is None or not isinstance(target, tuple):
        return False
    scale = HUNDRED if node.unit == PERCENT else 1
    return abs(number.value - Fraction(*target) * scale) > number.half


def known_achievement(outcome: Outcome, path: str) -> Fraction | None:
    """Return what is at *path* as it is printed, None where it is no number."""
    result = outcome.result(path) if path in outcome else None
    if result is None or not isinstance(result.value, tuple):
        return None
    return Fraction(*round_at(result.value, result.digits + 2, result.rounding))


def _is_above(value: Fraction) -> bool:
    return value > 1


def _is_level(value: Fraction) -> bool:
    return value == 1


def behind(string: str, end: int) -> str:
    """Return what follows in the same part of a sentence: ``di bawah target`` akhir Renstra."""
    return form("next_thought").split(string[end:])[0]


def is_elsewhere(string: str, year: int, also: Sequence[str] = ()) -> bool:
    """Return whether a text speaks of another year, place or plan, or of what is *also* another one, too."""
    words = [word for word in genre().other if word not in genre().months]
    return has_any(string, [*words, *also]) or any(one != year for one, _ in years_in(string))
