"""A number in its sentence, with what stands before and behind it, and the words there that name nothing."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from attrs import frozen

from lkjdsl.proofreading.names.named_spans import NamedSpan
from lkjdsl.proofreading.names.topics import Topic
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.similarity import words_of


@cache
def plain_words() -> frozenset[str]:
    """Return the words of a clause that name nothing."""
    texts = [word for words in genre().role.values() for word in words] + list(genre().phrase["plain"])
    return frozenset(word for text in texts for word in words_of(text))


@cache
def weak_words() -> frozenset[str]:
    """Return the words that say only that a number follows."""
    return frozenset(word for text in genre().phrase["weak"] for word in words_of(text))


@frozen(eq=False)
class Clause:
    """
    A number in its sentence, from ``start`` to ``end``; ``last`` is where what stands before it ends.

    ``taken`` has the paths that were printed in the sentence before. ``previous`` is the number before this one, and
    ``before`` its path, empty where it has none.
    """

    string: str
    start: int
    end: int
    number: NumberInText
    last: int
    topic: Topic
    comparison: str
    names: Sequence[NamedSpan]
    taken: AbstractSet[str] = frozenset()
    previous: "Clause | None" = None
    before: str = ""

    @property
    def plain_lead(self) -> str:
        """Return what stands before it without the names, whose words say nothing of the number."""
        letters = list(self.lead)
        for name in self.names:
            for at in range(max(name.start, self.last), min(name.end, self.number.start)):
                letters[at - self.last] = " "
        return "".join(letters)

    @property
    def lead(self) -> str:
        """Return what stands between the number before and this one."""
        return self.string[self.last : self.number.start]

    @property
    def counted(self) -> "Clause | None":
        """Return the number before this one where it counts indicators: *Rata-rata capaian 11 indikator adalah*."""
        counts = self.previous is not None and form("counted_indicators").match(self.previous.follow) is not None
        return self.previous if counts else None

    @property
    def units_left(self) -> str:
        """Return what stands before it without the unit of the number before: ``18 pengaduan (``."""
        return re.sub(r"\A\s*[^\W\d]+", "", self.lead)

    @property
    def restates(self) -> bool:
        """Return whether a number says again what the one before says: ``18 pengaduan (90%``."""
        return any(form("same_amount").fullmatch(text) is not None for text in (self.lead, self.units_left))

    @property
    def follow(self) -> str:
        """Return what follows in the sentence."""
        return self.string[self.number.end : self.end]
