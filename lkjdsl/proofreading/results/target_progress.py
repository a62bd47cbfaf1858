"""What sentences say of the way to a target of a later year, against the edition that states the target."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.model.definition import Node
from lkjdsl.proofreading.names.known_results import KnownResult, fixed_targets
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in

HUNDRED = Fraction(100)


def progress_checks(
    site: Site, sentence: tuple[int, int], node: Node, now: KnownResult, year: int
) -> Iterator[NumberCheck]:
    """Yield how far a *sentence* says that the result of *node* has come to a target of a later year than *year*."""
    string, (start, end) = site.text.string, sentence
    targets = fixed_targets(node)
    numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
    for target, share in pairwise(numbers):
        link = string[target.end : share.start]
        said = _stated(string[start : target.start], targets, year)
        if said != target.value or target.percent != now.percent or not target.value or not now.value:
            continue
        if share.percent and form("come_to").search(link) and not phrase("target").search(link):
            yield _progress(share, target, now, node, is_achieved=form("said_achieved").search(link) is not None)
    for share, target in pairwise(numbers):
        said = _stated(string[start : share.start], targets, year)
        is_of_it = share.percent and string[share.end : target.start].split() == ["dari"]
        if is_of_it and said == target.value and target.percent == now.percent and target.value and now.value:
            yield _progress(share, target, now, node)


def _progress(
    share: NumberInText, target: NumberInText, now: KnownResult, node: Node, *, is_achieved: bool = False
) -> NumberCheck:
    """
    Return the check of how far the result *now* of *node* has come to a *target*.

    What *is_achieved* is no more than the whole of a target to be kept below that is not reached.
    """
    ratio = now.value / target.value
    exact = ratio if node.polarity == "maximize" else 2 - ratio
    ways = [way for value in (now.value, now.exact) for way in _ways(value / target.value)]
    if is_achieved and node.polarity == "minimize" and ratio > 1:
        ways = [way for way in ways if way < 1]
    holds = any(agrees(share, (way * HUNDRED, way * HUNDRED)) for way in ways)
    line = Both.same(f"{now.text} / {target.text}")
    return NumberCheck("arithmetic", share, (target,), holds, exact * HUNDRED, line)


def _ways(ratio: Fraction) -> Sequence[Fraction]:
    """Return what an achievement may be by the ratio of a result to its target, whichever is better."""
    return ratio, 1 / ratio, 2 - ratio


def _stated(lead: str, targets: Mapping[int, Fraction], year: int) -> Fraction | None:
    """Return the target of the later year that the words before a number name last, or of the last one of the plan."""
    if not phrase("target").search(lead):
        return None
    named = [one for one, _ in years_in(lead) if one != year]
    if named:
        return targets.get(named[-1]) if named[-1] > year else None
    return targets[max(targets)] if phrase("goal").search(lead) and targets else None
