"""
Shapley values: a total shared out among those who made it, so that the parts add up exactly.

L. S. Shapley, "A Value for n-Person Games", 1953. The part of a player is the mean of what it adds, over every
order in which the players can come. It is the only sharing that adds up, gives nothing to who adds nothing, and the
same to who adds the same.
"""

from collections.abc import Callable, Sequence
from math import factorial, gcd

from lkjdsl.numbers.rational import Number, reduced, sum_of

MOST_PLAYERS = 12
"""Twice as many coalitions for each player more: 4,096 for these."""


def shares(players: Sequence[int], value: Callable[[int], Number]) -> list[Number]:
    """
    Return the part of each of *players* in what all of them make together, exactly, in lowest terms.

    A player is a set of bits of which no other has any; *value* gives what a union of players makes. The parts add up
    to the value of all less the value of none.

    >>> shares([1, 2], lambda coalition: (coalition * coalition, 1))
    [(3, 1), (6, 1)]
    """
    count = len(players)
    unions = [0]
    for player in players:
        unions += [union | player for union in unions]
    worth = [reduced(value(union)) for union in unions]
    with_it = [factorial(size - 1) * factorial(count - size) if size else 0 for size in range(count + 1)]
    without = [factorial(size) * factorial(count - size - 1) if size < count else 0 for size in range(count + 1)]
    amounts = []
    for index in range(count):
        factors: dict[Number, int] = {}  # few values are met again and again
        for coalition, amount in enumerate(worth):
            size = coalition.bit_count()
            factor = with_it[size] if coalition >> index & 1 else -without[size]
            factors[amount] = factors.get(amount, 0) + factor
        amounts.append(
            _over(sum_of([(amount[0] * factor, amount[1]) for amount, factor in factors.items()]), factorial(count))
        )
    return amounts


def _over(number: Number, divisor: int) -> Number:
    numerator, denominator = number[0], number[1] * divisor
    common = gcd(numerator, denominator)
    return numerator // common, denominator // common
