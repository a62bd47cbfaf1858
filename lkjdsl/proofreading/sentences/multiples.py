"""Two amounts with the percentage that they make, one of them in millions instead of billions."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.achievements import ratio
from lkjdsl.proofreading.printed.checks import NumberCheck, agrees, bounds
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

THOUSAND = Fraction(1000)
NEAR = 20
"""A percentage that is off by less than one in so many is that of the two amounts, and wrong."""


def earlier_whole_checks(amount: NumberInText, share: NumberInText) -> Iterator[NumberCheck]:
    """Yield a rounded *amount* that is the *share* of one before its sentence, but for its multiple."""
    before = [one for one in amount.site.numbers if one.end <= amount.start and one.rupiah and one.multiple == 1]
    ratios = [(one, found) for one in before if (found := ratio(bounds(amount), bounds(one))) is not None]
    if any(agrees(share, found) for _, found in ratios):
        return
    scales = (THOUSAND, 1 / THOUSAND)
    scaled = {
        one.value: one
        for one, (low, high) in ratios
        if any(agrees(share, (low * scale, high * scale)) for scale in scales)
    }
    for whole in scaled.values() if len(scaled) == 1 else ():
        words = WORDS["multiples"].filled(line=f"{amount.text} / {whole.text} = {share.text}")
        yield NumberCheck("unit", amount, (whole, share), holds=False, computed=amount.value, words=words)


def multiple_checks(amounts: Sequence[NumberInText], share: NumberInText) -> Iterator[NumberCheck]:
    """
    Yield the amount in the smaller multiple where a thousand times as much of it gives the *share*, in either order.

    Where it nearly does, the share is wrong.
    """
    small, large = sorted(amounts, key=lambda number: number.multiple)
    if small.multiple == large.multiple:
        return
    ways = []
    for part, whole, scale in ((small, large, THOUSAND), (large, small, 1 / THOUSAND)):
        computed = ratio(bounds(part), bounds(whole))
        if computed is not None:
            ways.append((f"{part.text} / {whole.text}", (computed[0] * scale, computed[1] * scale)))
    for line, computed in ways:
        if agrees(share, computed):
            words = WORDS["multiples"].filled(line=f"{line} = {share.text}")
            yield NumberCheck("unit", small, (large, share), holds=False, computed=small.value, words=words)
            return
    near = [(line, (low + high) / 2) for line, (low, high) in ways]
    near = [(line, exact) for line, exact in near if abs(exact - share.value) * NEAR <= share.value]
    for line, exact in sorted(near, key=lambda one: abs(one[1] - share.value))[:1]:
        yield NumberCheck("arithmetic", share, (), holds=False, computed=exact, words=Both.same(line))
