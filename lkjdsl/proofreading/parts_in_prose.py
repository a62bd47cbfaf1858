"""
Numbers of a text against the parts that it names: ``567 paspor, laki-laki 266 dan perempuan 331``.

What is added up must be told by the words: the parts follow their whole at once, and nothing else stands among them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lkjdsl.diagnostic import Both
from lkjdsl.proofreading.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.numbers import NumberInText, Site, counted

LED = re.compile(
    r"(?:ter(?:diri|bagi)|dibagi)(?:\s+(?:atas|dari|dalam|ke\s+dalam|menjadi))?\b|\b(?:yaitu|yakni|meliputi)\b"
    r"|\bdengan\s+(?:rincian|komposisi|perincian)\b|\bcomprising\b|\bconsisting\s+of\b",
    re.IGNORECASE,
)
"""What leads from a whole to its parts."""
OTHER = re.compile(
    r"\b(?:realisasi|terealisasi|direalisasikan|terserap|target|sisa|capaian|mencapai|dari|atau|menjadi|semula|minimal"
    r"|maksimal|sampai|hingga|antara lain|di ?antaranya|termasuk|tahun|bulan|per|selama|setiap|sedangkan|naik|turun)\b"
    r"|[=<>≥≤/+×]",
    re.IGNORECASE,
)
"""What stands among numbers that are no parts of one whole, or not all of them."""
JOINT = re.compile(r",|;|\bdan\b|\bserta\b|\band\b", re.IGNORECASE)
ENDED = re.compile(r"[.;]\s+(?=[^\W\d_]|\Z)|\n")
BEFORE_BOTH = re.compile(
    r"[^.;\d]{0,60}?(?:\(|,|:|\b(?:terdiri|yaitu|yakni|rincian|meliputi|dan)\b)[^.;\d]{0,40}\Z", re.IGNORECASE
)
"""What stands between a number and the men and women among it."""
SEXES = (r"(?:laki-?\s?laki|pria|putra|male)", r"(?:perempuan|wanita|putri|female)")
AMOUNT = r"\W*(?:sebanyak|sejumlah|berjumlah|:|=)?\s*"
PEOPLE = r"\s*(?:\([^()\d]*\)\s*)?(?:orang\s+|jiwa\s+)?(?:berjenis kelamin\s+)?"
CLOSE = 10
"""Parts that miss their whole by more than one in so many may be those of something else: then it is asked."""


def part_checks(site: Site) -> Iterator[NumberCheck]:
    """Yield each whole of a text against the parts that follow it."""
    numbers = list(counted(site)) if site.is_prose else []
    for at, whole in enumerate(numbers):
        following = numbers[at + 1 :]
        parts = _amounts(site, whole, following) or _men_and_women(site, whole, following)
        if parts:
            computed = added([bounds(part) for part in parts])
            exact = sum(part.value for part in parts[1:]) + parts[0].value
            line = Both.same(" + ".join(part.text for part in parts))
            close = abs(exact - whole.value) * CLOSE <= abs(whole.value)
            yield NumberCheck("total", whole, parts, agrees(whole, computed), exact, line, certain=close)


def _amounts(site: Site, whole: NumberInText, following: Sequence[NumberInText]) -> list[NumberInText]:
    """Return the amounts of money that *whole* is said to consist of, each but the last joined to the next."""
    if not whole.rupiah or len(following) < 2 or not following[0].rupiah:  # noqa: PLR2004 - one part is none
        return []
    string = site.text.string
    link = string[whole.end : following[0].start]
    led = LED.search(link)
    if led is None or len(link) > 160 or OTHER.search(_without_brackets(link[led.end() :])):  # noqa: PLR2004 - as one sees
        return []
    parts = [following[0]]
    for one, other in pairwise(following):
        between = _without_brackets(string[one.end : other.start])
        if not (other.rupiah and JOINT.search(between)) or OTHER.search(between) or ENDED.search(between):
            break
        parts.append(other)
    rest = _without_brackets(string[parts[-1].end :])
    stop = ENDED.search(rest)
    tail = rest if stop is None else rest[: stop.start()]
    is_complete = len(parts) > 1 and not re.search(r"\d", tail) and not OTHER.search(tail)
    return parts if is_complete else []


def _men_and_women(site: Site, whole: NumberInText, following: Sequence[NumberInText]) -> list[NumberInText]:
    """Return the numbers of men and of women right behind a number of both."""
    pair = following[:2]
    if len(pair) < 2 or any(one.percent or one.decimals or one.rupiah for one in (whole, *pair)):  # noqa: PLR2004
        return []
    string = site.text.string
    first, second = pair
    before, between, after = string[whole.end : first.start], string[first.end : second.start], string[second.end :]
    if ENDED.search(before) or ENDED.search(between) or OTHER.search(before) or not BEFORE_BOTH.match(before):
        return []
    named = any(_names_both(before, between, after, *order) for order in (SEXES, SEXES[::-1]))
    return list(pair) if named else []


def _names_both(before: str, between: str, after: str, one: str, other: str) -> bool:
    """Return whether the texts around two numbers name the one and the other sex, either before or behind them."""
    leads = re.search(rf"{one}{AMOUNT}\Z", before, re.IGNORECASE) is not None
    joins = re.search(rf"\A\W*(?:orang|jiwa)?\W*(?:dan|serta)?\s*{other}{AMOUNT}\Z", between, re.IGNORECASE) is not None
    ends = re.fullmatch(rf"{PEOPLE}{one}\W*(?:dan|serta)?\s*", between, re.IGNORECASE) is not None
    follows = re.match(rf"{PEOPLE}{other}\b", after, re.IGNORECASE) is not None
    return (leads and joins) or (ends and follows)


def _without_brackets(string: str) -> str:
    return re.sub(r"\([^()]*\)", " ", string)
