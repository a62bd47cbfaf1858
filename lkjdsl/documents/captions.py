"""Captions: which paragraphs are some, and which table each belongs to."""

import re
from collections.abc import Sequence
from functools import cache

from attrs import evolve, frozen

from lkjdsl.documents.blocks import Address, Block, Caption, Label, Paragraph, Table, Text, UnreadKind, joined
from lkjdsl.documents.genre import genre

LONGEST = 30
"""Words of a caption that no style shows to be one."""


@frozen(eq=False)
class Unread:
    """What stands here and is not read, in a PDF on a ``page``."""

    count: int
    kind: UnreadKind = "picture"
    page: int | None = None


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, genre().caption))
    return re.compile(
        rf"({words})\s+((?:[IVX]+|\d+|[A-Z])\b)((?:\s?[.–-]\s?\d+)*(?:(?<=\d)[a-z](?!\w))?)\s*[.:]?\s*(?=\S|\Z)",
        re.IGNORECASE,
    )


def caption_of(text: Text, *, is_styled: bool = False) -> Caption | None:
    """
    Return the caption that a paragraph's *text* is; *is_styled* tells that its style is that of captions.

    >>> caption_of(Text("Tabel 1. 4 Target dan Capaian")).number
    '1.4'
    >>> caption_of(Text("Tabel L.2b Capaian kumulatif")).number
    'L.2b'
    >>> caption_of(Text("Tabel 1.4 menunjukkan capaian.")) is None
    True
    """
    string = text.string.strip()
    match = _pattern().match(string)
    if match is None:
        return None
    title = string[match.end() :]
    is_title = len(title.split()) <= LONGEST and not title.endswith((".", ":", ";")) and not title[:1].islower()
    if not (is_styled or is_title):
        return None
    label: Label = genre().caption[match[1].casefold()]
    return Caption(Address(), label, re.sub(r"\s", "", match[2] + match[3]).replace("–", "."), text)


def with_captions(blocks: Sequence[Block | Unread]) -> list[Block | Unread]:
    """
    Return *blocks* with the captions of tables inside them.

    An author puts captions either above tables or below: one between two tables goes the way of most of those that
    stand at one.
    """
    blocks = _with_titles(blocks)
    above = [at for at, _ in enumerate(blocks) if _is_caption(blocks, at) and _is_table(blocks, at + 1)]
    below = [at for at, _ in enumerate(blocks) if _is_caption(blocks, at) and _is_table(blocks, at - 1)]
    both = set(above) & set(below)
    is_above = len(set(above) - both) >= len(set(below) - both)
    owners: dict[int, int] = {}
    for at in sorted({*above, *below}, key=lambda at: (at in both, at)):
        sides = ([at + 1] if at in above else []) + ([at - 1] if at in below else [])
        sides.sort(key=lambda side: (side > at) != is_above)
        owner = next((side for side in sides if side not in owners), None)
        if owner is not None:
            owners[owner] = at
    used = set(owners.values())
    result: list[Block | Unread] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table) and at in owners:
            caption = blocks[owners[at]]
            assert isinstance(caption, Caption)
            result.append(evolve(block, caption=caption))
        elif at not in used:
            result.append(block)
    return result


def _with_titles(blocks: Sequence[Block | Unread]) -> list[Block | Unread]:
    """Return *blocks* with a caption whose title stands in a paragraph of its own, before a table, as one."""
    result: list[Block | Unread] = []
    for at, block in enumerate(blocks):
        bare = result[-1] if result else None
        if isinstance(block, Paragraph) and isinstance(bare, Caption) and _is_bare(bare) and _is_table(blocks, at + 1):
            result[-1] = evolve(bare, text=joined(bare.text, block.text))
        else:
            result.append(block)
    return result


def _is_bare(caption: Caption) -> bool:
    match = _pattern().match(caption.text.string.strip())
    return match is not None and match.end() == len(caption.text.string.strip())


def _is_caption(blocks: Sequence[Block | Unread], at: int) -> bool:
    block = blocks[at]
    return isinstance(block, Caption) and block.label == "table"


def _is_table(blocks: Sequence[Block | Unread], at: int) -> bool:
    return 0 <= at < len(blocks) and isinstance(blocks[at], Table)


def recognised(block: Block | Unread, *, is_styled: bool = False) -> Block | Unread:
    """Return the caption that a paragraph is, else *block*."""
    if isinstance(block, Paragraph) and block.setting == "body" and not block.number:
        return caption_of(block.text, is_styled=is_styled) or block
    return block
