"""Whether two figures of a sentence differ by as much as it says, and the way it says."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds, difference_check, is_difference, spread
from lkjdsl.proofreading.printed.digit_slips import is_exchange, is_slip
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import phrase
from lkjdsl.proofreading.printed.numbers import NumberInText, Site
from lkjdsl.proofreading.sentences.said_differences import SaidDifference, said_differences
from lkjdsl.proofreading.sentences.spans import sentence_at, spans
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
TELLING = 2
"""Digits of an amount that is that of two figures by no chance."""


def said_difference_checks(site: Site, year: int | None) -> Iterator[NumberCheck]:
    """
    Yield what the sentences of a paragraph, in a report of *year* if that is known, say of two of its numbers.

    One that a sentence does not print itself is one of those before it: of these the one that fits is taken.
    """
    numbers = [number for number in site.numbers if number.measures]
    for span in spans(site.text.string):
        said_before = [number for number in numbers if number.end <= span[0] and not is_supposed(number)]
        for said in said_differences(site, span, year):
            results = [one for one in said_before if not form("target_before").search(site.text.string[: one.start])]
            laters = results if said.later is None else [said.later, *said.rivals]
            earliers = said_before if said.earlier is None else [said.earlier]
            pairs = [(a, b) for a in laters for b in earliers if a is not b and _are_of_one_kind(said, a, b)]
            if said.later is said.earlier is None:
                pairs = [(a, b) for a, b in pairs if said.rises is (a.value > b.value)]
            yield from _of_pairs(said, pairs, span[0]) if pairs else _of_growth(said)


def is_supposed(number: NumberInText) -> bool:
    """Return whether a number is that of a sentence which says what would be."""
    return (
        phrase("condition").search(number.site.text.string, *sentence_at(number.site.text.string, number.start))
        is not None
    )


def _of_pairs(
    said: SaidDifference, pairs: Sequence[tuple[NumberInText, NumberInText]], start: int
) -> Iterator[NumberCheck]:
    """Yield what the sentence from *start* says of the only pair of numbers, or of the first that has its amount."""
    amounts = [one for one in (said.amount, said.growth) if one is not None]
    is_printed = said.later is not None and said.earlier is not None
    is_open = said.later is said.earlier is None
    is_told = said.is_told and is_printed and len(pairs) == 1
    found = [[amount_check(one, *pair) for one in amounts] for pair in pairs]
    at = next((at for at, checks in enumerate(found) if checks and all(check.holds for check in checks)), None)
    at = next((at for at, checks in enumerate(found) if any(check.holds for check in checks)), at) if at is None else at
    if at is None and len(pairs) > 1 and not is_printed:
        checks = [check for ones in found for check in ones if is_exchange(check.result, check.computed)]
        yield from checks[:1] if len({check.computed for check in checks}) == 1 and not is_open else ()
        return
    (later, earlier), checks = pairs[at or 0], found[at or 0]
    yield from (evolve(one, certain=is_sure) for one in checks if (is_sure := _certainty(one, is_told)) is not None)
    is_told = is_told or any(check.holds and _is_telling(check.result) for check in checks)
    is_rank = form("rank_moved").search(later.site.text.string[: max(later.end, earlier.end)]) is not None
    if (
        said.rises is None
        or is_open
        or not is_told
        or (is_rank and not said.rises)
        or not _may_move(said, later, earlier)
    ):
        return
    words = WORDS["direction"].filled(words=said.word, earlier=earlier.text, later=later.text)
    holds = later.value != earlier.value and (said.rises is not is_rank) is (later.value > earlier.value)
    here, other = (earlier, later) if later.start < start or said.is_compared else (later, earlier)
    yield NumberCheck("direction", here, (other,), holds, here.value, words)


def _may_move(said: SaidDifference, later: NumberInText, earlier: NumberInText) -> bool:
    """Return whether two numbers are not the same but for rounding: nothing whole falls from 28 to 28."""
    is_whole = not (later.half or earlier.half or said.is_compared)
    lead = earlier.site.text.string[: earlier.start]
    return later.value != earlier.value or (is_whole and form("risen_from").search(lead) is not None)


def _of_growth(said: SaidDifference) -> Iterator[NumberCheck]:
    """Yield what share of a printed figure an amount is, where what it became is not printed, or what it was."""
    amount, growth, known = said.amount, said.growth, said.later or said.earlier
    if amount is None or growth is None or known is None or amount.percent or known.rupiah != amount.rupiah:
        return
    way = 0 if known is said.earlier else -1 if said.rises else 1
    base = known.value + way * amount.value
    if base > 0 and known.value > amount.value:
        exact = amount.value / base * HUNDRED
        line = Both.same(f"{amount.text} / {known.text}")
        check = NumberCheck("arithmetic", growth, (amount, known), agrees(growth, (exact, exact)), exact, line)
        is_usual = any(agrees(growth, (one, one)) for one in _shares_of_later(amount.value, known.value))
        if check.holds or is_usual or is_slip(growth, exact):
            yield check


def _shares_of_later(amount: Fraction, earlier: Fraction) -> Sequence[Fraction]:
    """Return what an amount is of what it led to, if more or less: what is not meant by a growth, but often printed."""
    return [amount / (earlier + way * amount) * HUNDRED for way in (1, -1)]


def _are_of_one_kind(said: SaidDifference, later: NumberInText, earlier: NumberInText) -> bool:
    """Return whether two numbers may be of the same thing: 84 firms and 61 people are not, nor are 212 and 86,50."""
    if (later.percent, later.rupiah) != (earlier.percent, earlier.rupiah):
        return False
    if any(form("roughly").search(one.site.text.string[: one.start]) for one in (later, earlier)):
        return False
    nouns = [form("unit_of_figure").match(number.site.text.string, number.end) for number in (later, earlier)]
    units = ["" if noun is None else noun["unit"].casefold() for noun in nouns]
    is_led = said.amount is not None or later.start > said.start
    is_one_unit = units[0] == units[1] or (is_led and "" in units)
    return later.percent or later.rupiah or (is_one_unit and later.decimals == earlier.decimals)


def is_quotient(percent: NumberInText) -> bool:
    """Return whether a percentage beside a difference is what one figure is of the other: ``atau 106,90% dari``."""
    string = percent.site.text.string
    if string[: percent.start].endswith("(") and percent.value > HUNDRED:
        return True  # unggul 1,82 poin (102,39%)
    is_of = form("ratio_of").match(string, percent.end) is not None
    return (is_of or form("equal_to").search(string[: percent.start]) is not None) and percent.percent


def _is_telling(number: NumberInText) -> bool:
    return sum(sign.isdigit() for sign in number.text.lstrip("0,.")) >= TELLING


def amount_check(amount: NumberInText, later: NumberInText, earlier: NumberInText) -> NumberCheck:
    """Return how much one is more than the other, in their unit or as a share of the earlier."""
    is_share = amount.percent and form("points").match(amount.site.text.string, amount.end) is None
    difference = difference_check(amount, later, earlier, holds=is_difference(amount, later, earlier))
    if not is_share or (later.percent and difference.holds) or not earlier.value:
        return difference
    low, high = spread(lambda a, b: (a / b - 1) * HUNDRED, bounds(later), bounds(earlier))
    exact = abs(later.value / earlier.value - 1) * HUNDRED
    line = Both.same(f"({later.text} - {earlier.text}) / {earlier.text} × 100")
    holds = agrees(amount, (low, high)) or agrees(amount, (-high, -low))
    if is_quotient(amount):
        holds |= agrees(amount, (low + HUNDRED, high + HUNDRED))
    return NumberCheck("arithmetic", amount, (later, earlier), holds, exact, line)


def _certainty(check: NumberCheck, is_told: bool) -> bool | None:  # noqa: FBT001
    """
    Return whether what does not hold is a fault, None where it may be said of something else.

    It is one where all *is told*, of a slip, of a quotient taken for a growth, and of a difference divided by what it
    became. A difference called percent is asked.
    """
    amount, (one, other) = check.result, (part.value for part in check.parts)
    if check.holds or is_slip(amount, check.computed):
        return True
    if amount.percent and one and other:
        ratios = (one / other * HUNDRED, other / one * HUNDRED)
        if any(agrees(amount, (ratio, ratio)) for ratio in ratios):
            return True
        if any(agrees(amount, (abs(way), abs(way))) for way in (one - other, ratios[0] - HUNDRED, ratios[1] - HUNDRED)):
            return (is_told or is_of_later(amount, one, other)) and not agrees(amount, (abs(one - other),) * 2)
    return True if is_told else None


def is_of_later(growth: NumberInText, later: Fraction, earlier: Fraction) -> bool:
    """Return whether a *growth* was divided by what it led to, to more digits than come about by chance."""
    exact = abs(1 - earlier / later) * HUNDRED if later else Fraction(0)
    is_share = growth.percent and form("points").match(growth.site.text.string, growth.end) is None
    return is_share and growth.decimals > 1 and exact > 0 and agrees(growth, (exact, exact))
