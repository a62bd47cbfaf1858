"""
Words of a document that have a wrong letter, as readers of pictures and quick hands leave them.

What stands beside such a word may be said of something else: *belnm mencapai target* was *belum*. None is put right
here, since nobody knows what it was. Only of a document that has many is it known that they are misread: some words are
a letter apart.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from lkjdsl.proofreading.printed.forms import written_forms
from lkjdsl.proofreading.printed.genre import written_words
from lkjdsl.proofreading.printed.kept_texts import TEXTS
from lkjdsl.proofreading.printed.similarity import stem

WORD = re.compile(r"[^\W\d_]+")
LONG = 5
"""Letters of a word that has no neighbour by chance: of four letters many are one letter apart."""
MORE, FEWEST = 5, 2
"""How many times as often the right word stands in the document, and how often at least."""
MANY, SOME = 0.05, 4
"""
The share of such words of all, and how many they are: in reports as they were typed it is 0.01 to 0.04, since words are
alike; with one word in 30 misread it is more.
"""
NUMBER = re.compile(
    r"""(?<![^\W_])[+−-]?(?:Rp\.?\s?)?
    (?: [lIOS][.,]?\d{2} | [lO]\d(?![\w.]) | [lIO]\d+% | [lIOS]\d+[.,]\d
    | \d[\d.,]*[lIOoS](?=[\d.,]*\d|\s?%) | \d[\d.,]*[lIO](?![\w.-]) | \d[.,]\d*S(?!\w)
    | \d{1,3}\.\ \d{3}(?!\d) | (?<!-)\d{1,3},\ \d{1,3}(?![\d,.]|\s+(?:dan|atau|serta|di|and|or)\b) )""",
    re.VERBOSE,
)
"""A number with a letter for a digit, or with a blank in it: ``1O5,88``, ``l2%``, ``9I,89``, ``1. 250``, ``3, 61``."""
DENIALS = ("belum", "tidak")
SOUND = frozenset({*DENIALS, "tindak"})
"""Words that are read well though they are a letter away from a denial."""
GAP = "?"
ESCAPE = re.compile(r"\\[A-Za-z]")
"""What a pattern has that is no letter of a word."""


def misread_words(texts: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """
    Return the words of *texts* that are one letter apart from a word that reports have or that is there more often.

    There are none where they are few. *names* are those of the edition, known as the words of the genre are. All words
    are in small letters.
    """
    counts = Counter(word for word in words_in(texts) if len(word) >= LONG)
    given = {word for word in {*words_in(names)} | _of_genre() if len(word) >= LONG}
    stems = {stem(word) for word in given}
    often = {word: math.inf if word in given else count for word, count in counts.items()}
    near: dict[str, float] = {}
    for word in given | counts.keys():
        for gap in _gaps(word):
            near[gap] = max(near.get(gap, 0), often.get(word, math.inf))

    def is_misread(word: str, count: int) -> bool:
        return stem(word) not in stems and max(near[gap] for gap in _gaps(word)) >= max(MORE * count, FEWEST)

    found = frozenset(word for word, count in counts.items() if word not in given and is_misread(word, count))
    return found if len(found) >= max(MANY * len(counts), SOME) else frozenset()


def is_number_misread(text: str) -> bool:
    """
    Return whether a number of *text* has letters for digits, or is torn in two.

    >>> is_number_misread("Capaian I03,41%"), is_number_misread("Bab I.3, 1, 5, dan 12 liter, IKU 1, S1, 12kg")
    (True, False)
    """
    return NUMBER.search(text) is not None


def has_misread_denial(text: str) -> bool:
    """
    Return whether a word of *text* is *belum* or *tidak* but for one letter, without which it says the opposite.

    >>> has_misread_denial("blum mencapai target"), has_misread_denial("belum ada tindak lanjut")
    (True, False)
    """
    words = set(words_in([text])) - SOUND
    return any(not set(_gaps(word)).isdisjoint(gaps) for gaps in map(_gaps_of, DENIALS) for word in words)


def words_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of *texts* in small letters."""
    return (word.casefold() for text in texts for word in WORD.findall(text))


def _gaps(word: str) -> Iterator[str]:
    """Yield what *word* shares with each word of one letter more, less or other; rn may be m."""
    yield word.replace("rn", "m")
    yield from (word[:at] + GAP + word[at + 1 :] for at in range(len(word)))
    yield from (word[:at] + GAP + word[at:] for at in range(len(word) + 1))


@lru_cache(TEXTS)
def _gaps_of(word: str) -> frozenset[str]:
    return frozenset(_gaps(word))


@cache
def _of_genre() -> frozenset[str]:
    return frozenset(words_in(ESCAPE.sub(" ", text) for text in (*written_words(), *written_forms())))
