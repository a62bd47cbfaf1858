"""How alike two names are: by the words that tell them apart from the other names of the edition."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from attrs import define, field

from lkjdsl.proofreading.printed.genre import genre, phrase
from lkjdsl.proofreading.printed.kept_texts import TEXTS

ALIKE = 0.86
"""How alike two words are that are one with a slip in it, as difflib counts."""
SHORT = 5
SUFFIXES = ("nya", "kan", "an", "i")
PREFIXES = (
    "meng",
    "meny",
    "peng",
    "peny",
    "men",
    "mem",
    "pen",
    "pem",
    "ber",
    "ter",
    "per",
    "me",
    "pe",
    "di",
    "ke",
    "se",
)
PREVIOUS = "sebelum"
"""The word that all ways to say *the year before* become."""
UNKNOWN = 0.6
LIGHT = 0.35
LETTERS = 4
"""Letters that two spellings of a word share: PNBP and PNBPN."""
SINGLE = 0.8
"""How much less one word is trusted that is part of a name, or a name that is one of the words of a text."""


@lru_cache(TEXTS)
def stem(word: str) -> str:
    """Return *word* without the commonest prefix and suffix of Indonesian, so that layanan is pelayanan."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:  # noqa: PLR2004 - what is left must be a word
            word = word.removesuffix(suffix)
            break
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:  # noqa: PLR2004
            rest = word.removeprefix(prefix)
            return f"s{rest}" if prefix in ("meny", "peny") else rest
    return word


@lru_cache(TEXTS)
def words_of(text: str) -> tuple[str, ...]:
    """Return the telling words of *text*, stemmed."""
    found = re.findall(r"[^\W_]+", phrase("previous").sub(f" {PREVIOUS} ", text.casefold()))
    return tuple(stem(word) for word in found if word not in genre().stop and not word.isdecimal())


@lru_cache(TEXTS)
def same(one: str, other: str) -> bool:
    """Return whether two stems are one word."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT or abs(len(one) - len(other)) > 2:  # noqa: PLR2004 - too far apart
        return False
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def nearly_same(word: str, others: Iterable[str]) -> Iterator[str]:
    """Yield those of *others*, none of which is *word*, that are one word with it."""
    matcher = SequenceMatcher(None, "", word)
    for other in others if len(word) >= SHORT else ():
        if len(other) >= SHORT and abs(len(other) - len(word)) <= 2:  # noqa: PLR2004 - too far apart
            matcher.set_seq1(other)
            if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                yield other


def is_spelling(word: str, other: str) -> bool:
    """Return whether two words are one with letters more or less at its end: PNBP and PNBPN."""
    return len(min(word, other, key=len)) >= LETTERS and (word.startswith(other) or other.startswith(word))


@cache
def light_words() -> frozenset[str]:
    """Return the words that say little of what is measured."""
    return frozenset(word for text in genre().light for word in words_of(text))


@define(eq=False)
class NameWeights:
    """How much each word tells among *names*; those of the *office* and of the genre tell little."""

    names: Sequence[str]
    office: str = ""
    counts: Counter[str] = field(factory=Counter, init=False)
    _light: frozenset[str] = field(factory=frozenset, init=False)
    _known: dict[str, str] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Count the names that each word is in."""
        for name in self.names:
            self.counts.update(set(words_of(name)))
        self._light = frozenset(map(stem, genre().light)) | frozenset(words_of(self.office))
        self._known = {word: word for word in self.counts}

    def known(self, word: str) -> str:
        """Return the word of the names that *word* is, with a slip in it perhaps, or itself where it is none."""
        if word not in self._known:
            near = list(nearly_same(word, self.counts))
            self._known[word] = near[0] if len(near) == 1 else word
        return self._known[word]

    def words(self, text: str) -> tuple[str, ...]:
        """Return the telling words of *text* as the names have them."""
        return tuple(self.known(word) for word in words_of(text))

    def of(self, word: str) -> float:
        """Return the weight of *word*, from 0."""
        count = self.counts.get(word, 0)
        weight = UNKNOWN * math.log(1 + len(self.names)) if count == 0 else math.log(1 + len(self.names) / count)
        return max(weight, 0.2) * (LIGHT if word in self._light else 1)

    @property
    def heaviest(self) -> float:
        """Return the weight of a word that a single name has."""
        return math.log(1 + len(self.names))

    def total(self, words: Iterable[str]) -> float:
        """Return the weight of several words, whatever their order: rounding would make equals differ."""
        return math.fsum(map(self.of, words))

    def alike(self, text: str, name: str) -> float:
        """Return how alike *text* and *name* are, from 0 to 1."""
        mine, its = self.words(text), words_of(name)
        if not mine or not its or (PREVIOUS in its and PREVIOUS not in mine):
            return 0.0  # what is of the year before is called so
        left, common = list(its), 0.0
        extra = 0.0
        for word in mine:
            if word in left:
                left.remove(word)
                common += self.of(word)
            else:
                extra += self.of(word)
        dice = 2 * common / (2 * common + 0.8 * extra + self.total(left))
        is_part = len(mine) == 1 < len(its) or len(its) == 1 < sum(word not in self._light for word in mine)
        return float(dice) * (SINGLE if is_part else 1)
