"""
A number before a list against the numbers of its items: ``358 surat, terdiri atas:``, then one kind of them in each.

That they add up is certain where all are money, or are counted by one word.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from lkjdsl.diagnostic import Both
from lkjdsl.documents.blocks import Block, Document, Paragraph
from lkjdsl.proofreading.printed.checks import NumberCheck, added, agrees, bounds
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import NumberInText, Site, counted

ITEM = re.compile(r"\s*(?:\(?(?:\d{1,2}|[A-Za-z])[.)]|[-–•*])(?=\s)")
NOUN = re.compile(r"\s*(?:\([^()\d]*\)\s*)?(?P<noun>[^\W\d_]{3,})")
PAIRS = re.compile(r"(?:[^\W\d][^\d=:]{0,40}[=:]\s*[\d.]+[,;]?\s*){3,}")
"""Items in one line: ``OT = 41 HM = 28 KP = 138``."""
MOST = 40
"""Items of a list, and one."""
CLOSE = 4
"""Items that miss their whole by more than one in so many are none of its parts."""


def listed_parts(document: Document, sites: Sequence[Site]) -> Iterator[NumberCheck]:
    """Yield each number that stands before a list of its parts against their sum."""
    by_text = {id(site.text): site for site in sites}

    def site_of(block: Block) -> Site | None:
        return by_text.get(id(block.text)) if isinstance(block, Paragraph) else None

    for at, block in enumerate(document.blocks):
        site = site_of(block)
        whole = None if site is None else _whole(site)
        if site is None or whole is None:
            continue
        following = list(map(site_of, document.blocks[at + 1 : at + MOST]))
        parts = parts_listed(following)
        if len(parts) < 2 or not all(_is_alike(whole, part) for part in parts):  # noqa: PLR2004 - one part is none
            continue
        exact = sum(part.value for part in parts[1:]) + parts[0].value
        if abs(exact - whole.value) * CLOSE <= abs(whole.value):
            line = Both.same(" + ".join(part.text for part in parts))
            nouns = {_noun(part) for part in (whole, *parts)}
            certain = whole.rupiah or (len(nouns) == 1 and "" not in nouns)
            holds = agrees(whole, added([bounds(part) for part in parts]))
            yield NumberCheck("total", whole, parts, holds, exact, line, certain)


def _whole(site: Site) -> NumberInText | None:
    """Return the last number of a text that leads to a list of parts, None where it does not."""
    string = site.text.string
    match = form("parts_listed").search(string)
    numbers = list(counted(site))
    is_whole = (
        match is not None and numbers and not form("parts_some").search(string) and numbers[-1].end <= match.start()
    )
    return numbers[-1] if is_whole else None


def parts_listed(following: Sequence[Site | None]) -> list[NumberInText]:
    """Return the number of each item of the list that *following* texts begin with; nothing where one has several."""
    first = following[0] if following else None
    if first is None:
        return []
    if PAIRS.fullmatch(first.text.string.strip() + " "):
        return list(counted(first))
    items = [site for site in takewhile(_is_item, following) if site is not None]
    numbers = [list(counted(site)) for site in items if not _is_total(site)]
    return [ones[0] for ones in numbers] if all(len(ones) == 1 for ones in numbers) else []


def _is_item(site: Site | None) -> bool:
    if site is None or not isinstance(site.block, Paragraph):
        return False
    return bool(site.block.number) or ITEM.match(site.text.string) is not None


def _is_total(site: Site) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", site.text.string.casefold())
    return bool(words) and words[0] in genre().row["total"]


def _is_alike(whole: NumberInText, part: NumberInText) -> bool:
    """Return whether a number may be a part of another: of money both, or both whole."""
    if whole.rupiah or part.rupiah:
        return whole.rupiah and part.rupiah
    return not any(number.percent or number.decimals for number in (whole, part))


def _noun(number: NumberInText) -> str:
    match = NOUN.match(number.site.text.string, number.end)
    return "" if match is None else match["noun"].casefold()
