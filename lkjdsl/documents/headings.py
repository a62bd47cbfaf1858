"""Numbers of headings: as an author types them, their rank, and the section they stand for."""

import re
from collections.abc import Sequence
from functools import cache

from attrs import frozen

from lkjdsl.documents.genre import genre, plain

LONGEST_TITLE = 18
"""Words of a heading that nothing but its number and its place shows to be one."""
FORMS = (
    re.compile(r"(?:[A-Z]|[IVX]{2,5})[.)]?\Z"),
    re.compile(r"\d{1,2}\.?\Z"),
    re.compile(r"[a-z]\.?\Z"),
    re.compile(r"\(?\d{1,2}\)\Z"),
    re.compile(r"\(?[a-z]\)\Z"),
)
"""A., 1., a., 1), a): how official Indonesian texts number what is inside a chapter, from the top."""
DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?\Z")
NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4}\.?|(?:[A-Z]|[IVX]{2,5})[.)]|\d{1,2}[.)]|[a-z][.)]|\(\w\))"
    r"[ \t]+(?P<title>\S.*)",
    re.DOTALL,
)
MONEY = re.compile(r"\bRp\.?\s*\d", re.IGNORECASE)

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@frozen
class Numbering:
    """The number that begins a heading and where its title begins; rank 0 is a chapter."""

    number: str
    title_start: int
    rank: int


@cache
def _chapter() -> re.Pattern[str]:
    words = "|".join(map(re.escape, (*genre().chapter, *genre().appendix)))
    return re.compile(
        rf"(?P<number>(?:{words})\s+(?:[IVXLC]+|\d{{1,2}}|[A-Z]))(?:[.:]|\b)[\s.:–-]*(?P<title>.*)",
        re.DOTALL | re.IGNORECASE,
    )


def typed_number(text: str) -> Numbering | None:
    """
    Return the number that *text* begins with, or None.

    >>> typed_number("BAB III AKUNTABILITAS KINERJA")
    Numbering(number='BAB III', title_start=8, rank=0)
    >>> typed_number("a) Perbandingan").rank
    5
    """
    chapter = _chapter().match(text)
    if chapter is not None and (chapter["title"] == "" or chapter["title"][0].isupper()):
        return Numbering(chapter["number"], chapter.start("title"), 0)
    match = NUMBERED.match(text)
    if match is None:
        return None
    return Numbering(match["number"], match.start("title"), rank_of(match["number"]))


def rank_of(number: str) -> int:
    """Return how deep a *number* of this form stands: 0 for a chapter, more for what is inside it."""
    if _chapter().match(number):
        return 0
    if DECIMAL.match(number):
        return number.strip(".").count(".")
    return next((rank for rank, form in enumerate(FORMS, 1) if form.match(number)), len(FORMS))


def ordinals(number: str) -> frozenset[int]:
    """
    Return which places in a series *number* may have; ``I`` is the first or the ninth.

    >>> sorted(ordinals("I.")), sorted(ordinals("BAB IV")), sorted(ordinals("3.2"))
    ([1, 9], [4], [2])
    """
    last = re.split(r"[\s.]", number.strip("(). "))[-1]
    places = {ROMAN.index(last) + 1} if last in ROMAN else set[int]()
    if last.isdecimal():
        places.add(int(last))
    elif len(last) == 1:
        places.add(ord(last.lower()) - ord("a") + 1)
    return frozenset(places)


def label_of(number: str) -> str:
    """
    Return a number as an address has it.

    >>> [label_of(number) for number in ("BAB  III", "A.", "1)", "3.1.")]
    ['Bab III', 'A', '1', '3.1']
    """
    if _chapter().match(number):
        word, _, rest = re.sub(r"\s+", " ", number).partition(" ")
        return f"{word.capitalize()} {rest.rstrip('.:')}"
    return number.strip("(). ")


def section_of(labels: Sequence[str]) -> tuple[str, ...]:
    """
    Return the numbers of an address: one that counts all levels itself (3.1.2) stands alone.

    >>> section_of(["Bab III", "3.1", "3.1.2", "a"])
    ('3.1.2', 'a')
    """
    first = max((at for at, label in enumerate(labels) if DECIMAL.match(label)), default=0)
    return tuple(labels[first:])


def may_be_title(title: str) -> bool:
    """Return whether *title* may be that of a heading: short, capital first, no sentence, and no amount of money."""
    words = title.split()
    is_short = bool(words) and len(words) <= LONGEST_TITLE and title[0].isupper()
    return is_short and title.rstrip()[-1] not in ".;:,?!" and MONEY.search(title) is None


def is_front(text: str) -> bool:
    """Return whether *text* is a heading without number of the rank of a chapter, such as KATA PENGANTAR."""
    return plain(text) in genre().front
