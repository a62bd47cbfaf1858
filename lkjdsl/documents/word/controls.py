"""
Content controls of a Word document: found by their key, filled between their tags.

The key stands in ``w:tag``, in ``w:alias`` and as the name of the placeholder: of a control inside a line LibreOffice
7.4 keeps the last alone. What is filled in is bytes of WordprocessingML that declare their own prefixes; the report's
writer makes them.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Literal

from attrs import frozen

from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.xml import Element, W, attribute, inner, is_empty_tag, outer, tag_name, written

KEY = "lkjdsl:"
Level = Literal["block", "row", "cell", "inline"]
PLACEHOLDER = ("w:placeholder", "w:docPart")
"""The name of what Word shows in an empty control; a name that the document does not have shows nothing."""
BUILDING_BLOCK = ("w:docPartObj", "w:docPartGallery")
"""Of a control round paragraphs: LibreOffice takes any other for one inside the first of them, and saves that."""
OVERWRITING = ("w:showingPlcHdr", "w:dataBinding")
BEFORE_PLACEHOLDER = ("w:rPr", "w:alias", "w:tag", "w:id", "w:lock")
"""What the schema puts before it."""
MINUS = "w:noBreakHyphen"
SIGN = re.compile(r"(?<![^\s(])-(?=\d|Rp\d)")
"""The sign of a number below 0, after which Word would begin a new line."""
LEVELS: Mapping[str, Level] = {"w:tbl": "row", "w:tr": "cell", "w:p": "inline"}
"""What a control stands for by what it stands in; in a body, a cell or a text box it is a block."""


@frozen(eq=False)
class Control:
    """
    A content control of ours: its key without ``lkjdsl:``, what it stands for, and its elements.

    ``place`` counts the controls of its key before it; what older programs read instead of one counts as that one.
    """

    key: str
    level: Level
    element: Element
    content: Element | None
    place: int = 0


def controls_of(root: Element) -> list[Control]:
    """Return the controls under *root* whose tag or alias begins with ``lkjdsl:``; none that is inside another."""
    return list(_controls(root, "block", Counter()))


def _controls(parent: Element, level: Level, counts: Counter[str]) -> Iterator[Control]:
    before = Counter(counts) if parent.name == "mc:AlternateContent" else counts
    level = LEVELS.get(parent.name, "block" if parent.name in ("w:body", "w:tc", "w:txbxContent") else level)
    for child in parent.children:
        key = key_of(child) if child.name == "w:sdt" else None
        if key is not None:
            yield Control(key, level, child, child.child("w:sdtContent"), counts[key])
            counts[key] += 1
        else:  # also what older programs read instead of a text box: it is to say the same
            yield from _controls(child, level, before if child.name == "mc:Fallback" else counts)


def key_of(control: Element) -> str | None:
    """Return the key of a content control without ``lkjdsl:``, or None where it is not one of ours."""
    paths = (("w:tag",), ("w:alias",), PLACEHOLDER)
    names = [control.value("w:sdtPr", *path) or "" for path in paths]
    return next((name.removeprefix(KEY).strip() for name in names if name.startswith(KEY)), None)


def is_ours(element: Element) -> bool:
    """Return whether *element* is a content control of ours."""
    return element.name == "w:sdt" and key_of(element) is not None


def filled(xml: bytes, contents: Sequence[tuple[Control, bytes]]) -> bytes:
    """
    Return *xml* with the content of each control replaced; what is outside stays byte for byte.

    A control stops showing its placeholder, which has its key as a name from then on, and is no longer bound to data
    that would overwrite it.
    """
    edits: list[Edit] = []
    for control, new in contents:
        edits += _content_edits(xml, control, new)
        properties = control.element.child("w:sdtPr")
        assert properties is not None, "a control of ours has its key there"
        edits += [Edit(*outer(xml, child), b"") for child in properties.children if child.name in OVERWRITING]
        edits += _placeholder_edits(xml, properties, control.key)
    return spliced(xml, edits)


def placeholder(key: str) -> str:
    """Return the placeholder that has a *key* as its name."""
    return f'<w:placeholder xmlns:w="{W}"><w:docPart w:val={attribute(KEY + key)}/></w:placeholder>'


def was_filled(control: Control) -> bool:
    """Return whether *control* was filled in before, as its placeholder or the kind of it says."""
    name = control.element.value("w:sdtPr", *PLACEHOLDER) or ""
    return name.startswith(KEY) or control.element.value("w:sdtPr", *BUILDING_BLOCK) is not None


def _placeholder_edits(xml: bytes, properties: Element, key: str) -> list[Edit]:
    """Return the edit that names the placeholder, where a name is needed: LibreOffice keeps that of a block."""
    if properties.value(*PLACEHOLDER) == KEY + key or properties.value(*BUILDING_BLOCK) is not None:
        return []
    new, last = placeholder(key).encode(), properties.child(PLACEHOLDER[0])
    if last is not None:
        return [Edit(*outer(xml, last), new)]
    before = [child for child in properties.children if child.name in BEFORE_PLACEHOLDER]
    at = outer(xml, before[-1])[1]
    return [Edit(at, at, new)]


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
    return "" if control.content is None else characters(control.content)


def characters(parent: Element, without: Container[Element] = ()) -> str:
    """Return the characters under *parent*, a minus sign that does not leave its number among them."""
    inside = (one for one in parent.descendants() if one not in without)
    return "".join(
        "-" if element.name == MINUS else element.text for element in inside if element.name in (MINUS, "w:t", "m:t")
    )


def run(text: str, properties: bytes = b"") -> bytes:
    """Return a run with *text* and the bytes of its ``w:rPr``; a minus sign is never the last of a line."""
    pieces = [f'<w:t xml:space="preserve">{written(one)}</w:t>' if one else "" for one in SIGN.split(text)]
    said = f"<{MINUS}/>".join(pieces) if text else '<w:t xml:space="preserve"></w:t>'
    return f'<w:r xmlns:w="{W}">'.encode() + properties + said.encode() + b"</w:r>"


def inside_of(control: Control) -> Element | None:
    """Return the element with what is filled in: the cell that *control* is round, or its content."""
    cell = None if control.content is None or control.level != "cell" else control.content.child("w:tc")
    return cell or control.content


def block_range(xml: bytes, control: Control) -> tuple[int, int] | None:
    """Return where the paragraphs and tables in *control* stand: one that is round a cell keeps that; None of none."""
    if control.content is None:
        return None
    cell = control.content.child("w:tc") if control.level == "cell" else None
    if cell is None:
        return inner(xml, control.content)
    start, end = inner(xml, cell)
    properties = cell.child("w:tcPr")
    return (start if properties is None else outer(xml, properties)[1]), end


def block_content(xml: bytes, control: Control, blocks: bytes) -> bytes:
    """Return paragraphs and tables as the content of *control*."""
    within = block_range(xml, control)
    if control.content is None or within is None:
        return blocks
    begin, stop = inner(xml, control.content)
    return xml[begin : within[0]] + blocks + xml[within[1] : stop]


def inline_content(
    xml: bytes, control: Control, text: str, inserted: Callable[[bytes], bytes] = lambda content: content
) -> bytes:
    """
    Return *text* as the content of a *control*, looking as its first characters do now; its run as *inserted* makes it.

    A control inside a line gets a run; one that stands for a paragraph or a cell keeps its paragraph.
    """
    if control.content is None:
        return inserted(run(text))
    first = next((descendant for descendant in control.content.descendants() if descendant.name == "w:r"), None)
    properties = None if first is None else first.child("w:rPr")
    own = b"" if properties is None else xml[slice(*outer(xml, properties))]
    look = re.sub(rb"<\w+:rStyle\s[^>]*PlaceholderText[^>]*/>", b"", own)
    if control.level == "inline":
        return inserted(run(text, look))
    paragraph = next((descendant for descendant in control.content.descendants() if descendant.name == "w:p"), None)
    format_ = None if paragraph is None else paragraph.child("w:pPr")
    settings = b"" if format_ is None else xml[slice(*outer(xml, format_))]
    line = f'<w:p xmlns:w="{W}">'.encode() + settings + inserted(run(text, look)) + b"</w:p>"
    if control.level != "cell" or paragraph is None:
        return line
    start, end = outer(xml, paragraph)
    begin, stop = inner(xml, control.content)
    last = max(outer(xml, descendant)[1] for descendant in control.content.descendants() if descendant.name == "w:p")
    return xml[begin:start] + line + xml[max(last, end) : stop]
