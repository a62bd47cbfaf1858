"""What is still to be filled in: dots, XX, empty brackets, the errors of a spreadsheet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from lkjdsl.diagnostic import listed
from lkjdsl.proofreading.names.clauses import plain_words
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.genre import genre
from lkjdsl.proofreading.printed.numbers import Site
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

OFTEN = 2
"""Times that a word stands behind whole numbers of a report that counts it."""
MOST = 2
"""Blanks of a text; one with more is a form that others fill in."""


def is_blank(string: str) -> bool:
    """Return whether a cell is still to be filled in: ``[Rp]``, ``...%``; a dash says that there is nothing."""
    plain = string.strip(" []()")
    return bool(plain) and form("blank_amount").fullmatch(plain) is not None


def placeholders(sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield each place where something is still to be filled in, and the first of the numbers left in brackets."""
    bracketed: list[tuple[Site, re.Match[str]]] = []
    nouns = _counted_nouns(sites)
    for site in sites:
        for start, text in sorted(_blanks(site, nouns)):
            yield ReportFault("placeholder", site, text, cause=WORDS["placeholder"], start=start)
        matches = form("number_in_brackets").finditer(site.text.string)
        bracketed += [(site, match) for match in matches if "," in match[0] or "%" in match[0] or "Rp" in match[0]]
    if bracketed:
        site, first = bracketed[0]
        also = [other.address for other, _ in bracketed[1:]]
        cause = WORDS["brackets-also" if also else "brackets"].filled(number=len(bracketed), places=listed(also))
        yield ReportFault("placeholder", site, first[0], cause=cause, start=first.start())


def _blanks(site: Site, nouns: AbstractSet[str]) -> Iterator[tuple[int, str]]:
    """Yield each blank of a text, with its place."""
    string = site.text.string
    found = [hit.span() for key in ("never_printed", "blank_figure") for hit in form(key).finditer(string)]
    found = [
        one for one in found if not any(one != other and other[0] <= one[0] and one[1] <= other[1] for other in found)
    ]
    if site.cell is not None and not found and form("blank_cell").fullmatch(string.strip()):
        found = [(0, len(string))]
    in_words = [
        hit.span("blank")
        for hit in form("blank_in_words").finditer(string)
        if _is_long(hit, string) or _is_counted(hit, string, nouns)
    ]
    if len(in_words) <= MOST:
        found += [(start, end) for start, end in in_words if all(end <= one or start >= other for one, other in found)]
    for start, end in found:
        text = string[start:end].strip()
        yield string.index(text, start), text


def _is_long(blank: re.Match[str], string: str) -> bool:
    """Return whether a blank is one whatever follows; dots before the number of a page lead to it."""
    is_long = form("long_blank").fullmatch(blank["blank"]) is not None
    return is_long and form("page").fullmatch(string, blank.end("blank")) is None


def _is_counted(blank: re.Match[str], string: str, nouns: AbstractSet[str]) -> bool:
    """Return whether something that is counted stands behind a blank, which is not left out of a quotation."""
    is_quoted = string.count("“", 0, blank.start()) > string.count("”", 0, blank.start())
    is_quoted = is_quoted or string.count('"', 0, blank.start()) % 2 == 1
    noun = blank["noun"].casefold()
    return not is_quoted and blank["noun"] == noun and (noun in nouns or bool(form("count_noun").fullmatch(noun)))


def _counted_nouns(sites: Sequence[Site]) -> AbstractSet[str]:
    """Return what the report counts: the words behind its whole numbers."""
    counts: Counter[str] = Counter()
    for site in sites:
        for number in site.numbers:
            if number.measures and not (number.percent or number.rupiah or number.decimals):
                word = form("word_behind").match(site.text.string, number.end)
                counts[word["noun"] if word is not None else ""] += 1
    others = {"", "tahun"} | genre().stop | plain_words()
    return {noun for noun, times in counts.items() if times >= OFTEN} - others
