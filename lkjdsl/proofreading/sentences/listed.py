"""
A count before a list, against the list: ``terdiri atas 4 (empat) variabel, yaitu:``; only ever a question.

In a sentence, ``empat anggaran, yakni A, B dan C``, only what is missing is asked of: a name may have a comma in it.
"""

import re
from collections.abc import Iterator, Sequence

from lkjdsl.documents.blocks import Block, Document, Heading, Paragraph
from lkjdsl.proofreading.printed.checks import NumberCheck
from lkjdsl.proofreading.printed.findings import ReportFault
from lkjdsl.proofreading.printed.forms import form
from lkjdsl.proofreading.printed.numbers import Site, counted
from lkjdsl.proofreading.printed.spelled import whole_number
from lkjdsl.words import Words

WORDS = Words("proofreading.cause")

STATED = re.compile(
    r"(?<![\d.,])(\d{1,2})\s*(?:\([a-z ]+\)\s*)?[^\W\d][^.:;\d]{2,80}"
    r"(?:yaitu|yakni|(?P<some>antara lain)|sebagai berikut|meliputi|as follows|namely)\s*:?\s*\Z",
    re.IGNORECASE,
)

ITEM = re.compile(r"\s*\(?(\d{1,2}|[A-Za-z])([.)])(?=\s|\Z)")
LONGEST = 5
"""Words of an item of a list in a sentence; more of them may say something of it."""


def list_questions(document: Document, sites: Sequence[Site]) -> Iterator[ReportFault]:
    """Yield each count that is not that of the items which follow it."""
    for one in sites:
        yield from _in_sentences(one)
    by_text = {id(site.text): site for site in sites}
    for at, block in enumerate(document.blocks):
        site = by_text.get(id(block.text)) if isinstance(block, Paragraph) else None
        found = None if site is None else STATED.search(site.text.string)
        if site is None or found is None or not any(number.start == found.start(1) for number in counted(site)):
            continue
        items = _items(document.blocks[at + 1 :])
        is_some = found["some"] is not None and items < int(found[1])
        if (
            items and not is_some and all(number.value != items for number in counted(site))
        ):  # *3 sasaran dengan 11 indikator*
            words = WORDS["items"].filled(number=items)
            yield ReportFault("words", site, found[1], "", str(items), words, found.start(1))


def named_counts(site: Site) -> Iterator[NumberCheck]:
    """Yield each count of a sentence that names as many: such a count is right."""
    for hit in form("counted_list").finditer(site.text.string) if site.is_prose else ():
        number = next((number for number in counted(site) if number.start == hit.start("number")), None)
        if number is not None and _named(hit["list"]) == number.value:
            words = WORDS["items"].filled(number=int(number.value))
            yield NumberCheck("total", number, (), holds=True, computed=number.value, words=words)


def _in_sentences(site: Site) -> Iterator[ReportFault]:
    for hit in form("counted_list").finditer(site.text.string) if site.is_prose else ():
        stated = whole_number(hit["number"])
        items = _named(hit["list"])
        amounts = [
            int(amount)
            for amount in re.findall(r"(?<![\d.,])\d{1,6}(?![\d.,]*\d)", re.sub(r"\([^()]*\)", " ", hit["list"]))
        ]
        if stated is not None and items < stated and items and sum(amounts) != stated:  # *8 kejadian, yaitu 5 dan 3*
            words = WORDS["items"].filled(number=items)
            yield ReportFault("words", site, hit["number"], "", str(items), words, hit.start("number"))


def _named(string: str) -> int:
    """Return how many things a list in a sentence names; 0 where it is not plain what is one."""
    plain = re.sub(r"\([^()]*\)", " ", string)
    *firsts, last = plain.split(",")
    ends = re.split(r"\b(?:dan|serta)\b", last)
    items = [*firsts, *(end for end in ends if end.strip())]
    cut = len(ends) > 1 and not ends[-1].strip()  # by the end of a page: *dan* announces the last one
    is_plain = len(ends) == 2 and not any(form("list_goes_on").search(first) for first in firsts)  # noqa: PLR2004
    is_short = all(0 < len(one.split()) <= LONGEST for one in items)
    return len(items) + cut if is_plain and is_short and form("list_runs_on").search(plain) is None else 0


def _items(blocks: Sequence[Block]) -> int:
    """Return how far the list counts that begins with these blocks, up to the next heading; 0 where none does."""
    first = _order(blocks[0]) if blocks else None
    if first is None or first[1] != 1:
        return 0
    style, last = first
    for block in blocks[1:]:
        if isinstance(block, Heading):
            break
        order = _order(block)
        if order == (style, last + 1):
            last += 1
        elif order == (style, 1):
            break
    return last


def _order(block: Block) -> tuple[str, int] | None:
    """Return how an item of a list is counted and as which one, where *block* is one: ``2.`` and ``b)`` are second."""
    if not isinstance(block, Paragraph):
        return None
    match = ITEM.match(block.number or block.text.string)
    if match is None:
        return None
    mark = match[1].casefold()
    number = int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1
    return f"{'1' if mark.isdigit() else 'a'}{match[2]}", number
