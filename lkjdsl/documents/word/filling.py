"""
A Word document filled: marks become controls, each control gets what belongs there, what somebody changed is left.

What was written last is kept as a hash for each key in a custom part of the document, which Word preserves. All of it
or nothing: where a key is unknown or stands in the wrong place, no document comes out.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from xml.sax.saxutils import unescape

from attrs import field, frozen

from lkjdsl.diagnostic import Diagnostic, is_error, nearest, problem
from lkjdsl.documents.ooxml.package import TYPES, Package
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.relationships import (
    NO_RELATIONSHIPS,
    relationships_part,
    with_content_type,
    with_relationship,
)
from lkjdsl.documents.ooxml.writing import rewritten
from lkjdsl.documents.ooxml.xml import Element, attribute, inner, parsed
from lkjdsl.documents.word.charts import chart_data
from lkjdsl.documents.word.controls import Control, controls_of, filled, inline_content, text_of, was_filled
from lkjdsl.documents.word.insertions import Insertions, insertions_after, is_recorded
from lkjdsl.documents.word.marks import broken_marks, marks_beside, with_controls
from lkjdsl.documents.word.reader import word_parts, writable

NAMESPACE = "urn:lkjdsl:controls"
TEXT = re.compile(r"<[wm]:t(?: [^>]*)?>([^<]*)</[wm]:t>")
"""A text as :func:`~lkjdsl.documents.ooxml.xml.written` writes it."""
RECORD = "customXml/lkjdsl.xml"


@frozen
class Content:
    """What goes into the controls of one key: a text of a line, or else paragraphs and tables as WordprocessingML."""

    inline: str | None = None
    blocks: bytes = b""


@frozen
class Filling:
    """What came of filling: the bytes of the document, or None where an error kept it from being written."""

    data: bytes | None
    problems: Sequence[Diagnostic] = field(factory=tuple)


def fill(
    package: Package,
    contents: Mapping[str, Content],
    *,
    overwrite: Collection[str] = (),
    added: Mapping[str, bytes] | None = None,
    known: Collection[str] = (),
) -> Filling:
    """
    Return the document *package* with *contents* in its controls, by key.

    A control that was changed by hand since the last filling is named and left, unless *overwrite* names its key.
    A document that records changes has what is filled in as insertions. *added* are parts that the contents refer to,
    such as charts; *known* are further keys, to tell what is nearest to an unknown one. Filling again with the same
    gives the same bytes.
    """
    parts = word_parts(package)
    refusal = parts if isinstance(parts, Diagnostic) else writable(package, parts)
    if isinstance(parts, Diagnostic) or refusal is not None:
        return Filling(None, [] if refusal is None else [refusal])
    inline = {key for key, content in contents.items() if content.inline is not None}
    xml, problems = with_controls(
        package.name,
        package.parts[parts.main],
        parts.root,
        lambda key: key in inline or key not in contents,  # an unknown one is named below
    )
    root = parsed(package.name, parts.main, xml)
    if isinstance(root, Diagnostic):
        return Filling(None, [root])
    controls = controls_of(root)
    hand_changed = changed_keys(package, parts) - set(overwrite)
    problems += [wrong for one in controls if (wrong := _wrong(package.name, one, contents, known)) is not None]
    problems += [problem("mark-broken", name=package.name, mark=one) for one in broken_marks(root)]
    if any(map(is_error, problems)):
        return Filling(None, problems)
    problems += [problem("mark-elsewhere", name=package.name, mark=one) for one in marks_beside(package, parts)]
    if not _last_hashes(package, parts) and any(map(was_filled, controls_of(parts.root))):
        problems.append(problem("fill-record-lost", name=package.name))
    if not controls:
        problems.append(problem("nothing-to-fill", name=package.name))
    changed = [one for one in controls if one.key in hand_changed]
    problems += [problem("control-changed", name=package.name, key=one.key) for one in changed]
    settings = parts.of_type("settings")
    insertions = insertions_after(root) if is_recorded(None if settings is None else settings[1]) else None
    written = [
        (one, _content(xml, one, contents[one.key], insertions))
        for one in controls
        if one not in changed and not _has_text(xml, one, contents[one.key])  # a comment in it would be lost
    ]
    result = filled(xml, written)
    others = {} if added is None else added
    after = word_parts(Package(package.name, b"", package.entries, {**package.parts, **others, parts.main: result}))
    assert not isinstance(after, Diagnostic), "what is written can be read"
    keys = {one.key for one in controls} - hand_changed
    new_hashes = {one.key: _hash(one, after) for one in controls_of(after.root) if one.key in keys}
    hashes = {**_last_hashes(package, parts), **new_hashes}
    new = {**others, parts.main: result, **_record(package, parts, hashes, others)}
    return Filling(rewritten(package, new), problems)


def _wrong(name: str, control: Control, contents: Mapping[str, Content], known: Collection[str]) -> Diagnostic | None:
    content = contents.get(control.key)
    if content is None:
        return problem("control-unknown", name=name, key=control.key, near=nearest(control.key, (*contents, *known)))
    if content.inline is None and control.level in ("inline", "row"):
        return problem("control-in-line", name=name, key=control.key)
    return None


def _content(xml: bytes, control: Control, content: Content, insertions: Insertions | None) -> bytes:
    if insertions is not None:
        if content.inline is not None:
            return inline_content(xml, control, content.inline, insertions.run)
        return insertions.content(content.blocks)
    return content.blocks if content.inline is None else inline_content(xml, control, content.inline)


def _has_text(xml: bytes, control: Control, content: Content) -> bool:
    """Return whether *control* has these characters already: what did not change is no insertion."""
    if content.inline is not None:
        return text_of(control) == content.inline
    if control.content is not None and b"c:chart" in content.blocks:
        return xml[slice(*inner(xml, control.content))] == content.blocks
    if control.content is None or text_of(control) != unescape("".join(TEXT.findall(content.blocks.decode()))):
        return False
    new = parsed("", "", b"<content>" + content.blocks + b"</content>")
    assert not isinstance(new, Diagnostic), "what is written can be read"
    return _paragraphs(control.content) == _paragraphs(new)


def _paragraphs(parent: Element) -> list[str]:
    """Return the characters of each paragraph: 1 and 23 in two cells are not 12 and 3."""
    paragraphs = (one.descendants() for one in parent.descendants() if one.name == "w:p")
    return ["".join(one.text for one in inside if one.name in ("w:t", "m:t")) for inside in paragraphs]


def changed_keys(package: Package, parts: Parts) -> set[str]:
    """Return the keys of the controls that have other characters, or a chart of other data, than were filled in."""
    last = _last_hashes(package, parts)
    controls = (one for one in controls_of(parts.root) if one.key in last)
    return {one.key for one in controls if last[one.key] != _hash(one, parts)}


def _hash(control: Control, parts: Parts) -> str:
    data = (value for chart in charts_in(control, parts) for value in chart_data(chart))
    return hashlib.sha256("\0".join([text_of(control), *data]).encode()).hexdigest()


def charts_in(control: Control, parts: Parts) -> list[Element]:
    """Return the roots of the charts that *control* shows."""
    inside = control.element.descendants()
    found = [parts.of_id(one.attributes.get("r:id", "")) for one in inside if one.name == "c:chart"]
    return [one for one in found if one is not None]


def _record_part(package: Package, parts: Parts) -> str | None:
    """Return the name of the part that has the hashes: Word gives it another when it saves."""
    names = [one.part for one in parts.related.values() if one.type == "customXml"]
    return next(
        (name for name in names if name is not None and NAMESPACE.encode() in package.parts.get(name, b"")), None
    )


def _last_hashes(package: Package, parts: Parts) -> dict[str, str]:
    name = _record_part(package, parts)
    root = None if name is None else parsed(package.name, name, package.parts[name])
    if not isinstance(root, Element):
        return {}
    return {one.attributes.get("key", ""): one.attributes.get("sha256", "") for one in root.children}


def _record(package: Package, parts: Parts, hashes: Mapping[str, str], added: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that keep the hashes."""
    name = _record_part(package, parts) or RECORD
    entries = "".join(
        f"<control key={attribute(key)} sha256={attribute(hash_)}/>" for key, hash_ in sorted(hashes.items())
    )
    known = {**package.parts, **added}
    related = relationships_part(parts.main)
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<lkjdsl xmlns="{NAMESPACE}">{entries}</lkjdsl>'
    result = {name: xml.encode()}
    if name not in package.parts:
        result[related], _ = with_relationship(known.get(related, NO_RELATIONSHIPS), "customXml", f"../{RECORD}")
        result[TYPES] = with_content_type(known[TYPES], RECORD, "application/xml")
    return result
