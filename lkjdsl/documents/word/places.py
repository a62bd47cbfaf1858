"""Characters of a text → the bytes between which something can be put, runs being cut where they must be."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.documents.blocks import Leaf, Text
from lkjdsl.documents.ooxml.splicing import Edit, character_offsets
from lkjdsl.documents.ooxml.xml import Element, inner, opening_end, outer, tag_name

SPACE = b' xml:space="preserve"'


@frozen
class Cut:
    """
    A place between two characters: the byte, and what closes the run before it and opens it again after it.

    Both are empty where the place is at an edge of the run. ``edits`` keep the spaces at the ends of what is cut.
    """

    at: int
    close: bytes = b""
    reopen: bytes = b""
    edits: tuple[Edit, ...] = ()


def cut_before(xml: bytes, text: Text, at: int) -> Cut:
    """Return the place before the character *at* of *text*, which a piece has."""
    piece = next(piece for piece in text.pieces if piece.start <= at < piece.start + piece.length)
    return _cut(xml, piece.leaf, piece.first + at - piece.start)


def cut_after(xml: bytes, text: Text, at: int) -> Cut:
    """Return the place after the character *at* of *text*."""
    piece = next(piece for piece in text.pieces if piece.start <= at < piece.start + piece.length)
    return _cut(xml, piece.leaf, piece.first + at - piece.start + 1, is_end=True)


def _cut(xml: bytes, leaf: Leaf, character: int, *, is_end: bool = False) -> Cut:
    element, run = leaf.element, leaf.run
    assert element is not None, "a document of Word has elements"
    if leaf.anchor is not None or run is None:
        return Cut(outer(xml, leaf.anchor or element)[1 if is_end else 0])
    content = [child for child in run.children if child.name != "w:rPr"]
    if not any(one is element for one in content):  # the run has something else around it, which cannot be cut
        return Cut(outer(xml, run)[1 if is_end else 0])
    length = len(element.text) if element.name == "w:t" else 1
    if 0 < character < length:
        return _inside(xml, run, element, character)
    side = 0 if character == 0 else 1
    if (content[0], content[-1])[side] is element:
        return Cut(outer(xml, run)[side])
    return Cut(outer(xml, element)[side], *_between(xml, run, b"", b""))


def _inside(xml: bytes, run: Element, element: Element, character: int) -> Cut:
    start, end = inner(xml, element)
    offset = character_offsets(xml, start, end)[character]
    tag = tag_name(xml, element)
    edits = () if "xml:space" in _attributes(xml, element) else (_preserving(xml, element),)
    close, reopen = _between(xml, run, f"</{tag}>".encode(), f"<{tag}".encode() + SPACE + b">")
    return Cut(offset, close, reopen, edits)


def _attributes(xml: bytes, element: Element) -> str:
    return xml[element.start : opening_end(xml, element)].decode()


def _preserving(xml: bytes, element: Element) -> Edit:
    at = opening_end(xml, element) - 1
    return Edit(at, at, SPACE)


def _between(xml: bytes, run: Element, close: bytes, reopen: bytes) -> tuple[bytes, bytes]:
    """Return what ends *run* here and begins it again, with the same properties."""
    tag, properties = tag_name(xml, run), run.child("w:rPr")
    written = b"" if properties is None else xml[slice(*outer(xml, properties))]
    return close + f"</{tag}>".encode(), f"<{tag}>".encode() + written + reopen


def edits_at(cuts: Sequence[tuple[Cut, bytes]]) -> list[Edit]:
    """
    Return the edits that put bytes at the cuts: of those at one byte, in their order, within one cut.

    The spaces of a text that is cut twice are kept once.
    """
    together: dict[int, list[tuple[Cut, bytes]]] = {}
    for cut, new in cuts:
        together.setdefault(cut.at, []).append((cut, new))
    edits = [
        Edit(at, at, group[0][0].close + b"".join(new for _, new in group) + group[0][0].reopen)
        for at, group in together.items()
    ]
    return [*edits, *dict.fromkeys(edit for cut, _ in cuts for edit in cut.edits)]
