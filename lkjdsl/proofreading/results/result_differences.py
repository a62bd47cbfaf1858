"""
How a result is said to differ from its target, from the year before, from that of others, where not both are printed.

``naik 2,17 poin dibandingkan tahun 2024``, ``1,96 poin di atas target``, ``lebih rendah 0,4 daripada nasional``: the
result is that of the year where the sentence does not print it; what it is set against is what the words last speak of.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.entities import initials, is_short_for
from lkjdsl.proofreading.names.known_results import HUNDRED, KnownResult, known_result
from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.similarity import words_of
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.proofreading.results.other_figures import BEFORE, OtherFigure, left_over_checks, other_figure, other_figures
from lkjdsl.proofreading.sentences.differences import is_of_later, is_quotient
from lkjdsl.proofreading.sentences.said_differences import SaidDifference, said_differences
from lkjdsl.proofreading.sentences.spans import sentence_at
from lkjdsl.units import PERCENT, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

LEAD = 80
"""Characters before a number that say what it is of."""


def result_difference_checks(
    site: Site,
    sentence: tuple[int, int],
    about: Node | None,
    outcome: Outcome,
    vocabulary: Vocabulary,
    mentions: Sequence[NamedSpan],
) -> Iterator[NumberCheck]:
    """
    Yield how far, and on which side of another figure, a *sentence* says that a result lies.

    It is that of what is named right before the difference, else what the sentence is *about*.
    """
    start = sentence[0]
    for said in said_differences(site, sentence, vocabulary.year):
        node = about
        if said.amount is not None:
            end = max(said.start, said.amount.start)
            node = _subject((start, end), about, mentions, vocabulary)
        start, first = said.end, start
        if node is not None and vocabulary.by_path[node.path].unit != RUPIAH:
            yield from _of_node(said, site, (first, sentence), node, outcome, vocabulary, mentions)


def _subject(
    place: tuple[int, int], about: Node | None, mentions: Sequence[NamedSpan], vocabulary: Vocabulary
) -> Node | None:
    """Return the node that is named last at a *place*, else what the sentence is *about* before that."""
    here = [one for one in mentions if place[0] <= one.start and one.end <= place[1]]
    if here and here[-1].entity.sort == "node":
        return None if here[-1].is_other else vocabulary.nodes[here[-1].entity.path]
    inputs = frozenset[str]() if about is None else vocabulary.inputs_of(about.path)
    if about is None or any(one.entity.path not in inputs for one in here):
        return None
    own = [one.start for one in mentions if one.entity.path == about.path]
    return about if not own or min(own) < place[1] else None


def _of_node(
    said: SaidDifference,
    site: Site,
    place: tuple[int, tuple[int, int]],
    node: Node,
    outcome: Outcome,
    vocabulary: Vocabulary,
    mentions: Sequence[NamedSpan],
) -> Iterator[NumberCheck]:
    """Yield what is said of the result of a *node*, in a sentence and from where at this *place*."""
    (first, sentence), entity, string = place, vocabulary.by_path[node.path], site.text.string
    now, stop = known_result(outcome, node), form("difference_break").search(string, said.end, sentence[1])
    if now is None or form("stated_other_part").search(
        string, sentence[0], sentence[1] if stop is None else stop.start()
    ):
        return
    others = other_figures(node, outcome, entity)
    own = {word for one in (vocabulary.office, *vocabulary.comparisons, *initials(entity)) for word in words_of(one)}
    said = _turned(said, now)
    laters = [said.later, *said.rivals] if said.later is not None else []
    is_now = not laters or any(_is(number, now) for number in laters)
    if not is_now or (laters and said.earlier is not None):
        return  # of something else, or of two that are printed
    named = [one for one in mentions if one.entity.path in {node.path, *vocabulary.inputs_of(node.path)}]
    begin = first if any(first <= one.start and one.end <= said.start for one in named) else sentence[0]
    lead = form("if_compared").sub("", string[begin : said.start])
    if form("subject_lead").match(lead):  # and its first letter is that of a sentence
        lead = lead[0].casefold() + lead[1:]
    short = {word.casefold() for word in lead.split() if word.isupper() and is_short_for(word, entity)}
    if form("wish").search(lead) or has_strange_name(f"  {lead}", entity, vocabulary.office, own | short):
        return
    if not laters and said.amount is None and _is_of_another(site, sentence[0], said, now):
        return
    yield from left_over_checks(said, now, others.get(BEFORE), vocabulary.year) if not laters else ()
    other = other_figure(said, site, sentence, others, vocabulary)
    is_subject = bool(short) or _is_subject(lead, sentence[0], said, named)
    if said.is_compared and not laters and said.amount is None and not is_subject:
        return
    if other is not None and (other.number is None or _is_of_its_kind(other.number, now)):
        ends = said.end, said.start + len(said.word)
        is_told = not laters and any(form("told_other").match(string, end) for end in ends)
        is_told &= form("subject_lead").search(lead) is not None or form("no_other").fullmatch(lead) is not None
        yield from _of_other(said, now, other, others, outcome, is_told=is_told)


def _turned(said: SaidDifference, now: KnownResult) -> SaidDifference:
    """
    Return a statement about the result, where it is one of another place against it, or has its amount in front.

    ``Rata-rata nasional 99,34% lebih tinggi 0,13 poin daripada realisasi kami``; ``hasil itu 2,59 menit lebih cepat``.
    """
    later = said.later
    if later is None or said.rivals or not said.is_compared or _is(later, now):
        return said
    string = later.site.text.string
    if said.amount is None:
        gap = abs(now.value - said.earlier.value) if said.earlier is not None else later.value
        is_gap = abs(gap - later.value) <= later.half or is_slip(later, gap)
        is_beside = form("unit_of_next").fullmatch(string, later.end, said.start) is not None
        return evolve(said, amount=later, later=None) if is_gap and is_beside and said.earlier is not None else said
    lead = string[max(sentence_at(string, later.start)[0], later.start - LEAD) : later.start]
    if said.earlier is None and has_any(lead, genre().places) and form("own_result").match(string, said.end):
        rises = None if said.rises is None else not said.rises
        return evolve(said, later=None, earlier=later, rises=rises)
    return said


def _of_other(
    said: SaidDifference,
    now: KnownResult,
    other: OtherFigure,
    others: Mapping[str, OtherFigure],
    outcome: Outcome,
    *,
    is_told: bool,
) -> Iterator[NumberCheck]:
    """Yield how much, and on which side of *other* the result lies where that *is told* or the amount confirms it."""
    amounts = [one for one in (said.amount, said.growth) if one is not None and _is_of_unit(one, now)]
    is_confirmed = False
    for amount in amounts:
        check, is_sure = _amount(amount, now, other, {} if is_told else others, outcome)
        is_sure |= is_told and amount is said.amount
        is_sure |= said.rises is (now.exact > other.value) and is_of_later(amount, now.exact, other.value)
        is_confirmed |= check.holds and sum(sign.isdigit() for sign in amount.text.lstrip("0,.")) > 1
        if check.holds or is_sure or is_slip(amount, check.computed):
            yield check
    number = other.number or said.amount or said.later
    is_confirmed |= (other.number is not None and said.amount is None) or is_told
    is_apart = abs(now.value - other.value) > now.half + other.half
    if number is None or said.rises is None or not is_apart or not is_confirmed:
        return
    text = _text(other, now, outcome)
    words = WORDS["direction"].filled(words=said.word, earlier=text, later=now.text)
    yield NumberCheck("direction", number, (), said.rises is (now.value > other.value), number.value, words)


def _amount(
    amount: NumberInText, now: KnownResult, other: OtherFigure, others: Mapping[str, OtherFigure], outcome: Outcome
) -> tuple[NumberCheck, bool]:
    """Return by how much the result differs, in its unit or in per cent of the other, and whether that is certain."""
    is_share = amount.percent and form("points").match(amount.site.text.string, amount.end) is None
    among = (other,) if other.number is not None else (other, *others.values())
    ways = [(abs(now.value - one.value), now.half + one.half) for one in among]
    exact = ways[0][0]
    if is_share:
        growths = [abs(now.exact / one.value - 1) * HUNDRED for one in among if one.value]
        ways = [*((growth, Fraction(0)) for growth in growths), *(ways if now.percent else [])]
        exact = growths[0] if growths else exact
    holds = any(abs(amount.value - way) <= amount.half + slack + amount.half for way, slack in ways)
    text = _text(other, now, outcome)
    more, less = (now.text, text) if now.value >= other.value else (text, now.text)
    line = f"{now.text} : {text}" if is_share else f"{more} - {less}"
    check = NumberCheck("arithmetic", amount, (), holds, exact, WORDS["line"].filled(line=line))
    ratios = [now.exact / other.value * HUNDRED, other.value / now.exact * HUNDRED] if other.value and now.exact else []
    is_ratio = is_share and any(abs(amount.value - ratio) <= amount.half for ratio in ratios)
    if is_ratio and is_quotient(amount):
        check = evolve(check, holds=True)
    return check, other.number is not None and (is_ratio or not is_share)


def _text(other: OtherFigure, now: KnownResult, outcome: Outcome) -> str:
    if other.number is not None:
        return other.number.text
    scale = HUNDRED if now.unit == PERCENT else 1
    return shortest((other.value / scale).as_integer_ratio(), now.unit, outcome.definition.language)


def _is_subject(lead: str, start: int, said: SaidDifference, named: Sequence[NamedSpan]) -> bool:
    """Return whether it is the result that is set against another figure, and no class of a scale."""
    return form("subject_lead").search(lead) is not None or any(start <= name.end <= said.start for name in named)


def _is_of_another(site: Site, start: int, said: SaidDifference, now: KnownResult) -> bool:
    """Return whether a sentence prints a figure like the result, and not it, before what it says of a difference."""
    before = [one for one in site.numbers if start <= one.start and one.end <= said.start and one.measures]
    alike = [one for one in before if one is not said.earlier and one.percent == now.percent and one.decimals]
    return bool(alike) and not any(_is(one, now) for one in alike)


def _is_of_unit(number: NumberInText, now: KnownResult) -> bool:
    """Return whether a number may be in the unit of a result, or in points of it, or a growth of it."""
    unit = form("change_unit").match(number.site.text.string, number.end)
    if number.rupiah:
        return False
    if unit is not None and unit["points"] is not None:
        return bool(number.decimals) or now.percent
    if number.percent:
        return True
    said = "" if unit is None or unit["unit"] is None else unit["unit"].casefold()
    is_bare = said == "" or said in genre().stop or not set(words_of(said)) - plain_words() - weak_words()
    return said in now.unit.casefold().split() or (not now.percent and bool(number.decimals) and is_bare)


def _is(number: NumberInText, now: KnownResult) -> bool:
    return number.percent == now.percent and abs(number.value - now.value) <= number.half + now.half


def _is_of_its_kind(number: NumberInText, now: KnownResult) -> bool:
    """Return whether a number may be a figure like *now*, and counts nothing else: ``1.200 orang``."""
    if number.percent != now.percent or number.rupiah:
        return False
    noun = form("counted_noun").match(number.site.text.string, number.end)
    word = "" if noun is None or now.percent else noun["noun"].casefold()
    is_said = word in genre().stop or not set(words_of(word)) - plain_words() - weak_words()
    return is_said or word in (*now.unit.casefold().split(), "poin", "persen")
