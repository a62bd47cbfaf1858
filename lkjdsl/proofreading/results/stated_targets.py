"""Targets that sentences print, against those that the edition states: of later years, and both ends of a range."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.diagnostic import Language
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proofreading.names.known_results import HUNDRED, KnownResult, fixed_goals
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import agrees, as_printed
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.units import PERCENT
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")


def target_faults(
    site: Site,
    sentence: tuple[int, int],
    about: Node | None,
    named: Sequence[NamedSpan],
    vocabulary: Vocabulary,
) -> Iterator[ReportFault]:
    """Yield the targets of a *sentence* that are not those of the edition: *about* an indicator, or *named* in it."""
    string, (start, end), language = site.text.string, sentence, vocabulary.definition.language
    numbers = [number for number in site.numbers if start <= number.start < end]
    for low, high in pairwise(numbers):
        before = string[start : low.start]
        node = _node(low, about, named, vocabulary)
        is_range = form("range_link").fullmatch(string[low.end : high.start]) and form("target_range").search(before)
        if node is not None and is_range and {one for one, _ in years_in(string[start:end])} <= {vocabulary.year}:
            goal = fixed_goals(node).get(vocabulary.year, ())
            if len(goal) == 2 and (low.value, high.value) != tuple(goal):  # noqa: PLR2004 - both ends
                text = f"{_printed(goal[0], node, language).split(' ')[0]}–{_printed(goal[1], node, language)}"
                cause = WORDS["stated-target"].filled(year=vocabulary.year, target=text)
                printed = string[low.start : high.end]
                yield ReportFault("disagrees", site, printed, f"{node.path}.target", text, cause, low.start, high)
    for at, number in enumerate(numbers):
        lead = string[numbers[at - 1].end if at and not _is_year(numbers[at - 1]) else start : number.start]
        year = _later(string[start : number.start], lead, string[number.end : end], vocabulary.year)
        node = _node(number, about, named, vocabulary)
        if year is None or node is None or (number.percent and node.unit != PERCENT) or number.rupiah:
            continue
        goal = fixed_goals(node).get(year, ())
        noun = form("counted_noun").match(string, number.end)
        is_of_it = number.percent or number.decimals or (noun is not None and noun["noun"].casefold() in node.unit)
        if len(goal) == 1 and is_of_it and number.measures and not agrees(number, (goal[0], goal[0])):
            text = _printed(goal[0], node, language)
            cause = WORDS["stated-target"].filled(year=year, target=text)
            yield ReportFault("disagrees", site, number.text, f"{node.path}.target", text, cause, number.start, number)


def count_faults(
    site: Site, vocabulary: Vocabulary, results: Mapping[str, KnownResult], outcome: Outcome
) -> Iterator[ReportFault]:
    """Yield each count beside the target of the only indicator that has it, where it is a slip of the result."""
    string = site.text.string
    for number, target in pairwise(number for number in site.numbers if number.measures):
        link = form("count_to_target").fullmatch(string[number.end : target.start])
        if link is None or number.percent or number.decimals or target.percent:
            continue
        said = set(words_of(link[0])) - light_words()
        meant = [
            path
            for path in results
            if _target(path, outcome) == target.value
            and any(said & set(words_of(name)) for name in vocabulary.by_path[path].names)
        ]
        if len(meant) == 1 and is_slip(number, results[meant[0]].value) and number.value != results[meant[0]].value:
            text = as_printed(results[meant[0]].value, number)
            yield ReportFault("disagrees", site, number.text, meant[0], text, WORDS["slip"], number.start, number)


def _target(path: str, outcome: Outcome) -> Fraction | None:
    """Return the target of an indicator in the year, in its last period where it has periods."""
    path = f"{path}.target"
    value = outcome.result(path).value if path in outcome else None
    return Fraction(*value) if isinstance(value, tuple) else None


def _later(before: str, lead: str, follow: str, year: int) -> int | None:
    """Return the year after *year* that a target is said to be of: the one behind it, or the only one before it."""
    if not phrase("target").search(before) and not form("planned_verb").search(before):
        return None
    if form("reached_so_far").search(lead) or form("of_whole").match(follow):
        return None  # terhadap target tahun 2029, realisasi baru mencapai 95,88% dari 98%
    behind = form("of_year_behind").match(follow)
    if behind is not None:
        later = int(behind["year"])
        return later if later > year and form("target_value_led").search(lead) else None
    named = [one for one, _ in years_in(lead)]
    is_only = len(set(named)) == 1 and named[0] > year and not years_in(follow[:40])
    return named[0] if is_only and form("target_value_led").search(lead) else None


def _node(number: NumberInText, about: Node | None, named: Sequence[NamedSpan], vocabulary: Vocabulary) -> Node | None:
    """Return the indicator whose name stands last before a number, or that its sentence is about where none does."""
    before = [name for name in named if name.end <= number.start]
    if not before:
        return about
    if before[-1].is_other:
        return None
    path = before[-1].entity.path
    share = vocabulary.result_at.get(vocabulary.shares.get(path, "")) if number.percent else None
    return vocabulary.nodes.get(path if share is None else share.path)


def _printed(value: Fraction, node: Node, language: Language) -> str:
    exact = value / HUNDRED if node.unit == PERCENT else value
    return shortest(exact.as_integer_ratio(), node.unit, language)


def _is_year(number: NumberInText) -> bool:
    return not number.measures
