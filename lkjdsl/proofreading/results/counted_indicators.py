"""How many indicators or objectives did what, and which, in any order: ``9 dari 11 IKU berstatus hijau``."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.numbers.numerals import printed
from lkjdsl.proofreading.names.numbered_objectives import objectives_in
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.results.attainments import behind, is_elsewhere, known_achievement
from lkjdsl.proofreading.results.ratings import label_of, labels_of
from lkjdsl.proofreading.results.said_counts import Count, IndicatorStatement, counts_in, linked, statements_in
from lkjdsl.proofreading.sentences.spans import spans
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

OBJECTIVES = ("sasaran", "tujuan", "ss")
DIGITS = 2
"""Decimals of an achievement."""


@frozen
class _Measure:
    """By what indicators are counted: the ``outcome`` of a year, and which ``aspect`` of it."""

    outcome: Outcome
    aspect: str = "achievement"


@frozen
class _Counted:
    """An indicator or objective with its achievement and the rating of that, if it has one."""

    path: str
    value: Fraction
    label: str


def counted_faults(
    site: Site, vocabulary: Vocabulary, outcome: Outcome, among: Sequence[Node]
) -> Iterator[ReportFault]:
    """Yield counts that are others of those *among*, and what is listed with a count and is none of those counted."""
    if not site.is_prose:
        return
    string, noun, before = site.text.string, "", Fraction(0)
    every = [node for node in outcome.definition.indicators.values() if node.target is not None]
    labels = labels_of(outcome.definition.scales.values())
    for start, end in spans(string):
        counts = list(counts_in(string, start, end, noun))
        noun = next((count.noun for count in reversed(counts) if count.noun), noun)
        said = list(statements_in(string, start, end, labels, vocabulary.coined))
        pairs = list(linked(string, start, counts, said))
        whole = next((count for count in counts if count.whole), None)
        of_all = None if whole is None or whole.every else whole.number
        is_split = form("split").search(string, start, end) is not None or any(
            what.kind == "missed" for _, what in pairs
        )
        all_before, before = before, next((count.number for count in reversed(counts) if not count.every), before)
        for count, what in pairs:
            meant = every if of_all == len(every) and count.noun not in OBJECTIVES else among
            lead = string[start : max(count.end, what.end)] + behind(string, max(count.end, what.end))
            by = _measured(form("up_to_the_last").sub(" ", lead), what, vocabulary, outcome)
            is_among = form("among_them").match(string, count.end) is not None
            first = 0 if is_among else start
            nodes = [] if by is None else _among(string[:end], first, count, of_all, vocabulary, by, meant)
            if not nodes:
                continue
            is_among &= all_before == len(nodes)
            is_above = string[what.start : what.end].casefold() in genre().direction["above"]
            is_all = whole is not None and (whole.every or of_all == len(nodes))
            of_these = whole is not None and is_all and (not is_above or whole.start > count.start)
            is_whole = (
                of_these or count.every or is_among or form("count_only").search(string, start, count.start) is not None
            )
            right = [len([one for one in nodes if _is(one, what, level=level)]) for level in (True, False)]
            right += [right[0] - right[1]] if what.kind == "reached" else []
            number = Fraction(len(nodes)) if count.every else count.number
            is_judged = is_whole or is_split or what.kind not in ("reached", "missed")
            is_more = by is not None and by.aspect != "achievement" and max(right) < number <= len(nodes)
            if whole is not None and not is_all:
                if (
                    number == right[0]
                    and len(meant) == len(every)
                    and not any(objectives_in(vocabulary, string, 0, len(string)))
                ):
                    all_of = WORDS["counted-above"].filled(number=len(nodes))
                    yield ReportFault("words", site, whole.text, "", str(len(nodes)), all_of, whole.start)
            elif count.text.casefold().startswith("ke") and number != len(nodes):
                continue  # those counted before: empat IKU belum …; keempatnya …
            elif not (is_judged or is_more) or (count.every and right[0] == 0):
                continue  # of those that reached it some may stand apart; where all did the other, the verb is wrong
            elif number not in right:
                yield ReportFault("words", site, count.text, "", str(right[0]), _cause(what, right[0]), count.start)
            elif not count.every:
                yield from _listed(site, (start, end), count, what, nodes, vocabulary)


def _measured(lead: str, said: IndicatorStatement, names: Vocabulary, outcome: Outcome) -> _Measure | None:
    """Return by what a sentence counts: its year, the one before, or another target; None where that is unknown."""
    year, also = outcome.data.year, [*genre().months, "triwulan", "semester"]
    before = outcome.previous
    for one in (outcome, before):
        if one is None or (one is before and (one.data.year != year - 1 or not years_in(lead))):
            continue
        if not is_elsewhere(lead, one.data.year, also):
            return _Measure(one)
        for name in sorted(names.comparisons):
            of_plan = re.compile(rf"\btarget\w*\s+(?:akhir\s+)?{re.escape(name)}\b", re.IGNORECASE)
            if said.kind == "reached" and of_plan.search(lead) and not is_elsewhere(of_plan.sub("", lead), year, also):
                return _Measure(one, f"compare.{name}")
    return None


def _among(
    string: str,
    start: int,
    count: Count,
    of_all: Fraction | None,
    vocabulary: Vocabulary,
    by: _Measure,
    among: Sequence[Node],
) -> list[_Counted]:
    """Return those that a *count* is of, by the objective that the text names last; none where one is unknown."""
    outcome, definition = by.outcome, by.outcome.definition
    is_all = len(among) == sum(node.target is not None for node in definition.indicators.values())
    if count.noun in OBJECTIVES:
        scales = {node.achievement_scale for node in definition.indicators.values() if node.target is not None}
        scale = definition.scales.get(next(iter(scales)) or "") if len(scales) == 1 else None
        paths = [f"{one.path}.achievement" for one in definition.objectives.values()]
        values = [known_achievement(outcome, path) for path in paths]
        found = [
            _Counted(path, value, "" if scale is None else label_of(scale, value))
            for path, value in zip(paths, values, strict=True)
            if value is not None
        ]
        return found if is_all and len(found) == len(paths) and by.aspect == "achievement" else []
    nodes = list(among)
    if is_all:
        places = ((start, len(string)), (0, start))
        here, before = (list(objectives_in(vocabulary, string, *place)) for place in places)
        of_one = form("of_one_objective").search(string)
        if here and of_all != len(among):
            nodes = [definition.indicators[name] for name in definition.objectives[here[-1].entity.path].indicators]
        elif (before or of_one) and of_all is None:
            return []  # of those of an objective, or of all: nothing tells
    nodes = [node for node in nodes if node.target is not None]
    found = [one for node in nodes if (one := _counted(node, by)) is not None]
    return found if len(found) == len(nodes) else []


def _counted(node: Node, by: _Measure) -> _Counted | None:
    path = f"{node.path}.{by.aspect}"
    value, rated = known_achievement(by.outcome, path), f"{path}.scale"
    label = by.outcome.result(rated).printed if rated in by.outcome else None
    return None if value is None else _Counted(node.path, value, label or "")


def _is(one: _Counted, said: IndicatorStatement, *, level: bool) -> bool:
    """Return whether what is *said* holds for one; *level* tells whether who just reaches the target has reached it."""
    match said.kind:
        case "rated":
            return one.label == said.label
        case "missed":
            return one.value < 1
        case "below":
            return one.value < said.limit
        case "above":
            return one.value > said.limit
        case _:
            return one.value > said.limit or (level and one.value == said.limit)


def _cause(said: IndicatorStatement, number: int) -> Both:
    """Return how many there are by the data."""
    if said.kind == "rated":
        return WORDS["counted-rated"].filled(number=number, rating=said.label)
    kind = said.kind if said.kind in ("missed", "reached") else "above"
    return WORDS[f"counted-{kind}"].filled(number=number)


def _listed(
    site: Site,
    sentence: tuple[int, int],
    count: Count,
    said: IndicatorStatement,
    nodes: Sequence[_Counted],
    names: Vocabulary,
) -> Iterator[ReportFault]:
    """Yield each code of a list with a *count* that is that of an indicator of which it is not so."""
    string, by_path = site.text.string, {one.path: one for one in nodes}
    mark = form("count_list").search(string, count.end, sentence[1])
    if mark is None or form("split").search(string, mark.end(), sentence[1]):
        return
    codes = [(hit, names.coded(hit[0])) for hit in form("code_said").finditer(string, mark.end(), sentence[1])]
    if len(codes) != count.number:
        return
    for hit, entity in codes:
        one = None if entity is None else by_path.get(entity.path)
        if one is not None and not any(_is(one, said, level=level) for level in (True, False)):
            text = one.label or printed(
                one.value.as_integer_ratio(), PERCENT, DIGITS, "half-up", names.definition.language
            )
            cause = WORDS["attainment"].filled(words=hit[0], achievement=text)
            yield ReportFault("direction", site, hit[0], one.path, "", cause, hit.start())
