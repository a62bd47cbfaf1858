"""Words that an edition coins for an indicator, in brackets behind its name: *Pelayanan Terpadu (Paten)*."""

import re
from collections.abc import Sequence

from lkjdsl.proofreading.printed.genre import genre, has_any
from lkjdsl.proofreading.printed.similarity import light_words, words_of

COINED = re.compile(r"\(([A-Z][a-z]{4,})\)")


def coined_names(names: Sequence[str], others: Sequence[frozenset[str]]) -> list[str]:
    """
    Return the words coined for what has these *names*: put together of its letters, and in the words of no *others*.

    >>> coined_names(["Pelayanan Terpadu Kecamatan (Paten)"], []), coined_names(["Nilai SAKIP (Menteri)"], [])
    (['Paten'], [])
    """
    found = []
    for name in names:
        for hit in COINED.finditer(name):
            word, said = hit[1], set(words_of(hit[1]))
            is_known = said <= light_words() or has_any(word, (*genre().other, *genre().places, *genre().people))
            is_made = set(word.casefold()) <= set(name[: hit.start()].casefold())
            if said and is_made and not is_known and not any(said & one for one in others):
                found.append(word)
    return found
