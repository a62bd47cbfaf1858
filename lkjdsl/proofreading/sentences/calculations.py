"""Calculations that a text prints, each against the result behind its sign of equality."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

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
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, equal_sides
from lkjdsl.proofreading.sentences.lost_percents import with_percents
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

HUNDRED = Fraction(100)
FIVE = 5
CHAIN = re.compile(
    r"(?:(?<!\w)|(?<=Rp))[\d(\[{][\d.,%\s()\[\]{}×xX*·/÷:+−–=≈Rrp-]*[=≈][\d.,%\s()\[\]{}×xX*·/÷:+−–=≈Rrp-]*[\d%)\]}]"
)
"""A printed calculation; the 1 of ``IKU1`` before it is part of a name."""
CUT = re.compile(r"[…\])]\s*[/÷×*+−–-]\s*\Z")
"""What stands before a calculation of which the first side is more than can be read."""
CALCULATION = Calculation(Division("error", "error"), counts=True)


def calculation_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield every calculation that one text prints against its result."""
    yield from _chains(site)
    yield from _by_rule(site)


def _chains(site: Site) -> Iterator[NumberCheck]:
    if "=" not in site.text.string and "≈" not in site.text.string:
        return
    taken: list[tuple[int, int]] = []
    without_units = form("unit_in_line").sub(lambda unit: " " * len(unit[0]), site.text.string)
    for string in (site.text.string, without_units):
        for hit in CHAIN.finditer(string):
            if any(start < hit.end() and hit.start() < end for start, end in taken):
                continue
            code = form("code_of_line").match(string, hit.start())
            begins = (
                hit.start() if code is None or not form("code_before").search(string[: hit.start()]) else code.end()
            )
            for start in (begins, *(lead.end() for lead in form("line_lead").finditer(string, *hit.span()))):
                numbers = [number for number in site.numbers if start <= number.start < hit.end()]
                sides = equal_sides(string[start : hit.end()], numbers)
                is_cut = CUT.search(string[:start]) is not None  # (U1 + … + U9) / 9 × 25 = …
                checks = list(_equalities(site, start, sides[is_cut:]))
                if checks:
                    taken.append(hit.span())
                    yield from checks
                if sides:
                    break


def _by_rule(site: Site) -> Iterator[NumberCheck]:
    """Yield the result behind what is called a formula: ``dengan rumus (2 – 6,5/6) × 100%, capaian 91,67%``."""
    string = site.text.string
    for hit in form("by_rule").finditer(string):
        result = next((number for number in site.numbers if number.start == hit.start("result")), None)
        numbers = [number for number in site.numbers if hit.start("line") <= number.start < hit.end("line")]
        sides = equal_sides(f"{hit['line']} = {hit['result']}", [*numbers, result] if result is not None else [])
        if result is None or len(sides) != 2 or not isinstance(sides[0], Operation):  # noqa: PLR2004
            continue
        low, high = _range(sides[0])
        if low is not None and high is not None:
            holds = any(agrees(result, (low * scale, high * scale)) for scale in (Fraction(1), HUNDRED))
            exact = (low + high) / 2 * (HUNDRED if result.percent and high < HUNDRED / 10 else 1)
            yield NumberCheck("arithmetic", result, numbers, holds, exact, Both.same(hit["line"].strip()))


def _range(side: Operation) -> tuple[Fraction | None, Fraction | None]:
    computed = CALCULATION.range(side).numbers
    if computed is None or computed.low is None or computed.high is None:
        return None, None
    return Fraction(*computed.low), Fraction(*computed.high)


def _equalities(site: Site, offset: int, sides: Sequence[PrintedExpression]) -> Iterator[NumberCheck]:
    numeric = [side for side in sides if is_numeric(side)]
    for at, left in enumerate(numeric):
        right = next((side for side in numeric[at + 1 :] if isinstance(side, Amount)), None)
        if not isinstance(left, Operation) or right is None:
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
        weighted = _weighted(left, operands)
        if weighted is not None:
            low, high = exact - weighted, exact + weighted
        scales = [Fraction(1), HUNDRED, 1 / HUNDRED]
        holds = any(agrees(number, (low * scale, high * scale)) for scale in scales)
        size = min(scales, key=lambda scale: abs(exact * scale - number.value))
        first, string = operands[0].start, site.text.string[offset : offset + right.span[0]]
        line = next(hit for hit in re.finditer("[^=≈]+", string) if hit.end() > first - offset)[0]
        line = " ".join(line.split())
        is_certain = holds or not any(_gives(other, number) for other in with_percents(left))
        yield NumberCheck("arithmetic", number, operands, holds, exact * size, Both.same(line), is_certain)
        percents = [part for part in operands if part.percent]
        yield from _sum_of_weights(left, operands, percents)


def _gives(left: Operation, number: NumberInText) -> bool:
    """Return whether *number* is what a calculation gives as it is written, as a percentage or not."""
    plain = CALCULATION.range(left, as_written=True).numbers
    if plain is None or plain.point is None:
        return False
    exact = Fraction(*plain.point)
    return any(agrees(number, (exact * scale, exact * scale)) for scale in (Fraction(1), HUNDRED, 1 / HUNDRED))


def _weighted(left: Operation, operands: Sequence[NumberInText]) -> Fraction | None:
    """Return how far a sum of products may be off whose weights make 1 or 100, and so are exact; None of any other."""
    if left.operator == "*" and len(operands) == 2:  # noqa: PLR2004
        return _by_weight(*sorted(operands, key=lambda number: number.percent))
    if left.operator != "+" or len(operands) != 2 * len(left.operands) or len(left.operands) < 2:  # noqa: PLR2004
        return None
    for weights, others in ((operands[::2], operands[1::2]), (operands[1::2], operands[::2])):
        if sum(weight.value for weight in weights) in (1, HUNDRED):
            return max(number.half for number in others)
    return None


def _by_weight(number: NumberInText, weight: NumberInText) -> Fraction | None:
    """Return how far the product of a number and its weight may be off: a percentage of full fives is exact."""
    is_weight = weight.percent and not weight.decimals and weight.value % FIVE == 0 and weight.value < HUNDRED
    return number.half * weight.value / HUNDRED if is_weight and number.decimals and not number.percent else None


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
