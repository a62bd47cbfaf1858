"""Marks that a planner types, ``[[lkjdsl:tabel:capaian]]``, turned into content controls: Word hides its own way."""

import re
from collections.abc import Callable, Iterator

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.blocks import Text
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.xml import Element, W, attribute, outer, parsed
from lkjdsl.documents.word.capacity import holds_text_alone
from lkjdsl.documents.word.controls import KEY, is_ours, placeholder
from lkjdsl.documents.word.look import LAST_EDITED
from lkjdsl.documents.word.places import cut_after, cut_before, edits_at
from lkjdsl.documents.word.text import Fields, content_of

BLOCK = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'
"""Makes a control a building block."""
MARK = re.compile(r"\[\[\s*(?i:lkjdsl)\s*:\s*([^\[\]\n]{1,200}?)\s*\]\]")
BEGUN = re.compile(
    r"\[{1,2}\s*lkjdsl\b[^\[\]]{0,60}\]{0,2}|\{{1,2}\s*lkjdsl\b[^{}]{0,60}\}{0,2}"
    r"|\[\[\s*[a-z]+:[^\s\[\]]{1,60}\s*\]\]|\blkjdsl:[a-z]+:[^\s\[\]{}]{1,60}",
    re.IGNORECASE,
)
"""What was meant for a mark: it has one bracket, no end in its paragraph, other brackets or none, or no ``lkjdsl``."""
BESIDE_TEXT = {
    "w:drawing",
    "w:pict",
    "w:object",
    "w:footnoteReference",
    "w:endnoteReference",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:sectPr",
}
BESIDE = frozenset({"header", "footer", "footnotes", "endnotes"})
"""Parts of a document that are not filled in."""


@frozen(eq=False)
class Mark:
    """A mark in a paragraph: its key, and its characters in the paragraph's ``text``."""

    key: str
    paragraph: Element
    text: Text
    start: int
    end: int

    @property
    def runs(self) -> set[Element | None]:
        """Return the runs that its characters stand in."""
        inside = (
            piece for piece in self.text.pieces if piece.start < self.end and piece.start + piece.length > self.start
        )
        return {piece.leaf.run for piece in inside}

    @property
    def is_alone(self) -> bool:
        """Return whether the paragraph has nothing else that would be lost with it."""
        is_only_text = self.text.string.strip() == self.text.string[self.start : self.end]
        return is_only_text and not any(map(_is_kept, self.paragraph.descendants()))


def _is_kept(element: Element) -> bool:
    """Return whether somebody put *element* into a paragraph beside its text: a picture, a note, a comment, a break."""
    match element.name:
        case "w:bookmarkStart":
            return element.attributes.get("w:name") != LAST_EDITED
        case "w:br":
            return element.attributes.get("w:type") in ("page", "column")
        case name:
            return name in BESIDE_TEXT


def marks_of(root: Element) -> Iterator[Mark]:
    """Yield the marks in the paragraphs under *root*, in the order of the document."""
    for paragraph, text, typed in _typed_texts(root):
        for hit in MARK.finditer(typed):
            yield Mark(hit[1], paragraph, text, *hit.span())


def broken_marks(root: Element) -> list[str]:
    """Return what was meant for marks in the paragraphs under *root* and is none."""
    texts = [typed for _, _, typed in _typed_texts(root)]
    return [hit[0].strip() for text in texts for hit in BEGUN.finditer(MARK.sub("", text))]


def _typed_texts(root: Element) -> Iterator[tuple[Element, Text, str]]:
    """
    Yield the paragraphs under *root* with their texts, and as these are without what stands in controls of ours.

    That was filled in, and a name that looks like a mark is none; its characters are ends of lines instead.
    """
    fields = Fields()
    filled_in = {inside for control in root.descendants() if is_ours(control) for inside in control.descendants()}
    for paragraph in (descendant for descendant in root.descendants() if descendant.name == "w:p"):
        text = content_of(paragraph, "", fields).text
        if paragraph in filled_in:
            continue
        typed = list(text.string)
        for piece in text.pieces:
            if piece.leaf.run in filled_in:
                typed[piece.start : piece.start + piece.length] = "\n" * piece.length
        yield paragraph, text, "".join(typed)


def marks_beside(package: Package, parts: Parts) -> Iterator[str]:
    """Yield the marks in headers, footers and notes, which are not filled in."""
    for name in sorted(
        {
            relationship.part
            for relationship in parts.related.values()
            if relationship.part and relationship.type in BESIDE
        }
    ):
        root = parsed(package.name, name, package.parts[name]) if name in package.parts else None
        if isinstance(root, Element):
            yield from (f"[[{KEY}{mark.key}]]" for mark in marks_of(root))


def with_controls(
    name: str, xml: bytes, root: Element, is_inline: Callable[[str], bool]
) -> tuple[bytes, list[Diagnostic]]:
    """
    Return the part *xml* of the document *name* with each mark inside a control, and what is wrong with the others.

    *is_inline* tells of a key whether what will stand there is part of a line: then the control is inside the
    paragraph. Otherwise it takes the place of the whole paragraph, which must have nothing else.
    """
    edits: list[Edit] = []
    problems: list[Diagnostic] = []
    narrow = {inside for control in root.descendants() if holds_text_alone(control) for inside in control.descendants()}
    for number, mark in enumerate(marks_of(root), _first_free(root)):
        before, after = (
            _opening(mark.key, number, placeholder(mark.key) if is_inline(mark.key) else BLOCK),
            b"</w:sdtContent></w:sdt>",
        )
        if not narrow.isdisjoint(mark.runs):
            problems.append(problem("control-of-narrow-kind", name=name, key=mark.key))
        elif not is_inline(mark.key) and mark.is_alone:
            start, end = outer(xml, mark.paragraph)
            edits += [Edit(start, start, before), Edit(end, end, after)]
        elif is_inline(mark.key) and _are_siblings(mark):
            first, last = cut_before(xml, mark.text, mark.start), cut_after(xml, mark.text, mark.end - 1)
            edits += edits_at([(first, before), (last, after)])
        else:
            code = "mark-divided" if is_inline(mark.key) else "mark-not-alone"
            problems.append(problem(code, name=name, mark=f"[[{KEY}{mark.key}]]"))
    return spliced(xml, dict.fromkeys(edits)), problems


def _first_free(root: Element) -> int:
    """Return the first id that no control has."""
    ids = (descendant.value("w:sdtPr", "w:id") or "" for descendant in root.descendants() if descendant.name == "w:sdt")
    return 1 + max((int(id_) for id_ in ids if re.fullmatch(r"\d{1,9}", id_)), default=0)


def _opening(key: str, number: int, kind: str) -> bytes:
    name = attribute(KEY + key)
    return (
        f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:alias w:val={name}/><w:tag w:val={name}/><w:id w:val="{number}"/>'
        f"{kind}</w:sdtPr><w:sdtContent>"
    ).encode()


def _are_siblings(mark: Mark) -> bool:
    """Return whether the runs of the mark stand in one parent, so that one control can go round all of them."""
    inside = (mark.paragraph, *mark.paragraph.descendants())
    parents = [element for element in inside if mark.runs & set(element.children)]
    return len(parents) == 1 and None not in mark.runs
