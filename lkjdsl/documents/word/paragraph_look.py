"""How a paragraph of the office looks, for the sentences that take its place: its style, its sides, its letters."""

import re

from attrs import frozen

from lkjdsl.documents.ooxml.xml import Element, W, outer
from lkjdsl.documents.word.controls import run
from lkjdsl.documents.word.styles import Styles

SETTINGS = ("w:pStyle", "w:numPr", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
"""What is kept of the settings of a paragraph: nothing of where pages and sections end, or of changes."""
LETTERS = ("w:rFonts", "w:i", "w:color", "w:sz", "w:szCs", "w:lang")
"""What is kept of the look of letters: a mark may be in bold or highlighted so that it is seen."""
OTHER_PREFIX = re.compile(rb"(?:<|\s)(?!/?w:|xml:)[\w.-]+:")
"""A name with a prefix that is not declared where the paragraph is written."""


@frozen
class ParagraphLook:
    """The settings of a paragraph and of its letters, as bytes that stand in one document."""

    settings: bytes = b""
    letters: bytes = b""


PLAIN = ParagraphLook()


def look_of_paragraph(xml: bytes, paragraph: Element | None, styles: Styles) -> ParagraphLook:
    """Return how *paragraph* of the part *xml* looks, its letters as the first; of a heading or caption nothing."""
    style = None if paragraph is None else paragraph.value("w:pPr", "w:pStyle")
    if paragraph is None or styles.heading_level(style) is not None or styles.is_named(style, "caption"):
        return PLAIN
    first = next((one for one in paragraph.descendants() if one.name == "w:r"), None)
    of_run = None if first is None else first.child("w:rPr")
    return ParagraphLook(_kept(xml, paragraph.child("w:pPr"), SETTINGS), _kept(xml, of_run, LETTERS))


def looking(text: str, look: ParagraphLook) -> bytes:
    """Return a paragraph with *text*, in a *look*."""
    settings = b"<w:pPr>" + look.settings + b"</w:pPr>" if look.settings else b""
    letters = b"<w:rPr>" + look.letters + b"</w:rPr>" if look.letters else b""
    return f'<w:p xmlns:w="{W}">'.encode() + settings + run(text, letters) + b"</w:p>"


def _kept(xml: bytes, properties: Element | None, names: tuple[str, ...]) -> bytes:
    children = () if properties is None else properties.children
    kept = b"".join(xml[slice(*outer(xml, child))] for child in children if child.name in names)
    return b"" if OTHER_PREFIX.search(kept) else kept
