"""Numbers in words, as official Indonesian texts repeat them after the digits: ``3 (tiga)``."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import takewhile

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
FACTORS = {"puluh": 10, "ratus": 100}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
KNOWN = {*ONES, *WHOLE, *FACTORS, *SCALES, "belas", "seribu"}


def spelled_number(words: str) -> Fraction | None:
    """
    Return the number that *words* begin with, their unit behind it, or None.

    >>> spelled_number("sembilan puluh tujuh koma lima empat persen")
    Fraction(4877, 50)
    >>> spelled_number("dua ratus tiga puluh satu juta rupiah"), spelled_number("tidak ada")
    (Fraction(231000000, 1), None)
    """
    spoken = re.findall(r"[^\W\d_]+", words.casefold())
    whole = list(takewhile(KNOWN.__contains__, spoken))
    if not whole:
        return None
    number, rest = Fraction(_whole(whole)), spoken[len(whole) :]
    decimals = list(takewhile(ONES.__contains__, rest[1:])) if rest[:1] == ["koma"] else []
    if decimals:
        number += Fraction(int("".join(str(ONES.index(one)) for one in decimals)), 10 ** len(decimals))
    return number


def _whole(spoken: Sequence[str]) -> int:
    total = group = last = 0
    for word in spoken:
        if word in ONES:
            last = ONES.index(word)
        elif word in WHOLE:
            group, last = group + WHOLE[word], 0
        elif word == "belas":
            group, last = group + last + 10, 0
        elif word in FACTORS:
            group, last = group + last * FACTORS[word], 0
        elif word == "seribu":
            total += 1000
        else:
            total, group, last = total + (group + last) * SCALES[word], 0, 0
    return total + group + last
