"""
Captions that we filled in, as Word and its users go on with them: bookmarks that are referred to, numbers counted anew.

A cross-reference to *Tabel 3* puts a bookmark such as ``_Ref184`` round it, and F9 counts the number of the field.
Neither is a change of what the caption says; the bookmark is kept where the caption is filled in again.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.xml import Element, W, attribute, opening_end, outer, parsed

SEQUENCE = re.compile(r"\bSEQ\s")
"""The code of a field that numbers captions."""
OWN = "lkjdsl_"
Edge = Literal["label", "number", "title", "end"]
"""What of a caption follows a place in it."""
OPENING, CLOSING = b"<content>", b"</content>"


@frozen
class CaptionBookmark:
    """A bookmark inside a caption, the ``caption`` counted from 0 in its control."""

    caption: int
    id: str
    name: str
    start: Edge
    end: Edge


def numbers_of_captions(parent: Element) -> set[Element]:
    """Return the elements with the numbers of captions under *parent*, which Word counts."""
    return {one for paragraph in _paragraphs(parent) for one in _numbers(paragraph)}


def bookmarks_of_captions(parent: Element) -> dict[Element, CaptionBookmark]:
    """Return the bookmarks of others that begin and end inside one caption, by the element that each begins with."""
    found: dict[Element, CaptionBookmark] = {}
    for at, paragraph in enumerate(filter(_numbers, _paragraphs(parent))):
        ends = {one.attributes.get("w:id"): one for one in paragraph.descendants() if one.name == "w:bookmarkEnd"}
        for start in paragraph.descendants():
            id_, name = start.attributes.get("w:id", ""), start.attributes.get("w:name", "")
            if start.name == "w:bookmarkStart" and id_ in ends and not name.startswith(OWN):
                edges = _edge(paragraph, start), _edge(paragraph, ends[id_], is_end=True)
                found[start] = CaptionBookmark(at, id_, name, *edges)
    return found


def with_bookmarks(blocks: bytes, bookmarks: Sequence[CaptionBookmark]) -> bytes:
    """Return paragraphs and tables, as we write them, with *bookmarks* where they were; of a lost caption none."""
    enclosed = OPENING + blocks + CLOSING
    root = parsed("", "", enclosed)
    assert not isinstance(root, Diagnostic), "what is written can be read"
    captions = [paragraph for paragraph in _paragraphs(root) if _numbers(paragraph)]
    there = {one.attributes.get("w:name") for one in root.descendants() if one.name == "w:bookmarkStart"}
    edits: list[Edit] = []
    for one in bookmarks:
        if one.caption < len(captions) and one.name not in there:
            start = f'<w:bookmarkStart xmlns:w="{W}" w:id={attribute(one.id)} w:name={attribute(one.name)}/>'
            end = f'<w:bookmarkEnd xmlns:w="{W}" w:id={attribute(one.id)}/>'
            places = (_place(enclosed, captions[one.caption], edge) for edge in (one.start, one.end))
            edits += [Edit(at, at, new.encode()) for at, new in zip(places, (start, end), strict=True)]
    return spliced(enclosed, edits)[len(OPENING) : -len(CLOSING)]


def _paragraphs(parent: Element) -> Iterator[Element]:
    return (one for one in (parent, *parent.descendants()) if one.name == "w:p")


def _numbers(paragraph: Element) -> list[Element]:
    """Return the texts that are the result of a field which counts captions."""
    results: list[Element] = []
    codes: list[str] = []
    shown: list[bool] = []
    for one in paragraph.descendants():
        match one.name:
            case "w:fldSimple" if SEQUENCE.search(one.attributes.get("w:instr", "")):
                results += [inside for inside in one.descendants() if inside.name == "w:t"]
            case "w:fldChar":
                match one.attributes.get("w:fldCharType"):
                    case "begin":
                        codes.append("")
                        shown.append(False)
                    case "separate" if codes:
                        shown[-1] = True
                    case "end" if codes:
                        codes.pop()
                        shown.pop()
                    case _:
                        pass
            case "w:instrText" if codes:
                codes[-1] += one.text
            case "w:t" if codes and shown[-1] and SEQUENCE.search(codes[-1]):
                results.append(one)
            case _:
                pass
    return results


def _edge(paragraph: Element, mark: Element, *, is_end: bool = False) -> Edge:
    """Return what of the caption follows *mark*; part of a title counts for all of it."""
    numbers = _numbers(paragraph)
    texts = [one.start for one in paragraph.descendants() if one.name == "w:t" and one.text]
    if numbers[-1].start > mark.start:
        return "number" if texts[0] < mark.start else "label"
    return "end" if is_end and any(numbers[-1].start < one < mark.start for one in texts) else "title"


def _place(xml: bytes, caption: Element, edge: Edge) -> int:
    """Return the byte of a caption of ours at an *edge* of it."""
    field = next(one for one in caption.descendants() if one.name == "w:fldSimple")
    match edge:
        case "label":
            settings = caption.child("w:pPr")
            return opening_end(xml, caption) if settings is None else outer(xml, settings)[1]
        case "number":
            return outer(xml, field)[0]
        case "title":
            return outer(xml, field)[1]
        case "end":
            return caption.closing
