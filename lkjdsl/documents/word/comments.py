"""Comments put into a Word document; all else of it stays byte for byte."""

from collections.abc import Sequence

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic
from lkjdsl.documents.blocks import Text
from lkjdsl.documents.ooxml.package import TYPES, Package
from lkjdsl.documents.ooxml.parts import Parts
from lkjdsl.documents.ooxml.relationships import (
    NO_RELATIONSHIPS,
    inside_end,
    relationships_part,
    with_content_type,
    with_relationship,
)
from lkjdsl.documents.ooxml.splicing import spliced
from lkjdsl.documents.ooxml.values import whole
from lkjdsl.documents.ooxml.writing import rewritten
from lkjdsl.documents.ooxml.xml import Element, W, written
from lkjdsl.documents.word.places import cut_after, cut_before, edits_at
from lkjdsl.documents.word.reader import word_parts, writable

AUTHOR, INITIALS = "lkjdsl", "lk"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
NO_COMMENTS = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W}"/>'.encode()


@frozen
class Comment:
    """What to say about the characters of ``text`` from ``start`` to ``end``; each line is a paragraph."""

    text: Text
    start: int
    end: int
    message: str


def commented(package: Package, comments: Sequence[Comment]) -> bytes | Diagnostic:
    """
    Return the bytes of the document *package* with *comments* on texts that were read from it.

    Where one begins in a footnote or a text box, it goes round the place in the body where that hangs.
    """
    parts = word_parts(package)
    if isinstance(parts, Diagnostic):
        return parts
    refusal = writable(package, parts)
    if refusal is not None or not comments:
        return refusal or package.data
    xml, existing = package.parts[parts.main], parts.of_type("comments")
    first = _first_free(parts, existing)
    cuts = []
    for id_, comment in enumerate(comments, first):
        last = comment.end - 1
        opening = f'<w:commentRangeStart xmlns:w="{W}" w:id="{id_}"/>'
        end = f'<w:commentRangeEnd xmlns:w="{W}" w:id="{id_}"/>'
        closing = f'{end}<w:r xmlns:w="{W}"><w:commentReference w:id="{id_}"/></w:r>'
        cuts.append((cut_before(xml, comment.text, comment.start), opening.encode()))
        cuts.append((cut_after(xml, comment.text, last), closing.encode()))
    changed = {parts.main: spliced(xml, edits_at(cuts))}
    return rewritten(package, changed | _comment_parts(package, parts, existing, first, comments))


def _first_free(parts: Parts, existing: tuple[str, Element] | None) -> int:
    """Return the first id that no comment and no mark in the text has."""
    marks = [descendant for descendant in parts.root.descendants() if descendant.name.startswith("w:comment")]
    own = () if existing is None else existing[1].children
    return 1 + max((whole(mark.attributes.get("w:id")) or 0 for mark in (*marks, *own)), default=-1)


def _comment_parts(
    package: Package,
    parts: Parts,
    existing: tuple[str, Element] | None,
    first: int,
    comments: Sequence[Comment],
) -> dict[str, bytes]:
    """Return the part that has the comments, and what says that it is there."""
    new = "".join(_comment(id_, comment.message) for id_, comment in enumerate(comments, first)).encode()
    if existing is not None:
        name, root = existing
        return {name: spliced(package.parts[name], [inside_end(package.parts[name], root, new)])}
    folder = parts.main.rpartition("/")[0]
    name = next(
        path
        for number in range(len(package.entries) + 1)
        if (path := f"{folder}/comments{number or ''}.xml".lstrip("/")) not in package.entries
    )
    related = relationships_part(parts.main)
    with_comments, _ = with_relationship(
        package.parts.get(related, NO_RELATIONSHIPS), "comments", name.rpartition("/")[2]
    )
    return {
        name: NO_COMMENTS.replace(b"/>", b">") + new + b"</w:comments>",
        related: with_comments,
        TYPES: with_content_type(package.parts[TYPES], name, CONTENT_TYPE),
    }


def _comment(id_: int, message: str) -> str:
    lines = message.splitlines() or [""]
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{written(line)}</w:t></w:r></w:p>' for line in lines)
    return f'<w:comment xmlns:w="{W}" w:id="{id_}" w:author="{AUTHOR}" w:initials="{INITIALS}">{paragraphs}</w:comment>'
