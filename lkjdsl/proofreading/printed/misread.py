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
from functools import cache

from lkjdsl.proofreading.printed.forms import written_forms
from lkjdsl.proofreading.printed.genre import written_words
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


def words_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of *texts* in small letters."""
    return (word.casefold() for text in texts for word in WORD.findall(text))


def _gaps(word: str) -> Iterator[str]:
    """Yield what *word* shares with each word of one letter more, less or other; rn may be m."""
    yield word.replace("rn", "m")
    yield from (word[:at] + GAP + word[at + 1 :] for at in range(len(word)))
    yield from (word[:at] + GAP + word[at:] for at in range(len(word) + 1))


@cache
def _of_genre() -> frozenset[str]:
    return frozenset(words_in(ESCAPE.sub(" ", text) for text in (*written_words(), *written_forms())))
