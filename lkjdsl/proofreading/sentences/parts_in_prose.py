"""
Numbers of a text against the parts that it names: ``567 paspor, laki-laki 266 dan perempuan 331``.

What is added up must be told by the words: the parts follow their whole at once, and nothing else stands among them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.printed.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, counted

ORDERS = (("men", "women"), ("women", "men"))
ENDED = re.compile(r"[.;]\s+(?=[^\W\d_]|\Z)|\n")
FAR = 160
"""Characters between a whole and the first of its parts."""
BESIDE = 40
"""Characters between the numbers of men and of women."""
CLOSE = 10
"""Parts that miss their whole by more than one in so many may be those of something else: then it is asked."""


def part_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield each whole of a text against the parts that follow it."""
    numbers = list(counted(site)) if site.is_prose else []
    for at, whole in enumerate(numbers):
        following = numbers[at + 1 :]
        parts = _amounts(site, whole, following) or _men_and_women(site, whole, following)
        total = _totalled(site, whole, numbers[:at])
        if parts or total:
            parts = parts or total
            computed = added([bounds(part) for part in parts])
            exact = sum(part.value for part in parts[1:]) + parts[0].value
            line = Both.same(" + ".join(part.text for part in parts))
            close = abs(exact - whole.value) * CLOSE <= abs(whole.value)
            certain = close or (parts is total and _names_each(site, parts))
            if certain or not total:  # numbers before *total* that are far from it are others
                yield NumberCheck("total", whole, parts, agrees(whole, computed), exact, line, certain)


def _amounts(site: Site, whole: NumberInText, following: Sequence[NumberInText]) -> list[NumberInText]:
    """Return the amounts of money that *whole* is said to consist of, each but the last joined to the next."""
    if not whole.rupiah or len(following) < 2 or not following[0].rupiah:  # noqa: PLR2004 - one part is none
        return []
    string = site.text.string
    link = string[whole.end : following[0].start]
    led = form("parts_led").search(link)
    if led is None or len(link) > FAR or form("parts_other").search(_without_brackets(link[led.end() :])):
        return []
    parts = [following[0]]
    for number, other in pairwise(following):
        between = _without_brackets(string[number.end : other.start])
        if (
            not (other.rupiah and form("parts_joint").search(between))
            or form("parts_other").search(between)
            or ENDED.search(between)
        ):
            break
        parts.append(other)
    rest = _without_brackets(string[parts[-1].end :])
    stop = ENDED.search(rest)
    tail = rest if stop is None else rest[: stop.start()]
    is_complete = len(parts) > 1 and not re.search(r"\d", tail) and not form("parts_other").search(tail)
    return parts if is_complete else []


def _totalled(site: Site, whole: NumberInText, before: Sequence[NumberInText]) -> list[NumberInText]:
    """Return the numbers, each joined to the next, that stand right before what is called their total."""
    string = site.text.string
    if not before or form("parts_total").fullmatch(string[before[-1].end : whole.start]) is None:
        return []
    parts = [before[-1]]
    for number, other in pairwise(reversed(before)):
        between = _without_brackets(string[other.end : number.start])
        is_joined = form("parts_joint").search(between) and not form("parts_other").search(between)
        if not is_joined or ENDED.search(between):
            break
        parts.insert(0, other)
    alike = all(part.rupiah == whole.rupiah and not part.percent and part.decimals == whole.decimals for part in parts)
    return parts if len(parts) > 1 and alike and not whole.percent else []


def _men_and_women(site: Site, whole: NumberInText, following: Sequence[NumberInText]) -> list[NumberInText]:
    """Return the numbers of men and of women right behind a number of both."""
    pair = following[:2]
    if len(pair) < 2 or any(number.percent or number.decimals or number.rupiah for number in (whole, *pair)):  # noqa: PLR2004
        return []
    string = site.text.string
    first, second = pair
    before, between, after = string[whole.end : first.start], string[first.end : second.start], string[second.end :]
    if ENDED.search(before) or form("parts_other").search(before) or form("of_both").match(before) is None:
        return []
    named = len(between) <= BESIDE and any(_names_both(before, between, after, *order) for order in ORDERS)
    return list(pair) if named else []


def _names_both(before: str, between: str, after: str, first: str, second: str) -> bool:
    """Return whether the texts around two numbers name the one and the other sex, either before or behind them."""
    leads = form(f"{first}_amount").search(before) is not None and form(f"{second}_amount").search(between) is not None
    ends = form(f"{first}_behind").match(between) is not None and form(f"{second}_behind").match(after) is not None
    return leads or ends


def _names_each(site: Site, parts: Sequence[NumberInText]) -> bool:
    """Return whether two numbers are those of men and of women."""
    string, many = site.text.string, len(parts) == 2  # noqa: PLR2004
    before, between, after = string[: parts[0].start], string[parts[0].end : parts[1].start], string[parts[1].end :]
    return many and any(_names_both(before, between, after, *order) for order in ORDERS)


def _without_brackets(string: str) -> str:
    return re.sub(r"\([^()]*\)", " ", string)
