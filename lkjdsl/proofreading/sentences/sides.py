"""Which side of a difference a number beside it may be: what moved, or what that is set against."""

from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre, has_any, phrase
from lkjdsl.proofreading.printed.numbers import NumberInText
from lkjdsl.proofreading.printed.other_times import is_of_year_before


def is_of_others(lead: str) -> bool:
    """Return whether a number is a target or of another place: nothing rises from it."""
    return phrase("target").search(lead) is not None or has_any(lead, genre().places)


def is_share(number: NumberInText) -> bool:
    """Return whether a number is a percentage, and of no points."""
    return number.percent and form("points").match(number.site.text.string, number.end) is None


def is_in_brackets(number: NumberInText) -> bool:
    """Return whether a number stands in brackets."""
    lead = number.site.text.string[: number.start]
    return lead.count("(") > lead.count(")")


def is_aside(number: NumberInText, start: int) -> bool:
    """Return whether a number stands in brackets, and not alone right before what is said: ``Volume (38 ton) naik``."""
    string = number.site.text.string
    is_alone = string[: number.start].endswith("(") and form("closed_before").fullmatch(string, number.end, start)
    return is_in_brackets(number) and not is_alone


def is_of_before(number: NumberInText, lead: str, start: int, year: int | None) -> bool:
    """Return whether a number in front of what is said from *start* of another is that which this is set against."""
    link = number.site.text.string[number.end : start]
    is_of_place = has_any(lead, genre().places) and form("of_the_same").fullmatch(link) is None
    is_of_other = form("set_in_front").search(lead) or form("said_before").search(lead)
    return is_of_place or is_of_other is not None or is_of_year_before(number, year)


def may_be_of(amount: NumberInText | None, number: NumberInText) -> bool:
    """Return whether a number may have moved by *amount*: rupiah by rupiah or a share, percentages by their points."""
    if amount is None:
        return True
    if amount.rupiah or number.rupiah:
        return number.rupiah and (amount.rupiah or is_share(amount))
    return number.percent or is_share(amount) or not amount.percent


def are_alike(number: NumberInText | None, other: NumberInText | None) -> bool:
    """Return whether two numbers are both percentages, both amounts of money, or neither."""
    return number is not None and other is not None and (number.percent, number.rupiah) == (other.percent, other.rupiah)
