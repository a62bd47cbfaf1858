"""
By how much sentences say that a result differs from its target, from the year before, from that of others.

``naik 2,17 poin dibandingkan tahun 2024``, ``1,96 poin di atas target``, ``kekurangannya 0,69``: what it is set against
need not be printed, where the edition or the data of the year before say it. Of two that a sentence speaks of the one
behind the number counts, or else the last before it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

from attrs import frozen

from lkjdsl.diagnostic import Both
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.definition import Node
from lkjdsl.numbers.numerals import shortest
from lkjdsl.proofreading.names.clauses import plain_words, weak_words
from lkjdsl.proofreading.names.entities import Entity
from lkjdsl.proofreading.names.known_results import HUNDRED, KnownResult, fixed_targets, known_result
from lkjdsl.proofreading.names.vocabulary import Vocabulary
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.digit_slips import is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.printed.other_times import years_in
from lkjdsl.proofreading.printed.similarity import light_words, words_of
from lkjdsl.proofreading.prose.other_subjects import has_strange_name
from lkjdsl.units import INDEX, PERCENT, RATIO, RUPIAH
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

TARGET, BEFORE = "target", "before"


@frozen
class _Other:
    """A figure that a result is set against: its value, and how far it may be off."""

    value: Fraction
    half: Fraction


def difference_of_known_checks(
    site: Site, sentence: tuple[int, int], node: Node, outcome: Outcome, vocabulary: Vocabulary
) -> Iterator[NumberCheck]:
    """Yield the differences that a *sentence* states of the result of *node*, where it says from what."""
    now, entity, string, (start, end) = (
        known_result(outcome, node),
        vocabulary.by_path[node.path],
        site.text.string,
        sentence,
    )
    if now is None or entity.unit == RUPIAH:
        return
    others = _others(node, outcome, entity)
    numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
    for at, number in enumerate(numbers):
        last = numbers[at - 1].end if at else start
        lead, limit = string[last : number.start], numbers[at + 1].start if at + 1 < len(numbers) else end
        if not _is_difference(number, lead, string[number.end : end]) or form("stated_other_part").search(
            string, start, end
        ):
            continue
        if has_strange_name(f"  {string[start : number.start]}", entity, vocabulary.office):
            continue
        is_growth = number.percent and form("points").match(string, number.end) is None
        other = _other(string[number.end : limit], string[start : number.start], others, vocabulary)
        if other is None or not _is_of_unit(number, now, string[number.end : end], lead, is_growth=is_growth):
            continue
        exact, half = _difference(now, other), now.half + other.half
        ways = [(exact, half), *((_difference(now, one), now.half + one.half) for one in others.values())]
        if is_growth:
            growths = [(abs(now.exact / one.value - 1) * HUNDRED, Fraction(0)) for one in others.values() if one.value]
            ways = [*growths, *(ways if now.percent else [])]
            exact = abs(now.exact / other.value - 1) * HUNDRED if other.value else exact
        holds = any(abs(number.value - way) <= number.half + slack + number.half for way, slack in ways)
        is_anchored = any(_is(one, other.value, other.half) or _is(one, now.value, now.half) for one in numbers)
        is_anchored = is_anchored and set(words_of(lead)) <= _known_words(vocabulary, entity)
        if holds or is_slip(number, exact) or is_anchored:
            yield NumberCheck("arithmetic", number, (), holds, exact, _line(now, other, outcome, is_growth=is_growth))


def _line(now: KnownResult, other: _Other, outcome: Outcome, *, is_growth: bool) -> Both:
    """Return how a difference is worked out, the larger figure first, or what the growth is the ratio of."""
    scale = HUNDRED if now.unit == PERCENT else 1
    text = shortest((other.value / scale).as_integer_ratio(), now.unit, outcome.definition.language)
    if is_growth:
        return WORDS["line"].filled(line=f"{now.text} : {text}")
    more, less = (now.text, text) if now.value >= other.value else (text, now.text)
    return WORDS["line"].filled(line=f"{more} - {less}")


def _others(node: Node, outcome: Outcome, entity: Entity) -> Mapping[str, _Other]:
    """Return what a result may be set against: comparisons by their names, its target, other years."""
    found: dict[str, _Other] = {}
    scale = HUNDRED if node.unit == PERCENT else 1
    for role, path in entity.roles.items():
        if role == TARGET or role.endswith(f".{TARGET}"):
            value = outcome.result(path).value if path in outcome else None
            if isinstance(value, tuple):
                found[role.removesuffix(f".{TARGET}") if role != TARGET else TARGET] = _Other(
                    Fraction(*value) * scale, Fraction(0)
                )
    before = None if outcome.previous is None else known_result(outcome.previous, node)
    if before is not None and outcome.previous is not None and outcome.previous.data.year == outcome.data.year - 1:
        found[BEFORE] = _Other(before.value, before.half)
    for year, goal in fixed_targets(node).items():
        if year > outcome.data.year:
            found[str(year)] = _Other(goal, Fraction(0))
    return found


def _is_difference(number: NumberInText, lead: str, follow: str) -> bool:
    """Return whether a number is said to be by how much something is more or less than something else."""
    if number.rupiah or form("became").search(lead) or form("stated_from").search(lead):
        return False
    return form("points").match(follow) is not None or form("apart_lead").search(lead) is not None


def _other(behind: str, before: str, others: Mapping[str, _Other], vocabulary: Vocabulary) -> _Other | None:
    """Return what a difference is from, as the words behind it say, or else the last of those before it."""
    said = _said_last(form("next_part").split(behind)[0], vocabulary) or _said_last(before, vocabulary)
    if form("risen_from").search(behind):
        return None  # the figure that is printed behind it
    if form("risen_by").search(before) and said in ("", TARGET):
        return others.get(BEFORE) if any(year == vocabulary.year - 1 for year, _ in years_in(before)) else None
    return None if any(year < vocabulary.year - 1 for year, _ in years_in(before + behind)) else others.get(said)


def _is_of_unit(number: NumberInText, now: KnownResult, follow: str, lead: str, *, is_growth: bool) -> bool:
    """Return whether a number may be in the unit of a result, or in points of it, or a growth of it."""
    if form("points").match(follow):
        return bool(number.decimals) or now.percent
    if is_growth:
        return not now.percent or form("grows_relatively").search(lead) is not None
    noun = form("counted_noun").match(follow)
    word = "" if noun is None else noun["noun"].casefold()
    if now.unit in (PERCENT, INDEX, RATIO):
        return bool(number.decimals) and (
            word in genre().stop or not set(words_of(word)) - plain_words() - weak_words()
        )
    return word in now.unit.casefold().split()


def _known_words(vocabulary: Vocabulary, entity: Entity) -> frozenset[str]:
    """Return the words that say nothing of another thing before a difference."""
    compared = {word for name in vocabulary.comparisons for word in words_of(name)}
    return _words_of_differences() | compared | vocabulary.harmless(entity)


@cache
def _words_of_differences() -> frozenset[str]:
    texts = *genre().phrase["stated"], *genre().change, *(word for ones in genre().direction.values() for word in ones)
    texts = *texts, "tahun lalu", "terjadi ada angka posisi"
    return frozenset(word for text in texts for word in words_of(text)) | plain_words() | weak_words() | light_words()


def _said_last(text: str, vocabulary: Vocabulary) -> str:
    """Return the key of what *text* speaks of last; nothing where that is another figure than those known."""
    year = vocabulary.year
    hits = [
        (at, str(named) if named > year else BEFORE if named == year - 1 else "")
        for named, at in years_in(text)
        if named != year
    ]
    hits += [(hit.start(), BEFORE) for hit in phrase("previous").finditer(text)]
    hits += [(hit.start(), TARGET) for hit in phrase("target").finditer(text)]
    folded = text.casefold()
    for name in vocabulary.comparisons:
        at = folded.rfind(name.casefold().replace("_", " "))
        hits += [(at, name)] if at >= 0 else []
    hits += [
        (hit.start(), "")
        for hit in form("of_other_plan_only").finditer(text)
        if all(at != hit.start() for at, _ in hits)
    ]
    if not hits:
        return ""
    keys = [key for _, key in sorted(hits)]
    if TARGET in keys and len(set(keys)) > 1:
        later = [key for key in keys if key.isdigit() or key in vocabulary.comparisons]
        return later[-1] if later else "" if BEFORE in keys and keys[-1] != TARGET else keys[-1]
    return keys[-1]


def _difference(now: KnownResult, other: _Other) -> Fraction:
    return abs(now.value - other.value)


def _is(number: NumberInText, value: Fraction, half: Fraction) -> bool:
    return abs(number.value - value) <= number.half + half
