"""What a Word document asks to be filled with: the keys of its controls and marks, in the order of reading."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import define, field, frozen

from lkjdsl.documents.ooxml.xml import Element
from lkjdsl.documents.word.controls import key_of
from lkjdsl.documents.word.marks import marks_of

SEQUENCE = re.compile(r"\bSEQ\s+(\w+)")
"""The code of a field that numbers captions, and the label that it counts."""


@frozen
class Request:
    """A key that is asked for; ``captions`` counts those of the document itself before it, by their label."""

    key: str
    captions: Mapping[str, int]


def requests_of(root: Element) -> list[Request]:
    """Return what the main part under *root* asks for; inside of a control nothing is looked at."""
    marks: dict[Element, list[str]] = {}
    for mark in marks_of(root):
        marks.setdefault(mark.paragraph, []).append(mark.key)
    return list(_Walk(marks).requests(root))


@define(eq=False)
class _Walk:
    marks: Mapping[Element, list[str]]
    captions: Counter[str] = field(factory=Counter)

    def requests(self, parent: Element) -> Iterator[Request]:
        for child in parent.children:
            key = key_of(child) if child.name == "w:sdt" else None
            if key is not None:
                yield Request(key, dict(self.captions))
                continue
            code = child.text if child.name == "w:instrText" else child.attributes.get("w:instr", "")
            self.captions.update(SEQUENCE.findall(code))
            for marked in self.marks.get(child, ()):
                yield Request(marked, dict(self.captions))
            if child.name != "mc:Fallback":
                yield from self.requests(child)
