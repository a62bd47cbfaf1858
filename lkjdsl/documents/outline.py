"""
Blocks without addresses → the same with them: headings that are only typed, captions, sections, what stands where.

Every format's reader ends here, so that a report has the same outline whether it comes as Word or as text.
"""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import assert_never

from attrs import define, evolve, field

from lkjdsl.documents.blocks import (
    WORDS,
    Address,
    Block,
    Caption,
    Chart,
    Equation,
    Heading,
    Paragraph,
    Table,
    UnreadKind,
    Unseen,
    whole_lines,
)
from lkjdsl.documents.captions import Unread, recognised, with_captions
from lkjdsl.documents.continued_tables import with_whole_tables
from lkjdsl.documents.genre import genre, plain
from lkjdsl.documents.headings import label_of, ordinals, rank_of, section_of, typed_number
from lkjdsl.documents.tabbed_tables import with_tabbed_tables
from lkjdsl.documents.typed_headings import TYPED, typed_headings

SIMILAR = 0.7
"""How alike the words of a heading are that comes again, as difflib counts."""


@define
class _Open:
    """A heading whose section is open: its level, its rank if it is typed, its number, and its words."""

    level: int
    rank: int | None
    number: str
    title: str

    @property
    def label(self) -> str:
        """Return what an address calls it."""
        return label_of(self.number) if self.number else self.title


def _is_repeated(last: _Open, number: str, title: str) -> bool:
    """Return whether a heading comes again: the same number, and much the same words."""
    return last.number == number and SequenceMatcher(None, plain(last.title), plain(title)).ratio() > SIMILAR


@define
class _Outline:
    open: list[_Open] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)
    is_contents: bool = False
    page: int | None = None
    """The page of the block that is looked at, where the format has pages."""

    def section(self) -> tuple[str, ...]:
        numbered = [one.label for one in self.open if one.number]
        return section_of(numbered) if numbered else tuple(one.label for one in self.open[:1])

    def enter(self, heading: Heading, rank: int | None) -> Heading:
        """Open the section of *heading*; *rank* is that of a typed one, whose level its number tells."""
        title = heading.text.string.strip()
        if rank is None:
            self.open = [one for one in self.open if one.level < heading.level]
            level = heading.level
        else:
            del self.open[self._depth(heading.number, title, rank) :]
            level = self.open[-1].level + 1 if self.open else rank + 1
        self.open.append(_Open(level, rank, heading.number, title))
        self.counts.clear()
        self.is_contents = plain(title) in genre().contents
        return evolve(heading, level=level, address=Address(self.section(), WORDS["heading"], page=self.page))

    def _depth(self, number: str, title: str, rank: int) -> int:
        """
        Return how many open headings a typed one stands under.

        It stands beside the deepest one that it comes next after, or whose number and words it repeats. A first one
        begins a series of its own under the last heading, whatever its form.
        """
        if rank == 0:
            return 0
        same = [depth for depth, one in enumerate(self.open) if one.rank == rank]
        places = ordinals(number)
        for depth in reversed(same):
            before = ordinals(self.open[depth].number)
            if any(place - 1 in before for place in places) or _is_repeated(self.open[depth], number, title):
                return depth
        if 1 in places and same:
            return len(self.open)
        deeper = (depth for depth, one in enumerate(self.open) if one.rank is not None and one.rank >= rank)
        return next(deeper, len(self.open))

    def place(self, kind: str) -> Address:
        """Return the address of the next block of this *kind* in the section."""
        self.counts[kind] += 1
        return self.named(kind, self.counts[kind])

    def named(self, kind: str, number: str | int) -> Address:
        """Return the address of a block that has a number of its own."""
        return Address(self.section(), WORDS[kind].filled(number=str(number)), page=self.page)


def outlined(blocks: Sequence[Block | Unread]) -> tuple[tuple[Block, ...], Sequence[Unseen]]:
    """Return *blocks* with their addresses, and what each section has that is not read."""
    tabled = with_tabbed_tables([recognised(block) for block in blocks])
    captioned = with_captions(with_whole_tables(list(tabled)))
    outline, result, unread = _Outline(), list[Block](), Counter[tuple[Address, UnreadKind]]()
    typed = typed_headings(captioned)
    for at, block in enumerate(captioned):
        outline.page = block.page if isinstance(block, Unread) else block.address.page
        match block:
            case Unread(count=count, kind=kind, page=page):
                unread[Address(outline.section(), page=page), kind] += count
            case Heading():
                result.append(_entered(outline, _styled(block), None, result))
            case Paragraph():
                heading = _title_of_chapter(block, result) or typed.get(at)
                if heading is not None:
                    rank = rank_of(heading.number) if heading.number else 0
                    result.append(_entered(outline, heading, rank, result))
                elif not (outline.is_contents and _is_entry(block)):
                    result.append(evolve(block, address=_paragraph_place(outline, block)))
            case Table():
                if not (outline.is_contents and block.caption is None):
                    result.append(_placed_table(outline, block))
            case Caption(label=label, number=number):
                result.append(evolve(block, address=outline.named(label, number)))
            case Equation(lines=lines):
                result.append(evolve(block, address=outline.place("formula"), lines=list(whole_lines(lines))))
            case Chart():
                address = outline.place("chart")
                result.append(evolve(block, address=address, table=evolve(block.table, address=address)))
            case _:
                assert_never(block)
    return tuple(result), [Unseen(address, kind, count) for (address, kind), count in unread.items()]


def _styled(heading: Heading) -> Heading:
    """Return a heading of a style with the number that is typed in it, if it has none of its own."""
    found = None if heading.number else typed_number(heading.text.string.strip())
    return heading if found is None else evolve(heading, number=found.number)


def _entered(outline: _Outline, heading: Heading, rank: int | None, before: Sequence[Block]) -> Heading:
    """Open the section of *heading*; what follows the bare number of a chapter is its title."""
    chapter = None if heading.number else _bare_chapter(before)
    if chapter is not None:
        return evolve(heading, level=chapter.level, address=chapter.address)
    return outline.enter(heading, rank)


def _bare_chapter(before: Sequence[Block]) -> Heading | None:
    """Return the heading just before that has a number and no title yet."""
    last = before[-1] if before else None
    return last if isinstance(last, Heading) and last.number and not _title(last) else None


def _title_of_chapter(paragraph: Paragraph, before: Sequence[Block]) -> Heading | None:
    """Return the heading that a paragraph in capitals is after the number of a chapter."""
    is_title = paragraph.setting == "body" and not paragraph.number and paragraph.text.string.isupper()
    return Heading(Address(), TYPED, "", paragraph.text) if is_title and _bare_chapter(before) is not None else None


def _title(heading: Heading) -> str:
    """Return the words of *heading* without a number that is typed among them."""
    string = heading.text.string.strip()
    numbering = typed_number(string)
    if numbering is not None:
        return string[numbering.title_start :]
    return "" if string == heading.number else string


def _is_entry(paragraph: Paragraph) -> bool:
    """Return whether a paragraph of a table of contents ends in its page."""
    return paragraph.text.string.rstrip()[-1:].isdigit()


def _paragraph_place(outline: _Outline, paragraph: Paragraph) -> Address:
    match paragraph.setting:
        case "body":
            return outline.place("paragraph")
        case "footnote" | "endnote" as note:
            return outline.named(note, paragraph.number)
        case "text box":
            return outline.place("text-box")
        case _:
            assert_never(paragraph.setting)


def _placed_table(outline: _Outline, table: Table) -> Table:
    if table.caption is None:
        return evolve(table, address=outline.place("bare-table"))
    address = outline.named("table", table.caption.number)
    return evolve(table, address=address, caption=evolve(table.caption, address=address))
