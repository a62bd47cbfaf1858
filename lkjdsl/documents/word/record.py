"""The record of what was filled in last: for each key a hash of it and what its numbers are of, in a custom part."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from lkjdsl.documents.ooxml.package import TYPES, Package
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.relationships import (
    NO_RELATIONSHIPS,
    OFFICE,
    relationships_part,
    with_content_type,
    with_relationship,
)
from lkjdsl.documents.ooxml.xml import Element, attribute, parsed
from lkjdsl.documents.word.written_numbers import WrittenUnit, units_in, written_xml

NAMESPACE = "urn:lkjdsl:controls"
RECORD, PROPERTIES = "customXml/lkjdsl.xml", "customXml/lkjdslProperties.xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
ID = "{6C6B6A64-736C-4C4B-8A44-534C00000001}"
PROPERTIES_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem '
    f'xmlns:ds="{OFFICE}/customXml" ds:itemID="{ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>'
    "</ds:schemaRefs></ds:datastoreItem>"
)
"""What LibreOffice has to find beside a part of ours (ECMA-376 part 1, 22.5), or it does not keep it."""


@frozen
class RecordEntry:
    """What was filled in under a key: the hash of its characters, what its numbers are of, and how it looked."""

    sha256: str
    units: Sequence[WrittenUnit] = ()
    look: str = ""
    """Empty where nothing is known of it."""


def record_of(package: Package, parts: Parts) -> dict[str, RecordEntry]:
    """Return what was filled in last, by its key; nothing where no record is left."""
    name = _part(package, parts)
    root = None if name is None else parsed(package.name, name, package.parts[name])
    if not isinstance(root, Element):
        return {}
    return {
        child.attributes.get("key", ""): RecordEntry(
            child.attributes.get("sha256", ""), units_in(child), child.attributes.get("look", "")
        )
        for child in root.children
    }


def record_parts(
    package: Package, parts: Parts, entries: Mapping[str, RecordEntry], added: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the parts that keep *entries*; *added* are those that were changed before."""
    name = _part(package, parts) or RECORD
    body = "".join(
        f"<control key={attribute(key)} sha256={attribute(entry.sha256)} look={attribute(entry.look)}>"
        f"{written_xml(entry.units)}</control>"
        for key, entry in sorted(entries.items())
    )
    known = {**package.parts, **added}
    related = relationships_part(parts.main)
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<lkjdsl xmlns="{NAMESPACE}">{body}</lkjdsl>'
    result = {name: xml.encode()}
    if name not in package.parts:
        result[related], _ = with_relationship(known.get(related, NO_RELATIONSHIPS), "customXml", f"../{RECORD}")
        result[relationships_part(RECORD)], _ = with_relationship(
            NO_RELATIONSHIPS, "customXmlProps", PROPERTIES.rpartition("/")[2]
        )
        result[PROPERTIES] = PROPERTIES_XML.encode()
        types = with_content_type(known[TYPES], RECORD, "application/xml")
        result[TYPES] = with_content_type(types, PROPERTIES, PROPERTIES_TYPE)
    return result


def _part(package: Package, parts: Parts) -> str | None:
    """Return the name of the part that has the record: Word gives it another when it saves."""
    names = [relationship.part for relationship in parts.related.values() if relationship.type == "customXml"]
    return next(
        (name for name in names if name is not None and NAMESPACE.encode() in package.parts.get(name, b"")), None
    )
