"""Headings that no style shows to be some: found by their number, their words, and what is around them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from lkjdsl.documents.blocks import Address, Block, Heading, Paragraph
from lkjdsl.documents.captions import Unread
from lkjdsl.documents.headings import is_front, may_be_title, ordinals, rank_of, typed_number

TYPED = 100
"""The level of a typed heading before it is known what it stands under."""

Blocks = Sequence[Block | Unread]


def typed_headings(blocks: Blocks) -> Mapping[int, Heading]:
    """
    Return the paragraphs among *blocks* that are headings, by their places.

    A report also lists its chapters, in words about itself or in a table of contents: of several paragraphs with the
    number of one chapter, the heading is the one that most follows.
    """
    chapters = _chapters(blocks)
    first = min(chapters, default=len(blocks))
    found: dict[int, Heading] = {}
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.setting != "body":
            continue
        string = block.text.string.strip()
        number, title = split_number(block)
        if at in chapters:
            found[at] = Heading(Address(), TYPED, number, block.text)
        elif not number and is_front(string) and (string.isupper() or at < first):
            found[at] = Heading(Address(), TYPED, "", block.text)
        elif number and rank_of(number) > 0 and _may_head(blocks, at, number, title):
            found[at] = Heading(Address(), TYPED, number, block.text)
    return found


def _chapters(blocks: Blocks) -> set[int]:
    """Return the places of the typed headings of chapters."""
    places: list[tuple[int, str]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            places.append((at, ""))
        elif isinstance(block, Paragraph) and block.setting == "body":
            number, title = split_number(block)
            is_chapter = bool(number) and rank_of(number) == 0 and not _is_entry(block)
            if is_chapter and (not title or title.isupper() or (block.is_bold and may_be_title(title))):
                places.append((at, " ".join(number.casefold().split())))
    most: dict[str, tuple[int, int]] = {}
    for (at, number), (end, _) in pairwise([*places, (len(blocks), "")]):
        if number:
            most[number] = max(most.get(number, (-1, at)), (end - at, at), key=lambda found: found[0])
    return {at for _, at in most.values()}


def split_number(paragraph: Paragraph) -> tuple[str, str]:
    """Return the number that a paragraph begins with, computed or typed, and the words after it."""
    string = paragraph.text.string.strip()
    if paragraph.number:
        is_number = paragraph.number[0].isalnum() or paragraph.number[0] == "("
        return (paragraph.number if is_number else "", string)
    numbering = typed_number(string)
    return ("", string) if numbering is None else (numbering.number, string[numbering.title_start :])


def _may_head(blocks: Blocks, at: int, number: str, title: str) -> bool:
    block = blocks[at]
    assert isinstance(block, Paragraph)
    return may_be_title(title) and not _is_entry(block) and not _is_in_list(blocks, at, number)


def _is_entry(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is one of a table of contents: dots or a tab before its page."""
    return "\t" in paragraph.text.string or "..." in paragraph.text.string


def _is_in_list(blocks: Blocks, at: int, number: str) -> bool:
    """Return whether a neighbour has the number before or after: then it is an item of a list."""
    for near in (at - 1, at + 1):
        block = blocks[near] if 0 <= near < len(blocks) else None
        if isinstance(block, Paragraph):
            other, _ = split_number(block)
            if other and rank_of(other) == rank_of(number):
                step = at - near
                if any(place + step in ordinals(number) for place in ordinals(other)):
                    return True
    return False
