"""Bytes put between bytes: what is outside of the edits stays as it is."""

import re
from collections.abc import Iterable

from attrs import frozen

TOKEN = re.compile(
    rb"&[^;]*;|<!--.*?-->|<!\[CDATA\[|\]\]>|<\?.*?\?>|\r\n|[\xc0-\xff][\x80-\xbf]*|[\x00-\x7f]", re.DOTALL
)
"""What stands between the tags of a text: a reference, a character, or what adds no character."""


@frozen
class Edit:
    """Bytes to stand in the place of those from ``start`` to ``end``; at equal offsets the order is kept."""

    start: int
    end: int
    new: bytes


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """
    Return *xml* with the *edits* made; raises ValueError where two overlap.

    >>> spliced(b"abc", [Edit(3, 3, b"!"), Edit(1, 2, b"--")])
    b'a--c!'
    """
    result, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < done:
            message = f"edits overlap at byte {edit.start}"
            raise ValueError(message)
        result += [xml[done : edit.start], edit.new]
        done = edit.end
    return b"".join([*result, xml[done:]])


def character_offsets(xml: bytes, start: int, end: int) -> list[int]:
    """
    Return at which byte each character of the text between *start* and *end* begins, and, last, where the text ends.

    >>> character_offsets("<t>5 &lt; é</t>".encode(), 3, 12)
    [3, 4, 5, 9, 10, 12]
    """
    offsets: list[int] = []
    literal = False
    for token in TOKEN.finditer(xml, start, end):
        match token[0]:
            case b"<![CDATA[" | b"]]>" as bracket:
                literal = bracket.startswith(b"<")
            case bytes(reference) if reference.startswith(b"&") and literal:
                offsets += range(token.start(), token.end())
            case bytes(markup) if markup.startswith((b"<!--", b"<?")):
                pass
            case _:
                offsets.append(token.start())
    return [*offsets, end]
