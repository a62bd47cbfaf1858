"""Numbers in words, as official Indonesian texts repeat them beside the digits: ``3 (tiga)``, ``sebelas (11)``."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import takewhile

from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
FACTORS = {"puluh": 10, "ratus": 100}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
KNOWN = {*ONES, *WHOLE, *FACTORS, *SCALES, "belas", "seribu"}
FIRST = {"pertama": "satu"}
UNIT = 4
"""Words of what is counted, behind the number; more of them say something else."""
ALIKE = 0.7
"""How much a word is like one of these that may be misspelt, as difflib counts."""
BEFORE = re.compile(r"(?<![\d.,] )(?<!\w)(?P<words>(?:[^\W\d_]+\s+){1,12})\(\s*\Z")
"""The words before a number that stands in brackets alone; ``Rp4,06 triliun (53,4 persen)`` spells none."""


def spelled_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield each number of a text against the words that repeat it."""
    string = site.text.string
    for number in site.numbers:
        after, before = form("spelled").match(string, number.end), BEFORE.search(string[: number.start])
        words = "" if after is None else after["words"].strip()
        if before is not None and re.match(r"\s*\)", string[number.end :]):
            words = _counting_words(before["words"])
        value = spelled_number(words) if words else None
        if value is not None:
            size = abs(number.value)  # words leave the sign out
            holds = value in (size, size / number.multiple)
            yield NumberCheck("words", number, (), holds, value, WORDS["spelled"].filled(words=words))


def _counting_words(words: str) -> str:
    """Return the words at the end that spell a number, nothing where they count: ``sasaran ke dua (2)``."""
    backwards = words.removesuffix("persen ").split()[::-1]
    spelled = list(takewhile(lambda word: word.casefold() in KNOWN, backwards))
    before = backwards[len(spelled)].casefold() if len(spelled) < len(backwards) else ""
    is_scale = bool(spelled) and spelled[-1].casefold() in SCALES
    return "" if is_scale or form("counted_in_turn").fullmatch(before) else " ".join(reversed(spelled))


def spelled_number(words: str) -> Fraction | None:
    """
    Return the number that *words* begin with, their unit behind it, or None; nothing of what may be misspelt.

    >>> spelled_number("sembilan puluh tujuh koma lima empat persen")
    Fraction(4877, 50)
    >>> spelled_number("dua ratus tiga puluh satu juta rupiah"), spelled_number("tidak ada")
    (Fraction(231000000, 1), None)
    >>> spelled_number("dua ratus limapuluh ribu"), spelled_number("seratus lima pulu ribu")
    (None, None)
    """
    spoken = re.findall(r"[^\W\d_]+", words.casefold())
    whole = list(takewhile(KNOWN.__contains__, spoken))
    if not whole:
        return None
    number, rest = Fraction(_whole(whole)), spoken[len(whole) :]
    decimals = list(takewhile(ONES.__contains__, rest[1:])) if rest[:1] == ["koma"] else []
    rest = rest[1 + len(decimals) :] if decimals else rest
    if len(rest) > UNIT or any(map(_may_count, rest)):
        return None
    if decimals:
        number += Fraction(int("".join(str(ONES.index(decimal)) for decimal in decimals)), 10 ** len(decimals))
    return number


def whole_number(text: str) -> Fraction | None:
    """
    Return the number that *text* says in digits or words, also by its place: *ketiga*, *ke-3*, *keempat*.

    >>> whole_number("ke-3"), whole_number("keempat"), whole_number("pertama"), whole_number("keadaan")
    (Fraction(3, 1), Fraction(4, 1), Fraction(1, 1), None)
    """
    plain = re.sub(r"\Ake-?\s*|nya\Z", "", text.strip().casefold())
    return Fraction(plain) if plain.isdecimal() else spelled_number(FIRST.get(plain, plain))


def _may_count(word: str) -> bool:
    """Return whether a word is one of a number that is misspelt, or several in one."""
    return any(
        (len(known) > 3 and word.startswith(known)) or SequenceMatcher(None, word, known).ratio() > ALIKE  # noqa: PLR2004
        for known in KNOWN
    )


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
