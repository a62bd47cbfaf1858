"""Which way the words of a sentence say that something went."""

import re
from functools import cache

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText

KINDS = ("up", "down", "more", "less", "above", "below", "sooner", "later", "over", "under", "apart", "other")


@cache
def difference_words() -> re.Pattern[str]:
    """Return what finds the words that say that two figures differ."""
    words = sorted((word for kind in KINDS for word in genre().direction[kind]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<word>{'|'.join(words)})(?:nya)?(?!\w)", re.IGNORECASE)


def is_rise(verb: str, amount: NumberInText | None = None) -> bool | None:
    """
    Return whether a verb of change, with its *amount* where one is told, says that something is more than it was.

    None where the words leave it open: what is quicker is less where it is a time, and more where it is a speed.
    """
    said, words = verb.casefold(), genre().direction
    if said in (*words["up"], *words["more"], *words["above"], *words["over"]):
        return True
    if said in (*words["down"], *words["less"], *words["below"], *words["under"]):
        return False
    if said not in (*words["sooner"], *words["later"]):
        return None
    is_time = amount is not None and form("unit_of_time").match(amount.site.text.string, amount.end) is not None
    return said in words["later"] if is_time else None
