"""
What somebody gave the content of a control beside its characters: objects, and the look of letters, paragraphs, cells.

Word and LibreOffice write XML anew when they save: they part runs, number revisions, call styles otherwise, say what
is so anyhow. What they leave alone is counted here, the look of letters by the characters that have it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lkjdsl.documents.ooxml.values import is_on
from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.word.numbered_captions import bookmarks_of_captions

OBJECTS = (
    "w:drawing", "w:pict", "w:object", "w:footnoteReference", "w:endnoteReference", "w:commentReference",
    "w:commentRangeStart", "w:sectPr", "w:sym", "w:hyperlink", "w:sdt", "w:tbl",
    "w:del", "w:moveFrom",
)  # fmt: skip
BETWEEN_LETTERS = ("w:tab", "w:br", "w:cr")
SWITCHES = ("w:b", "w:i", "w:strike", "w:dstrike", "w:caps", "w:smallCaps", "w:vanish")
VALUES = ("w:u", "w:highlight", "w:color", "w:vertAlign", "w:rStyle", "w:sz")
"""Of letters: what is on or off, and what has a value."""
NOTHING = ("none", "auto", "baseline", "clear", "nil")
"""Values that say that there is nothing."""
USUAL = ("normal", "standard", "left", "start", "top", "tablegrid", "kisitabel")
"""The style and the side of a paragraph or table of which nothing is said; LibreOffice says it."""
OF_TABLE, OF_ROW, OF_CELL = ("w:tblStyle", "w:jc"), ("w:trHeight",), ("w:vAlign", "w:textDirection")
"""What has a value there. Widths are none: Word writes other ones by itself."""
PLAIN_LINES, PLAIN_COLOURS = ("", "single"), ("", "auto", "000000")
"""Of the border of a cell that looks as all others: LibreOffice says it of each."""
SIDES = ("w:top", "w:left", "w:start", "w:bottom", "w:right", "w:end")
LAST_EDITED = "_GoBack"
"""The bookmark that Word puts by itself where somebody last wrote."""
OF_PROGRAMS = (LAST_EDITED, "_Toc", "_Hlk", "lkjdsl_")
"""How bookmarks begin that nobody put there."""


def objects_of(content: Element) -> str:
    """Return a hash that changes with the objects in *content*."""
    return _hash("objects", Counter(_objects(content)))


def look_of(content: Element) -> str:
    """Return a hash that changes with the objects in *content* and with the look of what is in it."""
    return _hash("look", Counter(_objects(content)) + _looks(content))


def _hash(kind: str, found: Counter[str]) -> str:
    lines = [kind, *(f"{number} {name}" for name, number in sorted(found.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _objects(content: Element) -> Iterator[str]:
    of_captions = bookmarks_of_captions(content)
    for element in content.descendants():
        match element.name:
            case "w:bookmarkStart" if element not in of_captions:
                name = element.attributes.get("w:name", "")
                yield from [] if name.startswith(OF_PROGRAMS) else [f"bookmark {name}"]
            case "w:r":
                inside = (child for child in element.children if child.name in BETWEEN_LETTERS)
                yield from (f"{child.name} {child.attributes.get('w:type', '')}" for child in inside)
            case name:
                yield from [name] if name in OBJECTS else []


def _looks(content: Element) -> Counter[str]:
    found: Counter[str] = Counter()
    for element in content.descendants():
        match element.name:
            case "w:r":
                letters = sum(len(child.text) for child in element.children if child.name == "w:t")
                found.update(dict.fromkeys(_of_letters(element), letters) if letters else {})
            case "w:p":
                found.update(_of_paragraph(element))
            case "w:tbl":
                found.update(_values("table", element.child("w:tblPr"), OF_TABLE))
            case "w:tr":
                found.update(_values("row", element.child("w:trPr"), OF_ROW))
            case "w:tc":
                found.update(_of_cell(element.child("w:tcPr")))
    return found


def _of_letters(run: Element) -> Iterator[str]:
    properties = run.child("w:rPr")
    if properties is None:
        return
    yield from (name for name in SWITCHES if is_on(properties.child(name)))
    for name in VALUES:
        value = properties.value(name)
        if value is not None and value not in NOTHING:
            yield f"{name} {value.casefold()}"
    yield from _fill("letters", properties)


def _of_paragraph(paragraph: Element) -> Iterator[str]:
    properties = paragraph.child("w:pPr")
    if properties is None:
        return
    for name in ("w:pStyle", "w:jc"):
        value = re.sub(r"\d+$", "", properties.value(name) or "").casefold()
        if value and value not in USUAL:
            yield f"{name} {value}"
    yield from _fill("paragraph", properties)


def _of_cell(properties: Element | None) -> Iterator[str]:
    yield from _fill("cell", properties)
    yield from _values("cell", properties, OF_CELL)
    borders = None if properties is None else properties.child("w:tcBorders")
    for side in () if borders is None else borders.children:
        line = side.attributes.get("w:val", ""), side.attributes.get("w:color", "").casefold()
        if side.name in SIDES and not (line[0] in PLAIN_LINES and line[1] in PLAIN_COLOURS):
            yield f"border {side.name} {line}"


def _values(of: str, properties: Element | None, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        value = "" if properties is None else (properties.value(name) or "").casefold()
        if value and value not in USUAL:
            yield f"{name} of {of} {value}"


def _fill(of: str, properties: Element | None) -> Iterator[str]:
    for child in () if properties is None else properties.children:
        fill = child.attributes.get("w:fill", "auto") if child.name == "w:shd" else "auto"
        if fill not in NOTHING:
            yield f"fill of {of} {fill.casefold()}"
