"""Which parts a part refers to, and which kinds of content a package has: read, and added to."""

import posixpath
import re
from collections.abc import Mapping

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.splicing import Edit, spliced
from lkjdsl.documents.ooxml.xml import Element, attribute, is_empty_tag, opening_end, outer, parsed, tag_name

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NO_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


@frozen
class Relationship:
    """What a part refers to by ``id``: the last word of the type's address, and the name of the part (or None)."""

    id: str
    type: str
    part: str | None


def relationships_part(part: str) -> str:
    """
    Return the name of the part that has the relationships of *part*; that of the package itself for an empty name.

    >>> relationships_part("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(package: Package, part: str) -> Mapping[str, Relationship] | Diagnostic:
    """Return what *part* refers to, by id; nothing where it has no relationships."""
    name = relationships_part(part)
    if name not in package.parts:
        return {}
    root = parsed(package.name, name, package.parts[name])
    if isinstance(root, Diagnostic):
        return root
    return {
        relationship.id: relationship
        for relationship in (_relationship(element, part) for element in root.children)
        if relationship is not None
    }


def _relationship(element: Element, part: str) -> Relationship | None:
    id_, target = element.attributes.get("Id"), element.attributes.get("Target", "")
    if id_ is None:
        return None
    kind = element.attributes.get("Type", "").rpartition("/")[2]
    if element.attributes.get("TargetMode") == "External":
        return Relationship(id_, kind, None)
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relationship(id_, kind, name)


def with_relationship(xml: bytes, kind: str, target: str) -> tuple[bytes, str]:
    """
    Return the relationships *xml* with one more to *target*, and its id, which is that of nothing else.

    *kind* is the last word of the type's address, *target* the name as seen from the part's own folder. One that is
    there already is used again.
    """
    root = _own(xml)
    for element in root.children:
        if element.attributes.get("Target") == target and element.attributes.get("Type") == f"{OFFICE}/{kind}":
            return xml, element.attributes["Id"]
    taken = {element.attributes.get("Id") for element in root.children}
    id_ = next(name for number in range(1, len(taken) + 2) if (name := f"rIdLkjdsl{number}") not in taken)
    tag = f'Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target={attribute(target)}'
    return spliced(xml, [appended(xml, root, tag)]), id_


def with_content_type(xml: bytes, part: str, kind: str) -> bytes:
    """Return the content types *xml* of a package with that of a *part*, once."""
    root = _own(xml)
    if any(element.attributes.get("PartName", "").lstrip("/") == part for element in root.children):
        return xml
    return spliced(xml, [appended(xml, root, f'Override PartName={attribute("/" + part)} ContentType="{kind}"')])


def appended(xml: bytes, root: Element, tag: str) -> Edit:
    """Return the edit that puts the empty element *tag* last inside *root*, with the prefix that *root* has."""
    name = tag_name(xml, root)
    prefix = name.rpartition(":")[0]
    new = f"<{prefix}:{tag}/>" if prefix else f"<{tag}/>"
    return inside_end(xml, root, new.encode())


def inside_end(xml: bytes, element: Element, new: bytes) -> Edit:
    """Return the edit that puts *new* last inside *element*, which may be an empty tag."""
    if not is_empty_tag(xml, element):
        return Edit(element.closing, element.closing, new)
    start, end = outer(xml, element)
    opening = re.sub(rb"\s*/>\Z", b">", xml[start : opening_end(xml, element)])
    return Edit(start, end, opening + new + f"</{tag_name(xml, element)}>".encode())


def _own(xml: bytes) -> Element:
    root = parsed("", "", xml)
    assert not isinstance(root, Diagnostic), "a package whose relationships cannot be read is refused before"
    return root
