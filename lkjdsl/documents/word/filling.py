"""
A Word document filled: marks become controls, each control gets what belongs there, what somebody changed is left.

What was written last is kept for each key in a record of the document's. All of it or nothing: where a key is unknown
or stands in the wrong place, no document comes out.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from xml.sax.saxutils import unescape

from attrs import evolve, field, frozen

from lkjdsl.diagnostic import Diagnostic, is_error, problem
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.writing import rewritten
from lkjdsl.documents.ooxml.xml import Element, parsed
from lkjdsl.documents.word.capacity import without_room
from lkjdsl.documents.word.charts import chart_data
from lkjdsl.documents.word.controls import (
    Control,
    block_content,
    block_range,
    characters,
    controls_of,
    filled,
    inline_content,
    inside_of,
    text_of,
    was_filled,
)
from lkjdsl.documents.word.insertions import Insertions, insertions_after, is_recorded
from lkjdsl.documents.word.keys import keys_like, nearest_key
from lkjdsl.documents.word.look import look_of, objects_of
from lkjdsl.documents.word.marks import broken_marks, marks_beside, with_controls
from lkjdsl.documents.word.numbered_captions import bookmarks_of_captions, numbers_of_captions, with_bookmarks
from lkjdsl.documents.word.reader import word_parts, writable
from lkjdsl.documents.word.record import RecordEntry, record_of, record_parts
from lkjdsl.documents.word.written_numbers import WrittenUnit

TAG = re.compile(r"<[^>]*>")


@frozen
class Content:
    """
    What goes into the controls of one key: a text of a line, or else paragraphs and tables as WordprocessingML.

    ``further`` are the blocks for the second control of the key and those after it, whose captions are others;
    ``units`` say what their numbers are of; the key of a line says it of itself.
    """

    inline: str | None = None
    blocks: bytes = b""
    units: Sequence[WrittenUnit] = ()
    further: Sequence[bytes] = ()

    def at(self, place: int) -> "Content":
        """Return what goes into the control at a *place* among those of the key."""
        return evolve(self, blocks=self.further[place - 1], further=()) if 0 < place <= len(self.further) else self


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
    problems += [wrong for control in controls if (wrong := _wrong(package.name, control, contents, known)) is not None]
    problems += [problem("mark-broken", name=package.name, mark=mark) for mark in broken_marks(root)]
    if any(map(is_error, problems)):
        return Filling(None, problems)
    problems += [problem("mark-elsewhere", name=package.name, mark=one) for one in marks_beside(package, parts)]
    last = record_of(package, parts)
    if not last and any(map(was_filled, controls_of(parts.root))):
        problems.append(problem("fill-record-lost", name=package.name))
    if not controls:
        problems.append(problem("nothing-to-fill", name=package.name))
    changed = [control for control in controls if control.key in hand_changed]
    problems += [problem("control-changed", name=package.name, key=control.key) for control in changed]
    settings = parts.of_type("settings")
    insertions = insertions_after(root) if is_recorded(None if settings is None else settings[1]) else None
    written = [
        (control, _content(xml, control, content, insertions))
        for control in controls
        if control not in changed
        for content in [contents[control.key].at(control.place)]
        if control.key in overwrite or not _has_text(xml, control, content)  # what is right stays
    ]
    new_keys = {control.key for control, _ in written}
    result = filled(xml, written)
    others = {} if added is None else added
    after = word_parts(Package(package.name, b"", package.entries, {**package.parts, **others, parts.main: result}))
    assert not isinstance(after, Diagnostic), "what is written can be read"
    keys = {control.key for control in controls} - hand_changed
    entries = {
        control.key: RecordEntry(
            _hash(control, after),
            contents[control.key].units,
            _look(control, contents[control.key]) if control.key in new_keys else _last_look(last, control.key),
        )
        for control in controls_of(after.root)
        if control.key in keys
    }
    new = {**others, parts.main: result, **record_parts(package, parts, {**last, **entries}, others)}
    return Filling(rewritten(package, new), problems)


def _wrong(name: str, control: Control, contents: Mapping[str, Content], known: Collection[str]) -> Diagnostic | None:
    content = contents.get(control.key)
    if content is None:
        every = (*known, *contents)
        near, like = nearest_key(control.key, every), keys_like(control.key, every)
        helps = ("known",) if near is None and like else ()
        return problem("control-unknown", name=name, key=control.key, near=near, helps=helps, also={"known": like})
    return without_room(name, control, is_text=content.inline is not None)


def _content(xml: bytes, control: Control, content: Content, insertions: Insertions | None) -> bytes:
    kept = {} if control.content is None or content.inline is not None else bookmarks_of_captions(control.content)
    if kept:
        content = evolve(content, blocks=with_bookmarks(content.blocks, [*kept.values()]))
    if insertions is not None:
        if content.inline is not None:
            return inline_content(xml, control, content.inline, insertions.run)
        return block_content(xml, control, insertions.content(content.blocks))
    if content.inline is None:
        return block_content(xml, control, content.blocks)
    return inline_content(xml, control, content.inline)


def _has_text(xml: bytes, control: Control, content: Content) -> bool:
    """Return whether *control* has these characters already: what did not change is no insertion."""
    if content.inline is not None:
        return text_of(control) == content.inline
    within = block_range(xml, control)
    if within is not None and b"c:chart" in content.blocks:
        return xml[slice(*within)] == content.blocks
    if control.content is None or _plain(text_of(control)) != _plain(unescape(TAG.sub("", content.blocks.decode()))):
        return False  # most have other characters altogether: what is written is parsed only where it has the same
    new = parsed("", "", b"<content>" + content.blocks + b"</content>")
    assert not isinstance(new, Diagnostic), "what is written can be read"
    return _paragraphs(control.content) == _paragraphs(new)


def _plain(text: str) -> str:
    """Return *text* without the minus signs, which are elements of their own."""
    return text.replace("-", "")


def _paragraphs(parent: Element) -> list[str]:
    """Return the characters of each paragraph: 1 and 23 in two cells are not 12 and 3."""
    return [characters(descendant) for descendant in parent.descendants() if descendant.name == "w:p"]


def changed_keys(package: Package, parts: Parts) -> set[str]:
    """Return the keys of the controls that are otherwise than they were filled in: characters, charts, or look."""
    last = record_of(package, parts)
    controls = (control for control in controls_of(parts.root) if control.key in last)
    return {control.key for control in controls if _is_changed(control, last[control.key], parts)}


def _is_changed(control: Control, entry: RecordEntry, parts: Parts) -> bool:
    if entry.sha256 != _hash(control, parts):
        return True
    inside = inside_of(control)
    return bool(entry.look) and inside is not None and entry.look not in (objects_of(inside), look_of(inside))


def _look(control: Control, content: Content) -> str:
    """Return what is kept of the look of a *control*: a line of text takes that of the letters before it."""
    inside = inside_of(control)
    return "" if inside is None else objects_of(inside) if content.inline is not None else look_of(inside)


def _last_look(last: Mapping[str, RecordEntry], key: str) -> str:
    return last[key].look if key in last else ""


def _hash(control: Control, parts: Parts) -> str:
    data = (value for chart in charts_in(control, parts) for value in chart_data(chart))
    said = "" if control.content is None else characters(control.content, numbers_of_captions(control.content))
    return hashlib.sha256("\0".join([said, *data]).encode()).hexdigest()


def charts_in(control: Control, parts: Parts) -> list[Element]:
    """Return the roots of the charts that *control* shows."""
    inside = control.element.descendants()
    elements = [parts.of_id(element.attributes.get("r:id", "")) for element in inside if element.name == "c:chart"]
    return [element for element in elements if element is not None]
