"""What a report calls its office beside its name: by an abbreviation, by the end of the name behind one."""

import re
from functools import lru_cache

from lkjdsl.proofreading.printed.kept_texts import TEXTS

CALLED = re.compile(r"(?<!\w)(?P<short>[A-Z][^\W\d_]{2,})(?P<rest>(?: (?:[A-Z][^\W\d_]*|[IVX]+[A-D]?)(?!\w))*)")
"""A word that may be short for an office, and the words in capitals behind it."""


@lru_cache(TEXTS)
def without_office(text: str, office: str) -> str:
    """
    Return *text* without what the *office* is called.

    >>> without_office("capaian Bapas Kelas I Banjarsari", "Balai Pemasyarakatan Kelas I Banjarsari")
    'capaian  '
    """
    if not office:
        return text
    words = set(office.split())

    def left(hit: re.Match[str]) -> str:
        if not is_short(hit["short"], office):
            return hit[0]
        rest = hit["rest"].split()
        own = next((at for at, word in enumerate(rest) if word not in words), len(rest))
        return " ".join(["", "", *rest[own:]]) if own < len(rest) else " "

    return CALLED.sub(left, text.replace(office, " "))


def is_short(word: str, office: str) -> bool:
    """Return whether *word* begins as the name of an *office* does, and has its letters in their order: Bapas, KPPN."""
    letters = iter(office.casefold())
    return word[:1].casefold() == office[:1].casefold() and all(letter in letters for letter in word.casefold())
