"""Which way the words of a sentence say that something went."""

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText


def is_rise(verb: str, amount: NumberInText | None = None) -> bool | None:
    """
    Return whether a verb of change, with its *amount* where one is told, says that something is more than it was.

    None where the words leave it open: what is quicker is less where it is a time, and more where it is a speed.
    """
    said, words = verb.casefold(), genre().direction
    if said in (*words["up"], *words["more"]):
        return True
    if said in (*words["down"], *words["less"]):
        return False
    is_time = amount is not None and form("unit_of_time").match(amount.site.text.string, amount.end) is not None
    return said in words["later"] if is_time else None
