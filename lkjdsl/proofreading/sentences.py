"""Sentences with themselves: printed arithmetic, percentages of amounts, what rises and falls, numbers in words."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from lkjdsl.auditing.arithmetic import (
    Amount,
    Operation,
    PrintedExpression,
    is_numeric,
    parts,
)
from lkjdsl.auditing.calculation import Calculation
from lkjdsl.core.program import Division
from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.achievements import achievement
from lkjdsl.proofreading.checks import FractionBounds, NumberCheck, agrees, bounds, spread
from lkjdsl.proofreading.forms import form
from lkjdsl.proofreading.genre import ROLES, genre, has_any, pattern, phrase
from lkjdsl.proofreading.numbers import NumberInText, Site, equal_sides
from lkjdsl.proofreading.spelled import spelled_number
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
ALL_THREE = 3
NEAR = 60
"""Characters between numbers of one statement."""
CHAIN = re.compile(
    r"(?:(?<!\w)|(?<=Rp))[\d(\[{][\d.,%\s()\[\]{}×xX*·/÷:+−–=≈Rrp-]*[=≈][\d.,%\s()\[\]{}×xX*·/÷:+−–=≈Rrp-]*[\d%)\]}]"
)
"""A printed calculation; the 1 of ``IKU1`` before it is part of a name."""
CALCULATION = Calculation(Division("error", "error"), counts=True)
NOUN = re.compile(r"\s*(?:\([^()\d]*\)\s*)?(?P<noun>[^\W\d]+)")
SENTENCE = re.compile(r"(?<=[^\d\W])(?<!\bRp)(?<!\bNo)[.;]\s+|(?<=[%)\d])[.;]\s+(?=[A-Z])|\n")


def sentence_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield every relation among the numbers of one text."""
    yield from _chains(site)
    yield from _spelled(site)
    if site.is_prose:
        for start, end in spans(site.text.string):
            numbers = [number for number in site.numbers if start <= number.start < end and number.measures]
            yield from _percentages(site, numbers, start)
            yield from _parts(site, numbers)
            yield from _directions(site, numbers, start)
            yield from _attainments(site, numbers, start, end)


def spans(string: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences of *string*."""
    start = 0
    for found in SENTENCE.finditer(string):
        yield start, found.end()
        start = found.end()
    if start < len(string):
        yield start, len(string)


def _chains(site: Site) -> Iterator[NumberCheck]:
    string = site.text.string
    if "=" not in string and "≈" not in string:
        return
    for found in CHAIN.finditer(string):
        numbers = [number for number in site.numbers if found.start() <= number.start < found.end()]
        sides = equal_sides(found[0], numbers)
        if sides:
            yield from _equalities(site, found.start(), found[0], sides)


def _equalities(site: Site, offset: int, text: str, sides: Sequence[PrintedExpression]) -> Iterator[NumberCheck]:
    numeric = [side for side in sides if is_numeric(side)]
    for left, right in pairwise(numeric):
        if not (isinstance(left, Operation) and isinstance(right, Amount)):
            continue
        operands = _printed(site, offset, left)
        result = _printed(site, offset, right)
        computed = CALCULATION.range(left).numbers
        plain = CALCULATION.range(left, as_written=True).numbers
        if len(result) != 1 or not operands or computed is None or computed.low is None or computed.high is None:
            continue
        low, high = Fraction(*computed.low), Fraction(*computed.high)
        exact = low if plain is None or plain.point is None else Fraction(*plain.point)
        number = result[0]
        scales = [Fraction(1), HUNDRED, 1 / HUNDRED]
        holds = any(agrees(number, (low * scale, high * scale)) for scale in scales)
        size = min(scales, key=lambda scale: abs(exact * scale - number.value))
        line = " ".join(text[: right.span[0]].rstrip(" =≈").split())
        yield NumberCheck("arithmetic", number, operands, holds, exact * size, Both.same(line))
        percents = [part for part in operands if part.percent]
        yield from _sum_of_weights(left, operands, percents)


def _sum_of_weights(
    left: Operation, operands: Sequence[NumberInText], percents: Sequence[NumberInText]
) -> Iterator[NumberCheck]:
    """Yield the check of the weights in a sum of products, each of which has one percentage."""
    if left.operator != "+" or len(percents) != len(left.operands) or len(percents) < 2:  # noqa: PLR2004
        return
    if len(operands) != 2 * len(percents):
        return
    total = sum((part.value for part in percents), Fraction(0))
    slack = sum((part.half for part in percents), Fraction(0))
    if abs(total - HUNDRED) <= HUNDRED / 3:
        line = " + ".join(part.text for part in percents)
        holds = abs(total - HUNDRED) <= slack
        yield NumberCheck("weights", percents[-1], percents[:-1], holds, HUNDRED, WORDS["weights"].filled(line=line))


def _printed(site: Site, offset: int, side: PrintedExpression) -> list[NumberInText]:
    starts = {offset + part.span[0] for part in parts(side) if isinstance(part, Amount)}
    return [number for number in site.numbers if number.start in starts]


def _spelled(site: Site) -> Iterator[NumberCheck]:
    for number in site.numbers:
        found = form("spelled").match(site.text.string, number.end)
        if found is None:
            continue
        value = spelled_number(found["words"])
        if value is None:
            continue
        holds = value in (number.value, number.value / number.multiple)
        words = WORDS["spelled"].filled(words=found["words"])
        yield NumberCheck("words", number, (), holds, value, words)


def _parts(site: Site, numbers: Sequence[NumberInText]) -> Iterator[NumberCheck]:
    """Yield a number against the parts that it is said to have: ``12 program studi, terdiri atas 2 program …``."""
    string = site.text.string
    for at, whole in enumerate(numbers):
        link, parts = (
            form("parts").match(string, whole.end),
            [one for one in numbers[at + 1 :] if not form("time").match(string, one.end)],
        )
        counts = not any(number.percent or number.decimals or number.rupiah for number in (whole, *parts))
        if link is None or len(parts) < 2 or not counts or link.end() > parts[0].start:  # noqa: PLR2004
            continue
        nouns = [NOUN.match(string, number.end) for number in parts]
        between = [string[one.end : other.start] for one, other in pairwise(parts)]
        if any(noun is None for noun in nouns) or any("(" in re.sub(r"\([^()\d]*\)", "", one) for one in between):
            continue
        same = {noun["noun"].casefold() for noun in nouns if noun is not None} == {link["noun"].casefold()}
        people = link["noun"].casefold() in genre().people and all(part.value <= whole.value for part in parts)
        if same or people:
            computed = sum((part.value for part in parts), Fraction(0))
            line = " + ".join(part.text for part in parts)
            holds = computed == whole.value
            yield NumberCheck("total", whole, (), holds, computed, WORDS["line"].filled(line=line))


def _percentages(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield a percentage against the two amounts before it: ``Rp A dari pagu Rp B atau 97,54%``."""
    string = site.text.string
    everything = [number for number in site.numbers if number.measures and not number.percent]
    for at, percent in enumerate(numbers):
        if not percent.percent or at < 2 or re.search(r"[x×*·]\s*\Z", string[: percent.start]):  # noqa: PLR2004
            continue
        first, second = numbers[at - 2 : at]
        link = string[second.end : percent.start]
        if (
            first.percent
            or second.percent
            or first.rupiah != second.rupiah
            or len(link) > NEAR
            or not form("or").search(link)
            or form("of_source").search(link)
            or form("roughly").search(string, start, first.start)
        ):
            continue
        if not (first.rupiah or form("from").search(string, start, second.start)):
            continue
        both = [bounds(first), bounds(second)]
        pairs = [both, both[::-1]]
        pairs += [[bounds(one), bounds(other)] for one in everything for other in everything if one is not other]
        holds = any(_is_percentage(percent, pair) for pair in pairs)
        small, large = sorted((first, second), key=lambda number: number.value)
        if large.value == 0 or small.value <= 0:
            continue
        certain = [number for number in numbers if number not in (first, second, percent) and not number.percent] == []
        line = f"{small.text} / {large.text}"
        between = string[start : percent.start]
        is_change = form("is_difference").search(between) is not None
        yield NumberCheck(
            "arithmetic",
            percent,
            (first, second),
            holds,
            small.value / large.value * HUNDRED,
            Both.same(line),
            certain and not is_change,
        )


def _is_percentage(percent: NumberInText, pair: Sequence[FractionBounds]) -> bool:
    if pair[1][0] <= 0 <= pair[1][1]:
        return False
    low, high = spread(lambda a, b: a / b * HUNDRED, pair[0], pair[1])
    return any(
        agrees(percent, one) for one in ((low, high), (low - HUNDRED, high - HUNDRED), (HUNDRED - high, HUNDRED - low))
    )


def _directions(site: Site, numbers: Sequence[NumberInText], start: int) -> Iterator[NumberCheck]:
    """Yield that what is said to rise rises: ``meningkat dari A menjadi B``."""
    string, direction = site.text.string, genre().direction
    verbs = pattern((*direction["up"], *direction["down"]))
    for before, after in pairwise(numbers):
        link = string[before.end : after.start]
        lead = string[start : before.start]
        found = list(verbs.finditer(lead))
        if before.percent != after.percent or before.rupiah != after.rupiah:
            continue
        if form("becoming").search(link) and len(link) < NEAR and form("from_in_front").search(lead) and found:
            verb, earlier, later = found[-1], before, after
            if (
                len(found) > 1
                and found[-1].start() - found[-2].end() < NEAR / 2
                and _is_up(found[-1][0]) != _is_up(found[-2][0])
            ):
                continue
        elif form("compared_before").search(lead) and form("became").search(link):
            said = list(verbs.finditer(link))
            if len(said) != 1 or found:
                continue
            verb, earlier, later = said[0], before, after
        else:
            if phrase("target").search(lead[-NEAR // 2 :]):
                continue  # the target before it, not the result, is what the verb would be said of
            between = list(verbs.finditer(link))
            compared = form("compared").search(link) or form("risen_from").search(link)
            if len(between) != 1 or compared is None or between[0].start() > compared.start() or len(link) > 120:  # noqa: PLR2004
                continue
            verb, earlier, later = between[0], after, before
            if form("against_others").search(link):
                continue
        head = (lead if later is after else link)[: verb.start()]
        if pattern(tuple(direction["not"])).search(" ".join(head.split()[-3:])) or form("conjunction").search(link):
            continue
        if earlier.value == later.value:
            continue
        holds = _is_up(verb[0]) == (later.value > earlier.value)
        text = WORDS["direction"].filled(words=verb[0], earlier=earlier.text, later=later.text)
        yield NumberCheck("direction", later, (earlier,), holds, later.value, text)


def _is_up(word: str) -> bool:
    return word.casefold() in genre().direction["up"]


def _attainments(site: Site, numbers: Sequence[NumberInText], start: int, end: int) -> Iterator[NumberCheck]:
    """Yield the achievement of a sentence against its target and result, and against what is said of the target."""
    string = site.text.string
    roles: dict[str, list[NumberInText]] = {}
    last = start
    for number in numbers:
        lead = string[last : number.start]
        hits = [(found.end(), role) for role in ROLES for found in phrase(role).finditer(lead)]
        roles.setdefault(max(hits)[1] if hits else "", []).append(number)
        last = number.end
    achieved = [*roles.get("achievement", ()), *roles.get("either", ())]
    sentence = string[start:end]
    if len(achieved) != 1 or not achieved[0].percent or has_any(sentence, genre().other):
        return
    result = achieved[0]
    targets, values = roles.get("target", []), roles.get("value", [])
    if len(targets) == len(values) == 1 and targets[0].percent == values[0].percent and len(numbers) == ALL_THREE:
        pair = (values[0], targets[0])
        computed = achievement(pair, result)
        if computed is not None:
            line = f"{pair[0].text} / {pair[1].text} × 100"
            yield NumberCheck("arithmetic", result, pair, computed[1], computed[0], Both.same(line))
    missed, reached = phrase("missed").search(sentence), phrase("reached").search(sentence)
    said = missed or reached
    if said is not None and form("of_others").search(sentence[: said.start()]):
        return  # said of what stands before it: *dua indikator yang belum mencapai target*
    if said is None or len(targets) + len(values) + 1 < len(numbers):
        return
    holds = result.value <= HUNDRED if missed else result.value >= HUNDRED
    text = WORDS["attainment"].filled(words=said[0], achievement=result.text)
    yield NumberCheck("direction", result, (), holds or result.value == HUNDRED, result.value, text)
