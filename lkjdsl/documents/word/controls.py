"""
Content controls of a Word document: found by their key, filled between their tags.

The key stands in ``w:tag`` and in ``w:alias``: LibreOffice drops the tag on saving. What is filled in is bytes of
WordprocessingML that declare their own prefixes; the report's writer makes them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.xml import Element, W, inner, is_empty_tag, outer, tag_name, written

KEY = "lkjdsl:"
Level = Literal["block", "row", "cell", "inline"]
LEVELS: Mapping[str, Level] = {"w:tbl": "row", "w:tr": "cell", "w:p": "inline"}
"""What a control stands for by what it stands in; in a body, a cell or a text box it is a block."""


@frozen(eq=False)
class Control:
    """A content control of ours: its key without ``lkjdsl:``, what it stands for, and its elements."""

    key: str
    level: Level
    element: Element
    content: Element | None


def controls_of(root: Element) -> list[Control]:
    """Return the controls under *root* whose tag or alias begins with ``lkjdsl:``; none that is inside another."""
    return list(_controls(root, "block"))


def _controls(parent: Element, level: Level) -> Iterator[Control]:
    level = LEVELS.get(parent.name, "block" if parent.name in ("w:body", "w:tc", "w:txbxContent") else level)
    for one in parent.children:
        key = key_of(one) if one.name == "w:sdt" else None
        if key is not None:
            yield Control(key, level, one, one.child("w:sdtContent"))
        elif one.name != "mc:Fallback":
            yield from _controls(one, level)


def key_of(control: Element) -> str | None:
    """Return the key of a content control without ``lkjdsl:``, or None where it is not one of ours."""
    names = [control.value("w:sdtPr", name) or "" for name in ("w:tag", "w:alias")]
    return next((name.removeprefix(KEY).strip() for name in names if name.startswith(KEY)), None)


def filled(xml: bytes, contents: Sequence[tuple[Control, bytes]]) -> bytes:
    """
    Return *xml* with the content of each control replaced; what is outside stays byte for byte.

    A control stops showing its placeholder, and is no longer bound to data that would overwrite it.
    """
    edits: list[Edit] = []
    for control, new in contents:
        edits += _content_edits(xml, control, new)
        properties = control.element.child("w:sdtPr")
        for one in () if properties is None else properties.children:
            if one.name in ("w:showingPlcHdr", "w:dataBinding"):
                edits.append(Edit(*outer(xml, one), b""))
    return spliced(xml, edits)


def _content_edits(xml: bytes, control: Control, new: bytes) -> list[Edit]:
    if control.content is None:
        tag = tag_name(xml, control.element).replace("sdt", "sdtContent")
        at = control.element.closing
        return [Edit(at, at, f"<{tag}>".encode() + new + f"</{tag}>".encode())]
    if is_empty_tag(xml, control.content):
        tag = tag_name(xml, control.content)
        return [Edit(*outer(xml, control.content), f"<{tag}>".encode() + new + f"</{tag}>".encode())]
    return [Edit(*inner(xml, control.content), new)]


def text_of(control: Control) -> str:
    """Return the characters in *control*, tables and paragraphs run together: to tell whether somebody changed them."""
    inside = () if control.content is None else control.content.descendants()
    return "".join(one.text for one in inside if one.name in ("w:t", "m:t"))


def run(text: str, properties: bytes = b"") -> bytes:
    """Return a run with *text* and the bytes of its ``w:rPr``."""
    said = f'<w:t xml:space="preserve">{written(text)}</w:t></w:r>'
    return f'<w:r xmlns:w="{W}">'.encode() + properties + said.encode()


def inline_content(
    xml: bytes, control: Control, text: str, inserted: Callable[[bytes], bytes] = lambda content: content
) -> bytes:
    """
    Return *text* as the content of a *control*, looking as its first characters do now; its run as *inserted* makes it.

    A control inside a line gets a run; one that stands for a paragraph or a cell keeps its paragraph.
    """
    if control.content is None:
        return inserted(run(text))
    first = next((one for one in control.content.descendants() if one.name == "w:r"), None)
    properties = None if first is None else first.child("w:rPr")
    own = b"" if properties is None else xml[slice(*outer(xml, properties))]
    look = re.sub(rb"<\w+:rStyle\s[^>]*PlaceholderText[^>]*/>", b"", own)
    if control.level == "inline":
        return inserted(run(text, look))
    paragraph = next((one for one in control.content.descendants() if one.name == "w:p"), None)
    format_ = None if paragraph is None else paragraph.child("w:pPr")
    settings = b"" if format_ is None else xml[slice(*outer(xml, format_))]
    line = f'<w:p xmlns:w="{W}">'.encode() + settings + inserted(run(text, look)) + b"</w:p>"
    if control.level != "cell" or paragraph is None:
        return line
    start, end = outer(xml, paragraph)
    begin, stop = inner(xml, control.content)
    last = max(outer(xml, one)[1] for one in control.content.descendants() if one.name == "w:p")
    return xml[begin:start] + line + xml[max(last, end) : stop]
